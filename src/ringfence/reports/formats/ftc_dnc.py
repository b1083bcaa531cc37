"""Do Not Call complaints of the US Federal Trade Commission: day files (CSV), collections (CSV, Parquet).

Consumers report a number that called them; nothing checks it, and it is often spoofed: it is a caller_id,
weak evidence. The files hold no prose, no consumer's contact and no own id.
Source: https://www.ftc.gov/developer/api/v0/endpoints/do-not-call-dnc-reported-calls-data-api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.reports.formats import RawBatch, Reading, csv, parquet
from ringfence.reports.safety import head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAME = "ftc_dnc"
GENERAL = False
_DAY: Mapping[str, str] = {
    "Company_Phone_Number": "number_called_from",
    "Created_Date": "received_at",
    "Violation_Date": "occurred_at",
    "Consumer_City": "",
    "Consumer_State": "",
    "Consumer_Area_Code": "",
    "Subject": "",
    "Recorded_Message_Or_Robocall": "",
}
_COLLECTED: Mapping[str, str] = {
    "file_day": "received_at",
    "company_phone": "number_called_from",
    "consumer_area_code": "",
}
COLUMNS: Mapping[str, str] = {**_DAY, **_COLLECTED}
DEFAULTS: Mapping[str, str] = {"country": "US", "channel": "call"}


def recognises(path: Path) -> bool:
    """Say whether a file has one of the two sets of columns."""
    return set(columns_of(path)) in (set(_DAY), set(_COLLECTED))


def columns_of(path: Path) -> list[str]:
    """List the columns of a Parquet file, or of a plain CSV file's first line; empty when it is neither."""
    if parquet.recognises(path):
        return parquet.columns_of(path)
    first = head(path, 2_000).decode("utf-8-sig", errors="replace").splitlines()[:1]
    return [column.strip().strip('"') for line in first for column in line.split(",")]


def read(path: Path, reading: Reading) -> Iterator[RawBatch]:
    """Read either file as the format it is written in; raises what that raises."""
    return parquet.read(path, reading) if parquet.recognises(path) else csv.read(path, reading)
