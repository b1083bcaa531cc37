"""A ring's whole story: why it is one, its tree and chain, what was judged and changed; also as of a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions import history
from ringfence.actions.files import file_digest
from ringfence.actions.ringfolder import open_rings, readable, which
from ringfence.actions.runs import read_judgements
from ringfence.rings.chain import Enabler, Step, chain, enabling
from ringfence.rings.explain import Explanation, explain
from ringfence.rings.facts import Known, look
from ringfence.rings.history import Passage, passages
from ringfence.rings.judgement import Judgement, standing
from ringfence.rings.together import Together, why_together
from ringfence.rings.tree import Tree, smallest
from ringfence.rings.why import ReportWhy, why_here
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ringfence.actions.history import Moment
    from ringfence.actions.ringfolder import RingFolder


@dataclass(frozen=True, slots=True)
class Change:
    """What one run or judgement changed in a ring.

    Attributes:
        moment: The run or the judgement.
        judgement: The judgement itself, where it was one.
        passages: What came and went.
    """

    moment: Moment
    judgement: Judgement | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class RingStory:
    """All that can be said of a ring.

    Attributes:
        explanation: Why it is one.
        tree: Its smallest evidence tree.
        chain: What it uses at each step, and who could act.
        judgements: The judgements on it or on its reports that stand, oldest first.
        since: When its id was first given; None where the folder does not say.
        led_here: Older ids that lead to it.
        changes: What runs and judgements changed in it, oldest first; nothing that is later than ``as_of``.
        as_of: The run or judgement by which it was so known; None: as it is known now.
        today: Where its reports stand now, most first; empty where ``as_of`` is None.
    """

    explanation: Explanation
    tree: Tree
    chain: tuple[Step, ...]
    judgements: tuple[Judgement, ...]
    since: datetime | None
    led_here: tuple[str, ...]
    changes: tuple[Change, ...]
    as_of: Moment | None
    today: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class _Then:
    """What was known at a time."""

    moment: Moment | None
    known: Known
    judgements: tuple[Judgement, ...]


def tell(
    folder: Path, names: Sequence[str], sightings: Path | None = None, at: datetime | None = None
) -> RingStory | ReportWhy | Together:
    """Tell of a ring, of a report, or of two reports, each named by the beginning of its id.

    Args:
        folder: The ring folder.
        names: One ring, one report, or two reports.
        sightings: Where the sightings are now, when they were moved.
        at: As it was known then; what a value weighs is told by the latest run. None: as it is known now.

    Raises:
        UsageError: When something else is named, or it is no ring folder.
        InputError: When nothing, or more than one thing, begins so; or the sightings are gone; or nothing was
            known then.
    """
    opened = open_rings(folder, sightings)
    then = _then(opened, at)
    found = [which(opened, name) if at is None else _which(then.known, name) for name in names]
    rings = [name for name in found if name.startswith("ring-")]
    if len(found) == 1:
        return _ring(opened, then, found[0]) if rings else _report(then, found[0])
    if len(found) != 2 or rings:
        raise UsageError(
            "only one ring, one report or two reports can be explained",
            advice="Name two reports to learn what joins them",
        )
    return _pair(then, found[0], found[1])


def all_enablers(folder: Path, sightings: Path | None = None) -> tuple[Enabler, ...]:
    """List the values that serve several rings, those of the most rings first.

    Args:
        folder: The ring folder.
        sightings: Where the sightings are now, when they were moved.

    Raises:
        UsageError: When it is no ring folder.
        InputError: When the sightings are gone.
    """
    opened = open_rings(folder, sightings)
    return enabling(opened.known(), _channels(opened))


def _then(opened: RingFolder, at: datetime | None) -> _Then:
    known = opened.known()
    path = opened.path / "judgements.jsonl"
    rows = read_judgements(path) if path.exists() else ()
    if at is None:
        return _Then(None, known, rows)
    moment, members = history.known_on(opened.path, at)
    lazy = members.lazy()
    sightings = known.sightings.join(lazy.select("report_id"), on="report_id", how="semi")
    judged = tuple(row for row in rows if _made(row) <= at)
    return _Then(moment, replace(known, members=lazy, sightings=sightings, rings=None), judged)


def _made(row: Judgement) -> datetime:
    """Read when a judgement was made; one that does not say was always known."""
    try:
        at = datetime.fromisoformat(row.at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _which(known: Known, begins: str) -> str:
    """Find the one ring or report that was known then and whose id begins so."""
    members = known.members.select("report_id", "ring_id").collect()
    starts = [begins] if begins.startswith(("ring-", "report-")) else [f"ring-{begins}", f"report-{begins}"]
    names = pl.concat([members["report_id"], members["ring_id"].drop_nulls()]).unique().sort()
    found = [name for start in starts for name in names.filter(names.str.starts_with(start)).head(2)]
    if begins in found:
        return begins
    if len(found) != 1:
        what = "more than one ring or report begins" if found else "no ring and no report that began"
        raise InputError(
            f"{what} with {begins} then", advice="Give more of its id, or a later day to --as-of"
        )
    return str(found[0])


def _sides(row: Judgement) -> tuple[set[str | None], set[str | None]]:
    """Name either side of a judgement: a report, or a ring and the report that stood for it."""
    return {row.a, row.a_report}, {row.b, row.b_report}


def _report(then: _Then, report_id: str) -> ReportWhy:
    judged = (row for row in standing(then.judgements) if any(report_id in side for side in _sides(row)))
    return replace(why_here(then.known, report_id), judged=tuple(judged))


def _pair(then: _Then, one: str, other: str) -> Together:
    said = why_together(then.known, one, other)
    ends = [{one, said.ring_ids[0]}, {other, said.ring_ids[1]}]
    judged = (
        row
        for row in standing(then.judgements)
        for sides in (_sides(row), _sides(row)[::-1])
        if not any(map(set.isdisjoint, sides, ends))
    )
    return replace(said, judged=tuple(dict.fromkeys(judged)))


def _ring(opened: RingFolder, then: _Then, ring_id: str) -> RingStory:
    facts = look(then.known, ring_id)
    reports = facts.members["report_id"]
    channels = _channels(opened)
    inside = facts.members.lazy().select("report_id")
    mine = None if channels is None else channels.join(inside, on="report_id", how="semi").collect()
    about = {ring_id, *reports}
    judged = tuple(row for row in standing(then.judgements) if not all(map(about.isdisjoint, _sides(row))))
    now = history.members_of(opened.path)
    return RingStory(
        explanation=explain(facts),
        tree=smallest(facts.linking, facts.members.height),
        chain=chain(facts, mine),
        judgements=judged,
        since=_since(opened, ring_id),
        led_here=() if then.moment is not None else _led_here(opened, ring_id),
        changes=_changes(opened, then, now, ring_id),
        as_of=then.moment,
        today=() if then.moment is None else _today(facts.members, now),
    )


def _since(opened: RingFolder, ring_id: str) -> datetime | None:
    rings = opened.rings()
    if rings is None or "first_run" not in rings.collect_schema():
        return None
    first = rings.filter(pl.col("ring_id") == ring_id).select("first_run").collect()["first_run"]
    at = {one.run: one.at for one in reversed(history.moments(opened.path))}
    return at.get(first[0]) if len(first) else None


def _led_here(opened: RingFolder, ring_id: str) -> tuple[str, ...]:
    rings = opened.rings()
    if rings is None or "redirect_to" not in rings.collect_schema():
        return ()
    older = rings.filter(pl.col("redirect_to") == ring_id).select("ring_id").collect()
    return tuple(older["ring_id"].sort())


def _changes(opened: RingFolder, then: _Then, now: pl.DataFrame, ring_id: str) -> tuple[Change, ...]:
    moments = {one.at: one for one in history.moments(opened.path)}
    path = opened.path / "judgements.jsonl"
    rows = {row.id: row for row in read_judgements(path)} if path.exists() else {}
    grouped: dict[datetime, list[Passage]] = {}
    for one in passages(history.states_of(opened.path), now, ring_id):
        if then.moment is None or one.at <= then.moment.at:
            grouped.setdefault(one.at, []).append(one)
    return tuple(
        Change(moments[at], rows.get(moments[at].judgement or ""), tuple(found))
        for at, found in grouped.items()
        if at in moments
    )


def _today(then: pl.DataFrame, now: pl.DataFrame) -> tuple[tuple[str | None, int], ...]:
    stands = then.select("report_id").join(now, on="report_id").group_by("ring_id").agg(pl.len())
    return tuple(stands.sort("len", "ring_id", descending=[True, False]).iter_rows())


def _channels(opened: RingFolder) -> pl.LazyFrame | None:
    """Find how each report's fraud began; None where the reports are not where they were, or not the same."""
    inputs = opened.run.get("inputs")
    told = inputs.get("reports") if isinstance(inputs, dict) else None
    if not isinstance(told, dict) or not isinstance(told.get("path"), str):
        return None
    path = opened.path / told["path"]
    if not path.is_file() or told.get("digest") != file_digest(path):
        return None
    readable(path, ("report_id",))
    reports = pl.scan_parquet(path)
    known = "channel" in reports.collect_schema()
    return reports.select("report_id", "channel") if known else None
