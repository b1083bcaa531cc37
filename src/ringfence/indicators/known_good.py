"""Three lists that say what a value is apart from any ring: genuine, shared, reserved.

``genuine``: contacts of brands and agencies, and every name below a government's own ending; they are never a
suspect. ``shared``: hosts that serve everyone (hosting, link shorteners, mail providers); the bare name says
nothing, a full path or a sub-domain counts. ``reserved``: names and numbers set aside for fiction and
documentation; they are marked, and otherwise behave like real ones.

The lists are files in ``lists/``. What is official was not all checked against its source by a person: each
entry says when it was, or ``unchecked``. Shared and reserved are also fed by MISP's warning lists where their
package is installed (`warning_lists`); genuine never is: a list of others must not clear a suspect.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from ringfence.indicators import warning_lists


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
def _official() -> dict[str, Any]:
    return tomllib.loads(_text("genuine.toml"))


@lru_cache(maxsize=1)
def genuine_contacts() -> dict[tuple[str, str], Genuine]:
    """Give every genuine contact by kind and value: of each brand its domains, numbers, mail addresses."""
    return {
        (kind, value): Genuine(kind, value, row["brand"], row["source"], row["checked_on"])
        for row in _official()["contacts"]
        for kind in ("domain", "phone", "email")
        for value in row.get(f"{kind}s", ())
    }


@lru_cache(maxsize=1)
def government_suffixes() -> dict[str, Genuine]:
    """Give the endings that only a state gives out, such as ``gov`` and ``gouv.fr``, each as a contact."""
    return {
        suffix: Genuine(
            "domain", suffix, f"{row['country'].lower()}-government", row["source"], row["checked_on"]
        )
        for row in _official()["government"]
        for suffix in row["suffixes"]
    }


@lru_cache(maxsize=1)
def _customers_mail() -> frozenset[str]:
    return frozenset(_official()["customers_mail"])


@lru_cache(maxsize=1)
def _shared() -> tuple[frozenset[str], frozenset[str]]:
    """Give the hosts that serve everyone, and those of them whose sub-domains are their customers'."""
    lines = (line.partition("#")[0].strip() for line in _text("shared.txt").splitlines())
    written = frozenset(line for line in lines if line)
    return frozenset(line.lstrip(".") for line in written), frozenset(
        line[1:] for line in written if line.startswith(".")
    )


def shared_hosts() -> frozenset[str]:
    """Give the hosts that serve everyone, of our own list."""
    return _shared()[0]


_RESERVED_NAMES = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|local|example\.(?:com|net|org))$")
# RFC 5737 (IPv4), RFC 3849 and RFC 9637 (IPv6).
_RESERVED_ADDRESSES = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    )
)
# Numbers kept for drama: NANPA's 555-0100 to 0199, Ofcom, ACMA, ARCEP, BNetzA, ComReg (Ireland), PTS
# (Sweden); and +999, which ITU-T assigns to no country. From knowledge of their pages, unchecked.
_RESERVED_PHONES = re.compile(
    r"\+1\d{3}55501\d\d"
    r"|\+44(?:1(?:13|14|15|16|17|18|21|31|41|51|61)4960\d{3}|191(?:498|496)0\d{3}|2079460\d{3}|28(?:90180|96496)\d{3}"
    r"|2920180\d{3}|1632960\d{3}|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})"
    r"|\+61(?:[2378](?:5550|7010)\d{4}|491570\d{3}|49157(?:1(?:266|491|804)|2(?:549|665|983)|3(?:770|087)|4(?:118|632)"
    r"|5(?:254|789)|6(?:398|801)|7(?:426|644)|8(?:957|148|888)|9(?:212|760|455))"
    r"|1[38]00975(?:70[789]|71[01])|1800160401|1900654321)"
    r"|\+33(?:1990[01]\d{4}|2619[10]\d{4}|3530[10]\d{4}|4657[10]\d{4}|5364[90]\d{4}|63998\d{4}|999\d{6})"
    r"|\+49(?:3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}|15\d0?9\d{7}|152(?:28817386|28895456"
    r"|54599371)|17139200\d\d|172(?:9925904|9968532|997318[56]|9980752)|174(?:9091317|9464308)|17604069\d{3})"
    r"|\+3532091\d{5}"
    r"|\+46(?:701740[67]\d\d|3139006\d\d|4062804\d\d|8465004\d\d|9803192\d\d)"
    r"|\+999\d+"
)
# The country codes with which MISP's patterns of numbers also hold the zero that is dialled at home.
_SHORTEST = len("+3531234567")  # MISP has 555-01XX without an area code too, which is no number in E.164
_DIALLED_AT_HOME = ("+353", "+44", "+46", "+61", "+33")


def genuine(kind: str, value: str) -> bool:
    """Tell whether a value is a brand's own contact; a URL or e-mail is when its host's domain is."""
    return contact_of(kind, value) is not None


def contact_of(kind: str, value: str) -> Genuine | None:
    """Give the listed contact that a value is, or to which its host belongs.

    Args:
        kind: The value's kind; only ``phone``, ``domain``, ``url`` and ``email`` can be anyone's own.
        value: The canonical value.

    Returns:
        The contact; for a name below a government's ending that ending, with the brand ``us-government`` and
        so on; None when the value is nobody's own.
    """
    listed = genuine_contacts().get((kind, value))
    if listed is not None or kind not in ("domain", "url", "email"):
        return listed
    if kind == "email":
        host = value.rpartition("@")[2]
        return None if host in _customers_mail() else _of_host(host)
    return _of_host(_host_of(value) if kind == "url" else value)


def _host_of(url: str) -> str:
    """Give an address's host; what stands before an @ is a name, whatever it looks like (RFC 3986, 3.2.1)."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]


def _of_host(host: str) -> Genuine | None:
    """Find whose a host is, from the whole name up; below a host that serves everyone it is nobody's."""
    contacts, suffixes, everyones = genuine_contacts(), government_suffixes(), shared_hosts()
    name = host.partition(":")[0]
    while name:
        if name in everyones:
            return None
        known = contacts.get(("domain", name)) or suffixes.get(name)
        if known is not None:
            return known
        name = name.partition(".")[2]
    return None


def shared(host: str) -> bool:
    """Tell whether a host (in small letters, A-label, no ``www.``) or IP address serves everyone."""
    if host in shared_hosts() or host in warning_lists.hosts():
        return True
    return (host[-1:].isdigit() or ":" in host) and warning_lists.has_address(host)


def customer(host: str) -> str | None:
    """Give the name that a customer has on hosting that serves everyone.

    >>> customer("www.refund-desk.netlify.app")
    'refund-desk.netlify.app'

    Args:
        host: A host in small letters, A-labels.

    Returns:
        The hosting's name with the one label before it; None where the host is below no such hosting.
    """
    everyones, hosting = _shared()
    label, dot, above = host.partition(".")
    while dot:
        if above in everyones:
            return f"{label}.{above}" if above in hosting else None
        if above in warning_lists.hosting():
            return f"{label}.{above}"
        label, dot, above = above.partition(".")
    return None


def reserved(kind: str, value: str) -> bool:
    """Tell whether a value is kept for fiction or documentation (RFC 2606, 6761, 5737; NANPA, Ofcom …)."""
    if kind == "phone":
        return _RESERVED_PHONES.fullmatch(value) is not None or _kept_by_misp(value)
    if kind in ("domain", "email", "url"):
        host = _host_of(value).partition(":")[0] if kind == "url" else value.rpartition("@")[2]
        return _RESERVED_NAMES.search(host) is not None
    if kind == "ip":
        try:
            address = ipaddress.ip_address(value)
        except ValueError:
            return False
        return any(address in network for network in _RESERVED_ADDRESSES)
    return False


def _kept_by_misp(value: str) -> bool:
    kept = warning_lists.phones()
    if kept is None or len(value) < _SHORTEST:
        return False
    at_home = (f"{code}0{value[len(code) :]}" for code in _DIALLED_AT_HOME if value.startswith(code))
    return any(kept.fullmatch(written) is not None for written in (value, *at_home))
