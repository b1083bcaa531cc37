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

from ringfence.rings.communities import NONE
from ringfence.rings.core import ambiguous
from ringfence.rings.ring import ONE

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

DOUBT = 4 * ONE
"""Weight that speaks for no ring, so that one value alone never makes sure."""
NOTABLE = 0.1
"""The confidence from which a second ring is told."""
CLEAR = 1.5
"""A report stands in a ring when so many times as much speaks for it as for any other."""
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


def _claims(graph: Graph, weight: Ints, labels: Ints, heard: Mask) -> _Claims:
    """Weigh what speaks for each report's community and for others.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
        heard: The edges that speak for others, shape (edges,).
    """
    used = np.flatnonzero(weight > 0)
    speaking = used[heard[used]]
    report, value, amount = graph.report[used], graph.value[used], weight[used].astype(np.float64)
    held = np.bincount(graph.value[speaking], minlength=graph.values)
    size = np.int64(max(int(labels.max(initial=NONE)) + 1, 1))
    inside = speaking[labels[graph.report[speaking]] != NONE]
    pairs, here = np.unique(graph.value[inside] * size + labels[graph.report[inside]], return_counts=True)
    start = np.searchsorted(pairs, np.arange(graph.values) * size)
    stop = np.searchsorted(pairs, (np.arange(graph.values) + 1) * size)
    rings = (stop - start)[value]
    edge = np.repeat(np.arange(len(used)), rings)
    at = np.arange(len(edge)) - np.repeat(np.cumsum(rings) - rings, rings) + np.repeat(start[value], rings)
    ring = pairs[at] % size
    itself = heard[used].astype(np.int64)[edge]
    others = here[at] - itself * (ring == labels[report][edge])
    speaks = amount[edge] * others / np.maximum(held[value[edge]] - itself, 1)
    both, which = np.unique(report[edge] * size + ring, return_inverse=True)
    most = np.zeros(len(both), dtype=np.int64)
    np.maximum.at(most, which, others)
    support = np.asarray(np.bincount(which, speaks, len(both)), dtype=np.float64)
    return _Claims(both // size, both % size, support, most)


def belonging(graph: Graph, weight: Ints, labels: Ints) -> Belonging:
    """Weigh what speaks for each report's ring and for others.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
    """
    claims = _claims(graph, weight, labels, np.ones(len(graph.report), dtype=np.bool_))
    amount = np.bincount(graph.report, weight, graph.reports)
    total = np.asarray(amount + DOUBT, dtype=np.float64)
    sure = np.round(claims.speaks / total[claims.report], 4)
    confidence, second_confidence = np.zeros(len(labels)), np.zeros(len(labels))
    own = claims.ring == labels[claims.report]
    confidence[claims.report[own]] = sure[own]
    best, first = _best(claims, sure, ~own & (sure >= NOTABLE), len(labels))
    told = first != NONE
    second_confidence[told] = best[told]
    return Belonging(confidence, first, second_confidence)


def _best(claims: _Claims, amount: Floats, some: Mask, reports: int) -> tuple[Floats, Ints]:
    """Find for each report the best of some claims: how much it has, and which; the lowest of equals."""
    rows = np.flatnonzero(some)
    order = rows[np.lexsort((claims.ring[rows], -amount[rows], claims.report[rows]))]
    first = order[np.r_[True, np.diff(claims.report[order]) != 0]] if len(order) else order
    much, which = np.zeros(reports), np.full(reports, NONE, dtype=np.int64)
    much[claims.report[first]], which[claims.report[first]] = amount[first], claims.ring[first]
    return much, which


def _rivals(graph: Graph, weight: Ints, labels: Ints) -> tuple[Floats, Floats, Ints]:
    """Tell of each report what speaks for its community, what for the best of the others, and which that is.

    People are counted, not reports. Who files on and on is not heard, and neither is a report that another
    community claims: who names values of two rings shall not draw others after them.
    """
    quiet = ~graph.often[graph.person] & ~ambiguous(graph, weight, labels)
    heard = graph.counted & quiet[graph.report]
    claims = _claims(graph, weight, labels, heard)
    mine = claims.ring == labels[claims.report]
    speaks = np.round(claims.speaks)  # so that equals are equal, in whatever order they were summed
    own, _ = _best(claims, speaks, mine, len(labels))
    other, which = _best(claims, speaks, ~mine & (claims.others >= BEHIND), len(labels))
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
