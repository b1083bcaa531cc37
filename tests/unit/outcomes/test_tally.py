"""A tally tells the public only what is public, of months that are over; the internal one tells all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

from ringfence.outcomes.outcome import Outcome, made, undoing
from ringfence.outcomes.tally import (
    FEWER,
    LATER,
    REST,
    WITHHELD,
    Figure,
    Tally,
    measures_of_outcomes,
    measures_of_reports,
    public,
    whole,
)
from ringfence.reports.report import REPORTS
from ringfence.words import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ["report_id", "reporter", "received_at", "country", "payments"]


def reports(*groups: tuple[str, str | None, int, int]) -> pl.LazyFrame:
    """Make reports: month, country, how many, and the dollars that each one lost."""
    rows = [
        {
            "report_id": f"report-{month}-{country}-{dollars}-{at}",
            "reporter": f"reporter-{country}-{at}",
            "received_at": datetime.fromisoformat(f"{month}-15").replace(tzinfo=UTC),
            "country": country,
            "payments": [{"amount_minor": dollars * 100, "currency": "USD"}] if dollars else [],
        }
        for month, country, number, dollars in groups
        for at in range(number)
    ]
    schema = pa.schema([REPORTS.field(name) for name in COLUMNS])
    return pl.DataFrame(pa.Table.from_pylist(rows, schema=schema)).lazy()


NO_MEMBERS = pl.LazyFrame(schema={"report_id": pl.String, "ring_id": pl.String})


def arrest(count: int, on: str, at: str, public_from: str | None, **told: object) -> Outcome:
    given = {"on": on, "at": f"{at}T09:00:00+00:00", "by": "asha", "source": "a letter", "count": count}
    where = told.pop("country", "IN"), told.pop("force", "in-cbi")
    kind = str(told.pop("kind", "arrest"))
    return made(kind, "ring-1", str(where[1]), str(where[0]), public_from=public_from, **given, **told)  # type: ignore[arg-type]  # a test's own words


def figures(told: Tally, label: str) -> dict[tuple[str, str | None], Figure]:
    (row,) = [row for row in told.rows if row.label == label]
    return dict(zip(told.columns, row.figures, strict=True))


def arrests(rows: Iterable[Outcome], as_of: date, *, internal: bool = False) -> Figure:
    measures = measures_of_outcomes([list(rows)], as_of, internal=internal)
    told = (whole if internal else public)(measures, "kind", as_of)
    return next(row.figures[0] for row in told.rows if row.label == "arrest")


def test_what_is_under_embargo_is_in_the_internal_tally_alone() -> None:
    rows = [
        arrest(30, "2026-03-05", "2026-03-06", None),
        arrest(20, "2026-03-05", "2026-03-06", "2026-05-01"),
    ]
    assert arrests(rows, date(2026, 4, 30)) == Figure(None, FEWER)
    assert arrests(rows, date(2026, 5, 31)) == Figure(None, FEWER), "the month is not over"
    assert arrests(rows, date(2026, 6, 1)) == Figure(20)
    assert arrests(rows, date(2026, 3, 31), internal=True) == Figure(50)


def test_a_public_month_that_is_over_is_not_changed_by_what_is_recorded_or_undone_later() -> None:
    first = arrest(30, "2026-03-05", "2026-03-06", "2026-03-06")
    late = arrest(12, "2026-03-07", "2026-05-02", "2026-03-08")
    undo = undoing(first.id, by="asha", at="2026-05-03T09:00:00+00:00", reason="another ring")
    measures = measures_of_outcomes([[first, late, undo]], date(2026, 7, 1), internal=False)
    told = public(measures, "month", date(2026, 7, 1))
    assert [(row.label, row.figures[0].amount) for row in told.rows] == [
        ("2026-03", 30),
        ("2026-04", None),
        ("2026-05", 12),
    ]
    assert arrests([first, late, undo], date(2026, 7, 1), internal=True) == Figure(12)


def test_what_is_undone_before_its_month_is_over_is_never_public() -> None:
    first = arrest(30, "2026-03-05", "2026-03-06", "2026-03-06")
    undo = undoing(first.id, by="asha", at="2026-03-30T09:00:00+00:00", reason="another ring")
    assert arrests([first, undo], date(2026, 7, 1)) == Figure(None, FEWER)


def test_an_outcome_that_stands_in_two_folders_counts_once() -> None:
    row = arrest(30, "2026-03-05", "2026-03-06", None)
    measures = measures_of_outcomes([[row], [row]], date(2026, 7, 1), internal=True)
    assert whole(measures, "force", date(2026, 7, 1)).rows[0].figures == (Figure(30),)


def test_currencies_are_never_added_up() -> None:
    rows = [
        arrest(1, "2026-03-05", "2026-03-06", None, kind="seizure", money=Money(500, "INR")),
        arrest(1, "2026-03-05", "2026-03-06", None, kind="seizure", money=Money(70, "USD")),
    ]
    told = whole(measures_of_outcomes([rows], date(2026, 7, 1), internal=True), "country", date(2026, 7, 1))
    assert figures(told, "IN") == {
        ("seizure", None): Figure(2),
        ("seizure", "INR"): Figure(500),
        ("seizure", "USD"): Figure(70),
    }


def test_months_of_which_nothing_may_be_shown_are_counted_with_a_later_one() -> None:
    made_up = reports(("2026-01", "US", 6, 0), ("2026-02", "GB", 7, 0), ("2026-03", "US", 40, 0))
    measures = measures_of_reports(made_up, NO_MEMBERS, date(2026, 4, 1))
    told = public(measures, "month", date(2026, 4, 1))
    assert [(row.label, row.figures) for row in told.rows] == [
        ("2026-01", (Figure(None, LATER),)),
        ("2026-02", (Figure(13),)),
        ("2026-03", (Figure(40),)),
    ]


def test_a_small_country_is_hidden_together_with_another() -> None:
    made_up = reports(("2026-01", "US", 300, 0), ("2026-01", "GB", 200, 0), ("2026-01", "ES", 2, 0))
    told = public(measures_of_reports(made_up, NO_MEMBERS, date(2026, 4, 1)), "country", date(2026, 4, 1))
    assert len(told.rows) == 2
    shown, rest = told.rows
    assert shown.label in {"GB", "US"}
    assert rest.label == REST
    assert (shown.figures[0].amount or 0) + (rest.figures[0].amount or 0) == 502
    assert "ES" not in str(told)


def test_a_currency_that_may_not_be_shown_does_not_appear() -> None:
    made_up = reports(("2026-01", "US", 300, 0), ("2026-01", "US", 9, 50))
    measures = measures_of_reports(made_up, NO_MEMBERS, date(2026, 4, 1))
    assert "USD" not in str(public(measures, "kind", date(2026, 4, 1)))
    assert figures(whole(measures, "country", date(2026, 4, 1)), "US")["losses", "USD"] == Figure(45_000)


def test_one_great_loss_keeps_a_sum_from_being_shown() -> None:
    great = reports(("2026-01", "US", 20, 50), ("2026-01", "GB", 1, 90_000))
    small = reports(("2026-01", "US", 20, 50), ("2026-01", "GB", 1, 60))
    as_of = date(2026, 4, 1)
    assert "losses" not in str(public(measures_of_reports(great, NO_MEMBERS, as_of), "kind", as_of))
    told = public(measures_of_reports(small, NO_MEMBERS, as_of), "kind", as_of)
    assert [row.figures[0] for row in told.rows if row.label == "losses"] == [Figure(106_000)]


def test_reports_of_one_person_do_not_make_a_number_that_may_be_shown() -> None:
    made_up = reports(("2026-01", "US", 40, 0)).with_columns(reporter=pl.lit("reporter-1"))
    told = public(measures_of_reports(made_up, NO_MEMBERS, date(2026, 4, 1)), "kind", date(2026, 4, 1))
    assert told.rows[0].figures == (Figure(None, WITHHELD),)


def test_a_report_that_stands_in_two_folders_counts_once_and_a_ring_has_one_month_and_country() -> None:
    made_up = reports(("2026-01", "GB", 2, 0), ("2026-02", "US", 3, 0))
    ids = made_up.collect()["report_id"].to_list()
    members = pl.LazyFrame({"report_id": ids, "ring_id": ["ring-1"] * 5})
    measures = measures_of_reports(
        pl.concat([made_up, made_up]), pl.concat([members, members]), date(2026, 4, 1)
    )
    by_country = whole(measures, "country", date(2026, 4, 1))
    assert figures(by_country, "US") == {("reports", None): Figure(3), ("rings", None): Figure(1)}
    assert figures(by_country, "GB") == {("reports", None): Figure(2), ("rings", None): Figure(0)}
    assert figures(whole(measures, "month", date(2026, 4, 1)), "2026-01")["rings", None] == Figure(1)
