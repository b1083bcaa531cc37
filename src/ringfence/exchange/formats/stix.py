"""STIX 2.1: a ring as an intrusion set with its observables; never prose, a reporter or a victim.

What goes in is chosen by `selection.select`; what each of our things becomes in STIX, and why, is told in
docs/reference/stix.md. Ids follow from what they name and by whom (UUIDv5): the same ring of the same
organisation is the same object in every bundle, ``created`` stays, ``modified`` tells the version.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.exchange.formats.stix_words import (
    PUBLISHED,
    Stix,
    definitions,
    markings,
    named,
    observable,
    stamp,
)
from ringfence.exchange.selection import Held, Selection, Terms, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ringfence.exchange.marking import Marking
    from ringfence.rings.dossier import Dossier

_PURPOSES = {
    "callback": "numbers to call back",
    "contact": "addresses that write or are written to",
    "operator": "remote-access IDs of operators",
    "payee": "where money is sent",
    "visited": "sites that victims are led to",
}
"""The roles that are infrastructure; what is said (``script``) is observed only."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the objects of one bundle share.

    Attributes:
        ring: The ring's id.
        who: The organisation's name.
        common: The fields of every object.
        made: The fields of every object that has versions.
    """

    ring: str
    who: str
    common: Mapping[str, object]
    made: Mapping[str, object]

    def thing(self, type_: str, *key: str, **fields: object) -> Stix:
        """Make an object of the ring, named by its type and key."""
        return {"type": type_, "id": named(type_, self.who, self.ring, *key), **self.made, **fields}

    def related(self, source: Stix, how: str, target: Stix) -> Stix:
        """Relate two objects."""
        ends = {"source_ref": source["id"], "target_ref": target["id"]}
        key = (str(source["id"]), how, str(target["id"]))
        return self.thing("relationship", *key, relationship_type=how, **ends)


def bundle(dossier: Dossier, *, organisation: str, at: datetime, marking: Marking) -> dict[str, object]:
    """Make the bundle of a ring, of all its reports that are not marked more strictly.

    Args:
        dossier: The ring.
        organisation: Who says so.
        at: When, aware.
        marking: How all of it is to be handled.
    """
    return bundle_of(dossier, select(dossier, Terms(marking)), organisation, at, marking)


def held_back(dossier: Dossier, marking: Marking, *, consent: str | None = None) -> tuple[Held, ...]:
    """Say what of a ring its bundle does not hold, and why.

    Args:
        dossier: The ring.
        marking: How the bundle is to be handled.
        consent: The consent that a report needs to be counted; None: none.
    """
    return select(dossier, Terms(marking, consent)).held


def bundle_of(
    dossier: Dossier, chosen: Selection, organisation: str, at: datetime, marking: Marking
) -> dict[str, object]:
    """Make the bundle of a selection; nothing but the ring's id is read of the dossier.

    Args:
        dossier: The ring.
        chosen: What of it may leave.
        organisation: Who says so.
        at: When, aware.
        marking: How all of it is to be handled.
    """
    marks = markings(marking)
    who = _identity(organisation)
    born = PUBLISHED if chosen.first is None else stamp(chosen.first)
    common = {"spec_version": "2.1", "object_marking_refs": [one["id"] for one in marks]}
    made = common | {"created": min(born, stamp(at)), "modified": stamp(at), "created_by_ref": who["id"]}
    frame = _Frame(dossier.ring_id, organisation, common, made)
    span = {} if chosen.first is None else _span(chosen.first, chosen.last or chosen.first)
    ring = frame.thing("intrusion-set", name=dossier.ring_id, **span)
    campaign = frame.thing("campaign", name=dossier.ring_id, **span)
    rows = chosen.values.to_dicts()
    seen = [(row, observable(row["kind"], row["value"]) | common) for row in rows]
    objects = [ring, campaign, frame.related(campaign, "attributed-to", ring)]
    objects += [one for _, one in seen]
    objects += _infrastructure(frame, ring, seen)
    observed = [_observed(frame, row, one) for row, one in seen if row["reports"]]
    objects += observed
    objects += _victims(frame, chosen, campaign, ring, [str(one["id"]) for one in observed])
    objects.append(_grouping(frame, objects))
    every = [*marks, who, *definitions(objects), *objects]
    unique = {str(one["id"]): one for one in every}
    key = (organisation, dossier.ring_id, stamp(at), *(str(one["id"]) for one in marks), _digest(unique))
    return {"type": "bundle", "id": named("bundle", *key), "objects": list(unique.values())}


def write(shared: Mapping[str, object]) -> bytes:
    """Write a bundle; the same bundle always gives the same bytes."""
    return json.dumps(shared, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _digest(objects: Mapping[str, Stix]) -> str:
    return named("objects", *sorted(objects))


def _identity(organisation: str) -> Stix:
    """Make the sender's identity: the same in all its bundles, so it carries no time and no marking."""
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": named("identity", organisation),
        "created": PUBLISHED,
        "modified": PUBLISHED,
        "name": organisation,
        "identity_class": "organization",
    }


def _span(first: datetime, last: datetime) -> dict[str, object]:
    return {"first_seen": stamp(first), "last_seen": stamp(last)}


def _infrastructure(
    frame: _Frame, ring: Stix, seen: Iterable[tuple[dict[str, object], Stix]]
) -> Iterable[Stix]:
    """Put the values under what they are for; what serves several rings stands by itself, with a label."""
    own: dict[str, Stix] = {}
    for row, one in seen:
        role = str(row["role"])
        if role not in _PURPOSES:
            continue
        if row["enabler"]:
            name = f"{one['type']} that serves several rings"
            holder = frame.thing("infrastructure", str(one["id"]), name=name, labels=["enabler", role])
        else:
            name = f"{frame.ring}: {_PURPOSES[role]}"
            holder = own.get(role) or frame.thing("infrastructure", role, name=name, labels=[role])
        if row["enabler"] or role not in own:
            yield holder
            yield frame.related(ring, "uses", holder)
        if not row["enabler"]:
            own[role] = holder
        yield frame.related(holder, "consists-of", one)


def _observed(frame: _Frame, row: Mapping[str, object], one: Stix) -> Stix:
    """Tell how many reports named a value, and from when to when."""
    first, last = row["first"], row["last"]
    return frame.thing(
        "observed-data",
        str(one["id"]),
        first_observed=stamp(first),  # type: ignore[arg-type]  # times wherever reports are counted
        last_observed=stamp(last),  # type: ignore[arg-type]  # times wherever reports are counted
        number_observed=row["reports"],
        object_refs=[one["id"]],
    )


def _victims(
    frame: _Frame, chosen: Selection, campaign: Stix, ring: Stix, observed: list[str]
) -> Iterable[Stix]:
    """Tell of those who reported: one incident and one sighting for all, one for each larger country."""
    if chosen.first is None or chosen.last is None:
        return
    name = f"{frame.ring}: what its victims reported"
    reported = frame.thing("incident", name=name)
    span = _span(chosen.first, chosen.last)
    yield reported
    yield frame.related(reported, "related-to", campaign)
    who = {"where_sighted_refs": [frame.made["created_by_ref"]]}
    more = {"observed_data_refs": observed} if observed else {}
    yield frame.thing("sighting", sighting_of_ref=ring["id"], count=chosen.reports, **span, **who, **more)
    for country, reports in chosen.countries:
        place = _country(country)
        yield place
        there = {"where_sighted_refs": [place["id"]]}
        yield frame.thing("sighting", country, sighting_of_ref=ring["id"], count=reports, **there)


def _country(code: str) -> Stix:
    """Make a country: the same for every sender."""
    id_ = named("location", code)
    times = {"created": PUBLISHED, "modified": PUBLISHED}
    return {"type": "location", "spec_version": "2.1", "id": id_, **times, "country": code}


_GROUPED = ("intrusion-set", "campaign", "incident", "infrastructure")


def _grouping(frame: _Frame, objects: Sequence[Stix]) -> Stix:
    """Hold together what was handed over: the ring, what it uses, and every observable."""
    refs = [str(one["id"]) for one in objects if one["type"] in _GROUPED or "created" not in one]
    name = f"{frame.ring}, as told by {frame.who}"
    return frame.thing("grouping", name=name, context="suspicious-activity", object_refs=refs)
