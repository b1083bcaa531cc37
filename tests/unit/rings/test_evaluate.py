"""Rings are judged against a truth: what is found, what is reached of the bound, what is counted and said."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.bound import linkable_groups, strong_values
from ringfence.rings.evaluate import align, evaluate
from ringfence.rings.measures import ALONE
from ringfence.words import InputError

MEMBERS = {"report_id": pl.String, "ring_id": pl.String, "core_id": pl.String}
TRUTH = {"report_id": pl.String, "ring_id": pl.String}
SIGHTINGS = {"report_id": pl.String, "kind": pl.String, "value": pl.String, "strength": pl.Float32}


def members(rows: dict[str, tuple[str | None, str | None]]) -> pl.DataFrame:
    return pl.DataFrame([(name, *row) for name, row in rows.items()], schema=MEMBERS, orient="row")


def truth(rows: dict[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows.items()), schema=TRUTH, orient="row")


def sightings(rows: list[tuple[str, str, str, float]]) -> pl.LazyFrame:
    return pl.DataFrame(rows, schema=SIGHTINGS, orient="row").lazy()


def test_reports_only_one_side_knows_are_counted_and_said() -> None:
    judged = evaluate(members({"r1": ("a", None), "r9": ("a", None)}), truth({"r1": "x", "r2": "x"}))
    assert (judged.reports, judged.left_out, judged.missing) == (2, 1, 1)
    assert judged.lead.pairwise.recall == 0.0


def test_a_report_that_the_members_do_not_name_stands_alone() -> None:
    aligned = align(members({"r1": ("a", None)}), truth({"r1": "x", "r2": "x"}))
    assert aligned.predicted.tolist() == [0, ALONE]


def test_a_report_that_stands_twice_is_refused() -> None:
    twice = pl.concat([truth({"r1": "x"}), truth({"r1": "y"})])
    with pytest.raises(InputError, match="twice in the truth"):
        evaluate(members({}), twice)


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(InputError, match="no column ring_id"):
        evaluate(pl.DataFrame({"report_id": ["r1"]}), truth({"r1": "x"}))


def test_nothing_to_judge_is_judged_without_complaint() -> None:
    judged = evaluate(members({}), truth({}), sightings([]))
    assert judged.reports == 0
    assert judged.found == ()


def test_a_true_ring_is_found_where_most_of_its_linkable_reports_stand_together() -> None:
    names = [f"r{n}" for n in range(10)]
    seen = [(name, "phone", "+18885550100", 0.93) for name in names[:6]]
    placed = members({name: ("ring-1" if at < 3 else None, None) for at, name in enumerate(names)})
    judged = evaluate(placed, truth(dict.fromkeys(names, "x")), sightings(seen))
    (row,) = judged.found
    assert (row.reports, row.linkable, row.held, row.held_linkable, row.found) == (10, 6, 3, 3, True)


def test_two_true_rings_in_one_predicted_ring_are_one_found_ring() -> None:
    names = [f"r{n}" for n in range(10)]
    known = truth({name: "big" if at < 6 else "small" for at, name in enumerate(names)})
    judged = evaluate(members(dict.fromkeys(names, ("ring-1", None))), known)
    assert [(row.true_id, row.found, row.purity) for row in judged.found] == [
        ("big", True, 0.6),
        ("small", False, 0.4),
    ]


def test_no_core_scores_nothing() -> None:
    names = [f"r{n}" for n in range(30)]
    judged = evaluate(members(dict.fromkeys(names, ("ring-1", None))), truth(dict.fromkeys(names, "x")))
    assert (judged.core.pairwise.f, judged.core.rings_with, judged.core.cores) == (0.0, 0.0, 0)
    assert judged.core.inside is None


def test_a_core_is_measured_on_the_reports_that_could_be_in_it() -> None:
    names = [f"r{n}" for n in range(30)]
    seen = [(name, "phone", "+18885550100", 0.93) for name in names]
    seen += [(name, "wallet", "btc:example", 0.97) for name in names[:20]]
    placed = members({name: ("ring-1", "core-1" if at < 15 else None) for at, name in enumerate(names)})
    judged = evaluate(placed, truth(dict.fromkeys(names, "x")), sightings(seen))
    assert judged.core.inside == pytest.approx(0.75)
    assert judged.core.rings_with == 1.0


def test_a_url_and_its_own_domain_are_not_two_strong_values() -> None:
    seen = [
        ("r1", "url", "https://help.example/a", 0.9),
        ("r1", "domain", "help.example", 0.93),
        ("r2", "domain", "help.example", 0.93),
        ("r2", "phone", "+18885550100", 0.93),
        ("r3", "phone", "+18885550100", 0.2),
        ("r3", "email", "a@help.example", 0.95),
    ]
    strong = strong_values(sightings(seen), pl.Series(["r1", "r2", "r3"]))
    assert strong.two_or_more.tolist() == [False, True, False]


def test_scripts_join_only_when_asked() -> None:
    seen = [("r1", "script", "script-a", 0.3), ("r2", "script", "script-a", 0.3)]
    aligned = align(members({}), truth({"r1": "x", "r2": "x"}))
    strong = strong_values(sightings(seen), aligned.reports)
    assert linkable_groups(strong, aligned.true).tolist() == [ALONE, ALONE]
    assert len(set(linkable_groups(strong, aligned.true, scripts=True).tolist())) == 1


held = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5)), max_size=20)


@settings(deadline=None)
@given(held, st.lists(st.integers(-1, 2), min_size=8, max_size=8))
def test_the_bound_joins_exactly_the_chains_of_shared_values(
    rows: list[tuple[int, int]], rings: list[int]
) -> None:
    known = truth({f"r{at}": None if ring < 0 else f"x{ring}" for at, ring in enumerate(rings)})
    seen = [(f"r{report}", "phone", f"v{value}", 0.93) for report, value in rows]
    aligned = align(members({}), known)
    groups = linkable_groups(strong_values(sightings(seen), aligned.reports), aligned.true)
    expected = list(range(8))
    for one, value in rows:
        for other, same in rows:
            if value == same and rings[one] == rings[other] >= 0 and expected[one] != expected[other]:
                old = expected[one]
                expected = [expected[other] if name == old else name for name in expected]
    for one in range(8):
        for other in range(one):
            assert (groups[one] == groups[other] != ALONE) == (expected[one] == expected[other])
