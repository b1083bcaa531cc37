"""Report: one question a page, without an account; a draft of an hour; then a reference and a code.

Every page posts to its own address and is led on from there, so that Back, Forward and Reload work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from ringfence.actions import drafting, following, hand_in
from ringfence.actions.drafting import GoneError
from ringfence.actions.keys import node_key
from ringfence.actions.take_report import digits_of
from ringfence.guidance.advice import advice
from ringfence.web import limits
from ringfence.web.client import counted
from ringfence.web.public import journey, tokens
from ringfence.web.public.fields import said_error, shown, whole_error
from ringfence.web.public.page import show
from ringfence.web.public.views.errors import in_minutes, too_many
from ringfence.web.public.words import FULL, words
from ringfence.words import InputError, now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from ringfence.actions.drafting import Written
    from ringfence.web.public.forms import Question

MANY = len(journey.ORDER) - 1
"""How many questions there are."""
_AT_ONCE = ("hang_up", "unplug", "other_device", "bank", "stuck")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, lang: str) -> HttpResponse:
    """Say what a report takes; by POST begin one, with a token that nobody knew before."""
    if lang not in FULL:
        return HttpResponseRedirect("/en/report/")
    held = _begun(request)
    if request.method != "POST":
        told = {"begun": held is not None, "go_on": journey.reached(held) if held else ""}
        return show(request, lang, "report", told)
    if wait := limits.take("draft", counted(request)):
        return too_many(request, wait)
    if tokens.draft_of(request):
        drafting.end(tokens.draft_of(request))
    response = to(lang, "connected")
    tokens.carry_draft(response, drafting.begin(now()))
    tokens.drop_visit(response)
    return response


def _begun(request: HttpRequest) -> Written | None:
    try:
        held = drafting.read(tokens.draft_of(request), now())
    except GoneError:
        return None
    return held if held.taken is None else None


def to(lang: str, slug: str) -> HttpResponseRedirect:
    """Lead on to a page of the report."""
    return HttpResponseRedirect(f"/{lang}/report/{slug}/")


def held_or(request: HttpRequest, lang: str) -> Written | HttpResponse:
    """Give what the draft holds, or the page for whoever has none: begin, expired, or handed in already."""
    token = tokens.draft_of(request)
    if not token:
        return to(lang, "done") if tokens.visited(request) else HttpResponseRedirect(f"/{lang}/report/")
    try:
        held = drafting.read(token, now())
    except GoneError:
        return expired(request, lang)
    return held if held.taken is None else _taken(lang, held.taken["code"])


def expired(request: HttpRequest, lang: str, kept: str = "") -> HttpResponse:
    """Say that the hour is over; what was just sent is kept in a new draft, whose token is handed over."""
    response = show(request, lang, "report", {"kept": bool(kept)}, template="report_expired", status=410)
    if kept:
        tokens.carry_draft(response, kept)
    else:
        tokens.drop_draft(response)
    return response


def _taken(lang: str, code: str) -> HttpResponse:
    response = to(lang, "done")
    tokens.carry_visit(response, code)
    tokens.drop_draft(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Ask one question; by POST keep its answer and lead on."""
    if request.method == "POST":
        return _answered(request, lang, slug)
    held = held_or(request, lang)
    if not isinstance(held, drafting.Written):
        return held
    return page(request, lang, slug, held, journey.FORMS[slug](initial=dict(held.said(slug))))


def _answered(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    form, token = journey.FORMS[slug](request.POST), tokens.draft_of(request)
    if not form.is_valid():
        held = held_or(request, lang)
        return page(request, lang, slug, held, form) if isinstance(held, drafting.Written) else held
    said = {name: value or "" for name, value in form.cleaned_data.items()}
    if slug == "consents":
        sentences = words(lang, "report")["consent"]
        wordings = {one: sentences[one] for one, _ in form.fields["given"].choices}  # type: ignore[attr-defined] # Field
        said = {"given": list(form.cleaned_data["given"]), "wordings": wordings}
    try:
        held = drafting.answer(token, slug, said, now())
    except GoneError:
        return _too_late(request, lang, slug, said)
    return to(lang, journey.after(slug, held))


def _too_late(request: HttpRequest, lang: str, slug: str, said: Mapping[str, object]) -> HttpResponse:
    """Keep what was just sent when the hour was over meanwhile; nothing is taken from who began nothing."""
    held = held_or(request, lang)
    if not tokens.draft_of(request) or _begun(request) is not None or held.__class__ is HttpResponseRedirect:
        return held if not isinstance(held, drafting.Written) else to(lang, slug)
    if wait := limits.take("draft", counted(request)):
        return too_many(request, wait)
    token = drafting.begin(now())
    drafting.answer(token, slug, said, now())
    return expired(request, lang, token)


def page(
    request: HttpRequest,
    lang: str,
    slug: str,
    held: Written,
    form: Question | None = None,
    *,
    template: str = "report_question",
    more: Mapping[str, object] | None = None,
    problems: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """Show a page of the report."""
    fields = shown(form, lang) if form is not None else []
    wrong = list(problems or [])
    if form is not None and (whole := whole_error(form, lang)):
        wrong.append((fields[0].first, whole))
    wrong += [(one.first, one.error) for one in fields if one.error]
    told = {
        "slug": slug,
        "fields": fields,
        "alone": len(fields) == 1,
        "dated": slug == "when",
        "problems": wrong,
        "own_hint": slug == "payments",
        "number": journey.number(slug),
        "many": MANY,
        "before": journey.before(slug, held),
        **(more or {}),
    }
    return show(request, lang, "report", told, template=template, status=422 if wrong else 200)


@require_safe
def first(request: HttpRequest, lang: str) -> HttpResponse:
    """Say what to do first while someone is connected."""
    held = held_or(request, lang)
    if not isinstance(held, drafting.Written):
        return held
    steps = [
        one.text
        for one in advice(held.said("you").get("country") or None, lang).now_for(connected=True)
        if one.when == "connected" and one.key in _AT_ONCE
    ]
    told = {"steps": steps, "next": journey.after("first", held)}
    return show(request, lang, "report", told, template="report_first")


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, lang: str) -> HttpResponse:
    """List the answers; by POST hand the report in, once however often it is sent."""
    held = held_or(request, lang)
    if not isinstance(held, drafting.Written):
        return held
    if request.method != "POST":
        return _listed(request, lang, held)
    if wait := limits.take("report", counted(request)):
        return _must_wait(request, lang, wait)
    try:
        taken = hand_in.hand_in(tokens.draft_of(request), lang=lang, at=now(), node_key=node_key())
    except GoneError:
        return expired(request, lang)
    except InputError:
        return _listed(request, lang, held, [("answers", said_error("nothing", lang))])
    return _taken(lang, taken.code)


def _must_wait(request: HttpRequest, lang: str, wait: int) -> HttpResponse:
    """Say how long to wait, and keep what was answered: who shares a connection did no wrong."""
    try:
        held = drafting.prolong(tokens.draft_of(request), now())
    except GoneError:
        return expired(request, lang)
    said = said_error("reports_often", lang).format(minutes=in_minutes(wait))
    response = _listed(request, lang, held, [("answers", said)])
    response.status_code = 429
    response.headers["Retry-After"] = str(wait)
    return response


def _listed(
    request: HttpRequest, lang: str, held: Written, problems: list[tuple[str, str]] | None = None
) -> HttpResponse:
    more = {"rows": journey.rows(held, lang)}
    return page(request, lang, "check", held, template="report_check", more=more, problems=problems)


@require_safe
def done(request: HttpRequest, lang: str) -> HttpResponse:
    """Give the reference and the code, again at each reload while the visit lasts."""
    code = tokens.visited(request)
    report = following.opened(code) if code else None
    if report is None:
        return HttpResponseRedirect(f"/{lang}/follow-up/")
    digits = digits_of(code)
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    told = {"groups": groups, "reference": report.reference}
    return show(request, lang, "report", told, template="report_done")
