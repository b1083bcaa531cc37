"""Complaint files as two companies and a public desk would hand them in: two call centres, forty people.

Each source writes other columns and other words. Every fifth text holds the writer's own details, which must
never leave ``reports.parquet``.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.cast import BEN, CONTOSO, HARBOUR, LANTERN, NORTHWIND, PUBLIC_DESK, CallCentre

if TYPE_CHECKING:
    from pathlib import Path

FIRST_DAY = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
PEOPLE = 40
NAMES = ("Alma", "Bruno", "Carol", "Dieter", "Edith", "Frank", "Greta", "Hugo", "Irene", "Jonas")


def _story(number: int, centre: CallCentre) -> str:
    told = (
        f'A page filled my screen: "{centre.script}". It said to call {centre.callback}, so I did.',
        f"I was on the web site {centre.domain} when it froze and told me to call {centre.callback}.",
        f'The warning read "{centre.script}" and I rang {centre.callback} as it said.',
        f"He told me to call back on {centre.callback}. He connected from AnyDesk ID {centre.operator}.",
        f"The man sent me to {centre.domain} and then his AnyDesk {centre.operator} took over my computer.",
    )
    own = (
        f" My name is {BEN.name} and you can reach me on {BEN.phone} or {BEN.email}."
        if number % 5 == 0
        else ""
    )
    return told[number % len(told)] + own


def write(folder: Path) -> list[Path]:
    """Write the three files.

    Returns:
        Their paths: Contoso's CSV, Northwind's JSON lines, the public desk's CSV.
    """
    contoso, northwind, desk = (
        folder / f"{CONTOSO}.csv",
        folder / f"{NORTHWIND}.jsonl",
        folder / f"{PUBLIC_DESK}.csv",
    )
    rows = []
    for number in range(PEOPLE):
        centre = HARBOUR if number % 2 else LANTERN
        at = FIRST_DAY + timedelta(hours=17 * number)
        name = BEN.name if number % 5 == 0 else f"{NAMES[number % 10]} Example-{number}"
        email = BEN.email if number % 5 == 0 else f"person{number}@mail.example"
        rows.append((f"C-{number:03}", at, name, email, centre, _story(number, centre)))
    with contoso.open("w", newline="", encoding="utf-8") as opened:
        sheet = csv.writer(opened)
        sheet.writerow(
            ["Complaint ID", "Received", "Customer Name", "Customer Email", "Country", "What happened"]
        )
        sheet.writerows(
            [ref, at.isoformat(), name, email, "US", text] for ref, at, name, email, _, text in rows[:16]
        )
    with northwind.open("w", encoding="utf-8") as opened:
        for ref, at, _, _, _, text in rows[16:28]:
            opened.write(
                json.dumps({"id": ref, "received_at": at.isoformat(), "text": text, "country": "US"}) + "\n"
            )
    with desk.open("w", newline="", encoding="utf-8") as opened:
        sheet = csv.writer(opened)
        sheet.writerow(["reference", "date", "email", "country", "text", "number dialled"])
        sheet.writerows(
            [ref, at.date().isoformat(), email, "US", text, centre.callback]
            for ref, at, _, email, centre, text in rows[28:]
        )
    return [contoso, northwind, desk]
