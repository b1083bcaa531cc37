"""Linking makes rings of what belongs together, and of nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings import tables
from ringfence.rings.communities import NONE
from ringfence.rings.engines import duckdb
from ringfence.rings.evaluate import evaluate
from ringfence.rings.link import Linked, link
from ringfence.rings.ring import Settings
from ringfence.rings.stress import try_poison
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings, truth
from tests.unit.rings.graphs import Told, evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTINGS = Settings()


def _linked(told: list[Told]) -> Linked:
    return link(evidence(told), SETTINGS)


def _ring(name: str, size: int, *, also: str | None = None) -> list[Told]:
    """Reports of one ring: a number, one of three wallets, sometimes something else."""
    return [
        Told(
            [f"phone:{name}", f"wallet:{name}{n % 3}", *([also] if also and n % 2 else [])],
            f"reporter-{name}{n}",
            day=n,
        )
        for n in range(size)
    ]


def test_two_rings_that_share_nothing_are_two() -> None:
    labels = _linked([*_ring("a", 20), *_ring("b", 20)]).labels
    assert len(set(labels[:20].tolist())) == len(set(labels[20:].tolist())) == 1
    assert labels[0] != labels[20]


def test_a_report_that_shares_nothing_is_in_no_ring() -> None:
    assert _linked([*_ring("a", 10), Told(["phone:alone"], "reporter-x")]).labels[-1] == NONE


def test_a_value_that_serves_several_rings_joins_none_and_is_told() -> None:
    told = [one for n in range(8) for one in _ring(f"ring{n}", 12, also="domain:kit")]
    linked = _linked(told)
    assert len(set(linked.labels.tolist())) == 8
    rows = pl.DataFrame(tables.values(linked)).filter(pl.col("value") == "kit")
    assert rows["links"].to_list() == [False]
    assert rows["ring_ids"].list.len().to_list() == [8]


def test_one_reporter_cannot_join_two_rings_however_often_they_report() -> None:
    hostile = [
        Told(["phone:a", "wallet:a0", "wallet:a1", "phone:b", "wallet:b0", "wallet:b1"], "reporter-hostile")
        for _ in range(30)
    ]
    linked = _linked([*_ring("a", 40), *_ring("b", 40), *hostile])
    assert len(set(linked.labels[:40].tolist())) == len(set(linked.labels[40:80].tolist())) == 1
    assert linked.labels[0] != linked.labels[40]


@pytest.mark.parametrize("size", [6, 8, 12])
def test_one_reporter_cannot_make_enablers_of_two_rings_values(size: int) -> None:
    both = [*_ring("a", size), *_ring("b", size)]
    hostile = [
        Told([f"phone:{'ab'[n % 2]}", f"wallet:{'ba'[n % 2]}{n % 3}"], "reporter-hostile") for n in range(24)
    ]
    before, after = (
        [row["value"] for row in tables.values(_linked(told)).to_pylist() if row["why"] == "enabler"]
        for told in (both, [*both, *hostile])
    )
    assert before == after


def test_an_empty_file_gives_empty_tables() -> None:
    linked = _linked([])
    for table in (tables.members, tables.edges, tables.values, tables.links):
        assert table(linked).num_rows == 0


def test_the_confidence_is_higher_with_more_evidence_and_names_the_ring_that_comes_next() -> None:
    between = Told(["phone:a", "wallet:a0", "phone:b"], "reporter-x")
    linked = _linked([*_ring("a", 20), *_ring("b", 20), between])
    rows = pl.DataFrame(tables.members(linked))
    ring_a, ring_b = rows["ring_id"][0], rows["ring_id"][20]
    assert rows["ring_id"][-1] == ring_a
    assert rows["second_ring_id"][-1] == ring_b
    assert 0 < rows["second_confidence"][-1] < rows["confidence"][-1] < rows["confidence"][0] <= 1


def test_every_stated_link_is_in_both_reports() -> None:
    linked = _linked([*_ring("a", 20), *_ring("b", 20, also="phone:a")])
    edges = pl.DataFrame(tables.edges(linked)).select("report_id", "kind", "value")
    chain = pl.DataFrame(tables.links(linked))
    for end in ("report_a", "report_b"):
        missing = chain.join(edges, left_on=[end, "kind", "value"], right_on=edges.columns, how="anti")
        assert missing.height == 0
    assert chain.height < edges.height


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pl.DataFrame]:
    """A made-up world of 6,000 reports, and its truth."""
    made = make(Parameters(reports=6_000, seed=41))
    path = tmp_path_factory.mktemp("world") / "sightings.parquet"
    pq.write_table(sightings(made), path)
    return path, pl.DataFrame(truth(made)).select("report_id", "ring_id")


def test_a_made_up_world_is_found_and_its_cores_are_pure(world: tuple[Path, pl.DataFrame]) -> None:
    path, told = world
    linked = link(duckdb.evidence(path, SETTINGS), SETTINGS)
    judged = evaluate(pl.DataFrame(tables.members(linked)), told, pl.scan_parquet(path))
    assert judged.bound is not None
    core, lead, bound = judged.core, judged.lead.b_cubed.f, judged.bound.b_cubed.f
    precision, inside, found = core.pairwise.precision, core.inside or 0.0, core.rings_with
    assert precision >= 0.99
    assert inside >= 0.45
    assert found >= 0.8
    assert lead >= 0.85 * bound


def test_one_hostile_reporter_joins_no_rings_and_frames_no_number(
    world: tuple[Path, pl.DataFrame], tmp_path: Path
) -> None:
    path, told = world

    def linker(frame: pl.DataFrame) -> pl.DataFrame:
        pq.write_table(frame.to_arrow().cast(SIGHTINGS), tmp_path / "s.parquet")
        linked = link(duckdb.evidence(tmp_path / "s.parquet", SETTINGS), SETTINGS)
        return pl.DataFrame(tables.members(linked))

    poison = try_poison(linker, pl.read_parquet(path), told, tries=20)
    assert (poison.joined, poison.cores_joined, poison.framed) == (0, 0, 0)


def test_calling_numbers_alone_make_no_ring(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    rows = 3_000
    at = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=int(n)) for n in rng.integers(0, 90_000, rows)]
    columns: dict[str, object] = {
        "report_id": [f"report-{n:05}" for n in range(rows)],
        "kind": ["phone"] * rows,
        "value": [f"+1202555{n:04}" for n in rng.zipf(1.5, rows) % 10_000],
        "role": ["caller_id"] * rows,
        "validity": ["valid"] * rows,
        "strength": [0.2] * rows,
        "at": at,
        "at_basis": ["occurred"] * rows,
        "source": ["ftc"] * rows,
        "reporter": [f"reporter-{n}" for n in range(rows)],
        "start": [None] * rows,
        "end": [None] * rows,
    }
    path = tmp_path / "sightings.parquet"
    pq.write_table(pa.table(columns, schema=SIGHTINGS), path)
    assert set(link(duckdb.evidence(path, SETTINGS), SETTINGS).labels.tolist()) == {NONE}


def test_the_real_complaints_hold_calling_numbers_alone_and_make_no_ring(
    real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = real_data("ftc_dnc_2020_2021")
    source = next(iter(sorted(folder.rglob("*.parquet"))))
    names = pq.read_schema(source).names
    phone = next(name for name in names if "phone" in name.lower() or "number" in name.lower())
    rows = pl.scan_parquet(source).select(value=pl.col(phone).cast(pl.String)).drop_nulls().head(200_000)
    frame = rows.with_row_index("n").with_columns(
        report_id=pl.concat_str(pl.lit("report-"), pl.col("n")),
        kind=pl.lit("phone"),
        role=pl.lit("caller_id"),
        source=pl.lit("ftc"),
        reporter=pl.concat_str(pl.lit("reporter-"), pl.col("n")),
        at=pl.lit(datetime(2021, 1, 1, tzinfo=UTC)).cast(pl.Datetime("us", "UTC"))
        + pl.duration(minutes=pl.col("n").cast(pl.Int64)),
    )
    path = tmp_path / "sightings.parquet"
    pq.write_table(frame.drop("n").collect().to_arrow(), path)
    linked = link(duckdb.evidence(path, SETTINGS), SETTINGS)
    assert linked.graph.reports > 100_000
    assert set(linked.labels.tolist()) == {NONE}
