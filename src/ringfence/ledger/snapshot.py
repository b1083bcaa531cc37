"""Snapshots of the database as it was at one moment, taken while others write: a file, and back.

SQLite writes one by ``VACUUM INTO``, which copies no page that was freed. PostgreSQL's is ``pg_dump -Fc``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, connections

from ringfence.ledger.configuration import DATABASE_OPTIONS
from ringfence.words import FormatError, InputError, Place, UsageError

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAMES = {SQLITE: "ledger.sqlite3", POSTGRESQL: "ledger.dump"}
"""What the file of each engine is called in a backup."""
_TOOLS = Path("/usr/lib/postgresql")


def engine() -> str:
    """Name the engine of this node: ``sqlite`` or ``postgresql``."""
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def database() -> Path:
    """Give the path of SQLite's file."""
    return Path(str(connection.settings_dict["NAME"]))


def others() -> int:
    """Count who else is connected to PostgreSQL's database, from whatever machine; 0 on SQLite."""
    if engine() == SQLITE:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def take(folder: Path) -> Path:
    """Write a snapshot into a folder.

    Returns:
        The file, named as in `NAMES`.

    Raises:
        InputError: When the database cannot be read.
        UsageError: When PostgreSQL's tools are not here.
    """
    file = folder / NAMES[engine()]
    if engine() == SQLITE:
        with closing(sqlite3.connect(f"file:{database()}?mode=ro", uri=True, timeout=30)) as read:
            read.execute("VACUUM INTO ?", [str(file)])
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}", _name())
    file.chmod(0o600)
    return file


def check(file: Path, of: str) -> None:
    """Look at a snapshot as closely as its engine can, without changing anything.

    Raises:
        FormatError: When it is damaged, or no snapshot.
        UsageError: When PostgreSQL's tools are not here.
    """
    if of == POSTGRESQL:
        _run("pg_restore", "--list", str(file))
        return
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as read:
            told = read.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as wrong:
        raise FormatError("this is no database of SQLite", place=Place(file.name)) from wrong
    if told != "ok":
        raise FormatError("the database is damaged", place=Place(file.name), advice="Take another backup")


def put(file: Path) -> None:
    """Put a snapshot in the place of the database; on PostgreSQL what was there is dropped first.

    Raises:
        InputError: When PostgreSQL refuses it.
        UsageError: When its tools are not here.
    """
    if engine() == SQLITE:
        connections.close_all()
        to = database()
        beside = to.with_name(f".{to.name}.new")
        beside.unlink(missing_ok=True)
        shutil.copyfile(file, beside)
        beside.chmod(0o600)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        for log in ("-wal", "-shm"):  # the log of the old one must not be read into the new one
            to.with_name(to.name + log).unlink(missing_ok=True)
        beside.replace(to)
        return
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        if names:
            quoted = ", ".join(connection.ops.quote_name(name) for name in names)
            cursor.execute(f"DROP TABLE {quoted} CASCADE")
    connections.close_all()
    fill(file)


def fill(file: Path) -> None:
    """Fill PostgreSQL's empty database from a snapshot, whole or not at all.

    Raises:
        InputError: When PostgreSQL refuses it.
        UsageError: When its tools are not here.
    """
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *options, f"--dbname={_name()}", str(file))


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(tool: str, *options: str) -> None:
    """Run one of PostgreSQL's tools on this node's database; its password is on no command line."""
    said = connection.settings_dict
    told = {
        name: str(said[key])
        for name, key in (
            ("PGUSER", "USER"),
            ("PGPASSWORD", "PASSWORD"),
            ("PGHOST", "HOST"),
            ("PGPORT", "PORT"),
        )
        if engine() == POSTGRESQL and said[key]
    }
    told |= {
        f"PG{name.upper()}": str(value) for name, value in said["OPTIONS"].items() if name in DATABASE_OPTIONS
    }
    command, environment = [_tool(tool), *options], {**os.environ, **told}
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own tools, without a shell
        command, check=False, capture_output=True, text=True, env=environment
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it does not say why"])[0]
        raise InputError(f"{tool} failed: {why}", advice="Run: ringfence doctor")


def _tool(name: str) -> str:
    """Find a tool: of the newest PostgreSQL on this machine, or on the path."""
    by_version = sorted(_TOOLS.glob(f"*/bin/{name}"), key=lambda file: file.parts[4].zfill(4))
    found = str(by_version[-1]) if by_version else shutil.which(name)
    if found is None:
        raise UsageError(f"{name} is not on this machine", advice="Install postgresql-client")
    return found
