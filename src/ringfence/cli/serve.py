"""``ringfence serve``: the pages for the public, and the interface for programs."""

from __future__ import annotations

import os
import subprocess
import sys

import click
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from ringfence.actions.prepare import prepare, refuse_unsafe
from ringfence.cli.screen import note
from ringfence.words import UsageError

_WORK = (sys.executable, "-m", "ringfence", "work", "--beside", str(os.getpid()))
HEADERS_WITHIN = 10_000
"""Milliseconds within which headers must come."""


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
    refuse_unsafe(node, host)
    working = subprocess.Popen(_WORK) if work else None  # noqa: S603 - our own command
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
            websockets=False,
            log_enabled=False,
            http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        ).serve()
    finally:
        if working is not None:
            working.terminate()
            working.wait()


def _address(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65_536:
        raise UsageError("--bind is no address", advice="Write it as 127.0.0.1:8000")
    return host.strip("[]"), int(port)
