"""Examining the ledger: is it reached, at this release, safely set, with every key that it needs?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from ringfence.actions.examining import look, well, wrong
from ringfence.ledger import keyring, snapshot
from ringfence.ledger.opened import DBTaskResult, models
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ringfence.actions.examining import Finding
    from ringfence.ledger.configuration import Configuration

AHEAD = timedelta(minutes=5)
"""How far a row may lie in the future."""
LATELY = timedelta(days=2)
"""How long ago work that failed is told of."""
_PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1"}
_SHOWN = {"fsync": "on", "full_page_writes": "on"}
_OLDEST_POSTGRESQL = 140_000


def ledger(node: Configuration, at: datetime) -> Iterator[Finding]:
    """Say whether the ledger can be used, and whether its rows and keys fit."""
    if snapshot.engine() == snapshot.SQLITE and not snapshot.database().exists():
        yield wrong("ledger", "there is none", "Start ringfence serve once: it makes it")
        return
    try:
        connection.ensure_connection()
        moving = MigrationExecutor(connection)
        waiting = moving.migration_plan(moving.loader.graph.leaf_nodes())
    except DatabaseError as refused:
        told = str(refused).splitlines()[0] if str(refused) else "it says nothing"
        yield wrong("ledger", f"it cannot be reached: {told}", "Look at DATABASE_URL, and at the database")
        return
    if waiting:
        yield wrong(
            "ledger", f"{len(waiting)} migrations are not applied", "Start ringfence serve: it applies them"
        )
        return
    yield well("ledger", f"{snapshot.engine()}, at this release; reports: {models.Report.objects.count():,}")
    yield from _set_safely()
    yield from _whole()
    yield from _masters(node)
    yield from _clock(at)
    yield from _jobs(at)


def _set_safely() -> Iterator[Finding]:
    sqlite = connection.vendor == "sqlite"
    wanted = _PRAGMAS if sqlite else _SHOWN
    bad = {}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}" if sqlite else f"SHOW {name}")
            told = str(cursor.fetchone()[0])
            if told != value:
                bad[name] = told
        if not sqlite:
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0])
            if version < _OLDEST_POSTGRESQL:
                yield wrong("database", "PostgreSQL is older than 14", "Upgrade it")
    for name, told in bad.items():
        yield wrong(
            "database", f"{name} is {told}, not {wanted[name]}", "What is kept may be lost, or not erased"
        )
    if not bad:
        yield well("database", ", ".join(f"{name} {value}" for name, value in wanted.items()))


def _whole() -> Iterator[Finding]:
    """Say whether every row that others name is there; PostgreSQL sees to that by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute('SELECT "table", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2')
        lost = cursor.fetchall()
    for table, parent, many in lost:
        yield wrong(
            "ledger",
            f"{many} rows of {table} name rows of {parent} that are not there",
            "Somebody changed the file: restore the newest backup that --check finds sound",
        )


def _masters(node: Configuration) -> Iterator[Finding]:
    try:
        known = keyring.masters(node.keys)
    except UsageError:
        return  # said of the keys
    wrapped = models.Person.objects.filter(wrapped__isnull=False)
    used = set(wrapped.values_list("master", flat=True).distinct())
    missing = sorted(used - set(known.keys))
    if missing:
        many = wrapped.filter(master__in=missing).count()
        yield wrong(
            "vault",
            f"{many} people are sealed under master keys that are not here: {', '.join(missing)}",
            "Put their lines back into keys/master.keys from its copy",
        )
    elif used - {known.active}:
        yield look("vault", "a rotation is not finished", "Run ringfence vault rotate")
    else:
        yield well("vault", "everyone's key can be opened")


def _jobs(at: datetime) -> Iterator[Finding]:
    """Say which work in the background failed lately and was not done since."""
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gt=at - LATELY).order_by("finished_at")
    for path, one in {one.task_path: one for one in failed}.items():
        since = DBTaskResult.objects.filter(task_path=path, status="SUCCESSFUL")
        if one.finished_at is None or since.filter(finished_at__gt=one.finished_at).exists():
            continue
        said = (one.traceback or "").strip().splitlines()
        yield wrong(
            "work",
            f"{path.rpartition('.')[2]} failed at {one.finished_at:%Y-%m-%d %H:%M} UTC",
            (said[-1].partition(": ")[2] if said else "") or "Look at what ringfence work says",
        )


def _clock(at: datetime) -> Iterator[Finding]:
    newest = models.Stage.objects.order_by("-id").values_list("at", flat=True).first()
    if newest is not None and newest > at + AHEAD:
        yield wrong(
            "clock",
            f"it shows {at:%Y-%m-%d %H:%M} UTC, and something was kept at {newest:%Y-%m-%d %H:%M}",
            "Set the clock: timedatectl set-ntp true",
        )
    else:
        yield well("clock", f"{at:%Y-%m-%d %H:%M} UTC, after everything that is kept")
