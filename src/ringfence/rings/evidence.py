"""The evidence: what an engine makes of sightings, in whole numbers, for everything that comes after.

An engine turns ``sightings.parquet`` into reports, values and the edges between them, numbered in canonical
order (reports by id, values by kind, value and epoch), never by arrival. Everything is whole numbers, so
that two engines agree bit for bit. What the numbers mean stands here once; how they are found, in
``engines/``.

Rules (docs/explanation/linking.md):

* A sighting's *strength* is the prior of its kind and role; a ``strength`` in the file may lower it, never
  raise it, and a merely ``possible`` value counts half. An unknown role gets its kind's highest, an unknown
  kind 0.
* A value of a rotating kind that nobody saw for more than ``silence_days`` is a new value: a new *epoch*.
* A *person* is a reporter; all unknown reporters of one source together are one person.
* A report is a *repeat* when an earlier one (by id) of the same day places the same values at the same
  spots of its text: one text counts once, whoever signs it. It needs at least one value that was found in
  text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ringfence.rings.ring import ONE
from ringfence.words import InputError, Place

if TYPE_CHECKING:
    from ringfence.rings.ring import Settings

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

TIMESTAMP = pa.timestamp("us", tz="UTC")

REPORTS = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("reporter", pa.string()),
        pa.field("at", TIMESTAMP, nullable=False),  # its earliest sighting
        pa.field("repeat", pa.bool_(), nullable=False),
    ]
)
"""One row a report, by report id."""

VALUES = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("epoch", pa.int64(), nullable=False),
        pa.field("first_at", TIMESTAMP, nullable=False),
        pa.field("last_at", TIMESTAMP, nullable=False),
        pa.field("reports", pa.int64(), nullable=False),
    ]
)
"""One row a value and epoch that two reports or more hold with some strength, by kind, value, epoch."""

EDGES = pa.schema(
    [
        pa.field("report", pa.int64(), nullable=False),
        pa.field("value", pa.int64(), nullable=False),
        pa.field("strength", pa.int64(), nullable=False),  # the highest of its sightings', in 1/65536
    ]
)
"""One row a report and value (row numbers of the two tables above), in that order."""

REQUIRED = ("report_id", "kind", "value", "role", "at")
OPTIONAL = ("validity", "strength", "source", "reporter", "start", "end")
POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sightings say, in whole numbers.

    Attributes:
        reports: Columns of `REPORTS`.
        values: Columns of `VALUES`.
        edges: Columns of `EDGES`.
        sightings: Rows that were read.
        unknown_roles: Sightings whose role the settings do not list.
        unknown_kinds: Sightings whose kind the settings do not list.
    """

    reports: pa.Table
    values: pa.Table
    edges: pa.Table
    sightings: int
    unknown_roles: int
    unknown_kinds: int


class Engine(Protocol):
    """A way to make evidence of sightings; each file in ``engines/`` defines one as ``evidence``."""

    def __call__(self, sightings: Path, settings: Settings) -> Evidence:
        """Make evidence of a file of sightings.

        Raises:
            InputError: When the file is not structured like sightings.
        """


def in_ones(share: float) -> int:
    """Write a share of 0 to 1 in 1/65536, rounded; halves go up, as in every engine."""
    return int(np.floor(share * ONE + 0.5))


def structure(path: Path) -> tuple[str, ...]:
    """Check that a file has the columns of sightings, and tell which of the optional ones.

    Raises:
        InputError: When it cannot be read as Parquet, lacks a column, has one of another type, or a row in it
            has a strength or a time that means nothing; nothing is read of the file but these two columns.
    """
    place = Place(Path(path).name)
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowInvalid) as wrong:
        raise InputError(
            "this is no Parquet file that can be read", place=place, advice="Make it with ringfence extract"
        ) from wrong
    present = structured(schema, place.file)
    for name in ("strength", "at"):
        if name in present:
            _refuse_unreadable(path, name)
    return tuple(name for name in present if name in OPTIONAL)


def lacking(path: Path) -> tuple[str, ...]:
    """Name the optional columns of sightings that a file does not have."""
    names = pq.read_schema(path).names
    return tuple(name for name in OPTIONAL if name not in names)


def structured(schema: pa.Schema, file: str) -> tuple[str, ...]:
    """Check that a table has the columns of sightings, and tell which, the required ones first.

    Args:
        schema: The table's columns.
        file: Its name, for what is said.

    Raises:
        InputError: When it lacks a column or has one of another type.
    """
    missing = [name for name in REQUIRED if name not in schema.names]
    if missing:
        raise InputError(
            f"the column {missing[0]} is missing",
            place=Place(file),
            advice="Sightings need the columns " + ", ".join(REQUIRED),
        )
    present = [name for name in (*REQUIRED, *OPTIONAL) if name in schema.names]
    for name in present:
        if not _fits(name, schema.field(name).type):
            raise InputError(
                f"the column has the type {schema.field(name).type}",
                place=Place(file, field=name),
                advice="See docs/reference/files.md for the types of sightings",
            )
    return tuple(present)


def _refuse_unreadable(path: Path, name: str) -> None:
    """Refuse a strength that is no share and a time that no calendar has; the first such row is named."""
    before = 0
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=[name]):
            column = batch.column(0)
            if pa.types.is_dictionary(column.type):
                column = column.dictionary_decode()
            low, high, said = _STRENGTHS if name == "strength" else _years(column.type.unit)
            numbers = column.cast(pa.int64() if name == "at" else pa.float64())
            fits = pc.and_(pc.greater_equal(numbers, low), pc.less_equal(numbers, high))
            row = pc.index(pc.fill_null(fits, fill_value=True), value=False).as_py()
            if row >= 0:
                raise InputError(
                    said,
                    place=Place(Path(path).name, before + row + 1, name),
                    advice="See docs/reference/files.md for what sightings hold",
                )
            before += len(batch)


_STRENGTHS = (0.0, 1.0, "the strength is not from 0 to 1")


def _years(unit: str) -> tuple[int, int, str]:
    """Tell the first and last moment of the years 1 to 9999, counted in ``unit`` from 1970."""
    second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    low, high = -62_135_596_800 * second, 253_402_300_800 * second - 1
    return max(low, -(2**63) + 1), min(high, 2**63 - 2), "the time is not in the years 1 to 9999"


def _fits(name: str, kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if name == "at":
        return bool(pa.types.is_timestamp(kind))
    if name == "strength":
        return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))
    if name in ("start", "end"):
        return bool(pa.types.is_integer(kind) or pa.types.is_null(kind))
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))


def refuse_nulls(path: Path, column: str, rows: int) -> None:
    """Refuse a file whose rows lack what every sighting has.

    Raises:
        InputError: When ``rows`` is not 0.
    """
    if rows:
        raise InputError(
            f"{rows:,} rows have nothing here",
            place=Place(Path(path).name, field=column),
            advice="Every sighting needs a report, a kind, a value, a role and a time",
        )


def column(table: pa.Table, name: str) -> Ints:
    """Read a column of whole numbers or times as an array."""
    values = table[name].combine_chunks()
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.int64())
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.int64)


def flags(table: pa.Table, name: str) -> Mask:
    """Read a column of yes and no as an array."""
    return np.asarray(table[name].combine_chunks().to_numpy(zero_copy_only=False), dtype=np.bool_)
