"""Internet addresses, as RFC 5952 and dotted decimals write them: ``203.0.113.9``.

Four numbers with dots are an address unless the words before say that they are a version.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from ringfence.indicators import near, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "ip"
ROLES = (Role.VISITED,)
RANK = None

_FOUR = re.compile(r"(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)")
_SIX = re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,7}(?![\w:.])")
_LIKE_FOUR = re.compile(r"\.\d{1,3}\.\d{1,3}\.\d")
_LIKE_SIX = re.compile(r":[0-9a-fA-F]{0,4}:[0-9a-fA-F]")
_VERSION = re.compile(r"\b(?:version|ver|v|build|release|firmware|driver)\.?\s{0,2}$")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every address of version 4 or 6."""
    armed = text.refanged
    if not _LIKE_FOUR.search(armed.text) and not _LIKE_SIX.search(armed.text):
        return
    names = [(name.start, name.end) for name in web_names.names(text)]
    for name in web_names.names(text):
        read = canonical(name.host.strip("[]"), context) if name.local is None else None
        if read is not None:
            yield Found(NAME, read[0], Role.VISITED, Validity.VALID, *armed.span(name.start, name.end), 0.0)
    for pattern in (_FOUR, _SIX):
        for match in pattern.finditer(armed.text):
            read = canonical(match[0], context)
            if any(start < match.end() and match.start() < end for start, end in names):
                continue
            if read is None or _VERSION.search(armed.low[max(0, match.start() - 12) : match.start()]):
                continue
            told = near.labelled(armed, match.start())
            if told == ("noise", True):
                continue
            yield Found(NAME, read[0], Role.VISITED, Validity.VALID, *armed.span(*match.span()), 0.0)


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read an address that stands alone in a form's field."""
    try:
        return str(ipaddress.ip_address(written.strip())), Validity.VALID
    except ValueError:
        return None


def strength(value: str, role: Role) -> float:
    """Give 0: an address is shared and changes hands within days."""
    return 0.0


def label(value: str) -> str:
    """Write an address as it is."""
    return value
