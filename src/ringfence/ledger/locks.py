"""Locks: one process at a time does something in a home; whoever ends, however, lets go."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ringfence.words import Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(file: Path, busy: str = "") -> Iterator[None]:
    """Hold a lock.

    Args:
        file: The lock's file; it is made at the first use, and stays.
        busy: What to say when another holds it; "": wait for it.

    Raises:
        UsageError: When the file cannot be made, or another holds it and ``busy`` says so.
    """
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as wrong:
        raise UsageError(
            f"cannot write here: {wrong.strerror}",
            place=Place(str(file)),
            advice="Name a folder of your own in RINGFENCE_HOME",
        ) from wrong
    try:
        _take(handle, file, busy)
        yield
    finally:
        os.close(handle)


def _take(handle: int, file: Path, busy: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if busy else 0))
    except BlockingIOError as wrong:
        raise UsageError(busy, place=Place(str(file)), advice="One is enough for each home") from wrong
