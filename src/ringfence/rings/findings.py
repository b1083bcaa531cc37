"""Findings: what sightings show about numbers without a link. Nobody is accused by them, and no ring is made.

Blocks and bursts, each with what was expected, what was seen, and its q-value: of all findings up to a
q-value about that share comes by chance (Benjamini and Hochberg 1995). See docs/explanation/findings.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

from ringfence.rings.blocks import blocks
from ringfence.rings.bursts import bursts
from ringfence.rings.calls import BLOCK, EXCHANGE, calls

if TYPE_CHECKING:
    from pathlib import Path

FINDINGS = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),  # block or burst
        pa.field("value", pa.string(), nullable=False),  # a number, or a block with x for its last digits
        pa.field("numbers", pa.int64(), nullable=False),  # different ones
        pa.field("reports", pa.int64(), nullable=False),
        pa.field("reporters", pa.int64(), nullable=False),  # independent: unknown ones of a source are one
        pa.field("from_on", pa.date32(), nullable=False),
        pa.field("to_on", pa.date32(), nullable=False),
        pa.field("expected", pa.float64(), nullable=False),  # to 3 places
        pa.field("seen", pa.int64(), nullable=False),  # what is held against it
        pa.field("q", pa.float64(), nullable=False),  # 0 to `MOST_FALSE`
    ]
)
"""The columns of ``DIR/findings.parquet``: one row a finding, by kind, then the clearest first."""

MOST_FALSE = 0.01
"""The q-value up to which something is a finding."""


def findings(sightings: Path, reports: pa.Table) -> pa.Table:
    """Find blocks and bursts.

    Args:
        sightings: ``sightings.parquet``, its structure checked by an engine.
        reports: What the engine made of it: columns ``report_id`` and ``repeat``; a repeat counts nothing.

    Returns:
        Columns of `FINDINGS`.
    """
    told = pl.DataFrame(reports.select(["report_id", "repeat"]))
    rows = calls(sightings, told.filter("repeat")["report_id"])
    made = {
        ("block", BLOCK): blocks(rows, BLOCK),
        ("block", EXCHANGE): blocks(rows, EXCHANGE),
        ("burst", 1): bursts(rows, 1, MOST_FALSE),
        ("burst", BLOCK): bursts(rows, BLOCK, MOST_FALSE),
    }
    return (
        pl.concat(_named(found, kind, size) for (kind, size), found in made.items())
        .sort("kind", "q", "seen", "value", "from_on", descending=[False, False, True, False, False])
        .to_arrow()
        .cast(FINDINGS)
    )


def _named(found: pl.DataFrame, kind: str, size: int) -> pl.DataFrame:
    """Write values as they are read, and days as dates."""
    masked = "x" * (len(str(size)) - 1)
    return found.filter(pl.col("q") <= MOST_FALSE).select(
        kind=pl.lit(kind),
        value=pl.concat_str(pl.lit("+"), pl.col("value"), pl.lit(masked)),
        numbers="numbers",
        reports="reports",
        reporters="reporters",
        from_on=pl.col("first").cast(pl.Date),
        to_on=pl.col("last").cast(pl.Date),
        expected=pl.col("expected").round(3),
        seen="seen",
        q="q",
    )
