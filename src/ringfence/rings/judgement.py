"""Judgements: what analysts decided about pairs of reports or rings; rows are only ever added.

A row says that two belong to the *same* ring, to *different* ones, or that someone is *unsure*; an *undo*
takes a row's effect away, and undoing the undo brings it back. What stands now is a pure function of the
rows.

    >>> rows = [made("same", "report-1", "report-2", by="asha", at="2024-03-05T09:00:00Z", reason="same
    voice")] >>> [row.decision for row in standing(rows)] ['same'] >>> standing([*rows, undoing(rows[0].id,
    by="asha", at="2024-03-06T09:00:00Z", reason="was wrong")]) ()
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from ringfence.rings import added
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ringfence.words import Place


class Decision(StrEnum):
    """What was decided about two reports or rings."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row of ``judgements.jsonl``.

    Attributes:
        id: Its name, ``judgement-`` and 12 hexadecimal digits when made here.
        at: When it was made, ISO 8601.
        by: Who made it.
        decision: What was decided; None when the row undoes another.
        a: The first report or ring; None when the row undoes another.
        b: The second one; likewise.
        reason: Why, in the analyst's words.
        undoes: The id of the row whose effect it takes away; None otherwise.
        a_report: A report that stood for the ring ``a`` when it was judged; None for reports.
        b_report: The same for ``b``.

    Raises:
        InputError: When it neither decides about two nor undoes.
    """

    id: str
    at: str
    by: str
    decision: Decision | None
    a: str | None
    b: str | None
    reason: str
    undoes: str | None = None
    a_report: str | None = None
    b_report: str | None = None

    def __post_init__(self) -> None:
        if self.undoes is not None:
            return
        if self.decision is None or not self.a or not self.b:
            raise InputError(
                "a judgement neither decides about two reports or rings nor undoes another",
                advice="Write it with ringfence judge",
            )
        if self.a == self.b:
            raise InputError(
                "a judgement names the same report or ring twice", advice="Name two different ones"
            )


def _name(*parts: str | None) -> str:
    digest = hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()
    return f"judgement-{digest[:12]}"


def made(
    decision: str,
    a: str,
    b: str,
    *,
    by: str,
    at: str,
    reason: str,
    a_report: str | None = None,
    b_report: str | None = None,
) -> Judgement:
    """Make a judgement about two reports or rings; its id follows from what it says.

    Raises:
        InputError: When the decision is not one of `Decision`, or both are the same.
    """
    name = _name(at, by, decision, a, b, reason)
    return Judgement(name, at, by, _decision(decision), a, b, reason, None, a_report, b_report)


def undoing(undone: str, *, by: str, at: str, reason: str) -> Judgement:
    """Make the row that takes away another's effect."""
    return Judgement(_name(at, by, "undo", undone, reason), at, by, None, None, None, reason, undone)


def _decision(written: str) -> Decision:
    try:
        return Decision(written)
    except ValueError as wrong:
        raise InputError(
            "a decision is none of same, different, unsure", advice="Choose one of the three"
        ) from wrong


def read(lines: Iterable[str], file: str) -> tuple[Judgement, ...]:
    """Read the rows of ``judgements.jsonl``; empty lines are passed over.

    Raises:
        InputError: When a line is no judgement, or undoes what does not stand before it; it names the row.
    """
    return added.read(lines, file, _row, "a judgement")


def _row(line: str, place: Place) -> Judgement:
    wrong = InputError("this is no judgement", place=place, advice="See docs/reference/files.md")
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(told, dict):
        raise wrong
    given = {one.name: told.get(one.name) for one in fields(Judgement)}
    if not all(value is None or isinstance(value, str) for value in given.values()) or not given["id"]:
        raise wrong
    undoes = given["undoes"] or None
    try:
        return Judgement(
            id=str(given["id"]),
            at=given["at"] or "",
            by=given["by"] or "",
            decision=None if undoes else _decision(str(given["decision"])),
            a=given["a"],
            b=given["b"],
            reason=given["reason"] or "",
            undoes=undoes,
            a_report=given["a_report"],
            b_report=given["b_report"],
        )
    except InputError as error:
        raise InputError(error.message, place=place, advice=error.advice) from error


def write(row: Judgement) -> str:
    """Write a row as one line of JSON, without the line's end."""
    told = {one.name: getattr(row, one.name) for one in fields(Judgement)}
    kept = {name: value for name, value in told.items() if value is not None or not name.endswith("_report")}
    return json.dumps(kept, ensure_ascii=False)


def standing(rows: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Tell which judgements stand: those not undone, and of each pair only the last; in the order made."""
    undone = added.undone_by(rows)
    last = {frozenset((row.a, row.b)): row.id for row in rows if row.undoes is None and row.id not in undone}
    chosen = set(last.values())
    return tuple(row for row in rows if row.id in chosen)
