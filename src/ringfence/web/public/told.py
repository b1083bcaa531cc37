"""How days, numbers, amounts and countries are written in a language.

>>> from datetime import date
>>> day(date(2026, 11, 23), "de"), day(date(2026, 11, 1), "fr"), number(12345, "es")
('23. November 2026', '1er novembre 2026', '12.345')
>>> amount(12_345_00, "USD", "de"), amount(12_345, "JPY", "en"), country_name("GB", "ja")
('12.345', '12,345', 'イギリス')
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from ringfence.guidance.wording import month, wording
from ringfence.reports.amounts import NO_MINOR, THREE_MINOR
from ringfence.reports.places import iso_country
from ringfence.web.public.words import words

if TYPE_CHECKING:
    from datetime import date

__all__ = ["amount", "chosen_country", "countries", "country_name", "day", "in_order", "month", "number"]

LONGEST_CODE = 8
"""Characters of what is read as a country's code."""
_TURNING = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)  # bidirectional embeddings and isolates


def day(when: date, lang: str) -> str:
    """Write a day as a person reads it."""
    name = wording(lang)["month_names"].split()[when.month - 1]
    written = words(lang, "common")["day"].format(day=when.day, month=name, year=when.year)
    return f"1er {name} {when.year}" if lang == "fr" and when.day == 1 else str(written)


def number(many: int, lang: str) -> str:
    """Write a number with the marks of a language between its thousands."""
    return f"{many:,}".replace(",", words(lang, "common")["thousands"])


def amount(minor: int, currency: str, lang: str) -> str:
    """Write an amount of money in whole units of its currency, an ISO 4217 code, which stands beside it."""
    digits = 0 if currency in NO_MINOR else 3 if currency in THREE_MINOR else 2
    return number(minor // 10**digits, lang)


@lru_cache(maxsize=8)
def countries(lang: str) -> tuple[tuple[str, str], ...]:
    """List the countries that a form offers: code and name, in the order of their names."""
    named = words(lang, "countries").items()
    return tuple(sorted(((code, str(name)) for code, name in named), key=lambda one: _plain(one[1])))


def country_name(code: str, lang: str) -> str:
    """Name a country; one that has no name here is written by its code."""
    return str(words(lang, "countries").get(code, code))


def in_order(written: str) -> str:
    r"""Leave out the signs that turn letters round: no pasted message shall show a number backwards.

    >>> in_order("call \u202e0123")
    'call 0123'
    """
    return written.translate(_TURNING)


def chosen_country(written: str | None) -> str | None:
    """Read the country that was chosen in a form; None when there is none of that code."""
    return iso_country((written or "")[:LONGEST_CODE])


def _plain(name: str) -> str:
    """Fold a name so that É stands with E."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
