"""What a crowd names, and nothing else, is what advertising looks like; a ring's number is told with more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.graph import graph_of
from ringfence.rings.specificity import unaccompanied
from tests.unit.rings.graphs import Told, evidence


def _alone(told: list[Told], *, out: str = "", one: tuple[str, ...] = ()) -> set[str]:
    """Name the values whose reporters tell of nothing else; the value ``out`` does not link.

    What is named in ``one`` is one number in as many epochs.
    """
    made = evidence(told)
    graph = graph_of(made)
    kinds, values = made.values["kind"].to_pylist(), made.values["value"].to_pylist()
    names = [f"{kind}:{value}" for kind, value in zip(kinds, values, strict=True)]
    named = np.array([names.index(one[0] if name in one else name) for name in names], dtype=np.int64)
    graph = replace(graph, named=named)
    links = np.array([name != out for name in names], dtype=np.bool_)
    weight = np.where(links[graph.value], 100, 0).astype(np.int64)
    alone = unaccompanied(graph, weight)
    return {name for name, by_itself in zip(names, alone.tolist(), strict=True) if by_itself}


def _rings(count: int, *, size: int = 5, both: int = 5) -> list[Told]:
    """Make small rings, of whose reports so many name the wallet besides the number."""
    return [
        Told([f"phone:{at:02}", *([f"wallet:{at:02}"] if n < both else [])], f"reporter-{at:02}-{n}")
        for at in range(count)
        for n in range(size)
    ]


def _crowd(value: str, size: int, *, more: int = 0, also: str = "wallet:big") -> list[Told]:
    """Let so many people name one value, the first of them something else as well."""
    return [Told([value, *([also] if n < more else [])], f"reporter-{value}-{n}") for n in range(size)]


def test_a_site_that_a_hundred_people_name_and_nothing_else_does_not_link() -> None:
    assert _alone([*_rings(10), *_crowd("domain:advert", 100)]) == {"domain:advert"}


def test_a_rings_own_number_stays_although_many_of_its_people_name_nothing_else() -> None:
    told = [*_rings(10, both=3), *_crowd("phone:big", 100, more=45)]
    assert not _alone(told)


def test_what_few_name_is_not_judged() -> None:
    assert not _alone([*_rings(10), *_crowd("domain:advert", 4)])
    assert _alone([*_rings(10), *_crowd("domain:advert", 8)]) == {"domain:advert"}


def test_a_number_that_fell_silent_is_judged_by_all_who_ever_named_it() -> None:
    epochs = ("phone:official0", "phone:official1", "phone:official2")
    told = [*_rings(10), *(one for name in epochs for one in _crowd(name, 4))]
    assert not _alone(told), "four are too few to say"
    assert _alone(told, one=epochs) == set(epochs)


def test_each_epoch_of_many_people_is_judged_by_itself() -> None:
    epochs = ("phone:ring", "phone:firm")
    told = [*_rings(10), *_crowd("phone:ring", 20, more=18), *_crowd("phone:firm", 8)]
    assert _alone(told, one=epochs) == {"phone:firm"}, "what a number was does not make it a ring's again"
    told = [*_rings(10), *_crowd("phone:ring", 6, more=6), *_crowd("phone:firm", 30)]
    assert _alone(told, one=epochs) == {"phone:firm"}, "nor does who has it later take it from the ring"


def test_who_names_a_number_in_every_epoch_is_one() -> None:
    epochs = ("phone:a0", "phone:a1", "phone:a2")
    told = [*_rings(10), *(Told([name], f"reporter-{n}") for name in epochs for n in range(3))]
    assert not _alone(told, one=epochs)


def test_what_may_well_be_chance_is_not_judged() -> None:
    told = _rings(10, both=3)
    # Where six of ten tell of more, none of five may be chance, none of thirty hardly.
    assert not _alone([*told, *_crowd("domain:advert", 5)])
    assert _alone([*told, *_crowd("domain:advert", 30)]) == {"domain:advert"}


def test_a_value_of_which_half_as_many_as_usual_tell_more_stays() -> None:
    assert not _alone([*_rings(20), *_crowd("phone:big", 60, more=30)])
    assert _alone([*_rings(20), *_crowd("phone:big", 60, more=5)]) == {"phone:big"}


def test_in_lists_of_calls_where_nobody_tells_of_anything_else_no_value_stands_out() -> None:
    told = [one for n in range(40) for one in _crowd(f"phone:{n:02}", 2 + n)]
    assert not _alone(told)


def test_what_goes_with_a_value_that_does_not_link_is_alone_too() -> None:
    told = [*_rings(10), *_crowd("phone:big", 60, more=60)]
    assert not _alone(told)
    assert _alone(told, out="wallet:big") == {"phone:big"}


def test_what_does_not_link_is_not_judged_again() -> None:
    assert not _alone([*_rings(10), *_crowd("domain:advert", 100)], out="domain:advert")


def test_one_person_who_names_a_site_in_a_hundred_reports_is_one() -> None:
    loud = [Told(["domain:advert"], "reporter-loud") for _ in range(100)]
    assert not _alone([*_rings(10), *loud, Told(["domain:advert"], "reporter-other")])


def test_a_hundred_unknown_people_of_one_source_are_one_as_well() -> None:
    assert not _alone([*_rings(10), *(Told(["domain:advert"]) for _ in range(100))])


@pytest.mark.parametrize("size", [0, 1, 2])
def test_where_there_is_hardly_anything_nothing_stands_out(size: int) -> None:
    assert not _alone(_crowd("phone:a", size))


_REPORT = st.builds(
    Told,
    values=st.lists(st.sampled_from([f"phone:{n}" for n in "abcd"]), max_size=3),
    reporter=st.sampled_from([None, *(f"reporter-{n}" for n in range(20))]),
)


@settings(max_examples=100, deadline=None)
@given(told=st.lists(_REPORT, max_size=40))
def test_a_value_that_everyone_names_with_something_else_never_stands_alone(told: list[Told]) -> None:
    with_more = [Told([*one.values, "phone:x", "wallet:x"], one.reporter) for one in told]
    assert not _alone(with_more)
