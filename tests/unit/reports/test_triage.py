"""Triage: each of its four rules says why a report does not count, and what none of them meets passes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ringfence.reports.triage import (
    COLUMNS,
    COPIED_LETTERS,
    LEAST_WORDS,
    MOST_A_DAY,
    MOST_ADDRESSES,
    flooding,
    passed,
    person,
    refused,
    refused_one,
)

_DAY = datetime(2026, 3, 12, 9, tzinfo=UTC)
_LONG = "They said that my computer has been locked and that I must call."
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "report_id": pl.String,
    "source": pl.String,
    "reporter": pl.String,
    "received_at": pl.Datetime("us", "UTC"),
    "text": pl.String,
    "stated": pl.List(pl.String),
}


def _reports(*texts: str, reporter: str | None = None, stated: tuple[str, ...] = ()) -> pl.DataFrame:
    rows = [
        (f"report-{n}", "public-desk", reporter, _DAY + timedelta(minutes=n), text, list(stated))
        for n, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _why(reports: pl.DataFrame, busiest: dict[tuple[str, str], int] | None = None) -> list[tuple[str, str]]:
    return refused(reports, busiest or {}).rows()


def test_a_few_words_count_only_when_the_form_named_something() -> None:
    short = " ".join(["word"] * (LEAST_WORDS - 1))
    assert _why(_reports(short, f"{short} more", "")) == [("report-0", "empty"), ("report-2", "empty")]
    assert _why(_reports(short, stated=("phone",))) == []


def test_many_addresses_are_advertising() -> None:
    text = "look at all of these pages " + " ".join(
        f"https://shop-{n}.example" for n in range(MOST_ADDRESSES)
    )
    assert _why(_reports(text, f"{text} WWW.shop.example")) == [("report-1", "advertising")]


def test_the_same_words_count_once_whatever_signs_stand_between() -> None:
    copied = _LONG.upper().replace(" ", " -- ")
    assert _why(_reports(_LONG, copied, f"{_LONG} twice")) == [("report-1", "copy")]
    short = "They told me to call them"
    assert len(short) < COPIED_LETTERS
    assert _why(_reports(short, short)) == []


def test_more_than_ten_reports_in_a_day_are_a_flood_and_none_of_it_counts() -> None:
    busy = _reports(*[f"{_LONG} {n}" for n in range(MOST_A_DAY + 1)], reporter="reporter-1")
    counted = flooding(busy.lazy(), busy["reporter"])
    assert counted == {("reporter-1", "2026-03-12"): MOST_A_DAY + 1}
    assert {why for _, why in _why(busy, counted)} == {"flood"}
    fewer = busy.head(MOST_A_DAY)
    assert flooding(fewer.lazy(), fewer["reporter"]) == {}
    next_day = busy.with_columns(pl.col("received_at") + timedelta(days=1))
    assert _why(next_day, counted) == []


def test_unknown_reporters_make_no_flood_and_are_one_person_of_their_source() -> None:
    busy = _reports(*[f"{_LONG} {n}" for n in range(30)])
    assert flooding(busy.lazy(), busy["reporter"]) == {}
    rows = pl.DataFrame(
        {"source": ["desk", "desk", "other", "desk"], "reporter": [None, None, None, "reporter-1"]},
        schema={"source": pl.String, "reporter": pl.String},
    )
    assert rows.select(person())["person"].n_unique() == 3


@given(st.lists(st.text(max_size=80), max_size=12), st.sampled_from((None, "reporter-1")))
def test_every_report_either_passes_or_has_one_reason(texts: list[str], reporter: str | None) -> None:
    reports = _reports(*texts, reporter=reporter)
    out = refused(reports, {})
    kept = passed(reports, {})
    assert sorted([*out["report_id"], *kept["report_id"]]) == sorted(reports["report_id"])
    assert set(out["why"]) <= {"empty", "advertising", "copy", "flood"}
    assert kept.columns == [*COLUMNS]


@given(st.text(max_size=60) | st.text("wW. ht:ps/é_٣", max_size=80), st.booleans(), st.booleans())
def test_one_report_by_itself_is_judged_as_among_many(text: str, named: bool, flood: bool) -> None:  # noqa: FBT001 - drawn
    one = _reports(text, reporter="reporter-1", stated=("phone",) if named else ())
    busiest = {("reporter-1", "2026-03-12"): MOST_A_DAY + flood}
    found = refused_one(text, stated=int(named), flood=flood)
    assert _why(one, busiest) == ([("report-0", found)] if found else [])
