"""How a report loses what is private: spans are masked, and nothing moves.

This file knows no indicators. Whoever composes the steps hands in spans; `private_spans` finds those that can
be found without knowing what an indicator is (docs/reference/files.md, *Masking*).

    >>> mask("I am Ben Hart.", [(5, 13)])
    'I am ████████.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "█"
"""What stands where a private character stood."""


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace every character of the spans, so that length and offsets stay as they were.

    Args:
        text: The text as written.
        spans: Pairs of code points, end exclusive, in any order; they may overlap, and what lies outside
            the text is left out.

    Returns:
        The text, as long as before.
    """
    length = len(text)
    kept: list[str] = []
    done = 0
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in spans):
        first = max(start, done)
        if end <= first:
            continue
        kept.append(text[done:first])
        kept.append(MASK * (end - first))
        done = end
    kept.append(text[done:])
    return "".join(kept)
