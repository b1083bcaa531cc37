"""The demo's second half: what two companies have in common, case files, their verification, what came of it.

It goes on where `story` stops, with the same actions as the commands; keys and times are the demo's own, so
that everyone sees the same.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import polars as pl
from rich.padding import Padding
from rich.text import Text

from ringfence.actions.check import check
from ringfence.actions.files import PRIVATE
from ringfence.actions.keys import node_key
from ringfence.actions.outcomes import Happened, record, tally
from ringfence.actions.overlap import overlap
from ringfence.actions.refer import Options, refer, survey
from ringfence.actions.signing_keys import public_path
from ringfence.actions.verify import verify_case
from ringfence.cli.screen import chapter, progress, say, table
from ringfence.exchange.signing import from_seed
from ringfence.guidance.check import lines
from ringfence.referrals.routing import Belief
from ringfence.rings.sentences import count, listed
from ringfence.words import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from ringfence.actions.overlap import Overlap
    from ringfence.actions.refer import Look, Referred
    from ringfence.exchange.signing import SigningKey
    from ringfence.outcomes.tally import Tally

COMPANIES = ("company-a", "company-b")
LEADS = ("us-fbi", "gb-nca", "ca-rcmp", "au-afp", "de-bka", "es-policia-nacional")
"""To the forces of six countries goes a lead each, about the ring with most of their people."""
JOINT = "in-cbi"
REFERRED_AT = datetime(2023, 10, 26, 9, tzinfo=UTC)
RAIDED_ON = date(2023, 11, 14)
RECORDED_AT = datetime(2023, 11, 15, 8, tzinfo=UTC)
UNDER_EMBARGO = date(2023, 11, 14)
PUBLIC_ON = date(2024, 1, 15)
_ORGANISATION = "Company A and Company B"
_ACTOR = "Asha Menon"
_CONTACT = "referrals@company-a.example"
_MADE_UP = "made up by the demo"
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Sequel:
    """What the second half did.

    Attributes:
        values_in_common: Values that both companies hold.
        centres_in_common: True call centres that the rings in common belong to.
        ready: Rings that are ready to be referred.
        referred: The case files, by force.
        verified: How many of them verified, the signer among it.
        tampering_found: Whether one changed byte was found.
        fingerprint: Of the demo's signing key.
        answer: What anyone who checks the ring's number is told.
    """

    values_in_common: int
    centres_in_common: int
    ready: int
    referred: dict[str, str]
    verified: int
    tampering_found: bool
    fingerprint: str
    answer: tuple[str, ...]


def play_on(folder: Path, screen: Console) -> Sequel:
    """Play the second half in the folder of the first.

    Args:
        folder: The demo's folder.
        screen: Where it is told.
    """
    key = _key(folder)
    found = _overlap(folder, screen)
    centres, mixed = _centres(folder, found)
    _in_common(screen, found, centres, mixed)
    with progress("looking at rings") as tell:
        looks = survey(folder / "rings", at=REFERRED_AT, progress=tell)
    chosen = _choose(folder, looks)
    _readiness(screen, looks, chosen)
    made = _refer(folder, screen, key, chosen)
    verified, caught = _verify(folder, screen, made, key.public.fingerprint)
    _outcomes(folder, screen, chosen.ring_id, made)
    answer = _check(folder, screen, chosen.ring_id)
    return Sequel(
        values_in_common=found.values or 0,
        centres_in_common=len(centres),
        ready=sum(one.readiness.ready for one in looks),
        referred={one.route.force.id: str(one.sealed.folder.relative_to(folder)) for one in made},
        verified=verified,
        tampering_found=caught,
        fingerprint=key.public.fingerprint,
        answer=answer,
    )


def _key(folder: Path) -> SigningKey:
    """Write the demo's signing key: known to everyone, so that everyone sees the same; for nothing else."""
    key = from_seed(bytes(32))
    place = folder / "signing.pem"
    place.write_bytes(key.pem)
    place.chmod(PRIVATE)
    public_path(place).write_bytes(key.public.pem)
    return key


def _overlap(folder: Path, screen: Console) -> Overlap:
    sources = [folder / "alone" / name / "rings" for name in COMPANIES]
    with progress("comparing what two companies hold"):
        found = overlap((sources[0], sources[1]), output=folder / "overlap", at=REFERRED_AT)
    chapter(
        screen,
        "8. In common",
        "The two companies compare what they hold, each in a process of its own, and show nothing else.",
    )
    rows = [(side.name, side.values, side.elements, side.padded) for side in found.sides]
    screen.print(table(None, ("company", "values", "compared", "filled up to"), rows))
    screen.print()
    kinds = ", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in found.by_kind.items())
    say(screen, f"{count(found.values or 0, 'value')} are in common: {kinds}.")
    return found


_MIXED = " {} of rings belong to two different call centres: what joins them was named in passing."


def _centres(folder: Path, found: Overlap) -> tuple[dict[str, tuple[int, int]], int]:
    """Say of which true call centres the rings in common are, with how many reports on each side.

    Returns:
        Those, and how many rings in common join two different call centres.
    """
    centres: dict[str, tuple[int, int]] = {}
    mixed = 0
    truth = pl.read_parquet(folder / "inbox" / "truth.parquet").rename({"ring_id": "true_id"})
    members = [
        pl.read_parquet(folder / "alone" / name / "rings" / "members.parquet").join(truth, on="report_id")
        for name in COMPANIES
    ]
    for ring in found.rings:
        halves = (ring.ours.rings, ring.theirs.rings)
        mine = [
            side.filter(pl.col("ring_id").is_in(half)).drop_nulls("true_id")
            for side, half in zip(members, halves, strict=True)
        ]
        ours, theirs = ({*_mostly(half)} for half in mine)
        mixed += bool(ours and theirs and ours.isdisjoint(theirs))
        for true_id in sorted(ours & theirs)[:1]:
            before = centres.get(true_id, (0, 0))
            centres[true_id] = (before[0] + mine[0].height, before[1] + mine[1].height)
    return dict(sorted(centres.items())), mixed


def _mostly(half: pl.DataFrame) -> list[str]:
    """Give the true call centres that most reports of a half are of; several where it is a draw."""
    counted = half.group_by("true_id").len()
    return counted.filter(pl.col("len") == pl.col("len").max())["true_id"].to_list()


def _in_common(screen: Console, found: Overlap, centres: dict[str, tuple[int, int]], mixed: int) -> None:
    say(
        screen,
        f"They join {count(len(found.rings), 'ring')} of the one to rings of the other, "
        f"{sum(ring.enough for ring in found.rings)} of them large enough for a referral. The truth knows "
        f"that these are {count(len(centres), 'call centre')}; company A sees 10, company B sees 9, and 5 "
        f"are seen by both.{_MIXED.format(count(mixed, 'pair')) if mixed else ''}",
    )
    screen.print()
    rows = [
        (f"call centre {int(name.rpartition('-')[2]) + 1}", ours, theirs)
        for name, (ours, theirs) in centres.items()
    ]
    columns = ("in truth", *(f"reports of {name} in common rings" for name in COMPANIES))
    screen.print(table(None, columns, rows))
    if found.rings:
        screen.print()
        screen.print(Text("What the two should do next about the largest:"))
        for sentence in found.rings[0].next_steps[:_STEPS]:
            screen.print(Padding(Text(f"• {sentence}"), (0, 0, 0, 2)))


def _choose(folder: Path, looks: Sequence[Look]) -> Look:
    """Choose the ring to refer jointly: ready, seen by both companies, the most willing witnesses."""
    rings = pl.read_parquet(folder / "rings" / "rings.parquet", columns=["ring_id", "sources"])
    sources = dict(rings.iter_rows())
    both = [one for one in looks if set(COMPANIES) <= set(sources[one.ring_id])] or list(looks)
    return max(both, key=lambda one: (one.readiness.ready, _willing(one), one.readiness.core_reports))


def _willing(look: Look) -> int:
    return sum(row.testify for row in look.readiness.countries)


def _readiness(screen: Console, looks: Sequence[Look], chosen: Look) -> None:
    ready = sum(one.readiness.ready for one in looks)
    chapter(screen, "9. Ready?", "A case file is worth what its victims, exhibits and money trail are worth.")
    say(
        screen,
        f"Of {count(len(looks), 'ring')} with a core, {ready} are ready to be referred. {chosen.ring_id}, "
        f"which both companies see, has {count(_willing(chosen), 'victim')} willing to testify:",
    )
    rows = [
        (row.country or "not known", row.reports, row.police, row.contact, row.testify)
        for row in chosen.readiness.countries
    ]
    columns = ("victims in", "reports", "may go to police", "may be contacted", "would testify")
    screen.print(table(None, columns, rows))
    for title, said in (("Weak", chosen.readiness.weak), ("Next", chosen.readiness.next_steps)):
        for one in said[:_STEPS]:
            screen.print(Padding(Text(f"• {title}: {one}"), (0, 0, 0, 2)))


def _refer(folder: Path, screen: Console, key: SigningKey, chosen: Look) -> tuple[Referred, ...]:
    belief = Belief("IN", "the demo's own word; a telephone number would be no reason")
    options = Options(
        organisation=_ORGANISATION, actor=_ACTOR, contact=_CONTACT, at=REFERRED_AT, belief=belief
    )
    place, rings = folder / "case-files", folder / "rings"
    plan = [(chosen.ring_id, JOINT), *_leads(folder)]
    made: list[Referred] = []
    with progress("writing case files") as tell:
        for done, (ring_id, force) in enumerate(plan, 1):
            made += refer(rings, ring_id, place, to=[force], key=key, options=options)
            tell(done, len(plan))
    chapter(
        screen,
        "10. Referred",
        "One joint case file, by the channel that exists, and a lead for each of six countries' forces.",
    )
    rows = [
        (
            one.route.force.id,
            one.route.as_,
            listed([channel.id for channel in one.route.via], 4) if one.route.via else "directly",
            one.pointed,
            one.told,
            one.originals,
            " ".join(one.languages),
        )
        for one in made
    ]
    columns = ("to", "as", "through", "victims by pointer", "with text", "originals", "pages in")
    screen.print(table(None, columns, rows))
    for note in made[0].notes:
        screen.print()
        say(screen, f"{made[0].route.force.id}: {note}")
    return tuple(made)


def _leads(folder: Path) -> list[tuple[str, str]]:
    """For each of the six countries the ring that has most of its people in a core; else most of them."""
    members = pl.read_parquet(
        folder / "rings" / "members.parquet", columns=["report_id", "ring_id", "core_id"]
    )
    reports = pl.read_parquet(folder / "reports.parquet", columns=["report_id", "country"])
    counted = (
        members.drop_nulls("ring_id")
        .join(reports, on="report_id")
        .group_by("country", "ring_id")
        .agg(core=pl.col("core_id").count(), reports=pl.len())
        .sort("core", "reports", "ring_id", descending=[True, True, False])
    )
    leads = []
    for force in LEADS:
        mine = counted.filter(pl.col("country") == force[:2].upper())
        if mine.height:
            leads.append((str(mine["ring_id"][0]), force))
    return leads


def _verify(folder: Path, screen: Console, made: Sequence[Referred], fingerprint: str) -> tuple[int, bool]:
    verified = sum(verify_case(one.sealed.folder, fingerprint).ok for one in made)
    altered = folder / "altered"
    shutil.copytree(made[0].sealed.folder, altered)
    page = altered / "data" / "case.pdf"
    inside = bytearray(page.read_bytes())
    inside[len(inside) // 2] ^= 1
    page.write_bytes(inside)
    seen = verify_case(altered, fingerprint)
    wrong = next((one for one in seen.casefile.checks if one.ok is False), None)
    shutil.rmtree(altered)
    chapter(
        screen, "11. Verified", "As the receiving officer would, with a fingerprint from another channel."
    )
    caught = "not found" if wrong is None else f"found ({wrong.name}: {wrong.said})"
    say(
        screen,
        f"{verified} of {count(len(made), 'case file')} are intact and signed by {fingerprint[:23]}…; in a "
        f"copy of the first, one bit was changed: {caught}. VERIFY.txt in each says how to do it without us.",
    )
    return verified, not seen.ok


def _outcomes(folder: Path, screen: Console, ring_id: str, made: Sequence[Referred]) -> None:
    rings = folder / "rings"
    for one in made:
        handed = Happened(
            "referral",
            one.ring_id,
            one.route.force.id,
            one.route.force.country or "",
            REFERRED_AT.date().isoformat(),
            f"case file {one.reference}",
        )
        record(rings, handed, by=_ACTOR, at=REFERRED_AT)
    told = (
        ("raid", 14, None),
        ("arrest", 26, None),
        ("seizure", 61, None),
        ("freeze", 12, Money(4_250_000_00, "INR")),
    )
    for kind, number, money in told:
        happened = Happened(
            kind,
            ring_id,
            JOINT,
            "IN",
            RAIDED_ON.isoformat(),
            _MADE_UP,
            public_from="2023-11-15",
            count=number,
            money=money,
        )
        record(rings, happened, by=_ACTOR, at=RECORDED_AT)
    chapter(
        screen,
        "12. What came of it",
        "Outcomes are recorded with their source; the public learns them later.",
    )
    inside = tally([rings], "kind", PUBLIC_ON, internal=True)
    before = tally([rings], "kind", UNDER_EMBARGO)
    after = tally([rings], "kind", PUBLIC_ON)
    rows = [
        (kind, *(_figure(one, kind) for one in (inside, before, after)))
        for kind in ("referral", *(kind for kind, _, _ in told))
    ]
    screen.print(table(None, ("", "inside", "public on the day", "public later"), rows))


def _figure(told: Tally, kind: str) -> str:
    """Read how often something happened from a tally; what is not said there is not known."""
    for row in told.rows:
        if row.label == kind and row.currency is None:
            amount = row.figures[0].amount
            return row.figures[0].said if amount is None else f"{amount:,}"
    return "not told"


def _check(folder: Path, screen: Console, ring_id: str) -> tuple[str, ...]:
    """Ask what anyone would be told of the number that most people gave the desk as the one to call."""
    members = pl.scan_parquet(folder / "rings" / "members.parquet").filter(pl.col("ring_id") == ring_id)
    dialled = (
        pl.scan_parquet(folder / "sightings.parquet")
        .filter(pl.col("role") == "callback", pl.col("source") == "public-desk")
        .join(members, on="report_id", how="semi")
        .group_by("value")
        .agg(people=pl.col("reporter").n_unique())
        .sort("people", "value", descending=[True, False])
        .head(1)
        .collect()
    )
    if not dialled.height:
        return ()
    number = str(dialled["value"][0])
    answer = check(number, folder / "rings", at=REFERRED_AT, node_key=node_key(folder / "node.key"))
    said = tuple(line.text for line in lines(answer, "en"))
    chapter(
        screen,
        "13. What the next person is told",
        f"Someone looks up {number} before they call it. Rings and operations play no part in the answer.",
    )
    for text in said:
        screen.print(Padding(Text(f"• {text}"), (0, 0, 0, 2)))
    return said
