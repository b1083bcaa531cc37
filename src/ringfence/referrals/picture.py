"""The drawn graph: what victims named on two sides, the reports that name it between them.

Every value has a row of its own, so that labels never meet; groups of reports stand where their values are on
average. The same subject gives the same picture. All lengths are millimetres, from the upper left corner.

    >>> picture(("left", "right"), (((0, 1), 9),)).circles[0].reports
    9
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 170.0
LEFT, MIDDLE, RIGHT = 58.0, 85.0, 112.0
ROW = 6.2
MOST_A_SIDE = 13
MOST_GROUPS = 17
LARGEST, SMALLEST = 3.4, 1.9


@dataclass(frozen=True, slots=True)
class Spot:
    """A value's place.

    Attributes:
        value: Its place in the list of values.
        side: ``left`` or ``right``.
        x: Where its dot is.
        y: Likewise.
    """

    value: int
    side: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Circle:
    """A group of reports.

    Attributes:
        x: Its middle.
        y: Likewise.
        radius: Its radius; the area grows with the reports.
        reports: How many reports it stands for.
    """

    x: float
    y: float
    radius: float
    reports: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between a group and a value.

    Attributes:
        x: Where it begins.
        y: Likewise.
        to_x: Where it ends.
        to_y: Likewise.
        width: Its width.
    """

    x: float
    y: float
    to_x: float
    to_y: float
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture.

    Attributes:
        height: Its height; its width is always ``WIDTH``.
        spots: The values.
        circles: The groups.
        strokes: The lines.
    """

    height: float
    spots: tuple[Spot, ...]
    circles: tuple[Circle, ...]
    strokes: tuple[Stroke, ...]


def picture(sides: Sequence[str], groups: Sequence[tuple[Sequence[int], int]]) -> Picture:
    """Lay out values and groups.

    Args:
        sides: For each value, ``left`` or ``right``.
        groups: For each group, the places of its values in ``sides``, and its number of reports.
    """
    rows = max(sides.count("left"), sides.count("right"), len(groups), 1)
    height = rows * ROW
    spots = (*_column("left", sides, height, LEFT), *_column("right", sides, height, RIGHT))
    at = {spot.value: spot for spot in spots}
    order = sorted(groups, key=lambda group: (_mean([at[value].y for value in group[0]]), group))
    most = max((reports for _, reports in groups), default=1)
    circles: list[Circle] = []
    strokes: list[Stroke] = []
    for place, (values, reports) in enumerate(order):
        y = (place + 0.5) * height / len(order)
        radius = max(SMALLEST, LARGEST * sqrt(reports / most))
        circles.append(Circle(MIDDLE, _r(y), _r(radius), reports))
        width = 0.15 + 0.6 * reports / most
        strokes.extend(Stroke(MIDDLE, _r(y), at[value].x, at[value].y, _r(width)) for value in values)
    return Picture(_r(height), spots, tuple(circles), tuple(strokes))


def _column(side: str, sides: Sequence[str], height: float, x: float) -> list[Spot]:
    values = [value for value, name in enumerate(sides) if name == side]
    return [
        Spot(value, side, x, _r((place + 0.5) * height / len(values))) for place, value in enumerate(values)
    ]


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _r(length: float) -> float:
    return round(length, 2)
