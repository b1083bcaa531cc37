"""The case file: what a referral of a ring holds, part by part.

Victims stand in it by pointer: the report's id, who holds it, under which reference; what they told goes
along masked, and only where they agreed that it may go to police. Everything is worked out from the dossier,
so that the same ring, referred again at the same time by the same hand, gives the same parts.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from ringfence.exchange.formats import stix
from ringfence.referrals import custody
from ringfence.referrals.certificates import Hashed, drafts
from ringfence.referrals.document import pages, subject_of
from ringfence.referrals.pages.subject import Done
from ringfence.referrals.seal import Part
from ringfence.referrals.sending import CONSENT
from ringfence.reports.safety import printable, safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from ringfence.exchange.marking import Marking
    from ringfence.exchange.signing import SigningKey
    from ringfence.referrals.custody import Entry
    from ringfence.referrals.readiness import Readiness
    from ringfence.referrals.routing import Route
    from ringfence.rings.dossier import Dossier

_PAGES = "data/case.pdf"
_REFERENCE = 12
_VALUE = ("kind", "value", "role", "validity")


@dataclass(frozen=True, slots=True)
class Referral:
    """A ring on its way to one force.

    Attributes:
        dossier: The ring, as it may go (`sending.sendable`).
        members: The digest of the file that says which reports the ring holds, ``sha256:…``.
        route: To whom, as what, and why.
        readiness: What it is worth.
        at: When the case file is made, aware.
        organisation: Who refers.
        actor: The person who does.
        contact: How they are reached about it; "" for not said.
        marking: How it is to be handled.
        originals: Where originals lie, by digest (``sha256:…``); those that consent covers go along.
    """

    dossier: Dossier
    members: str
    route: Route
    readiness: Readiness
    at: datetime
    organisation: str
    actor: str
    contact: str
    marking: Marking
    originals: Mapping[str, Path]

    @property
    def reference(self) -> str:
        """``casefile-`` and 12 hexadecimal digits: named by ring, run, force, sender and time."""
        run = str(self.dossier.run.get("run", ""))
        told = [self.dossier.ring_id, run, self.route.force.id, self.organisation, self.at.isoformat()]
        return f"casefile-{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:_REFERENCE]}"

    @property
    def concerned(self) -> pl.DataFrame:
        """The reports that this force is to look at: of a joint referral all, else those of its country."""
        reports = self.dossier.reports
        if self.route.as_ == "joint" or self.route.force.country is None:
            return reports
        return reports.filter(pl.col("country") == self.route.force.country)


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages in the languages that could be printed.

    Attributes:
        parts: One a language.
        languages: Which.
    """

    parts: tuple[Part, ...]
    languages: tuple[str, ...]


def opened(referral: Referral, key: SigningKey) -> tuple[Entry, ...]:
    """Begin the chain of custody: what the case file is made from, each by its digest, as it was found here.

    Args:
        referral: The referral.
        key: Who signs.
    """
    run = referral.dossier.run
    inputs = run.get("inputs")
    digests = {
        name: str(one.get("digest"))
        for name, one in (inputs.items() if isinstance(inputs, dict) else ())
        if isinstance(one, dict) and one.get("digest")
    }
    sources = ", ".join(sorted(set(referral.dossier.reports["source"].to_list())))
    ring = f"{referral.dossier.ring_id} in {run.get('run', 'a run without a name')}"
    steps = [
        ("took up reports", digests.get("reports"), f"As they were gathered, masked; from {sources}"),
        ("took up sightings", digests.get("sightings"), "The indicators found in them, each with its role"),
        ("took up the ring", referral.members, f"Which reports it holds: {ring}"),
    ]
    if referral.dossier.judgements:
        many = len(referral.dossier.judgements)
        steps.append(("took up judgements", digests.get("judgements"), f"{many} of analysts stand in it"))
    force = referral.route.force
    steps.append(("addressed", None, f"{referral.reference} to {force.name}, as {referral.route.as_}"))
    return _entries(referral, (), steps, key)


def enclosed(
    referral: Referral, parts: Iterable[Part], begun: Sequence[Entry], key: SigningKey
) -> tuple[Entry, ...]:
    """Go on with the chain: each original that lies in the case file, by its digest."""
    steps = [
        ("enclosed", f"sha256:{_digest(part)}", f"Original {part.path.rpartition('/')[2]}, byte for byte")
        for part in parts
        if part.path.startswith("data/evidence/originals/")
    ]
    return _entries(referral, begun, steps, key)


def _entries(
    referral: Referral,
    begun: Sequence[Entry],
    steps: Iterable[tuple[str, str | None, str]],
    key: SigningKey,
) -> tuple[Entry, ...]:
    entries = list(begun)
    for action, digest, reason in steps:
        entries.append(
            custody.added(
                entries,
                at=referral.at,
                actor=referral.actor,
                organisation=referral.organisation,
                action=action,
                object_digest=digest,
                reason=reason,
                key=key,
            )
        )
    return tuple(entries)


def printed(
    referral: Referral, languages: Sequence[str], begun: Sequence[Entry], fonts: Path | None
) -> Printed:
    """Print the pages.

    Args:
        referral: The referral.
        languages: In which languages; the first one is ``data/case.pdf``.
        begun: The steps of custody up to now.
        fonts: The folder of fonts; None for where Debian puts them.

    Raises:
        InputError: When a script needs a font that is not there.
    """
    force = referral.route.force
    subject = subject_of(
        referral.dossier,
        force,
        referral.route,
        referral.readiness,
        at=referral.at,
        organisation=referral.organisation,
        reference=referral.reference,
        marking=referral.marking,
    )
    concerned = set(referral.concerned["report_id"].to_list())
    if referral.route.as_ != "joint" and force.country is not None:
        subject = replace(subject, lands=tuple(one for one in subject.lands if one.country == force.country))
    subject = replace(
        subject,
        pointers=tuple(one for one in subject.pointers if one.report in concerned),
        custody=tuple(Done(one.at, one.actor, one.action) for one in begun),
        contact=", ".join(one for one in (referral.actor, referral.contact) if one),
    )
    parts = [
        Part(_PAGES if at == 0 else f"data/case.{lang}.pdf", pages(subject, lang, fonts=fonts))
        for at, lang in enumerate(languages)
    ]
    return Printed(tuple(parts), tuple(languages))


def contents(referral: Referral) -> Iterator[Part]:
    """Give what a case file holds beside its pages, certificates and custody."""
    dossier = referral.dossier
    shared = stix.bundle(
        dossier, organisation=referral.organisation, at=referral.at, marking=referral.marking
    )
    yield Part("data/case.stix.json", stix.write(shared))
    yield Part("data/indicators.csv", _indicators(dossier))
    yield Part("data/victims.csv", _victims(referral.concerned))
    yield Part("data/why.json", _json(_why(dossier)))
    yield Part("data/readiness.json", _json(referral.readiness.counts()))
    yield Part("data/run.json", _json(_run(dossier)))
    if dossier.judgements:
        yield Part("data/judgements.jsonl", b"".join(_line(row) for row in dossier.judgements))
    yield Part("data/evidence/reports.jsonl", _told(referral.concerned))
    yield from _originals(referral)


def certified(referral: Referral, parts: Iterable[Part]) -> tuple[Part, ...]:
    """Draft the certificates that the force's courts ask for, over the digests of the parts."""
    hashes = tuple(Hashed(part.path, _size(part), _digest(part)) for part in parts)
    made = drafts(
        referral.route.force,
        referral.dossier,
        hashes,
        at=referral.at,
        organisation=referral.organisation,
    )
    return tuple(Part(one.path, one.text.encode()) for one in made)


def _size(part: Part) -> int:
    return part.content.stat().st_size if isinstance(part.content, Path) else len(part.content)


def _digest(part: Part) -> str:
    if isinstance(part.content, bytes):
        return hashlib.sha256(part.content).hexdigest()
    with part.content.open("rb") as opened_:
        return hashlib.file_digest(opened_, "sha256").hexdigest()


def _json(record: object) -> bytes:
    return (json.dumps(record, indent=2, ensure_ascii=False, sort_keys=True, default=str) + "\n").encode()


def _line(record: Mapping[str, object]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, sort_keys=True, default=str) + "\n").encode()


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table as CSV; a cell that a spreadsheet would run is made plain."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(printable(str(cell))) for cell in row])
    return written.getvalue().encode()


def _indicators(dossier: Dossier) -> bytes:
    """List every value of the ring: what it did, who names it, when, and whether it links."""
    bits = dossier.facts.linking.group_by("kind", "value").agg(bits=pl.col("bits").max().round(1))
    rows = (
        dossier.facts.sightings.group_by(_VALUE)
        .agg(
            reports=pl.col("report_id").n_unique(),
            reporters=pl.col("person").n_unique(),
            sources=pl.col("source").unique().sort().str.join(" "),
            first_at=pl.col("at").min(),
            last_at=pl.col("at").max(),
        )
        .join(bits, on=["kind", "value"], how="left")
        .join(
            dossier.facts.verdicts.select("kind", "value", "links", "why"), on=["kind", "value"], how="left"
        )
        .with_columns(pl.col("first_at", "last_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
        .sort("reporters", *_VALUE, descending=[True, False, False, False, False])
    )
    return _table(rows.columns, rows.iter_rows())


def _victims(reports: pl.DataFrame) -> bytes:
    """List the victims by pointer: where each can be asked for; where she agreed also when and what."""
    columns = (
        "report_id", "held_by", "reference", "country", "received_at", "occurred_at", "tier",
        "losses", "share_police", "contact", "testify", "originals",
    )  # fmt: skip
    return _table(columns, (_victim(row) for row in reports.iter_rows(named=True)))


def _victim(row: dict[str, object]) -> list[object]:
    consents = row["consents"]
    assert isinstance(consents, list)
    payments = row["payments"]
    assert isinstance(payments, list)
    lost = [
        f"{one['amount_minor']} minor {one['currency']}"
        for one in payments
        if one["amount_minor"] is not None
    ]
    agreed = ["yes" if name in consents else "no" for name in (CONSENT, "contact", "testify")]
    originals = row["originals"]
    assert isinstance(originals, list)
    places = [row[name] for name in ("report_id", "source", "reference", "country")]
    if CONSENT not in consents:  # a bare pointer: whom to ask, and nothing else
        return [*places, None, None, row["tier"], None, *agreed, None]
    times = [_stamp(row[name]) for name in ("received_at", "occurred_at")]
    return [*places, *times, row["tier"], "; ".join(lost), *agreed, len(originals)]


def _stamp(at: object) -> str | None:
    return None if at is None else f"{at:%Y-%m-%dT%H:%M:%SZ}"


def may_be_told(row: Mapping[str, object]) -> str | None:
    """Say why what a victim wrote may not go to police; None when it may."""
    consents = row["consents"]
    if not isinstance(consents, list) or CONSENT not in consents:
        return "the victim has not agreed that it goes to police; ask its holder"
    return None


def _told(reports: pl.DataFrame) -> bytes:
    """Write what victims told, masked, where they agreed; else why it is not here."""
    lines = []
    for row in reports.iter_rows(named=True):
        why = may_be_told(row)
        said = {
            "report_id": row["report_id"],
            "held_by": row["source"],
            "reference": row["reference"],
            "lang": row["lang"] if why is None else None,
            "channel": row["channel"] if why is None else None,
            "originals": row["originals"] if why is None else [],
            "text": row["text"] if why is None else None,
            "withheld": why,
        }
        lines.append(_line(said))
    return b"".join(lines)


def _originals(referral: Referral) -> Iterator[Part]:
    wanted = {
        digest
        for row in referral.concerned.iter_rows(named=True)
        if may_be_told(row) is None
        for digest in row["originals"]
    }
    for digest in sorted(wanted & referral.originals.keys()):
        path = referral.originals[digest]
        yield Part(f"data/evidence/originals/{digest.removeprefix('sha256:')}{path.suffix}", path)


def _run(dossier: Dossier) -> dict[str, object]:
    """Write how the rings came about; the inputs by their digests, not by where they lie at the sender's."""
    inputs = dossier.run.get("inputs")
    named = inputs if isinstance(inputs, dict) else {}
    digests = {name: one.get("digest") for name, one in named.items() if isinstance(one, dict)}
    return {**dossier.run, "inputs": digests}


def _why(dossier: Dossier) -> dict[str, object]:
    """Write why it is a ring: each sentence with the reports that it stands on."""
    said = asdict(dossier.explanation)
    said["figures"]["bits"] = {kind: str(bits) for kind, bits in said["figures"]["bits"].items()}
    return said
