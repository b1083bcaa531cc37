"""Cores: the parts of a ring that stand without any one value and any one reporter.

A core is a set of reports that no single value and no single reporter can disconnect, with at least two
known reporters on two days or from two sources (docs/reference/files.md). That is two-connectedness of the
graph of reports and values with one report for each person, and one for each story that several tell alike
or that nobody signed, so the cores are its biconnected parts. All other reports join afterwards when two of
the core's values place them there, each held by two of its people: whoever or whatever is taken away, one tie
remains. What one story alone tells is heard where nothing else is told of it, and no source that is doubted.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import rustworkx as rx

from ringfence.rings.communities import NONE
from ringfence.rings.graph import Graph, distinct, grouped, totals
from ringfence.rings.ring import ONE

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask

SURE = int(0.6 * ONE)
"""A sighting weaker than this ties nothing into a core: paths, scripts, caller IDs."""
ELSEWHERE = 2
"""A value speaks for another community when so many people hold it there, and most who do."""


def cores(graph: Graph, weight: Ints, labels: Ints) -> Ints:
    """Find the cores inside each community.

    Args:
        graph: Reports and values.
        weight: Each edge's weight; 0 where its value does not link.
        labels: Each report's community, `NONE` for none; shape (reports,).

    Returns:
        Each report's core, numbered from 0 by its first report; `NONE` for none. Shape (reports,).
    """
    tied = np.flatnonzero((weight > 0) & (graph.strength >= SURE) & (labels[graph.report] != NONE))
    core, report, value = _found(graph, tied, labels, careful=True)
    # What one story alone tells, or only unknown people, is believed where nothing else makes a core.
    has_one = np.zeros(int(labels.max(initial=NONE)) + 1, dtype=np.bool_)
    has_one[labels[report]] = True
    left = tied[~has_one[labels[graph.report[tied]]]]
    alone, also, besides = _found(graph, left, labels, careful=False)
    core = _numbered(
        np.where(core != NONE, core, np.where(alone != NONE, alone + core.max(initial=NONE) + 1, NONE))
    )
    return _attach(graph, labels, core, (np.r_[report, also], np.r_[value, besides]), tied)


def _found(graph: Graph, tied: Ints, labels: Ints, *, careful: bool) -> tuple[Ints, Ints, Ints]:
    """Find the cores that some edges tie, each person heard once; if careful, each story as well.

    Returns:
        Each report's core, `NONE` for none, and report and value of each edge inside one.
    """
    first = _heard(graph, tied, labels, careful=careful)
    edges = tied[first[graph.report[tied]]]
    report, value, block = _blocks(graph.report[edges], graph.value[edges], labels[graph.report[edges]])
    core = np.full(graph.reports, NONE, dtype=np.int64)
    core[report] = block
    core = _numbered(core, _lawful(graph, core))
    kept = core[report] != NONE
    return core, report[kept], value[kept]


def ambiguous(graph: Graph, weight: Ints, labels: Ints, others: int = ELSEWHERE) -> Mask:
    """Say which reports hold a linking value that two others or more, and most, hold in other communities.

    Such a report may be a victim of two rings: it stays a lead, and no core rests on it. Shape (reports,).

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
        others: How many must hold it there.
    """
    used = np.flatnonzero((weight > 0) & (graph.strength >= SURE) & (labels[graph.report] != NONE))
    own = graph.counted[used].astype(np.int64)
    key = graph.value[used] * np.int64(labels.max(initial=NONE) + 2) + labels[graph.report[used]]
    order, first = grouped(key)
    here = np.empty(len(used), dtype=np.int64)
    here[order] = np.repeat(np.add.reduceat(own[order], first), np.diff(np.r_[first, len(order)]))
    here -= own
    every = np.bincount(graph.value[used], own, graph.values).astype(np.int64)[graph.value[used]] - own
    elsewhere = every - here
    doubtful = np.zeros(graph.reports, dtype=np.bool_)
    doubtful[graph.report[used[(elsewhere >= others) & (2 * elsewhere > every)]]] = True
    return doubtful


def _heard(graph: Graph, tied: Ints, labels: Ints, *, careful: bool) -> Mask:
    """Choose in each community for each person, then for each story, the report with the most ties."""
    ties = totals(graph.report[tied], np.ones(len(tied), dtype=np.bool_), graph.reports)
    able = np.flatnonzero((ties >= 2) & ~graph.repeat & ~graph.doubted[graph.source])
    for teller in (graph.person, graph.story) if careful else (graph.person,):
        pair = labels[able] * np.int64(teller.max(initial=0) + 1) + teller[able]
        order = np.lexsort((able, -ties[able], pair))
        able = able[order[np.r_[True, np.diff(pair[order]) != 0]]] if len(order) else order
    chosen = np.zeros(graph.reports, dtype=np.bool_)
    chosen[able] = True
    return chosen


def _blocks(report: Ints, value: Ints, group: Ints) -> tuple[Ints, Ints, Ints]:
    """Cut edges into biconnected parts of which no two share a report; values may serve several parts.

    Args:
        report: The report of each edge.
        value: Its value.
        group: Edges of different groups never stand in one part.

    Returns:
        Report, value and part of every edge that stands in a part of two reports or more.
    """
    while len(report):
        report, value, group = _two_ties(report, value, group)
        if not len(report):
            break
        part = _biconnected(report, value, group)
        keep = _largest_part(report, part)
        group = part
        if keep.all():
            break
        report, value, group = report[keep], value[keep], group[keep]
    return report, value, group


def _two_ties(report: Ints, value: Ints, group: Ints) -> tuple[Ints, Ints, Ints]:
    """Take away, again and again, what hangs by one edge: it stands in no part."""
    _, one = np.unique(report, return_inverse=True)
    node = _value_nodes(value, group)
    left = np.arange(len(report))
    while True:
        keep = (np.bincount(one)[one] >= 2) & (np.bincount(node)[node] >= 2)
        if keep.all():
            return report[left], value[left], group[left]
        left, one, node = left[keep], one[keep], node[keep]


def _value_nodes(value: Ints, group: Ints) -> Ints:
    """Number the values anew within each group."""
    _, node = np.unique(group * np.int64(value.max(initial=0) + 1) + value, return_inverse=True)
    return np.asarray(node, dtype=np.int64)


def _biconnected(report: Ints, value: Ints, group: Ints) -> Ints:
    """Number the biconnected part of each edge, by the part's first edge."""
    reports, one = np.unique(report, return_inverse=True)
    other = _value_nodes(value, group) + len(reports)
    network = rx.PyGraph(multigraph=False)
    network.add_nodes_from(range(int(other.max()) + 1))
    network.extend_from_edge_list(list(zip(one.tolist(), other.tolist(), strict=True)))
    parts = rx.biconnected_components(network)
    ends = np.fromiter(chain.from_iterable(parts.keys()), np.int64, 2 * len(parts)).reshape(-1, 2)
    width = np.int64(int(other.max()) + 1)
    found = np.empty(len(report), dtype=np.int64)
    found[np.argsort(one * width + other)] = np.fromiter(parts.values(), np.int64, len(parts))[
        np.argsort(ends.min(axis=1) * width + ends.max(axis=1))
    ]
    _, first, which = np.unique(found, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[which], dtype=np.int64)


def _largest_part(report: Ints, part: Ints) -> Mask:
    """Keep of each report the edges in the part with the most reports; the first of equals."""
    size = distinct(part, report, int(part.max(initial=0)) + 1)
    order = np.lexsort((part, -size[part], report))
    first = np.r_[True, np.diff(report[order]) != 0]
    best = np.zeros(int(report.max(initial=0)) + 1, dtype=np.int64)
    best[report[order[first]]] = part[order[first]]
    return np.asarray(part == best[report], dtype=np.bool_)


def _lawful(graph: Graph, core: Ints) -> Mask:
    """Say which cores have two known reporters on two days or from two sources."""
    inside = np.flatnonzero((core != NONE) & graph.known)
    size = int(core.max(initial=NONE)) + 1
    people = distinct(core[inside], graph.person[inside], size)
    days = distinct(core[inside], graph.day[inside] - graph.day.min(initial=0), size)
    sources = distinct(core[inside], graph.source[inside], size)
    return (people >= 2) & ((days >= 2) | (sources >= 2))


def _numbered(core: Ints, lawful: Mask | None = None) -> Ints:
    """Number the cores, only the lawful ones, by their first report; all others are none."""
    kept = np.full(len(core), NONE, dtype=np.int64)
    inside = np.flatnonzero(core != NONE)
    inside = inside if lawful is None else inside[lawful[core[inside]]]
    _, first, which = np.unique(core[inside], return_index=True, return_inverse=True)
    kept[inside] = np.argsort(np.argsort(first))[which]
    return kept


def _attach(graph: Graph, labels: Ints, core: Ints, ties: tuple[Ints, Ints], tied: Ints) -> Ints:
    """Add the reports that two values of a core place there, each held by two of its people.

    Args:
        graph: Reports and values.
        labels: Each report's community.
        core: Each report's core so far.
        ties: Report and value of each edge inside a core.
        tied: The edges that may tie, by number.
    """
    report, value = ties
    held, people = np.unique(core[report] * np.int64(graph.values) + value, return_counts=True)
    firm = held[people >= 2]
    home = np.full(int(core.max(initial=NONE)) + 1, NONE, dtype=np.int64)
    home[core[report]] = labels[report]
    free = tied[core[graph.report[tied]] == NONE]
    edge, where = _matches(graph.value[free], firm % graph.values, firm // graph.values)
    one = graph.report[free[edge]]
    same = labels[one] == home[where]
    size = np.int64(len(home) + 1)
    pairs, count = np.unique(one[same] * size + where[same], return_counts=True)
    pairs, count = pairs[count >= 2], count[count >= 2]
    order = np.lexsort((pairs, -count, pairs // size))
    first = order[np.r_[True, np.diff((pairs // size)[order]) != 0]] if len(order) else order
    joined = core.copy()
    joined[(pairs // size)[first]] = (pairs % size)[first]
    return joined


def _matches(wanted: Ints, keys: Ints, found: Ints) -> tuple[Ints, Ints]:
    """Pair every wanted value with everything found under it: its place in ``wanted``, and what was found."""
    order = np.argsort(keys, kind="stable")
    keys, found = keys[order], found[order]
    low = np.searchsorted(keys, wanted, "left")
    count = np.searchsorted(keys, wanted, "right") - low
    at = np.repeat(np.arange(len(wanted)), count)
    place = np.repeat(low - np.cumsum(count) + count, count) + np.arange(len(at))
    return at, found[place]
