"""Sources out of line: where report after report ties together what everybody else keeps apart.

A partner is believed: each of its reporters counts. One that makes reports up can do so a hundred times,
and every one of them names values of two rings. Honest reports do this as well, wherever a ring is found in
pieces or a victim was hit twice, but in every source about as often. So for each source it is counted how
many of its reports hold values that two *other* sources or more put into different communities. A source
that does so far more often than the others do together is one person from then on, who files on and on:
nothing of it joins communities or ties a core, and its reports go where the others' values lead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom

from ringfence.rings.graph import NONE, distinct

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph

LEAST = 8
"""Reports with two values that others name, at least, before a source is judged …"""
OTHERS = 30
"""… by so many of all other sources."""
ODDS = 4.0
"""A source is out of line when the odds that its reports tie are so many times the others' …"""
CHANCE = 0.001
"""… and more reports tie than chance has in one of a thousand cases (binomial)."""
AGREEING = 2
"""Where a value belongs must so many other sources say: none alone casts doubt on another."""
PICKED = 500
"""Reports of each source that are looked at, evenly spread."""


def out_of_line(graph: Graph, weight: Ints, labels: Ints) -> Mask:
    """Say which sources tie together what others keep apart; shape (sources,).

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: The fine community of each report, `NONE` for none.
    """
    sources = int(graph.source.max(initial=NONE)) + 1
    told, tying = np.zeros(sources, dtype=np.int64), np.zeros(sources, dtype=np.int64)
    used = np.flatnonzero(graph.counted & (weight > 0) & (labels[graph.report] != NONE))
    picked = _picked(graph, used)
    asked = np.zeros(graph.values, dtype=np.bool_)
    asked[graph.value[used[picked[graph.report[used]]]]] = True
    edges = used[asked[graph.value[used]]]
    for source in range(sources):
        told[source], tying[source] = _counted(graph, edges, picked, labels, source)
    besides, theirs = told.sum() - told, tying.sum() - tying
    usual = (theirs + 1) / (besides + 2)
    odds, others = (tying + 1) / (told - tying + 1), usual / (1 - usual)
    rare = binom.sf(tying - 1, told, usual) < CHANCE
    return np.asarray((told >= LEAST) & (besides >= OTHERS) & (odds >= ODDS * others) & rare, dtype=np.bool_)


def _picked(graph: Graph, used: Ints) -> Mask:
    """Choose reports of two values and more, `PICKED` of each source, evenly spread."""
    able = np.flatnonzero(np.bincount(graph.report[used], minlength=graph.reports) >= 2)
    order = able[np.argsort(graph.source[able], kind="stable")]
    source = graph.source[order]
    held = np.bincount(source, minlength=1)
    rank = np.arange(len(order)) - np.repeat(np.r_[0, np.cumsum(held)[:-1]], held)
    step = np.maximum(1, -(-held // PICKED))
    picked = np.zeros(graph.reports, dtype=np.bool_)
    picked[order[rank % step[source] == 0]] = True
    return picked


def _counted(graph: Graph, edges: Ints, picked: Mask, labels: Ints, source: int) -> tuple[int, int]:
    """Count the picked reports of a source of which others place two values, and those placed apart."""
    report, value = graph.report[edges], graph.value[edges]
    own = graph.source[report] == source
    others = report[~own]
    home = _homes(value[~own], labels[others], graph.source[others], graph.values)
    mine = own & picked[report] & (home[value] != NONE)
    report, home = report[mine], home[value[mine]]
    placed = np.bincount(report, minlength=graph.reports)
    apart = distinct(report, home, graph.reports)
    return int(np.count_nonzero(placed >= 2)), int(np.count_nonzero(apart >= 2))


def _homes(value: Ints, label: Ints, source: Ints, values: int) -> Ints:
    """For each value the community where most who name it stand, of two sources at least; `NONE` for none."""
    width = np.int64(label.max(initial=0) + 1)
    pairs, which, people = np.unique(value * width + label, return_inverse=True, return_counts=True)
    people = np.where(distinct(which, source, len(pairs)) >= AGREEING, people, 0)
    order = np.lexsort((pairs, -people, pairs // width))
    best = order[np.r_[True, np.diff(pairs[order] // width) != 0]] if len(order) else order
    best = best[people[best] > 0]
    home = np.full(values, NONE, dtype=np.int64)
    home[pairs[best] // width] = pairs[best] % width
    return home
