"""Extract: make the sightings of a table of reports.

The table is read in batches; the work on each is done by workers (processes of their own), and their results
are taken in order, so that the same reports always give the same bytes. Scripts are found at the end, over
all batches.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ringfence.actions.files import replacing
from ringfence.actions.lanes import in_order
from ringfence.actions.said import Grouped, Pile
from ringfence.indicators import columnar, extract, scripts
from ringfence.indicators.indicator import SIGHTINGS, Role, Validity
from ringfence.indicators.kinds import script
from ringfence.words import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 2_500
"""Reports that a worker takes at once; more of them take memory and no less time."""
_ALONE = 2_000  # so few reports are done before a worker has started

_WHO = ["report_id", "at", "at_basis", "source", "reporter"]
_WHO_SCHEMA = pa.schema([SIGHTINGS.field(name) for name in _WHO])


@dataclass(frozen=True, slots=True)
class Counted:
    """How many sightings there are of a kind, in a role, of a validity."""

    kind: str
    role: str
    validity: str
    sightings: int


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of extracting.

    Attributes:
        reports: Reports that were read.
        sightings: Sightings that were written.
        scripts: Different scripts among them.
        counts: How many of each kind, role and validity.
    """

    reports: int
    sightings: int
    scripts: int
    counts: tuple[Counted, ...]


class _Worked(NamedTuple):
    sightings: pa.RecordBatch
    who: pa.RecordBatch  # of each passage, whose it is and when
    said: scripts.Said


def extract_reports(
    reports: Path,
    out: Path,
    *,
    world: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
) -> Extracted:
    """Write the sightings of every report.

    Args:
        reports: A ``reports.parquet``.
        out: Where ``sightings.parquet`` shall stand; it is replaced when the new one is whole.
        world: Accept the numbers of a made-up world (``+999…``).
        progress: Is told how many reports are done, of how many.

    Raises:
        InputError: When the reports are no such table.
    """
    table = _open(reports)
    total = table.metadata.num_rows
    counts: Counter[tuple[str, str, str]] = Counter()
    different: set[str] = set()
    done = 0
    with (
        replacing(out) as beside,
        TemporaryDirectory(prefix=".said-", dir=beside.parent) as folder,
        pq.ParquetWriter(beside, SIGHTINGS, compression="zstd") as writer,
    ):
        pile = Pile(Path(folder), _WHO_SCHEMA)
        batches = table.iter_batches(BATCH, columns=extract.COLUMNS)
        for worked in in_order(_work, ((batch, world) for batch in batches), alone=total <= _ALONE):
            writer.write_batch(worked.sightings)
            _count(counts, worked.sightings)
            pile.add(worked.said, worked.who)
            done = min(done + BATCH, total)
            if progress is not None:
                progress(done, total)
        for found in map(script_sightings, pile.grouped()):
            writer.write_table(found)
            _count(counts, found)
            different.update(pc.unique(found["value"]).to_pylist())
    return Extracted(total, sum(counts.values()), len(different), counted(counts))


def _open(reports: Path) -> pq.ParquetFile:
    place = Place(str(reports))
    try:
        table = pq.ParquetFile(reports)
    except (OSError, pa.ArrowException) as wrong:
        raise InputError(
            "this is no file of reports", place=place, advice="Make one with: ringfence gather"
        ) from wrong
    missing = [name for name in extract.COLUMNS if name not in table.schema_arrow.names]
    if missing:
        raise InputError(
            f"these columns are missing: {', '.join(missing)}",
            place=place,
            advice="Make the file with: ringfence gather",
        )
    return table


def _work(task: tuple[pa.RecordBatch, bool]) -> _Worked:
    batch, world = task
    said = scripts.signatures(batch.column("text").to_pylist())
    rows = pa.array(said.row)
    at, basis = extract.when(batch)
    columns = [batch.column("report_id"), at, basis, batch.column("source"), batch.column("reporter")]
    who = pa.RecordBatch.from_arrays(columns, schema=_WHO_SCHEMA).take(rows)
    return _Worked(columnar.from_batch(batch, world=world), who, said)


def script_sightings(said: Grouped) -> pa.Table:
    """Make sightings of what several reports said."""
    many = len(said.name)
    values = [f"{int(name):016x}" for name in said.name]
    constant = [(script.NAME, pa.string()), (str(Role.SAID), pa.string()), (str(Validity.VALID), pa.string())]
    kind, role, validity = (pa.repeat(pa.scalar(text, type_), many) for text, type_ in constant)
    strength = pa.repeat(pa.scalar(script.strength("", Role.SAID), pa.float32()), many)
    who = said.who
    columns = {
        "report_id": who["report_id"], "kind": kind, "value": pa.array(values, pa.string()), "role": role,
        "validity": validity, "strength": strength, "at": who["at"], "at_basis": who["at_basis"],
        "source": who["source"], "reporter": who["reporter"],
        "start": pa.array(said.start, pa.int32()), "end": pa.array(said.end, pa.int32()),
    }  # fmt: skip
    return pa.table(columns, schema=SIGHTINGS)


def _count(counts: Counter[tuple[str, str, str]], sightings: pa.RecordBatch | pa.Table) -> None:
    table = sightings if isinstance(sightings, pa.Table) else pa.Table.from_batches([sightings])
    keys = ["kind", "role", "validity"]
    grouped = table.group_by(keys).aggregate([([], "count_all")])
    for row in grouped.to_pylist():
        counts[row["kind"], row["role"], row["validity"]] += row["count_all"]


def counted(counts: Counter[tuple[str, str, str]]) -> tuple[Counted, ...]:
    """Make records of counts by kind, role and validity, in their order."""
    return tuple(Counted(*key, count) for key, count in sorted(counts.items()))
