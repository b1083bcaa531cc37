"""A linker is tried hard: a bad one is caught, a careful one passes, and placing new reports is pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings.bound import linkable_groups, strong_values
from ringfence.rings.shares import place, ring_values
from ringfence.rings.stress import SIZE, check_reasons, try_incremental, try_order, try_poison
from ringfence.words import InputError

START = datetime(2026, 3, 1, tzinfo=UTC)


def two_rings() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two rings of a hundred reports, each around one number and five wallets."""
    rows, known = [], []
    for ring in ("a", "b"):
        for number in range(SIZE):
            report = f"report-{ring}-{number:03}"
            known.append({"report_id": report, "ring_id": ring})
            phone = ("phone", f"+1888555010{ord(ring) % 10}", "callback", 0.93)
            wallet = ("wallet", f"btc:example-{ring}-{number % 5}", "payee", 0.97)
            for kind, value, role, strength in (phone, wallet):
                rows.append(
                    {
                        "report_id": report,
                        "kind": kind,
                        "value": value,
                        "role": role,
                        "validity": "valid",
                        "strength": strength,
                        "at": START + timedelta(hours=number),
                        "at_basis": "occurred",
                        "source": "company-a",
                        "reporter": f"reporter-{ring}-{number}",
                        "start": None,
                        "end": None,
                    }
                )
    return pl.DataFrame(rows, schema=pl.DataFrame(SIGHTINGS.empty_table()).schema), pl.DataFrame(known)


def everything_shared(sightings: pl.DataFrame) -> pl.DataFrame:
    """Link whatever shares any strong value, as one must not."""
    reports = sightings["report_id"].unique().sort()
    groups = linkable_groups(strong_values(sightings.lazy(), reports), np.zeros(len(reports), dtype=np.int64))
    named = pl.Series(groups).cast(pl.String)
    return pl.DataFrame({"report_id": reports, "ring_id": named, "core_id": named})


def without_strangers(sightings: pl.DataFrame) -> pl.DataFrame:
    """Link as `everything_shared`, but trust nobody who reports more than once."""
    often = pl.col("report_id").n_unique().over("reporter") > 1
    return everything_shared(sightings.filter(~often))


def by_arrival(sightings: pl.DataFrame) -> pl.DataFrame:
    """Name rings by the order in which rows come, as one must not."""
    linked = everything_shared(sightings)
    named = pl.lit("ring-" + sightings["report_id"][0])
    return linked.with_columns(ring_id=named, core_id=named)


def test_an_order_that_matters_is_noticed() -> None:
    sightings, _ = two_rings()
    assert try_order(everything_shared, sightings, runs=3).identical == 3
    tried = try_order(by_arrival, sightings, runs=3)
    assert tried.identical == 0
    assert tried.moved == 2 * SIZE


def test_one_hostile_reporter_joins_two_rings_of_a_linker_that_trusts_everyone() -> None:
    sightings, truth = two_rings()
    tried = try_poison(everything_shared, sightings, truth, tries=5)
    assert (tried.usable, tried.joined, tried.cores_joined, tried.framed) == (5, 5, 5, 5)


def test_one_hostile_reporter_does_nothing_to_a_linker_that_leaves_him_out() -> None:
    sightings, truth = two_rings()
    tried = try_poison(without_strangers, sightings, truth, tries=5)
    assert (tried.usable, tried.joined, tried.cores_joined, tried.framed) == (5, 0, 0, 0)


def test_poison_needs_two_rings_of_a_hundred() -> None:
    sightings, truth = two_rings()
    with pytest.raises(InputError, match="fewer than two true rings"):
        try_poison(everything_shared, sightings, truth.filter(pl.col("ring_id") == "a"), tries=1)


def test_the_newest_reports_are_placed_where_the_relink_puts_them() -> None:
    sightings, truth = two_rings()
    held = try_incremental(everything_shared, sightings, 0.1, truth)
    assert (held.reports, held.relinked, held.placed, held.agreed) == (20, 20, 20, 20)
    assert held.b_cubed_placed == held.b_cubed_relinked == 1.0


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_that_leaves_nothing_on_one_side_is_refused(share: float) -> None:
    sightings, _ = two_rings()
    with pytest.raises(InputError, match="no report on one side"):
        try_incremental(everything_shared, sightings, share)


def test_a_link_that_is_not_in_both_reports_is_noticed() -> None:
    sightings, _ = two_rings()
    stated = [
        ("report-a-000", "report-a-001", "phone", "+18885550107"),
        ("report-a-000", "report-b-000", "phone", "+18885550107"),
    ]
    links = pl.DataFrame(stated, schema=["report_a", "report_b", "kind", "value"], orient="row")
    checked = check_reasons(links.lazy(), sightings.lazy())
    assert (checked.stated, checked.present) == (2, 1)


VALUES = {"report_id": pl.String, "kind": pl.String, "value": pl.String, "strength": pl.Float32}
seen = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=15)


def sightings_of(rows: list[tuple[int, int]], prefix: str) -> pl.LazyFrame:
    wide = [(f"{prefix}{report}", "phone", f"v{value}", 0.9) for report, value in rows]
    return pl.DataFrame(wide, schema=VALUES, orient="row").lazy()


@settings(deadline=None)
@given(seen, st.lists(st.integers(-1, 2), min_size=6, max_size=6), seen)
def test_a_report_is_placed_where_its_values_speak_most(
    old: list[tuple[int, int]], rings: list[int], new: list[tuple[int, int]]
) -> None:
    names = [None if ring < 0 else f"ring-{ring}" for ring in rings]
    members = pl.DataFrame(
        {"report_id": [f"old{at}" for at in range(6)], "ring_id": names},
        schema_overrides={"ring_id": pl.String},
    )
    placed = place(sightings_of(new, "new"), ring_values(sightings_of(old, "old"), members.lazy()))
    for report_id, ring_id, speaks in placed.iter_rows():
        totals: dict[str, float] = {}
        for value in {value for report, value in new if f"new{report}" == report_id}:
            holders = {report for report, held in old if held == value}
            for report in holders:
                name = names[report]
                if name is not None:
                    totals[name] = totals.get(name, 0.0) + 0.9 / len(holders)
        enough = {name: total for name, total in totals.items() if total >= 0.35 + 1e-6}
        if enough:
            assert speaks == pytest.approx(max(enough.values()), abs=1e-5)
            assert totals[ring_id] == pytest.approx(speaks, abs=1e-5)


def test_many_new_reports_do_not_change_where_the_next_one_goes() -> None:
    sightings, truth = two_rings()
    known = ring_values(sightings.lazy(), truth.lazy())
    one = sightings_of([(0, 0)], "new").with_columns(value=pl.lit("+18885550107"))
    crowd = pl.concat([one.with_columns(report_id=pl.lit(f"crowd{at}")) for at in range(50)])
    alone = place(one, known)
    among = place(pl.concat([one, crowd]), known)
    assert among.filter(pl.col("report_id") == "new0").equals(alone)
