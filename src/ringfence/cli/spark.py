"""``ringfence spark``: extract and link on Spark, where one machine is outgrown."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ringfence.cli.link import doubts
from ringfence.cli.screen import emit, json_option, table
from ringfence.rings.engines.spark import session
from ringfence.rings.engines.spark_extract import write_sightings
from ringfence.rings.engines.spark_link import MOST, write_rings
from ringfence.rings.ring import Settings

if TYPE_CHECKING:
    from rich.console import Console


@click.group("spark")
def command() -> None:
    """Extract and link on Apache Spark, from an object store to an object store.

    It runs on the session of spark-submit, else on this machine's cores, and needs Java 17 and the extra
    spark. REPORTS, SIGHTINGS and OUTPUT are addresses (s3a://, hdfs://, file://) of Parquet files or of
    folders of them. docs/how-to/run-on-spark.md tells what to start, and how much of it.

    \b
    Example:
      ringfence spark extract file:///data/reports -o file:///data/sightings
      ringfence spark link file:///data/sightings -o file:///data/rings --reports file:///data/reports
    """


@command.command("extract")
@click.argument("reports")
@click.option("-o", "--output", required=True, help="Address of the folder for the sightings.")
@click.option("--world", is_flag=True, help="Accept the numbers of a made-up world (+999…).")
@json_option
def extract(reports: str, output: str, world: bool, as_json: bool) -> None:
    """Find the sightings of reports, scripts among them.

    \b
    Example:
      ringfence spark extract s3a://intake/reports -o s3a://intake/sightings
    """
    done = asdict(write_sightings(session(Settings()), reports, output, world=world))
    emit(done, lambda screen: _show(screen, done), as_json=as_json)


@command.command("link")
@click.argument("sightings")
@click.option("-o", "--output", required=True, help="Address of the folder for the rings.")
@click.option("--reports", help="Address of the reports, for countries and reports without a sighting.")
@click.option(
    "--coarsen",
    type=click.IntRange(min=1),
    default=MOST,
    show_default=True,
    help="Above so many edges they are cut into pieces of that size, and each is linked by itself.",
)
@json_option
def link(sightings: str, output: str, reports: str | None, coarsen: int, as_json: bool) -> None:
    """Find the rings behind sightings; the same as ringfence link, without judgements and earlier runs.

    \b
    Example:
      ringfence spark link s3a://intake/sightings -o s3a://intake/rings --reports s3a://intake/reports
    """
    settings = Settings()
    counts, rings = write_rings(session(settings), sightings, output, settings, reports=reports, most=coarsen)
    done = asdict(counts) | asdict(rings)
    doubted = done.get("doubted", ())
    shown = {name: told for name, told in done.items() if name != "doubted"}
    emit(done, lambda screen: _show(screen, shown), as_json=as_json)
    if not as_json:
        doubts(doubted)


def _show(screen: Console, done: dict[str, int | str]) -> None:
    screen.print(table(None, ("", ""), [(name.replace("_", " "), told) for name, told in done.items()]))
