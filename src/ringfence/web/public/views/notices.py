"""Who answers for this node and what it does with data: privacy, imprint, accessibility, and two plain files.

What the operator has not said in the settings, the pages say plainly that it was not said.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ringfence.ledger.configuration import configuration
from ringfence.web.public.page import show
from ringfence.web.public.told import day, number
from ringfence.web.public.words import FULL, read_in
from ringfence.words import now

if TYPE_CHECKING:
    from django.http import HttpRequest

PURPOSES = ("report", "rings", "companies", "police", "contact", "testify", "check", "correct", "guard")
"""What data are used for, in the order of the notice; each has its legal ground."""
MADE_ON = date(2026, 11, 27)
"""The day of the accessibility statement; whoever looks anew writes the day of looking."""
_VALID = timedelta(days=180)
_PARTS = ("why", "what", "basis", "long")


@require_safe
def privacy(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the privacy notice."""
    node = configuration()
    purposes = [{part: f"privacy.purpose.{name}.{part}" for part in _PARTS} for name in PURPOSES]
    days = number(node.retention_days, read_in(lang, "privacy"))
    return show(request, lang, "privacy", {"operator": node.operator, "purposes": purposes, "days": days})


@require_safe
def imprint(request: HttpRequest, lang: str) -> HttpResponse:
    """Show who runs this node."""
    return show(request, lang, "imprint", {"operator": configuration().operator})


@require_safe
def accessibility(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the accessibility statement."""
    made_on = day(MADE_ON, read_in(lang, "accessibility"))
    told = {"operator": configuration().operator, "made_on": made_on}
    return show(request, lang, "accessibility", told)


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Tell where weaknesses are reported (RFC 9116); 404 while the operator has not said it."""
    node = configuration()
    contact = node.operator.security or node.operator.email
    if not contact:
        said = "The operator of this site has not said yet where weaknesses are reported.\n"
        return _plain(said, status=404)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {now() + _VALID:%Y-%m-%dT00:00:00Z}",
        f"Preferred-Languages: {', '.join(FULL)}",
        *([f"Canonical: {node.url}/.well-known/security.txt"] if node.url else []),
    ]
    return _plain("\n".join(lines) + "\n")


@require_safe
def robots_txt(_request: HttpRequest) -> HttpResponse:
    """Tell crawlers which pages are meant for everyone; those of one person are not."""
    kept_out = [f"Disallow: /{lang}/{page}/" for lang in FULL for page in ("report", "follow-up", "sheet")]
    return _plain("\n".join(["User-agent: *", *kept_out, "Disallow: /api/", "Allow: /"]) + "\n")


def _plain(said: str, status: int = 200) -> HttpResponse:
    return HttpResponse(said, status=status, content_type="text/plain; charset=utf-8")
