"""What a kind of evidence is worth follows from judgements only when both decisions were made, and slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.rings.judgement import Judgement, made, undoing
from ringfence.rings.priors import Estimate, estimates
from ringfence.rings.ring import PRIORS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

LEAST = 0.35
Told = tuple[str, str, str]
"""Decision, kind/role, value."""


def _world(told: Sequence[Told]) -> tuple[list[Judgement], pl.LazyFrame]:
    """Make a judged pair of reports for each, sharing one value."""
    rows, seen = [], []
    for number, (decision, kind_role, value) in enumerate(told):
        a, b = f"report-{number}a", f"report-{number}b"
        rows.append(made(decision, a, b, by="asha", at=f"2024-03-05T09:{number:02}:00Z", reason="looked"))
        kind, role = kind_role.split("/")
        seen += [(a, kind, value, role), (b, kind, value, role), (a, "wallet", f"btc:{number}", "payee")]
    schema = ["report_id", "kind", "value", "role"]
    return rows, pl.LazyFrame(seen, schema=dict.fromkeys(schema, pl.String), orient="row")


def _of(told: Sequence[Told]) -> dict[tuple[str, str], Estimate]:
    rows, seen = _world(told)
    return {(one.kind, one.role): one for one in estimates(rows, seen, PRIORS, LEAST)}


CALLBACK = ("phone", "callback")


def test_both_decisions_move_a_prior_by_the_mean_of_a_beta_distribution() -> None:
    told = [("same", "phone/callback", f"+1888555010{n}") for n in range(4)]
    told += [("different", "phone/callback", f"+1888555011{n}") for n in range(6)]
    one = _of(told)[CALLBACK]
    assert (one.pairs, one.same, one.different) == (10, 4, 6)
    assert one.estimate == round((20 * 0.93 + 4) / 30, 3)
    assert one.why is None


@pytest.mark.parametrize("decision", ["same", "different"])
def test_one_decision_alone_moves_nothing_and_says_why(decision: str) -> None:
    told = [(decision, "phone/callback", f"+1888555010{n}") for n in range(9)]
    one = _of(told)[CALLBACK]
    assert one.estimate == one.prior == 0.93
    assert one.why is not None


def test_a_value_that_is_judged_again_and_again_counts_once() -> None:
    told = [("different", "phone/callback", "+18885550100")] * 9 + [
        ("same", "phone/callback", "+18885550101")
    ]
    one = _of(told)[CALLBACK]
    assert (one.pairs, one.same, one.different) == (10, 1, 1)


def test_what_never_counts_never_will_and_a_calling_number_stays_below_the_bar() -> None:
    told = [("same", "phone/caller_id", f"+1888555{n:04}") for n in range(50)]
    told += [("different", "phone/caller_id", "+18885559999")]
    told += [(decision, "brand/impersonated", decision) for decision in ("same", "different")]
    found = _of(told)
    assert found["phone", "caller_id"].estimate < LEAST
    assert found["brand", "impersonated"].estimate == 0
    assert all(one.why for one in found.values())


def test_what_is_undone_and_what_was_only_unsure_counts_nothing() -> None:
    rows, seen = _world(
        [
            ("same", "phone/callback", "+18885550100"),
            ("different", "phone/callback", "+18885550101"),
            ("unsure", "phone/callback", "+18885550102"),
        ]
    )
    undone = undoing(rows[1].id, by="ben", at="2024-03-06T09:00:00Z", reason="was wrong")
    (one,) = estimates([*rows, undone], seen, PRIORS, LEAST)
    assert (one.same, one.different, one.estimate) == (1, 0, 0.93)


def test_judgements_about_rings_say_nothing_of_two_reports() -> None:
    rows, seen = _world([("same", "phone/callback", "+18885550100")])
    about = made(
        "different",
        "ring-a",
        "ring-b",
        by="asha",
        at="2024-03-05T10:00:00Z",
        reason="two voices",
        a_report="report-0a",
        b_report="report-0b",
    )
    (one,) = estimates([*rows, about], seen, PRIORS, LEAST)
    assert (one.same, one.different) == (1, 0)
    assert estimates([], seen, PRIORS, LEAST) == ()


told_rows = st.lists(
    st.tuples(
        st.sampled_from(["same", "different", "unsure"]),
        st.sampled_from(["phone/callback", "wallet/payee", "phone/caller_id", "domain/visited"]),
        st.sampled_from(["one", "two", "three", "four"]),
    ),
    max_size=25,
)


@given(told_rows, st.randoms(use_true_random=False))
def test_estimates_lie_between_the_prior_and_what_was_judged_in_whatever_order(
    told: list[Told], draw: Random
) -> None:
    rows, seen = _world(told)
    found = estimates(rows, seen, PRIORS, LEAST)
    draw.shuffle(rows)
    assert estimates(rows, seen, PRIORS, LEAST) == found
    for one in found:
        share = one.same / max(one.same + one.different, 1)
        low, high = min(one.prior, share), max(one.prior, share)
        assert one.why is not None or low - 0.001 <= one.estimate <= high + 0.001
