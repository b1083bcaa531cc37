"""Rows, many at once: numbered before they are added, and handed to the database without the mapper.

A report brings ten rows with it. Made one by one by the mapper they take five times as long.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import Model

ROOM = 65_536
"""KiB that SQLite may hold of a ledger while thousands of rows are added."""
_SINCE = datetime(1970, 1, 1, tzinfo=UTC)


def numbers(model: type[Model], count: int) -> Sequence[int]:
    """Take numbers for new rows of a table, in order; called within a transaction.

    On SQLite nobody else writes until it ends; on PostgreSQL they come out of the table's sequence.

    Args:
        model: The table.
        count: How many.

    Returns:
        Numbers that no row has or ever had.
    """
    table = model._meta.db_table  # noqa: SLF001 - Django's own word for what others may read
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            first = 1 if row is None else int(row[0]) + 1
            return range(first, first + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return sorted(int(one) for (one,) in cursor.fetchall())


@contextmanager
def roomy() -> Iterator[None]:
    """Give SQLite room for the pages that thousands of rows change, until they are written together.

    With its own 2 MB it writes pages in the midst of a transaction, and many of them several times.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{ROOM}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {int(before)}")


def add(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to a table, as the database keeps them.

    Args:
        model: The table.
        names: Its columns.
        rows: A value a column; times as `stored` gives them, JSON as text.
    """
    quoted = ", ".join(map(connection.ops.quote_name, names))
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - (the same)
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({places})", list(rows))  # noqa: S608 - names of ours


def stored(moment: datetime | None) -> Any:  # noqa: ANN401 - what the database's driver takes
    """Give a time as the database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


def moments(column: pa.Array | pa.ChunkedArray) -> list[datetime | None]:
    """Read a column of times."""
    return [None if one is None else _read(one) for one in _microseconds(column).to_pylist()]


def stored_moments(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """Read a column of times as the database's driver takes them, all at once."""
    if connection.vendor != "sqlite":
        return moments(column)
    written = column.cast(pa.timestamp("us", "UTC")).cast(pa.timestamp("us")).cast(pa.string())
    texts: list[Any] = pc.replace_substring_regex(written, r"\.000000$", "").to_pylist()
    return texts


def among(model: type[Model], name: str, values: Sequence[str]) -> set[str]:
    """Tell which of some values stand in a column already.

    Args:
        model: The table.
        name: The column, of texts.
        values: Some thousands at most.
    """
    if not values:
        return set()
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - (the same)
    places = ", ".join(["%s"] * len(values))
    column = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} IN ({places})", values)  # noqa: S608 - names of ours
        return {str(one) for (one,) in cursor.fetchall()}


def _microseconds(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    return column.cast(pa.timestamp("us", "UTC")).cast(pa.int64())


def _read(microseconds: int) -> datetime:
    return _SINCE + timedelta(microseconds=microseconds)
