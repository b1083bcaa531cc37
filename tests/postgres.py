"""A real PostgreSQL for tests: Debian's, as a user without rights, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = Path("/usr/lib/postgresql")
ABSENT = "PostgreSQL is not here (apt-get install postgresql; python -m tools.web)"
WITHIN = 60.0
"""Seconds within which it must be ready."""
DATABASE = "ringfence"
_USERS = ("postgres", "nobody")


def programs() -> Path | None:
    """Find the folder of the newest server's programs; None where there is none, or no driver."""
    if find_spec("psycopg") is None:
        return None
    found = sorted(PROGRAMS.glob("*/bin/postgres"), key=lambda file: file.parts[4].zfill(4))
    return found[-1].parent if found else None


@contextmanager
def postgresql(*settings: str) -> Iterator[str]:
    """Start a server with an empty database, and stop it in the end.

    Args:
        settings: Settings of the server, such as ``fsync=off`` where nothing is to outlive it.

    Yields:
        What DATABASE_URL must be.
    """
    found = programs()
    assert found is not None, ABSENT
    folder = Path(tempfile.mkdtemp(prefix="ringfence_pg_"))  # short and in small letters: a socket is in it
    try:
        folder.chmod(0o700)
        told = _as_somebody(folder)
        base = folder / "base"
        make = [
            str(found / "initdb"),
            "-D",
            str(base),
            "-A",
            "trust",
            "-U",
            "ringfence",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run(make, check=True, capture_output=True, **told)
        command = [str(found / "postgres"), "-D", str(base), "-k", str(folder), "-c", "listen_addresses="]
        command += [part for one in settings for part in ("-c", one)]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(command, stdout=log, stderr=log, **told)
        try:
            _await(found, folder, running)
            yield f"postgresql://ringfence@{str(folder).replace('/', '%2F')}/{DATABASE}"
        finally:
            running.send_signal(signal.SIGINT)  # at once, whoever is still connected
            running.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def another(url: str, name: str) -> str:
    """Make another empty database on a server, and give what DATABASE_URL must be for it."""
    found = programs()
    assert found is not None, ABSENT
    place = unquote(url.split("@")[1].split("/", maxsplit=1)[0])
    subprocess.run([str(found / "createdb"), "-h", place, "-U", "ringfence", name], check=True)
    return f"{url.rpartition('/')[0]}/{name}"


def _as_somebody(folder: Path) -> dict[str, Any]:
    """Say as whom it runs: as ourselves, or, where we are root, as a user without rights."""
    environment = {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")}
    if os.getuid():
        return {"env": environment, "cwd": folder}
    for name in _USERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {
            "env": environment,
            "cwd": folder,
            "user": user.pw_uid,
            "group": user.pw_gid,
            "extra_groups": [],
        }
    raise AssertionError(f"there is none of the users {_USERS}, and PostgreSQL does not run as root")


def _await(found: Path, folder: Path, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WITHIN
    make = [str(found / "createdb"), "-h", str(folder), "-U", "ringfence", DATABASE]
    while time.monotonic() < until:
        if running.poll() is not None:
            raise AssertionError((folder / "log").read_text(errors="replace"))
        if subprocess.run(make, check=False, capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not answer in time")
