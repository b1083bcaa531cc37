"""``ringfence relink``: link what the ledger holds, now."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.prepare import prepare
from ringfence.actions.relink import Relinked, relink
from ringfence.cli.link import doubts
from ringfence.cli.screen import emit, json_option, progress
from ringfence.words import now

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console


@click.command(name="relink")
@json_option
def command(*, as_json: bool) -> None:
    """Link everything that the ledger holds, now, into RINGFENCE_HOME/rings.

    The rings keep their ids. Whoever reported to the public desk sees at their follow-up with how many others
    they were linked. `ringfence work` does the same by itself soon after new reports.

    \b
    Example:
      ringfence relink
      ringfence explain --in ~/.ringfence/rings
    """
    node = prepare()
    with progress("linking") as report:
        done = relink(now(), progress=report)
    emit(asdict(done), lambda screen: _show(screen, done, node.rings), as_json=as_json)


def _show(screen: Console, done: Relinked, rings: Path) -> None:
    if not done.run:
        screen.print(Text("The ledger holds no report yet. Load some: ringfence load reports.parquet"))
        return
    new = "" if done.linked else "Nothing was new. "
    screen.print(
        Text(
            f"{new}{done.in_rings:,} of {done.reports:,} reports stand in {done.rings:,} rings; "
            f"{done.told:,} who reported are told of it ({done.run})."
        )
    )
    doubts(done.doubted)
    screen.print(Text(f"Next: ringfence explain --in {rings}"), soft_wrap=True)
