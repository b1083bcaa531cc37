"""Killed in the middle: nothing is half done, and asked again it is done whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ringfence.ledger import backup_keys, destroyed, keyring
from tests.homes import DIE, TAKE, killed, python, ringfence

if TYPE_CHECKING:
    from pathlib import Path

TAKING = f"{TAKE}{DIE}\nimport ringfence.actions.take_report as taking\n"
ERASING = f"""{TAKE}{DIE}
from ringfence.actions import erasing
from ringfence.ledger.opened import models
"""
ROTATE = f"""{TAKE}{DIE}
from ringfence.actions import rotating
from ringfence.ledger import keyring, vault
from ringfence.words import now
rotating.AT_ONCE = 2
"""
OPEN_ALL = f"""{TAKE}
from ringfence.ledger import vault
from ringfence.ledger.opened import models
print([one.report_id for one in models.Report.objects.all() if vault.unseal(one.person, "contact") is None])
"""
SECOND = """
real, calls = {real}, []
def second(*args, **named):
    calls.append(1)
    if len(calls) > {after}:
        die()
    return real(*args, **named)
{real} = second
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("filled") / "home"
    python(home, f"{TAKE}\nfor name in ('ben', 'carla', 'dora', 'emil', 'fay'): take(name)")
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "home")


@pytest.fixture(scope="module")
def backed_up(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give a home with a backup, after which one report came, one was held, one erased; and the backup."""
    folder = tmp_path_factory.mktemp("backed-up")
    home, file = shutil.copytree(filled, folder / "home"), folder / "one.age"
    ringfence(home, "backup", str(file))
    python(
        home,
        f"{ERASING}\nfrom ringfence.actions import holding\nfrom ringfence.words import now\ntake('gil')\n"
        "holding.hold(models.Report.objects.get(pk=2), 'operation harbour', by='asha', at=now())\n"
        "erasing.erase(models.Report.objects.get(pk=1), DAY)",
    )
    return home, file


def count(home: Path, table: str, where: str = "1 = 1") -> int:
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as read:
        (many,) = read.execute(f"SELECT COUNT(*) FROM ledger_{table} WHERE {where}").fetchone()  # noqa: S608 - names of our own tables
    return int(many)


def masters(home: Path) -> int:
    return len((home / "keys" / keyring.MASTER).read_text().splitlines())


@pytest.mark.parametrize("step", ["stage", "agree", "hearing.judge"])
def test_a_report_killed_on_its_way_in_is_not_there_at_all_and_comes_whole_when_sent_again(
    home: Path, step: str
) -> None:
    killed(
        home,
        f"{TAKING}taking.{step} = die\ntake('gil', 'draft-1')",
    )
    for table in ("report", "person"):
        assert count(home, table) == 5
    assert count(home, "sealed") == 15
    python(home, f"{TAKE}\nassert take('gil', 'draft-1') == take('gil', 'draft-1')")
    assert (count(home, "report"), count(home, "sealed"), count(home, "stage")) == (6, 18, 6)


def test_a_report_killed_after_it_was_kept_is_the_same_report_when_sent_again(home: Path) -> None:
    killed(
        home,
        f"{TAKING}taking.Taken = die\ntake('gil', 'draft-1')",
    )
    assert count(home, "report") == 6
    python(home, f"{TAKE}\ntake('gil', 'draft-1')")
    assert (count(home, "report"), count(home, "followup")) == (6, 6)


@pytest.mark.parametrize(
    "dying",
    [
        "keyring.add_master = die",
        "rotating._rewrap_all = die",
        SECOND.format(real="vault.rewrap", after=3),
        "rotating.remove_unused = die",
    ],
    ids=["before the new key", "after the new key", "amid the second batch", "before the end"],
)
def test_a_rotation_killed_at_any_point_locks_nobody_out_and_is_finished_by_the_next(
    home: Path, dying: str
) -> None:
    killed(home, f"{ROTATE}\n{dying}\nrotating.rotate(now())")
    assert python(home, OPEN_ALL).strip() == "[]"
    told = json.loads(ringfence(home, "vault", "rotate", "--json"))
    assert masters(home) == 2
    assert count(home, "person", f"master = '{told['active']}'") == 5
    later = f"{ROTATE}{OPEN_ALL}\nrotating.remove_unused(now() + timedelta(hours=2))\nvault.forget()"
    assert python(home, f"{later}{OPEN_ALL}").split() == ["[]", "[]"]
    assert masters(home) == 1


@pytest.mark.parametrize("step", ["vault.destroy", "destroyed.add", "_unlink"])
def test_an_erasure_killed_in_the_middle_is_not_begun_or_done(home: Path, step: str) -> None:
    erase = "erasing.erase(models.Report.objects.get(pk=1), DAY)"
    begin = (
        f"{TAKE}{DIE}\nfrom ringfence.actions import erasing\nfrom ringfence.ledger.opened import models\n"
    )
    killed(home, f"{begin}\nerasing.{step} = die\n{erase}")
    done = step == "_unlink"
    assert count(home, "person", "wrapped IS NULL") == int(done)
    assert count(home, "stage", "stage = 'erased'") == int(done)
    assert count(home, "sealed") == (12 if done else 15)
    python(home, f"{ERASING}\n{erase}")
    assert count(home, "stage", "stage = 'erased'") == 1
    assert len(destroyed.names(home)) == 1


@pytest.mark.parametrize(
    ("dying", "begun"),
    [
        ("archive.read = die", False),
        ("snapshot.check = die", False),
        ("snapshot.put = die", True),
        ("call_command = die", True),
        ("carrying.put = die", True),
        ("erasing.forget_all = die", True),
        ("erasing.scrub = die", True),
    ],
)
def test_a_restore_killed_at_any_point_has_changed_nothing_or_is_run_again(
    backed_up: tuple[Path, Path], tmp_path: Path, dying: str, *, begun: bool
) -> None:
    home, file = shutil.copytree(backed_up[0], tmp_path / "home"), backed_up[1]
    killed(
        home,
        f"{DIE}\nfrom pathlib import Path\nfrom ringfence.actions import restoring\n"
        f"from ringfence.words import now\nrestoring.{dying}\n"
        f"restoring.restore(Path({str(file)!r}), now(), replace=True)",
    )
    if begun:
        assert "was not finished" in ringfence(home, "serve", code=2)
    else:
        assert count(home, "report") == 6
    ringfence(home, "restore", str(file), "--replace")
    assert (count(home, "report"), count(home, "person", "wrapped IS NULL")) == (5, 1)
    assert count(home, "hold", "name = 'operation harbour' AND stands") == 1
    assert not (home / "decided-since.jsonl").exists()
    assert not (home / "unfinished").exists()
    assert not (home / "restoring").exists()
    python(home, f"{TAKE}\ntake('gil')")


def test_a_backup_killed_in_the_middle_leaves_no_file_that_looks_like_one(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    killed(
        home,
        f"{DIE}\nfrom pathlib import Path\nfrom ringfence.actions import archive, backing_up\n"
        f"from ringfence.words import now\narchive._Read.read = die\n"
        f"backing_up.back_up(Path({str(folder)!r}), now())",
    )
    assert not list(folder.glob("*.age"))
    assert [one.done for one in backup_keys.read_all(home / "keys")] == [False]
    ringfence(home, "backup", str(folder))
    (file,) = folder.glob("*.age")
    assert "Sound" in ringfence(home, "restore", str(file), "--check")
