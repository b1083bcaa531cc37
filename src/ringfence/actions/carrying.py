"""Carrying: what was decided about a report since a backup was taken is not undone by restoring it.

Legal holds, consents that were taken back, decisions of triage and on corrections, stages, and who looked at
a person's details are rows that were added; accounts are as they are now. Before the ledger is replaced,
those since the backup are written beside it, by the names of reports and people; afterwards each that is not
there is added again, in order, where its report or person is. No one's details lie open in the file, which is
gone when the restore is done.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction

from ringfence.actions.files import replacing
from ringfence.actions.hearing import PASSED
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARRIED: dict[str, Any] = {
    one.__name__: one
    for one in (models.Hold, models.Consent, models.Triage, models.Stage, models.Reveal, models.Correction)
}
"""The tables whose rows are carried."""
_WAITED = timedelta(hours=1)  # a row may have waited for its turn, and bear an hour before the backup's
_OF: dict[str, tuple[Any, str]] = {"report": (models.Report, "report_id"), "person": (models.Person, "name")}
"""What a row is of, and by which name that is found in another ledger."""
_ACCOUNT = ("username", "password", "email", "is_active", "date_joined")
_BY_THEMSELVES = ("received", "linked", "erased")  # stages that the restored ledger has, or comes to again


def pick(file: Path, since: datetime, *, begun: bool = False) -> bool:
    """Write what this ledger holds since a moment to a file.

    Args:
        file: The file.
        since: The moment of the backup, aware.
        begun: Whether a restore was begun and not finished: what was written then is kept, behind what the
            ledger holds now, which may be that of the other backup.

    Returns:
        Whether there is a ledger that could be read; where there is none, what was written before is left.
    """
    before = file.read_text(encoding="utf-8") if begun and file.exists() else ""
    if not begun:
        file.unlink(missing_ok=True)
    try:
        if not models.Person.objects.exists():
            return False
        with replacing(file, mode=0o600) as written, written.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, default=_as_text) + "\n" for row in _rows(since - _WAITED))
            out.write(before)
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
            asker = {"asker": _asker(row.contact)} if table == "Correction" and row.contact else {}
            yield {"table": table, "of": named, "told": told, **asker}
    for row in models.Account.objects.order_by("id").values(*_ACCOUNT):
        yield {"table": "Account", "told": row}


def _as_text(value: datetime) -> str:
    return value.isoformat()


def _asker(person: models.Person) -> dict[str, Any]:
    """Give who asked for a correction, and what she wrote, sealed as it is."""
    boxes = [[one.name, bytes(one.box).hex(), one.at] for one in person.sealed.order_by("id")]
    key = bytes(person.wrapped).hex() if person.wrapped is not None else None
    fields = {name: getattr(person, name) for name in ("name", "master", "made_at", "destroyed_at")}
    return {**fields, "wrapped": key, "sealed": boxes}


def put(file: Path) -> int:
    """Add what was written to the ledger; done again, it comes to the same.

    Returns:
        How many rows were added.
    """
    added = 0
    with transaction.atomic(), file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["table"] == "Account":
                added += _account(row["told"])
                continue
            rows = CARRIED[row["table"]].objects
            of = {name: _found(name, written) for name, written in row["of"].items()}
            if None in of.values() or rows.filter(**of, **row["told"]).exists():
                continue
            asked_by = {"contact": _person(row["asker"])} if "asker" in row else {}
            rows.create(**of, **row["told"], **asked_by)
            added += 1
            if row["table"] == "Triage":  # they come in order, so the last says what counts
                models.Report.objects.filter(pk=of["report"].pk).update(
                    heard=row["told"]["decision"] == PASSED
                )
    return added


def _account(told: dict[str, Any]) -> int:
    """Bring an account to what it was: whoever was removed since stays away; gives whether it changed."""
    rows = models.Account.objects.filter(username=told["username"])
    if rows.filter(**told).exists():
        return 0
    if not rows.update(**told):
        models.Account.objects.create(**told)
    return 1


def _person(told: dict[str, Any]) -> models.Person:
    """Find or add who asked for a correction."""
    fields = {name: told[name] for name in ("master", "made_at", "destroyed_at")}
    key = bytes.fromhex(told["wrapped"]) if told["wrapped"] is not None else None
    person, added = models.Person.objects.get_or_create(
        name=told["name"], defaults={**fields, "wrapped": key}
    )
    if added:
        models.Sealed.objects.bulk_create(
            models.Sealed(person=person, name=name, box=bytes.fromhex(box), at=datetime.fromisoformat(at))
            for name, box, at in told["sealed"]
        )
    return person


def _found(name: str, written: str) -> Any:  # noqa: ANN401 - a row of one of two tables, or None
    model, by = _OF[name]
    return model.objects.filter(**{by: written}).first()
