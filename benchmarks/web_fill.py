"""Fill the ledger of a node with made-up reports, quickly: rows of the tables, past the steps that make them.

    RINGFENCE_HOME=/tmp/node python -m benchmarks.web_fill 1000000

What stands in it is shaped as the public sends it: most values once or twice, a few thousand in many reports.
Every number is one that nobody has (NANP 555-0100 to 0199), every site ends in ``.example``.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from ringfence.actions.prepare import prepare
from ringfence.ledger import vault
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

A_REPORT = 5
"""Sightings of a report, as the made-up world's reports have them."""
NUMBERS = 80_000
HOT = 2_000
"""Values that a third of all sightings hold."""
_AT_ONCE = 20_000
_REPORT = (
    *("id", "report_id", "reference", "source", "reporter", "received_at", "lang", "payments", "stated"),
    *("tlp", "originals", "person_id", "wording", "public", "heard"),
)
_SIGHTING = ("report_id", "kind", "value", "role", "validity", "strength")


def number(of: int) -> str:
    """Give one of `NUMBERS` numbers that nobody has."""
    return f"+1{201 + of // 100 % 789}555{100 + of % 100:04}"


def value(of: int) -> tuple[str, str, str]:
    """Give kind, value and role of one of the made-up values: a fourth are numbers, the others are sites."""
    if of % 4 == 0:
        return "phone", number(of // 4 % NUMBERS), "callback"
    return "domain", f"helpline-{of}.example", "visited"


def fill(sightings: int, seed: int = 0) -> None:
    """Add so many sightings, and the reports that hold them, to the ledger of this process's node."""
    prepare()
    chance = random.Random(seed)  # noqa: S311 - a made-up world wants a seed
    now = datetime.now(UTC)
    person, _ = vault.new_person(now)
    person.save()
    first = (models.Report.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1
    reports = sightings // A_REPORT
    with transaction.atomic():
        _insert("ledger_report", _REPORT, (_report(first + at, person, now, chance) for at in range(reports)))
        _insert("ledger_sighting", _SIGHTING, _sightings(first, reports, chance))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            newest = "(SELECT MAX(id) FROM ledger_report)"
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('ledger_report', 'id'), {newest})")
            cursor.execute("VACUUM")  # else the server does so while it is measured
            cursor.execute("CHECKPOINT")
        cursor.execute("ANALYZE")


def _report(of: int, person: models.Person, now: datetime, chance: random.Random) -> tuple[Any, ...]:
    reporter = None if chance.random() < 0.3 else f"reporter-{chance.getrandbits(80):020x}"
    at = now - timedelta(minutes=chance.randrange(600_000))
    return (
        *(of, f"report-{of:020}", f"RF-{of}", "public-desk", reporter, at, "en", "[]", "[]"),
        *("TLP:AMBER", "[]", person.pk, f"{chance.getrandbits(128):032x}", True, True),
    )


def _sightings(first: int, reports: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    many = reports * A_REPORT
    for of in range(many):
        hot = chance.random() < 1 / 3
        kind, said, role = value(chance.randrange(HOT) if hot else chance.randrange(many))
        yield first + of // A_REPORT, kind, said, role, "valid", 1.0


def _insert(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    while batch := [row for _, row in zip(range(_AT_ONCE), rows, strict=False)]:
        stored = [
            tuple(
                connection.ops.adapt_datetimefield_value(one) if isinstance(one, datetime) else one
                for one in row
            )
            for row in batch
        ]
        with connection.cursor() as cursor:
            cursor.executemany(insert, stored)


def main(asked: str) -> None:
    """Fill, or with ``count`` print how many reports there are."""
    if asked == "count":
        print(models.Report.objects.count())
    else:
        fill(int(asked))


if __name__ == "__main__":
    main(sys.argv[1])
