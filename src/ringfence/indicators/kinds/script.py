"""Scripts: near-identical wording or pop-up text that several reports hold, named by a fingerprint: ``3f2c…`` (16 hex).

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


def find(text: Folded, context: Context) -> Iterable[Found]:  # noqa: ARG001 - one shape for every kind
    """Find nothing: scripts show over a corpus only."""
    return ()


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:  # noqa: ARG001 - one shape for every kind
    """Read a fingerprint."""
    bare = written.strip().lower()
    return (bare, Validity.VALID) if _FINGERPRINT.fullmatch(bare) else None


def strength(value: str, role: Role) -> float:  # noqa: ARG001 - one shape for every kind
    """Give .3: call centres copy each other's words."""
    return 0.3


def label(value: str) -> str:
    """Write the first digits of a fingerprint."""
    return f"script {value[:8]}"
