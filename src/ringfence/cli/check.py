"""``ringfence check``: what is known of a number, a site, an address, a message; and where to report."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions import corrections
from ringfence.actions.check import DESK, check, correct, held_in
from ringfence.actions.extract_images import language_of, read_one
from ringfence.actions.keys import node_key
from ringfence.actions.look_up import kept_here, look_up
from ringfence.cli.screen import emit, json_option, note, table
from ringfence.guidance.advice import advice
from ringfence.guidance.check import lines, record, shown
from ringfence.guidance.directory import directory
from ringfence.guidance.wording import LANGUAGES, say
from ringfence.reports.places import iso_country
from ringfence.words import FormatError, Place, UsageError, now

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from ringfence.actions.corrections import Pending
    from ringfence.guidance.check import Answer
    from ringfence.guidance.directory import Place as Desk

_LONGEST = 100_000


def _country(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    read = None if given is None else iso_country(given)
    if given is not None and read is None:
        raise click.BadParameter("give a country's code of two letters, such as US or DE")
    return read


@click.command(name="check")
@click.argument("text", required=False)
@click.option(
    "--image",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ask about what a screenshot, photo, PDF or .docx letter shows, instead of TEXT.",
)
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path),
    help="A folder with reports and sightings; default: the ledger in RINGFENCE_HOME.",
)
@click.option(
    "--country", callback=_country, help="Where you live, such as US: for numbers, and for where to report."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language.")
@click.option("--desk", default=DESK, show_default=True, help="The source whose reports count.")
@click.option(
    "--at", "asked_at", metavar="TIME", help="Answer, or note, as of this time (ISO 8601); default: now."
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True),
    help="The node's key; default: in RINGFENCE_HOME.",
)
@click.option("--mine", is_flag=True, help="This is mine and wrongly reported: ask to correct it.")
@click.option("--corrections", "listing", is_flag=True, help="List the requests that wait for a decision.")
@click.option("--decide", metavar="ID", help="Decide a request, with --uphold or --reject, and --why.")
@click.option("--uphold/--reject", "upheld", default=None, help="With --decide: what is decided.")
@click.option("--why", default="", help="With --mine or --decide: the reason.")
@click.option("--by", help="With --decide: who decides; default: the user's name on this computer.")
@json_option
def command(  # noqa: PLR0917 - click hands every option by its name
    text: str | None,
    image: Path | None,
    folder: Path | None,
    country: str | None,
    lang: str,
    desk: str,
    asked_at: str | None,
    key: Path | None,
    mine: bool,
    listing: bool,
    decide: str | None,
    upheld: bool | None,
    why: str,
    by: str | None,
    as_json: bool,
) -> None:
    """Say what is known of TEXT: a number, a site, an e-mail address, a message; - reads standard input.

    The answer is how often it was reported, which warning signs it holds, or whose official contact it is.
    No reports does not mean that it is safe. What you ask is not kept. Without TEXT: where to report.

    \b
    Example:
      ringfence check "+1 888 555 0123" --country US
      ringfence check "+1 888 555 0123" --in rings --country US
      ringfence check - --in rings --lang de < message.txt
      ringfence check --image popup.png --in rings
      ringfence check --country GB
      ringfence check "+1 206 555 0142" --in rings --mine --why "this is our shop's number"
      ringfence check --corrections --in rings
      ringfence check --decide correction-0a1b2c3d4e5f --uphold --why "their bill shows it" --in rings
    """
    at = _time(asked_at)
    _one_of(text=text is not None, image=image is not None, mine=mine, listing=listing, decide=decide)
    if text is None and image is None and not listing and decide is None:
        _where(country, lang, at.date(), as_json=as_json)
        return
    if folder is None:
        _only_in_a_folder(mine=mine, other=listing or decide is not None, desk=desk)
        asked, written_in = _seen(image) if image is not None else (_read(text or ""), None)
        answer = look_up(asked, at=at, node_key=node_key(key), country=country, lang=written_in)
        _answer(answer, country, lang, at.date(), as_json=as_json)
    elif decide is not None:
        _decide(folder, decide, upheld=upheld, why=why, by=by, at=at, as_json=as_json)
    elif image is not None:
        held_in(folder)
        seen, written_in = _seen(image)
        own = node_key(key)
        answer = check(seen, folder, at=at, node_key=own, country=country, desk=desk, lang=written_in)
        _answer(answer, country, lang, at.date(), as_json=as_json)
    elif text is None:
        _list(folder, at, as_json=as_json)
    elif mine:
        said = say("mine.taken", lang, id=correct(_read(text), folder, why=why, at=at, country=country))
        emit({"said": said}, lambda screen: screen.print(Text(said)), as_json=as_json)
    else:
        answer = check(_read(text), folder, at=at, node_key=node_key(key), country=country, desk=desk)
        _answer(answer, country, lang, at.date(), as_json=as_json)


def _one_of(*, text: bool, image: bool, mine: bool, listing: bool, decide: str | None) -> None:
    if mine and not text:
        raise UsageError("nothing was asked", advice="Give what is yours, then --mine")
    if sum((text, image, listing, decide is not None)) > 1:
        raise UsageError(
            "a text, --image, --corrections and --decide do not go together", advice="Do one after another"
        )


def _only_in_a_folder(*, mine: bool, other: bool, desk: str) -> None:
    """Refuse, where no folder was named, what the ledger of this node does not answer here."""
    if mine or other or desk != DESK or not kept_here():
        raise UsageError("no folder was named", advice="Name the reports' folder with --in DIR")


def _seen(image: Path) -> tuple[str, str | None]:
    """Read what a picture or letter shows, and tell its language."""
    came = read_one(image)
    if came.left_out:
        note(f"{image.name}: {came.left_out}.")
    if not came.text:
        raise FormatError(
            "no text is seen in it",
            place=Place(image.name),
            advice="Give a sharper picture, or type what it says",
        )
    note("Compare each number and site below with the picture: reading pictures can err.")
    return came.text, language_of(came.text)


def _read(text: str) -> str:
    return sys.stdin.read(_LONGEST) if text == "-" else text


def _time(written: str | None) -> datetime:
    if written is None:
        return now()
    try:
        read = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise UsageError("--at is no time", advice="Write it as 2023-11-30T12:00:00Z") from wrong
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _answer(answer: Answer, where: str | None, lang: str, on: date, *, as_json: bool) -> None:
    told = lines(answer, lang)
    steps = [step.text for step in advice(where, lang).short] if answer.bad else []
    document = record(answer) | {"said": [asdict(line) for line in told], "now": steps}
    if where is not None:
        document["places"] = [_row(one, on) for one in _places(where)]

    def show(screen: Console) -> None:
        for line in told:
            screen.print(Text(f"• {line.text}"))
        if steps:
            screen.print()
            screen.print(Text(say("more.title", lang), style="bold"))
        for step in steps:
            screen.print(Text(f"• {step}"))
        if where is not None:
            screen.print()
            _show_places(screen, where, lang, on)

    emit(document, show, as_json=as_json)


def _list(folder: Path, at: datetime, *, as_json: bool) -> None:
    waiting = corrections.pending(corrections.read(folder), at)
    rows = [_pending(one) for one in waiting]
    late = sum(one.overdue for one in waiting)

    def show(screen: Console) -> None:
        if not rows:
            screen.print(Text("No request waits for a decision."))
            return
        names = ("request", "days", "about", "hidden", "reason")
        keys = ("id", "days", "about", "hides", "why")
        screen.print(table(None, names, [[row[name] for name in keys] for row in rows]))
        if late:
            least = corrections.DECIDE_WITHIN.days
            screen.print(Text(f"{late} of {len(rows)} waited longer than {least} days; decide those first."))

    emit({"pending": rows, "overdue": late}, show, as_json=as_json)


def _pending(one: Pending) -> dict[str, object]:
    return {
        "id": one.id,
        "asked_at": one.asked_at.isoformat(),
        "days": one.days,
        "overdue": one.overdue,
        "about": ", ".join(shown(kind, value) for kind, value in one.values),
        "hides": one.hides,
        "why": "".join(sign if sign.isprintable() else " " for sign in one.why),
    }


def _decide(
    folder: Path, request: str, *, upheld: bool | None, why: str, by: str | None, at: datetime, as_json: bool
) -> None:
    if upheld is None:
        raise UsageError("nothing was decided", advice="Give --uphold or --reject, and --why")
    act = "upheld" if upheld else "rejected"
    corrections.decide(folder, request, act, by=by or getpass.getuser(), why=why, at=at)
    then = "what was reported until now no longer counts" if upheld else "what was reported is shown again"
    emit(
        {"id": request, "act": act},
        lambda screen: screen.print(Text(f"{request}: {act}; {then}.")),
        as_json=as_json,
    )


def _where(country: str | None, lang: str, on: date, *, as_json: bool) -> None:
    if country is None:
        raise UsageError("nothing was asked", advice="Give a text, or --country to see where to report")
    emit(
        {"places": [_row(one, on) for one in _places(country)]},
        lambda screen: _show_places(screen, country, lang, on),
        as_json=as_json,
    )


def _places(country: str) -> tuple[Desk, ...]:
    known = directory()
    return (*known.at(country), *known.everywhere())


def _row(place: Desk, on: date) -> dict[str, object]:
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


def _show_place(screen: Console, place: Desk, lang: str, on: date) -> None:
    reached = [one for one in (place.address, place.phone, place.email, place.hours) if one]
    screen.print(Text(f"• {' · '.join(dict.fromkeys([place.name, *reached]))}"))
    _, said = place.said(lang)
    fresh = directory().checked(place, on)
    day = say("where.checked", lang, day=str(place.checked_on)) if fresh else say("where.unchecked", lang)
    screen.print(Text(f"  {' '.join(said)} ({day})"))
