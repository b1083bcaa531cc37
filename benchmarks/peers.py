"""Other ways to link, each in a few lines, so that ours stands beside them on the same sightings.

Each takes sightings as a frame and gives members. The list of hubs is a perfect one: it comes from the truth,
as no one would have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from graspologic_native import leiden_csr
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    import numpy.typing as npt

STRONG = 0.5
_VALUE = ["kind", "value"]


def hubs(sightings: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """List every genuine value, and every value that reports of two or more true rings hold."""
    placed = sightings.join(truth.select("report_id", "ring_id"), on="report_id", how="left")
    return (
        placed.group_by(_VALUE)
        .agg(rings=pl.col("ring_id").drop_nulls().n_unique(), genuine=(pl.col("role") == "genuine").any())
        .filter((pl.col("rings") >= 2) | pl.col("genuine"))
        .select(_VALUE)
    )


def components(sightings: pl.DataFrame, known_hubs: pl.DataFrame | None = None) -> pl.DataFrame:
    """Join whatever shares a strong value: connected components."""
    reports, row, column, _ = _graph(sightings, known_hubs)
    size = int(max(row.max(initial=-1), column.max(initial=-1))) + 1
    graph = coo_array((np.ones(len(row), dtype=np.int8), (row, column)), shape=(size, size))
    _, labels = connected_components(graph.tocsr(), directed=False)
    return _members(reports, labels[: len(reports)].astype(np.int64))


def leiden_idf(
    sightings: pl.DataFrame, known_hubs: pl.DataFrame | None = None, resolution: float = 1.0
) -> pl.DataFrame:
    """Find communities (Leiden, modularity) of the report and value graph, weighed by strength and rarity."""
    reports, row, column, weight = _graph(sightings, known_hubs)
    size = int(max(row.max(initial=-1), column.max(initial=-1))) + 1
    ends = np.concatenate([row, column]), np.concatenate([column, row])
    graph = coo_array((np.concatenate([weight, weight]), ends), shape=(size, size)).tocsr()
    _, labels = leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        size,
        resolution=resolution,
        seed=1,
    )
    return _members(reports, np.array([labels.get(n, size + n) for n in range(len(reports))]))


def _graph(
    sightings: pl.DataFrame, known_hubs: pl.DataFrame | None
) -> tuple[pl.Series, npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Number reports and strong values; an edge weighs strength times log2(reports / its reports)."""
    reports = sightings["report_id"].unique().sort()
    strong = sightings.filter(pl.col("strength") >= STRONG).unique(["report_id", *_VALUE])
    if known_hubs is not None:
        strong = strong.join(known_hubs, on=_VALUE, how="anti")
    numbered = pl.DataFrame({"report_id": reports, "row": np.arange(len(reports), dtype=np.int64)})
    edges = strong.join(numbered, on="report_id").select(
        "row",
        column=pl.struct(_VALUE).rank("dense").cast(pl.Int64) - 1 + len(reports),
        weight=pl.col("strength").cast(pl.Float64) * (len(reports) / pl.len().over(_VALUE)).log(2),
    )
    edges = edges.sort("row", "column")
    return reports, edges["row"].to_numpy(), edges["column"].to_numpy(), edges["weight"].to_numpy()


def _members(reports: pl.Series, labels: npt.NDArray[np.int64]) -> pl.DataFrame:
    """Name the groups of two and more; the others stand alone."""
    named = pl.DataFrame({"report_id": reports, "label": labels})
    ring = pl.when(pl.len().over("label") > 1).then(pl.format("ring-{}", "label"))
    return named.select("report_id", ring_id=ring, core_id=pl.lit(None, dtype=pl.String))
