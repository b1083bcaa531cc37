"""Settle communities by judgements: what must stand together, and what must stand apart.

A pure function of the weighted graph, its communities and the standing judgements, so that undoing one gives
exactly what was there before. Keeping apart wins over a chain of *same*: to split wrongly is the safer
mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.communities import NONE, leiden
from ringfence.rings.judgement import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph
    from ringfence.rings.ring import Settings

_FINE, _FINEST = 4.0, 4096.0


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


def settle(graph: Graph, weight: Ints, labels: Ints, pairs: Sequence[Pair], settings: Settings) -> Settled:
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
    scales = _Scales(graph, weight, together, settings)
    for pair in reversed(apart):
        if report[pair.a] != NONE and report[pair.a] == report[pair.b]:
            report = _split(scales, report, pair)
    return Settled(report, contradicted)


@dataclass(frozen=True, slots=True)
class _Scales:
    """What a split is weighed by."""

    graph: Graph
    weight: Ints
    together: _Together
    settings: Settings


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


def _split(scales: _Scales, report: Ints, pair: Pair) -> Ints:
    """Cut one community in two: finer and finer parts until the pair falls apart; each goes to the nearer."""
    graph, together = scales.graph, scales.together
    inside = np.flatnonzero(report == report[pair.a])
    edges = (scales.weight > 0) & (report[graph.report] == report[pair.a])
    fresh = int(report.max()) + 1
    split = report.copy()
    resolution = _FINE
    while resolution <= _FINEST:
        parts = leiden(graph, scales.weight, edges, scales.settings, resolution=resolution)
        held = _held_together(parts.report, inside, together)
        if held[pair.a] != held[pair.b]:
            near = _nearer(graph, scales.weight, edges, held, pair)
            split[inside[near[held[inside]]]] = fresh
            return split
        resolution *= 2
    root = together.root(pair.a)
    split[[one for one in inside.tolist() if together.root(one) == root]] = fresh
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


def _nearer(graph: Graph, weight: Ints, edges: Mask, parts: Ints, pair: Pair) -> Mask:
    """Say which parts go with the first of the pair; parts grow onto the two, the strongest tie first.

    A part that nothing ties to either goes with the second.
    """
    ties = _ties(graph, weight, edges, parts)
    side = {int(parts[pair.a]): 1, int(parts[pair.b]): 0}
    pull: dict[int, list[int]] = {}
    todo = list(side)
    while todo:
        for grown in todo:
            for part, tie in ties.get(grown, ()):
                pull.setdefault(part, [0, 0])[side[grown]] += tie
        free = [(-max(pulls), part) for part, pulls in pull.items() if part not in side]
        todo = [min(free)[1]] if free else []
        for part in todo:
            side[part] = int(pull[part][1] > pull[part][0])
    first = np.zeros(int(parts.max()) + 1, dtype=np.bool_)
    first[[part for part, chosen in side.items() if chosen]] = True
    return first


def _ties(graph: Graph, weight: Ints, edges: Mask, parts: Ints) -> dict[int, list[tuple[int, int]]]:
    """Sum for each pair of parts what ties them: for each value they share, the weight of the lesser."""
    held: dict[int, dict[int, int]] = {}
    for value, part, amount in zip(
        graph.value[edges].tolist(), parts[graph.report[edges]].tolist(), weight[edges].tolist(), strict=True
    ):
        at = held.setdefault(value, {})
        at[part] = at.get(part, 0) + amount
    ties: dict[int, list[tuple[int, int]]] = {}
    for at in held.values():
        for one, other in permutations(sorted(at), 2):
            ties.setdefault(one, []).append((other, min(at[one], at[other])))
    return ties
