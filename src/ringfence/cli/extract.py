"""``ringfence extract``: find what links reports: numbers, sites, accounts, remote IDs, scripts."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.extract import Counted, extract_reports
from ringfence.actions.extract_images import ExtractedImages, Wanted, extract_images
from ringfence.actions.extract_texts import ExtractedTexts, extract_texts
from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.keys import node_key
from ringfence.cli.screen import complain, emit, json_option, note, progress, table
from ringfence.reports import ocr
from ringfence.reports.places import iso_country
from ringfence.words import Country, Lang, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console


def _country(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    read = None if given is None else iso_country(given)
    if given is not None and read is None:
        raise click.BadParameter("give a country's code of two letters, such as US or DE")
    return read


@click.command(name="extract")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[REPORTS | FILE...]")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write.")
@click.option(
    "--texts",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help='Read JSON lines of {"id", "text", "country", "lang"} instead of reports; "-": standard input.',
)
@click.option(
    "--images",
    is_flag=True,
    help="Read the screenshots, photos, PDFs and .docx letters FILE..., or folders of them.",
)
@click.option(
    "--country",
    callback=_country,
    help="With --images: where they are from, such as US; default: by language.",
)
@click.option("--lang", help="With --images: the language of all, such as en; default: each by its text.")
@click.option(
    "--engine",
    type=click.Choice(ocr.names()),
    help="With --images: what reads pictures; default: the first that is installed.",
)
@click.option(
    "--show-text",
    is_flag=True,
    help="With --images: before the finds of a file, a line with the text that was read.",
)
@click.option("--world", is_flag=True, help="Accept the numbers of a made-up world (+999…).")
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --texts or --images: the node's key, for the digests of gift cards; none are made without.",
)
@json_option
@click.pass_context
def command(  # noqa: PLR0917 - click hands every option by its name
    ctx: click.Context,
    paths: tuple[Path, ...],
    out: Path | None,
    texts: Path | None,
    images: bool,
    country: str | None,
    lang: str | None,
    engine: str | None,
    show_text: bool,
    world: bool,
    key: Path | None,
    as_json: bool,
) -> None:
    """Find indicators and scripts in REPORTS, as gather wrote them, and write sightings.

    With --texts or --images, each find is one JSON line, on standard output or in the file of -o; the
    reporter's own values are among them, with the role "reporter". Sightings of reports never hold these.
    With -o, --json gives what was counted as one document.
    What a file of --images is, is told by its content; of it only what it shows is read, no EXIF.

    \b
    Example:
      ringfence extract reports.parquet -o sightings.parquet
      ringfence extract --texts letters.jsonl
      ringfence extract --images popup.png letter.pdf photos/ --country US
    """
    if not images and (country or lang or engine or show_text):
        raise UsageError(
            "--country, --lang, --engine and --show-text go with --images", advice="Add --images"
        )
    if (images and texts is not None) or (texts is None) != bool(paths):
        raise UsageError(
            "there must be one thing to read",
            advice="Give REPORTS, a file with --texts, or pictures and letters with --images",
        )
    _keep_inputs(paths if texts is None else (texts,), out)
    secret = node_key(key) if key is not None else None
    if images:
        wanted = Wanted(
            None if country is None else Country(country),
            None if lang is None else Lang(lang),
            engine,
            show_text,
            world,
            secret,
        )
        _images(ctx, paths, out, wanted, as_json=as_json)
    elif texts is not None:
        _texts(ctx, texts, out, world=world, secret=secret, as_json=as_json)
    else:
        _reports(paths, out, world=world, as_json=as_json)


def _keep_inputs(paths: tuple[Path, ...], out: Path | None) -> None:
    """Refuse to write over what is to be read, also in a folder that is read, and through a link."""
    if out is None or not out.exists():
        return
    if any(path.exists() and (out.samefile(path) or out.parent.samefile(path)) for path in paths):
        raise UsageError("-o names a file that is to be read", advice="Write to another file")


def _reports(paths: tuple[Path, ...], out: Path | None, *, world: bool, as_json: bool) -> None:
    if not paths[0].exists():
        raise UsageError(f"{paths[0]}: there is no such file", advice="Check the path")
    if len(paths) > 1 or paths[0].is_dir():
        raise UsageError(
            "REPORTS is one file", advice="Give one reports.parquet, or add --images for pictures and letters"
        )
    if out is None:
        raise UsageError(
            "there is no place to write to", advice="Name a file with -o, such as -o sightings.parquet"
        )
    with progress("extracting") as tell:
        came = extract_reports(paths[0], out, world=world, progress=tell)

    def show(screen: Console) -> None:
        screen.print(
            Text(f"{came.reports:,} reports read, {came.sightings:,} sightings, {came.scripts:,} scripts.")
        )
        screen.print(table("Sightings", ("kind", "role", "validity", "sightings"), _rows(came.counts)))
        screen.print(Text(f"Next: ringfence link {out} -o rings --reports {paths[0]}"))

    emit({**asdict(came), "file": str(out)}, show, as_json=as_json)


@contextmanager
def _writing(out: Path | None) -> Iterator[IO[str]]:
    """Open the file to write, which takes its place when all is done; None: standard output."""
    if out is None:
        yield sys.stdout
        return
    # The reporter's own values are among the finds, and prose where it is asked for.
    with replacing(out, mode=PRIVATE) as beside, beside.open("w", encoding="utf-8") as written:
        yield written


def _images(
    ctx: click.Context, paths: tuple[Path, ...], out: Path | None, wanted: Wanted, *, as_json: bool
) -> None:
    with progress("reading") as tell, _writing(out) as written:
        came = extract_images(paths, written, wanted, tell)
    _told("files", came.files, came, out, as_json=as_json)
    if came.missing is not None:
        note(came.missing)
        ctx.exit(UsageError.exit_code)
    if came.rejected:
        note(f"Not read, or not wholly: {len({wrong.place for wrong in came.rejected}):,} of the files.")
        ctx.exit(1)


def _texts(
    ctx: click.Context, texts: Path, out: Path | None, *, world: bool, secret: bytes | None, as_json: bool
) -> None:
    with progress("reading") as tell, _writing(out) as written:
        came = extract_texts(texts, written, world=world, node_key=secret, progress=tell)
    _told("texts", came.texts, came, out, as_json=as_json)
    if came.rejected:
        note(f"{len(came.rejected):,} lines could not be read.")
    if came.left_out:
        note(f"{len(came.left_out):,} countries or languages could not be read.")
    if came.rejected or came.left_out:
        ctx.exit(1)


def _told(
    what: str, read: int, came: ExtractedTexts | ExtractedImages, out: Path | None, *, as_json: bool
) -> None:
    """Name what could not be read, and say what came of the rest."""
    wrongs = [*came.rejected, *(came.left_out if isinstance(came, ExtractedTexts) else ())]
    for wrong in wrongs:
        complain(wrong)
    if out is None:
        note(f"{read:,} {what} read, {came.found:,} values found.")
        return

    def show(screen: Console) -> None:
        screen.print(Text(f"{read:,} {what} read, {came.found:,} values found."))
        screen.print(table("Found", ("kind", "role", "validity", "values"), _rows(came.counts)))

    document = {
        what: read,
        "found": came.found,
        "counts": [asdict(count) for count in came.counts],
        "rejected": [str(wrong) for wrong in wrongs],
        "file": str(out),
    }
    emit(document, show, as_json=as_json)


def _rows(counts: Iterable[Counted]) -> Iterator[tuple[str, str, str, int]]:
    for count in counts:
        yield count.kind, count.role, count.validity, count.sightings
