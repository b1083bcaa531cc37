"""STIX 2.1: a ring as an intrusion set with its observables; never prose, a reporter or a victim.

This is the first shape: identity, intrusion set, campaign, observables, infrastructure of the enablers, one
aggregated observed-data, sightings with counts, and the TLP 2.0 marking. Ids are made from what they name
(UUIDv5), so that the same ring gives the same bundle.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

import polars as pl

from ringfence.exchange.marking import OBJECT_IDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from ringfence.exchange.marking import Marking
    from ringfence.rings.dossier import Dossier

OURS = uuid.UUID("6a4f0b0e-9c3d-5f0a-8f7e-2b1d6c5a4e30")
"""The namespace of our own ids."""
_SCO = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace of observables' ids (STIX 2.1, section 2.9)."""
MOST_VALUES = 5_000
"""How many values of a ring a bundle holds; those of the most reports go first."""
_NEW = {
    "phone-number": "extension-definition--14a97ee2-e666-5ada-a6bd-b7177f79e211",
    "bank-account": "extension-definition--f19f3291-6a84-5674-b311-d75a925d5bd9",
    "cryptocurrency-wallet": "extension-definition--be78509e-6958-51b1-8b26-d17ee0eba2d7",
    "remote-access": f"extension-definition--{uuid.uuid5(OURS, 'remote-access')}",
    "gift-card": f"extension-definition--{uuid.uuid5(OURS, 'gift-card')}",
    "script": f"extension-definition--{uuid.uuid5(OURS, 'script')}",
}
_KINDS = {
    "phone": "phone-number",
    "bank_account": "bank-account",
    "wallet": "cryptocurrency-wallet",
    "remote_access": "remote-access",
    "gift_card": "gift-card",
    "script": "script",
    "domain": "domain-name",
    "url": "url",
    "email": "email-addr",
}
_ROLES = ("callback", "payee", "contact", "operator", "visited", "said")
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"


def bundle(dossier: Dossier, *, organisation: str, at: datetime, marking: Marking) -> dict[str, object]:
    """Make the bundle of a ring; only canonical values and counts are read, never a report's text.

    Args:
        dossier: The ring.
        organisation: Who says so.
        at: When, aware.
        marking: How all of it is to be handled.
    """
    stamp = _stamp(at)
    who = _id("identity", organisation)
    common: dict[str, object] = {"spec_version": "2.1", "object_marking_refs": [OBJECT_IDS[marking.tlp]]}
    made: dict[str, object] = common | {"created": stamp, "modified": stamp, "created_by_ref": who}
    ring = made | {
        "type": "intrusion-set",
        "id": _id("intrusion-set", dossier.ring_id),
        "name": dossier.ring_id,
    }
    campaign = made | {"type": "campaign", "id": _id("campaign", dossier.ring_id), "name": dossier.ring_id}
    identity = common | {
        "type": "identity",
        "id": who,
        "created": stamp,
        "modified": stamp,
        "name": organisation,
        "identity_class": "organization",
    }
    objects: list[dict[str, object]] = [_tlp(marking), identity, *_definitions(who, stamp), ring, campaign]
    objects.append(_related(made, campaign, "attributed-to", ring))
    rows = _values(dossier).to_dicts()
    seen = [(row, _observable(row["kind"], row["value"], common)) for row in rows]
    objects += [one for _, one in seen]
    for row, one in seen:
        if row["why"] == "enabler":
            name = f"{one['type']} that serves several rings"
            serves = made | {
                "type": "infrastructure",
                "id": _id("infrastructure", str(one["id"])),
                "name": name,
            }
            objects += [
                serves,
                _related(made, serves, "consists-of", one),
                _related(made, ring, "uses", serves),
            ]
    objects += _observed(made, ring, seen, who)
    unique = {str(one["id"]): one for one in objects}
    name = f"{dossier.ring_id} {organisation} {stamp} {marking.said}"
    return {"type": "bundle", "id": _id("bundle", name), "objects": list(unique.values())}


def write(shared: Mapping[str, object]) -> bytes:
    """Write a bundle; the same bundle always gives the same bytes."""
    return json.dumps(shared, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _values(dossier: Dossier) -> pl.DataFrame:
    """Take the valid values of the fraud itself: no caller's number, nothing genuine, none of reporters."""
    return (
        dossier.facts.sightings.filter(
            pl.col("role").is_in(_ROLES)
            & (pl.col("validity") == "valid")
            & pl.col("kind").is_in(list(_KINDS))
        )
        .filter((pl.col("strength") > 0) | (pl.col("kind") == "gift_card"))
        .group_by("kind", "value")
        .agg(
            reports=pl.col("report_id").n_unique(),
            first=pl.col("at").min(),
            last=pl.col("at").max(),
        )
        .join(dossier.facts.verdicts.select("kind", "value", "why"), on=["kind", "value"], how="left")
        .filter(~pl.col("why").is_in(["genuine", "caller id"]).fill_null(value=False))
        .sort("reports", "kind", "value", descending=[True, False, False])
        .head(MOST_VALUES)
    )


def _observable(kind: str, value: str, common: Mapping[str, object]) -> dict[str, object]:
    type_ = _KINDS[kind]
    fields: dict[str, object] = {"value": value}
    if kind == "phone":
        fields = {"value": value.removeprefix("+")}
    elif kind == "wallet":
        fields = {"value": value.partition(":")[2]}
    elif kind == "bank_account":
        scheme, _, number = value.partition(":")
        fields = {"iban": number} if scheme == "iban" else {"account_number": number}
    elif kind == "gift_card":
        fields = {"value": value.partition("#")[0]}
    said = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    made = {"type": type_, "id": f"{type_}--{uuid.uuid5(_SCO, said)}", **common, **fields}
    if type_ in _NEW:
        made["extensions"] = {_NEW[type_]: {"extension_type": "new-sco"}}
    return made


def _observed(
    made: Mapping[str, object],
    ring: Mapping[str, object],
    seen: Iterable[tuple[dict[str, object], dict[str, object]]],
    who: str,
) -> Iterable[dict[str, object]]:
    """Give for each value an observed-data with its count, and one sighting of the ring for all."""
    every = []
    for row, one in seen:
        times = {"first_observed": _stamp(row["first"]), "last_observed": _stamp(row["last"])}
        every.append(
            dict(made)
            | {"type": "observed-data", "id": _id("observed-data", f"{ring['id']} {one['id']}")}
            | times
            | {"number_observed": row["reports"], "object_refs": [one["id"]]}
        )
    if not every:
        return every
    sighting = dict(made) | {
        "type": "sighting",
        "id": _id("sighting", str(ring["id"])),
        "sighting_of_ref": ring["id"],
        "observed_data_refs": [one["id"] for one in every],
        "where_sighted_refs": [who],
    }
    return [*every, sighting]


def _related(
    made: Mapping[str, object], source: Mapping[str, object], how: str, target: Mapping[str, object]
) -> dict[str, object]:
    return dict(made) | {
        "type": "relationship",
        "id": _id("relationship", f"{source['id']} {how} {target['id']}"),
        "relationship_type": how,
        "source_ref": source["id"],
        "target_ref": target["id"],
    }


def _definitions(who: str, stamp: str) -> Iterable[dict[str, object]]:
    for type_, id_ in _NEW.items():
        yield {
            "type": "extension-definition",
            "spec_version": "2.1",
            "id": id_,
            "created": stamp,
            "modified": stamp,
            "created_by_ref": who,
            "name": type_,
            "schema": f"New observable {type_}: the field value, or account_number or iban",
            "version": "1.0.0",
            "extension_types": ["new-sco"],
        }


def _tlp(marking: Marking) -> dict[str, object]:
    word = marking.tlp.value.removeprefix("TLP:").lower()
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": OBJECT_IDS[marking.tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": marking.tlp.value,
        "extensions": {_TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": word}},
    }


def _id(type_: str, name: str) -> str:
    return f"{type_}--{uuid.uuid5(OURS, f'{type_} {name}')}"


def _stamp(at: object) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"
