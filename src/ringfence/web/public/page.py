"""A page of the public face: its template, in its language, with what every page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from ringfence.web.public.words import FULL, LANGUAGES, NAMES, has

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


def show(
    request: HttpRequest,
    lang: str,
    page: str,
    told: Mapping[str, object] | None = None,
    *,
    template: str | None = None,
    status: int = 200,
    carried: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show a page.

    Args:
        request: The request.
        lang: The language in its address.
        page: The file of its words, and of its template unless another is named.
        told: What the template is told.
        template: The template's name under ``public/``, without ``.html``.
        status: The status of the answer.
        carried: What the language switch hands on by POST, so that the page stays; None: a link is enough.
    """
    spoken = lang if has(lang, page) else "en"
    offered = LANGUAGES if all(has(one, page) for one in LANGUAGES) else FULL
    rest = request.path.split("/", 2)[2] if request.path.count("/") > 1 else ""
    context = {
        "lang": spoken,
        "page": page,
        "path": request.path,
        "languages": [(one, NAMES[one], f"/{one}/{rest}") for one in offered],
        "carried": carried,
        "full": spoken in FULL,
        "own_lang": spoken if spoken in FULL else FULL[0],
        **(told or {}),
    }
    response = render(request, f"public/{template or page}.html", context, status=status)
    response.headers["Content-Language"] = spoken
    return response
