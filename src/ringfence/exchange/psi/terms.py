"""What one run may do, as the agreement and the trial have it, and the signed commitment that opens it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ringfence.exchange.psi.padding import is_padded, padded
from ringfence.exchange.signing import SIGNATURE_BYTES, Public, SigningKey, canonical
from ringfence.words import InputError

if TYPE_CHECKING:
    from datetime import datetime

VERSION = 1
_AGAIN = "End the run, and ask the partner which version it runs"


class Compared(StrEnum):
    """What is compared: indicators, or victims, of whom only a rounded number is ever told."""

    INDICATOR = "indicator"
    VICTIM = "victim"


@dataclass(frozen=True, slots=True)
class Terms:
    """What both sides agreed to.

    Attributes:
        agreement: The digest of the signed agreement, ``sha256:…``; the same on both sides.
        compared: What is compared.
        ceiling: How many elements a side may hand in, in one run.
        budget: How many elements a partner may hand in within 30 days, at most.
        expires_at: When the agreement ends.
        partner: The partner's signing key.
        auditor: Who may see drawn leaves; None: nobody.
    """

    agreement: str
    compared: Compared
    ceiling: int
    budget: int
    expires_at: datetime
    partner: Public
    auditor: str | None = None

    def allow(self, elements: int, at: datetime, opened: int) -> None:
        """Make sure that our own side may run.

        Args:
            elements: How many we hand in, made-up ones not counted.
            at: When.
            opened: How many leaves an auditor shall see.

        Raises:
            InputError: When the agreement has ended, or allows fewer elements, or names no auditor.
        """
        if at >= self.expires_at:
            raise InputError("the agreement has expired", advice="Sign a new one")
        if elements > self.ceiling:
            raise InputError(
                f"{elements:,} elements are more than the agreement's {self.ceiling:,}",
                advice="Sign a wider agreement, or compare fewer months",
            )
        if opened and self.auditor is None:
            raise InputError(
                "the agreement names no auditor, and nobody else may open leaves",
                advice="Leave --auditor-opens out, or name an auditor in the agreement",
            )


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a side is bound to before the first point is sent.

    Attributes:
        agreement: The agreement's digest.
        compared: ``indicator`` or ``victim``.
        party: The fingerprint of the side's signing key.
        size: How many leaves there are, made-up ones counted.
        root: The root over them, 64 hexadecimal digits.
        draw: SHA-256 of 32 random bytes that are shown after both have committed, hexadecimal.
        opened: How many leaves the auditor shall see of each side.
        at: When, ISO 8601 in UTC.
        version: The protocol's.
    """

    agreement: str
    compared: str
    party: str
    size: int
    root: str
    draw: str
    opened: int
    at: str
    version: int = VERSION

    def record(self) -> dict[str, object]:
        """Write it as it is signed."""
        return asdict(self)

    def signed(self, key: SigningKey) -> bytes:
        """Write it with its signature of 64 bytes in front."""
        written = canonical(self.record())
        return key.sign(written) + written


def read_commitment(message: bytes, terms: Terms, own: Commitment) -> Commitment:
    """Read the partner's commitment, and hold it against the agreement.

    Raises:
        InputError: When it is malformed, signed by another, made for another agreement, or too large.
    """
    signature, written = message[:SIGNATURE_BYTES], message[SIGNATURE_BYTES:]
    if not terms.partner.verify(written, signature):
        raise InputError(
            "the partner's commitment is not signed with the key that the agreement names",
            advice="Compare the fingerprints of the keys by telephone",
        )
    theirs = _parsed(written)
    if theirs.party != terms.partner.fingerprint or theirs.version != VERSION:
        raise InputError("the partner's commitment is of another party or version", advice=_AGAIN)
    if (theirs.agreement, theirs.compared, theirs.opened) != (own.agreement, own.compared, own.opened):
        raise InputError(
            "the partner's side runs under other terms", advice="Both name the same agreement and options"
        )
    if not is_padded(theirs.size):
        raise InputError("the partner's set has a size that sets are not filled up to", advice=_AGAIN)
    if theirs.size > padded(terms.ceiling):
        raise InputError(
            "the partner's set is larger than the agreement allows",
            advice="Sign a wider agreement, or ask the partner to compare fewer months",
        )
    return theirs


def _parsed(written: bytes) -> Commitment:
    """Take exactly what we would have written, and nothing else."""
    wrong = InputError("the partner's commitment is malformed", advice=_AGAIN)
    try:
        row = json.loads(written)
        read = Commitment(**row)
    except (ValueError, TypeError, RecursionError) as why:
        raise wrong from why
    whole = (read.size, read.opened, read.version)
    texts = (read.agreement, read.compared, read.party, read.root, read.draw, read.at)
    well = all(type(one) is int for one in whole) and all(isinstance(one, str) for one in texts)
    digests = all(isinstance(one, str) and _is_digest(one) for one in (read.root, read.draw))
    if not well or not digests or canonical(read.record()) != written:
        raise wrong
    return read


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
