"""What stands before every face: headers that a browser obeys, and a limit on floods."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from csp.utils import build_policy
from django.http import HttpResponse

from ringfence.web import limits
from ringfence.web.api import problems
from ringfence.web.api.problems import Problem
from ringfence.web.client import counted
from ringfence.web.public.views import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    Answering = Callable[[HttpRequest], HttpResponseBase]

REFUSED = "ringfence.refused"
"""Where the server says in a request's environment that it did not read its body to the end, and why."""
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


class Refused(Exception):  # noqa: N818 - it says what became of the request
    """A body that is not read to its end.

    Attributes:
        status: What is answered: 408, 413 or 503.
        said: Why, for whoever sent it.
    """

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said


def refuse_bodies(get_response: Answering) -> Answering:
    """Answer a request whose body the server did not read to its end: too large, too slow, or no room."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        refused = request.META.get(REFUSED)
        if refused is None:
            return get_response(request)
        if request.path.startswith("/api/"):
            response = problems.answer(Problem(refused.status, refused.said))
        elif limits.take("any", counted(request)):  # nobody reads so many pages
            response = HttpResponse(f"{refused.said}\n", status=refused.status, content_type="text/plain")
        else:
            response = errors.refused(request, refused.status)
        if refused.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            response.headers["Retry-After"] = "60"
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
        return errors.too_many(request, wait)

    return answer
