"""``ringfence scenario``: make a made-up world to work on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.screen import emit, json_option, note, progress, table
from ringfence.scenario import rival
from ringfence.scenario.parameters import SETTINGS, WORLDS, stressed
from ringfence.scenario.world import make
from ringfence.scenario.write import write

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.scenario.write import Written


_RIVAL = "rival"


@click.command("scenario")
@click.argument("name", type=click.Choice(sorted([*WORLDS, _RIVAL])))
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(path_type=Path), help="The folder to write to."
)
@click.option(
    "--reports",
    type=int,
    help="How many reports; absent: 2,450 for chakra, 10,000 for town (at least 200), 30,000 for rival.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same world.")
@click.option("--companies", type=int, default=2, show_default=True, help="Companies beside the public desk.")
@click.option(
    "--overlap",
    type=float,
    default=0.5,
    show_default=True,
    help="Share of a company's rings that another one sees too (town).",
)
@click.option(
    "--setting",
    type=click.Choice(list({**SETTINGS, **rival.SETTINGS})),
    default="usual",
    show_default=True,
    help="What makes linking harder (hard: rival alone).",
)
@json_option
def command(
    *,
    name: str,
    folder: Path,
    reports: int | None,
    seed: int,
    companies: int,
    overlap: float,
    setting: str,
    as_json: bool,
) -> None:
    """Make a realistic, openly made-up world: complaint files, and the truth beside them.

    chakra re-enacts the joint operation of two companies against fourteen call centres. town is a general
    world of any size. Each source has a file of its own format; truth.parquet and value_truth.parquet tell
    which ring is behind each report and what stands in it. rival has other assumptions and no text: it gives
    sightings.parquet and truth.parquet, to judge a linker by.

    \b
    Example:
      ringfence scenario chakra -o world
      ringfence scenario town -o big --reports 100000 --seed 7
      ringfence scenario rival -o hard --setting hard
    """
    if name == _RIVAL:
        chosen = rival.Parameters(reports=30_000 if reports is None else reports, seed=seed, setting=setting)
        with progress("Making sightings") as report:
            counts = rival.write(chosen, folder, report)
        emit(
            {"folder": str(folder), **counts}, lambda screen: _count(screen, counts, folder), as_json=as_json
        )
        return
    shape = WORLDS[name](reports=reports, seed=seed, companies=companies, overlap=overlap)
    world = make(stressed(shape, setting))
    with progress("Writing reports") as report:
        written = write(world, folder, report)
    emit(_document(written, folder), lambda screen: _show(screen, written, folder), as_json=as_json)
    if written.summary["numbers"] == "world":
        note("This world is too large for the numbers kept free for fiction; it uses +999 numbers.")
        note("Read it with: ringfence extract … --world")


def _count(screen: Console, counts: dict[str, int], folder: Path) -> None:
    screen.print(
        f"{counts['reports']:,} reports, {counts['of_a_ring']:,} of them of a ring;"
        f" {counts['sightings']:,} sightings."
    )
    screen.print(f"Everything in {folder} is invented.")


def _document(written: Written, folder: Path) -> dict[str, object]:
    return {"folder": str(folder), "sources": written.reports, **written.summary}


def _show(screen: Console, written: Written, folder: Path) -> None:
    counts = written.summary["counts"]
    assert isinstance(counts, dict)
    screen.print(table("What each source received", ("source", "reports"), list(written.reports.items())))
    screen.print(
        f"{counts['victims']:,} victims in {counts['countries']} countries, {counts['rings']:,} rings,"
        f" {written.values:,} values planted; {written.mails} of the desk's reports are mails."
    )
    hard = written.summary["difficulty"]
    assert isinstance(hard, dict)
    screen.print(
        f"Of the victims' reports {hard['one']:.0%} share a strong value with another of their ring,"
        f" {hard['two']:.0%} two or more; the largest ring has {hard['largest']:.0%} of them."
    )
    screen.print(f"Everything in {folder} is invented.")
