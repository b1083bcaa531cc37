"""Custody: whose hands a case file passed through, in entries that are chained and signed.

Each entry names the digest of the one before it, so that none can be changed, left out or moved without
the rest showing it. A chain may still be written anew from its first entry by whoever holds the key;
against that, checkpoints are handed to partners: each is a root over the first entries, and a history
that was rewritten no longer has that root.

    >>> from datetime import UTC, datetime
    >>> from ringfence.exchange.signing import from_seed
    >>> key = from_seed(bytes(32))
    >>> first = added((), at=datetime(2026, 3, 1, tzinfo=UTC), actor="Asha Menon", organisation="Contoso",
    ...     action="gathered", object_digest=None, reason="Weekly import", key=key)
    >>> check((first,), key.public)
    >>> read(write((first,)).splitlines(keepends=True)) == (first,)
    True
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ringfence.exchange.signing import canonical
from ringfence.words import FormatError, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ringfence.exchange.signing import Public, SigningKey

START = f"sha256:{'0' * 64}"
"""What the first entry names as the one before it."""

LONGEST = 64 * 1024
"""Bytes of the longest line that is read."""

FILE = "custody.jsonl"
"""What the file is called in messages."""

_FIELDS = {
    "seq": int,
    "at": str,
    "actor": str,
    "organisation": str,
    "action": str,
    "object_digest": str | None,
    "reason": str,
    "previous": str,
    "hash": str,
    "signature": str,
}
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_MOST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done, by whom, to what, and why.

    Attributes:
        seq: Its place in the chain, from 1.
        at: When, aware and in UTC.
        actor: The person, or the program, that did it.
        organisation: For whom they acted.
        action: One word or a few: gathered, linked, approved, sealed, received.
        object_digest: ``sha256:`` and 64 digits of what it was done to; None when that is no file.
        reason: Why, in a sentence.
        previous: The ``hash`` of the entry before; of the first entry :data:`START`.
        hash: ``sha256:`` and the digest of all fields above, in canonical form.
        signature: Ed25519 over the same bytes, 128 hexadecimal digits.
    """

    seq: int
    at: datetime
    actor: str
    organisation: str
    action: str
    object_digest: str | None
    reason: str
    previous: str
    hash: str = ""
    signature: str = ""

    def signed_bytes(self) -> bytes:
        """Write what is hashed and signed: every field but the hash and the signature."""
        return canonical(self._said())

    def line(self) -> bytes:
        """Write the entry as its line of the file, with the line's end."""
        return canonical({**self._said(), "hash": self.hash, "signature": self.signature}) + b"\n"

    def _said(self) -> dict[str, object]:
        return {
            "seq": self.seq,
            "at": stamp(self.at),
            "actor": self.actor,
            "organisation": self.organisation,
            "action": self.action,
            "object_digest": self.object_digest,
            "reason": self.reason,
            "previous": self.previous,
        }


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a partner keeps of a chain, so that a rewritten one shows.

    Attributes:
        size: How many entries it covers, from the first.
        root: ``sha256:`` and the Merkle root over their hashes (as RFC 9162, section 2.1.1, builds it).
        at: When it was made.
        signature: Ed25519 over the three in canonical form, 128 hexadecimal digits.
    """

    size: int
    root: str
    at: datetime
    signature: str = ""

    def signed_bytes(self) -> bytes:
        """Write what is signed."""
        return canonical({"size": self.size, "root": self.root, "at": stamp(self.at)})


def stamp(at: datetime) -> str:
    """Write a time as custody does: UTC, six digits of a second, ``Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def added(
    entries: Sequence[Entry],
    *,
    at: datetime,
    actor: str,
    organisation: str,
    action: str,
    object_digest: str | None,
    reason: str,
    key: SigningKey,
    start: str = START,
) -> Entry:
    """Make the entry that comes after those that are there.

    Args:
        entries: The chain so far, the oldest first; it is not changed.
        at: When, aware; not before the last entry.
        actor: Who did it.
        organisation: For whom.
        action: What was done.
        object_digest: ``sha256:…`` of what it was done to, or None.
        reason: Why.
        key: Whose signature the entry carries.
        start: What the first entry of the chain names as the one before it.

    Raises:
        InputError: When a text is empty, too long or cannot be written, a digest is none, or time runs back.
    """
    texts = {"actor": actor, "organisation": organisation, "action": action, "reason": reason}
    for name, text in texts.items():
        if not text.strip() or len(text) > _MOST_CHARACTERS or not _writable(text):
            advice = f"Give 1 to {_MOST_CHARACTERS:,} characters"
            raise InputError(f"the {name} of a custody entry is empty or too long", advice=advice)
    if object_digest is not None and not _DIGEST.fullmatch(object_digest):
        raise InputError("a digest in custody is not sha256: and 64 digits", advice="Use file_digest")
    if entries and at < entries[-1].at:
        raise InputError("a custody entry would be older than the one before", advice="Check the clock")
    unsigned = Entry(
        seq=len(entries) + 1,
        at=at.astimezone(UTC),
        object_digest=object_digest,
        previous=entries[-1].hash if entries else start,
        **texts,
    )
    return _signed(unsigned, key)


def _signed(entry: Entry, key: SigningKey) -> Entry:
    message = entry.signed_bytes()
    return replace(entry, hash=_digest(message), signature=key.sign(message).hex())


def check(entries: Sequence[Entry], public: Public, *, start: str = START) -> None:
    """Make sure that a chain is whole and every entry is signed by the key.

    Raises:
        InputError: Naming the first entry that is broken, and why.
    """
    check_chain(entries, start=start)
    check_signatures(entries, public)


def check_chain(entries: Sequence[Entry], *, start: str = START, file: str = FILE) -> None:
    """Make sure that every entry follows the one before it: number, hash, time.

    Raises:
        InputError: Naming the first entry that does not, and why.
    """
    previous, at = start, None
    for row, entry in enumerate(entries, start=1):
        if entry.seq != row:
            raise _broken(file, row, f"it is numbered {entry.seq}; an entry is missing, added or moved")
        if entry.previous != previous:
            raise _broken(file, row, "it does not follow the entry before it")
        if entry.hash != _digest(entry.signed_bytes()):
            raise _broken(file, row, "it was changed: its hash is not that of its fields")
        if at is not None and entry.at < at:
            raise _broken(file, row, "it is older than the entry before it")
        previous, at = entry.hash, entry.at


def check_signatures(entries: Iterable[Entry], public: Public, *, file: str = FILE, first: int = 1) -> None:
    """Make sure that every entry is signed by the key.

    Raises:
        InputError: Naming the first entry that is not.
    """
    for row, entry in enumerate(entries, start=first):
        if not public.verify(entry.signed_bytes(), bytes.fromhex(entry.signature)):
            raise _broken(file, row, "its signature is not by this key")


def _broken(file: str, row: int, why: str) -> InputError:
    return InputError(
        f"the chain of custody breaks here: {why}",
        place=Place(file, row),
        advice="Ask whoever gave you the case file for an untouched copy",
    )


def read(lines: Iterable[bytes]) -> tuple[Entry, ...]:
    """Read entries, each line with its end; whether they hold together, :func:`check` says.

    Args:
        lines: The lines of the file in order, such as the opened file itself.

    Raises:
        FormatError: When a line is not exactly what :meth:`Entry.line` writes.
    """
    return tuple(_read(line, row) for row, line in enumerate(lines, start=1))


def _read(line: bytes, row: int) -> Entry:
    wrong = FormatError(
        "this is no custody entry in its one canonical form",
        place=Place(FILE, row),
        advice="Ask whoever gave you the case file for an untouched copy",
    )
    if len(line.removesuffix(b"\n")) > LONGEST:
        raise wrong
    try:
        said = json.loads(line.decode())
    except (ValueError, RecursionError) as unreadable:
        raise wrong from unreadable
    if not isinstance(said, dict) or said.keys() != _FIELDS.keys():
        raise wrong
    for name, kind in _FIELDS.items():
        if not isinstance(said[name], kind) or isinstance(said[name], bool):
            raise wrong
    entry = _entry(said)
    if entry is None or entry.line() != line:
        raise wrong
    return entry


def _entry(said: dict[str, object]) -> Entry | None:
    texts = {name: str(value) for name, value in said.items()}
    digests = ["hash", "previous", *(["object_digest"] if said["object_digest"] is not None else [])]
    whole = all(_DIGEST.fullmatch(texts[name]) for name in digests)
    if not whole or not _SIGNATURE.fullmatch(texts["signature"]) or not _AT.fullmatch(texts["at"]):
        return None
    if not all(_writable(text) for text in texts.values()):
        return None
    try:
        at = datetime.fromisoformat(texts["at"])
    except ValueError:
        return None
    return Entry(**{**said, "at": at})  # type: ignore[arg-type]  # each field's type was checked above


def _writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def write(entries: Iterable[Entry]) -> bytes:
    """Write entries as the file's bytes."""
    return b"".join(entry.line() for entry in entries)


def checkpoint(entries: Sequence[Entry], key: SigningKey, at: datetime) -> Checkpoint:
    """Make what a partner keeps of the chain as it is now."""
    unsigned = Checkpoint(len(entries), merkle_root([entry.hash for entry in entries]), at.astimezone(UTC))
    signature = key.sign(unsigned.signed_bytes()).hex()
    return Checkpoint(unsigned.size, unsigned.root, unsigned.at, signature)


def check_against(entries: Sequence[Entry], kept: Checkpoint, public: Public) -> None:
    """Make sure that a chain still begins as it did when a checkpoint was made.

    Raises:
        InputError: When the checkpoint is not the key's, or the chain is shorter or was rewritten.
    """
    signature = bytes.fromhex(kept.signature) if _SIGNATURE.fullmatch(kept.signature) else b""
    if not public.verify(kept.signed_bytes(), signature):
        raise InputError("this checkpoint is not signed by this key", advice="Ask which key signed it")
    if len(entries) < kept.size:
        raise InputError(
            f"the chain has {len(entries):,} entries and had {kept.size:,} when the checkpoint was made",
            advice="Entries were taken away: ask for the whole chain",
        )
    if merkle_root([entry.hash for entry in entries[: kept.size]]) != kept.root:
        raise InputError(
            f"the first {kept.size:,} entries are not those of the checkpoint",
            advice="The history was rewritten: ask whoever keeps it why",
        )


def merkle_root(hashes: Sequence[str]) -> str:
    """Compute the Merkle root over entries' hashes (RFC 9162, section 2.1.1).

    Args:
        hashes: ``sha256:…`` of each entry, in order.

    Returns:
        ``sha256:`` and 64 digits; of no entry, the digest of nothing.
    """
    level = [hashlib.sha256(b"\0" + bytes.fromhex(one.removeprefix("sha256:"))).digest() for one in hashes]
    if not level:
        return _digest(b"")
    # An odd one at the end goes up as it is, which is the tree that the standard defines by halves.
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs]
        level = above + level[len(level) - len(level) % 2 :]
    return f"sha256:{level[0].hex()}"


def _digest(message: bytes) -> str:
    return f"sha256:{hashlib.sha256(message).hexdigest()}"
