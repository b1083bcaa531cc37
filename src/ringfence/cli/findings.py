"""``ringfence findings``: what is seen about numbers without a link."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions.findings import KINDS, Findings, clearest_findings
from ringfence.cli.screen import emit, json_option, table
from ringfence.rings.sentences import count

if TYPE_CHECKING:
    from rich.console import Console

_TITLES = {"block": "Blocks in which calls rotate", "burst": "Bursts"}
_COLUMNS = ("value", "numbers", "reports", "reporters", "from", "to", "expected", "seen", "q")


@click.command("findings")
@click.option(
    "--in",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="The ring folder that link wrote.",
)
@click.option("--kind", type=click.Choice(KINDS), help="Only these.")
@click.option(
    "--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many of each kind."
)
@json_option
def command(folder: Path, kind: str | None, most: int, as_json: bool) -> None:
    """Show blocks of numbers in which calls rotate, and bursts of a number or block.

    Findings are about numbers, not people: a number that was shown may belong to someone who knows nothing of
    it. They make no ring and are nothing to publish.

    \b
    Example:
      ringfence findings --in rings
      ringfence findings --in rings --kind block --most 100 --json
    """
    found = clearest_findings(folder, kind, most)
    emit(asdict(found), lambda screen: _show(screen, found), as_json=as_json)


def _show(screen: Console, found: Findings) -> None:
    screen.print(f"{count(found.blocks, 'block')}, {count(found.bursts, 'burst')}.")
    for kind, title in _TITLES.items():
        rows = [
            (
                one.value,
                one.numbers,
                one.reports,
                one.reporters,
                str(one.from_on),
                str(one.to_on),
                round(one.expected, 1),
                one.seen,
                f"{one.q:.0e}",
            )
            for one in found.clearest
            if one.kind == kind
        ]
        if rows:
            screen.print()
            screen.print(table(title, _COLUMNS, rows))
