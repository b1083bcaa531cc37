"""Judge: an analyst's word about two reports or rings is added, and the rings are linked anew with it.

Rows are only added; undoing adds a row, too, and brings back exactly what was there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.link import Linking, write_folder
from ringfence.actions.runs import read_judgements, read_previous, sources_of
from ringfence.actions.swap import until_alone
from ringfence.rings.added import undone_by
from ringfence.rings.identity import Previous
from ringfence.rings.judgement import Judgement, made, undoing
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging did.

    Attributes:
        judgement: The row that was added.
        linking: The relink in numbers.
        moved: Reports that stand in another ring than before, or in another core.
    """

    judgement: Judgement
    linking: Linking
    moved: int


def judge_pair(
    folder: Path,
    decision: str,
    names: tuple[str, str],
    *,
    by: str,
    at: datetime,
    reason: str,
    progress: Callable[[int, int | None], None] | None = None,
) -> Judged:
    """Decide about two reports or rings, and link anew.

    Args:
        folder: The ring folder.
        decision: ``same``, ``different`` or ``unsure``.
        names: Two ids of reports or rings; a ring that was redirected stands for where it leads.
        by: Who decides.
        at: When.
        reason: Why, in words.
        progress: Called with steps done and steps in all.

    Raises:
        UsageError: When it is no ring folder, or no reason is given.
        InputError: When an id is not known there, both names lead to one ring that no judgement about the two
            joined, or the files it was linked from have changed.
    """
    if not reason.strip():
        raise UsageError("a judgement needs a reason", advice="Say why with --why")

    def once(state: bytes | None) -> Judged:
        anchors = _sides(folder, names)
        row = made(
            decision,
            *names,
            by=by,
            at=at.isoformat(timespec="microseconds"),
            reason=reason,
            a_report=anchors[0],
            b_report=anchors[1],
        )
        return _add(folder, row, state, progress)

    return until_alone(folder, once)


def undo(
    folder: Path,
    judgement: str,
    *,
    by: str,
    at: datetime,
    reason: str = "",
    progress: Callable[[int, int | None], None] | None = None,
) -> Judged:
    """Take away the effect of an earlier judgement, and link anew.

    Args:
        folder: The ring folder.
        judgement: The id of the row to undo; an undo can be undone as well.
        by: Who undoes it.
        at: When.
        reason: Why, in words.
        progress: Called with steps done and steps in all.

    Raises:
        UsageError: When it is no ring folder.
        InputError: When no such row stands there, it is undone already, or the files it was linked from have
            changed.
    """

    def once(state: bytes | None) -> Judged:
        rows = read_judgements(folder / "judgements.jsonl")
        if judgement not in {row.id for row in rows}:
            raise InputError(
                f"there is no judgement {judgement} here",
                advice=f"See {folder.name}/judgements.jsonl for the ids",
            )
        by_row = undone_by(rows).get(judgement)
        if by_row is not None:
            raise InputError(
                f"{judgement} is undone already", advice=f"To bring it back, use --undo {by_row}"
            )
        row = undoing(judgement, by=by, at=at.isoformat(timespec="microseconds"), reason=reason)
        return _add(folder, row, state, progress)

    return until_alone(folder, once)


def _sides(folder: Path, names: tuple[str, str]) -> tuple[str | None, str | None]:
    """Find for each name the report that stands for it.

    Two names of what is one ring by now mean the two sides that were judged under them before.

    Raises:
        InputError: When there is no such report or ring, or the names are one ring's and nobody judged them.
    """
    a, b = names
    sides = _anchor(folder, a), _anchor(folder, b)
    if a == b or (sides[0] or a) != (sides[1] or b):
        return sides
    rows = read_judgements(folder / "judgements.jsonl")
    judged = [row for row in rows if {row.a, row.b} == {a, b} and row.a_report != row.b_report]
    if judged:
        last = judged[-1]
        return (last.a_report, last.b_report) if last.a == a else (last.b_report, last.a_report)
    raise InputError(
        f"{a} and {b} name the same ring by now" if sides[0] and sides[1] else f"{a} stands for {b}",
        advice="Name two of its reports, or take back with --undo the judgement that joined them",
    )


def _anchor(folder: Path, name: str) -> str | None:
    """Find a report that stands for a ring, its first core report if it has one; None for a report.

    Raises:
        InputError: When there is no such report or ring.
    """
    previous = read_previous(folder)
    members = pl.scan_parquet(folder / "members.parquet")
    if name in set(previous.rings["ring_id"]):
        leads = dict(previous.rings.select("ring_id", "redirect_to").iter_rows())
        ring = leads.get(name) or name
        own = previous.members.filter(pl.col("ring_id") == ring)
        first = own.sort(pl.col("tier") != "core", "report_id")["report_id"]
        if len(first):
            return str(first[0])
    elif members.filter(pl.col("report_id") == name).select(pl.len()).collect().item():
        return None
    raise InputError(
        f"there is no report and no ring {name} here",
        advice="Give whole ids; ringfence explain --in DIR shows the rings",
    )


def _add(
    folder: Path, row: Judgement, state: bytes | None, progress: Callable[[int, int | None], None] | None
) -> Judged:
    """Add a row and link anew, with the same inputs as before."""
    sources = sources_of(folder)
    rows = read_judgements(folder / "judgements.jsonl")
    if row.id in {one.id for one in rows}:
        raise InputError("the same judgement was made at the same time", advice="Nothing needs to be done")
    previous = folder / "previous"
    before = read_previous(previous) if previous.exists() else Previous.none()
    published = read_previous(folder)
    was = _linked(folder)
    linking = write_folder(
        sources,
        folder,
        (*rows, row),
        before,
        published=published,
        judged=row,
        state=state,
        progress=progress,
    )
    now = _linked(folder).join(was, on="report_id", how="left", suffix="_before")
    same = [pl.col(name).eq_missing(pl.col(f"{name}_before")) for name in ("ring_id", "core_id")]
    return Judged(row, linking, now.height - now.filter(pl.all_horizontal(same)).height)


def _linked(folder: Path) -> pl.DataFrame:
    """Read the members, but for what was only placed since the last run."""
    return pl.read_parquet(folder / "members.parquet").filter(~pl.col("provisional"))
