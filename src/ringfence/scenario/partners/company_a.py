"""A company's export from its complaint tool: CSV, many columns, amounts with thousands separators."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ringfence.scenario.partners import CONSENTS

if TYPE_CHECKING:
    from ringfence.scenario.partners import Filed

SUFFIX = ".csv"
FIELDS = frozenset({"callback", "caller", "site", "operator", "payee", "email"})

_COLUMNS = (
    "Complaint ID", "Received", "Incident Date", "Customer Name", "Customer Phone", "Customer Email",
    "Country", "Contact Method", "Company impersonated", "What happened", "Number called",
    "Number that called",     "Website",
    "Sender Email", "Remote tool", "Remote ID", "Amount lost", "Currency", "Paid by", "Paid to",
    "Share with companies", "Share with police", "May contact", "Willing to testify",
)  # fmt: skip
_METHODS = {
    "": "",
    "gift_card": "Gift card",
    "bank_transfer": "Bank transfer",
    "crypto": "Crypto",
    "app": "App",
    "cash": "Cash",
    "card": "Card",
}
_CHANNELS = {"popup": "Popup", "call": "Call", "email": "Email", "search": "Search", "message": "Message"}


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def header() -> str:
    """Write the first line."""
    return _line(_COLUMNS)


def row(filed: Filed) -> str:
    """Write one report."""
    said = filed.fields
    return _line(
        (
            filed.reference,
            f"{filed.received:%Y-%m-%d %H:%M}",
            f"{filed.at:%Y-%m-%d %H:%M}",
            filed.name,
            filed.phone,
            filed.email,
            filed.country,
            _CHANNELS[filed.channel],
            filed.brand,
            filed.text,
            said.get("callback", ""),
            said.get("caller", ""),
            said.get("site", ""),
            said.get("email", ""),
            filed.tool,
            said.get("operator", ""),
            f"{filed.minor / 100:,.2f}" if filed.minor else "",
            filed.currency if filed.minor else "",
            _METHODS[filed.method],
            said.get("payee", ""),
            *("Yes" if one in filed.consents else "No" for one in CONSENTS),
        )
    )
