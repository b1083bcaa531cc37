"""The timeline: reports a week as bars, and under them how long values were in use.

All lengths are shares of the axis, 0 to 1, so that the page decides how wide it is.

    >>> from datetime import date
    >>> drawn = timeline((4, 2), date(2026, 3, 2), date(2026, 3, 12), [(date(2026, 3, 2), date(2026, 3, 8))])
    >>> [bar.height for bar in drawn.bars], drawn.spans
    ([1.0, 0.5], ((0.0, 0.5),))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BARS = 80
_TICKS = 5
_LEAST = 0.006
"""How much of the axis a value seen on a single day takes, so that it can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The reports of some weeks.

    Attributes:
        x: Where it begins.
        width: How wide it is.
        height: How high, 1 being the highest.
        reports: How many reports.
    """

    x: float
    width: float
    height: float
    reports: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole timeline.

    Attributes:
        bars: Reports over time.
        weeks: How many weeks one bar holds.
        most: Reports of the highest bar.
        spans: Beginning and end of each value's time in use.
        ticks: Places on the axis with their days.
    """

    bars: tuple[Bar, ...]
    weeks: int
    most: int
    spans: tuple[tuple[float, float], ...]
    ticks: tuple[tuple[float, date], ...]


def timeline(
    weeks: Sequence[int], first_on: date, last_on: date, lives: Sequence[tuple[date, date]]
) -> Timeline:
    """Lay out a timeline.

    Args:
        weeks: Reports in each week from the first day on.
        first_on: The first day.
        last_on: The last day.
        lives: First and last day of each value.
    """
    step = -(-len(weeks) // MOST_BARS) or 1
    sums = [sum(weeks[start : start + step]) for start in range(0, len(weeks), step)]
    most = max(sums, default=0)
    days = max(len(sums) * step * 7, (last_on - first_on).days + 1)
    wide = step * 7 / days
    bars = tuple(
        Bar(_r(number * wide), _r(wide), _r(reports / most if most else 0), reports)
        for number, reports in enumerate(sums)
    )
    spans = tuple(_span((first - first_on).days, (last - first_on).days + 1, days) for first, last in lives)
    gaps = [round(days * part / (_TICKS - 1)) for part in range(_TICKS)]
    ticks = tuple((_r(gap / days), first_on + timedelta(days=gap)) for gap in dict.fromkeys(gaps))
    return Timeline(bars, step, most, spans, ticks)


def _span(start: int, end: int, days: int) -> tuple[float, float]:
    first = min(max(start / days, 0.0), 1.0 - _LEAST)
    return _r(first), _r(min(max(end / days, first + _LEAST), 1.0))


def _r(share: float) -> float:
    return round(share, 4)
