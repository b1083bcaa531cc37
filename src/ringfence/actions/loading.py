"""Load: the files of a partner, as ``gather`` and ``extract`` made them, go into the ledger.

    load(Path("reports.parquet"), Path("sightings.parquet"), at=now(), node_key=node_key())

Batch by batch, each in a transaction of its own: killed at any point, what was kept stays, and loading again
passes it over. Nothing holds more than a few batches and the sightings of `CHUNK` reports.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from django.db import IntegrityError, connection, transaction

from ringfence.actions import hearing
from ringfence.actions.clashing import clashing
from ringfence.actions.lanes import in_order, resting
from ringfence.actions.loadable import Bounds, batches_of, opened, refused
from ringfence.actions.readying import Task, ready
from ringfence.actions.take_report import PURPOSES
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.ledger.configuration import DESK
from ringfence.ledger.keep import Private, keep_batch
from ringfence.ledger.opened import models
from ringfence.ledger.rows import add, among, roomy, stored_moments
from ringfence.reports.report import REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from ringfence.actions.clashing import Clashing
    from ringfence.actions.readying import Ready

BATCH = 2_500
"""Reports of one transaction; others write in between."""
PAUSE = 0.05
"""Seconds between two transactions on SQLite, where others wait for their turn without a queue."""
CHUNK = 8 * BATCH
"""Reports whose sightings are looked up in one pass over their file."""
_ALONE = 10_000  # so few reports are done before a worker has started
_ALONE_WITHOUT = 2_000  # the same, where their sightings must be extracted

_STRANGER = "a sighting of a report that is not in the file"
_REPORT_BOUNDS = Bounds(
    models.Report, tuple(name for name in REPORTS.names if name not in {"text", "consents"})
)
_SIGHTING_BOUNDS = Bounds(models.Sighting, ("kind", "value", "role", "validity", "at_basis"))


@dataclass(frozen=True, slots=True)
class OfSource:
    """What came of the reports of one source.

    Attributes:
        source: The partner or desk.
        kept: Reports that are new in the ledger.
        passed_over: Reports that were in it already, or came twice.
        left_out: Reports that cannot be kept.
    """

    source: str
    kept: int
    passed_over: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did.

    Attributes:
        reports: Reports in the file.
        kept: Of these, new in the ledger.
        passed_over: Of these, in it already, or given twice.
        left_out: Of these, not to be kept.
        sightings: Sightings that were kept.
        sightings_left_out: Sightings that cannot be kept, or are of no report in the file.
        unclear: Reports that triage marked: they wait in the queue and do not count before the public.
        sources: The same by source.
        why: Why something was left out, and how often.
    """

    reports: int
    kept: int
    passed_over: int
    left_out: int
    sightings: int
    sightings_left_out: int
    unclear: int
    sources: tuple[OfSource, ...]
    why: dict[str, int]


@dataclass(slots=True)
class _Counts:
    sources: dict[str, Counter[str]] = field(default_factory=dict)
    why: Counter[str] = field(default_factory=Counter)
    sightings: int = 0
    sightings_left_out: int = 0
    unclear: int = 0

    def count(self, what: str, sources: Sequence[str]) -> None:
        for source, many in Counter(sources).items():
            self.sources.setdefault(source, Counter())[what] += many

    def total(self, what: str) -> int:
        return sum(one[what] for one in self.sources.values())


def load(
    reports: Path,
    sightings: Path | None = None,
    *,
    at: datetime,
    node_key: bytes,
    world: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
) -> Loaded:
    """Load reports into the ledger, with what stands in them.

    Args:
        reports: A ``reports.parquet``.
        sightings: Its ``sightings.parquet``; None: they are extracted here.
        at: Now, aware.
        node_key: The node's key.
        world: Accept the numbers of a made-up world (``+999…``), where sightings are extracted.
        progress: Is told how many reports are done, of how many.

    Raises:
        UsageError: When a file is not there.
        FormatError: When one is no such table.
    """
    table = opened(reports, REPORTS)
    if sightings is not None:
        opened(sightings, SIGHTINGS).close()
    total = table.metadata.num_rows
    counts = _Counts()
    fit = _fit(batches_of(table, REPORTS, BATCH), clashing(reports), counts)
    tasks = _tasks(fit, sightings, counts, world=world)
    alone = total <= (_ALONE_WITHOUT if sightings is None else _ALONE)
    kept_at = -PAUSE
    with resting(), roomy():
        for done in in_order(ready, tasks, alone=alone):
            whole = _fit_sightings(done, counts)
            if connection.vendor == "sqlite":  # what was done since counts: others could write meanwhile
                time.sleep(max(0.0, PAUSE - (time.monotonic() - kept_at)))
            _keep(whole, counts, node_key, at)
            kept_at = time.monotonic()
            if progress is not None:
                progress(sum(one.total() for one in counts.sources.values()), total)
    table.close()
    if sightings is not None:
        _count_strangers(reports, sightings, counts)
    return _told(total, counts)


def _told(total: int, counts: _Counts) -> Loaded:
    return Loaded(
        total,
        counts.total("kept"),
        counts.total("passed_over"),
        counts.total("left_out"),
        sightings=counts.sightings,
        sightings_left_out=counts.sightings_left_out,
        unclear=counts.unclear,
        sources=tuple(
            OfSource(source, own["kept"], own["passed_over"], own["left_out"])
            for source, own in sorted(counts.sources.items())
        ),
        why=dict(sorted(counts.why.items())),
    )


def _fit(batches: Iterator[pa.RecordBatch], clash: Clashing, counts: _Counts) -> Iterator[pa.RecordBatch]:
    """Leave out of batches what cannot be kept."""
    if clash.rows:
        counts.why[clash.why] = len(clash.rows)
    for batch in batches:
        clashes = pc.is_in(batch.column("report_id"), clash.ids)
        wrong = refused(batch.filter(pc.invert(clashes)), _REPORT_BOUNDS)
        counts.why.update(wrong.why)
        fit = batch.filter(pc.invert(clashes)).filter(pc.invert(wrong.rows))
        left_out = Counter(batch.column("source").to_pylist()) - Counter(fit.column("source").to_pylist())
        counts.count("left_out", list(left_out.elements()))
        yield fit


def _tasks(
    batches: Iterator[pa.RecordBatch], sightings: Path | None, counts: _Counts, *, world: bool
) -> Iterator[Task]:
    """Give the batches that hold something new, with its sightings where they are known."""
    while chunk := [batch for _, batch in zip(range(CHUNK // BATCH), batches, strict=False)]:
        fresh = [batch for batch in (_fresh(batch, counts) for batch in chunk) if batch.num_rows]
        if sightings is None:
            yield from (Task(batch, None, world) for batch in fresh)
        else:
            yield from _with_sightings(fresh, sightings)


def _fresh(batch: pa.RecordBatch, counts: _Counts) -> pa.RecordBatch:
    """Leave out of a batch what is in the ledger."""
    ids = batch.column("report_id")
    there = among(models.Report, "report_id", ids.to_pylist())
    known = pc.is_in(ids, pa.array(there, pa.string()))
    counts.count("passed_over", batch.column("source").filter(known).to_pylist())
    return batch.filter(pc.invert(known))


def _with_sightings(batches: Sequence[pa.RecordBatch], path: Path) -> Iterator[Task]:
    """Look the sightings of some batches up in one pass, wherever in the file they stand."""
    number = {name: at for at, batch in enumerate(batches) for name in batch.column("report_id").to_pylist()}
    if not number:
        return
    batch_of = pl.DataFrame({"report_id": list(number), "batch": list(number.values())})
    found = (
        pl.scan_parquet(path)
        .select(SIGHTINGS.names)
        .filter(pl.col("kind") != "script")
        .join(batch_of.lazy(), on="report_id", how="inner", maintain_order="left")
        .collect(engine="streaming")
    )
    parts = found.partition_by("batch", as_dict=True, include_key=False)
    for at, batch in enumerate(batches):
        own = parts.get((at,))
        rows = SIGHTINGS.empty_table() if own is None else own.to_arrow().cast(SIGHTINGS)
        yield Task(batch, rows, world=False)


def _fit_sightings(done: Ready, counts: _Counts) -> Ready:
    """Leave out of a batch the sightings that cannot be kept."""
    wrong = refused(done.sightings, _SIGHTING_BOUNDS)
    counts.why.update(wrong.why)
    counts.sightings_left_out += pc.sum(wrong.rows).as_py() or 0
    return done._replace(sightings=done.sightings.filter(pc.invert(wrong.rows)))


def _keep(fit: Ready, counts: _Counts, node_key: bytes, at: datetime) -> None:
    try:
        kept, unclear = _keep_batch(fit, node_key, at)
    except IntegrityError:  # someone loads the same at once: now it is there, and is passed over
        kept, unclear = _keep_batch(fit, node_key, at)
    every, new = (one.column("source").to_pylist() for one in (fit.reports, kept))
    counts.count("kept", new)
    counts.count("passed_over", list((Counter(every) - Counter(new)).elements()))
    own = pc.is_in(fit.sightings["report_id"], kept.column("report_id"))
    counts.sightings += pc.sum(own).as_py() or 0
    counts.unclear += unclear


@transaction.atomic
def _keep_batch(done: Ready, node_key: bytes, at: datetime) -> tuple[pa.RecordBatch, int]:
    private = [Private()] * done.reports.num_rows
    kept = keep_batch(done.reports, done.sightings, done.said, private, node_key=node_key, at=at)
    if not kept.reports.num_rows:
        return kept.reports, 0
    pks, received = kept.columns["id"], stored_moments(kept.reports.column("received_at"))
    sources = kept.reports.column("source").to_pylist()
    _add_consents(pks, kept.reports, received)
    rows = zip(pks, sources, received, strict=True)
    stages = ((pk, "received", "", moment) for pk, source, moment in rows if source == DESK)
    add(models.Stage, ("report_id", "stage", "told", "at"), stages)
    public = [place for place, is_public in enumerate(kept.columns["public"]) if is_public]
    return kept.reports, hearing.judge(kept.rows(public), done.reports, at=at)


def _add_consents(pks: Sequence[int], reports: pa.RecordBatch, received: Sequence[Any]) -> None:
    """Add the consents that whoever handed the file in says were given, with their word for it."""
    columns = (reports.column(one).to_pylist() for one in ("source", "lang", "consents"))
    told: list[tuple[Any, ...]] = [
        (pk, purpose, True, f"as {source} says", lang or "", moment)
        for pk, moment, source, lang, given in zip(pks, received, *columns, strict=True)
        for purpose in dict.fromkeys(given)
        if purpose in PURPOSES
    ]
    add(models.Consent, ("report_id", "purpose", "given", "wording", "lang", "at"), told)


def _count_strangers(reports: Path, sightings: Path, counts: _Counts) -> None:
    """Count the sightings that are of no report of the file."""
    own = pl.scan_parquet(reports).select("report_id")
    found = pl.scan_parquet(sightings).filter(pl.col("kind") != "script")
    many = found.join(own, on="report_id", how="anti").select(pl.len()).collect(engine="streaming").item()
    if many:
        counts.why[_STRANGER] += many
        counts.sightings_left_out += many
