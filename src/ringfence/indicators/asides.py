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
    if text.low[end : end + 3].strip(" \"'>")[:1] in ("(", "["):
        for group in _GROUPS:
            for cue in near.after(text, end, _IN, group):
                if cue.name in allowed and _OPENS.fullmatch(text.low, end, cue.start):
                    return cue.name
    if text.low[max(0, start - 3) : start].rstrip(" +").endswith("("):  # *(… came up)*
        for cue in near.after(text, end, 2):
            if cue.name in allowed and not text.low[end : cue.start].strip():
                return cue.name
    if text.low[max(0, start - 8) : start].rstrip(" :.=+#").endswith((")", "]")):
        for cue in near.before(text, "aside", start, _BACK):
            opened = text.low[max(0, cue.start - 1) : cue.start]
            if cue.name in allowed and opened in ("(", "[") and _CLOSED.fullmatch(text.low, cue.end, start):
                return cue.name
    return None
