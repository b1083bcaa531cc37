"""What makes no lead: who files on and on or ties rings together, what stands alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.graph import NONE, OFTEN, graph_of
from ringfence.rings.leads import noise, unaccompanied
from tests.unit.rings.graphs import Told, evidence


def _noise(told: list[Told], labels: list[int]) -> list[bool]:
    graph = graph_of(evidence(told))
    weight = np.full(len(graph.report), 100, dtype=np.int64)
    return noise(graph, weight, np.array(labels, dtype=np.int64)).tolist()


def _filed(reporter: str | None, times: int, *, ring: str = "a") -> list[Told]:
    return [Told([f"phone:{ring}", f"wallet:{ring}"], reporter) for _ in range(times)]


def _people(name: str, count: int, *, ring: str = "a") -> list[Told]:
    return [one for n in range(count) for one in _filed(f"reporter-{name}{n}", 1, ring=ring)]


def test_what_one_person_alone_told_in_four_reports_is_no_ring() -> None:
    assert _noise(_filed("reporter-1", 4), [0] * 4) == [True] * 4
    assert _noise(_filed("reporter-1", 3), [0] * 3) == [False] * 3


def test_who_files_on_and_on_makes_no_ring_with_one_other() -> None:
    told = [*_filed("reporter-1", 7), *_filed("reporter-2", 1)]
    assert _noise(told, [0] * 8) == [True] * 7 + [False]
    assert not any(_noise([*told, *_filed("reporter-3", 1)], [0] * 9))


def test_unknown_people_of_one_source_are_one_other() -> None:
    told = [*_filed("reporter-1", 10), *_filed(None, 3)]
    assert _noise(told, [0] * 13) == [True] * 10 + [False] * 3
    assert not any(_noise([*told, Told(["phone:a"], None, source="desk")], [0] * 14))


def test_however_often_one_person_files_what_others_told_stays() -> None:
    for others in (1, 2, 3):
        told = [*_filed("reporter-1", 60), *_people("x", others)]
        assert not any(_noise(told, [0] * (60 + others))[60:])


def test_a_ring_in_which_one_person_filed_often_stays() -> None:
    assert not any(_noise([*_filed("reporter-1", 9), *_people("x", 9)], [0] * 18))


def test_unknown_people_alone_are_a_lead() -> None:
    assert not any(_noise(_filed(None, 40), [0] * 40))


def test_each_community_is_judged_by_itself() -> None:
    told = [*_filed("reporter-1", 5), *_filed("reporter-2", 2), *_filed("reporter-3", 1)]
    assert _noise(told, [0] * 5 + [1] * 3) == [True] * 5 + [False] * 3


def test_what_stands_in_no_community_is_nobodys() -> None:
    assert not any(_noise(_filed("reporter-1", 9), [NONE] * 9))
    assert _noise([], []) == []


def test_two_who_file_on_and_on_make_no_ring_between_them() -> None:
    told = [*_filed("reporter-1", OFTEN), *_filed("reporter-2", OFTEN)]
    assert all(_noise(told, [0] * len(told)))
    assert not any(_noise([*told, *_people("x", 2)], [0] * (len(told) + 2)))


def test_many_who_file_on_and_on_make_a_ring_as_the_agents_of_a_desk_do() -> None:
    for people in (3, 5, 30):
        told = [one for n in range(people) for one in _filed(f"reporter-{n}", OFTEN)]
        assert not any(_noise(told, [0] * len(told)))


def _tying(reports: int, both: int) -> list[bool]:
    """Let one person tell of ring a, and in so many of their reports of ring b as well."""
    told = [*_people("x", 5), *_people("y", 5, ring="b")]
    mine = _filed("reporter-1", reports)
    for one in mine[:both]:
        one.values += ["phone:b"]
    labels = [0] * 5 + [1] * 5 + [0] * reports
    return _noise([*told, *mine], labels)


def test_who_ties_two_rings_together_in_report_after_report_stands_nowhere() -> None:
    assert _tying(5, 2) == [False] * 10 + [True] * 5
    assert _tying(10, 2) == [False] * 10 + [True] * 10


@pytest.mark.parametrize(("reports", "both"), [(5, 0), (5, 1), (11, 2), (3, 3)])
def test_who_names_two_rings_now_and_then_or_files_seldom_stays(reports: int, both: int) -> None:
    assert not any(_tying(reports, both))


def _alone(told: list[Told], labels: list[int]) -> list[bool]:
    graph = graph_of(evidence(told))
    weight = np.full(len(graph.report), 100, dtype=np.int64)
    return unaccompanied(graph, weight, np.array(labels, dtype=np.int64)).tolist()


def _rings(count: int, size: int) -> tuple[list[Told], list[int]]:
    """Make rings of whose people two of three tell of a number and a wallet."""
    told = [
        Told([f"phone:{at:02}", *([f"wallet:{at:02}"] if n % 3 else [])], f"reporter-{at:02}-{n}")
        for at in range(count)
        for n in range(size)
    ]
    return told, [at for at in range(count) for _ in range(size)]


def test_people_who_tell_of_one_site_and_nothing_else_are_no_ring() -> None:
    told, labels = _rings(10, 6)
    crowd = [Told(["domain:advert"], f"reporter-c{n}") for n in range(9)]
    assert _alone([*told, *crowd], [*labels, *[10] * 9]) == [False] * 60 + [True] * 9


def test_so_few_people_that_it_may_be_chance_are_a_lead() -> None:
    told, labels = _rings(10, 6)
    crowd = [Told(["domain:new"], f"reporter-c{n}") for n in range(5)]
    assert not any(_alone([*told, *crowd], [*labels, *[10] * 5]))


def test_a_value_that_nothing_accompanies_stands_in_a_ring_that_others_tell_of() -> None:
    told, labels = _rings(10, 6)
    part = [Told(["phone:00b"], f"reporter-c{n}") for n in range(9)]
    part += [Told(["phone:00b", "wallet:00"], f"reporter-d{n}") for n in range(9)]
    assert not any(_alone([*told, *part], [*labels, *[0] * 18]))


def test_where_nobody_tells_of_two_things_no_community_stands_out() -> None:
    told = [Told([f"phone:{at:02}"], f"reporter-{at}-{n}") for at in range(20) for n in range(9)]
    assert not any(_alone(told, [at for at in range(20) for _ in range(9)]))
    assert _alone([], []) == []


_TOLD = st.builds(
    Told,
    values=st.lists(st.sampled_from(["phone:a", "phone:b", "wallet:a", "wallet:b"]), max_size=3, unique=True),
    reporter=st.sampled_from([None, "reporter-1", "reporter-2", "reporter-3"]),
    source=st.sampled_from(["contoso", "desk"]),
)


@settings(max_examples=60, deadline=None)
@given(told=st.lists(_TOLD, max_size=16), loud=st.integers(0, 30))
def test_whoever_files_on_and_on_takes_nobody_else_out_of_a_ring(told: list[Told], loud: int) -> None:
    more = [Told(["phone:a", "phone:b"], "reporter-1") for _ in range(loud)]
    graph = graph_of(evidence([*told, *more]))
    out = _noise([*told, *more], [*(n % 2 for n in range(len(told))), *[0] * loud])
    assert not any(np.array(out, dtype=np.bool_) & ~graph.often[graph.person])
