"""The partner: an organisation in the exchange, its key, and the role that answers for it.

The record is what two organisations send each other before they draft an agreement. It names no person: the
contact is the address of a role, so that it outlives whoever fills it and shows nobody's name. That a key is
the organisation's is settled by reading its fingerprint out on another channel, never by the record itself.

    >>> from ringfence.exchange.signing import from_seed
    >>> contoso = Partner("Contoso", from_seed(bytes(32)).public, "exchange@contoso.example")
    >>> read_partner(to_json(contoso)).organisation
    'Contoso'
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ringfence.exchange.record import parsed
from ringfence.exchange.signing import Public, read_public
from ringfence.words import FormatError, InputError, Place

TYPE = "ringfence-partner"
VERSION = 1
ROLES = (
    "abuse",
    "cert",
    "csirt",
    "exchange",
    "fraud",
    "legal",
    "office",
    "police",
    "privacy",
    "ringfence",
    "security",
    "trust",
)
"""The first words of a role's address (``abuse@``, ``fraud-team@``); RFC 2142 and what the field uses."""
_ROLE = re.compile(rf"(?:{'|'.join(ROLES)})[a-z0-9.-]*@[a-z0-9.-]+\.[a-z0-9-]{{2,}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation in the exchange.

    Attributes:
        organisation: Its name, one line.
        public: Its signing key.
        contact: The e-mail address of a role, such as ``fraud@contoso.example``; None when none was given.

    Raises:
        InputError: When the name is not one line, or the contact is not a role's address.
    """

    organisation: str
    public: Public
    contact: str | None = None

    def __post_init__(self) -> None:
        if not self.organisation or self.organisation != self.organisation.strip():
            raise InputError("the organisation's name is missing or has spaces around it")
        if not self.organisation.isprintable():
            raise InputError("the organisation's name is not one line of text")
        if self.contact is not None and not _ROLE.fullmatch(self.contact):
            raise InputError(
                "the contact is not the address of a role",
                advice=f"Begin it with one of {', '.join(ROLES)}; a person's is not kept here",
            )


def to_json(partner: Partner) -> str:
    """Write the record as it is sent to a partner."""
    record = {
        "type": TYPE,
        "version": VERSION,
        "organisation": partner.organisation,
        "fingerprint": partner.public.fingerprint,
        "pem": partner.public.pem.decode("ascii"),
        "contact": partner.contact,
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def read_partner(content: str | bytes, name: str = "the partner record") -> Partner:
    """Read a partner's record.

    Args:
        content: The JSON.
        name: What the file is called in messages.

    Raises:
        FormatError: When it is none, or its key is not the one of its fingerprint.
    """
    fields = parsed(content, name, TYPE)
    if fields.number("version") != VERSION:
        raise fields.wrong("version", f"it is not {VERSION}", "Read it with a newer Ringfence")
    organisation, fingerprint = fields.text("organisation"), fields.fingerprint("fingerprint")
    pem, contact = fields.text("pem", lines=True), fields.text_or_none("contact")
    fields.done()
    try:
        partner = Partner(organisation, read_public(pem.encode()), contact)
    except InputError as wrong:
        raise FormatError(wrong.message, place=Place(name), advice=wrong.advice) from wrong
    if partner.public.fingerprint != fingerprint:
        raise fields.wrong("fingerprint", "the key has another fingerprint than the one named")
    return partner
