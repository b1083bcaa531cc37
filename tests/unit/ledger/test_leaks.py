"""Details planted in a report are searched for in every byte that is kept, written out or backed up."""

from __future__ import annotations

import json
import shutil
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pyrage
import pytest

from ringfence.ledger import backup_keys
from tests.homes import EMAIL, PLANTED, PROSE, TAKE, python, ringfence
from tests.nodes import serving

if TYPE_CHECKING:
    from pathlib import Path

KILLED = "\nimport os\nos._exit(0)"  # the log of the database stays as it is
WORDS = (*PLANTED, PROSE)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("planted") / "home"
    python(home, f"{TAKE}\nplant(); take('ben')\n{KILLED}")
    return home


@pytest.fixture
def home(planted: Path, tmp_path: Path) -> Path:
    return shutil.copytree(planted, tmp_path / "home")


def leaks(raw: bytes) -> list[str]:
    """Name what can be read in some bytes, in any letter case, as UTF-8 or UTF-16."""
    small = raw.lower()
    return [
        word for word in WORDS if word.lower().encode() in small or word.lower().encode("utf-16-le") in small
    ]


def in_files(home: Path) -> dict[str, list[str]]:
    files = [file for file in home.rglob("*") if file.is_file()]
    assert any(file.name.endswith(".sqlite3") for file in files)
    return {file.name: found for file in files if (found := leaks(file.read_bytes()))}


def report_of(home: Path) -> tuple[str, bytes, list[bytes]]:
    """Give the reference, the wrapped key and the boxes of the planted report."""
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as read:
        number, reference, person = read.execute(
            "SELECT id, reference, person_id FROM ledger_report ORDER BY id LIMIT 1"
        ).fetchone()
        del number
        wrapped = read.execute("SELECT wrapped FROM ledger_person WHERE id = ?", [person]).fetchone()[0]
        boxes = read.execute("SELECT box FROM ledger_sealed WHERE person_id = ?", [person]).fetchall()
    return reference, wrapped, [box for (box,) in boxes]


def opened(home: Path, backup: Path) -> bytes:
    """Open a backup as age would, and give all that is in it."""
    (key,) = backup_keys.read_all(home / "keys")
    return bytes(pyrage.decrypt(backup.read_bytes(), [key.identity]))


def test_the_search_finds_what_lies_open() -> None:
    assert leaks(f"…{EMAIL.upper()}…".encode()) == [EMAIL]
    assert leaks(PROSE.encode("utf-16-le")) == [PROSE]


def test_no_byte_of_the_home_tells_of_anyone(home: Path) -> None:
    assert (home / "ledger.sqlite3-wal").stat().st_size > 0
    assert in_files(home) == {}


def test_no_byte_of_a_backup_tells_of_anyone_even_opened(home: Path, tmp_path: Path) -> None:
    ringfence(home, "backup", str(tmp_path / "one.age"))
    assert leaks((tmp_path / "one.age").read_bytes()) == []
    assert leaks(opened(home, tmp_path / "one.age")) == []


def test_what_commands_print_tells_of_nobody_but_what_was_revealed(home: Path, tmp_path: Path) -> None:
    reference, *_ = report_of(home)
    said = [
        ringfence(home, "backup", str(tmp_path / "one.age")),
        ringfence(home, "vault", "rotate"),
        ringfence(home, "vault", "hold", reference, "--name", "Court", "--by", "asha"),
        ringfence(home, "vault", "erase", reference, "--yes", code=1),
        ringfence(home, "vault", "release", reference, "--name", "Court", "--by", "asha"),
        ringfence(home, "vault", "retire"),
        ringfence(home, "restore", str(tmp_path / "one.age"), "--replace"),
    ]
    assert leaks("".join(said).encode()) == []
    told = ringfence(home, "vault", "reveal", reference, "--why", "to write to her", "--by", "asha")
    assert EMAIL in told


def linked(home: Path, then: str = "") -> None:
    """Link what is kept, as the worker does, and then do something."""
    python(home, f"{TAKE}\nfrom ringfence.actions.relink import relink\nrelink(DAY)\n{then}")


def in_tables(home: Path) -> str:
    """Give everything that stands in the tables of the linker, read and not as its compressed bytes."""
    files = [*(home / "tables").rglob("*.parquet"), *(home / "rings").rglob("*.parquet")]
    assert {"reports", "sightings"} <= {file.parent.name for file in files}
    return " ".join(str(pq.read_table(file).to_pylist()) for file in files)


def test_no_table_of_the_linker_tells_of_anyone_and_who_is_erased_leaves_them(home: Path) -> None:
    linked(home)
    told = in_tables(home)
    assert "+18885550123" in told
    assert leaks(told.encode()) == []
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as read:
        (reporter,) = read.execute("SELECT reporter FROM ledger_report ORDER BY id LIMIT 1").fetchone()
    assert reporter in told
    linked(home, "from ringfence.actions import erasing\nfrom ringfence.ledger.opened import models\n"
           "erasing.erase(models.Report.objects.get(pk=1), DAY)\nrelink(DAY)")  # fmt: skip
    after = in_tables(home)
    assert reporter not in after
    assert f"erased-{reporter[-2:]}" in after


def test_no_log_of_a_server_tells_of_who_reports_to_it(tmp_path: Path) -> None:
    words = f"My name is {PLANTED[0]}, {EMAIL}. They {PROSE}, and told me to call 1-888-555-0123."
    report = {"fields": {"text": [words], "reporter_email": [EMAIL], "country": "US"}}
    with serving(tmp_path / "home", "--workers", "1") as served:
        for body, wanted in ((report, 201), ({**report, "unknown": EMAIL}, 422)):
            asked = urllib.request.Request(  # noqa: S310 - our own server
                f"{served.url}/api/v1/reports",
                json.dumps(body).encode(),
                {"Content-Type": "application/json"},
            )
            try:
                with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own server
                    status = answer.status
            except urllib.error.HTTPError as refused:
                status = refused.code
            assert status == wanted
    assert leaks((tmp_path / "home.log").read_bytes()) == []
    assert in_files(tmp_path / "home") == {}


def test_after_erasing_her_key_and_her_boxes_are_in_no_byte_of_the_home(home: Path) -> None:
    reference, wrapped, boxes = report_of(home)
    before = b"".join(file.read_bytes() for file in home.glob("ledger.sqlite3*"))
    assert wrapped in before
    ringfence(home, "vault", "erase", reference, "--yes")
    after = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert wrapped not in after
    assert not [box for box in boxes if box[:64] in after]
    assert in_files(home) == {}


def test_what_was_erased_is_gone_from_a_backup_when_its_key_expires(home: Path, tmp_path: Path) -> None:
    reference, wrapped, _ = report_of(home)
    file = tmp_path / "one.age"
    ringfence(home, "backup", str(file), "--days", "1")
    ringfence(home, "vault", "erase", reference, "--yes")
    ringfence(home, "backup", str(tmp_path / "two.age"))
    first, second = backup_keys.read_all(home / "keys")
    assert wrapped in pyrage.decrypt(file.read_bytes(), [first.identity])
    assert wrapped not in pyrage.decrypt((tmp_path / "two.age").read_bytes(), [second.identity])
    later = """
from ringfence.actions.retiring import retire
from ringfence.words import now
print(retire(now() + timedelta(days=2)).backups)
"""
    assert first.id in python(home, TAKE + later)
    assert [one.id for one in backup_keys.read_all(home / "keys")] == [second.id]
    assert "no key here opens this backup" in ringfence(home, "restore", str(file), "--check", code=1)


def test_a_restore_brings_back_nobody_who_was_erased_since(home: Path, tmp_path: Path) -> None:
    reference, wrapped, _ = report_of(home)
    ringfence(home, "backup", str(tmp_path / "one.age"))
    ringfence(home, "vault", "erase", reference, "--yes")
    assert "erased since: 1" in " ".join(
        ringfence(home, "restore", str(tmp_path / "one.age"), "--replace").split()
    )
    assert wrapped not in b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert "was erased on" in ringfence(
        home, "vault", "reveal", reference, "--why", "again", "--by", "asha", code=1
    )
