"""Beyond one task: cut the evidence into pieces that each fit one, through few and weak links, and link each.

1. *Merge.* In rounds, clusters of reports (at first each alone) are joined with their best neighbour where
   each is the other's best and what they share is enough; the bar falls from round to round. A round is a
   few queries, from Parquet to Parquet, and needs no connected component: the largest holds 40 % of all
   reports. Clusters that share a value are compared with the next ones in an order that differs each round,
   so that a value of a million reports makes a few million pairs, not the square of that.
2. *Cut.* One task looks at clusters and values alone, a fraction of the edges: communities (Leiden), as
   coarse as fits, are dealt out to pieces.
3. *Link.* Each piece is linked by `link`, the one and only, in a task of its own.

This is not the same as linking the whole: values are weighed, and their specificity is learned, from the
reports of a piece. What that loses is measured in docs/how-to/run-on-spark.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from graspologic_native import leiden_csr
from scipy.sparse import coo_array

from ringfence.rings import tables
from ringfence.rings.communities import NONE
from ringfence.rings.engines.spark import Frame, Session, in_one_task, kept_as, opened
from ringfence.rings.evidence import EDGES, REPORTS, VALUES, Evidence
from ringfence.rings.graph import STRONG
from ringfence.rings.identity import count
from ringfence.rings.link import link
from ringfence.rings.ring import ONE

if TYPE_CHECKING:
    from ringfence.rings.communities import Floats
    from ringfence.rings.evidence import Ints
    from ringfence.rings.ring import Settings

BARS = (20, 16, 14, 12, 10, 10, 8, 8)
"""Bits that two clusters must share to be joined, round by round: two rare values, later one."""
_NEXT = 3  # with how many that follow a cluster is compared, for each value
_RESOLUTION = 8.0  # fine: what belongs together is gathered afterwards, up to the size of a piece

_WEIGHED = """
SELECT cluster, value, weight, weight AS mass FROM (
    SELECT e.report AS cluster, e.value,
           CAST(round(e.strength * log2({reports} / v.reports)) AS BIGINT) AS weight
    FROM edges e JOIN numbered v ON v.number = e.value WHERE e.strength >= {strong}
)
"""
_PAIRS = """
WITH rows AS (
    SELECT cluster, value, weight,
           row_number() OVER (PARTITION BY value ORDER BY xxhash64(cluster, {round}L)) AS at
    FROM held
), met AS (
    SELECT least(a.cluster, b.cluster) AS one, greatest(a.cluster, b.cluster) AS other,
           least(a.weight, b.weight) AS weight
    FROM (SELECT *, explode(sequence(at + 1, at + {next})) AS beside FROM rows) a
    JOIN rows b ON b.value = a.value AND b.at = a.beside
)
SELECT one, other, sum(weight) AS weight FROM met GROUP BY one, other HAVING sum(weight) >= {bar}
"""
_MERGED = """
WITH both AS (
    SELECT one AS cluster, other AS into, weight FROM pairs UNION ALL SELECT other, one, weight FROM pairs
), best AS (
    SELECT cluster, max_by(
        into, struct(weight, xxhash64(least(cluster, into), greatest(cluster, into), {round}L), into)
    ) AS into
    FROM both GROUP BY cluster
)
SELECT a.cluster, a.into FROM best a JOIN best b ON b.cluster = a.into AND b.into = a.cluster
WHERE a.into < a.cluster
"""
_HELD = """
SELECT coalesce(m.into, h.cluster) AS cluster, h.value, max(h.weight) AS weight, sum(h.mass) AS mass
FROM held h LEFT JOIN merged m USING (cluster) GROUP BY 1, 2
"""
_CLUSTERS = """
SELECT c.report, coalesce(m.into, c.cluster) AS cluster FROM clusters c LEFT JOIN merged m USING (cluster)
"""
_SIZES = """
SELECT c.cluster, count(*) AS edges FROM edges e JOIN clusters c USING (report) GROUP BY c.cluster
"""
_PLACED = """
SELECT c.report, coalesce(p.piece, CAST(pmod(xxhash64(c.report), {pieces}) AS BIGINT)) AS piece
FROM clusters c LEFT JOIN pieces p USING (cluster)
"""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What came of linking piece by piece.

    Attributes:
        pieces: How many pieces.
        rounds: Rounds of merging.
        clusters: Pairs of a cluster and a value that were left for the one task that cuts.
        in_rings: Reports in a ring.
        rings: Rings.
    """

    pieces: int
    rounds: int
    clusters: int
    in_rings: int
    rings: int


def link_in_pieces(spark: Session, evidence: str, into: str, settings: Settings, most: int) -> Pieces:
    """Cut evidence into pieces, link each, and write the ``members`` of all as one folder.

    Args:
        spark: From `spark.session`.
        evidence: Where `spark.write_evidence` wrote it.
        into: The address of a folder; ``members``, ``links``, ``values`` and ``edges`` have a file a piece.
        settings: How to link.
        most: Edges that one task may hold.
    """
    for name, view in (("reports", "reports"), ("values", "numbered"), ("edges", "edges")):
        spark.read.parquet(f"{evidence}/{name}").createOrReplaceTempView(view)
    steps = f"{into}/steps"
    reports = int(spark.table("reports").count())
    rounds = _merge(spark, steps, reports, most)
    _keep(spark, spark.sql(_SIZES), "sizes", f"{steps}/sizes")
    pieces, left = in_one_task(
        spark, partial(_cut, f"{steps}/held", f"{steps}/sizes", f"{steps}/pieces", most)
    )
    spark.read.parquet(f"{steps}/pieces").createOrReplaceTempView("pieces")
    _deal(spark, steps, pieces)
    work = partial(_linked, steps, into, settings, reports)
    found = spark.sparkContext.parallelize(range(pieces), pieces).map(work).collect()
    in_rings, rings = (sum(numbers) for numbers in zip(*found, strict=True))
    return Pieces(pieces, rounds, left, in_rings, rings)


def _keep(spark: Session, rows: Frame, name: str, path: str) -> None:
    kept_as(spark, rows, path).createOrReplaceTempView(name)


def _merge(spark: Session, steps: str, reports: int, most: int) -> int:
    """Join clusters in rounds until one task can hold what is left of their edges, or nothing joins."""
    weighed = spark.sql(_WEIGHED.format(reports=max(reports, 1), strong=STRONG))
    _keep(spark, weighed, "held", f"{steps}/held-0")
    alone = spark.sql("SELECT report, report AS cluster FROM reports")
    _keep(spark, alone, "clusters", f"{steps}/clusters-0")
    step = 0
    for step, bar in enumerate(BARS, 1):
        bits = bar * ONE
        _keep(
            spark,
            spark.sql(_PAIRS.format(round=step, next=_NEXT, bar=bits)),
            "pairs",
            f"{steps}/pairs-{step}",
        )
        _keep(spark, spark.sql(_MERGED.format(round=step)), "merged", f"{steps}/merged-{step}")
        _keep(spark, spark.sql(_HELD), "held", f"{steps}/held-{step}")
        _keep(spark, spark.sql(_CLUSTERS), "clusters", f"{steps}/clusters-{step}")
        if spark.table("held").count() <= most // 4:
            break
    _keep(spark, spark.table("held"), "held", f"{steps}/held")
    return step


def _cut(held: str, sizes: str, into: str, most: int) -> tuple[int, int]:
    """Deal the clusters out to pieces; runs in one task.

    Returns:
        How many pieces there are, and how many pairs of a cluster and a value were looked at.
    """
    rows = _read(held).sort_by([("cluster", "ascending"), ("value", "ascending")])
    size = _read(sizes).sort_by("cluster")
    names, edges = size["cluster"].to_numpy(), size["edges"].to_numpy()
    node = np.searchsorted(names, rows["cluster"].to_numpy())
    _, value = np.unique(rows["value"].to_numpy(), return_inverse=True)
    weight = rows["mass"].to_numpy().astype(np.float64)
    found, home = _communities(node, value, weight, len(names))
    label = np.full(len(names), NONE, dtype=np.int64)
    label[node] = found[node]  # the others hold nothing that links
    communities = int(max(found.max(initial=NONE), home.max(initial=NONE))) + 1
    whole = np.zeros(communities)
    np.add.at(whole, label[label != NONE], edges[label != NONE])
    piece = _packed(_gathered(found[node], home[value], weight, whole, most), label, whole, most)
    table = pa.table({"cluster": names[label != NONE], "piece": piece[label != NONE]})
    where, path = opened(into)
    where.create_dir(path, recursive=True)
    pq.write_table(table, f"{path}/pieces.parquet", filesystem=where)
    return int(piece.max(initial=0)) + 1, rows.num_rows


def _communities(node: Ints, value: Ints, weight: Floats, nodes: int) -> tuple[Ints, Ints]:
    """Find communities of clusters and values, much smaller than pieces; gives each cluster's and value's."""
    values = int(value.max(initial=NONE)) + 1
    ends = nodes + value
    both = coo_array(
        (np.r_[weight, weight], (np.r_[node, ends], np.r_[ends, node])),
        shape=(nodes + values, nodes + values),
    ).tocsr()
    label = np.arange(nodes + values)
    if len(weight):
        _, found = leiden_csr(
            both.indptr.astype(np.int64),
            both.indices.astype(np.int32),
            both.data,
            nodes + values,
            resolution=_RESOLUTION,
            seed=1,
            use_modularity=True,
        )
        label[np.fromiter(found.keys(), np.int64, len(found))] = np.fromiter(
            found.values(), np.int64, len(found)
        )
    return label[:nodes], label[nodes:]


def _gathered(one: Ints, other: Ints, weight: Floats, size: Floats, most: int) -> Ints:
    """Join communities by what crosses between them, for their size the most first, while they fit a piece.

    Args:
        one: Of each edge the community of its cluster.
        other: That of its value.
        weight: What the edge weighs.
        size: The edges of each community.
        most: Edges that a piece may hold.

    Returns:
        For each community the one that stands for all it is joined with.
    """
    into = np.arange(len(size))
    size = size.copy()
    while True:
        left, right = np.minimum(into[one], into[other]), np.maximum(into[one], into[other])
        crossing = np.flatnonzero(left != right)
        pairs, which = np.unique(np.c_[left, right][crossing], axis=0, return_inverse=True)
        crosses = np.bincount(which, weights=weight[crossing], minlength=len(pairs))
        smaller = np.minimum(size[pairs[:, 0]], size[pairs[:, 1]])
        fits = size[pairs[:, 0]] + size[pairs[:, 1]] <= most
        order = np.argsort(-crosses / np.maximum(smaller, 1), kind="stable")
        taken = np.zeros(len(size), dtype=np.bool_)
        step = np.arange(len(size))
        for row in order[fits[order]]:  # of communities there are few
            a, b = pairs[row]
            if not (taken[a] or taken[b]):
                taken[a] = taken[b] = True
                step[b] = a
                size[a] += size[b]
        if not taken.any():
            return into
        into = step[into]


def _packed(into: Ints, label: Ints, size: Floats, most: int) -> Ints:
    """Put what was gathered into pieces of up to ``most`` edges, the largest first, each where is room."""
    whole = np.bincount(into, weights=size, minlength=len(size))
    pieces: list[float] = []
    place = np.zeros(len(size), dtype=np.int64)
    for group in np.argsort(-whole, kind="stable"):
        least = int(np.argmin(pieces)) if pieces else 0
        if not pieces or pieces[least] + whole[group] > most:
            least = len(pieces)
            pieces.append(0.0)
        pieces[least] += whole[group]
        place[group] = least
    return np.where(label == NONE, 0, place[into[label]])


def _deal(spark: Session, steps: str, pieces: int) -> None:
    """Write each piece's evidence into a folder of its own."""
    _keep(spark, spark.sql(_PLACED.format(pieces=pieces)), "placed", f"{steps}/placed")
    of_report = "SELECT t.*, p.piece FROM {} t JOIN placed p USING (report)"
    of_value = (
        "SELECT v.*, p.piece FROM numbered v JOIN (SELECT DISTINCT e.value AS number, p.piece FROM edges e "
        "JOIN placed p USING (report)) p USING (number)"
    )
    told = {"reports": of_report.format("reports"), "edges": of_report.format("edges"), "values": of_value}
    for name, query in told.items():
        rows = spark.sql(query).repartition(pieces, "piece")
        rows.write.mode("overwrite").partitionBy("piece").parquet(f"{steps}/dealt/{name}")


def _linked(steps: str, into: str, settings: Settings, reports: int, piece: int) -> tuple[int, int]:
    """Link one piece; runs in a task of its own."""
    found = _piece(f"{steps}/dealt", piece)
    share = found.reports.num_rows / max(reports, 1)
    linked = link(found, replace(settings, scale=max(1, round(settings.scale * share))))
    made = {
        "members": tables.members(linked),
        "links": tables.links(linked),
        "values": tables.values(linked),
        "edges": tables.edges(linked),
    }
    for name, table in made.items():
        where, path = opened(f"{into}/{name}")
        where.create_dir(path, recursive=True)
        pq.write_table(table.replace_schema_metadata(None), f"{path}/{piece:05}.parquet", filesystem=where)
    return int((linked.labels != NONE).sum()), count(linked.labels)


def _piece(dealt: str, piece: int) -> Evidence:
    """Read a piece's evidence, numbered anew; values that only one of its reports holds are left out."""
    reports, values, edges = (
        pl.DataFrame(_read(f"{dealt}/{name}/piece={piece}")) for name in ("reports", "values", "edges")
    )
    held = edges.group_by("value").agg(pl.len().alias("held")).filter(pl.col("held") > 1)
    reports = reports.sort("report").with_row_index("new_report")
    values = values.join(held, left_on="number", right_on="value").sort("number").with_row_index("new_value")
    values = values.with_columns(reports=pl.col("held"))
    edges = (
        edges.join(reports.select("report", "new_report"), on="report")
        .join(values.select("new_value", value="number"), on="value")
        .select(report="new_report", value="new_value", strength="strength")
        .sort("report", "value")
    )
    told = ((reports, REPORTS), (values, VALUES), (edges, EDGES))
    first, second, third = (frame.select(schema.names).to_arrow().cast(schema) for frame, schema in told)
    return Evidence(first, second, third, sightings=0, unknown_roles=0, unknown_kinds=0)


def _read(address: str) -> pa.Table:
    where, path = opened(address)
    return pq.read_table(path, filesystem=where, partitioning=None)
