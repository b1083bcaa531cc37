"""Someone to talk to: a line for people in distress, by country. Being robbed by a voice one trusted hurts.

The lines stand in ``distress.toml``, each with its source and the day on which someone read it there, or as
unchecked; one that expired counts as unchecked.

    >>> line("IE").phone, line("BR")
    ('116 123', None)
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ringfence.words import FormatError
from ringfence.words import Place as Where

if TYPE_CHECKING:
    from datetime import date

FILE = "distress.toml"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that someone in distress can call.

    Attributes:
        country: ISO 3166-1 alpha-2.
        name: As it calls itself.
        lang: The language of that name.
        phone: As it is dialled in its country.
        source: Where it is published.
        checked_on: The day on which someone read it there; None: unchecked.
        expires_on: From this day on it counts as unchecked; None when it was never checked.
    """

    country: str
    name: str
    lang: str
    phone: str
    source: str
    checked_on: date | None
    expires_on: date | None

    def checked(self, on: date) -> bool:
        """Tell whether it may be shown as checked on a day."""
        return self.checked_on is not None and self.expires_on is not None and on < self.expires_on


@lru_cache(maxsize=1)
def lines() -> tuple[Line, ...]:
    """Give every line, in order of the countries' codes."""
    return read(resources.files(__package__).joinpath(FILE).read_text("utf-8"))


def line(country: str | None) -> Line | None:
    """Give the line of a country; None when we know none."""
    return next((one for one in lines() if one.country == country), None)


def read(text: str) -> tuple[Line, ...]:
    """Read the file.

    Raises:
        FormatError: When it is no list of lines, or one says neither its day nor that it is unchecked.
    """
    try:
        rows = [_line(row) for row in tomllib.loads(text)["line"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise FormatError(
            "this is no list of lines", place=Where(FILE), advice="Write each as its neighbours are"
        ) from wrong
    return tuple(sorted(rows, key=lambda one: one.country))


def _line(row: dict[str, Any]) -> Line:
    found = Line(
        country=row["country"],
        name=row["name"],
        lang=row.get("lang", "en"),
        phone=row["phone"],
        source=row["source"],
        checked_on=row.get("checked_on"),
        expires_on=row.get("expires_on"),
    )
    days = {found.checked_on is None, found.expires_on is None, bool(row.get("unchecked", False))}
    if len(days) != 1:
        raise FormatError(
            "a line says both or neither of its day and that it is unchecked",
            place=Where(FILE, field=found.country),
            advice="Give checked_on and expires_on, or unchecked = true",
        )
    return found
