"""What stands near a value: the label that says what a number is, and the phrases that say what it did."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from ringfence.indicators.cues import LINKS, Cue, parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

REACH = 60
"""Characters between a label and its number, at most."""

_LOOKED_AT = 32  # cues on one side of a value that are looked at, so that no text takes quadratic time


def before(folded: Folded, start: int, reach: int = REACH) -> Iterator[Cue]:
    """Give the cues that end before a place, the nearest first; of two that end together the longer first.

    Args:
        folded: The text.
        start: The place in the folded text.
        reach: How many characters back a cue may end.
    """
    at = bisect_left(folded.cues, start, key=lambda cue: cue.start)
    near = [cue for cue in folded.cues[max(0, at - _LOOKED_AT) : at] if start - reach <= cue.end <= start]
    near.sort(key=lambda cue: (-cue.end, cue.start))
    return iter(near)


def after(folded: Folded, end: int, reach: int) -> Iterator[Cue]:
    """Give the cues of the group ``after`` that start shortly after a place, the nearest first."""
    at = bisect_left(folded.cues, end, key=lambda cue: cue.start)
    for cue in folded.cues[at : at + _LOOKED_AT]:
        if cue.start - end > reach:
            return
        if cue.group == "after":
            yield cue


def label(folded: Folded, start: int) -> Cue | None:
    """Give the nearest label before a place in the same sentence; None without one."""
    for cue in before(folded, start):
        if cue.group == "label":
            return None if parted(folded.low, cue.end, start) else cue
    return None


def tight(folded: Folded, end: int, start: int) -> bool:
    """Tell whether only linking words (*number*, *is*, *was*) stand between a label's end and a value's start."""
    between = folded.low[end:start]
    if not between.strip(" :#-=\t\n'\"(.,"):
        return True
    tokens = folded.tokens
    i = bisect_left(tokens, end, key=lambda token: token.start)
    while i < len(tokens) and tokens[i].end <= start:
        if tokens[i].word not in LINKS:
            return False
        i += 1
    return True


def labelled(folded: Folded, start: int) -> tuple[str | None, bool]:
    """Name the nearest label before a place, and tell whether it stands tight against it."""
    cue = label(folded, start)
    if cue is None:
        return None, False
    return cue.name, tight(folded, cue.end, start)
