"""Read enclosures in a process of its own: a file made to stop or to burden its reader costs only itself.

    with Apart() as reader:
        text = reader.read(content).text

The process is started for the first file and kept for those that follow; the reader of pictures loads its
models once.
"""

from __future__ import annotations

import os
import resource
import signal
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self

from ringfence.reports import enclosure
from ringfence.words import FormatError, RingfenceError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from ringfence.reports.enclosure import Read

LONGEST = 120.0
"""Seconds that one enclosure may take; then its reading ends."""
MOST_MEMORY = 8 * 2**30
"""Bytes of address space of the process, 8 GiB, where the system keeps to it."""


class TooSlowError(FormatError):
    """Reading a file took longer than it may."""


class Apart:
    """A reader in a process of its own; end it with ``close``, or use it in a ``with``.

    Args:
        engine: What reads pictures, a name of ``ocr.names()``; None: the first that is installed.
        longest: Seconds that one enclosure may take.
    """

    def __init__(self, engine: str | None = None, longest: float = LONGEST) -> None:
        self._engine = engine
        self._longest = longest
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def read(self, content: bytes) -> Read:
        """Read an enclosure, as `enclosure.read` does.

        Raises:
            FormatError: When it cannot be read, takes too long (`TooSlowError`), or stops its reader.
            UsageError: When it is a picture and no engine is installed.
        """
        pipe = self._pipe or self._start()
        try:
            pipe.send_bytes(content)
            if not pipe.poll(self._longest):
                self.close()
                raise TooSlowError(f"reading it took longer than {self._longest:.0f} seconds")
            came: Read | RingfenceError = pipe.recv()
        except (OSError, EOFError) as wrong:
            self.close()
            raise FormatError("the file stopped its reader", advice="Save it again") from wrong
        if isinstance(came, RingfenceError):
            raise came
        return came

    def _start(self) -> Connection:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._engine), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        return ours

    def close(self) -> None:
        """End the process; the next file starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _serve(pipe: Connection, engine: str | None) -> None:
    """Read what comes until nothing does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # readers in C complain there of what they are handed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is told, and ends this
    with suppress(ValueError, OSError):  # not every system can
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while True:
        try:
            content = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            pipe.send(enclosure.read(content, engine))
        except RingfenceError as wrong:
            pipe.send(wrong)
        # Whatever else a reader raises ends this process, which is how the file is told of.
