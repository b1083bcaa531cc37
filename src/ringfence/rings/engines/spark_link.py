"""Linking where files are in an object store: evidence by Spark, then one task reads, links and writes.

The task runs the same `link` as everywhere, on the same edge table, so its rings are the same, byte for byte.
It reads and writes with Arrow, from wherever the addresses lead.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ringfence.rings import tables
from ringfence.rings.communities import NONE
from ringfence.rings.engines.spark import (
    Counts,
    Session,
    in_one_task,
    opened,
    read_evidence,
    remove,
    write_evidence,
)
from ringfence.rings.engines.spark_coarsen import Pieces, link_in_pieces
from ringfence.rings.identity import Previous, count
from ringfence.rings.link import link

if TYPE_CHECKING:
    from ringfence.rings.ring import Settings

MOST = 40_000_000
"""Edges up to which one task links the whole, unless told otherwise."""

_BRANDS = "SELECT DISTINCT report_id, kind, value FROM raw WHERE kind = 'brand'"
_COUNTRIES = "SELECT DISTINCT report_id, country FROM told"


@dataclass(frozen=True, slots=True)
class Rings:
    """What linking found, in numbers: all that comes to the driver.

    Attributes:
        run: The run's id, from what was linked and how.
        reports: Reports that have a sighting.
        in_rings: Of these, in a ring.
        in_cores: Of these, in a core.
        rings: Rings.
        cores: Cores.
        doubted: Sources whose reports tie what all others keep apart; each was heard as one person.
    """

    run: str
    reports: int
    in_rings: int
    in_cores: int
    rings: int
    cores: int
    doubted: tuple[str, ...]


def write_rings(
    spark: Session,
    sightings: str,
    into: str,
    settings: Settings,
    *,
    reports: str | None = None,
    most: int = MOST,
) -> tuple[Counts, Rings | Pieces]:
    """Link sightings, and write ``members``, ``rings``, ``links``, ``values`` and ``edges`` as Parquet.

    Where there are more edges than one task may hold, they are linked piece by piece (`spark_coarsen`): each
    table but ``rings`` then is a folder with a file a piece, and reports without a sighting are not listed.

    Args:
        spark: From `spark.session`.
        sightings: The address of a Parquet file, or of a folder of them.
        into: The address of a folder.
        settings: How to link.
        reports: The address of the reports, for countries and those without a sighting; None: without.
        most: Edges that one task may hold, 1 or more.

    Raises:
        InputError: When the sightings are not structured like sightings.
    """
    evidence = f"{into}/evidence"
    counts = write_evidence(spark, sightings, evidence, settings)
    if counts.edges > most:
        pieces = link_in_pieces(spark, evidence, into, settings, most)
        remove(spark, evidence)
        remove(spark, f"{into}/steps")
        return counts, pieces
    spark.sql(_BRANDS).write.mode("overwrite").parquet(f"{evidence}/brands")
    if reports is not None:
        spark.read.parquet(reports).createOrReplaceTempView("told")
        spark.sql(_COUNTRIES).write.mode("overwrite").parquet(f"{evidence}/countries")
    rings = in_one_task(
        spark, partial(_link, evidence, into, counts, settings, with_reports=reports is not None)
    )
    remove(spark, evidence)
    return counts, rings


def _link(evidence: str, into: str, counts: Counts, settings: Settings, *, with_reports: bool) -> Rings:
    """Read the evidence, link it, and write what was found."""
    linked = link(read_evidence(evidence, counts), settings)
    run = _run(linked.evidence.edges, settings)
    with tempfile.TemporaryDirectory() as folder:
        brands = _fetched(f"{evidence}/brands", Path(folder) / "brands.parquet")
        lived = (
            _fetched(f"{evidence}/countries", Path(folder) / "countries.parquet") if with_reports else None
        )
        made = {
            "members": tables.members(linked, lived),
            "rings": tables.rings(linked, Previous.none(), run, brands, lived),
            "links": tables.links(linked),
            "values": tables.values(linked),
            "edges": tables.edges(linked),
        }
    where, path = opened(into)
    where.create_dir(path, recursive=True)
    for name, table in made.items():
        plain = table.replace_schema_metadata(None)
        pq.write_table(plain, f"{path}/{name}.parquet", filesystem=where, compression="zstd")
    found = Rings(
        run=run,
        reports=linked.graph.reports,
        in_rings=int((linked.labels != NONE).sum()),
        in_cores=int((linked.core != NONE).sum()),
        rings=count(linked.labels),
        cores=count(linked.core),
        doubted=linked.doubted,
    )
    with where.open_output_stream(f"{path}/counts.json") as stream:
        stream.write(json.dumps(asdict(counts) | asdict(found), indent=2).encode() + b"\n")
    return found


def _fetched(address: str, to: Path) -> Path:
    """Copy a table here, for the steps that read it from a file."""
    where, path = opened(address)
    pq.write_table(pq.read_table(path, filesystem=where), to)
    return to


def _run(edges: pa.Table, settings: Settings) -> str:
    """Name the run by what was linked and how."""
    how = (sorted(settings.priors.items()), settings.rotating, settings.silence_days, settings.least)
    told = hashlib.sha256(repr((*how, settings.scale, settings.seed)).encode())
    for column in edges.columns:
        told.update(column.to_numpy().tobytes())
    return f"run-000001-{told.hexdigest()[:12]}"
