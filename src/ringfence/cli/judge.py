"""``ringfence judge``: decide that two reports or rings are the same or different, or undo it."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions.judge import Judged, judge_pair, undo
from ringfence.cli.link import remarks
from ringfence.cli.screen import emit, json_option, progress, table
from ringfence.rings.judgement import Decision
from ringfence.words import UsageError, now

if TYPE_CHECKING:
    from rich.console import Console


@click.command("judge")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("decision", required=False, type=click.Choice([one.value for one in Decision]))
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--why", help="The reason, for those who read it later.")
@click.option("--by", help="Who decides; default: the user's name on this computer.")
@click.option("--undo", "undone", metavar="ID", help="Take away the effect of an earlier judgement.")
@json_option
def command(  # noqa: PLR0917 - click hands every option by its name
    folder: Path,
    decision: str | None,
    a: str | None,
    b: str | None,
    why: str | None,
    by: str | None,
    undone: str | None,
    as_json: bool,
) -> None:
    """Decide about two reports or rings of DIR, or undo it, and link anew.

    A decision is only ever added; after --undo everything stands as it stood before.

    \b
    Example:
      ringfence judge rings same ring-0a1b2c3d4e5f ring-5f4e3d2c1b0a --why "same voice on both recordings"
      ringfence judge rings different report-0123456789abcdef0123 report-3210fedcba9876543210 --why "resold"
      ringfence judge rings --undo judgement-0a1b2c3d4e5f
    """
    who = by or getpass.getuser()
    if undone is not None:
        if decision is not None:
            raise UsageError("--undo was given with a decision", advice="Do one after the other")
        with progress("linking") as report:
            done = undo(folder, undone, by=who, at=now(), reason=why or "", progress=report)
    elif decision is None or a is None or b is None:
        raise UsageError("say what to decide about which two", advice="See ringfence judge --help")
    else:
        with progress("linking") as report:
            done = judge_pair(folder, decision, (a, b), by=who, at=now(), reason=why or "", progress=report)
    document = {"judgement": asdict(done.judgement), "moved": done.moved, "linking": asdict(done.linking)}
    emit(document, lambda screen: _show(screen, done), as_json=as_json)


def _show(screen: Console, done: Judged) -> None:
    rows = [
        ("judgement", done.judgement.id),
        ("reports that moved", done.moved),
        ("rings", done.linking.rings),
        ("reports in a ring", done.linking.in_rings),
        ("judgements that stand", done.linking.judgements),
    ]
    screen.print(table(None, ("", ""), rows))
    remarks(done.linking)
