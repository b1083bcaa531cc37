"""The people and companies who play in every test; all made up.

Asha the analyst works at Contoso; Ben was defrauded; Inspector Rao receives the referral; Contoso and
Northwind are rivals who share what they know; the public desk takes reports from anyone.
"""

from __future__ import annotations

from dataclasses import dataclass

NODE_KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who reports, with the details that must never leave the vault."""

    name: str
    email: str
    phone: str
    address: str
    card: str


@dataclass(frozen=True, slots=True)
class CallCentre:
    """The values by which one call centre's reports hang together."""

    callback: str
    domain: str
    operator: str
    account: str
    script: str


ASHA = Person("Asha Menon", "asha@contoso.example", "+1 206 555 0142", "", "")
BEN = Person(
    "Ben Hartwell",
    "ben.hartwell@mail.example",
    "+1 503 555 0117",
    "41 Quince Orchard Lane",
    "4111 1111 1111 1111",
)
RAO = Person("Inspector Rao", "rao@police.example", "", "", "")

CONTOSO = "contoso"
NORTHWIND = "northwind"
PUBLIC_DESK = "public-desk"

HARBOUR = CallCentre(
    callback="+1 888 555 0123",
    domain="harbour-helpline.example",
    operator="999 041 772",
    account="",
    script="Your computer has been locked for your safety, do not restart it, call our security team at once",
)
LANTERN = CallCentre(
    callback="+1 877 555 0166",
    domain="lantern-support.example",
    operator="999 052 318",
    account="",
    script="Suspicious activity was seen from your address and your licence will be stopped within two hours",
)
