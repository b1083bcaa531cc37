"""What stands near a value: the label that says what a number is, and the phrases that say what it did."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from ringfence.indicators.cues import parted
from ringfence.indicators.phrases import Cue, links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ringfence.indicators.fold import Folded

REACH = 60
"""Characters between a label and its number, at most."""

VERB_REACH = 20
"""Characters between a value and the verb that tells what it did, at most."""

_DIGIT = re.compile("[0-9]")
_AMOUNT = 5  # digits of an amount, at most
_FEWEST_TO_SORT = 2
_LOOKED_AT = 16  # cues on one side of a value that are looked at, so that no text takes quadratic time
# *the number associated with the hacked acct*: a telephone's
_NUMBER_OF = re.compile(
    r"\b(?:number|phone)s?(?: that(?: is|'s))? (?:associated|linked|connected|registered|tied|attached)\b"
    r"[^.;\d]*$|\b(?:number|phone) on (?:the|my|our|her|his) $"
)
_UNDER = re.compile(r"(?: (?:is|was))? (?:registered )?under (?:the )?\(?")  # *my acct was under 651-…*
_TAGS = re.compile(r"</?[a-z][a-z0-9]{0,8}>")
_MY_NUMBER = re.compile(r"\bmy (?:(?:cell|home|phone|mobile) )?(?:#|number|num|no\.?)(?:'s| is|:)?[ :(]*$")


def is_my_number(low: str, start: int) -> bool:
    """Tell whether someone says right before a place that it is their number: *my # is …*."""
    return _MY_NUMBER.search(low, max(0, start - 24), start) is not None


def before(folded: Folded, group: str, start: int, reach: int = REACH) -> list[Cue]:
    """Give the cues of a group that end before a place: the nearest first, then the longer.

    Args:
        folded: The text.
        group: ``label`` or ``before``.
        start: The place in the folded text.
        reach: How many characters back a cue may end.
    """
    cues = folded.by_group.get(group)
    if not cues:
        return []
    at = bisect_left(cues, start, key=_start)
    first = start - reach
    near = [cue for cue in cues[max(0, at - _LOOKED_AT) : at] if first <= cue[3] <= start]
    if len(near) < _FEWEST_TO_SORT:
        return near
    near.sort(key=_end, reverse=True)  # of those that end together the first to start stays first
    owned = [cue for cue in near if cue.name.startswith(("reporter", "genuine"))]
    if not owned:
        return near
    return [cue for cue in near if not (cue.name.startswith("callback") and _is_within(cue, owned))]


def _is_within(cue: Cue, others: list[Cue]) -> bool:
    """Tell whether a phrase begins within one that tells whose a value is: *you can reach me|at*."""
    return any(one.start < cue.start < one.end for one in others)


_start, _end = itemgetter(2), itemgetter(3)


def within(folded: Folded, group: str, first: int, last: int) -> list[Cue]:
    """Give the cues of a group that start from one place on and before another, in order."""
    cues = folded.by_group.get(group, [])
    return cues[bisect_left(cues, first, key=_start) : bisect_left(cues, last, key=_start)]


def after(folded: Folded, end: int, reach: int, group: str = "after") -> Iterator[Cue]:
    """Give the cues of a group (``after``, ``verb``) that start shortly after a place, the nearest first."""
    cues = folded.by_group.get(group, [])
    for cue in cues[bisect_left(cues, end, key=_start) :][:_LOOKED_AT]:
        if cue.start - end > reach:
            return
        yield cue


def verb(folded: Folded, end: int) -> Iterator[Cue]:
    """Give the verbs that follow a value, in languages where they stand last; no other number is between."""
    for cue in after(folded, end, VERB_REACH, "verb"):
        if _DIGIT.search(folded.low, end, cue.start) or parted(folded.low, end, cue.start):
            return
        yield cue


def parted_from(low: str, end: int, start: int) -> bool:
    """Tell whether a sentence ends between a phrase and a value; to a question the value is the answer."""
    between = low[end:start].rstrip(" \n(+\"'")
    return parted(low, end, end + len(between) - 1 if between.endswith("?") else start)


def label(folded: Folded, start: int) -> Cue | None:
    """Give the nearest label before a place in the same sentence; None without one."""
    known = folded.label_before
    if start not in known:
        nearest = _last_label(folded.by_group.get("label", ()), start)
        if nearest is not None and (
            parted_from(folded.low, nearest.end, start) or _is_idiom(folded.low, nearest, start)
        ):
            nearest = None
        known[start] = nearest
    return known[start]


def _is_idiom(low: str, label: Cue, start: int) -> bool:
    """Tell whether a label is none: *on account of*, *my son in case (…)*, *number linked to the acct*."""
    named = low[label.start : label.end]
    if named == "order":
        return low.endswith(("in ", "in that "), 0, label.start)
    if named == "case":
        return low.endswith("in ", 0, label.start) and low[label.end : start] == " ("
    if not named.startswith("acc"):
        return False
    on_account = low.endswith("on ", 0, label.start) and low.startswith(" of ", label.end)
    if on_account or _UNDER.fullmatch(low, label.end, start):
        return True
    return _NUMBER_OF.search(low, max(0, label.start - REACH), label.start) is not None


def _last_label(labels: Sequence[Cue], start: int) -> Cue | None:
    """Give what `before` gives first of labels, which are asked for most."""
    at = bisect_left(labels, start, key=_start)
    first = start - REACH
    nearest = None
    for cue in labels[max(0, at - _LOOKED_AT) : at]:
        if first <= cue[3] <= start and (nearest is None or cue[3] > nearest[3]):
            nearest = cue
    return nearest


def tight(folded: Folded, end: int, start: int, *, amounts: bool = False) -> bool:
    """Tell whether only linking words (*number*, *is*) stand between a label's end and a value's start.

    Args:
        folded: The text.
        end: Where the label ends.
        start: Where the value starts.
        amounts: Let short numbers stand between too: *zelle 500 to*.
    """
    between = folded.low[end:start]
    if "</" in between:
        between = _TAGS.sub(" ", between)  # *<td>Ref</td><td>…*
    if not between.strip(" :#-=\t\n'\"(.,+"):
        return True
    linking = links(eastern=not folded.low.isascii())
    tokens = folded.tokens
    i = bisect_left(tokens, end, key=itemgetter(1))
    while i < len(tokens) and tokens[i][2] <= start:
        word = tokens[i][0]
        if word not in linking and not (amounts and len(word) <= _AMOUNT and word.isdecimal()):
            return False
        i += 1
    return True


def labelled(folded: Folded, start: int) -> tuple[str | None, bool]:
    """Name the nearest label before a place, and tell whether it stands tight against it."""
    cue = label(folded, start)
    if cue is None:
        return None, False
    return cue.name, tight(folded, cue.end, start)
