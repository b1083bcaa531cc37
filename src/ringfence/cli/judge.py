"""``ringfence judge``: decide that two reports or rings are the same or different, or undo it."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions.judge import Judged, judge_pair, undo
from ringfence.actions.priors import priors_of, write_priors
from ringfence.cli.link import remarks
from ringfence.cli.screen import emit, json_option, progress, table
from ringfence.rings.judgement import Decision
from ringfence.words import UsageError, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ringfence.rings.priors import Estimate


@click.command("judge")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("decision", required=False, type=click.Choice([one.value for one in Decision]))
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--why", help="The reason, for those who read it later.")
@click.option("--by", help="Who decides; default: the user's name on this computer.")
@click.option("--undo", "undone", metavar="ID", help="Take away the effect of an earlier judgement.")
@click.option("--priors", is_flag=True, help="Show what the judgements say of each kind of evidence.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --priors: write it for link --priors.",
)
@json_option
def command(
    *,
    folder: Path,
    decision: str | None,
    a: str | None,
    b: str | None,
    why: str | None,
    by: str | None,
    undone: str | None,
    priors: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Decide about two reports or rings of DIR, or undo it, and link anew.

    A decision is only ever added; after --undo everything stands as it stood before. What a kind of evidence
    is worth is changed by no decision: --priors shows what they say of it together, and writes it down.

    \b
    Example:
      ringfence judge rings same ring-0a1b2c3d4e5f ring-5f4e3d2c1b0a --why "same voice on both recordings"
      ringfence judge rings different report-0123456789abcdef0123 report-3210fedcba9876543210 --why "resold"
      ringfence judge rings --undo judgement-0a1b2c3d4e5f
      ringfence judge rings --priors -o priors.json
    """
    if priors or output is not None:
        if not priors or decision is not None or undone is not None:
            raise UsageError("-o goes with --priors, and nothing else does", advice="Do one after the other")
        _priors(folder, output, as_json=as_json)
        return
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


def _priors(folder: Path, output: Path | None, *, as_json: bool) -> None:
    found = priors_of(folder)
    if output is not None:
        write_priors(output, found)
    emit(
        {"priors": [asdict(one) for one in found], "written": None if output is None else str(output)},
        lambda screen: _show_priors(screen, found, output),
        as_json=as_json,
    )


def _show_priors(screen: Console, found: Sequence[Estimate], output: Path | None) -> None:
    if not found:
        screen.print("No two reports that share a value were judged the same or different.")
        return
    rows = [
        (
            f"{one.kind.replace('_', ' ')}, {one.role.replace('_', ' ')}",
            one.pairs,
            one.same,
            one.different,
            one.prior,
            one.estimate,
            one.why or "",
        )
        for one in found
    ]
    columns = (
        "kind and role",
        "pairs judged",
        "values same",
        "different",
        "prior",
        "estimate",
        "why not moved",
    )
    screen.print(table("How much a shared value says, from 0 to 1", columns, rows))
    if any(one.estimate > one.prior for one in found):
        screen.print(
            "What is above its prior counts only for sightings that give no strength of their own; those of "
            "extract give the table's, which may be lowered and never raised."
        )
    if output is None:
        screen.print("Nothing was changed. To link with it: -o FILE, then ringfence link … --priors FILE")
    else:
        screen.print(f"Written. To link with it: ringfence link … --priors {output}", soft_wrap=True)
