"""How well, how fast and in how much memory does our linker link, beside others, on the same worlds?

Each linker runs in a child of its own, on the sightings that an extractor would find in a made-up world. The
seconds are those of linking alone; the memory is that of the whole child, sightings included. Seeds used here
are used for no tuning.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from benchmarks import peers
from benchmarks.measure import complain, measured, ratio, show
from ringfence.actions.evaluate import linker
from ringfence.rings.evaluate import evaluate
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings, truth

if TYPE_CHECKING:
    from ringfence.rings.stress import Linker

LINKERS = (
    "ours",
    "connected components",
    "components, perfect hub list",
    "Leiden, idf",
    "Leiden, idf, perfect hub list",
)
QUICK = ((10_000, (101,)),)
USUAL = ((30_000, (101, 102)),)
FULL = ((30_000, (101, 102, 103)), (100_000, (101, 102)), (300_000, (101,)))


def chosen(name: str, seen: pl.DataFrame, known: pl.DataFrame) -> Linker:
    """Give a linker by its name; those with a hub list get a perfect one."""
    hubs = peers.hubs(seen, known) if "hub list" in name else None
    if name == "ours":
        return linker(large=True)
    if name.startswith("Leiden"):
        return lambda rows: peers.leiden_idf(rows, hubs)
    return lambda rows: peers.components(rows, hubs)


def one(name: str, size: int, seed: int) -> dict[str, object]:
    """Link one world with one linker, and judge it."""
    world = make(Parameters(reports=size, seed=seed))
    seen, known = pl.DataFrame(sightings(world)), pl.DataFrame(truth(world))
    link = chosen(name, seen, known)
    started = time.perf_counter()
    members = link(seen)
    seconds = time.perf_counter() - started
    judged = evaluate(members, known, seen.lazy())
    bound = judged.bound
    return {
        "seconds": seconds,
        "pair_f": judged.lead.pairwise.f,
        "pair_precision": judged.lead.pairwise.precision,
        "pair_of_bound": judged.lead.pairwise.f / bound.pairwise.f if bound else 0.0,
        "b_cubed_f": judged.lead.b_cubed.f,
        "b_cubed_of_bound": judged.lead.b_cubed.f / bound.b_cubed.f if bound else 0.0,
        "purity": judged.lead.purity.share,
        "largest": judged.lead.largest,
        "true_largest": judged.true_largest,
        "core_precision": judged.core.pairwise.precision,
        "core_inside": judged.core.inside,
    }


_FIGURES = ("pair_precision", "pair_f", "pair_of_bound", "b_cubed_f", "b_cubed_of_bound", "purity", "largest")
_COLUMNS = (
    "linker",
    "pair P",
    "pair F",
    "of bound",
    "B³ F",
    "of bound",
    "pure ≥ 10",
    "largest",
    "seconds",
    "MiB",
    "time",
)


def run(sizes: tuple[tuple[int, tuple[int, ...]], ...] = USUAL) -> None:
    """Print a table for each size, each figure the mean over its seeds."""
    for size, seeds in sizes:
        rows: list[tuple[object, ...]] = []
        ours = 0.0
        for name in LINKERS:
            tried = [measured("benchmarks.linking:one", name=name, size=size, seed=seed) for seed in seeds]
            if not all(each.done for each in tried):
                rows.append((name, *[None] * (len(_COLUMNS) - 1)))
                complain(name, tried)
                continue
            seconds = float(np.mean([each.seconds for each in tried]))
            ours = seconds if name == "ours" else ours
            figures = [float(np.mean([float(str(each.result[key])) for each in tried])) for key in _FIGURES]
            memory = max(each.mebibytes for each in tried)
            rows.append((name, *figures, seconds, round(memory), ratio(seconds, ours)))
        seeded = ", ".join(map(str, seeds))
        show(f"Linking {size:,} reports; mean over seeds {seeded}", _COLUMNS, rows)
