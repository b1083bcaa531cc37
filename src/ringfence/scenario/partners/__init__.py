"""How each partner writes its complaints down: one file a partner's layout, all of one shape.

Each offers ``SUFFIX``, ``FIELDS`` (the slots for which it has a column), ``header()`` and ``row(filed)``.
Companies use `company_a` and `company_b` in turn, the public desk `public_desk`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """One report as it reaches a partner.

    Attributes:
        reference: The partner's own id.
        received: When it came in, UTC.
        at: When it happened, UTC.
        country: ISO code.
        lang: Language.
        name: The reporter's name; empty when anonymous.
        phone: The reporter's number as written; empty when not given.
        email: The reporter's address; empty when not given.
        brand: Whom the fraudsters said they were.
        channel: How it began (``filings.CHANNELS``).
        text: What happened, in the reporter's words.
        tool: The remote tool, where one was used.
        method: How it was paid (``filings.METHODS``); empty when nothing was.
        minor: The amount in minor units; 0 when nothing was paid.
        currency: ISO 4217.
        fields: What the form's own fields hold, by slot, as written.
        consents: What the reporter agreed to, some of ``CONSENTS``, in that order.
    """

    reference: str
    received: datetime
    at: datetime
    country: str
    lang: str
    name: str
    phone: str
    email: str
    brand: str
    channel: str
    text: str
    tool: str
    method: str
    minor: int
    currency: str
    fields: dict[str, str] = field(default_factory=dict)
    consents: tuple[str, ...] = ()


CONSENTS = ("share_companies", "share_police", "contact", "testify")
"""What a reporter can agree to, as ``reports.parquet`` names it."""
CURRENCY = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "DE": "EUR", "ES": "EUR", "FR": "EUR"}
