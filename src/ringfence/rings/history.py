"""What was known when: where each report stood before it moved, so that a ring can be told as of a day.

Of every run and every judgement only what it changed is kept: for a report that moved, where it had stood,
and until when. A report that was not linked yet is kept as such, so that nothing is known before its time.
All functions are pure and work on whole columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from datetime import datetime

STATES = pl.Schema(
    {
        "report_id": pl.String(),
        "linked": pl.Boolean(),  # false: the report was not among those linked
        "ring_id": pl.String(),  # null: in no ring
        "tier": pl.String(),
        "core_id": pl.String(),
        "until_at": pl.Datetime("us", "UTC"),
    }
)
"""The columns of ``DIR/history/states.parquet``: where a report stood until it moved, by time and report."""

_PLACE = ("ring_id", "tier", "core_id")


@dataclass(frozen=True, slots=True)
class Passage:
    """Reports that came into a ring, or went from it, at one time.

    Attributes:
        at: When the run or the judgement was.
        came: Whether they came; they went otherwise.
        other: The ring that they came from or went to; None: none.
        new: Whether they had not been linked before (where they came), or are no longer (where they went).
        reports: How many.
    """

    at: datetime
    came: bool
    other: str | None
    new: bool
    reports: int


def moved(before: pl.DataFrame, after: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Tell where the reports stood that stand elsewhere now, as rows of `STATES`.

    Args:
        before: ``report_id, ring_id, tier, core_id`` of an earlier run.
        after: The same of the one that takes its place.
        at: When it does.
    """
    old = before.select("report_id", *_PLACE, linked=pl.lit(value=True))
    new = after.select(
        "report_id", *(pl.col(name).alias(f"{name}_now") for name in _PLACE), now=pl.lit(value=True)
    )
    both = old.join(new, on="report_id", how="full", coalesce=True)
    stays = pl.col("linked").is_not_null() & pl.col("now").is_not_null()
    same = [pl.col(name).eq_missing(pl.col(f"{name}_now")) for name in _PLACE]
    gone = both.filter(~(stays & pl.all_horizontal(same)))
    told = gone.with_columns(pl.col("linked").fill_null(value=False), until_at=pl.lit(at))
    return told.select(STATES.names()).cast(STATES).sort("until_at", "report_id")


def as_of(states: pl.DataFrame, members: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Tell where each report stood at a time: ``report_id, ring_id, tier, core_id`` of those linked by then.

    Args:
        states: Rows of `STATES`.
        members: Where they stand now.
        at: The time.
    """
    then = states.filter(pl.col("until_at") > at).sort("until_at").unique("report_id", keep="first")
    now = members.select("report_id", *_PLACE, linked=pl.lit(value=True))
    rest = now.join(then, on="report_id", how="anti")
    every = pl.concat([then.select("report_id", *_PLACE, "linked"), rest])
    return every.filter("linked").drop("linked").sort("report_id")


def passages(states: pl.DataFrame, members: pl.DataFrame, ring_id: str) -> tuple[Passage, ...]:
    """Tell what came into a ring and went from it, in the order of time.

    Args:
        states: Rows of `STATES`.
        members: Where the reports stand now.
        ring_id: The ring.
    """
    touched = states.filter(pl.col("report_id").is_in(_ever_in(states, members, ring_id).implode()))
    now = members.join(touched.select("report_id").unique(), on="report_id", how="right")
    last = now.select(
        "report_id",
        pl.col("report_id").is_in(members["report_id"].implode()).alias("linked"),
        *_PLACE,
        pl.lit(None, dtype=STATES["until_at"]).alias("until_at"),
    )
    line = pl.concat([touched, last]).sort("report_id", "until_at", nulls_last=True)
    ahead = [pl.col(name).shift(-1).over("report_id").alias(f"{name}_next") for name in ("ring_id", "linked")]
    steps = line.with_columns(ahead).drop_nulls("until_at")
    came = pl.col("ring_id_next").eq_missing(ring_id)
    steps = steps.filter(pl.col("ring_id").eq_missing(ring_id) != came).select(
        at="until_at",
        came=came,
        other=pl.when(came).then("ring_id").otherwise("ring_id_next"),
        new=~pl.when(came).then("linked").otherwise("linked_next"),
    )
    counted = steps.group_by("at", "came", "other", "new").agg(reports=pl.len())
    order = counted.sort("at", "came", "reports", "other", descending=[False, True, True, False])
    return tuple(Passage(**row) for row in order.iter_rows(named=True))


def _ever_in(states: pl.DataFrame, members: pl.DataFrame, ring_id: str) -> pl.Series:
    here = pl.col("ring_id") == ring_id
    named = [frame.filter(here)["report_id"] for frame in (states, members)]
    return pl.concat(named).unique()
