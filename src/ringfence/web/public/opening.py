"""How a code opens a report: a right one always does; wrong ones are counted, and all look the same."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ringfence.actions import following
from ringfence.web import limits
from ringfence.web.client import counted, counted_code
from ringfence.web.public import tokens

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ringfence.ledger.opened import models

LONGEST = 200
"""Characters of a code that are looked at; 20 digits with whatever stands between them."""


def visiting(request: HttpRequest) -> models.Report | None:
    """Give the report whose code this browser carries; None when it carries none, or its time is over."""
    code = tokens.visited(request)
    return following.opened(code) if code else None


def typed(request: HttpRequest) -> str:
    """Give the code that was typed, its digits in the form in which they are kept."""
    return unicodedata.normalize("NFKC", request.POST.get("code", "")[:LONGEST]).strip()


def wait_for(request: HttpRequest, code: str) -> int:
    """Count a wrong code, by client and by code; give the seconds to wait, or 0."""
    return max(limits.take("code", counted(request)), limits.take("code", counted_code(code)))
