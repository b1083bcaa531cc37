"""Export: what the linker reads, in files: ``tables/{reports,sightings,passages}/part-*.parquet``.

Each export adds the rows that are new since the last one, as a part of its own, and takes the rows of people
who were erased or changed their consent out of the older ones and writes them anew. Small parts are put
together with the next, so that there are never many. ``tables/manifest.json`` says how far it came and which
parts count. Parts are written whole beside their names; the manifest is replaced last, at one stroke. So a
process that is killed loses and doubles nothing: the next export removes what no manifest names.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection

from ringfence.ledger import exported_rows
from ringfence.ledger.exported_rows import SCHEMAS
from ringfence.ledger.locks import alone
from ringfence.ledger.opened import models
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from django.db.models import Model

NAME = "manifest.json"
"""What says how far the export came."""
_WATCHED = {
    "reports": models.Report,
    "sightings": models.Sighting,
    "passages": models.Passage,
    "consents": models.Consent,
    "stages": models.Stage,
}
_AT_ONCE = 65_536
_SETTLED_WITHIN = 30.0  # seconds
_POLL = 0.05


@dataclass(slots=True)
class Manifest:
    """How far the export came.

    Attributes:
        serial: How many exports there were that changed something.
        newest: Of each table the number of the newest row that is in it.
        parts: Of each table its parts, in order: name and rows.
    """

    serial: int = 0
    newest: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_WATCHED, 0))
    parts: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: {name: [] for name in SCHEMAS})


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did.

    Attributes:
        serial: The number of the newest export that changed something.
        newest: The number of the newest report in the tables; 0: none is.
        rows: Of each table the rows that were added.
        changed: Older reports whose rows were written anew.
    """

    serial: int
    newest: int
    rows: dict[str, int]
    changed: int


def export(folder: Path) -> Exported:
    """Bring the linker's tables up to what the ledger holds; two at once take turns.

    Args:
        folder: ``RINGFENCE_HOME/tables``.

    Raises:
        FormatError: When the manifest is none of ours.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(folder / "lock"):
        told = read(folder)
        _sweep(folder, told)
        upto = _settled()
        if upto is None or upto == told.newest:
            return Exported(told.serial, told.newest["reports"], dict.fromkeys(SCHEMAS, 0), 0)
        new = Manifest(told.serial + 1, upto, {name: list(parts) for name, parts in told.parts.items()})
        changed = _changed(told.newest, upto)
        rows = {}
        for name in SCHEMAS:
            if changed:
                _without(folder, name, new, changed)
                again = exported_rows.of_reports(name, changed, told.newest[name])
                _add(folder, name, new, f"part-{new.serial:08}-changed.parquet", again)
            added = exported_rows.between(name, told.newest[name], upto[name])
            rows[name] = _add(folder, name, new, f"part-{new.serial:08}.parquet", added)
            _merge(folder, name, new)
        if not changed and not any(rows.values()):  # stages of other kinds, which are nothing to link
            new.serial = told.serial
        _write_manifest(folder, new)
        _sweep(folder, new)
        return Exported(new.serial, upto["reports"], rows, len(changed))


def read(folder: Path) -> Manifest:
    """Read how far the export came; an empty one where nothing was exported yet.

    Raises:
        FormatError: When the manifest is none of ours.
    """
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        parts = {name: [(str(one), int(many)) for one, many in told["parts"][name]] for name in SCHEMAS}
        return Manifest(int(told["serial"]), {name: int(told["newest"][name]) for name in _WATCHED}, parts)
    except FileNotFoundError:
        return Manifest()
    except (ValueError, TypeError, KeyError) as wrong:
        raise FormatError(
            "this does not tell which parts count",
            place=Place(str(folder / NAME)),
            advice="Remove the folder of the tables; all is exported anew",
        ) from wrong


def rows_of(folder: Path, name: str) -> Iterator[pa.RecordBatch]:
    """Read a table, part after part."""
    for part, _ in read(folder).parts[name]:
        yield from _batches(folder / name / part)


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as opened:
        yield from opened.iter_batches(_AT_ONCE)


def _settled() -> dict[str, int] | None:
    """Find up to which row everything is there for good; None: someone writes for too long, try again later.

    PostgreSQL hands out a number before its row can be read: of two who write at once the later number may
    be there first. So we wait until everyone has ended who wrote when the numbers were read.
    """
    newest = {name: _newest(model) for name, model in _WATCHED.items()}
    if connection.vendor != "postgresql":
        return newest
    until = time.monotonic() + _SETTLED_WITHIN
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (limit,) = cursor.fetchone()
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] >= limit:
                return newest
            if time.monotonic() > until:
                return None
            time.sleep(_POLL)


def _newest(model: type[Model]) -> int:
    rows = model._default_manager  # noqa: SLF001 - Django's own word for what others may read
    return int(rows.order_by("-pk").values_list("pk", flat=True).first() or 0)


def _changed(since: dict[str, int], upto: dict[str, int]) -> set[str]:
    """Name the exported reports whose consents changed, or whose people were erased."""
    older = {"report_id__lte": since["reports"]}
    asked = models.Consent.objects.filter(pk__gt=since["consents"], pk__lte=upto["consents"], **older)
    erased = models.Stage.objects.filter(
        pk__gt=since["stages"], pk__lte=upto["stages"], stage="erased", **older
    )
    return {name for rows in (asked, erased) for name in rows.values_list("report__report_id", flat=True)}


def _add(folder: Path, name: str, new: Manifest, part: str, rows: Iterable[pa.RecordBatch]) -> int:
    """Write a part, and note it unless it is empty; give its rows."""
    many = _write(folder / name / part, SCHEMAS[name], rows)
    if many:
        new.parts[name].append((part, many))
    return many


def _write(path: Path, schema: pa.Schema, rows: Iterable[pa.RecordBatch]) -> int:
    """Write a file whole, or none where there are no rows."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    many = 0
    with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
            many += batch.num_rows
    if not many:
        beside.unlink()
        return 0
    beside.chmod(0o600)
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.replace(path)
    return many


def _without(folder: Path, name: str, new: Manifest, changed: set[str]) -> None:
    """Write the parts anew that hold rows of some reports, without these."""
    gone = pa.array(changed, pa.string())
    kept = []
    for number, (part, many) in enumerate(new.parts[name]):
        ids = pq.read_table(folder / name / part, columns=["report_id"])["report_id"]
        if not pc.any(pc.is_in(ids, gone)).as_py():
            kept.append((part, many))
            continue
        rest = f"part-{new.serial:08}-{number:04}.parquet"
        batches = (
            batch.filter(pc.invert(pc.is_in(batch.column("report_id"), gone)))
            for batch in _batches(folder / name / part)
        )
        if left := _write(folder / name / rest, SCHEMAS[name], batches):
            kept.append((rest, left))
    new.parts[name] = kept


def _merge(folder: Path, name: str, new: Manifest) -> None:
    """Put the newest parts together while the one before is not twice as large as all that follow."""
    parts = new.parts[name]
    begin, rows = len(parts) - 1, parts[-1][1] if parts else 0
    while begin > 0 and parts[begin - 1][1] <= 2 * rows:
        begin -= 1
        rows += parts[begin][1]
    if begin >= len(parts) - 1:
        return
    whole = f"part-{new.serial:08}-merged.parquet"
    batches = (batch for part, _ in parts[begin:] for batch in _batches(folder / name / part))
    _write(folder / name / whole, SCHEMAS[name], batches)
    new.parts[name] = [*parts[:begin], (whole, rows)]


def _write_manifest(folder: Path, new: Manifest) -> None:
    beside = folder / f".{NAME}"
    with beside.open("w", encoding="utf-8") as opened:
        json.dump(asdict(new), opened)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(folder / NAME)
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _sweep(folder: Path, told: Manifest) -> None:
    """Remove the parts that do not count: what was merged, and what a killed export left."""
    for name, parts in told.parts.items():
        count = {part for part, _ in parts}
        for file in (folder / name).glob("*"):
            if file.name not in count:
                file.unlink()
        for file in (folder / name).glob(".part-*"):
            file.unlink()
