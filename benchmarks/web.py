"""How many checks and reports a second does a node answer, on SQLite and PostgreSQL, and what does each cost?

A real server (`ringfence serve`) on a home of its own, with a ledger of so many made-up sightings, is asked
by wrk over loopback: checks, then reports, then both. The limits are on, and each request comes from another
address through the trusted proxy (RINGFENCE_PROXY). Afterwards the ledger is counted: a report that was
answered with a reference and is not in it would be *lost*. *Work* is the processor's time of the server and
of PostgreSQL, in milliseconds a request: it says what a machine that does nothing else would reach, where
this one was busy (*load* is what waited for its cores before the run; wrk takes a share of them, too). A
check is one number, site or message; a fifth ask about values with many reports. *MiB* is what the server
holds in memory before and after. Names that it has read it remembers, up to a number, so memory grows until
that is reached: with ``--full`` both are asked for five minutes, and then for ten that must leave it flat.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from benchmarks.measure import show
from tests import postgres
from tests.nodes import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.nodes import Served


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked.

    Attributes:
        sightings: Sightings in the ledger before.
        seconds: How long checks, and then reports, are asked.
        mixed: How long both are asked, 6 reports in 100 requests.
    """

    sightings: int
    seconds: int
    mixed: int


QUICK, USUAL, FULL = Load(100_000, 5, 5), Load(1_000_000, 15, 30), Load(1_000_000, 30, 600)
CHECKS_A_SECOND, REPORTS_A_SECOND = 1_500, 100
"""What is to be reached on two cores."""
CONNECTIONS, THREADS = 32, 2
_SCRIPT = Path(__file__).with_name("web.lua")
_TICKS = os.sysconf("SC_CLK_TCK")


def run(load: Load) -> None:
    """Measure both databases, and print one table."""
    if shutil.which("wrk") is None:
        print("wrk is absent: apt-get install wrk", file=sys.stderr)
        return
    rows = []
    for name, database in (("SQLite", contextlib.nullcontext("")), ("PostgreSQL", _postgresql())):
        with database as url, tempfile.TemporaryDirectory() as folder:
            if url is not None:
                rows += _of(name, url, Path(folder) / "home", load)
    columns = ("ledger", "asked", "a second", "to reach", "work ms", "p50 ms", "p95 ms", "p99 ms")
    show(
        f"Answers over {load.sightings:,} sightings, {CONNECTIONS} connections",
        (*columns, "errors", "lost", "MiB", "load"),
        rows,
    )


@contextlib.contextmanager
def _postgresql() -> Iterator[str | None]:
    if postgres.programs() is None:
        print(f"{postgres.ABSENT}", file=sys.stderr)
        yield None
        return
    with postgres.postgresql() as url:
        yield url


def _of(name: str, url: str, home: Path, load: Load) -> list[tuple[object, ...]]:
    told = {"RINGFENCE_PROXY": "127.0.0.1", **({"DATABASE_URL": url} if url else {})}
    environment = {**os.environ, **told, "RINGFENCE_HOME": str(home)}
    fill = [sys.executable, "-m", "benchmarks.web_fill"]
    subprocess.run([*fill, str(load.sightings)], env=environment, check=True)
    rows = []
    with serving(home, "--no-work", **told) as node:
        _wrk(node, "check", 2, 0)  # what is read at the first use
        for what, seconds, least in (
            ("check", load.seconds, CHECKS_A_SECOND),
            ("reports", load.seconds, REPORTS_A_SECOND),
            ("mixed", load.mixed // 2, None),
            ("mixed", load.mixed, None),
        ):
            kept = _kept(fill, environment)
            row, taken = _measured(node, url, what, seconds, least=least)
            lost = max(taken - (_kept(fill, environment) - kept), 0)
            rows.append((name, what, *row[:-2], lost, *row[-2:]))
    return rows


def _measured(
    node: Served, url: str, what: str, seconds: int, *, least: int | None
) -> tuple[tuple[object, ...], int]:
    """Ask for some seconds; gives the cells of a row but the lost, and how many reports were taken."""
    load, work, memory = os.getloadavg()[0], _work(node, url), _memory(node)
    got = _wrk(node, what, seconds, int(time.time()))
    work = _work(node, url) - work
    held = f"{memory:.0f} → {_memory(node):.0f}"
    asked = got["requests"]
    took = (asked / got["seconds"], least, 1_000 * work / max(asked, 1), got["p50"], got["p95"], got["p99"])
    return (*took, got["errors"] + got["timeouts"], held, f"{load:.1f}"), got["taken"]


def _wrk(node: Served, what: str, seconds: int, seed: int) -> dict[str, Any]:
    options = [f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}", "--timeout", "30", "-s", str(_SCRIPT)]
    command = ["wrk", *options, node.url, "--", what, str(seed)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in out.splitlines() if line.startswith("RESULT "))
    read: dict[str, Any] = json.loads(line.removeprefix("RESULT "))
    return read


def _kept(fill: list[str], environment: dict[str, str]) -> int:
    """Count the reports in the ledger."""
    counted = subprocess.run([*fill, "count"], env=environment, capture_output=True, text=True, check=True)
    return int(counted.stdout)


def _processes(node: Served, url: str = "") -> list[int]:
    """Give the server's processes, which were told this home; with PostgreSQL's address, its own too."""
    mark = f"RINGFENCE_HOME={node.home}\0".encode()
    place = unquote(url.partition("@")[2].partition("/")[0])
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and (
                mark in (folder / "environ").read_bytes()
                or (place and str((folder / "cwd").readlink()).startswith(place))
            ):
                found.append(int(folder.name))
    return found


def _work(node: Served, url: str) -> float:
    """Give the processor's seconds that the server, and PostgreSQL for it, took until now."""
    total = 0
    for process in _processes(node, url):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def _memory(node: Served) -> float:
    """Give what the server holds in memory, in MiB; what two share is counted half for each."""
    total = 0.0
    for process in _processes(node):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss_Anon:"))
    return total
