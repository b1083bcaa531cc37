"""Findings: blocks and bursts are found where they are, chance gives none, and nobody makes one alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy.stats import false_discovery_control

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings.blocks import false_share
from ringfence.rings.findings import FINDINGS, MOST_FALSE, findings

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BEGIN = datetime(2024, 3, 1, tzinfo=UTC)
NOBODY = pl.Series(dtype=pl.String)
DAYS = 60
REPEATS = pa.schema([("report_id", pa.string()), ("repeat", pa.bool_())])


def usual(seed: int, reports: int = 20_000) -> pl.DataFrame:
    """Complaints about numbers drawn at random; exchanges and days differ as they do (all in +999)."""
    rng = np.random.default_rng(seed)
    busy = rng.gamma(2.0, size=2_000)
    exchange = rng.choice(2_000, reports, p=busy / busy.sum())
    number = 999_200_0000_000 + exchange * 10_000 + rng.integers(10_000, size=reports)
    traffic = rng.gamma(5.0, size=DAYS)
    return complaints(number, rng.choice(DAYS, reports, p=traffic / traffic.sum()))


def complaints(number: NDArray[np.int64], day: NDArray[np.int64], **columns: object) -> pl.DataFrame:
    frame = pl.DataFrame({"value": number, "day": day}).with_row_index("at_row")
    told: dict[str, object] = {
        "kind": "phone",
        "role": "caller_id",
        "validity": "valid",
        "source": "desk",
        "reporter": None,
    }
    return frame.select(
        *(pl.lit(value, pl.String).alias(name) for name, value in (told | columns).items()),
        report_id=pl.concat_str(pl.lit(f"report-{len(number)}-{int(number[0])}-"), "at_row"),
        value=pl.concat_str(pl.lit("+"), "value"),
        at=pl.lit(BEGIN) + pl.duration(days=pl.col("day")),
    )


def found(folder: Path, *frames: pl.DataFrame, repeats: pl.Series = NOBODY) -> pl.DataFrame:
    path = folder / "sightings.parquet"
    pl.concat(frames, how="vertical").write_parquet(path)
    table = findings(path, told(repeats))
    assert table.schema.equals(FINDINGS)
    return pl.DataFrame(table)


def told(repeats: pl.Series) -> pa.Table:
    return pa.table({"report_id": repeats.to_list(), "repeat": [True] * len(repeats)}, schema=REPEATS)


def rotation(numbers: int = 40, first: int = 999_300_1234_000, days: int = DAYS) -> pl.DataFrame:
    at = np.arange(numbers)
    return complaints(first + at * 7, at * days // numbers)


@pytest.mark.parametrize("seed", range(5))
def test_usual_traffic_gives_nothing(tmp_path: Path, seed: int) -> None:
    assert found(tmp_path, usual(seed)).height == 0


def test_a_block_in_which_calls_rotate_is_found_with_what_was_expected(tmp_path: Path) -> None:
    rows = found(tmp_path, usual(1), rotation())
    assert rows["value"].to_list() == ["+9993001234xxx"]
    (row,) = rows.iter_rows(named=True)
    assert (row["kind"], row["numbers"], row["reports"], row["seen"]) == ("block", 40, 40, 40)
    assert row["expected"] < 2
    assert row["q"] < 1e-6
    assert (row["from_on"], row["to_on"]) == (date(2024, 3, 1), date(2024, 4, 28))


def test_unknown_people_of_one_source_are_told_as_one_reporter(tmp_path: Path) -> None:
    assert found(tmp_path, usual(1), rotation())["reporters"].to_list() == [1]


def test_a_block_like_the_rest_of_its_exchange_is_none_but_the_exchange_is_told(tmp_path: Path) -> None:
    at = np.arange(400)
    whole = complaints(999_300_1230_000 + at * 25, at % DAYS)
    rows = found(tmp_path, usual(1), whole)
    assert rows["value"].to_list() == ["+999300123xxxx"]


def test_one_known_reporter_makes_no_finding_however_much_they_file(tmp_path: Path) -> None:
    at = np.arange(200)
    block = complaints(999_300_1234_000 + at, at % DAYS, reporter="reporter-one")
    number = complaints(np.full(200, 999_300_7777_777), np.full(200, 30), reporter="reporter-one")
    assert found(tmp_path, usual(2), block, number).height == 0


def test_repeats_count_nothing(tmp_path: Path) -> None:
    rows = rotation()
    assert found(tmp_path, usual(1), rows, repeats=rows["report_id"]).height == 0


@pytest.mark.parametrize(
    "columns",
    [{"role": "genuine"}, {"validity": "possible"}, {"kind": "wallet"}],
    ids=lambda one: next(iter(one)),
)
def test_genuine_impossible_and_other_values_are_no_phones_that_called(
    tmp_path: Path, columns: dict[str, str]
) -> None:
    rows = rotation().with_columns(pl.lit(value).alias(name) for name, value in columns.items())
    assert found(tmp_path, usual(1), rows).height == 0


def test_a_burst_of_a_number_is_told_with_its_days(tmp_path: Path) -> None:
    number = np.full(30, 999_300_7777_777)
    rows = found(tmp_path, usual(3), complaints(number, 20 + np.arange(30) % 3))
    (row,) = rows.filter(pl.col("kind") == "burst").iter_rows(named=True)
    assert row["value"] == "+9993007777777"
    assert (row["numbers"], row["reports"], row["seen"]) == (1, 30, 30)
    assert row["from_on"], row["to_on"] == (date(2024, 3, 21), date(2024, 3, 23))


def test_a_number_that_is_always_told_of_bursts_only_beyond_its_own_past(tmp_path: Path) -> None:
    number = 999_300_7777_777
    steady = complaints(np.full(DAYS * 10, number), np.arange(DAYS * 10) // 10)
    first_days = BEGIN + timedelta(days=20)
    rows = found(tmp_path, usual(3), steady)
    assert rows.filter(pl.col("from_on") > first_days.date()).height == 0
    more = complaints(np.full(150, number), np.full(150, 45))
    rows = found(tmp_path, usual(3), steady, more).filter(pl.col("from_on") > first_days.date())
    assert rows.height == 1
    assert rows["from_on"].item() <= date(2024, 4, 15) <= rows["to_on"].item()


def test_a_day_of_much_traffic_is_no_burst(tmp_path: Path) -> None:
    flood = usual(5, 8_000).with_columns(
        at=pl.lit(BEGIN) + pl.duration(days=40), report_id=pl.concat_str(pl.lit("flood-"), "report_id")
    )
    assert found(tmp_path, usual(4), flood).height == 0


def test_a_block_bursts_by_new_numbers_not_by_one_that_rings_often(tmp_path: Path) -> None:
    numbers = complaints(999_300_1234_000 + np.arange(25), np.full(25, 33))
    loud = complaints(np.full(60, 999_300_5678_001), np.full(60, 33))
    rows = found(tmp_path, usual(6), numbers, loud).filter(pl.col("kind") == "burst")
    assert set(rows["value"]) == {"+9993001234xxx", "+9993005678001"}


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = pl.concat([usual(1), rotation()])
    assert found(tmp_path, rows).equals(found(tmp_path, rows.sample(fraction=1, shuffle=True, seed=3)))


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sightings.parquet"
    pq.write_table(SIGHTINGS.empty_table(), path)
    assert findings(path, told(NOBODY)).num_rows == 0


def test_optional_columns_may_be_absent(tmp_path: Path) -> None:
    rows = pl.concat([usual(1), rotation()]).drop("validity", "source", "reporter")
    assert found(tmp_path, rows)["value"].to_list() == ["+9993001234xxx"]


def test_what_is_not_looked_at_counts_as_no_finding() -> None:
    rng = np.random.default_rng(7)
    few = rng.random(50) ** 6
    whole = false_discovery_control(np.concatenate([few, np.ones(950)]), method="bh")[:50]
    assert np.allclose(false_share(few, 1_000), whole)
    assert (false_share(few, 1_000) <= MOST_FALSE).sum() < 50
