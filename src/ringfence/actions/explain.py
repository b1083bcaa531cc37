"""The clearest rings of a folder, for who does not know yet which to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.ringfolder import open_rings

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Overview:
    """The rings of a folder in numbers.

    Attributes:
        reports: Reports that were linked.
        in_rings: Those that stand in a ring.
        rings: How many rings there are.
        clearest: The clearest ones: the most core reports first, then the most reports.
    """

    reports: int
    in_rings: int
    rings: int
    clearest: tuple[RingLine, ...]


@dataclass(frozen=True, slots=True)
class RingLine:
    """One ring in a line.

    Attributes:
        ring_id: Its id.
        reports: Reports in it.
        core: Those that stand in a core.
        reporters: Independent reporters; None where linking does not say.
        sources: From how many sources; None likewise.
        confidence: How sure it is that a report belongs there, 0 to 1; None likewise.
    """

    ring_id: str
    reports: int
    core: int
    reporters: int | None
    sources: int | None
    confidence: float | None


def clearest_rings(folder: Path, most: int = 20) -> Overview:
    """List the clearest rings of a folder.

    Raises:
        UsageError: When it is no ring folder.
        FormatError: When a file in it cannot be read.
    """
    opened = open_rings(folder)
    members = opened.members()
    names = members.collect_schema().names()
    confidence = pl.col("confidence").mean() if "confidence" in names else pl.lit(None, dtype=pl.Float64)
    core = pl.col("core_id").count() if "core_id" in names else pl.lit(0)
    lines = (
        members.drop_nulls("ring_id")
        .group_by("ring_id")
        .agg(reports=pl.len(), core=core, confidence=confidence.cast(pl.Float64))
        .sort("core", "reports", "ring_id", descending=[True, True, False])
        .collect()
    )
    linked = int(members.select(pl.len()).collect().item())
    shown = lines.head(most).join(_said_of(opened.rings()), on="ring_id", how="left", maintain_order="left")
    rows = tuple(
        RingLine(
            ring_id=row["ring_id"],
            reports=row["reports"],
            core=row["core"],
            reporters=row.get("reporters"),
            sources=row.get("sources"),
            confidence=row["confidence"] if row.get("sure") is None else row["sure"],
        )
        for row in shown.iter_rows(named=True)
    )
    return Overview(linked, int(lines["reports"].sum()), lines.height, rows)


def _said_of(rings: pl.LazyFrame | None) -> pl.DataFrame:
    """Take from ``rings.parquet`` how many reporters and sources each ring has, and how sure it is."""
    if rings is None:
        return pl.DataFrame(schema={"ring_id": pl.String})
    schema = rings.collect_schema()
    columns = [
        pl.col(name).list.len().cast(pl.Int64) if isinstance(schema[name], pl.List) else pl.col(name)
        for name in ("reporters", "sources")
        if name in schema
    ]
    columns += [pl.col("confidence").alias("sure")] if "confidence" in schema else []
    return rings.select("ring_id", *columns).unique("ring_id").collect()
