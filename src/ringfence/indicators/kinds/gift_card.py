"""Gift cards: brand, last four signs, and a keyed digest of the serial: ``apple:…1234#0123456789abcdef``.

The serial is money and evidence at once: it never leaves intake. The digest is 16 hexadecimal digits (64
bits) of HMAC-SHA-256 under the node's key over the serial in capitals without separators, so that only copies
of one payment at one node meet. Without the key, or where only the last digits were told, the value has no
digest and links nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, near, roles
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.cues import Cue
    from ringfence.indicators.fold import Folded

NAME = "gift_card"
ROLES = (Role.PAYEE, Role.REPORTER)
RANK = 35

UNKNOWN = "other"
_REACH = 90
_MOST = 500  # serials that are looked at in one text
_SERIAL = re.compile(
    r"(?<![A-Za-z0-9$#/.-])"
    r"(?:[A-Z0-9]{10,19}|[A-Z0-9]{4,5}(?:[ -][A-Z0-9]{4,5}){2,4}(?:[ -]?[A-Z0-9]{1,4})?)(?![A-Za-z0-9/])"
)
_LAST = re.compile(
    r"\b(?:ending|ends|ended|last (?:four|4)(?: digits)?(?: of)?|finishing|endet auf|endend"
    r"|letzte[n]? (?:vier|4)(?: ziffern)?"
    r"|terminada?s? en|últimos (?:cuatro|4)(?: dígitos)?|se terminant par|finissant par|derniers chiffres)"
    r"(?:\s(?:in|with|on|are|were|was|is|par|auf|en))?[\s:]{1,3}([A-Z0-9]{4})\b",
    re.IGNORECASE,
)
_CANONICAL = re.compile(r"([a-z0-9-]+):(?:…|\.\.\.)([A-Z0-9]{4})(?:#([0-9a-f]{16}))?")
_WRITTEN = re.compile(r"([a-z0-9-]+):([A-Za-z0-9 -]{8,30})")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every card of which the serial or its last four signs are told."""
    if not spoken_of(text):
        return
    labels = [cue for cue in text.by_group.get("label", ()) if cue.name == NAME]
    cards = sorted([*labels, *text.by_group.get("card", ())], key=lambda cue: cue.start)
    looked_at = 0
    for match in _SERIAL.finditer(text.text):
        looked_at += 1
        if looked_at > _MOST:
            return
        serial = re.sub(r"[ -]", "", match[0])
        brand = _brand(text, cards, match.start())
        if (
            brand is None
            or not _is_serial(serial)
            or near.labelled(text, match.start())[0] not in (None, "gift_card", "noise")
        ):
            continue
        if near.labelled(text, match.start()) == ("noise", True) and not _is_code(text, match.start()):
            continue
        yield _made(text, of_serial(brand, serial, context.node_key), *match.span())
    for match in _LAST.finditer(text.text):
        brand = _brand(text, cards, match.start())
        if brand is not None and any(sign.isdigit() for sign in match[1]):
            yield _made(text, f"{brand}:…{match[1].upper()}", match.start(1), match.end(1))


def spoken_of(text: Folded) -> bool:
    """Tell whether a text speaks of gift cards; one that does not holds none."""
    return NAME in text.labels or any(_is_card(text, cue) for cue in text.by_group.get("card", ()))


def of_serial(brand: str, serial: str, node_key: bytes | None) -> str:
    """Make the canonical value of a card.

    Args:
        brand: The brand's slug.
        serial: The whole serial; separators and case do not matter.
        node_key: The node's key; None leaves the digest out.
    """
    bare = "".join(sign for sign in serial.upper() if sign.isalnum())
    last = f"{brand}:…{bare[-4:]}"
    if node_key is None:
        return last
    return f"{last}#{hmac.new(node_key, bare.encode(), hashlib.sha256).hexdigest()[:16]}"


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a canonical value, or ``brand:SERIAL``."""
    bare = written.strip()
    match = _CANONICAL.fullmatch(bare)
    if match:
        return bare.replace("...", "…"), Validity.VALID
    match = _WRITTEN.fullmatch(bare)
    if match is None or not _is_serial(re.sub(r"[ -]", "", match[2]).upper()):
        return None
    return of_serial(match[1], match[2], context.node_key), Validity.VALID


def strength(value: str, role: Role) -> float:
    """Give .99 where the digest of the whole serial is there: then it is one payment; 0 otherwise."""
    return 0.99 if "#" in value and role is Role.PAYEE else 0.0


def label(value: str) -> str:
    """Write the brand and the last four signs."""
    brand, _, rest = value.partition(":")
    return f"{brand.replace('-', ' ').title()} gift card {rest.partition('#')[0]}"


def _made(text: Folded, value: str, start: int, end: int) -> Found:
    role = roles.resolve(NAME, value, text, (start, end))
    return Found(NAME, value, role, Validity.VALID, *text.span(start, end), strength(value, role))


def _is_serial(serial: str) -> bool:
    digits = sum(sign.isdigit() for sign in serial)
    return 10 <= len(serial) <= 25 and digits >= 2 and len(set(serial)) > 3


def _is_code(text: Folded, start: int) -> bool:
    return (
        text.low[max(0, start - 8) : start]
        .rstrip(" :#")
        .endswith(("code", "codes", "serial", "number", "numbers"))
    )


def _is_card(text: Folded, cue: Cue) -> bool:
    """Tell whether a brand's name means a card: *apple gift card*, *steam cards*."""
    return (
        cue.group == "label"
        or re.match(
            r"\s?-?(?:e-?)?(?:gift|cards?\b|geschenk|guthaben|gutschein|carte|tarjeta|voucher)",
            text.low[cue.end : cue.end + 16],
        )
        is not None
        or re.search(
            r"(?:tarjetas?(?: de)?(?: regalo)?(?: de)?|cartes?(?: cadeau)?x?|gutscheinkarten?)\s$",
            text.low[max(0, cue.start - 24) : cue.start],
        )
        is not None
    )


def _brand(text: Folded, cards: list[Cue], start: int) -> str | None:
    """Give the brand whose card is spoken of just before a place; None when no card is."""
    label_seen = False
    for cue in reversed([cue for cue in cards if start - _REACH <= cue.end <= start]):
        if cues.parted(text.low, cue.end, start):
            return UNKNOWN if label_seen else None
        if cue.group == "card" and (label_seen or _is_card(text, cue)):
            return cue.name
        label_seen = label_seen or cue.group == "label"
    return UNKNOWN if label_seen else None
