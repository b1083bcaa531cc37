"""The vault: people's own details, sealed under a key of their own; forgetting someone is destroying it.

Each person has 32 random bytes, wrapped under a master key that is not in the database (AES-256-GCM, NIST SP
800-38D, with 96 random bits of nonce). What she said is sealed under hers, bound to her name and to what it
is, so that no box can be put in another's place. When her key is gone, so is what it sealed, in the database
and in every copy of it whose own key is gone (docs/explanation/vault.md).
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ringfence.ledger import keyring
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ringfence.ledger.keyring import Masters

_NONCE = 12


def close(key: bytes, plain: bytes, bound: str) -> bytes:
    """Seal bytes under a key, bound to a name.

    Args:
        key: 32 bytes.
        plain: What is sealed.
        bound: What it is; it opens under the same name alone.

    Returns:
        12 bytes of nonce, then the ciphertext with its tag of 16 bytes.
    """
    return close_all([(key, plain, bound)])[0]


def close_all(each: Sequence[tuple[bytes, bytes, str]]) -> list[bytes]:
    """Seal many things as `close` does, each by its key, its bytes and its name; in less time."""
    nonces = _random(len(each), _NONCE)
    return [
        nonce + AESGCM(key).encrypt(nonce, plain, bound.encode())
        for nonce, (key, plain, bound) in zip(nonces, each, strict=True)
    ]


def _random(count: int, size: int) -> list[bytes]:
    """Draw so many times so many random bytes: asked for one by one they cost a call of the system each."""
    drawn = secrets.token_bytes(count * size)
    return [drawn[at : at + size] for at in range(0, count * size, size)]


def open_(key: bytes, box: bytes, bound: str) -> bytes:
    """Open what `close` sealed.

    Raises:
        InputError: When the key is another, or the box was changed or put in another's place.
    """
    try:
        return AESGCM(key).decrypt(box[:_NONCE], box[_NONCE:], bound.encode())
    except InvalidTag as wrong:
        raise InputError("this cannot be opened", advice="Its key is another, or it was changed") from wrong


@lru_cache(maxsize=1)
def _read(stamp: tuple[int, int]) -> Masters:
    del stamp
    return keyring.masters(configuration().keys)


def masters() -> Masters:
    """Give the master keys: read once, and anew when their file is another, after a rotation."""
    return _read(keyring.stamp(configuration().keys))


def forget() -> None:
    """Read the master keys anew at their next use."""
    _read.cache_clear()


def new_keys(known: Masters, count: int) -> list[tuple[str, bytes, bytes]]:
    """Make names of so many people, their keys of 32 bytes, and these as the newest master key wraps them."""
    names = [f"person-{one.hex()}" for one in _random(count, 16)]
    keys = _random(count, keyring.KEY_BYTES)
    master = known.keys[known.active]
    wrapped = close_all([(master, key, name) for name, key in zip(names, keys, strict=True)])
    return list(zip(names, keys, wrapped, strict=True))


def new_person(at: datetime) -> tuple[models.Person, bytes]:
    """Make a person who is not in the table yet, and her key.

    Returns:
        The row, for whoever keeps it, and 32 bytes.
    """
    known = masters()
    [(name, key, wrapped)] = new_keys(known, 1)
    return models.Person(name=name, master=known.active, wrapped=wrapped, made_at=at), key


def key_of(person: models.Person) -> bytes | None:
    """Give a person's key; None when it was destroyed.

    Raises:
        InputError: When her master key is not here.
    """
    if person.wrapped is None:
        return None
    master = masters().keys.get(person.master)
    if master is None:
        forget()
        master = masters().keys.get(person.master)
    if master is None:
        raise InputError(
            "the master key of this person is not here", advice="Add its line to the master keys again"
        )
    return open_(master, bytes(person.wrapped), person.name)


def sealed(person: models.Person, key: bytes, name: str, plain: bytes, at: datetime) -> models.Sealed:
    """Make the row of one thing of hers, not in the table yet."""
    return models.Sealed(person=person, name=name, box=close(key, plain, f"{person.name}/{name}"), at=at)


def seal(person: models.Person, name: str, plain: bytes, at: datetime) -> None:
    """Seal one more thing of a person's and keep it.

    Raises:
        InputError: When she was erased.
    """
    key = key_of(person)
    if key is None:
        raise InputError("this person was erased", advice="Nothing more can be kept of her")
    sealed(person, key, name, plain, at).save()


def unseal(person: models.Person, name: str) -> bytes | None:
    """Give the newest thing of a name; None when there is none, or her key was destroyed."""
    key = key_of(person)
    row = person.sealed.filter(name=name).order_by("-id").first()
    if key is None or row is None:
        return None
    return open_(key, bytes(row.box), f"{person.name}/{name}")


def rewrap(person: models.Person) -> bool:
    """Wrap a person's key under the newest master key; False when it was destroyed in the meantime.

    Raises:
        InputError: When her master key is not here.
    """
    key, known = key_of(person), masters()
    if key is None:
        return False
    wrapped = close(known.keys[known.active], key, person.name)
    rows = models.Person.objects.filter(pk=person.pk, master=person.master, wrapped__isnull=False)
    return bool(rows.update(master=known.active, wrapped=wrapped))


def destroy(person: models.Person, at: datetime) -> None:
    """Destroy a person's key: what it sealed can be opened by nobody any more; its boxes go too."""
    person.wrapped = None
    person.destroyed_at = at
    person.save(update_fields=["wrapped", "destroyed_at"])
    person.sealed.all().delete()
