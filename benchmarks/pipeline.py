"""Does it hold its budget: 100,000 reports from complaint files to rings in under 60 seconds and 2 GiB?

The steps are the very commands, each in a process of its own: scenario → gather → extract → link → evaluate →
explain, and load, which puts the same reports into an empty ledger on SQLite. The budget counts gather,
extract and link.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path

from benchmarks.measure import complain, measured, show
from ringfence.cli import main

BUDGET_SECONDS, BUDGET_MEBIBYTES, BUDGET_REPORTS = 60.0, 2048.0, 100_000
QUICK, USUAL, MILLION = 10_000, 100_000, 1_000_000
_COUNTED = {"gather", "extract", "link"}


def command(words: list[str], home: str | None = None) -> dict[str, object]:
    """Run one command of the command line; what it prints is not shown, since it may hold values."""
    if home is not None:
        os.environ["RINGFENCE_HOME"] = home
    with contextlib.redirect_stdout(io.StringIO()):
        ended = main(words, standalone_mode=False)
    return {"exit": ended if isinstance(ended, int) else 0}


def steps(folder: Path, reports: int, seed: int) -> list[list[str]]:
    """Write down the commands; the files that gather reads are those that scenario wrote."""
    world, rings = folder / "world", folder / "rings"
    return [
        ["scenario", "town", "-o", str(world), "--reports", str(reports), "--seed", str(seed)],
        ["gather", "FILES", "-o", str(folder / "reports.parquet"), "--key", str(folder / "node.key")],
        ["extract", str(folder / "reports.parquet"), "-o", str(folder / "sightings.parquet"), "--world"],
        [
            "link",
            str(folder / "sightings.parquet"),
            "-o",
            str(rings),
            "--reports",
            str(folder / "reports.parquet"),
        ],
        ["evaluate", str(rings), "--truth", str(world / "truth.parquet"), "--json"],
        ["explain", "--in", str(rings), "--json"],
        ["load", str(folder / "reports.parquet"), "--sightings", str(folder / "sightings.parquet")],
    ]


def files_of(world: Path) -> list[str]:
    """List what the sources of a world handed in: files, and folders of mails."""
    return sorted(str(path) for path in world.iterdir() if path.is_dir() or path.suffix in {".csv", ".jsonl"})


def run(reports: int = USUAL, seed: int = 101) -> None:
    """Print each step's seconds and peak memory, and the sum beside the budget."""
    rows: list[tuple[object, ...]] = []
    total, highest = 0.0, 0.0
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        folder = Path(name)
        for step in steps(folder, reports, seed):
            at = step.index("FILES") if "FILES" in step else 0
            words = step if not at else [*step[:at], *files_of(folder / "world"), *step[at + 1 :]]
            done = measured("benchmarks.pipeline:command", words=words, home=str(folder / "home"))
            if not done.done:
                rows.append((step[0], None, None, None))
                complain(step[0], [done])
                break
            rows.append((step[0], done.seconds, round(done.mebibytes), round(reports / done.seconds)))
            if step[0] in _COUNTED:
                total, highest = total + done.seconds, max(highest, done.mebibytes)
        rows.append(("gather to rings", total, round(highest), round(reports / total) if total else None))
    show(f"From complaint files to rings, {reports:,} reports", ("step", "seconds", "MiB", "reports/s"), rows)
    if reports == BUDGET_REPORTS:
        print(
            f"Budget: {BUDGET_SECONDS:.0f} s and {BUDGET_MEBIBYTES:,.0f} MiB; "
            f"used {total / BUDGET_SECONDS:.0%} of the time, {highest / BUDGET_MEBIBYTES:.0%} of the memory."
        )
