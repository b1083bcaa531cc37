"""Weeks: the months that may be shown, cut finer, so that no small number can be worked out either.

A week is counted from the first of its month: days 1 to 7, 8 to 14, 15 to 21, and 22 to the end. So weeks
never reach over a month's end, and what a span of months holds is the sum of its weeks: nothing can be found
by taking weeks from months. A week of which nothing may be shown stands with those after it, and at the end
of a span with those before. docs/explanation/disclosure.md says why that is enough.

    >>> days("2026-02", 4)
    (datetime.date(2026, 2, 22), datetime.date(2026, 2, 28))
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ringfence.outcomes.disclosure import Cell, every_month, following, safe, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ringfence.outcomes.disclosure import Span

WEEKS = 4
"""Weeks of a month; the last has seven to ten days."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """One week, or some that are shown as one.

    Attributes:
        first: The first day.
        last: The last one.
        amount: What they hold together.
    """

    first: date
    last: date
    amount: int


def days(month: str, week: int) -> tuple[date, date]:
    """Give the first and the last day of a week of a month, as ``2026-03``."""
    year, number = map(int, month.split("-"))
    last = monthrange(year, number)[1] if week == WEEKS else 7 * week
    return date(year, number, 7 * week - 6), date(year, number, last)


def weekly(spans: Sequence[Span], cells: Mapping[tuple[str, int], Cell]) -> tuple[Weeks, ...]:
    """Cut spans into weeks that may be shown.

    Args:
        spans: As `disclosure.release` gives them.
        cells: What each week of each month holds, by month and week; absent: nothing.
    """
    return tuple(one for span in spans for one in _of(span, cells))


def _of(span: Span, cells: Mapping[tuple[str, int], Cell]) -> list[Weeks]:
    cut: list[list[tuple[str, int]]] = []
    waiting: list[tuple[str, int]] = []
    weeks = [
        (month, week)
        for month in every_month(span.first, following(span.last))
        for week in range(1, WEEKS + 1)
    ]
    for one in weeks:
        waiting.append(one)
        if safe(_sum(waiting, cells)):
            cut.append(waiting)
            waiting = []
    if waiting and cut:
        cut[-1] += waiting
    elif waiting:
        cut = [waiting]  # the span itself may be shown
    return [Weeks(days(*some[0])[0], days(*some[-1])[1], _sum(some, cells).amount) for some in cut]


def _sum(weeks: Sequence[tuple[str, int]], cells: Mapping[tuple[str, int], Cell]) -> Cell:
    return together([Cell(0, ()), *(cells[one] for one in weeks if one in cells)])
