"""Which reports stand in no ring although something ties them: noise, and what nobody else confirms.

A lead is worth an analyst's time when people who know nothing of each other tell of the same. So reports by
who files on and on stand in a ring that others tell of, and make none themselves; who ties rings together in
report after report stands nowhere; and a community of which people tell nothing but one thing is no ring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.core import ambiguous
from ringfence.rings.graph import NONE, Graph, distinct
from ringfence.rings.specificity import alone_by_chance

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask

OTHERS = 2
"""So many people who do not file on and on must tell of a community before reports of those who do stand …"""
PEOPLE = 3
"""… or so many people in all: where a whole company's reports are signed by its agents, these are heard."""
TYING = 0.2
"""Who files on and on and names two rings in this share of their reports …"""
LEAST_TYING = 2
"""… and in so many at least, ties rings together."""
DOUBT = 0.05
"""A community is unaccompanied unless that is more likely than this by chance: five times as likely as for a
value, since nothing at all ties it to anything else."""


def noise(graph: Graph, weight: Ints, labels: Ints) -> Mask:
    """Say which reports stand in no community, by who made them; shape (reports,).

    Args:
        graph: Reports and values.
        weight: Each edge's weight.
        labels: Each report's community, `NONE` for none.
    """
    often = graph.often[graph.person]
    inside = labels != NONE
    size = int(labels.max(initial=NONE)) + 1
    if not size:
        return np.zeros(len(labels), dtype=np.bool_)
    every, quiet = np.flatnonzero(inside), np.flatnonzero(inside & ~often)
    people, others = (distinct(labels[one], graph.person[one], size) for one in (every, quiet))
    alone = (others < OTHERS) & (people < PEOPLE)
    told = np.where(inside & (others >= OTHERS)[labels], labels, NONE)
    two = ambiguous(graph, weight, told, others=1)
    stands_nowhere = (inside & alone[labels]) | _tying(graph, two)[graph.person]
    # Of a source that is heard as one person only what ties is left out: others may have flooded it.
    stands_nowhere = np.where(graph.doubted[graph.source], two, stands_nowhere)
    return np.asarray(often & stands_nowhere, dtype=np.bool_)


def _tying(graph: Graph, two: Mask) -> Mask:
    """Say who names two rings that others tell of in report after report; shape (persons,)."""
    reports = np.bincount(graph.person)
    tying = np.bincount(graph.person[two], minlength=len(reports))
    return np.asarray((tying >= LEAST_TYING) & (tying >= TYING * reports), dtype=np.bool_)


def unaccompanied(graph: Graph, weight: Ints, labels: Ints) -> Mask:
    """Say which reports stand in a community of which people tell hardly anything but one thing.

    As `specificity.unaccompanied` does of values. A value of a ring's stands beside others of the ring, so a
    whole community is judged more strictly; shape (reports,).

    Args:
        graph: Reports and values.
        weight: Each edge's weight; 0 where its value does not link.
        labels: Each report's community, `NONE` for none.
    """
    more = np.bincount(graph.report[weight > 0], minlength=graph.reports) >= 2
    size = int(labels.max(initial=NONE)) + 1
    inside = np.flatnonzero((labels != NONE) & ~graph.repeat)
    people = distinct(labels[inside], graph.person[inside], size)
    telling = inside[more[inside]]
    along = distinct(labels[telling], graph.person[telling], size)
    alone = alone_by_chance(graph, weight, people, along, DOUBT)
    return np.asarray((labels != NONE) & alone[labels] if size else np.zeros(len(labels), np.bool_))
