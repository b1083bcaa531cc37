"""The block with which a letter ends, and where the reader is told to reach who writes."""

from __future__ import annotations

import pytest

from ringfence.indicators import letter_ends, reached
from ringfence.indicators.extract import find
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

HERS = "614-555-0112"


def _roles(text: str, country: str = "US", lang: str = "en") -> dict[str, str]:
    found = find(text, Context(Country(country), Lang(lang)))
    return {one.value: str(one.role) for one in found if one.kind in ("phone", "email")}


@pytest.mark.parametrize(
    "ends",
    [
        f"Sincerely,\nDorothy Haines\n{HERS} (let it ring)\n\nP.S. There is a photo.",
        f"Regards\nDorothy Haines\nHaines Hats\n4 Elm Ct\nColumbus OH 43004\nTel. {HERS}\n\nEncl: the text",
        f"Sent from my iPad\n\nDot Haines | Haines Hats | {HERS}\n\n> call us on 888-555-0107",
        f"I never bought it.\n\nDorothy Haines\n{HERS}",
    ],
)
def test_what_stands_below_a_name_at_the_end_of_a_letter_is_its_writers(ends: str) -> None:
    assert _roles(f"The screen gave 844-555-0171. I did not call.\n\n{ends}")["+16145550112"] == "reporter"


@pytest.mark.parametrize(
    "text",
    [
        f"Thank you,\nBilling Team\n{HERS}\n\nPS: that was all",
        f"From: Jack <jack@example.org>\nYour funds are found.\n\nRegards,\nJack Turner\n{HERS}",
        f"Dear customer, it was renewed.\n\nRegards,\nJack Turner\n{HERS}",
        f"thanks\nthe scammers number was\n{HERS}",
    ],
)
def test_no_firm_and_no_other_writer_ends_her_letter(text: str) -> None:
    folded = fold(text, "en")
    assert letter_ends.block(folded, folded.low.index("614")) is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You can write back to me at this adress {}"),
        ("en", "Please don't call me on the landline, use {}"),
        ("de", "Man erwischt mich am ehesten unter {}"),
        ("es", "me pueden localizar al {}"),
        ("fr", "On peut m'avoir au {}"),
        ("hi", "mujhse baat karni ho to {} par call kijiye"),
    ],
)
def test_where_the_reader_is_told_to_reach_who_writes_is_hers(lang: str, text: str) -> None:
    folded = fold(text.format(HERS), lang)
    start = folded.low.index("614")
    assert reached.is_given(folded, start, start + len(HERS))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "She said to write back to me at {}"),
        ("en", "The pop-up says do not restart your PC, call {}"),
        ("fr", "Il m'a écrit : ne m'écrivez plus ici, utilisez {}"),
        ("hi", "usne kaha mujhe bola {} par call kijiye"),
    ],
)
def test_what_someone_else_said_is_not(lang: str, text: str) -> None:
    folded = fold(text.format(HERS), lang)
    start = folded.low.index("614")
    assert not reached.is_given(folded, start, start + len(HERS))


def test_capitals_behind_an_amount_are_not_dialled() -> None:
    assert _roles("THEY TOOK $4,800 WIRE OUT, 800 GIFT CARDS AND 866 MONEY ORDER") == {}
    assert _roles("CALL 800 FIX IT NOW") == {"+18003494866": "callback"}


def test_a_number_below_a_postcode_is_one() -> None:
    assert _roles("Choteau MT 59422\n406-555-0122") == {"+14065550122": "callback"}
