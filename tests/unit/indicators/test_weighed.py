"""What stands around a value, how it is weighed, and how scores and rules settle together what it did."""

from __future__ import annotations

import pytest

from ringfence.indicators import extract, settled, weighed
from ringfence.indicators.indicator import Context, Found, Role
from ringfence.words import Country, Lang

US = Context(Country("US"), Lang("en"))


def role(text: str, value: str, context: Context = US) -> str:
    (told,) = {str(one.role) for one in extract.find(text, context) if one.value == value}
    return told


def test_a_text_is_cut_into_words_and_signs_with_a_sign_for_each_value() -> None:
    text = "My cell: 614-555-0160, he’s at ████ — İstanbul.\nCafé 12"
    start = text.index("614")
    cut = weighed.marked(text, [(start, start + 12)])
    assert cut.words[:6] == ["my", "cell", ":", "§", ",", "he's"]
    assert cut.words[-4:] == [".", "\n", "cafe", "00"]
    assert [cut.words[place] for place in cut.places] == ["§", "§"]
    assert cut.which == [0]


def test_signs_that_mean_a_value_are_none_where_the_text_has_them() -> None:
    assert weighed.marked("§ 12 ██ §", []).places == [1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("私の番号は", ["私", "の", "番", "号", "は"]),
        ("मेरा नंबर है।", ["मेरा", "नंबर", "है", "।"]),
        ("l'été à Köln", ["l'ete", "a", "koln"]),
    ],
)
def test_words_of_every_script_are_whole(text: str, words: list[str]) -> None:
    assert weighed.marked(text, []).words == words


def test_what_stands_around_a_value_says_where_it_stands() -> None:
    text = "He rang. My number is 614-555-0160 and that is all"
    (found,) = extract.by_rules(text, US)
    cut, ((n, at),) = weighed.placed(text, [found])
    around = weighed.things(found, cut, at)
    assert n == 0
    assert {("k", "phone"), ("free", "False"), ("o", "is and")} <= {*around}
    assert {("b0", "is"), ("b1", "number"), ("bp0", "is number"), ("bp1", "number my")} <= {*around}
    assert {("bs0", "is"), ("bs0", "number"), ("bs0", "my")} <= {*around}
    assert {("as0", "that"), ("a1", "that"), ("b1~", "numb")} <= {*around}
    assert ("bs0", "rang") not in around


def test_a_score_is_between_its_bounds_and_speaks_for_my() -> None:
    text = "My own cell is 614-555-0160"
    (found,) = extract.by_rules(text, US)
    cut, ((_, at),) = weighed.placed(text, [found])
    score = weighed.score(weighed.OWN, "phone", weighed.things(found, cut, at))
    assert 0 < score <= weighed.MOST


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Best number? Well, there is only 479-555-0164.", "+14795550164"),
        ("Ours has been 606-555-0182 since the wedding, theirs was 606-555-0128.", "+16065550182"),
        ("same crew, new number 844-555-0147. same old me though, 505-555-0177", "+15055550177"),
    ],
)
def test_what_rules_do_not_know_to_be_hers_is_told_by_the_words_around(text: str, value: str) -> None:
    assert "reporter" not in {str(one.role) for one in extract.by_rules(text, US)}
    assert role(text, value) == "reporter"
    assert {one.value for one in extract.find_private(text, US)} == {value}


def test_a_number_that_called_is_told_by_the_words_around() -> None:
    text = "I was at bingo. Phone buzzes, 872-555-0188, I answer, he says don't panic."
    (by_rules,) = extract.by_rules(text, US)
    assert by_rules.role is Role.CALLBACK
    assert role(text, "+18725550188") == "caller_id"


def test_what_is_genuine_stays_so() -> None:
    text = "My bank's number on my own card is 800-555-0142, I called them and they were kind to me."
    found = Found("phone", "+18005550142", Role.GENUINE, extract.by_rules(text, US)[0].validity, 36, 48, 0.0)
    assert settled.roles(text, [found], set(), calls=True) == [None]


def test_a_text_without_a_word_for_her_makes_nothing_hers() -> None:
    found = extract.by_rules("614-555-0160", US)
    assert settled.roles("614-555-0160", found, None, calls=True) == [None]
    assert role("614-555-0160", "+16145550160") == "callback"


def test_a_number_that_called_and_was_called_keeps_both_roles() -> None:
    text = "855-555-0118 rang me twice this morning, and I called 855-555-0118 back at once."
    assert {str(one.role) for one in extract.find(text, US)} == {"callback", "caller_id"}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("fraud@example.net, 888-555-0123", ["contact", "callback"]),
        ("a@example.com, 202-555-0143", ["contact", "callback"]),
    ],
)
def test_a_list_of_values_says_nothing_of_them(text: str, roles: list[str]) -> None:
    found = extract.find(text, US)
    assert [str(one.role) for one in found if one.kind in weighed.KINDS] == roles


def test_of_what_is_left_where_hers_was_masked_rules_alone_make_nothing_hers() -> None:
    text = "The man had my father's number, ████████████, and his own was 202-555-0128."
    assert "reporter" in {str(one.role) for one in extract.by_rules(text, US)}
    assert role(text, "+12025550128") == "callback"


def test_numbers_that_are_told_of_as_one_are_of_one_side() -> None:
    told = (
        "In der Anzeige stand: Computer-Notdienst, Tel. 089 99998 150/51, rund um die Uhr. Ich wählte beide."
    )
    german = Context(Country("DE"), Lang("de"))
    assert role(told, "+498999998150", german) == role(told, "+498999998151", german) != "reporter"
