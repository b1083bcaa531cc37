"""Enablers: values that serve several rings; a finding of their own, and no glue between rings.

After a first linking, a value is looked at through the *other* values of its reports: if these reports
stand in several communities and in none of them mostly, the value serves them all and does not link (a
pop-up kit, a gateway, a mule, a carrier). Reports that hold nothing else say nothing about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.graph import NONE, OFTEN

if TYPE_CHECKING:
    from ringfence.rings.communities import Labels
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph

DOMINANT = 0.67
"""A value mostly serves one ring when that ring has at least this share of its informed persons."""
INFORMED = 3
"""So many informed persons are needed to say that a value serves several rings."""


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
