"""Small graphs of reports and values for the tests of linking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from ringfence.rings.evidence import EDGES, REPORTS, VALUES, Evidence
from ringfence.rings.ring import ONE

START = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class Told:
    """One report as a test writes it."""

    values: list[str]
    reporter: str | None = None
    source: str = "contoso"
    day: int = 0
    repeat: bool = False
    strengths: dict[str, float] = field(default_factory=dict)


def evidence(told: list[Told]) -> Evidence:
    """Make evidence; a value is written kind:value, and one reporter a report unless said."""
    reports = [
        {
            "report_id": f"report-{n:03}",
            "source": one.source,
            "reporter": one.reporter,
            "at": START + timedelta(days=one.day),
            "repeat": one.repeat,
        }
        for n, one in enumerate(told)
    ]
    names = sorted({name for one in told for name in one.values})
    held = {name: sum(name in one.values for one in told) for name in names}
    names = [name for name in names if held[name] >= 2]
    values = [
        {
            "kind": name.split(":")[0],
            "value": name.split(":")[1],
            "epoch": 0,
            "first_at": START,
            "last_at": START,
            "reports": held[name],
        }
        for name in names
    ]
    edges = [
        {"report": n, "value": names.index(name), "strength": int(one.strengths.get(name, 0.9) * ONE)}
        for n, one in enumerate(told)
        for name in sorted(set(one.values))
        if name in names
    ]
    return Evidence(
        reports=pa.Table.from_pylist(reports, schema=REPORTS),
        values=pa.Table.from_pylist(values, schema=VALUES),
        edges=pa.Table.from_pylist(edges, schema=EDGES),
        sightings=len(edges),
        unknown_roles=0,
        unknown_kinds=0,
    )
