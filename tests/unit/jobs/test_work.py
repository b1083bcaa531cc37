"""The worker as a process of its own: it links, it may be killed, it stops at once, and one is enough."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ringfence.actions.running import last_beat
from ringfence.words import now
from tests.homes import ringfence
from tests.nodes import serving
from tests.unit.ledger.partner_files import made, people, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WITHIN = 120.0
MINUTE = 60.0


def asked(home: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the ledger of a home without a share in its locks; nothing while it is not made."""
    try:
        with sqlite3.connect(f"file:{home / 'ledger.sqlite3'}?mode=ro", uri=True, timeout=5) as ledger:
            return ledger.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


def until(true: Callable[[], object], within: float = WITHIN) -> float:
    """Wait until something is true; give how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within, "it did not come about in time"
        time.sleep(0.02)
    return time.monotonic() - began


@contextmanager
def working(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "ringfence", "work"]
    with (home.parent / "work.log").open("ab") as log:
        process = subprocess.Popen(
            command, env={**os.environ, "RINGFENCE_HOME": str(home)}, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait(30)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a home whose ledger holds the reports of three rings."""
    reports, sightings = made(tmp_path, people(3, 6), clock=now())
    ringfence(tmp_path / "home", "load", str(reports), "--sightings", str(sightings))
    return tmp_path / "home"


def worker_of(home: Path) -> int:
    """Give the process that works in a home; 0 for none."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            told = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"work" in words and f"RINGFENCE_HOME={home}".encode() in told:
            return int(folder.name)
    return 0


def relinks(home: Path) -> list[tuple[Any, ...]]:
    return asked(home, "SELECT run FROM ledger_relink")


def test_killed_in_the_middle_of_a_relink_it_is_taken_up_at_the_next_start(home: Path) -> None:
    running = """
        SELECT id FROM django_tasks_database_dbtaskresult
        WHERE status = 'RUNNING' AND task_path = 'ringfence.jobs.relink'"""
    with working(home) as first:
        until(lambda: asked(home, running) and (home / "tables" / "linked").exists())
        first.send_signal(signal.SIGKILL)
        first.wait(30)
    assert relinks(home) == []
    assert len(asked(home, running)) == 1
    with working(home):
        until(lambda: relinks(home) and not asked(home, running))
    told = asked(
        home, "SELECT report_id, COUNT(*) FROM ledger_stage WHERE stage = 'linked' GROUP BY report_id"
    )
    assert [many for _, many in told] == [1] * 18
    assert "Taken up again" in (home.parent / "work.log").read_text()


def test_it_stops_at_once_and_says_that_it_is_alive(home: Path) -> None:
    with working(home) as process:
        until(lambda: last_beat(home))
        process.terminate()
        process.wait(5)
    assert process.returncode == -signal.SIGTERM


def test_one_worker_is_enough_for_a_home(home: Path) -> None:
    with working(home):
        until(lambda: last_beat(home))
        assert "another worker is at work" in ringfence(home, "work", code=2)


def test_a_report_that_is_handed_in_is_linked_within_a_minute(home: Path) -> None:
    ringfence(home, "relink")
    with serving(home, "--workers", "1") as served:
        asking = urllib.request.Request(  # noqa: S310 - our own server
            f"{served.url}/api/v1/reports",
            data=json.dumps({"fields": {"text": story(1, 77), "country": "US"}}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asking, timeout=30) as answer:  # noqa: S310 - (the same)
            assert answer.status in {200, 201}
        linked = """
            SELECT number FROM ledger_stage s JOIN ledger_report r ON r.id = s.report_id
            WHERE s.stage = 'linked' AND r.reference LIKE 'RF-%'"""
        until(lambda: asked(home, linked), MINUTE)
        assert asked(home, linked) == [(6,)]


def test_a_worker_that_was_killed_is_started_again_by_the_server(home: Path) -> None:
    with serving(home, "--workers", "1"):
        until(lambda: last_beat(home))
        first = worker_of(home)
        os.kill(first, signal.SIGKILL)
        until(lambda: worker_of(home) not in {0, first})


def test_the_worker_ends_with_the_server_that_started_it(home: Path) -> None:
    with serving(home, "--workers", "1"):
        until(lambda: last_beat(home))
    with working(home) as process:  # the lock is free again
        time.sleep(3)
        assert process.poll() is None
