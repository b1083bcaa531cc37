"""``ringfence keys``: make a signing key, and read out its fingerprint."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.actions.signing_keys import KeyFile, new_key_file, show_key_file
from ringfence.cli.screen import emit, json_option, table

if TYPE_CHECKING:
    from rich.console import Console


@click.group(name="keys")
def command() -> None:
    """Make the key that signs for your organisation, and show keys' fingerprints.

    Agreements and case files are signed with it. Without a key of its own, Ringfence makes signing.pem in
    RINGFENCE_HOME at the first use.

    \b
    Example:
      ringfence keys new contoso.pem --organisation Contoso
      ringfence keys show contoso.pub.pem
    """


@command.command("new")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--organisation", metavar="NAME", help="Whose key it is; writes a partner record to send, too.")
@json_option
def new(file: Path, organisation: str | None, as_json: bool) -> None:
    """Make a signing key in FILE; a file that exists is never overwritten.

    The public half is written beside it (FILE with .pub.pem), for partners and forces.

    \b
    Example:
      ringfence keys new contoso.pem --organisation Contoso
    """
    made = new_key_file(file, organisation)
    emit(asdict(made), lambda screen: _show(screen, made), as_json=as_json)


@command.command("show")
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FILE]")
@json_option
def show(file: Path | None, as_json: bool) -> None:
    """Show the fingerprint of a key: the secret half, the public half, or a partner record.

    Without FILE it is the key of this node. Read the fingerprint to your partner over the telephone: a key
    that came by the same way as what it signs proves nothing.

    \b
    Example:
      ringfence keys show contoso.pub.pem
    """
    shown = show_key_file(file)
    emit(asdict(shown), lambda screen: _show(screen, shown), as_json=as_json)


def _show(screen: Console, key: KeyFile) -> None:
    rows = [("fingerprint", key.fingerprint)]
    if key.organisation is not None:
        rows.append(("organisation", key.organisation))
    if key.secret:
        rows.append(("secret half, keep it to yourself", str(key.path)))
    if key.public_path is not None:
        rows.append(("public half, give it to anyone", str(key.public_path)))
    if key.partner_path is not None:
        rows.append(("record to send to partners", str(key.partner_path)))
    screen.print(table(None, ("", ""), rows))
