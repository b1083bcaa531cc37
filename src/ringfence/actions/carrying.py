"""Carrying: what was decided about a report since a backup was taken is not undone by restoring it.

Legal holds, consents that were taken back, decisions of triage and on corrections, stages, and who looked at
a person's details are rows that were added. Before the ledger is replaced, those since the backup are written
beside it, by the names of reports and people; afterwards each that is not there is added again, in order,
where its report or person is. The file holds no one's details, and is gone when the restore is done.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction

from ringfence.actions.files import replacing
from ringfence.actions.hearing import PASSED
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

CARRIED: dict[str, Any] = {
    one.__name__: one
    for one in (models.Hold, models.Consent, models.Triage, models.Stage, models.Reveal, models.Correction)
}
"""The tables whose rows are carried."""
_OF: dict[str, tuple[Any, str]] = {"report": (models.Report, "report_id"), "person": (models.Person, "name")}
"""What a row is of, and by which name that is found in another ledger."""
_BY_THEMSELVES = ("received", "linked", "erased")  # stages that the restored ledger has, or comes to again


def pick(file: Path, since: datetime) -> bool:
    """Write what this ledger holds since a moment to a file.

    Returns:
        Whether there is a ledger that could be read; where there is none, no file is left.
    """
    file.unlink(missing_ok=True)
    try:
        if not models.Person.objects.exists():
            return False
        with replacing(file, mode=0o600) as written, written.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in _rows(since))
    except DatabaseError:
        return False
    return True


def _rows(since: datetime) -> Iterator[dict[str, Any]]:
    for table, model in CARRIED.items():
        fields = model._meta.concrete_fields  # noqa: SLF001 - Django's own word for what others may read
        of = [one.name for one in fields if one.name in _OF]
        own = [one.name for one in fields if not one.is_relation and not one.primary_key]
        rows = model.objects.filter(at__gte=since).order_by("id").select_related(*of)
        if model is models.Stage:
            rows = rows.exclude(stage__in=_BY_THEMSELVES)
        for row in rows.iterator():
            named = {name: getattr(getattr(row, name), _OF[name][1]) for name in of}
            told = {name: getattr(row, name) for name in own}
            yield {"table": table, "of": named, "told": {**told, "at": row.at.isoformat()}}


def put(file: Path) -> int:
    """Add what was written to the ledger; done again, it comes to the same.

    Returns:
        How many rows were added.
    """
    added = 0
    with transaction.atomic(), file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows = CARRIED[row["table"]].objects
            of = {name: _found(name, written) for name, written in row["of"].items()}
            if None in of.values() or rows.filter(**of, **row["told"]).exists():
                continue
            rows.create(**of, **row["told"])
            added += 1
            if row["table"] == "Triage":  # they come in order, so the last says what counts
                models.Report.objects.filter(pk=of["report"].pk).update(
                    heard=row["told"]["decision"] == PASSED
                )
    return added


def _found(name: str, written: str) -> Any:  # noqa: ANN401 - a row of one of two tables, or None
    model, by = _OF[name]
    return model.objects.filter(**{by: written}).first()
