"""Verify: whether a case file is what its signer sealed, and whether the signer is the one you know."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.actions.files import PRIVATE, replacing
from ringfence.exchange.signing import read_public
from ringfence.referrals.hands import Handed, check_hands, handed, read_lines
from ringfence.referrals.parcel import decrypted, is_encrypted, unpacked
from ringfence.referrals.verifying import Verification, plain, printable, verify
from ringfence.words import InputError, RingfenceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ringfence.exchange.signing import SigningKey

_PLAIN = re.compile(r"[0-9a-f]{64}")
_MOST_KEY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found out about a case file, and about the hands that it passed through since.

    Attributes:
        casefile: What was found in the case file.
        hands: The later hands, from the file beside it; none when there is no such file.
        broken: What is wrong with that file; None when it holds.
    """

    casefile: Verification
    hands: tuple[Handed, ...] = ()
    broken: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the case file is intact, its signer is the one named, and no later hand is broken."""
        return self.casefile.ok and self.broken is None


def verify_case(
    path: Path, key: str | None = None, *, identity: Path | None = None, hands: Sequence[str] = ()
) -> Verified:
    """Verify a case file: a folder, its tar, or the age file that it came in.

    Args:
        path: The folder, or the file; a file is unpacked into a folder of its own that is then removed.
        key: The signer's fingerprint, or a file with the public key, as it came by another channel.
        identity: The secret key that opens an age file.
        hands: Fingerprints, or files with public keys, of those who may have signed later hands.

    Raises:
        UsageError: When there is nothing there, the key is none, or an age file comes without identity.
        InputError: When an age file cannot be opened, or a tar is not a case file.
    """
    path = Path(path)
    fingerprint = None if key is None else fingerprint_of(key)
    known = [fingerprint_of(one) for one in hands] + ([fingerprint] if fingerprint else [])
    if path.is_dir():
        casefile = verify(path, fingerprint)
        return _with_hands(casefile, hands_file(path), known)
    if not path.is_file():
        raise UsageError(f"there is no case file at {path}", advice="Name the folder that was sent")
    with tempfile.TemporaryDirectory(prefix="ringfence-") as own:
        return Verified(verify(_opened(path, identity, Path(own)), fingerprint))


def _opened(path: Path, identity: Path | None, own: Path) -> Path:
    tar = path
    if is_encrypted(path):
        if identity is None:
            raise UsageError(
                "this case file is encrypted",
                advice="Decrypt it first (age -d -i IDENTITY -o case.tar FILE), or give --identity",
            )
        tar = own / "case.tar"
        decrypted(path, identity, tar)
    into = own / "case"
    into.mkdir(mode=0o700)
    return unpacked(tar, into)


def _with_hands(casefile: Verification, beside: Path, known: Sequence[str]) -> Verified:
    if not beside.exists() or casefile.root is None:
        return Verified(casefile)
    try:
        with plain(beside) as opened:
            return Verified(casefile, check_hands(read_lines(opened), casefile.root, known))
    except RingfenceError as wrong:
        return Verified(casefile, broken=printable(f"{wrong.place}: {wrong.message}"))
    except OSError:
        return Verified(casefile, broken=f"{printable(beside.name)} cannot be read")


def add_hand(
    folder: Path, *, at: datetime, actor: str, organisation: str, action: str, reason: str, key: SigningKey
) -> Path:
    """Add a later hand to the file beside a case file; the case file itself never changes.

    Args:
        folder: The case file.
        at: When, aware.
        actor: Who took, gave or opened it.
        organisation: For whom.
        action: What was done.
        reason: Why.
        key: Whose signature the line carries.

    Returns:
        The file, ``<case>.hands.jsonl``.

    Raises:
        InputError: When the case file is not intact, or the hands so far are broken.
    """
    found = verify_case(folder)
    if found.casefile.verdict == "changed" or found.broken is not None or found.casefile.root is None:
        raise InputError("this case file is not intact", advice=f"Run: ringfence verify {folder}")
    beside = hands_file(folder)
    hand = handed(
        found.hands,
        found.casefile.root,
        at=at,
        actor=actor,
        organisation=organisation,
        action=action,
        reason=reason,
        key=key,
    )
    with replacing(beside, mode=PRIVATE) as whole:
        whole.write_bytes(b"".join(one.line() for one in (*found.hands, hand)))
    return beside


def hands_file(folder: Path) -> Path:
    """Name the file of later hands: beside the case file's folder, called after it."""
    real = Path(folder).resolve()
    return real.with_name(f"{real.name}.hands.jsonl")


def fingerprint_of(key: str) -> str:
    """Read a fingerprint in any usual spelling, or compute that of a file with a public key.

    Raises:
        UsageError: When it is neither.
        InputError: When the file holds no Ed25519 key.
    """
    spelled = re.sub(r"[\s:]", "", re.sub("^sha256:", "", key.strip(), flags=re.IGNORECASE)).lower()
    if _PLAIN.fullmatch(spelled):
        return f"SHA256:{spelled}"
    path = Path(key)
    if not path.is_file() or path.stat().st_size > _MOST_KEY_BYTES:
        raise UsageError(
            "the key is neither a fingerprint of 64 digits nor a file",
            advice="Give SHA256: and 64 digits, or the file that ends in .pub.pem",
        )
    return read_public(path.read_bytes()).fingerprint
