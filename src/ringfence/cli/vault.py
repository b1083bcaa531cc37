"""``ringfence vault``: what is kept of people: keys, reasons to look, erasing, holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions import erasing, holding, retiring, revealing, rotating
from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.prepare import prepare
from ringfence.cli.screen import emit, json_option, table
from ringfence.words import now

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.ledger.opened import models

_by = click.option("--by", required=True, metavar="NAME", help="Who answers for it.")
_SHOWN = 4_000


@click.group(name="vault")
def command() -> None:
    """Look after what is kept of people: open it with a reason, erase it, hold it, rotate its keys.

    REPORT is a report's id, or the reference that whoever made it was given. docs/explanation/vault.md says
    what is sealed, and what is left of a report whose person was erased.

    \b
    Example:
      ringfence vault reveal RF-234-567-89C --why "Asked for the statement" --by asha
      ringfence vault rotate
    """


@command.command("rotate")
@json_option
def rotate(*, as_json: bool) -> None:
    """Make a new master key and wrap everyone's key under it.

    The node may run meanwhile. Killed at any point, it is run again and goes on. Old keys are removed when
    nobody is wrapped under them, no backup needs them any more, and an hour has passed: by ringfence work, by
    ringfence vault retire, or when this is run again.

    \b
    Example:
      ringfence vault rotate
    """
    prepare()
    done = rotating.rotate(now())
    emit(asdict(done), lambda screen: _rotated(screen, done), as_json=as_json)


def _rotated(screen: Console, done: rotating.Rotated) -> None:
    rows = [("wraps what is new", done.active), ("wrapped anew", f"{done.rewrapped} people")]
    rows += [("removed", name) for name in done.removed]
    rows += [("still kept", f"{name}: {why}") for name, why in done.waiting]
    screen.print(table(None, ("", ""), rows))


@command.command("reveal")
@click.argument("report", metavar="REPORT")
@click.option("--why", required=True, metavar="REASON", help="Why; whoever reported can read it.")
@_by
@click.option("--what", default="contact", show_default=True, metavar="NAME", help="What is opened.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE.")
@json_option
def reveal(report: str, why: str, by: str, what: str, output: Path | None, *, as_json: bool) -> None:
    """Open what is kept of the person of REPORT: how to reach her, or what she wrote.

    It is opened with a reason alone. Who looked, when and why stays beside it, and she can read it.

    \b
    Example:
      ringfence vault reveal RF-234-567-89C --why "Asked for the statement" --by asha
      ringfence vault reveal RF-234-567-89C --why "Case file" --by asha --what original -o original.json
    """
    prepare()
    person = revealing.report_named(report).person
    plain = revealing.reveal(person, what, by=by, reason=why, at=now())
    if output is not None:
        with replacing(output, mode=PRIVATE) as beside:
            beside.write_bytes(plain)
        emit(
            {"what": what, "file": str(output)},
            lambda screen: screen.print(f"Written to {output}."),
            as_json=as_json,
        )
        return
    told = erasing.told(plain)
    rows = (
        [(name, _line(value)) for name, value in told.items()]
        if isinstance(told, dict)
        else [(what, _line(told))]
    )
    emit(
        {"what": what, "told": told},
        lambda screen: screen.print(table(None, ("", ""), rows)),
        as_json=as_json,
    )


def _line(value: object) -> str:
    return ("; ".join(map(str, value)) if isinstance(value, list) else str(value))[:_SHOWN]


@command.command("erase")
@click.argument("report", metavar="REPORT")
@click.option("--yes", is_flag=True, help="Do not ask; nobody can undo it.")
@json_option
def erase(report: str, *, yes: bool, as_json: bool) -> None:
    """Erase the person of REPORT: her key is destroyed, and what it sealed can be opened by nobody.

    What was said about the fraud stays. While a legal hold stands it is refused, and the hold is named.

    \b
    Example:
      ringfence vault erase RF-234-567-89C
    """
    prepare()
    found = revealing.report_named(report)
    if not yes:
        click.confirm(f"Erase the person of {found.reference}? Nobody can undo it.", abort=True)
    done = erasing.erase(found, now())
    said = "Erased." if done else "There was nobody to erase any more."
    emit({"report_id": found.report_id, "erased": done}, lambda screen: screen.print(said), as_json=as_json)


@command.command("hold")
@click.argument("report", metavar="REPORT")
@click.option("--name", required=True, metavar="NAME", help="What orders it; whoever reported is shown it.")
@_by
@json_option
def hold(report: str, name: str, by: str, *, as_json: bool) -> None:
    """Put a named legal hold on REPORT: its person is not erased until it is released.

    \b
    Example:
      ringfence vault hold RF-234-567-89C --name "County Court 12/26" --by asha
    """
    prepare()
    found = revealing.report_named(report)
    holding.hold(found, name, by=by, at=now())
    _holds(found, as_json=as_json)


@command.command("release")
@click.argument("report", metavar="REPORT")
@click.option("--name", required=True, metavar="NAME", help="The hold, as it was named.")
@_by
@json_option
def release(report: str, name: str, by: str, *, as_json: bool) -> None:
    """Release a legal hold on REPORT.

    \b
    Example:
      ringfence vault release RF-234-567-89C --name "County Court 12/26" --by asha
    """
    prepare()
    found = revealing.report_named(report)
    holding.release(found, name, by=by, at=now())
    _holds(found, as_json=as_json)


def _holds(report: models.Report, *, as_json: bool) -> None:
    names = holding.standing(report)
    said = (
        f"On {report.reference} there stands: {'; '.join(names)}"
        if names
        else f"No hold stands on {report.reference}."
    )
    emit(
        {"report_id": report.report_id, "holds": list(names)},
        lambda screen: screen.print(said),
        as_json=as_json,
    )


@command.command("retire")
@json_option
def retire(*, as_json: bool) -> None:
    """Forget what is due: people after RINGFENCE_RETENTION_DAYS, keys of old backups, old master keys.

    ringfence work does it every day by itself.

    \b
    Example:
      ringfence vault retire
    """
    prepare()
    done = retiring.retire(now())
    rows = [
        ("people erased", str(done.erased)),
        ("kept by a hold", str(done.held)),
        ("backups that nobody opens any more", ", ".join(done.backups) or "none"),
        ("master keys removed", ", ".join(done.masters) or "none"),
        ("files that belonged to nobody", str(done.files)),
    ]
    emit(asdict(done), lambda screen: screen.print(table(None, ("", ""), rows)), as_json=as_json)
