"""A core stands without any one value and any one reporter; checked by taking each away in turn."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.communities import NONE
from ringfence.rings.core import ambiguous, cores
from ringfence.rings.graph import Graph, graph_of
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from tests.unit.rings.graphs import Told, evidence


def _weights(graph: Graph) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.full(len(graph.report), 100, dtype=np.int64)


def _whole(reports: set[int], held: dict[int, set[int]]) -> bool:
    """Whether reports hang together through the values they hold."""
    if not reports:
        return True
    todo, seen = [min(reports)], {min(reports)}
    while todo:
        at = todo.pop()
        for other in reports - seen:
            if held[at] & held[other]:
                seen.add(other)
                todo.append(other)
    return seen == reports


def _check(graph: Graph, core: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
    held: dict[int, set[int]] = defaultdict(set)
    for report, value in zip(graph.report.tolist(), graph.value.tolist(), strict=True):
        held[report].add(value)
    for number in range(int(core.max(initial=NONE)) + 1):
        inside = set(np.flatnonzero(core == number).tolist())
        assert inside
        for value in range(graph.values):
            assert _whole(inside, {one: held[one] - {value} for one in inside}), "a value breaks it"
        for person in range(int(graph.person.max()) + 1):
            assert _whole({one for one in inside if graph.person[one] != person}, held), (
                "a reporter breaks it"
            )
        known = [one for one in inside if graph.known[one]]
        assert len({graph.person[one] for one in known}) >= 2
        assert len({graph.day[one] for one in known}) >= 2 or len({graph.source[one] for one in known}) >= 2


_REPORT = st.builds(
    Told,
    values=st.lists(st.sampled_from([f"phone:{n}" for n in range(9)]), max_size=4),
    reporter=st.sampled_from([None, *(f"reporter-{n}" for n in range(8))]),
    source=st.sampled_from(["contoso", "northwind"]),
    day=st.integers(0, 2),
    repeat=st.sampled_from([False, False, False, True]),
)


@settings(max_examples=400, deadline=None)
@given(told=st.lists(_REPORT, min_size=2, max_size=16), rings=st.integers(1, 2))
def test_no_value_and_no_reporter_taken_away_disconnects_a_core(told: list[Told], rings: int) -> None:
    graph = graph_of(evidence(told))
    labels = np.arange(graph.reports) % rings
    core = cores(graph, _weights(graph), labels)
    _check(graph, core)
    for number in range(int(core.max(initial=NONE)) + 1):
        assert len(set(labels[core == number].tolist())) == 1


def _core_of(told: list[Told]) -> list[int]:
    graph = graph_of(evidence(told))
    return cores(graph, _weights(graph), np.zeros(graph.reports, dtype=np.int64)).tolist()


def test_two_people_on_two_days_with_two_values_are_a_core() -> None:
    one = Told(["phone:a", "wallet:b"], "reporter-1", day=0)
    assert _core_of([one, Told(["phone:a", "wallet:b"], "reporter-2", day=1)]) == [0, 0]


def test_two_people_of_one_day_and_source_are_none() -> None:
    one = Told(["phone:a", "wallet:b"], "reporter-1")
    assert _core_of([one, Told(["phone:a", "wallet:b"], "reporter-2")]) == [-1, -1]


def test_a_hundred_unknown_reporters_of_one_source_are_none() -> None:
    assert set(_core_of([Told(["phone:a", "wallet:b"], None, day=day) for day in range(100)])) == {-1}


def test_one_value_alone_makes_no_core_however_many_share_it() -> None:
    assert set(_core_of([Told(["phone:a"], f"reporter-{n}", day=n) for n in range(50)])) == {-1}


def test_one_story_under_many_names_ties_no_two_cores_together() -> None:
    one, other = (
        [Told([f"phone:{name}", f"wallet:{name}"], f"reporter-{name}{n}", day=n) for n in range(3)]
        for name in "ab"
    )
    story = [
        Told(["phone:a", "wallet:a", "phone:b", "wallet:b"], f"reporter-{n}", day=n % 5) for n in range(9)
    ]
    found = _core_of([*one, *other, *story])
    assert found[:6] == [0, 0, 0, 1, 1, 1]


def test_what_one_story_alone_tells_is_a_core_all_the_same() -> None:
    told = [Told(["phone:a", "wallet:b", "domain:c"], f"reporter-{n}", day=n) for n in range(5)]
    assert _core_of(told) == [0] * 5


def test_one_report_between_two_cores_stays_in_the_larger() -> None:
    large = [Told(["phone:a", "wallet:b"], f"reporter-{n}", day=n) for n in range(3)]
    small = [Told(["phone:c", "wallet:d"], f"reporter-{n}", day=n) for n in range(4, 6)]
    between = Told(["phone:a", "wallet:b", "phone:c", "wallet:d"], "reporter-9", day=9)
    assert _core_of([*large, *small, between]) == [0, 0, 0, 1, 1, 0]


def test_an_unknown_second_report_joins_by_two_values_each_held_by_two() -> None:
    known = [Told(["phone:a", "wallet:b"], f"reporter-{n}", day=n) for n in range(2)]
    unknown = [Told(["phone:a", "wallet:b"], None, day=5) for _ in range(3)]
    assert _core_of([*known, *unknown]) == [0, 0, 0, 0, 0]
    assert _core_of([*known, Told(["phone:a"], None, day=5)]) == [0, 0, -1]


def _doubtful(told: list[Told], labels: list[int]) -> list[int]:
    graph = graph_of(evidence(told))
    found = ambiguous(graph, _weights(graph), np.array(labels, dtype=np.int64))
    return np.flatnonzero(found).tolist()


def _named(name: str, people: int) -> list[Told]:
    return [Told([f"phone:{name}", f"wallet:{name}"], f"reporter-{name}{n}", day=n) for n in range(people)]


def test_a_report_that_names_two_rings_numbers_is_claimed_by_both() -> None:
    told = [*_named("a", 3), *_named("b", 3), Told(["phone:a", "wallet:a", "phone:b"], "reporter-x", day=9)]
    assert _doubtful(told, [0, 0, 0, 1, 1, 1, 0]) == [6]


def test_a_report_that_names_one_rings_values_is_claimed_by_that_ring_alone() -> None:
    assert _doubtful([*_named("a", 3), *_named("b", 3)], [0, 0, 0, 1, 1, 1]) == []


def test_a_single_other_person_claims_no_report() -> None:
    told = [*_named("a", 3), *_named("b", 1), Told(["phone:a", "wallet:a", "phone:b"], "reporter-x", day=9)]
    assert _doubtful(told, [0, 0, 0, 1, 0]) == []


def test_where_most_others_who_hold_a_number_stand_elsewhere_a_report_is_claimed() -> None:
    told = [Told(["phone:a"], f"reporter-{n}") for n in range(5)]
    assert _doubtful(told, [0, 0, 0, 1, 1]) == [3, 4]
    assert _doubtful(told, [0, 0, 1, 1, NONE]) == [0, 1, 2, 3], "for each, two of three others"


def test_who_files_again_and_again_claims_no_more_than_one() -> None:
    loud = [Told(["phone:a"], "reporter-loud") for _ in range(9)]
    assert 0 not in _doubtful([*_named("a", 2), *loud], [0, 0, *[1] * 9])


def test_a_report_of_no_ring_is_claimed_by_none() -> None:
    told = [*_named("a", 3), Told(["phone:a", "wallet:a"], "reporter-x")]
    assert _doubtful(told, [0, 0, 0, NONE]) == []


def test_what_is_too_weak_to_tie_claims_nobody() -> None:
    weak = {"phone:b": 0.3}
    told = [*_named("a", 3), *_named("b", 3), Told(["phone:a", "phone:b"], "reporter-x", strengths=weak)]
    assert _doubtful(told, [0, 0, 0, 1, 1, 1, 0]) == []


def test_a_report_that_two_rings_claim_alike_stands_in_neither_and_takes_nobody_out() -> None:
    told = [*_named("a", 4), *_named("b", 4)]
    told.append(Told(["phone:a", "wallet:a", "phone:b", "wallet:b"], "reporter-x", day=9))
    linked = link(evidence(told), Settings())
    a, b, between = linked.labels[0], linked.labels[4], linked.labels[8]
    assert a != b
    assert between == NONE
    assert linked.belonging.second[8] in {a, b}, "it is told of one all the same"
    assert linked.core[8] == NONE
    assert NONE not in linked.core[:8].tolist()


@settings(max_examples=100, deadline=None)
@given(told=st.lists(_REPORT, min_size=2, max_size=16), rings=st.integers(1, 3))
def test_claimed_is_whoever_holds_what_two_others_and_most_hold_elsewhere(
    told: list[Told], rings: int
) -> None:
    graph = graph_of(evidence(told))
    labels = np.arange(graph.reports) % rings
    expected = set()
    for edge in range(len(graph.report)):
        counted = graph.counted & (graph.value == graph.value[edge])
        counted[edge] = False
        others = labels[graph.report[counted]]
        elsewhere = int((others != labels[graph.report[edge]]).sum())
        if elsewhere >= 2 and 2 * elsewhere > len(others):
            expected.add(int(graph.report[edge]))
    assert set(np.flatnonzero(ambiguous(graph, _weights(graph), labels)).tolist()) == expected
