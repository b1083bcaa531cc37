"""A small world of which a tenth of the reports is new, linked without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from ringfence.actions import swap
from ringfence.actions.link import link_sightings
from ringfence.actions.runs import Sources
from ringfence.rings.place import NewReport, NewSighting
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sightings, those of the first nine tenths of the reports, and the rest."""
    folder = tmp_path_factory.mktemp("world")
    every = pl.DataFrame(sightings(make(Parameters(reports=1_500, seed=43))))
    new = pl.col("report_id").hash(seed=7) % 10 == 0
    held = pl.col("report_id").is_in(every.filter(new)["report_id"].unique().implode())
    for name, rows in (("all", every), ("base", every.filter(~held)), ("new", every.filter(held))):
        rows.write_parquet(folder / f"{name}.parquet")
    return folder


@pytest.fixture
def rings(world: Path, tmp_path: Path) -> Path:
    swap.adopt(world / "base.parquet", tmp_path)
    link_sightings(Sources(tmp_path / "base.parquet"), tmp_path / "rings")
    return tmp_path / "rings"


def members(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "members.parquet")


def provisional(folder: Path) -> dict[str, str | None]:
    rows = members(folder).filter("provisional").select("report_id", "ring_id")
    return dict(rows.iter_rows())


def reports_of(path: Path) -> Iterator[NewReport]:
    rows = pl.read_parquet(path).with_columns(pl.col("at").cast(pl.Int64))
    for (name,), own in rows.group_by("report_id", maintain_order=True):
        seen = own.select("kind", "value", "role", "at", "validity", "strength").iter_rows()
        first = own.row(0, named=True)
        seen_all = tuple(NewSighting(*row) for row in seen)
        yield NewReport(str(name), first["source"], first["reporter"], seen_all)
