"""Priors are estimated from judgements, written to a file, and read by the next link; nothing moves alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.link import link_sightings
from ringfence.actions.priors import read_priors
from ringfence.actions.runs import Sources
from ringfence.cli import main
from ringfence.rings.ring import PRIORS
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings
from ringfence.words import FormatError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    sighted = tmp_path / "sightings.parquet"
    pq.write_table(sightings(make(Parameters(reports=600, seed=43))), sighted)
    link_sightings(Sources(sighted), tmp_path / "rings")
    return tmp_path / "rings"


def _pairs(linked: Path) -> list[tuple[str, str]]:
    """Take two pairs of reports, each sharing a number to call back."""
    seen = pl.read_parquet(linked.parent / "sightings.parquet").filter(pl.col("role") == "callback")
    held = seen.group_by("value").agg(pl.col("report_id").unique().sort()).sort("value")
    several = held.filter(pl.col("report_id").list.len() > 1)["report_id"]
    return [(reports[0], reports[1]) for reports in several.head(2)]


def _run(*told: str) -> str:
    done = CliRunner().invoke(main, list(told))
    assert done.exit_code == 0, done.output
    return done.output


def test_judgements_are_estimated_written_and_linked_with(linked: Path, tmp_path: Path) -> None:
    same, different = _pairs(linked)
    _run("judge", str(linked), "same", *same, "--why", "same voice")
    _run("judge", str(linked), "different", *different, "--why", "resold", "--by", "asha")
    before = (linked / "members.parquet").read_bytes()
    file = tmp_path / "priors.json"
    told = json.loads(_run("judge", str(linked), "--priors", "-o", str(file), "--json"))
    (callback,) = [one for one in told["priors"] if one["role"] == "callback"]
    assert (callback["same"], callback["different"], callback["estimate"]) == (1, 1, 0.891)
    assert (linked / "members.parquet").read_bytes() == before
    assert read_priors(file)["phone", "callback"] == 0.891
    assert read_priors(file).keys() == PRIORS.keys()
    sighted = str(tmp_path / "sightings.parquet")
    _run("link", sighted, "-o", str(tmp_path / "next"), "--previous", str(linked), "--priors", str(file))
    run = json.loads((tmp_path / "next" / "run.json").read_text())
    assert run["settings"]["priors"]["phone/callback"] == 0.891
    assert "phone, callback" in _run("judge", str(tmp_path / "next"), "--priors")


def test_a_folder_without_judgements_has_nothing_to_estimate(linked: Path) -> None:
    assert "No two reports" in _run("judge", str(linked), "--priors")
    assert CliRunner().invoke(main, ["judge", str(linked), "-o", "x.json"]).exit_code == 2


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        '{"priors": []}',
        '{"priors": {"phone": 0.5}}',
        '{"priors": {"phone/callback": 1.5}}',
        '{"priors": {"phone/callback": true}}',
        '{"priors": {"pigeon/coo": 0.5}}',
    ],
)
def test_a_file_that_gives_no_priors_is_refused(written: str, tmp_path: Path) -> None:
    (tmp_path / "priors.json").write_text(written)
    with pytest.raises(FormatError, match="strengths from 0 to 1"):
        read_priors(tmp_path / "priors.json")
    with pytest.raises(UsageError):
        read_priors(tmp_path / "none.json")
