"""Signing keys, their fingerprints, and the one form in which a record is signed.

Keys are Ed25519 (RFC 8032): what is signed twice gives the same bytes, so that a case file built again from
the same inputs is the same file, and ``openssl pkeyutl -verify -rawin`` checks it without us.

    >>> key = from_seed(bytes(32))
    >>> key.public.verify(b"a record", key.sign(b"a record"))
    True
    >>> key.public.verify(b"another record", key.sign(b"a record"))
    False
    >>> canonical({"b": 1, "a": "c"})
    b'{"a":"c","b":1}'
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Public:
    """The public half of a signing key.

    Attributes:
        key: As the library holds it.
    """

    key: Ed25519PublicKey

    @property
    def pem(self) -> bytes:
        """The key as PEM (SubjectPublicKeyInfo), as ``openssl`` reads it."""
        return self.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def fingerprint(self) -> str:
        """``SHA256:`` and 64 hexadecimal digits over the key's DER form (SubjectPublicKeyInfo)."""
        der = self.key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"SHA256:{hashlib.sha256(der).hexdigest()}"

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature of 64 bytes is this key's over the message."""
        try:
            self.key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A signing key; whoever holds it signs as its organisation.

    Attributes:
        key: As the library holds it.
    """

    key: Ed25519PrivateKey

    @property
    def public(self) -> Public:
        """The half that may be given to anyone."""
        return Public(self.key.public_key())

    @property
    def pem(self) -> bytes:
        """The key as PEM (PKCS #8), not encrypted: to be kept in a file of mode 0600."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, message: bytes) -> bytes:
        """Sign a message; 64 bytes, always the same for the same message."""
        return self.key.sign(message)


def new_key() -> SigningKey:
    """Make a signing key from the system's randomness."""
    return SigningKey(Ed25519PrivateKey.generate())


def from_seed(seed: bytes) -> SigningKey:
    """Make the signing key of a seed of 32 bytes: for demonstrations and tests, where it may be known."""
    return SigningKey(Ed25519PrivateKey.from_private_bytes(seed))


def read_key(pem: bytes) -> SigningKey:
    """Read a signing key from PEM.

    Raises:
        InputError: When it is none.
    """
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as wrong:
        raise InputError("this is no signing key", advice="Make one with: ringfence keys new FILE") from wrong
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError("this key is not an Ed25519 key", advice="Make one with: ringfence keys new FILE")
    return SigningKey(key)


def read_public(pem: bytes) -> Public:
    """Read a public key from PEM.

    Raises:
        InputError: When it is none.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as wrong:
        raise InputError(
            "this is no public key", advice="Ask the signer for the file that ends in .pub.pem"
        ) from wrong
    if not isinstance(key, Ed25519PublicKey):
        raise InputError("this key is not an Ed25519 key", advice="Ask the signer for an Ed25519 key")
    return Public(key)


def canonical(record: Mapping[str, object]) -> bytes:
    """Write a record in the one form that is hashed and signed (RFC 8785, without fractions).

    Args:
        record: Texts, whole numbers, booleans, nulls, and lists and mappings of them.

    Raises:
        TypeError: When it holds anything else; fractions are written differently by different programs.
    """
    _only_plain(record)
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _only_plain(value: object) -> None:
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        for one in value.values():
            _only_plain(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _only_plain(one)
    else:
        raise TypeError(f"a signed record cannot hold {type(value).__name__}")
