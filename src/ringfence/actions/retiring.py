"""Retiring: what is due is forgotten: people after their time, keys of backups, old master keys, strays.

``ringfence work`` does it every day; ``ringfence vault retire`` at once. Asked again, it finds nothing to do.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from ringfence.actions import erasing, rotating, uploads
from ringfence.ledger import backup_keys, destroyed
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.words import UsageError

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE = 200
"""People that one transaction erases."""
LONGEST_REST = timedelta(days=30)
"""So long after the last time it is still done by itself; later a person decides: the clock may be wrong."""
HALF_DONE_AFTER = timedelta(days=1)
"""How old the scratch folder of a backup must be to be one that was killed."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Retired:
    """What was due.

    Attributes:
        erased: People who were erased: after their time, or because a crash had left it undone.
        held: People whose time is over and whom a legal hold keeps.
        backups: The backups whose keys were destroyed.
        masters: The ids of the master keys that were removed.
        files: Sealed files that belonged to nobody.
    """

    erased: int
    held: int
    backups: tuple[str, ...]
    masters: tuple[str, ...]
    files: int


def retire(at: datetime) -> Retired:
    """Forget what is due.

    Args:
        at: Now, aware.

    Raises:
        FormatError: When a key's file or the list of who was erased cannot be read.
    """
    node = configuration()
    kept = models.Person.objects.filter(wrapped__isnull=False)
    due = list(kept.filter(_over(at - timedelta(days=node.retention_days))).values_list("pk", flat=True))
    gone = destroyed.names(node.home)
    due += [
        pk for part in _parts(sorted(gone)) for pk in kept.filter(name__in=part).values_list("pk", flat=True)
    ]
    erased = sum(erasing.forget_all(part, at) for part in _parts(due))
    models.Sealed.objects.filter(person__wrapped__isnull=True).delete()
    files = uploads.sweep(at)
    _half_done(node.home / "run", at)
    backups = backup_keys.expire(node.keys, at)
    masters = rotating.retire_masters(at)
    _clean()
    note = node.home / "run" / "retired"
    note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    note.write_text(at.isoformat(), encoding="ascii")
    return Retired(erased, len(set(due)) - erased, backups, masters, files)


def _over(limit: datetime) -> Q:
    """Say whose time is over: nothing of hers was received since then, or the ledger has held it for so long.

    A partner's file may be loaded long after its reports were received; one that says a day that is still to
    come keeps nobody for longer.
    """
    own = models.Report.objects.filter(person=OuterRef("pk"))
    received = Exists(own.filter(received_at__lte=limit)) & ~Exists(own.filter(received_at__gt=limit))
    return Q(made_at__lte=limit) | Q(received)


def retire_by_itself(at: datetime) -> Retired:
    """Forget what is due, as `retire` does, unless the clock seems to be wrong.

    A clock that is a year ahead would destroy keys that nothing brings back.

    Args:
        at: Now, aware.

    Raises:
        UsageError: When the last time lies ahead, or more than `LONGEST_REST` back.
        FormatError: As `retire`.
    """
    note = configuration().home / "run" / "retired"
    last = datetime.fromisoformat(note.read_text(encoding="ascii")) if note.exists() else _newest(at)
    if not last - timedelta(days=1) <= at <= last + LONGEST_REST:
        raise UsageError(
            f"nothing was forgotten: the clock says {at:%Y-%m-%d}, and the last time was {last:%Y-%m-%d}",
            advice="If the clock is right, run: ringfence vault retire",
        )
    return retire(at)


def _newest(at: datetime) -> datetime:
    """Give when the ledger last took someone in: what stands for the last time where there was none."""
    return models.Person.objects.order_by("-pk").values_list("made_at", flat=True).first() or at


def _parts(of: list[_T]) -> list[list[_T]]:
    return [of[at : at + AT_ONCE] for at in range(0, len(of), AT_ONCE)]


def _half_done(folder: Path, at: datetime) -> None:
    """Remove what backups that were killed left: copies of people who may have been erased since."""
    for left in folder.glob("backup-*"):
        if datetime.fromtimestamp(left.stat().st_mtime, UTC) < at - HALF_DONE_AFTER:
            shutil.rmtree(left, ignore_errors=True)


def _clean() -> None:
    """Overwrite what was deleted, where the database does not do so by itself."""
    erasing.scrub()
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for table in ("ledger_person", "ledger_sealed", "ledger_report"):
                cursor.execute(f"VACUUM {table}")
