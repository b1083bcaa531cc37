"""Erasing: what someone may do with what is kept of her: take back consent, see it, have it forgotten.

Forgetting is destroying her key: what it sealed can be opened by nobody any more, here and in every backup
whose own key has expired. What is left of a report is what was said about the fraud, with the little that
counting needs (`docs/explanation/vault.md` lists it, and why).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from ringfence.actions import holding
from ringfence.actions.holding import HeldError
from ringfence.ledger import destroyed, vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.keep import plain, stage
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

__all__ = ["HeldError", "Withdrawn", "erase", "forget", "kept", "withdraw"]

ERASED, WITHDRAWN, SENT = "erased", "withdrawn", "sent"
_BUCKET_DIGITS = 2
_FIRST = ("text", "original", "contact")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came of taking back consent.

    Attributes:
        purposes: The consents that stood and now do not.
        sent: Whether the report went to a police force before: what was sent cannot be called back.
    """

    purposes: tuple[str, ...]
    sent: bool


def erase(report: models.Report, at: datetime) -> bool:
    """Erase the person of a report at once: her key, everything it sealed, her files, what names her.

    Args:
        report: The report.
        at: Now, aware.

    Returns:
        Whether there was someone to erase; False when she was erased before.

    Raises:
        HeldError: When a legal hold stands on it; its ``names`` are told to whoever asks.
    """
    return forget(report.person, at)


def forget(person: models.Person, at: datetime, *, force: bool = False) -> bool:
    """Erase a person and what names her in her reports.

    Args:
        person: Who.
        at: Now, aware.
        force: Even under a hold: she was erased already, and a restore brought her back.

    Returns:
        Whether there was someone to erase.

    Raises:
        HeldError: When a legal hold stands on a report of hers.
    """
    with transaction.atomic():
        locked = models.Person.objects.select_for_update().get(pk=person.pk)
        if locked.wrapped is None:
            return False
        if not force:
            holding.refuse_if_held(locked)
        files = _forget(locked, at)
        if not force:
            # Before the transaction ends: the other way round, a restore after a crash could bring her back.
            destroyed.add(configuration().home, [locked.name])
    _unlink(files)
    scrub()
    return True


def forget_all(people: Sequence[int], at: datetime, *, force: bool = False) -> int:
    """Erase many people in one transaction, by their numbers; those whom a hold keeps are passed over.

    Args:
        people: Their numbers; not too many, since the ledger is locked as long.
        at: Now, aware.
        force: Even under a hold, as in `forget`.

    Returns:
        How many were erased. `scrub` is left to whoever calls.
    """
    files: list[str] = []
    gone = []
    with transaction.atomic():
        rows = models.Person.objects.filter(pk__in=people, wrapped__isnull=False)
        for person in rows.select_for_update().order_by("pk"):
            if not force and any(holding.standing(report) for report in person.reports.all()):
                continue
            files += _forget(person, at)
            gone.append(person.name)
        if not force:
            destroyed.add(configuration().home, gone)
    _unlink(files)
    return len(gone)


def _forget(person: models.Person, at: datetime) -> list[str]:
    """Forget someone, within a transaction; give the names of her files, which go when it has ended."""
    files: list[str] = []
    for report in person.reports.all():
        files += report.uploads.values_list("name", flat=True)
        _strip(report)
        stage(report, ERASED, at)
    vault.destroy(person, at)
    return files


def _unlink(files: Sequence[str]) -> None:
    for name in files:
        (configuration().uploads / name).unlink(missing_ok=True)


def _strip(report: models.Report) -> None:
    """Take out of a report's rows what stems from its person and is not needed to count it.

    Of her HMAC two digits stay: the same for one person in 256. So whoever hands in, erases and hands in
    again is still counted once, and nobody can tell from them whether someone reported.
    """
    if report.reporter is not None and report.reporter.startswith("reporter-"):
        report.reporter = f"erased-{report.reporter[-_BUCKET_DIGITS:]}"
    report.wording = None
    report.stated = []
    report.originals = []
    report.payments = [{**one, "reference": None} for one in report.payments]
    report.save(update_fields=["reporter", "wording", "stated", "originals", "payments"])
    report.passages.all().delete()
    report.uploads.all().delete()


def scrub() -> None:
    """Take what was deleted out of SQLite's log too, as far as nobody reads in it; the file itself is clean.

    Deleted bytes are overwritten (``secure_delete``). On PostgreSQL `retiring` does it with ``VACUUM``.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def withdraw(
    report: models.Report, purposes: Iterable[str], lang: str, wordings: Mapping[str, str], at: datetime
) -> Withdrawn:
    """Take back consent for some purposes; what does not stand is passed over.

    Args:
        report: The report.
        purposes: Of `take_report.PURPOSES`.
        lang: The language that she read.
        wordings: For each purpose, the sentence that she read.
        at: Now, aware.
    """
    models.Person.objects.select_for_update().get(pk=report.person_id)  # two at once take turns
    given = consents(report)
    taken = tuple(dict.fromkeys(one for one in purposes if given.get(one)))
    models.Consent.objects.bulk_create(
        models.Consent(
            report=report, purpose=one, given=False, wording=wordings.get(one, ""), lang=lang, at=at
        )
        for one in taken
    )
    if taken:
        stage(report, WITHDRAWN, at, told=", ".join(taken))
    return Withdrawn(taken, report.stages.filter(stage=SENT).exists())


def consents(report: models.Report) -> dict[str, bool]:
    """Say for each purpose that was ever asked for whether consent stands: its newest row counts."""
    rows = report.consent_rows.order_by("id").values_list("purpose", "given")
    return dict(rows)


def kept(report: models.Report) -> dict[str, Any]:
    """Give everything that is kept of a report and of whoever made it, as JSON can hold it.

    Returns:
        ``report``, ``you`` (how to reach her), ``you_wrote`` (field to what she wrote), ``you_added``
        (later), ``we_keep_as`` (the masked text), ``files``, ``found`` (the values in it), ``consents``,
        ``stages``, ``holds``, ``looked_at`` (when someone opened her details, and why), ``erased_at``. What
        was erased is null or empty.
    """
    columns = ("report_id", "reference", "received_at", "occurred_at", "country", "lang", "channel", "brand")
    person = report.person
    text = vault.unseal(person, "text")
    found = {
        "report": {name: getattr(report, name) for name in (*columns, "payments", "tlp")},
        "you": _opened(person, "contact"),
        "you_wrote": _opened(person, "original"),
        "you_added": _added(person),
        "we_keep_as": None if text is None else text.decode(),
        "files": [
            {**row, **(_opened(person, row["name"]) or {})}
            for row in _rows(report.uploads.all(), ("name", "media_type", "size", "scanned", "at"))
        ],
        "found": _rows(report.sightings.all(), ("kind", "value", "role", "at")),
        "consents": _rows(report.consent_rows.all(), ("purpose", "given", "wording", "lang", "at")),
        "stages": _rows(report.stages.all(), ("stage", "number", "told", "at")),
        "holds": _rows(report.holds.all(), ("name", "stands", "at")),
        "looked_at": _rows(person.reveals.all(), ("what", "reason", "at")),
        "erased_at": person.destroyed_at,
    }
    return dict(plain(found))


def _opened(person: models.Person, name: str) -> Any:  # noqa: ANN401 - what JSON holds
    box = vault.unseal(person, name)
    return None if box is None else told(box)


def _added(person: models.Person) -> list[dict[str, Any]]:
    key = vault.key_of(person)
    if key is None:
        return []
    rows = person.sealed.exclude(name__in=_FIRST).exclude(name__startswith="upload-").order_by("id")
    return [
        {
            "what": row.name,
            "at": row.at,
            "told": told(vault.open_(key, bytes(row.box), f"{person.name}/{row.name}")),
        }
        for row in rows
    ]


def told(plain_bytes: bytes) -> Any:  # noqa: ANN401 - what JSON holds
    """Read what was sealed: JSON, or else text."""
    text = plain_bytes.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


def _rows(rows: QuerySet[Any], names: Sequence[str]) -> list[dict[str, Any]]:
    return list(rows.order_by("id").values(*names))
