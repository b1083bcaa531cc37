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
_SIX = re.compile(
    r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){1,7}(?::[0-9a-fA-F]{1,4}){1,6}(?![\w:]|\.\w)"
    r"|(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\w:]|\.\w)"
    r"|(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){2,7}:(?![\w:])"
)
_LIKE_FOUR = re.compile(r"\.\d{1,3}\.\d{1,3}\.\d")
_LIKE_SIX = re.compile(r":[0-9a-fA-F]{0,4}:[0-9a-fA-F]")
_VERSION = re.compile(
    r"(?:(?<![a-z])(?:version|versi[oó]n|ver|v|build|release|firmware|kernel|bios|drivers?|treiber|engine|update|patch"
    r"|rev|revision|client"
    r"|section|sec|chapter|clause|abschnitt|kapitel|paragraph|para|rn|ziff|cat|§)|バージョン|वर्ज़न|वर्जन|संस्करण)"
    r"(?:\s(?:is|was|no|number|nr|ist|es))?[.:]?\s{0,2}$"
    r"|(?:(?<![a-z])(?:version|versi[oó]n|sdk|build|release|firmware)|バージョン|版数|版)(?:[\s=:_-][a-z]{0,12}){0,3}$"
)
# A program's name before four small numbers says that they are its version.
_PROGRAM = re.compile(
    r"(?<![a-z])(?:any\s?desk|team\s?viewer|ultra\s?viewer|rustdesk|chrome|firefox|edge|windows|android|ios"
    r"|java|defender|norton"
    r"|mcafee|avast|avira|avg|bitdefender|kaspersky|malwarebytes|ccleaner|acrobat|reader|office|zoom|skype|opera|app|av|os|browser|agent|programm?|software)[\s=/]$"
)
_BACK = 24  # characters before an address in which such words stand
_SMALL = 20  # the first of four numbers of a version is mostly smaller


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every address of version 4 or 6."""
    armed = text.refanged
    if not _LIKE_FOUR.search(armed.text) and not _LIKE_SIX.search(armed.text):
        return
    names = [(name.start, name.end) for name in web_names.names(text)]
    for name in web_names.names(text):
        read = canonical(name.host.strip("[]"), context) if name.local is None else None
        if read is not None:
            start = _host_at(armed.low, name)
            end = name.end if start == name.start else start + len(name.host.strip("[]"))
            yield Found(NAME, read[0], Role.VISITED, Validity.VALID, *armed.span(start, end), 0.0)
    for pattern in (_FOUR, _SIX):
        for match in pattern.finditer(armed.text):
            read = canonical(match[0], context)
            if any(start < match.end() and match.start() < end for start, end in names):
                continue
            if read is None or is_version(armed.low, match):
                continue
            told = near.label(armed, match.start())
            is_noise = (
                told is not None and told.name == "noise" and "ip" not in armed.low[told.start : told.end]
            )
            if told is not None and is_noise and near.tight(armed, told.end, match.start()):
                continue
            yield Found(NAME, read[0], Role.VISITED, Validity.VALID, *armed.span(*match.span()), 0.0)


def _host_at(low: str, name: web_names.Name) -> int:
    """Give where an address stands in its URL; where it is written otherwise there, where the URL does."""
    at = low.find(name.host.strip("[]"), name.start, name.end)
    return name.start if at < 0 else at


def is_version(low: str, match: re.Match[str]) -> bool:
    """Tell whether words before four numbers of a text in small letters make them a program's version."""
    before = low[max(0, match.start() - _BACK) : match.start()]
    if _VERSION.search(before):
        return True
    first = match[0].partition(".")[0]
    return first.isdecimal() and int(first) < _SMALL and _PROGRAM.search(before) is not None


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
