"""``ringfence share``: what of a ring may go to others, as a STIX 2.1 bundle."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.share import Receiver, Shared, share
from ringfence.cli.screen import emit, json_option, table
from ringfence.exchange.marking import Audience
from ringfence.rings.sentences import count
from ringfence.words import Tlp

if TYPE_CHECKING:
    from rich.console import Console

_TO = {
    "public": Audience.PUBLIC,
    "community": Audience.COMMUNITY,
    "partner": Audience.PARTNER,
    "force": Audience.FORCE,
}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="share")
@click.argument("ring")
@click.option(
    "--in", "folder", required=True, type=click.Path(path_type=Path), help="The ring folder that link wrote."
)
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The bundle to write.",
)
@click.option(
    "--to", type=click.Choice(list(_TO)), default="community", show_default=True, help="Who receives it."
)
@click.option(
    "--tlp",
    type=click.Choice([one.value for one in Tlp]),
    help="The marking; absent: the strictest that may go there.",
)
@click.option("--agreement", type=_FILE, help="The signed agreement; needed for a partner.")
@click.option("--key", type=_FILE, help="The key we signed it with; absent: the one in RINGFENCE_HOME.")
@click.option(
    "--organisation",
    help="Who says so; absent: as we are called in the agreement, else 'this organisation'.",
)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
    help="The time that the bundle tells, in UTC; absent: now. The same time gives the same bytes.",
)
@json_option
def command(ring: str, folder: Path, out: Path, to: str, as_json: bool, **given: object) -> None:
    """Write what of a ring may go to others as a STIX 2.1 bundle, and say what was held back and why.

    No report marked more strictly goes in, and none is counted without its reporter's consent. Never in it:
    what victims wrote, who they are, callers' numbers, and what is genuine.

    \b
    Example:
      ringfence share ring-3f2a --in rings -o bundle.json --organisation Contoso
      ringfence share ring-3f2a --in rings -o bundle.json --to partner --agreement agreement.json
    """
    at, tlp, agreement, key = (given[name] for name in ("at", "tlp", "agreement", "key"))
    organisation = given["organisation"]
    shared = share(
        folder,
        ring,
        out,
        Receiver(
            _TO[to],
            agreement if isinstance(agreement, Path) else None,
            key if isinstance(key, Path) else None,
        ),
        organisation=None if organisation is None else str(organisation),
        tlp=None if tlp is None else Tlp(str(tlp)),
        at=at.replace(tzinfo=UTC) if isinstance(at, datetime) else None,
    )
    emit(asdict(shared), lambda screen: _show(screen, shared), as_json=as_json)


def _show(screen: Console, shared: Shared) -> None:
    screen.print(Text(shared.ring_id, style="bold"))
    told = f"{count(shared.values, 'value')} of {count(shared.reports, 'report')} that may be counted"
    screen.print(Text(f"{shared.marking} for {shared.to}: {told}"))
    screen.print()
    screen.print(table("What went in", ("type", "objects"), list(shared.objects.items())))
    if shared.held:
        screen.print()
        rows = [(one.count, one.what, one.why) for one in shared.held]
        screen.print(table("What was held back", ("", "", "why"), rows))
    screen.print()
    screen.print(Text(f"{shared.path}: {shared.bytes:,} bytes, {shared.digest}"), soft_wrap=True)
