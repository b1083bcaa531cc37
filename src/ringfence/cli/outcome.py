"""``ringfence outcome``: record what came of a ring, or take a record back."""

from __future__ import annotations

import getpass
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions.outcomes import Happened, record, undo
from ringfence.cli.screen import emit, json_option, table
from ringfence.outcomes.outcome import Kind
from ringfence.reports.amounts import NO_MINOR, THREE_MINOR
from ringfence.words import Money, UsageError, now

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.outcomes.outcome import Outcome

_ASKED = ("kind", "ring", "force", "country", "on", "source")
_AMOUNT = re.compile(r"([0-9]{1,12})(?:\.([0-9]+))?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@click.command("outcome")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("kind", required=False, type=click.Choice([one.value for one in Kind]))
@click.option("--ring", help="The ring; the beginning of its id is enough.")
@click.option("--force", help="The id of the force, such as in-cbi.")
@click.option("--country", help="Where, two letters.")
@click.option("--on", metavar="DATE", help="The day of it, such as 2026-03-05.")
@click.option("--source", help="Who says so: a letter, a judgment, a press release's address.")
@click.option("--public-from", metavar="DATE", help="The day from which the public may know; default: never.")
@click.option("--count", type=int, help="How many places, people, accounts …; default: 1.")
@click.option("--amount", help="What was seized, frozen or recovered, such as 1234.50.")
@click.option("--currency", help="Its currency, such as INR.")
@click.option("--why", help="What else there is to say; with --undo the reason.")
@click.option("--by", help="Who records it; default: the user's name on this computer.")
@click.option("--undo", "undone", metavar="ID", help="Take away the effect of an earlier row.")
@json_option
def command(
    folder: Path, why: str | None, by: str | None, undone: str | None, *, as_json: bool, **told: str | None
) -> None:
    """Record in DIR what came of a ring, with its source and the day from which it is public.

    Rows are only ever added. What has no --public-from is under embargo: a public tally never counts it.

    \b
    Example:
      ringfence outcome rings raid --ring ring-3f2a --force in-cbi --country IN --on 2026-03-05 --count 3 \\
          --source "Letter of 6 March" --public-from 2026-03-09
      ringfence outcome rings seizure --ring ring-3f2a --force in-cbi --country IN --on 2026-03-05 \\
          --amount 250000 --currency INR --source "Letter of 6 March"
      ringfence outcome rings --undo outcome-0a1b2c3d4e5f --why "It was another ring"
    """
    who = by or getpass.getuser()
    if undone is not None:
        if any(value is not None for value in told.values()):
            raise UsageError("--undo was given with an outcome", advice="Do one after the other")
        row = undo(folder, undone, by=who, at=now(), reason=why or "")
    else:
        row = record(folder, _happened(told, why or ""), by=who, at=now())
    emit({"outcome": asdict(row)}, lambda screen: _show(screen, row), as_json=as_json)


def _happened(told: dict[str, str | None], note: str) -> Happened:
    absent = [name for name in _ASKED if not told[name]]
    if absent:
        names = ", ".join("KIND" if name == "kind" else f"--{name}" for name in absent)
        raise UsageError(f"an outcome needs {names}", advice="See ringfence outcome --help")
    asked = {name: told[name] or "" for name in _ASKED}
    number = told["count"]
    return Happened(
        **asked,
        public_from=told["public_from"],
        count=1 if number is None else int(number),
        money=_money(told["amount"], told["currency"]),
        note=note,
    )


def _money(amount: str | None, currency: str | None) -> Money | None:
    if amount is None and currency is None:
        return None
    if amount is None or currency is None:
        raise UsageError("an amount and its currency belong together", advice="Give --amount and --currency")
    unit = currency.strip().upper()
    if not _CURRENCY.fullmatch(unit):
        raise UsageError("a currency is not a code of three letters", advice="Use ISO 4217, such as USD")
    written = _AMOUNT.fullmatch(amount.strip())
    if written is None:
        raise UsageError(
            "this amount cannot be read",
            advice="Write digits, and a point before decimals, such as 250000 or 1234.50",
        )
    decimals = _decimals(unit)
    if len(written[2] or "") > decimals:
        raise UsageError(
            f"an amount of {unit} has {decimals or 'no'} decimals",
            advice="Write digits without signs between thousands, and a point only before decimals",
        )
    return Money(int(written[1] + (written[2] or "").ljust(decimals, "0")), unit)


def _decimals(currency: str) -> int:
    return 0 if currency in NO_MINOR else 3 if currency in THREE_MINOR else 2


def _said(money: Money) -> str:
    decimals = _decimals(money.currency)
    whole, part = divmod(money.minor, 10**decimals)
    return f"{whole:,}{f'.{part:0{decimals}}' if decimals else ''} {money.currency}"


def _show(screen: Console, row: Outcome) -> None:
    if row.undoes is not None:
        screen.print(table(None, ("", ""), [("recorded", row.id), ("takes back", row.undoes)]))
        return
    since = "not public" if row.public_from is None else f"from {row.public_from}"
    rows = [
        ("recorded", row.id),
        ("ring", row.ring_id),
        ("what", f"{row.kind}, {row.count:,}, on {row.on}"),
        ("force", f"{row.force}, in {row.country}"),
        ("public", since),
    ]
    if row.money is not None:
        rows.insert(3, ("amount", _said(row.money)))
    screen.print(table(None, ("", ""), rows))
