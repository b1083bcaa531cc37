"""Revealing: a person's own details are opened with a reason alone, and the opening is a row beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ringfence.actions import uploads
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_REASON, LONGEST_BY = 400, 80
"""Characters of the columns of `Reveal`."""


def report_named(name: str) -> models.Report:
    """Find a report by its id or by the reference that whoever made it was given.

    Raises:
        InputError: When there is none, or more than one.
    """
    found = models.Report.objects.filter(report_id=name) or models.Report.objects.filter(
        reference=name.strip().upper()
    )
    if len(found) != 1:
        raise InputError(
            f"there {'are several reports' if found else 'is no report'} of this name",
            advice="Give its id, report-…",
        )
    return found[0]


@transaction.atomic
def reveal(person: models.Person, what: str, *, by: str, reason: str, at: datetime) -> bytes:
    """Open one thing of a person's; that it was opened is kept in the same transaction, or it is not opened.

    Args:
        person: Whose.
        what: The name under which it is sealed: ``contact``, ``original``, ``text``, ``upload-…``.
        by: Who looks.
        reason: Why; whoever reported can read it in what is kept of her.
        at: Now, aware.

    Raises:
        UsageError: When no reason or nobody is named, or too many characters.
        InputError: When it was erased, or nothing of this name is kept.
    """
    if not reason.strip() or not by.strip():
        raise UsageError("who looks at a person's details says why", advice="Give --why and --by")
    if len(reason) > LONGEST_REASON or len(by) > LONGEST_BY:
        raise UsageError(f"a reason has at most {LONGEST_REASON} characters", advice="Say it in fewer")
    if person.destroyed_at is not None:
        raise InputError(f"this was erased on {person.destroyed_at:%Y-%m-%d}", advice="Nobody can open it")
    plain = _opened(person, what)
    if plain is None:
        raise InputError(f"nothing is kept as {what[:80]}", advice=f"There is: {', '.join(names(person))}")
    models.Reveal.objects.create(person=person, what=what, by=by.strip(), reason=reason.strip(), at=at)
    return plain


def _opened(person: models.Person, what: str) -> bytes | None:
    """Open what is kept under a name; of a file, the file itself."""
    upload = models.Upload.objects.filter(report__person=person, name=what).first()
    return vault.unseal(person, what) if upload is None else uploads.stored(upload)


def names(person: models.Person) -> list[str]:
    """Name what is sealed of a person's, without opening it."""
    return list(person.sealed.order_by("name").values_list("name", flat=True).distinct())
