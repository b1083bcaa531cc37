"""Evaluate: judge a ring folder against a truth, and try the linker hard."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from ringfence.actions.ringfolder import open_rings, readable
from ringfence.actions.runs import ENGINES
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings.evaluate import Evaluation, evaluate
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.rings.stress import (
    Held,
    Linker,
    Order,
    Poison,
    Reasons,
    Tick,
    check_reasons,
    try_incremental,
    try_order,
    try_poison,
)
from ringfence.rings.tables import members
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Stress:
    """What to try beside judging.

    Attributes:
        order: How often to link shuffled rows again; 0 for not.
        poison: How often a hostile reporter tries; 0 for not.
        incremental: The share of reports to hold back, above 0 and below 1; None for not.
    """

    order: int = 0
    poison: int = 0
    incremental: float | None = None

    @property
    def any(self) -> bool:
        """Whether anything is to be tried."""
        return bool(self.order or self.poison or self.incremental is not None)


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of it.

    Attributes:
        evaluation: The measures.
        reasons: Of the links that the folder states; None without sightings.
        order: Of shuffling; None when it was not tried.
        poison: Of the hostile reporter; None likewise.
        incremental: Of holding back the newest; None likewise.
    """

    evaluation: Evaluation
    reasons: Reasons | None
    order: Order | None
    poison: Poison | None
    incremental: Held | None


def judge_rings(
    folder: Path,
    truth: Path,
    sightings: Path | None = None,
    stress: Stress | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Judged:
    """Judge a ring folder against a truth.

    Args:
        folder: The ring folder.
        truth: A Parquet file with ``report_id, ring_id`` (null: no ring).
        sightings: Where the sightings are, when ``run.json`` no longer leads there. Without any, what needs
            them is left out of the measures.
        stress: What to try beside; needs the sightings.
        progress: Told how many tries are done, and of how many.

    Raises:
        UsageError: When it is no ring folder.
        FormatError: When a file cannot be read.
        InputError: When a report stands twice, or sightings are needed and not there.
    """
    stress = stress or Stress()
    opened = open_rings(folder, sightings)
    readable(truth, ("report_id", "ring_id"))
    known = pl.read_parquet(truth, columns=["report_id", "ring_id"])
    seen = None if opened.sightings is None else pl.scan_parquet(opened.sightings)
    if stress.any and seen is None:
        raise InputError("linking again needs the sightings", advice="Name them with --sightings")
    judged = evaluate(opened.members().collect(), known, seen)
    links = opened.path / "links.parquet"
    reasons = check_reasons(pl.scan_parquet(links), seen) if seen is not None and links.exists() else None
    if seen is None or not stress.any:
        return Judged(judged, reasons, None, None, None)
    every = seen.collect()
    tick = _counter(stress.order + stress.poison, progress)
    again = linker(large=True)
    return Judged(
        evaluation=judged,
        reasons=reasons,
        order=try_order(again, every, stress.order, tick=tick) if stress.order else None,
        poison=try_poison(linker(large=False), every, known, stress.poison, tick=tick)
        if stress.poison
        else None,
        incremental=None
        if stress.incremental is None
        else try_incremental(again, every, stress.incremental, known),
    )


def _counter(total: int, progress: Callable[[int, int | None], None] | None) -> Tick:
    """Count tries as they are done."""
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    return tick


def linker(*, large: bool) -> Linker:
    """Give our linker with its default settings, as the stress tests want it.

    Args:
        large: Use DuckDB; else the plain engine in memory, which is quicker on a few hundred reports.
    """
    engine = ENGINES["duckdb" if large else "memory"]
    settings = Settings()

    def linked(sightings: pl.DataFrame) -> pl.DataFrame:
        with tempfile.TemporaryDirectory(prefix="ringfence-") as name:
            path = Path(name) / "sightings.parquet"
            pq.write_table(sightings.to_arrow().cast(SIGHTINGS), path)
            return pl.DataFrame(members(link(engine(path, settings), settings)))

    return linked
