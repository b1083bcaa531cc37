"""How well, how fast and in how much memory does our linker link, beside others, on the same worlds?

A world is made once and kept in files; each linker then runs in a child of its own, from the file of
sightings to members, and another child judges what it wrote. A linker that fails, or takes more than `MOST`,
is a row that says so. Seeds used here are used for no tuning.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from benchmarks import peers, splink_peer
from benchmarks.agglomeration import agglomerate
from benchmarks.measure import Measured, Most, complain, measured, measured_within, ratio, show
from benchmarks.worlds import GENERATORS, World, kept
from ringfence.rings.engines import duckdb
from ringfence.rings.evaluate import Evaluation, evaluate
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.rings.tables import members
from tools.peers import interpreter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Sizes = tuple[tuple[int, tuple[int, ...]], ...]

QUICK: Sizes = ((10_000, (101,)),)
USUAL: Sizes = ((30_000, (101, 102)),)
FULL: Sizes = ((30_000, (101, 102, 103)), (100_000, (101, 102)), (300_000, (101,)))
EVERY: Sizes = ((30_000, (101, 102)), (300_000, (101,)), (3_000_000, (101,)))
MOST = Most(seconds=300.0, mebibytes=9 * 1024.0)
"""What a linker may take; ours is held to neither, for its time is the question."""
OURS = "ours"
SPLINK = "Splink 5"


def sized(size: int) -> Sizes:
    """Give the sizes up to one; that one itself where it is smaller than all."""
    return tuple(row for row in EVERY if row[0] <= size) or ((size, (101,)),)


def _ours(folder: Path) -> pl.DataFrame:
    settings = replace(Settings(), spill=str(folder))
    return pl.DataFrame(members(link(duckdb.evidence(folder / "sightings.parquet", settings), settings)))


def _framed(linker: Callable[..., pl.DataFrame], *, listed: bool = False) -> Callable[[Path], pl.DataFrame]:
    """Hand a linker the sightings as a frame, and perhaps a perfect list of hubs."""

    def linked(folder: Path) -> pl.DataFrame:
        seen = pl.read_parquet(folder / "sightings.parquet")
        if not listed:
            return linker(seen)
        return linker(seen, peers.hubs(seen, pl.read_parquet(folder / "truth.parquet")))

    return linked


LINKERS: Mapping[str, Callable[[Path], pl.DataFrame]] = {
    OURS: _ours,
    "connected components": _framed(peers.components),
    "components, perfect hub list": _framed(peers.components, listed=True),
    "Leiden, idf": _framed(peers.leiden_idf),
    "Leiden, idf, perfect hub list": _framed(peers.leiden_idf, listed=True),
    "mutual best, SQL": lambda folder: agglomerate(folder / "sightings.parquet"),
}
"""Those that our own environment holds; Splink stands in another one."""


def linked(name: str, folder: str) -> dict[str, object]:
    """Link a kept world with one linker, and keep the members beside it; the reading counts."""
    started = time.perf_counter()
    found = LINKERS[name](Path(folder))
    seconds = time.perf_counter() - started
    found.select("report_id", "ring_id", "core_id").write_parquet(Path(folder) / "members.parquet")
    return {"seconds": seconds, "rows": found.height}


def judged(folder: str, members_in: str = "members.parquet") -> dict[str, object]:
    """Judge the members that were kept."""
    place = Path(folder)
    known = pl.read_parquet(place / "truth.parquet", columns=["report_id", "ring_id"])
    found = pl.read_parquet(place / members_in)
    return figures(evaluate(found, known, pl.scan_parquet(place / "sightings.parquet")))


def figures(known: Evaluation) -> dict[str, object]:
    """Give what is printed of an evaluation; shares of 0 to 1, "of bound" may be above 1."""
    lead, core, bound = known.lead, known.core, known.bound
    return {
        "pair_precision": lead.pairwise.precision,
        "pair_f": lead.pairwise.f,
        "pair_of_bound": lead.pairwise.f / bound.pairwise.f if bound and bound.pairwise.f else 0.0,
        "b_cubed_f": lead.b_cubed.f,
        "b_cubed_of_bound": lead.b_cubed.f / bound.b_cubed.f if bound and bound.b_cubed.f else 0.0,
        "purity": lead.purity.share,
        "coverage": lead.coverage,
        "largest": lead.largest,
        "true_largest": known.true_largest,
        "core_precision": core.pairwise.precision,
        "core_purity": core.purity.share,
        "core_inside": core.inside or 0.0,
        "core_rings_with": core.rings_with,
    }


def _tried(name: str, folder: Path) -> Iterator[tuple[str, Measured]]:
    """Run one linker and its judge; Splink gives a row for two thresholds."""
    if name != SPLINK:
        most = Most() if name == OURS else MOST
        one = measured_within(most, "benchmarks.linking:linked", name=name, folder=folder)
        yield name, _with_figures(one, folder, ("members.parquet",))
        return
    python = interpreter()
    if python is None:
        yield name, Measured({"failed": "not installed"}, 0.0, 0.0, done=False)
        return
    files = {"sightings": folder / "sightings.parquet", "into": folder / "splink"}
    one = measured_within(MOST, "benchmarks.splink_peer:link", python, **files)
    every = [f"splink-{threshold}.parquet" for threshold in splink_peer.THRESHOLDS]
    yield f"{SPLINK}, .95", _with_figures(one, folder, ("splink-0.95.parquet",))
    yield f"{SPLINK}, best threshold", _with_figures(one, folder, every)


def _with_figures(one: Measured, folder: Path, files: Sequence[str]) -> Measured:
    """Add the measures of the best of these members, by pair F."""
    if not one.done:
        return one
    every = [measured("benchmarks.linking:judged", folder=folder, members_in=file) for file in files]
    good = [each for each in every if each.done]
    if not good:
        return every[0]
    best = max(good, key=lambda each: float(str(each.result["pair_f"])))
    return replace(one, result={**one.result, **best.result})


_FIGURES = ("pair_precision", "pair_f", "pair_of_bound", "b_cubed_f", "b_cubed_of_bound", "purity", "largest")
_COLUMNS = ("linker", "pair P", "pair F", "of bound", "B³ F", "of bound", "pure ≥ 10", "largest",
            "seconds", "MiB", "time")  # fmt: skip


def run(sizes: Sizes = USUAL) -> None:
    """Print a table for each generator and size, each figure the mean over its seeds."""
    for size, seeds in sizes:
        for generator in GENERATORS:
            _table(generator, size, seeds)


def _table(generator: str, size: int, seeds: tuple[int, ...]) -> None:
    tried: dict[str, list[Measured]] = {}
    for seed in seeds:
        with kept(World(generator, size, seed)) as (folder, made):
            if not made.done:
                complain(f"{generator}, {size:,} reports", [made])
                return
            for name in (*LINKERS, SPLINK):
                for row, one in _tried(name, folder):
                    tried.setdefault(row, []).append(one)
    ours = _mean_seconds(tried[OURS])
    rows = [_row(name, each, ours) for name, each in tried.items()]
    seeded = ", ".join(map(str, seeds))
    show(f"Linking {size:,} reports of {generator}; mean over seeds {seeded}", _COLUMNS, rows)


def _mean_seconds(tried: Sequence[Measured]) -> float:
    return float(np.mean([each.seconds for each in tried])) if all(each.done for each in tried) else 0.0


def _row(name: str, tried: Sequence[Measured], ours: float) -> tuple[object, ...]:
    failed = next((each for each in tried if not each.done), None)
    if failed is not None:
        return (f"{name}: {failed.result['failed']}"[:60], *[None] * (len(_COLUMNS) - 1))
    figured = [float(np.mean([float(str(each.result[key])) for each in tried])) for key in _FIGURES]
    seconds = _mean_seconds(tried)
    return (
        name,
        *figured,
        seconds,
        round(max(each.mebibytes for each in tried)),
        ratio(seconds, ours),
    )
