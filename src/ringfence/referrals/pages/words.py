r"""The fixed wording of the pages, one file a language, and how the language writes numbers and dates.

>>> spoken("de").number(1234567), spoken("hi").number(1234567)
('1.234.567', '12,34,567')
>>> spoken("en").money("USD", 123450), spoken("fr").money("JPY", 5000)
('USD 1,234.50', 'JPY 5\xa0000')
>>> spoken("ja").day(date(2026, 3, 9))
'2026年3月9日'
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the doctest uses it
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ringfence.reports.amounts import NO_MINOR
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGS = ("en", "de", "es", "fr", "hi", "ja")
_LAKH = "lakh"
_BRACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language.

    Attributes:
        lang: Its BCP 47 tag.
        words: The wording: ``section.name`` to text.
        months: The months' names, January first.
    """

    lang: str
    words: Mapping[str, str]
    months: tuple[str, ...]

    def say(self, key: str, **fill: str) -> str:
        """Give a wording with its braces filled.

        Args:
            key: ``section.name``; where the name is unknown, the section's ``other`` is given.
            **fill: Text for each brace.
        """
        section = key.partition(".")[0]
        said = self.words.get(key, self.words.get(f"{section}.other", key))
        return _BRACE.sub(lambda brace: fill.get(brace[1], brace[0]), said)

    def number(self, number: int) -> str:
        """Write a whole number in groups."""
        mark = self.words["thousands"]
        if mark != _LAKH:
            return f"{number:,}".replace(",", mark)
        digits = str(number)
        head, tail = digits[:-3], digits[-3:]
        pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)]
        return ",".join([*reversed(pairs), tail])

    def money(self, currency: str, minor: int) -> str:
        """Write an amount, its currency as a code before it."""
        if currency in NO_MINOR:
            return f"{currency} {self.number(minor)}"
        whole, cents = divmod(minor, 100)
        return f"{currency} {self.number(whole)}{self.words['decimal']}{cents:02d}"

    def day(self, of: date) -> str:
        """Write a date in words."""
        return self.words["date"].format(day=of.day, month=self.months[of.month - 1], year=of.year)

    def country(self, code: str | None) -> str:
        """Name a country; one without a name in our words by its code."""
        if code is None:
            return self.words["page.unknown"]
        return self.words.get(f"country.{code}", code)

    def listed(self, names: tuple[str, ...]) -> str:
        """Join names."""
        return self.words["list_join"].join(names)


@cache
def spoken(lang: str) -> Spoken:
    """Read the wording of a language.

    Raises:
        UsageError: When the pages are not written in it.
    """
    lang = lang.partition("-")[0].lower()
    if lang not in LANGS:
        raise UsageError(
            f"the pages of a case file are not written in {lang}",
            advice=f"Choose one of {', '.join(LANGS)}",
        )
    told = tomllib.loads(
        files("ringfence.referrals.pages").joinpath("words", f"{lang}.toml").read_text("utf-8")
    )
    words: dict[str, str] = {}
    for key, value in told.items():
        if isinstance(value, dict):
            words.update({f"{key}.{name}": text for name, text in value.items()})
        elif isinstance(value, str):
            words[key] = value
    return Spoken(lang, words, tuple(told["months"]))
