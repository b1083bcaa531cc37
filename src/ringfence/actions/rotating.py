"""Rotating: a new master key, under which every person's key is wrapped anew; safe to kill at any point.

1. ``keys/rotating`` notes the new key's id and when it was begun. 2. The key is added to ``master.keys``;
every process wraps with it from its next report on. 3. Each person's key is wrapped anew, in batches, each a
transaction. 4. Old keys are removed when nobody is wrapped under them, no backup that can still be opened
needs them, and an hour has passed, for whoever was in the middle of taking a report. Asked again before that,
it goes on where it stopped; `retiring` removes what had to wait.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from ringfence.actions.files import replacing
from ringfence.ledger import backup_keys, keyring, vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GRACE = timedelta(hours=1)
"""How long old keys are kept for whoever read them before the rotation and has not finished yet."""
AT_ONCE = 500
"""People whose keys one transaction wraps anew."""
_NOTE = "rotating"


@dataclass(frozen=True, slots=True)
class Rotated:
    """What came of a rotation.

    Attributes:
        active: The id of the key that wraps what is new.
        rewrapped: How many people's keys were wrapped anew.
        removed: The ids of the old keys that are gone; where a secret store hands them in, those that it may
            forget.
        waiting: Each old key's id, and why it is still kept.
    """

    active: str
    rewrapped: int
    removed: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]


class RunningError(UsageError):
    """Another rotation is running."""


def rotate(at: datetime) -> Rotated:
    """Make a new master key and wrap everyone's key under it, or finish what was begun.

    Raises:
        UsageError: When a secret store hands the keys in and holds one alone, or another rotation is running.
    """
    folder = configuration().keys
    with _alone(folder):
        if keyring.handed_in():
            if len(vault.masters().keys) < 2 and not _wrapped_otherwise():
                raise UsageError(
                    "the master keys are handed in by the environment, and there is one alone",
                    advice="Add a line to them there, restart, and ask again (docs/explanation/vault.md)",
                )
        else:
            keyring.add_master(folder, _begun(folder, at))
        rewrapped = _rewrap_all()
        removed, waiting = remove_unused(at)
    return Rotated(vault.masters().active, rewrapped, removed, waiting)


def remove_unused(at: datetime) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Remove the old master keys that nothing needs any more; whoever calls holds the lock of rotations.

    Returns:
        The ids of those that were removed, and each other one with why it is kept.
    """
    folder = configuration().keys
    begun = _noted(folder)
    recent = begun is not None and at - begun[1] < GRACE
    known = vault.masters()
    wrapping = set(
        models.Person.objects.filter(wrapped__isnull=False).values_list("master", flat=True).distinct()
    )
    backups = {name: one.id for one in backup_keys.read_all(folder) for name in one.masters}
    why = {}
    for name in known.keys:
        if name == known.active:
            continue
        if name in wrapping:
            why[name] = "people are wrapped under it"
        elif name in backups:
            why[name] = f"{backups[name]} needs it until it expires"
        elif recent:
            why[name] = "a report may be being taken under it; it goes an hour after the rotation"
    unused = tuple(name for name in known.keys if name != known.active and name not in why)
    if unused and not keyring.handed_in():
        keyring.remove_masters(folder, unused)
        vault.forget()
    if begun is not None and not recent and not wrapping - {known.active}:
        (folder / _NOTE).unlink(missing_ok=True)
    return unused, tuple(why.items())


def retire_masters(at: datetime) -> tuple[str, ...]:
    """Remove the old master keys that nothing needs any more; while a rotation runs, none: it does so itself.

    Without the lock, what a rotation adds to the file in the meantime would be lost.
    """
    try:
        with _alone(configuration().keys):
            return remove_unused(at)[0]
    except RunningError:
        return ()


def _wrapped_otherwise() -> bool:
    return models.Person.objects.filter(wrapped__isnull=False).exclude(master=vault.masters().active).exists()


def _rewrap_all() -> int:
    """Wrap the keys of all who are not wrapped under the newest, however many were before."""
    done, after = 0, 0
    active = vault.masters().active
    while True:
        with transaction.atomic():
            rows = models.Person.objects.filter(wrapped__isnull=False, pk__gt=after).exclude(master=active)
            people = list(rows.select_for_update().order_by("pk")[:AT_ONCE])
            done += sum(vault.rewrap(person) for person in people)
        if not people:
            return done
        after = people[-1].pk


def _begun(folder: Path, at: datetime) -> str:
    """Note a rotation that begins; give the id of its new key, also of one that was begun before."""
    noted = _noted(folder)
    if noted is not None:
        return noted[0]
    name = keyring.new_name()
    with replacing(folder / _NOTE, mode=keyring.PRIVATE) as beside:
        beside.write_text(json.dumps({"id": name, "at": at.isoformat()}), encoding="ascii")
    return name


def _noted(folder: Path) -> tuple[str, datetime] | None:
    try:
        told = json.loads((folder / _NOTE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    return told["id"], datetime.fromisoformat(told["at"])


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / f".{_NOTE}.lock", os.O_RDWR | os.O_CREAT, keyring.PRIVATE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as wrong:
        raise RunningError("a rotation is running already", advice="Wait until it is done") from wrong
    finally:
        os.close(handle)
