"""The smallest evidence tree of a ring: the fewest values that tie its reports together, and through which.

Whoever checks a ring by hand need check no more than these. To find the very fewest is as hard as covering a
set; here the value that ties most groups together is taken, again and again, which takes at most about
ln(reports) times as many (Wolsey 1982).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.rings.reasons import SAME

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Branch:
    """A value of the tree.

    Attributes:
        kind: Its kind.
        value: The canonical value.
        epoch: Which of its lives; after a long silence a number is a new one.
        reports: One report of each group that it ties together, in order; each has a linking sighting of it.
        first_at: The first sighting of it in the ring.
        last_at: The last.
        bits: What a sighting of it weighs at most.
    """

    kind: str
    value: str
    epoch: int
    reports: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    bits: float


@dataclass(frozen=True, slots=True)
class Tree:
    """The fewest values that were found to tie a ring together.

    Attributes:
        reports: Reports that it ties together.
        apart: Reports of the ring that no value ties to these.
        values: Different linking values that the ring has.
        branches: The values of the tree; the one that ties most reports first.
    """

    reports: int
    apart: int
    values: int
    branches: tuple[Branch, ...]


def smallest(linking: pl.DataFrame, reports: int) -> Tree:
    """Find few values that tie a ring together.

    Args:
        linking: The sightings of the ring that link, as in `ringfence.rings.facts.Facts`.
        reports: How many reports the ring has.
    """
    held = (
        linking.group_by(SAME)
        .agg(
            reports=pl.col("report_id").unique().sort(),
            first_at=pl.col("at").min(),
            last_at=pl.col("at").max(),
            bits=pl.col("bits").max(),
        )
        .filter(pl.col("reports").list.len() > 1)
        .sort("bits", *SAME, descending=[True, False, False, False])
    )
    groups = _Groups()
    branches = []
    rows = held.rows(named=True)
    heap = [(-len(row["reports"]), number) for number, row in enumerate(rows)]
    heapq.heapify(heap)
    while heap:
        # What a value ties can only become less, so one that is still the best after a second look is it.
        promised, number = heapq.heappop(heap)
        row = rows[number]
        ends = groups.apart(row["reports"])
        if len(ends) < 2:
            continue
        if -len(ends) > promised:
            heapq.heappush(heap, (-len(ends), number))
            continue
        groups.unite(ends)
        branches.append(Branch(**row | {"reports": tuple(ends), "bits": round(row["bits"], 1)}))
    tied = groups.largest()
    return Tree(tied, reports - tied, held.height, tuple(branches))


class _Groups:
    """Which reports are tied together so far."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._size: dict[str, int] = {}

    def _root(self, report: str) -> str:
        while (above := self._parent.get(report, report)) != report:
            self._parent[report] = self._parent.get(above, above)
            report = above
        return report

    def apart(self, reports: list[str]) -> list[str]:
        """Take the first report of each group among some."""
        return list({self._root(report): report for report in reversed(reports)}.values())[::-1]

    def unite(self, reports: list[str]) -> None:
        """Tie the groups of some reports together."""
        roots = [self._root(report) for report in reports]
        self._size[roots[0]] = sum(self._size.get(root, 1) for root in roots)
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def largest(self) -> int:
        """Count the reports of the largest group."""
        return max(self._size.values(), default=0)
