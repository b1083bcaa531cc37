"""The vocabulary of our STIX 2.1: observables, extensions, markings, and ids that follow from what they name.

Telephone numbers, bank accounts and wallets are the public extensions of DOGESEC (stix2extensions, by id, in
its publisher's properties); its definitions are its publisher's to hand out, so a bundle names their ids and
never defines them. What nobody had defined is defined here and travels in every bundle that uses it.

    >>> observable("phone", "+18885550123")["value"]
    '18885550123'
    >>> observable("gift_card", "amazon:…00I4#cce8e2902245e3ad")["digest"]
    'cce8e2902245e3ad'
    >>> observable("bank_account", "us:990000424/0001047517")["account_number"]
    '0001047517'
"""

from __future__ import annotations

import json
import uuid
from datetime import UTC
from typing import TYPE_CHECKING

from ringfence.exchange.marking import INFORMATION_GRADES, OBJECT_IDS, SIENA, SOURCE_GRADES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from ringfence.exchange.marking import Marking

Stix = dict[str, object]
"""One object of a bundle."""

OURS = uuid.UUID("6a4f0b0e-9c3d-5f0a-8f7e-2b1d6c5a4e30")
"""The namespace of our own ids."""
OBSERVABLES = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace of observables' ids (STIX 2.1, section 2.9)."""
PUBLISHED = "2026-01-01T00:00:00.000Z"
"""When what never changes was made: our definitions, and the identity that makes them."""
PUBLIC = {
    "phone-number": "extension-definition--14a97ee2-e666-5ada-a6bd-b7177f79e211",
    "bank-account": "extension-definition--f19f3291-6a84-5674-b311-d75a925d5bd9",
    "cryptocurrency-wallet": "extension-definition--be78509e-6958-51b1-8b26-d17ee0eba2d7",
}
"""Extensions that others published (DOGESEC, stix2extensions): named, never defined by us."""
_DETAILS = "ringfence-details"
_TEXT = {"type": "string"}
_SCHEMAS: dict[str, dict[str, object]] = {
    "remote-access": {"tool": _TEXT, "value": _TEXT},
    "gift-card": {"brand": _TEXT, "digest": {"type": "string", "pattern": "^[0-9a-f]{16}$"}},
    "script": {"digest": {"type": "string", "pattern": "^[0-9a-f]{16}$"}},
    _DETAILS: {"chain": _TEXT, "scheme": _TEXT, "bank_code": _TEXT},
}
_SAID = {
    "remote-access": "The ID or host from which an operator took over a computer, and by which tool",
    "gift-card": "A gift card that was paid with, as a keyed digest of its serial; never serial or PIN",
    "script": "What callers say, word for word the same: a digest of the wording, not the wording",
    _DETAILS: "A wallet's chain; by which scheme a bank account is numbered, and its bank's code",
}
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"


def named(type_: str, *parts: str) -> str:
    """Make an id of ours that follows from what it names."""
    return f"{type_}--{uuid.uuid5(OURS, json.dumps([type_, *parts], ensure_ascii=False))}"


def stamp(at: datetime) -> str:
    """Write a time as STIX has it, in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


OUR_DEFINITIONS = {type_: named("extension-definition", type_) for type_ in _SCHEMAS}
"""Extensions that we define."""
PUBLISHER: Stix = {
    "type": "identity",
    "spec_version": "2.1",
    "id": named("identity", "Ringfence"),
    "created": PUBLISHED,
    "modified": PUBLISHED,
    "name": "Ringfence",
    "description": "The makers of the software; they define its extensions and say nothing of any ring",
    "identity_class": "group",
}
"""Who defines our extensions: the software, not the organisation that uses it."""


def observable(kind: str, value: str) -> Stix:
    """Make the observable of a value; its id follows from its properties, so that senders agree on it.

    Args:
        kind: One of ``selection.KINDS``.
        value: As it stands in ``sightings.parquet``.
    """
    type_, fields = _FIELDS[kind](value)
    details = {name: value for name, value in fields.items() if name in _SCHEMAS[_DETAILS]}
    own = {name: value for name, value in fields.items() if name not in details}
    told = json.dumps({**own, **_telling(details)}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    extensions: dict[str, object] = {}
    if type_ in PUBLIC or type_ in OUR_DEFINITIONS:
        extension = PUBLIC.get(type_) or OUR_DEFINITIONS[type_]
        extensions[extension] = {"extension_type": "new-sco"}
    if details:
        extensions[OUR_DEFINITIONS[_DETAILS]] = {"extension_type": "property-extension", **details}
    made: Stix = {
        "type": type_,
        "spec_version": "2.1",
        "id": f"{type_}--{uuid.uuid5(OBSERVABLES, told)}",
        **own,
    }
    return made | {"extensions": extensions} if extensions else made


def _telling(details: Mapping[str, str]) -> dict[str, str]:
    """Take what tells two observables apart: two banks may give out the same account number."""
    return {"bank_code": details["bank_code"]} if "bank_code" in details else {}


def definitions(objects: Iterable[Mapping[str, object]]) -> list[Stix]:
    """Give our definitions of the extensions that these objects use, and the identity that made them."""
    used = {id_ for one in objects if isinstance(had := one.get("extensions"), dict) for id_ in had}
    needed = [type_ for type_, id_ in OUR_DEFINITIONS.items() if id_ in used]
    if not needed:
        return []
    return [PUBLISHER, *(_definition(type_) for type_ in needed)]


def markings(marking: Marking) -> list[Stix]:
    """Give the marking definitions that every object carries: TLP 2.0, and what the police add to it."""
    word = marking.tlp.value.removeprefix("TLP:").lower()
    tlp: Stix = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": OBJECT_IDS[marking.tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": marking.tlp.value,
        "extensions": {_TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": word}},
    }
    said = statement(marking)
    if said is None:
        return [tlp]
    more: Stix = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": named("marking-definition", said),
        "created": PUBLISHED,
        "definition_type": "statement",
        "definition": {"statement": said},
    }
    return [tlp, more]


def statement(marking: Marking) -> str | None:
    """Say in words what TLP cannot: the handling code, its restriction, the 4×4 grade.

    Returns:
        A sentence or more; None for a thing without a handling code that nobody has graded (``X4``).
    """
    source, information = marking.source_grade, marking.information_grade
    parts = []
    if marking.siena is not None:
        parts.append(f"Europol handling code {marking.siena}: {SIENA[marking.siena]}")
    if marking.restriction:
        parts.append(f"Restriction: {marking.restriction}")
    if parts or (source, information) != ("X", 4):
        grade = f"{SOURCE_GRADES[source]}; {INFORMATION_GRADES[information]}"
        parts.append(f"4x4 grade {source}{information}: {grade}")
    return ". ".join(parts) or None


def _definition(type_: str) -> Stix:
    kind = "property-extension" if type_ == _DETAILS else "new-sco"
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": _SCHEMAS[type_],
    }
    if kind == "new-sco":
        schema["required"] = sorted(_SCHEMAS[type_])
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": OUR_DEFINITIONS[type_],
        "created": PUBLISHED,
        "modified": PUBLISHED,
        "created_by_ref": PUBLISHER["id"],
        "name": type_,
        "description": _SAID[type_],
        "schema": json.dumps(schema, sort_keys=True),
        "version": "1.0.0",
        "extension_types": [kind],
    }


Fields = tuple[str, dict[str, str]]


def _plain(type_: str) -> Callable[[str], Fields]:
    return lambda value: (type_, {"value": value})


def _phone(value: str) -> Fields:
    return "phone-number", {"value": value.removeprefix("+")}


def _wallet(value: str) -> Fields:
    chain, _, address = value.partition(":")
    return "cryptocurrency-wallet", {"value": address, "chain": chain}


def _bank_account(value: str) -> Fields:
    scheme, _, number = value.partition(":")
    if scheme == "iban":
        return "bank-account", {"iban": number, "scheme": scheme}
    bank, _, account = number.rpartition("/")
    return "bank-account", {"account_number": account, "bank_code": bank, "scheme": scheme}


def _gift_card(value: str) -> Fields:
    brand, _, rest = value.partition(":")
    return "gift-card", {"brand": brand, "digest": rest.rpartition("#")[2]}


def _handle(value: str) -> Fields:
    provider, _, login = value.partition(":")
    return "user-account", {"account_login": login, "account_type": provider}


def _remote_access(value: str) -> Fields:
    tool, _, number = value.partition(":")
    return "remote-access", {"tool": tool, "value": number}


def _ip(value: str) -> Fields:
    return ("ipv6-addr" if ":" in value else "ipv4-addr"), {"value": value}


def _script(value: str) -> Fields:
    return "script", {"digest": value}


_FIELDS: dict[str, Callable[[str], Fields]] = {
    "bank_account": _bank_account,
    "domain": _plain("domain-name"),
    "email": _plain("email-addr"),
    "gift_card": _gift_card,
    "handle": _handle,
    "ip": _ip,
    "phone": _phone,
    "remote_access": _remote_access,
    "script": _script,
    "url": _plain("url"),
    "wallet": _wallet,
}
