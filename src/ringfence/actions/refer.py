"""Refer: say where a ring could go and what its referral is worth; write and seal the case files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.dossiers import dossier_of
from ringfence.actions.files import file_digest
from ringfence.actions.ringfolder import open_rings
from ringfence.actions.runs import sources_of
from ringfence.exchange.marking import Marking
from ringfence.referrals.casefile import (
    Printed,
    Referral,
    certified,
    contents,
    enclosed,
    opened,
    printed,
)
from ringfence.referrals.force import force
from ringfence.referrals.parcel import encrypted
from ringfence.referrals.readiness import Readiness, readiness
from ringfence.referrals.routing import Belief, Route, routes, unrouted
from ringfence.referrals.seal import ORGANISATION, Sealed, seal
from ringfence.referrals.sending import sendable
from ringfence.words import InputError, UsageError, now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from ringfence.exchange.signing import SigningKey
    from ringfence.referrals.custody import Entry
    from ringfence.rings.dossier import Dossier

    Progress = Callable[[int, int | None], None]

_SURVEYED = 20
_ORIGINALS = "originals"


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be known before a ring is referred.

    Attributes:
        ring_id: The ring.
        routes: To which forces it could go, as what, and why.
        unrouted: What routing could not place, in sentences.
        readiness: What a referral is worth.
    """

    ring_id: str
    routes: tuple[Route, ...]
    unrouted: tuple[str, ...]
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class Options:
    """How case files are made.

    Attributes:
        organisation: Who refers.
        actor: The person who does.
        at: When; None: now.
        belief: Where an analyst believes that the call centre works.
        marking: How the case file is to be handled; the force's usual code where ``siena`` is None.
        languages: In which languages the pages are printed beside English; None: the force's first one, when
            the fonts are there.
        fonts: The folder of fonts; None for where Debian puts them.
        contact: How the person who refers is reached about it, such as a role's address.
        recipients: age keys of the force; with any, the case file is encrypted to them, too.
    """

    organisation: str
    actor: str
    at: datetime | None = None
    belief: Belief | None = None
    marking: Marking = field(default_factory=Marking)
    languages: tuple[str, ...] | None = None
    fonts: Path | None = None
    contact: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Referred:
    """One case file that was written.

    Attributes:
        reference: Its reference.
        ring_id: The ring.
        sealed: Where it stands, its root, who signed.
        route: To whom, as what.
        languages: In which languages its pages are.
        readiness: What it is worth.
        told: Reports whose masked text goes along.
        pointed: Reports in it by pointer.
        originals: Originals that go along.
        encrypted: The same encrypted to the force; None when no key was given.
        notes: What was left out, and what to do about it.
    """

    reference: str
    ring_id: str
    sealed: Sealed
    route: Route
    languages: tuple[str, ...]
    readiness: Readiness
    told: int
    pointed: int
    originals: int
    encrypted: Path | None
    notes: tuple[str, ...]


def survey(folder: Path, *, at: datetime | None = None, progress: Progress | None = None) -> tuple[Look, ...]:
    """Look at the rings that have a core, the most core reports first, 20 at most.

    Raises:
        UsageError: When it is no ring folder, or was linked without reports.
    """
    members = open_rings(folder).members()
    cored = (
        members.drop_nulls("core_id")
        .group_by("ring_id")
        .agg(core=pl.len())
        .sort("core", "ring_id", descending=[True, False])
        .head(_SURVEYED)
        .collect()["ring_id"]
        .to_list()
    )
    found = []
    for done, ring_id in enumerate(cored, 1):
        found.append(_look(dossier_of(folder, ring_id), None, at))
        if progress is not None:
            progress(done, len(cored))
    return tuple(found)


def look_at(folder: Path, name: str, belief: Belief | None = None, *, at: datetime | None = None) -> Look:
    """Say to which forces a ring could go, and what its referral is worth.

    Args:
        folder: The ring folder.
        name: The beginning of the ring's id.
        belief: Where an analyst believes that the call centre works.
        at: The time by which its silence is measured.
    """
    return _look(dossier_of(folder, name), belief, at)


def _look(dossier: Dossier, belief: Belief | None, at: datetime | None) -> Look:
    found = routes(dossier, belief)
    return Look(dossier.ring_id, found, unrouted(dossier, belief), readiness(dossier, at=at))


def refer(
    folder: Path,
    name: str,
    out: Path,
    *,
    to: Sequence[str],
    key: SigningKey,
    options: Options,
    progress: Progress | None = None,
) -> tuple[Referred, ...]:
    """Write a ring's case files, one a force.

    Args:
        folder: The ring folder.
        name: The beginning of the ring's id.
        out: The folder in which each case file becomes a folder of its own.
        to: Ids of forces; none: all to which the ring is routed as a lead or jointly.
        key: Who signs.
        options: How they are made.
        progress: Called with case files done and in all.

    Raises:
        UsageError: When a force is not known or the ring is not routed there, or a case file stands there.
        InputError: When the ring's inputs are gone or have changed.
    """
    at = (options.at or now()).astimezone(UTC)
    whole = dossier_of(folder, name)
    _check_time(at, whole.known_at)
    dossier, held = sendable(whole, options.marking)
    worth = readiness(dossier, at=at)
    members = file_digest(folder / "members.parquet")
    chosen = _chosen(routes(dossier, options.belief), to)
    originals = _kept(folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(
            f"cannot write to {out}: {wrong.strerror}", advice="Name a folder that can be made or is there"
        ) from wrong
    made = []
    for done, route in enumerate(chosen, 1):
        marking = options.marking
        if marking.siena is None:
            marking = replace(marking, siena=route.force.handling)
        referral = Referral(
            dossier=dossier,
            members=members,
            route=route,
            readiness=worth,
            at=at,
            organisation=options.organisation,
            actor=options.actor,
            contact=options.contact,
            marking=marking,
            originals=originals,
        )
        made.append(_written(referral, out, key, options, held))
        if progress is not None:
            progress(done, len(chosen))
    return tuple(made)


def _chosen(found: Sequence[Route], to: Sequence[str]) -> list[Route]:
    if not to:
        chosen = [route for route in found if route.as_ in ("joint", "lead")]
        if not chosen:
            raise UsageError(
                "this ring is routed to no force as a lead or jointly",
                advice="Name one with --to, or say where the call centre works with --operates-in",
            )
        return chosen
    by_force = {route.force.id: route for route in found}
    chosen = []
    for name in dict.fromkeys(to):
        known = force(name)
        if name not in by_force:
            raise UsageError(
                f"nothing in this ring leads to {known.name}",
                advice="Run refer without --to to see where it could go, or say where the call centre works "
                "with --operates-in and --because",
            )
        chosen.append(by_force[name])
    return chosen


def _kept(folder: Path) -> dict[str, Path]:
    """Find the originals that gather kept beside the reports, by digest."""
    reports = sources_of(folder).reports
    if reports is None:
        return {}
    place = reports.parent / _ORIGINALS
    files = sorted(place.iterdir()) if place.is_dir() else []
    return {f"sha256:{path.stem}": path for path in files if path.is_file()}


def _check_time(at: datetime, known_at: datetime | None) -> None:
    """Refuse a time that a case file made now cannot bear."""
    if at > now():
        raise UsageError("the time of the case file lies ahead", advice="Leave --at out, or name a past time")
    if known_at is not None and at < known_at:
        raise UsageError(
            "the case file would be older than the newest of its reports",
            advice="Name a later time with --at, or leave it out",
        )


def _written(
    referral: Referral, out: Path, key: SigningKey, options: Options, held: tuple[str, ...]
) -> Referred:
    begun = opened(referral, key)
    parts = [*contents(referral)]
    pages, notes = _pages(referral, begun, options)
    parts += pages.parts
    parts += certified(referral, parts)
    custody = enclosed(referral, parts, begun, key)
    place = out / f"{referral.reference}-{referral.route.force.id}"
    sealed = seal(
        parts,
        place,
        key=key,
        at=referral.at,
        details=dict(_details(referral)),
        custody=custody,
        actor=referral.actor,
        reason=f"Sealed for {referral.route.force.name}",
    )
    told = next(part.content for part in parts if part.path.endswith("/reports.jsonl"))
    assert isinstance(told, bytes)
    locked = None
    if options.recipients:
        locked = place.with_name(f"{place.name}.tar.age")
        encrypted(place, options.recipients, locked)
    return Referred(
        reference=referral.reference,
        ring_id=referral.dossier.ring_id,
        sealed=sealed,
        route=referral.route,
        languages=pages.languages,
        readiness=referral.readiness,
        told=told.count(b'"withheld": null'),
        pointed=referral.concerned.height,
        originals=sum(part.path.startswith("data/evidence/originals/") for part in parts),
        encrypted=locked,
        notes=(*held, *notes),
    )


def _pages(referral: Referral, begun: tuple[Entry, ...], options: Options) -> tuple[Printed, tuple[str, ...]]:
    """Print in English and the force's language; leave out one that lacks its font and was not asked for."""
    wanted = options.languages
    if wanted is None:
        wanted = tuple(lang for lang in referral.route.force.languages if lang != "en")[:1]
    languages = ("en", *(lang for lang in wanted if lang != "en"))
    try:
        return printed(referral, languages, begun, options.fonts), ()
    except InputError as wrong:
        if options.languages is not None or len(languages) == 1:
            raise
        note = f"The pages in {', '.join(languages[1:])} were left out: {wrong.message}. {wrong.advice or ''}"
        return printed(referral, ("en",), begun, options.fonts), (note.strip(),)


def _details(referral: Referral) -> Iterator[tuple[str, str]]:
    """Give the lines of ``bag-info.txt``."""
    yield ORGANISATION, referral.organisation
    yield "External-Identifier", referral.reference
    yield "External-Description", f"{referral.dossier.ring_id}, referred as {referral.route.as_}"
    yield "Addressee", referral.route.force.name
    yield "Marking", _marked(referral.marking)
    yield "Contact-Name", referral.actor
    if referral.contact:
        yield "Contact-Email" if "@" in referral.contact else "Contact-Phone", referral.contact


def _marked(marking: Marking) -> str:
    parts: Iterable[str | None] = (str(marking.tlp), marking.siena)
    return " ".join(part for part in parts if part)
