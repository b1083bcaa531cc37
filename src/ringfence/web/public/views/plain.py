"""What no person reads as a page: the way to a language, and whether the node is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from ringfence.web.public.words import LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the language that the browser likes best of those that the pages speak, else to English."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))  # the best liked first
    wanted = [one.split("-")[0] for one, weight in asked if weight]
    lang = next((one for one in wanted if one in LANGUAGES), "en")
    response = HttpResponseRedirect(f"/{lang}/")
    response.headers["Vary"] = "Accept-Language"
    return response


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Tell whether this node can answer: 200 when its ledger can be read, 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM ledger_relink LIMIT 1")
    except DatabaseError:
        return HttpResponse("the ledger cannot be read\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
