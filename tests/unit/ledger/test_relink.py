"""What the ledger holds becomes rings; ids live on, and whoever reported is told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from ringfence.actions import erasing, relink
from ringfence.actions.link import link_sightings
from ringfence.actions.loading import load
from ringfence.actions.runs import Sources
from ringfence.ledger.opened import models
from tests.unit.ledger.partner_files import KEY, made, people

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.ledger.configuration import Configuration

NOW = datetime(2026, 3, 21, tzinfo=UTC)


def loaded(
    folder: Path, who: list[tuple[int, int]], name: str = "one", source: str = "public-desk"
) -> tuple[Path, Path]:
    reports, sightings = made(folder, who, name=name, source=source)
    load(reports, sightings, at=NOW, node_key=KEY)
    return reports, sightings


def members(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "members.parquet")


def linked() -> list[tuple[str, int | None, str | None]]:
    rows = models.Stage.objects.filter(stage="linked").order_by("id").select_related("report")
    return [(row.report.report_id, row.number, row.ring) for row in rows]


def test_an_empty_ledger_has_nothing_to_link(node: Configuration) -> None:
    assert relink.relink(NOW).run == ""
    assert not node.rings.exists()


def test_the_rings_are_those_that_the_files_give(node: Configuration, tmp_path: Path) -> None:
    reports, sightings = loaded(tmp_path, people(3, 6))
    done = relink.relink(NOW)
    link_sightings(Sources(sightings, reports), tmp_path / "rings")
    by_files = members(tmp_path / "rings")
    assert members(node.rings).select("report_id", "ring_id").equals(by_files.select("report_id", "ring_id"))
    assert (done.reports, done.in_rings, done.rings) == (18, 18, by_files["ring_id"].n_unique())
    scripts = pl.read_parquet(node.tables / "linked" / "*" / "sightings.parquet").filter(kind="script")
    assert scripts["value"].to_list() == pl.read_parquet(sightings).filter(kind="script")["value"].to_list()


def test_whoever_reported_is_told_with_how_many_others_and_only_once(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path, people(1, 6))
    loaded(tmp_path, people(1, 2, begin=50), "two", source="contoso")
    assert relink.relink(NOW).told == 6  # the company's own customers have no code to ask with
    told = linked()
    assert {number for _, number, _ in told} == {7}
    assert len({ring for _, _, ring in told}) == 1
    again = relink.relink(NOW + timedelta(hours=1))
    assert (again.linked, again.told) == (False, 0)
    assert models.Relink.objects.count() == 1


def test_ids_live_on_and_who_was_told_hears_again_when_the_ring_has_doubled(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path, people(4, 6))
    relink.relink(NOW)
    before = {ring for _, _, ring in linked()}
    loaded(tmp_path, people(1, 1, begin=50), "two")
    assert relink.relink(NOW).told == 1
    loaded(tmp_path, people(1, 8, begin=100), "three")
    assert relink.relink(NOW).told == 6 + 8 + 1
    assert {ring for _, _, ring in linked()} == before
    assert [row.run[:10] for row in models.Relink.objects.order_by("id")] == [
        "run-000001",
        "run-000002",
        "run-000003",
    ]


def test_killed_between_the_rings_and_the_stages_the_next_relink_tells(
    node: Configuration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(tmp_path, people(1, 6))

    def killed(*_: Any, **__: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(relink, "_tell", killed)
        with pytest.raises(KeyboardInterrupt):
            relink.relink(NOW)
    assert linked() == []
    done = relink.relink(NOW)
    assert (done.linked, done.told) == (False, 6)
    assert models.Relink.objects.count() == 1


def test_who_was_erased_is_told_nothing_more(node: Configuration, tmp_path: Path) -> None:
    loaded(tmp_path, people(1, 6))
    report = models.Report.objects.order_by("id").first()
    assert report is not None
    erasing.erase(report, NOW)
    assert relink.relink(NOW).told == 5
    assert report.report_id not in {name for name, _, _ in linked()}


def test_a_new_report_gets_a_provisional_ring_at_once_and_the_relink_settles_it(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path, people(2, 6))
    assert relink.place_new(NOW) == 0  # nothing was ever linked
    relink.relink(NOW)
    loaded(tmp_path, [(0, 77)], "two")
    assert relink.place_new(NOW) == 1
    new = models.Report.objects.get(reference="two-77")
    stage = new.stages.get(stage="linked")
    assert stage.number == 6
    row = members(node.rings).filter(report_id=new.report_id)
    assert row["provisional"].to_list() == [True]
    assert relink.place_new(NOW) == 0
    relink.relink(NOW)
    assert members(node.rings).filter(report_id=new.report_id)["provisional"].to_list() == [False]
    assert new.stages.filter(stage="linked").count() == 1


def test_what_was_linked_from_before_is_removed_when_the_new_rings_stand(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path, people(1, 6))
    relink.relink(NOW)
    loaded(tmp_path, people(1, 3, begin=50), "two")
    relink.relink(NOW)
    assert len(list((node.tables / "linked").iterdir())) == 1
