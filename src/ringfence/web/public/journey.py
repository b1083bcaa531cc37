"""The way through the report: its questions in order, where one leads, and what was answered so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ringfence.web.public import forms
from ringfence.web.public.fields import label_of
from ringfence.web.public.told import country_name, day, in_order
from ringfence.web.public.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ringfence.actions.drafting import Written

FORMS: dict[str, type[forms.Question]] = {
    "connected": forms.Connected,
    "what": forms.What,
    "who": forms.Who,
    "numbers": forms.Numbers,
    "traces": forms.Traces,
    "when": forms.When,
    "remote": forms.Remote,
    "paid": forms.Paid,
    "words": forms.Words,
    "elsewhere": forms.Elsewhere,
    "you": forms.You,
    "contact": forms.Contact,
    "consents": forms.Consents,
}
"""The questions that are one form each."""
ORDER = (
    "connected", "what", "who", "numbers", "traces", "when", "remote", "paid", "words", "files",
    "elsewhere", "you", "contact", "consents", "check",
)  # fmt: skip
"""The pages in order; the payments belong to ``paid``."""
_CHOICES = ("connected", "channel", "remote", "paid", "method", "behalf", "age", "elsewhere")


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the page that lists them.

    Attributes:
        slug: Its page.
        title: Its question.
        lines: What was answered; empty: nothing.
    """

    slug: str
    title: str
    lines: tuple[str, ...]


def after(slug: str, held: Written) -> str:
    """Say which page follows; once every question was passed, it is the list of answers."""
    if slug == "connected" and held.said("connected").get("connected") == "yes":
        return "first"
    if slug == "paid" and held.said("paid").get("paid") == "yes":
        return "payments" if held.payments else "payment/0"
    if "consents" in held.answers:
        return "check"
    return ORDER[ORDER.index(_main(slug)) + 1]


def before(slug: str, held: Written) -> str:
    """Say which page lies before; "" for the start, with a slash at the end otherwise."""
    if slug in ("payment", "payments"):
        return "paid/" if slug == "payments" or not held.payments else "payments/"
    place = ORDER.index(slug)
    if slug == "words" and held.said("paid").get("paid") == "yes":
        return "payments/"
    return f"{ORDER[place - 1]}/" if place else ""


def reached(held: Written) -> str:
    """Say up to which page she came."""
    return next((slug for slug in ORDER if slug in FORMS and slug not in held.answers), "check")


def number(slug: str) -> int:
    """Say which question it is, of ``len(ORDER) - 1``; 0 for the list of answers."""
    return 0 if slug == "check" else ORDER.index(_main(slug)) + 1


def _main(slug: str) -> str:
    return {"first": "connected", "payment": "paid", "payments": "paid"}.get(slug, slug)


def rows(held: Written, lang: str) -> list[Row]:
    """List every question with what was answered."""
    titles = words(lang, "report")["q"]
    return [Row(slug, titles[slug], tuple(_lines(slug, held, lang))) for slug in ORDER[:-1]]


def _lines(slug: str, held: Written, lang: str) -> list[str]:
    said = held.said(slug)
    if slug == "files":
        return [one.called for one in held.files]
    if slug == "consents":
        return _consents(held, lang)
    if slug == "when":
        return _when(said, lang)
    found = labelled(said, lang, alone=len(FORMS[slug].base_fields) == 1)
    if slug == "paid" and said.get("paid") == "yes":
        found += [", ".join(labelled(one, lang, alone=True)) for one in held.payments]
    return [one for one in found if one]


def labelled(said: Mapping[str, str], lang: str, *, alone: bool = False) -> list[str]:
    """Write answers with their labels before them; alone, without."""
    told = words(lang, "report")
    found = []
    for name, value in said.items():
        shown = _shown(name, str(value).strip(), lang)
        if shown and not alone:
            label = told["field"][name]["label"].strip("¿?: \u00a0\u202f")
            shown = told["label_line"].format(label=label, value=shown)
        found.append(shown)
    return [one for one in found if one]


def _shown(name: str, value: str, lang: str) -> str:
    if not value:
        return ""
    if name in _CHOICES:
        return label_of(name, value, lang)
    if name == "country":
        return country_name(value, lang)
    if name == "at":
        return day(date.fromisoformat(value), lang)
    return in_order(value)


def _when(said: Mapping[str, str], lang: str) -> list[str]:
    parts = [str(said.get(part) or "") for part in ("day", "month", "year")]
    time = said.get("time") or ""
    if all(parts):
        written, month, year = (int(one) for one in parts)
        return [f"{day(date(year, month, written), lang)} {time}".strip()]
    return labelled({name: str(value or "") for name, value in said.items()}, lang)


def _consents(held: Written, lang: str) -> list[str]:
    said = held.said("consents")
    if "consents" not in held.answers:
        return []
    told = words(lang, "report")["consent"]
    given = [told["given"].format(sentence=said["wordings"][one]) for one in said.get("given", [])]
    return given or [told["nothing_given"]]
