"""Calls: who told of which number on which day, as whole numbers, for findings that need no link.

A number is its E.164 digits as one whole number, so that what it stands in is a division away: its *block* is
the number without its last three digits (in the North American plan NPA-NXX-X, the thousand numbers that are
given to a carrier together), its *exchange* is without its last four.

Rules (docs/explanation/findings.md):

* Every sighting of a ``valid`` phone counts once a report, in any role but ``genuine``.
* A *voice* is a known reporter, who counts once for a number, block or exchange whatever they file, or a
  report whose reporter is unknown. Independent *reporters* are fewer: all unknown ones of a source are one.
* A repeat (``evidence``) counts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

BLOCK, EXCHANGE, AREA = 10**3, 10**4, 10**7
"""What a number is divided by for its block, its exchange, its area code (the last in North America)."""

_PHONE = r"^\+[1-9][0-9]{8,14}$"
_OPTIONAL = ("validity", "source", "reporter")

CALLS = pl.Schema(
    {
        "number": pl.Int64,
        "day": pl.Int32,  # since 1970-01-01, UTC
        "report": pl.UInt64,
        "reporter": pl.UInt64,  # null: unknown
        "source": pl.UInt64,
    }
)
"""One row a report and number."""


def calls(sightings: Path, repeats: pl.Series) -> pl.DataFrame:
    """Read who told of which number; the file is streamed.

    Args:
        sightings: ``sightings.parquet``, its structure checked by an engine.
        repeats: The ids of reports that say what another said.

    Returns:
        Columns of `CALLS`, ordered by number, day and report.
    """
    rows = pl.scan_parquet(sightings)
    there = rows.collect_schema().names()
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in _OPTIONAL if name not in there)
    text = pl.col("value").cast(pl.String)
    told = (
        (pl.col("kind").cast(pl.String) == "phone")
        & (pl.col("role").cast(pl.String) != "genuine")
        & (pl.col("validity").cast(pl.String).fill_null("valid") == "valid")
        & text.str.contains(_PHONE)
    )
    reporter = pl.col("reporter").cast(pl.String)
    wanted = rows.filter(told).select(
        number=text.str.slice(1).cast(pl.Int64),
        day=pl.col("at").dt.date().cast(pl.Int32),
        report=pl.col("report_id").cast(pl.String).hash(),
        reporter=pl.when(reporter.is_not_null()).then(reporter.hash()),
        source=pl.col("source").cast(pl.String).fill_null("").hash(),
    )
    if len(repeats):
        wanted = wanted.filter(~pl.col("report").is_in(repeats.cast(pl.String).hash().implode()))
    once = wanted.group_by("report", "number").agg(pl.col("day", "reporter", "source").min())
    return once.select(CALLS.names()).sort("number", "day", "report").collect(engine="streaming")


def voices(rows: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    """Keep of each known reporter the first report a value, and every report of the unknown.

    Args:
        rows: Columns of `CALLS`.
        value: What counts as one value, by a row's number.

    Returns:
        The rows that are kept, with a column ``value``.
    """
    named = rows.with_columns(value=value)
    known = named.filter(pl.col("reporter").is_not_null())
    first = known.sort("day", "report").unique(["value", "reporter"], keep="first", maintain_order=True)
    return pl.concat([first, named.filter(pl.col("reporter").is_null())]).sort("value", "day", "report")


def independent(known: pl.Expr, source: pl.Expr) -> pl.Expr:
    """Count independent reporters in a group: the known ones, and one a source of unknown ones."""
    return (known.drop_nulls().n_unique() + source.filter(known.is_null()).n_unique()).cast(pl.Int64)
