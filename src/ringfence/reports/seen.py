"""Which references were already given, without holding the reports: 16 bytes each, in sorted runs.

References are compared by 64 bits of their report's name (a SHA-256): among ten million reports two
different ones are taken for one with a chance of one in a few hundred thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Names = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.int64]

_FILE = 40
"""Bits of a place that hold the row; those above hold the file's number."""


class Where(NamedTuple):
    """Where a reference was given first: the file's number, and the row."""

    file: int
    row: int


class Seen:
    """The references that were given so far."""

    def __init__(self) -> None:
        self._runs: list[tuple[Names, Places]] = []

    def check(self, names: Sequence[str], file: int, rows: Sequence[int]) -> list[Where | None]:
        """Tell for each report where its reference was given before, and remember those that are new.

        Args:
            names: The reports' names (``words.report_id``).
            file: The file's number, below 2**23.
            rows: The row of each report, below 2**40.

        Returns:
            For each report the place that came first, or None where it is new.
        """
        marks = np.array([int(name[7:23], 16) for name in names], dtype=np.uint64)
        places = np.array(rows, dtype=np.int64) | np.int64(file << _FILE)
        first = np.full(len(marks), -1, dtype=np.int64)
        unique, index, inverse = np.unique(marks, return_index=True, return_inverse=True)
        again = index[inverse] != np.arange(len(marks))
        first[again] = places[index[inverse]][again]
        for known, where in self._runs:
            at = np.minimum(np.searchsorted(known, marks), len(known) - 1)
            hit = known[at] == marks
            first[hit] = where[at][hit]
        self._remember(unique, places[index], first[index] < 0)
        return [None if one < 0 else Where(int(one) >> _FILE, int(one) & ((1 << _FILE) - 1)) for one in first]

    def _remember(self, marks: Names, places: Places, new: npt.NDArray[np.bool_]) -> None:
        if not new.any():
            return
        self._runs.append((marks[new], places[new]))
        while len(self._runs) > 1 and len(self._runs[-1][0]) * 2 > len(self._runs[-2][0]):
            later, earlier = self._runs.pop(), self._runs.pop()
            merged = np.concatenate([earlier[0], later[0]])
            order = np.argsort(merged, kind="stable")
            self._runs.append((merged[order], np.concatenate([earlier[1], later[1]])[order]))
