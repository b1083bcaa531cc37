"""The relay: start both sides, carry each one's messages to the other, and say why when one ends early."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from ringfence.exchange.psi.frames import head, read_frame
from ringfence.rings.sentences import count
from ringfence.words import InputError, RingfenceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Watch = Callable[[str, str, int, int], None]
    Listen = Callable[[str, bytes], None]
    Pause = Callable[[tuple[int, int]], None]

    Said = tuple[str, dict[str, object] | None]

NAMES = ("A", "B")
PATIENCE = 600.0
"""Seconds in which one of the sides must say something; a side that works tells how far it is."""
_ECHOES = ("the partner's side ended", "the partner's side refused")


class _Child:
    """One side's process, with what it told.

    Args:
        name: ``A`` or ``B``.
        job: The file that says what it may open.
    """

    def __init__(self, name: str, job: Path) -> None:
        self.name = name
        self.wrong: dict[str, object] | None = None
        self.done = False
        command = [sys.executable, "-m", "ringfence.actions.overlap_side", str(job)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603 - our own module

    def listen(self, said: queue.Queue[Said]) -> None:
        """Take the lines of standard error; what is none of ours is not repeated, it might hold a value."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if isinstance(told, dict):
                said.put((self.name, told))
        said.put((self.name, None))

    def close_inward(self) -> None:
        """Let it see the end of what comes in."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.close()
        except OSError:
            return

    def end(self) -> None:
        """End it, when it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


def play(
    jobs: tuple[Path, Path],
    *,
    watch: Watch | None = None,
    listen: Listen | None = None,
    begin: Pause | None = None,
    pause: Pause | None = None,
    patience: float = PATIENCE,
) -> None:
    """Run both sides to their end.

    Args:
        jobs: What each side may open.
        watch: Told the step, the side, how many points are done and of how many.
        listen: Told the side and each message that it sends.
        begin: Called with both process ids when both have started.
        pause: Called with them when both are done and before they end.
        patience: Seconds after which two silent sides are ended.

    Raises:
        UsageError: When a side cannot be run as asked.
        InputError: When a side refuses, breaks the protocol, ends early, or both fall silent.
    """
    children = [_Child(name, job) for name, job in zip(NAMES, jobs, strict=True)]
    said: queue.Queue[Said] = queue.Queue()
    first, second = children
    carriers = [
        threading.Thread(target=_carry, args=(first, second, said, listen), daemon=True),
        threading.Thread(target=_carry, args=(second, first, said, listen), daemon=True),
    ]
    ears = [threading.Thread(target=child.listen, args=(said,), daemon=True) for child in children]
    for thread in (*carriers, *ears):
        thread.start()
    try:
        if begin is not None:
            begin((first.process.pid, second.process.pid))
        _attend(children, _patient(said, patience), watch, pause)
        for child in children:
            child.process.wait()
    finally:
        for child in children:
            child.end()
        for thread in (*carriers, *ears):
            thread.join(timeout=5)
        for child in children:
            child.close_inward()
    _complain(children)


def _carry(one: _Child, other: _Child, said: queue.Queue[Said], listen: Listen | None) -> None:
    """Carry one side's messages to the other until it has no more, or says what is no message."""
    assert one.process.stdout is not None
    assert other.process.stdin is not None
    try:
        while (frame := read_frame(one.process.stdout)) is not None:
            kind, message = frame
            said.put((one.name, {}))
            if listen is not None:
                listen(one.name, message)
            other.process.stdin.write(head(kind, len(message)) + message)
            other.process.stdin.flush()
    except (InputError, OSError, ValueError):  # it ends as if there were nothing more: the other side says so
        pass
    other.close_inward()


def _patient(said: queue.Queue[Said], patience: float) -> Iterator[Said]:
    """Hand on what is said, and give up when nothing is."""
    while True:
        try:
            yield said.get(timeout=patience)
        except queue.Empty as wrong:
            raise InputError(
                f"neither side has said anything for {count(round(patience), 'second')}, so both were ended",
                advice="Look whether this machine has memory left and reads its files, then run it again",
            ) from wrong


def _attend(children: list[_Child], said: Iterator[Said], watch: Watch | None, pause: Pause | None) -> None:
    """Listen to both until both have ended; when both are done, let them go."""
    by_name = {child.name: child for child in children}
    open_ears = len(children)
    while open_ears:
        name, told = next(said)
        child = by_name[name]
        if told is None:
            open_ears -= 1
        elif "error" in told:
            child.wrong = child.wrong or told
        elif "done" in told and "step" not in told:
            child.done = True
            if all(one.done for one in children):
                if pause is not None:
                    pause((children[0].process.pid, children[1].process.pid))
                for one in children:
                    one.close_inward()
        elif "step" in told and watch is not None:
            watch(str(told["step"]), name, int(str(told["done"])), int(str(told["of"])))


def _complain(children: list[_Child]) -> None:
    """Say what went wrong: rather the cause than its echo on the other side."""
    for child in children:
        code = child.process.returncode
        if code < 0:
            by = signal.Signals(-code).name
            raise InputError(f"side {child.name} was ended from outside ({by})", advice="Run it again")
    troubled = [child for child in children if child.process.returncode]
    troubled.sort(key=lambda child: child.wrong is None or str(child.wrong["error"]).startswith(_ECHOES))
    for child in troubled:
        raise _error(child)


def _error(child: _Child) -> RingfenceError:
    if child.wrong is None:
        return InputError(
            f"side {child.name} failed without a word (exit code {child.process.returncode})",
            advice="Run it again; when it fails again, look at its files with ringfence explain",
        )
    kind = UsageError if child.process.returncode == UsageError.exit_code else InputError
    place = child.wrong.get("place")
    where = f"{place}: " if place else ""
    advice = str(child.wrong.get("advice") or "") or None
    return kind(f"side {child.name}: {where}{child.wrong['error']}", advice=advice)
