"""Signing keys in files: made once, never overwritten, the secret half readable by its owner only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.keys import home
from ringfence.exchange.partner import Partner, read_partner, to_json
from ringfence.exchange.signing import Public, SigningKey, new_key, read_key, read_public
from ringfence.words import InputError, Place, UsageError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "signing.pem"
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key as it stands in a file.

    Attributes:
        fingerprint: ``SHA256:`` and 64 hexadecimal digits, as it is read out to a partner.
        secret: Whether the file holds the secret half.
        path: The file.
        public_path: The file with the half that may be given to anyone; None when there is none beside it.
        partner_path: The partner record that was written with it; None without one.
        organisation: Whose key it is; None when the file does not say.
    """

    fingerprint: str
    secret: bool
    path: Path
    public_path: Path | None
    partner_path: Path | None = None
    organisation: str | None = None


def default_path() -> Path:
    """Name the file of this organisation's signing key: ``signing.pem`` in ``RINGFENCE_HOME``."""
    return home() / _NAME


def new_key_file(path: Path, organisation: str | None = None) -> KeyFile:
    """Make a signing key, its public half beside it, and with a name the record that partners are sent.

    Args:
        path: Where the secret half shall stand, mode 0600; the public half is ``….pub.pem`` beside it.
        organisation: Whose key it is; with a name, ``….partner.json`` is written too.

    Raises:
        UsageError: When one of the files stands there already, or the folder cannot be written to.
        InputError: When the name is not one line of text.
    """
    key = new_key()
    record = None if organisation is None else Partner(organisation, key.public)
    public, partner = public_path(path), path.with_suffix(".partner.json")
    planned = [path, public] if record is None else [path, public, partner]
    for one in planned:
        if one.exists() or one.is_symlink():
            raise UsageError(
                "a file stands there already, and a key is never overwritten",
                place=Place(str(one)),
                advice="Name another file; what the old key signed is checked with its public half",
            )
    _create(path, key.pem)
    _write(public, key.public.pem)
    if record is not None:
        _write(partner, to_json(record).encode())
    return KeyFile(
        fingerprint=key.public.fingerprint,
        secret=True,
        path=path,
        public_path=public,
        partner_path=None if record is None else partner,
        organisation=organisation,
    )


def signing_key(path: Path | None = None) -> SigningKey:
    """Read a signing key; the node's own is made at its first use.

    Args:
        path: The file with the secret half; by default ``signing.pem`` in ``RINGFENCE_HOME``.

    Raises:
        UsageError: When the file cannot be read or made, holds the public half alone, or others than its
            owner may read it.
        InputError: When it is no signing key.
    """
    file = path if path is not None else default_path()
    if path is None and not file.exists():
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as wrong:
            raise _unreadable(file) from wrong
        new_key_file(file)
    content = _content(file)
    if b"PUBLIC KEY" in content and b"PRIVATE KEY" not in content:
        raise UsageError(
            "this is the public half of a signing key",
            place=Place(str(file)),
            advice="Name the key file itself: the .pem beside the .pub.pem",
        )
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise UsageError(
            "others than its owner may read this signing key",
            place=Place(str(file)),
            advice="Take the rights of others away (chmod 600), or make a new key if they may have read it",
        )
    try:
        return read_key(content)
    except InputError as wrong:
        raise InputError(wrong.message, place=Place(str(file)), advice=wrong.advice) from wrong


def read_public_file(path: Path) -> Public:
    """Read a public key from a PEM file or a partner record; a file with the secret half is refused.

    Raises:
        UsageError: When the file cannot be read.
        InputError: When it is no public key.
    """
    content = _content(path)
    if content.lstrip().startswith(b"{"):
        return read_partner(content, path.name).public
    try:
        return read_public(content)
    except InputError as wrong:
        raise InputError(wrong.message, place=Place(str(path)), advice=wrong.advice) from wrong


def show_key_file(path: Path | None = None) -> KeyFile:
    """Say whose fingerprint a file has, be it the secret half, the public half or a partner record.

    Args:
        path: The file; by default the node's own key.

    Raises:
        UsageError: When the file cannot be read.
        InputError: When it holds no key.
    """
    file = path if path is not None else default_path()
    content = _content(file)
    if b"PRIVATE KEY" in content:
        public = public_path(file)
        kept = public if public.exists() else None
        return KeyFile(signing_key(file).public.fingerprint, secret=True, path=file, public_path=kept)
    named = read_partner(content, file.name).organisation if content.lstrip().startswith(b"{") else None
    fingerprint = read_public_file(file).fingerprint
    return KeyFile(fingerprint, secret=False, path=file, public_path=file, organisation=named)


def public_path(path: Path) -> Path:
    """Name the file of the public half: ``signing.pem`` gives ``signing.pub.pem``."""
    return path.with_suffix(".pub.pem")


def _create(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, readable by its owner only from the first byte."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except OSError as wrong:
        raise UsageError(
            f"the key cannot be written: {wrong.strerror}",
            place=Place(str(path)),
            advice="Name a new file in a folder that exists and can be written to",
        ) from wrong
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _write(path: Path, content: bytes) -> None:
    with replacing(path) as beside:
        beside.write_bytes(content)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError("the file is too large for a key", place=Place(str(path)))
        return path.read_bytes()
    except OSError as wrong:
        raise _unreadable(path) from wrong


def _unreadable(path: Path) -> UsageError:
    return UsageError(
        "the key cannot be read",
        place=Place(str(path)),
        advice="Make one with: ringfence keys new FILE, or name a file that exists",
    )
