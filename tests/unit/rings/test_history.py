"""What was known when: any day can be looked back to, from what each run changed alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ringfence.rings.history import STATES, as_of, moved, passages

START = datetime(2026, 3, 1, tzinfo=UTC)
World = dict[int, str | None]
"""Each linked report's ring."""


def _members(world: World) -> pl.DataFrame:
    rows = [(f"report-{n}", ring, ring and "lead", None) for n, ring in sorted(world.items())]
    schema = {name: STATES[name] for name in ("report_id", "ring_id", "tier", "core_id")}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _day(number: int) -> datetime:
    return START + timedelta(days=number)


def _history(worlds: list[World]) -> pl.DataFrame:
    kept = [
        moved(_members(worlds[number - 1]), _members(worlds[number]), _day(number))
        for number in range(1, len(worlds))
    ]
    return pl.concat([pl.DataFrame(schema=STATES), *kept])


worlds = st.lists(
    st.dictionaries(st.integers(0, 7), st.sampled_from([None, "ring-a", "ring-b", "ring-c"])),
    min_size=1,
    max_size=6,
)


@given(worlds)
def test_every_day_is_told_as_it_was(told: list[World]) -> None:
    states = _history(told)
    for number, world in enumerate(told):
        for at in (_day(number), _day(number) + timedelta(hours=23)):
            assert as_of(states, _members(told[-1]), at).equals(_members(world))


@given(worlds)
def test_what_came_less_what_went_is_what_a_ring_gained(told: list[World]) -> None:
    states = _history(told)
    now = _members(told[-1])
    for ring in ("ring-a", "ring-b", "ring-c"):
        for number in range(1, len(told)):
            there = [sum(1 for one in told[at].values() if one == ring) for at in (number - 1, number)]
            steps = [one for one in passages(states, now, ring) if one.at == _day(number)]
            gained = sum(one.reports if one.came else -one.reports for one in steps)
            assert gained == there[1] - there[0]
            assert all(one.other != ring for one in steps)


def test_who_is_new_and_who_came_from_elsewhere_is_told_apart() -> None:
    told: list[World] = [
        {0: "ring-a", 1: "ring-b", 2: None},
        {0: "ring-a", 1: "ring-a", 2: "ring-a", 3: "ring-a"},
    ]
    found = passages(_history(told), _members(told[-1]), "ring-a")
    assert {(one.other, one.new, one.reports) for one in found} == {
        ("ring-b", False, 1),
        (None, False, 1),
        (None, True, 1),
    }
    assert all(one.came for one in found)


def test_nothing_is_kept_of_what_did_not_move() -> None:
    same = _members({0: "ring-a", 1: None})
    assert moved(same, same, START).is_empty()
