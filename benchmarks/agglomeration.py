"""Mutual-best agglomeration in plain SQL: no graph library, nothing but joins and groupings.

Every report begins as a cluster. Clusters join with their best neighbour where each is the other's, round
after round, and what two must have in common at least is loosened in steps. What they have in common is
the least of three: reports of either side that hold a shared value, distinct shared values, and what
these weigh (strength times rarity, where a value of two reports is 1); it is divided by the square root
of the smaller one's reports. So a hotline that a thousand reports name is one value and not a thousand. A
value that too many clusters hold waits until they have come together. What anyone called genuine is left
out; there is no other list. Best is who shares the most for their sizes; a hash decides between equals,
since with the lowest number all would choose the same one and wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

STEPS = (2.0, 1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2)
"""What two clusters must have in common, step by step; chosen on seed 1, as what follows."""
ROUNDS = 15
"""Rounds of a step, at most."""
HOLDERS = 400
"""A value that more clusters hold waits."""
STRONG = 0.5

_START = """
CREATE TABLE edges AS
WITH genuine AS (SELECT DISTINCT kind, value FROM read_parquet('{sightings}') WHERE role = 'genuine'),
held AS (
    SELECT report_id, kind, value, max(strength) AS strength
    FROM read_parquet('{sightings}') ANTI JOIN genuine USING (kind, value)
    WHERE strength >= {strong} GROUP BY ALL
), counted AS (SELECT *, count(*) OVER (PARTITION BY kind, value) AS reports FROM held)
SELECT dense_rank() OVER (ORDER BY report_id) AS report, report_id,
       dense_rank() OVER (ORDER BY kind, value) AS value,
       strength * ln(total / reports) / ln(total / 2) AS weight
FROM counted, (SELECT count(DISTINCT report_id) AS total FROM held)
WHERE reports >= 2;
CREATE TABLE stands AS SELECT report_id, any_value(report) AS cluster FROM edges GROUP BY report_id;
CREATE TABLE holds AS
SELECT report AS cluster, value, 1 AS reports, any_value(weight) AS weight FROM edges GROUP BY ALL
"""

_JOINS = """
CREATE OR REPLACE TABLE joins AS
WITH usable AS (SELECT value FROM holds GROUP BY value HAVING count(*) BETWEEN 2 AND {holders}),
sizes AS (SELECT cluster, count(*) AS size FROM stands GROUP BY cluster),
h AS (
    SELECT holds.*, size
    FROM holds JOIN usable USING (value) JOIN sizes USING (cluster)
),
common AS (
    SELECT x.cluster AS one, y.cluster AS other,
           sum(x.weight) / sqrt(any_value(x.size) * any_value(y.size)) AS near,
           least(sum(x.reports), sum(y.reports), count(*), sum(x.weight))
               / sqrt(least(any_value(x.size), any_value(y.size))) AS common
    FROM h x JOIN h y ON x.value = y.value AND x.cluster < y.cluster
    GROUP BY ALL HAVING common >= {least}
), best AS (
    SELECT one, arg_max(other, (near, hash(least(one, other), greatest(one, other)))) AS other
    FROM (FROM common UNION ALL SELECT other, one, near, common FROM common)
    GROUP BY one
)
SELECT x.one AS cluster, x.other AS into_cluster
FROM best x JOIN best y ON x.other = y.one AND y.other = x.one
WHERE x.one > x.other
"""

_FOLLOW = """
UPDATE stands SET cluster = into_cluster FROM joins WHERE stands.cluster = joins.cluster;
CREATE OR REPLACE TABLE holds AS
SELECT coalesce(into_cluster, cluster) AS cluster, value, sum(reports) AS reports, max(weight) AS weight
FROM holds LEFT JOIN joins USING (cluster) GROUP BY ALL
"""

_MEMBERS = """
SELECT report_id, CASE WHEN count(*) OVER (PARTITION BY cluster) > 1 AND cluster IS NOT NULL
                       THEN 'ring-' || cluster END AS ring_id, CAST(NULL AS VARCHAR) AS core_id
FROM (SELECT DISTINCT report_id FROM read_parquet('{sightings}')) LEFT JOIN stands USING (report_id)
"""


def agglomerate(sightings: Path, memory_mb: int = 4096) -> pl.DataFrame:
    """Link a file of sightings; gives ``report_id, ring_id, core_id``, the last always null."""
    file = str(sightings).replace("'", "''")
    with duckdb.connect(":memory:") as base:
        base.execute(f"SET threads = 2; SET memory_limit = '{memory_mb}MiB'")
        base.execute(_START.format(sightings=file, strong=STRONG))
        for least in STEPS:
            for _ in range(ROUNDS):
                base.execute(_JOINS.format(least=least, holders=HOLDERS))
                if not base.execute("SELECT count(*) FROM joins").fetchall()[0][0]:
                    break
                base.execute(_FOLLOW)
        return pl.DataFrame(base.sql(_MEMBERS.format(sightings=file)).to_arrow_table())
