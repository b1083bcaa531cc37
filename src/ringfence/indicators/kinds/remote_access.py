"""Remote-access IDs: ``anydesk:999012345``, ``teamviewer:…``, ``screenconnect:help.contoso.example``.

Lengths as the makers' help pages give them (from knowledge, unchecked): AnyDesk 9 or 10 digits or an alias
``name@ad``; TeamViewer 8 to 10; UltraViewer 7 to 9; RustDesk 9 or 10; Supremo 9; Zoho Assist 9 or 10; LogMeIn
and GoTo 6 or 9; Quick Assist six capitals and digits, as it shows them. An ID needs its tool's name, or words
such as *partner ID*, near it. Whose it is decides everything: an ID that *connected* is the operator's; her
own, or one of which nothing is said, is private.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from ringfence.indicators import cues, near, quick_assist, remote_shapes, roles, web_names
from ringfence.indicators.digits import Chain, Group
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_ALIAS = re.compile(r"(?<![\w.@-])[a-z0-9][a-z0-9._-]{1,40}@ad(?![\w-]|\.\w)")
_HOSTS = ("screenconnect.com", "connectwise.com", "hostedrmm.com")
_BELOW_HOSTS = tuple(f".{host}" for host in _HOSTS)
_CALLED = 25  # characters
_REACH = 60
_FOUR = 4
_FREE = frozenset(["1800", "1300", "1860"])  # how free numbers of India and Australia begin: *1800 000 044*
_EIGHT = [3, 3, 2]  # eight digits in threes, from the left
_TEN = [3, 3, 4]
_SEVERAL = 13  # digits in a row that are more than one ID
_MOST = 40  # labels on each side of digits that are looked at
_NEAR, _FAR = (
    90,
    200,
)  # characters between a tool's name and an ID: by its shape alone, and where it is called one
_ID_BEFORE = re.compile(
    r"(?<![^\W_])(?:ids?|i\.d\.|address|adresse|alias|code|remote|desk|partner|session|connected|connect"
    r"|connecting|connection|request|requested"
    r"|incoming|mine|theirs|hers|his(?= (?:popped|came|show|is|was))|read|gave|told|tell|typed|type"
    r"|entered|dictated|verbunden|kennung|sitzung"
    r"|gegenseite"
    r"|durchgegeben|vorgelesen|diktiert|genannt|abgelesen|dict[eéó]|communiqué|leí|leyó|dictado"
    r"|verbindung|identifiant|dirección|direccion"
    r"|conectó|conectado|connecté|connexion|आईडी|接続|番号|アドレス|表示)(?![^\W_])[^.!?;]{0,40}$"
    r"|(?:接続|操作|アクセス)して(?:きた|いた|来た)の(?:は|が)[\s\"]{0,3}$"
)
_ID_AFTER = re.compile(
    r"[\"')]*\s(?:would like|wants?|wanted|is now|is|was|has|will|möchte|quer[ií]a|quiere|veut|voulait"
    r"|hat)?\s?(?:to )?(?:\w+ ){0,2}?"
    r"(?:view|connect\w*|control\w*|access|remote|desktop|verbind\w*|zugreif\w*|conect\w+|se connect\w*"
    r"|se connecter|जुड़|接続)"
)
# *me llamó otra vez desde el …*, which is a telephone's
_RANG = re.compile(
    r"\bbizum[^.;!?]{0,40}\s(?:al?|para)(?:\s(?:número|móvil|teléfono))?\s$|\b(?:llam\w+|called|calling|rang|phoned|appel\w*|rief\w*|angerufen|anruf|(?:call|phone"
    r"|fon) (?:aaya|kiya))"
    r"\b[^.!?;,\d]{0,24}\b(?:from|desde|del|von|vom|du|depuis)(?: el| la| le| der)?\s$"
    r"|\b(?:llam\w+|called|calling|rang|phoned|appel\w*|rief\w*)\b[^.!?;]{0,60}\b(?:a|al|en|on|to|sur|auf)\s"
    r"(?:mi|my|mon|ma|mein\w*)\s(?:móvil|celular|teléfono|fijo|portable|téléphone|fixe|ligne|handy|festnetz|telefon"
    r"|phone|mobile|cell|landline)[,:]?\s(?:el |le |die |das )?$"
)
_ON_SCREEN = re.compile(r"\b(?:screen (?:ka|par ka|pe ka)|स्क्रीन (?:का|पर का))\s\S{2,8}\s$")
_CODE_BEFORE = re.compile(
    r"(?<![^\W_])(?:codes?|c[oó]digo|sicherheitscode|コード|कोड)(?![^\W_])[^.!?;]{0,40}$"
)
_QUICK_ASSIST = quick_assist.NAMED
_SCREENCONNECT = re.compile(r"screen\s?connect|connect\s?wise")
_RELAY = re.compile(
    r"\b(?:relay|host|server|instance|calls home|connect\w*|talk\w*|running|session|client|domain)\b"
)
# *… = Marks computer*, *… (Rechner von Mark)*, and what tells that Mark is none of hers.
_OF_NAMED = re.compile(
    r"[\"')]{0,2}\s?(?:[=:(,-]|is|ist|est|es)\s?(?:\"|the |der |die |das |l'|el |la )?(?:"
    r"(?P<name>[A-Z][a-z]{2,12}?)'?s? (?:own )?(?i:computer|pc|laptop|machine|desk|screen|rechner|gerät"
    r"|arbeitsplatz)"
    r"|(?i:rechner|computer|pc|gerät|arbeitsplatz|ordinateur|poste|ordenador|equipo|computadora)"
    r" (?:von|d'|de|vom) ?(?P<whose>[A-Z][a-z]{2,12}))\b"
)
_TELLS_OF = (
    r"\b(?:call|ring|phone|dial|ask for|told|named|name is|name was|agent|technician|engineer|officer"
    r"|rufen sie"
    r"|anrufen|techniker|namens|heisse|heiße|heißt|appelez|technicien|nommé|s'appelle|llame a|técnico|llamado"
    r"|llama|from|support)"
)
_PHONES_HOME = re.compile(
    r"\b(?:relay|instance|session (?:host|server)"
    r"|(?:phone|call|connect|talk)s? (?:home|back) to)\b[^.!?;\n]{0,40}$"
)
_CANONICAL = re.compile(r"([a-z-]+):(.+)")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every remote ID, and the hosts of ScreenConnect."""
    tools = text.labels & _LABELS
    if tools - {"screenconnect", "quickassist"} or remote_shapes.named(text):
        yield from _settled([*_ids(text, context)])
    if "quickassist" in tools or quick_assist.NAMED.search(text.low):
        yield from _codes(text)
    if "@" in text.low and "@ad" in text.low:
        for match in _ALIAS.finditer(text.low):
            yield _made(text, f"anydesk:{match[0]}", *match.span())
    if "screenconnect" in tools or any(map(text.refanged.low.__contains__, _HOSTS)):
        yield from _hosts(text)


_LABELS = frozenset([*_SIZES, "quickassist", "screenconnect", "remote"])


def spoken_of(text: Folded) -> bool:
    """Tell whether a text speaks of remote access; one that does not holds no ID."""
    return not _LABELS.isdisjoint(text.labels) or "@ad" in text.low or remote_shapes.named(text)


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
    if tool in ("quickassist", "quick-assist") and _CODE.fullmatch(match[2].upper()):
        return f"quickassist:{match[2].upper()}", Validity.VALID
    if tool == "anydesk" and _ALIAS.fullmatch(match[2]):
        return f"anydesk:{match[2]}", Validity.VALID
    tool = "zoho" if tool in ("zoho-assist", "zohoassist") else tool
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
    role, told = roles.resolve_told(NAME, value, text, (start, end))
    if not told and _is_of_named(text, end):
        role = Role.OPERATOR
    span = text.span(start, end)
    return Found(NAME, value, role, Validity.VALID, *span, strength(value, role), told)


def _is_of_named(text: Folded, end: int) -> bool:
    """Tell whether what stands behind an ID names whom the text told to call: *X = Marks computer*."""
    named = _OF_NAMED.match(text.text, end)
    if named is None:
        return False
    name = re.escape((named["name"] or named["whose"]).lower())
    return re.search(rf"{_TELLS_OF}\W{{1,3}}(?:(?:mrs?|ms|herrn?|frau) )?{name}", text.low) is not None


def _settled(found: list[Found]) -> Iterator[Found]:
    """Make an ID of which nothing is told what it is told to be elsewhere: *X (him) joined. X took files*."""
    operators = {one.value for one in found if one.role is Role.OPERATOR}
    for one in found:
        if one.role is Role.REPORTER and not one.told and one.value in operators:
            yield replace(one, role=Role.OPERATOR, strength=strength(one.value, Role.OPERATOR))
        else:
            yield one


def _ids(text: Folded, context: Context) -> Iterator[Found]:
    for chain in (part for whole in text.chains for part in _pieces(text, whole)):
        if chain.plus or not 6 <= len(chain.digits) <= 12:
            continue
        tool = _tool(text, chain, context)
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


def _pieces(text: Folded, chain: Chain) -> list[Chain]:
    """Cut a row of several IDs, which a stroke or a new line parts."""
    if len(chain.digits) < _SEVERAL:
        return [chain]
    parts: list[list[Group]] = [[chain.groups[0]]]
    for left, right in pairwise(chain.groups):
        if any(sign in "/|\n" for sign in text.text[left.end : right.start]):
            parts.append([])
        parts[-1].append(right)
    return [Chain(tuple(part), chain.plus and i == 0, chain.spelled) for i, part in enumerate(parts)]


def _tool(text: Folded, chain: Chain, context: Context) -> str | None:
    """Name the tool whose ID a chain of digits is; None when it is none."""
    tool = _tool_told(text, chain)
    if tool is not None:
        dialled = _is_shaped(chain) and remote_shapes.is_telephone(chain, context.country)
        if dialled and not _is_surely_id(text, chain):
            return None
        paper = (
            tool != "logmein" and len(chain.groups) == 1 and near.labelled(text, chain.start)[0] == "noise"
        )
        return None if paper or remote_shapes.is_other(text, chain) else tool
    if _RANG.search(text.low, max(0, chain.start - _REACH), chain.start):
        return None
    if not remote_shapes.is_id(text, chain, context.country, told=_told_id(text, chain)):
        return None
    named = remote_shapes.nearest(text, chain, _SIZES)
    return None if named is None else named.name


def _is_surely_id(text: Folded, chain: Chain) -> bool:
    """Tell whether words say that digits which the country's plan has are an ID all the same."""
    label = near.label(text, chain.start)
    if label is not None and label.name in _LABELS and near.tight(text, label.end, chain.start):
        return True
    if label is not None and label.name == "phone":
        return False
    return _told_id(text, chain) or _tool_after(text, chain) is not None


def _tool_told(text: Folded, chain: Chain) -> str | None:
    """Name the same by a label, or by words that call the digits an ID."""
    nearest = near.label(text, chain.start)
    is_tight = nearest is not None and near.tight(text, nearest.end, chain.start)
    shaped = _is_shaped(chain)
    by_phone = not is_tight or (nearest is not None and nearest.name == "phone")
    if by_phone and _RANG.search(text.low, max(0, chain.start - _REACH), chain.start):
        return None
    if nearest is not None and nearest.name in _SIZES and (is_tight or shaped):
        return nearest.name
    if nearest is not None and nearest.name == "remote":
        return _any_tool(text, chain)
    after, told = _tool_after(text, chain), _told_id(text, chain)
    if (
        nearest is not None
        and nearest.name == "phone"
        and (is_tight or not told)
        and _is_called(text, chain.start)
    ):
        return after
    # Where a label says so it is an order, an account, a wallet: another kind of number.
    is_other = is_tight and nearest is not None and nearest.name not in ("phone", "website")
    if after is not None or not shaped or (not told and (is_other or len(chain.groups) == 1)):
        return after
    return _any_tool(text, chain, within=_FAR if told else _NEAR)


def _is_called(text: Folded, start: int) -> bool:
    """Tell whether words just before digits say that they are to be dialled."""
    if _ON_SCREEN.search(text.low, max(0, start - _CALLED), start):
        return False
    told = next(iter(near.before(text, "before", start, _CALLED)), None)
    return told is not None and told.name.startswith("callback")


def _is_shaped(chain: Chain) -> bool:
    """Tell whether digits are parted as the tools show an ID: in threes, or not at all."""
    shape = [len(group.digits) for group in chain.groups]
    if shape == _TEN:  # as numbers of North America are written, of which no exchange begins with 0 or 1
        return chain.groups[1].digits[0] in "01"
    if shape[0] == _FOUR and chain.groups[0].digits in _FREE:
        return False
    return (
        len(shape) == 1
        or shape == _EIGHT
        or (shape[-1] == 3 and shape[0] <= 4 and all(size <= 3 for size in shape[1:]) and len(shape) <= 4)
    )


def _told_id(text: Folded, chain: Chain) -> bool:
    """Tell whether words around digits say that they are an ID, or that one connected."""
    if chain.digits[0] == "0":  # so begin telephone numbers, and no tool's IDs
        return False
    before = text.low[max(0, chain.start - _REACH) : chain.start]
    return _ID_BEFORE.search(before) is not None or _ID_AFTER.match(text.low, chain.end) is not None


def _any_tool(text: Folded, chain: Chain, within: int | None = None) -> str | None:
    """Name the nearest tool that a text speaks of, where a number is only called *partner ID* or *his ID*.

    Args:
        text: The text.
        chain: The digits.
        within: How many characters away it may be named; None for any.
    """
    named = remote_shapes.tools(text, _SIZES)
    at = bisect_left(named, chain.start, key=itemgetter(1))
    tools = named[max(0, at - _MOST) : at + _MOST]
    if within is not None:
        fitting = (cue for cue in tools if len(chain.digits) in _SIZES[cue.name])
        tools = [cue for cue in fitting if abs(cue.start - chain.start) <= within]
    if within == _NEAR:  # a tool that the next sentence names is not the tool of this number
        tools = [cue for cue in tools if not cues.parted(text.low, chain.end, cue.start)]
    before = [cue for cue in tools if cue.start < chain.start]
    return min(before or tools, key=lambda cue: abs(cue.start - chain.start)).name if tools else None


def _tool_after(text: Folded, chain: Chain) -> str | None:
    """Name the tool that stands just after a number: *999 012 345 on AnyDesk*."""
    labels = text.by_group.get("label", [])
    for cue in labels[bisect_left(labels, chain.end, key=itemgetter(2)) :][:4]:
        if cue.start > chain.end + 16:
            return None
        if cue.name in _SIZES:
            apart = cues.parted(text.low, chain.end, cue.start)
            return cue.name if not apart and near.tight(text, chain.end, cue.start) else None
    return None


def _codes(text: Folded) -> Iterator[Found]:
    """Find the codes of Quick Assist: what is called a code, or is typed in a text that names the tool."""
    for match in _CODE.finditer(text.text):
        start = match.start()
        if (
            near.labelled(text, start) == ("quickassist", True)
            or (
                _CODE_BEFORE.search(text.low, max(0, start - _REACH), start)
                and _QUICK_ASSIST.search(text.low, max(0, start - _FAR), start)
            )
            or quick_assist.is_code(text, *match.span())
        ):
            yield _made(text, f"quickassist:{match[0].upper()}", *match.span())


def claims(armed: Folded, name: web_names.Name) -> bool:
    """Tell whether a web name is a ScreenConnect host: by its ending, or by what is said just before it."""
    if name.local is not None or name.host in _HOSTS:
        return False
    if name.host.endswith(_BELOW_HOSTS):
        return True
    if "screenconnect" not in armed.labels:
        return False
    told = near.label(armed, name.start)
    if told is not None and told.name == "screenconnect" and near.tight(armed, told.end, name.start):
        return True
    return _is_spoken_of(armed.low, name)


def _is_spoken_of(low: str, name: web_names.Name) -> bool:
    """Tell whether a host is told to be ScreenConnect's in its sentence, or in one that speaks of a relay."""
    last = next(iter([*_SCREENCONNECT.finditer(low, max(0, name.start - _FAR), name.start)][-1:]), None)
    if last is None:
        return False
    own = name.host.startswith(("relay.", "instance-"))
    if cues.parted(low, last.end(), name.start):
        return own or _PHONES_HOME.search(low, last.end(), name.start) is not None
    return own or _RELAY.search(low, last.end(), name.start) is not None


def _hosts(text: Folded) -> Iterator[Found]:
    armed = text.refanged
    for name in web_names.names(text):
        if claims(armed, name):
            value = f"screenconnect:{name.host}"
            span = armed.span(name.start, name.end)
            yield Found(NAME, value, Role.OPERATOR, Validity.VALID, *span, strength(value, Role.OPERATOR))
