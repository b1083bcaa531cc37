"""Corrections: "this is my number". What someone asks to correct is hidden from the public until decided.

``DIR/corrections.jsonl``, mode 0600, rows only added. The first request for a value hides it. Upheld: reports
that arrived until then no longer count for the public. Rejected: it is shown again, whoever else asked, and
asking once more is noted but hides nothing, so that nobody hides a number of fraud by asking every day.

    >>> from datetime import UTC, datetime
    >>> day = datetime(2024, 3, 5, tzinfo=UTC)
    >>> row = Correction("correction-1", day, "asked", "phone", "+18885550123", "mine")
    >>> effect([row], "phone", "+18885550123")
    Effect(hidden=True, since=None)
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ringfence.actions.files import PRIVATE
from ringfence.words import FormatError, InputError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "corrections.jsonl"
ACTS = ("asked", "upheld", "rejected")
"""What a row does: asks, or decides what was asked."""
DECIDE_WITHIN = timedelta(days=14)
"""How long a request may wait; one that waits longer is listed as overdue, and what it hides stays hidden."""
LONGEST_REASON = 2_000
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of ``corrections.jsonl``.

    Attributes:
        id: The request that it makes or decides: ``correction-`` and 12 hexadecimal digits.
        at: When, aware.
        act: One of `ACTS`.
        kind: The value's kind.
        value: The canonical value.
        why: The reason, as given.
        by: Who decided; None for a request.
    """

    id: str
    at: datetime
    act: str
    kind: str
    value: str
    why: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What the corrections of a value do to its answer.

    Attributes:
        hidden: One is pending: the value is answered as if it had no reports.
        since: One was upheld then: what arrived until then does not count; None: none was.
    """

    hidden: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that waits for a decision.

    Attributes:
        id: The request's id.
        asked_at: When it was made, aware.
        values: Kind and value of what it is about.
        why: The reason, as given.
        days: Whole days that it has waited.
        overdue: Whether it has waited longer than `DECIDE_WITHIN`.
        hides: Whether it hides a value; once a request for the value was rejected, no other does.
    """

    id: str
    asked_at: datetime
    values: tuple[tuple[str, str], ...]
    why: str
    days: int
    overdue: bool
    hides: bool


def pending(rows: Iterable[Correction], at: datetime) -> tuple[Pending, ...]:
    """List the requests that wait for a decision, the oldest first.

    Args:
        rows: Every row, in the order in which they were added.
        at: The moment of asking; later rows are passed over.
    """
    kept = [row for row in rows if row.at <= at]
    waiting: dict[str, dict[tuple[str, str], Correction]] = {}
    for row in kept:
        own = waiting.setdefault(row.id, {})
        if row.act == "asked":
            own[row.kind, row.value] = row
        else:
            own.pop((row.kind, row.value), None)
    hiding = _weighed(kept)[0]
    found = [
        _waiting(name, list(own.values()), at, hides=any(name in hiding.get(key, ()) for key in own))
        for name, own in waiting.items()
        if own
    ]
    return tuple(sorted(found, key=lambda one: (one.asked_at, one.id)))


def _weighed(
    rows: Iterable[Correction],
) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], datetime]]:
    """Go through the rows: which requests hide each value in the end, and when one was last upheld."""
    hiding: dict[tuple[str, str], set[str]] = {}
    since: dict[tuple[str, str], datetime] = {}
    rejected: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.kind, row.value)
        if row.act == "asked":
            if key not in rejected:
                hiding.setdefault(key, set()).add(row.id)
            continue
        hiding.pop(key, None)
        if row.act == "upheld":
            since[key] = row.at
            rejected.discard(key)
        else:
            rejected.add(key)
    return hiding, since


def _waiting(name: str, asked: list[Correction], at: datetime, *, hides: bool) -> Pending:
    age = at - asked[0].at
    return Pending(
        id=name,
        asked_at=asked[0].at,
        values=tuple((row.kind, row.value) for row in asked),
        why=asked[0].why,
        days=age.days,
        overdue=age > DECIDE_WITHIN,
        hides=hides,
    )


def effect(rows: Iterable[Correction], kind: str, value: str, at: datetime | None = None) -> Effect:
    """Say what the corrections of a value do to its answer.

    Args:
        rows: Every row, in the order in which they were added.
        kind: The value's kind.
        value: The canonical value.
        at: The moment of asking; later rows are passed over. None: all count.
    """
    of = [row for row in rows if (row.kind, row.value) == (kind, value) and (at is None or row.at <= at)]
    hiding, since = _weighed(of)
    return Effect((kind, value) in hiding, since.get((kind, value)))


def ask(folder: Path, values: Iterable[tuple[str, str]], *, why: str, at: datetime) -> str:
    """Note the request that a value be corrected.

    Args:
        folder: The folder that ``check`` reads.
        values: Kind and value; an address and its domain are asked about together.
        why: The reason.
        at: The moment of asking.

    Returns:
        The request's id. It is given whether or not the value was ever reported.

    Raises:
        UsageError: When no reason is given, or the folder cannot be written to.
    """
    if not why.strip():
        raise UsageError("a correction needs a reason", advice="Say why with --why")
    kept = list(values)
    digest = hashlib.sha256(f"{at.isoformat()}\x1f{kept}".encode()).hexdigest()
    name = f"correction-{digest[:12]}"
    reason = why.strip()[:LONGEST_REASON]
    _add(folder, [Correction(name, at, "asked", kind, value, reason) for kind, value in kept])
    return name


def decide(folder: Path, request: str, act: str, *, by: str, why: str, at: datetime) -> None:
    """Decide a request: ``upheld`` or ``rejected``; a later decision takes the place of an earlier one.

    Raises:
        UsageError: When the decision is neither, no reason is given, or the folder cannot be written to.
        InputError: When there is no such request.
    """
    if act not in ACTS[1:] or not why.strip():
        raise UsageError("a decision is upheld or rejected, with a reason", advice="Give both")
    of = [row for row in read(folder) if row.id == request and row.act == "asked"]
    if not of:
        raise InputError(f"there is no request {request}", advice="Look at its id again")
    _add(folder, [Correction(row.id, at, act, row.kind, row.value, why.strip(), by) for row in of])


def read(folder: Path) -> tuple[Correction, ...]:
    """Read the rows; none when nobody ever asked.

    Raises:
        FormatError: When a row is no correction; it is named, its values are not.
    """
    path = folder / NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as wrong:
        raise FormatError("this cannot be read", place=Place(NAME), advice="Look at its rights") from wrong
    return tuple(_row(line, number) for number, line in enumerate(lines, 1) if line.strip())


def _row(line: str, number: int) -> Correction:
    place = Place(NAME, number)
    try:
        told = json.loads(line)
        row = Correction(**(told | {"at": datetime.fromisoformat(told["at"])}))
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise FormatError(
            "this is no correction", place=place, advice="See docs/reference/check.md"
        ) from wrong
    texts = (row.id, row.kind, row.value, row.why)
    if row.act not in ACTS or row.at.tzinfo is None or not all(isinstance(text, str) for text in texts):
        raise FormatError("this is no correction", place=place, advice="See docs/reference/check.md")
    return row


def _add(folder: Path, rows: list[Correction]) -> None:
    written = "".join(
        json.dumps(asdict(row) | {"at": row.at.isoformat()}, ensure_ascii=False) + "\n" for row in rows
    )
    try:
        handle = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
    except OSError as wrong:
        raise UsageError(
            f"cannot write to {folder}: {wrong.strerror}", advice="Name a folder that can be written to"
        ) from wrong
    with os.fdopen(handle, "a", encoding="utf-8") as opened:
        opened.write(written)
        opened.flush()
        os.fsync(opened.fileno())
