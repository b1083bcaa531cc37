"""Prepare: make a new home ready, and bring an old one to this release; safe to do at every start."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import OperationalError, connection

from ringfence.actions import running
from ringfence.actions.keys import node_key
from ringfence.ledger import keyring, opened
from ringfence.ledger.configuration import configuration
from ringfence.words import Place, UsageError

if TYPE_CHECKING:
    from ringfence.ledger.configuration import Configuration

__all__ = ["opened", "prepare", "refuse_unsafe"]


def prepare() -> Configuration:
    """Make the folders, the keys and the tables that are not there yet; two at once take turns.

    What this process writes from now on, nobody else on the machine can read.

    Raises:
        UsageError: When the home cannot be written to, the ledger not be reached, a setting is unsafe, a
            restore is not finished, or a key is gone under which something is kept.
    """
    node = configuration()
    os.umask(0o077)
    try:
        node.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(node.home / "preparing", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as wrong:
        raise UsageError(
            "the home of this node cannot be written to",
            place=Place(str(node.home)),
            advice="Name a folder of your own in RINGFENCE_HOME",
        ) from wrong
    try:
        running.enter(node.home)
        fcntl.flock(handle, fcntl.LOCK_EX)
        for folder in (node.tables, node.uploads, node.home / "run"):
            folder.mkdir(mode=0o700, exist_ok=True)
        _refuse_lost_keys(node)
        keyring.make_all(node.keys)
        node_key()
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as wrong:
        raise UsageError(
            f"the ledger cannot be reached: {(str(wrong).splitlines() or ['it says nothing'])[0]}",
            advice="Look at DATABASE_URL, and whether the database runs; ringfence doctor says more",
        ) from wrong
    finally:
        os.close(handle)
    return node


def _refuse_lost_keys(node: Configuration) -> None:
    """Refuse to make a new key where the ledger holds people: it would open nothing that is kept.

    Codes that people wrote down would not open any more, whoever reports again would count as another, and
    the old keys, put back later, would not open what came in between.

    Raises:
        UsageError: Then.
    """
    files = [node.keys / "secret.key", node.keys / "codes.key", node.home / "node.key"]
    if not keyring.handed_in():
        files.append(node.keys / keyring.MASTER)
    lost = [file.relative_to(node.home).as_posix() for file in files if not file.exists()]
    if not lost or "ledger_person" not in connection.introspection.table_names():
        return
    if opened.models.Person.objects.exists():
        raise UsageError(
            f"the ledger holds reports, and keys of this node are not here: {', '.join(lost)}",
            place=Place(str(node.home)),
            advice="Put them back from where you keep their copy; a new key opens nothing old",
        )


def refuse_unsafe(node: Configuration, host: str) -> None:
    """Refuse to be reached from other machines without https before it.

    Raises:
        UsageError: When that would be so.
    """
    if host in {"127.0.0.1", "localhost", "::1"} or node.secure:
        return
    raise UsageError(
        f"{host} can be reached from other machines, and RINGFENCE_URL names no https address",
        advice="Bind to 127.0.0.1, or put a reverse proxy before it (docs/how-to/deploy.md)",
    )
