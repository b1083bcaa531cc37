"""Cells of tables and lines of lists: what stands in the next one is no part of a number.

A stroke may be a digit too, *8|8-555-0|4|*; in a row of cells it is none. Markers of lists and the parts of a
version are no digits of a number either.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.indicators.digits import Chain, Group

_WHOLE = 7  # digits of a cell that are no part of a number alone
_MARKER = 2  # digits of a line's number in a list, at most
_BRACKET = 48  # characters back in which a bracket makes a closing one no marker's
_BEHIND = re.compile(r"[.):]\s")  # *\n3. Rückrufnummer*
_VERSION_PARTS = 4
_DOTTED = 9  # single digits with full stops between that are no version
_EASTERN = re.compile(r" ?[ぁ-ヿ一-鿿]")  # *②携帯*, whose sign is folded to a digit
_STRAY = re.compile(r"\|+")


def is_next(text: str, groups: Sequence[Group], group: Group, gap: str) -> bool:
    """Tell whether a group of digits stands in another cell, or begins the next line of a list.

    Args:
        text: The folded text.
        groups: The groups before it that stand together.
        group: The group.
        gap: What stands between.
    """
    stroke, line, closed = "|" in gap, "\n" in gap, ">" in gap
    if not (stroke or line or closed or gap == " "):
        return False
    if stroke and line:
        return True
    if sum(len(one.digits) for one in groups[-_WHOLE:]) < _WHOLE:
        return False
    if gap == " ":
        return len(group.digits) == 1 and _EASTERN.match(text, group.end) is not None
    marks = len(group.digits) <= _MARKER and _BEHIND.match(text, group.end) is not None
    return stroke or closed or marks


def digits_end(text: str, start: int, end: int, last: int) -> int:
    """Give where digits end of which a stroke may be one: at the stroke, where that parts two cells.

    Args:
        text: The folded text.
        start: Where the digits start.
        end: Where the plain digits end, and a stroke stands.
        last: Where the signs end that may be digits, the stroke first among them.
    """
    after = text[last : last + 1]
    alone = _STRAY.fullmatch(text, end, last) is not None
    return end if end - start >= _WHOLE or (alone and not after.isalnum() and after != "-") else last


def is_marker(text: str, start: int, end: int) -> bool:
    """Tell whether digits are the marker of a list: *2) +1 …*, but not the end of *(833) …*."""
    alone = text[max(0, start - 1) : start] in ("", " ", "\n") and text[end : end + 2] == ") "
    if end - start > 2 or not alone:
        return False
    opened = text.rfind("(", max(0, start - _BRACKET), start)
    return opened < 0 or ")" in text[opened:start] or text[end + 2 : end + 3] == "+"


def is_version(text: str, chain: Chain) -> bool:
    """Tell whether four groups or more with a full stop between are a program's version: *121.0.6167.85*."""
    groups = chain.groups
    if len(groups) < _VERSION_PARTS or all(len(group.digits) > 1 for group in groups[1:]):
        return False
    if len(groups) >= _DOTTED and all(len(group.digits) == 1 for group in groups):
        return False  # *0.1.7.1.3.9.2.0.0.8.8*
    return all(text[before.end : after.start] == "." for before, after in pairwise(groups))
