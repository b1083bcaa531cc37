"""Another company's export: JSON lines, other names, times with a zone, empty fields left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringfence.scenario.partners import Filed

SUFFIX = ".jsonl"
FIELDS = frozenset({"callback", "caller", "site", "operator", "payee"})


def header() -> str:
    """Write nothing: JSON lines have no first line."""
    return ""


def row(filed: Filed) -> str:
    """Write one report."""
    said = filed.fields
    full = {
        "ticket_id": filed.reference,
        "created_at": f"{filed.received:%Y-%m-%dT%H:%M:%SZ}",
        "occurred_at": f"{filed.at:%Y-%m-%dT%H:%M:%SZ}",
        "country_code": filed.country,
        "language": filed.lang,
        "customer_name": filed.name,
        "customer_email": filed.email,
        "customer_phone": filed.phone,
        "medium": filed.channel,
        "claimed_company": filed.brand,
        "narrative": filed.text,
        "dialled_number": said.get("callback", ""),
        "incoming_number": said.get("caller", ""),
        "url": said.get("site", ""),
        "software_used": filed.tool,
        "remote_session_id": said.get("operator", ""),
        "loss_amount": f"{filed.minor / 100:.2f}" if filed.minor else "",
        "currency": filed.currency if filed.minor else "",
        "payment_method": filed.method,
        "beneficiary": said.get("payee", ""),
        "consents": list(filed.consents),
    }
    return json.dumps({name: value for name, value in full.items() if value}, ensure_ascii=False) + "\n"
