"""Names in payment and chat services: ``upi:…``, ``cashapp:$…``, ``zelle:…``, ``telegram:@…``.

UPI names follow NPCI's form ``name@bank`` (the bank's part has no dot); Cash App's begin with ``$``, those of
Venmo and Telegram with ``@``. Zelle and PayPal know people by e-mail or number, WhatsApp by number: such a
value beside the service's name is a handle and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, near, roles, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.reports.contact import parse_phone
from ringfence.words import Country

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "handle"
ROLES = (Role.PAYEE, Role.CONTACT, Role.REPORTER)
RANK = 5

SERVICES = ("upi", "cashapp", "venmo", "zelle", "paypal", "telegram", "whatsapp")
_BANKS = frozenset(
    cues.listed(
        "okaxis okhdfcbank okicici oksbi ybl ibl axl paytm ptyes ptaxis pthdfc ptsbi upi apl yapl rapl "
        "icici sbi hdfcbank axisbank kotak indus federal idfcbank barodampay unionbank pnb freecharge "
        "jupiteraxis waicici wasbi fbl"
    )
)
_UPI = re.compile(r"(?<![\w.@+-])[a-z0-9][a-z0-9._-]{1,63}@[a-z][a-z0-9]{1,19}(?![\w@]|[.-]\w)")
_CASHTAG = re.compile(r"(?<![\w$])\$(?=[a-z0-9_-]{0,19}[a-z])[a-z0-9][a-z0-9_-]{1,30}(?![\w$])")
_AT = re.compile(r"(?<![\w.@])@[a-z0-9](?:[a-z0-9_.-]{1,30})[a-z0-9](?![\w@])")
_LINKS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "wa.me": "whatsapp",
    "paypal.me": "paypal",
    "cash.app": "cashapp",
}
_AMOUNTS = re.compile(r"\$(?:usd|cad|aud|k|m|\d+[km]?|\d+(?:usd|each|per|dollars|gift|worth))")
_REACH = 45
_FOLLOWS = re.compile(
    r"\s?\((paypal|zelle|cash app|venmo)\)|\s(?:on|via|in|by|per|par|por|with) (paypal|zelle)\b"
)
_FROM = re.compile(r"\b(?:from|by|of|as|called|real|von|de|du)\s$")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every handle."""
    for start, end, value in [*_upi(text), *_tags(text), *_contacts(text, context)]:
        role = _role(value, text, start, end)
        yield Found(NAME, value, role, Validity.VALID, *text.span(start, end), strength(value, role))
    armed = text.refanged
    for name in web_names.names(text):
        scheme = _LINKS.get(name.host)
        tail = (name.url or "").partition("://")[2].partition("/")[2].partition("?")[0].partition("/")[0]
        linked = _of_service(scheme, tail, context) if scheme and len(tail) > 2 else None
        if linked is not None:
            role, span = _role(linked, armed, name.start, name.end), armed.span(name.start, name.end)
            yield Found(NAME, linked, role, Validity.VALID, *span, strength(linked, role))


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a handle that stands alone in a form's field; the service and a colon stand before it."""
    scheme, colon, rest = written.strip().partition(":")
    scheme = scheme.strip().lower().replace(" ", "")
    if colon and scheme in SERVICES:
        value = _of_service(scheme, rest.strip(), context)
        return (value, Validity.VALID) if value else None
    low = written.strip().lower()
    if _CASHTAG.fullmatch(low):
        return f"cashapp:{low}", Validity.VALID
    if _UPI.fullmatch(low) and low.rpartition("@")[2] in _BANKS:
        return f"upi:{low}", Validity.VALID
    return None


def strength(value: str, role: Role) -> float:
    """Give .9 for a handle of the fraud, 0 for the reporter's own."""
    return 0.0 if role is Role.REPORTER else 0.9


def label(value: str) -> str:
    """Write a handle with its service's name after it."""
    scheme, _, rest = value.partition(":")
    return f"{rest} ({scheme})"


def claims(text: Folded, start: int, end: int | None = None) -> str | None:
    """Name the service whose handle an e-mail address or number at a place is; None without one."""
    follows = _FOLLOWS.match(text.low, end) if end is not None else None
    if follows:
        return (follows[1] or follows[2]).replace(" ", "")
    cue = near.label(text, start)
    if cue is None:
        return None
    name, is_tight = cue.name, near.tight(text, cue.end, start, amounts=True)
    if name == "paypal":
        if not text.low[cue.end : start].strip(" :#") and not _FROM.search(text.low[: cue.start][-12:]):
            return name  # *PayPal billing@…*
        paying = any(cue.name == "payee" for cue in near.before(text, "before", start, 2 * _REACH))
        return name if is_tight and paying else None
    return name if name in ("zelle", "whatsapp", "venmo", "cashapp") and is_tight else None


def _role(value: str, text: Folded, start: int, end: int) -> Role:
    role = roles.resolve(NAME, value, text, (start, end))
    chat = value.startswith(("telegram:", "whatsapp:"))
    return Role.CONTACT if chat and role is Role.PAYEE else role


def _of_service(scheme: str, written: str, context: Context) -> str | None:
    low = written.lower()
    if scheme in ("zelle", "paypal", "whatsapp") and "@" not in low:
        digits = low.lstrip("+")
        parsed = None
        if any(sign.isdigit() for sign in digits):
            country = context.country or Country("US")
            ask = f"+{digits}" if scheme == "whatsapp" and digits.isdigit() else low
            parsed = parse_phone(ask, country, world=context.world)
        if parsed is not None and len(digits) >= 7:
            return f"{scheme}:{parsed.e164}"
        return (
            f"paypal:@{low.lstrip('@')}"
            if scheme == "paypal" and re.fullmatch(r"[a-z0-9]{3,20}", low)
            else None
        )
    if scheme == "cashapp":
        tag = "$" + low.lstrip("$")
        return f"cashapp:{tag}" if _CASHTAG.fullmatch(tag) else None
    if scheme in ("venmo", "telegram"):
        tag = "@" + low.lstrip("@")
        return f"{scheme}:{tag}" if _AT.fullmatch(tag) else None
    return f"{scheme}:{low}" if re.fullmatch(r"[^\s@]{1,64}@[^\s@]{2,253}", low) else None


def _upi(text: Folded) -> Iterator[tuple[int, int, str]]:
    if "@" not in text.low:
        return
    for match in _UPI.finditer(text.low):
        bank = match[0].rpartition("@")[2]
        if bank in _BANKS or near.labelled(text, match.start())[0] == "upi":
            yield match.start(), match.end(), f"upi:{match[0]}"


def _tags(text: Folded) -> Iterator[tuple[int, int, str]]:
    labels = text.labels
    if "cashapp" in labels and "$" in text.low:
        for match in _CASHTAG.finditer(text.low):
            if not _AMOUNTS.fullmatch(match[0]):
                yield match.start(), match.end(), f"cashapp:{match[0].rstrip('-_')}"
    if labels & {"venmo", "telegram"} and "@" in text.low:
        for match in _AT.finditer(text.low):
            follows = _FOLLOWS.match(text.low, match.end())
            name = follows[1] if follows else near.labelled(text, match.start())[0]
            if name in ("venmo", "telegram"):
                yield match.start(), match.end(), f"{name}:{match[0]}"


def _contacts(text: Folded, context: Context) -> Iterator[tuple[int, int, str]]:
    """Find the e-mail addresses and numbers that a service's name stands before."""
    labels = text.labels
    if not labels & {"zelle", "paypal", "whatsapp"}:
        return
    if "@" in text.text:
        for name in web_names.names(text):
            if name.local is None or text.refanged is not text:
                continue
            scheme = claims(text, name.start, name.end)
            if scheme in ("zelle", "paypal"):
                yield name.start, name.end, f"{scheme}:{name.local}@{name.host}"
    for chain in text.chains:
        if not 7 <= len(chain.digits) <= 15:
            continue
        scheme = claims(text, chain.start, chain.end)
        if scheme not in ("zelle", "whatsapp"):
            continue
        written = ("+" if chain.plus else "") + chain.digits
        parsed = parse_phone(written, context.country or Country("US"), world=context.world)
        if parsed is not None and (parsed.valid or chain.plus):
            start = chain.start - 1 if chain.plus and text.text[chain.start - 1] == "+" else chain.start
            yield start, chain.end, f"{scheme}:{parsed.e164}"
