"""Work on batches in processes of their own, and take the results in order."""

from __future__ import annotations

import gc
import os
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, TypeVar

from ringfence.words import RingfenceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_In = TypeVar("_In")
_Out = TypeVar("_Out")

WORKERS = 2
_SELDOM = (100_000, 50, 50)


def in_order(work: Callable[[_In], _Out], tasks: Iterable[_In], *, alone: bool = False) -> Iterator[_Out]:
    """Do work in processes of their own, and give the results in the order of the tasks.

    Args:
        work: A function at the top of a module; task and result must be picklable.
        tasks: What to work on; only a few are drawn ahead, so that memory stays flat.
        alone: Do it here, one by one: so little work is done before a process has started.

    Raises:
        RingfenceError: When a process was stopped from outside.
    """
    if alone:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), _begin) as pool:
        ahead: deque[Future[_Out]] = deque()
        try:
            for task in tasks:
                ahead.append(pool.submit(work, task))
                if len(ahead) > WORKERS:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        except BrokenProcessPool as wrong:
            raise RingfenceError(
                "a worker was stopped", advice="Look whether memory ran out, and try again"
            ) from wrong


def _begin() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    settle()


def _end_with_parent() -> None:
    """End when the process has ended that started this worker: killed, it tells nobody to stop."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def settle() -> None:
    """Let the collector of cycles rest: texts leave none, and it took a seventh of a worker's time."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)


@contextmanager
def resting() -> Iterator[None]:
    """Let the collector of cycles rest for as long as rows by the hundred thousand are handled here."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
