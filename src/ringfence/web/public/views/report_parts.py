"""Report: what there may be several of: payments and files; added, changed and removed without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from ringfence.actions import drafting, uploads
from ringfence.actions.drafting import GoneError
from ringfence.web.public import handed, journey, tokens
from ringfence.web.public.forms import Payment
from ringfence.web.public.views.report import expired, held_or, page, to
from ringfence.web.public.words import words
from ringfence.words import now

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ringfence.actions.drafting import Written


@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, lang: str, place: int) -> HttpResponse:
    """Ask about one payment; ``place`` is its number from 0, the next free one for a new payment."""
    held = held_or(request, lang)
    if not isinstance(held, drafting.Written):
        return held
    if place > len(held.payments):
        return to(lang, "payments")
    if request.method != "POST":
        said = held.payments[place] if place < len(held.payments) else {}
        return page(request, lang, "payment", held, Payment(initial=dict(said)))
    form = Payment(request.POST)
    if not form.is_valid():
        return page(request, lang, "payment", held, form)
    said = {name: str(value or "").strip() for name, value in form.cleaned_data.items()}
    kept = {name: value for name, value in said.items() if value}
    try:
        drafting.pay(tokens.draft_of(request), place, kept, now())
    except GoneError:
        return expired(request, lang)
    return to(lang, "payments")


@require_http_methods(["GET", "HEAD", "POST"])
def payments(request: HttpRequest, lang: str) -> HttpResponse:
    """List the payments; by POST remove one."""
    held = held_or(request, lang)
    if not isinstance(held, drafting.Written):
        return held
    if request.method == "POST":
        which = request.POST.get("remove", "")
        # A second click on the same button must not remove the next one too.
        if which.isdecimal() and request.POST.get("many") == str(len(held.payments)):
            drafting.pay(tokens.draft_of(request), int(which[:4]), None, now())
        return to(lang, "payments")
    listed = [(place, journey.labelled(one, lang)) for place, one in enumerate(held.payments)]
    more = {"payments": listed, "next": _next("payments", held)}
    return page(request, lang, "payments", held, template="report_payments", more=more)


def _next(slug: str, held: Written) -> str:
    return "check" if "consents" in held.answers else journey.after(slug, held)


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, lang: str) -> HttpResponse:
    """List the files; by POST add some, remove one, or lead on."""
    held = held_or(request, lang)
    if not isinstance(held, drafting.Written):
        return held
    if request.method != "POST":
        return _listed(request, lang, held, [])
    token = tokens.draft_of(request)
    try:
        if removed := request.POST.get("remove", ""):
            drafting.detach(token, removed, now())
            return to(lang, "files")
        problems = _add(request, lang, token)
        if problems:
            return _listed(request, lang, drafting.read(token, now()), problems)
    except GoneError:
        return expired(request, lang)
    return to(lang, journey.after("files", held) if request.POST.get("on") else "files")


def _add(request: HttpRequest, lang: str, token: str) -> list[str]:
    """Add the files that came; give why some were not taken, a sentence each."""
    told = words(lang, "report")["errors"]
    return handed.each(request, told, lambda called, content: uploads.attach(token, called, content, now()))


def _listed(request: HttpRequest, lang: str, held: Written, problems: list[str]) -> HttpResponse:
    listed = [
        {
            "name": one.name,
            "called": one.called,
            "is_picture": one.is_picture,
            "kilobytes": max(1, round(one.size / 1000)),
            "scanned": one.scanned,
        }
        for one in held.files
    ]
    return page(
        request,
        lang,
        "files",
        held,
        template="report_files",
        more={"files": listed},
        problems=[("files", one) for one in problems],
    )


@require_safe
def picture(request: HttpRequest, lang: str, name: str) -> HttpResponse:
    """Show the copy of a picture of this draft, made anew of its pixels."""
    del lang
    shown = drafting.displayed(tokens.draft_of(request), name, now())
    if shown is None:
        raise Http404
    return HttpResponse(shown, content_type="image/jpeg", headers={"Content-Disposition": "inline"})
