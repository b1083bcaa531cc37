"""Agreements in files: drafted once, signed by each party in turn, and read with what stands against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.actions.files import replacing
from ringfence.actions.signing_keys import read_public_file, signing_key
from ringfence.exchange.agreement import check, draft, objections, read, signed, to_json
from ringfence.exchange.record import MOST_BYTES
from ringfence.words import InputError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from ringfence.exchange.agreement import Agreement, Shares
    from ringfence.words import Tlp


@dataclass(frozen=True, slots=True)
class Terms:
    """What two partners mean to agree to, before keys are read.

    Attributes:
        purpose: What for, in one sentence.
        shares: ``indicator`` or ``victim``.
        ceiling: The strictest marking that may go to a partner.
        countries: Reports from which countries are meant; none: from any.
        size_ceiling: How many elements a side may hand in, in one comparison.
        budget: How many elements a partner may ask about in any 30 days, made-up ones counted.
        auditor: Who may open drawn leaves; None: nobody.
        starts_at: From when it holds; aware.
        ends_at: When it ends; aware.
    """

    purpose: str
    shares: Shares
    ceiling: Tlp
    countries: tuple[str, ...]
    size_ceiling: int
    budget: int
    auditor: str | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement as it stands in a file, at a time.

    Attributes:
        path: The file.
        agreement: What it says.
        digest: What receipts name it by: ``sha256:…``, the same before and after it is signed.
        at: The time that was asked about.
        problems: What stands against acting under it then, the gravest first.
    """

    path: Path
    agreement: Agreement
    digest: str
    at: datetime
    problems: tuple[str, ...]

    @property
    def in_force(self) -> bool:
        """Whether nothing stands against acting under it."""
        return not self.problems


def draft_agreement(path: Path, parties: Sequence[tuple[str, Path]], terms: Terms, at: datetime) -> Standing:
    """Write a new agreement, for each party to read and sign.

    Args:
        path: The file; one that stands there is never overwritten.
        parties: Name and file of the public key of each; two or more.
        terms: What they mean to agree to.
        at: Now.

    Raises:
        UsageError: When the file stands there already, cannot be written, or a key cannot be read.
        InputError: When a key is none, or a term cannot be meant.
    """
    if path.exists() or path.is_symlink():
        raise UsageError(
            "a file stands there already, and an agreement is never overwritten",
            place=Place(str(path)),
            advice="Name another file",
        )
    made = draft(
        [(name, read_public_file(key)) for name, key in parties],
        purpose=terms.purpose,
        shares=terms.shares,
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        ceiling=terms.ceiling,
        countries=terms.countries,
        size_ceiling=terms.size_ceiling,
        budget=terms.budget,
        auditor=terms.auditor,
    )
    _write(path, made)
    return _standing(path, made, at)


def sign_agreement(path: Path, key: Path | None, at: datetime) -> Standing:
    """Sign an agreement in its file, as one of its parties.

    Args:
        path: The file.
        key: The file of our signing key; None: this node's own.
        at: Now.

    Raises:
        UsageError: When a file cannot be read or written, or the key is of no party.
        InputError: When it is no agreement, or nobody could act under its terms.
    """
    agreement = _read(path)
    against = objections(agreement)
    if against:
        raise InputError(
            f"this cannot be agreed to: {against[0]}",
            place=Place(str(path)),
            advice="Do not sign it; draft another",
        )
    if at >= agreement.ends_at:
        raise InputError("it has ended already", place=Place(str(path)), advice="Draft another")
    done = signed(agreement, signing_key(key))
    _write(path, done)
    return _standing(path, done, at)


def show_agreement(path: Path, at: datetime) -> Standing:
    """Read an agreement, and say what stands against acting under it at a time.

    Args:
        path: The file.
        at: When it shall hold; aware.

    Raises:
        UsageError: When the file cannot be read.
        FormatError: When it is no agreement.
    """
    return _standing(path, _read(path), at)


def _read(path: Path) -> Agreement:
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise UsageError(
            f"the agreement cannot be read: {wrong.strerror}",
            place=Place(str(path)),
            advice="Look whether its name is right",
        ) from wrong
    return read(content, str(path))


def _write(path: Path, agreement: Agreement) -> None:
    with replacing(path) as beside:
        beside.write_text(to_json(agreement), encoding="utf-8")


def _standing(path: Path, agreement: Agreement, at: datetime) -> Standing:
    return Standing(path, agreement, agreement.digest, at, check(agreement, at))
