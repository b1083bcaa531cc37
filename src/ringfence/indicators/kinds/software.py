"""Programs that were used, as a slug of ``lists/software.toml``: ``anydesk``, ``event-viewer``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "software"
ROLES = (Role.USED,)
RANK = None

_SPELLINGS = cues.spellings("software")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find each program once, where it is first named."""
    seen: set[str] = set()
    for cue in text.by_group.get("software", ()):
        if cue.name not in seen:
            seen.add(cue.name)
            yield Found(NAME, cue.name, Role.USED, Validity.VALID, *text.span(cue.start, cue.end), 0.0)


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a program's name that stands alone in a form's field."""
    words = re.findall(r"[^\W_]+", written.lower())
    slug = _SPELLINGS.get(" ".join(words)) or "-".join(words)[:60]
    return (slug, Validity.VALID) if slug else None


def strength(value: str, role: Role) -> float:
    """Give 0: the tools are everyone's."""
    return 0.0


def label(value: str) -> str:
    """Write a slug as words with capitals."""
    return value.replace("-", " ").title()
