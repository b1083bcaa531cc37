"""What to do now, how to tell fraud, how to avoid it, and where to report it: plain words for one country.

The words stand in ``guidance/advice``: ``common.<language>.toml`` has what holds everywhere,
``<country>.toml`` what differs there, in all languages side by side, and ``facts.toml`` what the stated facts
stand on. A language or a country is found by its file. The words hold no phone number and no address; a step
names places of the directory.

    >>> said = advice("GB", "en")
    >>> [step.places for step in said.report if step.key == "scotland"]
    [('gb-police-scotland',)]
    >>> said.now_for(paid=("card",))[2].text
    'One short number connects you with many banks. Is yours not among them? Call the number on your card.'
    >>> advice(None, "xx").notes[0]
    'We do not have this advice in your language yet, so here it is in English.'
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ringfence.guidance.directory import directory
from ringfence.guidance.wording import LANGUAGES, say
from ringfence.words import Country, Lang, UsageError
from ringfence.words import country as country_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

PAID = ("card", "bank_transfer", "gift_card", "crypto", "cash", "app")
"""The ways of paying that have steps of their own."""

_FALLBACK = Lang("en")
_BEFORE_PLACES = ("bank", "issuer")
_CANNOT = "_cannot"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the advice states about the world.

    Attributes:
        says: The fact, in English.
        source: Who says so.
        checked_on: The day on which someone read it there; None when nobody did yet.
    """

    says: str
    source: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of advice: a few short sentences.

    Attributes:
        key: Its name within its section, the same in every language.
        text: The sentences, without phone numbers and addresses.
        when: For ``now``: ``connected``, ``paid`` (however it was), a way of :data:`PAID`, or ``password``;
            for other sections empty.
        places: Ids of places in the directory at which it is done.
        facts: Ids of the facts that it states.
        cannot: What the place cannot do; None when there is nothing to warn of.
    """

    key: str
    text: str
    when: str = ""
    places: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    cannot: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """All advice for one country in one language, each section in the order in which it is to be followed.

    Attributes:
        country: The country; None when none was named.
        lang: The language that it is written in.
        headings: The sections' headings and the words around places, by key.
        notes: What the reader should know about this advice, such as that it is not in their language, or
            that the signature of the directory does not fit.
        short: The few sentences for a place where little room is.
        now: What to do at once, for everything that may have happened; see :meth:`now_for`.
        identify: How to tell that it is fraud.
        avoid: How to keep it from happening.
        report: Where to report it, in order.
        at_hand: What to have at hand when reporting.
        afterwards: What comes in the weeks after.
    """

    country: Country | None
    lang: Lang
    headings: Mapping[str, str]
    notes: tuple[str, ...]
    short: tuple[Step, ...]
    now: tuple[Step, ...]
    identify: tuple[Step, ...]
    avoid: tuple[Step, ...]
    report: tuple[Step, ...]
    at_hand: tuple[Step, ...]
    afterwards: tuple[Step, ...]

    def now_for(
        self, *, paid: Iterable[str] = (), connected: bool = False, password: bool = False
    ) -> tuple[Step, ...]:
        """Choose the steps for what happened, in order; all of them when nothing is named.

        Args:
            paid: Ways of :data:`PAID`.
            connected: Whether someone is, or was, connected to the computer.
            password: Whether a password was given away.

        Raises:
            UsageError: When a way of paying is not known.
        """
        ways = tuple(paid)
        if not set(ways) <= set(PAID):
            raise UsageError("there are no steps for such a way of paying", advice=f"Use {', '.join(PAID)}")
        if not (ways or connected or password):
            return self.now
        meant = {*ways, *(("paid",) if ways else ())}
        meant |= {name for name, is_so in (("connected", connected), ("password", password)) if is_so}
        return tuple(step for step in self.now if step.when in meant)


@lru_cache(maxsize=256)
def advice(country: str | None, lang: str) -> Advice:
    """Put the advice for a country together.

    Args:
        country: ISO 3166-1 alpha-2; None, or a country without a file, gives what holds everywhere.
        lang: BCP 47; a language without a file gives English, and a note says so.

    Raises:
        InputError: When the country is not a code of two letters.
    """
    code = None if country is None else country_code(country)
    asked = Lang(lang.strip().lower().replace("_", "-").partition("-")[0])
    spoken = asked if asked in languages() else _FALLBACK
    common = _read(f"common.{spoken}.toml")
    own = _read(f"{code.lower()}.toml") if code in countries() and code is not None else {}
    reports = [_own(row, spoken) for row in own.get("report", ())]
    soon = [_own(row, spoken, when) for row in own.get("now", ()) for when in row["when"]]
    general = _section(common, "report")
    sections = {
        name: _section(common, name) for name in ("short", "identify", "avoid", "at_hand", "afterwards")
    }
    return Advice(
        country=code,
        lang=spoken,
        headings=common["headings"],
        notes=_notes(common["headings"], own, code, asked, spoken),
        now=_now(common, soon),
        report=(
            *(step for step in general if step.key in _BEFORE_PLACES),
            *reports,
            *(step for step in general if step.key not in _BEFORE_PLACES),
        ),
        **sections,
    )


@cache
def languages() -> tuple[Lang, ...]:
    """List the languages that advice is written in, in order."""
    names = (name.split(".") for name in _names())
    return tuple(Lang(name[1]) for name in names if name[0] == "common")


@cache
def countries() -> tuple[Country, ...]:
    """List the countries that have advice of their own, in order."""
    return tuple(Country(name[:2].upper()) for name in _names() if name.index(".") == 2)


@cache
def facts() -> Mapping[str, Fact]:
    """Read what the advice stands on, by id."""
    rows = _read("facts.toml")["facts"]
    return {
        name: Fact(says=row["says"], source=row["source"], checked_on=row.get("checked_on"))
        for name, row in rows.items()
    }


def unchecked(steps: Iterable[Step]) -> tuple[str, ...]:
    """Name the facts behind some steps that nobody has read at their source yet, each once, in order."""
    named = dict.fromkeys(name for step in steps for name in step.facts)
    return tuple(name for name in named if facts()[name].checked_on is None)


def _names() -> list[str]:
    found = (file.name for file in (files(__package__) / "advice").iterdir())
    return sorted(name for name in found if name.endswith(".toml"))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "advice" / name).read_text("utf-8"))


def _section(common: Mapping[str, Any], name: str, when: str = "") -> tuple[Step, ...]:
    """Read one section of the words for everybody; ``<key>_cannot`` belongs to the step ``<key>``."""
    texts: Mapping[str, str] = common[name] if not when else common[name][when]
    links = _read("facts.toml")
    at = f"{name}.{when}." if when else f"{name}."
    return tuple(
        Step(
            key=key,
            text=text,
            when=when,
            places=tuple(links["stands_at"].get(at + key, ())),
            facts=tuple(links["stands_on"].get(at + key, ())),
            cannot=texts.get(key + _CANNOT),
        )
        for key, text in texts.items()
        if not key.endswith(_CANNOT)
    )


def _own(row: Mapping[str, Any], lang: Lang, when: str = "") -> Step:
    """Read one step of a country; where a language is lacking, English stands."""
    cannot = row.get("cannot", {})
    return Step(
        key=row["key"],
        text=row.get(lang) or row[_FALLBACK],
        when=when,
        places=(row["place"],) if "place" in row else (),
        facts=tuple(row["facts"]),
        cannot=cannot.get(lang) or cannot.get(_FALLBACK),
    )


def _now(common: Mapping[str, Any], soon: Iterable[Step]) -> tuple[Step, ...]:
    """Put what to do at once in order: what the country has of its own stands first."""
    first = tuple(soon)
    return tuple(
        step
        for when in common["now"]
        for step in (*(own for own in first if own.when == when), *_section(common, "now", when))
    )


def _notes(
    headings: Mapping[str, str], own: Mapping[str, Any], code: Country | None, asked: Lang, spoken: Lang
) -> tuple[str, ...]:
    rows = [*own.get("report", ()), *own.get("now", ())]
    said = (
        ("no_language", asked != spoken),
        ("name_country", code is None),
        ("no_country", code is not None and not own),
        ("some_english", any(spoken not in row for row in rows)),
    )
    notes = tuple(headings[key] for key, is_so in said if is_so)
    if directory().signed:
        return notes
    return (
        say("where.unsigned", spoken if spoken in LANGUAGES else _FALLBACK),
        headings["names_only"],
        *notes,
    )
