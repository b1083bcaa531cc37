"""Relink: what the ledger holds is linked anew into ``RINGFENCE_HOME/rings``, and whoever reported is told.

export → lay out → `actions.link` with the earlier rings, whose ids live on → stages. Each step is whole or
not at all, and the next relink takes up what a killed one left: the files are swept, and whoever was not told
of her ring is told then. Where linking takes longer than a person should wait, `place_new` gives new reports
a provisional ring in between.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection, transaction

from ringfence.actions.extract import script_sightings
from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.link import link_sightings
from ringfence.actions.place import place_sightings, placed_in
from ringfence.actions.runs import Sources
from ringfence.actions.said import Pile
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.indicators.scripts import PERMUTATIONS, Said
from ringfence.ledger import exported_rows
from ringfence.ledger.configuration import DESK, Configuration, configuration
from ringfence.ledger.export import Exported, export, rows_of
from ringfence.ledger.exported_rows import WHO
from ringfence.ledger.locks import alone
from ringfence.ledger.opened import models
from ringfence.ledger.rows import add, stored
from ringfence.reports.report import REPORTS
from ringfence.rings.facts import doubted_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

MOST_PLACED = 2_000
"""New reports that are placed at once; more wait for the next relink."""
LEFT_AFTER = 86_400
"""Seconds after which a folder that is still being written is nobody's."""
_PLACING = "placing-"
_NEWEST_TOLD = """
    SELECT r.id, r.report_id, s.ring, s.number FROM ledger_report r
    LEFT JOIN ledger_stage s ON s.id = (
        SELECT MAX(t.id) FROM ledger_stage t WHERE t.report_id = r.id AND t.stage = 'linked')
    WHERE r.source = %s
      AND NOT EXISTS (SELECT 1 FROM ledger_stage e WHERE e.report_id = r.id AND e.stage = 'erased')
"""
_TOLD = {"id": pl.Int64, "report_id": pl.String, "told_ring": pl.String, "told_number": pl.Int64}


@dataclass(frozen=True, slots=True)
class Relinked:
    """What a relink did.

    Attributes:
        run: The run that stands now; "" while there is nothing to link.
        linked: Whether it was linked now; False when nothing was new.
        reports: Reports that stand in the rings' tables.
        in_rings: Of these, those in a ring.
        rings: Rings that hold a report.
        told: Reports of the public desk for which a stage was added.
        doubted: Sources whose reports tie what all others keep apart; each was heard as one person.
    """

    run: str
    linked: bool
    reports: int
    in_rings: int
    rings: int
    told: int
    doubted: tuple[str, ...] = ()


def relink(at: datetime, *, progress: Callable[[int, int | None], None] | None = None) -> Relinked:
    """Link everything that the ledger holds; two at once take turns, and the second finds nothing to do.

    Args:
        at: Now, aware.
        progress: Called with steps done and in all.

    Raises:
        UsageError: When something else stands where the rings should.
        InputError: When a file of the earlier rings cannot be read.
    """
    node = configuration()
    with alone(node.home / "run" / "relink.lock"):
        done = export(node.tables)
        if not done.newest:
            return Relinked("", linked=False, reports=0, in_rings=0, rings=0, told=0)
        laid = node.tables / "linked" / f"{done.serial:08}"
        fresh = not _linked_from(node.rings, laid)
        if fresh:
            _sweep(node, laid)
            sources = _lay_out(node.tables, laid, at)
            previous = node.rings if (node.rings / "run.json").exists() else None
            link_sightings(sources, node.rings, previous=previous, progress=progress)
        told = _tell(node, done, at, settled=True)
        for other in laid.parent.iterdir():
            if other != laid:
                shutil.rmtree(other)
        return _relinked(node, told, linked=fresh)


def place_new(at: datetime) -> int:
    """Give the newest reports of the public desk a provisional ring, by what they share with known ones.

    Args:
        at: Now, aware.

    Returns:
        How many of them were placed; 0 as well while nothing was ever linked.
    """
    node = configuration()
    if not (node.rings / "run.json").exists():
        return 0
    done = export(node.tables)
    newest = models.Relink.objects.order_by("-id").values_list("newest", flat=True).first() or 0
    known = {one.report_id for one in placed_in(node.rings)}
    waiting = models.Report.objects.filter(pk__gt=newest, pk__lte=done.newest, source=DESK).order_by("pk")
    ids = [name for name in waiting.values_list("report_id", flat=True) if name not in known][:MOST_PLACED]
    if not ids:
        return 0
    upto = models.Sighting.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with TemporaryDirectory(prefix=_PLACING, dir=node.home / "run") as folder:
        path = Path(folder) / "sightings.parquet"
        _write(path, SIGHTINGS, exported_rows.of_reports("sightings", ids, upto))
        placing = place_sightings(node.rings, path)
    _tell(node, done, at, settled=False)
    return placing.reports


def _sweep(node: Configuration, laid: Path) -> None:
    """Remove what killed relinks left: half of what is laid out, and folders that nobody writes any more."""
    shutil.rmtree(laid, ignore_errors=True)
    left = [*node.home.glob(f".{node.rings.name}.*"), *(node.home / "run").glob(f"{_PLACING}*")]
    for folder in left:
        if time.time() - folder.stat().st_mtime > LEFT_AFTER:
            shutil.rmtree(folder, ignore_errors=True)


def _linked_from(rings: Path, laid: Path) -> bool:
    """Tell whether the rings were linked from these files."""
    try:
        told = json.loads((rings / "run.json").read_text(encoding="utf-8"))["inputs"]["sightings"]["path"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    wanted = laid / "sightings.parquet"
    return wanted.is_file() and (rings / told).resolve() == wanted.resolve()


def _lay_out(tables: Path, laid: Path, at: datetime) -> Sources:
    """Write the two files that are linked, scripts among the sightings; they stay until the next relink."""
    laid.mkdir(mode=0o700, parents=True, exist_ok=True)
    reports, sightings = laid / "reports.parquet", laid / "sightings.parquet"
    _write(reports, REPORTS, rows_of(tables, "reports"))
    with (
        replacing(sightings, mode=PRIVATE) as beside,
        pq.ParquetWriter(beside, SIGHTINGS, compression="zstd") as writer,
        TemporaryDirectory(prefix=".said-", dir=laid) as folder,
    ):
        for batch in rows_of(tables, "sightings"):
            writer.write_batch(batch)
        pile = Pile(Path(folder), WHO)
        for batch in rows_of(tables, "passages"):
            pile.add(_said(batch), batch.select(WHO.names).cast(WHO))
        for found in pile.grouped():
            writer.write_table(script_sightings(found))
    return Sources(sightings, reports, linked_at=at)


def _said(batch: pa.RecordBatch) -> Said:
    """Give the passages of a batch as they were found."""
    start, end, size, name = (np.asarray(batch.column(one)) for one in ("start", "end", "size", "name"))
    signature = np.frombuffer(b"".join(batch.column("signature").to_pylist()), np.uint32)
    return Said(np.arange(batch.num_rows), start, end, size, name, signature.reshape(-1, PERMUTATIONS))


def _write(path: Path, schema: pa.Schema, rows: Iterable[pa.RecordBatch]) -> None:
    with (
        replacing(path, mode=PRIVATE) as beside,
        pq.ParquetWriter(beside, schema, compression="zstd") as writer,
    ):
        for batch in rows:
            writer.write_batch(batch)


def _tell(node: Configuration, done: Exported, at: datetime, *, settled: bool) -> int:
    """Add a stage for each report of the public desk whose ring is another, or is twice or half as large.

    What was told is read from the ledger, so that telling twice adds nothing.

    Args:
        node: The node.
        done: The export that was linked.
        at: Now.
        settled: Whether all of it was linked; else some was placed alone.
    """
    run = json.loads((node.rings / "run.json").read_text(encoding="utf-8"))["run"]
    members = pl.scan_parquet(node.rings / "members.parquet").select("report_id", "ring_id")
    sizes = members.drop_nulls().group_by("ring_id").agg((pl.len() - 1).alias("number"))
    now = members.join(sizes, on="ring_id", how="left")
    with alone(node.home / "run" / "tell.lock"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST_TOLD, [DESK])
            told = pl.LazyFrame(cursor.fetchall(), schema=_TOLD, orient="row")
        changed = told.join(now, on="report_id", how="inner").filter(_is_news()).sort("id").collect()
        stages = (
            (number, "linked", others or 0, ring, "", stored(at))
            for number, others, ring in changed.select("id", "number", "ring_id").iter_rows()
        )
        add(models.Stage, ("report_id", "stage", "number", "ring", "told", "at"), stages)
        last = models.Relink.objects.order_by("-id").first()
        if settled and (last is None or last.run != run):
            models.Relink.objects.create(run=run, newest=done.newest, at=at)
    return changed.height


def _is_news() -> pl.Expr:
    """Tell what is worth a stage: another ring, or one that doubled or lost half."""
    number, told = pl.col("number").fill_null(0), pl.col("told_number").fill_null(0)
    another = pl.col("ring_id").ne_missing(pl.col("told_ring"))
    return another | (pl.col("ring_id").is_not_null() & ((number >= 2 * told) | (2 * number <= told)))


def _relinked(node: Configuration, told: int, *, linked: bool) -> Relinked:
    run = json.loads((node.rings / "run.json").read_text(encoding="utf-8"))
    members = pl.scan_parquet(node.rings / "members.parquet")
    counts = members.select(
        pl.len(),
        pl.col("ring_id").count().alias("in"),
        pl.col("ring_id").drop_nulls().n_unique().alias("rings"),
    ).collect()
    reports, in_rings, rings = counts.row(0)
    counted = {"reports": reports, "in_rings": in_rings, "rings": rings, "told": told}
    return Relinked(run["run"], linked, **counted, doubted=doubted_of(run))
