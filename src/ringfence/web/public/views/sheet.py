"""The sheet: what was answered, in the order of the national desk's own form, so that nobody types twice."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from ringfence.actions import following
from ringfence.guidance.desk_sheets import sheets
from ringfence.guidance.directory import directory
from ringfence.web.public import opening
from ringfence.web.public.fields import label_of
from ringfence.web.public.journey import labelled
from ringfence.web.public.page import show
from ringfence.web.public.told import chosen_country, countries, country_name, day, in_order
from ringfence.web.public.views.follow_up import entered
from ringfence.web.public.words import FULL, words
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from ringfence.guidance.desk_sheets import DeskSheet

_CHOICES = ("channel", "remote", "paid", "age")


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, lang: str) -> HttpResponse:
    """Ask for the code; then lay the answers out for the desks of the country she lives in, or chooses."""
    if lang not in FULL:
        return HttpResponseRedirect("/en/sheet/")
    if request.method == "POST" and "code" in request.POST:
        return entered(request, lang, "sheet", "sheet")
    report = opening.visiting(request)
    if report is None:
        return show(request, lang, "sheet", {"code": "", "then": "sheet"}, template="code")
    written = following.written(report)
    lives = next(iter(written.get("country", ())), "") or report.country or ""
    country = chosen_country(request.POST.get("country") or lives)
    told = {
        "sheets": [_laid_out(one, written, lang) for one in sheets(country)],
        "country": country,
        "countries": countries(lang),
        "reference": report.reference,
        "nothing": not written,
        "files": report.uploads.exists(),
    }
    return show(request, lang, "sheet", told, carried={"country": country or ""} if country else None)


def _laid_out(one: DeskSheet, written: Mapping[str, Sequence[str]], lang: str) -> dict[str, object]:
    place = directory().place(one.place)
    rows = [
        {
            "name": asked.name,
            "ours": bool(asked.filled_by),
            "lines": [line for name in asked.filled_by for line in _lines(name, written.get(name, ()), lang)],
        }
        for asked in one.asked
    ]
    return {
        "id": one.place,
        "name": place.name,
        "address": place.address or "",
        "lang": one.lang,
        "source": one.source,
        "rows": rows,
        "checked": directory().checked(place, now().date()),
    }


def _lines(name: str, values: Sequence[str], lang: str) -> list[str]:
    found = [line for value in values for line in _lines_of(name, value, lang)]
    if name in ("number_dialled", "number_called_from", "popup_text"):
        label = str(words(lang, "report")["field"][name]["label"])
        said = words(lang, "report")["label_line"]
        return [said.format(label=label, value=line) for line in found]
    return found


def _lines_of(name: str, value: str, lang: str) -> list[str]:
    if name == "payments":
        return [", ".join(labelled(one, lang)) for one in json.loads(value)]
    if name in _CHOICES:
        return [label_of(name, value, lang)]
    if name == "country":
        return [country_name(value, lang)]
    if name == "occurred_at":
        when = datetime.fromisoformat(value)
        return [f"{day(when.date(), lang)}{f', {when:%H:%M}' if 'T' in value else ''}"]
    return [line for line in in_order(value).splitlines() if line.strip()]
