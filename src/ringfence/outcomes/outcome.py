"""Outcomes: what forces did about a ring, and from which day the public may know; rows are only ever added.

A row tells of a referral, a raid, arrests …; an *undo* takes a row's effect away, and undoing the undo brings
it back. What stands now, or stood on an earlier day, is a pure function of the rows. Without a day from which
it is public an outcome is under embargo: only the internal tally knows it.

    >>> raid = made(
    ...     "raid", "ring-1", "in-cbi", "IN", on="2026-03-05", source="Letter of 6 March", by="asha",
    ...     at="2026-03-06T09:00:00+00:00", count=3,
    ... )
    >>> [row.kind.value for row in standing([raid])], raid.public_on
    (['raid'], None)
    >>> standing([raid, undoing(raid.id, by="asha", at="2026-03-07T09:00:00+00:00", reason="another ring")])
    ()
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ringfence.reports.places import iso_country
from ringfence.rings import added
from ringfence.words import InputError, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ringfence.words import Place


class Kind(StrEnum):
    """What came of a ring; ``referral`` is the case file that was handed to a force."""

    REFERRAL = "referral"
    RAID = "raid"
    ARREST = "arrest"
    SEIZURE = "seizure"
    FREEZE = "freeze"
    RECOVERY = "recovery"
    CHARGE = "charge"
    CONVICTION = "conviction"
    ACQUITTAL = "acquittal"


PAID = frozenset({Kind.SEIZURE, Kind.FREEZE, Kind.RECOVERY})
"""The kinds that have money."""

_FORCE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST = 10**9


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of ``outcomes.jsonl``.

    Attributes:
        id: Its name, ``outcome-`` and 12 hexadecimal digits when made here.
        at: When it was recorded, ISO 8601 with an offset.
        by: Who recorded it.
        kind: What came of it; None when the row undoes another, as all that follows but ``note``.
        ring_id: The ring.
        force: The id of the force that did it, or to which the ring was referred.
        country: Where, ISO 3166-1 alpha-2.
        on: The day of it; one day after the recording at most, for clocks that are ahead of UTC.
        source: Who says so: a letter, a judgment, the address of a press release.
        public_from: The day from which the public may know; None: not public.
        count: How many: places raided, people arrested, accounts frozen, people charged; 1 or more.
        money: What was seized, frozen or recovered, for those three kinds only; None: nothing, or not known.
        note: What else there is to say, or why another row is undone; never tallied.
        undoes: The id of the row whose effect it takes away; None otherwise.

    Raises:
        InputError: When it neither tells of an outcome nor undoes another, or a value is out of its range.
    """

    id: str
    at: str
    by: str
    kind: Kind | None
    ring_id: str | None
    force: str | None
    country: str | None
    on: date | None
    source: str | None
    public_from: date | None
    count: int
    money: Money | None
    note: str
    undoes: str | None = None

    def __post_init__(self) -> None:
        if not self.id.startswith("outcome-"):
            raise InputError("an outcome has no id of its own", advice="Write it with ringfence outcome")
        if _moment(self.at) is None:
            raise InputError(
                "the time of recording is none with an offset from UTC",
                advice="Write it as 2026-03-05T09:00:00+00:00",
            )
        if self.undoes is None:
            self._check()

    def _check(self) -> None:
        if self.kind is None or not self.ring_id or not self.ring_id.startswith("ring-"):
            raise InputError(
                "an outcome neither tells what came of a ring nor undoes another",
                advice="Write it with ringfence outcome",
            )
        if not _FORCE.fullmatch(self.force or ""):
            raise InputError(
                "a force's id is not of small letters, digits and hyphens", advice="Use one such as in-cbi"
            )
        if iso_country(self.country or "") != self.country:
            raise InputError(
                "a country is no code of ISO 3166-1", advice="Give two capitals, such as US or DE"
            )
        if self.on is None:
            raise InputError("an outcome has no day", advice="Give it as 2026-03-05")
        if self.on > self.recorded_on + timedelta(days=1):
            raise InputError("an outcome lies ahead of its recording", advice="Record it once it happened")
        if not (self.source or "").strip():
            raise InputError("an outcome has no source", advice="Say who says so: a letter, a judgment")
        if not 1 <= self.count <= _MOST:
            raise InputError("an outcome counts less than one, or too many", advice="Give 1 or more")
        if self.money is not None and self.kind not in PAID:
            raise InputError(
                "only a seizure, a freeze or a recovery has an amount of money",
                advice="Record the money as an outcome of its own of one of these kinds",
            )

    @property
    def recorded_on(self) -> date:
        """The day on which it was recorded, in UTC."""
        when = _moment(self.at)
        assert when is not None
        return when.date()

    @property
    def public_on(self) -> date | None:
        """The first day on which a public tally may count it; None while it is under embargo.

        Never before it happened or was recorded, so that a month that is over does not change afterwards.
        """
        if self.on is None or self.public_from is None:
            return None
        return max(self.on, self.public_from, self.recorded_on)


def _moment(written: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(written)
    except ValueError:
        return None
    return when.astimezone(UTC) if when.tzinfo is not None and 1 < when.year < 9998 else None


def made(
    kind: str,
    ring_id: str,
    force: str,
    where: str,
    *,
    on: str,
    source: str,
    by: str,
    at: str,
    public_from: str | None = None,
    count: int = 1,
    money: Money | None = None,
    note: str = "",
) -> Outcome:
    """Make the row of an outcome; its id follows from what it says.

    Args:
        kind: One of `Kind`.
        ring_id: The ring's whole id.
        force: The force's id.
        where: The country, alpha-2 in any case.
        on: The day of it, ISO 8601.
        source: Who says so.
        by: Who records it.
        at: When it is recorded, ISO 8601 with an offset.
        public_from: The day from which the public may know, ISO 8601; None: not public.
        count: How many.
        money: What was seized, frozen or recovered.
        note: What else there is to say.

    Raises:
        InputError: When a value is not what it should be.
    """
    row = Outcome(
        id=_name(at, by, kind, ring_id, force, where, on, source, public_from, count, money, note),
        at=at,
        by=by,
        kind=_kind(kind),
        ring_id=ring_id,
        force=force,
        country=iso_country(where) or where,
        on=_day(on),
        source=source,
        public_from=None if public_from is None else _day(public_from),
        count=count,
        money=money,
        note=note,
    )
    assert row.kind is not None
    return row


def undoing(undone: str, *, by: str, at: str, reason: str) -> Outcome:
    """Make the row that takes away another's effect.

    Raises:
        InputError: When the time is none.
    """
    name = _name(at, by, "undo", undone, reason)
    return Outcome(name, at, by, None, None, None, None, None, None, None, 1, None, reason, undone)


def _name(*parts: object) -> str:
    written = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"outcome-{hashlib.sha256(written.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _kind(written: str) -> Kind:
    try:
        return Kind(written)
    except ValueError as wrong:
        raise InputError(
            "this is no kind of outcome", advice=f"Choose one of {', '.join(one.value for one in Kind)}"
        ) from wrong


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise InputError("this is no day", advice="Write it as 2026-03-05") from wrong


def read(lines: Iterable[str], file: str) -> tuple[Outcome, ...]:
    """Read the rows of ``outcomes.jsonl``; empty lines are passed over.

    Raises:
        InputError: When a line is no outcome, or undoes what does not stand before it; it names the row.
    """
    return added.read(lines, file, _row, "an outcome")


def _row(line: str, place: Place) -> Outcome:
    wrong = InputError("this is no outcome", place=place, advice="See docs/reference/outcomes.md")
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(told, dict):
        raise wrong
    given = {one.name: told.get(one.name) for one in fields(Outcome)}
    number, paid = given.pop("count"), given.pop("money")
    if not all(value is None or isinstance(value, str) for value in given.values()) or not given["id"]:
        raise wrong
    if isinstance(number, bool) or not isinstance(number, int):
        raise wrong
    try:
        kind, on, public_from = given["kind"], given["on"], given["public_from"]
        return Outcome(
            id=given["id"] or "",
            at=given["at"] or "",
            by=given["by"] or "",
            note=given["note"] or "",
            ring_id=given["ring_id"],
            force=given["force"],
            country=given["country"],
            source=given["source"],
            undoes=given["undoes"],
            kind=_kind(kind) if kind else None,
            on=_day(on) if on else None,
            public_from=_day(public_from) if public_from else None,
            count=number,
            money=_money(paid),
        )
    except InputError as error:
        raise InputError(error.message, place=place, advice=error.advice) from error


def _money(told: object) -> Money | None:
    if told is None:
        return None
    minor, currency = (told.get("minor"), told.get("currency")) if isinstance(told, dict) else (None, None)
    if isinstance(minor, bool) or not isinstance(minor, int) or not isinstance(currency, str):
        raise InputError("this is no money", advice="Give minor units and a currency, or null")
    return Money(minor, currency)


def write(row: Outcome) -> str:
    """Write a row as one line of JSON, without the line's end."""
    told = asdict(row)
    told |= {name: None if told[name] is None else told[name].isoformat() for name in ("on", "public_from")}
    return json.dumps(told, ensure_ascii=True)


def standing(rows: Sequence[Outcome], until: date | None = None) -> tuple[Outcome, ...]:
    """Tell which outcomes stand: those not undone, in the order recorded.

    Args:
        rows: All rows, in the order in which they were added.
        until: Look only at what was recorded on this day (UTC) or before; None: at all.
    """
    seen = [row for row in rows if until is None or row.recorded_on <= until]
    undone = added.undone_by(seen)
    return tuple(row for row in seen if row.undoes is None and row.id not in undone)


def again(row: Outcome, rows: Iterable[Outcome]) -> Outcome | None:
    """Find a row that tells of the same outcome: all but who recorded it, when, the embargo and the note.

    Args:
        row: What is looked for.
        rows: Where; usually those that stand.
    """
    return next((one for one in rows if one.id != row.id and _told(one) == _told(row)), None)


def _told(row: Outcome) -> tuple[object, ...]:
    source = " ".join((row.source or "").split()).casefold()
    return (row.kind, row.ring_id, row.force, row.country, row.on, source, row.count, row.money)
