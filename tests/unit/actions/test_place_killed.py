"""Whoever is killed while placing or linking, at whatever point, loses nothing; two at once lose nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ringfence.actions.place import place_sightings, placed_in
from tests.unit.actions.placing import members, provisional, rings, world

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["rings", "world"]


_PLACES = """
    import sys
    from pathlib import Path
    from ringfence.actions.place import Placer
    from tests.unit.actions.placing import reports_of

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
    for lines in np.random.default_rng(5).integers(1, 120, size=4):
        words = ["-c", script, str(rings), str(world / "new.parquet"), "0", "1"]
        told |= {line.split()[0] for line in killed_after(words, root, int(lines))}
        assert told <= {one.report_id for one in placed_in(rings)}
    done = place_sightings(rings, world / "new.parquet")
    assert {one.report_id for one in done.placed} == set(provisional(rings)) >= told


_DIES = """
    import os, sys
    from pathlib import Path
    from ringfence.actions import link, place
    from ringfence.actions.runs import Sources

    what, rings, file, stop = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    changes = {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate",
               "fcntl.flock", "shutil.rmtree", "shutil.copytree", "ctypes.dlsym", "ctypes.call_function"}
    steps, counting = 0, False

    def count(event, words):
        # Every change of files is told to an audit hook before it is made: end at one of them.
        global steps
        if counting and event in changes:
            steps += 1
            if steps == stop:
                os.kill(os.getpid(), 9)

    def counted(work):
        def counting_work(*words):
            global counting
            counting = True
            return work(*words)
        return counting_work

    sys.addaudithook(count)
    if what == "link":
        link._move = counted(link._move)
        link.link_sightings(Sources(file), rings, previous=rings)
    else:
        counted(place.place_sightings)(rings, file)
    print(steps)
"""


def ends_at(step: int, what: str, rings: Path, file: Path, root: Path) -> int:
    """Link or place in a process that kills itself at a step; 0: at none, and give how many there are."""
    child = start(["-c", textwrap.dedent(_DIES), what, str(rings), str(file), str(step)], root)
    out, err = child.communicate()
    assert child.returncode == (-signal.SIGKILL if step else 0), err
    return int(out or 0)


TRIES = 4


def test_a_relink_may_be_killed_at_any_step_and_the_folder_is_the_old_one_or_the_new_one(
    world: Path, rings: Path, root: Path
) -> None:
    new = {one.report_id for one in place_sightings(rings, world / "new.parquet").placed}
    (rings / "outcomes.jsonl").write_text("kept\n")
    (rings / "cases").mkdir()
    (rings / "cases" / "note.txt").write_text("kept, too")
    steps = ends_at(0, "link", rings, world / "base.parquet", root)
    for step in np.linspace(1, steps, TRIES).round().tolist():
        before = json.loads((rings / "run.json").read_text())["number"]
        ends_at(int(step), "link", rings, world / "base.parquet", root)
        assert json.loads((rings / "run.json").read_text())["number"] - before in {0, 1}
        assert provisional(rings).keys() == {one.report_id for one in placed_in(rings)} == new
        assert (rings / "outcomes.jsonl").read_text() == "kept\n"
        assert (rings / "cases" / "note.txt").read_text() == "kept, too"
    assert place_sightings(rings, world / "new.parquet").reports == len(new)


def test_placing_a_file_may_be_killed_at_any_step_and_is_done_by_doing_it_again(
    world: Path, rings: Path, root: Path
) -> None:
    linked = members(rings)
    whole = rings.parent / "whole"
    shutil.copytree(rings, whole)
    steps = ends_at(0, "place", whole, world / "new.parquet", root)
    for step in np.linspace(1, steps, TRIES).round().tolist():
        ends_at(int(step), "place", rings, world / "new.parquet", root)
        assert members(rings).filter(~pl.col("provisional")).equals(linked)
        assert provisional(rings).keys() <= {one.report_id for one in placed_in(rings)}
    place_sightings(rings, world / "new.parquet")
    assert (rings / "members.parquet").read_bytes() == (whole / "members.parquet").read_bytes()
