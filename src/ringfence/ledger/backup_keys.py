"""The keys of backups: one each, which expires, so that what was erased is gone from old backups as well.

``keys/backups/ID.key`` is a file as ``age-keygen`` writes it, so that age itself opens the backup, too. Its
comments say when it was made, when it expires, and under which master keys the people in the backup are
wrapped. A key that has expired is destroyed (`expire`), by ``ringfence work`` or ``ringfence vault retire``.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pyrage

from ringfence.ledger.keyring import PRIVATE
from ringfence.words import FormatError, Place, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "backups"
DAYS = 35
"""Days that a backup can be opened, unless another number is asked for."""
_ENDING, _BEGUN = ".key", ".begun"
_SAID = ("made", "expires", "masters")


@dataclass(frozen=True, slots=True)
class BackupKey:
    """The key of one backup.

    Attributes:
        id: ``backup-``, the day, and 8 hexadecimal digits.
        made_at: When the backup was begun, aware.
        expires_at: When the key is destroyed.
        masters: The ids of the master keys that the backup needs.
        secret: ``AGE-SECRET-KEY-…``.
        done: Whether the backup was finished; False while it is being taken, and when that was killed.
    """

    id: str
    made_at: datetime
    expires_at: datetime
    masters: tuple[str, ...]
    secret: str
    done: bool = True

    @property
    def recipient(self) -> pyrage.x25519.Recipient:
        """The public half, to which the backup is encrypted."""
        return self.identity.to_public()

    @property
    def identity(self) -> pyrage.x25519.Identity:
        """The secret half, which opens it."""
        return pyrage.x25519.Identity.from_str(self.secret)


def make(keys: Path, *, at: datetime, days: int, masters: tuple[str, ...]) -> BackupKey:
    """Make a key and keep it, as one whose backup was begun (`finish`).

    Args:
        keys: The folder of the node's keys.
        at: Now, aware.
        days: For how many days the backup can be opened.
        masters: The ids of the master keys that it needs.

    Raises:
        UsageError: When it cannot be written.
    """
    name = f"backup-{at:%Y-%m-%d}-{secrets.token_hex(4)}"
    secret = str(pyrage.x25519.Identity.generate())
    made = BackupKey(name, at, at + timedelta(days=days), masters, secret, done=False)
    said = (made.made_at.isoformat(), made.expires_at.isoformat(), " ".join(masters))
    lines = [f"# {title}: {value}" for title, value in zip(_SAID, said, strict=True)]
    text = "\n".join([*lines, f"# public key: {made.recipient}", made.secret, ""])
    folder = keys / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        beside = folder / f".{name}"  # a key that is half written is none
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        beside.rename(folder / f"{name}{_BEGUN}")
        _sync(folder)
    except OSError as wrong:
        raise UsageError(
            "the key of the backup cannot be written",
            place=Place(str(folder)),
            advice="Look at the folder's rights",
        ) from wrong
    return made


def finish(keys: Path, name: str) -> None:
    """Note that the backup of a key was finished."""
    file = keys / FOLDER / f"{name}{_BEGUN}"
    file.rename(file.with_suffix(_ENDING))
    _sync(file.parent)


def read_all(keys: Path) -> tuple[BackupKey, ...]:
    """Read every key that is kept, the oldest first.

    Raises:
        FormatError: When one of them is no key.
    """
    files = [file for ending in (_ENDING, _BEGUN) for file in (keys / FOLDER).glob(f"*{ending}")]
    found = [_read(file) for file in files]
    return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))


def _read(file: Path) -> BackupKey:
    try:
        lines = file.read_text(encoding="ascii").splitlines()
        said = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
        (secret,) = (line for line in lines if line.startswith("AGE-SECRET-KEY-"))
        made = BackupKey(
            file.stem,
            datetime.fromisoformat(said["made"]),
            datetime.fromisoformat(said["expires"]),
            tuple(said.get("masters", "").split()),
            secret,
            done=file.suffix == _ENDING,
        )
        _ = made.identity
    except (OSError, ValueError, KeyError, pyrage.IdentityError) as wrong:
        raise FormatError(
            "this is no key of a backup", place=Place(file.name), advice="Put it aside; see deploy.md"
        ) from wrong
    return made


def expire(keys: Path, at: datetime) -> tuple[str, ...]:
    """Destroy the keys that have expired, and name them.

    Raises:
        FormatError: When a file among them is no key.
    """
    gone = [one.id for one in read_all(keys) if one.expires_at <= at]
    for name in gone:
        destroy(keys, name)
    return tuple(gone)


def destroy(keys: Path, name: str) -> None:
    """Destroy a key: overwritten, then removed."""
    file = keys / FOLDER / f"{name}{_ENDING}"
    if not file.exists():
        file = file.with_suffix(_BEGUN)
    with file.open("r+b") as opened:
        opened.write(bytes(file.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())
    file.unlink()
    _sync(file.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
