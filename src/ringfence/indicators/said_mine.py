"""Values of which a sentence right behind or before them says that they are hers: *X, this is my account*.

*This is*, *c'est*, *das ist*, *यह … है* behind a value speaks of it, and *my work line, X*, *mon cellulaire,
c'est le X* before one too; a thing must be named, or a relative: *X. That's my worry* tells nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import antecedents
from ringfence.indicators import said_mine_words as said

if TYPE_CHECKING:
    import re

    from ringfence.indicators.fold import Folded

_BACK = 90  # characters before a value in which it is told
_ENDS = frozenset(".!?\n")
_QUOTED = '"'
_NAMES = frozenset("@$")  # how a name in a service begins


def may_tell(text: Folded) -> bool:
    """Tell quickly whether a text may have such a sentence."""
    if "@" in text.low or "you have" in text.low or ("$" in text.low and "cash" in text.low):
        return True
    return not text.words.isdisjoint(said.ANY) or (not text.low.isascii() and "の" in text.low)


def is_told(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value is said to be hers right behind it, or before it.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    if not may_tell(text):
        return False
    return _is_behind(text, start, end) or _is_before(text, start)


def _is_behind(text: Folded, start: int, end: int) -> bool:
    low = text.low
    if said.BEGINS.match(low, end) is None:
        return False
    found = said.BEHIND.match(low, end)
    if found is None or said.NOT_HERS.search(found[0]) is not None:
        return False
    if found.lastgroup is not None and not antecedents.is_word_for_hers(text, *found.span(found.lastgroup)):
        return False
    return low.count(_QUOTED, 0, start) % 2 == 0 and said.ASKED.match(low, found.end()) is None


def _is_before(text: Folded, start: int) -> bool:
    low, first = text.low, max(0, start - _BACK)
    if low[start : start + 1] in _NAMES and low.count(_QUOTED, 0, start) % 2 == 0:
        am = said.I_AM.search(low, first, start)
        if am is not None and said.TOLD.search(low, max(0, am.start() - _BACK), am.start()) is None:
            return True
    for words, pattern in said.BEFORE:
        if text.words.isdisjoint(words):
            continue
        found: re.Match[str] | None = pattern.search(low, first, start)
        if found is None or said.NOT_HERS.search(found[0]) is not None:
            continue
        if low.count(_QUOTED, 0, found.start()) % 2:
            continue
        begins = found[0][:1] in _ENDS  # a sentence of its own
        if begins or said.TOLD.search(low, max(0, found.start() - _BACK), found.start()) is None:
            return True
    return False
