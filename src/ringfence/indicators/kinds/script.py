"""Scripts: near-identical wording or pop-up text of several reports, named by a fingerprint of 16 hex digits.

One text alone shows no script: the value names a group of near-duplicates and is given over a corpus, in
`indicators.scripts`. Here stands its shape, like that of every kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringfence.indicators.fold import Folded

NAME = "script"
ROLES = (Role.SAID,)
RANK = None

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def find(text: Folded, context: Context) -> Iterable[Found]:
    """Find nothing: scripts show over a corpus only."""
    return ()


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a fingerprint."""
    bare = written.strip().lower()
    return (bare, Validity.VALID) if _FINGERPRINT.fullmatch(bare) else None


def strength(value: str, role: Role) -> float:
    """Give .3: call centres copy each other's words."""
    return 0.3


def label(value: str) -> str:
    """Write the first digits of a fingerprint."""
    return f"script {value[:8]}"
