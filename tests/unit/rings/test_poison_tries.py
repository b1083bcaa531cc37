"""Hostile reports against our own linker, on worlds of both generators: what must not happen.

A thousand tries: ``python -m benchmarks --full poison``. What one hand still achieves is marked as an
expected failure, strictly, so that whoever mends it is told to take the mark away. What passes here passes on
two worlds: on others, one person joined two rings or cores in about one of a thousand tries
(docs/explanation/linking.md).
"""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from ringfence.actions.evaluate import linker
from ringfence.rings.attacks import ATTACKS, honest
from ringfence.rings.poison import Count, Stage, try_attack
from ringfence.scenario import rival
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings, truth

ONE, LIAR = "one reporter", "a partner that lies, a hundred names"
SMALL = ("a hundred by nobody, one source", "one victim in two places")
HUNDRED = ("one text, a hundred names", "one story rewritten, a hundred names")
REPORTS, SEED = 3_000, 21
GENERATORS = ("scenario", "rival")
TRIES = {ONE: 40}
EACH = 10
"""Tries of every other attack, in each world."""


@cache
def stage(generator: str) -> Stage:
    """Link a world of 3,000 reports once, with its large rings cut to a hundred."""
    if generator == "scenario":
        world = make(Parameters(reports=REPORTS, seed=SEED))
        seen, known = sightings(world), truth(world)
    else:
        seen, known = rival.make(rival.Parameters(reports=REPORTS, seed=SEED))
    return Stage.of(
        linker(large=False), pl.DataFrame(seen), pl.DataFrame(known).select("report_id", "ring_id")
    )


@cache
def tried(name: str) -> Count:
    """Attack both worlds, and add up what came of it."""
    attack, most = ATTACKS[name]
    counts = [try_attack(stage(one), attack, most, range(TRIES.get(name, EACH))) for one in GENERATORS]
    return Count(
        tries=sum(one.tries for one in counts),
        joined=sum(one.joined for one in counts),
        cores_joined=sum(one.cores_joined for one in counts),
        framed=tuple(sum(many) for many in zip(*(one.framed for one in counts), strict=True)),
        in_core=sum(one.in_core for one in counts),
        seeds=tuple(seed for one in counts for seed in one.seeds),
    )


@pytest.mark.parametrize("name", ATTACKS)
def test_nobody_who_only_called_an_official_number_comes_into_a_core(name: str) -> None:
    assert tried(name).in_core == 0


@pytest.mark.parametrize("name", ATTACKS)
def test_one_hand_joins_no_two_cores(name: str) -> None:
    assert tried(name).cores_joined == 0


@pytest.mark.parametrize("name", [ONE, *SMALL])
def test_one_person_makes_no_number_of_thirty_callers_a_rings(name: str) -> None:
    assert tried(name).framed[-1] == 0


def test_as_many_honest_reports_join_nothing() -> None:
    for one in GENERATORS:
        assert try_attack(stage(one), honest, 10, range(5)).seeds == ()


@pytest.mark.parametrize("name", [ONE, "one victim in two places", LIAR])
def test_one_person_and_a_partner_that_lies_join_no_two_leads(name: str) -> None:
    assert tried(name).joined == 0


def test_one_reporter_makes_no_number_a_rings() -> None:
    assert tried(ONE).framed == (0, 0, 0)


@pytest.mark.xfail(strict=True, reason="every name that one hand signs with counts")
def test_one_hand_with_a_hundred_names_joins_no_two_leads() -> None:
    assert [tried(name).joined for name in HUNDRED] == [0, 0]


@pytest.mark.xfail(strict=True, reason="unknown reporters are one person in each source, not in all")
def test_a_flood_by_nobody_in_every_source_joins_no_two_leads() -> None:
    assert tried("a hundred by nobody, every source").joined == 0
