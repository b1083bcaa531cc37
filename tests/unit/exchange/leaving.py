"""Small rings for the tests of what leaves: each report with its person, marking, consents and values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl
import pyarrow as pa

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.reports.report import REPORTS
from ringfence.rings.dossier import Dossier
from ringfence.rings.explain import explain
from ringfence.rings.facts import Known, look

START = datetime(2026, 3, 12, tzinfo=UTC)
AT = datetime(2026, 6, 1, tzinfo=UTC)
RING = "ring-0123456789ab"
CALLBACK = ("phone", "+18885550123", "callback")
EVERY_KIND = (
    CALLBACK,
    ("bank_account", "us:990000424/0001047517", "payee"),
    ("bank_account", "iban:DE58900000560001443467", "payee"),
    ("domain", "harbour-helpline.example", "visited"),
    ("email", "billing@harbour-helpline.example", "contact"),
    ("gift_card", "amazon:…00I4#cce8e2902245e3ad", "payee"),
    ("handle", "cashapp:$example-desk0", "payee"),
    ("ip", "203.0.113.31", "visited"),
    ("ip", "2001:db8::7", "visited"),
    ("remote_access", "anydesk:999041772", "operator"),
    ("script", "05c7c30a37901e8f", "said"),
    ("url", "https://harbour-helpline.example/win", "visited"),
    ("wallet", "eth:0x52908400098527886E0F7030069857D2E4169EE7", "payee"),
)


@dataclass(frozen=True)
class Told:
    """One report: who told it, how it is marked, what she agrees to, what she named."""

    person: str | None = "ben"
    values: tuple[tuple[str, str, str], ...] = (CALLBACK,)
    tlp: str = "TLP:GREEN"
    consents: tuple[str, ...] = ("share_companies", "share_police")
    country: str | None = "US"
    day: int = 0
    text: str = "They took over the screen."
    reference: str = "C-1"
    strength: float = 0.9
    validity: str = "valid"


def ring(*told: Told) -> Dossier:
    """Put a ring together."""
    names = [f"report-{n:020x}" for n in range(len(told))]
    rows = [
        {
            "report_id": name,
            "kind": kind,
            "value": value,
            "role": role,
            "validity": one.validity,
            "strength": 0.0 if kind == "ip" else one.strength,
            "at": START + timedelta(days=one.day),
            "at_basis": "occurred",
            "source": "contoso",
            "reporter": one.person,
            "start": None,
            "end": None,
        }
        for name, one in zip(names, told, strict=True)
        for kind, value, role in one.values
    ]
    seen = pl.from_arrow(pa.Table.from_pylist(rows, schema=SIGHTINGS))
    assert isinstance(seen, pl.DataFrame)
    return dossier_from(seen, _reports(names, told))


def dossier_from(seen: pl.DataFrame, reports: pl.DataFrame) -> Dossier:
    """Put a ring together from its sightings and reports."""
    placed = reports.select(
        "report_id",
        ring_id=pl.lit(RING),
        tier=pl.lit("core"),
        core_id=pl.lit("core-1"),
        confidence=pl.lit(0.8),
        second_ring_id=pl.lit(None, dtype=pl.String),
    )
    facts = look(Known(placed.lazy(), seen.lazy()), RING)
    return Dossier(
        ring_id=RING,
        run={},
        facts=facts,
        explanation=explain(facts),
        reports=reports.join(placed.select("report_id", "tier", "core_id", "confidence"), on="report_id"),
        judgements=(),
        known_at=AT,
    )


def _reports(names: list[str], told: tuple[Told, ...]) -> pl.DataFrame:
    rows = [
        {
            "report_id": name,
            "reference": one.reference,
            "source": "contoso",
            "reporter": one.person,
            "received_at": START + timedelta(days=one.day),
            "occurred_at": None,
            "country": one.country,
            "lang": "en",
            "channel": "popup",
            "brand": "microsoft",
            "text": one.text,
            "payments": [],
            "stated": [],
            "consents": list(one.consents),
            "tlp": one.tlp,
            "originals": [],
        }
        for name, one in zip(names, told, strict=True)
    ]
    made = pl.from_arrow(pa.Table.from_pylist(rows, schema=REPORTS))
    assert isinstance(made, pl.DataFrame)
    return made
