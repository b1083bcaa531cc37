"""A report goes where most speaks for it, and stands in no ring while two claim it nearly alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings import belonging as belonging_of
from ringfence.rings.belonging import Belonging, belonging, between, moved
from ringfence.rings.core import ambiguous
from ringfence.rings.graph import NONE, OFTEN, graph_of
from tests.unit.rings.graphs import Told, evidence


def _named(name: str, size: int, *values: str) -> list[Told]:
    return [Told(list(values), f"reporter-{name}{n}") for n in range(size)]


def _moved(told: list[Told], labels: list[int]) -> list[int]:
    graph = graph_of(evidence(told))
    weight = np.full(len(graph.report), 100, dtype=np.int64)
    return moved(graph, weight, np.array(labels, dtype=np.int64)).tolist()


def _between(told: list[Told], labels: list[int]) -> list[int]:
    graph = graph_of(evidence(told))
    weight = np.full(len(graph.report), 100, dtype=np.int64)
    return np.flatnonzero(between(graph, weight, np.array(labels, dtype=np.int64))).tolist()


A = _named("a", 4, "phone:a", "wallet:a")
B = _named("b", 4, "phone:b", "wallet:b", "domain:b")
RINGS = [0] * 4 + [1] * 4


def test_a_report_goes_to_the_ring_for_which_more_of_its_values_speak() -> None:
    one = Told(["phone:a", "phone:b", "wallet:b"], "reporter-x")
    assert _moved([*A, *B, one], [*RINGS, 0]) == [*RINGS, 1]
    assert _moved([*A, *B, one], [*RINGS, 1]) == [*RINGS, 1]


def test_a_report_in_no_ring_goes_where_a_value_leads() -> None:
    assert _moved([*A, *B, Told(["phone:b"], "reporter-x")], [*RINGS, NONE]) == [*RINGS, 1]
    assert _moved([*A, *B, Told(["email:x"], "reporter-x")], [*RINGS, NONE]) == [*RINGS, NONE]


def test_nobody_alone_pulls_a_report_to_another_ring() -> None:
    honest = [
        Told(["phone:a", "email:x"], "reporter-p"),
        Told(["email:x", "email:y", "email:z"], "reporter-q"),
    ]
    for hostile, where in ((1, 0), (2, 1)):
        told = [*honest, *B, *_named("h", hostile, "email:y", "email:z", "phone:b")]
        assert _moved(told, [0, 0, *[1] * (4 + hostile)])[1] == where


def test_who_files_on_and_on_speaks_for_no_ring() -> None:
    loud = [Told(["phone:a", "email:x"], "reporter-loud") for _ in range(OFTEN)]
    honest = [Told(["phone:b", "email:x"], "reporter-x"), Told(["email:x"], "reporter-y")]
    told = [*A, *B, *loud, *honest]
    assert _moved(told, [*RINGS, *[0] * OFTEN, 1, 1])[-2:] == [1, 1]


def test_a_report_that_two_rings_claim_nearly_alike_stands_between_them() -> None:
    alike = Told(["phone:a", "wallet:a", "phone:b", "wallet:b"], "reporter-x")
    nearly = Told(["phone:a", "wallet:a", "phone:b", "wallet:b", "domain:b"], "reporter-x")
    clear = Told(["phone:a", "phone:b", "wallet:b"], "reporter-x")
    assert _between([*A, *B, alike], [*RINGS, 0]) == [8]
    assert _between([*A, *B, nearly], [*RINGS, 1]) == [8]
    assert _between([*A, *B, clear], [*RINGS, 1]) == []


def test_nobody_alone_claims_a_report() -> None:
    honest = Told(["phone:a", "email:x"], "reporter-x")
    hostile = _named("h", 1, "email:x", "phone:b")
    assert _between([*A, honest, *B, *hostile], [*[0] * 5, *[1] * 5]) == []
    assert _between([*A, honest, *B, *hostile, *_named("i", 1, "email:x", "phone:b")], [*[0] * 5, *[1] * 6])


_TOLD = st.builds(
    Told,
    values=st.lists(
        st.sampled_from(["phone:a", "phone:b", "wallet:a", "wallet:b"]), min_size=1, max_size=3, unique=True
    ),
    reporter=st.sampled_from([None, "reporter-1", "reporter-2", "reporter-3", "reporter-4"]),
    source=st.sampled_from(["contoso", "desk"]),
    repeat=st.sampled_from([False, False, True]),
)


@settings(max_examples=80, deadline=None)
@given(told=st.lists(_TOLD, min_size=1, max_size=16), rings=st.integers(1, 3))
def test_what_speaks_is_each_values_weight_by_the_share_of_its_other_people(
    told: list[Told], rings: int
) -> None:
    graph = graph_of(evidence(told))
    weight = np.full(len(graph.report), 100, dtype=np.int64)
    labels = np.arange(graph.reports) % (rings + 1) - 1
    loud = graph.often[graph.person] | ambiguous(graph, weight, labels)
    heard = graph.counted & ~loud[graph.report]
    expected = labels.copy()
    for report in range(graph.reports):
        speaks, most = np.zeros(rings), np.zeros(rings)
        for edge in np.flatnonzero(graph.report == report):
            others = graph.report[heard & (graph.value == graph.value[edge]) & (graph.report != report)]
            here = np.bincount(labels[others][labels[others] >= 0], minlength=rings)
            speaks += 100 * here / max(len(others), 1)
            most = np.maximum(most, here)
        speaks = np.round(speaks)
        own = speaks[labels[report]] if labels[report] >= 0 else 0.0
        rivals = [ring for ring in range(rings) if ring != labels[report] and most[ring] >= 2]
        best = max(rivals, key=lambda ring: (float(speaks[ring]), -ring), default=NONE)
        if best != NONE and speaks[best] > own:
            expected[report] = best
    assert moved(graph, weight, labels).tolist() == expected.tolist()


@settings(max_examples=60, deadline=None)
@given(
    told=st.lists(_TOLD, min_size=1, max_size=16), rings=st.integers(1, 3), at_once=st.sampled_from([1, 3, 7])
)
def test_weighed_a_few_reports_at_a_time_it_is_the_same(told: list[Told], rings: int, at_once: int) -> None:
    graph = graph_of(evidence(told))
    weight = np.full(len(graph.report), 100, dtype=np.int64)
    labels = np.arange(graph.reports) % (rings + 1) - 1
    with pytest.MonkeyPatch.context() as patch:
        whole = [moved(graph, weight, labels), between(graph, weight, labels)]
        whole += _parts(belonging(graph, weight, labels))
        patch.setattr(belonging_of, "AT_ONCE", at_once)
        parts = [moved(graph, weight, labels), between(graph, weight, labels)]
        parts += _parts(belonging(graph, weight, labels))
    assert [one.tolist() for one in whole] == [one.tolist() for one in parts]


def _parts(told: Belonging) -> list[np.ndarray]:
    return [told.confidence, told.second, told.second_confidence]
