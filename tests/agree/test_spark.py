"""Spark gives what the other engines give, to the bit: a real Spark on this machine's cores."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest

from ringfence.actions.extract import extract_reports
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.reports.report import REPORTS
from ringfence.rings import tables
from ringfence.rings.engines import duckdb, memory, spark
from ringfence.rings.engines.spark_coarsen import Pieces
from ringfence.rings.engines.spark_extract import write_sightings
from ringfence.rings.engines.spark_link import Rings, write_rings
from ringfence.rings.evaluate import evaluate
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings, truth
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from ringfence.rings.evidence import Evidence

_START = datetime(2024, 1, 1, tzinfo=UTC)
_SETTINGS = Settings(threads=2)
_MANY = 100_000

pytestmark = pytest.mark.skipif(spark.absent() is not None, reason=f"Spark: {spark.absent()}")


@pytest.fixture(scope="module", autouse=True)
def _java() -> Generator[None, None, None]:
    """Compile once only: what runs for seconds does not win back what Java's second compiler takes."""
    with pytest.MonkeyPatch.context() as told:
        told.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        yield


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


def _reports(seed: int, count: int) -> pa.Table:
    """Make up reports that tell what a few callers said, each cut and changed somewhere else."""
    random = Random(seed)  # noqa: S311 - a seed, not secrecy
    words = [
        f"{start}{end}" for start in ("ba", "ki", "lo", "mu", "te") for end in ("ra", "nd", "st", "ll", "x")
    ]
    scripts = [random.choices(words, k=60) for _ in range(12)]
    rows: list[dict[str, object]] = []
    for number in range(count):
        drifting = random.choice(scripts)
        for place in random.sample(range(60), random.choice([0, 1, 2, 4])):
            drifting[place] = random.choice(words)  # so that the last is unlike the first
        said = list(drifting)
        for place in random.sample(range(60), random.choice([0, 0, 1, 9, 20])):
            said[place] = random.choice(words)
        start, stop = random.choice([0, 0, 10]), random.choice([60, 60, 40])
        told = " ".join(said[start:stop])
        text = random.choice(["{}", 'He said "{}" to me. Call 888-555-01{:02}.']).format(told, number % 100)
        rows.append(
            {
                "report_id": f"report-{random.getrandbits(80):020x}",
                "reference": str(number),
                "source": random.choice(["contoso", "northwind"]),
                "received_at": _START + timedelta(minutes=number + random.randint(0, 9)),
                "country": "US",
                "text": text,
                "payments": [],
                "stated": [{"kind": "phone", "role": "callback", "value": "+1 202 555 0143"}][: number % 2],
                "consents": [],
                "tlp": "amber",
                "originals": [],
            }
        )
    return pa.Table.from_pylist(rows, schema=REPORTS)


def test_reports_become_the_same_sightings_and_rings_from_file_to_file(tmp_path: Path) -> None:
    reports, expected = tmp_path / "reports.parquet", tmp_path / "expected.parquet"
    pq.write_table(_reports(6, 400), reports)
    extract_reports(reports, expected)
    session = spark.session(_SETTINGS)
    found, rings = f"file://{tmp_path}/sightings", f"file://{tmp_path}/rings"
    done = write_sightings(session, f"file://{reports}", found)
    names = SIGHTINGS.names
    order = [(name, "ascending") for name in names]
    one = pq.read_table(expected).sort_by(order)
    other = pq.read_table(tmp_path / "sightings").select(names).cast(SIGHTINGS).sort_by(order)
    assert one.equals(other)
    assert done.reports == 400
    assert done.sightings == one.num_rows
    assert done.scripts == one.filter(pa.compute.equal(one["kind"], "script")).num_rows > 100
    _, rung = write_rings(session, found, rings, _SETTINGS, reports=f"file://{reports}")
    linked = link(duckdb.evidence(expected, _SETTINGS), _SETTINGS)
    for name, table in (("members", tables.members(linked, reports)), ("edges", tables.edges(linked))):
        assert pq.read_table(tmp_path / "rings" / f"{name}.parquet").equals(table), name
    assert sorted(path.name for path in (tmp_path / "rings").iterdir()) == [
        "counts.json",
        *(f"{name}.parquet" for name in ("edges", "links", "members", "rings", "values")),
    ]
    assert isinstance(rung, Rings)
    told = json.loads((tmp_path / "rings" / "counts.json").read_bytes())
    assert told["doubted"] == list(rung.doubted) == list(linked.doubted)


def test_what_one_task_cannot_hold_is_linked_in_pieces_that_keep_most_rings_whole(tmp_path: Path) -> None:
    world = make(Parameters(reports=6_000, seed=105))
    path, into = tmp_path / "sightings.parquet", tmp_path / "rings"
    pq.write_table(sightings(world), path)
    counts, done = write_rings(
        spark.session(_SETTINGS), f"file://{path}", f"file://{into}", _SETTINGS, most=6_000
    )
    assert isinstance(done, Pieces)
    assert counts.edges > 6_000
    assert done.pieces >= 2
    members = pl.DataFrame(pq.read_table(into / "members"))
    assert members["report_id"].n_unique() == members.height == counts.reports
    assert members["ring_id"].drop_nulls().n_unique() == done.rings > 100
    assert members["ring_id"].count() == done.in_rings
    known = pl.DataFrame(truth(world))
    whole = evaluate(pl.DataFrame(tables.members(link(duckdb.evidence(path, _SETTINGS), _SETTINGS))), known)
    assert evaluate(members, known).lead.b_cubed.f > 0.8 * whole.lead.b_cubed.f  # so small a world loses much


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
