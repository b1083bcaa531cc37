"""``ringfence load``: the files of partners go into the ledger."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.keys import node_key
from ringfence.actions.loading import Loaded, load
from ringfence.actions.prepare import prepare
from ringfence.cli.screen import emit, json_option, progress, table
from ringfence.words import now

if TYPE_CHECKING:
    from rich.console import Console


@click.command("load")
@click.argument("reports", type=click.Path(path_type=Path))
@click.option(
    "--sightings",
    type=click.Path(path_type=Path),
    help="What extract found in REPORTS; default: it is extracted now, which takes longer.",
)
@click.option(
    "--world", is_flag=True, help="Accept the numbers of a made-up world (+999…), without --sightings."
)
@json_option
def command(*, reports: Path, sightings: Path | None, world: bool, as_json: bool) -> None:
    """Load REPORTS, as gather wrote them, into the ledger of RINGFENCE_HOME.

    A report that is in the ledger already is passed over, so that loading may be stopped and done again.
    Reports of the source public-desk, and those marked TLP:CLEAR, count before the public once they pass
    triage. Ends with 1 when something was left out.

    \b
    Example:
      ringfence load reports.parquet --sightings sightings.parquet
      RINGFENCE_HOME=/srv/ringfence ringfence load reports.parquet
    """
    prepare()
    began = time.monotonic()
    with progress("loading") as report:
        done = load(reports, sightings, at=now(), node_key=node_key(), world=world, progress=report)
    seconds = time.monotonic() - began
    document = asdict(done) | {"seconds": round(seconds, 2)}
    emit(document, lambda screen: _show(screen, done, seconds), as_json=as_json)
    if done.left_out or done.sightings_left_out:
        raise click.exceptions.Exit(1)


def _show(screen: Console, done: Loaded, seconds: float) -> None:
    rows = [(one.source, one.kept, one.passed_over, one.left_out) for one in done.sources]
    screen.print(table("Loaded", ("source", "kept", "there already", "left out"), rows))
    if done.why:
        screen.print()
        screen.print(table("Left out", ("times", "because"), [(many, why) for why, many in done.why.items()]))
    screen.print()
    screen.print(
        Text(
            f"{done.kept:,} reports and {done.sightings:,} sightings are new in the ledger ({seconds:.1f} s)."
        )
    )
    if done.unclear:
        screen.print(Text(f"{done.unclear:,} of them wait in the queue: ringfence queue list"))
