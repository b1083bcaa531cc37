"""From weighted edges to communities: find fine ones, then join those that much evidence runs between.

Leiden with modularity finds communities of reports and values, so fine that hardly one holds two rings: its
resolution grows with the reports, so that what a community looks like from within does not change with the
size of the country. `ringfence.rings.joining` joins them. Then every other report is given its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from graspologic_native import leiden_csr

from ringfence.rings.graph import NONE, Graph, distinct
from ringfence.rings.heap import give_back
from ringfence.rings.joining import OPEN, TIGHT, WARY, Bar, join

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.ring import Settings

__all__ = ["NONE", "Communities", "Floats", "Labels", "communities", "leiden", "tidy"]

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

FINE = 256.0
"""The resolution at ``settings.scale`` reports; it grows as they do …"""
LEAST = 4.0
"""… and is so much at least: at 1, one hostile reporter could join two small rings."""
TIES = 2
"""So many ties place a report of which no value has a place: a person and a value each."""
TELLING = 2
"""A report of fewer values that count takes no part in finding communities."""
TOGETHER = 5
"""So many who name one value and nothing else are a community of their own where one person alone ties it."""


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

    Reports that only repeat what their person said before are placed afterwards, where their values are; so
    are those of one person who files on and on: such a one could tie small communities of two rings together
    before anything is counted.

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        settings: How to link.
        bar: What must cross between two communities to join them.
    """
    used = graph.counted & (weight > 0) & ~graph.often[graph.person[graph.report]]
    tight = leiden(graph, weight, used, settings)
    if bar is not WARY:  # by what is found warily no core stands
        tight = _joined(graph, weight, used, tight, TIGHT)
    joined = _joined(graph, weight, used, tight, bar)
    return Communities(_complete(graph, weight, joined), _complete(graph, weight, tight).report)


def _joined(graph: Graph, weight: Ints, used: Mask, labels: Labels, bar: Bar) -> Labels:
    into = join(graph, weight, used, (labels.report, labels.value), bar)
    report, value = (
        (np.where(one >= 0, into[one], NONE) if len(into) else one) for one in (labels.report, labels.value)
    )
    return Labels(report, value)


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
    """Find fine communities of the used edges; finer with more reports, or as fine as is asked for.

    A report of one edge says nothing about what belongs together: it goes with its value. A value that one
    person or story alone ties to others begins as a community of its own: who tells of nothing else would be
    led by it.
    """
    report, value = np.full(graph.reports, NONE), np.full(graph.values, NONE)
    if not used.any():
        return Labels(report, value)
    held = np.bincount(graph.report[used], minlength=graph.reports)
    gamma = resolution or max(LEAST, FINE * np.count_nonzero(held >= TELLING) / settings.scale)
    tying = used & (held[graph.report] >= TELLING)
    if tying.any():
        reports, values, adjacent = _both_ways(graph, weight, tying)
        _, found = leiden_csr(
            *adjacent,
            len(reports) + len(values),
            resolution=gamma,
            seed=settings.seed,
            use_modularity=True,
        )
        labels = np.empty(len(found), dtype=np.int64)
        labels[np.fromiter(found.keys(), np.int64, len(found))] = np.fromiter(
            found.values(), np.int64, len(found)
        )
        report[reports], value[values] = labels[: len(reports)], labels[len(reports) :]
        del found, adjacent
        give_back()
    single = used & ~tying
    value[_led_by_one(graph, tying, single)] = NONE
    alone = np.zeros(graph.values, dtype=np.bool_)
    alone[graph.value[used]] = True
    alone &= value == NONE
    fresh = int(max(report.max(initial=NONE), value.max(initial=NONE))) + 1
    value[alone] = fresh + np.arange(np.count_nonzero(alone))
    report[graph.report[single]] = value[graph.value[single]]
    return Labels(report, value)


def _led_by_one(graph: Graph, tying: Mask, single: Mask) -> Mask:
    """Say which values one story alone ties to others, while `TOGETHER` or more name them and nothing else.

    One person's is one, and so is that of all who did not sign, in whatever source. Where as many tell it as
    only name the value, it leads like people.

    Args:
        graph: Reports and values.
        tying: The edges of reports that tell of something else as well.
        single: Those of reports that tell of nothing else.

    Returns:
        Shape (values,).
    """
    naming = distinct(graph.value[single], graph.person[graph.report[single]], graph.values)
    asked = np.flatnonzero(tying & (naming >= TOGETHER)[graph.value])
    value, report = graph.value[asked], graph.report[asked]
    teller = np.where(graph.known, graph.person, graph.story)[report]
    people, stories = (distinct(value, each, graph.values) for each in (teller, graph.story[report]))
    return np.asarray((naming >= TOGETHER) & (stories == 1) & (people < naming), dtype=np.bool_)


def _both_ways(
    graph: Graph, weight: Ints, used: Mask
) -> tuple[Ints, Ints, tuple[Ints, np.ndarray[tuple[int], np.dtype[np.int32]], Floats]]:
    """Lay out the used edges as rows of a symmetric matrix: reports, then values.

    Returns:
        The reports and the values that have one, and the matrix (CSR): where each row begins, columns,
        weights.
    """
    reports, row = np.unique(graph.report[used], return_inverse=True)
    values, column = np.unique(graph.value[used], return_inverse=True)
    amount = weight[used].astype(np.float64)
    order = np.argsort(column, kind="stable")  # edges are in order of report
    held = np.r_[np.bincount(row, minlength=len(reports)), np.bincount(column, minlength=len(values))]
    begins = np.r_[0, np.cumsum(held)].astype(np.int64)
    ends = np.r_[column + len(reports), row[order]].astype(np.int32)
    return reports, values, (begins, ends, np.r_[amount, amount[order]])


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
