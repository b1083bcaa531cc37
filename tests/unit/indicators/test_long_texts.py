"""No text or mail takes what reads it long: the time grows as the length does.

What takes four times the text may take four times the time and some, of the processor's time, in one of some
tries; no time is asserted by itself.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest

from ringfence.indicators import (
    extract,
)
from ringfence.indicators.extract import KINDS
from ringfence.indicators.indicator import Context
from ringfence.reports import formats, mail
from ringfence.reports.formats import Reading
from ringfence.words import Country, FormatError, Lang, RingfenceError
from tests.unit.indicators.odd_texts import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


SHORT, TIMES = 10_000, 4
_ENOUGH = 2.5  # times what four times the text may take
_UNSEEN = 0.03  # seconds, below which the machine itself is measured
_TRIES = 4
MIXTURES = ["".join(PARTS[at::step]) for step in (2, 3, 5, 7) for at in (0, 1)]
OF_ALL = (
    "IBAN FR76 0000 0000 0100 0441 7002 946, qui est le sien. ",
    "account 000418829915 which is her own. ",
    "paypal.me/adasmith2024 ",
)
US, JAPAN = Context(Country("US"), Lang("en")), Context(Country("JP"), Lang("ja"))


def _long(part: str, size: int) -> str:
    return (part * (size // len(part) + 1))[:size]


def _took(read: Callable[[str], object], text: str) -> float:
    before = time.process_time()
    read(text)
    return time.process_time() - before


def _grows_as_its_length(
    read: Callable[[str], object], part: str, times: int = TIMES, enough: float = _ENOUGH
) -> bool:
    """Tell whether so many times the text takes about so many times the time, in one of some tries."""
    for _ in range(_TRIES):
        short, long = (_took(read, _long(part, size)) for size in (SHORT, SHORT * times))
        if long <= max(short, _UNSEEN / times) * times * enough:
            return True
    return False


@pytest.mark.parametrize("part", OF_ALL, ids=ascii)
def test_what_is_asked_of_a_whole_text_is_not_asked_for_each_of_its_values(part: str) -> None:
    extract.find(part, US)
    assert _grows_as_its_length(lambda text: extract.find(text, US), part, 10, 2.0)


@pytest.mark.parametrize("part", [*PARTS, *MIXTURES], ids=ascii)
def test_the_time_for_a_text_grows_as_its_length(part: str) -> None:
    extract.find(part, US)  # what is read once is read now
    assert _grows_as_its_length(lambda text: extract.find(text, US), part)


@pytest.mark.parametrize(
    "part", ["に", "二", "電話", "एक ", "はち", "8", "9999 ", "a.", MIXTURES[0]], ids=ascii
)
def test_what_stands_behind_the_first_hundred_thousand_is_not_read(part: str) -> None:
    text = _long(part, 1_000_000)
    assert extract.find(text, JAPAN) == extract.find(text[: extract.LONGEST], JAPAN)
    for kind in KINDS.values():
        read = kind.canonical(text, US)
        assert read is None or len(read[0]) <= len(text)


HTML = [
    *(
        "<a href='",
        "<a ",
        "<",
        "<br",
        "<a href=x>y</a>",
        "<style",
        "content=0;url=",
        "&lt;",
        "&#",
        "<script>",
    ),
    *(
        "> From: a@b.example\n",
        "To: a\nFrom: c@d.example\nSubject: x\n\n",
        "  : ",
        "=?utf-8?q?a?= ",
        "=?",
        "%25",
    ),
    *(
        "https://google.com/url?q=",
        "https://urldefense.com/v3/__a",
        "<a@b.example>",
        "a@b.example, ",
        "(",
        '"',
    ),
]


@pytest.mark.parametrize("part", HTML, ids=ascii)
def test_the_time_for_a_mail_grows_as_its_length(tmp_path: Path, part: str) -> None:
    def body(text: str) -> None:
        mail.page_text(text)
        mail.quoted(text)
        mail.decoded(text)

    def whole(text: str) -> None:
        line = text.replace("\n", " ")
        path = tmp_path / "f.eml"
        path.write_text(f'To: {line}\nContent-Type: text/html; a="{line}\nSubject: {line}\n\n{text}', "utf-8")
        with contextlib.suppress(RingfenceError):  # a header too long
            list(formats.load("eml").read(path, Reading()))

    assert _grows_as_its_length(body, part)
    assert _grows_as_its_length(whole, part)


def test_a_part_of_a_mail_whose_shape_is_told_at_length_is_read(tmp_path: Path) -> None:
    path = tmp_path / "f.eml"
    path.write_text(f'From: a@b.example\nContent-Type: text/plain; a="{";" * 100_000}\n\ncall me', "utf-8")
    (batch,) = formats.load("eml").read(path, Reading())
    assert "call me" in batch.table.to_pylist()[0]["text"]
    path.write_text(f"From: {'a@b.example, ' * 20_000}\n\ncall me", "utf-8")
    with pytest.raises(FormatError, match="cannot be read"):
        list(formats.load("eml").read(path, Reading()))
