"""How sure it is that a report belongs to its ring, which ring comes next, and where it stands between them.

Each value of a report speaks with its weight, split over the rings of the *other* reports that hold it.
What speaks for a ring, by all the weight there is and four bits more, is the confidence: a single value
that only the ring holds gives about .7, two of them .85, and a value shared with other rings speaks for
these instead. By the same measure, counted in people, a report goes to the ring for which most speaks, and
stands in none while two rings claim it nearly alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ringfence.rings.communities import NONE
from ringfence.rings.core import ambiguous
from ringfence.rings.ring import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

DOUBT = 4 * ONE
"""Weight that speaks for no ring, so that one value alone never makes sure."""
NOTABLE = 0.1
"""The confidence from which a second ring is told."""
CLEAR = 1.5
"""A report stands in a ring when so many times as much speaks for it as for any other."""
AT_ONCE = 1 << 21
"""So many claims are weighed at once, about."""
BEHIND = 2
"""So many others, by one value, must stand behind a ring before it claims a report: nobody alone does."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Each report's confidence and second ring; arrays of shape (reports,).

    Attributes:
        confidence: 0 to 1, to 4 places; 0 where nothing speaks for the ring, or there is none.
        second: The community that comes next, or first where the report stands in none; `NONE` for none.
        second_confidence: 0 to 1, to 4 places.
    """

    confidence: Floats
    second: Ints
    second_confidence: Floats


@dataclass(frozen=True, slots=True)
class _Claims:
    """Which communities claim which reports; arrays of shape (claims,), by report and community.

    Attributes:
        report: The report.
        ring: The community.
        speaks: What speaks for it, in 1/65536 bit.
        others: The most others there who hold one of the report's values.
    """

    report: Ints
    ring: Ints
    speaks: Floats
    others: Ints


def _claims(graph: Graph, weight: Ints, labels: Ints, heard: Mask, least: float = 0.0) -> Iterator[_Claims]:
    """Weigh what speaks for each report's community and for others, some reports at a time.

    A value that thousands hold in thousands of communities makes millions of claims, so no more than about
    `AT_ONCE` are held.

    Args:
        graph: Reports and values; its edges are sorted by report.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
        heard: The edges that speak for others, shape (edges,).
        least: The share of a value's others that must stand in a community before the value speaks for it.
    """
    used = np.flatnonzero(weight > 0)
    speaking = used[heard[used]]
    held = np.bincount(graph.value[speaking], minlength=graph.values)
    size = np.int64(max(int(labels.max(initial=NONE)) + 1, 1))
    inside = speaking[labels[graph.report[speaking]] != NONE]
    pairs, here = np.unique(graph.value[inside] * size + labels[graph.report[inside]], return_counts=True)
    kept = here >= least * (held[pairs // size] - 1)
    pairs, here = pairs[kept], here[kept]
    start = np.searchsorted(pairs, np.arange(graph.values + 1) * size)
    rings = np.diff(start)[graph.value[used]]
    for first, last in _blocks(graph.report[used], rings):
        edges, many = used[first:last], rings[first:last]
        report, value = graph.report[edges], graph.value[edges]
        edge = np.repeat(np.arange(len(edges)), many)
        at = np.arange(len(edge)) + np.repeat(start[value] - np.cumsum(many) + many, many)
        ring = pairs[at] % size
        itself = heard[edges].astype(np.int64)[edge]
        others = here[at] - itself * (ring == labels[report][edge])
        speaks = weight[edges].astype(np.float64)[edge] * others / np.maximum(held[value[edge]] - itself, 1)
        both, which = np.unique(report[edge] * size + ring, return_inverse=True)
        most = np.zeros(len(both), dtype=np.int64)
        np.maximum.at(most, which, others)
        support = np.asarray(np.bincount(which, speaks, len(both)), dtype=np.float64)
        yield _Claims(both // size, both % size, support, most)


def _blocks(report: Ints, many: Ints) -> Iterator[tuple[int, int]]:
    """Cut edges, sorted by report, into stretches of about `AT_ONCE` claims that part no report."""
    reach = np.cumsum(many)
    full = np.searchsorted(reach, np.arange(AT_ONCE, reach[-1], AT_ONCE)) if len(reach) else reach
    cuts = np.unique(np.r_[0, np.searchsorted(report, report[full]), len(report)])
    yield from zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)


def belonging(graph: Graph, weight: Ints, labels: Ints) -> Belonging:
    """Weigh what speaks for each report's ring and for others.

    A value speaks for the ring that comes next where a tenth of its others stand (`NOTABLE`): what is less
    everywhere makes no second ring.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
    """
    amount = np.bincount(graph.report, weight, graph.reports)
    total = np.asarray(amount + DOUBT, dtype=np.float64)
    confidence = np.round(_for_its_own(graph, weight, labels) / total, 4)
    second, which = np.zeros(len(labels)), np.full(len(labels), NONE, dtype=np.int64)
    everyone = np.ones(len(graph.report), dtype=np.bool_)
    for claims in _claims(graph, weight, labels, everyone, NOTABLE):
        sure = np.round(claims.speaks / total[claims.report], 4)
        other = claims.ring != labels[claims.report]
        _best(claims, sure, other & (sure >= NOTABLE), second, which)
    return Belonging(confidence, which, second)


def _for_its_own(graph: Graph, weight: Ints, labels: Ints) -> Floats:
    """Weigh what speaks for each report's own community, in 1/65536 bit; shape (reports,)."""
    used = np.flatnonzero(weight > 0)
    size = np.int64(max(int(labels.max(initial=NONE)) + 1, 1))
    held = np.bincount(graph.value[used], minlength=graph.values)
    used = used[labels[graph.report[used]] != NONE]
    key = graph.value[used] * size + labels[graph.report[used]]
    _, which, here = np.unique(key, return_inverse=True, return_counts=True)
    share = (here[which] - 1) / np.maximum(held[graph.value[used]] - 1, 1)
    speaks = weight[used].astype(np.float64) * share
    return np.asarray(np.bincount(graph.report[used], speaks, graph.reports), dtype=np.float64)


def _best(claims: _Claims, amount: Floats, some: Mask, much: Floats, which: Ints) -> None:
    """Note for each report the best of some claims: how much it has, and whose; the lowest of equals."""
    rows = np.flatnonzero(some)
    order = rows[np.lexsort((claims.ring[rows], -amount[rows], claims.report[rows]))]
    first = order[np.r_[True, np.diff(claims.report[order]) != 0]] if len(order) else order
    much[claims.report[first]], which[claims.report[first]] = amount[first], claims.ring[first]


def _rivals(graph: Graph, weight: Ints, labels: Ints) -> tuple[Floats, Floats, Ints]:
    """Tell of each report what speaks for its community, what for the best of the others, and which that is.

    People are counted, not reports. Who files on and on is not heard, and neither is a report that another
    community claims: who names values of two rings shall not draw others after them.
    """
    quiet = ~graph.often[graph.person] & ~ambiguous(graph, weight, labels)
    heard = graph.counted & quiet[graph.report]
    own, other = np.zeros(len(labels)), np.zeros(len(labels))
    mine, which = np.full(len(labels), NONE, dtype=np.int64), np.full(len(labels), NONE, dtype=np.int64)
    for claims in _claims(graph, weight, labels, heard):
        speaks = np.round(claims.speaks)  # so that equals are equal, in whatever order they were summed
        here = claims.ring == labels[claims.report]
        _best(claims, speaks, here, own, mine)
        _best(claims, speaks, ~here & (claims.others >= BEHIND), other, which)
    return own, other, which


def moved(graph: Graph, weight: Ints, labels: Ints) -> Ints:
    """Let each report go to the community for which most speaks; shape (reports,).

    A report in none goes there too.
    """
    own, other, which = _rivals(graph, weight, labels)
    return np.where((which != NONE) & (other > own), which, labels)


def between(graph: Graph, weight: Ints, labels: Ints) -> Mask:
    """Say which reports two communities claim nearly alike; shape (reports,)."""
    own, other, which = _rivals(graph, weight, labels)
    near = CLEAR * np.minimum(own, other) >= np.maximum(own, other)
    return np.asarray((labels != NONE) & (which != NONE) & near, dtype=np.bool_)


def of_rings(rows: pl.DataFrame) -> pl.DataFrame:
    """Give each ring the mean of its people's confidence, each one's the mean of their reports'.

    In whole numbers, so that the order of rows does not tell.

    Args:
        rows: A row a report: ``ring``, ``person`` and ``confidence`` (0 to 1).

    Returns:
        ``ring`` and ``confidence``, to 4 places.
    """
    sure = (pl.col("confidence") * 10_000).round().cast(pl.Int64)
    people = rows.group_by("ring", "person").agg(sure.sum(), reports=pl.len())
    each = (pl.col("confidence") * 100 / pl.col("reports")).round().cast(pl.Int64)
    return people.group_by("ring").agg(confidence=(each.sum() / pl.len() / 1_000_000).round(4))
