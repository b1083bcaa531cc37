"""Place a new report into a known ring by the values that it shares; provisional until the next relink.

    index = Index(folder / "index.arrow")
    place(new_report, index)         # its ring or none, how sure that is, and by which values

A value speaks for a ring as in `ringfence.rings.belonging`: with its weight, times the share of the persons
who hold it that stand in that ring. Nothing is learned from new reports: however many arrive, they cannot
change where the next one goes. And nobody alone places another's report: two persons, neither of them its
own reporter, must stand behind what speaks for the ring. A report that two rings claim nearly alike stands in
neither, as when it is linked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.rings.belonging import BEHIND, CLEAR, DOUBT, NOTABLE
from ringfence.rings.index import person_of
from ringfence.rings.ring import ONE

if TYPE_CHECKING:
    from ringfence.rings.index import Found, Index

ENOUGH = 0.4
"""The confidence from which a report is placed: one value that only this ring holds gives about .7."""
PEOPLE = 2
"""So many persons beside its reporter must stand behind what speaks for the ring."""


@dataclass(frozen=True, slots=True)
class NewSighting:
    """A sighting of a report that was not linked yet; the columns of ``sightings.parquet``.

    Attributes:
        kind: The value's kind.
        value: Its canonical form.
        role: What it did in the report.
        at: When, in microseconds since 1970, UTC.
        validity: ``possible`` counts half; None: valid.
        strength: What is known to lower it, 0 to 1; None: nothing.
    """

    kind: str
    value: str
    role: str
    at: int
    validity: str | None = None
    strength: float | None = None


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report that was not linked yet.

    Attributes:
        report_id: Its id.
        source: Where it came from; None: not known.
        reporter: Who made it; None: not known.
        sightings: What stands in it.
    """

    report_id: str
    source: str | None
    reporter: str | None
    sightings: tuple[NewSighting, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """A value that speaks for the ring, and how much.

    Attributes:
        kind: Its kind.
        value: Its canonical form.
        bits: What it says for the ring.
        people: How many hold it there, the report's own reporter left out.
    """

    kind: str
    value: str
    bits: float
    people: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a new report stands until the next relink.

    Attributes:
        report_id: The report.
        ring_id: Its ring; None: too little speaks for any, or nearly as much for another.
        confidence: 0 to 1, to 4 places; 0 in no ring.
        second_ring_id: The ring that comes next, or comes first but for too few persons; None: none.
        second_confidence: 0 to 1, to 4 places; None with it.
        because: What speaks for the ring, the most first; nothing in no ring.
    """

    report_id: str
    ring_id: str | None
    confidence: float
    second_ring_id: str | None
    second_confidence: float | None
    because: tuple[Because, ...]


def place(report: NewReport, index: Index) -> Placed:
    """Place a report into the ring for which its values speak most; between equals the lower id.

    Args:
        report: The report.
        index: That of the ring folder.
    """
    person = person_of(report.source, report.reporter)
    total = DOUBT
    speaks: dict[str, list[Because]] = defaultdict(list)
    behind: dict[str, set[str]] = defaultdict(set)
    for (kind, value), (found, weight) in sorted(_known(report, index).items()):
        total += weight
        for ring in found.rings:
            mine = person in ring.people
            if others := ring.here - mine:
                bits = weight * others / (found.held - mine) / ONE
                speaks[ring.ring_id].append(Because(kind, value, bits, others))
                behind[ring.ring_id] |= ring.people - {person}
    sure = {ring: round(sum(one.bits for one in spoken) * ONE / total, 4) for ring, spoken in speaks.items()}
    order = sorted(sure, key=lambda ring: (-sure[ring], ring))
    best = next((ring for ring in order if sure[ring] >= ENOUGH and len(behind[ring]) >= PEOPLE), None)
    claiming = [ring for ring in order if ring != best and max(one.people for one in speaks[ring]) >= BEHIND]
    if best is not None and claiming and CLEAR * sure[claiming[0]] >= sure[best]:
        best = None
    second = next((ring for ring in order if ring != best and sure[ring] >= NOTABLE), None)
    return Placed(
        report_id=report.report_id,
        ring_id=best,
        confidence=0.0 if best is None else sure[best],
        second_ring_id=second,
        second_confidence=None if second is None else sure[second],
        because=() if best is None else _told(speaks[best]),
    )


def _known(report: NewReport, index: Index) -> dict[tuple[str, str], tuple[Found, int]]:
    """Look up each value of a report that links, once, in its strongest role."""
    strongest: dict[tuple[str, str], tuple[int, int]] = {}
    for one in report.sightings:
        strength = index.strength(one.kind, one.role, one.validity, one.strength)
        name = (one.kind, one.value)
        if strength > strongest.get(name, (0, 0))[0]:
            strongest[name] = (strength, one.at)
    known = {}
    for (kind, value), (strength, at) in strongest.items():
        found = index.find(kind, value, at)
        weight = 0 if found is None else found.weight(strength)
        if found is not None and weight:
            known[kind, value] = (found, weight)
    return known


def _told(spoken: list[Because]) -> tuple[Because, ...]:
    rounded = (Because(one.kind, one.value, round(one.bits, 4), one.people) for one in spoken)
    return tuple(sorted(rounded, key=lambda one: (-one.bits, one.kind, one.value)))
