"""What was placed since the last relink: a file in the ring folder to which rows are added.

``DIR/placed.jsonl`` holds of each new report what a relink needs to place it again: who made it, what stands
in it, and where it was placed. A row is added in one write, under the folder's lock. A row without an end
belongs to someone who was killed before they could answer: it is taken away before the next is added.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from ringfence.actions.files import PRIVATE, replacing
from ringfence.rings.index import NAME as INDEX
from ringfence.rings.index import Index
from ringfence.rings.place import Because, NewReport, NewSighting, Placed, place
from ringfence.rings.ring import MEMBERS
from ringfence.words import FormatError, UsageError
from ringfence.words import Place as Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NAME = "placed.jsonl"
"""What the file is called in a ring folder."""


@dataclass(frozen=True, slots=True)
class Row:
    """A report and where it was placed.

    Attributes:
        report: The report.
        placed: Where it stands until the next relink.
    """

    report: NewReport
    placed: Placed


def read(folder: Path) -> tuple[Row, ...]:
    """Read what was placed; of a report that was placed more than once the last row, in the order of ids.

    Raises:
        FormatError: When a row is none of ours; it is named, its values are not.
    """
    try:
        lines = (folder / NAME).read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    except OSError as wrong:
        raise FormatError("this cannot be read", place=Spot(NAME), advice="Look at its rights") from wrong
    rows = {}
    for number, line in enumerate(lines[:-1], 1):  # what stands after the last end of a line is no row
        row = _row(line, number)
        rows[row.report.report_id] = row
    return tuple(rows[name] for name in sorted(rows))


def _row(line: bytes, number: int) -> Row:
    try:
        told = json.loads(line)
        report, placed = told["report"], told["placed"]
        sightings = tuple(NewSighting(**one) for one in report["sightings"])
        because = tuple(Because(**one) for one in placed["because"])
        return Row(
            NewReport(**(report | {"sightings": sightings})), Placed(**(placed | {"because": because}))
        )
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise FormatError(
            "this is no report that was placed",
            place=Spot(NAME, number),
            advice="Take the row away, and place its report again",
        ) from wrong


def _written(rows: Iterable[Row]) -> bytes:
    lines = (json.dumps(asdict(row), ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    return "".join(lines).encode()


def add(folder: Path, rows: Iterable[Row], *, sync: bool) -> None:
    """Add rows; the caller holds the folder's lock.

    Args:
        folder: The ring folder.
        rows: What was placed.
        sync: Wait until they are on the disk, so that not even a loss of power loses them. Without, a killed
            process loses nothing, either.

    Raises:
        UsageError: When the folder cannot be written to.
    """
    text = _written(rows)
    try:
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
    except OSError as wrong:
        raise UsageError(
            f"cannot write to {folder}: {wrong.strerror}", advice="Name a folder that can be written to"
        ) from wrong
    with os.fdopen(handle, "r+b", buffering=0) as opened:
        _end(opened.fileno())
        view = memoryview(text)
        while view:
            view = view[os.write(opened.fileno(), view) :]
        if sync:
            os.fsync(opened.fileno())


def _end(handle: int) -> None:
    """Take away the beginning of a row that was never finished."""
    size = os.fstat(handle).st_size
    if not size or os.pread(handle, 1, size - 1) == b"\n":
        return
    whole = os.pread(handle, size, 0).rfind(b"\n") + 1
    os.ftruncate(handle, whole)


def fold(folder: Path, rows: Sequence[Row]) -> None:
    """Write ``members.parquet`` anew: what was linked, and what was placed since; the linked goes first."""
    path = folder / "members.parquet"
    linked = pl.DataFrame(pq.read_table(path)).filter(~pl.col("provisional"))
    new = pl.DataFrame([_member(row.placed) for row in rows], schema=linked.schema, orient="row").join(
        linked, on="report_id", how="anti"
    )
    table = pl.concat([linked, new]).sort("report_id").to_arrow().cast(MEMBERS)
    with replacing(path) as beside:
        pq.write_table(table.replace_schema_metadata(None), beside, compression="zstd")


def _member(placed: Placed) -> dict[str, object]:
    """Lay a placed report out as a row of the members: a lead at most, and provisional."""
    return {
        "report_id": placed.report_id,
        "ring_id": placed.ring_id,
        "tier": None if placed.ring_id is None else "lead",
        "core_id": None,
        "confidence": placed.confidence,
        "second_ring_id": placed.second_ring_id,
        "second_confidence": placed.second_confidence,
        "provisional": True,
    }


def carry(folders: Iterable[Path], into: Path) -> None:
    """Settle what was placed before: a report that is linked now needs no row; any other is placed anew.

    Args:
        folders: Ring folders whose rows may live on; the later ones' count.
        into: The new ring folder, whole but for these rows, and not in its place yet.
    """
    rows = {row.report.report_id: row for folder in folders for row in read(folder)}
    if not rows:
        return
    linked = pl.scan_parquet(into / "members.parquet").select("report_id")
    known = linked.filter(pl.col("report_id").is_in(list(rows))).collect()["report_id"]
    left = [rows[name].report for name in sorted(rows.keys() - set(known))]
    if left:
        index = Index(into / INDEX)
        again = [Row(report, place(report, index)) for report in left]
        add(into, again, sync=True)
        fold(into, again)
