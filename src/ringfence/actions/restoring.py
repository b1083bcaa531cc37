"""Restoring: everything is verified before anything is changed; nobody who was erased since comes back.

1. The node must not be running, and its home be empty, unless it is to be replaced. 2. The backup is unpacked
beside it and compared with its manifest; the database is looked at, its keys must be here. 3. A note says
that a restore has begun, and until it is taken away nothing else starts. 4. The database, the sealed files
and the linker's tables are put in place, and brought to this release. 5. Who was erased since the backup is
erased again, from the list beside the database, and what else was decided since, in the ledger that was here,
is added again (`carrying`). 6. The note goes. Killed at any point, it is run again.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from ringfence.actions import archive, backing_up, carrying, erasing, running
from ringfence.actions.files import replacing
from ringfence.ledger import backup_keys, destroyed, snapshot, vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.ledger.configuration import Configuration

AT_ONCE = 200
"""People that one transaction erases."""
_STAGED = "restoring"
_DECIDED = "decided-since.jsonl"
_FOLDERS = ("uploads", *backing_up.FOLDERS)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done, or with ``checked`` alone, what would be.

    Attributes:
        made_at: When the backup was taken, aware.
        reports: How many reports it holds.
        files: How many files it holds, the database among them.
        erased: How many people were erased since, and were not brought back.
        carried: How many holds, withdrawals and other decisions since were kept; None: what was here could
            not be read.
        checked: Whether it was only looked at.
    """

    made_at: datetime
    reports: int
    files: int
    erased: int
    carried: int | None = 0
    checked: bool = False


def restore(file: Path, at: datetime, *, replace: bool = False, check: bool = False) -> Restored:
    """Restore a backup into this node's home.

    Args:
        file: The backup.
        at: Now, aware.
        replace: Also when the home is not empty: what is there is gone afterwards.
        check: Only verify it.

    Raises:
        UsageError: When the node is running, or its home is not empty.
        FormatError: When the backup was changed, or does not fit.
        InputError: When a key that it needs is not here.
    """
    node = configuration()
    if not node.keys.is_dir():
        raise UsageError(
            "the keys of this node are not here",
            advice="Put the folder keys, and node.key, into RINGFENCE_HOME first; no backup holds them",
        )
    staged = node.home / "run" / _STAGED if check else node.home / _STAGED
    shutil.rmtree(staged, ignore_errors=True)
    if check:
        return _checked(node, file, staged)
    running.leave(node.home)
    with running.alone(node.home):
        if snapshot.others():
            raise UsageError(
                "someone else is connected to the database", advice="Stop Ringfence on every machine first"
            )
        if not replace and not (node.home / running.UNFINISHED).exists():
            _refuse_full(node)
        manifest = _verified(node, file, staged)
        decided = _picked(node, datetime.fromisoformat(manifest["made_at"]))
        with replacing(node.home / running.UNFINISHED, mode=0o600) as note:
            note.write_text(f"{manifest['key']}, begun on {at:%Y-%m-%d %H:%M} UTC\n", encoding="utf-8")
        _put(node, staged)
        carried = carrying.put(decided) if decided.exists() else None
        erased = _erase_again(node, at)
        (node.home / running.UNFINISHED).unlink()
        decided.unlink(missing_ok=True)
        shutil.rmtree(staged)
        manifest["counts"]["report"] = models.Report.objects.count()
    return _told(manifest, erased, carried)


def _picked(node: Configuration, since: datetime) -> Path:
    """Write down what was decided since the backup; what one that was begun has written is kept."""
    decided = node.home / _DECIDED
    carrying.pick(decided, since, begun=(node.home / running.UNFINISHED).exists())
    return decided


def _checked(node: Configuration, file: Path, staged: Path) -> Restored:
    try:
        manifest = _verified(node, file, staged)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return _told(manifest, 0, checked=True)


def _told(
    manifest: dict[str, Any], erased: int, carried: int | None = 0, *, checked: bool = False
) -> Restored:
    made_at = datetime.fromisoformat(manifest["made_at"])
    return Restored(made_at, manifest["counts"]["report"], len(manifest["files"]), erased, carried, checked)


def _refuse_full(node: Configuration) -> None:
    """Refuse to restore over something that is kept."""
    full = any(any((node.home / name).glob("*")) for name in _FOLDERS)
    if not full and (snapshot.engine() != snapshot.SQLITE or snapshot.database().exists()):
        try:
            full = models.Person.objects.exists() or models.Account.objects.exists()
        except DatabaseError:
            full = False  # there are no tables yet
    if full:
        raise UsageError(
            "this home is not empty", advice="Name an empty one in RINGFENCE_HOME, or say --replace"
        )


def _verified(node: Configuration, file: Path, staged: Path) -> dict[str, Any]:
    """Unpack a backup and verify it; nothing but the folder into which it is unpacked was changed."""
    staged.mkdir(mode=0o700, parents=True)
    manifest = archive.read(file, backup_keys.read_all(node.keys), staged)
    engine = manifest["engine"]
    if engine != snapshot.engine():
        raise InputError(
            f"this backup is of {engine}, and this node's ledger is on {snapshot.engine()}",
            advice="Set DATABASE_URL to where it shall be restored",
        )
    ours = {tuple(name) for name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    newer = {tuple(name) for name in manifest["migrations"]} - ours
    if newer:
        raise InputError(
            f"this backup was taken by a newer release, {manifest['version']}",
            advice="Install that release first",
        )
    here = backing_up.proofs(node)
    missing = [name for name, proof in manifest["keys"].items() if here.get(name) != proof]
    if missing:
        raise InputError(
            f"this backup needs keys that are not here: {', '.join(missing)}",
            advice="Put them into RINGFENCE_HOME from where you keep its keys",
        )
    snapshot.check(staged / snapshot.NAMES[engine], engine)
    return manifest


def _put(node: Configuration, staged: Path) -> None:
    """Put what was verified in its place; done again, it comes to the same."""
    brought = destroyed.names(staged)
    destroyed.add(node.home, sorted(brought - destroyed.names(node.home)))
    snapshot.put(staged / snapshot.NAMES[snapshot.engine()])
    for name in _FOLDERS:
        place, new = node.home / name, staged / name
        new.mkdir(mode=0o700, exist_ok=True)
        if place.exists():
            place.rename(staged / f"{name}.replaced")
        new.rename(place)
    connection.close()
    vault.forget()
    call_command("migrate", verbosity=0, interactive=False)


def _erase_again(node: Configuration, at: datetime) -> int:
    """Erase who was erased since the backup was taken."""
    names = sorted(destroyed.names(node.home))
    erased = 0
    for start in range(0, len(names), AT_ONCE):
        found = models.Person.objects.filter(name__in=names[start : start + AT_ONCE], wrapped__isnull=False)
        erased += erasing.forget_all(list(found.values_list("pk", flat=True)), at, force=True)
    erasing.scrub()
    return erased
