"""Warning signs: what in a text is known from frauds, each named by itself.

Signs come from words alone, and from how an address is written; no report is asked. A sign is never a
verdict: an honest message can hold one, and a fraud none.

    >>> [sign.name for sign in signs("Buy gift cards and do not tell anyone", ())]
    ['gift_card', 'secrecy']
    >>> brand_in("rnicrosoft-support.example")
    'microsoft'
    >>> brand_in("microsoft.com") is None
    True
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from ringfence.guidance.verdict import host_of, official_contact
from ringfence.indicators import brand_names, known_good, phrases, web_names
from ringfence.indicators.fold import fold
from ringfence.indicators.kinds import software

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ringfence.indicators.indicator import Found

NAMES = (
    "popup_call", "renewal", "look_alike", "hidden_letters", "gift_card", "remote_tool", "move_money",
    "refund", "courier", "crypto", "password", "secrecy", "hurry",
)  # fmt: skip
"""Every sign, in the order in which they are said."""
LONGEST = 20_000
"""Code points of a text that are looked at for phrases."""

# Phrases that are a sign only together, with the request to call and with a number.
_CALLS = (("popup_call", ("warning",)), ("renewal", ("charged",)), ("renewal", ("bill", "undo")))
_CONNECT = "connect"  # with an ID of a remote tool it is remote_tool; alone it is no sign
_GAP = r"(?: [^ ]+){0,3} "


@dataclass(frozen=True, slots=True)
class Sign:
    """A warning sign.

    Attributes:
        name: One of `NAMES`.
        kind: For an address, its kind; None otherwise.
        value: For an address, its canonical value; for a domain the whole host, as it stands in the text;
            None otherwise.
        brand: For a look-alike, the slug of whom it resembles; None otherwise.
    """

    name: str
    kind: str | None = None
    value: str | None = None
    brand: str | None = None


def signs(text: str, found: Iterable[Found]) -> tuple[Sign, ...]:
    """Name the warning signs of a text.

    Args:
        text: What was asked about.
        found: The indicators that were found in it.

    Returns:
        Each sign once (addresses: once for each host), in the order of `NAMES`.
    """
    kept = list(found)
    words = f" {' '.join(word for word, _, _ in fold(text[:LONGEST]).tokens)} "
    named = {name for name, phrases in _phrases().items() if phrases.search(words)}
    if "call" in named and any(one.kind == "phone" for one in kept):
        named |= {name for name, parts in _CALLS if {*parts} <= named}
    if _remote(kept, asks=_CONNECT in named):
        named.add("remote_tool")
    if any(one.kind == "wallet" for one in kept):
        named.add("crypto")
    told = [Sign(name) for name in named if name in NAMES]
    told += {_once(one): one for one in _addresses(text, kept)}.values()
    return tuple(sorted(told, key=lambda one: (NAMES.index(one.name), one.value or "")))


def _once(sign: Sign) -> tuple[str, str]:
    return sign.name, host_of(sign.kind or "", sign.value or "").removeprefix("www.")


def _remote(found: Iterable[Found], *, asks: bool) -> bool:
    """Tell whether a remote tool is spoken of; an ID that someone only looks up is no sign."""
    kept = list(found)
    if any(one.kind == "remote_access" for one in kept):
        return asks
    return any(one.kind == "software" and software.is_remote_tool(one.value) for one in kept)


def _addresses(text: str, found: Iterable[Found]) -> Iterator[Sign]:
    """Judge each address by its whole host as it stands in the text, not by the registered name alone."""
    for one in found:
        if one.kind not in ("domain", "url", "email") or official_contact(one.kind, one.value) is not None:
            continue
        before, _, written = _written(text, one).rpartition("@")
        host = web_names.ascii_host(written) or host_of(one.kind, one.value)
        value = host if one.kind == "domain" else one.value
        if web_names.look_alike(host) is not None:
            yield Sign("hidden_letters", one.kind, value)
        read = host if one.kind == "email" or not before else f"{before.lower()}.{host}"
        brand = brand_in(read) or _capital_in(written)
        if brand is not None:
            yield Sign("look_alike", one.kind, value, brand)


def _written(text: str, found: Found) -> str:
    """Give an address's host in the letters of the text, with what stands before its ``@``, without ports."""
    if found.start is None or found.end is None:
        return host_of(found.kind, found.value)
    armed = fold(text[found.start : found.end]).refanged.text
    whole = re.split(r"[/?#\\]", armed.partition("://")[2] or armed, maxsplit=1)[0]
    return re.sub(r":[^@]*", "", whole)


def _capital_in(written: str) -> str | None:
    """Name the brand that a host shows by a capital I among small letters, which looks like a small l."""
    for label in re.split(r"[.\-]", written):
        if "I" not in label or label.isupper():
            continue
        read = label.replace("I", "l").lower()
        for name, brand in phrases.spellings("brand").items():
            if (
                len(name) >= brand_names.SHORTEST
                and brand_names.holds(read, name)
                and not brand_names.holds(label.lower(), name)
            ):
                return brand
    return None


def brand_in(host: str) -> str | None:
    """Name the brand that a host's name holds or nearly holds, though it is none of the brand's own.

    Args:
        host: A host as A-labels in small letters.

    Returns:
        The brand's slug; None for its own hosts, for hosts that serve everyone, and when no name is held.
    """
    if known_good.genuine("domain", host) or known_good.shared(host):
        return None
    registrable = web_names.registrable(host) or host
    if known_good.shared(registrable) and host == registrable:
        return None
    plain = web_names.look_alike(host) or host
    labels = re.split(r"[.\-]", plain.removesuffix("." + registrable.partition(".")[2]))
    return next(filter(None, map(brand_names.held_in, labels)), None)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, re.Pattern[str]]:
    read = tomllib.loads(resources.files(__package__).joinpath("signs.toml").read_text("utf-8"))
    return {
        name: re.compile("|".join(f" {_as_pattern(phrase)} " for phrase in phrases))
        for name, phrases in read.items()
    }


def _as_pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ _\ ", _GAP).replace(" _ ", _GAP)
