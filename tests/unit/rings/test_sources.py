"""A source whose reports tie together what all others keep apart is heard as one person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.graph import NONE, as_one, graph_of
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.rings.sources import homes, out_of_line
from tests.unit.rings.graphs import Told, evidence

if TYPE_CHECKING:
    import random

RINGS = 20


def world(people: int = 6, *, apart: str = "contoso northwind fabrikam") -> list[Told]:
    """Make rings of two numbers and a wallet, told of in three sources; a few people name two rings."""
    sources = apart.split()
    told = [
        Told(
            [f"phone:{ring}", f"wallet:{ring}", f"domain:{ring}"][: 2 + n % 2], f"reporter-{ring}-{n}", source
        )
        for ring in range(RINGS)
        for n in range(people)
        for source in [sources[(ring + n) % len(sources)]]
    ]
    hit_twice = [
        Told([f"phone:{ring}", f"phone:{ring + 1}"], f"reporter-twice-{ring}", sources[ring % len(sources)])
        for ring in range(0, RINGS, 4)
    ]
    return [*told, *hit_twice]


def lies(many: int, source: str = "adatum") -> list[Told]:
    return [
        Told([f"phone:{n % RINGS}", f"wallet:{(n + 1) % RINGS}"], f"reporter-lie-{n}", source, day=n % 7)
        for n in range(many)
    ]


def _doubted(told: list[Told]) -> list[str]:
    return list(link(evidence(told), Settings()).doubted)


def test_a_source_that_ties_what_others_keep_apart_is_doubted() -> None:
    assert _doubted([*world(), *lies(20)]) == ["adatum"]


def test_honest_sources_are_believed_though_some_of_their_people_were_hit_twice() -> None:
    assert _doubted(world()) == []


def test_a_few_reports_are_no_reason_to_doubt_a_source() -> None:
    assert _doubted([*world(), *lies(7)]) == []


def test_where_one_source_tells_everything_nothing_can_be_compared() -> None:
    assert _doubted([*world(apart="contoso"), *lies(20, source="contoso")]) == []


def test_one_source_alone_casts_no_doubt_on_another() -> None:
    assert _doubted([*world(apart="contoso northwind"), *lies(120, source="northwind")]) == []


def _silencing(each: int) -> list[Told]:
    """Name what one source alone knows in two others, each value beside another ring's."""
    return [
        Told([value, f"phone:{4 * at + 1}"], f"reporter-silencing-{at}-{n}", source, day=n)
        for at, value in enumerate(("phone:own", "wallet:own", "domain:own"))
        for n in range(each)
        for source in [("contoso", "northwind")[n % 2]]
    ]


@pytest.mark.parametrize("each", [2, 5, 10])
def test_a_few_hostile_reports_elsewhere_silence_no_source(each: int) -> None:
    own = [
        Told(["phone:own", ("wallet:own", "domain:own")[n % 2]], f"reporter-own-{n}", "adatum", day=n % 5)
        for n in range(20 * each)
    ]
    assert _doubted([*world(), *own, *_silencing(each)]) == []


@settings(max_examples=200, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_value_stands_where_most_of_two_other_sources_name_it(chance: random.Random) -> None:
    names = [f"phone:{n}" for n in range(6)]
    told = [
        Told(
            chance.sample(names, chance.randint(0, 3)),
            f"reporter-{chance.randint(0, 40)}",
            chance.choice("abcd"),
        )
        for _ in range(chance.randint(0, 50))
    ]
    graph = graph_of(evidence(told))
    labels = np.array([chance.randint(NONE, 3) for _ in told], dtype=np.int64)
    edges = np.flatnonzero(graph.counted & (labels[graph.report] != NONE))
    found = homes(graph, edges, edges, labels)
    for edge, home in zip(edges.tolist(), found.tolist(), strict=True):
        same = edges[graph.value[edges] == graph.value[edge]]
        source = graph.source[graph.report]
        others = same[source[same] != source[edge]]
        best = [
            (-int((labels[graph.report[others]] == label).sum()), label)
            for label in range(4)
            if len(set(source[others[labels[graph.report[others]] == label]].tolist())) >= 2
        ]
        assert home == (min(best)[1] if best else NONE)


def test_what_only_the_source_itself_names_says_nothing_about_it() -> None:
    own = [
        Told([f"phone:own{n // 2}", f"wallet:own{n // 3}"], f"reporter-own-{n}", "adatum") for n in range(40)
    ]
    assert _doubted([*world(), *own]) == []


def test_the_lies_join_nothing_and_the_rings_stand_as_before() -> None:
    honest = world()
    before, after = link(evidence(honest), Settings()), link(evidence([*honest, *lies(30)]), Settings())
    assert after.labels[: len(honest)].tolist() == before.labels.tolist()
    assert (after.core[len(honest) :] == NONE).all()


def test_a_doubted_source_makes_no_core_of_what_one_person_told() -> None:
    one, other = (
        Told(["phone:own", "wallet:own"], f"reporter-{source}", source, day=day)
        for day, source in enumerate(("contoso", "adatum"))
    )
    assert (link(evidence([*world(), one, other]), Settings()).core[-2:] != NONE).all()
    assert (link(evidence([*world(), *lies(30), one, other]), Settings()).core[-2:] == NONE).all()


def test_a_flooded_source_keeps_its_honest_reports_where_they_stood() -> None:
    honest = world()
    flooded = [*honest, *lies(60, source="northwind")]
    after = link(evidence(flooded), Settings())
    assert after.doubted == ("northwind",)
    ring = np.array([int(one.values[0].split(":")[1]) for one in honest[: RINGS * 6]])
    labels = after.labels[: RINGS * 6]
    assert all(len(set(labels[ring == each].tolist()) - {NONE}) == 1 for each in range(RINGS))


def test_all_of_a_doubted_source_are_one_person_who_files_on_and_on() -> None:
    graph = graph_of(evidence([*world(), *lies(20)]))
    doubted = np.arange(len(graph.doubted)) == graph.source[-1]
    one = as_one(graph, doubted)
    theirs = doubted[graph.source]
    assert len(set(one.person[theirs].tolist())) == 1
    assert one.often[one.person[theirs]].all()
    assert (one.person[~theirs] == graph.person[~theirs]).all()
    assert not set(one.story[theirs].tolist()) & set(one.story[~theirs].tolist())


def test_nothing_at_all_is_no_error() -> None:
    graph = graph_of(evidence([]))
    empty = np.zeros(0, dtype=np.int64)
    assert out_of_line(graph, empty, empty).tolist() == []
    assert replace(graph).doubted.tolist() == []
