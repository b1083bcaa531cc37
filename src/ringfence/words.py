"""Words that every step shares: identifiers, countries, money, markings, time, and the tree of errors.

    >>> report_id("company-a", "C-1041")
    'report-39860c928a609a1a6561'
    >>> Money(12_50, "USD")
    Money(minor=1250, currency='USD')

The tree of errors; every error that input from outside can cause is one of these::

    RingfenceError            something is wrong; the message says what, where, and what to do
    ├── UsageError            asked for in a way that cannot be done (exit code 2)
    └── InputError            a file, row or field that cannot be used (exit code 1)
        └── FormatError       a file that is not what it claims to be, or not safe to open
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType

Country = NewType("Country", str)
"""An ISO 3166-1 alpha-2 code in capitals, such as ``US``."""

Lang = NewType("Lang", str)
"""A BCP 47 language tag; we write the two-letter language alone, such as ``en``."""

_COUNTRY = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in what was handed in something was found.

    Attributes:
        file: The file's name as it was given.
        row: The row, counted from 1 without the header; None when the whole file is meant.
        field: The column or header; None when the whole row is meant.
    """

    file: str
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.field is not None:
            parts.append(f"field {self.field}")
        return ", ".join(parts)


class RingfenceError(Exception):
    """Something is wrong, and a person can do something about it.

    Args:
        message: What was wrong, without any value from a victim's report.
        place: Where it was found.
        advice: What to do next, one sentence.
    """

    exit_code = 1

    def __init__(self, message: str, *, place: Place | None = None, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.advice = advice

    def __str__(self) -> str:
        said = self.message if self.place is None else f"{self.place}: {self.message}"
        return said if self.advice is None else f"{said}. {self.advice}"


class UsageError(RingfenceError):
    """What was asked for cannot be done in this way (exit code 2)."""

    exit_code = 2


class InputError(RingfenceError):
    """A file, row or field cannot be used (exit code 1)."""


class FormatError(InputError):
    """A file is not what it claims to be, or is not safe to open (exit code 1)."""


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0, from the widest audience to the narrowest (FIRST, https://first.org/tlp)."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of its currency.

    Attributes:
        minor: Minor units (cents, pence), zero or more.
        currency: ISO 4217 code in capitals.

    Raises:
        InputError: When the amount is negative or the currency is not three capitals.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.minor < 0:
            raise InputError("an amount is negative", advice="Give amounts as zero or more")
        if not _CURRENCY.fullmatch(self.currency):
            raise InputError("a currency is not a code of three letters", advice="Use ISO 4217, such as USD")


def country(code: str) -> Country:
    """Read an ISO 3166-1 alpha-2 code, in any case and with spaces around it.

    Raises:
        InputError: When it is not two letters.
    """
    folded = code.strip().upper()
    if not _COUNTRY.fullmatch(folded):
        raise InputError("a country is not a code of two letters", advice="Use ISO 3166-1, such as US or DE")
    return Country("GB" if folded == "UK" else folded)


def report_id(source: str, reference: str) -> str:
    """Name a report: always the same name for the same source and the partner's own reference.

    Args:
        source: The partner or desk that the report came from.
        reference: The partner's own id of the report, unique within the source.

    Returns:
        ``report-`` and 20 hexadecimal digits (80 bits of SHA-256).
    """
    digest = hashlib.sha256(f"{source}\x1f{reference}".encode()).hexdigest()
    return f"report-{digest[:20]}"


def now() -> datetime:
    """Tell the time, aware and in UTC."""
    return datetime.now(UTC)
