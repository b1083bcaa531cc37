"""What is private is masked in any spelling, nothing moves, and the fraudster's claims survive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.reports.redact import MASK, mask, private_spans

NAME = "Ben Hartwell"
PHONE = "+1 503 555 0117"
EMAIL = "ben.hartwell@mail.example"
ADDRESS = "41 Quince Orchard Lane, Springfield, OR 97477"
ACCOUNT = "DE00 3704 0044 0532 0130 00"
OWN = [NAME, PHONE, EMAIL, ADDRESS, ACCOUNT, "412 555 987"]
CARD = "4111 1111 1111 1111"

PROSE = st.text(
    alphabet=st.sampled_from("abc deé,.!?\n-()日本 Z"),
    max_size=60,
)
SPELLED = "five oh three, five five five, oh one one seven"
WRITINGS = {
    "hartwell": ["Ben Hartwell", "Hartwell, Ben", "BEN HARTWELL", "Hartwell", "benhartwell", "Ben  Hartwell"],
    "5550117": [
        "+1 503 555 0117",
        "(503) 555-0117",
        "503.555.0117",
        "1-503-555-0117",
        "5035550117",
        "503 5550117",
    ],
    "ben.hartwell@": ["ben.hartwell@mail.example", "Ben.Hartwell@MAIL.example"],
    "quince orchard": [
        "41 Quince Orchard Lane",
        "41 quince orchard ln",
        "Quince Orchard Lane",
        "Quince Orchard",
    ],
    "97477": ["OR 97477", "97477"],
    "370400440532": ["DE00 3704 0044 0532 0130 00", "de00370400440532013000", "DE00-3704-0044-0532-0130-00"],
    "412555987": ["412 555 987", "412-555-987", "412555987"],
}
PLANTED = st.sampled_from([(key, spelled) for key, ways in WRITINGS.items() for spelled in ways])


def masked(text: str, own: list[str] | None = None) -> str:
    return mask(text, [(one.start, one.end) for one in private_spans(text, own or [])])


def bare(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum() or c in "@. ")


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=6))
def test_masking_moves_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    result = mask(text, spans)
    hidden = {at for start, end in spans for at in range(max(0, start), min(end, len(text)))}
    assert len(result) == len(text)
    assert all(result[at] == (MASK if at in hidden else text[at]) for at in range(len(text)))


@given(PROSE, PLANTED, PROSE)
def test_what_was_planted_never_survives(before: str, planted: tuple[str, str], after: str) -> None:
    key, spelled = planted
    result = masked(f"{before} {spelled} {after}", OWN)
    assert len(result) == len(before) + len(spelled) + len(after) + 2
    assert key not in bare(result).replace(" ", "" if key.isdigit() else " ")


@pytest.mark.parametrize(
    "spelled",
    [
        SPELLED,
        "five zero three five five five zero one one seven",
        "FIVE-OH-THREE triple five oh one one seven",
        "５０３ ５５５ ０１１７",
        "503 then 555 and 0117",
    ],
)
def test_her_number_is_masked_however_it_is_spelled(spelled: str) -> None:
    result = masked(f"Call me on {spelled} please", OWN)
    assert result.startswith("Call me on █")
    assert "seven" not in result.lower()
    assert not any(c.isdigit() for c in result)


def test_her_mail_is_masked_when_it_is_spelled_out() -> None:
    assert masked("write to ben dot hartwell at mail dot example", OWN) == "write to " + MASK * 36


def test_accents_and_umlauts_hide_nobody() -> None:
    assert "Müller" not in masked("hier ist Jürgen Müller", ["Juergen Mueller"])
    assert "Garcia" not in masked("soy Garcia", ["José García"])
    assert "Musterstr" not in masked("ich wohne in der Musterstr. 12", ["Musterstraße 12, 12345 Musterstadt"])


@pytest.mark.parametrize(
    "text",
    [
        "David from Microsoft said his computer showed it",
        "He said his name was David",
        'He said "my name is David from Microsoft" and hung up',
        "Hello, my name is Kathy and I'm calling from Amazon.",
        "Er sagte, mein Name ist Daniel von Microsoft",
    ],
)
def test_a_claimed_name_survives(text: str) -> None:
    assert masked(text, ["David Hartwell"]) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My name is Ben Hartwell and I am 70", "Ben Hartwell"),
        ("hello my name is ben hartwell and they called", "ben hartwell"),
        ("Mi chiamo Bruno Esposito e ho 70 anni", "Bruno Esposito"),
        ("my name's Anne-Marie O'Neil.", "Anne-Marie O'Neil"),
        ("Mein Name ist Jürgen von der Heide, ich wohne hier", "Jürgen von der Heide"),
        ("Ich heiße Ben Hartwell", "Ben Hartwell"),
        ("Me llamo José García López y vivo aquí", "José García López"),
        ("Je m'appelle Jean-Luc d'Arc. Il a dit", "Jean-Luc d'Arc"),
        ("私の名前は田中太郎です。", "田中太郎"),
        ("मेरा नाम राम कुमार है", "राम कुमार"),
        ("That is all.\nKind regards,\nBen Hartwell", "Ben Hartwell"),
    ],
)
def test_the_name_by_which_she_introduces_herself_is_masked(text: str, name: str) -> None:
    assert masked(text) == text.replace(name, MASK * len(name))


def test_what_only_sounds_like_an_introduction_stays() -> None:
    text = "My name is on the account and my name was not known to them"
    assert masked(text) == text


@pytest.mark.parametrize("card", [CARD, CARD.replace(" ", "-"), CARD.replace(" ", ""), "5555.5555.5555.4444"])
def test_card_numbers_are_masked_in_any_grouping(card: str) -> None:
    assert masked(f"I gave {card} exp 12/27") == f"I gave {MASK * len(card)} exp 12/27"


def test_numbers_that_are_no_cards_stay() -> None:
    text = "order 4111 1111 1111 1112, call +49 1512 345678901 or 888 555 0123"
    assert masked(text) == text


@pytest.mark.parametrize(
    "code",
    [
        "XK7D 9P2M 4QRT 8WZN",
        "AB12-CD34-EF56",
        "xk7d-9p2m-4qrt-8wzn",
        "X1234567890ABCDE",
        "6006 4914 1234 5678 901",
    ],
)
def test_gift_card_codes_are_masked(code: str) -> None:
    result = masked(f"I bought an Apple gift card and read out {code} to David. Then I called 888 555 0123.")
    assert code not in result
    assert result.endswith(" to David. Then I called 888 555 0123.")


def test_pins_are_masked_and_sort_codes_are_not() -> None:
    result = masked("A Target gift card, PIN 4821, paid to sort code 00-12-34")
    assert result == "A Target gift card, PIN ████, paid to sort code 00-12-34"


@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=4))
def test_any_text_and_any_fields_give_spans_inside_the_text(text: str, own: list[str]) -> None:
    for one in private_spans(text, own):
        assert 0 <= one.start < one.end <= len(text)


def test_a_long_text_takes_no_more_than_its_length() -> None:
    text = "gift card code " * 2_000 + "5 " * 5_000 + "my name is " * 1_000 + "-" * 10_000
    assert len(masked(text, OWN)) == len(text)
