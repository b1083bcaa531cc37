"""Later hands: who held a case file after it was sealed, in entries beside it, each on the bag's root.

A sealed bag never changes, so what happens to it later stands in ``<case>.hands.jsonl`` next to its folder.
Each line is a custody entry with the public key that signed it, since each organisation has its own; the
first one names the bag's root as the one before it, so that no line can be carried to another bag.

    >>> from datetime import UTC, datetime
    >>> from ringfence.exchange.signing import from_seed
    >>> root = "ab" * 32
    >>> hand = handed((), root, at=datetime(2026, 3, 2, tzinfo=UTC), actor="Inspector Rao",
    ...     organisation="Police", action="received", reason="By hand", key=from_seed(bytes(32)))
    >>> [known.known for known in check_hands(read_lines(hand.line().splitlines(keepends=True)), root, ())]
    [False]
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ringfence.exchange.signing import Public, canonical
from ringfence.referrals.custody import LONGEST, Entry, added, check_chain, check_signatures, read
from ringfence.words import FormatError, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from ringfence.exchange.signing import SigningKey

_FILE = "hands.jsonl"
_KEY = re.compile(r"[0-9a-f]{64}")
_ADVICE = "Ask whoever gave you the case file for an untouched copy"


@dataclass(frozen=True, slots=True)
class Handed:
    """One later hand.

    Attributes:
        entry: What was done; its ``object_digest`` is the bag's root.
        signer: The key that signed it.
        known: Whether its reader named that key; a key in a file proves nothing by itself.
    """

    entry: Entry
    signer: Public
    known: bool = False

    def line(self) -> bytes:
        """Write it as its line of the file, with the line's end."""
        raw = self.signer.key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return canonical({"entry": json.loads(self.entry.line()), "key": raw.hex()}) + b"\n"


def handed(
    hands: Sequence[Handed],
    root: str,
    *,
    at: datetime,
    actor: str,
    organisation: str,
    action: str,
    reason: str,
    key: SigningKey,
) -> Handed:
    """Make the line for the next hand.

    Args:
        hands: Those so far, the oldest first.
        root: The bag's root, 64 hexadecimal digits.
        at: When, aware; not before the last one.
        actor: Who took, gave or opened it.
        organisation: For whom.
        action: What was done: received, handed over, opened, returned.
        reason: Why.
        key: Whose signature it carries.

    Raises:
        InputError: When a text cannot stand in an entry, or time runs back.
    """
    entry = added(
        [hand.entry for hand in hands],
        at=at,
        actor=actor,
        organisation=organisation,
        action=action,
        object_digest=f"sha256:{root}",
        reason=reason,
        key=key,
        start=f"sha256:{root}",
    )
    return Handed(entry, key.public)


def read_lines(lines: Iterable[bytes]) -> tuple[Handed, ...]:
    """Read the file's lines, each with its end; whether they hold together, :func:`check_hands` says.

    Raises:
        FormatError: When a line is not exactly what :meth:`Handed.line` writes.
    """
    return tuple(_read(line, row) for row, line in enumerate(lines, start=1))


def _read(line: bytes, row: int) -> Handed:
    wrong = FormatError(
        "this is no later hand in its one canonical form", place=Place(_FILE, row), advice=_ADVICE
    )
    try:
        said = json.loads(line[: 2 * LONGEST])
        entry, key = said["entry"], said["key"]
        if not _KEY.fullmatch(key):
            raise wrong
        (one,) = read([canonical(entry) + b"\n"])
        signer = Public(Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, FormatError) as unreadable:
        raise wrong from unreadable
    hand = Handed(one, signer)
    if hand.line() != line:
        raise wrong
    return hand


def check_hands(hands: Sequence[Handed], root: str, known: Collection[str]) -> tuple[Handed, ...]:
    """Make sure that the later hands are one chain on this bag, each line signed by the key in it.

    Args:
        hands: As they were read.
        root: The bag's root, 64 hexadecimal digits.
        known: Fingerprints of the keys that the reader trusts.

    Returns:
        The same, each with whether its key is known.

    Raises:
        InputError: Naming the first line that is broken, and why.
    """
    check_chain([hand.entry for hand in hands], start=f"sha256:{root}", file=_FILE)
    for row, hand in enumerate(hands, start=1):
        if hand.entry.object_digest != f"sha256:{root}":
            raise InputError("this line is on another case file", place=Place(_FILE, row), advice=_ADVICE)
        check_signatures([hand.entry], hand.signer, file=_FILE, first=row)
    return tuple(replace(hand, known=hand.signer.fingerprint in known) for hand in hands)
