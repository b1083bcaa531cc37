"""What does each part of finding cost on one core, and what do two cores bring?

Numbers read and validated; one text at a time, as `check` does it; reports in columns, as `extract` does it.
A part on one core is timed by the processor's time of a child with one thread for each library. The command
`extract`, scripts and all, is timed by the clock, once held to one core and once to two.
"""

from __future__ import annotations

import importlib
import os
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from benchmarks.extraction import COLUMNAR, forget, is_there
from benchmarks.measure import complain, measured, ratio, show
from benchmarks.pipeline import command, files_of
from ringfence.actions.lanes import settle
from ringfence.indicators import extract
from ringfence.indicators.indicator import Context
from ringfence.reports import contact
from ringfence.words import Country, Lang

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

QUICK, USUAL, FULL = 2_000, 20_000, 100_000
NUMBERS = 60_000
BATCH = 2_500
_WARM = 2_000
_PART = "benchmarks.lanes:part"


def numbers(many: int = NUMBERS) -> list[str]:
    """Write so many different made-up numbers (555-0100 to 555-0199 of each area code) in six ways."""
    ways = ("({a}) 555-{n}", "{a}-555-{n}", "+1 {a} 555 {n}", "1.{a}.555.{n}", "{a}555{n}", "1 ({a}) 555 {n}")
    areas = [area for area in range(201, 990) if area % 100 != 11]
    picked = random.Random(1)  # noqa: S311 - the same numbers each time; nothing is secret
    made = [(area, f"01{last:02}") for area in areas for last in range(100)]
    picked.shuffle(made)
    return [picked.choice(ways).format(a=area, n=last) for area, last in made[:many]]


def phones(library: str) -> dict[str, object]:
    """Read, validate and write as E.164 numbers that are all different, with nothing remembered."""
    module: Any = importlib.import_module(library)
    written, read = numbers(), contact.read_with.__wrapped__
    for one in written[:_WARM]:  # the library makes its patterns when they are first needed
        read(module, one, "US")
    started = time.process_time()
    valid = sum(
        parsed is not None and parsed.valid for parsed in (read(module, one, "US") for one in written)
    )
    return {"seconds": time.process_time() - started, "done": len(written), "valid": valid}


def library_alone(library: str) -> dict[str, object]:
    """Do the same by the library's own three calls, to show what the rest of `read_with` costs."""
    module: Any = importlib.import_module(library)
    written = numbers()
    for one in written[:_WARM]:
        module.is_valid_number(module.parse(one, "US"))
    started = time.process_time()
    for one in written:
        number = module.parse(one, "US")
        module.is_valid_number(number)
        module.format_number(number, contact.E164)
    return {"seconds": time.process_time() - started, "done": len(written)}


def part(name: str, reports: str) -> dict[str, object]:
    """Let one part go through the reports of a file, on one core; the first batch warms it up."""
    batches = list(pq.ParquetFile(reports).iter_batches(BATCH, columns=extract.COLUMNS))
    work = PARTS[name]
    for batch in (batches[0].slice(0, 50), *batches[1:2]):
        work(batch)
    forget()
    settle()  # as in the workers of the commands
    started = time.process_time()
    for batch in batches:
        work(batch)
    return {"seconds": time.process_time() - started, "done": sum(batch.num_rows for batch in batches)}


def single(batch: pa.RecordBatch) -> None:
    """Find what stands in each text by itself: the reference."""
    rows = zip(*(batch.column(name).to_pylist() for name in ("text", "country", "lang")), strict=True)
    for text, country, lang in rows:
        lives, writes = Country(country) if country else None, Lang(lang) if lang else None
        extract.find(text, Context(lives, writes, world=True))


def table(batch: pa.RecordBatch) -> None:
    """Make the sightings of a table by the reference, fields included."""
    extract.from_batch(batch, world=True)


def plain(batch: pa.RecordBatch) -> None:
    """HOOK: the columnar lane on what is written plainly, alone."""
    importlib.import_module(COLUMNAR).plain(batch, world=True)


def everything(batch: pa.RecordBatch) -> None:
    """HOOK: both lanes on a table, fields included, scripts left out: the same as `table` gives."""
    importlib.import_module(COLUMNAR).from_batch(batch, world=True)


PARTS: dict[str, Callable[[Any], None]] = {
    "one text at a time (reference)": single,
    "a table, fields too (reference)": table,
    "plain lane": plain,
    "both lanes, fields too": everything,
}
_COLUMNAR_PARTS = {"plain lane": "plain", "both lanes, fields too": "from_batch"}
"""The functions of the columnar lane that are called, above."""
_WANTED = {"plain lane": 40_000, "parse and validate, rphonenumbers": 250_000}
_WANTED_EVERYTHING, _WANTED_RATIO = 8_000, 1.8


def slowest(reports: str) -> dict[str, object]:
    """Take the time of each text by itself, by the clock: half are within, 99 of 100, and all, in ms.

    The first hundred are left out, and the collector of cycles rests as it does in the workers: it took up to
    200 ms of a text that came at the wrong moment. What is left is the first text of another language.
    """
    contexts = pq.read_table(reports, columns=["text", "country", "lang"])
    settle()
    times = []
    for batch in contexts.to_batches(1):
        started = time.perf_counter()
        single(batch)
        times.append((time.perf_counter() - started) * 1_000)
    times = sorted(times[100:])
    return {"half": times[len(times) // 2], "most": times[int(len(times) * 0.99)], "all": times[-1]}


def whole(reports: str, out: str, cores: int) -> dict[str, object]:
    """Run the command `extract`, scripts and all, held to so many cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores]))
    return command(["extract", reports, "-o", out, "--world"])


def run(reports: int = USUAL) -> None:
    """Print a row a part, beside what is asked of it."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        folder = Path(name)
        world, out = folder / "world", folder / "reports.parquet"
        command(["scenario", "town", "-o", str(world), "--reports", str(reports), "--seed", "101"])
        command(["gather", *files_of(world), "-o", str(out), "--key", str(folder / "node.key")])
        rows += [
            _row(f"parse and validate, {library}", "benchmarks.lanes:phones", library=library)
            for library in ("rphonenumbers", "phonenumbers")
        ]
        rows.append(_row("… rphonenumbers alone", "benchmarks.lanes:library_alone", library="rphonenumbers"))
        for each in PARTS:
            if each in _COLUMNAR_PARTS and not is_there(_COLUMNAR_PARTS[each]):
                rows.append((f"{each}: not there yet", None, _WANTED.get(each)))
            else:
                rows.append(_row(each, _PART, name=each, reports=out))
        show(f"Parts of finding, one core; {reports:,} reports", ("part", "a second", "asked"), rows)
        _cores(out, reports)
        times = measured("benchmarks.lanes:slowest", reports=out)
    if times.done:
        half, most, most_of_all = (float(str(times.result[key])) for key in ("half", "most", "all"))
        print(
            f"One text by itself: {half:.2f} ms in the middle, {most:.2f} ms for 99 of 100, "
            f"{most_of_all:.2f} ms at most."
        )
    else:
        complain("one text by itself", [times])


def _row(title: str, function: str, **arguments: object) -> tuple[object, ...]:
    done = measured(function, None, **arguments)
    complain(title, [done])
    speed = round(int(str(done.result["done"])) / done.seconds) if done.done else None
    return title, speed, _WANTED.get(title)


def _cores(reports: Path, many: int) -> None:
    """Print the command on one core and on two."""
    rows: list[tuple[object, ...]] = []
    first = 0.0
    for cores in (1, 2):
        done = measured(
            "benchmarks.lanes:whole", reports=reports, out=reports.with_name("s.parquet"), cores=cores
        )
        complain(f"extract, {cores}", [done])
        speed = many / done.seconds if done.done else 0.0
        first = first or speed
        asked = f"{_WANTED_EVERYTHING:,} a core" if cores == 1 else f"{_WANTED_RATIO}×"
        rows.append((cores, round(speed), ratio(speed, first), round(done.mebibytes), asked))
    columns = ("cores", "reports/s", "as one", "MiB", "asked")
    show(f"Everything on, scripts too: the command extract on {many:,} reports", columns, rows)
