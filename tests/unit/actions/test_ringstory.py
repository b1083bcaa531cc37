"""A ring's story: as known on a day, through runs, merges, splits, judgements and their undoing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.judge import judge_pair, undo
from ringfence.actions.link import link_sightings
from ringfence.actions.ringstory import RingStory, all_enablers, tell
from ringfence.actions.runs import Sources, sources_of
from ringfence.cli import main
from ringfence.rings.why import ReportWhy
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _on(day: int) -> datetime:
    return DAY + timedelta(days=day)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Link half of a world on the first day, and all of it on the second."""
    place = tmp_path_factory.mktemp("story")
    whole = pl.DataFrame(sightings(make(Parameters(reports=1_000, seed=43))))
    first = whole.group_by("report_id").agg(pl.col("at").min()).sort("at", "report_id")
    half = first.head(first.height // 2)
    for name, rows in (("half", whole.join(half, on="report_id", how="semi")), ("whole", whole)):
        pq.write_table(rows.to_arrow(), place / f"{name}.parquet")
    link_sightings(Sources(place / "half.parquet", linked_at=_on(0)), place / "earlier")
    sources = Sources(place / "whole.parquet", linked_at=_on(1))
    link_sightings(sources, place / "rings", previous=place / "earlier")
    return place / "rings"


def _members(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "members.parquet")


def _largest(folder: Path) -> list[str]:
    rings = _members(folder).drop_nulls("ring_id")["ring_id"].value_counts()
    return rings.sort("count", "ring_id", descending=[True, False])["ring_id"].to_list()


def _story(folder: Path, ring_id: str, at: datetime | None = None) -> RingStory:
    said = tell(folder, [ring_id], at=at)
    assert isinstance(said, RingStory)
    return said


def test_a_ring_is_told_as_it_was_known_on_a_day(linked: Path) -> None:
    then = _members(linked.parent / "earlier").drop_nulls("ring_id")
    for ring_id in then["ring_id"].unique():
        told = _story(linked, ring_id, _on(0))
        assert told.explanation.figures.reports == then.filter(pl.col("ring_id") == ring_id).height
        assert sum(reports for _, reports in told.today) == told.explanation.figures.reports
    now = _story(linked, _largest(linked)[0])
    assert now.as_of is None
    assert now.since in {_on(0), _on(1)}


def test_what_came_and_went_adds_up_to_the_ring_of_today(linked: Path) -> None:
    then = _members(linked.parent / "earlier")
    for ring_id in _largest(linked)[:5]:
        told = _story(linked, ring_id)
        gained = sum(
            way.reports if way.came else -way.reports for change in told.changes for way in change.passages
        )
        before = then.filter(pl.col("ring_id") == ring_id).height
        assert before + gained == told.explanation.figures.reports


def test_a_judgement_is_told_with_by_whom_and_why_and_the_day_before_stays_as_it_was(
    linked: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "rings"
    link_sightings(Sources(linked.parent / "whole.parquet", linked_at=_on(1)), folder, previous=linked)
    before = (folder / "members.parquet").read_bytes()
    one, other, *others = _largest(folder)
    done = judge_pair(folder, "same", (one, other), by="Asha", at=_on(2), reason="the same voice")
    rings = dict(pl.read_parquet(folder / "rings.parquet").select("ring_id", "redirect_to").iter_rows())
    kept, lost = (one, other) if rings[one] is None else (other, one)
    assert rings[lost] == kept
    assert all(rings[ring] is None for ring in others)
    told = _story(folder, lost)
    assert told.explanation.ring_id == kept
    assert lost in told.led_here
    assert [(row.by, row.reason) for row in told.judgements] == [("Asha", "the same voice")]
    assert told.changes[-1].judgement == done.judgement
    undo(folder, done.judgement.id, by="Ben", at=_on(3))
    assert (folder / "members.parquet").read_bytes() == before
    assert _story(folder, kept).judgements == ()
    for ring, at in ((kept, _on(2)), (lost, _on(1)), (kept, _on(1)), (lost, _on(3))):
        known = _story(folder, ring, at).explanation.figures.reports
        both = _members(folder).filter(pl.col("ring_id").is_in([one, other]))
        alone = both.filter(pl.col("ring_id") == ring)
        assert known == (both.height if at == _on(2) else alone.height)
    with pytest.raises(InputError, match="then"):
        tell(folder, [lost], at=_on(2))
    assert sources_of(folder).linked_at == _on(1)


def test_a_run_without_an_earlier_one_begins_a_history_of_its_own(linked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rings"
    for previous in (linked, None):
        link_sightings(Sources(linked.parent / "whole.parquet", linked_at=_on(5)), folder, previous=previous)
    with pytest.raises(InputError, match="the first run was at 2026-03-06"):
        tell(folder, _largest(folder)[:1], at=_on(4))


def test_what_cannot_be_told_is_said(linked: Path) -> None:
    ring, report = _largest(linked)[0], _members(linked)["report_id"][0]
    with pytest.raises(InputError, match="nothing was known here by then"):
        tell(linked, [ring], at=_on(-1))
    with pytest.raises(InputError, match="no ring and no report that began"):
        tell(linked, ["ring-zz"], at=_on(1))
    with pytest.raises(UsageError, match="only one ring"):
        tell(linked, [ring, report])
    assert isinstance(tell(linked, [report], at=_on(1)), ReportWhy)


def test_the_command_tells_the_whole_story_and_as_of_a_day(linked: Path) -> None:
    ring = _largest(linked)[0]

    def run(*told: str) -> str:
        done = CliRunner().invoke(main, ["explain", *told, "--in", str(linked)])
        assert done.exit_code == 0, done.output
        return done.output

    told = run(ring)
    for head in ("Its smallest evidence tree", "Its chain", "What became of it"):
        assert head in told
    then = json.loads(run(ring, "--as-of", "2026-03-02", "--json"))
    assert then["as_of"]["reports"] == _members(linked).height
    assert {"figures", "because", "tree", "chain", "judgements", "changes"} <= then.keys()
    assert "As it was known after the run on 2 March 2026" in run(ring, "--as-of", "2026-03-02")
    listed = json.loads(run("--enablers", "--json"))["enablers"]
    assert len(listed) == len(all_enablers(linked))
    assert "serve several rings" in run("--enablers") or "No value was found" in run("--enablers")
    refused = CliRunner().invoke(main, ["explain", "--as-of", "2026-03-02", "--in", str(linked)])
    assert refused.exit_code == 2
