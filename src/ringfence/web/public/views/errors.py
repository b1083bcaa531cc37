"""What a person sees when something went wrong: what, and what to do; never an address, never a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.web.public.page import show
from ringfence.web.public.templatetags.say import spoken
from ringfence.web.public.words import LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _show(request: HttpRequest, name: str, status: int) -> HttpResponse:
    first = request.path.lstrip("/").split("/")[0]
    lang = first if first in LANGUAGES else "en"
    told = {key: spoken(lang, f"errors.{name}_{key}") for key in ("title", "text")}
    return show(request, lang, "errors", told, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    del exception
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
    """404: there is no such page."""
    del exception
    return _show(request, "not_found", 404)


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429: too often; with the seconds to wait."""
    response = _show(request, "too_many", 429)
    response.headers["Retry-After"] = str(wait)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _show(request, "broken", 500)
