"""Enablers: values that serve several rings; a finding of their own, and no glue between rings.

After a first linking, a value is looked at through the *other* values of its reports: if these reports
stand in several communities and in none of them mostly, the value serves them all and does not link (a
pop-up kit, a gateway, a mule, a carrier). Reports that hold nothing else say nothing about it.

A ring in pieces looks like several. So each such value is looked at again when all is joined: where the
communities that read from one script are two thirds of those whom it serves, they are one ring, and it is
theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ringfence.rings.core import ambiguous
from ringfence.rings.graph import NONE, OFTEN, STRONG, distinct
from ringfence.rings.joining import needed
from ringfence.rings.wording import ALIKE, Wording

if TYPE_CHECKING:
    from ringfence.rings.communities import Labels
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph

DOMINANT = 0.67
"""A value mostly serves one ring when that ring has at least this share of its informed persons."""
INFORMED = 3
"""So many informed persons are needed to say that a value serves several rings."""
THEIRS = 0.33
"""A value is one ring's only when so many of all who name it stand there by something else: a few who name an
official number beside a ring's shall not make it the ring's."""
MANY = 40
"""A value that serves so many communities and more is nobody's own: it is not looked at again."""
_AGAIN = 3


def enablers(graph: Graph, weight: Ints, labels: Labels) -> Mask:
    """Find the values that serve several communities, shape (values,).

    Each report counts for the community in which its *other* values weigh most, so that a value never speaks
    for itself.

    Args:
        graph: Reports and values.
        weight: The edges' weights of the linking before.
        labels: The communities of the linking before.
    """
    # Nobody who names values of two rings in report after report makes enablers of them all.
    often = np.bincount(graph.person) >= OFTEN
    heard = graph.counted & ~often[graph.person[graph.report]]
    used = np.flatnonzero((weight > 0) & heard & (labels.value[graph.value] != NONE))
    value, home = graph.value[used], _elsewhere(graph, weight, labels, used)
    value, home = value[home != NONE], home[home != NONE]
    size = np.int64(labels.value.max(initial=0) + 1)
    pairs, persons = np.unique(value * size + home, return_counts=True)
    most = np.zeros(graph.values, dtype=np.int64)
    np.maximum.at(most, pairs // size, persons)
    informed = np.bincount(value, minlength=graph.values)
    return (informed >= INFORMED) & (most < DOMINANT * informed)


def _elsewhere(graph: Graph, weight: Ints, labels: Labels, used: Ints) -> Ints:
    """Say for each used edge where its report would stand without it; `NONE` when it holds nothing else."""
    report, amount, own = graph.report[used], weight[used], labels.value[graph.value[used]]
    size = np.int64(own.max(initial=0) + 1)
    keys, which = np.unique(report * size + own, return_inverse=True)
    total = np.zeros(len(keys), dtype=np.int64)
    np.add.at(total, which, amount)
    of, where = keys // size, keys % size
    order = np.lexsort((where, -total, of))
    rank = np.arange(len(order)) - np.searchsorted(of[order], of[order])
    best = [_placed(order[rank == place], of, where, total, graph.reports) for place in (0, 1)]
    (first, much), (second, less) = [(name[report], sum_[report]) for name, sum_ in best]
    rest = np.where(first == own, much - amount, much)
    moved = (first == own) & (less > rest)
    return np.where(np.maximum(rest, less) <= 0, NONE, np.where(moved, second, first))


def _placed(chosen: Ints, of: Ints, where: Ints, total: Ints, reports: int) -> tuple[Ints, Ints]:
    name, amount = np.full(reports, NONE, dtype=np.int64), np.zeros(reports, dtype=np.int64)
    name[of[chosen]], amount[of[chosen]] = where[chosen], total[chosen]
    return name, amount


def reunited(graph: Graph, weight: Ints, labels: Ints, enabling: Mask) -> tuple[Ints, Mask]:
    """Join communities that an enabler serves and that are alike, and tell which enablers are one ring's.

    Of the communities that name it, those that read from one script are taken together; where they are two
    thirds of the people who name it, they are one ring. As many people must name it in each as must cross
    between communities that are alike (`joining`), so that nobody alone joins what is large. Who names values
    of two rings says nothing about whose it is.

    Args:
        graph: Reports and values; `graph.wording` without the scripts that everyone reads from.
        weight: Each edge's weight, without the enablers.
        labels: Each report's community by what links, `NONE` for none; shape (reports,).
        enabling: The values that serve several communities, shape (values,).

    Returns:
        Each report's community, and the values that are one community's after all.
    """
    report = labels.copy()
    for _ in range(_AGAIN):
        naming = _naming(graph, weight, report, enabling)
        into = _alike(graph, report, naming)
        if not len(into) or (into == np.arange(len(into))).all():
            break
        report = np.where(report != NONE, into[report], NONE)
    value, _, people = _naming(graph, weight, report, enabling)
    most = np.zeros(graph.values, dtype=np.int64)
    np.maximum.at(most, value, people)
    told = np.bincount(value, people, graph.values)
    every = np.bincount(graph.value[graph.counted], minlength=graph.values)
    theirs = (most >= DOMINANT * told) & (most >= THEIRS * every)
    return report, enabling & (told >= INFORMED) & theirs


def _naming(graph: Graph, weight: Ints, labels: Ints, enabling: Mask) -> tuple[Ints, Ints, Ints]:
    """Count who names each enabler in each community: value, community, people, by value."""
    quiet = ~graph.often[graph.person] & ~ambiguous(graph, weight, labels) & (labels != NONE)
    heard = graph.counted & (graph.strength >= STRONG) & quiet[graph.report]
    edges = np.flatnonzero(heard & enabling[graph.value])
    size = np.int64(labels.max(initial=0) + 1)
    keys, people = np.unique(graph.value[edges] * size + labels[graph.report[edges]], return_counts=True)
    return keys // size, keys % size, people.astype(np.int64)


def _alike(graph: Graph, labels: Ints, naming: tuple[Ints, Ints, Ints]) -> Ints:
    """Say into which community each goes, by the enablers that alike ones share; shape (communities,)."""
    value, where, people = naming
    size = int(labels.max(initial=NONE)) + 1
    served = np.bincount(value, minlength=graph.values)
    every = np.bincount(value, people, graph.values)
    some = (served[value] >= 2) & (served[value] < MANY) & (every[value] >= INFORMED)
    value, where, people = value[some], where[some], people[some]
    if not len(value):
        return np.arange(size, dtype=np.int64)
    one, other = _pairs(value)
    inside = np.flatnonzero(labels != NONE)
    crowd = distinct(labels[inside], graph.person[inside], size).astype(np.float64)
    said = Wording(graph, labels, size).compare(where[one], where[other], crowd)
    enough = needed(said, np.minimum(crowd[where[one]], crowd[where[other]]))
    kept = (said == ALIKE) & (np.minimum(people[one], people[other]) >= enough)
    part = _connected(one[kept], other[kept], len(value))
    together = np.bincount(part, people) >= DOMINANT * np.bincount(part, every[value]) / np.bincount(part)
    rows = np.flatnonzero(together[part])
    first = np.full(int(part.max()) + 1, NONE, dtype=np.int64)
    first[part[rows[::-1]]] = where[rows[::-1]]
    return _connected(where[rows], first[part[rows]], size)


def _pairs(group: Ints) -> tuple[Ints, Ints]:
    """Pair the places of each group, in order, each pair once; ``group`` rises."""
    stop = np.searchsorted(group, group, side="right")
    after = stop - np.arange(len(group)) - 1
    one = np.repeat(np.arange(len(group)), after)
    other = np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after) + one + 1
    return one, other


def _connected(one: Ints, other: Ints, size: int) -> Ints:
    """Number what pairs connect, by the first of each; shape (size,)."""
    ones = np.ones(len(one), dtype=np.int8)
    _, parts = connected_components(coo_array((ones, (one, other)), shape=(size, size)), directed=False)
    return np.asarray(parts, dtype=np.int64)
