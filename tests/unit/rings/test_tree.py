"""The smallest evidence tree: every branch is really there, and together they tie what can be tied."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ringfence.rings.tree import smallest

AT = datetime(2026, 3, 12, tzinfo=UTC)


def _linking(pairs: set[tuple[int, int]]) -> pl.DataFrame:
    rows = [(f"report-{report}", "wallet", f"btc:{value}", 0, AT, 2.0) for report, value in sorted(pairs)]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "report_id": pl.String,
        "kind": pl.String,
        "value": pl.String,
        "epoch": pl.Int64,
        "at": pl.Datetime("us", "UTC"),
        "bits": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_a_value_that_ties_all_makes_the_others_needless() -> None:
    pairs = {(report, 0) for report in range(6)} | {(0, 1), (1, 1), (2, 2), (3, 2)}
    tree = smallest(_linking(pairs), 7)
    assert [branch.value for branch in tree.branches] == ["btc:0"]
    assert (tree.reports, tree.apart, tree.values) == (6, 1, 3)


def test_a_ring_that_nothing_ties_has_no_branch() -> None:
    tree = smallest(_linking({(0, 0), (1, 1)}), 2)
    assert (tree.branches, tree.reports, tree.apart) == ((), 0, 2)


def _largest(pairs: set[tuple[int, int]]) -> int:
    left, most = {report for report, _ in pairs}, 0
    while left:
        piece, edge = set(), {left.pop()}
        while edge:
            piece |= edge
            values = {value for report, value in pairs if report in piece}
            edge = {report for report, value in pairs if value in values} - piece
        left -= piece
        most = max(most, len(piece))
    return most if most > 1 else 0


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 6)), max_size=30))
def test_a_tree_has_no_circle_and_ties_all_that_hangs_together(pairs: set[tuple[int, int]]) -> None:
    tree = smallest(_linking(pairs), 10)
    edges = {(branch.value, report) for branch in tree.branches for report in branch.reports}
    assert edges <= {(f"btc:{value}", f"report-{report}") for report, value in pairs}
    branched = {
        (int(report.removeprefix("report-")), int(value.removeprefix("btc:"))) for value, report in edges
    }
    assert tree.reports == _largest(pairs) == _largest(branched)
    if tree.reports:
        groups = len({report for report, _ in branched}) - sum(len(b.reports) - 1 for b in tree.branches)
        assert groups >= 1
