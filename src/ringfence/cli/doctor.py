"""``ringfence doctor``: what is wrong with this node, and how to mend it."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ringfence.actions import examining
from ringfence.actions.examining import State
from ringfence.cli.screen import emit, json_option, table
from ringfence.words import now

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.actions.examining import Finding

_SAID = {State.OK: "ok", State.LOOK: "look", State.WRONG: "WRONG"}


@click.command(name="doctor")
@json_option
def command(*, as_json: bool) -> None:
    """Look whether this node is well: settings, keys, ledger, clock, disk, backups, worker, rings, directory.

    It changes nothing. What is wrong is said with how to mend it, and then it ends with 1; what is only to be
    looked at does not.

    \b
    Example:
      ringfence doctor
      ringfence doctor --json
    """
    found = _examined()
    bad = any(one.state is State.WRONG for one in found)
    emit(
        {"well": not bad, "findings": [asdict(one) for one in found]},
        lambda screen: _show(screen, found),
        as_json=as_json,
    )
    if bad:
        raise click.exceptions.Exit(1)


def _examined() -> list[Finding]:
    at = now()
    node, found = examining.settings(os.environ)
    if node is None:
        return found
    found += [*examining.reach(node), *examining.home(node), *examining.keys(node)]
    if node.home.is_dir():
        # Until here the settings may have been bad, and to import the tables is to read them.
        from ringfence.actions.examining_ledger import ledger  # noqa: PLC0415

        found += [*ledger(node, at), *examining.backups(node, at), *examining.worker(node, at)]
        found += examining.doubts(node)
    return [*found, *examining.places(at)]


def _show(screen: Console, found: list[Finding]) -> None:
    rows = [(one.of, _SAID[one.state], one.told) for one in found]
    screen.print(table(None, ("", "", ""), rows))
    mend = [one for one in found if one.mend]
    if mend:
        screen.print()
        screen.print(table("How to mend it", ("", ""), [(one.of, one.mend) for one in mend]))
    screen.print()
    wrong, look = (sum(one.state is state for one in found) for state in (State.WRONG, State.LOOK))
    said = f"Wrong: {wrong}." if wrong else "Nothing is wrong." if look else "This node is well."
    screen.print(f"{said} To look at: {look}." if look else said)
