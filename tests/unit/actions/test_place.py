"""New reports get a provisional ring at once, the next link settles it, and killing anyone loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
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
from ringfence.rings.place import NewReport, NewSighting
from ringfence.rings.ring import MEMBERS
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings
from ringfence.words import FormatError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT = datetime(2024, 3, 5, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sightings, those of the first nine tenths of the reports, and the rest."""
    folder = tmp_path_factory.mktemp("world")
    every = pl.DataFrame(sightings(make(Parameters(reports=1_500, seed=43))))
    new = pl.col("report_id").hash(seed=7) % 10 == 0
    held = pl.col("report_id").is_in(every.filter(new)["report_id"].unique().implode())
    for name, rows in (("all", every), ("base", every.filter(~held)), ("new", every.filter(held))):
        rows.write_parquet(folder / f"{name}.parquet")
    return folder


@pytest.fixture(scope="module")
def linked_once(world: Path) -> Path:
    link_sightings(Sources(world / "base.parquet"), world / "rings")
    return world / "rings"


@pytest.fixture
def rings(world: Path, linked_once: Path, tmp_path: Path) -> Path:
    swap.adopt(world / "base.parquet", tmp_path)
    link_sightings(Sources(tmp_path / "base.parquet"), tmp_path / "rings")
    return tmp_path / "rings"


def members(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "members.parquet")


def provisional(folder: Path) -> dict[str, str | None]:
    rows = members(folder).filter("provisional").select("report_id", "ring_id")
    return dict(rows.iter_rows())


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


def reports_of(path: Path) -> Iterator[NewReport]:
    rows = pl.read_parquet(path).with_columns(pl.col("at").cast(pl.Int64))
    for (name,), own in rows.group_by("report_id", maintain_order=True):
        seen = own.select("kind", "value", "role", "at", "validity", "strength").iter_rows()
        first = own.row(0, named=True)
        seen_all = tuple(NewSighting(*row) for row in seen)
        yield NewReport(str(name), first["source"], first["reporter"], seen_all)


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
def test_an_index_that_is_not_this_runs_is_written_anew(
    how: str, world: Path, rings: Path, linked_once: Path
) -> None:
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


_PLACES = """
    import sys
    from pathlib import Path
    from ringfence.actions.place import Placer
    from tests.unit.actions.test_place import reports_of

    placer = Placer(Path(sys.argv[1]))
    for number, report in enumerate(reports_of(Path(sys.argv[2]))):
        if number % int(sys.argv[4]) == int(sys.argv[3]):
            told = placer.place(report)
            print(told.report_id, told.ring_id, flush=True)
"""


def start(words: list[str], root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_two_who_place_at_once_lose_nothing(world: Path, rings: Path, root: Path) -> None:
    script = textwrap.dedent(_PLACES)
    both = [
        start(["-c", script, str(rings), str(world / "new.parquet"), str(at), "2"], root) for at in range(2)
    ]
    said = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    told = {tuple(line.split()) for out, _ in said for line in out.splitlines()}
    assert told == {(one.report_id, str(one.ring_id)) for one in placed_in(rings)}
    assert len(told) == pl.read_parquet(world / "new.parquet")["report_id"].n_unique()


def killed_after(words: list[str], root: Path, lines: int) -> list[str]:
    """Let a process say so many lines, and kill it at whatever it does then; give what it had said."""
    child = start(words, root)
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(lines)]
    os.kill(child.pid, signal.SIGKILL)
    rest, _ = child.communicate()
    return [line for line in [*said, *rest.splitlines(keepends=True)] if line.endswith("\n")]


def test_whoever_places_may_be_killed_at_any_point_and_nothing_that_was_said_is_lost(
    world: Path, rings: Path, root: Path
) -> None:
    script = textwrap.dedent(_PLACES)
    told: set[str] = set()
    for lines in np.random.default_rng(5).integers(1, 120, size=8):
        words = ["-c", script, str(rings), str(world / "new.parquet"), "0", "1"]
        told |= {line.split()[0] for line in killed_after(words, root, int(lines))}
        assert told <= {one.report_id for one in placed_in(rings)}
    done = place_sightings(rings, world / "new.parquet")
    assert {one.report_id for one in done.placed} == set(provisional(rings)) >= told


_LINKS = """
    import os, sys
    from pathlib import Path

    steps = 0
    stop = int(sys.argv[3])

    def count(event, words):
        # Every change of a file system goes through an audit hook: die at one of them.
        global steps
        if event in CHANGES and counting:
            steps += 1
            if steps == stop:
                os.kill(os.getpid(), 9)

    CHANGES = {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree",
               "shutil.copytree", "os.chmod", "os.truncate", "ctypes.call_function", "ctypes.dlsym"}
    counting = False
    sys.addaudithook(count)
    from ringfence.actions import link
    from ringfence.actions.runs import Sources

    whole = link._move

    def move(*words):
        global counting
        counting = True
        whole(*words)

    link._move = move
    link.link_sightings(Sources(Path(sys.argv[2])), Path(sys.argv[1]), previous=Path(sys.argv[1]))
    print(steps)
"""


def test_a_relink_may_be_killed_at_each_of_its_steps_and_the_folder_is_the_old_one_or_the_new_one(
    world: Path, rings: Path, root: Path
) -> None:
    place_sightings(rings, world / "new.parquet")
    (rings / "outcomes.jsonl").write_text("kept\n")
    (rings / "cases").mkdir()
    (rings / "cases" / "note.txt").write_text("kept, too")
    new = set(provisional(rings))
    stop, ended = 1, False
    while not ended:
        run = (rings / "run.json").read_text()
        words = ["-c", textwrap.dedent(_LINKS), str(rings), str(world / "base.parquet"), str(stop)]
        child = start(words, root)
        _, err = child.communicate()
        ended = child.returncode == 0
        assert ended or child.returncode == -signal.SIGKILL, err
        assert set(provisional(rings)) == {one.report_id for one in placed_in(rings)} == new
        assert (rings / "outcomes.jsonl").read_text() == "kept\n"
        assert (rings / "cases" / "note.txt").read_text() == "kept, too"
        told = json.loads((rings / "run.json").read_text())
        assert told["number"] in {json.loads(run)["number"], json.loads(run)["number"] + 1}
        place_sightings(rings, world / "new.parquet")
        stop += 3
    assert stop > 20


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
