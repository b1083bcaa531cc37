"""What `benchmarks.reach` tries: a hostile reporter, shuffled rows, stated reasons, Spark, placing."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.measure import Measured, measured
from ringfence.actions.evaluate import linker
from ringfence.actions.link import link_sightings
from ringfence.actions.runs import ENGINES, Sources
from ringfence.rings.engines import spark as spark_engine
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.rings.stress import check_reasons, try_order, try_poison
from ringfence.rings.tables import members

HELD_BACK = 1_000
"""Reports that are held back to be placed."""


def _seen(folder: str) -> pl.DataFrame:
    return pl.read_parquet(Path(folder) / "sightings.parquet")


def poison(folder: str, tries: int) -> dict[str, object]:
    """Let a hostile reporter try, on rings of a kept world."""
    known = pl.read_parquet(Path(folder) / "truth.parquet", columns=["report_id", "ring_id"])
    told = try_poison(linker(large=False), _seen(folder), known, tries)
    return {
        "tries": told.tries,
        "usable": told.usable,
        "joined": told.joined,
        "cores_joined": told.cores_joined,
        "framed": told.framed,
    }


def order(folder: str, runs: int) -> dict[str, object]:
    """Link shuffled files of a kept world."""
    told = try_order(linker(large=True), _seen(folder), runs)
    return {"runs": told.runs, "other": told.runs - told.identical, "moved": told.moved}


def reasons(folder: str) -> dict[str, object]:
    """Link a kept world into a ring folder, and look up every link that it states."""
    place = Path(folder)
    link_sightings(Sources(place / "sightings.parquet"), place / "stated")
    links = pl.scan_parquet(place / "stated" / "links.parquet")
    told = check_reasons(links, pl.scan_parquet(place / "sightings.parquet"))
    return {"stated": told.stated, "absent": told.stated - told.present}


def spark(folder: str) -> dict[str, object]:
    """Link a kept world with DuckDB and with Spark, and count the reports with other labels.

    Raises:
        RuntimeError: When Spark is not installed.
    """
    absent = spark_engine.absent()
    if absent is not None:
        raise RuntimeError(absent)
    settings = Settings()
    path = Path(folder) / "sightings.parquet"
    one, other = (
        pl.DataFrame(members(link(ENGINES[name](path, settings), settings))).sort("report_id")
        for name in ("duckdb", "spark")
    )
    told = ("report_id", "ring_id", "core_id", "tier")
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_other")) for name in told)
    renamed = other.select(pl.col(name).alias(f"{name}_other") for name in told)
    both = pl.concat([one.select(told), renamed], how="horizontal")
    return {"reports": both.height, "other": int(both.select((~same).sum()).item())}


def hold_back(folder: str) -> dict[str, object]:
    """Link all but some reports of a kept world, and lay these aside for `benchmarks.placing`."""
    place = Path(folder)
    every = pl.scan_parquet(place / "sightings.parquet")
    last = every.group_by("report_id").agg(pl.col("at").max()).sort("at", "report_id").tail(HELD_BACK)
    held = last.select("report_id").collect().lazy()
    every.join(held, on="report_id", how="semi").sink_parquet(place / "new.parquet")
    every.join(held, on="report_id", how="anti").sink_parquet(place / "base.parquet")
    return {"base": link_sightings(Sources(place / "base.parquet"), place / "rings").reports}


def placing(folder: Path) -> Measured:
    """Place the newest reports of a kept world one by one; ``p99`` is in milliseconds."""
    linked = measured("benchmarks.reach_tries:hold_back", folder=folder)
    if not linked.done:
        return linked
    one = measured("benchmarks.placing:one_by_one", folder=folder)
    return Measured({**linked.result, **one.result}, one.seconds, one.mebibytes, done=one.done)
