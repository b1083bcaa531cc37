"""A ring keeps its id from run to run; merged ids lead on; no id is used twice."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ringfence.rings.identity import Names, Previous, assign

IDS = pl.Series("report_id", [f"report-{n:02}" for n in range(12)])


def _assign(labels: list[int], previous: Previous | None = None) -> Names:
    return assign(IDS, np.array(labels, dtype=np.int64), previous or Previous.none())


def _left(labels: list[int], names: Names, core: list[int] | None = None, run: int = 1) -> Previous:
    rows = [
        (IDS[n], names.ring_ids[label], "core" if core is None or n in core else "lead")
        for n, label in enumerate(labels)
        if label >= 0
    ]
    rings: list[tuple[str, str, str | None, str, str]] = [
        (name, "active", None, f"run-{run}", f"run-{run}") for name in names.ring_ids
    ]
    rings += [(name, "redirected", to, "run-0", "run-0") for name, to in names.redirects.items()]
    empty = Previous.none()
    return Previous(
        pl.DataFrame(rows, schema=empty.members.schema, orient="row"),
        pl.DataFrame(rings, schema=empty.rings.schema, orient="row"),
        run,
    )


TWO = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, -1, -1]


def test_a_ring_that_grew_keeps_its_id() -> None:
    first = _assign(TWO)
    assert _assign([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], _left(TWO, first)).ring_ids == first.ring_ids


def test_after_a_merge_the_id_with_more_core_reports_stays_and_the_other_leads_to_it() -> None:
    first = _assign(TWO)
    merged = _assign([0] * 10 + [-1, -1], _left(TWO, first, core=[6, 7, 8]))
    assert merged.ring_ids == (first.ring_ids[1],)
    assert merged.redirects == {first.ring_ids[0]: first.ring_ids[1]}


def test_after_a_split_the_largest_part_keeps_the_id_and_the_other_gets_a_new_one() -> None:
    first = _assign(TWO)
    split = _assign([0, 0, 1, 1, 1, 1, 2, 2, 2, 2, -1, -1], _left(TWO, first))
    assert split.ring_ids[1:] == first.ring_ids
    assert split.ring_ids[0] not in first.ring_ids


def test_a_ring_of_which_nothing_is_left_leads_nowhere() -> None:
    first = _assign(TWO)
    assert _assign([-1] * 12, _left(TWO, first)).redirects == dict.fromkeys(first.ring_ids)


def test_a_chain_of_merges_leads_to_the_ring_that_is_there_now() -> None:
    three = [0, 0, 0, 0, 1, 1, 1, 2, 2, -1, -1, -1]
    first = _assign(three)
    one = [0, 0, 0, 0, 1, 1, 1, 1, 1, -1, -1, -1]
    second = _assign(one, _left(three, first))
    third = _assign([0] * 9 + [-1] * 3, _left(one, second, core=[0, 1, 2, 3], run=2))
    assert third.redirects == dict.fromkeys(first.ring_ids[1:], first.ring_ids[0])


def test_judging_two_rings_the_same_gives_the_id_of_neither_to_a_third() -> None:
    """The second ring has split since; its smaller part is a ring of its own and stays one."""
    older = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
    first = _assign(older)
    evident = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2])
    before = _left(older, first)
    apart = assign(IDS, evident, before)
    judged = np.array([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
    joined = assign(IDS, judged, before, evident, published=_left(evident.tolist(), apart, run=2))
    assert joined.ring_ids[1] == apart.ring_ids[2]
    assert joined.ring_ids[0] in first.ring_ids
    (lost,) = set(first.ring_ids) - {joined.ring_ids[0]}
    assert joined.redirects == {lost: joined.ring_ids[0]}


@given(st.data())
def test_no_judgement_changes_the_id_of_a_ring_that_it_does_not_speak_of(data: st.DataObject) -> None:
    older, evident = data.draw(_LABELS), data.draw(_LABELS)
    first = _assign(older)
    before = _left(older, first)
    found = np.array(evident, dtype=np.int64)
    apart = assign(IDS, found, before)
    rings = len(apart.ring_ids)
    if rings < 2:
        return
    one, other = sorted(data.draw(st.permutations(range(rings)))[:2])
    merged = np.where(found == other, one, found)
    merged = np.where(merged > other, merged - 1, merged)
    joined = assign(IDS, merged, before, found)
    others = [name for label, name in enumerate(apart.ring_ids) if label not in {one, other}]
    assert [name for label, name in enumerate(joined.ring_ids) if label != one] == others
    assert joined.ring_ids[one] in {apart.ring_ids[one], apart.ring_ids[other]}


_LABELS = st.lists(st.integers(-1, 3), min_size=12, max_size=12).map(
    lambda labels: [-1 if one < 0 else sorted(set(labels) - {-1}).index(one) for one in labels]
)


@given(st.lists(_LABELS, min_size=1, max_size=5))
def test_ids_are_unique_and_none_is_ever_lost(runs: list[list[int]]) -> None:
    previous = Previous.none()
    ever: set[str] = set()
    for number, labels in enumerate(runs, 1):
        names = _assign(labels, previous)
        assert len(set(names.ring_ids)) == len(names.ring_ids) == max([-1, *labels]) + 1
        assert ever == (ever & set(names.ring_ids)) | names.redirects.keys()
        assert {to for to in names.redirects.values() if to} <= set(names.ring_ids)
        ever |= set(names.ring_ids)
        previous = _left(labels, names, run=number)
