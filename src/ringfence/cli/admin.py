"""``ringfence admin``: who works at the desk of this node."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions import accounts
from ringfence.actions.prepare import prepare
from ringfence.cli.screen import emit, json_option, table
from ringfence.words import UsageError, now

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.actions.accounts import Named


@click.group(name="admin")
def command() -> None:
    """Add, list and remove the accounts of those who work at the desk.

    \b
    Example:
      ringfence admin add asha --email asha@desk.example
      ringfence admin list
      ringfence admin remove asha
    """


@command.command("add")
@click.argument("name")
@click.option("--email", default="", help="Where the owner is written to.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="A file whose first line is the password; default: asked for, or read from standard input.",
)
@json_option
def add(name: str, *, email: str, password_file: Path | None, as_json: bool) -> None:
    """Add an account; its password is asked for twice and not shown. One that was removed comes back.

    \b
    Example:
      ringfence admin add asha
      ringfence admin add asha --password-file /run/secrets/asha
    """
    prepare()
    made = accounts.add(name, _password(password_file), email=email, at=now())
    emit(asdict(made), lambda screen: screen.print(Text(f"{made.name} may log in.")), as_json=as_json)


def _password(file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as wrong:
            raise UsageError(
                "the file of the password cannot be read", advice="Look at its rights"
            ) from wrong
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@command.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the accounts.

    \b
    Example:
      ringfence admin list --json
    """
    prepare()
    found = accounts.every()
    emit({"accounts": [asdict(one) for one in found]}, lambda screen: _list(screen, found), as_json=as_json)


def _list(screen: Console, found: tuple[Named, ...]) -> None:
    if not found:
        screen.print(Text("There is no account yet. Add one: ringfence admin add NAME"))
        return
    rows = [
        (
            one.name,
            one.email,
            one.active,
            f"{one.made_at:%Y-%m-%d}",
            f"{one.seen_at:%Y-%m-%d}" if one.seen_at else None,
        )
        for one in found
    ]
    screen.print(table(None, ("name", "e-mail", "in use", "made on", "last seen"), rows))


@command.command("remove")
@click.argument("name")
@json_option
def remove(name: str, *, as_json: bool) -> None:
    """Take an account out of use; what its owner decided stays, with the name.

    \b
    Example:
      ringfence admin remove asha
    """
    prepare()
    gone = accounts.remove(name)
    emit(
        asdict(gone),
        lambda screen: screen.print(Text(f"{gone.name} may not log in any more.")),
        as_json=as_json,
    )
