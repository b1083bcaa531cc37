"""The parcel in which a case file travels: a tar that is always the same, encrypted to its addressee.

Only the addressee can open it. That it is sealed by the right sender, the case file inside shows, not the
parcel. What is unpacked may come from an enemy: only plain files with ordinary names come out of it, under
the one folder that was made for them.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyrage

from ringfence.referrals import bag
from ringfence.referrals.verifying import plain
from ringfence.words import FormatError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

AGE = b"age-encryption.org/v1\n"
"""How an age file begins."""

_ARMOURED = b"-----BEGIN AGE ENCRYPTED FILE-----"
_OTHER = "Ask the sender for another copy"


def tarred(folder: Path, out: Path) -> None:
    """Write a case file as a tar: in order of names, without times, owners or links, so always the same.

    Args:
        folder: The case file.
        out: The tar; replaced when it is there.

    Raises:
        UsageError: When there is no such folder.
        FormatError: When there is something in it that is no plain file.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", advice="Name a case file")
    names = sorted((path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()), key=str)
    with (
        Path(out).open("wb") as written,
        tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in names:
            with plain(path) as opened:
                member = tarfile.TarInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
                member.size, member.mode = os.fstat(opened.fileno()).st_size, 0o600
                tar.addfile(member, opened)


def encrypted(folder: Path, recipients: Sequence[str], out: Path) -> None:
    """Write a case file as an age file that only the recipients can open.

    Args:
        folder: The case file.
        recipients: Their public keys: ``age1…``, ``ssh-ed25519 …`` or ``ssh-rsa …``.
        out: Where to write; by custom ends in ``.tar.age``. Written beside and moved when it is whole.

    Raises:
        UsageError: When there is no recipient, or one that is no public key; or no such folder.
        FormatError: When there is something in the folder that is no plain file.
    """
    keys = [_recipient(one.strip()) for one in recipients]
    if not keys:
        raise UsageError("nobody to encrypt to", advice="Give the addressee's public key, age1… or ssh-…")
    with tempfile.TemporaryDirectory(prefix=".parcel.", dir=Path(out).parent) as own:
        tar, age = Path(own, "tar"), Path(own, "age")
        tarred(folder, tar)
        with tar.open("rb") as read, age.open("wb") as written:
            pyrage.encrypt_io(read, written, keys)
        age.replace(out)


def _recipient(key: str) -> object:
    kind = pyrage.ssh if key.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(key)
    except pyrage.RecipientError as wrong:
        raise UsageError(
            "a recipient is no public key of age or ssh", advice="Ask the force for a key that begins age1"
        ) from wrong


def is_encrypted(path: Path) -> bool:
    """Tell whether a file is an age file."""
    with Path(path).open("rb") as opened:
        begins = opened.read(len(_ARMOURED))
    return begins.startswith((AGE, _ARMOURED))


def decrypted(path: Path, identity: Path, out: Path) -> None:
    """Decrypt an age file.

    Args:
        path: The age file.
        identity: A file with secret keys as ``age-keygen`` writes it, or an ssh key without a pass phrase.
        out: Where the tar goes.

    Raises:
        UsageError: When the identity holds no key.
        InputError: When it is not for this key, or damaged.
    """
    keys = _identities(Path(identity).read_bytes())
    try:
        with Path(path).open("rb") as read, Path(out).open("wb") as written:
            pyrage.decrypt_io(read, written, keys)
    except (pyrage.DecryptError, OSError) as wrong:  # a later block that is damaged is an OSError
        raise InputError("it cannot be decrypted with this identity, or is damaged", advice=_OTHER) from wrong


def _identities(content: bytes) -> list[object]:
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    try:
        if "PRIVATE KEY-----" in (lines or [""])[0]:
            return [pyrage.ssh.Identity.from_buffer(content)]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"]
    except pyrage.IdentityError as wrong:
        raise UsageError("this is no identity", advice="Give the file that age-keygen wrote") from wrong
    if not keys:
        raise UsageError("this file holds no identity", advice="Give the file that age-keygen wrote")
    return list(keys)


def unpacked(tar: Path, into: Path) -> Path:
    """Unpack a case file's tar: plain files with ordinary names only, and nothing outside ``into``.

    Args:
        tar: The tar, not compressed.
        into: An empty folder that nobody else can write to.

    Returns:
        The case file's folder.

    Raises:
        FormatError: When it is no tar, or holds anything that a case file cannot hold.
    """
    tops: set[str] = set()
    try:
        with plain(tar) as opened, tarfile.open(fileobj=opened, mode="r:") as archive:
            for member in archive:
                tops.add(_put(archive, member, into))
    except (tarfile.TarError, EOFError, ValueError, OSError) as wrong:
        raise FormatError("this is no case file in a tar, or it is damaged", advice=_OTHER) from wrong
    if len(tops) != 1:
        raise FormatError("this does not hold exactly one case file", advice=_OTHER)
    return into / tops.pop()


def _put(archive: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> str:
    top, _, rest = member.name.partition("/")
    wrong = not member.isreg() or member.issparse() or bag.odd(top) is not None or bag.odd(rest) is not None
    source: BinaryIO | None = None if wrong else archive.extractfile(member)  # type: ignore[assignment]  # reads bytes
    if source is None:
        raise FormatError("a link, a device, or an odd path stands in this archive", advice=_OTHER)
    target = into / top / rest
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as written:
        shutil.copyfileobj(source, written)
    return top
