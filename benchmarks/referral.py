"""How long does the case file of a large ring take: 10,000 reports in under 30 seconds and 1 GiB?

The ring is made up: people who dialled one of a hundred numbers, paid one of sixty wallets and visited one of
eighty sites, all of one ring, with a text, a payment and their consents. It is linked and referred by the
very commands; what is counted is ``refer``, from the ring folder to the sealed case file.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import complain, measured, show
from benchmarks.pipeline import command
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.reports.report import REPORTS

BUDGET_SECONDS, BUDGET_MEBIBYTES = 30.0, 1024.0
QUICK, USUAL, FULL = (1_000,), (10_000,), (1_000, 10_000, 50_000)
_START = datetime(2024, 1, 1, tzinfo=UTC)
_TEXT = "A warning filled the screen and I called the number. They took control and I paid. " * 6
_COUNTRIES = ("US", "GB", "CA", "AU", "DE", "IN")


def one_ring(folder: Path, size: int) -> None:
    """Write the reports and the sightings of one ring of so many reports."""
    rng = np.random.default_rng(1)
    phone, wallet, site = (rng.integers(0, many, size) for many in (100, 60, 80))
    reports, sightings = [], []
    for n in range(size):
        name, at = f"report-{n:020x}", _START + timedelta(hours=int(n * 4_000 / size))
        reporter = f"{n:064x}"
        values = [
            ("phone", f"+999100{phone[n]:06d}", "callback", 0.93),
            ("wallet", f"btc:made-up-{wallet[n]:03d}", "payee", 0.97),
            ("domain", f"site{site[n]}.example", "visited", 0.93),
        ]
        sightings += [
            (name, kind, value, role, "valid", strength, at, "occurred", "desk", reporter, None, None)
            for kind, value, role, strength in values
        ]
        reports.append(
            {
                "report_id": name, "reference": f"C-{n}", "source": "desk", "reporter": reporter,
                "received_at": at, "occurred_at": at, "country": _COUNTRIES[n % 6], "lang": "en",
                "channel": "popup", "brand": "Microsoft", "text": _TEXT,
                "payments": [{"method": "crypto", "amount_minor": 50_000 + n, "currency": "USD",
                              "paid_at": None, "reference": None}],
                "stated": [], "consents": ["share_police", "contact"] + ["testify"] * (n % 20 == 0),
                "tlp": "TLP:AMBER", "originals": [],
            }
        )  # fmt: skip
    columns = [list(column) for column in zip(*sightings, strict=True)]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SIGHTINGS, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=SIGHTINGS), folder / "sightings.parquet")
    pq.write_table(pa.Table.from_pylist(reports, schema=REPORTS), folder / "reports.parquet")


def run(sizes: tuple[int, ...] = USUAL) -> None:
    """Print each step's seconds and peak memory, and the case file's beside its budget."""
    rows: list[tuple[object, ...]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
            folder = Path(name)
            one_ring(folder, size)
            for words in _steps(folder):
                done = measured("benchmarks.referral:command", words=words)
                if not done.done:
                    complain(words[0], [done])
                    break
                rows.append((words[0], size, done.seconds, round(done.mebibytes)))
    show("The case file of one large ring", ("step", "reports", "seconds", "MiB"), rows)
    print(f"Budget of refer at 10,000 reports: {BUDGET_SECONDS:.0f} s and {BUDGET_MEBIBYTES:,.0f} MiB.")


def _steps(folder: Path) -> list[list[str]]:
    rings, reports = str(folder / "rings"), str(folder / "reports.parquet")
    refer = ["refer", "ring-", "--in", rings, "-o", str(folder / "out"), "--to", "us-fbi"]
    signed = ["--key", str(folder / "key.pem"), "--at", "2024-07-01"]
    return [
        ["link", str(folder / "sightings.parquet"), "-o", rings, "--reports", reports],
        ["keys", "new", str(folder / "key.pem")],
        [*refer, *signed],
    ]


__all__ = ["command", "one_ring", "run"]
