"""Correcting, in the ledger: "this is my number". Free, with a clock, by the rules of `corrections`.

What someone asks to correct is hidden from the public until a person decides, within `DECIDE_WITHIN`. Who
asked, and the reason in her own words, are sealed under a key of her own; the code that she is given opens
the decision, and only its HMAC is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from ringfence.actions import corrections
from ringfence.actions.check import one_value
from ringfence.actions.corrections import ACTS, DECIDE_WITHIN, LONGEST_REASON, Correction, Pending
from ringfence.actions.take_report import code_digest, new_code
from ringfence.ledger import keyring, vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from ringfence.guidance.check import Asked

LONGEST_CONTACT = 200
"""Characters of a contact that are kept."""


@dataclass(frozen=True, slots=True)
class Request:
    """What whoever asks is given.

    Attributes:
        id: The request's id; opens nothing.
        code: 20 digits by which its decision can be read.
        due_at: When it is decided at the latest.
    """

    id: str
    code: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a request stands.

    Attributes:
        id: The request's id.
        values: Kind and value of what it is about.
        asked_at: When it was made, aware.
        due_at: When it is decided at the latest.
        act: ``upheld`` or ``rejected``; None while it waits.
        why: The reason of the decision; "" while it waits.
        decided_at: When it was decided; None while it waits.
    """

    id: str
    values: tuple[tuple[str, str], ...]
    asked_at: datetime
    due_at: datetime
    act: str | None
    why: str
    decided_at: datetime | None


def ask(
    text: str,
    *,
    why: str,
    at: datetime,
    contact: str | None = None,
    country: str | None = None,
    retry: str | None = None,
) -> Request:
    """Note the request that a value be corrected; from now on it is hidden, unless one was rejected before.

    Args:
        text: One number, site, e-mail address or account, as she writes it.
        why: Her reason; sealed.
        at: Now, aware.
        contact: How to reach her, if she says so; sealed.
        country: Where she lives, for numbers without a country code; ISO 3166-1 alpha-2.
        retry: What names this submission: with the same one the request is kept once, and the same code is
            given.

    Returns:
        The request, whether or not the value was ever reported.

    Raises:
        UsageError: When the text holds no value or more than one, or no reason is given.
    """
    wanted = one_value(text, country)
    if not why.strip():
        raise UsageError("a correction needs a reason", advice="Say why this is wrong, in a sentence")
    codes = keyring.codes_key(configuration().keys)
    seed = (
        hmac.digest(codes, f"correction\x1f{retry}".encode(), hashlib.sha256)
        if retry
        else secrets.token_bytes(32)
    )
    name = f"correction-{hashlib.sha256(seed).hexdigest()[:20]}"
    code = new_code(codes, seed)
    with transaction.atomic():
        before = models.Correction.objects.filter(request=name, act=ACTS[0]).order_by("id").first()
        if before is not None:
            return Request(name, code, before.at + DECIDE_WITHIN)
        _keep(wanted, name, code_digest(code), _sealed(why, contact, at), at)
    return Request(name, code, at + DECIDE_WITHIN)


def _sealed(why: str, contact: str | None, at: datetime) -> models.Person:
    """Seal the reason and the contact under a key of their own."""
    person, key = vault.new_person(at)
    person.save()
    written = {"why": why.strip()[:LONGEST_REASON]}
    if contact and contact.strip():
        written["contact"] = contact.strip()[:LONGEST_CONTACT]
    for name, one in written.items():
        vault.sealed(person, key, name, one.encode(), at).save()
    return person


def _keep(wanted: Asked, name: str, digest: str, person: models.Person, at: datetime) -> None:
    models.Correction.objects.bulk_create(
        models.Correction(
            request=name, act=ACTS[0], kind=kind, value=value, why="", contact=person, code=digest, at=at
        )
        for kind, value in wanted.values
    )


def decide(request: str, act: str, *, by: str, why: str, at: datetime) -> None:
    """Decide a request: ``upheld`` or ``rejected``; a later decision takes the place of an earlier one.

    Args:
        request: The request's id.
        act: What is decided. Upheld: what was reported until now no longer counts before the public.
            Rejected: it is shown again, and asking once more hides nothing.
        by: Who decides.
        why: The reason, which whoever asked can read.
        at: Now, aware.

    Raises:
        UsageError: When the decision is neither, or no reason is given.
        InputError: When there is no such request.
    """
    if act not in ACTS[1:] or not why.strip():
        raise UsageError("a decision is upheld or rejected, with a reason", advice="Give both")
    reason = why.strip()[:LONGEST_REASON]
    with transaction.atomic():
        rows = list(models.Correction.objects.filter(request=request).order_by("id"))
        asked = [row for row in rows if row.act == ACTS[0]]
        if not asked:
            raise InputError(f"there is no request {request}", advice="Look at its id again")
        if (rows[-1].act, rows[-1].by, rows[-1].why) == (act, by, reason):
            return
        models.Correction.objects.bulk_create(
            models.Correction(
                request=request, act=act, kind=row.kind, value=row.value, why=reason, by=by, at=at
            )
            for row in asked
        )


def pending(at: datetime) -> tuple[Pending, ...]:
    """List the requests that wait for a decision, the oldest first, with their reasons.

    Args:
        at: The moment of asking.
    """
    rows = [_row(row) for row in models.Correction.objects.filter(at__lte=at).order_by("id")]
    waiting = corrections.pending(rows, at)
    asked = models.Correction.objects.filter(request__in=[one.id for one in waiting], act=ACTS[0])
    of = {row.request: row for row in asked.select_related("contact")}
    return tuple(replace(one, why=reason_of(of[one.id])) for one in waiting)


def decision_of(code: str) -> Decision | None:
    """Tell where the request stands that a code opens; None when none does.

    Args:
        code: The code, with or without spaces.
    """
    asked = list(models.Correction.objects.filter(code=code_digest(code)).order_by("id"))
    if not asked:
        return None
    last = (
        models.Correction.objects.filter(request=asked[0].request, act__in=ACTS[1:]).order_by("-id").first()
    )
    return Decision(
        id=asked[0].request,
        values=tuple((row.kind, row.value) for row in asked),
        asked_at=asked[0].at,
        due_at=asked[0].at + DECIDE_WITHIN,
        act=None if last is None else last.act,
        why="" if last is None else last.why,
        decided_at=None if last is None else last.at,
    )


def _row(row: models.Correction) -> Correction:
    return Correction(row.request, row.at, row.act, row.kind, row.value, row.why, row.by)


def reason_of(asked: models.Correction) -> str:
    """Give the reason of a request in the words of whoever asked; "" when she was erased since."""
    return "" if asked.contact is None else (vault.unseal(asked.contact, "why") or b"").decode()
