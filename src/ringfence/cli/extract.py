"""``ringfence extract``: find what links reports: numbers, sites, accounts, remote IDs, scripts."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.extract import Counted, extract_reports
from ringfence.actions.extract_texts import ExtractedTexts, extract_texts
from ringfence.actions.files import replacing
from ringfence.actions.keys import node_key
from ringfence.cli.screen import complain, emit, json_option, note, progress, table
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console


@click.command(name="extract")
@click.argument(
    "reports",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="[REPORTS]",
)
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write.")
@click.option(
    "--texts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Read JSON lines of {"id", "text", "country", "lang"} instead of reports.',
)
@click.option("--world", is_flag=True, help="Accept the numbers of a made-up world (+999…).")
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --texts: the node's key, for the digests of gift cards; none are made without.",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    reports: Path | None,
    out: Path | None,
    texts: Path | None,
    world: bool,
    key: Path | None,
    as_json: bool,
) -> None:
    """Find indicators and scripts in REPORTS, as gather wrote them, and write sightings.

    With --texts, each find is one JSON line, on standard output or in the file of -o; the reporter's own
    values are among them, with the role "reporter". Sightings of reports never hold these.

    \b
    Example:
      ringfence extract reports.parquet -o sightings.parquet
      ringfence extract --texts letters.jsonl
    """
    if (reports is None) == (texts is None):
        raise UsageError("there must be one thing to read", advice="Give REPORTS, or a file with --texts")
    if texts is not None:
        _texts(ctx, texts, out, world=world, key=key, as_json=as_json)
        return
    if reports is None or out is None:
        raise UsageError(
            "there is no place to write to", advice="Name a file with -o, such as -o sightings.parquet"
        )
    with progress("extracting") as tell:
        came = extract_reports(reports, out, world=world, progress=tell)

    def show(screen: Console) -> None:
        screen.print(
            Text(f"{came.reports:,} reports read, {came.sightings:,} sightings, {came.scripts:,} scripts.")
        )
        screen.print(table("Sightings", ("kind", "role", "validity", "sightings"), _rows(came.counts)))
        screen.print(Text(f"Next: ringfence link {out} -o rings --reports {reports}"))

    emit({**asdict(came), "file": str(out)}, show, as_json=as_json)


def _texts(
    ctx: click.Context, texts: Path, out: Path | None, *, world: bool, key: Path | None, as_json: bool
) -> None:
    secret = node_key(key) if key is not None else None
    with progress("reading") as tell, replacing(out) if out is not None else nullcontext() as beside:
        opened = nullcontext(sys.stdout) if beside is None else beside.open("w", encoding="utf-8")
        with opened as written:
            came = extract_texts(texts, written, world=world, node_key=secret, progress=tell)
    for wrong in came.rejected:
        complain(wrong)
    if out is None:
        note(f"{came.texts:,} texts read, {came.found:,} values found.")
    else:
        _tell(came, out, as_json=as_json)
    if came.rejected:
        note(f"{len(came.rejected):,} lines could not be read.")
        ctx.exit(1)


def _tell(came: ExtractedTexts, out: Path, *, as_json: bool) -> None:
    def show(screen: Console) -> None:
        screen.print(Text(f"{came.texts:,} texts read, {came.found:,} values found."))
        screen.print(table("Found", ("kind", "role", "validity", "values"), _rows(came.counts)))

    counts = [asdict(count) for count in came.counts]
    rejected = [str(wrong) for wrong in came.rejected]
    document = {
        "texts": came.texts,
        "found": came.found,
        "counts": counts,
        "rejected": rejected,
        "file": str(out),
    }
    emit(document, show, as_json=as_json)


def _rows(counts: Iterable[Counted]) -> Iterator[tuple[str, str, str, int]]:
    for count in counts:
        yield count.kind, count.role, count.validity, count.sightings
