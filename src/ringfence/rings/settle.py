"""Settle communities by judgements: what must stand together, and what must stand apart.

A pure function of the weighted graph, its communities and the standing judgements, so that undoing one gives
exactly what was there before. Keeping apart wins over a chain of *same*: to split wrongly is the safer mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.communities import FINE, NONE, Labels, leiden
from ringfence.rings.evidence import Ints, Mask
from ringfence.rings.judgement import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.rings.graph import Graph
    from ringfence.rings.ring import Settings

_FINEST = 4096.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A standing judgement about two reports, by their numbers."""

    decision: Decision
    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of the judgements.

    Attributes:
        report: Each report's community, `NONE` for none; shape (reports,).
        contradicted: *Same* judgements that others contradict, by position; they had no effect.
    """

    report: Ints
    contradicted: tuple[int, ...]


class _Together:
    """Which reports must stand together."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, one: int) -> int:
        """Name the set that a report is in by its lowest member."""
        while one in self._parent:
            one = self._parent[one]
        return one

    def unite(self, a: int, b: int) -> None:
        """Put two sets together."""
        low, high = sorted((self.root(a), self.root(b)))
        if low != high:
            self._parent[high] = low

    def members(self) -> list[int]:
        """Name every report that must stand with another."""
        return sorted(self._parent.keys() | set(self._parent.values()))


def settle(
    graph: Graph, weight: Ints, labels: Ints, pairs: Sequence[Pair], settings: Settings
) -> Settled:
    """Settle communities by judgements, the newest last in ``pairs``.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
        pairs: The standing judgements.
        settings: For the seed.
    """
    apart = [pair for pair in pairs if pair.decision is Decision.DIFFERENT]
    together, contradicted = _together(pairs, apart)
    report = _joined(labels, together)
    for pair in reversed(apart):
        if report[pair.a] != NONE and report[pair.a] == report[pair.b]:
            report = _split(graph, weight, report, pair, together, settings)
    return Settled(report, contradicted)


def _together(pairs: Sequence[Pair], apart: Sequence[Pair]) -> tuple[_Together, tuple[int, ...]]:
    """Unite what was judged the same, the newest first, unless that unites what was judged different."""
    together, contradicted = _Together(), []
    for at in reversed(range(len(pairs))):
        pair = pairs[at]
        if pair.decision is not Decision.SAME:
            continue
        ends = {together.root(pair.a), together.root(pair.b)}
        if any({together.root(one.a), together.root(one.b)} == ends for one in apart) and len(ends) == 2:
            contradicted.append(at)
        else:
            together.unite(pair.a, pair.b)
    return together, tuple(sorted(contradicted))


def _joined(labels: Ints, together: _Together) -> Ints:
    """Join the communities of what must stand together; reports that were in none get one."""
    report = labels.copy()
    fresh = int(labels.max(initial=NONE)) + 1
    for one in together.members():
        root = together.root(one)
        for alone in (root, one):
            if report[alone] == NONE:
                report[alone], fresh = fresh, fresh + 1
        low, high = sorted((int(report[root]), int(report[one])))
        report[report == high] = low
    return report


def _split(
    graph: Graph, weight: Ints, report: Ints, pair: Pair, together: _Together, settings: Settings
) -> Ints:
    """Cut one community in two: finer and finer parts until the two fall apart; each part goes to the nearer."""
    inside = np.flatnonzero(report == report[pair.a])
    edges = (weight > 0) & (report[graph.report] == report[pair.a])
    resolution = FINE
    parts = Labels(np.zeros_like(report), np.full(graph.values, NONE))
    while resolution <= _FINEST:
        parts = leiden(graph, weight, edges, settings, resolution=resolution)
        parts = Labels(_held_together(parts.report, inside, together), parts.value)
        if parts.report[pair.a] != parts.report[pair.b]:
            break
        resolution *= 2
    split = report.copy()
    fresh = int(report.max()) + 1
    if parts.report[pair.a] == parts.report[pair.b]:
        root = together.root(pair.a)
        split[[one for one in inside.tolist() if together.root(one) == root]] = fresh
        return split
    near = _nearer(graph, weight, edges, parts, pair)
    split[inside[near[parts.report[inside]]]] = fresh
    return split


def _held_together(parts: Ints, inside: Ints, together: _Together) -> Ints:
    """Join the parts of reports that must stand together; reports without an edge are parts of their own."""
    held = parts.copy()
    alone = inside[held[inside] == NONE]
    held[alone] = int(held.max(initial=NONE)) + 1 + np.arange(len(alone))
    here = set(inside.tolist())
    for one in together.members():
        root = together.root(one)
        if one in here and root in here:
            low, high = sorted((int(held[root]), int(held[one])))
            held[held == high] = low
    return held


def _nearer(graph: Graph, weight: Ints, edges: Mask, parts: Labels, pair: Pair) -> Mask:
    """Say which parts go with the first of the pair; parts grow onto the two, the strongest tie first.

    A part that nothing ties to either goes with the second.
    """
    size = int(parts.report.max()) + 1
    report, value, amount = graph.report[edges], graph.value[edges], weight[edges]
    shared = np.unique(
        np.stack((value * np.int64(size) + parts.report[report], np.zeros_like(value))), axis=1
    )[0]
    ties = {}
    pulls = np.bincount(
        np.searchsorted(shared, value * np.int64(size) + parts.report[report]), amount, len(shared)
    )
    for at, key in enumerate(shared.tolist()):
        ties.setdefault(key // size, []).append((key % size, pulls[at]))
    side = np.full(size, NONE, dtype=np.int64)
    side[parts.report[pair.a]], side[parts.report[pair.b]] = 1, 0
    pull = np.zeros((size, 2))
    todo = [int(parts.report[pair.a]), int(parts.report[pair.b])]
    by_part: dict[int, list[int]] = {}
    for one, held in ties.items():
        for part, _ in held:
            by_part.setdefault(part, []).append(one)
    while todo:
        grown = todo.pop()
        for one in by_part.get(grown, []):
            own = dict(ties[one])[grown]
            for part, tie in ties[one]:
                pull[part, side[grown]] += min(own, tie)
        open_ = np.flatnonzero((side == NONE) & (pull.max(axis=1) > 0))
        if not todo and len(open_):
            best = int(open_[np.argmax(pull[open_].max(axis=1))])
            side[best] = int(pull[best, 1] > pull[best, 0])
            todo.append(best)
    return side == 1
