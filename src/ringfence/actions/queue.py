"""The queue: what waits for a person: reports that triage marked, and corrections that were asked for.

Nothing in it is ever deleted, and nothing decides itself when it is old. A decision is a row with a reason;
a later one takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import OuterRef, Subquery

from ringfence.actions import correcting, hearing
from ringfence.actions.corrections import DECIDE_WITHIN
from ringfence.actions.hearing import PASSED, SPAM, UNCLEAR
from ringfence.guidance.check import shown
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from ringfence.actions.corrections import Pending

REPORT, CORRECTION = "report", "correction"
DECISIONS = {PASSED: REPORT, SPAM: REPORT, "uphold": CORRECTION, "reject": CORRECTION}
"""What may be decided, and of what."""
_ACTS = {"uphold": "upheld", "reject": "rejected"}
LONGEST_WHY, LONGEST_BY = 400, 80
"""Characters of a reason and of a name that are kept."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits.

    Attributes:
        id: ``report-…`` or ``correction-…``.
        what: `REPORT` or `CORRECTION`.
        since: When it came, aware.
        days: Whole days that it has waited.
        overdue: Whether it has waited longer than it may; only a correction has a clock.
        why: A report: the rule that marked it. A correction: the reason as it was given.
        values: What it is about, as a person reads it.
    """

    id: str
    what: str
    since: datetime
    days: int
    overdue: bool
    why: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made before.

    Attributes:
        at: When.
        decision: What.
        by: Who, or ``rule``.
        why: The reason.
    """

    at: datetime
    decision: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a person needs to decide.

    Attributes:
        waiting: What waits, or waited.
        text: The report's words, masked; "" for a correction, or where its person was erased.
        reports: How many reports before the public name the same values.
        before: The decisions so far, the oldest first.
    """

    waiting: Waiting
    text: str
    reports: int
    before: tuple[Decided, ...]


def waiting(at: datetime, what: str | None = None) -> tuple[Waiting, ...]:
    """List what waits: corrections first, since they hide something; then reports; the oldest first.

    Args:
        at: Now, aware.
        what: `REPORT` or `CORRECTION` alone; None: both.
    """
    corrections = () if what == REPORT else correcting.pending(at)
    reports = [] if what == CORRECTION else list(_marked().order_by("received_at", "id"))
    return (*(_of_correction(one) for one in corrections), *(_of_report(row, at) for row in reports))


def _marked() -> QuerySet[models.Report]:
    """Give the reports whose newest row of triage is a rule's, and whose words can still be read."""
    newest = models.Triage.objects.filter(report=OuterRef("pk")).order_by("-id")
    return (
        models.Report.objects.filter(public=True, heard=False, person__wrapped__isnull=False)
        .annotate(decision=Subquery(newest.values("decision")[:1]), marked=Subquery(newest.values("why")[:1]))
        .filter(decision=UNCLEAR)
        .prefetch_related("sightings")
    )


def _of_report(row: models.Report, at: datetime) -> Waiting:
    values = dict.fromkeys(shown(one.kind, one.value) for one in row.sightings.all() if one.strength)
    why = str(getattr(row, "marked", ""))
    days = (at - row.received_at).days
    return Waiting(row.report_id, REPORT, row.received_at, days, overdue=False, why=why, values=tuple(values))


def _of_correction(one: Pending) -> Waiting:
    values = tuple(shown(kind, value) for kind, value in one.values)
    return Waiting(one.id, CORRECTION, one.asked_at, one.days, one.overdue, one.why, values)


def show(name: str, at: datetime) -> Shown:
    """Show one thing that waits, or was decided.

    Args:
        name: Its id, or the beginning of it.
        at: Now, aware.

    Raises:
        InputError: When there is none, or more than one.
    """
    if name.startswith(CORRECTION):
        return _show_correction(_one(name, _requests(name)), at)
    row = models.Report.objects.get(report_id=_one(name, _reports(name)))
    triage = [Decided(one.at, one.decision, one.by, one.why) for one in row.triage_rows.order_by("id")]
    marked = next((one.why for one in reversed(triage) if one.decision == UNCLEAR), "")
    text = (vault.unseal(row.person, "text") or b"").decode()
    values = [(one.kind, one.value) for one in row.sightings.all() if one.strength]
    told = _of_report(row, at)
    return Shown(
        Waiting(told.id, REPORT, told.since, told.days, overdue=False, why=marked, values=told.values),
        text,
        _others(values),
        tuple(triage),
    )


def _show_correction(name: str, at: datetime) -> Shown:
    rows = list(models.Correction.objects.filter(request=name).select_related("contact").order_by("id"))
    asked = [row for row in rows if row.act == "asked"]
    before = {
        (row.at, row.act): Decided(row.at, row.act, row.by or "", row.why)
        for row in rows
        if row.act != "asked"
    }
    values = [(row.kind, row.value) for row in asked]
    age = at - asked[0].at
    told = Waiting(
        name,
        CORRECTION,
        asked[0].at,
        age.days,
        overdue=not before and age > DECIDE_WITHIN,
        why=correcting.reason_of(asked[0]),
        values=tuple(shown(kind, value) for kind, value in values),
    )
    return Shown(told, "", _others(values), tuple(before.values()))


def _others(values: Sequence[tuple[str, str]]) -> int:
    """Count the reports before the public that name one of some values."""
    found: set[int] = set()
    for kind, value in dict.fromkeys(values):
        rows = models.Sighting.objects.filter(value=value, kind=kind, report__public=True)
        found |= set(rows.values_list("report_id", flat=True))
    return len(found)


def decide(name: str, decision: str, *, why: str, by: str, at: datetime) -> str:
    """Decide something that waits; the same decision twice is one, a later one takes an earlier one's place.

    Args:
        name: Its id, or the beginning of it.
        decision: One of `DECISIONS`. A report that passed counts before the public, spam does not.
        why: The reason; whoever asked for a correction can read it.
        by: Who decides.
        at: Now, aware.

    Returns:
        The whole id.

    Raises:
        UsageError: When it is no decision on such a thing, or no reason or nobody is named.
        InputError: When there is none, or more than one, of this id.
    """
    what = CORRECTION if name.startswith(CORRECTION) else REPORT
    if DECISIONS.get(decision) != what:
        fit = " or ".join(one for one, of in DECISIONS.items() if of == what)
        raise UsageError(f"a {what} cannot be decided so", advice=f"Say {fit}")
    if not why.strip() or not by.strip() or len(why) > LONGEST_WHY or len(by) > LONGEST_BY:
        raise UsageError(
            f"a decision has a reason of at most {LONGEST_WHY} characters, and someone who made it",
            advice="Give --why, and --by",
        )
    with transaction.atomic():
        if what == CORRECTION:
            whole = _one(name, _requests(name))
            correcting.decide(whole, _ACTS[decision], by=by, why=why, at=at)
        else:
            whole = _one(name, _reports(name))
            report = models.Report.objects.select_for_update().get(report_id=whole)
            hearing.decide(report, decision, why=why.strip(), by=by, at=at)
    return whole


def _reports(name: str) -> list[str]:
    begun = name if name.startswith("report-") else f"report-{name}"
    return list(
        models.Report.objects.filter(report_id__startswith=begun).values_list("report_id", flat=True)[:2]
    )


def _requests(name: str) -> list[str]:
    rows = models.Correction.objects.filter(request__startswith=name).values_list("request", flat=True)
    return list(rows.distinct()[:2])


def _one(name: str, found: list[str]) -> str:
    if not found:
        raise InputError(f"nothing is called {name}", advice="Look with: ringfence queue list")
    if len(found) > 1:
        raise InputError(f"more than one begins with {name}", advice="Give more of its id")
    return found[0]
