"""Keep: what the steps made of reports becomes rows. Called within a transaction, by ``actions`` alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ringfence.ledger import vault
from ringfence.ledger.configuration import DESK
from ringfence.ledger.opened import models
from ringfence.ledger.rows import add, among, moments, numbers, stored, stored_moments
from ringfence.reports.triage import COPIED_LETTERS
from ringfence.words import Tlp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ringfence.indicators.scripts import Said

_NESTED = ("payments", "stated", "originals")
_SIGHTING = ("kind", "value", "role", "validity", "strength", "at", "at_basis", "start", "end")
_NO_LETTERS = r"[^\p{L}\p{N}]+"


class _Her(NamedTuple):
    number: int
    name: str
    key: bytes


class Kept(NamedTuple):
    """Reports that are new in the ledger, column by column: a batch has thousands, and few are looked at.

    Attributes:
        reports: Their rows of ``REPORTS``.
        columns: The table's columns that are none of these, by name.
    """

    reports: pa.RecordBatch
    columns: Mapping[str, Sequence[Any]]

    def rows(self, places: Sequence[int]) -> list[models.Report]:
        """Give some of them as rows of the table, by their places in the batch."""
        few = self.reports.take(pa.array(places, pa.int64()))
        names = [field.attname for field in models.Report._meta.concrete_fields]  # noqa: SLF001 - Django's own word
        told = [
            _read(few.column(name)) if name in few.schema.names else [self.columns[name][at] for at in places]
            for name in names
        ]
        return [models.Report.from_db(None, names, row) for row in zip(*told, strict=True)]


@dataclass(frozen=True, slots=True)
class Private:
    """What one report holds of its person's own; sealed, never a column.

    Attributes:
        sealed: Name to bytes: ``original`` (what she wrote, unmasked), ``contact`` (how to reach her).
        retry: The digest of what asked for it, so that asking again keeps nothing twice; None: never asked
            again.
    """

    sealed: Mapping[str, bytes] = field(default_factory=dict)
    retry: str | None = None


def wordings(texts: pa.Array, node_key: bytes) -> list[str | None]:
    """Name the words of each text by a keyed digest, for finding copies; None when it has too few letters.

    Letters and digits alone count, in small; `reports.triage` says from how many on.
    """
    said = pl.Series(pl.from_arrow(texts)).str.to_lowercase().str.replace_all(_NO_LETTERS, "")
    return [
        hmac.digest(node_key, b"wording\x1f" + one.encode(), hashlib.sha256).hex()[:32]
        if len(one) >= COPIED_LETTERS
        else None
        for one in said
    ]


def keep_batch(
    reports: pa.RecordBatch,
    sightings: pa.RecordBatch | pa.Table,
    said: Said,
    private: Sequence[Private],
    *,
    node_key: bytes,
    at: datetime,
) -> Kept:
    """Keep a batch of reports with their sightings and passages; what is there already is passed over.

    Args:
        reports: Rows of ``REPORTS``, masked.
        sightings: Rows of ``SIGHTINGS`` of these reports.
        said: Their passages.
        private: For each report, what is sealed of it beside its masked text.
        node_key: The node's key.
        at: Now.

    Returns:
        The new ones, in order; each is heard until triage says otherwise.
    """
    ids = reports.column("report_id").to_pylist()
    known = among(models.Report, "report_id", ids)
    first = {name: place for place, name in reversed(list(enumerate(ids))) if name not in known}
    fresh = sorted(first.values())
    if not fresh:
        return Kept(reports.slice(0, 0), {})
    people = _people(len(fresh), at)
    kept = _add_reports(
        reports.take(pa.array(fresh)), [private[one].retry for one in fresh], people, node_key
    )
    texts = kept.reports.column("text").to_pylist()
    _seal(
        people,
        [{"text": text.encode(), **private[one].sealed} for one, text in zip(fresh, texts, strict=True)],
        at,
    )
    pks = kept.columns["id"]
    _add_sightings(sightings, dict(zip(kept.reports.column("report_id").to_pylist(), pks, strict=True)))
    _add_passages(said, dict(zip(fresh, pks, strict=True)))
    return kept


def _people(count: int, at: datetime) -> list[_Her]:
    """Add so many new people, each with a key of her own."""
    known, made = vault.masters(), stored(at)
    keys = vault.new_keys(known, count)
    ids = numbers(models.Person, count)
    rows = (
        (number, name, known.active, wrapped, made)
        for number, (name, _, wrapped) in zip(ids, keys, strict=True)
    )
    add(models.Person, ("id", "name", "master", "wrapped", "made_at"), rows)
    return [_Her(number, name, key) for number, (name, key, _) in zip(ids, keys, strict=True)]


def _add_reports(
    reports: pa.RecordBatch, retries: list[str | None], people: list[_Her], node_key: bytes
) -> Kept:
    names = [field.attname for field in models.Report._meta.concrete_fields]  # noqa: SLF001 - Django's own word
    sources, markings = (reports.column(name).to_pylist() for name in ("source", "tlp"))
    columns: dict[str, Sequence[Any]] = {
        "id": numbers(models.Report, reports.num_rows),
        "person_id": [one.number for one in people],
        "wording": wordings(reports.column("text"), node_key),
        "public": [*map(_public, sources, markings)],
        "heard": [True] * reports.num_rows,
        "retry": retries,
    }
    written = [columns[name] if name in columns else _as_kept(name, reports.column(name)) for name in names]
    add(models.Report, names, zip(*written, strict=True))
    return Kept(reports, columns)


def _as_kept(name: str, column: pa.Array) -> Sequence[Any]:
    """Give a column as the database's driver takes it."""
    if name in _NESTED:
        return [_written(one) for one in column.to_pylist()]
    return stored_moments(column) if pa.types.is_timestamp(column.type) else column.to_pylist()


def _read(column: pa.Array) -> Sequence[Any]:
    return moments(column) if pa.types.is_timestamp(column.type) else column.to_pylist()


def _public(source: str, tlp: str) -> bool:
    return (source == DESK and tlp != Tlp.RED) or tlp == Tlp.CLEAR


def _seal(people: list[_Her], told: list[dict[str, bytes]], at: datetime) -> None:
    made = stored(at)
    each = [(one, *thing) for one, own in zip(people, told, strict=True) for thing in own.items()]
    boxes = vault.close_all([(one.key, plain, f"{one.name}/{name}") for one, name, plain in each])
    rows = ((one.number, name, box, made) for (one, name, _), box in zip(each, boxes, strict=True))
    add(models.Sealed, ("person_id", "name", "box", "at"), rows)


def plain(told: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """Make what JSON can hold of nested values: times become ISO 8601."""
    return json.loads(json.dumps(told, default=lambda one: one.isoformat()))


_JSON = json.JSONEncoder(default=lambda one: one.isoformat())


def _written(told: Any) -> str:  # noqa: ANN401 - (the same)
    return _JSON.encode(told) if told else "[]"


def _add_sightings(sightings: pa.RecordBatch | pa.Table, number_of: Mapping[str, int]) -> None:
    """Add the sightings of new reports; scripts are found over the whole corpus, and anew at each relink."""
    own = pc.and_(
        pc.is_in(sightings["report_id"], pa.array(number_of)), pc.not_equal(sightings["kind"], "script")
    )
    table = pa.table(sightings.columns, sightings.schema.names).filter(own).combine_chunks()
    columns: dict[str, Sequence[Any]] = {
        name: stored_moments(table[name]) if name == "at" else table[name].to_pylist() for name in _SIGHTING
    }
    columns["report_id"] = [number_of[name] for name in table["report_id"].to_pylist()]
    add(models.Sighting, [*columns], zip(*columns.values(), strict=True))


def _add_passages(said: Said, number_of: Mapping[int, int]) -> None:
    rows = (
        (number_of[row], start, end, size, f"{name:016x}", signature.tobytes())
        for row, start, end, size, name, signature in zip(
            *(column.tolist() for column in (said.row, said.start, said.end, said.size, said.name)),
            said.signature,
            strict=True,
        )
        if row in number_of
    )
    add(models.Passage, ("report_id", "start", "end", "size", "name", "signature"), rows)


def stage(
    report: models.Report, name: str, at: datetime, *, number: int | None = None, told: str = ""
) -> None:
    """Add a row to what became of a report."""
    models.Stage.objects.create(report=report, stage=name, number=number, told=told, at=at)
