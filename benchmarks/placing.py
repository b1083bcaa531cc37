"""How long does it take to give one new report its provisional ring, and is it the ring that a relink gives?

The newest reports of a made-up world are held back, the others linked into a ring folder; then each of those
held back is placed by itself, as a service would: looked up, and added to what was placed. Opening is timed
in a process that has opened nothing before. *Work* is the processor's time: on a machine that is busy with
other things, a report also waits for its turn. Of the reports held back, the shares are told that were
placed, that a relink puts into a ring of the base, and, of those placed, that it puts into the same ring.
"""

from __future__ import annotations

import tempfile
import time
from itertools import groupby
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.measure import complain, measured, show
from ringfence.actions.link import link_sightings
from ringfence.actions.place import Placer, placed_in
from ringfence.actions.runs import Sources
from ringfence.rings.place import NewReport, NewSighting
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings

BUDGET_MILLISECONDS = 5.0
QUICK, USUAL, FULL = (10_000,), (100_000,), (100_000, 1_000_000)
HELD_BACK = 0.005
_PLACED = 2_000


def base(folder: str, size: int, seed: int) -> dict[str, object]:
    """Link all but the newest reports of a world, and lay the newest aside."""
    place = Path(folder)
    every = pl.DataFrame(sightings(make(Parameters(reports=size, seed=seed))))
    when = every.group_by("report_id").agg(pl.col("at").max()).sort("at", "report_id")
    held = when.tail(max(round(size * HELD_BACK), 100)).select("report_id")
    for name, rows in (
        ("all", every),
        ("base", every.join(held, on="report_id", how="anti")),
        ("new", every.join(held, on="report_id", how="semi")),
    ):
        rows.write_parquet(place / f"{name}.parquet")
    del every
    started = time.perf_counter()
    link_sightings(Sources(place / "base.parquet"), place / "rings")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "index": (place / "rings" / "index.arrow").stat().st_size}


def relink(folder: str) -> dict[str, object]:
    """Link everything, with the ids of the base, and compare with what was placed."""
    place = Path(folder)
    said = pl.DataFrame(
        [(one.report_id, one.ring_id) for one in placed_in(place / "rings")],
        schema={"report_id": pl.String, "placed": pl.String},
        orient="row",
    )
    link_sightings(Sources(place / "all.parquet"), place / "after", previous=place / "rings")
    now = pl.read_parquet(place / "after" / "members.parquet", columns=["report_id", "ring_id"])
    old = pl.read_parquet(place / "rings" / "rings.parquet", columns=["ring_id"])["ring_id"]
    both = said.join(now, on="report_id", how="left")
    ringed = both.drop_nulls("placed")
    return {
        "placed": ringed.height / both.height,
        "known": both.filter(pl.col("ring_id").is_in(old.implode())).height / both.height,
        "same": float((ringed["placed"] == ringed["ring_id"]).fill_null(value=False).sum())
        / max(ringed.height, 1),
    }


def reports(path: Path, most: int) -> list[NewReport]:
    """Read new reports one by one."""
    rows = pl.read_parquet(path).with_columns(pl.col("at").cast(pl.Int64)).sort("report_id")
    told = rows.select(
        "report_id", "source", "reporter", "kind", "value", "role", "at", "validity", "strength"
    ).iter_rows()
    read = []
    for name, own in groupby(told, key=lambda row: row[0]):
        kept = list(own)
        seen = tuple(NewSighting(*row[3:]) for row in kept)
        read.append(NewReport(name, kept[0][1], kept[0][2], seen))
    return read[:most]


def one_by_one(folder: str) -> dict[str, object]:
    """Open the ring folder, and place report after report."""
    place = Path(folder)
    new = reports(place / "new.parquet", _PLACED)
    started = time.perf_counter()
    placer = Placer(place / "rings")
    opened = time.perf_counter() - started
    took, worked = [], []
    for report in new:
        started, before = time.perf_counter(), time.process_time()
        placer.place(report)
        took.append(1000 * (time.perf_counter() - started))
        worked.append(1000 * (time.process_time() - before))
    return {
        "seconds": sum(took) / 1000,
        "open": 1000 * opened,
        "first": took[0],
        "p50": float(np.quantile(took, 0.5)),
        "p99": float(np.quantile(took, 0.99)),
        "most": max(took),
        "work": float(np.quantile(worked, 0.99)),
        "reports": len(took),
    }


def run(sizes: tuple[int, ...] = USUAL, seed: int = 101) -> None:
    """Print how long a report takes on a base of each size, and where a relink puts what was placed."""
    rows: list[tuple[object, ...]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as folder:
            tried = [measured("benchmarks.placing:base", folder=folder, size=size, seed=seed)]
            for step in ("one_by_one", "relink"):
                if tried[-1].done:
                    tried.append(measured(f"benchmarks.placing:{step}", folder=folder))
        if not all(each.done for each in tried):
            complain(f"placing on {size:,}", tried)
            rows.append((f"{size:,}", *[None] * (len(_COLUMNS) - 1)))
            continue
        told = {name: value for each in tried for name, value in each.result.items()}
        figures = [told[name] for name in _FIGURES]
        rows.append((f"{size:,}", round(int(str(told["index"])) / 2**20), *figures))
    show("Placing one new report on a base of so many, in milliseconds", _COLUMNS, rows)
    print(f"Budget: {BUDGET_MILLISECONDS:.0f} ms for 99 of 100 reports on a base of a million.")


_FIGURES = ("open", "first", "p50", "p99", "work", "most", "placed", "known", "same")
_COLUMNS = (
    *("base", "index MiB", "open", "first", "p50", "p99", "p99 of work", "longest"),
    *("placed", "relinked", "same ring"),
)
