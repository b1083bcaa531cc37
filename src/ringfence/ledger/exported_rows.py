"""The rows of the linker's tables, read out of the ledger in the order of their numbers.

The columns are those of files: ``reports`` with an empty text (prose never leaves the vault), ``sightings``
without scripts, and ``passages``, of which each relink finds the scripts.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from django.db import connection

from ringfence.indicators import extract
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.indicators.scripts import PERMUTATIONS
from ringfence.ledger.opened import models
from ringfence.reports.report import REPORTS, TIMESTAMP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WHO = pa.schema([SIGHTINGS.field(name) for name in ("report_id", "at", "at_basis", "source", "reporter")])
"""Whose a passage is, and when."""
_SIGNATURE = pa.binary(4 * PERMUTATIONS)
PASSAGES = pa.schema(
    [
        *WHO,
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("name", pa.uint64(), nullable=False),
        pa.field("signature", _SIGNATURE, nullable=False),
    ]
)
"""The columns of ``passages``: see `indicators.scripts.Said`."""
SCHEMAS: dict[str, pa.Schema] = {"reports": REPORTS, "sightings": SIGHTINGS, "passages": PASSAGES}
"""The tables that are exported."""

_AT_ONCE = 20_000
_QUERY_AT_ONCE = 500
_OWN = (
    "reference",
    "source",
    "reporter",
    "received_at",
    "occurred_at",
    "country",
    "lang",
    "channel",
    "brand",
)
_SQL = {
    "sightings": """
        SELECT s.id, r.report_id, s.kind, s.value, s.role, s.validity, s.strength, s.at, s.at_basis,
               r.source, r.reporter, s.start, s."end"
        FROM ledger_sighting s JOIN ledger_report r ON r.id = s.report_id""",
    "passages": """
        SELECT s.id, r.report_id, r.received_at, r.occurred_at, r.source, r.reporter, s.start, s."end",
               s.size, s.name, s.signature
        FROM ledger_passage s JOIN ledger_report r ON r.id = s.report_id""",
}


def between(name: str, after: int, upto: int) -> Iterator[pa.RecordBatch]:
    """Give the rows of a table with some numbers, batch by batch.

    Args:
        name: One of `SCHEMAS`.
        after: The number after which they begin.
        upto: The last one.
    """
    while after < upto:
        if name == "reports":
            found = list(models.Report.objects.filter(pk__gt=after, pk__lte=upto).order_by("pk")[:_AT_ONCE])
            if not found:
                return
            yield _reports(found)
            after = found[-1].pk
            continue
        rows = _asked(
            f"{_SQL[name]} WHERE s.id > %s AND s.id <= %s ORDER BY s.id LIMIT %s", [after, upto, _AT_ONCE]
        )
        if not rows:
            return
        yield _MADE[name](rows)
        after = rows[-1][0]


def of_reports(name: str, reports: Iterable[str], upto: int) -> Iterator[pa.RecordBatch]:
    """Give the rows of some reports, as they are now.

    Args:
        name: One of `SCHEMAS`.
        reports: Their ids.
        upto: The number of the last row that is given.
    """
    ids = sorted(reports)
    for at in range(0, len(ids), _QUERY_AT_ONCE):
        some = ids[at : at + _QUERY_AT_ONCE]
        if name == "reports":
            yield _reports(list(models.Report.objects.filter(report_id__in=some, pk__lte=upto)))
            continue
        places = ", ".join(["%s"] * len(some))
        yield _MADE[name](
            _asked(
                f"{_SQL[name]} WHERE r.report_id IN ({places}) AND s.id <= %s ORDER BY s.id", [*some, upto]
            )
        )


def _asked(query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _reports(found: Sequence[models.Report]) -> pa.RecordBatch:
    given = _consents([row.pk for row in found])
    columns: dict[str, list[Any]] = {name: [getattr(row, name) for row in found] for name in _OWN}
    columns |= {
        "report_id": [row.report_id for row in found],
        "text": [""] * len(found),
        "payments": [[*map(_payment, row.payments)] for row in found],
        "stated": [row.stated for row in found],
        "consents": [given[row.pk] for row in found],
        "tlp": [row.tlp for row in found],
        "originals": [row.originals for row in found],
    }
    return pa.RecordBatch.from_arrays(
        [pa.array(columns[one.name], one.type) for one in REPORTS], schema=REPORTS
    )


def _payment(told: dict[str, Any]) -> dict[str, Any]:
    paid = told.get("paid_at")
    return told if paid is None else {**told, "paid_at": datetime.fromisoformat(paid)}


def _consents(numbers: Sequence[int]) -> dict[int, list[str]]:
    """Give of each report the consents that stand: the newest row of a purpose counts."""
    if not numbers:
        return {}
    newest: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = (
        models.Consent.objects.filter(report_id__in=numbers)
        if len(numbers) <= _QUERY_AT_ONCE
        else models.Consent.objects.filter(report_id__gte=min(numbers), report_id__lte=max(numbers))
    )
    for report, purpose, given in rows.order_by("id").values_list("report_id", "purpose", "given"):
        newest[report][purpose] = given
    return {number: [one for one, given in newest[number].items() if given] for number in numbers}


def _sightings(rows: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    _, *columns = zip(*rows, strict=True) if rows else [()] * (1 + len(SIGHTINGS))
    arrays = [
        _times(column) if one.type == TIMESTAMP else pa.array(column, one.type)
        for column, one in zip(columns, SIGHTINGS, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=SIGHTINGS)


def _passages(rows: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) if rows else [()] * 11
    _, ids, received, occurred, source, reporter, start, end, size, name, signature = columns
    times = pa.RecordBatch.from_arrays([_times(received), _times(occurred)], ["received_at", "occurred_at"])
    at, basis = extract.when(times)
    arrays = [
        pa.array(ids, pa.string()), at, basis, pa.array(source, pa.string()), pa.array(reporter, pa.string()),
        pa.array(start, pa.int64()), pa.array(end, pa.int64()), pa.array(size, pa.int64()),
        pa.array(np.array([int(one, 16) for one in name], np.uint64)),
        pa.array([bytes(one) for one in signature], _SIGNATURE),
    ]  # fmt: skip
    return pa.RecordBatch.from_arrays(
        [one.cast(f.type) for one, f in zip(arrays, PASSAGES, strict=True)], schema=PASSAGES
    )


def _times(told: Sequence[Any]) -> pa.Array:
    """Read times as the database gives them: SQLite keeps text, in UTC."""
    if any(isinstance(one, datetime) for one in told):
        return pa.array([None if one is None else one.astimezone(UTC) for one in told], TIMESTAMP)
    return pa.array(told, pa.string()).cast(pa.timestamp("us")).cast(TIMESTAMP)


_MADE = {"sightings": _sightings, "passages": _passages}
