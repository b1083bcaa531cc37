"""New reports get a provisional ring at once, and the next link settles it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions import placed, swap
from ringfence.actions.judge import judge_pair, undo
from ringfence.actions.link import link_sightings
from ringfence.actions.place import Placer, place_sightings, placed_in
from ringfence.actions.runs import Sources
from ringfence.cli import main
from ringfence.rings.ring import MEMBERS
from ringfence.words import FormatError, InputError
from tests.unit.actions.placing import members, provisional, reports_of, rings, world

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["rings", "world"]

AT = datetime(2024, 3, 5, 9, tzinfo=UTC)


def test_new_reports_stand_among_the_members_and_say_that_they_are_provisional(
    world: Path, rings: Path
) -> None:
    before = members(rings)
    done = place_sightings(rings, world / "new.parquet")
    after = members(rings)
    assert pq.read_schema(rings / "members.parquet").equals(MEMBERS)
    assert after.filter(~pl.col("provisional")).equals(before)
    assert after["report_id"].is_sorted()
    new = pl.read_parquet(world / "new.parquet")["report_id"].unique()
    assert sorted(provisional(rings)) == sorted(new) == [one.report_id for one in done.placed]
    assert provisional(rings) == {one.report_id: one.ring_id for one in done.placed}
    assert 0 < done.in_rings < done.reports
    assert set(after.filter("provisional")["tier"].drop_nulls()) == {"lead"}
    assert after.filter("provisional")["core_id"].null_count() == len(new)


def test_the_next_link_settles_them_and_most_stand_where_they_were_placed(world: Path, rings: Path) -> None:
    done = place_sightings(rings, world / "new.parquet")
    link_sightings(Sources(world / "all.parquet"), rings, previous=rings)
    assert provisional(rings) == {}
    assert placed_in(rings) == ()
    assert not (rings / placed.NAME).exists()
    now = dict(members(rings).select("report_id", "ring_id").iter_rows())
    ringed = [one for one in done.placed if one.ring_id is not None]
    same = sum(now[one.report_id] == one.ring_id for one in ringed)
    assert same > 0.8 * len(ringed)


def test_what_a_relink_does_not_see_is_placed_anew_in_the_new_rings(world: Path, rings: Path) -> None:
    new = pl.read_parquet(world / "new.parquet")
    names = new["report_id"].unique().sort()
    place_sightings(rings, world / "new.parquet")
    later = pl.concat([pl.read_parquet(world / "base.parquet"), new.filter(pl.col("report_id") == names[0])])
    path = rings.parent / "later.parquet"
    later.write_parquet(path)
    link_sightings(Sources(path), rings, previous=rings)
    assert sorted(provisional(rings)) == names[1:].to_list()
    assert [one.report_id for one in placed_in(rings)] == names[1:].to_list()
    active = pl.read_parquet(rings / "rings.parquet").filter(pl.col("status") == "active")["ring_id"]
    assert {ring for ring in provisional(rings).values() if ring} <= set(active)


def test_a_new_folder_takes_over_what_was_placed_in_the_one_before(world: Path, rings: Path) -> None:
    place_sightings(rings, world / "new.parquet")
    other = rings.parent / "next"
    link_sightings(Sources(world / "base.parquet"), other, previous=rings)
    assert provisional(other).keys() == provisional(rings).keys()


def test_judging_places_them_anew_and_undoing_gives_the_members_back_byte_for_byte(
    world: Path, rings: Path
) -> None:
    place_sightings(rings, world / "new.parquet")
    before = (rings / "members.parquet").read_bytes()
    one, other = _largest(rings)
    done = judge_pair(rings, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    gone = other if one in set(members(rings)["ring_id"]) else one
    assert gone not in set(provisional(rings).values())
    undo(rings, done.judgement.id, by="Asha", at=AT)
    assert (rings / "members.parquet").read_bytes() == before


def _largest(folder: Path) -> tuple[str, str]:
    counted = members(folder).drop_nulls("ring_id").filter("provisional").group_by("ring_id").len()
    first, second = counted.sort("len", "ring_id", descending=[True, False])["ring_id"].head(2).to_list()
    return str(first), str(second)


def test_what_was_linked_is_not_placed_and_placing_twice_changes_nothing(world: Path, rings: Path) -> None:
    done = place_sightings(rings, world / "all.parquet")
    bytes_once = (rings / "members.parquet").read_bytes()
    assert done.linked == members(rings).filter(~pl.col("provisional")).height
    place_sightings(rings, world / "new.parquet")
    assert (rings / "members.parquet").read_bytes() == bytes_once
    assert len(placed_in(rings)) == done.reports


def test_the_reasons_of_rings_are_those_of_what_was_linked(world: Path, rings: Path) -> None:
    words = ["explain", "--in", str(rings), "--json"]
    before = CliRunner().invoke(main, words)
    place_sightings(rings, world / "new.parquet")
    after = CliRunner().invoke(main, words)
    assert before.exit_code == after.exit_code == 0
    assert after.output == before.output
    placed_only = next(iter(provisional(rings)))
    told = CliRunner().invoke(main, ["explain", placed_only, "--in", str(rings)])
    assert told.exit_code == 1
    assert "is provisional" in told.output


def test_one_report_at_a_time_goes_where_the_whole_file_goes(world: Path, rings: Path) -> None:
    placer = Placer(rings)
    one_by_one = {report.report_id: placer.place(report) for report in reports_of(world / "new.parquet")}
    assert placed_in(rings) == tuple(one_by_one[name] for name in sorted(one_by_one))
    done = place_sightings(rings, world / "new.parquet")
    assert {one.report_id: one for one in done.placed} == one_by_one


def test_a_placer_notices_that_the_folder_was_linked_anew(world: Path, rings: Path) -> None:
    placer = Placer(rings)
    first, *rest = reports_of(world / "new.parquet")
    placer.place(first)
    one, other = _two_rings(rings)
    judge_pair(rings, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    told = [placer.place(report) for report in rest]
    assert len(placed_in(rings)) == len(told) + 1
    assert {one.ring_id for one in told if one.ring_id} <= set(members(rings)["ring_id"])


def _two_rings(folder: Path) -> tuple[str, str]:
    known = pl.read_parquet(folder / "rings.parquet").sort("reports", "ring_id", descending=[True, False])
    first, second = known["ring_id"].head(2).to_list()
    return str(first), str(second)


def _bytes_of_index(folder: Path) -> bytes:
    return (folder / "index.arrow").read_bytes()


@pytest.mark.parametrize("how", ["gone", "cut", "other run"])
def test_an_index_that_is_not_this_runs_is_written_anew(how: str, world: Path, rings: Path) -> None:
    path, whole = rings / "index.arrow", _bytes_of_index(rings)
    expected = place_sightings(rings, world / "new.parquet")
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    else:
        one, other = _two_rings(rings)
        judge_pair(rings, "same", (one, other), by="Asha", at=AT, reason="the same voice")
        expected = place_sightings(rings, world / "new.parquet")
        path.write_bytes(whole)
    assert place_sightings(rings, world / "new.parquet") == expected
    if how != "other run":
        assert _bytes_of_index(rings) == whole


def test_an_index_that_is_not_this_runs_is_refused_when_the_sightings_are_gone(
    world: Path, rings: Path
) -> None:
    (rings / "index.arrow").unlink()
    (rings.parent / "base.parquet").unlink()
    with pytest.raises(InputError, match="gone or has changed"):
        place_sightings(rings, world / "new.parquet")


def test_a_row_that_was_never_finished_is_taken_away_and_the_others_stand(world: Path, rings: Path) -> None:
    done = place_sightings(rings, world / "new.parquet")
    log = rings / placed.NAME
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"report":{"report_id":"rep')
    assert placed_in(rings) == done.placed
    report = next(reports_of(world / "new.parquet"))
    Placer(rings).place(report)
    assert log.read_bytes().startswith(whole + b'{"report":{"report_id":"' + report.report_id.encode())
    assert len(placed_in(rings)) == len(done.placed)


def test_a_row_that_is_none_is_named_and_not_repeated(world: Path, rings: Path) -> None:
    place_sightings(rings, world / "new.parquet")
    log = rings / placed.NAME
    log.write_bytes(log.read_bytes() + b'{"secret": 1}\n')
    rows = len(log.read_bytes().splitlines())
    with pytest.raises(FormatError, match=f"placed.jsonl, row {rows}") as wrong:
        placed_in(rings)
    assert "secret" not in str(wrong.value)


def test_the_command_tells_people_and_programs_what_it_did(world: Path, rings: Path) -> None:
    words = ["place", str(world / "new.parquet"), "--in", str(rings)]
    said = CliRunner().invoke(main, [*words, "--json"])
    assert said.exit_code == 0, said.output
    told = json.loads(said.output)
    assert told["reports"] == len(told["placed"])
    assert all(one["provisional"] for one in told["placed"])
    ringed = [one for one in told["placed"] if one["ring_id"]]
    assert len(ringed) == told["in_rings"] > 0
    assert all(one["because"] for one in ringed)
    shown = CliRunner().invoke(main, words)
    assert "provisional until the next link" in shown.output
    again = CliRunner().invoke(main, ["place", "--in", str(rings), "--json"])
    assert json.loads(again.output)["placed"] == told["placed"]


@pytest.mark.parametrize("wrong", ["no folder", "no ring folder", "no file"])
def test_the_command_refuses_what_cannot_be_done(wrong: str, world: Path, rings: Path) -> None:
    folder = {"no folder": rings / "none", "no ring folder": world, "no file": rings}[wrong]
    file = world / ("none.parquet" if wrong == "no file" else "new.parquet")
    assert CliRunner().invoke(main, ["place", str(file), "--in", str(folder)]).exit_code == 2


def test_sightings_that_are_none_are_refused_and_nothing_is_placed(world: Path, rings: Path) -> None:
    path = rings.parent / "wrong.parquet"
    pl.read_parquet(world / "new.parquet").with_columns(value=pl.lit(None, dtype=pl.String)).write_parquet(
        path
    )
    assert CliRunner().invoke(main, ["place", str(path), "--in", str(rings)]).exit_code == 1
    path.write_text("none")
    assert CliRunner().invoke(main, ["place", str(path), "--in", str(rings)]).exit_code == 1
    assert placed_in(rings) == ()


def test_where_the_system_cannot_exchange_folders_they_change_places_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_at_once", lambda *_: False)
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name)
    swap.exchange(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old" / "which").read_text() == "new"
    assert (tmp_path / "new" / "which").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]
