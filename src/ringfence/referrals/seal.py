"""Seal a case file: a bag whose every byte hangs on one signature.

The payload's digests stand in the manifest, the manifest's in the tag manifest, and that one is signed.
Sealed again from the same parts, with the same key at the same time, it is the same bytes. What stands where,
and what each check proves, is written in ``docs/reference/case-file.md``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ringfence.exchange.signing import SIGNATURE_BYTES
from ringfence.referrals import bag
from ringfence.referrals.custody import Entry, added, check, write
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ringfence.exchange.signing import SigningKey

ORGANISATION = "Source-Organization"
"""The line of ``bag-info.txt`` that every bag has: who sealed it."""

_OURS = ("Bag-Software-Agent", "Bagging-Date", "Payload-Oxum")
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the payload.

    Attributes:
        path: Where it stands in the bag; begins with ``data/``.
        content: Its bytes, or the file that holds them (streamed, so it may be large; never a link).
    """

    path: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bag that was written.

    Attributes:
        folder: Where it stands.
        root: SHA-256 of ``tagmanifest-sha256.txt``, 64 hexadecimal digits: the one figure that names it.
        fingerprint: Of the key that signed, for the other channel.
        files: How many files the payload has.
        bytes: How large the payload is.
        custody: The chain in the bag; the last entry is "sealed".
    """

    folder: Path
    root: str
    fingerprint: str
    files: int
    bytes: int
    custody: tuple[Entry, ...]


def seal(
    parts: Iterable[Part],
    folder: Path,
    *,
    key: SigningKey,
    at: datetime,
    details: Mapping[str, str],
    custody: Sequence[Entry] = (),
    actor: str = "ringfence",
    reason: str = "Sealed for the addressee",
) -> Sealed:
    """Write a case file: all of it, or nothing.

    Args:
        parts: The payload, without ``data/custody.jsonl``, which is written here.
        folder: Where the bag shall stand; it must not be there yet, the folder around it must.
        key: Who signs.
        at: When it is sealed; not before the last entry of custody.
        details: Lines of ``bag-info.txt`` in their order; ``Source-Organization`` must be among them.
        custody: What happened so far, signed by the same key. The entry "sealed" is put behind it.
        actor: Who seals, for that entry.
        reason: Why, for that entry.

    Raises:
        UsageError: When the folder is there, cannot be written to, or the organisation is not named.
        InputError: When a path or a line may not stand in a bag, or the custody is broken.
    """
    folder = Path(folder)
    _check_details(details)
    check(custody, key.public)
    if os.path.lexists(folder):
        raise UsageError(f"{folder} is there already", advice="Name a new folder; a sealed one never changes")
    kept = _kept(parts)
    beside = _beside(folder)
    try:
        digests, size = _payload(kept, beside)
        sealing = added(
            custody,
            at=at,
            actor=actor,
            organisation=details[ORGANISATION],
            action="sealed",
            object_digest=f"sha256:{hashlib.sha256(bag.manifest(digests)).hexdigest()}",
            reason=reason,
            key=key,
        )
        entries = (*custody, sealing)
        chain = write(entries)
        digests[bag.CUSTODY] = _put(beside, bag.CUSTODY, BytesIO(chain))[0]
        size += len(chain)
        described = _description(details, at, len(digests), size)
        root = _tags(beside, key, {bag.MANIFEST: bag.manifest(digests), bag.DESCRIPTION: described})
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Sealed(folder, root, key.public.fingerprint, len(digests), size, entries)


def _beside(folder: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as wrong:
        raise UsageError(
            f"cannot write to {folder}: {wrong.strerror}",
            advice="Name a folder whose parent exists and can be written to",
        ) from wrong


def _check_details(details: Mapping[str, str]) -> None:
    if not details.get(ORGANISATION, "").strip():
        raise UsageError("a case file names no organisation", advice=f"Give {ORGANISATION} in its details")
    for label, value in details.items():
        if label in _OURS or not label.replace("-", "").isalnum() or not label.isascii():
            raise InputError("a label cannot stand in bag-info.txt", advice="Use letters, digits and hyphens")
        if not value.strip() or not value.isprintable():
            raise InputError(f"{label} cannot stand in bag-info.txt", advice="Give one line of plain text")


def _kept(parts: Iterable[Part]) -> list[Part]:
    """Refuse any path that could lead elsewhere or be another one on another system."""
    kept = list(parts)
    for part in kept:
        why = bag.odd(part.path)
        if why is None and not part.path.startswith("data/"):
            why = "it is not under data/"
        if why is not None:
            raise InputError(
                f"the path {part.path!a} may not stand in a case file: {why}", advice="Give another name"
            )
    double = bag.colliding([*(part.path for part in kept), bag.CUSTODY])
    if double is not None:
        raise InputError(
            f"the path {double!a} is another part's on some system, or custody's", advice="Give another name"
        )
    return kept


def _payload(parts: Iterable[Part], beside: Path) -> tuple[dict[str, str], int]:
    digests: dict[str, str] = {}
    size = 0
    for part in parts:
        if isinstance(part.content, bytes):
            digests[part.path], length = _put(beside, part.path, BytesIO(part.content))
        else:
            with _opened(part.content) as source:
                digests[part.path], length = _put(beside, part.path, source)
        size += length
    return digests, size


def _opened(path: Path) -> BinaryIO:
    """Open a part's file, which must be a plain file: a link could lead to anything."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as wrong:
        raise InputError(f"cannot read a part: {wrong.strerror}", advice="Check that it is a file") from wrong
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("a part is not a plain file", advice="Give a file, no folder, pipe or device")
    return os.fdopen(handle, "rb")


def _put(beside: Path, path: str, source: BinaryIO) -> tuple[str, int]:
    """Copy a file into the bag; its digest is that of the bytes that were written."""
    target = beside / path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, length = hashlib.sha256(), 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as written:
        while block := source.read(_BLOCK):
            written.write(block)
            digest.update(block)
            length += len(block)
    return digest.hexdigest(), length


def _description(details: Mapping[str, str], at: datetime, files: int, size: int) -> bytes:
    ours = {
        "Bag-Software-Agent": f"ringfence {metadata.version('ringfence')}",
        "Bagging-Date": f"{at:%Y-%m-%d}",
        "Payload-Oxum": f"{size}.{files}",
    }
    return "".join(f"{label}: {value}\n" for label, value in {**details, **ours}.items()).encode()


def _tags(beside: Path, key: SigningKey, made: Mapping[str, bytes]) -> str:
    shipped = resources.files("ringfence.referrals") / "bag_files"
    tags = {
        bag.DECLARATION: bag.DECLARED,
        bag.READ_ME: (shipped / bag.READ_ME).read_bytes(),
        bag.VERIFIER: (shipped / bag.VERIFIER).read_bytes(),
        bag.SIGNER: key.public.pem,
        **made,
    }
    digests = {path: _put(beside, path, BytesIO(content))[0] for path, content in tags.items()}
    signed = bag.manifest(digests)
    root, _ = _put(beside, bag.TAG_MANIFEST, BytesIO(signed))
    signature = key.sign(signed)
    if len(signature) != SIGNATURE_BYTES or not key.public.verify(signed, signature):
        raise InputError("the key made a signature that it cannot check", advice="Make a new signing key")
    _put(beside, bag.SIGNATURE, BytesIO(signature))
    return root
