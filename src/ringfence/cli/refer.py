"""``ringfence refer``: to which forces a ring could go, what the referral is worth, and the case files."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.padding import Padding
from rich.text import Text

from ringfence.actions.refer import Options, look_at, refer, survey
from ringfence.actions.signing_keys import signing_key
from ringfence.cli.screen import emit, json_option, note, progress, table
from ringfence.exchange.marking import Marking
from ringfence.referrals.routing import Belief
from ringfence.rings.sentences import count, listed
from ringfence.words import Tlp, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ringfence.actions.refer import Look, Referred
    from ringfence.referrals.readiness import Readiness
    from ringfence.referrals.routing import Route

_AS = {
    "joint": "to investigate together",
    "lead": "as a lead: its own victims",
    "information": "for information",
}
_HANDLING = ("H0", "H1", "H2", "H3")


@click.command(name="refer")
@click.argument("ring", required=False)
@click.option(
    "--in", "folder", required=True, type=click.Path(path_type=Path), help="The ring folder that link wrote."
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a sealed case file for each force into this folder.",
)
@click.option(
    "--to",
    multiple=True,
    metavar="FORCE",
    help="A force, such as in-cbi; may be repeated. Absent: all leads.",
)
@click.option("--operates-in", metavar="COUNTRY", help="Where you believe that the call centre works.")
@click.option("--because", default="", help="What you know that from; it stands in the case file.")
@click.option(
    "--organisation",
    default="this organisation",
    show_default=True,
    help="Who refers; it stands in the case file.",
)
@click.option("--contact", default="", help="How you are reached about it: a role's address or a number.")
@click.option("--actor", default=None, help="The person who refers; absent: the name you are logged in by.")
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The signing key; absent: the one in RINGFENCE_HOME, made at the first use.",
)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
    help="The time that the case file tells, in UTC; absent: now. The same time gives the same bytes.",
)
@click.option(
    "--tlp",
    type=click.Choice([one.value for one in Tlp]),
    default=Tlp.AMBER.value,
    show_default=True,
    help="Who may see the case file.",
)
@click.option(
    "--handling", type=click.Choice(_HANDLING), help="Europol's code; absent: the force's usual one."
)
@click.option(
    "--lang", "langs", multiple=True, metavar="LANG", help="Also print the pages in en de es fr hi ja."
)
@click.option(
    "--fonts", type=click.Path(file_okay=False, exists=True, path_type=Path), help="A folder of fonts."
)
@click.option(
    "--encrypt-to",
    "recipients",
    multiple=True,
    metavar="KEY",
    help="The force's age key, age1…; may be repeated.",
)
@json_option
def command(ring: str | None, folder: Path, out: Path | None, as_json: bool, **given: object) -> None:
    """Say where a ring could go and what its referral is worth; with -o, write and seal the case files.

    Without a ring, the rings that may be referred (those with a core) are listed with what each lacks. A case
    file is a folder that the force verifies with public tools; the key's fingerprint goes to the force by
    another way. The country of a telephone number leads nowhere: say where the call centre works yourself.

    \b
    Example:
      ringfence refer --in rings
      ringfence refer ring-3f2a --in rings
      ringfence refer ring-3f2a --in rings --to us-fbi -o case-files
      ringfence refer ring-3f2a --in rings --to in-cbi --operates-in IN \\
          --because "the payroll account that two victims paid" -o case-files
    """
    at = given["at"]
    when = at.replace(tzinfo=UTC) if isinstance(at, datetime) else None
    if ring is None:
        if out is not None:
            raise UsageError("no ring was named", advice="Name one; ringfence refer --in DIR lists them")
        with progress("looking at rings") as tell:
            looks = survey(folder, at=when, progress=tell)
        emit({"rings": [_plain(one) for one in looks]}, lambda s: _show_all(s, looks), as_json=as_json)
        return
    belief = _belief(given["operates_in"], str(given["because"]))
    if out is None:
        seen = look_at(folder, ring, belief, at=when)
        emit(_plain(seen), lambda screen: _show(screen, seen), as_json=as_json)
        return
    made = _write(ring, folder, out, _options(given, when, belief), given)
    emit({"case_files": [_told(one) for one in made]}, lambda s: _show_made(s, made), as_json=as_json)
    for one in made:
        for said in one.notes:
            note(said)


def _belief(country: object, because: str) -> Belief | None:
    if country is None:
        if because:
            raise UsageError("--because needs --operates-in", advice="Name the country, such as IN")
        return None
    return Belief(str(country), because)


def _options(given: dict[str, object], at: datetime | None, belief: Belief | None) -> Options:
    fonts, handling = given["fonts"], given["handling"]
    return Options(
        organisation=str(given["organisation"]),
        actor=str(given["actor"] or getuser()),
        at=at,
        belief=belief,
        marking=Marking(tlp=Tlp(str(given["tlp"])), siena=None if handling is None else str(handling)),
        languages=_texts(given["langs"]) or None,
        fonts=fonts if isinstance(fonts, Path) else None,
        contact=str(given["contact"]),
        recipients=_texts(given["recipients"]),
    )


def _write(
    ring: str, folder: Path, out: Path, options: Options, given: dict[str, object]
) -> tuple[Referred, ...]:
    key = given["key"]
    with progress("writing case files") as tell:
        return refer(
            folder,
            ring,
            out,
            to=_texts(given["to"]),
            key=signing_key(key if isinstance(key, Path) else None),
            options=options,
            progress=tell,
        )


def _texts(given: object) -> tuple[str, ...]:
    return tuple(str(one) for one in given) if isinstance(given, tuple) else ()


def _plain(seen: Look) -> dict[str, object]:
    return {
        "ring_id": seen.ring_id,
        "routes": [_route(one) for one in seen.routes],
        "unrouted": list(seen.unrouted),
        "readiness": seen.readiness.counts(),
    }


def _route(one: Route) -> dict[str, object]:
    plain = asdict(one)
    return {
        "force": one.force.id,
        "name": one.force.name,
        "as": one.as_,
        "via": [channel.id for channel in one.via],
        **{name: plain[name] for name in ("reasons", "weak", "reports", "victims")},
    }


def _told(one: Referred) -> dict[str, object]:
    return {
        "reference": one.reference,
        "folder": str(one.sealed.folder),
        "force": one.route.force.id,
        "as": one.route.as_,
        "via": [channel.id for channel in one.route.via],
        "root": one.sealed.root,
        "fingerprint": one.sealed.fingerprint,
        "files": one.sealed.files,
        "bytes": one.sealed.bytes,
        "languages": list(one.languages),
        "ready": one.readiness.ready,
        "told": one.told,
        "pointed": one.pointed,
        "originals": one.originals,
        "encrypted": None if one.encrypted is None else str(one.encrypted),
        "notes": list(one.notes),
    }


def _show_all(screen: Console, looks: Sequence[Look]) -> None:
    rows = [
        (
            one.ring_id,
            one.readiness.reporters,
            one.readiness.core_reports,
            sum(row.testify for row in one.readiness.countries),
            one.readiness.exhibits.originals,
            one.readiness.traced,
            "yes" if one.readiness.ready else f"no: {len(one.readiness.missing)} missing",
            ", ".join(route.force.id for route in one.routes if route.as_ != "information") or "–",
        )
        for one in looks
    ]
    columns = (
        "ring",
        "people",
        "in a core",
        "testify",
        "originals",
        "traced",
        "ready",
        "leads for",
    )
    screen.print(table(f"{count(len(rows), 'ring')} with a core", columns, rows))


def _show(screen: Console, seen: Look) -> None:
    screen.print(Text(seen.ring_id, style="bold"))
    show_readiness(screen, seen.readiness)
    screen.print()
    screen.print(Text("Where it could go", style="bold"))
    for route in seen.routes:
        via = f", through {listed([one.name for one in route.via])}" if route.via else ""
        screen.print(Text(f"{route.force.id}: {route.force.name}, {_AS[route.as_]}{via}"))
        for reason in route.reasons:
            screen.print(Padding(Text(f"• {reason}"), (0, 0, 0, 2)))
        for weak in route.weak:
            screen.print(Padding(Text(f"• but {weak}"), (0, 0, 0, 2)))
    _list(screen, "Not placed", seen.unrouted)


def show_readiness(screen: Console, worth: Readiness) -> None:
    """Show what a referral is worth: by country, what is strong, weak, missing, and what to do next."""
    rows = [
        (row.country or "not known", row.reports, row.reporters, row.police, row.contact, row.testify)
        for row in worth.countries
    ]
    columns = ("victims in", "reports", "people", "may go to police", "may be contacted", "would testify")
    screen.print(table(None, columns, rows))
    screen.print()
    screen.print(Text("Ready to be referred" if worth.ready else "Not ready to be referred", style="bold"))
    for title, said in (
        ("Missing", worth.missing),
        ("Strong", worth.strong),
        ("Weak", worth.weak),
        ("What to do next", worth.next_steps),
    ):
        _list(screen, title, said)


def _list(screen: Console, title: str, said: Sequence[str]) -> None:
    if not said:
        return
    screen.print(Text(title))
    for one in said:
        screen.print(Padding(Text(f"• {one}"), (0, 0, 0, 2)))


def _show_made(screen: Console, made: Sequence[Referred]) -> None:
    rows = [
        (
            one.route.force.id,
            one.route.as_,
            one.sealed.folder.name,
            one.pointed,
            one.told,
            one.originals,
            " ".join(one.languages),
            "yes" if one.readiness.ready else "no",
        )
        for one in made
    ]
    columns = ("to", "as", "case file", "reports", "with text", "originals", "pages in", "ready")
    screen.print(table(None, columns, rows))
    screen.print()
    screen.print(
        Text("Give each force this fingerprint by another way than the case file, by telephone or in person:")
    )
    screen.print(Text(made[0].sealed.fingerprint, style="bold"), soft_wrap=True)
    screen.print(Text("Each verifies with:"))
    for one in made:
        screen.print(Text(f"  ringfence verify {one.sealed.folder} --key FINGERPRINT"), soft_wrap=True)
    if any(one.encrypted is not None for one in made):
        screen.print(Text("Send the .tar.age beside each; the folder itself is readable by whoever has it."))
    screen.print(
        Text("When one was handed over: ringfence outcome DIR referral --ring … --force … --country … --on …")
    )
