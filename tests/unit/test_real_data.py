"""Real complaints go through the steps: nothing is lost on the way, and caller IDs alone make no ring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from benchmarks.real_data import QUICK, Through, one, run, through

if TYPE_CHECKING:
    from tests.conftest import RealData


@pytest.fixture(scope="module")
def day(real_data: RealData, tmp_path_factory: pytest.TempPathFactory) -> Through:
    return through(real_data(QUICK["day"]), tmp_path_factory.mktemp("day"))


@pytest.fixture(scope="module")
def recordings(real_data: RealData, tmp_path_factory: pytest.TempPathFactory) -> Through:
    return through(real_data(QUICK["recordings"]), tmp_path_factory.mktemp("recordings"))


def test_what_was_read_refused_and_found_adds_up(day: Through, recordings: Through) -> None:
    assert day.read.rows == 14_034
    assert recordings.read.rows == 257
    assert day.adds_up
    assert recordings.adds_up


def test_each_place_that_was_left_out_is_named_by_row_field_and_reason(day: Through) -> None:
    assert day.rejects.columns == ["file", "row", "field", "reason"]
    assert day.rejects.height == day.read.rejected + day.read.fields
    assert all(len(reason) > 10 for reason in day.rejects["reason"])
    assert set(day.rejects["field"]) <= {"", *day.read.columns}
    rows = day.rejects["row"].cast(pl.Int64)
    assert rows.is_sorted()
    assert rows.is_between(1, day.read.rows).all()


def test_what_was_left_out_is_listed_without_its_value(day: Through) -> None:
    assert not any(re.search(r"\d{3}", reason) for reason in day.rejects["reason"].unique())


def test_caller_ids_alone_make_no_ring(day: Through) -> None:
    assert set(day.sightings["role"]) == {"caller_id", "genuine"}
    assert day.linking.values > 500, "many numbers are in several complaints"
    assert (day.linking.linking, day.linking.rings, day.linking.in_rings) == (0, 0, 0)


def test_what_recordings_say_to_call_back_is_found_and_makes_leads_but_no_core(recordings: Through) -> None:
    phones = recordings.sightings.filter(pl.col("kind") == "phone")
    assert set(phones["role"]) == {"callback"}
    assert phones["report_id"].n_unique() >= 25
    in_two = phones.group_by("value").agg(pl.col("report_id").n_unique()).filter(pl.col("report_id") > 1)
    assert recordings.linking.rings == in_two.height
    assert recordings.linking.in_rings == in_two["report_id"].sum()
    assert recordings.linking.cores == 0, "unknown people of one source count as one reporter"


def test_wording_that_recordings_share_is_found(recordings: Through) -> None:
    assert recordings.sightings.filter(pl.col("kind") == "script")["report_id"].n_unique() > 200


def test_nearly_every_spelling_of_an_agency_gives_it(real_data: RealData) -> None:
    rows = one(str(real_data(QUICK["tax"])))["spelled"]
    assert isinstance(rows, list)
    [(slug, texts, found, different, of_these)] = rows
    assert (slug, texts) == ("irs", 16_873)
    assert found >= texts - 20
    assert of_these >= different - 20


def test_no_table_that_is_printed_holds_a_value(recordings: Through, real_data: RealData) -> None:
    printed = repr(one(str(real_data(QUICK["recordings"]))))
    values = recordings.sightings.filter(pl.col("kind") != "brand")["value"].unique()
    assert len(values) > 40
    assert [value for value in values if value in printed] == []


def test_the_benchmark_says_so_where_the_files_are_absent(capsys: pytest.CaptureFixture[str]) -> None:
    run({"day": "no-such-folder/no-such-file.csv"})
    assert capsys.readouterr().out.startswith("Not here, so not tried: day")
