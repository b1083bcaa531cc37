"""What stands before every face: headers that a browser obeys, and a limit on floods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.utils import build_policy
from django.http import HttpResponse

from ringfence.web import limits
from ringfence.web.api import problems
from ringfence.web.client import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    Answering = Callable[[HttpRequest], HttpResponseBase]

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def headers(get_response: Answering) -> Answering:
    """Add to every answer what keeps it out of caches and frames, and what a page may load."""
    policy = build_policy()  # once: the middleware of django-csp puts it together for every answer

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer


def own_hosts(get_response: Answering) -> Answering:
    """Refuse a request that names a host that is not ours; whether the node is well, anyone may ask.

    Django looks at the host only when something asks for it, and no page does.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path != "/healthz":
            request.get_host()  # raises DisallowedHost, which is answered by 400
        return get_response(request)

    return answer


def refuse_floods(get_response: Answering) -> Answering:
    """Refuse a client that asks for more than anyone can read."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        wait = 0 if request.path == "/healthz" else limits.take("any", counted(request))
        if not wait:
            return get_response(request)
        if request.path.startswith("/api/"):
            return problems.answer(problems.too_many(wait))
        return too_many(wait)

    return answer


def too_many(wait: int) -> HttpResponse:
    """Answer that there were too many requests, and when to try again."""
    said = f"Too many requests from your address. Try again in {wait} seconds.\n"
    return HttpResponse(said, status=429, content_type="text/plain", headers={"Retry-After": str(wait)})
