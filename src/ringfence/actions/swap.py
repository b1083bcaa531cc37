"""Put one folder in another's place at one stroke, and keep others out of a folder while it changes.

A process may be killed between any two steps. Where the system can exchange two names at once (Linux,
macOS), the folder is at every moment the old one or the new one, whole.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ringfence.words import RingfenceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EXCHANGE = 2
"""Both systems' word for it: RENAME_EXCHANGE of renameat2(2), RENAME_SWAP of renamex_np(2)."""
_HERE = -100
"""AT_FDCWD of openat(2) on Linux: a path that starts from where the process is."""


_TRIES = 10
_Done = TypeVar("_Done")


class MeanwhileError(Exception):
    """Someone else changed a ring folder while it was read; nothing was written."""


def state_of(folder: Path) -> bytes:
    """Give what tells whether a ring folder was linked or judged anew: its ``run.json``, with all digests.

    Raises:
        UsageError: When it is no ring folder.
    """
    try:
        return (folder / "run.json").read_bytes()
    except OSError as wrong:
        raise UsageError(
            f"{folder} is not a ring folder", advice="Make one with ringfence link SIGHTINGS -o DIR"
        ) from wrong


def until_alone(folder: Path | None, once: Callable[[bytes | None], _Done]) -> _Done:
    """Make something new of a ring folder, and do it again where someone else was faster: no word is lost.

    Args:
        folder: The folder; None: there is none yet.
        once: What reads the folder and writes it, told the state in which it is to be found; it raises
            `MeanwhileError` when that is another when it writes.

    Raises:
        UsageError: When others change the folder time and again.
    """
    for _ in range(_TRIES):
        state = None if folder is None else state_of(folder)
        try:
            return once(state)
        except MeanwhileError:
            continue
        except (RingfenceError, OSError):  # half of the old one was read, and half of the new
            if folder is None or state_of(folder) == state:
                raise
    raise UsageError("others link or judge these rings all the time", advice="Try again later")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else changes a folder, and let nobody else in meanwhile.

    The folder itself is locked, and a process that ends, however it ends, lets go of it.

    Raises:
        UsageError: When it is not there or cannot be opened.
    """
    while True:
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError as wrong:
            raise UsageError(
                f"cannot open {folder}: {wrong.strerror}",
                advice="Make one with ringfence link SIGHTINGS -o DIR",
            ) from wrong
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if not _stands(folder, handle):
                continue  # it was linked anew while we waited: wait for the one that stands there now
            yield
            return
        finally:
            os.close(handle)


def _stands(folder: Path, handle: int) -> bool:
    try:
        return os.path.samestat(folder.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def adopt(kept: Path, into: Path) -> None:
    """Let a file or folder stand in another folder as well: no copy, where that is possible."""
    if kept.is_dir():
        shutil.copytree(kept, into / kept.name, copy_function=_linked)
    else:
        _linked(str(kept), str(into / kept.name))


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without second names
        shutil.copy2(source, target)


def exchange(new: Path, old: Path) -> None:
    """Let two folders of one file system change their places.

    Where the system cannot do it at one stroke, there is a moment in which nothing stands at ``old``; what
    stood there is beside it, whole, under a name that begins with a dot.
    """
    if _at_once(os.fsencode(new.absolute()), os.fsencode(old.absolute())):
        return
    between = Path(tempfile.mkdtemp(prefix=f".{old.name}.", dir=old.absolute().parent))
    old.rename(between / "old")
    new.rename(old)
    (between / "old").rename(new)
    between.rmdir()


def _at_once(new: bytes, old: bytes) -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    with suppress(AttributeError):  # a system, or a C library, without it
        if sys.platform == "darwin":
            return bool(library.renamex_np(new, old, _EXCHANGE) == 0)
        return bool(library.renameat2(_HERE, new, _HERE, old, _EXCHANGE) == 0)
    return False
