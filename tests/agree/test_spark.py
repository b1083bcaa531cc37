"""Spark gives what the other engines give, to the bit: a real Spark on this machine's cores."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringfence.rings import tables
from ringfence.rings.engines import duckdb, memory, spark
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings
from ringfence.words import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.evidence import Evidence

_START = datetime(2024, 1, 1, tzinfo=UTC)
_SETTINGS = Settings(threads=2)
_MANY = 100_000

pytestmark = pytest.mark.skipif(spark.absent() is not None, reason=f"Spark: {spark.absent()}")


def _rows(seed: int, count: int, reports: int) -> pa.Table:
    """Make up sightings that hold every oddity at once."""
    random = Random(seed)  # noqa: S311 - a seed, not secrecy

    def some(*values: object) -> pa.Array:
        type_ = next(pa.scalar(value).type for value in values if value is not None)
        return pa.array(random.choices(values, k=count), type_)

    days = [timedelta(days=random.randint(0, 90), microseconds=random.randint(0, 2)) for _ in range(count)]
    return pa.table(
        {
            "report_id": some(*(f"report-{number:04}" for number in range(reports))),
            "kind": some("phone", "domain", "wallet", "script", "brand", "odd kind", "é"),
            "value": some("a", "b", "c", "ü", "🙂", "\uffee", "+12025550101", "it's", ""),
            "role": some("callback", "caller_id", "visited", "payee", "said", "genuine", "odd role"),
            "validity": some("valid", "possible", "odd", None),
            "strength": some(None, 0.0, 0.2, 0.3, 0.5, 0.93, 1.0).cast(pa.float32()),
            "at": pa.array([_START + day for day in days], pa.timestamp("us", tz="UTC")),
            "source": some("contoso", "northwind", None),
            "reporter": some(None, "reporter-1", "reporter-2", "reporter-3"),
            "start": some(None, 0, 4).cast(pa.int32()),
            "end": some(None, 3, 9).cast(pa.int32()),
        }
    )


def _same(one: Evidence, other: Evidence) -> None:
    for name in ("reports", "values", "edges"):
        assert getattr(one, name).equals(getattr(other, name)), name
    assert (one.sightings, one.unknown_roles, one.unknown_kinds) == (
        other.sightings,
        other.unknown_roles,
        other.unknown_kinds,
    )


@pytest.mark.parametrize(
    ("seed", "count", "reports", "absent"),
    [(1, 900, 300, ()), (2, 120, 14, ("strength", "source", "start", "end")), (3, 0, 1, ())],
)
def test_spark_gives_what_the_reference_and_the_embedded_engine_give(
    seed: int, count: int, reports: int, absent: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "sightings.parquet"
    pq.write_table(_rows(seed, count, reports).drop_columns(list(absent)), path)
    found = spark.evidence(path, _SETTINGS)
    _same(found, memory.evidence(path, _SETTINGS))
    _same(found, duckdb.evidence(path, _SETTINGS))


def _members(into: Path, evidence: Evidence) -> int:
    """Link as everywhere else, write who is in which ring, and give no more than a count."""
    linked = link(evidence, _SETTINGS)
    pq.write_table(tables.members(linked), into)
    return linked.graph.reports


def test_a_hundred_thousand_reports_have_the_same_rings_as_from_the_embedded_engine(tmp_path: Path) -> None:
    path = tmp_path / "sightings.parquet"
    pq.write_table(sightings(make(Parameters(reports=_MANY, seed=104))), path)
    settings = Settings(threads=2, spill=str(tmp_path))
    from_spark, from_duckdb = tmp_path / "spark.parquet", tmp_path / "duckdb.parquet"
    apart = spark.linked_apart(path, settings, partial(_members, from_spark))
    here = _members(from_duckdb, duckdb.evidence(path, settings))
    assert apart == here > _MANY * 0.9
    assert from_spark.read_bytes() == from_duckdb.read_bytes()
    assert pl.read_parquet(from_spark)["ring_id"].n_unique() > 1_000


@pytest.mark.parametrize(
    ("column", "wrong", "said"),
    [
        ("value", None, "1 rows have nothing here"),
        ("strength", float("nan"), "1 rows have a strength that is not from 0 to 1"),
        ("strength", 1.01, "not from 0 to 1"),
        ("at", 2**60, "1 rows have a time that is not in the years 1 to 9999"),
    ],
)
def test_rows_that_mean_nothing_are_refused(column: str, wrong: object, said: str, tmp_path: Path) -> None:
    table = _rows(4, 20, 5)
    values = table[column].cast(pa.int64()) if column == "at" else table[column]
    changed = pa.array([*values.to_pylist()[:-1], wrong], values.type).cast(table[column].type)
    path = tmp_path / "sightings.parquet"
    pq.write_table(table.set_column(table.schema.get_field_index(column), column, changed), path)
    with pytest.raises(InputError, match=said):
        spark.evidence(path, _SETTINGS)


def test_what_is_not_structured_like_sightings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sightings.parquet"
    path.write_text("report_id,kind\n")
    with pytest.raises(InputError, match="no Parquet file"):
        spark.evidence(path, _SETTINGS)
    pq.write_table(pa.table({"report_id": ["report-1"]}), path)
    with pytest.raises(InputError, match="the column kind is missing"):
        spark.evidence(path, _SETTINGS)


def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    path = tmp_path / "sightings.parquet"
    pq.write_table(_rows(5, 20, 5), path)
    command = [sys.executable, "-m", "ringfence", "link", str(path), "-o", "rings", "--engine", "spark"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Java is not installed, and Spark needs it" in done.stderr
    assert "--engine duckdb" in done.stderr
