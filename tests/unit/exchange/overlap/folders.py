"""Ring folders of two sides: one ring that both know, one of each, and reports by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ringfence.actions.link import link_sightings
from ringfence.actions.runs import Sources
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.reports.report import REPORTS
from ringfence.words import Tlp

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 3, 1, tzinfo=UTC)
REPORTERS = 12
SHARED = (("phone", "+18885550123", "callback"), ("remote_access", "anydesk:999041772", "operator"))


def ring_folder(folder: Path, source: str) -> Path:
    """Link one ring that both sides know, one that this side alone knows, and reports by themselves."""
    rows: list[dict[str, object]] = []
    reports: list[dict[str, object]] = []

    def told(number: int, values: tuple[tuple[str, str, str], ...]) -> None:
        name, at = f"report-{source}-{number:04}", START + timedelta(hours=number)
        country = "US" if number % 2 == 0 else None if number % 3 == 0 else "GB"
        tlp = (Tlp.AMBER, Tlp.RED)[number % 5 == 0].value
        reports.append(
            {
                "report_id": name,
                "reference": str(number),
                "source": source,
                "reporter": f"person-{source}-{number}",
                "received_at": at + timedelta(days=1),
                "country": country,
                "text": "",
                "payments": [],
                "stated": [],
                "consents": [],
                "tlp": tlp,
                "originals": [],
            }
        )
        rows.extend(
            {
                "report_id": name,
                "kind": kind,
                "value": value,
                "role": role,
                "validity": "valid",
                "strength": 0.93,
                "at": at,
                "at_basis": "reported",
                "source": source,
                "reporter": f"person-{source}-{number}",
            }
            for kind, value, role in values
        )

    for number in range(REPORTERS):
        told(number, SHARED)
    for number in range(REPORTERS, 2 * REPORTERS):
        told(
            number,
            (
                ("phone", f"+1888555019{len(source) % 10}", "callback"),
                ("domain", f"{source}-only.example", "visited"),
            ),
        )
    for number in range(2 * REPORTERS, 5 * REPORTERS):
        told(number, (("domain", f"alone-{source}-{number}.example", "visited"),))
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=SIGHTINGS), folder / "sightings.parquet")
    pq.write_table(pa.Table.from_pylist(reports, schema=REPORTS), folder / "reports.parquet")
    link_sightings(Sources(folder / "sightings.parquet", folder / "reports.parquet"), folder / "rings")
    return folder / "rings"
