"""The brand or agency that the fraud pretended to be, as a slug of ``lists/brands.toml``: ``microsoft``.

A brand is not impersonated where it is a gift card (*an Amazon gift card*), a machine (*my HP laptop*), a
search (*on Google*) or the real one (*I called the real Apple*).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "brand"
ROLES = (Role.IMPERSONATED, Role.GENUINE)
RANK = None

_NOT_BEFORE = re.compile(
    r"(?:\b(?:real|actual|genuine|legitimate|my|our|bought|buy|on|via|through|with|using|in|sent|send|zelle|an?"
    r"|dollars?|echte[nr]?|vrai|verdadero)\s|[$€£]\d+\s|@|\.|/)$"
)
_NOT_AFTER = re.compile(
    r"(?:\s|-)(?:(?:e-?)?gift|play|cards?|pay\b|search|searched|maps|chrome|laptop|computer|pc|printer|store|account|"
    r"ad\b|ads\b|gutschein|geschenk|tarjeta|carte|order|app\b|delivery)|\.[a-z]|@"
)
_PLAIN_BEFORE = re.compile(
    r"\b(?:from|as|is|was|be|for|with|by|of|called|calling|said|at|von|de|des|als|comme|como)\s$"
)
_SPELLINGS = cues.spellings("brand")
_COMMON = frozenset(
    ["google", "hp", "apple", "ups", "sky", "bt", "chase", "zoom", "facebook", "target", "walmart", "dell"]
)


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find each brand once, where it is first named as who the fraud claimed to be."""
    seen: set[str] = set()
    for cue in text.by_group.get("brand", ()):
        if cue.name in seen or not _claimed(text.low, cue.name, cue.start, cue.end):
            continue
        seen.add(cue.name)
        yield Found(NAME, cue.name, Role.IMPERSONATED, Validity.VALID, *text.span(cue.start, cue.end), 0.0)


def _claimed(low: str, name: str, start: int, end: int) -> bool:
    said = low[max(0, start - 14) : start]
    if _NOT_AFTER.match(low, end) or re.search(r"\b(?:real|actual|genuine)\s$", said):
        return False
    if _PLAIN_BEFORE.search(said):
        return True
    return name not in _COMMON or not _NOT_BEFORE.search(said)


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a brand that stands alone in a form's field; one that is in no list becomes a slug of its own."""
    slug = "-".join(re.findall(r"[^\W_]+", written.lower()))[:60]
    if not slug:
        return None
    return spelled(slug.replace("-", " ")) or slug, Validity.VALID


def spelled(words: str) -> str | None:
    """Give the slug of a brand by one of its spellings; None when the list has none."""
    return _SPELLINGS.get(words) or _SPELLINGS.get(words.replace(" ", ""))


def strength(value: str, role: Role) -> float:
    """Give 0: thousands of rings pretend to be the same brand."""
    return 0.0


def label(value: str) -> str:
    """Write a slug as words with capitals."""
    return value.replace("-", " ").title()
