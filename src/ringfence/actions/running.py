"""Running: whoever uses a home says so, so that none is restored under a node that is running.

A shared lock on ``RINGFENCE_HOME/running`` lasts as long as the process; a restore takes it alone. A restore
that was killed leaves ``RINGFENCE_HOME/unfinished``, and until it is run again nothing else starts.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ringfence.words import Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNFINISHED = "unfinished"
_NAME = "running"
_BEAT = "worker"
_held: dict[str, int] = {}


def enter(home: Path) -> None:
    """Say that this process uses a home, until it ends.

    Raises:
        UsageError: When a restore is under way, or was killed.
    """
    refuse_unfinished(home)
    if str(home) in _held:
        return
    handle = _opened(home)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as wrong:
        os.close(handle)
        raise UsageError(
            "a restore is under way", place=Place(str(home)), advice="Wait until it is done"
        ) from wrong
    _held[str(home)] = handle


def leave(home: Path) -> None:
    """Say that this process does not use a home any more."""
    handle = _held.pop(str(home), None)
    if handle is not None:
        os.close(handle)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Have a home alone.

    Raises:
        UsageError: When anything else uses it.
    """
    handle = _opened(home)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as wrong:
        raise UsageError(
            "this node is running",
            place=Place(str(home)),
            advice="Stop ringfence serve and ringfence work first",
        ) from wrong
    finally:
        os.close(handle)


def beat(home: Path) -> None:
    """Say that the worker is at work: called once a round, and read by ``ringfence doctor``."""
    file = home / "run" / _BEAT
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.touch(mode=0o600)
    os.utime(file)


def last_beat(home: Path) -> datetime | None:
    """Tell when the worker last said that it is at work; None: never."""
    try:
        return datetime.fromtimestamp((home / "run" / _BEAT).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def refuse_unfinished(home: Path) -> None:
    """Refuse to use a home in which a restore was killed.

    Raises:
        UsageError: Then.
    """
    try:
        told = (home / UNFINISHED).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return
    raise UsageError(
        f"a restore was not finished ({told})",
        place=Place(str(home)),
        advice="Run it again: ringfence restore --replace with the same file",
    )


def _opened(home: Path) -> int:
    try:
        return os.open(home / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as wrong:
        raise UsageError(
            "the home of this node cannot be written to",
            place=Place(str(home)),
            advice="Name a folder of your own in RINGFENCE_HOME",
        ) from wrong
