"""Open a ring folder, as ``link`` wrote it, and find in it what a person names by the beginning of its id."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from ringfence.actions.files import file_digest
from ringfence.rings.facts import Known, completed, doubted_of, heard_as_one
from ringfence.words import FormatError, InputError, Place, UsageError

if TYPE_CHECKING:
    from pathlib import Path

_NAMED = {"members": ("report_id", "ring_id"), "rings": ("ring_id",)}


@dataclass(frozen=True, slots=True)
class RingFolder:
    """A ring folder that was opened.

    Attributes:
        path: The folder.
        run: What ``run.json`` says of how it came about.
        sightings: The sightings that it was linked from.
    """

    path: Path
    run: dict[str, object]
    sightings: Path | None

    def members(self) -> pl.LazyFrame:
        """What was linked of ``members.parquet``, not read yet; what was only placed since has no reasons."""
        whole = pl.scan_parquet(self.path / "members.parquet")
        known = "provisional" in whole.collect_schema().names()
        return whole.filter(~pl.col("provisional")) if known else whole

    def rings(self) -> pl.LazyFrame | None:
        """``rings.parquet``, not read yet; None when it is not there."""
        return _there(self.path / "rings.parquet")

    def known(self) -> Known:
        """Everything that explaining needs.

        Raises:
            InputError: When the sightings are not where the rings were linked from.
        """
        if self.sightings is None:
            raise InputError(
                "the sightings that these rings were linked from are not where they were",
                place=Place(str(self.path / "run.json")),
                advice="Name them with --sightings",
            )
        values, edges = _there(self.path / "values.parquet"), _there(self.path / "edges.parquet")
        seen = completed(pl.scan_parquet(self.sightings))
        doubted = doubted_of(self.run)
        seen = seen.with_columns(heard_as_one(doubted)) if doubted else seen
        return Known(self.members(), seen, values, edges, self.rings())


def _there(path: Path) -> pl.LazyFrame | None:
    return pl.scan_parquet(path) if path.exists() else None


def open_rings(folder: Path, sightings: Path | None = None) -> RingFolder:
    """Open a ring folder.

    Args:
        folder: As ``link -o`` was given it.
        sightings: Where the sightings are now, when they were moved.

    Raises:
        UsageError: When it is no ring folder.
        FormatError: When a file in it cannot be read.
        InputError: When the sightings are not those that were linked.
    """
    for name, columns in _NAMED.items():
        path = folder / f"{name}.parquet"
        if not path.exists():
            raise UsageError(
                f"{folder} is not a ring folder: it has no {path.name}",
                advice="Make one with ringfence link SIGHTINGS -o DIR",
            )
        readable(path, columns)
    try:
        run = json.loads((folder / "run.json").read_text())
    except FileNotFoundError:
        run = {}
    except ValueError as wrong:
        raise FormatError(
            "this is not JSON", place=Place(str(folder / "run.json")), advice="Link again"
        ) from wrong
    where = sightings or _linked_from(folder, run)
    if where is not None:
        readable(where, ("report_id", "kind", "value"))
        _unchanged(where, run)
    return RingFolder(folder, run, where)


def readable(path: Path, columns: tuple[str, ...]) -> None:
    """Make sure that a file is Parquet and has some columns.

    Raises:
        UsageError: When it is not there.
        FormatError: When not.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}", advice="Look whether its name is right")
    try:
        names = pq.read_schema(path).names
    except (OSError, ValueError) as wrong:
        raise FormatError(
            "this cannot be read as Parquet", place=Place(str(path)), advice="Write it again"
        ) from wrong
    absent = [name for name in columns if name not in names]
    if absent:
        raise FormatError(
            f"there is no column {' and no column '.join(absent)}",
            place=Place(str(path)),
            advice="Its columns are described in docs/reference/files.md",
        )


def _linked_from(folder: Path, run: dict[str, object]) -> Path | None:
    """Find the sightings: where ``run.json`` says, seen from the folder, or beside the folder."""
    written = _said_of_sightings(run).get("path")
    candidates = [folder / written] if isinstance(written, str) else []
    candidates.append(folder.parent / "sightings.parquet")
    return next((path for path in candidates if path.is_file()), None)


def _said_of_sightings(run: dict[str, object]) -> dict[str, object]:
    inputs = run.get("inputs")
    said = inputs.get("sightings") if isinstance(inputs, dict) else None
    return said if isinstance(said, dict) else {}


def _unchanged(sightings: Path, run: dict[str, object]) -> None:
    """Refuse other sightings than those that were linked: reasons read from them would not be the reasons."""
    digest = _said_of_sightings(run).get("digest")
    if digest is not None and digest != file_digest(sightings):
        raise InputError(
            "these are not the sightings that the rings were linked from",
            place=Place(str(sightings)),
            advice="Link again, or name the older file with --sightings",
        )


def which(opened: RingFolder, begins: str) -> str:
    """Find the one ring or report whose id begins so; a ring that was merged leads to where it went.

    Args:
        opened: The folder.
        begins: The beginning of an id, with or without ``ring-`` or ``report-`` before it.

    Raises:
        InputError: When none, or more than one, begins so.
    """
    rings = pl.scan_parquet(opened.path / "rings.parquet")
    names = pl.concat([rings.select(pl.col("ring_id")), opened.members().select(ring_id="report_id")])
    starts = [begins] if begins.startswith(("ring-", "report-")) else [f"ring-{begins}", f"report-{begins}"]
    begun = pl.any_horizontal([pl.col("ring_id").str.starts_with(start) for start in [begins, *starts]])
    found = names.filter(begun).unique().sort("ring_id").head(2).collect()["ring_id"].to_list()
    if begins in found:
        found = [begins]
    if not found:
        _refuse_provisional(opened, begun)
        raise InputError(
            f"no ring and no report begins with {begins}",
            advice="Run ringfence explain --in DIR to see the rings",
        )
    if len(found) > 1:
        raise InputError(f"more than one ring or report begins with {begins}", advice="Give more of its id")
    return _followed(rings, str(found[0]))


def _refuse_provisional(opened: RingFolder, begun: pl.Expr) -> None:
    """Say of a report that was only placed where its reasons stand."""
    whole = pl.scan_parquet(opened.path / "members.parquet").select(ring_id="report_id")
    if whole.filter(begun).head(1).collect().height:
        raise InputError(
            "this report was placed since the rings were linked, and is provisional",
            advice="ringfence place --in DIR --json tells by which values; link again to settle it",
        )


def _followed(rings: pl.LazyFrame, name: str) -> str:
    if not name.startswith("ring-") or "redirect_to" not in rings.collect_schema().names():
        return name
    moved = rings.drop_nulls("redirect_to").select("ring_id", "redirect_to").collect()
    to = dict(moved.iter_rows())
    seen = {name}
    while name in to and to[name] not in seen:
        name = to[name]
        seen.add(name)
    return name
