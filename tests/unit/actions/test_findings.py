"""Findings on the command line: link writes them, findings shows them, and they make no ring."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.findings import clearest_findings
from ringfence.actions.link import link_sightings
from ringfence.actions.runs import Sources
from ringfence.cli import main
from ringfence.rings.findings import FINDINGS
from ringfence.words import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def callers(path: Path) -> Path:
    """Caller IDs of one month alone: 600 at random, 40 in one block, one that rings 30 times in a day."""
    rng = np.random.default_rng(11)
    number = np.concatenate(
        [
            999_200_0000_000 + rng.integers(10**7, size=600),
            999_300_1234_000 + 7 * np.arange(40),
            np.full(30, 999_300_7777_777),
        ]
    )
    day = np.concatenate([rng.integers(28, size=600), np.arange(40) % 28, np.full(30, 14)])
    rows = pl.DataFrame({"value": number, "day": day}).with_row_index("report_id")
    rows.select(
        report_id=pl.concat_str(pl.lit("report-"), "report_id"),
        kind=pl.lit("phone"),
        value=pl.concat_str(pl.lit("+"), "value"),
        role=pl.lit("caller_id"),
        at=pl.lit(datetime(2024, 2, 1, tzinfo=UTC)) + pl.duration(days="day"),
    ).write_parquet(path)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("callers")
    link_sightings(Sources(callers(place / "sightings.parquet")), place / "rings")
    return place / "rings"


def test_caller_ids_alone_give_findings_and_no_ring(folder: Path) -> None:
    assert pq.read_schema(folder / "findings.parquet").equals(FINDINGS)
    found = clearest_findings(folder)
    assert {(one.kind, one.value) for one in found.clearest} == {
        ("block", "+9993001234xxx"),
        ("burst", "+9993007777777"),
    }
    assert (found.blocks, found.bursts) == (1, 1)
    assert pl.read_parquet(folder / "members.parquet")["ring_id"].null_count() == 670


def test_the_command_shows_a_table_or_one_document(folder: Path) -> None:
    shown = CliRunner().invoke(main, ["findings", "--in", str(folder)])
    assert shown.exit_code == 0
    assert shown.output.startswith("1 block, 1 burst.")
    assert "+9993001234xxx" in shown.output
    written = CliRunner().invoke(main, ["findings", "--in", str(folder), "--kind", "block", "--json"])
    document = json.loads(written.output)
    assert [one["value"] for one in document["clearest"]] == ["+9993001234xxx"]
    assert document["clearest"][0]["from_on"] == "2024-02-01"


def test_a_folder_of_before_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    for name in ("members", "rings"):
        (tmp_path / f"{name}.parquet").write_bytes((folder / f"{name}.parquet").read_bytes())
    with pytest.raises(UsageError, match="holds no findings"):
        clearest_findings(tmp_path)
