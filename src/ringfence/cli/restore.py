"""``ringfence restore``: a backup verified, put in place, and those who were erased since erased again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ringfence.actions.restoring import Restored, restore
from ringfence.cli.screen import emit, json_option
from ringfence.words import now


@click.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="IN")
@click.option(
    "--replace", is_flag=True, help="Also when the home is not empty; reports since the backup are lost."
)
@click.option("--check", is_flag=True, help="Only verify it; change nothing.")
@json_option
def command(file: Path, *, replace: bool, check: bool, as_json: bool) -> None:
    """Restore the backup IN into RINGFENCE_HOME, which must be empty but for its keys.

    Everything is verified before anything is changed. Who was erased since the backup was taken is erased
    again; with --replace, legal holds, withdrawn consents, corrections and what else was decided since are
    kept. The node must not be running. Killed at any point, it is run again with --replace.

    \b
    Example:
      ringfence restore backup-2026-03-02-0123abcd.age --check
      ringfence restore backup-2026-03-02-0123abcd.age --replace
    """
    done = restore(file, now(), replace=replace, check=check)
    emit(asdict(done), lambda screen: screen.print(_said(done)), as_json=as_json)


def _said(done: Restored) -> str:
    of = f"the backup of {done.made_at:%Y-%m-%d %H:%M} UTC: reports: {done.reports:,}, files: {done.files:,}"
    if done.checked:
        return f"Sound, and this node can open it: {of}. Nothing was changed."
    people = (
        "Nobody was erased since"
        if not done.erased
        else f"Erased again, for they were erased since: {done.erased:,}"
    )
    if done.carried is None:
        unknown = "is not known: no ledger was here"
        decided = f"What else was decided since (holds, consents, corrections) {unknown}."
    elif done.carried:
        decided = f"Holds, consents, corrections and the like since then were kept: {done.carried:,}."
    else:
        decided = "Nothing else was decided since."
    return f"Restored {of}. {people}. {decided} Now run ringfence doctor, and start the node."
