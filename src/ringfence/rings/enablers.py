"""Enablers: values that serve several rings; a finding of their own, and no glue between rings.

After a first linking, a value is looked at through the *other* values of its reports: if these reports
stand in several communities and in none of them mostly, the value serves them all and does not link (a
pop-up kit, a gateway, a mule, a carrier). Reports that hold nothing else say nothing about it.

A ring in pieces looks like several. So each such value is looked at again when all is joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.core import ambiguous
from ringfence.rings.graph import NONE, OFTEN, STRONG

if TYPE_CHECKING:
    from ringfence.rings.communities import Labels
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph

DOMINANT = 0.67
"""A value mostly serves one ring when that ring has at least this share of its informed persons."""
INFORMED = 3
"""So many informed persons are needed to say that a value serves several rings."""
THEIRS = 0.33
"""A value is one ring's only when this share of all who name it stand there by something else: a few who name
an official number beside a ring's shall not make it the ring's."""


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


def cleared(graph: Graph, weight: Ints, labels: Ints, enabling: Mask) -> Mask:
    """Tell which enablers serve one ring after all, now that all is joined; shape (values,).

    Of the people whom something else places in a ring two thirds stand in one, and these are a third of all
    who name it. Who files on and on, or names values of two rings, says nothing about whose it is.

    Args:
        graph: Reports and values.
        weight: Each edge's weight, without the enablers.
        labels: Each report's community by what links, `NONE` for none; shape (reports,).
        enabling: The values that served several communities, shape (values,).
    """
    quiet = ~graph.often[graph.person] & ~ambiguous(graph, weight, labels) & (labels != NONE)
    heard = graph.counted & (graph.strength >= STRONG) & quiet[graph.report]
    edges = np.flatnonzero(heard & enabling[graph.value])
    size = np.int64(labels.max(initial=0) + 1)
    pairs, persons = np.unique(graph.value[edges] * size + labels[graph.report[edges]], return_counts=True)
    most = np.zeros(graph.values, dtype=np.int64)
    np.maximum.at(most, pairs // size, persons)
    informed = np.bincount(graph.value[edges], minlength=graph.values)
    every = np.bincount(graph.value[graph.counted], minlength=graph.values)
    theirs = (most >= DOMINANT * informed) & (most >= THEIRS * every)
    return np.asarray(enabling & (informed >= INFORMED) & theirs, dtype=np.bool_)
