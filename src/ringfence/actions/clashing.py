"""Reports of one file under one id with other content: nobody can tell which of them a sighting is of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

from ringfence.actions.loadable import batches_of, opened
from ringfence.reports.report import REPORTS
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from pathlib import Path

_AT_ONCE = 2_500
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Clashing:
    """What stands more than once with other content.

    Attributes:
        ids: The ids.
        rows: Their rows in the file, counted from 1.
    """

    ids: pa.StringArray
    rows: list[int]

    @property
    def why(self) -> str:
        """The reason to leave them out, with the first of their rows."""
        named = ", ".join(map(str, self.rows[:_NAMED])) + (" …" if len(self.rows) > _NAMED else "")
        return f"report_id stands in another row with other content: rows {named}"


def clashing(path: Path) -> Clashing:
    """Find the ids that stand in more than one row of a file of reports, where the rows are not the same.

    One pass over the ids; only where one stands twice, another over the rows, which are not kept.

    Raises:
        FormatError: When it is no table of reports.
    """
    twice = _twice(path)
    first: dict[str, bytes] = {}
    rows: dict[str, list[int]] = {}
    differing: set[str] = set()
    if twice:
        with opened(path, REPORTS) as table:
            number = 0
            for batch in batches_of(table, REPORTS, _AT_ONCE):
                for at, name in enumerate(batch.column("report_id").to_pylist(), start=1):
                    if name in twice:
                        rows.setdefault(name, []).append(number + at)
                        told = repr(batch.slice(at - 1, 1).to_pylist()).encode()
                        digest = hashlib.sha256(told).digest()
                        if first.setdefault(name, digest) != digest:
                            differing.add(name)
                number += batch.num_rows
    return Clashing(
        pa.array(sorted(differing), pa.string()), sorted(row for name in differing for row in rows[name])
    )


def _twice(path: Path) -> set[str]:
    ids = pl.scan_parquet(path).select(pl.col("report_id").cast(pl.String)).drop_nulls()
    many = ids.group_by("report_id").len().filter(pl.col("len") > 1).select("report_id")
    try:
        return set(many.collect(engine="streaming")["report_id"].to_list())
    except pl.exceptions.PolarsError as wrong:
        raise FormatError(
            "this is no table of reports", place=Place(str(path)), advice="Make it with: ringfence gather"
        ) from wrong
