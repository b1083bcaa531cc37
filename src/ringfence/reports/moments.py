"""Dates and times as people and systems write them, read as UTC.

A time without a zone is read as UTC, a date without a time as its first moment. Where day and month could be
either, the order must be known: see `order_of` and ``--dates``.

    >>> moment("07/04/2021 3:05 PM", "mdy").isoformat()
    '2021-07-04T15:05:00+00:00'
    >>> moment("4. Juli 2021, 15:05 Uhr", "").isoformat()
    '2021-07-04T15:05:00+00:00'
    >>> moment("07/04/2021", "") is None
    True
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from ringfence.reports.report import TIMESTAMP
from ringfence.reports.sheet import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTH_FIRST = frozenset({"US", "PH", "FM", "PW", "MH", "PR", "GU"})
"""Countries that write the month before the day when they write both as numbers (CLDR, short date
patterns)."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar enero ene janvier janv janner",
            "feb february februar febrero fevrier fev fevr",
            "mar march marz maerz marzo mars mrz",
            "apr april abril abr avril avr",
            "may mai mayo",
            "jun june juni junio juin",
            "jul july juli julio juillet juil",
            "aug august agosto ago aout",
            "sep sept september septiembre septembre",
            "oct october oktober okt octubre octobre",
            "nov november noviembre novembre",
            "dec december dezember dez diciembre dic decembre",
        ),
        1,
    )
    for name in names.split()
}
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120,
    "mesz": 120,
    "ist": 330, "jst": 540, "aest": 600, "aedt": 660, "acst": 570, "awst": 480, "nzst": 720, "nzdt": 780,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|t\d)")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er)?[.\s-]+(?:of |de )?([a-z]+)[.,\s-]+(?:de |del )?(\d{4})(?!\d)"
)
_NAMED_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?:[t\s,]*(?:um |at |a las |a )?(\d{1,2})(?:[:.h]?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s*([ap])?\.?(?:m\.?)?\s*(?:uhr|h)?)?\s*([+-]\d{2}:?\d{2}|[a-z]{1,4})?(?:\s*\([a-z ]+\))?"
)
_WEEKDAY = re.compile(r"^[a-z]{2,10}\.?,\s*")
_LONGEST = 60


def moment(written: str, order: str) -> datetime | None:
    """Read a date, with or without a time.

    Args:
        written: As written; ISO 8601, numbers in any usual order, names of months in four languages, seconds
            or milliseconds since 1970.
        order: ``dmy`` or ``mdy``, by which numbers are read that fit both; "" reads none of those.

    Returns:
        The moment in UTC, or None when it cannot be read or does not exist.
    """
    if len(written) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "replace").decode().replace("?", "")
    if not plain.isascii() or "年" in written:
        plain = re.sub("[年月]", "-", written).replace("日", " ")
    folded = _WEEKDAY.sub("", plain.strip().lower())
    if re.fullmatch(r"\d{10}|\d{13}", folded):
        return datetime.fromtimestamp(int(folded[:10]), UTC)
    day, rest = _day(folded, order)
    if day is None:
        return None
    return _with_clock(day, rest)


def order_of(written: Iterable[str | None]) -> str:
    """Tell from a column's own values which order it is written in.

    Returns:
        ``dmy`` or ``mdy`` when values that fit only one order say so and none contradicts; else "".
    """
    seen = set()
    for one in written:
        found = _NUMBERS.match((one or "").strip())
        if found and found[2] != ".":
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second:
                seen.add("dmy")
            elif second > 12 >= first:
                seen.add("mdy")
    return seen.pop() if len(seen) == 1 else ""


def _day(folded: str, order: str) -> tuple[tuple[int, int, int] | None, str]:
    """Read year, month and day, and give what stands behind them."""
    if found := _YEAR_FIRST.match(folded):
        return (int(found[1]), int(found[3]), int(found[4])), folded[found.end() :]
    if found := _COMPACT.match(folded):
        return (int(found[1]), int(found[2]), int(found[3])), folded[found.end() :]
    if found := _NUMBERS.match(folded):
        return _by_order(found, order), folded[found.end() :]
    if (found := _DAY_NAMED.match(folded)) and found[2] in _MONTHS:
        return (int(found[3]), _MONTHS[found[2]], int(found[1])), folded[found.end() :]
    if (found := _NAMED_DAY.match(folded)) and found[1] in _MONTHS:
        return (int(found[3]), _MONTHS[found[1]], int(found[2])), folded[found.end() :]
    return None, ""


def _by_order(found: re.Match[str], order: str) -> tuple[int, int, int] | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if len(found[4]) == 2 else 0
    if found[2] == "." or first > 12:
        order = "dmy"
    elif second > 12:
        order = "mdy"
    elif first == second:
        order = "dmy"
    if not order:
        return None
    return (year, second, first) if order == "dmy" else (year, first, second)


def _with_clock(day: tuple[int, int, int], rest: str) -> datetime | None:
    found = _CLOCK.fullmatch(rest.strip(" ,"))
    if found is None:
        return None
    hour, minute, second = int(found[1] or 0), int(found[2] or 0), int(found[3] or 0)
    if found[1] and not found[2] and not found[4]:
        return None
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4] == "p" else 0)
    ahead = _ahead(found[5])
    if ahead is None:
        return None
    try:
        return datetime(*day, hour, minute, min(second, 59), tzinfo=UTC) - timedelta(minutes=ahead)
    except (ValueError, OverflowError):
        return None


def _ahead(zone: str | None) -> int | None:
    """Tell how many minutes a zone's clock is ahead of UTC; None for a zone that is not known."""
    if not zone:
        return 0
    if zone[0] not in "+-":
        return _ZONES.get(zone)
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        return None
    return (-1 if zone[0] == "-" else 1) * (hours * 60 + minutes)


UNREAD = "cannot be read as a date, or does not say which number is the month, or lies before 1990"
"""The reason written down for a date that `column` could not read."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def order_in(country: str | None) -> str:
    """Tell the order in which a country writes day and month; "" for no country."""
    if country is None:
        return ""
    return "mdy" if country in MONTH_FIRST else "dmy"


def column(written: pa.Array, country: pa.Array, order: str) -> pa.Array:
    """Read a column of dates, each distinct one once.

    Args:
        written: Strings; nulls stay null.
        country: Where each row's reporter lives, by which the order goes when ``order`` is "".
        order: ``dmy``, ``mdy``, or "".

    Returns:
        Timestamps in UTC; null for what cannot be read or lies before 1990.
    """
    if order:
        return distinct(written, lambda one: _late_enough(moment(one, order)), TIMESTAMP)
    orders = distinct(pc.fill_null(country, ""), lambda one: order_in(one or None), pa.string())
    keyed = pc.binary_join_element_wise(orders, written, "|")
    return distinct(keyed, _keyed, TIMESTAMP)


def _keyed(key: str) -> datetime | None:
    order, _, written = key.partition("|")
    return _late_enough(moment(written, order))


def _late_enough(read: datetime | None) -> datetime | None:
    return read if read is not None and read >= EARLIEST else None
