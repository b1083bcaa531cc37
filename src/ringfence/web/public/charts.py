"""Pictures of figures, made on the server: where each bar and each tile stands. The templates draw them.

Every picture has a title and a table under it; what a colour says stands in it as a number, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 640, 220
"""Units of the bars' picture."""
TILE = 64
"""Units of a tile's side."""
MOST_BARS = 52
"""Bars that are drawn, the newest; the table and the files have all."""
_GAP = 2
_BANDS = 4

# Where countries lie, roughly: our own arrangement, from west to east. Empty rows and columns fall out.
_WORLD = """
CA . . . IS . NO SE FI EE RU . . . . . .
US . . . IE GB DK NL PL LV LT KZ . . . . .
MX DO JM . FR BE LU DE CZ UA GE . . CN KR JP .
GT . TT PT ES CH AT SK HU RO AM . NP . TW HK .
CR PA . MA . MT IT SI HR RS BG TR . . . . .
CO EC . . TN . . BA AL GR CY LB JO PK BD MM .
PE BR . GH . . . . EG IL SA KW BH IN TH VN .
UY . . NG . . UG KE . . QA AE OM LK KH PH .
CL AR . . . . TZ . MU . . . . MY SG ID .
. . . . . ZA . . . . . . . . AU NZ FJ
"""
_PLACES = {
    code: (row, column)
    for row, line in enumerate(_WORLD.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its place in the picture, and what it says."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of the map: its place, its country, how dark it is (0 to 3), and what it says."""

    x: int
    y: int
    code: str
    band: int
    shown: str
    title: str


def bars(told: Sequence[tuple[int, str]]) -> list[Bar]:
    """Place bars side by side.

    Args:
        told: The amount and the title of each.
    """
    drawn = told[-MOST_BARS:]
    most = max((amount for amount, _ in drawn), default=0)
    if not most:
        return []
    step = WIDTH / len(drawn)
    return [
        Bar(
            round(step * at + _GAP / 2, 1),
            round(HEIGHT * (1 - amount / most), 1),
            round(step - _GAP, 1),
            round(HEIGHT * amount / most, 1),
            title,
        )
        for at, (amount, title) in enumerate(drawn)
    ]


def tiles(amounts: Mapping[str, int], titles: Mapping[str, str]) -> tuple[list[Tile], int, int]:
    """Place a tile for each country that the arrangement knows.

    Args:
        amounts: By country.
        titles: What each tile says.

    Returns:
        The tiles, and the width and height of the picture.
    """
    known = sorted((code for code in amounts if code in _PLACES), key=_PLACES.__getitem__)
    rows = sorted({_PLACES[code][0] for code in known})
    columns = sorted({_PLACES[code][1] for code in known})
    most = max((amounts[code] for code in known), default=0)
    made = [
        Tile(
            TILE * columns.index(_PLACES[code][1]),
            TILE * rows.index(_PLACES[code][0]),
            code,
            min(_BANDS * amounts[code] // (most + 1), _BANDS - 1),
            short(amounts[code]),
            titles[code],
        )
        for code in known
    ]
    return made, TILE * len(columns), TILE * len(rows)


def short(amount: int) -> str:
    """Write an amount so that it fits a tile.

    >>> short(9_999), short(10_500), short(2_300_000)
    ('9999', '10k', '2M')
    """
    if amount < 10_000:
        return str(amount)
    return f"{amount // 1_000}k" if amount < 1_000_000 else f"{amount // 1_000_000}M"
