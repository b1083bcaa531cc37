"""Findings: read what linking found about numbers without a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.ringfolder import open_rings, readable
from ringfence.rings.findings import FINDINGS
from ringfence.words import UsageError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

KINDS = ("block", "burst")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        kind: One of `KINDS`.
        value: A number, or a block with an ``x`` for each of its last digits.
        numbers: Different numbers.
        reports: Reports.
        reporters: Independent reporters; unknown ones of one source are one.
        from_on: The first day.
        to_on: The last day.
        expected: How much would have been usual.
        seen: What is held against it.
        q: About which share of all findings up to this one come by chance, 0 to 1.
    """

    kind: str
    value: str
    numbers: int
    reports: int
    reporters: int
    from_on: date
    to_on: date
    expected: float
    seen: int
    q: float


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of a ring folder.

    Attributes:
        blocks: How many blocks.
        bursts: How many bursts.
        clearest: The clearest of each kind.
    """

    blocks: int
    bursts: int
    clearest: tuple[Finding, ...]


def clearest_findings(folder: Path, kind: str | None = None, most: int = 20) -> Findings:
    """List the clearest findings of a ring folder.

    Args:
        folder: As ``link -o`` was given it.
        kind: One of `KINDS`; None: all.
        most: How many of each kind, 1 or more.

    Raises:
        UsageError: When it is no ring folder, or was linked before there were findings.
        FormatError: When a file in it cannot be read.
    """
    path = open_rings(folder).path / "findings.parquet"
    if not path.exists():
        raise UsageError(f"{folder} holds no findings", advice="Link again with ringfence link")
    readable(path, tuple(FINDINGS.names))
    rows = pl.scan_parquet(path)
    counted = dict(rows.group_by("kind").len().collect().iter_rows())
    wanted = rows if kind is None else rows.filter(pl.col("kind") == kind)
    clearest = wanted.group_by("kind", maintain_order=True).head(most).select(FINDINGS.names).collect()
    return Findings(
        blocks=counted.get("block", 0),
        bursts=counted.get("burst", 0),
        clearest=tuple(Finding(**row) for row in clearest.iter_rows(named=True)),
    )
