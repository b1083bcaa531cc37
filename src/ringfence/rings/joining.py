"""Joining: fine communities become rings, neighbour by neighbour.

Communities are joined best first: those that are each other's best, and with them what is small beside its
best, so that a ring of ten thousand reports does not take a thousand rounds. The evidence that crosses must
be enough of the smaller one's own: a share, so that neither the size of the data nor of a ring moves the bar.
Each person counts once a value. How many must cross grows with the smaller of the two: one report that ties a
pair to a hundred is as good as any; one that ties two hundreds is more likely a victim of both, or a lie. So
nobody alone joins what is large, and what the one who brings the most brings is left out. Wording
(`ringfence.rings.wording`) moves the bar: alike, little more must cross; unlike, much more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.graph import NONE, Graph, distinct
from ringfence.rings.wording import ALIKE, SILENT, UNLIKE, Wording

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

_ROUNDS = 5_000  # a guard: a round joins much, and some tens are enough

NEEDED = {SILENT: ((3, 1), (8, 2)), ALIKE: ((20, 1),), UNLIKE: ()}
"""People who must cross where the smaller community has up to so many people; above the last:"""
NEEDED_BEYOND = {SILENT: 3, ALIKE: 2, UNLIKE: 3}
"""So many must cross between larger ones."""
SHARES = {ALIKE: 0.002, UNLIKE: 0.25}
"""The share of the smaller community's weight that must cross where wording speaks."""
BY_ONE = 0.06
"""The share where a single value crosses: it must be much of the smaller community."""
ALIKE_LIFT = 0.05
"""What is alike needs no more of what would cross by chance; by less, two large ones are tied by accident."""
SMALL = 0.5
"""A community of no more than this share of its nearest's weight goes along when that is joined."""
NEARER = 4.0
"""Communities that are alike are so many times nearer."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What must cross between two communities before they are joined.

    Attributes:
        share: Of the smaller community's weight, 0 to 1; above 0 so that size does not matter.
        lift: Of the weight that would cross were all reports mixed at random, from 0. Where few rings hold
            much of the data, what crosses by accident is a larger share, and this bar rises with it.
    """

    share: float
    lift: float


WARY = Bar(share=0.008, lift=0.4)
"""While it is not yet known which values serve several rings: better too little joined than too much."""
TIGHT = Bar(share=0.04, lift=0.1)
"""For the parts of a ring in which a core may stand."""
OPEN = Bar(share=0.005, lift=0.1)
"""When the values that serve several rings are out: what still crosses is a ring's own."""


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of each community while they are being joined; arrays of shape (communities,)."""

    own: Floats
    people: Floats
    wording: Wording

    def joined(self, into: Ints) -> _State:
        self.wording.joined(into)
        return _State(_sums(into, self.own), _sums(into, self.people), self.wording)


def _sums(places: Ints, amounts: Floats) -> Floats:
    return np.asarray(np.bincount(places, amounts, len(amounts)), dtype=np.float64)


def join(graph: Graph, weight: Ints, used: Mask, homes: tuple[Ints, Ints], bar: Bar) -> Ints:
    """Join communities with their best neighbours until no crossing is strong enough.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        used: The edges that take part.
        homes: The community of each report and of each value, to begin with; -1 for none.
        bar: What must cross.

    Returns:
        For each community, the one that it goes into; shape (communities,).
    """
    edges = np.flatnonzero(used)
    one, other = homes[0][graph.report[edges]], homes[1][graph.value[edges]]
    size = int(max(homes[0].max(initial=NONE), homes[1].max(initial=NONE))) + 1
    amounts = np.bincount(np.r_[one, other], np.r_[weight[edges], weight[edges]], size)
    state = _State(
        np.asarray(amounts, dtype=np.float64),
        np.asarray(people(graph, homes[0], size), dtype=np.float64),
        Wording(graph, homes[0], size),
    )
    into = np.arange(size, dtype=np.int64)
    able = _none()
    moved = np.ones(size, dtype=np.bool_)
    for _ in range(_ROUNDS):
        # What lies inside a community stays inside, and where neither side moved nothing has changed.
        across = one != other
        edges, one, other = edges[across], one[across], other[across]
        anew = moved[one] | moved[other]
        found = _crossings(graph, weight, edges[anew], (one[anew], other[anew]), state, bar=bar)
        same = ~(moved[able[0]] | moved[able[1]])
        able = (
            np.r_[able[0][same], found[0]],
            np.r_[able[1][same], found[1]],
            np.r_[able[2][same], found[2]],
        )
        step = _nearest(*able, state.own)
        if step is None:
            break
        moved = np.zeros(size, dtype=np.bool_)
        moved[step[step != np.arange(size)]] = True
        moved[step != np.arange(size)] = True
        into, one, other = step[into], step[one], step[other]
        state = state.joined(step)
    return into


def people(graph: Graph, labels: Ints, size: int) -> Ints:
    """Count the people of each community; shape (size,)."""
    inside = np.flatnonzero(labels != NONE)
    return distinct(labels[inside], graph.person[inside], size)


def _none() -> tuple[Ints, Ints, Floats]:
    nobody = np.zeros(0, dtype=np.int64)
    return nobody, nobody, nobody.astype(np.float64)


def _crossings(
    graph: Graph, weight: Ints, edges: Ints, ends: tuple[Ints, Ints], state: _State, *, bar: Bar
) -> tuple[Ints, Ints, Floats]:
    """Tell which pairs of communities may be joined, and how near they are (crossing by chance's).

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        edges: The edges that cross, by number.
        ends: The communities of their report and of their value.
        state: What is known of each community.
        bar: What must cross.
    """
    size = np.int64(len(state.own))
    names, which, often = np.unique(
        np.minimum(*ends) * size + np.maximum(*ends), return_inverse=True, return_counts=True
    )
    # Most pairs fall short whatever wording says of them: no need to look at people and values.
    whole = np.bincount(which, weight[edges], len(names))
    smaller = np.minimum(state.people[names // size], state.people[names % size])
    weaker = np.minimum(state.own[names // size], state.own[names % size])
    alike = np.full(len(names), ALIKE, dtype=np.int64)
    hopeful = (often >= _needed(alike, smaller)) & (whole >= SHARES[ALIKE] * weaker)
    kept = hopeful[which]
    edges, which = edges[kept], (np.cumsum(hopeful) - 1)[which[kept]]
    return _judged(graph, weight, (edges, which, names[hopeful]), state, bar=bar)


def _judged(
    graph: Graph, weight: Ints, crossing: tuple[Ints, Ints, Ints], state: _State, *, bar: Bar
) -> tuple[Ints, Ints, Floats]:
    """Tell which of the pairs that may reach the bar do.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        crossing: The edges that cross, by number; the place of each one's pair; and the pairs.
        state: What is known of each community.
        bar: What must cross.
    """
    size = np.int64(len(state.own))
    edges, which, names = crossing
    count, one, other = len(names), names // size, names % size
    person, story = graph.person[graph.report[edges]], graph.story[graph.report[edges]]
    said = state.wording.compare(one, other, state.people)
    needed = _needed(said, np.minimum(state.people[one], state.people[other]))
    whole = np.bincount(which, weight[edges], count)
    least = (_without_the_most(which, teller, weight[edges], count) for teller in (person, story))
    mass = np.where(needed == 1, whole, np.minimum(*least))
    values = distinct(which, graph.value[edges], count)
    low, high = state.own[one], state.own[other]
    share, lift = mass / np.minimum(low, high), mass * state.own.sum() / (low * high)
    asked = np.where(values >= 2, bar.share, max(bar.share, BY_ONE))
    for word, wanted in SHARES.items():
        asked = np.where(said == word, wanted, asked)
    enough = (distinct(which, person, count) >= needed) & (distinct(which, story, count) >= needed)
    enough &= share >= asked
    enough &= lift >= np.where(said == ALIKE, min(ALIKE_LIFT, bar.lift), bar.lift)
    near = np.where(said == ALIKE, NEARER * lift, lift)
    return one[enough], other[enough], near[enough]


def _needed(said: Ints, smaller: Floats) -> Ints:
    """Tell how many people must cross, by what wording says and by the smaller community's people."""
    needed = np.zeros(len(said), dtype=np.int64)
    for word, steps in NEEDED.items():
        some = np.full(len(said), NEEDED_BEYOND[word], dtype=np.int64)
        for most, count in reversed(steps):
            some = np.where(smaller <= most, count, some)
        needed = np.where(said == word, some, needed)
    return needed


def _without_the_most(which: Ints, teller: Ints, amount: Ints, size: int) -> Floats:
    """Sum what crosses, less what the person or story brings that brings the most: nobody tips it alone."""
    width = np.int64(teller.max(initial=0) + 1)
    each, place = np.unique(which * width + teller, return_inverse=True)
    brought = np.bincount(place, amount, len(each))
    most = np.zeros(size)
    np.maximum.at(most, each // width, brought)
    return np.asarray(np.bincount(which, amount, size) - most, dtype=np.float64)


def _nearest(low: Ints, high: Ints, near: Floats, own: Floats) -> Ints | None:
    """Say which community goes into which: each other's nearest, and what is small beside one of such a pair.

    Returns:
        For each community, the one that it goes into; None when no two are each other's nearest.
    """
    one, other, both, size = np.r_[low, high], np.r_[high, low], np.r_[near, near], len(own)
    order = np.lexsort((other, -both, one))
    first = order[np.r_[True, np.diff(one[order]) != 0]] if len(order) else order
    best = np.full(size, NONE, dtype=np.int64)
    best[one[first]] = other[first]
    every = np.arange(size, dtype=np.int64)
    mutual = (best >= 0) & (best[best] == every)
    if not mutual.any():
        return None
    into = every.copy()
    into[mutual] = np.minimum(every, best)[mutual]
    along = (best >= 0) & ~mutual & mutual[best] & (own <= SMALL * own[best])
    into[along] = into[best[along]]
    return into
