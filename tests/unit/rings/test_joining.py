"""Fine communities are joined by how much crosses between them, by how many, and by what they quote."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.graph import Graph, graph_of
from ringfence.rings.joining import OPEN, TIGHT, WARY, Bar, join
from tests.unit.rings.graphs import Told, evidence

ANY = Bar(share=0.001, lift=0.0)
"""A bar that hardly asks for anything: what is left is how many must cross."""


def _community(name: str, size: int, *, script: str | None = None) -> list[Told]:
    """Make reports of one community: everyone names its number and its wallet."""
    quotes = [f"script:{script}"] if script else []
    return [Told([f"phone:{name}", f"wallet:{name}", *quotes], f"reporter-{name}{n:03}") for n in range(size)]


def _crossing(told: list[Told], first: int, people: int, name: str, *, values: int = 2) -> None:
    """Let people who stand in one community name what another one names."""
    for one in told[first : first + people]:
        one.values += [f"phone:{name}", f"wallet:{name}"][:values]


def _homes(graph: Graph, told: list[Told], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Put each report where its first value belongs, and each value where its name says."""
    values = sorted({value for one in told for value in one.values})
    held = [value for value in values if sum(value in one.values for one in told) >= 2]
    value = np.array([names.index(one.split(":")[1]) if one[0] != "s" else -1 for one in held])
    report = np.array([names.index(one.values[0].split(":")[1]) for one in told])
    assert graph.values == len(held)
    return report.astype(np.int64), value.astype(np.int64)


def _into(
    told: list[Told], names: list[str], bar: Bar = ANY, *, weight: int = 100, one_story: bool = False
) -> list[int]:
    """Join the communities of these names: for each, the one that it goes into.

    All who cross name the same here; unless that is what is looked at, each has a story of their own.
    """
    graph = graph_of(evidence(told))
    graph = graph if one_story else replace(graph, story=graph.person)
    amounts = np.where(graph.wording[graph.value], 0, weight).astype(np.int64)
    return join(graph, amounts, graph.counted & (amounts > 0), _homes(graph, told, names), bar).tolist()


def _two(size: int, people: int, *, scripts: str = "", bar: Bar = ANY, values: int = 2) -> bool:
    """Say whether two communities of one size are joined when so many people cross.

    Args:
        size: People in each.
        people: Those of the first who also name what the second does.
        scripts: What the two quote, a letter each; nothing: no script.
        bar: What must cross.
        values: How many values each of them crosses by.
    """
    one, other = (scripts[0], scripts[1]) if scripts else (None, None)
    told = [*_community("a", size, script=one), *_community("b", size, script=other)]
    _crossing(told, 0, people, "b", values=values)
    into = _into(told, ["a", "b"], bar)
    assert into in ([0, 0], [0, 1])
    return into == [0, 0]


@pytest.mark.parametrize(("size", "needed"), [(2, 1), (3, 1), (4, 2), (8, 2), (9, 3), (30, 3), (100, 3)])
def test_the_larger_the_smaller_community_the_more_people_must_cross(size: int, needed: int) -> None:
    assert not _two(size, needed - 1)
    assert _two(size, needed)


@pytest.mark.parametrize(("size", "needed"), [(3, 1), (9, 1), (20, 1), (21, 2), (100, 2)])
def test_where_both_read_from_one_script_fewer_must_cross(size: int, needed: int) -> None:
    assert not _two(size, needed - 1, scripts="ss")
    assert _two(size, needed, scripts="ss")


def test_people_who_all_tell_one_story_are_one_who_crosses() -> None:
    told = [*_community("a", 30), *_community("b", 30)]
    _crossing(told, 0, 20, "b")
    assert _into(told, ["a", "b"]) == [0, 0]
    assert _into(told, ["a", "b"], one_story=True) == [0, 1]


def test_one_person_who_tells_several_stories_is_still_one_who_crosses() -> None:
    names = [f"{kind}:b" for kind in "abcdefghi"]
    told = [*_community("a", 30), *_community("b", 30)]
    for one in told[30:]:
        one.values += names
    told += [Told(["phone:a", *names[n : n + 3]], "reporter-a000") for n in (0, 0, 3, 3, 6, 6)]
    told += [Told(["phone:a", "phone:b"], f"reporter-a00{n}") for n in (1, 2)]
    assert _into(told, ["a", "b"], Bar(share=0.06, lift=0.0), one_story=True) == [0, 1]


def test_where_they_read_from_different_scripts_much_must_cross() -> None:
    assert _two(20, 3)
    assert not _two(20, 3, scripts="st")
    assert not _two(20, 12, scripts="st")
    assert _two(20, 16, scripts="st")


def test_three_people_must_cross_between_small_communities_too_that_quote_different_scripts() -> None:
    assert _two(3, 2)
    assert not _two(3, 2, scripts="st")


def test_nothing_crosses_between_communities_that_only_quote_the_same() -> None:
    assert not _two(50, 0, scripts="ss"), "wording makes no ring"


def test_the_smaller_of_the_two_decides_how_many_must_cross() -> None:
    told = [*_community("a", 2), *_community("b", 200)]
    _crossing(told, 0, 1, "b")
    assert _into(told, ["a", "b"]) == [0, 0]


def test_what_crosses_by_one_value_alone_must_be_much_of_the_smaller_community() -> None:
    # Three of forty, less the one who brings the most: 2 of 80 by one value, 4 of 80 by two.
    assert not _two(40, 3, bar=Bar(share=0.01, lift=0.0), values=1)
    assert _two(40, 3, bar=Bar(share=0.01, lift=0.0), values=2)
    assert _two(40, 14, bar=Bar(share=0.01, lift=0.0), values=1)


def test_what_the_one_person_brings_who_brings_the_most_is_left_out() -> None:
    """Two people bring little; what the third brings in report after report moves nothing."""
    told = [*_community("a", 60), *_community("b", 60)]
    for n, one in enumerate(told[60:]):
        one.values += [f"domain:{n % 30}"]
    _crossing(told, 0, 3, "b")
    bar = Bar(share=0.03, lift=0.0)
    names = ["a", "b", *(str(n) for n in range(30))]

    def joined(reports: list[Told]) -> bool:
        graph = graph_of(evidence(reports))
        amounts = np.full(len(graph.report), 100, dtype=np.int64)
        report, value = _homes(graph, reports, names)
        value[value > 1] = 1  # the sites are those of the second community
        into = join(graph, amounts, graph.counted, (report, value), bar)
        return bool(into[0] == into[1])

    assert not joined(told)
    loud = [Told(["phone:a", f"domain:{n}"], told[0].reporter) for n in range(30)]
    assert not joined([*told, *loud])
    quiet = [Told(["phone:a", f"domain:{n}"], f"reporter-other{n}") for n in range(30)]
    assert joined([*told, *quiet])


@settings(max_examples=40, deadline=None)
@given(
    size=st.integers(9, 25),
    named=st.lists(
        st.lists(st.sampled_from(["phone:a", "wallet:a", "phone:b", "wallet:b"]), min_size=1, max_size=4),
        min_size=1,
        max_size=40,
    ),
    bar=st.sampled_from([ANY, OPEN, WARY, TIGHT]),
)
def test_one_person_never_joins_two_large_communities(size: int, named: list[list[str]], bar: Bar) -> None:
    hostile = [Told(values, "reporter-hostile") for values in named]
    assert _into([*_community("a", size), *_community("b", size), *hostile], ["a", "b"], bar) == [0, 1]


@settings(max_examples=20, deadline=None)
@given(
    named=st.lists(
        st.lists(
            st.sampled_from([f"{kind}:{name}" for kind in ("phone", "wallet") for name in "ab"]),
            min_size=1,
            max_size=4,
        ),
        min_size=1,
        max_size=20,
    ),
    scripts=st.sampled_from(["ss", "st"]),
)
def test_nor_does_one_person_join_two_larger_ones_whatever_they_quote(
    named: list[list[str]], scripts: str
) -> None:
    hostile = [Told([*values, "script:s", "script:t"], "reporter-hostile") for values in named]
    both = [*_community("a", 24, script=scripts[0]), *_community("b", 24, script=scripts[1])]
    assert _into([*both, *hostile], ["a", "b"]) == [0, 1]


@pytest.mark.parametrize("bar", [WARY, OPEN, TIGHT])
@pytest.mark.parametrize(("size", "people"), [(10, 3), (40, 3), (40, 6), (100, 20)])
def test_a_share_does_not_move_with_the_weight_of_everything(bar: Bar, size: int, people: int) -> None:
    told = [*_community("a", size), *_community("b", size)]
    _crossing(told, 0, people, "b")
    assert _into(told, ["a", "b"], bar) == _into(told, ["a", "b"], bar, weight=70_000)


@pytest.mark.parametrize("people", [2, 3, 6])
@pytest.mark.parametrize("others", [3, 30])
def test_a_share_does_not_move_with_the_size_of_the_country(people: int, others: int) -> None:
    bar = Bar(share=0.04, lift=0.0)
    told = [*_community("a", 40), *_community("b", 40)]
    _crossing(told, 0, people, "b")
    names = ["a", "b", *(f"other{n:02}" for n in range(others))]
    more = [one for name in names[2:] for one in _community(name, 20)]
    alone, among = _into(told, ["a", "b"], bar), _into([*told, *more], names, bar)
    assert among == [*alone, *range(2, len(names))]
    assert alone == ([0, 0] if people == 6 else [0, 1])


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_share_does_not_move_with_the_size_of_a_ring(times: int) -> None:
    bar = Bar(share=0.04, lift=0.0)
    assert _two(20 * times, 5 * times, bar=bar)
    assert not _two(100 * times, 3 * times, bar=bar)


def test_what_would_cross_by_chance_raises_the_bar_where_two_rings_are_all_there_is() -> None:
    bar = Bar(share=0.005, lift=0.4)
    told = [*_community("a", 30), *_community("b", 30)]
    _crossing(told, 0, 6, "b")
    more = [one for n in range(8) for one in _community(f"other{n}", 30)]
    assert _into(told, ["a", "b"], bar) == [0, 1]
    assert _into([*told, *more], ["a", "b", *(f"other{n}" for n in range(8))], bar)[:2] == [0, 0]


def _chain(near: int, far: int) -> list[Told]:
    """Make three communities in a row: so many people cross from a to b, and from c to b."""
    told = [*_community("a", 20), *_community("b", 20), *_community("c", 20)]
    _crossing(told, 0, near, "b")
    _crossing(told, 40, far, "b")
    return told


def test_a_community_whose_nearest_has_a_nearer_one_waits() -> None:
    """Once b has gone with c, what crosses from a is too little beside the two of them."""
    bar = Bar(share=0.01, lift=0.2)
    assert _into(_chain(5, 0), ["a", "b", "c"], bar) == [0, 0, 2]
    assert _into(_chain(5, 12), ["a", "b", "c"], bar) == [0, 1, 1]


def test_a_row_of_communities_is_joined_step_by_step() -> None:
    assert _into(_chain(5, 12), ["a", "b", "c"]) == [0, 0, 0]


def test_communities_that_nothing_crosses_between_stay_as_they_are() -> None:
    told = [*_community("a", 5), *_community("b", 5)]
    assert _into(told, ["a", "b"]) == [0, 1]


def test_without_a_community_there_is_nothing_to_join() -> None:
    graph = graph_of(evidence([]))
    none = np.zeros(0, dtype=np.int64)
    assert not len(join(graph, none, graph.counted, (none, none), OPEN))


def test_large_communities_that_are_alike_are_not_joined_by_less_than_crosses_by_accident() -> None:
    # Four of three hundred cross; were all mixed at random, half of everything would.
    assert _two(300, 4, scripts="ss", bar=Bar(share=0.0, lift=0.0))
    assert not _two(300, 4, scripts="ss", bar=Bar(share=0.0, lift=0.1))
