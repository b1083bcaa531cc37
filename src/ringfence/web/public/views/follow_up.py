"""Follow up: what became of a report, for whoever holds its code; add, take back, download, have it deleted.

The code is typed once and then carried, sealed, for a quarter of an hour; it never stands in an address.
"""

from __future__ import annotations

import json
import secrets
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ringfence.actions import adding, erasing, following, uploads
from ringfence.actions.erasing import HeldError
from ringfence.actions.keys import node_key
from ringfence.actions.take_report import PURPOSES
from ringfence.web import limits
from ringfence.web.client import counted
from ringfence.web.public import handed, opening, tokens
from ringfence.web.public.page import show
from ringfence.web.public.told import day, number
from ringfence.web.public.views.errors import in_minutes, too_many
from ringfence.web.public.words import FULL, words
from ringfence.words import InputError, now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest

    from ringfence.actions.drafting import Attachment
    from ringfence.actions.following import Stand
    from ringfence.ledger.opened import models

    Opened = Callable[[HttpRequest, str, models.Report], HttpResponse]

_PAGE = "follow_up"
_LONGEST_RETRY = 64


def opened(view: Opened) -> Callable[[HttpRequest, str], HttpResponse]:
    """Let a page see the report that is visited; whoever visits none types the code first."""

    @wraps(view)
    def asked(request: HttpRequest, lang: str) -> HttpResponse:
        report = opening.visiting(request)
        return view(request, lang, report) if report is not None else _home(lang)

    return asked


def _home(lang: str, said: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(f"/{lang}/follow-up/{f'?{said}' if said else ''}")


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, lang: str) -> HttpResponse:
    """Ask for the code; by POST open its report; show where the report stands while the visit lasts."""
    if lang not in FULL:
        return HttpResponseRedirect("/en/follow-up/")
    if request.method == "POST":
        return entered(request, lang, _PAGE, "follow-up")
    report = opening.visiting(request)
    if report is None:
        return show(request, lang, _PAGE, {"code": ""}, template="code")
    stand = following.stand(report)
    news = next((one for one in ("added", "withdrawn", "erased") if one in request.GET), "")
    if news == "erased" and stand.erased_at is None:  # an address that someone made up
        news = ""
    told = {
        "stand": stand,
        "way": _way(stand, lang),
        "consents": [(one, stand.consents[one]) for one in PURPOSES if one in stand.consents],
        "added": [day(one.date(), lang) for one in stand.added],
        "erased": day(stand.erased_at.date(), lang) if stand.erased_at else "",
        "news": f"follow_up.news.{news}" if news else "",
    }
    return show(request, lang, _PAGE, told)


def entered(request: HttpRequest, lang: str, words_of: str, then: str) -> HttpResponse:
    """Take the code that was typed: open its report, or say that it opens none."""
    code = opening.typed(request)
    if following.opened(code) is not None:
        response = HttpResponseRedirect(f"/{lang}/{then}/")
        tokens.carry_visit(response, code)
        return response
    if wait := opening.wait_for(request, code):
        return too_many(request, wait)
    told = {"code": code, "problems": [("code", words(lang, "follow_up")["wrong_code"])], "then": then}
    return show(request, lang, words_of, told, template="code", status=422)


def _way(stand: Stand, lang: str) -> list[dict[str, object]]:
    """Lay out the stages of the way, also those that were not reached."""
    told = words(lang, _PAGE)["stage"]
    made = []
    for stage in following.WAY:
        reached = stand.reached.get(stage)
        said = told[stage]
        text = said["done"] if reached else said["open"]
        if reached:
            _, many, name = reached
            text = text.format(number=number(many or 0, lang), name=_outcome(name, lang))
        made.append(
            {
                "name": said["name"],
                "text": text,
                "on": day(reached[0].date(), lang) if reached else "",
                "reached": reached is not None,
            }
        )
    return made


def _outcome(name: str, lang: str) -> str:
    outcomes = words(lang, _PAGE)["outcome"]
    return str(outcomes.get(name, outcomes["other"]))


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def add(request: HttpRequest, lang: str, report: models.Report) -> HttpResponse:
    """Add words, files or both to the report; the same sent twice is added once."""
    text = request.POST.get("text", "").replace("\x00", "")
    retry = request.POST.get("retry", "")[:_LONGEST_RETRY] or secrets.token_hex(16)
    if request.method != "POST":
        return _adding(request, lang, text, retry)
    if wait := limits.take("report", counted(request)):
        said = words(lang, _PAGE)["often"].format(minutes=in_minutes(wait))
        response = _adding(request, lang, text, retry, [("text", said)], status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    return _added(request, lang, report, text, retry)


def _added(request: HttpRequest, lang: str, report: models.Report, text: str, retry: str) -> HttpResponse:
    """Add what was sent, as far as it can be kept, and say of the rest why not."""
    errors = {**words(lang, "report")["errors"], **words(lang, _PAGE)["adding"]["errors"]}
    files, unfit = _fit(request, errors)
    problems = [("files", one) for one in unfit]
    if problems and not files and not text.strip():
        return _adding(request, lang, text, retry, problems)
    try:
        adding.supplement(report, text, at=now(), node_key=node_key(), retry=retry, files=files)
    except uploads.UnfitError as wrong:
        return _adding(request, lang, text, retry, [("files", errors[f"kept_{wrong.why}"])])
    except InputError:
        return _adding(request, lang, text, retry, [("text", words(lang, _PAGE)["wrong_text"]), *problems])
    if problems:  # what was fit is kept, and is not sent again
        return _adding(request, lang, "", secrets.token_hex(16), problems, partly=True)
    return _home(lang, "added")


def _fit(request: HttpRequest, errors: Mapping[str, str]) -> tuple[list[tuple[Attachment, bytes]], list[str]]:
    """Give the files that came and can be kept, and why the others cannot, a sentence each."""
    fit: list[tuple[Attachment, bytes]] = []

    def take(called: str, content: bytes) -> None:
        if len(fit) >= uploads.MOST_FILES:
            raise uploads.UnfitError("many", "there are too many files", "Add it later")
        fit.append((uploads.examined(called, content)[0], content))

    return fit, handed.each(request, errors, take)


def _adding(
    request: HttpRequest,
    lang: str,
    text: str,
    retry: str,
    problems: Sequence[tuple[str, str]] = (),
    *,
    status: int = 422,
    partly: bool = False,
) -> HttpResponse:
    told = {
        "text": text,
        "retry": retry,
        "longest": adding.LONGEST,
        "problems": problems,
        "wrong": {field for field, _ in problems},
        "partly": partly,
    }
    return show(
        request, lang, _PAGE, told, template="follow_up_add", status=status if problems else HTTPStatus.OK
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def consents(request: HttpRequest, lang: str, report: models.Report) -> HttpResponse:
    """Take consents back; those that stand are listed."""
    stand = following.stand(report)
    standing = [one for one in PURPOSES if stand.consents.get(one)]
    if request.method != "POST":
        told = {"standing": standing, "sent": stand.sent}
        return show(request, lang, _PAGE, told, template="follow_up_consents")
    chosen = [one for one in request.POST.getlist("take_back") if one in standing]
    sentence = words(lang, _PAGE)["withdrawal"]
    wordings = {one: sentence.format(sentence=words(lang, "report")["consent"][one]) for one in chosen}
    erasing.withdraw(report, chosen, lang, wordings, now())
    return _home(lang, "withdrawn" if chosen else "")


@require_safe
@opened
def kept(request: HttpRequest, lang: str, report: models.Report) -> HttpResponse:
    """Hand over everything that is kept, as JSON."""
    del request, lang
    text = json.dumps(erasing.kept(report), ensure_ascii=False, indent=2)
    name = f'attachment; filename="{report.reference}.json"'
    return HttpResponse(
        text, content_type="application/json; charset=utf-8", headers={"Content-Disposition": name}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def erase(request: HttpRequest, lang: str, report: models.Report) -> HttpResponse:
    """Ask once more; by POST erase at once, or name the hold that stands."""
    stand = following.stand(report)
    told: dict[str, object] = {"holds": stand.holds, "sent": stand.sent}
    if request.method == "POST":
        try:
            erasing.erase(report, now())
        except HeldError as held:
            told["holds"] = held.names
            return show(request, lang, _PAGE, told, template="follow_up_erase", status=409)
        return _home(lang, "erased")
    return show(request, lang, _PAGE, told, template="follow_up_erase")


@require_POST
def leave(request: HttpRequest, lang: str) -> HttpResponse:
    """End the visit on this device."""
    del request
    response = HttpResponseRedirect(f"/{lang}/")
    tokens.drop_visit(response)
    tokens.drop_draft(response)
    return response
