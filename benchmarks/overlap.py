"""How long does it take to find what two sides both hold? Ours on two processes, beside openmined-psi on one.

Ours does more: commitments, padding, both sides learn the result, and it is signed.
"""

from __future__ import annotations

import importlib
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from benchmarks.measure import complain, measured, ratio, show
from ringfence.actions.overlap import overlap

QUICK: tuple[int, ...] = (1_000,)
USUAL: tuple[int, ...] = (10_000, 100_000)
FULL: tuple[int, ...] = (1_000, 10_000, 100_000)


def _values(size: int, side: int) -> list[str]:
    return [f"host-{number + side * size // 2}.example" for number in range(size)]


def ours(size: int) -> dict[str, object]:
    """Compare two sets of a size, half of them in common."""
    with tempfile.TemporaryDirectory() as made:
        files = []
        for side in (0, 1):
            values = _values(size, side)
            files.append(Path(made) / f"{side}.parquet")
            pl.DataFrame({"value": values}).with_columns(
                report_id="value",
                kind=pl.lit("domain"),
                role=pl.lit("visited"),
                validity=pl.lit("valid"),
                strength=pl.lit(0.9, dtype=pl.Float32),
                at=pl.lit(datetime(2026, 1, 1, tzinfo=UTC)),
                source=pl.lit(f"side-{side}"),
                reporter=pl.lit(None, dtype=pl.String),
            ).write_parquet(files[-1])
        return {"common": overlap((files[0], files[1])).values}


def theirs(size: int) -> dict[str, object]:
    """The same by openmined-psi; one side learns the result."""
    psi = importlib.import_module("private_set_intersection.python")
    client, server = psi.client.CreateWithNewKey(True), psi.server.CreateWithNewKey(True)
    setup = server.CreateSetupMessage(1e-9, size, _values(size, 1), psi.DataStructure.RAW)
    response = server.ProcessRequest(client.CreateRequest(_values(size, 0)))
    return {"common": len(client.GetIntersection(setup, response))}


def run(sizes: tuple[int, ...] = USUAL) -> None:
    """Print a row a size."""
    rows: list[tuple[object, ...]] = []
    for size in sizes:
        mine, peer = (measured(f"benchmarks.overlap:{name}", size=size) for name in ("ours", "theirs"))
        complain(f"{size:,} elements", [mine, peer])
        same = mine.result.get("common") == peer.result.get("common")
        rows.append((f"{size:,}", mine.seconds, peer.seconds, ratio(peer.seconds, mine.seconds), str(same)))
    show("Overlap", ("elements a side", "ours, s", "openmined-psi, s", "theirs / ours", "same"), rows)
