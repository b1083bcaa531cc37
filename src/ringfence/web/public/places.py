"""A place of the directory as a page shows it: what may be dialled, what is only text, its day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ringfence.guidance.directory import directory
from ringfence.web.public.told import day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ringfence.guidance.directory import Place

_DIALLED = re.compile(r"[#+\d][\d\s()-]*")
_REACHES = re.compile(r"[0-9]{3}|@|\w\.\w")


@dataclass(frozen=True, slots=True)
class Shown:
    """A place, ready to be shown.

    Attributes:
        name: Its name; "" where it is its address, or where the directory is not signed and someone could
            dial or type it.
        address: Its page, to be typed; "" for none.
        phone: Its number, as text; "" for none.
        dial: What a telephone dials; "" where the text is more than a number.
        email: Its mail; "" for none.
        hours: When it answers; "" for none.
        said: What it takes and what it cannot do.
        said_lang: The language of that.
        checked: The day on which it was checked, written out; "": unchecked.
    """

    name: str
    address: str
    phone: str
    dial: str
    email: str
    hours: str
    said: tuple[str, ...]
    said_lang: str
    checked: str


def shown(places: Iterable[Place], lang: str, on: date) -> list[Shown]:
    """Make places ready to be shown on a day."""
    return [_shown(one, lang, on) for one in places]


def dial(phone: str) -> str:
    """Give what a telephone dials for a number; "" for what is more than a number.

    >>> dial("1-877-382-4357"), dial("#9110"), dial("017; WhatsApp 900 116 117")
    ('18773824357', '%239110', '')
    """
    return quote(re.sub(r"[\s()-]", "", phone), safe="+") if _DIALLED.fullmatch(phone) else ""


def _name(place: Place, *, signed: bool) -> str:
    if signed:
        return "" if place.name == place.address else place.name
    return "" if _REACHES.search(place.name) else place.name


def _shown(place: Place, lang: str, on: date) -> Shown:
    known = directory()
    spoken, said = place.said(lang)
    phone = (place.phone or "") if known.signed else ""
    return Shown(
        name=_name(place, signed=known.signed),
        address=(place.address or "") if known.signed else "",
        phone=phone,
        dial=dial(phone),
        email=(place.email or "") if known.signed else "",
        hours=place.hours or "",
        said=said,
        said_lang=spoken,
        checked=day(place.checked_on, lang) if known.checked(place, on) and place.checked_on else "",
    )
