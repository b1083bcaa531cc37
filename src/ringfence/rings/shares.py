"""Place held-back reports by shares of values alone, for judging any linker, a peer's too.

    known = ring_values(sightings, members)
    place(new_sightings, known)                  # a report, its ring or none, and how much speaks for it

A value speaks for a ring by its strength times the share of its reports that stand in that ring, so that a
value seen in many rings, or mostly in none, says little. Nothing but sightings and members is needed. What
a ring folder's new reports go by is `ringfence.rings.place`, which knows what each value is worth.
"""

from __future__ import annotations

import polars as pl

ENOUGH = 0.35
"""What must speak for a ring before a report is placed there: one fairly specific value."""

_VALUE = ["kind", "value"]


def ring_values(sightings: pl.LazyFrame, members: pl.LazyFrame) -> pl.DataFrame:
    """Tell how specific each value is to each ring.

    Args:
        sightings: Columns ``report_id, kind, value, strength`` of the reports that were linked.
        members: Columns ``report_id, ring_id`` (null: none).

    Returns:
        Columns ``kind, value, ring_id, share``: of the reports that hold the value with any strength, the
        share that stands in the ring, 0 to 1; in the order of the first three.
    """
    held = sightings.filter(pl.col("strength") > 0).select("report_id", *_VALUE).unique()
    return (
        held.join(members.select("report_id", "ring_id"), on="report_id", how="left")
        .group_by(*_VALUE, "ring_id")
        .agg(pl.len().alias("here"))
        .with_columns(share=pl.col("here") / pl.col("here").sum().over(_VALUE))
        .filter(pl.col("ring_id").is_not_null())
        .select(*_VALUE, "ring_id", "share")
        .sort(*_VALUE, "ring_id")
        .collect()
    )


def place(sightings: pl.LazyFrame, known: pl.DataFrame, *, enough: float = ENOUGH) -> pl.DataFrame:
    """Place each report into the ring for which its values speak most.

    Args:
        sightings: Columns ``report_id, kind, value, strength`` of the new reports.
        known: What `ring_values` told.
        enough: What must speak for a ring at least; about 0 to 1 a value.

    Returns:
        One row a report that has a sighting, by report id: ``report_id, ring_id`` (null: nothing speaks
        enough) and ``speaks``, the sum over its values of strength times share (null likewise). Between
        equals the lower ring id.
    """
    reports = sightings.select("report_id").unique()
    best = (
        sightings.group_by("report_id", *_VALUE)
        .agg(pl.col("strength").max())
        .join(known.lazy(), on=_VALUE)
        .group_by("report_id", "ring_id")
        .agg(speaks=(pl.col("strength").cast(pl.Float64) * pl.col("share")).sum().round(9))
        .filter(pl.col("speaks") >= enough)
        .sort("report_id", pl.col("speaks"), "ring_id", descending=[False, True, False])
        .group_by("report_id", maintain_order=True)
        .first()
    )
    return reports.join(best, on="report_id", how="left").sort("report_id").collect()
