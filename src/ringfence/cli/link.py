"""``ringfence link``: find the rings behind sightings."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions.link import Linking, link_sightings
from ringfence.actions.priors import read_priors
from ringfence.actions.runs import ENGINES, Sources
from ringfence.cli.screen import emit, json_option, note, progress, table
from ringfence.rings.ring import Settings
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

_SAID = {
    "sightings": "sightings read",
    "reports": "reports with a sighting",
    "in_rings": "reports in a ring",
    "in_cores": "reports in a core",
    "rings": "rings",
    "cores": "cores",
    "values": "values in two reports or more",
    "linking": "values that link",
    "enablers": "values that serve several rings",
    "redirected": "older ids that lead elsewhere",
    "judgements": "judgements that stand",
}
_LACKING = {
    "validity": "every value counts as valid",
    "strength": "every value counts as much as its kind and role do",
    "source": "all reports count as one source's",
    "reporter": "nobody is known, and all reports of one source count as one person's",
    "start": "no report is known to repeat another's text",
    "end": "which reports repeat a text is told by where values begin",
}


@click.command("link")
@click.argument("sightings", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The ring folder to write."
)
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    help="reports.parquet, for countries and for reports without a sighting.",
)
@click.option(
    "--judgements", type=click.Path(path_type=Path), help="What analysts decided: judgements.jsonl."
)
@click.option(
    "--priors",
    type=click.Path(path_type=Path),
    help="What each kind of evidence is worth, as judge --priors wrote it.",
)
@click.option("--previous", type=click.Path(path_type=Path), help="The ring folder whose ids live on.")
@click.option(
    "--engine",
    type=click.Choice(sorted(ENGINES)),
    default="duckdb",
    help="How the evidence is computed; all give the same. Spark needs Java 17 and the extra spark.",
)
@json_option
def command(
    *,
    sightings: Path,
    output: Path,
    reports: Path | None,
    judgements: Path | None,
    priors: Path | None,
    previous: Path | None,
    engine: str,
    as_json: bool,
) -> None:
    """Find the rings behind sightings, and write them as a folder.

    The judgements of the previous folder are honoured, too. What each file holds: docs/reference/files.md.

    \b
    Example:
      ringfence link sightings.parquet -o rings
      ringfence link sightings.parquet -o rings --reports reports.parquet --previous rings-last-week
    """
    settings = Settings() if priors is None else Settings(priors=read_priors(priors))
    sources = Sources(sightings, reports, engine, settings, linked_at=now())
    with progress("linking") as report:
        done = link_sightings(sources, output, judgements=judgements, previous=previous, progress=report)
    emit(asdict(done), lambda screen: _show(screen, done, output), as_json=as_json)


def _show(screen: Console, done: Linking, output: Path) -> None:
    told = asdict(done)
    screen.print(table(None, ("", ""), [(said, told[name]) for name, said in _SAID.items()]))
    remarks(done)
    screen.print(f"\nWhy: ringfence explain --in {output}", soft_wrap=True)


def remarks(done: Linking) -> None:
    """Say what a person should know about the input."""
    told = (
        (done.unknown_roles, "sightings have a role that is not known; they counted as their kind does"),
        (done.unknown_kinds, "sightings have a kind that is not known; they counted nothing"),
        (done.unmatched, "judgements name what was not linked here: they count once it is, and not before"),
        (done.contradicted, "judgements contradict others; keeping apart won"),
    )
    for number, said in told:
        if number:
            note(f"{number:,} {said}.")
    for column in done.lacking:
        note(f"The sightings have no column {column}: {_LACKING[column]}.")
    for source in done.signed:
        note(
            f"Most of those who are known at {source} filed four reports and more, as where agents sign. "
            "Who does is heard on nothing that joins rings: give each report the id of whom it is about."
        )
    doubts(done.doubted)


def doubts(sources: Iterable[str]) -> None:
    """Say which sources were heard as one person each, and what to do."""
    for source in sources:
        note(
            f"Reports from {source} tie together what those from everywhere else keep apart. "
            "All of them count as one person, who joins no rings and holds no core; look at them before you "
            "rely on what stands on them."
        )
