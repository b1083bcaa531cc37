"""Read enclosures in a process of its own: a file made to stop or to burden its reader costs only itself.

    with Apart() as reader:
        text = reader.read(content).text

The process is started for the first file and kept for those that follow; the reader of pictures loads its
models once.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from multiprocessing.connection import Connection, Pipe
from typing import Self

from ringfence.reports import enclosure
from ringfence.reports.enclosure import Read
from ringfence.words import FormatError, RingfenceError, UsageError

LONGEST = 120.0
"""Seconds that one enclosure may take; then its reading ends."""
MOST_MEMORY = 8 * 2**30
"""Bytes of address space of the process, 8 GiB, where the system keeps to it."""
_LONGEST_ANSWER = 50 * 2**20  # bytes


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
        self._process: subprocess.Popen[bytes] | None = None
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
            came = json.loads(pipe.recv_bytes(_LONGEST_ANSWER))
        except (OSError, EOFError) as wrong:
            self.close()
            raise FormatError("the file stopped its reader", advice="Save it again") from wrong
        if "text" in came:
            return Read(came["text"], came["left_out"])
        kind = UsageError if came["usage"] else FormatError
        raise kind(came["message"], advice=came["advice"])

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        # -P: what lies in the folder where this is run is no module of ours.
        asked = [sys.executable, "-P", "-m", __name__, str(theirs.fileno()), self._engine or ""]
        quiet = subprocess.DEVNULL  # readers in C complain there of what they are handed
        self._process = subprocess.Popen(  # noqa: S603 - ourselves, without a shell
            asked, pass_fds=[theirs.fileno()], stdin=quiet, stdout=quiet, stderr=quiet
        )
        theirs.close()
        self._pipe = ours
        return ours

    def close(self) -> None:
        """End the process; the next file starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve(pipe: Connection, engine: str | None) -> None:
    """Read what comes until nothing does; whatever a reader raises but our errors ends this process.

    Answers are JSON: a file that got hold of this process shall not get hold of the one that asks.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is told, and ends this
    with suppress(ValueError, OSError):  # not every system can
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while True:
        try:
            content = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        answer: dict[str, object]
        try:
            answer = asdict(enclosure.read(content, engine))
        except RingfenceError as wrong:
            usage = isinstance(wrong, UsageError)
            answer = {"usage": usage, "message": wrong.message, "advice": wrong.advice}
        pipe.send_bytes(json.dumps(answer).encode())


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), sys.argv[2] or None)
