"""What the interface for programs says when it cannot do what was asked: RFC 9457, problem+json.

No problem repeats what was sent: whoever reads a program's log learns where something was wrong, and not what
a victim wrote there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import HttpRequest

MEDIA_TYPE = "application/problem+json"
"""The media type of a problem."""
NAMES = {
    400: "not-json",
    404: "not-found",
    405: "method-not-allowed",
    408: "too-slow",
    413: "too-large",
    415: "not-json-declared",
    422: "not-valid",
    429: "too-many",
    500: "our-fault",
    503: "busy",
}
"""What stands for each status in the ``type`` of a problem, after ``urn:ringfence:problem:``."""
_TITLES = {
    400: "The body is no JSON that can be read",
    404: "There is nothing at this address, or by this code",
    405: "This address is not asked in this way",
    408: "The body came too slowly",
    413: "The body is too large",
    415: "The body must be declared as application/json",
    422: "Something in what was sent cannot be used",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "Too much is asked of us at the moment",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that was wrong, and where.

    Attributes:
        pointer: Where it stands, as a JSON Pointer fragment (RFC 6901), ``#`` for the whole body; for a part
            of the address or a header its name.
        detail: What is wrong with it.
    """

    pointer: str
    detail: str


@dataclass(slots=True)
class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """A request that cannot be answered as it was made.

    Attributes:
        status: The status of the answer, one of `NAMES`.
        detail: What was wrong and what to do.
        errors: Each thing that was wrong, for 422.
        headers: Headers of the answer, such as ``Retry-After``.
        name: What stands in the ``type``, where it is not what `NAMES` has for the status.
        title: Its title then.
    """

    status: int
    detail: str
    errors: Sequence[Wrong] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    title: str = ""


def answer(problem: Problem) -> HttpResponse:
    """Write a problem as an answer."""
    told: dict[str, object] = {
        "type": f"urn:ringfence:problem:{problem.name or NAMES[problem.status]}",
        "title": problem.title or _TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        told["errors"] = [{"pointer": one.pointer, "detail": one.detail} for one in problem.errors]
    written = json.dumps(told, ensure_ascii=False)
    return HttpResponse(written, status=problem.status, content_type=MEDIA_TYPE, headers=problem.headers)


def pointer(path: Iterable[object]) -> str:
    """Write where something stands as a JSON Pointer in a fragment.

    >>> pointer(["consents", 0, "given"]), pointer([])
    ('#/consents/0/given', '#')
    """
    return "#" + "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def not_found(_request: HttpRequest) -> HttpResponse:
    """404: there is no such address."""
    return answer(Problem(404, "There is nothing at this address. /api/v1/openapi.json lists what there is."))


def not_allowed(allowed: str) -> HttpResponse:
    """405: the address is there, and is asked by other methods."""
    return answer(Problem(405, f"This address is asked by {allowed}.", headers={"Allow": allowed}))


def too_many(wait: int, headers: Mapping[str, str] | None = None) -> Problem:
    """429: more than a client may ask for."""
    said = f"Your address asked more often than the limit allows. Try again in {wait} seconds."
    return Problem(429, said, headers={**(headers or {}), "Retry-After": str(wait)})


def title(status: int) -> str:
    """Give a status's title; that of the standard where a problem has none of its own."""
    return _TITLES.get(status) or HTTPStatus(status).phrase
