"""How long does a full relink take, and how much memory, as the data grows ten-fold?

From ``sightings.parquet`` to a whole ring folder, by the very function that ``ringfence link`` calls, on the
second generator's worlds: they are written batch by batch, so that ten million reports need no memory to be
made. The budget: 1 M reports in 30 s and 1.5 GiB, 10 M in 5 min and 8 GiB; ten times the data in at most
twelve times the time. Ten million run with ``--size 10000000`` only.
Seconds of all cores' CPU stand beside those of the clock: on a machine that others use, they tell more.
"""

from __future__ import annotations

import functools
import inspect
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Measured, Most, complain, measured_within, show
from benchmarks.worlds import FIRST_UNSEEN, World, kept
from ringfence.actions import link as relinking
from ringfence.actions.link import link_sightings
from ringfence.actions.runs import Sources
from ringfence.rings import link as linking
from ringfence.rings.ring import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK: tuple[int, ...] = (10_000,)
USUAL: tuple[int, ...] = (100_000,)
FULL: tuple[int, ...] = (100_000, 1_000_000)
EVERY: tuple[int, ...] = (100_000, 1_000_000, 10_000_000)
BUDGETS = {1_000_000: (30.0, 1.5), 10_000_000: (300.0, 8.0)}
"""By reports: seconds, and GiB."""
MOST = Most(seconds=1_800.0, mebibytes=12 * 1024.0)
TENFOLD = 12.0
"""So many times the time ten times the data may take."""
_LINKING = "linking"
_PARTS = {
    "link": _LINKING,
    "findings": "findings",
    "_write_tables": "tables",
    "_write_context": "judgements",
    "describe_run": "digests",
    "_write_index": "index",
}
"""Functions of `ringfence.actions.link` that are timed, and what they are called here."""
_SHOWN = 0.02
"""Steps that take a smaller share of the time are not shown."""


def sized(size: int) -> tuple[int, ...]:
    """Give the sizes up to one; that one itself where it is smaller than all."""
    return tuple(each for each in EVERY if each <= size) or (size,)


def relink(folder: str, memory_mb: int) -> dict[str, object]:
    """Link a kept world into a ring folder, and tell the seconds of each part and of each step of linking."""
    parts: dict[str, float] = defaultdict(float)
    steps: dict[str, float] = defaultdict(float)
    _watch(parts, steps)
    moments: list[float] = []
    settings = replace(Settings(), memory_mb=memory_mb)
    sources = Sources(Path(folder) / "sightings.parquet", None, settings=settings)
    into = Path(folder) / "rings"
    started, worked = time.perf_counter(), time.process_time()
    done = link_sightings(sources, into, progress=lambda *_: moments.append(time.perf_counter()))
    seconds = time.perf_counter() - started
    told = {"evidence": moments[1] - moments[0], **{_PARTS[name]: took for name, took in parts.items()}}
    return {
        "seconds": seconds,
        "cpu": time.process_time() - worked,
        "parts": {**told, "the rest": seconds - sum(told.values())},
        "steps": dict(steps),
        "sightings": done.sightings,
        "rings": done.rings,
        "cores": done.cores,
        "in_rings": done.in_rings,
    }


def _watch(parts: dict[str, float], steps: dict[str, float]) -> None:
    """Time the parts of a relink, and every function of other modules that linking calls, by name."""
    for name in _PARTS:
        called = getattr(relinking, name, None)
        if called is not None:
            setattr(relinking, name, _timed(called, name, parts))
    for name, value in list(vars(linking).items()):
        inside = str(getattr(value, "__module__", "")).startswith("ringfence.rings.")
        if inspect.isfunction(value) and inside and value.__module__ != linking.__name__:
            setattr(linking, name, _timed(value, name, steps))


def _timed(called: Callable[..., Any], name: str, steps: dict[str, float]) -> Callable[..., Any]:
    @functools.wraps(called)
    def timed(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for any function
        started = time.perf_counter()
        try:
            return called(*args, **named)
        finally:
            steps[name] += time.perf_counter() - started

    return timed


def tried(size: int) -> Measured:
    """Make a world of this size, and relink it in a child; half of the budget's memory is the engine's."""
    with kept(World("rival", size, FIRST_UNSEEN)) as (folder, made):
        if not made.done:
            return made
        _, gibibytes = BUDGETS.get(size, BUDGETS[1_000_000])
        memory = int(gibibytes * 1024 / 2)
        return measured_within(MOST, "benchmarks.size:relink", folder=folder, memory_mb=memory)


def run(sizes: tuple[int, ...] = USUAL) -> dict[int, Measured]:
    """Print a row a size beside the budget, and the seconds of each step; gives both, by size."""
    done = {size: tried(size) for size in sizes}
    show(
        "A full relink, from sightings to a ring folder (rival, seed 101)",
        (
            "reports",
            "sightings",
            "rings",
            "in rings",
            "seconds",
            "of CPU",
            "MiB",
            "budget",
            "ten-fold",
            "met",
        ),
        [_row(size, each, done.get(size // 10)) for size, each in done.items()],
    )
    good = {size: each for size, each in done.items() if each.done}
    for size, each in done.items():
        complain(f"{size:,} reports", [each])
    if good:
        show("Seconds by step", ("step", *(f"{size:,}" for size in good)), _steps(good))
    return done


def _row(size: int, each: Measured, tenth: Measured | None) -> tuple[object, ...]:
    if not each.done:
        return (f"{size:,}: {each.result['failed']}", *[None] * 9)
    budget = BUDGETS.get(size)
    grown = each.seconds / tenth.seconds if tenth is not None and tenth.done else None
    met = grown is None or grown <= TENFOLD
    if budget is not None:
        met &= each.seconds <= budget[0] and each.mebibytes <= budget[1] * 1024
    return (
        f"{size:,}",
        each.result["sightings"],
        each.result["rings"],
        each.result["in_rings"],
        each.seconds,
        float(str(each.result["cpu"])),
        round(each.mebibytes),
        f"{budget[0]:.0f} s, {budget[1]:g} GiB" if budget else None,
        f"{grown:.1f}×" if grown else None,
        None if budget is None and grown is None else "yes" if met else "no",
    )


def _steps(done: dict[int, Measured]) -> list[tuple[object, ...]]:
    """Lay out the parts, and under linking its steps, longest first."""
    parts = {size: _numbers(each.result["parts"]) for size, each in done.items()}
    steps = {size: _numbers(each.result["steps"]) for size, each in done.items()}
    largest = max(done)
    least = _SHOWN * done[largest].seconds
    names = sorted(steps[largest], key=lambda name: -steps[largest][name])
    rows: list[tuple[object, ...]] = []
    for part in parts[largest]:
        rows.append((part, *(parts[size].get(part) for size in done)))
        if part == _LINKING:
            shown = [name for name in names if steps[largest][name] >= least]
            rows += [(f"  of it {name}", *(steps[size].get(name) for size in done)) for name in shown]
    return rows


def _numbers(told: object) -> dict[str, float]:
    return {str(name): float(value) for name, value in told.items()} if isinstance(told, dict) else {}
