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


def keep_reports(
    reports: pa.RecordBatch,
    sightings: pa.RecordBatch | pa.Table,
    said: Said,
    private: Sequence[Private],
    *,
    node_key: bytes,
    at: datetime,
) -> list[models.Report]:
    """Keep a batch of reports with their sightings and passages; what is there already is passed over.

    Args:
        reports: Rows of ``REPORTS``, masked.
        sightings: Rows of ``SIGHTINGS`` of these reports.
        said: Their passages.
        private: For each report, what is sealed of it beside its masked text.
        node_key: The node's key.
        at: Now.

    Returns:
        The new rows, in order; each is heard until triage says otherwise.
    """
    ids = reports.column("report_id").to_pylist()
    known = among(models.Report, "report_id", ids)
    first = {name: place for place, name in reversed(list(enumerate(ids))) if name not in known}
    fresh = sorted(first.values())
    if not fresh:
        return []
    people = _people(len(fresh), at)
    rows = _add_reports(
        reports.take(pa.array(fresh)), [private[one].retry for one in fresh], people, node_key
    )
    texts = reports.column("text").take(pa.array(fresh)).to_pylist()
    _seal(
        people,
        [{"text": text.encode(), **private[one].sealed} for one, text in zip(fresh, texts, strict=True)],
        at,
    )
    _add_sightings(sightings, {row.report_id: row.pk for row in rows})
    _add_passages(said, dict(zip(fresh, (row.pk for row in rows), strict=True)))
    return rows


def _people(count: int, at: datetime) -> list[_Her]:
    """Add so many new people, each with a key of her own."""
    known, made = vault.masters(), stored(at)
    keys = [vault.new_key(known) for _ in range(count)]
    ids = numbers(models.Person, count)
    rows = (
        (number, name, known.active, wrapped, made)
        for number, (name, _, wrapped) in zip(ids, keys, strict=True)
    )
    add(models.Person, ("id", "name", "master", "wrapped", "made_at"), rows)
    return [_Her(number, name, key) for number, (name, key, _) in zip(ids, keys, strict=True)]


def _add_reports(
    reports: pa.RecordBatch,
    retries: list[str | None],
    people: list[_Her],
    node_key: bytes,
) -> list[models.Report]:
    names = [field.attname for field in models.Report._meta.concrete_fields]  # noqa: SLF001 - Django's own word
    columns: dict[str, Sequence[Any]] = {
        name: moments(column) if pa.types.is_timestamp(column.type) else column.to_pylist()
        for name in names
        if name in reports.schema.names
        for column in [reports.column(name)]
    }
    columns |= {
        "id": numbers(models.Report, reports.num_rows),
        "person_id": [one.number for one in people],
        "wording": wordings(reports.column("text"), node_key),
        "public": [*map(_public, columns["source"], columns["tlp"])],
        "heard": [True] * reports.num_rows,
        "retry": retries,
    }
    texts = {name: [_written(one) for one in columns[name]] for name in _NESTED}
    as_kept = {name: stored_moments(reports.column(name)) for name in ("received_at", "occurred_at")}
    add(models.Report, names, zip(*({**columns, **texts, **as_kept}[name] for name in names), strict=True))
    return [
        models.Report.from_db(None, names, row) for row in zip(*map(columns.__getitem__, names), strict=True)
    ]


def _public(source: str, tlp: str) -> bool:
    return (source == DESK and tlp != Tlp.RED) or tlp == Tlp.CLEAR


def _seal(people: list[_Her], told: list[dict[str, bytes]], at: datetime) -> None:
    made = stored(at)
    boxes = (
        (one.number, name, vault.close(one.key, box, f"{one.name}/{name}"), made)
        for one, own in zip(people, told, strict=True)
        for name, box in own.items()
    )
    add(models.Sealed, ("person_id", "name", "box", "at"), boxes)


def plain(told: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """Make what JSON can hold of nested values: times become ISO 8601."""
    return json.loads(json.dumps(told, default=lambda one: one.isoformat()))


def _written(told: Any) -> str:  # noqa: ANN401 - (the same)
    return json.dumps(told, default=lambda one: one.isoformat()) if told else "[]"


def _add_sightings(sightings: pa.RecordBatch | pa.Table, number_of: Mapping[str, int]) -> None:
    """Add the sightings of new reports; scripts are found over the whole corpus, and anew at each relink."""
    own = pc.and_(
        pc.is_in(sightings["report_id"], pa.array(number_of)), pc.not_equal(sightings["kind"], "script")
    )
    table = pa.table(sightings.columns, sightings.schema.names).filter(own).combine_chunks()
    columns: dict[str, Sequence[Any]] = {name: table[name].to_pylist() for name in _SIGHTING}
    columns["report_id"] = [number_of[name] for name in table["report_id"].to_pylist()]
    columns["at"] = stored_moments(table["at"])
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
