"""Adding: what becomes part of a report after it was taken: her words, her files, and the text of her files.

Her words are sealed under her key as they are; what they hold about the fraud is masked and searched as a
report's text is, and its sightings are added to the report's. The text itself stays as it was. Files are kept
as the first ones were.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pyarrow as pa
from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from ringfence.actions import scanning, uploads
from ringfence.actions.masking import receive_and_mask
from ringfence.indicators import extract
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.reports import mail, ocr
from ringfence.reports.apart import Apart
from ringfence.reports.fields import REPORTER
from ringfence.reports.formats import RawBatch, eml
from ringfence.reports.handed_in import UnfitError
from ringfence.reports.intake import How
from ringfence.reports.redact import without_cards
from ringfence.reports.safety import LONGEST_FIELD
from ringfence.words import InputError, RingfenceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from ringfence.actions.drafting import Attachment

LONGEST = 20_000
"""Characters of one addition."""
MOST = 50
"""Additions to one report."""
AT_ONCE = 50
"""Reports whose files are read in one go."""
ADDED = "added-"
"""What the names of additions begin with, in the vault."""


def supplement(
    report: models.Report,
    text: str,
    *,
    at: datetime,
    node_key: bytes,
    retry: str | None = None,
    files: Sequence[tuple[Attachment, bytes]] = (),
) -> int:
    """Add words, files or both to a report.

    Args:
        report: The report.
        text: What she writes; it may be empty where there are files.
        at: Now, aware.
        node_key: The node's key.
        retry: What names this submission; with the same one it is kept once.
        files: As `uploads.examined` found them, each with its bytes. What they say is read later.

    Returns:
        How many new sightings her words brought.

    Raises:
        InputError: When it says nothing, is too long, there are too many already, or she was erased.
        UnfitError: When the report would have more than `uploads.MOST_KEPT` files.
    """
    if not (text.strip() or files) or len(text) > LONGEST:
        raise InputError(
            f"an addition has 1 to {LONGEST:,} characters, or a file",
            advice="Say it in a sentence, or in several additions",
        )
    name = ADDED + hashlib.sha256((retry or f"{at.isoformat()}\x1f{text}").encode()).hexdigest()[:16]
    said = text if text.strip() else "\n".join(one.called for one, _ in files)
    found = _searched(report, {"text": [text]}, at, node_key) if text.strip() else []
    with transaction.atomic():
        person = models.Person.objects.select_for_update().get(pk=report.person_id)
        before = set(person.sealed.filter(name__startswith=ADDED).values_list("name", flat=True))
        if name in before:
            return 0
        if len(before) >= MOST:
            raise InputError(f"a report has at most {MOST} additions", advice="Make a new report")
        if files and report.uploads.count() + len(files) > uploads.MOST_KEPT:
            raise UnfitError("many", f"a report has at most {uploads.MOST_KEPT} files", "Make a new report")
        vault.seal(person, name, without_cards(said).encode(), at)
        uploads.keep(report, files, at)
        return _keep(report, found)


def read_uploads(report: models.Report, *, at: datetime, node_key: bytes) -> int:
    """Read what the files of a report show, and add what is found; each file once. For the background.

    Args:
        report: The report.
        at: Now, aware.
        node_key: The node's key.

    Returns:
        How many new sightings they brought. What cannot be read is marked as read, and says nothing.
    """
    person, many = report.person, 0
    with Apart() as reader:
        for upload in _unread().filter(report=report):
            said = _said_in(upload, reader)
            text = "\n".join(said.get("text", ()))
            found = _searched(report, said, at, node_key) if text else []
            with transaction.atomic():
                locked = models.Person.objects.select_for_update().get(pk=person.pk)
                if locked.wrapped is None:
                    return many
                vault.seal(locked, upload.name + _TEXT, without_cards(text).encode(), at)
                many += _keep(report, found)
    return many


_COLUMNS = ("kind", "value", "role", "validity", "strength", "at", "at_basis")
_TEXT = "-text"  # after the name of a file: the text that was read of it


def waiting() -> list[models.Report]:
    """List reports whose files were not read yet, the oldest first, at most `AT_ONCE`."""
    numbers = dict.fromkeys(_unread().values_list("report", flat=True)[: AT_ONCE * uploads.MOST_FILES])
    return list(models.Report.objects.filter(pk__in=list(numbers)[:AT_ONCE]).order_by("pk"))


def _unread() -> QuerySet[models.Upload]:
    """Ask for the files that can be read and were not; pictures wait where nothing reads them."""
    text = models.Sealed.objects.filter(
        person=OuterRef("report__person"), name=Concat(OuterRef("name"), Value(_TEXT))
    )
    rows = models.Upload.objects.filter(~Exists(text), report__person__wrapped__isnull=False)
    rows = rows.exclude(scanned=scanning.INFECTED).order_by("id")
    return rows if ocr.available() else rows.exclude(media_type__startswith="image/")


def _said_in(upload: models.Upload, reader: Apart) -> Mapping[str, Sequence[str]]:
    """Read a file as the fields of a report; nothing where it cannot be read."""
    media_type = upload.media_type
    try:
        content = uploads.stored(upload) or b""
        if media_type == "message/rfc822":
            return eml.fields_of(content, reader)
        text = mail.as_text(content, None) if media_type.startswith("text/") else reader.read(content).text
    except RingfenceError:
        return {}
    return {"text": [text[:LONGEST_FIELD].strip()]}


def _searched(
    report: models.Report, said: Mapping[str, Sequence[str]], at: datetime, node_key: bytes
) -> list[dict[str, object]]:
    """Mask what was added as part of this report, and find what it holds."""
    own = json.loads(vault.unseal(report.person, "contact") or b"{}")
    hers = {name: [*own.get(name, ()), *said.get(name, ())] for name in REPORTER}
    cells = {
        "reference": report.reference,
        "country": report.country or "",
        "received_at": report.received_at.isoformat(),
        "occurred_at": report.occurred_at.isoformat() if report.occurred_at else "",
        **{name: "\n".join(values) for name, values in hers.items()},
        **{name: "\n".join(said[name]) for name in ("text", "sender_email") if name in said},
    }
    told = {name: one for name, one in cells.items() if one}
    table = pa.RecordBatch.from_arrays([pa.array([one], pa.string()) for one in told.values()], list(told))
    how = How(report.source, at, node_key, {name: name for name in told})
    masked = receive_and_mask(RawBatch("added", table, pa.array([1], pa.int64())), how)
    if not masked.reports.num_rows:
        return []
    return list(extract.from_batch(masked.reports).to_pylist())


def _keep(report: models.Report, found: list[dict[str, object]]) -> int:
    known = set(report.sightings.values_list("kind", "value", "role"))
    rows = []
    for one in found:
        named = (str(one["kind"]), str(one["value"]), str(one["role"]))
        if named not in known and one["kind"] != "script":
            known.add(named)
            columns = {name: one[name] for name in _COLUMNS}
            rows.append(models.Sighting(report=report, start=None, end=None, **columns))
    models.Sighting.objects.bulk_create(rows)
    return len(rows)
