"""Accounts: who works at the desk of this node. A password is kept as Argon2 makes it, never as said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Named:
    """An account.

    Attributes:
        name: By which its owner logs in.
        email: "" where none was said.
        active: Whether it may be used.
        made_at: When it was made, aware.
        seen_at: When its owner last logged in; None: never.
    """

    name: str
    email: str
    active: bool
    made_at: datetime
    seen_at: datetime | None


@transaction.atomic
def add(name: str, password: str, *, email: str = "", at: datetime) -> Named:
    """Add an account; one that was removed comes back, with the new password.

    Args:
        name: By which its owner logs in: letters, digits and ``@ . + - _``.
        password: 12 characters at least, and none of the common ones.
        email: Where its owner is written to.
        at: Now, aware.

    Raises:
        InputError: When there is one of this name.
        UsageError: When name, e-mail address or password cannot be used; the password is not repeated.
    """
    row = models.Account.objects.filter(username=name).first()
    if row is not None and row.is_active:
        raise InputError(f"there is an account {name} already", advice="Choose another name")
    row = row or models.Account(username=name, date_joined=at)
    row.email, row.is_active = email, True
    try:
        validate_password(password, row)
        row.set_password(password)
        row.full_clean(validate_unique=False)
    except ValidationError as wrong:
        raise UsageError(" ".join(wrong.messages).rstrip("."), advice="Choose another") from wrong
    row.save()
    return _named(row)


@transaction.atomic
def remove(name: str) -> Named:
    """Take an account out of use; what its owner decided stays, with the name.

    Raises:
        InputError: When there is none in use.
    """
    row = models.Account.objects.filter(username=name, is_active=True).first()
    if row is None:
        raise InputError(f"there is no account {name} in use", advice="Look with: ringfence admin list")
    row.is_active = False
    row.set_unusable_password()
    row.save(update_fields=["is_active", "password"])
    return _named(row)


def every() -> tuple[Named, ...]:
    """List the accounts, by name."""
    return tuple(map(_named, models.Account.objects.order_by("username")))


def _named(row: models.Account) -> Named:
    return Named(row.username, row.email, row.is_active, row.date_joined, row.last_login)
