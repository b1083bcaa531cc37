"""Two sides of a run in one process, with everything that goes between them; and made-up sightings."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl

from ringfence.exchange.psi.frames import Channel, head, read_frame
from ringfence.exchange.psi.protocol import Element, Finding, Side
from ringfence.exchange.psi.terms import Compared, Terms
from ringfence.exchange.signing import from_seed
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    Change = Callable[[int, int, bytes], tuple[int, bytes] | None]

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
HELD = date(2026, 5, 1)
KEYS = from_seed(bytes(32)), from_seed(bytes(31) + b"b")
AGREEMENT = "sha256:" + "0" * 64


def elements(values: Iterable[str], kind: str = "phone") -> list[Element]:
    return [Element(kind, value, HELD) for value in values]


def terms(
    side: int,
    compared: Compared = Compared.INDICATOR,
    *,
    ceiling: int = 1_000,
    budget: int = 10_000,
    expires_at: datetime = AT + timedelta(days=1),
    auditor: str | None = "auditor.example",
) -> Terms:
    return Terms(AGREEMENT, compared, ceiling, budget, expires_at, KEYS[1 - side].public, auditor)


@dataclass
class Played:
    """What came of a run: findings, errors and all that was sent, of each side."""

    findings: dict[int, Finding] = field(default_factory=dict)
    wrong: dict[int, InputError] = field(default_factory=dict)
    said: dict[int, list[bytes]] = field(default_factory=lambda: {0: [], 1: []})


class _Wire:
    """What lies between the sides: a socket each, and what is carried from one to the other."""

    def __init__(self, played: Played, change: Change | None) -> None:
        self._played, self._change = played, change
        self.near, self._far = zip(*(socket.socketpair() for _ in range(2)), strict=True)

    def carry(self, number: int) -> None:
        with self._far[number].makefile("rb") as source:
            for nth, (kind, message) in enumerate(iter(lambda: read_frame(source), None)):
                self._played.said[number].append(message)
                changed = self._changed(number, nth, int(kind), message)
                if changed is None:
                    break
                with contextlib.suppress(OSError):
                    self._far[1 - number].sendall(head(changed[0], len(changed[1])) + changed[1])
        with contextlib.suppress(OSError):
            self._far[1 - number].shutdown(socket.SHUT_WR)

    def _changed(self, number: int, nth: int, kind: int, message: bytes) -> tuple[int, bytes] | None:
        return self._change(kind, nth, message) if self._change and number == 1 else (kind, message)

    def close(self) -> None:
        for end in (*self.near, *self._far):
            end.close()


def play(sides: tuple[Side, Side], change: Change | None = None) -> Played:
    """Run two sides; ``change`` may alter what the second one says (None: it ends there)."""
    played = Played()
    wire = _Wire(played, change)

    def run(number: int) -> None:
        near = wire.near[number]
        with near.makefile("rb") as inward, near.makefile("wb") as outward:
            channel = Channel(inward, outward)
            try:
                played.findings[number] = sides[number].run(channel, lambda _theirs: None)
            except InputError as wrong:
                played.wrong[number] = wrong
                channel.refuse(wrong.message)
            near.shutdown(socket.SHUT_WR)

    threads = [threading.Thread(target=one, args=(number,)) for one in (run, wire.carry) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    wire.close()
    return played


def pair(
    first: Sequence[Element],
    second: Sequence[Element],
    compared: Compared = Compared.INDICATOR,
    *,
    opened: int = 0,
    change: Change | None = None,
) -> Played:
    """Run two sides over these elements."""
    sides = [
        Side(held, terms(number, compared), KEYS[number], AT, opened=opened)
        for number, held in enumerate((first, second))
    ]
    return play((sides[0], sides[1]), change)


def write_sightings(path: Path, source: str, rows: Iterable[tuple[str, str, str, str]]) -> Path:
    """Write sightings: ``report, kind, value, role``, one reporter a report."""
    table = [
        {
            "report_id": f"report-{source}-{report}",
            "kind": kind,
            "value": value,
            "role": role,
            "validity": "valid",
            "strength": 0.9,
            "at": datetime(2026, 3, 1, tzinfo=UTC),
            "at_basis": "reported",
            "source": source,
            "reporter": f"reporter-{source}-{report}",
        }
        for report, kind, value, role in rows
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(table).with_columns(pl.col("strength").cast(pl.Float32)).write_parquet(path)
    return path
