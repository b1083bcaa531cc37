"""Drafts: a report on its way, kept for an hour, sealed under a key that only the browser holds.

A random token stands in the browser's cookie and nowhere else. Of it are derived (HKDF, RFC 5869) the key
under which the answers are sealed and the name by which the report is taken once; the table holds the
token's HMAC alone. Whoever has the whole database can read no draft; when its hour is over it is deleted.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from ringfence.ledger import keyring, vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LASTS = timedelta(minutes=60)
"""How long a draft is kept after its last answer."""
TOLD_AGAIN = timedelta(minutes=15)
"""How long the code of a report that was handed in is given again to the same browser."""
_BOUND = "draft"
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a draft.

    Attributes:
        name: ``upload-`` and 32 hexadecimal digits, random.
        called: What its owner's device called it, made printable.
        media_type: By its content.
        size: Bytes.
        scanned: ``clean``, ``infected`` or ``unscanned``.
    """

    name: str
    called: str
    media_type: str
    size: int
    scanned: str

    @property
    def is_picture(self) -> bool:
        """Whether a copy of it can be shown."""
        return self.media_type.startswith("image/") and self.scanned != "infected"


@dataclass(frozen=True, slots=True)
class Written:
    """What a draft holds.

    Attributes:
        answers: Question to what was answered: the form's fields.
        payments: One mapping for each payment.
        files: Its files.
        taken: When it was handed in: ``reference`` and ``code``; None before.
        version: Counts up with each change.
        expires_at: When it is deleted.
    """

    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    payments: tuple[Mapping[str, str], ...] = ()
    files: tuple[Attachment, ...] = ()
    taken: Mapping[str, str] | None = None
    version: int = 0
    expires_at: datetime | None = None

    def said(self, question: str) -> Mapping[str, Any]:
        """Give the answer to a question; empty when there is none."""
        return self.answers.get(question, {})


class GoneError(InputError):
    """The draft's hour is over, or there never was one of this token."""

    def __init__(self) -> None:
        super().__init__("this report's hour is over", advice="Begin again")


def begin(at: datetime) -> str:
    """Begin a draft.

    Returns:
        Its token, for the browser alone.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    models.Draft.objects.create(
        digest=_digest(token), box=_close(token, Written()), version=0, expires_at=at + LASTS
    )
    return token


def read(token: str, at: datetime) -> Written:
    """Read a draft.

    Raises:
        GoneError: When its hour is over.
    """
    row = _rows(token, at).first()
    if row is None:
        raise GoneError
    return _open(token, row)


def answer(token: str, question: str, said: Mapping[str, Any], at: datetime) -> Written:
    """Keep the answer to one question; of two tabs the one that is sent last counts, for this question alone.

    Raises:
        GoneError: When its hour is over.
    """
    return _change(token, at, lambda held: {"answers": {**held.answers, question: dict(said)}})


def pay(token: str, place: int | None, payment: Mapping[str, str] | None, at: datetime) -> Written:
    """Add, change or remove a payment.

    Args:
        token: The draft's.
        place: Which one; None, or one that is not there: a new one.
        payment: What was said of it; None removes it.
        at: Now, aware.

    Raises:
        GoneError: When its hour is over.
    """

    def changed(held: Written) -> dict[str, Any]:
        ones = list(held.payments)
        there = place is not None and 0 <= place < len(ones)
        if payment is None:
            ones = [one for at_, one in enumerate(ones) if at_ != place]
        elif place is not None and there:
            ones[place] = payment
        elif len(ones) < MOST_PAYMENTS:
            ones.append(payment)
        return {"payments": tuple(ones)}

    return _change(token, at, changed)


MOST_PAYMENTS = 50
"""Payments of one report."""
MOST_FILES = 10
"""Files that are handed in at one time."""


def prolong(token: str, at: datetime) -> Written:
    """Keep a draft for another hour, when whoever wrote it must wait before she can hand it in.

    Raises:
        GoneError: When its hour is over.
    """
    return _change(token, at, lambda held: {"payments": held.payments})


def attach(token: str, attachment: Attachment, content: bytes, shown: bytes | None, at: datetime) -> bool:
    """Add a file, and the copy of it that may be shown.

    Returns:
        False when there are `MOST_FILES` already: then it is not kept.

    Raises:
        GoneError: When the draft's hour is over.
    """
    with transaction.atomic():
        row, held = _locked(token, at)
        if len(held.files) >= MOST_FILES:
            return False
        boxes = {attachment.name: content, **({_shown(attachment.name): shown} if shown else {})}
        for name, plain in boxes.items():
            models.DraftFile.objects.create(draft=row, name=name, box=vault.close(_key(token), plain, name))
        _save(token, row, {**_plain(held), "files": [*held.files, attachment]}, at)
    return True


def detach(token: str, name: str, at: datetime) -> Written:
    """Remove a file; one that is not there is passed over.

    Raises:
        GoneError: When the draft's hour is over.
    """
    with transaction.atomic():
        row, held = _locked(token, at)
        row.files.filter(name__in=[name, _shown(name)]).delete()
        left = [one for one in held.files if one.name != name]
        return _save(token, row, {**_plain(held), "files": left}, at)


def content(token: str, name: str, at: datetime) -> bytes | None:
    """Give a file of a draft byte for byte; None when it is not there."""
    row = models.DraftFile.objects.filter(
        draft__digest=_digest(token), draft__expires_at__gt=at, name=name
    ).first()
    return None if row is None else vault.open_(_key(token), bytes(row.box), name)


def displayed(token: str, name: str, at: datetime) -> bytes | None:
    """Give the copy of a picture that may be shown; None when there is none."""
    return content(token, _shown(name), at)


@transaction.atomic
def close(token: str, taken: Mapping[str, str], at: datetime) -> None:
    """Forget what a draft held when its report was taken; for a while it tells the code again.

    A second click finds the code, not a second report.
    """
    row = models.Draft.objects.select_for_update().filter(digest=_digest(token)).first()
    if row is not None:
        row.files.all().delete()
        row.expires_at = at + TOLD_AGAIN
        row.box = _close(token, Written(taken=dict(taken)))
        row.version += 1
        row.save()


def end(token: str) -> None:
    """Delete a draft, when whoever wrote it begins anew."""
    models.Draft.objects.filter(digest=_digest(token)).delete()


def sweep(at: datetime) -> int:
    """Delete the drafts whose hour is over, with their files; for the work in the background.

    Returns:
        How many there were.
    """
    return models.Draft.objects.filter(expires_at__lte=at).delete()[1].get("ledger.Draft", 0)


def retry_of(token: str) -> str:
    """Name the report that a draft becomes, so that it is taken once; nothing in the database tells it."""
    return _derived(token, b"report").hex()


def _change(token: str, at: datetime, changed: Any) -> Written:  # noqa: ANN401 - a function of Written
    with transaction.atomic():
        row, held = _locked(token, at)
        return _save(token, row, {**_plain(held), **changed(held)}, at)


def _locked(token: str, at: datetime) -> tuple[models.Draft, Written]:
    row = _rows(token, at).select_for_update().first()
    if row is None:
        raise GoneError
    held = _open(token, row)
    if held.taken is not None:
        raise GoneError
    return row, held


def _rows(token: str, at: datetime) -> Any:  # noqa: ANN401 - a query set
    return models.Draft.objects.filter(digest=_digest(token), expires_at__gt=at)


def _save(token: str, row: models.Draft, parts: Mapping[str, Any], at: datetime) -> Written:
    row.version += 1
    row.expires_at = at + LASTS
    made = Written(
        answers=parts["answers"],
        payments=tuple(parts["payments"]),
        files=tuple(parts["files"]),
        version=row.version,
        expires_at=row.expires_at,
    )
    row.box = _close(token, made)
    row.save()
    return made


def _plain(held: Written) -> dict[str, Any]:
    return {"answers": held.answers, "payments": held.payments, "files": held.files}


def _close(token: str, held: Written) -> bytes:
    files = [
        {name: getattr(one, name) for name in ("name", "called", "media_type", "size", "scanned")}
        for one in held.files
    ]
    told = {"answers": held.answers, "payments": held.payments, "files": files, "taken": held.taken}
    return vault.close(_key(token), json.dumps(told, ensure_ascii=False).encode(), _BOUND)


def _open(token: str, row: models.Draft) -> Written:
    told = json.loads(vault.open_(_key(token), bytes(row.box), _BOUND))
    return Written(
        answers=told["answers"],
        payments=tuple(told["payments"]),
        files=tuple(Attachment(**one) for one in told["files"]),
        taken=told["taken"],
        version=row.version,
        expires_at=row.expires_at,
    )


def _digest(token: str) -> str:
    key = keyring.codes_key(configuration().keys)
    return hmac.digest(key, b"draft\x1f" + token.encode(), hashlib.sha256).hex()


def _key(token: str) -> bytes:
    return _derived(token, b"key")


def _derived(token: str, what: bytes) -> bytes:
    made = HKDF(hashes.SHA256(), keyring.KEY_BYTES, salt=None, info=b"ringfence draft " + what)
    return made.derive(token.encode())


def _shown(name: str) -> str:
    return name.replace("upload-", "shown-", 1)
