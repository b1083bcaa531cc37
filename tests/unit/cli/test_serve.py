"""A node is served at a port of its own, or not at all."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.homes import ringfence
from tests.nodes import _await, free_port

if TYPE_CHECKING:
    from pathlib import Path


def test_a_port_at_which_another_listens_is_refused_even_if_it_would_share(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as another node would
        other.bind(("127.0.0.1", 0))
        other.listen()
        said = ringfence(
            tmp_path / "home", "serve", "--no-work", "--bind", f"127.0.0.1:{other.getsockname()[1]}", code=2
        )
    assert "cannot listen at" in said
    assert "--bind" in said


def test_a_server_that_was_killed_leaves_nobody_who_answers(tmp_path: Path) -> None:
    port, home = free_port(), tmp_path / "home"
    command = [sys.executable, "-m", "ringfence", "serve", "--workers", "2", "--bind", f"127.0.0.1:{port}"]
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(
            command, env={**os.environ, "RINGFENCE_HOME": str(home)}, stdout=log, stderr=log
        )
    _await(f"http://127.0.0.1:{port}/healthz", running)
    running.send_signal(signal.SIGKILL)
    running.wait(10)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.2)
    raise AssertionError("workers of a server that was killed still listen")
