"""Remote-access IDs: ``anydesk:999012345``, ``teamviewer:…``, ``screenconnect:help.contoso.example``.

Lengths as the makers' help pages give them (from knowledge, unchecked): AnyDesk 9 or 10 digits or an alias
``name@ad``; TeamViewer 8 to 10; UltraViewer 7 to 9; RustDesk 9 or 10; Supremo 9; Zoho Assist 9 or 10; LogMeIn
and GoTo 6 or 9; Quick Assist six letters and digits. An ID needs its tool's name, or words such as *partner
ID*, near it. Whose it is decides everything: an ID that *connected* is the operator's; her own, or one of
which nothing is said, is private.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from ringfence.indicators import near, roles, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.cues import Cue
    from ringfence.indicators.digits import Chain
    from ringfence.indicators.fold import Folded

NAME = "remote_access"
ROLES = (Role.OPERATOR, Role.REPORTER)
RANK = 40

_SIZES = {
    "anydesk": (9, 10),
    "teamviewer": (8, 9, 10),
    "ultraviewer": (7, 8, 9),
    "rustdesk": (9, 10),
    "supremo": (9,),
    "zoho": (9, 10),
    "logmein": (6, 9),
}
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z]{0,5}[0-9]|[A-Z]{6})[A-Za-z0-9]{6}(?![A-Za-z0-9])")
_ALIAS = re.compile(r"(?<![\w.@-])[a-z0-9][a-z0-9._-]{1,40}@ad(?![\w.-])")
_HOSTS = ("screenconnect.com", "connectwise.com", "hostedrmm.com")
_REACH = 60
_CANONICAL = re.compile(r"([a-z]+):(.+)")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every remote ID, and the hosts of ScreenConnect."""
    tools = text.labels & _LABELS
    if tools - {"screenconnect", "quickassist"}:
        yield from _ids(text, context)
    if "quickassist" in tools:
        yield from _codes(text, context)
    if "@ad" in text.low:
        for match in _ALIAS.finditer(text.low):
            yield _made(text, f"anydesk:{match[0]}", *match.span())
    if "screenconnect" in tools or "screenconnect" in text.low:
        yield from _hosts(text)


_LABELS = frozenset([*_SIZES, "quickassist", "screenconnect", "remote"])


def spoken_of(text: Folded) -> bool:
    """Tell whether a text speaks of remote access; one that does not holds no ID."""
    return not _LABELS.isdisjoint(text.labels) or "@ad" in text.low


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read an ID that stands alone in a form's field, after its tool's name: ``anydesk 999 012 345``."""
    low = written.strip().lower()
    match = _CANONICAL.fullmatch(low) or re.fullmatch(r"([a-z]+(?: desk| viewer| assist)?)[\s:#-]+(.+)", low)
    if match is None:
        return None
    tool = match[1].replace(" ", "")
    if tool == "screenconnect":
        host = web_names.ascii_host(match[2].partition("://")[2] or match[2])
        return (f"screenconnect:{host}", Validity.VALID) if host and "." in host else None
    if tool == "quickassist" and _CODE.fullmatch(match[2].upper()):
        return f"quickassist:{match[2]}", Validity.VALID
    if tool == "anydesk" and _ALIAS.fullmatch(match[2]):
        return f"anydesk:{match[2]}", Validity.VALID
    digits = re.sub(r"^(?:id|number|code|address)\b[\s:#]*|[\s.-]", "", match[2])
    if tool in _SIZES and digits.isascii() and digits.isdigit():
        fits = len(digits) in _SIZES[tool]
        return (
            (f"{tool}:{digits}", Validity.VALID if fits else Validity.POSSIBLE)
            if 6 <= len(digits) <= 12
            else None
        )
    return None


def strength(value: str, role: Role) -> float:
    """Give .9 for the ID that connected, 0 for the reporter's own."""
    return 0.9 if role is Role.OPERATOR else 0.0


def label(value: str) -> str:
    """Write an ID with its tool's name before it, in threes."""
    tool, _, rest = value.partition(":")
    if not rest.isdigit():
        return f"{tool} {rest}"
    return f"{tool} " + " ".join(
        rest[max(0, i - 3) : i] for i in range(len(rest) % 3 or 3, len(rest) + 3, 3) if i <= len(rest)
    )


def _made(text: Folded, value: str, start: int, end: int) -> Found:
    role = roles.resolve(NAME, value, text, (start, end))
    return Found(NAME, value, role, Validity.VALID, *text.span(start, end), strength(value, role))


def _ids(text: Folded, context: Context) -> Iterator[Found]:
    for chain in text.chains:
        if chain.plus or not 6 <= len(chain.digits) <= 12:
            continue
        tool = _tool(text, chain)
        if tool is None:
            continue
        value = f"{tool}:{chain.digits}"
        if len(chain.digits) in _SIZES[tool]:
            yield _made(text, value, chain.start, chain.end)
        elif roles.resolve_told(NAME, value, text, (chain.start, chain.end)) == (Role.REPORTER, True):
            # Of another length than the tool's, but she calls it hers: private all the same.
            yield Found(
                NAME, value, Role.REPORTER, Validity.POSSIBLE, *text.span(chain.start, chain.end), 0.0
            )


def _tool(text: Folded, chain: Chain) -> str | None:
    """Name the tool whose ID a chain of digits is; None when it is none."""
    nearest = near.label(text, chain.start)
    if nearest is None or nearest.name not in _SIZES:
        if nearest is not None and nearest.name == "remote":
            return _any_tool(text, chain)
        return _tool_after(text, chain)
    is_tight = near.tight(text, nearest.end, chain.start)
    shape = [len(group.digits) for group in chain.groups]
    like_an_id = shape in ([3, 3, 3], [1, 3, 3, 3], [1, 3, 3], [2, 3, 3]) or len(shape) == 1
    return nearest.name if is_tight or (like_an_id and shape[-1:] != [4]) else None


def _any_tool(text: Folded, chain: Chain) -> str | None:
    """Name the one tool that a text speaks of, where a number is only called *partner ID* or *his ID*."""
    tools: list[Cue] = [cue for cue in text.by_group.get("label", ()) if cue.name in _SIZES]
    near_by = sorted(tools, key=lambda cue: abs(cue.start - chain.start))
    return near_by[0].name if near_by else None


def _tool_after(text: Folded, chain: Chain) -> str | None:
    """Name the tool that stands just after a number: *999 012 345 on AnyDesk*."""
    cues = text.by_group.get("label", [])
    for cue in cues[bisect_left(cues, chain.end, key=itemgetter(2)) :][:4]:
        if cue.start > chain.end + 16:
            return None
        if cue.name in _SIZES:
            return cue.name if near.tight(text, chain.end, cue.start) else None
    return None


def _codes(text: Folded, context: Context) -> Iterator[Found]:
    for match in _CODE.finditer(text.text):
        if near.labelled(text, match.start()) == ("quickassist", True):
            yield _made(text, f"quickassist:{match[0].lower()}", *match.span())


def claims(armed: Folded, name: web_names.Name) -> bool:
    """Tell whether a web name is a ScreenConnect host: by its ending, or by what is said just before it."""
    if name.local is not None or name.host in _HOSTS:
        return False
    if name.host.endswith(_HOSTS):
        return True
    told = near.label(armed, name.start) if "screenconnect" in armed.labels else None
    return told is not None and told.name == "screenconnect"


def _hosts(text: Folded) -> Iterator[Found]:
    armed = text.refanged
    for name in web_names.names(text):
        if claims(armed, name):
            value = f"screenconnect:{name.host}"
            span = armed.span(name.start, name.end)
            yield Found(NAME, value, Role.OPERATOR, Validity.VALID, *span, strength(value, Role.OPERATOR))
