"""Which rings of two sides are taken for one, and what is said of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ringfence.exchange.in_common import FEW, TOO_LITTLE, rings_in_common
from ringfence.exchange.overlap import RingCounts, Shared
from tests.cast import CONTOSO, NORTHWIND

if TYPE_CHECKING:
    from ringfence.exchange.in_common import CommonRing

AT = datetime(2026, 3, 1, tzinfo=UTC)
Held = dict[str, dict[str, int]]


def side(held: Held, *, enablers: tuple[str, ...] = ()) -> list[Shared]:
    """Write what a side holds of the values in common: value, then its rings with their reports."""
    return [
        Shared(
            kind="phone",
            value=value,
            roles=("callback",),
            reports=sum(rings.values()),
            reporters=sum(rings.values()),
            first_at=AT,
            last_at=AT,
            rings=tuple(rings.items()),
            counts=value not in enablers,
            why="enabler" if value in enablers else None,
        )
        for value, rings in held.items()
    ]


def counts(**reports: int) -> dict[str, RingCounts]:
    return {
        name: RingCounts(name, number, number, number // 2, number // 4, {"callback": 8, "payee": 3})
        for name, number in reports.items()
    }


def found(
    ours: Held,
    theirs: Held,
    *,
    sizes: tuple[dict[str, int], dict[str, int]] | None = None,
    enablers: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> tuple[CommonRing, ...]:
    rings = [{name for held in one.values() for name in held} for one in (ours, theirs)]
    known = sizes or tuple(dict.fromkeys(sorted(names), 20) for names in rings)
    shared = side(ours, enablers=enablers[0]), side(theirs, enablers=enablers[1])
    return rings_in_common((CONTOSO, NORTHWIND), shared, (counts(**known[0]), counts(**known[1])))


TWO: Held = {"one": {"a": 4}, "two": {"a": 3}}
TWO_THERE: Held = {"one": {"b": 2}, "two": {"b": 5}}


def test_two_values_that_stand_in_both_make_a_ring_common() -> None:
    (ring,) = found(TWO, TWO_THERE)
    assert (ring.ours.rings, ring.theirs.rings) == (("a",), ("b",))
    assert ring.values == (("phone", "one"), ("phone", "two"))
    assert (ring.ours.reports, ring.theirs.reports, ring.by_role) == (20, 20, {"callback": 2})


@given(st.integers(1, 500), st.integers(1, 500))
def test_one_value_is_never_enough_however_often_it_was_seen(ours: int, theirs: int) -> None:
    sizes = {"a": ours}, {"b": theirs}
    assert found({"one": {"a": ours}}, {"one": {"b": theirs}}, sizes=sizes) == ()


def test_an_enabler_at_either_side_never_makes_a_ring_common() -> None:
    assert found(TWO, TWO_THERE, enablers=(("two",), ())) == ()
    assert found(TWO, TWO_THERE, enablers=((), ("one",))) == ()
    many = {f"v{n}": {"a": 5} for n in range(9)}, {f"v{n}": {"b": 5} for n in range(9)}
    assert len(found(*many)) == 1
    assert found(*many, enablers=(tuple(many[0]), ())) == ()


def test_a_value_that_is_spread_over_rings_speaks_for_none_of_them() -> None:
    spread = {f"v{n}": {"a": 4, "c": 4} for n in range(9)}
    assert found(spread, {f"v{n}": {"b": 4} for n in range(9)}) == ()


def test_a_value_that_strayed_into_another_ring_speaks_for_its_own_alone() -> None:
    ours: Held = {"one": {"a": 9, "c": 1}, "two": {"a": 9, "c": 1}}
    (ring,) = found(ours, TWO_THERE)
    assert ring.ours.rings == ("a",)


def test_single_reports_of_large_rings_speak_for_none() -> None:
    """Two numbers that were each handed on once must not make one of two call centres."""
    sizes = {"a": 119}, {"b": 71}
    ours: Held = {"one": {"a": 1}, "two": {"a": 19}}
    theirs: Held = {"one": {"b": 3}, "two": {"b": 1}}
    assert found(ours, theirs, sizes=sizes) == ()
    both: Held = {"three": {"a": 5}, "four": {"a": 5}}
    (ring,) = found(ours | both, theirs | {"three": {"b": 5}, "four": {"b": 5}}, sizes=sizes)
    assert len(ring.values) == 4


def test_in_a_small_ring_a_value_may_stand_in_one_report_but_not_every_value() -> None:
    """One hostile report can name two numbers of another's ring."""
    once: Held = {"one": {"a": 1}, "two": {"a": 1}}
    twice: Held = {"one": {"a": 1}, "two": {"a": 2}}
    assert found(once, TWO_THERE) == ()
    assert len(found(twice, TWO_THERE)) == 1
    assert found(twice, TWO_THERE, sizes=({"a": 21}, {"b": 20})) == ()


def test_a_joint_referral_takes_ten_people_and_five_on_each_side() -> None:
    def enough(ours: int, theirs: int) -> bool:
        (ring,) = found(TWO, TWO_THERE, sizes=({"a": ours}, {"b": theirs}))
        return ring.enough

    assert (enough(5, 5), enough(4, 90), enough(90, 4), enough(5, 4)) == (True, False, False, False)


def test_values_seen_less_than_once_in_twenty_reports_say_nothing_of_a_ring() -> None:
    seen: Held = {"one": {"a": 2}, "two": {"a": 3}}
    assert len(found(seen, TWO_THERE, sizes=({"a": 100}, {"b": 20}))) == 1
    assert found(seen, TWO_THERE, sizes=({"a": 101}, {"b": 20})) == ()
    assert found(seen, TWO_THERE, sizes=({"a": 20}, {"b": 141})) == ()


def test_what_one_side_holds_in_pieces_is_told_as_one() -> None:
    ours: Held = {"one": {"a": 4}, "two": {"a": 3}, "three": {"c": 5}, "four": {"c": 5}}
    theirs: Held = {name: {"b": 5} for name in ours}
    (ring,) = found(ours, theirs, sizes=({"a": 20, "c": 30}, {"b": 40}))
    assert (ring.ours.rings, ring.theirs.rings) == (("c", "a"), ("b",))
    assert (ring.ours.reports, ring.theirs.reports, len(ring.values)) == (50, 40, 4)


def test_rings_that_share_nothing_are_told_apart() -> None:
    ours: Held = {"one": {"a": 4}, "two": {"a": 3}, "three": {"c": 5}, "four": {"c": 5}}
    theirs: Held = {"one": {"b": 4}, "two": {"b": 3}, "three": {"d": 5}, "four": {"d": 5}}
    sizes = {"a": 20, "c": 30}, {"b": 20, "d": 30}
    assert [one.ours.rings for one in found(ours, theirs, sizes=sizes)] == [("c",), ("a",)]


def test_what_is_large_enough_for_a_referral_comes_first_and_says_what_to_do() -> None:
    ours: Held = {"one": {"a": 4}, "two": {"a": 3}, "three": {"c": 1}, "four": {"c": 2}}
    theirs: Held = {"one": {"b": 4}, "two": {"b": 3}, "three": {"d": 1}, "four": {"d": 2}}
    large, small = found(ours, theirs, sizes=({"a": 12, "c": 2}, {"b": 30, "d": FEW - 3}))
    assert (large.enough, small.enough) == (True, False)
    said = " ".join(large.next_steps)
    assert "joint referral" in said
    assert "northwind leads, as more people reported to it" in said
    assert "contoso about 3 payment accounts and 6 callback numbers" in said
    assert small.next_steps[1:] == (TOO_LITTLE,)


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_the_order_in_which_values_come_changes_nothing(ours: list[int], theirs: list[int]) -> None:
    mine: Held = {f"v{n}": {f"a{n // 4}": 3, "c": n % 2} for n in ours}
    other: Held = {f"v{n}": {f"b{n // 4}": 3, "d": n % 3} for n in theirs}
    still = found(
        {f"v{n}": {f"a{n // 4}": 3, "c": n % 2} for n in range(8)},
        {f"v{n}": {f"b{n // 4}": 3, "d": n % 3} for n in range(8)},
    )
    assert found(mine, other) == still
    assert len(still) == 2
