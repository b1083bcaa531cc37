"""What came of it: reports, rings, referrals, raids, arrests and losses, as pictures, tables and files."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ringfence.actions.figures import as_csv, figures
from ringfence.outcomes.disclosure import LEAST, UNKNOWN
from ringfence.outcomes.tally import FEWER, LATER, REST, WITHHELD
from ringfence.web.public import charts
from ringfence.web.public.page import show
from ringfence.web.public.templatetags.say import spoken
from ringfence.web.public.told import amount, country_name, day, month, number
from ringfence.web.public.words import read_in
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

_SAID = {FEWER: "fewer", WITHHELD: "withheld", LATER: "later", "at least": "at_least"}
_KINDS = (
    *("reports", "rings", "losses", "referral", "raid", "arrest", "seizure"),
    *("freeze", "recovery", "charge", "conviction", "acquittal"),
)


@require_safe
def transparency(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the figures."""
    lang = read_in(lang, "transparency")
    told = figures(now())
    weeks = [_week(one, lang) for one in told["weeks"]]
    amounts = _by_country(told)
    titles = {code: f"{country_name(code, lang)}: {number(many, lang)}" for code, many in amounts.items()}
    tiles, width, height = charts.tiles(amounts, titles)
    return show(
        request,
        lang,
        "transparency",
        {
            "as_of": day(date.fromisoformat(told["as_of"]), lang),
            "least": LEAST,
            "kinds": [_kind(row, lang) for row in told["by_kind"]["rows"]],
            "weeks": weeks,
            "bars": charts.bars([(one["many"], f"{one['label']}: {one['shown']}") for one in weeks]),
            "tiles": tiles,
            "map": {"width": width, "height": height},
            "tables": [_table(told, by, lang) for by in ("month", "country", "force")],
        },
    )


@require_safe
def as_json(_request: HttpRequest, lang: str) -> HttpResponse:
    """Hand the figures out as JSON."""
    del lang
    written = json.dumps(figures(now()), indent=1)
    return _file(written, "application/json", "figures.json")


@require_safe
def as_sheet(_request: HttpRequest, lang: str) -> HttpResponse:
    """Hand the figures out as CSV."""
    del lang
    return _file(as_csv(figures(now())), "text/csv; charset=utf-8", "figures.csv")


def _file(written: str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written.encode(), content_type=kind, headers=headers)


def _week(one: Mapping[str, Any], lang: str) -> dict[str, Any]:
    first, last = (day(date.fromisoformat(one[name]), lang) for name in ("from", "to"))
    label = spoken(lang, "transparency.from_to", first=first, last=last)
    return {"label": label, "many": one["reports"], "shown": number(one["reports"], lang)}


def _by_country(told: Mapping[str, Any]) -> dict[str, int]:
    """Give the reports of each country that is told apart."""
    table = told["by_country"]
    column = next((at for at, one in enumerate(table["columns"]) if one["measure"] == "reports"), None)
    if column is None:
        return {}
    found = {row["label"]: row["figures"][column]["amount"] for row in table["rows"]}
    return {code: many for code, many in found.items() if many and code not in {REST, UNKNOWN}}


def _kind(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    return {
        "label": _measure(row["label"], row["currency"], lang),
        "shown": _figure(row["figures"][0], row["currency"], lang),
    }


def _table(told: Mapping[str, Any], by: str, lang: str) -> dict[str, Any]:
    table = told[f"by_{by}"]
    columns = table["columns"]
    return {
        "by": by,
        "title": f"transparency.by_{by}",
        "first": f"transparency.first_{by}",
        "columns": [_measure(one["measure"], one["currency"], lang) for one in columns],
        "rows": [
            {
                "label": _label(row["label"], by, lang),
                "cells": [
                    _figure(figure, one["currency"], lang)
                    for figure, one in zip(row["figures"], columns, strict=True)
                ],
            }
            for row in table["rows"]
        ],
    }


def _measure(name: str, currency: str | None, lang: str) -> str:
    said = spoken(lang, f"transparency.kind.{name}") if name in _KINDS else name
    return f"{said}, {currency}" if currency else said


def _label(label: str, by: str, lang: str) -> str:
    if label in {REST, UNKNOWN}:
        return spoken(lang, "transparency.rest" if label == REST else "transparency.unknown")
    if by == "country":
        return country_name(label, lang)
    return month(label, lang) if by == "month" else label


def _figure(figure: Mapping[str, Any], currency: str | None, lang: str) -> str:
    said = figure["said"]
    key = f"transparency.said.{_SAID[said]}" if said in _SAID else ""
    if figure["amount"] is None:
        return spoken(lang, key, least=number(LEAST, lang)) if key else ""
    many = figure["amount"]
    shown = amount(many, currency, lang) if currency else number(many, lang)
    return spoken(lang, key, shown=shown) if key else shown
