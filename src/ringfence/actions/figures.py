"""Figures: what the public may know of the whole: reports, rings, referrals, raids, arrests, losses.

Read off the ledger, the newest rings and what came of them, and told only as `outcomes.tally` and
`outcomes.disclosure` let it through. An operation under embargo changes nothing of it, before or after.
"""

from __future__ import annotations

import csv
import io
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
from django.db import connection

from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.outcomes import read_outcomes
from ringfence.ledger.configuration import configuration
from ringfence.outcomes.disclosure import LEAST, Cell, release
from ringfence.outcomes.tally import BY, measures_of_outcomes, measures_of_reports, public
from ringfence.outcomes.weeks import WEEKS, weekly
from ringfence.reports.safety import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ringfence.outcomes.tally import Figure, Measure, Tally

FRESH = timedelta(hours=1)
"""How long figures are handed out before they are worked out anew; what they tell changes once a month."""
NAME = "figures.json"
"""The file under ``RINGFENCE_HOME/run`` in which they wait; it holds nothing that is not public."""
_BATCH = 50_000
_REPORTS = pa.schema(
    [
        ("report_id", pa.string()),
        ("reporter", pa.string()),
        ("received_at", pa.timestamp("us", "UTC")),
        ("country", pa.string()),
        ("payments", pa.list_(pa.struct([("amount_minor", pa.int64()), ("currency", pa.string())]))),
    ]
)
_MEMBERS = {"report_id": pl.String, "ring_id": pl.String}

_working = threading.Lock()


def figures(at: datetime) -> Mapping[str, Any]:
    """Give the public figures of a day, as a document that JSON can hold.

    Args:
        at: Now, aware.

    Returns:
        ``as_of`` and ``made_at``; ``weeks``: ``from``, ``to`` and ``reports`` of each; and for each of
        `tally.BY` ``by_kind``, ``by_month``, ``by_country``, ``by_force``: ``columns`` and ``rows`` as in
        `Tally`. An amount of money is in minor units.
    """
    file = configuration().home / "run" / NAME
    kept = _kept(file)
    if kept is not None and _fresh(kept, at):
        return kept
    if not _working.acquire(blocking=kept is None):
        assert kept is not None
        return kept  # another is at it; an hour more does no harm
    try:
        made = document(at)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replacing(file, mode=PRIVATE) as path:
            path.write_text(json.dumps(made), encoding="utf-8")
    finally:
        _working.release()
    return made


def _kept(file: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def _fresh(kept: Mapping[str, Any], at: datetime) -> bool:
    made = datetime.fromisoformat(kept["made_at"])
    return made.date() == at.date() and made <= at < made + FRESH


def document(at: datetime) -> dict[str, Any]:
    """Work the figures out; see `figures`."""
    today = at.date()
    node = configuration()
    reports = _reports(at)
    members = node.rings / "members.parquet"
    placed = (
        pl.scan_parquet(members).select("report_id", "ring_id")
        if members.is_file()
        else pl.LazyFrame(schema=_MEMBERS)
    )
    of_reports = measures_of_reports(reports, placed, today)
    measures = (*of_reports, *measures_of_outcomes([read_outcomes(node.rings)], today, internal=False))
    over = f"{today:%Y-%m}"
    return {
        "as_of": today.isoformat(),
        "made_at": at.isoformat(),
        "weeks": _weeks(of_reports[0], reports, over),
        **{f"by_{by}": _told(public(measures, by, today)) for by in BY},
    }


def _weeks(measure: Measure, reports: pl.LazyFrame, over: str) -> list[dict[str, object]]:
    """Cut the months of which reports may be shown into weeks."""
    spans = release(measure.parts, (), over).spans
    return [
        {"from": one.first.isoformat(), "to": one.last.isoformat(), "reports": one.amount}
        for one in weekly(spans, _cells(reports))
    ]


def _cells(reports: pl.LazyFrame) -> dict[tuple[str, int], Cell]:
    """Count the reports of each week of each month, and the people who made most of them."""
    people = (
        reports.unique("report_id", keep="any")
        .group_by(
            month=pl.col("received_at").dt.strftime("%Y-%m"),
            week=((pl.col("received_at").dt.day() - 1) // 7 + 1).clip(1, WEEKS),
            person=pl.coalesce("reporter", "report_id"),
        )
        .len("many")
    )
    most = pl.struct("person", "many").sort_by("many", "person", descending=[True, False]).head(LEAST)
    counted = people.group_by("month", "week").agg(total=pl.col("many").sum(), people=most)
    return {
        (row["month"], row["week"]): Cell(
            row["total"], tuple((one["person"], one["many"]) for one in row["people"])
        )
        for row in counted.collect().iter_rows(named=True)
    }


def _reports(at: datetime) -> pl.LazyFrame:
    """Read of every report in the ledger what is counted."""
    told = pa.Table.from_batches(_batches(), schema=_REPORTS)
    return pl.DataFrame(pl.from_arrow(told)).lazy().filter(pl.col("received_at") <= at)


def _batches() -> Iterator[pa.RecordBatch]:
    asked = "SELECT report_id, reporter, received_at, country, payments FROM ledger_report"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        while rows := cursor.fetchmany(_BATCH):
            names, reporters, times, countries, payments = zip(*rows, strict=True)
            columns = (names, reporters, [*map(_moment, times)], countries, [*map(_paid, payments)])
            yield pa.RecordBatch.from_arrays(
                [pa.array(column, one.type) for column, one in zip(columns, _REPORTS, strict=True)],
                schema=_REPORTS,
            )


def _moment(written: datetime | str) -> datetime:
    """Read a time as the database gives it: SQLite keeps text, in UTC."""
    if isinstance(written, datetime):
        return written
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _paid(written: str | list[dict[str, object]] | None) -> list[dict[str, object]]:
    if written == "[]" or not written:
        return []
    return list(json.loads(written)) if isinstance(written, str) else written


def _told(tally: Tally) -> dict[str, object]:
    return {
        "columns": [{"measure": name, "currency": currency} for name, currency in tally.columns],
        "rows": [
            {"label": row.label, "currency": row.currency, "figures": [_figure(one) for one in row.figures]}
            for row in tally.rows
        ],
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {"amount": figure.amount, "said": figure.said}


def as_csv(told: Mapping[str, Any]) -> str:
    """Write figures as CSV, one a line; no cell runs as a formula, and an amount of money is in minor units.

    Args:
        told: What `figures` gave.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("as_of", "by", "label", "measure", "currency", "amount", "said"))
    day = told["as_of"]
    for week in told["weeks"]:
        writer.writerow((day, "week", f"{week['from']}/{week['to']}", "reports", "", week["reports"], ""))
    for by in BY:
        tally = told[f"by_{by}"]
        for row in tally["rows"]:
            for column, figure in zip(tally["columns"], row["figures"], strict=True):
                measure = row["label"] if by == "kind" else column["measure"]
                currency = row["currency"] or column["currency"] or ""
                amount = "" if figure["amount"] is None else str(figure["amount"])
                cells = (day, by, row["label"], measure, currency, amount, figure["said"])
                writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()
