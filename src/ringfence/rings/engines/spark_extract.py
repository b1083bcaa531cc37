"""Extraction on Spark: reports in an object store become sightings without passing through one machine.

What a batch of reports holds is found by the code that ``ringfence extract`` runs (`columnar.from_batch`,
`scripts.signatures`), batch by batch, wherever Spark puts them. Scripts need all passages together:
`scripts.group` walks over arrays on one machine, so here its steps are joins, and only what two passages
share is left to its own rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from ringfence.indicators import columnar, extract, scripts
from ringfence.indicators.indicator import SIGHTINGS, Role, Validity
from ringfence.indicators.kinds import script
from ringfence.rings.engines.spark import Frame, Session, kept_as, numbered, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SIGHTING = (
    "report_id STRING, kind STRING, value STRING, role STRING, validity STRING, strength FLOAT, "
    "at TIMESTAMP, at_basis STRING, source STRING, reporter STRING, start INT, end INT"
)
_WHO = ["report_id", "at", "at_basis", "source", "reporter"]
_PASSAGE = pa.schema(
    [
        *(SIGHTINGS.field(name) for name in (*_WHO, "start", "end")),
        pa.field("size", pa.int64()),
        pa.field("name", pa.int64()),  # the fingerprint's 64 bits
        pa.field("signature", pa.binary()),
        pa.field("meets", pa.list_(pa.int64())),  # the name, and its number in each band
    ]
)
_PASSAGE_SQL = (
    "report_id STRING, at TIMESTAMP, at_basis STRING, source STRING, reporter STRING, start INT, end INT, "
    "size BIGINT, name BIGINT, signature BINARY, meets ARRAY<BIGINT>"
)

_PAIRS = """
WITH met AS (
    SELECT n, first_value(n) OVER one AS oldest, lag(n) OVER one AS before
    FROM (SELECT n, posexplode(meets) AS (band, key) FROM passages)
    WINDOW one AS (PARTITION BY band, key ORDER BY n)
)
SELECT DISTINCT n, other FROM (
    SELECT n, oldest AS other FROM met UNION ALL SELECT n, before FROM met WHERE before IS NOT NULL
) WHERE n <> other
"""
_SIDES = """
SELECT p.n, p.other, l.size AS size, l.signature AS signature, r.size AS other_size,
       r.signature AS other_signature
FROM {pairs} p JOIN passages l ON l.n = p.n JOIN passages r ON r.n = p.other
"""
_FURTHER = "SELECT r.n, coalesce(s.other, r.other) AS other FROM roots r LEFT JOIN roots s ON s.n = r.other"
_MOVED = "SELECT count(*) FROM roots r JOIN roots s ON s.n = r.other"
# Who is unlike its group's oldest stays with it where it is close to the one it met, and that one stays.
_GROUPS = """
SELECT p.n, CASE WHEN k.n IS NOT NULL OR (c.n IS NOT NULL AND (s.n IS NOT NULL OR e.n IS NULL)) THEN r.other
                 ELSE p.n END AS leader
FROM passages p LEFT JOIN roots r USING (n) LEFT JOIN kept k USING (n) LEFT JOIN near c USING (n)
LEFT JOIN kept s ON s.n = c.other LEFT JOIN parents e ON e.n = c.other
"""
_SHARED = """
WITH placed AS (
    SELECT g.leader, p.report_id, p.n,
           row_number() OVER (PARTITION BY g.leader, p.report_id ORDER BY p.n) AS place
    FROM grouped g JOIN passages p USING (n)
), several AS (
    SELECT leader FROM placed WHERE place = 1 GROUP BY leader HAVING count(*) > 1
)
SELECT p.report_id, '{kind}' AS kind, lpad(lower(hex(l.name)), 16, '0') AS value, '{role}' AS role,
       '{validity}' AS validity, CAST({strength} AS FLOAT) AS strength, p.at, p.at_basis, p.source,
       p.reporter, p.start, p.end
FROM placed f JOIN several USING (leader) JOIN passages p ON p.n = f.n JOIN passages l ON l.n = f.leader
WHERE f.place = 1
"""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of extracting.

    Attributes:
        reports: Reports that were read.
        sightings: Sightings that were written.
        scripts: Of these, passages that several reports share.
    """

    reports: int
    sightings: int
    scripts: int


def write_sightings(spark: Session, reports: str, into: str, *, world: bool = False) -> Extracted:
    """Find the sightings of reports, scripts among them, and write them as Parquet.

    Args:
        spark: From `spark.session`.
        reports: The address of a ``reports.parquet``, or of a folder of such files.
        into: The address of a folder for the sightings.
        world: Accept the numbers of a made-up world.
    """
    rows = spark.read.parquet(reports).select(*extract.COLUMNS)
    rows.mapInArrow(partial(_each, partial(columnar.from_batch, world=world)), _SIGHTING).write.mode(
        "overwrite"
    ).parquet(into)
    steps = f"{into}.steps"
    said = rows.mapInArrow(partial(_each, _said), _PASSAGE_SQL)
    numbered(spark, said, "n", ("at", "report_id", "start"), f"{steps}/passages").createOrReplaceTempView(
        "passages"
    )
    _group(spark, steps)
    shared = spark.sql(
        _SHARED.format(
            kind=script.NAME, role=Role.SAID, validity=Validity.VALID, strength=script.strength("", Role.SAID)
        )
    )
    told = kept_as(spark, shared, f"{steps}/shared")
    told.write.mode("append").parquet(into)
    counts = Extracted(int(rows.count()), int(spark.read.parquet(into).count()), int(told.count()))
    remove(spark, steps)
    return counts


def _group(spark: Session, steps: str) -> None:
    """Do what `scripts.group` does, as joins; ``grouped`` tells of each passage its group's oldest."""

    def alike(pairs: str, rule: Callable[..., Any]) -> Frame:
        sides = spark.sql(_SIDES.format(pairs=pairs))
        return sides.mapInArrow(partial(_each, partial(_alike, rule)), "n BIGINT, other BIGINT")

    def keep(rows: Frame, name: str, place: str = "") -> None:
        kept_as(spark, rows, f"{steps}/{place or name}").createOrReplaceTempView(name)

    keep(spark.sql(_PAIRS), "pairs")
    keep(
        alike("pairs", scripts.say_the_same).groupBy("n").agg({"other": "min"}).toDF("n", "other"), "parents"
    )
    spark.table("parents").createOrReplaceTempView("roots")
    step = 0
    while spark.sql(_MOVED).first()[0]:  # twice as far each time
        step += 1
        keep(spark.sql(_FURTHER), "roots", f"roots-{step}")
    keep(alike("roots", scripts.stay), "kept")
    keep(alike("parents", scripts.closely), "near")
    keep(spark.sql(_GROUPS), "grouped")


def _each(
    work: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield work(batch)


def _said(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Give the passages of a batch of reports, with their signatures."""
    said = scripts.signatures(batch.column("text").to_pylist())
    at, basis = extract.when(batch)
    who = [batch.column("report_id"), at, basis, batch.column("source"), batch.column("reporter")]
    rows = pa.array(said.row)
    name = said.name.view(np.int64)
    meets = np.stack([name, *(band.view(np.int64) for band in scripts.bands(said.signature))], axis=1)
    ends = np.arange(len(name) + 1, dtype=np.int32) * meets.shape[1]
    columns = [
        *(column.take(rows) for column in who),
        pa.array(said.start, pa.int32()),
        pa.array(said.end, pa.int32()),
        pa.array(said.size),
        pa.array(name),
        pa.array([row.tobytes() for row in said.signature], pa.binary()),
        pa.ListArray.from_arrays(pa.array(ends), pa.array(meets.ravel())),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=_PASSAGE)


def _alike(rule: Callable[..., Any], pairs: pa.RecordBatch) -> pa.RecordBatch:
    """Keep the pairs of passages of which the rule says yes."""
    count = pairs.num_rows
    signature = np.frombuffer(
        b"".join(pairs.column("signature").to_pylist() + pairs.column("other_signature").to_pylist()),
        np.uint32,
    ).reshape(-1, scripts.PERMUTATIONS)
    size = np.concatenate([pairs.column(name).to_numpy() for name in ("size", "other_size")])
    left = np.arange(count)
    kept = pa.array(scripts.compared(left, count + left, size, signature, rule))
    return pairs.select(["n", "other"]).filter(kept)
