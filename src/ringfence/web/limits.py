"""How often: counts of requests a client, shared by all workers of a machine, gone with the day.

A table of fixed size in a file that every worker maps: no address stands in it, it never grows, and counting
costs a microsecond. Two clients that fall on one slot take turns in it, so a flood of addresses can make the
limits laxer, never stricter; two workers that count at once may lose one. A restart begins at zero.

    >>> limit = LIMITS["check"]
    >>> limit.many, limit.seconds
    (60, 60)
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ringfence.ledger.configuration import configuration

if TYPE_CHECKING:
    from pathlib import Path

SLOTS = 1 << 17
_SLOT = struct.Struct("=8sII")  # client and scope, the window, how many


@dataclass(frozen=True, slots=True)
class Limit:
    """So many within a window of time.

    Attributes:
        many: Requests that are answered.
        seconds: The window's length.
    """

    many: int
    seconds: int


LIMITS = {
    "any": Limit(600, 60),
    "check": Limit(60, 60),
    "checks_a_day": Limit(1_000, 86_400),
    "report": Limit(10, 3_600),
    "draft": Limit(60, 3_600),
    "upload": Limit(40, 3_600),
    "code": Limit(10, 600),
    "correct": Limit(5, 3_600),
}
"""What a client may ask for, by scope; docs/reference/limits.md says why."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one more request of a client came to.

    Attributes:
        wait: Seconds until it may be tried again; 0: it may be answered.
        left: Requests that are still answered within the window.
        resets: Seconds until the window ends.
    """

    wait: int
    left: int
    resets: int


LARGEST_JSON = 100_000
"""Bytes of a body that a program sends."""
LARGEST_FORM = 64_000_000
"""Bytes of a body that a page sends: ten files and its fields."""


class Counts:
    """The table of counts."""

    def __init__(self, file: Path, slots: int = SLOTS) -> None:
        """Open the table, and make it where it is not."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(handle, slots * _SLOT.size)
        self._map = mmap.mmap(handle, slots * _SLOT.size)
        os.close(handle)
        self._slots = slots

    def spend(self, scope: str, client: bytes, moment: float, limit: Limit) -> Spent:
        """Count one request of a client at a moment, in seconds since 1970."""
        named = hashlib.blake2b(scope.encode() + b"\x1f" + client, digest_size=12).digest()
        at = int.from_bytes(named[8:]) % self._slots * _SLOT.size
        window = int(moment) // limit.seconds & 0xFFFFFFFF
        holder, then, many = _SLOT.unpack_from(self._map, at)
        if holder != named[:8] or then != window:
            many = 0
        many = min(many + 1, 0xFFFFFFFF)
        _SLOT.pack_into(self._map, at, named[:8], window, many)
        resets = limit.seconds - int(moment) % limit.seconds
        return Spent(0 if many <= limit.many else resets, max(limit.many - many, 0), resets)


@lru_cache(maxsize=1)
def counts() -> Counts:
    """Give this machine's table."""
    return Counts(configuration().home / "run" / "counts")


def spend(scope: str, client: bytes) -> Spent:
    """Count one request of a client in a scope of `LIMITS`, and tell what is left."""
    return counts().spend(scope, client, time.time(), LIMITS[scope])


def take(scope: str, client: bytes) -> int:
    """Count one request of a client in a scope of `LIMITS`.

    Returns:
        0 when it may be answered; else the seconds until it may be tried again.
    """
    return spend(scope, client).wait
