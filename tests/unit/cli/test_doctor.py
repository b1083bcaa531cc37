"""What is wrong with a node is said with how to mend it; every setting that is unsafe is refused."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ringfence.actions import examining, running
from ringfence.actions.examining import State
from ringfence.ledger import backup_keys
from ringfence.ledger.configuration import names, read
from ringfence.words import UsageError
from tests.homes import TAKE, python, ringfence

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.actions.examining import Finding

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
OPERATOR = {
    f"RINGFENCE_OPERATOR_{name}": f"{name.lower()}@desk.example"
    for name in ("NAME", "ADDRESS", "EMAIL", "PRIVACY", "AUTHORITY", "SECURITY")
}
PUBLIC = {"RINGFENCE_URL": "https://report.example", "RINGFENCE_PROXY": "127.0.0.1", **OPERATOR}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("filled") / "home"
    python(home, f"{TAKE}\ntake('ben')")
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "home")


def doctor(home: Path, code: int, **environment: str) -> dict[str, dict[str, str]]:
    """Run it; give of each thing the worst that was found."""
    told = json.loads(ringfence(home, "doctor", "--json", code=code, **environment))
    assert told["well"] is (code == 0)
    order = {"ok": 0, "look": 1, "wrong": 2}
    found: dict[str, dict[str, str]] = {}
    for one in sorted(told["findings"], key=lambda one: order[one["state"]]):
        found[one["of"]] = one
    assert all(one["mend"] for one in told["findings"] if one["state"] != "ok")
    return found


def test_a_node_that_is_well_says_so_and_a_public_one_must_say_who_answers_for_it(home: Path) -> None:
    running.beat(home)
    ringfence(home, "backup", str(home.parent))
    found = doctor(home, 0, **PUBLIC)
    assert {of for of, one in found.items() if one["state"] == "look"} <= {"user", "disk"}
    bare = {name: value for name, value in PUBLIC.items() if name != "RINGFENCE_OPERATOR_EMAIL"}
    assert "RINGFENCE_OPERATOR_EMAIL" in doctor(home, 1, **bare)["operator"]["told"]
    assert "How to mend it" in ringfence(home, "doctor", code=1, **bare)


def test_what_is_wrong_with_keys_and_rows_is_found_all_at_once_and_nothing_is_changed(home: Path) -> None:
    (home / "keys" / "codes.key").chmod(0o644)
    (home / "keys" / "secret.key").write_text("short")
    (home / "keys" / "master.keys").write_text(f"feedbeef {'ab' * 32}\n")
    (home / "node.key").unlink()
    home.chmod(0o755)
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as opened, opened:
        opened.execute("UPDATE ledger_stage SET at = '2999-01-01 00:00:00'")
    told = json.loads(ringfence(home, "doctor", "--json", code=1))
    said = " | ".join(f"{one['of']}: {one['told']}" for one in told["findings"] if one["state"] == "wrong")
    for wanted in (
        "home: others can look into it",
        "keys: codes.key has not the mode 0600",
        "keys: secret.key is no key",
        "keys: node.key is not there",
        "vault: 1 people are sealed under master keys that are not here",
        "clock: it shows",
    ):
        assert wanted in said
    assert not (home / "node.key").exists()


def test_migrations_that_are_not_applied_and_an_unfinished_restore_are_found(home: Path) -> None:
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as opened, opened:
        opened.execute("DELETE FROM django_migrations WHERE app = 'ledger'")
    (home / running.UNFINISHED).write_text("backup-x")
    found = doctor(home, 1)
    assert "not applied" in found["ledger"]["told"]
    assert found["restore"]["state"] == "wrong"


def test_where_there_is_no_node_it_says_what_to_start(tmp_path: Path) -> None:
    found = doctor(tmp_path / "none", 1)
    assert "ringfence serve" in found["home"]["mend"]
    assert not (tmp_path / "none").exists()


def test_settings_that_are_refused_are_said_without_anything_else(tmp_path: Path) -> None:
    found = doctor(tmp_path, 1, RINGFENCE_URL="http://report.example")
    assert "no https" in found["settings"]["told"]
    assert "is no setting" in examining.settings({"RINGFENCE_ULR": "x"})[1][0].told


def states(found: list[Finding]) -> list[State]:
    return [one.state for one in found]


def test_a_backup_that_is_old_or_whose_key_outlived_it_is_found(tmp_path: Path) -> None:
    node = read({"RINGFENCE_HOME": str(tmp_path)})
    node.keys.mkdir()
    assert states([*examining.backups(node, NOW)]) == [State.LOOK]
    made = backup_keys.make(node.keys, at=NOW, days=35, masters=())
    assert states([*examining.backups(node, NOW)]) == [State.LOOK]  # begun, and perhaps killed
    backup_keys.finish(node.keys, made.id)
    assert states([*examining.backups(node, NOW + timedelta(days=1))]) == [State.OK]
    assert states([*examining.backups(node, NOW + timedelta(days=3))]) == [State.LOOK]
    assert states([*examining.backups(node, NOW + timedelta(days=9))]) == [State.WRONG]
    assert states([*examining.backups(node, NOW + timedelta(days=38))]) == [State.WRONG, State.WRONG]


def test_a_worker_that_is_silent_is_found(tmp_path: Path) -> None:
    node = read({"RINGFENCE_HOME": str(tmp_path)})
    assert states([*examining.worker(node, NOW)]) == [State.LOOK]
    running.beat(tmp_path)
    seen = running.last_beat(tmp_path)
    assert seen is not None
    assert states([*examining.worker(node, seen + timedelta(minutes=5))]) == [State.OK]
    assert states([*examining.worker(node, seen + timedelta(minutes=11))]) == [State.LOOK]


def test_a_source_that_was_heard_as_one_person_is_named(tmp_path: Path) -> None:
    node = read({"RINGFENCE_HOME": str(tmp_path)})
    assert states([*examining.doubts(node)]) == []
    node.rings.mkdir()
    run = node.rings / "run.json"
    run.write_text('{"run": "run-000001", "doubted": []}')
    assert states([*examining.doubts(node)]) == []
    run.write_text('{"run": "run-000002", "doubted": ["contoso", "northwind"]}')
    found = [*examining.doubts(node)]
    assert states(found) == [State.LOOK, State.LOOK]
    assert "northwind" in found[1].told
    assert "northwind" in found[1].mend
    run.write_text("{")
    assert states([*examining.doubts(node)]) == [State.WRONG]


def test_places_whose_check_has_expired_are_found_and_a_clock_before_the_release() -> None:
    assert State.OK in states([*examining.places(NOW)])
    assert State.LOOK in states([*examining.places(datetime(2036, 1, 1, tzinfo=UTC))])
    assert State.WRONG in states([*examining.places(datetime(2001, 1, 1, tzinfo=UTC))])


@pytest.mark.parametrize("name", ["DATABASE_URL_FILE", "RINGFENCE_MASTER_KEYS_FILE"])
def test_a_secret_that_others_can_read_is_found_and_nothing_starts_with_it(home: Path, name: str) -> None:
    secret = home.parent / "secret"
    keys = (home / "keys" / "master.keys").read_text()
    secret.write_text(keys if "KEYS" in name else f"sqlite:///{home / 'ledger.sqlite3'}")
    secret.chmod(0o604)
    told = f"others can read the file that {name} names"
    for command in (["serve", "--bind", "127.0.0.1:1"], ["work"]):
        assert told in " ".join(ringfence(home, *command, code=2, **{name: str(secret)}).split())
    found = doctor(home, 1, **{name: str(secret)})["keys" if "KEYS" in name else "settings"]
    assert (told in found["told"], found["mend"]) == (True, f"chmod o= {secret}")
    secret.chmod(0o640)
    assert doctor(home, 0, **{name: str(secret)})["settings"]["state"] == "ok"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("RINGFENCE_URL", "http://report.example", "no https"),
        ("RINGFENCE_URL", "report.example", "no address"),
        ("RINGFENCE_URL", "https://report.example/path", "no address"),
        ("RINGFENCE_HOSTS", "*", "wildcard"),
        ("RINGFENCE_HOSTS", ".report.example", "wildcard"),
        ("RINGFENCE_PROXY", "10.0.0.0/8", "no address"),
        ("RINGFENCE_PROXY", "*", "no address"),
        ("DATABASE_URL", "mysql://desk.example/x", "neither SQLite nor PostgreSQL"),
        ("DATABASE_URL", "postgresql://", "names no database"),
        ("DATABASE_URL", "postgres://desk@db.example:5432/", "names no database"),
        ("DATABASE_URL", "sqlite:///", "names no database"),
        ("DATABASE_URL", "postgresql://db.example/x?sslmode=require&magic=1", "asks for magic"),
        ("RINGFENCE_CLAMD", "zzz zzz", "neither HOST:PORT nor the path of a socket"),
        ("RINGFENCE_CLAMD", "scan.example", "neither HOST:PORT nor the path of a socket"),
        ("RINGFENCE_CLAMD", "scan.example:99999", "neither HOST:PORT nor the path of a socket"),
        ("RINGFENCE_CLAMD", ":3310", "neither HOST:PORT nor the path of a socket"),
        ("RINGFENCE_RETENTION_DAYS", "0", "no number of days"),
        ("RINGFENCE_RETENTION_DAYS", "for ever", "no number of days"),
        ("DATABASE_URL_FILE", "/nowhere/at/all", "cannot be read"),
    ],
)
def test_a_setting_that_is_unsafe_or_means_nothing_is_refused_loudly(name: str, value: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read({"RINGFENCE_HOME": "/srv/ringfence", name: value})


def test_nothing_starts_with_a_setting_that_is_refused(tmp_path: Path) -> None:
    said = ringfence(tmp_path, "serve", code=2, RINGFENCE_HOSTS="*")
    assert "wildcard" in said
    said = ringfence(tmp_path, "serve", "--bind", "0.0.0.0:8000", "--no-work", code=2)
    assert "can be reached from other machines" in said


@pytest.mark.parametrize("address", ["postgresql://", "sqlite:///"])
def test_a_node_whose_database_has_no_name_does_not_start_and_doctor_says_why(
    tmp_path: Path, address: str
) -> None:
    for command in ("serve", "work"):
        said = ringfence(tmp_path / "home", command, code=2, DATABASE_URL=address)
        assert "DATABASE_URL names no database" in said
        assert "Traceback" not in said
    assert "names no database" in doctor(tmp_path / "home", 1, DATABASE_URL=address)["settings"]["told"]


@pytest.mark.parametrize("where", ["", "127.0.0.1:3310", "[::1]:3310", "/run/clamav/clamd.ctl"])
def test_a_scanner_may_be_named_by_its_port_or_its_socket(where: str) -> None:
    assert read({"RINGFENCE_CLAMD": where}).clamd == where


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://ringfence:made-up@db.example/ledger\n")
    (tmp_path / "url").chmod(0o600)
    assert "made-up" in read({"DATABASE_URL_FILE": str(tmp_path / "url")}).database


def test_every_setting_is_known_by_its_name() -> None:
    assert {"RINGFENCE_HOME", "DATABASE_URL", "RINGFENCE_MASTER_KEYS", "RINGFENCE_CLAMD"} <= set(names())


def test_django_finds_nothing_to_say_about_a_public_node(home: Path) -> None:
    told = python(
        home,
        "from django.core.management import execute_from_command_line as run\n"
        "run(['manage', 'check', '--deploy', '--fail-level', 'INFO'])",
        environment={"DJANGO_SETTINGS_MODULE": "ringfence.ledger.settings", **PUBLIC},
    )
    assert "no issues" in told


@pytest.mark.parametrize("lost", ["node.key", "keys/master.keys", "keys/codes.key", "keys/secret.key"])
def test_a_key_that_was_lost_is_asked_for_and_never_made_anew_over_a_ledger(home: Path, lost: str) -> None:
    (home / lost).unlink()
    said = ringfence(home, "queue", "list", code=2)
    assert lost in said
    assert "Put them back" in said
    assert not (home / lost).exists()


def test_nobody_else_on_the_machine_can_read_what_a_node_keeps(tmp_path: Path) -> None:
    home = tmp_path / "home"
    before = os.umask(0o022)
    try:
        python(home, f"{TAKE}\ntake('ben')")
        ringfence(home, "relink")
    finally:
        os.umask(before)
    kept = [home, *home.rglob("*")]
    assert {one.name for one in kept} >= {"ledger.sqlite3", "rings", "tables", "members.parquet"}
    assert [one.name for one in kept if one.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    "address", ["sqlite:////nowhere/ledger.sqlite3", "postgresql://desk:hush@127.0.0.1:1/none"]
)
def test_a_ledger_that_cannot_be_reached_is_said_in_two_lines(tmp_path: Path, address: str) -> None:
    if address.startswith("postgresql"):
        pytest.importorskip("psycopg")
    said = ringfence(tmp_path / "home", "queue", "list", code=2, DATABASE_URL=address)
    assert "the ledger cannot be reached" in said
    assert "Look at DATABASE_URL" in said
    assert "Traceback" not in said
    assert "hush" not in said


def test_a_row_that_somebody_took_out_is_missed(home: Path) -> None:
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as opened, opened:
        opened.execute("DELETE FROM ledger_person")
    told = json.loads(ringfence(home, "doctor", "--json", code=1))["findings"]
    assert "1 rows of ledger_report name rows of ledger_person that are not there" in [
        one["told"] for one in told
    ]
