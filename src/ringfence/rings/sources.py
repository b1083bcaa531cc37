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
OUTNUMBERED = 8
"""They do not where more than so many times as many people place it elsewhere, with the source's own: else
six reports in two other sources, of what one source alone knows, would silence that one."""
AGENTS = 3
"""So many known people, most of whom file on and on, are like a company's agents who sign."""
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
    used = np.flatnonzero(graph.counted & (weight > 0) & (labels[graph.report] != NONE))
    picked = _picked(graph, used)
    asked = np.zeros(graph.values, dtype=np.bool_)
    asked[graph.value[used[picked[graph.report[used]]]]] = True
    edges = used[asked[graph.value[used]]]
    mine = edges[picked[graph.report[edges]]]
    home = homes(graph, edges, mine, labels)
    mine, home = mine[home != NONE], home[home != NONE]
    placed = np.bincount(graph.report[mine], minlength=graph.reports) >= 2
    apart = distinct(graph.report[mine], home, graph.reports) >= 2
    told, tying = (np.bincount(graph.source[some], minlength=sources) for some in (placed, apart))
    besides, theirs = told.sum() - told, tying.sum() - tying
    usual = (theirs + 1) / (besides + 2)
    odds, others = (tying + 1) / (told - tying + 1), usual / (1 - usual)
    rare = binom.sf(tying - 1, told, usual) < CHANCE
    return np.asarray((told >= LEAST) & (besides >= OTHERS) & (odds >= ODDS * others) & rare, dtype=np.bool_)


def signed(graph: Graph) -> Mask:
    """Say at which sources most of those who are known file on and on, shape (sources,): agents may sign.

    What they tell is placed, and heard on nothing that joins: a person should know.
    """
    known = np.flatnonzero(graph.known)
    size = np.int64(len(graph.often))
    places = np.unique(graph.source[known] * size + graph.person[known])
    many = len(graph.doubted)
    people = np.bincount(places // size, minlength=many)
    loud = np.bincount((places // size)[graph.often[places % size]], minlength=many)
    return np.asarray((people >= AGENTS) & (2 * loud > people), dtype=np.bool_)


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


def homes(graph: Graph, edges: Ints, mine: Ints, labels: Ints) -> Ints:
    """For each edge the community where its value stands by all sources but its own; `NONE` for none.

    It is the one where most who name the value stand, of two sources at least, unless many times as many of
    the source's own stand elsewhere.

    Args:
        graph: Reports and values.
        edges: All edges of the values, by number.
        mine: Those that are asked about.
        labels: The community of each report.
    """
    sources, width = np.int64(graph.source.max(initial=0) + 1), np.int64(labels.max(initial=0) + 1)
    source, held = graph.source[graph.report], graph.value * width + labels[graph.report]
    told, people = _counts(held[edges] * sources + source[edges])
    pairs, whose = told // sources, told % sources
    first = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]][: len(pairs)])
    which = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(pairs)]))
    pairs, agreeing = pairs[first], np.diff(np.r_[first, len(pairs)])
    every = np.add.reduceat(people, first) if len(first) else people
    # Asked is of values and sources. Where the source itself names a value, it is left out of the count …
    asked, place = np.unique(graph.value[mine] * sources + source[mine], return_inverse=True)
    key = pairs[which] // width * sources + whose
    own = np.flatnonzero(np.isin(key, asked))
    at = np.searchsorted(asked, key[own])
    without = every[which[own]] - people[own]
    fit = agreeing[which[own]] > AGREEING
    # … and of the communities where it does not, the first counts: it is among the best few.
    good = np.flatnonzero(agreeing >= AGREEING)
    good = good[np.lexsort((pairs[good], -every[good], pairs[good] // width))]
    low, high = (np.searchsorted(pairs[good] // width, asked // sources, side) for side in ("left", "right"))
    many = np.minimum(np.bincount(at, minlength=len(asked)) + 1, high - low)
    group = np.repeat(np.arange(len(asked)), many)
    best = good[np.arange(len(group)) + np.repeat(low - np.cumsum(many) + many, many)]
    free = ~np.isin(pairs[best] * sources + asked[group] % sources, told)
    group, pair = np.r_[at[fit], group[free]], np.r_[which[own[fit]], best[free]]
    amount = np.r_[without[fit], every[best[free]]]
    order = np.lexsort((pairs[pair], -amount, group))
    order = order[np.r_[True, np.diff(group[order]) != 0][: len(order)]]
    most = np.zeros(graph.values, dtype=np.int64)
    np.maximum.at(most, pairs // width, every)
    order = order[OUTNUMBERED * every[pair[order]] >= most[asked[group[order]] // sources]]
    home = np.full(len(asked), NONE, dtype=np.int64)
    home[group[order]] = pairs[pair[order]] % width
    return home[place]


def _counts(keys: Ints) -> tuple[Ints, Ints]:
    """Give each different key, in order, and how often it stands there."""
    keys = np.sort(keys)  # not np.unique, which hashes whole numbers
    first = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]][: len(keys)])
    return keys[first], np.diff(np.r_[first, len(keys)])
