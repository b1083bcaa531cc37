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


COPIED = """
import os, subprocess, sys, threading, time
from ringfence.cli import serve

start, begun = subprocess._fork_exec, threading.Event()

def slowly(*told):
    begun.set()
    time.sleep(0.5)
    return start(*told)

subprocess._fork_exec = slowly
serve._WORK = (sys.executable, "-c", "import time; time.sleep(60)")
working = serve._Working()
threading.Thread(target=working.keep, daemon=True).start()
begun.wait()
copy = os.fork()
if not copy:
    time.sleep(60)
    os._exit(0)
until = time.monotonic() + 10
while working._process is None and time.monotonic() < until:
    time.sleep(0.02)
print("started" if working._process else "stuck")
os.kill(copy, 9)
working.end()
"""
"""A server is copied, as granian does for its workers, while its own work in the background is started."""


def test_a_copy_of_the_server_does_not_hold_up_the_start_of_the_work(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COPIED],
        env={**os.environ, "RINGFENCE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert done.stdout.split() == ["started"], done.stderr


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
