"""How fast is a world made: a million reports in under two minutes?

Makes the columns, and the sightings that an extractor would find; the texts are written by the ``scenario``
command, which the pipeline times.
"""

from __future__ import annotations

from benchmarks.measure import complain, measured, ratio, show
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings

QUICK: tuple[int, ...] = (10_000,)
USUAL: tuple[int, ...] = (10_000, 100_000)
FULL: tuple[int, ...] = (10_000, 100_000, 1_000_000)


def one(size: int) -> dict[str, object]:
    """Make one world and its sightings."""
    return {"sightings": sightings(make(Parameters(reports=size, seed=101))).num_rows}


def run(sizes: tuple[int, ...] = USUAL) -> None:
    """Print a row a size."""
    rows: list[tuple[object, ...]] = []
    first = 0.0
    for size in sizes:
        done = measured("benchmarks.scenario:one", size=size)
        if not done.done:
            rows.append((f"{size:,}", None, None, None, None))
            complain(f"{size:,} reports", [done])
            continue
        first = first or done.seconds
        rows.append(
            (
                f"{size:,}",
                done.result["sightings"],
                done.seconds,
                round(done.mebibytes),
                ratio(done.seconds, first),
            )
        )
    show("Making a world", ("reports", "sightings", "seconds", "MiB", "time"), rows)
