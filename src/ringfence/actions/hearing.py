"""Hearing: whether a kept report may count before the public, by the rules of `reports.triage`.

Nothing is deleted: a report that does not pass is marked, waits in the queue for a person's decision, and is
linked as any other. A decision adds a row; `Report.heard` repeats what the newest row says.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl
from django.db.models import Count
from django.db.models.functions import TruncDate

from ringfence.ledger.opened import models
from ringfence.reports import triage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import pyarrow as pa

RULE = "rule"
"""Who decided, where a rule did."""
PASSED, SPAM, UNCLEAR = "passed", "spam", "unclear"
"""What a row of triage says; a rule never says more than ``unclear``."""


def judge(rows: Sequence[models.Report], reports: pa.RecordBatch, *, at: datetime) -> int:
    """Mark those of some new reports that do not pass, and those that a flood brings down with it.

    Args:
        rows: The reports' rows, just kept.
        reports: The same reports, masked, with the columns of ``REPORTS``.
        at: Now.

    Returns:
        How many were marked.
    """
    if not rows:
        return 0
    row_of = {row.report_id: row for row in rows}
    busiest = _busiest(rows)
    why = _refused(rows, reports, busiest)
    why |= {row.report_id: "copy" for row in _copies(rows) if row.report_id not in why}
    marked = [(row_of[name], reason) for name, reason in sorted(why.items())]
    floods = [key for key, many in busiest.items() if many > triage.MOST_A_DAY]
    marked += [(row, "flood") for row in _drowned(floods) if row.report_id not in why]
    _mark(marked, at)
    return len(marked)


def _refused(
    rows: Sequence[models.Report], reports: pa.RecordBatch, busiest: Mapping[tuple[str, str], int]
) -> dict[str, str]:
    """Say which do not pass by what they hold, and why."""
    if len(rows) == 1 == reports.num_rows:
        text, stated = (reports.column(name)[0].as_py() for name in ("text", "stated"))
        day = (rows[0].reporter or "", f"{rows[0].received_at:%Y-%m-%d}")
        found = triage.refused_one(text, stated=len(stated), flood=busiest.get(day, 0) > triage.MOST_A_DAY)
        return {rows[0].report_id: found} if found else {}
    frame = pl.DataFrame(pl.from_arrow(reports.select(list(triage.COLUMNS)))).filter(
        pl.col("report_id").is_in([row.report_id for row in rows])
    )
    return dict(triage.refused(frame, busiest).iter_rows())


def decide(report: models.Report, decision: str, *, why: str, by: str, at: datetime) -> None:
    """Add a person's decision on a report, within a transaction; the same one twice is one."""
    newest = report.triage_rows.order_by("-id").first()
    if newest is not None and (newest.decision, newest.why, newest.by) == (decision, why, by):
        return
    models.Triage.objects.create(report=report, decision=decision, why=why, by=by, at=at)
    report.heard = decision == PASSED
    report.save(update_fields=["heard"])


def _mark(marked: Sequence[tuple[models.Report, str]], at: datetime) -> None:
    if not marked:
        return
    models.Triage.objects.bulk_create(
        models.Triage(report=row, decision=UNCLEAR, why=reason, by=RULE, at=at) for row, reason in marked
    )
    models.Report.objects.filter(pk__in=[row.pk for row, _ in marked]).update(heard=False)


def _busiest(rows: Sequence[models.Report]) -> dict[tuple[str, str], int]:
    """Count what the reporters of some rows handed in on the same days, before the public."""
    keys = {(row.reporter, row.received_at.date()) for row in rows if row.reporter is not None}
    if not keys:
        return {}
    counted = (
        models.Report.objects.filter(
            public=True,
            reporter__in={name for name, _ in keys},
            received_at__date__in={day for _, day in keys},
        )
        .annotate(day=TruncDate("received_at"))
        .values_list("reporter", "day")
        .annotate(many=Count("id"))
    )
    return Counter({(str(name), f"{day:%Y-%m-%d}"): many for name, day, many in counted})


def _copies(rows: Sequence[models.Report]) -> list[models.Report]:
    """Give those whose words an earlier report has that may count before the public.

    Which of the rows themselves copies another `reports.triage` says, by when each was received.
    """
    words = {row.wording for row in rows if row.wording is not None}
    earlier = models.Report.objects.filter(public=True, pk__lt=min(row.pk for row in rows))
    known = set(earlier.filter(wording__in=words).values_list("wording", flat=True).distinct())
    return [row for row in rows if row.wording in known]


def _drowned(floods: Sequence[tuple[str, str]]) -> list[models.Report]:
    """Give the reports of a flood that still count; what a person let pass goes on counting."""
    if not floods:
        return []
    still = models.Report.objects.filter(heard=True).exclude(triage_rows__decision=PASSED)
    return [row for reporter, day in floods for row in still.filter(reporter=reporter, received_at__date=day)]
