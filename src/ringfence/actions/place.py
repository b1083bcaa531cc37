"""Place: new reports get a provisional ring at once, without linking anew.

    placer = Placer(folder)
    placer.place(report)             # milliseconds, whatever the size of the folder

What was placed is added to ``placed.jsonl``; ``members.parquet`` tells of it after `place_sightings`. The
next relink settles it. Two who place at once wait for each other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions import placed
from ringfence.actions.files import file_digest, replacing
from ringfence.actions.ringfolder import readable
from ringfence.actions.runs import sources_of
from ringfence.actions.swap import alone
from ringfence.rings import index as indexing
from ringfence.rings.evidence import OPTIONAL, REQUIRED, refuse_nulls, structure
from ringfence.rings.facts import doubted_of
from ringfence.rings.index import Index
from ringfence.rings.place import NewReport, NewSighting, Placed, place
from ringfence.words import FormatError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_EVERY = 256


@dataclass(frozen=True, slots=True)
class Placing:
    """What placing did.

    Attributes:
        reports: The reports that have a sighting, and were not linked before.
        in_rings: Of these, those that got a ring.
        linked: Reports that were linked already; their place stands.
        placed: Where each report stands until the next relink, by id.
    """

    reports: int
    in_rings: int
    linked: int
    placed: tuple[Placed, ...]


class Placer:
    """A ring folder that is open for new reports; it notices when the folder is linked anew.

    Args:
        folder: The ring folder. An index that is not there, cannot be read, or is another run's is written
            anew.

    Raises:
        UsageError: When it is no ring folder.
        InputError: When the index must be written anew, and the sightings are gone or have changed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with alone(folder):
            self._index = index_of(folder)

    def place(self, report: NewReport) -> Placed:
        """Place a report, and add it to what was placed.

        Once this returns, nothing is lost by being killed. It does not wait for the disk: after a loss of
        power, place again what was placed in the last seconds before it.
        """
        with alone(self.folder):
            self._refresh()
            found = place(report, self._index)
            placed.add(self.folder, [placed.Row(report, found)], sync=False)
        return found

    def _refresh(self) -> None:
        if self._index.run != file_digest(self.folder / "run.json"):
            self._index = index_of(self.folder)


def index_of(folder: Path) -> Index:
    """Open the index of a ring folder, written anew when it is not this run's; the caller holds the lock.

    Raises:
        UsageError: When it is no ring folder.
        InputError: When it must be written anew, and the sightings are gone or have changed.
    """
    run = _opened(folder)
    try:
        found = Index(folder / indexing.NAME)
    except FormatError:
        found = None
    if found is None or found.run != run:
        _write_anew(folder, run)
        found = Index(folder / indexing.NAME)
    return found


def _opened(folder: Path) -> str:
    """Tell the digest by which the index of a ring folder is known."""
    try:
        return file_digest(folder / "run.json")
    except OSError as wrong:
        raise UsageError(
            f"{folder} is not a ring folder", advice="Make one with ringfence link SIGHTINGS -o DIR"
        ) from wrong


def _write_anew(folder: Path, run: str) -> None:
    """Make the index from the tables of the folder and the reporters among the sightings."""
    sources = sources_of(folder)
    members = pl.read_parquet(folder / "members.parquet").filter(~pl.col("provisional"))
    values = pl.read_parquet(folder / "values.parquet").with_row_index("number")
    who = (
        pl.scan_parquet(sources.sightings)
        .group_by("report_id")
        .agg(pl.col("source").fill_null("").min(), pl.col("reporter").min())
        .collect()
    )
    reports = members.join(who, on="report_id", how="left", maintain_order="left").with_row_index("report")
    edges = (
        pl.scan_parquet(folder / "edges.parquet")
        .join(values.lazy().select("kind", "value", "epoch", "number"), on=["kind", "value", "epoch"])
        .join(reports.lazy().select("report_id", "report"), on="report_id")
        .select(
            pl.col("report").cast(pl.Int64),
            pl.col("number").cast(pl.Int64).alias("value"),
            "strength",
            "counted",
            "weight",
        )
        .collect()
    )
    doubted = doubted_of(json.loads((folder / "run.json").read_text(encoding="utf-8")))
    named = pl.DataFrame({"ring_id": reports["ring_id"], "person": indexing.persons(reports, doubted)})
    with replacing(folder / indexing.NAME) as beside:
        indexing.write(indexing.places(edges, values, named), beside, run=run, settings=sources.settings)


def place_sightings(
    folder: Path, sightings: Path, *, progress: Callable[[int, int | None], None] | None = None
) -> Placing:
    """Place every report of a file of sightings, and write the members anew.

    Args:
        folder: The ring folder.
        sightings: ``sightings.parquet`` of the new reports. Those that were linked already are passed over;
            one that was placed before is placed again, by what stands in it now.
        progress: Called with reports done and in all.

    Raises:
        UsageError: When it is no ring folder, or a file is not there.
        InputError: When the sightings cannot be used.
    """
    readable(sightings, REQUIRED)
    rows = _rows(sightings)
    with alone(folder):
        index = index_of(folder)
        members = pl.scan_parquet(folder / "members.parquet").filter(~pl.col("provisional"))
        known = members.join(rows.lazy(), on="report_id", how="semi").select("report_id").collect()
        new = rows.join(known, on="report_id", how="anti")
        total, found = new["report_id"].n_unique(), []
        for report in _reports(new):
            found.append(placed.Row(report, place(report, index)))
            if progress is not None and not len(found) % _EVERY:
                progress(len(found), total)
        placed.add(folder, found, sync=True)
        placed.fold(folder, placed.read(folder))
    return Placing(
        reports=total,
        in_rings=sum(row.placed.ring_id is not None for row in found),
        linked=known.height,
        placed=tuple(row.placed for row in found),
    )


def placed_in(folder: Path) -> tuple[Placed, ...]:
    """Tell what was placed since the last relink, by report id.

    Raises:
        UsageError: When it is no ring folder.
        FormatError: When what was placed cannot be read.
    """
    _opened(folder)
    return tuple(row.placed for row in placed.read(folder))


def _rows(path: Path) -> pl.DataFrame:
    """Read sightings in the order of reports; columns that are not there are empty."""
    present = structure(path)
    rows = pl.read_parquet(path, columns=[*REQUIRED, *present])
    for name in REQUIRED:
        refuse_nulls(path, name, rows[name].null_count())
    absent = [pl.lit(None).alias(name) for name in OPTIONAL if name not in present]
    times = pl.col("at").dt.cast_time_unit("us").cast(pl.Int64)
    texts = [pl.col(name).cast(pl.String) for name in ("report_id", "kind", "value", "role")]
    return rows.with_columns(*absent).with_columns(times, *texts).sort("report_id", maintain_order=True)


def _reports(rows: pl.DataFrame) -> Iterator[NewReport]:
    told = rows.select(
        "report_id", "source", "reporter", "kind", "value", "role", "at", "validity", "strength"
    ).iter_rows()
    for report_id, own in groupby(told, key=lambda row: row[0]):
        kept = list(own)
        yield NewReport(
            report_id=report_id,
            source=min(row[1] or "" for row in kept),
            reporter=min((row[2] for row in kept if row[2] is not None), default=None),
            sightings=tuple(NewSighting(*row[3:]) for row in kept),
        )
