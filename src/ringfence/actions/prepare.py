"""Prepare: make a new home ready, and bring an old one to this release; safe to do at every start."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from django.core.management import call_command

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

    Raises:
        UsageError: When the home cannot be written to, a setting is unsafe, or a restore is not finished.
    """
    node = configuration()
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
        keyring.make_all(node.keys)
        node_key()
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        os.close(handle)
    return node


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
