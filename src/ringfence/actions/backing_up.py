"""Backing up: the ledger, its sealed files and the linker's tables in one encrypted file; the node may run.

No key is in it. It is encrypted to a key of its own under ``keys/backups``, which expires: then it can be
opened by nobody, and whoever was erased since is gone from it as well (docs/explanation/vault.md).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ringfence.actions import archive, running
from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.keys import node_key
from ringfence.ledger import backup_keys, destroyed, keyring, snapshot, vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.locks import alone
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from ringfence.actions.archive import Packed
    from ringfence.ledger.configuration import Configuration

FOLDERS = ("tables", "rings", "overlap")
"""What is kept beside the database: the linker's files, and what partners asked; the same moment is taken."""
TRIES = 5
"""How often the copy is begun again, when the linker wrote meanwhile."""
_ENDING = ".age"
Seen = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was taken.

    Attributes:
        file: Where it is.
        key: The name of its key, ``keys/backups/NAME.key``.
        size: Bytes of the file.
        reports: How many reports are in it.
        uploads: How many sealed files.
        expires_at: When its key is destroyed.
    """

    file: Path
    key: str
    size: int
    reports: int
    uploads: int
    expires_at: datetime


def back_up(out: Path, at: datetime, *, days: int = backup_keys.DAYS) -> BackedUp:
    """Take a backup.

    Args:
        out: The file, or a folder in which it is named after its key.
        at: Now, aware.
        days: For how many days it can be opened.

    Raises:
        UsageError: When the file is there already, or cannot be written.
        InputError: When the database cannot be read, or the linker never rested.
    """
    node = configuration()
    running.refuse_unfinished(node.home)
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is there already", advice="Name another file, or a folder")
    (node.home / "run").mkdir(mode=0o700, exist_ok=True)
    key = backup_keys.make(node.keys, at=at, days=days, masters=tuple(vault.masters().keys))
    to = out / f"{key.id}{_ENDING}" if out.is_dir() else out
    try:
        with tempfile.TemporaryDirectory(prefix="backup-", dir=node.home / "run") as name:
            told = _take(node, node.home / "run" / name, key, to)
    except BaseException:
        backup_keys.destroy(node.keys, key.id)  # nothing that it opens was left
        raise
    return BackedUp(to, key.id, to.stat().st_size, told["reports"], told["uploads"], key.expires_at)


def _take(node: Configuration, scratch: Path, key: backup_keys.BackupKey, to: Path) -> dict[str, int]:
    files = _of_one_moment(node, scratch)
    files.append((destroyed.NAME, node.home / destroyed.NAME))
    uploads = list(models.Upload.objects.values_list("name", flat=True))
    files += [(f"uploads/{name}", node.uploads / name) for name in uploads]
    said = _said(node, key)

    def manifest(packed: Mapping[str, Packed]) -> dict[str, Any]:
        listed = {name: {"size": one.size, "sha256": one.digest} for name, one in packed.items()}
        return {**said, "files": listed}

    try:
        with replacing(to, mode=PRIVATE) as beside:
            archive.write(beside, key, files, manifest)
            backup_keys.finish(node.keys, key.id)
    except OSError as wrong:
        raise UsageError(
            f"the backup cannot be written: {wrong.strerror}", advice="Look at the disk's room and rights"
        ) from wrong
    return {"reports": said["counts"]["report"], "uploads": len(uploads)}


def _of_one_moment(node: Configuration, scratch: Path) -> list[tuple[str, Path]]:
    """Give the database and the linker's files as they were at one moment, whatever happens to them after.

    The linker puts whole files in the place of others, so that a second name keeps what the first one had.
    """
    node.tables.mkdir(mode=0o700, exist_ok=True)
    with alone(node.home / "run" / "relink.lock"), alone(node.tables / "lock"):  # as `relink` and `export` do
        return _between_writes(node, scratch)


def _between_writes(node: Configuration, scratch: Path) -> list[tuple[str, Path]]:
    """Take the database and give the files second names; again, when some were written meanwhile."""
    for turn in range(TRIES):
        folder = scratch / str(turn)
        folder.mkdir()
        before = seen(node)
        database = snapshot.take(folder)
        for name in before:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                _again(node.home / name, folder / name)
        if seen(node) == before:
            return [(database.name, database), *((name, folder / name) for name in before)]
        shutil.rmtree(folder)
    raise InputError("the linker wrote all the while", advice="Ask again when it has finished")


def _again(file: Path, to: Path) -> None:
    """Give a file a second name; where that cannot be, copy it."""
    try:
        os.link(file, to)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(file, to)


def seen(node: Configuration) -> Seen:
    """List the linker's files with their size and time: the same twice means that none changed in between."""
    found: Seen = {}
    for name in FOLDERS:
        for file in sorted((node.home / name).rglob("*")):
            if (
                file.is_file()
                and file.name != "lock"
                and not any(part.startswith(".") for part in file.relative_to(node.home).parts)
            ):
                told = file.stat()
                found[file.relative_to(node.home).as_posix()] = (told.st_size, told.st_mtime_ns)
    return found


def _said(node: Configuration, key: backup_keys.BackupKey) -> dict[str, Any]:
    return {
        "format": archive.FORMAT,
        "made_at": key.made_at.isoformat(),
        "key": key.id,
        "version": version("ringfence"),
        "engine": snapshot.engine(),
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        "masters": list(key.masters),
        "keys": proofs(node),
        "counts": {
            "report": models.Report.objects.count(),
            "person": models.Person.objects.count(),
        },
    }


def proofs(node: Configuration) -> dict[str, str]:
    """Give for each key without which a restored ledger is of no use what proves that it is the same key."""
    known = {f"master {name}": key for name, key in vault.masters().keys.items()}
    known["codes.key"] = keyring.codes_key(node.keys)
    if (node.home / "node.key").exists():  # it is made where it is asked for
        known["node.key"] = node_key()
    return {
        name: hmac.digest(key, b"ringfence\x1fbackup", hashlib.sha256).hex() for name, key in known.items()
    }
