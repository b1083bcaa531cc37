"""Measure a piece of work in a child of its own: seconds and peak memory; and print tables.

``python -m benchmarks.measure benchmarks.scenario:one '{"size": 1000}'`` runs a function with these arguments
and prints its result, its seconds, and its peak memory as one JSON line.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import platform
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WORKERS = 2
"""Workers that gather and extract start; the largest one's peak counts so often."""
_MIB = 1024 if sys.platform == "linux" else 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What a child came to.

    Attributes:
        result: What the function returned, or why it ended without.
        seconds: How long the function took; the start of Python is not counted.
        mebibytes: Peak resident memory of the child, and of its largest worker times the workers. An upper
            bound: they need not have peaked together.
        done: Whether it ended well.
    """

    result: dict[str, object]
    seconds: float
    mebibytes: float
    done: bool = True


@dataclass(frozen=True, slots=True)
class Most:
    """What a child may take before it is ended; None: whatever it likes.

    Attributes:
        seconds: Its time, the start of Python included.
        mebibytes: Its own resident memory, where ``/proc`` tells of it.
    """

    seconds: float | None = None
    mebibytes: float | None = None


def measured(function: str, python: Path | None = None, /, **arguments: object) -> Measured:
    """Run ``module:function`` in a child and measure it.

    Args:
        function: Where the function stands; its module may import only what the child's Python has.
        python: The Python of the child; None: the one that runs this.
        arguments: What the function is handed; JSON, or what `str` makes of it.
    """
    return measured_within(Most(), function, python, **arguments)


def measured_within(
    most: Most, function: str, python: Path | None = None, /, **arguments: object
) -> Measured:
    """Run it as `measured` does, but end it when it takes too much, which the result then says."""
    interpreter = str(python or sys.executable)
    command = [interpreter, "-m", "benchmarks.measure", function, json.dumps(arguments, default=str)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        out, err, ended = _watched(child, most)
    try:
        answer = json.loads(out.strip().rsplit("\n", 1)[-1])
    except ValueError:
        said = ended or (err.strip().splitlines() or [f"ended with {child.returncode}"])[-1]
        return Measured({"failed": said[:200]}, 0.0, 0.0, done=False)
    return Measured(answer["result"], answer["seconds"], answer["mebibytes"])


def _watched(child: subprocess.Popen[str], most: Most) -> tuple[str, str, str]:
    """Wait for a child, and end it when it takes too much; gives what it printed, and why it was ended."""
    started, ended = time.monotonic(), ""
    while True:
        try:
            out, err = child.communicate(timeout=0.2)
        except subprocess.TimeoutExpired:
            if most.seconds is not None and time.monotonic() - started > most.seconds:
                ended = ended or f"more than {most.seconds:,.0f} s"
            elif most.mebibytes is not None and _held(child.pid) > most.mebibytes:
                ended = ended or f"more than {most.mebibytes / 1024:,.0f} GiB"
            if ended:
                child.kill()
        else:
            return out, err, ended


def _held(process: int) -> float:
    """Tell how much memory a process holds now, in MiB; 0 where that is not told."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def peak() -> float:
    """Tell this process's peak resident memory and that of its workers, in MiB."""
    largest_child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return float(_own_peak() + WORKERS * largest_child) / _MIB


def _own_peak() -> int:
    """Read the peak of this program; getrusage on Linux would count the one that started it, too."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def machine() -> str:
    """Say on what the figures were taken: cores, system, versions."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = [
        f"{name} {importlib.metadata.version(name)}"
        for name in ("duckdb", "graspologic-native", "numpy", "polars", "pyarrow", "ringfence")
    ]
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cores} cores, {system}; {', '.join(versions)}"


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in plain text, numbers to the right."""
    written = [[_written(cell) for cell in row] for row in rows]
    kept = [[str(name) for name in columns], *written]
    widths = [max(len(row[at]) for row in kept) for at in range(len(columns))]
    print(f"\n{title}")
    for number, row in enumerate(kept):
        cells = [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
        if not number:
            print("  ".join("-" * width for width in widths))
    sys.stdout.flush()


def _written(cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:,.1f}" if abs(cell) >= 10 else f"{cell:.3f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def ratio(theirs: float, ours: float) -> str | None:
    """Say how many times as long, or as good; None where there is nothing to divide by."""
    return f"{theirs / ours:.2f}×" if ours and theirs else None


def complain(name: str, tried: Sequence[Measured]) -> None:
    """Say on standard error why something could not be measured."""
    for each in tried:
        if not each.done:
            print(f"{name}: {each.result['failed']}", file=sys.stderr)


def _run(function: str, arguments: dict[str, object]) -> None:
    module, name = function.split(":")
    called: Callable[..., dict[str, object]] = getattr(importlib.import_module(module), name)
    started = time.perf_counter()
    result = called(**arguments)
    seconds = float(str(result.pop("seconds", time.perf_counter() - started)))
    print(json.dumps({"result": result, "seconds": seconds, "mebibytes": peak()}, default=str))


if __name__ == "__main__":
    _run(sys.argv[1], json.loads(sys.argv[2]))
