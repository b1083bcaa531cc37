"""Small rings for the tests of referrals: a dossier from a few lines, each a report."""

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
RING = "ring-0123456789ab"
TOLD = "They took over the screen and said that the refund was too large, so it had to be sent back."
STRENGTH = {"phone": 0.93, "bank_account": 0.85, "wallet": 0.97, "domain": 0.93}


@dataclass(frozen=True)
class Told:
    """One report of the ring: who told it, from where, what she agrees to, what she paid and named."""

    person: str | None = "ben"
    country: str | None = "US"
    consents: tuple[str, ...] = ()
    paid: tuple[dict[str, object], ...] = ()
    values: tuple[tuple[str, str, str], ...] = ()
    originals: tuple[str, ...] = ()
    core: str | None = "core-1"
    text: str = TOLD
    day: int = 0
    source: str = "contoso"


WITNESS = ("share_police", "contact", "testify")
REACHABLE = ("share_police", "contact")


def paid(
    minor: int = 50_000, currency: str = "USD", *, at: datetime | None = None
) -> tuple[dict[str, object]]:
    """Make one payment: 500 dollars, unless said otherwise."""
    return (
        {
            "method": "bank_transfer",
            "amount_minor": minor,
            "currency": currency,
            "paid_at": at,
            "reference": None,
        },
    )


def dossier(*told: Told, phone: str = "+18885550123") -> Dossier:
    """Put a ring together; every report also gives ``phone`` as the number to call back."""
    names = [f"report-{n:020x}" for n in range(len(told))]
    sightings = [
        {
            "report_id": name,
            "kind": kind,
            "value": value,
            "role": role,
            "validity": "valid",
            "strength": STRENGTH[kind],
            "at": START + timedelta(days=one.day),
            "at_basis": "occurred",
            "source": one.source,
            "reporter": one.person,
            "start": None,
            "end": None,
        }
        for name, one in zip(names, told, strict=True)
        for kind, value, role in (("phone", phone, "callback"), *one.values)
    ]
    placed = pl.DataFrame(
        [
            {
                "report_id": name,
                "ring_id": RING,
                "tier": "core" if one.core else "lead",
                "core_id": one.core,
                "confidence": 0.8,
                "second_ring_id": None,
            }
            for name, one in zip(names, told, strict=True)
        ],
        schema_overrides={"core_id": pl.String, "second_ring_id": pl.String},
    )
    seen = pl.from_arrow(pa.Table.from_pylist(sightings, schema=SIGHTINGS))
    assert isinstance(seen, pl.DataFrame)
    facts = look(Known(placed.lazy(), seen.lazy()), RING)
    reports = _reports(names, told).join(
        placed.select("report_id", "tier", "core_id", "confidence"), on="report_id"
    )
    return Dossier(
        ring_id=RING,
        run={},
        facts=facts,
        explanation=explain(facts),
        reports=reports,
        judgements=(),
        known_at=START + timedelta(days=max(one.day for one in told)),
    )


def _reports(names: list[str], told: tuple[Told, ...]) -> pl.DataFrame:
    rows = [
        {
            "report_id": name,
            "reference": f"C-{n}",
            "source": one.source,
            "reporter": one.person,
            "received_at": START + timedelta(days=one.day),
            "occurred_at": None,
            "country": one.country,
            "lang": "en",
            "channel": "popup",
            "brand": "microsoft",
            "text": one.text,
            "payments": list(one.paid),
            "stated": [],
            "consents": list(one.consents),
            "tlp": "TLP:AMBER",
            "originals": list(one.originals),
        }
        for n, (name, one) in enumerate(zip(names, told, strict=True))
    ]
    made = pl.from_arrow(pa.Table.from_pylist(rows, schema=REPORTS))
    assert isinstance(made, pl.DataFrame)
    return made
