"""The embedded engine: the same evidence in SQL, streamed from Parquet, spilled to disk when memory is short.

The definitions are those of ``memory``, to the bit; everything is whole numbers
(docs/explanation/linking.md). Spark runs the same text (``spark_sql``).
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import duckdb

from ringfence.rings.evidence import (
    EDGES,
    OPTIONAL,
    POSSIBLE,
    REPORTS,
    REQUIRED,
    VALUES,
    Evidence,
    in_ones,
    refuse_nulls,
    structure,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from ringfence.rings.ring import Settings

DAY = 24 * 60 * 60 * 1_000_000

_TYPES = {"strength": "DOUBLE", "start": "BIGINT", "end": "BIGINT"}

# A view, not a table: each step below streams the file again rather than hold it.
SEEN = """
CREATE VIEW seen AS
SELECT s.*, CASE WHEN validity = '{possible}' THEN prior // 2 ELSE prior END AS strength
FROM (
    SELECT report_id, kind, value, moment, source, reporter, "start", "end", validity,
           CASE WHEN p.prior IS NULL THEN coalesce(k.prior, 0)
                WHEN given IS NULL THEN p.prior
                ELSE least(p.prior, CAST(floor(given * 65536 + 0.5) AS BIGINT))
           END AS prior,
           k.kind IS NULL AS unknown_kind,
           k.kind IS NOT NULL AND p.kind IS NULL AS unknown_role
    FROM raw
    LEFT JOIN priors p USING (kind, role)
    LEFT JOIN kinds k USING (kind)
) s
"""

TOLD = """
CREATE TABLE reports AS
WITH spots AS (
    SELECT DISTINCT report_id, "start" IS NOT NULL AS located,
           hash(kind, value, "start", CASE WHEN "start" IS NOT NULL THEN "end" END) AS spot
    FROM seen
), texts AS (
    SELECT report_id, count(*) AS spots, max(located) AS located, sum(CAST(spot AS HUGEINT)) AS text
    FROM spots
    GROUP BY report_id
), whole AS (
    SELECT report_id, coalesce(min(source), '') AS source, min(reporter) AS reporter, min(moment) AS moment
    FROM (SELECT report_id, coalesce(source, '') AS source, reporter, moment FROM seen)
    GROUP BY report_id
)
SELECT report_id, source, reporter, moment,
       located AND row_number() OVER told > 1 AS repeat,
       row_number() OVER (ORDER BY report_id) - 1 AS report
FROM whole JOIN texts USING (report_id)
WINDOW told AS (PARTITION BY floor(moment / {day}), spots, text ORDER BY report_id)
"""

HELD = """
CREATE TABLE held AS
WITH pauses AS (
    SELECT report_id, kind, value, strength, moment, moment - lag(moment) OVER one > {silence} AS pause
    FROM seen WHERE strength > 0
    WINDOW one AS (PARTITION BY kind, value ORDER BY moment)
), numbered AS (
    SELECT report_id, kind, value, strength, moment,
           sum(CASE WHEN pause AND kind IN (SELECT kind FROM rotating) THEN 1 ELSE 0 END) OVER so_far AS epoch
    FROM pauses
    WINDOW so_far AS (PARTITION BY kind, value ORDER BY moment RANGE UNBOUNDED PRECEDING)
)
SELECT report_id, kind, value, epoch, max(strength) AS strength,
       min(moment) AS first_at, max(moment) AS last_at
FROM numbered
GROUP BY report_id, kind, value, epoch
"""

NUMBERED = """
CREATE TABLE numbered AS
SELECT kind, value, CAST(epoch AS BIGINT) AS epoch, min(first_at) AS first_at, max(last_at) AS last_at,
       count(*) AS reports, row_number() OVER (ORDER BY kind, value, epoch) - 1 AS number
FROM held GROUP BY kind, value, epoch HAVING count(*) >= 2
"""

JOINED = """
SELECT r.report, n.number AS value, h.strength
FROM held h JOIN numbered n USING (kind, value, epoch) JOIN reports r USING (report_id)
ORDER BY 1, 2
"""

COUNTED = "SELECT count(*), count(*) FILTER (unknown_role), count(*) FILTER (unknown_kind) FROM seen"


def evidence(sightings: Path, settings: Settings) -> Evidence:
    """Make evidence of a file of sightings; see `ringfence.rings.evidence` for the rules.

    Raises:
        InputError: When the file is not structured like sightings.
    """
    present = structure(sightings)
    with (
        tempfile.TemporaryDirectory(prefix=".ringfence-", dir=settings.spill) as spill,
        duckdb.connect(":memory:") as base,
    ):
        base.execute(f"SET threads = {settings.threads}")
        base.execute(f"SET memory_limit = '{settings.memory_mb}MiB'")
        base.execute("SET TimeZone = 'UTC'")
        base.execute(f"SET temp_directory = '{spill}'")
        _prepare(base, sightings, present, settings)
        return _evidence(base, settings)


def _prepare(
    base: duckdb.DuckDBPyConnection, sightings: Path, present: tuple[str, ...], settings: Settings
) -> None:
    """Name the file and the settings as views and tables."""
    file = str(sightings).replace("'", "''")
    columns = ", ".join(
        _column(name, present=name in REQUIRED or name in present) for name in (*REQUIRED, *OPTIONAL)
    )
    base.execute(f"CREATE VIEW raw AS SELECT {columns} FROM read_parquet('{file}')")  # noqa: S608 - quoted
    for name in REQUIRED:
        counted = "moment" if name == "at" else name
        query = f"SELECT count(*) - count({counted}) FROM raw"  # noqa: S608 - our own names
        rows = base.execute(query).fetchall()[0][0]
        refuse_nulls(sightings, name, int(rows))
    priors = [(kind, role, in_ones(share)) for (kind, role), share in settings.priors.items()]
    base.execute("CREATE TABLE priors (kind VARCHAR, role VARCHAR, prior BIGINT)")
    base.execute("CREATE TABLE kinds (kind VARCHAR, prior BIGINT)")
    base.execute("CREATE TABLE rotating (kind VARCHAR)")
    base.executemany("INSERT INTO priors VALUES (?, ?, ?)", priors)
    base.executemany(
        "INSERT INTO kinds VALUES (?, ?)", [(kind, in_ones(p)) for kind, p in settings.kind_priors().items()]
    )
    base.executemany("INSERT INTO rotating VALUES (?)", [(kind,) for kind in settings.rotating])


def _column(name: str, *, present: bool) -> str:
    """Read one column of the file, or nothing in its place."""
    if name == "at":
        return 'epoch_us(CAST("at" AS TIMESTAMPTZ)) AS moment'
    read = f'"{name}"' if present else "NULL"
    return f'CAST({read} AS {_TYPES.get(name, "VARCHAR")}) AS "{"given" if name == "strength" else name}"'


def _evidence(base: duckdb.DuckDBPyConnection, settings: Settings) -> Evidence:
    base.execute(SEEN.format(possible=POSSIBLE))
    base.execute(TOLD.format(day=DAY))
    base.execute(HELD.format(silence=settings.silence_days * DAY))
    base.execute(NUMBERED)
    rows = base.execute(COUNTED).fetchall()[0]
    return Evidence(
        reports=_table(
            base,
            'SELECT report_id, source, reporter, moment AS "at", repeat FROM reports ORDER BY report',
            REPORTS,
        ),
        values=_table(
            base,
            "SELECT kind, value, epoch, first_at, last_at, reports FROM numbered ORDER BY number",
            VALUES,
        ),
        edges=_table(base, JOINED, EDGES).combine_chunks(),  # held once, here and as arrays
        sightings=int(rows[0]),
        unknown_roles=int(rows[1]),
        unknown_kinds=int(rows[2]),
    )


def _table(base: duckdb.DuckDBPyConnection, query: str, schema: pa.Schema) -> pa.Table:
    return base.sql(query).to_arrow_table().cast(schema)
