"""Share: write what of a ring may go to a partner, the community, a force or the public as STIX 2.1."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from ringfence.actions import corrections
from ringfence.actions.dossiers import dossier_of
from ringfence.actions.files import file_digest, replacing
from ringfence.actions.signing_keys import signing_key
from ringfence.exchange import agreement as agreements
from ringfence.exchange.formats import stix
from ringfence.exchange.marking import Audience, Marking, may_go
from ringfence.exchange.selection import Held, Terms, select
from ringfence.words import InputError, Place, Tlp, UsageError, now

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ringfence.exchange.agreement import Agreement
    from ringfence.rings.dossier import Dossier

CEILINGS = {Audience.PUBLIC: Tlp.CLEAR, Audience.COMMUNITY: Tlp.GREEN, Audience.FORCE: Tlp.AMBER}
"""The marking that goes to each audience without asking; to a partner, what the agreement says."""
NOBODY = "this organisation"
"""What the sender is called when it does not say."""
LONGEST_NAME = 200
"""How many characters the sender's name has at most, as in a certificate of a case file."""
COMPANIES, POLICE = "share_companies", "share_police"
"""The consents that a report needs to be counted: for the police the second, for all others the first."""
PEOPLE_FOR_THE_PUBLIC = 3
"""By how many independent people a value must be named before the public is told, as in ``check``."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A bundle that was written.

    Attributes:
        ring_id: The ring.
        path: The file.
        digest: Its digest, ``sha256:…``.
        bytes: Its size.
        to: To whom it may go.
        marking: How it is to be handled, in a line.
        because: Why it may go there, in sentences.
        objects: How many objects of each STIX type it holds, by type.
        values: Values of the ring in it.
        reports: Reports that are counted in it.
        held: What stayed, and why.
    """

    ring_id: str
    path: Path
    digest: str
    bytes: int
    to: str
    marking: str
    because: tuple[str, ...]
    objects: dict[str, int]
    values: int
    reports: int
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom a bundle goes.

    Attributes:
        audience: Who they are: the public, the community, a partner or a force.
        agreement: The agreement's file; needed for a partner.
        key: The signing key by which we are a party to it; None: the node's own.
    """

    audience: Audience = Audience.COMMUNITY
    agreement: Path | None = None
    key: Path | None = None


def share(
    folder: Path,
    name: str,
    out: Path,
    receiver: Receiver,
    *,
    organisation: str | None = None,
    tlp: Tlp | None = None,
    at: datetime | None = None,
) -> Shared:
    """Write the bundle of a ring for a receiver.

    Args:
        folder: The ring folder.
        name: The beginning of the ring's id.
        out: The file to write.
        receiver: To whom it goes.
        organisation: Who says so, at most 200 characters, and under an agreement no other than it calls us;
            None: as we are called in the agreement, else ``this organisation``.
        tlp: The marking; None: the strictest that may go there.
        at: When; None: now.

    Raises:
        UsageError: When it is no ring folder, a partner is named without an agreement or an agreement without
            a partner, the marking may not go there, or the organisation's name is not one line, too long, or
            not the one that the agreement calls us by.
        InputError: When nothing of the ring may go there.
    """
    when = (at or now()).astimezone(UTC)
    agreed, called = _agreed(receiver)
    who = _who(organisation, called, agreed)
    ceiling = agreed.ceiling if agreed is not None else CEILINGS[receiver.audience]
    marking = Marking(tlp if tlp is not None else ceiling)
    decision = may_go(marking, receiver.audience, agreement=agreed, at=when)
    if not decision.allowed:
        raise UsageError(
            f"it may not go to {receiver.audience.value}: {'; '.join(decision.why)}",
            advice="Choose a wider marking with --tlp (only reports that allow it go in), or someone nearer",
        )
    dossier = dossier_of(folder, name)
    chosen = select(dossier, _terms(folder, receiver, marking, agreed, when))
    if chosen.values.is_empty():
        raise _nothing(dossier, chosen.held, marking, receiver)
    bundle = stix.bundle_of(dossier, chosen, who, when, marking)
    content = stix.write(bundle)
    with replacing(out) as beside:
        beside.write_bytes(content)
    return Shared(
        ring_id=dossier.ring_id,
        path=out,
        digest=file_digest(out),
        bytes=len(content),
        to=receiver.audience.value,
        marking=marking.tlp.value,
        because=decision.why,
        objects=_types(bundle),
        values=chosen.values.height,
        reports=chosen.reports,
        held=chosen.held,
    )


def _nothing(dossier: Dossier, held: tuple[Held, ...], marking: Marking, receiver: Receiver) -> InputError:
    stays = [
        f"{one.count:,} of {dossier.reports.height:,} are {one.why}" for one in held if one.what == "reports"
    ]
    why = f": of its reports, {'; '.join(stays)}" if stays else ": it has no value that may leave"
    return InputError(
        f"nothing of {dossier.ring_id} may go to {receiver.audience.value} as {marking.tlp.value}{why}",
        advice="Ask who holds its reports to mark them anew, or share with someone nearer",
    )


def _terms(
    folder: Path, receiver: Receiver, marking: Marking, agreed: Agreement | None, at: datetime
) -> Terms:
    force = receiver.audience is Audience.FORCE
    public = receiver.audience is Audience.PUBLIC
    return Terms(
        marking,
        consent=POLICE if force else COMPANIES,
        countries=() if agreed is None else agreed.countries,
        people=PEOPLE_FOR_THE_PUBLIC if public else 1,
        whole_days=not force,
        disputed=frozenset() if force else _disputed(folder, at),
    )


def _disputed(folder: Path, at: datetime) -> frozenset[tuple[str, str]]:
    """Name the values that someone asked to correct, unless that was rejected."""
    rows = corrections.read(folder)
    asked = {(row.kind, row.value) for row in rows}
    effects = {one: corrections.effect(rows, *one, at) for one in asked}
    return frozenset(one for one, effect in effects.items() if effect.hidden or effect.since is not None)


def _who(organisation: str | None, called: str, agreed: Agreement | None) -> str:
    """Say who shares; what was agreed to under one name leaves under no other."""
    if organisation is None:
        return called
    name = organisation.strip()
    if not name or not name.isprintable():
        raise UsageError("the organisation's name is not one line of text", advice="Name it on one line")
    if len(name) > LONGEST_NAME:
        raise UsageError(
            f"the organisation's name is longer than {LONGEST_NAME} characters", advice="Name it shorter"
        )
    if agreed is not None and name != called:
        raise UsageError(
            "the agreement calls this organisation by another name",
            advice="Leave --organisation out, or draft another agreement",
        )
    return name


def _agreed(receiver: Receiver) -> tuple[Agreement | None, str]:
    """Read the agreement with a partner, and how we are called in it; we must be a party to it."""
    if receiver.audience is not Audience.PARTNER:
        if receiver.agreement is not None:
            raise UsageError(
                "an agreement is with a partner", advice="Share with --to partner, or leave it out"
            )
        return None, NOBODY
    if receiver.agreement is None:
        raise UsageError(
            "a partner receives nothing without an agreement",
            advice="Name the agreement that all parties signed with --agreement",
        )
    file = receiver.agreement
    try:
        agreed = agreements.read(file.read_bytes(), file.name)
    except OSError as wrong:
        raise UsageError(f"the agreement cannot be read: {wrong.strerror}", place=Place(str(file))) from wrong
    ours = signing_key(receiver.key).public.fingerprint
    agreed.others(ours)
    if agreed.shares != "indicator":
        raise UsageError(
            "this agreement is about victims, of whom only a rounded count is ever told",
            advice="Use an agreement that shares indicators",
        )
    return agreed, next(one.organisation for one in agreed.parties if one.fingerprint == ours)


def _types(bundle: dict[str, object]) -> dict[str, int]:
    objects = bundle["objects"]
    assert isinstance(objects, list)
    sizes = Counter(str(one["type"]) for one in objects)
    return dict(sorted(sizes.items()))
