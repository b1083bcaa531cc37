"""The OpenAPI document: what ninja writes of the operations, with what every answer of ours has beside it."""

from __future__ import annotations

from typing import Any

from ringfence.web.api import problems

_HEADERS = {
    "Retry-After": ("seconds after which to try again", {"type": "integer", "minimum": 0}),
    "RateLimit": ("what is left of each limit, and when it starts anew", {"type": "string"}),
    "RateLimit-Policy": ("the limits, in requests a window of seconds", {"type": "string"}),
}
_LIMITED = ("RateLimit", "RateLimit-Policy")


def described(document: dict[str, Any]) -> dict[str, Any]:
    """Complete a document: what problems are, their media type, the headers of limits."""
    document["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    document["servers"] = [{"url": "/"}]
    document.setdefault("security", [])
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"] = {
                str(status): _response(int(status), told)
                for status, told in sorted(operation["responses"].items())
            }
    return document


def _response(status: int, told: dict[str, Any]) -> dict[str, Any]:
    if status < 400:
        return told | {"headers": _told(_LIMITED, required=False)} if "content" in told else told
    content = told["content"].get("application/json") or told["content"][problems.MEDIA_TYPE]
    made = {"description": problems.title(status), "content": {problems.MEDIA_TYPE: content}}
    if status in {429, 503}:
        made["headers"] = _told(("Retry-After",), required=True)
    return made


def _told(names: tuple[str, ...], *, required: bool) -> dict[str, Any]:
    return {
        name: {"description": _HEADERS[name][0], "required": required, "schema": _HEADERS[name][1]}
        for name in names
    }
