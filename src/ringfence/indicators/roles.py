"""What a value did in the report, from the words around it.

The nearest phrase before the value in the same sentence decides, then one just after it, then what the whole
text
is: a recorded message or a pop-up speaks for the scammer, a voice that says *told me*, *I called* is the
reporter's. Two rules stand above the words: a brand's own contact is ``genuine`` whatever was said of it, and
a remote ID of which nothing is said is the reporter's own, so that it is masked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import known_good, near
from ringfence.indicators.cues import parted
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.cues import Cue
    from ringfence.indicators.fold import Folded

_BEFORE = 70  # characters back in which a phrase may tell a role
_BEFORE_OWN = 45  # and in which "my …" may make a value the reporter's
_AFTER = 12
_VISIT = frozenset(["domain", "url", "ip"])

# *Tel. …* as a sentence of its own is how people sign.
_SIGNED = re.compile(r"(?:^|[.!?,\n]\s{0,2})t[eé]l(?:efon|éphone)?[.:,]?\s{0,2}[+(]{0,2}$")
_SIGNS = re.compile(r"(?:^|[.!?,\n]\s{0,2})t[eé]l")  # how `_SIGNED` begins, wherever its number stands
_OTHER = re.compile(r"[^\s@]*@\S*[^\s.,;]|\d[\d ()./-]{5,}\d")
_AND = re.compile(r"[\s,/&]*(?:(?:and|or|und|oder|y|o|et|ou)\b)?\s*(?:(?:on|at|unter|al|au)\b)?[\s(+]*")

# The roles that each kind's values can have by words, and the one they have without.
_BY_WORDS: dict[str, tuple[frozenset[str], Role]] = {
    "phone": (frozenset(["callback", "caller_id", "genuine", "reporter"]), Role.CALLBACK),
    "email": (frozenset(["contact", "genuine", "reporter"]), Role.CONTACT),
    "domain": (frozenset(["genuine"]), Role.VISITED),
    "url": (frozenset(["genuine"]), Role.VISITED),
    "ip": (frozenset(), Role.VISITED),
    "wallet": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "bank_account": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "gift_card": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "handle": (frozenset(["payee", "contact", "reporter"]), Role.PAYEE),
    "remote_access": (frozenset(["operator", "reporter"]), Role.REPORTER),
}


def resolve(kind: str, value: str, text: Folded, place: tuple[int, int]) -> Role:
    """Say what a value did.

    Args:
        kind: The value's kind.
        value: Its canonical form.
        text: The folded text it stands in.
        place: Where it starts there, and one past where it ends.
    """
    return resolve_told(kind, value, text, place)[0]


def resolve_told(kind: str, value: str, text: Folded, place: tuple[int, int]) -> tuple[Role, bool]:
    """Say what a value did, as `resolve`, and whether words near it or a list told so."""
    if known_good.genuine(kind, value):
        return Role.GENUINE, True
    allowed, default = _BY_WORDS[kind]
    told = _told(text, *place, allowed)
    if told is None:
        return _unsaid(kind, default, text), False
    if told == Role.REPORTER and _speaks_for_scammer(text, place[0]):
        return (Role.CALLBACK if kind == "phone" else default), True
    return Role(told), True


def hers(text: Folded) -> bool:
    """Tell whether any words of a text may make a value the reporter's; without them only a remote ID is."""
    spoken = any(
        cue.name == "reporter" for group in ("before", "after") for cue in text.by_group.get(group, ())
    )
    return spoken or _SIGNS.search(text.low) is not None


def told(text: Folded, start: int) -> bool:
    """Tell whether a phrase before a place speaks of calling: it makes a number a likely telephone number."""
    return any(
        cue.name in ("callback", "caller_id", "reporter") and not parted(text.low, cue.end, start)
        for cue in near.before(text, "before", start, _BEFORE_OWN)
    )


def _told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    if (
        "phone" in text.labels
        and _SIGNED.search(text.low, max(0, start - 12), start)
        and "reporter" in allowed
    ):
        return "reporter"
    first = _first_before(text, start, allowed)
    if first is not None and (first.name == "reporter" or start - first.end <= 3):
        return first.name
    for cue in near.after(text, end, _AFTER):
        if cue.name in allowed and not parted(text.low, end, cue.start):
            return cue.name
    return None if first is None else first.name


def _first_before(text: Folded, start: int, allowed: frozenset[str]) -> Cue | None:
    for cue in near.before(text, "before", start, _BEFORE):
        if cue.name not in allowed:
            continue
        if cue.name == "reporter" and start - cue.end > _BEFORE_OWN:
            continue
        if parted(text.low, cue.end, start):
            return None
        if cue.name == "reporter" and not _only_mine(text.low[cue.end : start]):
            continue
        return cue
    return None


def _only_mine(between: str) -> bool:
    """Tell whether *my …* still speaks of a value: another value between them must be joined by *and*."""
    others = [match.end() for match in _OTHER.finditer(between)]
    return not others or _AND.fullmatch(between, others[-1]) is not None


def _speaks_for_scammer(text: Folded, start: int) -> bool:
    """Tell whether a place is in someone else's words: a recorded message, a pop-up, a quotation."""
    if '"' in text.text:  # someone quotes: what stands outside the quotation is the reporter's own
        return text.text.count('"', max(0, start - 2_000), start) % 2 == 1 and start >= 20
    return "script" in text.scenes and "story" not in text.scenes


def _unsaid(kind: str, default: Role, text: Folded) -> Role:
    if kind != "phone":
        return default
    scenes = text.scenes
    return (
        Role.CALLER_ID
        if "called" in scenes and "screen" not in scenes and "script" not in scenes
        else default
    )
