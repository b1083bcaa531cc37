"""The keys of a node, each in a file of its own under ``RINGFENCE_HOME/keys``, mode 0600.

    secret.key    signs cookies (Django)
    codes.key     HMAC of follow-up codes
    master.keys   wraps the key of each person: lines ``ID HEX``, the last one wraps what is new

``RINGFENCE_MASTER_KEYS`` (or ``RINGFENCE_MASTER_KEYS_FILE``) may hold the lines of the last instead, as a
secret store hands them out. The node's key (``node.key``) is older than the ledger: `actions.keys`.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.ledger.configuration import in_file
from ringfence.words import Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

KEY_BYTES = 32
PRIVATE = 0o600
MASTER = "master.keys"
_HANDED = "RINGFENCE_MASTER_KEYS"


@dataclass(frozen=True, slots=True)
class Masters:
    """The master keys, by id; ``active`` wraps what is new.

    Attributes:
        keys: Each id's 32 bytes.
        active: The id of the newest.
    """

    keys: dict[str, bytes]
    active: str


def make_all(folder: Path) -> None:
    """Make what is not there yet.

    Raises:
        UsageError: When the folder cannot be written to, or what is handed in are no keys.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        make(folder / "secret.key", secrets.token_urlsafe(50))
        make(folder / "codes.key", secrets.token_hex(KEY_BYTES))
        if handed_in():
            masters(folder)
        else:
            make(folder / MASTER, f"{new_name()} {secrets.token_hex(KEY_BYTES)}")
    except OSError as wrong:
        raise UsageError(
            "the keys of this node cannot be made",
            place=Place(str(folder)),
            advice="Give RINGFENCE_HOME a folder that can be written to",
        ) from wrong


def make(file: Path, text: str) -> None:
    """Write a key's file unless it is there; nobody else may read it."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(text + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def new_name() -> str:
    """Make the id of a master key."""
    return secrets.token_hex(4)


def handed_in() -> bool:
    """Tell whether a secret store hands the master keys in: then they are not ours to write."""
    return bool(_named())


def add_master(folder: Path, name: str) -> None:
    """Add a master key of a name, which wraps what is new from now on, unless it is there."""
    file = folder / MASTER
    kept = file.read_text(encoding="ascii")
    if name not in {line.split()[0] for line in kept.splitlines() if line.strip()}:
        _write(file, f"{kept.rstrip()}\n{name} {secrets.token_hex(KEY_BYTES)}\n")


def remove_masters(folder: Path, names: Collection[str]) -> None:
    """Remove master keys for good; what is wrapped under them is lost."""
    file = folder / MASTER
    lines = file.read_text(encoding="ascii").splitlines()
    _write(file, "".join(f"{line}\n" for line in lines if line.strip() and line.split()[0] not in names))


def _write(file: Path, text: str) -> None:
    """Put a key's file in the place of another, whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.unlink(missing_ok=True)
    make(beside, text.rstrip("\n"))
    beside.replace(file)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stamp(folder: Path) -> tuple[int, int]:
    """Tell when the master keys' file was last put in place; (0, 0) where they are handed in."""
    try:
        seen = (folder / MASTER).stat()
    except OSError:
        return (0, 0)
    return (seen.st_mtime_ns, seen.st_ino)


def _named() -> str:
    file = os.environ.get(f"{_HANDED}_FILE")
    return in_file(_HANDED, file) if file else os.environ.get(_HANDED, "")


def masters(folder: Path) -> Masters:
    """Read the master keys.

    Raises:
        UsageError: When they are not there, or are no keys.
    """
    handed = _named()
    place = Place(_HANDED if handed else str(folder / MASTER))
    try:
        lines = (handed or (folder / MASTER).read_text(encoding="ascii")).split("\n")
        pairs = [line.split() for line in lines if line.strip()]
        keys = {name: bytes.fromhex(written) for name, written in pairs}
    except (OSError, ValueError) as wrong:
        raise UsageError(
            "the master keys cannot be read", place=place, advice="See docs/how-to/deploy.md"
        ) from wrong
    if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise UsageError("a master key has the wrong length", place=place, advice="See docs/how-to/deploy.md")
    return Masters(keys, pairs[-1][0])


def codes_key(folder: Path) -> bytes:
    """Read the key of follow-up codes.

    Raises:
        UsageError: When it is not there, or is no key.
    """
    place = Place(str(folder / "codes.key"))
    try:
        key = bytes.fromhex((folder / "codes.key").read_text(encoding="ascii"))
    except (OSError, ValueError) as wrong:
        raise UsageError(
            "the key of follow-up codes cannot be read", place=place, advice="Run: ringfence doctor"
        ) from wrong
    if len(key) != KEY_BYTES:
        raise UsageError("the key of follow-up codes has the wrong length", place=place)
    return key
