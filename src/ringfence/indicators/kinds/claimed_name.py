"""The name, or badge number, that the caller gave: ``kevin-martin``, ``badge:ms4471``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, phrases
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "claimed_name"
ROLES = (Role.CLAIMED,)
RANK = None

_ONE = r"([A-Z][a-zà-ÿ]{1,15}(?:[ ][A-Z][a-zà-ÿ'-]{1,15}){0,2})"
_NAMED = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Cc]aller's|[Aa]gent's|[Tt]echnician's)(?: \w+)? name (?:was|is|as)"
    r"|\b(?:named|calling himself|calling herself|called himself|called herself|himself as|herself as|name of"
    r"|nannte sich|namens|se llamaba|dijo llamarse|llamado|llamada|se faisait appeler|s'appelait"
    r"|nommée?|du nom de"
    r"|a (?:man|guy|woman|lady|person|technician) called|spoke (?:to|with)|speaking (?:to|with))"
    r"|\b(?:[Aa]gent|[Oo]fficer|[Tt]echnician|[Ss]upervisor|[Ii]nspector)) (?:a |an |Mr\.? |Ms\.? |Mrs\.? )?"
    + _ONE
)
_FROM = re.compile(
    _ONE
    + r" (?:from|of|vom|von|de|at) (?:the )?(?:[A-Z]|tech|technical|refund|billing|support|fraud|security)"
)
_BADGE = re.compile(
    r"\b(?:badge|employee|agent) (?:id|no\.?|number|#)(?: is| was|:)? ?#?([a-z]{0,4}-?\d[a-z0-9-]{2,11})\b"
)
_BADGES = frozenset(["badge", "employee", "agent"])
_REACH, _MOST = 60, 400
_HINTS = {
    **dict.fromkeys(
        cues.listed(
            "named name himself herself called spoke speaking agent officer technician supervisor inspector "
            "nannte namens llamaba llamarse llamado appeler s'appelait nommé nom badge employee"
        ),
        _NAMED,
    ),
    **dict.fromkeys(["from", "of", "vom", "von", "de", "at"], _FROM),
}
_NO_NAMES = frozenset(
    cues.listed(
        "Press The I My He She They It This That And But So Then When A An We You Call Called Calling Not Mr "
        "Mrs Ms Someone Hello Hi Yes No Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
        "February March April May June July August September October November December Windows Support "
        "Technical Tech Security Department Customer Service Computer English India Indian American "
        "United States Bank Gift Card Internet Google Facebook Email Number Der Die Das Ich El La Los Las "
        "Le Les Un Une Il Elle Je En On In At For With By To From Number Team Desk Office Federal Case "
        "Police Dept Division Unit Bureau Center Agency General Investigation Investigations Investigative "
        "Criminal Crime Crimes Legal Affairs Justice Internal Revenue Special Officer Said Claimed Claims "
        "Supposedly Representatives Scam"
    )
)
_BRANDS = phrases.spellings("brand")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find each name once."""
    seen: set[str] = set()
    for match in _around(text):
        value = _slug(match[1])
        if value is not None and value not in seen:
            seen.add(value)
            yield Found(NAME, value, Role.CLAIMED, Validity.VALID, *text.span(*match.span(1)), 0.0)
    if not any(word in text.low for word in _BADGES):
        return
    for match in _BADGE.finditer(text.low):
        value = f"badge:{match[1]}"
        if value not in seen:
            seen.add(value)
            yield Found(NAME, value, Role.CLAIMED, Validity.VALID, *text.span(*match.span(1)), 0.0)


def _around(text: Folded) -> Iterator[re.Match[str]]:
    """Match the patterns around their hints: a name stands within a few words of one."""
    looked_at = 0
    ends = dict.fromkeys((_NAMED, _FROM), 0)
    for i, kind in enumerate(map(_HINTS.get, [token[0] for token in text.tokens])):
        if kind is None or looked_at > _MOST:
            continue
        _, start, end = text.tokens[i]
        if kind is _FROM and not text.text[text.tokens[max(0, i - 1)][1]].isupper():
            continue  # *… of the*: no name stands before it
        looked_at += 1
        for match in kind.finditer(text.text, max(ends[kind], start - _REACH), end + _REACH):
            ends[kind] = match.end()
            yield match


def _slug(name: str) -> str | None:
    words = name.split()
    if any(word in _NO_NAMES or word.lower() in _BRANDS for word in words):
        return None
    return "-".join(word.lower().strip("'-") for word in words)


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a name that stands alone in a form's field."""
    low = written.strip().lower()
    prefix = "badge:" if low.startswith("badge:") else ""
    slug = "-".join(re.findall(r"[^\W_]+", low.removeprefix("badge:")))[:60]
    return (prefix + slug, Validity.VALID) if slug else None


def strength(value: str, role: Role) -> float:
    """Give 0: a claimed name is a stage name, used by thousands."""
    return 0.0


def label(value: str) -> str:
    """Write a name with capitals."""
    return value.replace("-", " ").title()
