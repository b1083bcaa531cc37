"""What no linker by exact values can pass: the reports that share strong values, were the truth known.

Two reports of one true ring that share a strong value are joined, and so are chains of such reports; nothing
else is. The reports of a ring that share nothing strong with another stay alone, whatever a linker does. So
the bound's precision is 1 and its recall is what extraction left possible; a linker's F is read as a share of
it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ringfence.rings.measures import ALONE, Codes, Mask

STRONG = 0.5
"""The prior strength from which a value counts as strong (docs/reference/kinds.md)."""


@dataclass(frozen=True, slots=True)
class StrongValues:
    """Which strong values, and which scripts, each report holds; numbers instead of words.

    Attributes:
        report: Row of the report, 0 to reports - 1; one entry a report and value.
        value: Number of the kind and value together.
        script: Whether the value is a script.
        two_or_more: For each report, whether it holds two strong values that are not one another's part: a
            URL and its own domain count once.
    """

    report: Codes
    value: Codes
    script: Mask
    two_or_more: Mask


def strong_values(sightings: pl.LazyFrame, reports: pl.Series) -> StrongValues:
    """Read the strong values of some reports.

    Args:
        sightings: Columns ``report_id, kind, value, strength``.
        reports: Report ids, each once; their rows number the result.
    """
    numbered = pl.DataFrame({"report_id": reports, "report": np.arange(len(reports), dtype=np.int64)}).lazy()
    script = pl.col("kind") == "script"
    held = (
        sightings.filter((pl.col("strength") >= STRONG) | script)
        .select("report_id", "kind", "value")
        .unique()
        .join(numbered, on="report_id")
        .select("report", "kind", number=pl.struct("kind", "value").rank("dense").cast(pl.Int64) - 1)
        .sort("report", "number")
        .collect()
    )
    place = pl.col("kind").is_in(["url", "domain"])
    counted = (
        held.lazy()
        .filter(~script)
        .group_by("report")
        .agg(
            other=(~place).sum(),
            url=(pl.col("kind") == "url").sum(),
            domain=(pl.col("kind") == "domain").sum(),
        )
        .filter(pl.col("other") + pl.max_horizontal("url", "domain") >= 2)
        .collect()
    )
    two = np.zeros(len(reports), dtype=np.bool_)
    two[counted["report"].to_numpy()] = True
    return StrongValues(
        report=held["report"].to_numpy(),
        value=held["number"].to_numpy(),
        script=(held["kind"] == "script").to_numpy(),
        two_or_more=two,
    )


def linkable_groups(strong: StrongValues, true: Codes, *, scripts: bool = False) -> Codes:
    """Group the reports of each true ring by the strong values that they share.

    Args:
        strong: What each report holds.
        true: Code of each report's true ring, `ALONE` for none; shape (reports,).
        scripts: Let a shared script join, too.

    Returns:
        A code a report; `ALONE` where it shares nothing with another report of its ring. Shape (reports,).
    """
    used = true[strong.report] != ALONE
    if not scripts:
        used &= ~strong.script
    report, value = strong.report[used], strong.value[used]
    width = np.int64(value.max(initial=0) + 1)
    _, node = np.unique(true[report] * width + value, return_inverse=True)
    reports, values = len(true), int(node.max(initial=-1)) + 1
    shape = (reports + values, reports + values)
    joined = coo_array((np.ones(len(report), dtype=np.int8), (report, reports + node)), shape=shape)
    _, labels = connected_components(joined.tocsr(), directed=False)
    groups = labels[:reports].astype(np.int64)
    sizes = np.bincount(groups, minlength=1)
    groups[sizes[groups] < 2] = ALONE
    return groups
