"""Strict JSON: what the interface for programs reads of a body, and what it refuses.

A body is an object in UTF-8, at most 100,000 bytes and 8 levels deep, each name once, no NaN and no Infinity
(RFC 8259, and RFC 7493 for what is refused beyond it). A NUL, which no text holds on purpose and PostgreSQL
does not keep, is read as the sign for what cannot be shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http.request import UnreadablePostError
from ninja.parser import Parser

from ringfence.web.api.problems import Problem
from ringfence.web.limits import LARGEST_JSON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

DEEPEST = 8
"""Levels of objects and lists in a body."""
_TOO_LARGE = f"A body has at most {LARGEST_JSON:,} bytes. Send less."


class StrictParser(Parser):
    """How ninja reads a body."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 - what JSON holds
        """Read a request's body.

        Raises:
            Problem: When it is not declared as JSON (415), too large (413) or cannot be read (400).
        """
        if request.content_type != "application/json":
            raise Problem(415, "Send JSON, and say so: Content-Type: application/json.")
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdigit() and int(declared) > LARGEST_JSON:
            raise Problem(413, _TOO_LARGE)
        try:
            body = request.body
        except (RequestDataTooBig, UnreadablePostError) as wrong:
            raise Problem(413, _TOO_LARGE) from wrong
        if len(body) > LARGEST_JSON:
            raise Problem(413, _TOO_LARGE)
        return read(body)


def read(body: bytes) -> Any:  # noqa: ANN401 - what JSON holds
    """Read a body.

    Raises:
        Problem: When it cannot be read as what this module describes.
    """
    try:
        text = body.decode("utf-8")
        told = json.loads(text, object_pairs_hook=_each_once, parse_constant=_refused)
    except UnicodeDecodeError as wrong:
        raise Problem(400, "The body is not in UTF-8.") from wrong
    except json.JSONDecodeError as wrong:
        raise Problem(400, f"The body is no JSON at line {wrong.lineno}, column {wrong.colno}.") from wrong
    except RecursionError as wrong:
        raise Problem(400, f"The body is nested deeper than {DEEPEST} levels.") from wrong
    except ValueError as wrong:
        raise Problem(400, "The body holds a number that is too long.") from wrong
    return _looked_at(told, DEEPEST) if "\\u" in text or "[" in text or text.count("{") > 1 else told


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise Problem(400, "The body holds a name twice in one object.")
    return told


def _refused(name: str) -> Any:  # noqa: ANN401 - never returns
    raise Problem(400, f"The body holds {name}, which is no JSON.")


def _looked_at(told: Any, levels: int) -> Any:  # noqa: ANN401 - what JSON holds
    """Go through what was read: not too deep, and each text one that can be kept."""
    if isinstance(told, str):
        if not told.isascii() and any("\ud800" <= sign <= "\udfff" for sign in told):
            raise Problem(400, "The body holds half of a surrogate pair, which is no character.")
        return told.replace("\x00", "\ufffd")
    if not isinstance(told, dict | list):
        return told
    if not levels:
        raise Problem(400, f"The body is nested deeper than {DEEPEST} levels.")
    if isinstance(told, list):
        return [_looked_at(one, levels - 1) for one in told]
    return {name: _looked_at(one, levels - 1) for name, one in _items(told, levels)}


def _items(told: dict[str, Any], levels: int) -> Iterable[tuple[str, Any]]:
    return ((_looked_at(name, levels), one) for name, one in told.items())
