"""What a shared value is worth: learned from whether those who share it also agree on something else.

A ring's own number and a company's genuine one may both stand in a thousand reports. But people who dialled
the ring's number also name the same mule account, remote tool, site or wording; people who named the
genuine number agree on nothing else. So for each value, of all pairs of its independent reporters that both
hold a value of another family, how many hold the *same* one? That is set against chance, and against what
is seen among the reports of rarely seen values (docs/explanation/linking.md has the formula and what was
measured).

Counts are whole numbers; the last step, from counts to specificity, is `specificity`, the same for every
engine.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.special import bdtr, pdtr

from ringfence.rings.graph import NONE, STRONG, Graph, distinct, totals
from ringfence.rings.ring import ONE

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

PRIOR_WORTH = 3.0
"""The prior counts like so many units of evidence …"""
PERSONS_A_UNIT = 3.0
"""… of which every three comparable persons make one …"""
MOST_PERSONS = 60
"""… up to so many persons (linking.md)."""
RARE = 10
"""Up to so many independent reporters a value counts as rare: a small, safe core to learn from."""
FEW = 10
"""Where there is little to learn from, it is as if so many pairs among rare values had been seen, half
agreeing."""
POPULATION = 1_000
"""A handful of reports counts as so many: what four of five name is still rare in the world."""
LARGE_SHARE = 0.1
"""The agreement from which a value is fully specific, as a share of that among rare values. Measured on
worlds of the scenario (seeds 1 to 3): values of one large ring reach .07 to 1, since a ring uses many sites
and accounts at once; popular values of no ring stay below .03 at any size."""

ACCOMPANIED = 0.5
"""A value is unaccompanied when its reporters tell of anything else less than so often as usual …"""
DOUBT = 0.01
"""… unless that is more likely than this by chance …"""
HEARD = 5
"""… and so many reporters tell of it at all."""

COPIED = 5.0
"""Wording is everyone's when those who quote it agree on something else less than so many times as often as
any two reporters. Measured on the tuning seeds of both worlds: a ring's own script that 100 and more quote
reaches 8 to 140, one that ten rings and more read from stays below 7, mostly below 4."""
COPIED_DOUBT = 0.05
"""… unless that is more likely than this by chance."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the independent reporters of each value agree on something else; arrays of shape (values,).

    Attributes:
        persons: Reporters who count (`Graph.counted`).
        strong: Of these, those who hold it in a role that can link.
        informed: The most of them who can be compared by one family of values.
        comparable: Pairs of them that can be compared, summed over families.
        agreeing: Of these, those that agree.
        chance: What agrees by chance, in pairs.
        rare: What would agree, in pairs, were the value like rare ones.
    """

    persons: Ints
    strong: Ints
    informed: Ints
    comparable: Ints
    agreeing: Ints
    chance: Floats
    rare: Floats


def agreement(graph: Graph, features: Mask | None = None, threads: int = 1) -> Agreement:
    """Count agreements; linear in edges times values a report.

    Args:
        graph: Reports and values.
        features: Which values may be agreed on, shape (values,); None: all.
        threads: So many families of values are counted side by side.
    """
    counted = graph.counted
    holds = _matrix(graph.value[counted], graph.report[counted], (graph.values, graph.reports))
    persons = totals(graph.value[counted], counted[counted], graph.values)
    able = counted & (graph.strength >= STRONG)
    strong = totals(graph.value[able], able[able], graph.values)
    known_by = totals(graph.value, graph.strength >= STRONG, graph.values)
    learn = (persons >= 2) & (persons <= RARE) & (known_by > 0)
    none = np.zeros(graph.values, dtype=np.int64)
    found = Agreement(persons, strong, none, none.copy(), none.copy(), *_zeros(graph.values))
    usable = np.ones(graph.values, dtype=np.bool_) if features is None else features
    tell = partial(_told, graph, holds, found.persons, usable)
    with ThreadPoolExecutor(threads) as pool:
        for family, told in enumerate(pool.map(tell, range(int(graph.family.max(initial=-1)) + 1))):
            _add(found, told, learn & (graph.family != family))
    return found


def _zeros(size: int) -> tuple[Floats, Floats]:
    return np.zeros(size, dtype=np.float64), np.zeros(size, dtype=np.float64)


def _matrix(rows: Ints, columns: Ints, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)


def _pairs(count: Ints) -> Ints:
    return count * (count - 1) // 2


def _told(
    graph: Graph, holds: csr_array, persons: Ints, usable: Mask, family: int
) -> tuple[Ints, Ints, float] | None:
    """Count what one family of values tells about all others.

    Returns:
        Of each value, the persons who can be compared and the pairs of them that agree; and how many of all
        pairs of persons agree, 0 to 1. None where nobody holds such a value.
    """
    told = (graph.family == family) & usable
    edges = told[graph.value] & ~graph.repeat[graph.report]
    if not edges.any():
        return None
    features = _matrix(graph.report[edges], graph.value[edges], (graph.reports, graph.values))
    informed = np.diff(features.indptr) > 0
    others = graph.family != family
    common = (holds @ features).tocoo()
    kept = others[common.row]
    agreeing = totals(common.row[kept].astype(np.int64), _pairs(common.data[kept]), graph.values)
    compared = np.asarray(holds @ informed.astype(np.int64)) * others
    return compared, agreeing, _by_chance(graph, persons[told], told[graph.value] & graph.counted)


def _add(found: Agreement, told: tuple[Ints, Ints, float] | None, learn: Mask) -> None:
    """Add what one family of values tells about all others."""
    if told is None:
        return
    persons, agreeing, by_chance = told
    comparable = _pairs(persons)
    agreeing = np.minimum(agreeing, comparable)
    seen = int(comparable[learn].sum())
    among_rare = (int(agreeing[learn].sum()) + FEW / 2) / (seen + FEW)
    np.maximum(found.informed, persons, out=found.informed)
    found.comparable[:] += comparable
    found.agreeing[:] += agreeing
    found.chance[:] += by_chance * comparable
    # Where rare values agree hardly more than chance has it, there is nothing to learn from them.
    learned = among_rare if among_rare >= 2 * by_chance else (1 + by_chance) / 2
    found.rare[:] += learned * comparable


def _by_chance(graph: Graph, persons: Ints, edges: Mask) -> float:
    """Tell how many of all pairs of informed persons agree; persons, so that nobody counts twice."""
    everyone = int(np.count_nonzero(np.bincount(graph.person[graph.report[edges]])))
    agreeing = int(_pairs(persons).sum())
    return min(agreeing / max(everyone * (everyone - 1) // 2, 1), 1.0)


def specificity(found: Agreement, graph: Graph) -> Ints:
    """Weigh each edge: what its role says alone, moved by how far the value's reporters agree.

    s = (3·s₀ + w·ŝ) / (3 + w), with s₀ the role's strength, w = min(informed persons, 60) / 3, and
    ŝ = (agreeing - chance) / (0.1·(rare - chance)), kept between 0 and 1.

    Returns:
        For each edge 0 to 65536, shape (edges,).
    """
    room = LARGE_SHARE * (found.rare - found.chance)
    above = np.where(room > 0, (found.agreeing - found.chance) / np.where(room > 0, room, 1.0), 0.0)
    seen = np.clip(above, 0.0, 1.0)
    worth = np.where(found.comparable > 0, np.minimum(found.informed, MOST_PERSONS) / PERSONS_A_UNIT, 0.0)
    prior = PRIOR_WORTH * graph.strength / ONE
    together = (prior + (worth * seen)[graph.value]) / (PRIOR_WORTH + worth[graph.value])
    return np.asarray(np.floor(together * ONE + 0.5), dtype=np.int64)


def weigh(graph: Graph, found: Agreement, least: float, without: Mask) -> tuple[Ints, Ints]:
    """Give each edge its weight: specificity times what the value's rarity tells.

    A value links when someone holds it in a role that can link, its specificity reaches ``least``, and it is
    not among ``without``.

    Args:
        graph: Reports and values.
        found: What `agreement` counted.
        least: The least specificity, 0 to 1.
        without: Values that must not link, shape (values,).

    Returns:
        Specificity in 1/65536 and weight in 1/65536 bit, each of shape (edges,); the weight is 0 where the
        value does not link.
    """
    specific = specificity(found, graph)
    able = totals(graph.value, graph.strength >= STRONG, graph.values) > 0
    links = (able & ~without)[graph.value] & (specific >= int(least * ONE))
    return specific, np.where(links, whole_bits(graph, found, specific), 0)


def whole_bits(graph: Graph, found: Agreement, specific: Ints) -> Ints:
    """Weigh each edge by specificity and rarity, in 1/65536 bit, whether it links or not; shape (edges,)."""
    # Persons, not reports: nobody shall make a value look common by naming it often.
    bits = np.log2(max(graph.reports, POPULATION) / np.maximum(found.persons, 1))
    return np.asarray(np.floor(specific * bits[graph.value] + 0.5), dtype=np.int64)


def unaccompanied(graph: Graph, weight: Ints) -> Mask:
    """Find the values whose reporters tell of nothing else that links; shape (values,).

    Who was defrauded names a number and a site, a number and an account. That a hundred people name one
    site, and nothing else that anybody shares, is what advertising looks like. How often reporters tell of
    something else as well is learned from rare values; where nobody ever does, as in lists of calls, no value
    stands out. Where too few tell of a value to be judged, its epochs are judged together: a company's number
    that falls silent for a month and is called again by three has not become a ring's.

    Args:
        graph: Reports and values.
        weight: Each edge's weight; 0 where its value does not link.
    """
    people, along = _company(graph, weight)
    alone = alone_by_chance(graph, weight, people, along, DOUBT)
    ever = alone_by_chance(graph, weight, *_ever(graph, weight), DOUBT)[graph.named]
    return alone | (ever & (people < HEARD))


def _company(graph: Graph, weight: Ints) -> tuple[Ints, Ints]:
    """Count who tells of each value, and who of these tells of something else that links; shape (values,)."""
    counted, more = _naming(graph, weight)
    people = np.bincount(graph.value[counted], minlength=graph.values)
    return people, totals(graph.value[counted], more, graph.values)


def _ever(graph: Graph, weight: Ints) -> tuple[Ints, Ints]:
    """Count the same of all epochs of a value together, each person once; by `Graph.named`."""
    counted, more = _naming(graph, weight)
    size = int(graph.named.max(initial=NONE)) + 1
    named, person = graph.named[graph.value[counted]], graph.person[graph.report[counted]]
    return distinct(named, person, size), distinct(named[more], person[more], size)


def _naming(graph: Graph, weight: Ints) -> tuple[Ints, Mask]:
    """Give the counted edges that link, and whether the report of each tells of something else that does."""
    linking = np.flatnonzero(weight > 0)
    more = np.bincount(graph.report[linking], minlength=graph.reports) >= 2
    counted = linking[graph.counted[linking]]
    return counted, more[graph.report[counted]]


def alone_by_chance(graph: Graph, weight: Ints, people: Ints, along: Ints, doubt: float) -> Mask:
    """Say of values, or of communities, whether so few of their people tell of anything else.

    Args:
        graph: Reports and values.
        weight: Each edge's weight; how often people usually tell of something else is learned from it.
        people: Who tells of each, shape (values,) or (communities,).
        along: Who of these tells of something else; likewise.
        doubt: Less likely than this, 0 to 1.
    """
    every, more = _company(graph, weight)
    rare = (every >= 2) & (every <= RARE)
    usual = (more[rare].sum() + FEW / 2) / (every[rare].sum() + FEW)
    chance = bdtr(along, np.maximum(people, 1), ACCOMPANIED * usual)
    return np.asarray((people >= HEARD) & (chance < doubt), dtype=np.bool_)


def copied(graph: Graph, found: Agreement) -> Mask:
    """Find the scripts that everyone reads from; shape (values,).

    Those who heard a ring's own script agree on its numbers and accounts, many times more often than any two
    reporters do; those who heard one that is sold and copied, hardly more often. The measure is against
    chance, not against rare values, because a large ring has many of everything.

    Args:
        graph: Reports and values.
        found: What `agreement` counted.
    """
    # Where few rings hold much of the data, chance alone comes near to what a ring's own values do.
    bar = np.minimum(COPIED * found.chance, LARGE_SHARE * found.rare)
    low = pdtr(found.agreeing, bar) < COPIED_DOUBT
    return np.asarray(graph.wording & (found.comparable > 0) & low, dtype=np.bool_)
