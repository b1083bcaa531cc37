"""The commands of the vault, and a backup on its way there and back, on a real home."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pyrage
import pytest

from ringfence.actions import running
from ringfence.ledger import backup_keys
from tests.homes import TAKE, python, ringfence

if TYPE_CHECKING:
    from pathlib import Path

FILL = f"""{TAKE}
from ringfence.ledger import vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.actions import uploads
taken = [take(name) for name in ("ben", "carla")]
report = models.Report.objects.get(report_id=taken[0].report_id)
key = vault.key_of(report.person)
name = "upload-" + "0" * 32
(configuration().uploads / name).write_bytes(vault.close(key, b"a photo", f"{{report.person.name}}/{{name}}"))
models.Upload.objects.create(name=name, report=report, media_type="image/png", size=7,
    digest=uploads.digest(key, name, b"a photo"), scanned="clean", at=DAY)
(configuration().tables / "sightings").mkdir()
(configuration().tables / "sightings" / "part-1.parquet").write_bytes(b"rows")
(configuration().home / "rings").mkdir()
(configuration().home / "rings" / "members.parquet").write_bytes(b"members")
"""
BY = ("--by", "asha")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("filled") / "home"
    python(home, FILL)
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "home")


@pytest.fixture(scope="module")
def backup(filled: Path) -> Path:
    told = json.loads(ringfence(filled, "backup", str(filled.parent), "--json"))
    return filled.parent / str(told["file"])


def references(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as read:
        return [one for (one,) in read.execute("SELECT reference FROM ledger_report ORDER BY id")]


def with_keys(filled: Path, to: Path) -> Path:
    """Make a home that has the keys and nothing else, as after a fire."""
    to.mkdir(mode=0o700)
    shutil.copytree(filled / "keys", to / "keys")
    shutil.copy2(filled / "node.key", to)
    return to


def test_details_are_shown_with_a_reason_and_a_file_is_written_for_its_reader_alone(
    home: Path, tmp_path: Path
) -> None:
    ben, _ = references(home)
    told = json.loads(ringfence(home, "vault", "reveal", ben, "--why", "to call", *BY, "--json"))
    assert told == {"what": "contact", "told": {"reporter_email": ["ben@mail.example"]}}
    out = tmp_path / "photo"
    ringfence(
        home, "vault", "reveal", ben, "--why", "exhibit", *BY, "--what", f"upload-{'0' * 32}", "-o", str(out)
    )
    assert out.read_bytes() == b"a photo"
    assert out.stat().st_mode & 0o777 == 0o600
    ringfence(home, "vault", "reveal", ben, "--why", " ", *BY, code=2)
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as read:
        assert read.execute("SELECT COUNT(*) FROM ledger_reveal").fetchone() == (2,)


def test_erasing_asks_first_and_a_hold_is_named_until_it_is_released(home: Path) -> None:
    ben, carla = references(home)
    assert "Aborted" in ringfence(home, "vault", "erase", ben, given="n\n", code=1)
    assert "Court 12" in ringfence(home, "vault", "hold", ben, "--name", "Court 12", *BY)
    assert "Court 12" in ringfence(home, "vault", "erase", ben, "--yes", code=1)
    assert "No hold" in ringfence(home, "vault", "release", ben, "--name", "Court 12", *BY)
    assert "Erased." in ringfence(home, "vault", "erase", ben, given="y\n")
    assert "nobody to erase" in ringfence(home, "vault", "erase", ben, "--yes")
    assert not (home / "uploads" / f"upload-{'0' * 32}").exists()
    assert "carla@" in ringfence(home, "vault", "reveal", carla, "--why", "to call", *BY)


def test_after_a_fire_the_keys_and_a_backup_bring_everything_back(
    filled: Path, backup: Path, tmp_path: Path
) -> None:
    home = with_keys(filled, tmp_path / "new")
    before = sorted(file.name for file in home.rglob("*"))
    assert "Sound" in ringfence(home, "restore", str(backup), "--check")
    assert sorted(file.name for file in home.rglob("*") if file.name != "run") == before
    told = json.loads(ringfence(home, "restore", str(backup), "--json"))
    assert (told["reports"], told["erased"]) == (2, 0)
    assert (home / "tables" / "sightings" / "part-1.parquet").read_bytes() == b"rows"
    assert (home / "rings" / "members.parquet").read_bytes() == b"members"
    photo = tmp_path / "photo"
    reveal = ("vault", "reveal", references(home)[0], "--why", "exhibit", "--what", f"upload-{'0' * 32}")
    ringfence(home, *reveal, *BY, "-o", str(photo))
    assert photo.read_bytes() == b"a photo"
    assert "not empty" in ringfence(home, "restore", str(backup), code=2)
    ringfence(home, "restore", str(backup), "--replace")
    assert "no ledger was here" in ringfence(with_keys(filled, tmp_path / "bare"), "restore", str(backup))


def test_no_key_is_in_a_backup(filled: Path, backup: Path) -> None:

    plain = b"".join(
        pyrage.decrypt(backup.read_bytes(), [one.identity]) for one in backup_keys.read_all(filled / "keys")
    )
    for file in [*(filled / "keys").glob("*.key"), filled / "keys" / "master.keys", filled / "node.key"]:
        for word in file.read_text().split():
            if len(word) > 16:
                assert word.encode() not in plain


def test_a_restore_is_refused_before_it_changes_anything(
    filled: Path, backup: Path, home: Path, tmp_path: Path
) -> None:
    assert "there already" in ringfence(home, "backup", str(backup), code=2)
    running.enter(home)
    try:
        assert "this node is running" in ringfence(home, "restore", str(backup), "--replace", code=2)
    finally:
        running.leave(home)
    bad = tmp_path / "bad.age"
    raw = backup.read_bytes()
    for changed in (raw[:-1000], raw[:5000] + bytes([raw[5000] ^ 1]) + raw[5001:], b"nothing"):
        bad.write_bytes(changed)
        assert "changed or cut short" in ringfence(home, "restore", str(bad), "--replace", code=1)
    other = with_keys(filled, tmp_path / "other")
    (other / "keys" / "codes.key").write_text("ab" * 32 + "\n")
    assert "codes.key" in ringfence(other, "restore", str(backup), code=1)
    (other / "node.key").unlink()
    assert "node.key" in ringfence(other, "restore", str(backup), code=1)
    assert not (other / "node.key").exists()
    shutil.rmtree(other / "keys" / "backups")
    assert "no key here opens" in ringfence(other, "restore", str(backup), code=1)
    assert not (other / "ledger.sqlite3").exists()
    bare = tmp_path / "bare"
    bare.mkdir()
    assert "keys of this node are not here" in ringfence(bare, "restore", str(backup), code=2)
    assert references(home) == references(filled)


def test_a_backup_of_a_newer_release_is_refused(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as opened, opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2026-01-01')"
        )
    ringfence(home, "backup", str(tmp_path / "one.age"))
    assert "newer release" in ringfence(home, "restore", str(tmp_path / "one.age"), "--replace", code=1)


def test_a_backup_taken_while_reports_come_in_is_of_one_moment(home: Path, tmp_path: Path) -> None:
    writing = (
        f"import os; os.environ['RINGFENCE_HOME'] = {str(home)!r}\n{TAKE}\nn = 0\nprint('go', flush=True)\n"
    )
    writing += "while True:\n    n += 1\n    take(f'person{n}')\n"
    with subprocess.Popen([sys.executable, "-c", writing], stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"go\n"
            ringfence(home, "backup", str(tmp_path / "one.age"))
        finally:
            writer.kill()
    new = with_keys(home, tmp_path / "new")
    told = json.loads(ringfence(new, "restore", str(tmp_path / "one.age"), "--json"))
    with closing(sqlite3.connect(new / "ledger.sqlite3")) as read:
        count = {
            name: read.execute(f"SELECT COUNT(*) FROM ledger_{name}").fetchone()[0]  # noqa: S608 - names of our own tables
            for name in ("report", "person", "followup", "stage", "sealed")
        }
    assert told["reports"] == count["report"]
    assert count["report"] == count["person"] == count["followup"] == count["stage"]
    assert count["sealed"] == 3 * count["report"]
    assert len(references(home)) >= count["report"]
