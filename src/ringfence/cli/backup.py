"""``ringfence backup``: the ledger, its sealed files and the linker's tables in one encrypted file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ringfence.actions.backing_up import back_up
from ringfence.cli.screen import emit, json_option, table
from ringfence.ledger.backup_keys import DAYS
from ringfence.words import now


@click.command(name="backup")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=DAYS,
    show_default=True,
    help="For how many days it can be opened.",
)
@json_option
def command(out: Path, days: int, *, as_json: bool) -> None:
    """Back this node up into OUT, a new file or a folder; the node may run meanwhile.

    It is encrypted with age to a key of its own in RINGFENCE_HOME/keys/backups, and holds no key: keep a copy
    of the folder keys and of node.key elsewhere. The key is destroyed after --days; then nobody opens the
    backup any more, and whoever was erased is gone from it as well.

    \b
    Example:
      ringfence backup /var/backups/ringfence/
    """
    done = back_up(out, now(), days=days)
    rows = [
        ("file", f"{done.file} ({done.size:,} bytes)"),
        ("reports", f"{done.reports:,}"),
        ("sealed files", f"{done.uploads:,}"),
        ("key", f"keys/backups/{done.key}.key"),
        ("can be opened until", f"{done.expires_at:%Y-%m-%d %H:%M} UTC"),
    ]
    emit(asdict(done), lambda screen: screen.print(table(None, ("", ""), rows)), as_json=as_json)
