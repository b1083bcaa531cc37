"""Complaints about false tax officials that the US Federal Trade Commission released in 2014.

One cell may hold several companies' values, separated by ``|``; a number stands in two columns, area code
and the rest, which are joined here by their place. What the consumer typed as the company's name is prose:
it is text.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.reports.formats import RawBatch, Reading, csv, ftc_dnc
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAME = "ftc_irs"
GENERAL = False
COLUMNS: Mapping[str, str] = {
    "report_id": "reference",
    "created_date": "received_at",
    "state": "",
    "company_name": "text",
    "contact_method": "channel",
    "product_code": "",
    "area_code + phone": "number_called_from",
}
DEFAULTS: Mapping[str, str] = {"country": "US"}

_MADE = "area_code + phone"
_PARTS = ("area_code", "phone")
_LOCAL = 7
"""Digits of a number without its area code."""


def recognises(path: Path) -> bool:
    """Say whether a file has the release's columns."""
    return set(ftc_dnc.columns_of(path)) == (set(COLUMNS) - {_MADE}) | set(_PARTS)


def read(path: Path, reading: Reading) -> Iterator[RawBatch]:
    """Read the rows as CSV, with one more column: the numbers, joined, one a line; raises what CSV raises.

    Raises:
        FormatError: When a column of a number is missing.
    """
    for batch in csv.read(path, reading):
        missing = [name for name in _PARTS if name not in batch.table.schema.names]
        if missing:
            raise FormatError(
                f"there is no column {missing[0]}",
                place=Place(path.name),
                advice="Read it as csv: --format csv",
            )
        areas, phones = batch.table["area_code"].to_pylist(), batch.table["phone"].to_pylist()
        numbers = [_numbers(area, phone) for area, phone in zip(areas, phones, strict=True)]
        rest = batch.table.drop_columns(list(_PARTS))
        yield replace(batch, table=rest.append_column(_MADE, pa.array(numbers, pa.string())))


def _numbers(areas: str, phones: str) -> str:
    """Join ``770|404`` and ``5550143|5550144`` to one number a line; a part that is missing stays away."""
    joined = []
    for area, phone in zip_longest(areas.split("|"), phones.split("|"), fillvalue=""):
        short = len(phone) == _LOCAL
        joined.append(f"{area}{phone}" if short else phone)
    return "\n".join(number for number in joined if number)
