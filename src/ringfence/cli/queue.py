"""``ringfence queue``: what waits for a person's decision."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions import queue
from ringfence.actions.prepare import prepare
from ringfence.actions.queue import CORRECTION, DECISIONS, REPORT, Shown, Waiting
from ringfence.cli.screen import emit, json_option, table
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

_SHOWN = 20
_VALUES = 2


@click.group(name="queue")
def command() -> None:
    """List, show and decide what waits for a person: unclear reports, and corrections that were asked for.

    A report that triage marked does not count before the public until someone lets it pass; it is linked all
    the same. What a correction is about is hidden until it is decided, within 14 days.

    \b
    Example:
      ringfence queue list
      ringfence queue show report-39860c928a609a1a6561
      ringfence queue decide passed report-39860c928a609a1a6561 --why 'one person, two victims at one address'
    """


@command.command("list")
@click.option("--only", type=click.Choice([REPORT, CORRECTION]), help="One of the two alone.")
@click.option(
    "--most", type=click.IntRange(min=1), default=_SHOWN, show_default=True, help="How many are listed."
)
@json_option
def list_(*, only: str | None, most: int, as_json: bool) -> None:
    """List what waits, with its age: corrections first, the oldest first.

    \b
    Example:
      ringfence queue list --only correction
    """
    prepare()
    found = queue.waiting(now(), only)
    document = {"waiting": len(found), "listed": [asdict(one) for one in found[:most]]}
    emit(document, lambda screen: _list(screen, found, most), as_json=as_json)


def _list(screen: Console, found: Sequence[Waiting], most: int) -> None:
    if not found:
        screen.print(Text("Nothing waits."))
        return
    rows = [(one.id, _age(one), one.why.replace("\n", " ")[:60], _few(one.values)) for one in found[:most]]
    screen.print(table("Waiting", ("id", "age", "why", "about"), rows))
    if len(found) > most:
        screen.print(Text(f"… and {len(found) - most:,} more; --most lists them."))
    overdue = sum(one.overdue for one in found)
    if overdue:
        screen.print(Text(f"{overdue:,} should have been decided by now."))


def _age(one: Waiting) -> str:
    days = "1 day" if one.days == 1 else f"{one.days} days"
    return f"{days}, overdue" if one.overdue else days


def _few(values: Sequence[str]) -> str:
    more = len(values) - _VALUES
    return ", ".join(values[:_VALUES]) + (f" and {more} more" if more > 0 else "")


@command.command("show")
@click.argument("name", metavar="ID")
@json_option
def show(name: str, *, as_json: bool) -> None:
    """Show what is needed to decide: the words, masked; what it is about; what was decided before.

    \b
    Example:
      ringfence queue show correction-0f3c
    """
    prepare()
    found = queue.show(name, now())
    emit(asdict(found), lambda screen: _show(screen, found), as_json=as_json)


def _show(screen: Console, found: Shown) -> None:
    one = found.waiting
    rows = [
        ("id", one.id),
        ("since", f"{one.since:%Y-%m-%d %H:%M} UTC ({_age(one)})"),
        ("marked as" if one.what == REPORT else "because", one.why),
        ("about", "\n".join(one.values) or "–"),
        ("reports before the public that name it", str(found.reports)),
    ]
    screen.print(table(None, ("", ""), rows))
    if found.text:
        screen.print()
        screen.print(Text(found.text))
    if found.before:
        screen.print()
        told = [(f"{row.at:%Y-%m-%d %H:%M}", row.decision, row.by, row.why) for row in found.before]
        screen.print(table("So far", ("at", "decided", "by", "why"), told))


@command.command("decide")
@click.argument("decision", type=click.Choice(list(DECISIONS)))
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@click.option("--why", required=True, help="The reason; who asked for a correction can read it.")
@click.option("--by", default=getpass.getuser, show_default="your login", help="Who decides.")
@json_option
def decide(decision: str, names: tuple[str, ...], *, why: str, by: str, as_json: bool) -> None:
    """Decide reports (passed, spam) or corrections (uphold, reject), with a reason.

    passed: it counts before the public from now on. spam: it does not. uphold: what was reported of the value
    until now does not count any more. reject: it is shown again, and asking once more hides nothing. A later
    decision takes the place of an earlier one.

    \b
    Example:
      ringfence queue decide spam report-39860c report-0b2d71 --why 'advertising'
      ringfence queue decide uphold correction-0f3c --why 'the carrier confirms that it was faked'
    """
    prepare()
    done = [queue.decide(name, decision, why=why, by=by, at=now()) for name in names]
    document = {"decision": decision, "ids": done}
    emit(document, lambda screen: screen.print(Text(f"{decision}: {', '.join(done)}")), as_json=as_json)
