"""The ledger on a real PostgreSQL: the same migrations, the same tests, the same way there and back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.homes import DIE, TAKE, killed, python, ringfence
from tests.postgres import ABSENT, DATABASE, another

if TYPE_CHECKING:
    from pathlib import Path

psycopg = pytest.importorskip("psycopg", reason=ABSENT)
ELSEWHERE = {"test_on_postgresql.py", "test_killed.py", "test_leaks.py"}  # they start processes of their own
ERASING = f"""{TAKE}
from ringfence.actions import erasing
from ringfence.ledger.opened import models
"""


def test_every_test_of_the_ledger_passes_on_postgresql_as_well(postgres: str, root: Path) -> None:
    folder = root / "tests" / "unit" / "ledger"
    files = [str(one) for one in sorted(folder.glob("test_*.py")) if one.name not in ELSEWHERE]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *files],
        env={**os.environ, "DATABASE_URL": postgres},
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]


def test_a_backup_goes_there_and_back_and_brings_back_nobody_who_was_erased_since(
    postgres: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    url = {"DATABASE_URL": f"{another(postgres, 'there_and_back')}?sslmode=prefer&connect_timeout=9"}
    python(home, f"{TAKE}\nfor name in ('ben', 'carla', 'dora'): take(name)", environment=url)
    ringfence(home, "backup", str(tmp_path / "one.age"), DATABASE_URL=url["DATABASE_URL"])
    python(
        home, f"{ERASING}\ntake('emil')\nerasing.erase(models.Report.objects.get(pk=1), DAY)", environment=url
    )
    assert "not empty" in ringfence(
        home, "restore", str(tmp_path / "one.age"), code=2, DATABASE_URL=url["DATABASE_URL"]
    )
    told = json.loads(
        ringfence(
            home,
            "restore",
            str(tmp_path / "one.age"),
            "--replace",
            "--json",
            DATABASE_URL=url["DATABASE_URL"],
        )
    )
    assert (told["reports"], told["erased"]) == (3, 1)
    gone = (
        f"{ERASING}\nprint(list(models.Person.objects.order_by('id').values_list('wrapped', flat=True))[0])"
    )
    assert python(home, gone, environment=url).strip() == "None"
    told = json.loads(ringfence(home, "vault", "rotate", "--json", DATABASE_URL=url["DATABASE_URL"]))
    assert told["rewrapped"] == 2
    ringfence(home, "vault", "retire", DATABASE_URL=url["DATABASE_URL"])
    found = json.loads(ringfence(home, "doctor", "--json", code=1, DATABASE_URL=url["DATABASE_URL"]))
    told = {one["of"]: one["told"] for one in found["findings"]}
    assert "postgresql, at this release" in told["ledger"]
    assert "fsync is off" in told["database"]  # as tests have it, for speed
    assert "can be opened" in told["vault"]
    wrong = tmp_path / "on-sqlite"
    shutil.copytree(home / "keys", wrong / "keys")
    shutil.copy2(home / "node.key", wrong)
    assert "is of postgresql" in ringfence(wrong, "restore", str(tmp_path / "one.age"), code=1)


def test_a_restore_that_was_killed_is_run_again(postgres: str, tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "one.age"
    url = {"DATABASE_URL": another(postgres, "killed_amid")}
    python(home, f"{TAKE}\ntake('ben')", environment=url)
    ringfence(home, "backup", str(file), DATABASE_URL=url["DATABASE_URL"])
    dying = (
        f"{DIE}\nfrom pathlib import Path\nfrom ringfence.actions import restoring\n"
        "from ringfence.ledger import snapshot\nfrom ringfence.words import now\nsnapshot.fill = die\n"
        f"restoring.restore(Path({str(file)!r}), now(), replace=True)"
    )
    killed(home, dying, environment=url)
    assert "was not finished" in ringfence(home, "serve", code=2, DATABASE_URL=url["DATABASE_URL"])
    ringfence(home, "restore", str(file), "--replace", DATABASE_URL=url["DATABASE_URL"])
    told = python(home, f"{ERASING}\nprint(models.Report.objects.count())", environment=url)
    assert told.strip() == "1"


def test_the_plan_of_a_check_is_kept(postgres: str, tmp_path: Path) -> None:
    asked = """
from ringfence.actions.look_up import look_up
from django.db import connection
for _ in range(2):
    look_up("Call 1-888-555-0123", at=DAY, node_key=node_key())
with connection.cursor() as cursor:
    cursor.execute("SELECT SUM(generic_plans + custom_plans) FROM pg_prepared_statements")
    print(*cursor.fetchone())
"""
    told = python(tmp_path / "home", TAKE + asked, environment={"DATABASE_URL": another(postgres, "plans")})
    assert told.strip() == "2"


def test_it_runs_as_a_user_without_rights_and_answers_no_network(postgres: str) -> None:
    assert "%2F" in postgres
    asked = f"""
import os, psycopg
from urllib.parse import unquote
folder = unquote({postgres!r}.split("@")[1].split("/")[0])
with psycopg.connect(host=folder, user="ringfence", dbname="{DATABASE}") as opened:
    assert opened.execute("SHOW listen_addresses").fetchone() == ("",)
assert os.stat(folder).st_uid != 0
"""
    subprocess.run([sys.executable, "-c", asked], check=True)
