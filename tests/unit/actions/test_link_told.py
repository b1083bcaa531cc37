"""What linking tells of itself: how sure a ring is, what was not there, which sources agents sign."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.explain import clearest_rings
from ringfence.actions.link import link_sightings
from ringfence.actions.ringfolder import open_rings
from ringfence.actions.runs import Sources
from ringfence.cli import main
from ringfence.rings.evidence import OPTIONAL
from ringfence.rings.explain import explain
from ringfence.rings.facts import look, person
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sighted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "sightings.parquet"
    pq.write_table(sightings(make(Parameters(reports=1_500, seed=43))), path)
    return path


def _largest(folder: Path) -> str:
    rings = pl.read_parquet(folder / "rings.parquet").filter(pl.col("status") == "active")
    return str(rings.sort("reports", "ring_id", descending=[True, False])["ring_id"][0])


def test_a_ring_is_as_sure_as_its_people_each_of_whom_is_one_voice(sighted: Path, tmp_path: Path) -> None:
    linked = tmp_path / "rings"
    link_sightings(Sources(sighted), linked)
    people = pl.read_parquet(sighted).with_columns(person()).select("report_id", "person").unique()
    members = pl.read_parquet(linked / "members.parquet").drop_nulls("ring_id").join(people, on="report_id")
    each = members.group_by("ring_id", "person").agg(pl.col("confidence").mean())
    means = dict(each.group_by("ring_id").agg(pl.col("confidence").mean()).iter_rows())
    rings = pl.read_parquet(linked / "rings.parquet").filter(pl.col("status") == "active")
    assert dict(rings.select("ring_id", "confidence").iter_rows()) == pytest.approx(means, abs=1e-4)
    shown = {line.ring_id: line.confidence for line in clearest_rings(linked).clearest}
    assert shown == pytest.approx({ring: means[ring] for ring in shown}, abs=1e-4)
    told = explain(look(open_rings(linked).known(), _largest(linked))).figures.confidence
    assert told == pytest.approx(means[_largest(linked)], abs=1e-4)


@pytest.mark.parametrize("column", OPTIONAL)
def test_a_column_that_is_not_there_is_said(sighted: Path, tmp_path: Path, column: str) -> None:
    pl.read_parquet(sighted).drop(column).write_parquet(tmp_path / "sightings.parquet")
    asked = ["link", str(tmp_path / "sightings.parquet"), "-o", str(tmp_path / "rings")]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0
    assert f"The sightings have no column {column}: " in done.output
    assert json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)["lacking"] == [column]
    for name in (_largest(tmp_path / "rings"), pl.read_parquet(sighted)["report_id"][0]):
        explained = CliRunner().invoke(main, ["explain", name, "--in", str(tmp_path / "rings")])
        assert explained.exit_code == 0, explained.output


def test_a_source_whose_agents_sign_is_named(sighted: Path, tmp_path: Path) -> None:
    agent = pl.concat_str(pl.lit("agent-"), (pl.col("report_id").hash(1) % 5).cast(pl.String))
    seen = pl.read_parquet(sighted)
    one = seen["source"].unique().sort()[0]
    theirs = pl.when(pl.col("source") == one).then(agent).otherwise("reporter")
    seen.with_columns(reporter=theirs).write_parquet(tmp_path / "sightings.parquet")
    done = CliRunner().invoke(
        main, ["link", str(tmp_path / "sightings.parquet"), "-o", str(tmp_path / "rings")]
    )
    assert done.exit_code == 0
    assert f"Most of those who are known at {one} filed four reports and more" in " ".join(
        done.output.split()
    )
