"""Bring what extractors of others find to our notation, so that none of them loses for how it writes a value.

Numbers become E.164 by `phonenumbers` with the text's country; domains A-labels in small letters, without
``www.``, from where a person can register; e-mail addresses small letters; web addresses WHATWG, with
``http`` where none was written. As for ours, a web address gives its domain (or IP address) too, a bare host
is a domain, and the host of an e-mail address gives nothing. What is of a kind that only our rules tell apart
(an e-mail address that is a Zelle account, the host of a remote-access tool) counts neither way.

The labelled lines use names under ``.example``, an ending that the others' lists do not hold; they are handed
the same lines with a real ending of the same length.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

import ada_url
import idna
import phonenumbers
import tldextract

from benchmarks.peer_finders import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    Pair = tuple[str, str]

COMPARED = ("phone", "url", "domain", "email")
"""The kinds that get columns of their own."""

_RESERVED, _REAL = "example", "academy"
_WALLETS = ("btc", "eth", "tron", "ltc", "sol", "xmr")
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def with_a_real_ending(text: str) -> str:
    """Write a text with ``academy`` for ``example``, so that finders with a list of endings see its names."""
    return re.sub(_RESERVED, _REAL, text, flags=re.IGNORECASE)


def canonical(found: Iterable[Pair], text: str, country: str | None) -> set[Pair]:
    """Bring what was found in a text to our notation.

    Args:
        found: Kind and value, as a finder gave them for the text with a real ending.
        text: The text as it was, with ``.example``.
        country: ISO 3166-1 alpha-2 of the text's writer; None where unknown.
    """
    pairs = [(kind, value.strip().replace(_REAL, _RESERVED)) for kind, value in found]
    mails = {value.lower().removeprefix("mailto:") for kind, value in pairs if kind == "email"}
    values: set[Pair] = {("email", mail) for mail in mails}
    for kind, value in pairs:
        if kind in ("url", "domain"):
            values |= _on_the_web(value, text, {mail.rpartition("@")[2] for mail in mails})
        elif kind != "email":
            values.add(_other(kind, value, country))
    return values


def excused(found: set[Pair], expected: Iterable[Pair]) -> set[Pair]:
    """Leave out what is right as it is written, and of another kind only by our rules."""
    accounts = [value for kind, value in expected if kind in ("handle", "remote_access")]
    values = [account.partition(":")[2] for account in accounts]
    hosts = {domain(value) for value in values if "." in value and "@" not in value}
    return {
        (kind, value)
        for kind, value in found
        if not (kind in ("phone", "email") and value in values) and not (kind == "domain" and value in hosts)
    }


def phone(written: str, country: str | None) -> str:
    """Write a number as E.164; as it is where it cannot be read."""
    try:
        number = phonenumbers.parse(written, country or UNKNOWN)
    except phonenumbers.NumberParseException:
        return written
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def domain(host: str) -> str:
    """Write a host as the A-labels that a person can register."""
    low = host.lower().strip(".")
    low = low.removeprefix("www.") if low.count(".") > 1 else low
    try:
        low = idna.encode(low, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return low
    if low.endswith(f".{_RESERVED}"):
        return ".".join(low.split(".")[-2:])
    parts = _SUFFIXES.extract_str(low)
    return f"{parts.domain}.{parts.suffix}" if parts.domain and parts.suffix else parts.suffix or low


def url(written: str) -> str:
    """Write a web address as WHATWG does, with a scheme and without the sentence's last sign."""
    whole = written if "://" in written else f"http://{written}"
    try:
        return str(ada_url.URL(whole.rstrip(".,;:!?")).href)
    except (ValueError, UnicodeError):
        return written


def _on_the_web(written: str, text: str, mail_hosts: set[str]) -> set[Pair]:
    whole = url(written)
    host = re.split(r"[/?#]", whole.partition("://")[2])[0].rpartition("@")[2].partition(":")[0].strip("[]")
    values: set[Pair] = set()
    if "://" in written or re.search(r"[^/][/?]\S", written):
        values.add(("url", whole))
    elif host in mail_hosts and text.lower().count(host) == text.lower().count(f"@{host}"):
        return values
    try:
        return values | {("ip", str(ipaddress.ip_address(host)))}
    except ValueError:
        return values | {("domain", domain(host))}


def _other(kind: str, value: str, country: str | None) -> Pair:
    if kind == "phone":
        return kind, phone(value, country)
    if kind == "iban":
        return "bank_account", f"iban:{re.sub(r'[^A-Z0-9]', '', value.upper())}"
    if kind == "telegram":
        return "handle", f"telegram:@{value.lower().removeprefix('@')}"
    if kind in _WALLETS:
        small = kind == "eth" or value.lower().startswith(("bc1", "ltc1"))
        return "wallet", f"{kind}:{value.lower() if small else value}"
    try:
        return kind, str(ipaddress.ip_address(value))
    except ValueError:
        return kind, value
