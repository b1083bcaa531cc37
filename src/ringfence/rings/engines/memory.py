"""The reference engine: plain Python, small and clear, for as many sightings as memory holds as objects.

What every other engine must give, to the bit (tests/agree).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ringfence.rings.evidence import (
    EDGES,
    OPTIONAL,
    POSSIBLE,
    REPORTS,
    REQUIRED,
    TIMESTAMP,
    VALUES,
    Evidence,
    in_ones,
    refuse_nulls,
    structure,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.ring import Settings

_DAY = 24 * 60 * 60 * 1_000_000


@dataclass(frozen=True, slots=True)
class _Seen:
    """One sighting as linking sees it; times in microseconds."""

    report_id: str
    kind: str
    value: str
    strength: int
    at: int
    source: str
    reporter: str | None
    spot: tuple[int, int | None] | None


def evidence(sightings: Path, settings: Settings) -> Evidence:
    """Make evidence of a file of sightings; see `ringfence.rings.evidence` for the rules.

    Raises:
        InputError: When the file is not structured like sightings.
    """
    present = structure(sightings)
    table = pq.read_table(sightings, columns=[*REQUIRED, *present])
    for name in REQUIRED:
        refuse_nulls(sightings, name, table[name].null_count)
    at = table.schema.get_field_index("at")
    table = table.set_column(at, "at", table["at"].cast(TIMESTAMP, safe=False).cast(pa.int64()))
    rows = table.to_pylist()
    blank = dict.fromkeys(OPTIONAL)
    seen = [_seen(blank | row, settings) for row in rows]
    kinds = settings.kind_priors()
    numbers = {name: n for n, name in enumerate(sorted({one.report_id for one in seen}))}
    values, edges = _edges(seen, numbers, settings)
    return Evidence(
        reports=_reports(seen),
        values=values,
        edges=edges,
        sightings=len(rows),
        unknown_roles=sum(
            row["kind"] in kinds and (row["kind"], row["role"]) not in settings.priors for row in rows
        ),
        unknown_kinds=sum(row["kind"] not in kinds for row in rows),
    )


def _seen(row: dict[str, object], settings: Settings) -> _Seen:
    start, end = row["start"], row["end"]
    return _Seen(
        report_id=str(row["report_id"]),
        kind=str(row["kind"]),
        value=str(row["value"]),
        strength=_strength(row, settings),
        at=int(str(row["at"])),
        source="" if row["source"] is None else str(row["source"]),
        reporter=None if row["reporter"] is None else str(row["reporter"]),
        spot=None if not isinstance(start, int) else (start, end if isinstance(end, int) else None),
    )


def _strength(row: dict[str, object], settings: Settings) -> int:
    """Weigh one sighting by its kind and role, in 1/65536."""
    kind, role, given = str(row["kind"]), str(row["role"]), row["strength"]
    known = settings.priors.get((kind, role))
    strength = in_ones(settings.kind_priors().get(kind, 0.0) if known is None else known)
    if known is not None and isinstance(given, int | float):
        strength = min(strength, in_ones(float(given)))
    return strength // 2 if row["validity"] == POSSIBLE else strength


def _reports(seen: list[_Seen]) -> pa.Table:
    """Tell of each report where and when it came from, and whether it repeats another."""
    held: dict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        held[one.report_id].append(one)
    first: set[object] = set()
    rows = []
    for report_id, own in sorted(held.items()):
        at = min(one.at for one in own)
        text = frozenset((one.kind, one.value, one.spot) for one in own)
        located = any(one.spot is not None for one in own)
        rows.append(
            {
                "report_id": report_id,
                "source": min(one.source for one in own),
                "reporter": min((one.reporter for one in own if one.reporter is not None), default=None),
                "at": at,
                "repeat": located and (at // _DAY, text) in first,
            }
        )
        first.add((at // _DAY, text))
    return pa.Table.from_pylist(rows, schema=REPORTS)


def _edges(seen: list[_Seen], numbers: dict[str, int], settings: Settings) -> tuple[pa.Table, pa.Table]:
    """Number the values that two reports hold, and list which report holds which."""
    by_value: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for one in seen:
        if one.strength:
            by_value[one.kind, one.value].append(one)
    values: list[dict[str, object]] = []
    edges: list[dict[str, int]] = []
    for (kind, value), own in sorted(by_value.items()):
        own.sort(key=lambda one: one.at)
        for epoch, members in enumerate(_epochs(own, settings) if kind in settings.rotating else [own]):
            strengths: dict[str, int] = {}
            for one in members:
                strengths[one.report_id] = max(one.strength, strengths.get(one.report_id, 0))
            if len(strengths) < 2:
                continue
            edges += [
                {"report": numbers[name], "value": len(values), "strength": strength}
                for name, strength in strengths.items()
            ]
            span = {"first_at": members[0].at, "last_at": members[-1].at, "reports": len(strengths)}
            values.append({"kind": kind, "value": value, "epoch": epoch, **span})
    edges.sort(key=lambda edge: (edge["report"], edge["value"]))
    return pa.Table.from_pylist(values, schema=VALUES), pa.Table.from_pylist(edges, schema=EDGES)


def _epochs(own: list[_Seen], settings: Settings) -> list[list[_Seen]]:
    """Cut a value's sightings, in order of time, wherever it was silent for too long."""
    epochs = [own[:1]]
    for before, one in pairwise(own):
        if one.at - before.at > settings.silence_days * _DAY:
            epochs.append([])
        epochs[-1].append(one)
    return epochs
