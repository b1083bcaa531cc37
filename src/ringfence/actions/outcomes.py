"""Outcomes: what came of a ring is recorded beside it, and what may be said of all of it is tallied.

``DIR/outcomes.jsonl`` stands beside the rings that ``link`` wrote; rows are only added, and only its owner
can read it, since it knows what is under embargo. A tally reads one or more such folders and, through
``run.json``, their reports.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.ringfolder import open_rings, readable, which
from ringfence.actions.runs import sources_of
from ringfence.outcomes.outcome import Outcome, again, made, read, standing, undoing, write
from ringfence.outcomes.tally import BY, measures_of_outcomes, measures_of_reports, public, whole
from ringfence.rings.added import undone_by
from ringfence.words import FormatError, InputError, Place, UsageError, now

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from ringfence.outcomes.tally import Tally
    from ringfence.words import Money

NAME = "outcomes.jsonl"
_READ = ("report_id", "reporter", "received_at", "country", "payments")


@dataclass(frozen=True, slots=True)
class Happened:
    """What someone says came of a ring.

    Attributes:
        kind: One of `ringfence.outcomes.outcome.Kind`.
        ring: The ring, by the beginning of its id.
        force: The force's id.
        country: Where, alpha-2.
        on: The day of it, ISO 8601.
        source: Who says so.
        public_from: The day from which the public may know, ISO 8601; None: not public.
        count: How many.
        money: What was seized, frozen or recovered.
        note: What else there is to say.
    """

    kind: str
    ring: str
    force: str
    country: str
    on: str
    source: str
    public_from: str | None = None
    count: int = 1
    money: Money | None = None
    note: str = ""


def read_outcomes(folder: Path) -> tuple[Outcome, ...]:
    """Read the outcomes of a ring folder; none where there is no such file.

    Raises:
        FormatError: When the file cannot be read as UTF-8.
        InputError: When a row is no outcome.
    """
    path = folder / NAME
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8") as lines:
            return read(lines, path.name)
    except OSError as wrong:
        raise UsageError(f"cannot read {path}", advice="Look whether you may read it") from wrong
    except UnicodeDecodeError as wrong:
        raise FormatError("this is not UTF-8", place=Place(path.name), advice="Save it as UTF-8") from wrong


def record(folder: Path, told: Happened, *, by: str, at: datetime) -> Outcome:
    """Record what came of a ring.

    Args:
        folder: The ring folder.
        told: What happened.
        by: Who records it.
        at: When.

    Returns:
        The row that was added.

    Raises:
        UsageError: When it is no ring folder, or a value is not what it should be.
        InputError: When no one ring begins so, or the same is recorded there already and stands.
    """
    ring_id = which(open_rings(folder), told.ring)
    if not ring_id.startswith("ring-"):
        raise InputError("this names a report", advice="Name the ring; ringfence explain --in DIR shows them")
    return _add(folder, _row(ring_id, told, by, at))


def _row(ring_id: str, told: Happened, by: str, at: datetime) -> Outcome:
    """Make the row; a wrong value was given by whoever records it, not found in a file."""
    try:
        return made(
            told.kind,
            ring_id,
            told.force,
            told.country,
            on=told.on,
            source=told.source,
            by=by,
            at=at.isoformat(timespec="microseconds"),
            public_from=told.public_from,
            count=told.count,
            money=told.money,
            note=told.note,
        )
    except InputError as wrong:
        raise UsageError(wrong.message, advice=wrong.advice) from wrong


def undo(folder: Path, outcome: str, *, by: str, at: datetime, reason: str) -> Outcome:
    """Take away the effect of an earlier row; an undo can be undone as well.

    Args:
        folder: The ring folder.
        outcome: The id of the row.
        by: Who undoes it.
        at: When.
        reason: Why.

    Returns:
        The row that was added.

    Raises:
        UsageError: When no reason is given.
        InputError: When no such row stands there, it is undone already, or what it would bring back stands
            there again.
    """
    if not reason.strip():
        raise UsageError("undoing an outcome needs a reason", advice="Say why with --why")
    rows = read_outcomes(folder)
    if outcome not in {row.id for row in rows}:
        raise InputError("there is no such outcome here", advice=f"See {folder.name}/{NAME} for the ids")
    by_row = undone_by(rows).get(outcome)
    if by_row is not None:
        raise InputError("this outcome is undone already", advice=f"To bring it back, use --undo {by_row}")
    return _add(folder, undoing(outcome, by=by, at=at.isoformat(timespec="microseconds"), reason=reason))


def _add(folder: Path, row: Outcome) -> Outcome:
    rows = read_outcomes(folder)
    stood = standing(rows)
    for risen in set(standing((*rows, row))) - set(stood):
        twin = again(risen, stood)
        if twin is not None:
            raise InputError(
                f"the same is recorded already: {twin.id}",
                advice=f"Nothing needs to be done; to tell it otherwise, first use --undo {twin.id}",
            )
    if row.id in {one.id for one in rows}:
        raise InputError("the same was recorded at the same time", advice="Nothing needs to be done")
    with replacing(folder / NAME, mode=PRIVATE) as path:
        path.write_text("".join(f"{write(one)}\n" for one in (*rows, row)), encoding="utf-8")
    return row


def tally(
    folders: Sequence[Path], by: str, as_of: date, *, internal: bool = False, today: date | None = None
) -> Tally:
    """Tally what ring folders hold; what stands in two of them counts once.

    Args:
        folders: Ring folders that were linked with their reports.
        by: ``kind``, ``month``, ``country`` or ``force``.
        as_of: The day that it shall be true for.
        internal: Tell everything, not only what may be said in public.
        today: The day it is (UTC); absent: by the computer's clock.

    Raises:
        UsageError: When a public tally shall be of a day ahead, one is no ring folder, or was linked without
            its reports.
        FormatError: When a file cannot be read.
        InputError: When the reports are gone or have changed, or a row is no outcome.
    """
    if by not in BY:
        raise UsageError("a tally cannot be told by this", advice=f"Choose one of {', '.join(BY)}")
    if not internal and as_of > (now().date() if today is None else today):
        raise UsageError(
            "this day lies ahead; a public tally cannot tell what is not public yet",
            advice="Use --internal for a preview",
        )
    if not folders:
        raise UsageError("no ring folder was named", advice="Name one that ringfence link wrote")
    reports, members = [], []
    for folder in folders:
        path = sources_of(folder).reports
        if path is None:
            raise UsageError(
                f"{folder} was linked without its reports",
                advice="Link again with --reports reports.parquet",
            )
        readable(path, _READ)
        readable(folder / "members.parquet", ("report_id", "ring_id"))
        reports.append(pl.scan_parquet(path).select(_READ))
        members.append(pl.scan_parquet(folder / "members.parquet").select("report_id", "ring_id"))
    ledgers = [read_outcomes(folder) for folder in folders]
    measures = (
        *measures_of_reports(pl.concat(reports), pl.concat(members), as_of),
        *measures_of_outcomes(ledgers, as_of, internal=internal),
    )
    return (whole if internal else public)(measures, by, as_of)


def write_csv(told: Tally, path: Path) -> None:
    """Write a tally as CSV, one figure a line; an amount of money is in minor units.

    What is internal only its owner can read.

    Raises:
        UsageError: When it cannot be written there.
    """
    mode = PRIVATE if told.internal else 0o644
    with replacing(path, mode=mode) as beside, beside.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("as_of", "by", "label", "measure", "currency", "amount", "said"))
        for row in told.rows:
            for (measure, currency), figure in zip(told.columns, row.figures, strict=True):
                amount = "" if figure.amount is None else figure.amount
                writer.writerow(
                    (told.as_of, told.by, row.label, measure, currency or "", amount, figure.said)
                )
