"""Correct what is listed wrongly: "this is my number". Free, with a clock, and an explained decision.

The answer is the same whether or not the value was ever reported, so nobody learns by asking what is known.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods

from ringfence.actions.check import one_value
from ringfence.actions.correcting import LONGEST_CONTACT, ask, decision_of
from ringfence.actions.corrections import DECIDE_WITHIN, LONGEST_REASON
from ringfence.guidance.check import shown
from ringfence.web import limits
from ringfence.web.client import counted
from ringfence.web.public.page import show
from ringfence.web.public.told import chosen_country, countries, day
from ringfence.web.public.views.errors import too_many
from ringfence.web.public.words import read_in
from ringfence.words import UsageError, now

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from ringfence.actions.correcting import Decision

_LONGEST_VALUE = 2_000
_LONGEST_CODE = 40


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the form; by POST take a request, or tell its decision."""
    given, lang = request.POST, read_in(lang, "correct")
    if request.method == "POST" and given.get("read"):
        return _decision(request, lang)
    told = {
        "text": given.get("text", "").strip()[:_LONGEST_VALUE],
        "why": given.get("why", "").strip()[:LONGEST_REASON],
        "contact": given.get("contact", "").strip()[:LONGEST_CONTACT],
        "country": chosen_country(given.get("country")),
        "retry": given.get("retry", "")[:_LONGEST_CODE] or secrets.token_hex(16),
    }
    if request.method != "POST" or given.get("begin"):
        return _page(request, lang, told)
    if not told["why"]:
        return _page(request, lang, told, {"why": "correct.problem.why"})
    if wait := limits.take("correct", counted(request)):
        return too_many(request, wait)
    try:
        one_value(str(told["text"]), told["country"])
    except UsageError:
        return _page(request, lang, told, {"text": "correct.problem.text"})
    made = ask(
        str(told["text"]),
        why=str(told["why"]),
        at=now(),
        contact=told["contact"] or None,
        country=told["country"],
        retry=told["retry"],
    )
    done = {"id": made.id, "code": made.code, "due": day(made.due_at.date(), lang)}
    return show(request, lang, "correct", {"done": done}, carried=_carried(told))


def _page(
    request: HttpRequest, lang: str, told: dict[str, str | None], problems: dict[str, str] | None = None
) -> HttpResponse:
    more = {"problems": problems or {}, "countries": countries(lang), "days": DECIDE_WITHIN.days}
    carried = _carried(told) | {"begin": "1"} if request.method == "POST" else None
    return show(request, lang, "correct", told | more, status=422 if problems else 200, carried=carried)


def _carried(told: dict[str, str | None]) -> dict[str, str]:
    return {name: one or "" for name, one in told.items()}


def _decision(request: HttpRequest, lang: str) -> HttpResponse:
    """Tell the decision that a code opens; a right code always opens, wrong ones are counted."""
    code = request.POST.get("code", "")[:_LONGEST_CODE]
    found = decision_of(code)
    if found is None:
        if wait := limits.take("code", counted(request)):
            return too_many(request, wait)
        empty: dict[str, str | None] = {"country": None, "retry": secrets.token_hex(16)}
        return _page(request, lang, empty, {"code": "correct.problem.code"})
    told = {"decision": _told(found, lang, now())}
    return show(request, lang, "correct", told, carried={"read": "1", "code": code})


def _told(found: Decision, lang: str, at: datetime) -> dict[str, object]:
    if found.act is not None and found.decided_at is not None:
        state, when = found.act, found.decided_at
    else:
        state, when = ("overdue" if at > found.due_at else "waiting"), found.due_at
    return {
        "id": found.id,
        "values": [shown(kind, value) for kind, value in found.values],
        "asked": day(found.asked_at.date(), lang),
        "state": state,
        "key": f"correct.{state}",
        "day": day(when.date(), lang),
        "left": max((found.due_at - at).days, 0),
        "why": found.why,
    }
