"""Signing keys, fingerprints and the one form in which a record is signed."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_public_key,
)
from hypothesis import given
from hypothesis import strategies as st

from ringfence.exchange.signing import canonical, from_seed, new_key, read_key, read_public
from ringfence.words import InputError

KEY = from_seed(bytes(range(32)))
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8"), max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abé", max_size=3), inner, max_size=3)
    ),
    max_leaves=9,
)


def test_a_known_key_signs_as_rfc_8032_has_it() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    wanted = (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert from_seed(seed).sign(b"").hex() == wanted


@given(st.binary(max_size=200), st.integers(0, 511))
def test_a_signature_holds_for_its_message_and_with_any_bit_turned_for_none(message: bytes, bit: int) -> None:
    signature = bytearray(KEY.sign(message))
    assert KEY.public.verify(message, bytes(signature))
    assert not KEY.public.verify(message + b"\0", bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    assert not KEY.public.verify(message, bytes(signature))


@pytest.mark.parametrize("size", [0, 1, 63, 65, 128])
def test_what_is_not_64_bytes_long_is_no_signature(size: int) -> None:
    assert not KEY.public.verify(b"a record", bytes(size))


def test_another_key_does_not_verify() -> None:
    assert not new_key().public.verify(b"a record", KEY.sign(b"a record"))


def test_a_key_comes_back_from_its_pem_and_keeps_its_fingerprint() -> None:
    assert read_key(KEY.pem).sign(b"x") == KEY.sign(b"x")
    assert read_public(KEY.public.pem).fingerprint == KEY.public.fingerprint


def test_the_fingerprint_is_the_digest_of_the_der_form_that_openssl_gives() -> None:
    der = load_pem_public_key(KEY.public.pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert KEY.public.fingerprint == f"SHA256:{hashlib.sha256(der).hexdigest()}"


OTHER = ec.generate_private_key(ec.SECP256R1())
LOCKED = ed25519.Ed25519PrivateKey.generate().private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
)


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n",
        KEY.public.pem,
        OTHER.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        LOCKED,
    ],
)
def test_what_is_no_signing_key_is_refused(pem: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_key(pem)
    assert "PRIVATE" not in str(refused.value)


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"\xff\xfe",
        KEY.pem,
        OTHER.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ],
)
def test_what_is_no_public_key_is_refused(pem: bytes) -> None:
    with pytest.raises(InputError):
        read_public(pem)


@given(st.dictionaries(st.text("abcé", max_size=4), PLAIN, max_size=5))
def test_the_canonical_form_says_the_same_and_is_the_same_in_any_order(record: dict[str, Any]) -> None:
    turned = dict(reversed(record.items()))
    assert canonical(record) == canonical(turned)
    assert json.loads(canonical(record)) == record


@pytest.mark.parametrize("value", [1.5, math.nan, {1: "a"}, [b"x"], {"a": {2, 3}}])
def test_what_programs_write_differently_cannot_be_signed(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"value": value})
