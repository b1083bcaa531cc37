"""Programs that were used, as a slug of ``lists/software.toml``: ``anydesk``, ``event-viewer``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, phrases
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.indicators.spelling import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "software"
ROLES = (Role.USED,)
RANK = None

_NAMES = names("software")
_NO_REMOTE_TOOLS = frozenset(
    cues.listed(
        "event-viewer command-prompt task-manager netstat msconfig powershell registry-editor syskey zoom "
        "skype "
        "whatsapp telegram signal line wechat viber discord teams google-meet facetime google-chat messenger "
        "metamask trust-wallet exodus coinbase-wallet phantom atomic-wallet electrum crypto-com-app "
        "metatrader"
    )
)

# *Any desk would do*: no program.
_FURNITURE = re.compile(r"any desk (?:would|will|could|should|can|at|of|or|i|you|in the|chair|by the|near)\b")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find each program once, where it is first named."""
    places = _NAMES.every(text)
    if not places:
        return
    seen: set[str] = set()
    reached = -1
    for place in places:
        if place.start < reached:
            continue  # inside a longer name: WhatsApp in WhatsApp screen sharing
        reached = place.end
        if place.slug not in seen and not _FURNITURE.match(text.text, place.start):
            seen.add(place.slug)
            span = text.span(place.start, place.end)
            yield Found(NAME, place.slug, Role.USED, Validity.VALID, *span, 0.0)


def is_remote_tool(slug: str) -> bool:
    """Tell whether a program of the list gives a stranger the computer; chat and wallets do not.

    >>> is_remote_tool("anydesk"), is_remote_tool("telegram")
    (True, False)
    """
    return slug in phrases.spellings("software").values() and slug not in _NO_REMOTE_TOOLS


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a program's name that stands alone in a form's field."""
    slug = _NAMES.slug(written)
    return None if slug is None else (slug, Validity.VALID)


def strength(value: str, role: Role) -> float:
    """Give 0: the tools are everyone's."""
    return 0.0


def label(value: str) -> str:
    """Write a slug as words with capitals."""
    return value.replace("-", " ").title()
