"""A ring folder is opened, searched by the beginning of an id, explained and judged from the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest
from click.testing import CliRunner

from ringfence.actions.evaluate import Stress, judge_rings
from ringfence.actions.explain import clearest_rings
from ringfence.actions.ringfolder import open_rings, which
from ringfence.actions.ringstory import RingStory, tell
from ringfence.cli import main
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings.ring import MEMBERS
from ringfence.words import FormatError, InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

START = datetime(2026, 3, 12, tzinfo=UTC)


def frame(rows: list[dict[str, object]], schema: pa.Schema) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=pl.DataFrame(schema.empty_table()).schema)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two rings of ten reports around a number each; the second ring went into the first's older id."""
    members, seen, truth = [], [], []
    for number in range(20):
        ring = "ring-aaa1" if number < 10 else "ring-abb2"
        report = f"report-{number % 10}{ring[-1]}"
        members.append(
            {"report_id": report, "ring_id": ring, "tier": "lead", "confidence": 0.9, "provisional": False}
        )
        truth.append({"report_id": report, "ring_id": f"true-{ring}"})
        seen.append(
            {
                "report_id": report,
                "kind": "phone",
                "value": f"+1888555010{ring[-1]}",
                "role": "callback",
                "validity": "valid",
                "strength": 0.93,
                "at": START + timedelta(days=number),
                "at_basis": "occurred",
                "source": "contoso",
                "reporter": f"reporter-{number}",
            }
        )
    rings = tmp_path / "rings"
    rings.mkdir()
    frame(seen, SIGHTINGS).write_parquet(tmp_path / "sightings.parquet")
    frame(members, MEMBERS).write_parquet(rings / "members.parquet")
    pl.DataFrame(truth).write_parquet(tmp_path / "truth.parquet")
    pl.DataFrame(
        {"ring_id": ["ring-aaa1", "ring-abb2", "ring-old"], "redirect_to": [None, None, "ring-aaa1"]}
    ).write_parquet(rings / "rings.parquet")
    return rings


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.output


def test_the_beginning_of_an_id_is_enough_where_it_is_unique(folder: Path) -> None:
    opened = open_rings(folder)
    assert [which(opened, begins) for begins in ("ring-aaa1", "ring-ab", "abb", "report-02")] == [
        "ring-aaa1",
        "ring-abb2",
        "ring-abb2",
        "report-02",
    ]


def test_a_ring_that_was_merged_leads_to_where_it_went(folder: Path) -> None:
    assert which(open_rings(folder), "ring-old") == "ring-aaa1"


@pytest.mark.parametrize(
    ("begins", "said"), [("ring-a", "more than one"), ("ring-z", "no ring and no report")]
)
def test_a_beginning_that_fits_none_or_several_is_refused(folder: Path, begins: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        which(open_rings(folder), begins)


def test_the_clearest_rings_are_listed(folder: Path) -> None:
    overview = clearest_rings(folder)
    assert (overview.reports, overview.in_rings, overview.rings) == (20, 20, 2)
    assert [line.reports for line in overview.clearest] == [10, 10]


def test_a_ring_and_a_report_together_cannot_be_explained(folder: Path) -> None:
    with pytest.raises(UsageError, match="only one ring, one report or two reports"):
        tell(folder, ["ring-aaa1", "report-02"])


def test_sightings_that_were_moved_must_be_named(folder: Path) -> None:
    moved = (folder.parent / "sightings.parquet").rename(folder.parent / "moved.parquet")
    with pytest.raises(InputError, match="not where they were"):
        tell(folder, ["ring-aaa1"])
    assert isinstance(tell(folder, ["ring-aaa1"], moved), RingStory)


def test_other_sightings_than_those_that_were_linked_are_refused(folder: Path) -> None:
    said = {"path": "../sightings.parquet", "digest": "sha256:0000"}
    (folder / "run.json").write_text(json.dumps({"inputs": {"sightings": said}}))
    with pytest.raises(InputError, match="not the sightings that the rings were linked from"):
        tell(folder, ["ring-aaa1"])


def test_our_linker_is_tried_hard(folder: Path) -> None:
    stress = Stress(order=1, incremental=0.2)
    judged = judge_rings(folder, folder.parent / "truth.parquet", stress=stress)
    assert judged.order is not None
    assert judged.order.identical == 1
    assert judged.incremental is not None
    assert judged.incremental.reports == 4


def test_what_is_no_ring_folder_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="is not a ring folder"):
        open_rings(folder.parent)
    (folder / "members.parquet").write_bytes(b"not parquet")
    with pytest.raises(FormatError, match="cannot be read as Parquet"):
        open_rings(folder)


def test_the_command_shows_a_ring_to_people_and_to_programs(folder: Path) -> None:
    code, shown = run("explain", "ring-aaa", "--in", folder)
    assert code == 0
    assert "10 independent reporters gave +1 888-555-0101 as the number to call back" in shown
    code, shown = run("explain", "ring-aaa", "--in", folder, "--json")
    assert json.loads(shown)["because"][0]["evidence"][0]["reports_in_all"] == 10


def test_the_command_shows_reports_and_the_list(folder: Path) -> None:
    assert "What both name" in run("explain", "report-01", "report-11", "--in", folder)[1]
    assert (
        "No chain of shared values joins them." in run("explain", "report-01", "report-12", "--in", folder)[1]
    )
    assert "It stands as a lead in ring-aaa1." in run("explain", "report-01", "--in", folder)[1]
    assert "20 of 20 reports stand in 2 rings." in run("explain", "--in", folder)[1]


def test_the_folder_is_judged_against_a_truth(folder: Path) -> None:
    truth = folder.parent / "truth.parquet"
    assert judge_rings(folder, truth).evaluation.lead.pairwise.f == 1.0
    code, shown = run("evaluate", folder, "--truth", truth)
    assert code == 0
    assert "true rings of 10 and more that were found 2 of 2" in " ".join(shown.split())
    code, shown = run("evaluate", folder, "--truth", truth, "--json")
    assert json.loads(shown)["evaluation"]["lead"]["rings"] == 2
