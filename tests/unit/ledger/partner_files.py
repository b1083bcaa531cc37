"""Files of a partner, made as a partner makes them: gathered and extracted."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ringfence.actions.extract import extract_reports
from ringfence.actions.gather import Options, gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KEY = bytes(range(32))
CLOCK = datetime(2026, 3, 20, tzinfo=UTC)
SCRIPT = (
    "Your computer has been locked. Do not turn it off. Call the support desk at once, or all of your "
    "pictures and letters will be deleted for ever within the hour"
)


def number(ring: int) -> str:
    """Give the number on which a ring is called back."""
    return f"1-888-555-01{ring:02}"


def story(ring: int, person: int) -> str:
    """Tell of a call to a ring in words of one's own, and in the ring's."""
    pages = ("blue", "red", "white", "black", "green")
    return (
        f'A {pages[person % 5]} page number {person} filled the screen and a voice said "{SCRIPT}". '
        f"I called {number(ring)} and paid at harbour-{ring}.example."
    )


def people(rings: int, each: int, begin: int = 0) -> list[tuple[int, int]]:
    """List who tells of which ring."""
    return [(ring, begin + ring * 1_000 + one) for ring in range(rings) for one in range(each)]


def made(
    folder: Path,
    who: Sequence[tuple[int, int]],
    *,
    source: str = "public-desk",
    name: str = "one",
    clock: datetime = CLOCK,
) -> tuple[Path, Path]:
    """Write the reports and sightings of some people, made in the weeks before a time; give both files."""
    rows = folder / f"{name}.csv"
    with rows.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["reference", "text", "reporter_email", "received_at", "country", "consents"])
        for ring, person in who:
            day = (clock - timedelta(days=4 + person % 15, minutes=person % 60)).isoformat()
            writer.writerow(
                [
                    f"{name}-{person}",
                    story(ring, person),
                    f"p{person}@mail.example",
                    day,
                    "US",
                    "share_police",
                ]
            )
    reports, sightings = folder / f"{name}.reports.parquet", folder / f"{name}.sightings.parquet"
    gather([rows], reports, node_key=KEY, options=Options(source=source, clock=clock))
    extract_reports(reports, sightings)
    return reports, sightings
