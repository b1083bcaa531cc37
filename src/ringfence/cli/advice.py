"""``ringfence advice``: what to do now, how to tell fraud, where to report it; a page that can be printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ringfence.cli.screen import emit, json_option
from ringfence.guidance.advice import PAID, Advice, Step, advice, unchecked
from ringfence.guidance.directory import directory
from ringfence.reports.places import iso_country
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from rich.console import Console

    from ringfence.guidance.directory import Place

_ALWAYS = ("report", "at_hand", "afterwards")
_AT_LEISURE = ("identify", "avoid")
_REACHES = re.compile(r"[0-9]{3}|@|\w\.\w")


def _country(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    known = None if given is None else iso_country(given)
    if given is not None and known is None:
        raise click.BadParameter("give a country's code of two letters (ISO 3166-1), such as US or DE")
    return known


@click.command(name="advice")
@click.option("--country", callback=_country, help="Where you are: two letters, such as US or DE.")
@click.option(
    "--lang", default="en", show_default=True, help="The language to answer in: en, de, es, fr, hi or ja."
)
@click.option("--paid", type=click.Choice(PAID), multiple=True, help="How you paid; may be given again.")
@click.option("--connected", is_flag=True, help="Someone is, or was, connected to the computer.")
@click.option("--password", is_flag=True, help="A password was given away.")
@json_option
def command(
    *, country: str | None, lang: str, paid: tuple[str, ...], connected: bool, password: bool, as_json: bool
) -> None:
    """Say what to do now, in order, and where to report it.

    Say what happened and the list is short; say nothing and it holds everything, also how to tell this
    fraud and how to avoid it.

    \b
    Example:
      ringfence advice --country GB --connected --paid bank_transfer
      ringfence advice --country DE --lang de
    """
    said = advice(country, lang)
    soon = said.now_for(paid=paid, connected=connected, password=password)
    names = _ALWAYS if paid or connected or password else (*_AT_LEISURE, *_ALWAYS)
    sections: dict[str, tuple[Step, ...]] = {"now": soon} | {name: getattr(said, name) for name in names}
    today = now().date()
    emit(
        _document(said, sections, today), lambda screen: _show(screen, said, sections, today), as_json=as_json
    )


def _document(said: Advice, sections: dict[str, tuple[Step, ...]], today: date) -> dict[str, object]:
    return {
        "country": said.country,
        "lang": said.lang,
        "title": said.headings["title"],
        "notes": said.notes,
        **{name: [_record(step, today) for step in steps] for name, steps in sections.items()},
        "unchecked": {
            "says": _unchecked(said, sections),
            "facts": unchecked(step for steps in sections.values() for step in steps),
        },
    }


def _record(step: Step, today: date) -> dict[str, object]:
    places = [directory().place(name) for name in step.places]
    signed = directory().signed
    return {
        "key": step.key,
        "when": step.when or None,
        "text": step.text,
        "cannot": step.cannot,
        "facts": step.facts,
        "places": [
            {
                "id": place.id,
                "name": _name(place),
                "address": place.address if signed else None,
                "phone": place.phone if signed else None,
                "email": place.email if signed else None,
                "checked": directory().checked(place, today),
            }
            for place in places
        ],
    }


def _show(screen: Console, said: Advice, sections: dict[str, tuple[Step, ...]], today: date) -> None:
    screen.print(Text(said.headings["title"], style="bold"))
    for text in said.notes:
        screen.print(Text(text))
    for name, steps in sections.items():
        screen.print()
        screen.print(Text(said.headings[name], style="bold"))
        for when in dict.fromkeys(step.when for step in steps):
            if when:
                screen.print()
                screen.print(
                    Padding(Text(said.headings[when], style="underline"), (0, 0, 0, 2), expand=False)
                )
            together = [step for step in steps if step.when == when]
            screen.print(Padding(_numbered(said, together, today), (0, 0, 0, 2), expand=False))
    if told := _unchecked(said, sections):
        screen.print()
        screen.print(Text(told))


def _unchecked(said: Advice, sections: dict[str, tuple[Step, ...]]) -> str | None:
    """Say in which sections a step stands on a fact that nobody read at its source; None when none does."""
    where = "; ".join(said.headings[name] for name, steps in sections.items() if unchecked(steps))
    return said.headings["unchecked_facts"].format(where=where) if where else None


def _numbered(said: Advice, steps: Sequence[Step], today: date) -> Table:
    """Lay steps out as a numbered list whose lines stand under each other."""
    drawn = Table.grid(padding=(0, 1))
    drawn.add_column(justify="right", no_wrap=True)
    drawn.add_column(overflow="fold")
    for number, step in enumerate(steps, 1):
        lines = [step.text, *([step.cannot] if step.cannot else []), *_where(said, step, today)]
        drawn.add_row(f"{number}.", Text("\n".join(lines)))
    return drawn


def _where(said: Advice, step: Step, today: date) -> Iterable[str]:
    """Write the places of a step: brands and makers by name, a country's desk is named by the step."""
    places = [directory().place(name) for name in step.places]
    for place in places:
        contact = " · ".join(_contact(said, place))
        name = "" if place.group == "country" else _name(place) or ""
        if name == place.address:
            name = ""
        line = f"{name}: {contact}" if name and contact else name or contact
        if line:
            yield f"→ {line}"
    if any(not directory().checked(place, today) for place in places):
        yield f"({said.headings['unchecked']})"


def _name(place: Place) -> str | None:
    """Give a place's name; None when nobody vouches for the directory and one could call it or go there."""
    return place.name if directory().signed or not _REACHES.search(place.name) else None


def _contact(said: Advice, place: Place) -> Iterable[str]:
    if not directory().signed:
        return
    if place.address is not None:
        yield f"{said.headings['web']} {place.address}"
    if place.email is not None:
        yield place.email
    if place.phone is not None:
        yield f"{said.headings['phone']} {place.phone}"
