"""What may be loaded: a table with the columns that it must have, and rows that fit the ledger's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db.models import CharField

from ringfence.words import FormatError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.db.models import Model

_NUL = "\0"  # PostgreSQL keeps no text with it


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the columns of a table may hold.

    Attributes:
        model: The table.
        names: The columns that are looked at.
    """

    model: type[Model]
    names: tuple[str, ...]

    def longest(self, name: str) -> int | None:
        """Give how many characters a column holds; None for one that is no text."""
        found = self.model._meta.get_field(name)  # noqa: SLF001 - Django's own word for what others may read
        return found.max_length if isinstance(found, CharField) else None


@dataclass(frozen=True, slots=True)
class Refused:
    """Which rows cannot be kept.

    Attributes:
        rows: A boolean a row.
        why: The reasons, and how often each is the first of a row.
    """

    rows: pa.BooleanArray
    why: Counter[str]


def opened(path: Path, schema: pa.Schema) -> pq.ParquetFile:
    """Open a table that has the columns of a schema.

    Raises:
        UsageError: When it is not there.
        FormatError: When it is no such table.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}", advice="Look whether its name is right")
    advice = "Make it with ringfence gather and ringfence extract"
    try:
        table = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as wrong:
        raise FormatError("this cannot be read as Parquet", place=Place(str(path)), advice=advice) from wrong
    absent = [name for name in schema.names if name not in table.schema_arrow.names]
    if absent:
        table.close()
        raise FormatError(
            f"there is no column {' and no column '.join(absent)}", place=Place(str(path)), advice=advice
        )
    return table


def batches_of(table: pq.ParquetFile, schema: pa.Schema, size: int) -> Iterator[pa.RecordBatch]:
    """Read a table batch by batch, with the columns of a schema and their types.

    Raises:
        FormatError: When a column has another type, or nothing where something must stand.
    """
    place = Place("reports")
    try:
        for batch in table.iter_batches(size, columns=schema.names):
            for wanted in schema:
                if not wanted.nullable and batch.column(wanted.name).null_count:
                    raise FormatError(f"the column {wanted.name} has gaps", place=place)
            yield batch.select(schema.names).cast(schema)
    except (OSError, pa.ArrowException, ValueError) as wrong:
        raise FormatError(
            "this is no table of reports", place=place, advice="Make it with: ringfence gather"
        ) from wrong


def refused(rows: pa.RecordBatch | pa.Table, bounds: Bounds) -> Refused:
    """Find the rows that the ledger cannot hold, each with its first reason."""
    wrong = pa.array([False] * rows.num_rows, pa.bool_())
    why: Counter[str] = Counter()
    for name in bounds.names:
        column = rows.column(name)
        if isinstance(column, pa.ChunkedArray):
            column = column.combine_chunks()
        for reason, mark in _wrongs(name, column, bounds.longest(name)):
            new = pc.and_not(pc.fill_null(mark, fill_value=False), wrong)
            if many := pc.sum(new).as_py():
                why[reason] += many
                wrong = pc.or_(wrong, new)
    return Refused(wrong, why)


def _wrongs(name: str, column: pa.Array, longest: int | None) -> Iterator[tuple[str, pa.BooleanArray]]:
    if pa.types.is_string(column.type):
        if longest is not None:
            yield f"{name} is longer than {longest:,} characters", pc.greater(pc.utf8_length(column), longest)
        yield f"{name} holds a NUL character", pc.match_substring(column, _NUL)
    elif pa.types.is_list(column.type):
        yield f"{name} holds a NUL character", _within(column)


def _within(column: pa.ListArray) -> pa.BooleanArray:
    """Tell which lists hold a text with a NUL character."""
    flat = column.flatten()
    texts = (
        [flat.field(at) for at in range(flat.type.num_fields)] if pa.types.is_struct(flat.type) else [flat]
    )
    marked: set[int] = set()
    parents = pc.list_parent_indices(column)
    for one in texts:
        if pa.types.is_string(one.type):
            holds = pc.fill_null(pc.match_substring(one, _NUL), fill_value=False)
            marked |= set(parents.filter(holds).to_pylist())
    return pa.array([at in marked for at in range(len(column))], pa.bool_())
