"""Nodes for tests: a home of its own in this process, or a real server that answers on 127.0.0.1."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.ledger import keyring, vault
from ringfence.ledger.configuration import configuration
from ringfence.web import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WITHIN = 60.0
"""Seconds within which a server must be ready."""


@dataclass(frozen=True)
class Served:
    """A server that answers.

    Attributes:
        url: Its address, such as ``http://127.0.0.1:40123``.
        home: Its home.
        environment: What it was told.
    """

    url: str
    home: Path
    environment: dict[str, str]


def forget() -> None:
    """Make this process read its settings and keys anew."""
    configuration.cache_clear()
    vault.forget()
    limits.counts.cache_clear()


def make_home(home: Path) -> None:
    """Make the folders and the keys of a home; the tables are the test's own."""
    for folder in (home, home / "tables", home / "uploads", home / "run"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keyring.make_all(home / "keys")


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(home: Path, *options: str, **environment: str) -> Iterator[Served]:
    """Start a real server on a home, wait until it is well, and stop it in the end."""
    port = free_port()
    told = {**os.environ, "RINGFENCE_HOME": str(home), **environment}
    command = [sys.executable, "-m", "ringfence", "serve", "--bind", f"127.0.0.1:{port}", *options]
    with (home.parent / f"{home.name}.log").open("wb") as log:
        running = subprocess.Popen(command, env=told, stdout=log, stderr=log)
    try:
        _await(f"http://127.0.0.1:{port}/healthz", running)
        yield Served(f"http://127.0.0.1:{port}", home, told)
    finally:
        running.terminate()
        running.wait(30)


def _await(address: str, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        if running.poll() is not None:
            raise AssertionError(f"the server ended with {running.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer in time")
