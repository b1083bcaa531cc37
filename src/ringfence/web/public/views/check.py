"""Check something: a number, a site, an e-mail, a message or a picture. What is asked is answered and gone.

The answer stands on the page that was asked from, without an address of its own: it is in no history, no log
and no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.views.decorators.http import require_http_methods

from ringfence.actions.keys import node_key
from ringfence.actions.look_up import look_up
from ringfence.actions.read_picture import LARGEST, BusyError, NothingSeenError, Seen, seen_in
from ringfence.guidance.advice import advice
from ringfence.guidance.check import lines
from ringfence.guidance.directory import directory
from ringfence.web import limits
from ringfence.web.client import counted
from ringfence.web.public.page import show
from ringfence.web.public.places import shown
from ringfence.web.public.told import chosen_country, countries
from ringfence.web.public.views.errors import too_many
from ringfence.words import InputError, UsageError, now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from ringfence.guidance.check import Line

LONGEST = 20_000
"""Characters of a text that are looked at; a mail with all its headers is shorter."""
_SHAPES = {
    "reported": "▲",
    "sign": "▲",
    "official": "■",
    "contacts": "■",
    "no_reports": "○",
    "more": "○",
    "nothing": "○",
}
_LONGEST_VALUE = 300  # characters of what may be one value, and is handed on to be corrected


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the box; by POST also the answer."""
    if request.method != "POST":
        return show(request, lang, "check", {"countries": countries(lang)})
    client = counted(request)
    picture = _picture(request)
    for scope in ("check", "checks_a_day", *(["upload"] if picture else [])):
        if wait := limits.take(scope, client):
            return too_many(request, wait)
    written = request.POST.get("text", "").replace("\x00", " ").strip()
    told: dict[str, object] = {"text": written, "country": chosen_country(request.POST.get("country"))}
    if picture is not None:
        return _of_picture(request, lang, told, picture)
    problem = "" if written else "nothing"
    if not written and int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        problem = "too_large"
    if len(written) > LONGEST:
        problem = "too_long"
    return (
        _page(request, lang, told, problem) if problem else _answer(request, lang, told, Seen(written, None))
    )


def _picture(request: HttpRequest) -> UploadedFile[bytes] | None:
    found = request.FILES.get("picture")
    return found if isinstance(found, UploadedFile) else None


def _of_picture(
    request: HttpRequest, lang: str, told: dict[str, object], picture: UploadedFile[bytes]
) -> HttpResponse:
    """Answer about what a picture shows; what was typed beside it is asked about, too."""
    if picture.size is None or picture.size > LARGEST:
        return _page(request, lang, told, "too_large")
    try:
        seen = seen_in(picture.read())
    except BusyError:
        return _page(request, lang, told, "busy", status=503)
    except NothingSeenError:
        return _page(request, lang, told, "nothing_seen")
    except UsageError:
        return _page(request, lang, told, "no_reader")
    except InputError:
        return _page(request, lang, told, "no_picture")
    whole = f"{told['text']}\n\n{seen.text}".strip()[:LONGEST]
    return _answer(request, lang, told | {"text": whole, "seen": True}, Seen(whole, seen.lang))


def _page(
    request: HttpRequest, lang: str, told: dict[str, object], problem: str, status: int = 422
) -> HttpResponse:
    """Show the box again, with what was wrong."""
    more = {
        "problem": f"check.problem.{problem}",
        "wrong_field": "text" if problem in {"nothing", "too_long"} else "picture",
        "countries": countries(lang),
    }
    return show(request, lang, "check", told | more, status=status, carried=_carried(told))


def _carried(told: dict[str, object]) -> dict[str, str]:
    return {"text": str(told["text"]), "country": str(told["country"] or "")}


def _answer(request: HttpRequest, lang: str, told: dict[str, object], asked: Seen) -> HttpResponse:
    at = now()
    country = told["country"]
    where = None if country is None else str(country)
    answer = look_up(asked.text, at=at, node_key=node_key(), country=where, lang=asked.lang)
    known = directory()
    own = known.at(where) if where else ()
    more = {
        "lines": [_line(line) for line in lines(answer, lang)],
        "bad": answer.bad,
        "steps": advice(where, lang).short if answer.bad else (),
        "places": shown(own or known.everywhere(), lang, at.date()) if where and answer.bad else [],
        "value": asked.text if answer.verdicts and len(asked.text) <= _LONGEST_VALUE else "",
        "countries": countries(lang),
    }
    return show(request, lang, "check", told | more, carried=_carried(told))


def _line(line: Line) -> dict[str, str]:
    """Give a sentence its shape and its heading: what is known stands not in the colour alone."""
    return {
        "about": line.about,
        "shape": _SHAPES[line.about],
        "key": f"check.about.{line.about}",
        "text": line.text,
    }
