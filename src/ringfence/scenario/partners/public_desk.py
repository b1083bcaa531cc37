"""A public desk's web form: CSV with semicolons, long prose, few fields, one field for any number."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ringfence.scenario.partners import CONSENTS

if TYPE_CHECKING:
    from ringfence.scenario.partners import Filed

SUFFIX = ".csv"
FIELDS = frozenset({"caller", "site"})

_COLUMNS = (
    "Report number", "Submitted", "Date of incident", "Your country", "Your name", "Your e-mail",
    "Your phone",
    "Tell us what happened", "Their phone number", "Their website",
    "May share", "Law enforcement consent", "Can we contact you", "Witness",
)  # fmt: skip


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerow(cells)
    return out.getvalue()


def header() -> str:
    """Write the first line."""
    return _line(_COLUMNS)


def row(filed: Filed) -> str:
    """Write one report."""
    return _line(
        (
            filed.reference,
            f"{filed.received:%Y-%m-%d}",
            f"{filed.at:%Y-%m-%d}",
            filed.country,
            filed.name,
            filed.email,
            filed.phone,
            filed.text,
            filed.fields.get("caller", ""),
            filed.fields.get("site", ""),
            *("x" if one in filed.consents else "" for one in CONSENTS),
        )
    )
