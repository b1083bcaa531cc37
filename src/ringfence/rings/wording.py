"""Wording: what near-duplicate text says about communities. It never makes one, and no core rests on it.

A call centre reads from scripts, so the reports of its victims quote them. Two communities that quote the
same scripts nearly as often as each does within itself are *alike*: little else needs to cross before they
are one ring. Two that quote enough and hardly ever the same are *unlike*: much must cross. Where few quote
anything, wording is *silent*. All is measured against what the communities do within themselves, so that a
script that grouping tore apart says no less.

Once communities stand, a script that is mostly one community's places reports there that nothing else places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from ringfence.rings.graph import NONE, Graph, distinct, grouped

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

SILENT, ALIKE, UNLIKE = 0, 1, 2
"""What wording says of two communities."""

SHARE_ALIKE = 0.3
"""Alike: they agree so often, as a share of what each does within itself …"""
LEAST_AGREEING = 2
"""… in so many pairs of quotes, and so many people of each quote what the other quotes, …"""
HANDFUL = 8
"""… but of so few people one will do. So nobody who quotes both makes alike what is larger; and who reports
in both is not heard on it."""
SHARE_UNLIKE = 0.1
"""Unlike: they agree less often than this …"""
LEAST_EXPECTED = 5.0
"""… where so many agreeing pairs were to be expected …"""
LEAST_QUOTES = 3
"""… and each has so many quotes."""
PLACING = 3
"""So many people of a community must quote a script before it places others …"""
MOSTLY = 0.7
"""… and be this share of those of any community who quote it."""
_AT_ONCE = 1 << 19


class Wording:
    """Which community quotes which scripts, how often.

    Each person and, in a community, each story counts once a script; who reports in two not at all.

    Args:
        graph: Reports and values.
        labels: The community of each report, -1 for none; shape (reports,).
        size: How many communities there are.
    """

    def __init__(self, graph: Graph, labels: Ints, size: int) -> None:
        inside = np.flatnonzero(labels != NONE)
        people = int(graph.person.max(initial=NONE)) + 1
        heard = distinct(graph.person[inside], labels[inside], people) <= 1
        quotes = np.flatnonzero(
            graph.wording[graph.value]
            & graph.counted
            & (labels[graph.report] != NONE)
            & heard[graph.person[graph.report]]
        )
        # Unknown people are told apart by their sources here, not taken for one story.
        told = np.where(graph.known, graph.story, int(graph.story.max(initial=NONE)) + 1 + graph.person)
        teller = told[graph.report[quotes]] * np.int64(size) + labels[graph.report[quotes]]
        _, teller = np.unique(teller, return_inverse=True)
        order, first = grouped(graph.value[quotes] * np.int64(len(quotes) + 1) + teller)
        quotes = quotes[np.sort(order[first])]
        scripts, column = np.unique(graph.value[quotes], return_inverse=True)
        shape = (size, max(len(scripts), 1))
        self._told = csr_array(
            (np.ones(len(quotes), dtype=np.int64), (labels[graph.report[quotes]], column)), shape=shape
        )
        self._measure()

    def _measure(self) -> None:
        """Count quotes, and how often two of one community agree."""
        self._told.sum_duplicates()
        squared = self._told * self._told - self._told
        self._quotes = np.asarray(self._told.sum(axis=1), dtype=np.float64).ravel()
        pairs = self._quotes * (self._quotes - 1)
        self._within = np.asarray(squared.sum(axis=1)).ravel() / np.maximum(pairs, 1.0)

    def joined(self, into: Ints) -> None:
        """Join communities: each goes into the one that ``into`` names at its place."""
        size = len(into)
        step = csr_array((np.ones(size, dtype=np.int64), (into, np.arange(size))), shape=(size, size))
        self._told = (step @ self._told).tocsr()
        self._measure()

    def compare(self, one: Ints, other: Ints, people: Floats) -> Ints:
        """Say of each pair of communities whether they are `ALIKE`, `UNLIKE`, or wording is `SILENT`.

        Args:
            one: The pairs' first communities.
            other: Their second ones.
            people: The people of each community, shape (communities,).
        """
        said = np.full(len(one), SILENT, dtype=np.int64)
        both = np.flatnonzero((self._quotes[one] > 0) & (self._quotes[other] > 0))
        for start in range(0, len(both), _AT_ONCE):
            some = both[start : start + _AT_ONCE]
            said[some] = self._compared(one[some], other[some], people)
        return said

    def _compared(self, one: Ints, other: Ints, people: Floats) -> Ints:
        left, right = self._told[one], self._told[other]
        agreeing = _summed(left.multiply(right))
        told = np.ones(len(one), dtype=np.bool_)
        for side, shared in ((one, left.multiply(right.sign())), (other, right.multiply(left.sign()))):
            told &= (_summed(shared) >= LEAST_AGREEING) | (people[side] <= HANDFUL)
        low, high = self._within[one], self._within[other]
        # Who quotes too little to agree with itself is measured by the other.
        within = np.where((low > 0) & (high > 0), np.sqrt(low * high), np.maximum(low, high))
        expected = self._quotes[one] * self._quotes[other] * within
        alike = (agreeing >= SHARE_ALIKE * expected) & told & (agreeing >= LEAST_AGREEING)
        enough = np.minimum(self._quotes[one], self._quotes[other]) >= LEAST_QUOTES
        unlike = (agreeing < SHARE_UNLIKE * expected) & (expected >= LEAST_EXPECTED) & enough
        return np.where(alike, ALIKE, np.where(unlike, UNLIKE, SILENT))


def _summed(table: csr_array) -> Floats:
    return np.asarray(table.sum(axis=1), dtype=np.float64).ravel()


def placed(graph: Graph, labels: Ints, never: Mask | None = None) -> tuple[Ints, Ints]:
    """Place reports of no community where the script that they quote mostly belongs.

    Args:
        graph: Reports and values.
        labels: Each report's community, -1 for none; shape (reports,).
        never: Reports that are not placed, shape (reports,); None: none.

    Returns:
        The labels with these reports placed, and every edge of the scripts that placed any, by number.
    """
    home = _homes(graph, labels)
    quoting = np.flatnonzero(graph.wording[graph.value] & (home[graph.value] != NONE))
    able = labels == NONE if never is None else (labels == NONE) & ~never
    free = quoting[able[graph.report[quoting]]]
    report = labels.copy()
    # The first script of each such report, by value; hardly any has two.
    report[graph.report[free[::-1]]] = home[graph.value[free[::-1]]]
    placing = np.zeros(graph.values, dtype=np.bool_)
    placing[graph.value[free]] = True
    return report, quoting[placing[graph.value[quoting]]]


def _homes(graph: Graph, labels: Ints) -> Ints:
    """Tell the community that each script mostly belongs to, -1 for none; shape (values,)."""
    quotes = np.flatnonzero(graph.wording[graph.value] & graph.counted & (labels[graph.report] != NONE))
    size = np.int64(labels.max(initial=0) + 1)
    pairs, people = np.unique(graph.value[quotes] * size + labels[graph.report[quotes]], return_counts=True)
    value, community = pairs // size, pairs % size
    every = np.bincount(value, people, graph.values)
    order = np.lexsort((community, -people, value))
    best = order[np.r_[True, np.diff(value[order]) != 0]] if len(order) else order
    enough = (people[best] >= PLACING) & (people[best] >= MOSTLY * every[value[best]])
    home = np.full(graph.values, NONE, dtype=np.int64)
    home[value[best[enough]]] = community[best[enough]]
    return home
