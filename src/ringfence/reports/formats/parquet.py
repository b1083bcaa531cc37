"""Parquet: every column is read as strings; lists and structs become JSON.

A Parquet file can claim to expand without end, so what its footer says is checked first, and the length of
every value before it is copied out of its dictionary.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ringfence.reports.formats import BATCH, RawBatch, Reading, Reject
from ringfence.reports.safety import EXPANSION, EXPANSION_FREE, LONGEST_FIELD, MOST_COLUMNS, head, plain_file
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAME = "parquet"
GENERAL = True
COLUMNS: Mapping[str, str] = {}
DEFAULTS: Mapping[str, str] = {}

_MOST_BYTES = 2**30
"""Bytes that a row group may take when it is unpacked (1 GiB), and the values of one batch."""
_MOST_ROWS = 1_000_000_000


def recognises(path: Path) -> bool:
    """Say whether a file starts as Parquet does."""
    return head(path, 4) == b"PAR1"


def read(path: Path, reading: Reading) -> Iterator[RawBatch]:
    """Read the rows of a Parquet file.

    Raises:
        FormatError: When it is damaged, has no rows or too many columns, or expands past the limits.
    """
    del reading
    plain_file(path)
    place = Place(path.name)
    try:
        with pq.ParquetFile(path, memory_map=True) as probe:
            _check(probe, path)
            texts = [
                f.name
                for f in probe.schema_arrow
                if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)
            ]
        with pq.ParquetFile(path, memory_map=True, read_dictionary=texts) as opened:
            first = 1
            for batch in opened.iter_batches(BATCH):
                yield _batch(batch, first, path.name)
                first += batch.num_rows
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError, MemoryError) as wrong:
        raise FormatError("the Parquet file is damaged", place=place, advice="Export it again") from wrong


def columns_of(path: Path) -> list[str]:
    """List a Parquet file's columns; empty when it is none."""
    if not recognises(path):
        return []
    try:
        with pq.ParquetFile(path) as opened:
            return list(opened.schema_arrow.names)
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        return []


def _check(opened: pq.ParquetFile, path: Path) -> None:
    place = Place(path.name)
    footer = opened.metadata
    if footer.num_columns > MOST_COLUMNS:
        raise FormatError(
            f"the file has more than {MOST_COLUMNS:,} columns", place=place, advice="Choose columns"
        )
    if len(set(opened.schema_arrow.names)) != len(opened.schema_arrow.names):
        raise FormatError("two columns have the same name", place=place, advice="Rename one of them")
    if footer.num_rows == 0:
        raise FormatError("the file has no rows", place=place, advice="Export it again")
    groups = [footer.row_group(at) for at in range(footer.num_row_groups)]
    unpacked = [group.total_byte_size for group in groups]
    allowed = max(EXPANSION_FREE, path.stat().st_size * EXPANSION)
    if max(unpacked) > _MOST_BYTES or sum(unpacked) > allowed or not 0 < footer.num_rows <= _MOST_ROWS:
        raise FormatError(
            f"the file expands to more than {EXPANSION} times its size",
            place=place,
            advice="Write it again with smaller row groups if you trust it",
        )


def _batch(batch: pa.RecordBatch, first: int, name: str) -> RawBatch:
    rejects: list[Reject] = []
    columns = []
    keep = pa.array([True] * batch.num_rows)
    for column, array in zip(batch.schema.names, batch.columns, strict=True):
        written = _strings(array, name, column)
        written.validate(full=True)  # what is no UTF-8 was damaged
        unfit = pc.or_(
            pc.greater(pc.utf8_length(written), LONGEST_FIELD), pc.match_substring(written, "\x00")
        ).fill_null(False)
        if pc.any(unfit).as_py():
            bad = pc.and_(unfit, keep)
            reason = f"a field holds a NUL character or is longer than {LONGEST_FIELD:,} characters"
            rejects += [
                Reject(name, first + at, column, reason) for at in pc.indices_nonzero(bad).to_pylist()
            ]
            keep = pc.and_(keep, pc.invert(unfit))
        columns.append(written)
    table = pa.RecordBatch.from_arrays(columns, names=batch.schema.names).filter(keep)
    rows = pa.array(range(first, first + batch.num_rows), pa.int64()).filter(keep)
    return RawBatch(name, table, rows, tuple(sorted(rejects, key=lambda reject: reject.row)))


def _strings(array: pa.Array, name: str, column: str) -> pa.StringArray:
    kind = array.type
    if pa.types.is_dictionary(kind):
        lengths = pc.binary_length(array.dictionary).take(array.indices)
        if (pc.sum(lengths).as_py() or 0) > _MOST_BYTES:
            raise FormatError(
                "the column's values are too long", place=Place(name, field=column), advice="Leave it out"
            )
        return array.dictionary_decode().cast(pa.string())
    if pa.types.is_nested(kind):
        return pa.array(
            [None if one is None else json.dumps(one, default=str) for one in array.to_pylist()], pa.string()
        )
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return array.cast(pa.binary()).cast(pa.string())
    return array.cast(pa.string())
