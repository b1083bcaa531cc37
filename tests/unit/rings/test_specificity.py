"""What a shared value is worth follows from whether those who share it agree on something else."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.graph import Graph, graph_of
from ringfence.rings.ring import ONE
from ringfence.rings.specificity import agreement, specificity, weigh
from tests.unit.rings.graphs import Told, evidence

_KINDS = ["phone", "wallet", "domain", "url"]
_REPORT = st.builds(
    Told,
    values=st.lists(st.sampled_from([f"{kind}:{n}" for kind in _KINDS for n in "abc"]), max_size=5),
    reporter=st.sampled_from([None, *(f"reporter-{n}" for n in range(6))]),
    repeat=st.sampled_from([False, False, True]),
)


def _by_pairs(graph: Graph, value: int) -> tuple[int, int]:
    """Count pairs one by one: those that can be compared, and those that agree, a value at a time."""
    holders = graph.report[graph.counted & (graph.value == value)].tolist()
    comparable = agreeing = 0
    for family in set(graph.family.tolist()) - {int(graph.family[value])}:
        told = {
            report: {
                other
                for other in graph.value[graph.report == report].tolist()
                if graph.family[other] == family
            }
            for report in holders
        }
        informed = [report for report in holders if told[report]]
        pairs = list(combinations(informed, 2))
        comparable += len(pairs)
        agreeing += min(len(pairs), sum(len(told[one] & told[two]) for one, two in pairs))
    return comparable, agreeing


@settings(max_examples=150, deadline=None)
@given(told=st.lists(_REPORT, min_size=2, max_size=14))
def test_agreement_is_what_counting_pair_by_pair_gives(told: list[Told]) -> None:
    graph = graph_of(evidence(told))
    found = agreement(graph)
    for value in range(graph.values):
        expected = _by_pairs(graph, value)
        assert (found.comparable[value], found.agreeing[value]) == expected
        counted = graph.counted & (graph.value == value)
        assert found.persons[value] == len(set(graph.person[graph.report[counted]].tolist())) == counted.sum()


def _world() -> list[Told]:
    """Two hundred people of a ring with one number; two hundred of forty rings who name a genuine one."""
    ring = [Told(["phone:ring", f"wallet:ring{n % 4}", "script:s"], f"reporter-a{n}") for n in range(200)]
    many = [
        Told(["phone:genuine", f"wallet:other{n % 40}", f"script:s{n % 40}"], f"reporter-b{n}")
        for n in range(200)
    ]
    return ring + many


def test_a_rings_much_reported_number_keeps_its_worth_and_a_genuine_one_loses_it() -> None:
    made = evidence(_world())
    graph = graph_of(made)
    names = made.values["value"].to_pylist()
    specific = specificity(agreement(graph), graph)
    worth = {name: specific[graph.value == at].max() / ONE for at, name in enumerate(names)}
    assert worth["ring"] > 0.9
    assert worth["genuine"] < 0.35


def test_a_value_whose_reporters_said_nothing_else_keeps_its_prior() -> None:
    graph = graph_of(evidence([Told(["phone:a"], f"reporter-{n}") for n in range(50)]))
    specific = specificity(agreement(graph), graph)
    assert set(specific.tolist()) == {int(0.9 * ONE)}


def test_what_only_weak_sightings_hold_never_links() -> None:
    told = [Told(["phone:a", "wallet:b"], f"reporter-{n}", strengths={"phone:a": 0.2}) for n in range(50)]
    told += [Told(["phone:c"], f"reporter-c{n}") for n in range(50)]
    graph = graph_of(evidence(told))
    _, weight = weigh(graph, agreement(graph), 0.0, np.zeros(graph.values, dtype=np.bool_))
    strong = graph.strength >= int(0.35 * ONE)
    assert not weight[~strong].any()
    assert weight[strong].all()


@settings(max_examples=150, deadline=None)
@given(told=st.lists(_REPORT, min_size=2, max_size=14), more=st.integers(4, 9), named=st.data())
def test_who_files_on_and_on_moves_nothing_that_others_name(
    told: list[Told], more: int, named: st.DataObject
) -> None:
    quiet = [Told([*one.values, "phone:x"], f"reporter-quiet{n}") for n, one in enumerate(told)]
    values = sorted({value for one in quiet for value in one.values})
    loud = [
        Told(named.draw(st.lists(st.sampled_from(values), max_size=4)), "reporter-loud") for _ in range(more)
    ]
    # Each value is named by two, so that whoever files on and on adds none.
    base = [*quiet, *(Told([value], f"reporter-also-{value}") for value in values)]
    before, after = (graph_of(evidence(some)) for some in (base, [*base, *loud]))
    assert before.value[before.counted].tolist() == after.value[after.counted].tolist()
    one, other = agreement(before), agreement(after)
    for name in ("persons", "strong", "informed", "comparable", "agreeing", "chance", "rare"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


@pytest.mark.parametrize(("clerks", "others", "counted"), [(1, 1, 1), (3, 3, 3), (3, 2, 5), (40, 1, 41)])
def test_where_more_such_people_name_a_value_than_others_all_count(
    clerks: int, others: int, counted: int
) -> None:
    told = [Told(["phone:a"], f"reporter-{n % clerks}") for n in range(4 * clerks)]
    told += [Told(["phone:a"], f"reporter-other{n}") for n in range(others)]
    assert agreement(graph_of(evidence(told))).persons.tolist() == [counted]


def test_what_only_such_people_name_counts_once_for_each() -> None:
    loud = [Told(["phone:a", "wallet:a"], f"reporter-{n % 2}") for n in range(10)]
    graph = graph_of(evidence(loud))
    assert agreement(graph).persons.tolist() == [2, 2]
