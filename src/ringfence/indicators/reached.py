"""Where the reader is told to reach who writes: *write back to me at X*, *don't use the Gmail, use X*.

Whoever says *me* is who writes, and a bidding, *you can* or *anyone may* speaks to who reads: so what follows
is hers, unless someone is said to have said it. Past tenses tell what was done; the phrases of `cues/` read
those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import reached_words as words

if TYPE_CHECKING:
    import re

    from ringfence.indicators.fold import Folded

_BACK = 120  # characters before a value in which the reader is spoken to
_QUOTED = '"'
_SAID_BACK = 60  # and before that, in which someone may be said to have said so


def may_stand(text: Folded) -> bool:
    """Tell quickly whether a text may tell its reader how to reach who writes."""
    return (
        bool(_ways(text))
        or "@" in text.low
        or not text.words.isdisjoint(words.OF_OTHER_WAYS)
        or _is_japanese(text)
    )


def is_given(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value is where the reader is told to reach who writes.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    low, first = text.low, max(0, start - _BACK)
    if not text.words.isdisjoint(words.OF_OTHER_WAYS) and _is_otherwise(text, first, start, end):
        return True
    if _is_japanese(text) and words.NOT_JAPANESE.search(low, first, start):
        return words.TO_IT_JAPANESE.match(low, end) is not None
    if "@" in low[start:end] and '"' not in low and _is_to_reply_to(text, first, start, end):
        return True
    for pattern in _ways(text):
        found = pattern.search(low, first, start)
        if found is None or low.count(_QUOTED, found.start(), start) % 2:
            continue  # *"I'd rather you texted," he wrote, X*
        if not words.SAID.search(low, max(0, found.start() - _SAID_BACK), found.start()):
            return True
    return False


def _is_to_reply_to(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether the reader is told to reply to an address by who says why: *Reply to X, I am deaf*."""
    if "script" in text.scenes and "story" not in text.scenes:
        return False
    return words.REASON.match(text.low, end) is not None and bool(words.REPLY.search(text.low, first, start))


def is_spoken_of(text: Folded, start: int) -> bool:
    """Tell whether words shortly before a value speak of reaching who writes: *reach me at home, X*."""
    return words.REACHING.search(text.low, max(0, start - _SAID_BACK), start) is not None


def _ways(text: Folded) -> list[re.Pattern[str]]:
    """Give the patterns that may stand in a text, by its words."""
    known: list[re.Pattern[str]] | None = text.kept.get("reached")
    if known is None:
        langs = {text.lang if text.lang in words.WAYS else "en", "en"}
        known = text.kept["reached"] = [
            way.pattern
            for lang in sorted(langs)
            for way in words.WAYS[lang]
            if not text.words.isdisjoint(way.whom) and not text.words.isdisjoint(way.acts)
        ]
    return known


def _is_japanese(text: Folded) -> bool:
    return not text.low.isascii() and ("ではなく" in text.low or "じゃなく" in text.low)


def _is_otherwise(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell the same in Hindi, and behind *For questions: Priya N., …*."""
    low = text.low
    if text.lang in ("hi", None):
        if words.NOTED_HINDI.search(low, first, start):
            return True
        if words.ME_HINDI.search(low, first, start) and words.THERE_HINDI.match(low, end):
            return True
    if ":" not in low[first:start]:
        return False
    asked = words.ASKED.search(text.text, first, start)
    return asked is not None and words.OF_FIRM.search(low, *asked.span()) is None
