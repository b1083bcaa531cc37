"""Does memory stay flat while a file of millions goes through `extract`?

A file of JSON lines for `--texts`, and a table of reports, are written to a temporary folder: the texts of a
made-up world again and again, each with a number, a site and a name of its own, so that nothing can be
remembered for the next. The command then runs by itself while the resident memory of it and of its workers
is added up, several times a second, from ``/proc`` (pages that they share count for each, so it is an upper
bound). The highest of each quarter of the time is printed: where memory is flat the four are alike.

The usual size is two million, ``--full`` ten million, ``--quick`` 100,000. It takes a few bytes of disk for
each character, and time, so it runs only when it is named.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import ratio, show
from benchmarks.pipeline import command, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK, USUAL, FULL = 100_000, 2_000_000, 10_000_000
_WORLD = 5_000
_PAUSE = 0.2  # seconds between two looks
_QUARTERS = 4
_AREAS = [area for area in range(201, 990) if area % 100 != 11]


def own_values(number: int) -> str:
    """Write a sentence that holds a made-up number, a site and a name that hardly another text holds."""
    phone = f"{_AREAS[number // 100 % len(_AREAS)]}-555-01{number % 100:02}"
    return f" They said call {phone} or see fix-{number:x}.example/help, and the code word was w{number:x}."


def write_lines(reports: Path, file: Path, many: int) -> None:
    """Write so many JSON lines of ``{"id", "text", "country", "lang"}``."""
    columns = pl.read_parquet(reports, columns=["text", "country", "lang"]).rows()
    rows = [
        (json.dumps(text)[:-1], json.dumps({"country": country, "lang": lang})[1:])
        for text, country, lang in columns
    ]
    with file.open("w", encoding="utf-8") as opened:
        for number in range(many):
            text, rest = rows[number % len(rows)]
            opened.write(f'{{"id": {number}, "text": {text}{own_values(number)}", {rest}\n')


def write_reports(reports: Path, file: Path, many: int) -> None:
    """Write a table of so many reports, each with an id of its own."""
    base = pq.read_table(reports).combine_chunks()
    texts = base.column("text").to_pylist()
    with pq.ParquetWriter(file, base.schema, compression="zstd") as writer:
        for start in range(0, many, base.num_rows):
            part = base.slice(0, min(base.num_rows, many - start))
            numbers = range(start, start + part.num_rows)
            names = [f"report-{number:020x}" for number in numbers]
            written = [text + own_values(number) for text, number in zip(texts, numbers, strict=False)]
            for name, values in (("report_id", names), ("text", written)):
                field = base.schema.field(name)
                part = part.set_column(base.schema.get_field_index(name), field, pa.array(values, field.type))
            writer.write_table(part)


def family(parent: int) -> Iterator[int]:
    """List a process and all that it started, and what these started, from ``/proc``."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue  # it has ended
        children.setdefault(above, []).append(int(stat.parent.name))
    waiting = [parent]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children.get(one, [])


def resident(process: int) -> float:
    """Add up the resident memory of a process and of all below it, in MiB."""
    kibibytes = 0
    for one in family(process):
        try:
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue  # it has ended
        kibibytes += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
    return kibibytes / 1024


def watched(words: list[str]) -> tuple[list[float], float, int]:
    """Run a command of the command line and look at its memory; what it prints is shown to no one.

    Returns:
        The memory at each look, in MiB; the seconds; and how the command ended.
    """
    looks: list[float] = []
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "ringfence", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        while child.poll() is None:
            looks.append(resident(child.pid))
            time.sleep(_PAUSE)
    return looks, time.perf_counter() - started, child.returncode


def quarters(looks: list[float]) -> list[float]:
    """Give the highest of each quarter of the looks, without the last, when processes end."""
    kept = looks[:-1] or looks
    cuts = [round(len(kept) * part / _QUARTERS) for part in range(_QUARTERS + 1)]
    return [max(kept[start:end], default=0.0) for start, end in itertools.pairwise(cuts)]


def run(many: int = USUAL) -> None:
    """Print a table for the lines and, when it is done too, one for the table of reports."""
    if not Path("/proc/self/status").exists():
        print("Memory is read from /proc, which this system does not have.")
        return
    columns = ("input, MiB", "seconds", "a second", "1st quarter", "2nd", "3rd", "4th", "4th / 1st")
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        folder = Path(name)
        world, base, file = folder / "world", folder / "base.parquet", folder / "input"
        command(["scenario", "town", "-o", str(world), "--reports", str(_WORLD), "--seed", "101"])
        command(["gather", *files_of(world), "-o", str(base), "--key", str(folder / "node.key")])
        for title, write, words in (
            (f"extract --texts, {many:,} JSON lines", write_lines, ["extract", "--texts"]),
            (f"extract, a table of {many:,} reports", write_reports, ["extract"]),
        ):
            write(base, file, many)
            looks, seconds, ended = watched([*words, str(file), "-o", str(folder / "out")])
            if ended:
                print(f"{title}: ended with {ended}", file=sys.stderr)
                continue
            highest = [round(peak) for peak in quarters(looks)]
            size = round(file.stat().st_size / 2**20)
            row = (size, round(seconds), round(many / seconds), *highest, ratio(highest[-1], highest[0]))
            show(f"{title}: memory at the highest of each quarter, MiB", columns, [row])
