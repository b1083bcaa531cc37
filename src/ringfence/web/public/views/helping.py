"""What to do now: a few questions, and an ordered list for one country, to be read, printed or written down.

By POST, although nothing is changed: what happened to someone belongs in no address, no history and no log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods

from ringfence.guidance import distress
from ringfence.guidance.advice import PAID, advice, unchecked
from ringfence.guidance.directory import directory
from ringfence.web.public.page import show
from ringfence.web.public.places import dial, shown
from ringfence.web.public.told import chosen_country, countries, country_name, day
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from ringfence.guidance.advice import Advice, Step

_CONNECTED = ("now", "earlier", "no")
_AT_ONCE = ("hang_up", "unplug", "other_device")  # the steps while someone is connected
_AFTER = ("report", "at_hand", "afterwards")


@require_http_methods(["GET", "HEAD", "POST"])
def help_now(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the questions; by POST the steps."""
    given = request.POST
    country = chosen_country(given.get("country"))
    connected = given.get("connected", "")
    paid = [one for many in given.getlist("paid") for one in many.split(",") if one in PAID]
    password = bool(given.get("password"))
    today = now().date()
    told: dict[str, object] = {
        "countries": countries(lang),
        "country": country,
        "connected": connected if connected in _CONNECTED else "",
        "connected_choices": [(one, f"help.connected_{one}") for one in _CONNECTED],
        "paid": paid,
        "paid_choices": [(one, f"help.{one}") for one in PAID],
        "password": password,
        **_distress(country, lang, today),
    }
    if request.method != "POST":
        return show(request, lang, "help", told)
    said = advice(country, lang)
    soon = said.now_for(paid=paid, connected=connected in {"now", "earlier"}, password=password)
    if connected == "now":
        urgent = [step for step in soon if step.when == "connected" and step.key in _AT_ONCE]
        told["urgent"] = urgent
        soon = tuple(step for step in soon if step not in urgent)
    carried = {
        "connected": str(told["connected"]),
        "paid": ",".join(paid),
        "password": "yes" if password else "",
        "country": country or "",
    }
    return show(request, lang, "help", told | _steps(said, soon, today), carried=carried)


def _steps(said: Advice, soon: Sequence[Step], on: date) -> dict[str, object]:
    """Lay the sections out, in the order in which they are to be followed."""
    sections: dict[str, Sequence[Step]] = {"now": soon} | {name: getattr(said, name) for name in _AFTER}
    doubtful = "; ".join(said.headings[name] for name, steps in sections.items() if unchecked(steps))
    return {
        "notes": said.notes,
        "sections": [_section(said, name, steps, on) for name, steps in sections.items()],
        "unchecked": said.headings["unchecked_facts"].format(where=doubtful) if doubtful else "",
    }


def _section(said: Advice, name: str, steps: Sequence[Step], on: date) -> dict[str, object]:
    groups = [
        {
            "heading": said.headings[when] if when else "",
            "steps": [_step(said, step, on) for step in steps if step.when == when],
        }
        for when in dict.fromkeys(step.when for step in steps)
    ]
    return {"key": name, "heading": said.headings[name], "groups": groups}


def _step(said: Advice, step: Step, on: date) -> dict[str, object]:
    places = [directory().place(name) for name in step.places]
    return {"text": step.text, "cannot": step.cannot or "", "places": shown(places, said.lang, on)}


def _distress(country: str | None, lang: str, on: date) -> Mapping[str, object]:
    """Give the line of a country and those of the others, and whether one of them was not checked."""
    own = distress.line(country)
    others = [one for one in distress.lines() if one is not own]
    return {
        "here": None if own is None else _line(own, lang, on),
        "elsewhere": [_line(one, lang, on) for one in others],
        "country_named": country_name(country, lang) if country else "",
        "some_unchecked": not all(one.checked(on) for one in distress.lines()),
    }


def _line(one: distress.Line, lang: str, on: date) -> dict[str, str]:
    return {
        "country": country_name(one.country, lang),
        "name": one.name,
        "lang": one.lang,
        "phone": one.phone,
        "dial": dial(one.phone),
        "source": one.source,
        "checked": day(one.checked_on, lang) if one.checked(on) and one.checked_on else "",
    }
