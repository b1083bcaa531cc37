"""``ringfence gather``: read files of reports, and show how they were understood."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions.gather import FileCounts, Gathered, Options, gather
from ringfence.actions.keys import node_key
from ringfence.cli.screen import emit, json_option, note, progress, table
from ringfence.reports import formats, guess, moments
from ringfence.reports.formats import Reading
from ringfence.words import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

MASKED = {
    "reporter": "the reporter's own number, e-mail, account or remote ID, by what stands around it",
    "own_name": "the reporter's name, from its field",
    "own_number": "the reporter's number or account, from its field",
    "own_email": "the reporter's e-mail, from its field",
    "own_address": "the reporter's address, from its field",
    "own_code": "the reporter's account or handle, from its field",
    "disguised": "the reporter's own, from its field, written in disguise",
    "card": "payment-card numbers",
    "gift_card": "gift-card codes",
    "pin": "PINs and security codes",
    "name": "names after 'my name is' and its like",
    "stated": "stated values that were the reporter's own (left out)",
    "payment_reference": "private parts of payment references",
}


@click.command("gather")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Where the reports go (mode 0600)."
)
@click.option("--source", help="The partner or desk they come from; default: each file's name.")
@click.option(
    "--format", "format_name", type=click.Choice(formats.names()), help="Default: found for each file."
)
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column holds; 'COLUMN=' reads past it.",
)
@click.option("--rejects", type=click.Path(path_type=Path), help="Default: OUTPUT.rejects.csv.")
@click.option(
    "--key", type=click.Path(path_type=Path), help="The node's key; default: node.key in RINGFENCE_HOME."
)
@click.option(
    "--encoding", help="What a text file's bytes mean, such as cp1252; default: UTF-8, or by its mark."
)
@click.option("--delimiter", help="What stands between a CSV's columns; default: found from the header.")
@click.option(
    "--dates", type=click.Choice(["dmy", "mdy"]), help="The order of day and month, where both fit."
)
@click.option(
    "--mail", type=click.Choice(["auto", "scam", "story"]), default="auto", help="Whose mails .eml files are."
)
@click.option("--received-at", metavar="DATE", help="The time now, and of reports that name none (ISO 8601).")
@json_option
def command(  # noqa: PLR0917 - click hands every option by its name
    files: tuple[Path, ...],
    output: Path,
    source: str | None,
    format_name: str | None,
    pairs: tuple[str, ...],
    rejects: Path | None,
    key: Path | None,
    encoding: str | None,
    delimiter: str | None,
    dates: str | None,
    mail: str,
    received_at: str | None,
    as_json: bool,
) -> None:
    """Read files of reports, mask what is private, and list what could not be used.

    Formats: csv, jsonl, parquet, eml (a mail or a folder of them), ftc_dnc, ftc_irs. What each column was
    taken for is shown; --map overrules it. Ends with 1 when a row was refused or a field left out; the rest
    is written all the same.

    \b
    Example:
      ringfence gather complaints.csv -o reports.parquet
      ringfence gather company-a.csv company-b.jsonl mails/ -o reports.parquet
      ringfence gather export.csv --source contoso --map 'Their phone=number_dialled' -o reports.parquet
    """
    options = Options(
        source=source,
        format=format_name,
        columns=guess.given(pairs),
        dates=dates or "",
        reading=Reading(encoding=_encoding(encoding), delimiter=_delimiter(delimiter), mail=mail),
        clock=_clock(received_at),
    )
    with progress("gathering") as report:
        done = gather(
            files, output, node_key=node_key(key), options=options, rejects=rejects, progress=report
        )
    emit(_document(done), lambda screen: _show(screen, done), as_json=as_json)
    for one in done.files:
        if one.refused:
            note(f"{one.file} was refused: {one.refused}")
    counts = ("rejected", "duplicates", "fields")
    if any(done.total(count) for count in counts) or any(one.refused for one in done.files):
        raise click.exceptions.Exit(1)


def _encoding(name: str | None) -> str | None:
    try:
        if name is not None:
            codecs.lookup(name)
    except LookupError:
        raise UsageError(f"there is no encoding {name}", advice="Name one, such as utf-8 or cp1252") from None
    return name


def _delimiter(sign: str | None) -> str | None:
    sign = {"\\t": "\t", "tab": "\t"}.get(sign or "", sign)
    if sign is not None and (len(sign) != 1 or sign in '"\r\n'):
        raise UsageError("a delimiter is one character", advice="Write tab as '\\t'")
    return sign


def _clock(written: str | None) -> datetime | None:
    read = None if written is None else moments.moment(written, "")
    if written is not None and read is None:
        raise UsageError("--received-at is no date", advice="Write it as 2026-11-23 or 2026-11-23T10:00Z")
    return read


def _document(done: Gathered) -> dict[str, object]:
    return {
        "output": str(done.output),
        "rejects": str(done.rejects),
        **{count: done.total(count) for count in ("rows", "reports", "rejected", "duplicates", "fields")},
        "masked": done.masked,
        "originals": done.originals,
        "files": [
            {
                "file": one.file,
                "source": one.source,
                "format": one.format,
                "rows": one.rows,
                "reports": one.reports,
                "rejected": one.rejected,
                "duplicates": one.duplicates,
                "fields": one.fields,
                "columns": {guess.shown(column): meant for column, meant in one.columns.items() if meant},
                "not_used": one.not_used,
                "refused": one.refused or None,
            }
            for one in done.files
        ],
    }


def _show(screen: Console, done: Gathered) -> None:
    heads = ["file", "source", "format", "rows", "reports", "refused", "duplicates", "fields left out"]
    rows = [
        [one.file, one.source, one.format, one.rows, one.reports, one.rejected, one.duplicates, one.fields]
        for one in done.files
    ]
    screen.print(table("Read", heads, rows))
    for one in done.files:
        _show_columns(screen, one)
    if done.masked:
        masked = [[count, MASKED.get(why, why)] for why, count in done.masked.items()]
        screen.print("")
        screen.print(table("Masked", ["stretches", "because they hold"], masked))
    left_out = [one for file in done.files for one in file.first]
    if left_out:
        screen.print("")
        places = [[one.file, one.row or None, one.field, one.reason, one.whole] for one in left_out]
        screen.print(
            table("Left out (the first places)", ["file", "row", "field", "reason", "whole row"], places)
        )
        screen.print(f"All of them: {done.rejects}", markup=False)
    screen.print("")
    screen.print(f"{done.total('reports'):,} reports in {done.output}", markup=False)


def _show_columns(screen: Console, one: FileCounts) -> None:
    screen.print("")
    used = [[guess.shown(column), meant] for column, meant in one.columns.items() if meant]
    screen.print(table(f"Columns of {one.file}", ["column", "taken for"], used))
    if one.not_used:
        screen.print(f"not used: {', '.join(one.not_used)}", markup=False)
