"""What a person sees when something went wrong: what, and what to do; never an address, never a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from ringfence.web.api import problems
from ringfence.web.api.problems import Problem
from ringfence.web.public.page import show
from ringfence.web.public.templatetags.say import spoken
from ringfence.web.public.words import LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


_MINUTES = 90  # from here on a wait is told in hours
_REFUSED = {408: "too_slow", 413: "too_large", 503: "busy"}


def _lang(request: HttpRequest) -> str:
    first = request.path.lstrip("/").split("/")[0]
    return first if first in LANGUAGES else "en"


def _show(request: HttpRequest, name: str, status: int, text: str = "") -> HttpResponse:
    lang = _lang(request)
    told = {key: spoken(lang, f"errors.{name}_{key}") for key in ("title", "text")}
    told["text"] = text or told["text"]
    return show(request, lang, "errors", told, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read, or names a host that is not ours."""
    del exception
    if request.path.startswith("/api/"):
        said = "The request names another host than this node's, or its headers cannot be read."
        return problems.answer(Problem(400, said, name="not-read", title="The request cannot be read"))
    return _show(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not allowed."""
    del exception
    return _show(request, "forbidden", 403)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that did not come from our own page, or is too old."""
    del reason
    return _show(request, "csrf", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page; one that was typed without its last slash is led to its address."""
    del exception
    if request.method in ("GET", "HEAD") and _is_page(f"{request.path_info}/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return _show(request, "not_found", 404)


def _is_page(path: str) -> bool:
    """Tell whether an address is that of a page in a language; a picture, which has a name, is none."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return "lang" in found.kwargs and "name" not in found.kwargs


def in_minutes(wait: int) -> int:
    """Round seconds up to minutes: two or more, so that every language needs one form of the word alone."""
    return max(2, -(-wait // 60))


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429: too often; it says how long to wait, so that nobody tries in vain."""
    minutes = in_minutes(wait)
    if minutes <= _MINUTES:
        text = spoken(_lang(request), "errors.too_many_text", minutes=minutes)
    else:
        text = spoken(_lang(request), "errors.too_many_hours", hours=-(-minutes // 60))
    response = _show(request, "too_many", 429, text)
    response.headers["Retry-After"] = str(wait)
    return response


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """408, 413, 503: what was sent was not read to its end."""
    return _show(request, _REFUSED[status], status)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _show(request, "broken", 500)
