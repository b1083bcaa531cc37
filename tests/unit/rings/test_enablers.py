"""What served several communities is looked at again when these are joined: it may be one ring's."""

from __future__ import annotations

import numpy as np
import pytest

from ringfence.rings.enablers import cleared
from ringfence.rings.graph import NONE, OFTEN, graph_of
from tests.unit.rings.graphs import Told, evidence

SHARED = "bank_account:mule"


def _naming(name: str, people: int, *also: str) -> list[Told]:
    """Let so many people of a ring name its number and the shared account."""
    return [Told([f"phone:{name}", *also, SHARED], f"reporter-{name}{n:02}") for n in range(people)]


def _lone(people: int) -> list[Told]:
    return [Told([SHARED], f"reporter-lone{n:02}") for n in range(people)]


def _cleared(told: list[Told], labels: list[int]) -> bool:
    made = evidence(told)
    graph = graph_of(made)
    enabling = np.array([kind == "bank_account" for kind in made.values["kind"].to_pylist()])
    weight = np.where(enabling[graph.value], 0, 100).astype(np.int64)
    found = cleared(graph, weight, np.array(labels, dtype=np.int64), enabling)
    assert not (found & ~enabling).any()
    return bool(found.any())


@pytest.mark.parametrize(
    ("one", "other", "expected"), [(8, 2, True), (6, 3, False), (3, 0, True), (2, 0, False)]
)
def test_it_is_one_rings_when_two_thirds_and_three_people_stand_there(
    one: int, other: int, *, expected: bool
) -> None:
    told = [*_naming("a", one), *_naming("b", other)]
    assert _cleared(told, [0] * one + [1] * other) == expected


def test_a_few_who_name_it_beside_a_rings_values_do_not_make_it_the_rings() -> None:
    assert not _cleared([*_naming("a", 4), *_lone(30)], [0] * 4 + [NONE] * 30)
    assert _cleared([*_naming("a", 4), *_lone(6)], [0] * 4 + [NONE] * 6)


def test_who_files_on_and_on_says_nothing() -> None:
    loud = [Told(["phone:b", SHARED], "reporter-loud") for _ in range(OFTEN)]
    told = [*_naming("a", 4), *loud]
    assert _cleared(told, [0] * 4 + [1] * OFTEN)
    assert not _cleared(loud, [0] * OFTEN)


def test_who_names_values_of_two_rings_says_nothing() -> None:
    both = _naming("a", 4, "phone:b")
    others = [Told(["phone:b"], f"reporter-b{n:02}") for n in range(9)]
    assert not _cleared([*both, *others], [0] * 4 + [1] * 9)


def test_what_stands_in_no_ring_clears_nothing() -> None:
    assert not _cleared(_naming("a", 9), [NONE] * 9)
