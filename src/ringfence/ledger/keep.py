"""Keep: what the steps made of reports becomes rows. Called within a transaction, by ``actions`` alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ringfence.ledger import vault
from ringfence.ledger.configuration import DESK
from ringfence.ledger.opened import models
from ringfence.reports.triage import COPIED_LETTERS
from ringfence.words import Tlp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import pyarrow as pa

    from ringfence.indicators.scripts import Said

AT_ONCE = 1_000
"""Rows that one statement adds."""


@dataclass(frozen=True, slots=True)
class Private:
    """What one report holds of its person's own; sealed, never a column.

    Attributes:
        sealed: Name to bytes: ``original`` (what she wrote, unmasked), ``contact`` (how to reach her).
        retry: The digest of what asked for it, so that asking again keeps nothing twice; None: never asked
            again.
    """

    sealed: Mapping[str, bytes] = field(default_factory=dict)
    retry: str | None = None


def wording_of(text: str, node_key: bytes) -> str | None:
    """Name the words of a text by a keyed digest, for finding copies; None when it has too few letters.

    Letters and digits alone count, in small; `reports.triage` says from how many on.
    """
    letters = "".join(sign for sign in text.lower() if sign.isalnum())
    if len(letters) < COPIED_LETTERS:
        return None
    return hmac.digest(node_key, b"wording\x1f" + letters.encode(), hashlib.sha256).hex()[:32]


def keep_reports(
    reports: pa.RecordBatch,
    sightings: pa.RecordBatch | pa.Table,
    said: Said,
    private: Sequence[Private],
    *,
    node_key: bytes,
    at: datetime,
) -> list[models.Report]:
    """Keep a batch of reports with their sightings and passages; what is there already is passed over.

    Args:
        reports: Rows of ``REPORTS``, masked.
        sightings: Rows of ``SIGHTINGS`` of these reports.
        said: Their passages.
        private: For each report, what is sealed of it beside its masked text.
        node_key: The node's key.
        at: Now.

    Returns:
        The new rows, in order; each is heard until triage says otherwise.
    """
    told = reports.to_pylist()
    known = _known([one["report_id"] for one in told])
    fresh = [place for place, one in enumerate(told) if one["report_id"] not in known]
    people = [vault.new_person(at) for _ in fresh]
    models.Person.objects.bulk_create([person for person, _ in people], AT_ONCE)
    rows = [
        _row(told[place], private[place].retry, person, node_key)
        for place, (person, _) in zip(fresh, people, strict=True)
    ]
    models.Report.objects.bulk_create(rows, AT_ONCE)
    boxes = [
        vault.sealed(person, key, name, plain, at)
        for place, (person, key) in zip(fresh, people, strict=True)
        for name, plain in {"text": told[place]["text"].encode(), **private[place].sealed}.items()
    ]
    models.Sealed.objects.bulk_create(boxes, AT_ONCE)
    row_of = {row.report_id: row for row in rows}
    found = [
        _sighting(row_of[one["report_id"]], one)
        for one in sightings.to_pylist()
        if one["report_id"] in row_of and one["kind"] != "script"
    ]
    models.Sighting.objects.bulk_create(found, AT_ONCE)
    row_at = dict(zip(fresh, rows, strict=True))
    models.Passage.objects.bulk_create(_passages(said, row_at), AT_ONCE)
    return rows


def _known(ids: list[str]) -> set[str]:
    return set(models.Report.objects.filter(report_id__in=ids).values_list("report_id", flat=True))


def _row(told: Mapping[str, Any], retry: str | None, person: models.Person, node_key: bytes) -> models.Report:
    names = ("report_id", "reference", "source", "reporter", "received_at", "occurred_at", "country", "lang")
    public = (told["source"] == DESK and told["tlp"] != Tlp.RED) or told["tlp"] == Tlp.CLEAR
    return models.Report(
        **{name: told[name] for name in (*names, "channel", "brand", "tlp", "originals")},
        payments=plain(told["payments"]),
        stated=plain(told["stated"]),
        person=person,
        wording=wording_of(told["text"], node_key),
        public=public,
        heard=True,
        retry=retry,
    )


def plain(told: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """Make what JSON can hold of nested values: times become ISO 8601."""
    return json.loads(json.dumps(told, default=lambda one: one.isoformat()))


def _sighting(report: models.Report, told: Mapping[str, Any]) -> models.Sighting:
    names = ("kind", "value", "role", "validity", "strength", "at", "at_basis", "start", "end")
    return models.Sighting(report=report, **{name: told[name] for name in names})


def _passages(said: Said, row_at: Mapping[int, models.Report]) -> list[models.Passage]:
    return [
        models.Passage(
            report=row_at[int(said.row[one])],
            start=int(said.start[one]),
            end=int(said.end[one]),
            size=int(said.size[one]),
            name=f"{int(said.name[one]):016x}",
            signature=said.signature[one].tobytes(),
        )
        for one in range(len(said.row))
        if int(said.row[one]) in row_at
    ]


def stage(
    report: models.Report, name: str, at: datetime, *, number: int | None = None, told: str = ""
) -> None:
    """Add a row to what became of a report."""
    models.Stage.objects.create(report=report, stage=name, number=number, told=told, at=at)
