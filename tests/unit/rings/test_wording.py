"""What near-duplicate wording says of two communities, and which reports a script gives a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.graph import NONE, Graph, graph_of
from ringfence.rings.joining import people
from ringfence.rings.wording import ALIKE, HANDFUL, SILENT, UNLIKE, Wording, placed
from tests.unit.rings.graphs import Told, evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.rings.evidence import Ints


_FEW = np.full(20, 3.0)
_MANY = np.full(20, 40.0)


def _of(communities: Sequence[str], *, also: Sequence[Told] = ()) -> tuple[Graph, Ints]:
    """Make communities; each is written as one letter a quote, and a dot for who quotes nothing.

    Args:
        communities: Such as ``"aab."``: four people, three of whom quote.
        also: More reports, in no community.
    """
    told = [
        Told([f"phone:{at}", *([] if letter == "." else [f"script:{letter}"])], f"reporter-{at}-{n}")
        for at, quotes in enumerate(communities)
        for n, letter in enumerate(quotes)
    ]
    labels = [at for at, quotes in enumerate(communities) for _ in quotes]
    # Evidence lists no value of one report alone: what one community quotes once is heard elsewhere too.
    heard = [Told([f"script:{letter}"], "reporter-elsewhere") for letter in set("".join(communities)) - {"."}]
    graph = graph_of(evidence([*told, *also, *heard]))
    return graph, np.array([*labels, *(NONE for _ in [*also, *heard])], dtype=np.int64)


def _said(one: str, other: str, *, people: float = 4.0) -> int:
    """Compare two communities of so many people each, of whom these quote."""
    graph, labels = _of([one, other])
    return int(Wording(graph, labels, 2).compare(np.array([0]), np.array([1]), np.full(2, people))[0])


def test_two_communities_that_read_from_one_script_are_alike() -> None:
    assert _said("aaaa", "aaaa") == ALIKE


def test_one_who_quotes_both_makes_nothing_alike_that_is_larger_than_a_handful() -> None:
    graph, labels = _of(["aab", "bb"])
    wording, pair = Wording(graph, labels, 2), (np.array([0]), np.array([1]))
    assert wording.compare(*pair, _FEW).tolist() == [ALIKE]
    assert wording.compare(*pair, _MANY).tolist() == [SILENT]


def test_two_communities_that_quote_much_and_never_the_same_are_unlike() -> None:
    assert _said("aaaa", "bbbb") == UNLIKE


def test_where_nobody_quotes_anything_wording_is_silent() -> None:
    assert _said("....", "....") == SILENT
    assert _said("aaaa", "....") == SILENT


def test_where_few_quote_wording_is_silent_although_they_quote_different_things() -> None:
    assert _said("aa", "bb") == SILENT
    assert _said("aa", "bbbbbbbbbb") == SILENT


def test_one_pair_that_agrees_makes_nobody_alike() -> None:
    assert _said("a", "a") == SILENT
    assert _said("a", "a.....") == SILENT


def test_who_quotes_too_little_to_agree_with_itself_is_measured_by_the_other() -> None:
    assert _said("abc", "dddd") == UNLIKE
    assert _said("b", "aaaa") == SILENT


def test_one_person_who_quotes_what_many_quote_makes_a_handful_alike_and_no_more() -> None:
    assert _said("a", "aaaa", people=HANDFUL) == ALIKE
    assert _said("a", "aaaa", people=HANDFUL + 1) == SILENT
    assert _said("aab", "bb", people=HANDFUL + 1) == SILENT
    assert _said("aa", "aaaa", people=HANDFUL + 1) == ALIKE


def test_a_script_that_grouping_tore_into_pieces_says_no_less() -> None:
    assert _said("aaabbbccc", "aaabbbccc") == ALIKE
    assert _said("aaabbbccc", "dddeeefff") == UNLIKE


def test_between_alike_and_unlike_wording_is_silent() -> None:
    # Of 25 pairs across 5 agree; within, 12 of 20 and 20 of 20: .26 of what was to be expected.
    assert _said("aaaab", "bbbbb") == SILENT
    # With two more who quote the same, 12 of 30 pairs: alike.
    assert _said("aaaabb", "bbbbb") == ALIKE


def test_one_person_who_quotes_a_script_in_many_reports_is_heard_once() -> None:
    told = [Told(["script:a"], "reporter-loud") for _ in range(9)]
    told += [Told(["script:b"], f"reporter-{n}") for n in range(9)]
    graph = graph_of(evidence(told))
    labels = np.repeat(np.array([0, 1], dtype=np.int64), 9)
    assert Wording(graph, labels, 2).compare(np.array([0]), np.array([1]), _FEW).tolist() == [SILENT]


def test_reports_that_only_repeat_say_nothing() -> None:
    told = [Told([f"script:{'ab'[n // 4]}"], f"reporter-{n}", repeat=n % 4 > 0) for n in range(8)]
    graph = graph_of(evidence(told))
    labels = np.repeat(np.array([0, 1], dtype=np.int64), 4)
    assert Wording(graph, labels, 2).compare(np.array([0]), np.array([1]), _FEW).tolist() == [SILENT]


def test_two_communities_that_were_joined_speak_with_one_voice() -> None:
    graph, labels = _of(["aa", "bb", "aabb"])
    wording = Wording(graph, labels, 3)
    assert wording.compare(np.array([0]), np.array([1]), _FEW).tolist() == [SILENT]
    wording.joined(np.array([0, 0, 2]))
    assert wording.compare(np.array([0]), np.array([2]), _FEW).tolist() == [ALIKE]
    assert wording.compare(np.array([1]), np.array([2]), _FEW).tolist() == [SILENT], (
        "what was joined is empty"
    )


_QUOTES = st.lists(st.text("abc.", max_size=8), min_size=2, max_size=4)


@settings(max_examples=100, deadline=None)
@given(communities=_QUOTES)
def test_wording_says_the_same_of_one_and_other_as_of_other_and_one(communities: list[str]) -> None:
    graph, labels = _of(communities)
    size = len(communities)
    wording = Wording(graph, labels, size)
    one, other = np.divmod(np.arange(size * size), size)
    assert np.array_equal(wording.compare(one, other, _FEW), wording.compare(other, one, _FEW))


@settings(max_examples=100, deadline=None)
@given(communities=_QUOTES, step=st.integers(0, 3))
def test_joining_step_by_step_says_what_the_joined_communities_say(communities: list[str], step: int) -> None:
    graph, labels = _of(communities)
    size = len(communities)
    into = np.minimum(np.arange(size), step % size)
    stepped, at_once = Wording(graph, labels, size), Wording(graph, np.r_[into, NONE][labels], size)
    stepped.joined(into)
    one, other = np.divmod(np.arange(size * size), size)
    assert np.array_equal(stepped.compare(one, other, _FEW), at_once.compare(one, other, _FEW))


def test_people_are_counted_not_reports() -> None:
    told = [Told(["phone:a"], "reporter-1"), Told(["phone:a"], "reporter-1"), Told(["phone:a"], "reporter-2")]
    graph = graph_of(evidence(told))
    assert people(graph, np.array([0, 0, 0]), 2).tolist() == [2, 0]
    assert people(graph, np.array([0, NONE, 1]), 2).tolist() == [1, 1]


def _place(communities: Sequence[str], *also: Told) -> tuple[list[int], set[str]]:
    """Place further reports: the communities that they get, and the scripts that placed any."""
    made = [*also]
    graph, labels = _of(communities, also=made)
    report, edges = placed(graph, labels)
    first = sum(len(quotes) for quotes in communities)
    assert np.array_equal(report[labels != NONE], labels[labels != NONE]), "who has a place keeps it"
    scripts = sorted({letter for quotes in communities for letter in quotes if letter != "."})
    names = [*(f"phone:{n}" for n in range(len(communities))), *(f"script:{name}" for name in scripts)]
    return report[first : first + len(made)].tolist(), {names[at] for at in graph.value[edges].tolist()}


def test_a_script_that_three_people_of_one_ring_quote_places_others_there() -> None:
    assert _place(["bbb", "aaa"], Told(["script:a"], "reporter-x")) == ([1], {"script:a", "script:b"})


def test_a_script_that_two_people_quote_places_nobody() -> None:
    assert _place(["bb", "aa"], Told(["script:a"], "reporter-x")) == ([NONE], set())


def test_a_script_that_serves_two_rings_places_nobody() -> None:
    assert _place(["aaa", "aaa"], Told(["script:a"], "reporter-x")) == ([NONE], set())
    assert _place(["aaa", "aa"], Told(["script:a"], "reporter-x"))[0] == [NONE], "three of five are not most"
    assert _place(["aaa", "a"], Told(["script:a"], "reporter-x"))[0] == [0], "three of four are"


def test_one_person_who_quotes_a_script_in_ten_reports_places_nobody() -> None:
    told = [Told(["phone:a", "script:a"], "reporter-loud") for _ in range(10)]
    graph = graph_of(evidence([*told, Told(["script:a"], "reporter-x")]))
    report, edges = placed(graph, np.array([*[0] * 10, NONE], dtype=np.int64))
    assert report[-1] == NONE
    assert not len(edges)


def test_a_report_that_quotes_two_scripts_goes_with_the_first() -> None:
    assert _place(["bbb", "aaa"], Told(["script:b", "script:a"], "reporter-x"))[0] == [1]


def test_what_shares_a_number_with_nobodys_ring_is_placed_by_its_wording_too() -> None:
    both = [Told(["phone:own", "script:a"], "reporter-x"), Told(["phone:own"], "reporter-y")]
    graph, labels = _of(["aaa", "bbb"], also=both)
    report, _ = placed(graph, labels)
    assert report[6:8].tolist() == [0, NONE], "a number carries nobody along: only wording places here"


def test_where_nothing_stands_in_a_community_nothing_is_placed() -> None:
    graph = graph_of(evidence([Told(["script:a"], f"reporter-{n}") for n in range(5)]))
    report, edges = placed(graph, np.full(5, NONE, dtype=np.int64))
    assert set(report.tolist()) == {NONE}
    assert not len(edges)


def test_without_a_report_there_is_nothing_to_place() -> None:
    report, edges = placed(graph_of(evidence([])), np.zeros(0, dtype=np.int64))
    assert not len(report)
    assert not len(edges)


@settings(max_examples=100, deadline=None)
@given(communities=_QUOTES, free=st.text("abc.", max_size=6))
def test_only_reports_of_no_community_that_quote_get_a_place(communities: list[str], free: str) -> None:
    also = [
        Told(["phone:free", *([] if one == "." else [f"script:{one}"])], f"reporter-free-{n}")
        for n, one in enumerate(free)
    ]
    graph, labels = _of(communities, also=also)
    report, edges = placed(graph, labels)
    assert np.array_equal(report[labels != NONE], labels[labels != NONE])
    assert graph.wording[graph.value[edges]].all()
    moved = np.flatnonzero(report != labels)
    assert set(moved.tolist()) <= set(graph.report[edges].tolist())
    for one in moved.tolist():
        mine = graph.value[(graph.report == one) & graph.wording[graph.value]]
        home = labels == report[one]
        quoting = [
            len({int(graph.person[r]) for r in graph.report[graph.value == script].tolist() if home[r]})
            for script in mine.tolist()
        ]
        assert max(quoting) >= 3
