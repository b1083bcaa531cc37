"""Rings in common: which rings of two sides are one organisation, and what the two should do next.

A ring of one side and a ring of the other are taken for one when at least two values in common speak for
both, and are seen there at least once for every twenty reports of each ring. A value speaks, on each side,
only for the ring that holds more than half of its reports, and not by a single report of a ring of more than
twenty. It does not speak at all where either side's linking found that it serves several rings, or that it
says nothing: an enabler is never a bridge. One value alone is never enough, nor is one report: a number that
was handed on, a wrong digit, or one hostile report could make it. So on each side one of the values stands in
two reports or more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.rings.sentences import count, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ringfence.exchange.overlap import RingCounts, Shared

ENOUGH = 2
TOO_LITTLE = (
    "This is too little for a joint referral. Pool the reports under the agreement, and link them again: "
    "pieces of one organisation may then come together."
)
FEW = 10
"""Rings with fewer reporters than this together, or than half of it on a side, are no joint referral yet."""
WITH_ALL = (
    (
        "Each side asks its own reporters whether they would testify, so that a case file can say how many "
        "would. Their records go only through the referral."
    ),
    (
        "Until the day of the operation let no takedown notice, no warning and no public answer follow from "
        "a value that you know only from the other side: the ring would learn that it is seen."
    ),
    (
        "Values that serve several rings are left out here. They are a finding of their own: who sells them "
        "may lead to all of them."
    ),
)
"""What to do with every ring in common, in sentences."""
SHARE = 0.05
_FIRST = ("payee", "operator", "contact", "callback", "visited")
_CALLED = {
    "payee": "payment account",
    "operator": "remote-control ID",
    "contact": "contact",
    "callback": "callback number",
    "visited": "site",
}


@dataclass(frozen=True, slots=True)
class Half:
    """What one side holds of a ring in common.

    Attributes:
        rings: Its rings, most reports first; linking may have left one organisation in parts.
        reports: Reports in them.
        reporters: Independent reporters, added up over the rings.
        paid: Reports that say where the money went.
        accounts: Different accounts, cards and wallets that were paid, added up likewise.
        values: Different values by role, added up likewise.
    """

    rings: tuple[str, ...]
    reports: int
    reporters: int
    paid: int
    accounts: int
    values: dict[str, int]


@dataclass(frozen=True, slots=True)
class CommonRing:
    """One ring that both sides see.

    Attributes:
        ours: What the first side holds.
        theirs: What the second side holds.
        values: The values in common that count and stand in it on both sides, by kind and value.
        by_role: How many they are by role.
        enough: Whether enough people reported to each and to both together for a joint referral.
        next_steps: What the two should do, in sentences.
    """

    ours: Half
    theirs: Half
    values: tuple[tuple[str, str], ...]
    by_role: dict[str, int]
    enough: bool
    next_steps: tuple[str, ...]


def rings_in_common(
    names: tuple[str, str],
    shared: tuple[Sequence[Shared], Sequence[Shared]],
    rings: tuple[Mapping[str, RingCounts], Mapping[str, RingCounts]],
) -> tuple[CommonRing, ...]:
    """Find the rings in common: those large enough for a referral first, then those with the most reports.

    Args:
        names: What the sides are called.
        shared: The values in common, as each side holds them; the same values in both.
        rings: The counts of each side's rings that hold one of them.
    """
    pairs = _pairs(shared, rings)
    found = []
    for ours, theirs in _parts(pairs):
        values = _in_both(shared, ours, theirs)
        halves = _half(ours, rings[0]), _half(theirs, rings[1])
        roles = {(one.kind, one.value): one.roles for one in shared[0]}
        by_role = {role: sum(role in roles[one] for one in values) for role in _FIRST}
        kept = {role: number for role, number in by_role.items() if number}
        people = [half.reporters for half in halves]
        enough = sum(people) >= FEW and 2 * min(people) >= FEW
        steps = _next_steps(names, halves, kept, enough=enough)
        found.append(CommonRing(*halves, values=tuple(values), by_role=kept, enough=enough, next_steps=steps))
    return tuple(sorted(found, key=_order))


def _order(one: CommonRing) -> tuple[bool, int, tuple[str, ...]]:
    return not one.enough, -one.ours.reports - one.theirs.reports, one.ours.rings


def _pairs(
    shared: tuple[Sequence[Shared], Sequence[Shared]],
    rings: tuple[Mapping[str, RingCounts], Mapping[str, RingCounts]],
) -> list[tuple[str, str]]:
    """Pair the rings of both sides by the values that speak for both; one report alone makes no pair."""
    other = {(one.kind, one.value): one for one in shared[1]}
    seen: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in shared[0]:
        theirs = other.get((one.kind, one.value))
        if theirs is None or not one.counts or not theirs.counts:
            continue
        for ours_id, ours_reports in _speaks_for(one, rings[0]):
            for theirs_id, theirs_reports in _speaks_for(theirs, rings[1]):
                seen.setdefault((ours_id, theirs_id), []).append((ours_reports, theirs_reports))
    return [
        pair
        for pair, values in seen.items()
        if len(values) >= ENOUGH
        and all(
            max(reports) >= ENOUGH and sum(reports) >= SHARE * held[ring_id].reports
            for reports, held, ring_id in zip(zip(*values, strict=True), rings, pair, strict=True)
        )
    ]


def _in_both(
    shared: tuple[Sequence[Shared], Sequence[Shared]], ours: set[str], theirs: set[str]
) -> list[tuple[str, str]]:
    """List what counts and stands in both, be it seen there once; whether they are one is decided by then."""
    held = [
        {
            (one.kind, one.value)
            for one in side
            if one.counts and any(ring_id in rings for ring_id, _ in one.rings)
        }
        for side, rings in zip(shared, (ours, theirs), strict=True)
    ]
    return sorted(held[0] & held[1])


def _speaks_for(one: Shared, rings: Mapping[str, RingCounts]) -> tuple[tuple[str, int], ...]:
    """Name the ring that a value speaks for: where most of it is, and it is no single report of many."""
    whole = sum(reports for _, reports in one.rings)
    return tuple(
        (ring_id, reports)
        for ring_id, reports in one.rings
        if 2 * reports > whole and (reports > 1 or reports >= SHARE * rings[ring_id].reports)
    )


def _parts(pairs: Sequence[tuple[str, str]]) -> list[tuple[set[str], set[str]]]:
    """Put together what hangs together: one side may hold in two parts what the other holds in one."""
    parts: list[tuple[set[str], set[str]]] = []
    for ours, theirs in sorted(pairs):
        touched = [part for part in parts if ours in part[0] or theirs in part[1]]
        joined = {ours}.union(*(part[0] for part in touched)), {theirs}.union(*(part[1] for part in touched))
        parts = [part for part in parts if part not in touched] + [joined]
    return parts


def _half(names: set[str], rings: Mapping[str, RingCounts]) -> Half:
    held = sorted((rings[name] for name in names), key=lambda one: (-one.reports, one.ring_id))
    values: dict[str, int] = {}
    for one in held:
        for role, number in one.values.items():
            values[role] = values.get(role, 0) + number
    return Half(
        rings=tuple(one.ring_id for one in held),
        reports=sum(one.reports for one in held),
        reporters=sum(one.reporters for one in held),
        paid=sum(one.paid for one in held),
        accounts=sum(one.accounts for one in held),
        values=values,
    )


def _next_steps(
    names: tuple[str, str], halves: tuple[Half, Half], common: Mapping[str, int], *, enough: bool
) -> tuple[str, ...]:
    ours, theirs = halves
    held = [
        f"{name} holds {count(half.reports, 'report')} by {count(half.reporters, 'reporter')}, "
        f"{half.paid:,} of them with an account or card that was paid"
        for name, half in zip(names, halves, strict=True)
    ]
    lead, other = (0, 1) if (ours.reporters, ours.paid) >= (theirs.reporters, theirs.paid) else (1, 0)
    money = 0 if (ours.paid, ours.accounts) >= (theirs.paid, theirs.accounts) else 1
    who = f"{names[lead]} leads, as more people reported to it"
    if not halves[money].paid:
        who += "; neither side has a money trail yet, so ask both sides' reporters who was paid"
    elif money == lead:
        who += ", and it knows more of where the money went"
    else:
        who += f"; {names[other]} brings the money trail, of which it knows more"
    first = f"{'; '.join(held)}."
    if not enough:
        return (
            first,
            TOO_LITTLE,
        )
    return (
        first,
        "Propose a joint referral under a joint prosecution agreement: one case file, both sides' exhibits.",
        f"{who}.",
        _exchange_first(names, halves, common),
    )


def _exchange_first(names: tuple[str, str], halves: tuple[Half, Half], common: Mapping[str, int]) -> str:
    """Say which values to exchange first: money can still be frozen, numbers are gone in two weeks."""
    said = []
    for name, half in zip(names, halves, strict=True):
        further = {role: half.values.get(role, 0) - common.get(role, 0) for role in _FIRST}
        parts = [count(number, _CALLED[role]) for role, number in further.items() if number > 0]
        if parts:
            said.append(f"{name} about {listed(parts, len(parts))}")
    if not said:
        return "Neither side holds a further value of this ring."
    return f"Under the agreement exchange further values, what was paid first: {'; '.join(said)}."
