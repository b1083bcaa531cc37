"""Rows that are only ever added: read in order, each with an id of its own, and undone by a later row.

Judgements are kept so, and outcomes: what is true now is a pure function of the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from ringfence.words import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Added(Protocol):
    """What every such row has."""

    @property
    def id(self) -> str:
        """Its name, given once."""

    @property
    def undoes(self) -> str | None:
        """The id of the row whose effect it takes away; None otherwise."""


_Row = TypeVar("_Row", bound=Added)


def read(
    lines: Iterable[str], file: str, row_of: Callable[[str, Place], _Row], noun: str
) -> tuple[_Row, ...]:
    """Read the rows of a file; empty lines are passed over.

    Args:
        lines: Its lines.
        file: Its name, for errors.
        row_of: Reads one line, and names its place where it is wrong.
        noun: What a row is called, such as ``a judgement``.

    Raises:
        InputError: When an id is given twice, or a row undoes what does not stand before it; it names the
            row.
    """
    rows: list[_Row] = []
    known: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = Place(file, number)
        row = row_of(line, place)
        if row.id in known:
            raise InputError("this id was given before", place=place, advice="Give every row its own id")
        if row.undoes is not None and row.undoes not in known:
            raise InputError(
                f"this undoes {noun} that does not stand before it",
                place=place,
                advice="Rows are only added, never moved or taken away",
            )
        known.add(row.id)
        rows.append(row)
    return tuple(rows)


def undone_by(rows: Sequence[Added]) -> dict[str, str]:
    """Tell which rows are without effect because a later one undid them, and which one did."""
    undone: dict[str, str] = {}
    for row in reversed(rows):
        if row.undoes is not None and row.id not in undone:
            undone.setdefault(row.undoes, row.id)
    return undone
