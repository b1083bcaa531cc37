"""How sure it is that a report belongs to its ring, and which ring comes next.

Each value of a report speaks with its weight, split over the rings of the *other* reports that hold it.
What speaks for a ring, by all the weight there is and four bits more, is the confidence: a single value
that only the ring holds gives about .7, two of them .85, and a value shared with other rings speaks for
these instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.communities import NONE
from ringfence.rings.ring import ONE

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints
    from ringfence.rings.graph import Graph

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

DOUBT = 4 * ONE
"""Weight that speaks for no ring, so that one value alone never makes sure."""
NOTABLE = 0.1
"""The confidence from which a second ring is told."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Each report's confidence and second ring; arrays of shape (reports,).

    Attributes:
        confidence: 0 to 1, to 4 places; 0 where nothing speaks for the ring, or there is none.
        second: The community that comes next, `NONE` for none.
        second_confidence: 0 to 1, to 4 places.
    """

    confidence: Floats
    second: Ints
    second_confidence: Floats


def belonging(graph: Graph, weight: Ints, labels: Ints) -> Belonging:
    """Weigh what speaks for each report's ring and for others.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
    """
    used = np.flatnonzero(weight > 0)
    report, value, amount = graph.report[used], graph.value[used], weight[used].astype(np.float64)
    held = np.bincount(value, minlength=graph.values)
    size = np.int64(labels.max(initial=NONE) + 1)
    own = labels[report]
    inside = own != NONE
    pairs, here = np.unique(value[inside] * size + own[inside], return_counts=True)
    start = np.searchsorted(pairs, np.arange(graph.values) * size)
    stop = np.searchsorted(pairs, (np.arange(graph.values) + 1) * size)
    rings = (stop - start)[value]
    edge = np.repeat(np.arange(len(used)), rings)
    at = np.arange(len(edge)) - np.repeat(np.cumsum(rings) - rings, rings) + np.repeat(start[value], rings)
    ring = pairs[at] % max(size, 1)
    others = here[at] - (ring == own[edge])
    speaks = amount[edge] * others / np.maximum(held[value[edge]] - 1, 1)
    total = np.asarray(np.bincount(report, amount, graph.reports) + DOUBT, dtype=np.float64)
    both, which = np.unique(report[edge] * max(size, np.int64(1)) + ring, return_inverse=True)
    support = np.asarray(np.bincount(which, speaks, len(both)), dtype=np.float64)
    return _ranked(both // max(size, 1), both % max(size, 1), support, total, labels)


def _ranked(report: Ints, ring: Ints, support: Floats, total: Floats, labels: Ints) -> Belonging:
    """Pick each report's own ring and the best of the others."""
    sure = np.round(support / total[report], 4)
    confidence, second_confidence = np.zeros(len(labels)), np.zeros(len(labels))
    second = np.full(len(labels), NONE, dtype=np.int64)
    own = ring == labels[report]
    confidence[report[own]] = sure[own]
    other = np.flatnonzero(~own & (sure >= NOTABLE) & (labels[report] != NONE))
    order = other[np.lexsort((ring[other], -sure[other], report[other]))]
    first = order[np.r_[True, np.diff(report[order]) != 0]] if len(order) else order
    second[report[first]] = ring[first]
    second_confidence[report[first]] = sure[first]
    return Belonging(confidence, second, second_confidence)
