"""The order in which a person reads the pieces of text in a picture: columns one by one, else row by row.

A number may be broken over two lines of a column, so the lines of a column must follow each other; but a
label and its value stand in one row, though they look like two columns.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.reports.ocr import Piece

APART = " | "
"""What stands between pieces of one row that do not belong together."""

_WIDE = 1.5  # heights of a line: a wider gap lies between columns
_WORDS = 2.5  # words of a line, on average: fewer are labels and values, no column of prose
_DEEPEST = 20


def in_order(pieces: Sequence[Piece]) -> str:
    """Write pieces as lines.

    Args:
        pieces: In any order, of an upright picture.

    Returns:
        Their texts; a line for each row, columns of prose one after another.
    """
    if not pieces:
        return ""
    height = sorted(one.bottom - one.top for one in pieces)[len(pieces) // 2]
    return "\n".join(_lines(list(pieces), max(height, 1.0), 0))


def _lines(pieces: list[Piece], height: float, depth: int) -> list[str]:
    """Cut at the widest gap again and again: between columns of prose first, else between blocks."""
    if len(pieces) > 1 and depth < _DEEPEST:
        across = _cut([(one.left, one.right, one) for one in pieces], _WIDE * height)
        if across is not None and all(_is_prose(side) for side in across):
            return [line for side in across for line in _lines(side, height, depth + 1)]
        down = _cut([(one.top, one.bottom, one) for one in pieces], height)
        if down is not None:
            return [line for side in down for line in _lines(side, height, depth + 1)]
    return _rows(pieces)


def _cut(spans: list[tuple[float, float, Piece]], least: float) -> tuple[list[Piece], list[Piece]] | None:
    """Part pieces at the widest gap that none of them crosses; None where none is as wide as it must be."""
    ordered = sorted(spans, key=lambda span: span[:2])
    reached, widest, at = ordered[0][1], least, 0
    for place, (start, end, _) in enumerate(ordered):
        if start - reached > widest:
            widest, at = start - reached, place
        reached = max(reached, end)
    if not at:
        return None
    return [one for *_, one in ordered[:at]], [one for *_, one in ordered[at:]]


def _is_prose(pieces: list[Piece]) -> bool:
    return len(pieces) > 1 and sum(len(one.text.split()) for one in pieces) >= _WORDS * len(pieces)


def _rows(pieces: list[Piece]) -> list[str]:
    rows: list[list[Piece]] = []
    for one in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        middle = (one.top + one.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_row(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _row(row: list[Piece]) -> str:
    said = row[0].text
    for before, one in pairwise(row):
        near = one.left - before.right <= _WIDE * (one.bottom - one.top)
        said += (" " if near else APART) + one.text
    return said
