"""What does Spark take, and what is lost where the edges are cut into pieces, on worlds that fit one task?

    python -m benchmarks.spark 100000 2 3

links a made-up world of so many reports whole, and on a local Spark in so many pieces, and prints both beside
the truth. It needs Java 17 and the extra ``spark``, and is not part of ``make bench``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import machine, show
from ringfence.rings import tables
from ringfence.rings.engines import duckdb, spark
from ringfence.rings.engines.spark_coarsen import link_in_pieces
from ringfence.rings.evaluate import evaluate
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings, truth

_COLUMNS = ("linked", "pair P", "pair F", "B³ F", "pure ≥ 10", "rings", "seconds")


def _judged(name: str, members: pa.Table, known: pl.DataFrame, seconds: float) -> tuple[object, ...]:
    frame = pl.DataFrame(members)
    lead = evaluate(frame, known).lead
    figures = (lead.pairwise.precision, lead.pairwise.f, lead.b_cubed.f, lead.purity.share)
    return (name, *figures, frame["ring_id"].drop_nulls().n_unique(), seconds)


def _bytes(folder: Path, reports: int) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet")) / reports


def run(reports: int, pieces: list[int], seed: int) -> None:
    """Print a table: the whole on one machine, then in pieces on Spark."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, evidence = folder / "sightings.parquet", folder / "evidence"
        world = make(Parameters(reports=reports, seed=seed))
        pq.write_table(sightings(world), path)
        known = pl.DataFrame(truth(world))
        started = time.perf_counter()
        whole = tables.members(link(duckdb.evidence(path, settings), settings))
        rows = [_judged("whole", whole, known, time.perf_counter() - started)]
        session = spark.session(settings)
        started = time.perf_counter()
        counts = spark.write_evidence(session, spark.located(path), spark.located(evidence), settings)
        seconds = time.perf_counter() - started
        for asked in pieces:
            into = folder / f"pieces-{asked}"
            most = -(-counts.edges // asked)
            started = time.perf_counter()
            done = link_in_pieces(session, spark.located(evidence), spark.located(into), settings, most)
            lasted = time.perf_counter() - started
            members = pq.read_table(into / "members")
            rows.append(
                _judged(f"{done.pieces} pieces, {done.clusters:,} entries to cut", members, known, lasted)
            )
        show(f"{reports:,} reports, {counts.edges:,} edges, seed {seed}", _COLUMNS, rows)
        told, kept = path.stat().st_size / reports, _bytes(evidence, reports)
        print(f"Evidence by Spark: {seconds:.0f} s, {counts.edges / reports:.2f} edges a report")
        print(f"Bytes a report: {told:.0f} of sightings, {kept:.0f} of evidence")


def main() -> None:
    """Read what was asked for, and say on what machine."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.spark", description=__doc__)
    words.add_argument("reports", type=int)
    words.add_argument("pieces", type=int, nargs="+")
    words.add_argument("--seed", type=int, default=101)
    asked = words.parse_args()
    print(machine())
    run(asked.reports, asked.pieces, asked.seed)


if __name__ == "__main__":
    main()
