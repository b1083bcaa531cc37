"""From weighted edges to communities: find fine ones, then join those that much evidence runs between.

Leiden with modularity finds communities of reports and values, finer than rings, so that none holds two
rings. Then neighbours are joined, best first and only when each is the other's best, as long as the
evidence that crosses is enough of the smaller one's own: a share, so that neither the size of the data nor
of a ring moves the bar. One person never joins two communities: each counts once a value, and what the one
who brings the most brings is left out. Where all cross by a single value, more must cross.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from graspologic_native import leiden_csr
from scipy.sparse import coo_array

from ringfence.rings.graph import Graph, distinct

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.ring import Settings

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

NONE = -1
"""The label of what is in no community."""
FINE = 4.0
"""The resolution at ``settings.scale`` reports; it grows with the square root of the reports …"""
LEAST = 2.0
"""… and is so much at least: at 1, one hostile reporter could join two small rings."""
TIES = 2
"""So many ties place a report of which no value has a place: a person and a value each."""
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """What must cross between two communities before they are joined.

    Attributes:
        share: Of the smaller community's weight, 0 to 1; above 0 so that size does not matter.
        by_one: The same where a single value crosses: it must be much of the smaller community.
        lift: Of the weight that would cross were all reports mixed at random, from 0. Where few rings hold
            much of the data, what crosses by accident is a larger share, and this bar rises with it.
        people: Distinct persons.
    """

    share: float
    by_one: float
    lift: float
    people: int


WARY = Bar(share=0.008, by_one=0.06, lift=0.4, people=3)
"""While it is not yet known which values serve several rings: better too little joined than too much."""
TIGHT = Bar(share=0.04, by_one=0.06, lift=0.1, people=3)
"""For the parts of a ring in which a core may stand."""
OPEN = Bar(share=0.005, by_one=0.06, lift=0.1, people=3)
"""When the values that serve several rings are out: what still crosses is a ring's own."""


@dataclass(frozen=True, slots=True)
class Labels:
    """To which community each report and each value belongs; `NONE` for none.

    Attributes:
        report: Shape (reports,).
        value: Shape (values,).
    """

    report: Ints
    value: Ints


@dataclass(frozen=True, slots=True)
class Communities:
    """Communities, and the tight parts of them in which cores may stand.

    Attributes:
        labels: The communities.
        tight: Each report's tight part, `NONE` for none; shape (reports,). What was joined by a strong
        crossing.
    """

    labels: Labels
    tight: Ints


def communities(graph: Graph, weight: Ints, settings: Settings, bar: Bar = OPEN) -> Communities:
    """Find the communities of a weighted graph; the same for the same arrays.

    Reports that only repeat what their person said before are placed afterwards, where their values are. The
    tight parts are looked for no less finely where there are few reports.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        settings: How to link.
        bar: What must cross between two communities to join them.
    """
    used = graph.counted & (weight > 0)
    tight = join(graph, weight, used, leiden(graph, weight, used, settings), TIGHT)
    joined = join(graph, weight, used, tight, bar)
    if np.count_nonzero(np.bincount(graph.report[used])) < settings.scale:
        finer = leiden(graph, weight, used, settings, resolution=FINE)
        tight = join(graph, weight, used, finer, TIGHT)
    return Communities(_complete(graph, weight, joined), _complete(graph, weight, tight).report)


def _complete(graph: Graph, weight: Ints, labels: Labels) -> Labels:
    """Give every report with a linking value its place: lone ones, repeats, what one person alone said."""
    placed = _place(graph, weight, _free_the_lone(graph, weight, labels))
    return _leftover(graph, weight, _tied(graph, weight, placed))


def _tied(graph: Graph, weight: Ints, labels: Labels) -> Labels:
    """Place reports whose values nobody placed, where two ties lead: two values, or two other persons by one.

    A single tie is not enough: by it one person could pull what someone else named into a ring.
    """
    links = weight > 0
    free = links & (labels.report[graph.report] == NONE)
    asked = np.zeros(graph.values, dtype=np.bool_)
    asked[graph.value[free]] = True
    held = links & ~free & asked[graph.value]
    person = graph.person[graph.report]
    known = np.unique(np.c_[graph.value, labels.report[graph.report], person][held], axis=0)
    start, stop = (np.searchsorted(known[:, 0], graph.value[free], side=side) for side in ("left", "right"))
    edge = np.repeat(np.flatnonzero(free), stop - start)
    row = np.arange(len(edge)) + np.repeat(start - np.r_[0, np.cumsum(stop - start)[:-1]], stop - start)
    other = known[row, 2] != person[edge]
    edge, home = edge[other], known[row, 1][other]
    ways, ties = np.unique(np.c_[graph.report[edge], home], axis=0, return_counts=True)
    enough = ways[ties >= TIES]
    best, where = _heaviest(enough[:, 0], enough[:, 1], ties[ties >= TIES])
    report = labels.report.copy()
    report[best] = where
    return Labels(report, labels.value)


def _free_the_lone(graph: Graph, weight: Ints, labels: Labels) -> Labels:
    """Take communities of one report apart; their values go where most of their weight is."""
    size = int(max(labels.report.max(initial=NONE), labels.value.max(initial=NONE))) + 2
    lone = np.bincount(labels.report[labels.report >= 0], minlength=size) < 2
    report = np.where((labels.report >= 0) & lone[labels.report], NONE, labels.report)
    value = np.where((labels.value >= 0) & lone[labels.value], NONE, labels.value)
    edges = np.flatnonzero(
        graph.counted & (weight > 0) & (value[graph.value] == NONE) & (report[graph.report] != NONE)
    )
    best, where = _heaviest(graph.value[edges], report[graph.report[edges]], weight[edges])
    value[best] = where
    return Labels(report, value)


def _heaviest(node: Ints, label: Ints, amount: Ints) -> tuple[Ints, Ints]:
    """For each node the label that most of its weight is with; the lowest of equals."""
    size = np.int64(label.max(initial=0) + 1)
    pairs, which = np.unique(node * size + label, return_inverse=True)
    total = np.bincount(which, amount, len(pairs))
    order = np.lexsort((pairs, -total, pairs // size))
    first = order[np.r_[True, np.diff((pairs // size)[order]) != 0]] if len(order) else order
    return (pairs // size)[first], (pairs % size)[first]


def leiden(
    graph: Graph, weight: Ints, used: Mask, settings: Settings, *, resolution: float | None = None
) -> Labels:
    """Find fine communities of the used edges; finer with more reports, or as fine as is asked for."""
    report, value = np.full(graph.reports, NONE), np.full(graph.values, NONE)
    if not used.any():
        return Labels(report, value)
    reports, row = np.unique(graph.report[used], return_inverse=True)
    values, other = np.unique(graph.value[used], return_inverse=True)
    other = other + len(reports)
    nodes = len(reports) + len(values)
    amount = weight[used].astype(np.float64)
    both = coo_array(
        (np.r_[amount, amount], (np.r_[row, other], np.r_[other, row])), shape=(nodes, nodes)
    ).tocsr()
    gamma = resolution or max(LEAST, FINE * float(np.sqrt(len(reports) / settings.scale)))
    _, found = leiden_csr(
        both.indptr.astype(np.int64),
        both.indices.astype(np.int32),
        both.data,
        nodes,
        resolution=gamma,
        seed=settings.seed,
        use_modularity=True,
    )
    labels = np.empty(nodes, dtype=np.int64)
    labels[np.fromiter(found.keys(), np.int64, len(found))] = np.fromiter(
        found.values(), np.int64, len(found)
    )
    report[reports], value[values] = labels[: len(reports)], labels[len(reports) :]
    return Labels(report, value)


def join(graph: Graph, weight: Ints, used: Mask, fine: Labels, bar: Bar) -> Labels:
    """Join communities with their best neighbours until no crossing is strong enough.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        used: The edges that take part.
        fine: Where to begin.
        bar: What must cross.
    """
    edges = np.flatnonzero(used)
    one, other = fine.report[graph.report[edges]], fine.value[graph.value[edges]]
    size = int(max(fine.report.max(initial=NONE), fine.value.max(initial=NONE))) + 1
    own = _sums(np.r_[one, other], np.r_[weight[edges], weight[edges]], size)
    into = np.arange(size, dtype=np.int64)
    for _ in range(_ROUNDS):
        # What lies inside a community stays inside: only what crosses is looked at again.
        across = one != other
        edges, one, other = edges[across], one[across], other[across]
        step = _mutual_best(*_crossings(graph, weight, edges, (one, other), own, bar=bar), size)
        if step is None:
            break
        into, one, other = step[into], step[one], step[other]
        own = _sums(step, own, size)
    return Labels(_follow(fine.report, into), _follow(fine.value, into))


def _sums(places: Ints, amounts: Ints | Floats, size: int) -> Floats:
    """Sum whole amounts by place; shape (size,)."""
    return np.asarray(np.bincount(places, amounts, size), dtype=np.float64)


def _follow(labels: Ints, into: Ints) -> Ints:
    return np.where(labels >= 0, into[labels], NONE) if len(into) else labels


def _crossings(
    graph: Graph, weight: Ints, edges: Ints, ends: tuple[Ints, Ints], own: Floats, *, bar: Bar
) -> tuple[Ints, Ints, Floats]:
    """Tell which pairs of communities may be joined, and how near they are (crossing by chance's).

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        edges: The edges that cross, by number.
        ends: The communities of their report and of their value.
        own: Each community's weight.
        bar: What must cross.
    """
    size = np.int64(len(own))
    names, which = np.unique(np.minimum(*ends) * size + np.maximum(*ends), return_inverse=True)
    low, high = own[names // size], own[names % size]
    least = np.maximum(bar.share * np.minimum(low, high), bar.lift * low * high / own.sum())
    # Most pairs fall short even with what the one who brings the most brings: no need to count people.
    able = np.bincount(which, weight[edges], len(names)) >= least
    kept = able[which]
    edges, which = edges[kept], (np.cumsum(able) - 1)[which[kept]]
    names, low, high = names[able], low[able], high[able]
    person, count = graph.person[graph.report[edges]], len(names)
    crossing = _without_the_most(which, person, weight[edges], count)
    people = distinct(which, person, count)
    values = distinct(which, graph.value[edges], count)
    part, lift = crossing / np.minimum(low, high), crossing * own.sum() / (low * high)
    enough = part >= np.where(values >= 2, bar.share, max(bar.share, bar.by_one))
    enough &= (lift >= bar.lift) & (people >= bar.people)
    names = names[enough]
    return names // size, names % size, lift[enough]


def _without_the_most(which: Ints, person: Ints, amount: Ints, size: int) -> Floats:
    """Sum what crosses, less the one person's who brings the most: nobody alone shall tip the scales."""
    width = np.int64(person.max(initial=0) + 1)
    each, place = np.unique(which * width + person, return_inverse=True)
    brought = np.bincount(place, amount, len(each))
    most = np.zeros(size)
    np.maximum.at(most, each // width, brought)
    return np.bincount(which, amount, size) - most


def _mutual_best(low: Ints, high: Ints, near: Floats, size: int) -> Ints | None:
    """Say which community goes into which: those that are each other's nearest; None when there are none."""
    one, other, both = np.r_[low, high], np.r_[high, low], np.r_[near, near]
    order = np.lexsort((other, -both, one))
    first = order[np.r_[True, np.diff(one[order]) != 0]] if len(order) else order
    best = np.full(size, NONE, dtype=np.int64)
    best[one[first]] = other[first]
    every = np.arange(size, dtype=np.int64)
    mutual = (best >= 0) & (best[best] == every) & (every < best)
    if not mutual.any():
        return None
    into = every.copy()
    into[best[mutual]] = every[mutual]
    return into


def _place(graph: Graph, weight: Ints, labels: Labels) -> Labels:
    """Put every report that is not yet in a community where most of its values' weight is."""
    edges = np.flatnonzero(
        (weight > 0) & (labels.report[graph.report] == NONE) & (labels.value[graph.value] != NONE)
    )
    best, where = _heaviest(graph.report[edges], labels.value[graph.value[edges]], weight[edges])
    report = labels.report.copy()
    report[best] = where
    return Labels(report, labels.value)


def _leftover(graph: Graph, weight: Ints, labels: Labels) -> Labels:
    """Let what one person alone said, in several reports, stand together by its weightiest value."""
    edges = np.flatnonzero((weight > 0) & (labels.report[graph.report] == NONE))
    order = edges[np.lexsort((graph.value[edges], -weight[edges], graph.report[edges]))]
    first = order[np.r_[True, np.diff(graph.report[order]) != 0]] if len(order) else order
    report, value = labels.report.copy(), labels.value.copy()
    base = int(max(report.max(initial=NONE), value.max(initial=NONE))) + 1
    report[graph.report[first]] = value[graph.value[first]] = base + graph.value[first]
    return Labels(report, value)


def tidy(report: Ints) -> Ints:
    """Number communities of two reports or more by their first report; all else is in none."""
    kept = report.copy()
    inside = np.flatnonzero(kept >= 0)
    if not len(inside):
        return kept
    _, first, which, size = np.unique(
        kept[inside], return_index=True, return_inverse=True, return_counts=True
    )
    number = np.full(len(first), NONE, dtype=np.int64)
    large = np.flatnonzero(size >= 2)
    number[large[np.argsort(first[large])]] = np.arange(len(large))
    kept[inside] = number[which]
    return kept
