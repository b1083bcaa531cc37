"""``ringfence place``: give new reports a provisional ring at once."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.place import place_sightings, placed_in
from ringfence.cli.screen import emit, json_option, progress, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ringfence.rings.place import Placed

_SHOWN = 20


@click.command("place")
@click.argument("sightings", type=click.Path(path_type=Path), required=False)
@click.option(
    "--in", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The ring folder."
)
@json_option
def command(sightings: Path | None, folder: Path, as_json: bool) -> None:
    """Place the new reports of SIGHTINGS into the rings of DIR, without linking anew.

    What comes of it is provisional, and says so in members.parquet; the next `ringfence link` settles it.
    Without SIGHTINGS: what was placed since DIR was linked.

    \b
    Example:
      ringfence place sightings-of-today.parquet --in rings
      ringfence place --in rings --json
    """
    if sightings is None:
        rows = placed_in(folder)
        emit({"placed": [_row(one) for one in rows]}, lambda screen: _show(screen, rows, 0), as_json=as_json)
        return
    with progress("placing") as report:
        done = place_sightings(folder, sightings, progress=report)
    document = {
        "reports": done.reports,
        "in_rings": done.in_rings,
        "linked": done.linked,
        "placed": [_row(one) for one in done.placed],
    }
    emit(document, lambda screen: _show(screen, done.placed, done.linked), as_json=as_json)


def _row(one: Placed) -> dict[str, object]:
    return asdict(one) | {"provisional": True}


def _show(screen: Console, rows: Sequence[Placed], linked: int) -> None:
    if rows:
        shown = [
            [one.report_id, one.ring_id, one.confidence, one.second_ring_id, len(one.because)]
            for one in rows[:_SHOWN]
        ]
        columns = ("report", "ring", "confidence", "next ring", "values")
        screen.print(table(None, columns, shown))
        if len(rows) > _SHOWN:
            screen.print(Text(f"… and {len(rows) - _SHOWN:,} more; --json shows all."))
    placed = sum(one.ring_id is not None for one in rows)
    screen.print(
        Text(
            f"{len(rows):,} new reports, {placed:,} in a ring. All of it is provisional until the next link."
        )
    )
    if linked:
        screen.print(Text(f"{linked:,} reports were linked already; where they stand is not touched."))
