"""The main job on the command line, as Asha the analyst does it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from tests.cast import BEN
from tests.journey.complaints import PEOPLE, write
from tests.ready import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def ringfence(*words: object, home: Path, ends_with: int = 0) -> str:
    told = {"RINGFENCE_HOME": str(home / "node"), "PATH": "/usr/bin:/bin", "COLUMNS": "100"}
    code, out, err = run(["-m", "ringfence", *map(str, words)], told, home)
    assert code == ends_with, f"{words}: {err}\n{out}"
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gather, extract and link the complaints once; the tests look at what came of it."""
    folder: Path = tmp_path_factory.mktemp("journey")
    files = write(folder)
    ringfence("gather", *files, "-o", folder / "reports.parquet", home=folder)
    ringfence("extract", folder / "reports.parquet", "-o", folder / "sightings.parquet", home=folder)
    ringfence(
        "link",
        folder / "sightings.parquet",
        "-o",
        folder / "rings",
        "--reports",
        folder / "reports.parquet",
        home=folder,
    )
    return folder


def _ring_of(folder: Path, report: str) -> str | None:
    members = pl.read_parquet(folder / "rings" / "members.parquet")
    found = members.filter(pl.col("report_id") == report)["ring_id"].to_list()
    return found[0] if found else None


def _reports(folder: Path) -> Sequence[str]:
    return pl.read_parquet(folder / "reports.parquet").sort("reference")["report_id"].to_list()


def test_two_call_centres_become_two_rings(folder: Path) -> None:
    reports = pl.read_parquet(folder / "reports.parquet")
    assert reports.height == PEOPLE
    joined = reports.join(pl.read_parquet(folder / "rings" / "members.parquet"), on="report_id")
    joined = joined.with_columns((pl.col("reference").str.slice(2).cast(pl.Int32) % 2).alias("centre"))
    pairs = joined.drop_nulls("ring_id").select("centre", "ring_id").unique()
    assert pairs.height == 2, "each centre is one ring, and no ring holds reports of both"
    assert joined["ring_id"].null_count() == 0


def test_nothing_of_the_people_who_reported_leaves_the_reports(folder: Path) -> None:
    private = [
        BEN.email,
        BEN.name.split()[1],
        "".join(c for c in BEN.phone if c.isdigit()),
        "5550117",
        "555 0117",
        "mail.example",
    ]
    left = [path for path in folder.rglob("*") if path.is_file() and not path.match("*/node/*")]
    handed_in = {"contoso.csv", "northwind.jsonl", "public-desk.csv", "reports.parquet"}
    for path in left:
        if path.name in handed_in:
            continue
        content = path.read_bytes()
        if path.suffix == ".parquet":
            content += pl.read_parquet(path).write_ndjson().encode()
        for detail in private:
            assert detail.encode() not in content, f"{detail} is in {path.name}"
    stories = "\n".join(pl.read_parquet(folder / "reports.parquet")["text"])
    assert BEN.name not in stories
    assert BEN.phone not in stories


def test_a_ring_is_explained_by_what_its_reports_share(folder: Path) -> None:
    ring = _ring_of(folder, _reports(folder)[0])
    said = json.loads(ringfence("explain", ring, "--in", folder / "rings", "--json", home=folder))
    assert "+18775550166" in json.dumps(said)
    assert "+18885550123" not in json.dumps(said)


def test_a_judgement_splits_a_ring_and_undoing_it_restores_the_same_bytes(folder: Path) -> None:
    one, _, other, *_ = _reports(folder)
    members = folder / "rings" / "members.parquet"
    before = members.read_bytes()
    judged = json.loads(
        ringfence(
            "judge", folder / "rings", "different", one, other, "--why", "two voices", "--json", home=folder
        )
    )
    assert _ring_of(folder, one) != _ring_of(folder, other)
    judgement = json.dumps(judged)
    undone = next(
        json.loads(line)["id"]
        for line in (folder / "rings" / "judgements.jsonl").read_text(encoding="utf-8").splitlines()
    )
    assert undone in judgement
    ringfence("judge", folder / "rings", "--undo", undone, home=folder)
    assert members.read_bytes() == before


def test_linking_again_changes_not_a_byte(folder: Path) -> None:
    for engine in ("memory", "duckdb"):
        again = folder / f"again-{engine}"
        ringfence(
            "link",
            folder / "sightings.parquet",
            "-o",
            again,
            "--reports",
            folder / "reports.parquet",
            "--engine",
            engine,
            home=folder,
        )
        for name in ("members.parquet", "links.parquet", "rings.parquet"):
            assert (again / name).read_bytes() == (folder / "rings" / name).read_bytes(), (engine, name)
