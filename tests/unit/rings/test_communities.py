"""Communities are found finer than rings, the finer the more reports there are, and everyone gets a place."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ringfence.rings.communities import (
    FINE,
    LEAST,
    NONE,
    Labels,
    communities,
    leiden,
    tidy,
)
from ringfence.rings.graph import Graph, graph_of
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from tests.unit.rings.graphs import Told, evidence


def _even(graph: Graph) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.full(len(graph.report), 100, dtype=np.int64)


def _row(length: int) -> Graph:
    """Make a row of reports, each of which shares a value with the next: it can be cut anywhere."""
    return graph_of(
        evidence([Told([f"phone:{n:03}", f"phone:{n + 1:03}"], f"reporter-{n}") for n in range(length)])
    )


def _found(graph: Graph, settings: Settings, *, resolution: float | None = None) -> int:
    labels = leiden(graph, _even(graph), graph.counted, settings, resolution=resolution)
    return len(set(labels.report.tolist()))


def test_the_resolution_grows_with_the_reports() -> None:
    """The same graph in a country of so many reports as `Settings.scale` makes of it."""
    graph = _row(200)
    least = int(200 * FINE / LEAST)
    counts = [_found(graph, Settings(scale=scale)) for scale in (20_000, least, least // 4, least // 16)]
    assert counts[0] == counts[1], "at this many reports and more than enough scale it is the least"
    assert counts[1] < counts[2] < counts[3]


@pytest.mark.parametrize("scale", [100, 400, 3_200])
def test_the_resolution_is_the_fine_one_at_the_scale(scale: int) -> None:
    graph = _row(200)
    asked = max(LEAST, FINE * 200 / scale)
    assert _found(graph, Settings(scale=scale)) == _found(graph, Settings(), resolution=asked)


def test_only_used_edges_are_looked_at() -> None:
    graph = _row(20)
    none = leiden(graph, _even(graph), np.zeros(len(graph.report), dtype=np.bool_), Settings())
    assert set(none.report.tolist()) == set(none.value.tolist()) == {NONE}


def test_a_report_of_one_value_goes_with_it_and_says_nothing_about_what_belongs_together() -> None:
    tied = [Told(["phone:a", "wallet:a"], f"reporter-{n}") for n in range(3)]
    lone = [Told(["phone:a"], f"reporter-lone{n}") for n in range(4)]
    other = [Told(["phone:b"], f"reporter-other{n}") for n in range(2)]
    graph = graph_of(evidence([*tied, *lone, *other]))
    labels = leiden(graph, _even(graph), graph.counted, Settings(), resolution=1.0)
    assert len(set(labels.report[:7].tolist())) == 1
    assert len(set(labels.report[7:].tolist())) == 1
    assert labels.report[0] != labels.report[7], "a value that nobody ties to anything stands alone"


@pytest.mark.parametrize(("ties", "led"), [(1, False), (2, True)])
def test_one_person_alone_does_not_lead_those_who_name_a_number_and_nothing_else(
    ties: int, *, led: bool
) -> None:
    tied = [Told(["phone:a", "wallet:a", f"domain:{n % 2}"], f"reporter-{n}") for n in range(4)]
    both = [Told(["wallet:a", "phone:official"], f"reporter-both{n}") for n in range(ties)]
    callers = [Told(["phone:official"], f"reporter-caller{n}") for n in range(5)]
    graph = graph_of(evidence([*tied, *both, *callers]))
    labels = leiden(graph, _even(graph), graph.counted, Settings(), resolution=0.1)
    assert len(set(labels.report[:4].tolist())) == len(set(labels.report[4 + ties :].tolist())) == 1
    assert bool(labels.report[0] == labels.report[-1]) is led


@pytest.mark.parametrize("signed", [None, "reporter-{}"])
def test_nor_does_one_story_in_several_places(signed: str | None) -> None:
    told = ["wallet:a", "domain:a", "phone:official"]
    sources = ("contoso", "northwind", "fabrikam")
    both = [Told([*told], signed and signed.format(source), source) for source in sources]
    callers = [Told(["phone:official"], f"reporter-caller{n}") for n in range(5)]
    graph = graph_of(evidence([*both, *callers]))
    labels = leiden(graph, _even(graph), graph.counted, Settings(), resolution=0.5)
    assert labels.report[0] != labels.report[-1]


@pytest.mark.parametrize("payers", range(2, 9))
def test_where_several_pay_and_as_many_only_call_they_are_one_ring(payers: int) -> None:
    told = [
        Told(["phone:a", "bank_account:a", "domain:a"], f"reporter-{n}", day=n % 7) for n in range(payers)
    ]
    told += [Told(["phone:a"], f"reporter-caller{n}", day=n % 7) for n in range(payers)]
    others = [one for n in range(40) for one in _ring(f"other{n}", 6)]
    labels = link(evidence([*told, *others]), Settings()).labels
    assert len(set(labels[: 2 * payers].tolist())) == 1
    assert labels[0] != NONE


@pytest.mark.parametrize("callers", [1, 4])
def test_a_few_who_name_alone_what_one_other_tells_more_of_go_with_that_one(callers: int) -> None:
    told = [Told(["phone:a", "wallet:a"], f"reporter-{n}") for n in range(4)]
    told += [Told(["wallet:a", "phone:b"], "reporter-both")]
    told += [Told(["phone:b"], f"reporter-caller{n}") for n in range(callers)]
    graph = graph_of(evidence(told))
    labels = leiden(graph, _even(graph), graph.counted, Settings(), resolution=0.1)
    assert len(set(labels.report.tolist())) == 1


def test_reports_of_one_value_each_are_as_many_communities_as_values() -> None:
    told = [Told([f"phone:{n % 3}"], f"reporter-{n}") for n in range(9)]
    graph = graph_of(evidence(told))
    labels = leiden(graph, _even(graph), graph.counted, Settings())
    assert len(set(labels.report.tolist())) == len(set(labels.value.tolist())) == 3


@pytest.mark.parametrize("seed", range(60))
def test_what_stands_in_one_fine_community_is_tied(seed: int) -> None:
    """No community holds what no used edge leads to: numbers of values are none that a report has alone."""
    rng = np.random.default_rng(seed)
    names = [f"{kind}:{n}" for n in range(int(rng.integers(2, 6))) for kind in ("phone", "wallet")]
    told = [
        Told(rng.choice(names, int(rng.integers(1, 5)), replace=False).tolist(), f"reporter-{at}")
        for at in range(int(rng.integers(6, 60)))
    ]
    told += [Told([f"phone:single{n % 2}"], f"reporter-single{n}") for n in range(4)]
    graph = graph_of(evidence(told))
    labels = leiden(graph, _even(graph), graph.counted, Settings(), resolution=8.0)
    nodes = np.r_[labels.report, labels.value]
    inside = labels.report[graph.report] == labels.value[graph.value]
    ends = (graph.report[inside], graph.value[inside] + graph.reports)
    network = coo_array((np.ones(len(ends[0])), ends), shape=(len(nodes), len(nodes)))
    _, part = connected_components(network, directed=False)
    for label in set(nodes[nodes != NONE].tolist()):
        assert len(set(part[nodes == label].tolist())) == 1


def _ring(name: str, size: int) -> list[Told]:
    return [
        Told([f"phone:{name}", f"wallet:{name}{n % 3}"], f"reporter-{name}{n}", day=n) for n in range(size)
    ]


def _communities(told: list[Told]) -> Labels:
    graph = graph_of(evidence(told))
    return communities(graph, _even(graph), Settings()).labels


def test_two_rings_are_two_communities_and_their_values_go_with_them() -> None:
    labels = _communities([*_ring("a", 20), *_ring("b", 20)])
    assert len(set(labels.report[:20].tolist())) == len(set(labels.report[20:].tolist())) == 1
    assert labels.report[0] != labels.report[20]
    # By name: the numbers of a and b, then three wallets of each.
    a, b = labels.report[0], labels.report[20]
    assert labels.value.tolist() == [a, b, a, a, a, b, b, b]


def test_a_report_that_only_repeats_gets_the_place_of_its_values() -> None:
    told = [*_ring("a", 20), *_ring("b", 20), Told(["phone:b"], "reporter-b0", repeat=True)]
    labels = _communities(told)
    assert labels.report[40] == labels.report[20]


def test_whoever_files_twice_has_both_reports_in_one_place() -> None:
    labels = _communities([*_ring("a", 20), *_ring("b", 20), Told(["wallet:b1"], "reporter-b1")])
    assert labels.report[40] == labels.report[20]


def test_what_one_person_alone_said_in_several_reports_stands_together() -> None:
    told = [*_ring("a", 20), *(Told(["wallet:own"], "reporter-x") for _ in range(3))]
    report = _communities(told).report
    assert len(set(report[20:].tolist())) == 1
    assert report[20] not in {NONE, report[0]}


def test_communities_of_two_and_more_are_numbered_by_their_first_report() -> None:
    assert tidy(np.array([7, 3, NONE, 3, 7, 5])).tolist() == [0, 1, NONE, 1, 0, NONE]
    assert tidy(np.array([NONE, NONE])).tolist() == [NONE, NONE]
    assert tidy(np.zeros(0, dtype=np.int64)).tolist() == []
