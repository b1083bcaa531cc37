"""``ringfence serve``: the pages for the public, and the interface for programs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading

import click
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from ringfence.actions.prepare import prepare, refuse_unsafe
from ringfence.cli.screen import note
from ringfence.words import UsageError

_AGAIN = 10.0  # seconds until a worker that ended by itself is started again
_WORK = (sys.executable, "-m", "ringfence", "work", "--beside", str(os.getpid()))
HEADERS_WITHIN = 10_000
"""Milliseconds within which headers must come."""
_STOPPED_WITHIN = 15  # seconds


@click.command(name="serve")
@click.option(
    "--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that answer.",
)
@click.option("--work/--no-work", default=True, show_default=True, help="Also do the work in the background.")
def command(*, bind: str, workers: int, work: bool) -> None:
    """Serve the public pages and the interface for programs.

    Everything it keeps lives under RINGFENCE_HOME (default: ~/.ringfence); an empty home is set up by itself.
    Other machines reach it through a reverse proxy with https (docs/how-to/deploy.md).

    \b
    Example:
      ringfence serve
      RINGFENCE_HOME=/srv/ringfence RINGFENCE_URL=https://report.example ringfence serve --bind 127.0.0.1:8000
    """
    host, port = _address(bind)
    # One report is a small table: threads for it would only wait for one another.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    node = prepare()
    connections.close_all()  # the workers are copies of this process, and open their own
    refuse_unsafe(node, host)
    _refuse_taken(host, port)
    working = _Working()
    if work:
        threading.Thread(target=working.keep, daemon=True).start()
    note(f"Ringfence serves http://{bind}/ from {node.home}. Stop it with Ctrl-C.")
    try:
        Granian(
            "ringfence.web.serving:server",
            address=host,
            port=port,
            interface=Interfaces.RSGI,
            workers=workers,
            backlog=2_048,
            respawn_failed_workers=True,
            workers_kill_timeout=_STOPPED_WITHIN,  # one that was told to stop before it could listen
            websockets=False,
            log_enabled=False,
            http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        ).serve()
    finally:
        working.end()


class _Working:
    """The work in the background: a process of its own, which is started again when it ends by itself.

    Granian copies this process for each of its own workers. A copy that is made while a process is being
    started holds the pipe on which the starting waits, and it would wait for as long as the copy lives: so
    no copy is made meanwhile.
    """

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        let_go = self._starting.release
        os.register_at_fork(before=self._starting.acquire, after_in_parent=let_go, after_in_child=let_go)

    def keep(self) -> None:
        while not self._ended.is_set():
            with self._starting:
                self._process = subprocess.Popen(_WORK)  # noqa: S603 - our own command
            self._process.wait()
            self._ended.wait(_AGAIN)

    def end(self) -> None:
        self._ended.set()
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


def _refuse_taken(host: str, port: int) -> None:
    """Refuse a port at which someone listens: two nodes at one port would share out its visitors.

    Raises:
        UsageError: Then, and when this machine has no such address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _, address in found:
            with socket.socket(family, kind, protocol) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
    except OSError as wrong:
        raise UsageError(
            f"cannot listen at {host}:{port}: {wrong.strerror}",
            advice="Stop what listens there, or name another address with --bind",
        ) from wrong


def _address(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65_536:
        raise UsageError("--bind is no address", advice="Write it as 127.0.0.1:8000")
    return host.strip("[]"), int(port)
