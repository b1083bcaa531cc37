"""Three lists that say what a value is apart from any ring: genuine, shared, reserved.

``genuine``: a brand's own contacts; they are never a suspect. ``shared``: hosts that serve everyone (hosting,
link shorteners, mail providers); the bare name says nothing, a full path or a sub-domain counts.
``reserved``: names and numbers set aside for fiction and documentation; they are marked, and otherwise behave
like real ones.

The lists are files in ``lists/``. What is official was not all checked against its source by a person: each
entry says when it was, or ``unchecked``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Genuine:
    """A brand's own contact.

    Attributes:
        kind: ``phone``, ``domain`` or ``email``.
        value: The canonical value.
        brand: The brand's slug.
        source: Where it is published.
        checked_on: The day a person checked it there, or ``unchecked``.
    """

    kind: str
    value: str
    brand: str
    source: str
    checked_on: str


def _text(name: str) -> str:
    return resources.files(__package__).joinpath("lists", name).read_text("utf-8")


@lru_cache(maxsize=1)
def genuine_contacts() -> dict[tuple[str, str], Genuine]:
    """Give every genuine contact by kind and value."""
    rows = tomllib.loads(_text("genuine.toml"))["contact"]
    return {(row["kind"], row["value"]): Genuine(**row) for row in rows}


@lru_cache(maxsize=1)
def shared_hosts() -> frozenset[str]:
    """Give the hosts that serve everyone."""
    lines = (line.partition("#")[0].strip() for line in _text("shared.txt").splitlines())
    return frozenset(line for line in lines if line)


_RESERVED_NAMES = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|local|example\.(?:com|net|org))$")
# 555-0100 to 0199 (NANPA); Ofcom's, ACMA's and ARCEP's numbers for drama; +999, which ITU-T assigns to no
# country.
_RESERVED_PHONES = re.compile(
    r"\+1\d{3}55501\d\d"
    r"|\+44(?:1(?:13|14|15|16|17|18|21|31|41|51|61|91)4960\d{3}|2079460\d{3}|2890180\d{3}|2920180\d{3}|1632960\d{3}"
    r"|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})"
    r"|\+61(?:[2378](?:5550|7010)\d{4}|491570\d{3}|1800(?:160401|975707|975708))"
    r"|\+33(?:1990[01]\d{4}|2619[10]\d{4}|3530[10]\d{4}|4657[10]\d{4}|5364[90]\d{4}|63998\d{4})"
    r"|\+49(?:30 ?23125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}|15\d0?9\d{7})"
    r"|\+999\d+"
)


def genuine(kind: str, value: str) -> bool:
    """Tell whether a value is a brand's own contact; a URL or e-mail is when its host's domain is."""
    contacts = genuine_contacts()
    if (kind, value) in contacts:
        return True
    if kind == "url":
        return _genuine_host(_host_of(value))
    if kind == "email":
        return _genuine_host(value.rpartition("@")[2])
    return kind == "domain" and _genuine_host(value)


def _host_of(url: str) -> str:
    """Give an address's host; what stands before an @ is a name, whatever it looks like (RFC 3986, 3.2.1)."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]


def _genuine_host(host: str) -> bool:
    contacts = genuine_contacts()
    labels = host.partition(":")[0].split(".")
    return host not in shared_hosts() and any(
        ("domain", ".".join(labels[i:])) in contacts for i in range(len(labels) - 1)
    )


def shared(host: str) -> bool:
    """Tell whether a host (in small letters, A-label, no ``www.``) serves everyone."""
    return host in shared_hosts()


def reserved(kind: str, value: str) -> bool:
    """Tell whether a value is kept for fiction or documentation (RFC 2606, 6761, 5737; NANPA, Ofcom …)."""
    if kind == "phone":
        return _RESERVED_PHONES.fullmatch(value) is not None
    if kind in ("domain", "email", "url"):
        host = _host_of(value).partition(":")[0] if kind == "url" else value.rpartition("@")[2]
        return _RESERVED_NAMES.search(host) is not None
    if kind == "ip":
        return value.startswith(("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"))
    return False
