"""``ringfence check``: what is known of a number, a site, an e-mail address or a message; and where to report."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.check import DESK, check, correct
from ringfence.actions.keys import node_key
from ringfence.cli.screen import emit, json_option
from ringfence.guidance.check import lines
from ringfence.guidance.directory import directory
from ringfence.guidance.wording import LANGUAGES, say
from ringfence.words import UsageError, now
from ringfence.words import country as read_country

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from ringfence.guidance.directory import Place

_LONGEST = 100_000


@click.command(name="check")
@click.argument("text", required=False)
@click.option("--in", "folder", type=click.Path(path_type=Path), help="A folder with reports and sightings.")
@click.option("--country", help="Where you live, such as US: for numbers, and for where to report.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language.")
@click.option("--desk", default=DESK, show_default=True, help="The source whose reports count.")
@click.option("--at", "asked_at", metavar="TIME", help="Answer as of this time (ISO 8601); default: now.")
@click.option("--key", type=click.Path(path_type=Path), help="The node's key; default: in RINGFENCE_HOME.")
@click.option("--mine", is_flag=True, help="This is mine and wrongly reported: ask to correct it.")
@click.option("--why", default="", help="With --mine: the reason.")
@json_option
def command(  # noqa: PLR0917 - click hands every option by its name
    text: str | None,
    folder: Path | None,
    country: str | None,
    lang: str,
    desk: str,
    asked_at: str | None,
    key: Path | None,
    mine: bool,
    why: str,
    as_json: bool,
) -> None:
    """Say what is known of TEXT: a number, a site, an e-mail address, a message; - reads standard input.

    The answer is how often it was reported, which warning signs it holds, or whose official contact it is.
    No reports does not mean that it is safe. What you ask is not kept. Without TEXT: where to report.

    \b
    Example:
      ringfence check "+1 888 555 0123" --in rings --country US
      ringfence check - --in rings --lang de < message.txt
      ringfence check --country GB
      ringfence check "+1 206 555 0142" --in rings --mine --why "this is our shop's number"
    """
    at = _time(asked_at)
    where = None if country is None else str(read_country(country))
    if text is None:
        if where is None or mine:
            raise UsageError("nothing was asked", advice="Give a text, or --country to see where to report")
        emit(
            {"places": [_row(one, at.date()) for one in _places(where)]},
            lambda screen: _show_places(screen, where, lang, at.date()),
            as_json=as_json,
        )
        return
    if folder is None:
        raise UsageError("no folder was named", advice="Name the reports' folder with --in DIR")
    read = sys.stdin.read(_LONGEST) if text == "-" else text
    if mine:
        said = say("mine.taken", lang, id=correct(read, folder, why=why, at=at, country=where))
        emit({"said": said}, lambda screen: screen.print(Text(said)), as_json=as_json)
        return
    answer = check(read, folder, at=at, node_key=node_key(key), country=where, desk=desk)
    told = lines(answer, lang)
    document: dict[str, object] = asdict(answer) | {"said": [asdict(line) for line in told]}
    if where is not None:
        document["places"] = [_row(one, at.date()) for one in _places(where)]

    def show(screen: Console) -> None:
        for line in told:
            screen.print(Text(f"• {line.text}"))
        if answer.bad:
            screen.print()
            screen.print(Text(say("more.title", lang), style="bold"))
            screen.print(Text(say("more.contact", lang)))
        if where is not None:
            screen.print()
            _show_places(screen, where, lang, at.date())

    emit(document, show, as_json=as_json)


def _time(written: str | None) -> datetime:
    if written is None:
        return now()
    try:
        read = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise UsageError("--at is no time", advice="Write it as 2023-11-30T12:00:00Z") from wrong
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _places(country: str) -> tuple[Place, ...]:
    known = directory()
    return (*known.at(country), *known.everywhere())


def _row(place: Place, on: date) -> dict[str, object]:
    return asdict(place) | {"checked": directory().checked(place, on)}


def _show_places(screen: Console, country: str, lang: str, on: date) -> None:
    known = directory()
    own = known.at(country)
    if not known.signed:
        screen.print(Text(say("where.unsigned", lang)))
    title = "where.title" if own else "where.none"
    screen.print(Text(say(title, lang, country=country), style="bold"))
    for place in own:
        _show_place(screen, place, lang, on)
    screen.print(Text(say("where.title_everywhere", lang), style="bold"))
    for place in known.everywhere():
        _show_place(screen, place, lang, on)
    screen.print(Text(say("where.warn", lang)))


def _show_place(screen: Console, place: Place, lang: str, on: date) -> None:
    reached = [one for one in (place.address, place.phone, place.email, place.hours) if one]
    screen.print(Text(f"• {' · '.join([place.name, *reached])}"))
    said = [place.takes[lang], *([place.cannot[lang]] if place.cannot else [])]
    fresh = directory().checked(place, on)
    day = say("where.checked", lang, day=str(place.checked_on)) if fresh else say("where.unchecked", lang)
    screen.print(Text(f"  {' '.join(said)} ({day})"))
