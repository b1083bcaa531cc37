"""The start page: three ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from ringfence.web.public.page import show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def start(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the three ways in."""
    return show(request, lang, "start")
