"""Dossiers: read what a ring folder, its sightings and its reports know of one ring."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.ringfolder import RingFolder, open_rings, readable, which
from ringfence.actions.runs import read_judgements, sources_of
from ringfence.reports.report import REPORTS
from ringfence.rings.dossier import Dossier
from ringfence.rings.explain import explain
from ringfence.rings.facts import look
from ringfence.rings.judgement import standing
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

_REASONS = 20


def dossier_of(folder: Path, name: str, *, sightings: Path | None = None) -> Dossier:
    """Put together the dossier of a ring.

    Args:
        folder: The ring folder.
        name: The beginning of the ring's id.
        sightings: Where the sightings are now, when they were moved.

    Raises:
        UsageError: When it is no ring folder, the name is not a ring's, or the rings were linked without
            ``--reports``.
        InputError: When no ring begins so, or an input is gone or has changed.
        FormatError: When a file cannot be read.
    """
    opened = open_rings(folder, sightings)
    ring_id = which(opened, name)
    if not ring_id.startswith("ring-"):
        raise UsageError(
            f"{name} is a report, not a ring",
            advice="Run ringfence explain --in DIR to see the rings",
        )
    facts = look(opened.known(), ring_id)
    reports = _reports(folder, facts.members)
    return Dossier(
        ring_id=ring_id,
        run=opened.run,
        facts=facts,
        explanation=explain(facts, reasons=_REASONS),
        reports=reports,
        judgements=_judgements(opened, facts.members["report_id"].to_list(), ring_id),
        known_at=_newest(reports["received_at"], facts.sightings["at"]),
    )


def _newest(*columns: pl.Series) -> datetime | None:
    times = [when for column in columns if isinstance(when := column.max(), datetime)]
    return max(times, default=None)


def _reports(folder: Path, members: pl.DataFrame) -> pl.DataFrame:
    path = sources_of(folder).reports
    if path is None:
        raise UsageError(
            "these rings were linked without their reports",
            advice="Link again with --reports reports.parquet",
        )
    readable(path, tuple(REPORTS.names))
    placed = members.select("report_id", "tier", "core_id", "confidence")
    rows = pl.scan_parquet(path).join(placed.lazy(), on="report_id", how="inner").sort("report_id").collect()
    if rows.height != members.height:
        raise InputError(
            f"{members.height - rows.height} reports of the ring are not among the reports",
            advice="Link again with the reports that the sightings came from",
        )
    return rows


def _judgements(opened: RingFolder, reports: list[str], ring_id: str) -> tuple[dict[str, object], ...]:
    path = opened.path / "judgements.jsonl"
    if not path.exists():
        return ()
    inside = {ring_id, *reports}
    rows = standing(read_judgements(path))
    return tuple(
        asdict(row) for row in rows if not inside.isdisjoint({row.a, row.b, row.a_report, row.b_report})
    )
