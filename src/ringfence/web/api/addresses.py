"""The addresses below ``/api/``: the operations, and a problem for whatever else is asked."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseNotAllowed
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from ringfence.web.api import problems
from ringfence.web.api.rest import api

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def _told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer HEAD as GET, and say by a problem what ninja says in plain words."""

    @wraps(view)
    def answer(request: HttpRequest, **given: object) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
        try:
            found = view(request, **given)
        except Http404:
            return problems.not_found(request)
        if isinstance(found, HttpResponseNotAllowed):
            allowed = {*found["Allow"].split(", ")}
            return problems.not_allowed(
                ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
            )
        return found

    return answer


_operations, _, _name = api.urls
_answered = [
    URLPattern(one.pattern, _told(one.callback), one.default_args, one.name)
    for one in _operations
    if isinstance(one, URLPattern) and one.callback is not None
]
urlpatterns = [
    path("v1/", include((_answered, _name))),
    re_path("", csrf_exempt(problems.not_found)),
]
