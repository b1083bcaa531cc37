"""What stands in brackets beside a value, and says what it did: *… (incoming)*, *Mobile (on file): …*.

It was added to tell just that, so it counts before anything else that is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import near

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_OPENS = re.compile(r"[\"'> ]{0,2}[(\[]\s?(?:the |was |is |number |no |a |an )?$")
_CLOSED = re.compile(r"[^()\[\]\d]{0,24}[)\]][:.,=\s#+(-]{0,5}(?:was |is )?[+(]{0,2}$")
_IN = 10  # characters behind a value in which what stands in brackets begins
_NEAR = 8  # characters before a value in which a bracket stands
_BACK = 30  # characters before a value in which it ends
_GROUPS = ("aside", "after")


def told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Give the role that brackets behind or before a value tell.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
        allowed: The roles that its kind may have.
    """
    low = text.low
    around = low[max(0, start - _NEAR) : end + 3]
    if "(" not in around and ")" not in around and "[" not in around and "]" not in around:
        return None
    if low[end : end + 3].strip(" \"'>")[:1] in ("(", "["):
        after = (cue for group in _GROUPS for cue in near.after(text, end, _IN, group))
        told = [cue.name for cue in after if cue.name in allowed and _OPENS.fullmatch(low, end, cue.start)]
    elif "(" in low[max(0, start - 2) : start + 1]:  # *(… came up)*
        behind = near.after(text, end, 2)
        told = [cue.name for cue in behind if cue.name in allowed and not low[end : cue.start].strip()]
    else:
        told = []
    return told[0] if told else _before(text, start, allowed)


def _before(text: Folded, start: int, allowed: frozenset[str]) -> str | None:
    """Give the role that brackets before a value tell: *Mobile (on file): …*."""
    if not text.low[max(0, start - _NEAR) : start].rstrip(" :.=+#").endswith((")", "]")):
        return None
    for cue in near.before(text, "aside", start, _BACK):
        opened = text.low[max(0, cue.start - 1) : cue.start]
        if cue.name in allowed and opened in ("(", "[") and _CLOSED.fullmatch(text.low, cue.end, start):
            return cue.name
    return None
