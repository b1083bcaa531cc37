"""The file of a backup: a tar archive with a manifest of digests at its end, encrypted with age.

It is written and read as a stream: nothing of it lies on the disk in the clear but what is sealed anyway. age
opens it, too: ``age -d -i keys/backups/ID.key FILE | tar x``.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import pyrage

from ringfence.words import FormatError, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ringfence.ledger.backup_keys import BackupKey

FORMAT = "ringfence-backup-1"
MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 512 * 1024 * 1024
_Side = Callable[[IO[bytes]], object]
_BUFFER = 1 << 20
_NAME = re.compile(
    r"(?:ledger\.(?:sqlite3|dump)|destroyed\.txt|(?:uploads|tables|rings|overlap)(?:/[A-Za-z0-9_][A-Za-z0-9_.=+-]*)+)"
)
"""What a file in a backup may be called: no other place is ever written to."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that was put into an archive.

    Attributes:
        size: Bytes.
        digest: SHA-256, 64 hexadecimal digits.
    """

    size: int
    digest: str


class _Read(io.RawIOBase):
    """Reads a file and computes its digest on the way."""

    def __init__(self, of: IO[bytes]) -> None:
        self._of = of
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._of.read(size)
        self.digest.update(part)
        return part


def write(
    to: Path, key: BackupKey, files: Iterable[tuple[str, Path]], manifest: Callable[[dict[str, Packed]], Any]
) -> None:
    """Write an archive.

    Args:
        to: Where.
        key: The key of the backup.
        files: The name of each in the archive, and where it is; what is gone by then is passed over.
        manifest: Makes the manifest of what was packed, as JSON can hold it.

    Raises:
        OSError: When a file cannot be read or the archive cannot be written.
    """

    def pack(opened: IO[bytes]) -> None:
        packed: dict[str, Packed] = {}
        with tarfile.open(fileobj=opened, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for name, file in files:
                one = _pack(tar, name, file)
                if one is not None:
                    packed[name] = one
            text = json.dumps(manifest(packed), indent=1).encode()
            member = tarfile.TarInfo(MANIFEST)
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text))

    with to.open("wb") as written:
        _piped(pack, lambda pipe: pyrage.encrypt_io(pipe, written, [key.recipient]))


def _pack(tar: tarfile.TarFile, name: str, file: Path) -> Packed | None:
    if not _NAME.fullmatch(name):
        raise InputError("a file of this name cannot be backed up", place=Place(name[:200]))
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        return None
    with opened:
        member = tarfile.TarInfo(name)
        member.size = os.fstat(opened.fileno()).st_size
        member.mode = 0o600
        reading = _Read(opened)
        tar.addfile(member, reading)
        return Packed(member.size, reading.digest.hexdigest())


def read(file: Path, keys: Sequence[BackupKey], to: Path) -> dict[str, Any]:
    """Unpack an archive into an empty folder, and compare everything with its manifest.

    Returns:
        The manifest.

    Raises:
        FormatError: When it is no backup, was changed or cut short, or holds what its manifest does not name.
        InputError: When none of the keys opens it.
    """
    place = Place(file.name)
    found: dict[str, Packed] = {}
    manifest: list[Any] = []
    identities = [one.identity for one in keys]

    try:
        with file.open("rb") as encrypted:
            _piped(
                lambda pipe: pyrage.decrypt_io(encrypted, pipe, identities),
                lambda pipe: manifest.append(_unpack_all(pipe, to, found)),
            )
    except pyrage.DecryptError as wrong:
        if "No matching keys" in str(wrong):
            raise InputError(
                "no key here opens this backup",
                place=place,
                advice="Its key has expired, or is not in RINGFENCE_HOME/keys/backups",
            ) from wrong
        raise FormatError(
            "this backup was changed or cut short", place=place, advice="Take another"
        ) from wrong
    except (tarfile.TarError, ValueError, EOFError) as wrong:
        raise FormatError("this is no backup of Ringfence", place=place) from wrong
    except OSError as wrong:
        if wrong.errno is None:  # age says so in the middle of the stream
            raise FormatError(
                "this backup was changed or cut short", place=place, advice="Take another"
            ) from wrong
        raise InputError(f"it cannot be unpacked: {wrong.strerror}", place=place) from wrong
    return _compared(manifest[0], found, place)


def _unpack_all(pipe: IO[bytes], to: Path, found: dict[str, Packed]) -> Any:  # noqa: ANN401 - what JSON holds
    """Unpack what may be in a backup, and give the manifest, which is the last."""
    manifest = None
    with tarfile.open(fileobj=pipe, mode="r|") as tar:
        for member in tar:
            part = tar.extractfile(member) if member.isreg() else None
            if part is None or manifest is not None:
                raise FormatError("this is no backup of Ringfence")
            if member.name == MANIFEST and member.size <= _LONGEST_MANIFEST:
                manifest = json.loads(part.read())
            elif _NAME.fullmatch(member.name) and member.name not in found:
                found[member.name] = _unpack(part, to / member.name)
            else:
                raise FormatError("this backup holds a file that it must not")
    return manifest


def _unpack(part: IO[bytes], to: Path) -> Packed:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        while chunk := part.read(_BUFFER):
            written.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Packed(size, digest.hexdigest())


def _compared(manifest: object, found: dict[str, Packed], place: Place) -> dict[str, Any]:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise FormatError("this backup has no manifest that can be read", place=place)
    told: dict[str, Any] = manifest
    named = {name: Packed(one["size"], one["sha256"]) for name, one in told["files"].items()}
    if named != found:
        wrong = sorted(name for name in named.keys() | found.keys() if named.get(name) != found.get(name))
        raise FormatError(
            f"{len(wrong)} files are not what the manifest says, the first: {wrong[0]}",
            place=place,
            advice="Take another backup",
        )
    return told


def _piped(fill: _Side, drain: _Side) -> None:
    """Let one write into a pipe, in a thread of its own, while another reads it to its end.

    What fails first is raised: the other then fails for want of it.
    """
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        filling = pool.submit(_use, fill, writing, "wb")
        try:
            _use(drain, reading, "rb")
        finally:
            failed = filling.exception()
            if failed is not None and not isinstance(failed, BrokenPipeError):
                raise failed


def _use(side: _Side, handle: int, mode: str) -> None:
    with os.fdopen(handle, mode, buffering=_BUFFER) as opened:
        side(opened)
        while mode == "rb" and opened.read(_BUFFER):
            pass
