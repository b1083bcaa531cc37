"""A public desk for the tests of the check: a folder with reports and sightings, from a few lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ringfence.actions.check import check
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.reports.report import REPORTS
from tests.cast import HARBOUR, NODE_KEY, PUBLIC_DESK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ringfence.guidance.check import Answer
    from ringfence.guidance.verdict import Verdict

ARRIVED = datetime(2026, 3, 12, 9, tzinfo=UTC)
LATER = ARRIVED + timedelta(days=10)
"""Long after every delay."""
PHONE = "+18885550123"
VALUES = {
    "phone": PHONE,
    "domain": HARBOUR.domain,
    "url": f"https://{HARBOUR.domain}/fix",
    "email": f"support@{HARBOUR.domain}",
    "wallet": "btc:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "bank_account": "iban:DE89370400440532013000",
    "handle": "zelle:pay@harbour-helpline.example",
    "remote_access": "anydesk:999041772",
}
"""One value of each kind that is told."""


@dataclass(frozen=True)
class Told:
    """A report that came to the desk: by whom, when, and what it saw in which role."""

    person: str | None
    kind: str = "phone"
    value: str = PHONE
    role: str = "callback"
    at: datetime = ARRIVED
    source: str = PUBLIC_DESK
    tlp: str = "TLP:AMBER"
    validity: str = "valid"
    text: str = ""


def people(many: int, told: Told | None = None) -> tuple[Told, ...]:
    """Let so many different people report the same."""
    one = told or Told(None)
    return tuple(replace(one, person=f"reporter-{number}") for number in range(many))


def desk(folder: Path, *told: Told) -> Path:
    """Write a folder as ``gather`` and ``extract`` would, from these reports."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        pa.Table.from_pylist([_report(n, one) for n, one in enumerate(told)], REPORTS),
        folder / "reports.parquet",
    )
    pq.write_table(
        pa.Table.from_pylist([_sighting(n, one) for n, one in enumerate(told)], SIGHTINGS),
        folder / "sightings.parquet",
    )
    return folder


def ask(folder: Path, text: str = PHONE, at: datetime = LATER) -> Answer:
    """Ask the desk."""
    return check(text, folder, at=at, node_key=NODE_KEY, country="US")


def one_verdict(folder: Path, text: str = PHONE, at: datetime = LATER) -> Verdict:
    """Ask the desk for one value."""
    (told,) = ask(folder, text, at).verdicts
    return told


def bands(folder: Path, text: str = PHONE, at: datetime = LATER) -> dict[str, str]:
    """Give what is told of one value: the band of each role."""
    return {one.role: one.band for one in one_verdict(folder, text, at).reported}


def order(told: Sequence[Told]) -> list[datetime]:
    """Give when reports arrived, in order."""
    return sorted(one.at for one in told)


def _name(number: int) -> str:
    return f"report-{number:020x}"


def _report(number: int, told: Told) -> dict[str, object]:
    return {
        "report_id": _name(number),
        "reference": f"R-{number}",
        "source": told.source,
        "reporter": told.person,
        "received_at": told.at,
        "text": told.text
        or f"Someone told me to call them about my computer, and it was day {number} of it.",
        "payments": [],
        "stated": [],
        "consents": [],
        "tlp": told.tlp,
        "originals": [],
    }


def _sighting(number: int, told: Told) -> dict[str, object]:
    return {
        "report_id": _name(number),
        "kind": told.kind,
        "value": told.value,
        "role": told.role,
        "validity": told.validity,
        "strength": 0.9,
        "at": told.at,
        "at_basis": "reported",
        "source": told.source,
        "reporter": told.person,
    }
