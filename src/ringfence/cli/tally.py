"""``ringfence tally``: what was reported, linked, referred and achieved, and only what may be said of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.outcomes import tally, write_csv
from ringfence.cli.screen import emit, json_option, note, table
from ringfence.outcomes.tally import BY
from ringfence.reports.amounts import NO_MINOR, THREE_MINOR
from ringfence.rings.sentences import bars
from ringfence.words import now

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.outcomes.tally import Figure, Tally

_METHOD = (
    "Whole months that are over; outcomes in the month in which they became public. Numbers below 10, or "
    "from fewer than 10 people, are not shown, nor what they could be worked out from. A month of which "
    "nothing may be shown is counted with a later one (↓); months after the last that may be shown are "
    "left out. Breakdowns are made once a quarter, when it is over. "
    "How and why: docs/explanation/disclosure.md"
)
_INTERNAL = "Everything that is recorded, small numbers and embargoes included. Not for the public."


@click.command("tally")
@click.argument("folders", type=click.Path(path_type=Path), metavar="DIR...", nargs=-1, required=True)
@click.option("--by", type=click.Choice(BY), default="kind", show_default=True, help="How to tell it apart.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day that it is true for; default: today (UTC). A day ahead needs --internal.",
)
@click.option("--internal", is_flag=True, help="Tell everything, embargoes included. Never publish it.")
@click.option("--csv", "sheet", type=click.Path(path_type=Path), metavar="FILE", help="Write it as CSV, too.")
@json_option
def command(
    folders: tuple[Path, ...],
    by: str,
    as_of: datetime | None,
    sheet: Path | None,
    *,
    internal: bool,
    as_json: bool,
) -> None:
    """Tell what was reported, linked, referred and achieved, as far as it may be said in public.

    No number is shown from which a count below 10, or one person's loss, can be worked out, not even
    together with the tally by something else or of another month.

    \b
    Example:
      ringfence tally rings
      ringfence tally rings --by month --as-of 2026-04-01 --csv tally.csv
      ringfence tally rings --by force --internal
    """
    today = now().date()
    day = today if as_of is None else as_of.replace(tzinfo=UTC).date()
    told = tally(folders, by, day, internal=internal, today=today)
    if sheet is not None:
        write_csv(told, sheet)
    if internal:
        note(_INTERNAL)
    method = _INTERNAL if internal else _METHOD
    emit(asdict(told) | {"method": method}, lambda screen: _show(screen, told), as_json=as_json)


def _show(screen: Console, told: Tally) -> None:
    counts = [at for at, (_, currency) in enumerate(told.columns) if currency is None]
    money = [at for at, (_, currency) in enumerate(told.columns) if currency is not None]
    title = f"By {told.by}, as of {_day(told.as_of)}"
    screen.print(Text(title if told.rows else f"{title}: nothing that may be shown", style="bold"))
    for chosen in (counts, money):
        if chosen and told.rows:
            names = [_heading(told.columns[at]) for at in chosen]
            shown = [
                (row.label, *(_said(row.figures[at], row.currency or told.columns[at][1]) for at in chosen))
                for row in told.rows
            ]
            drawn = table(None, (told.by, *names), shown)
            drawn.justify[1:] = ["right"] * len(names)
            screen.print(drawn)
            screen.print()
    if told.by == "month" and counts:
        amounts = [row.figures[counts[0]].amount or 0 for row in told.rows]
        screen.print(
            Text(f"{bars(amounts)}  {told.columns[counts[0]][0]}, {max(amounts, default=0):,} at most")
        )
    if not told.internal:
        screen.print(Text(_METHOD, style="dim"))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _heading(column: tuple[str, str | None]) -> str:
    name, currency = column
    return name if currency is None else f"{name}, {currency}"


def _said(figure: Figure, currency: str | None) -> str:
    if figure.amount is None:
        return "↓" if figure.said == "with a later month" else figure.said
    if currency is None:
        shown = f"{figure.amount:,}"
    else:
        decimals = 0 if currency in NO_MINOR else 3 if currency in THREE_MINOR else 2
        shown = f"{figure.amount // 10**decimals:,} {currency}"
    return f"≥ {shown}" if figure.said else shown
