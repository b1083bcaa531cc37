"""Names in payment and chat services: ``upi:…``, ``cashapp:$…``, ``zelle:…``, ``telegram:@…``.

UPI names follow NPCI's form ``name@bank`` (the bank's part has no dot); Cash App's begin with ``$``, those of
Venmo and Telegram with ``@``. Zelle and PayPal know people by e-mail or number, WhatsApp by number: such a
value beside the service's name is a handle and nothing else (`ringfence.indicators.services`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, known_good, paid_names, roles, services, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.reports.contact import ParsedPhone, parse_phone
from ringfence.words import Country

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "handle"
ROLES = (Role.PAYEE, Role.CONTACT, Role.REPORTER)
RANK = 5

SERVICES = ("upi", "cashapp", "venmo", "zelle", "paypal", "telegram", "whatsapp")
# The part after the @ by which a bank or an app is known: NPCI's list of UPI apps
# (https://www.npci.org.in/what-we-do/upi/3rd-party-apps), from knowledge, unchecked.
_BANKS = frozenset(
    cues.listed(
        "okaxis okhdfcbank okicici oksbi okbizaxis ybl ibl axl yespop paytm ptyes ptaxis pthdfc ptsbi upi "
        "apl yapl rapl rmhdfcbank icici sbi hdfcbank axisbank axisb kotak indus federal idfcbank idfcfirst "
        "barodampay barodapay unionbank unionbankofindia uboi pnb freecharge jupiteraxis fifederal waicici "
        "wasbi waaxis wahdfcbank fbl ikwik airtel airtelpaymentsbank jio jiopay postbank pingpay tapicici "
        "sliceaxis superyes naviaxis goaxb goaxis yesg kmbl yesbank yesbankltd rbl mahb cnrb sib dbs hsbc "
        "citi citibank idbi uco boi cboi centralbank iob psb aubank equitas eazypay myicici imobile ezeepay "
        "dlb kbl kvb tjsb bandhan indianbank allbank andb syndicate vijb lvb csbpay dcb sc timecosmos "
        "shriramhdfcbank yescred credpay abfspay amazonpay ptbob oneyes freoicici tmbl nsdl jsb pockets "
    )
)
_NO_MAIL = re.compile(r"@[a-z][a-z0-9]{1,19}+(?![\w@]|[.-]\w)")  # what `_UPI` needs, looked for first
_UPI = re.compile(r"(?<![\w.@+-])[a-z0-9][a-z0-9._-]{1,63}@[a-z][a-z0-9]{1,19}(?![\w@]|[.-]\w)")
_PARTED = re.compile(r"(?<![\d+@.,-])(?:\d{2,5}[ -]){1,2}$")
_INDIAN = 10  # digits of a mobile number of India
_CASHTAG = re.compile(r"(?<![\w$])\$(?=[a-z0-9_-]{0,19}[a-z])[a-z0-9][a-z0-9_-]{1,30}(?![\w$])")
_AT = re.compile(r"(?<![\w.@])@[a-z0-9](?:[a-z0-9_.-]{1,30})[a-z0-9](?![\w@])")
_BY_LINK = "paypal.me"  # whose links hold a name, also where that is made of digits
_LINKS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "wa.me": "whatsapp",
    "paypal.me": _BY_LINK,
    "cash.app": "cashapp",
}
# What stands in such links where no name does: invitations, stickers, help.
_NO_NAMES = frozenset(
    cues.listed("joinchat addstickers addemoji addlist addtheme share proxy socks login contact message app")
    + cues.listed("help legal support signin setlanguage boost invoice confirmphone")
)
_PAYPAL_NAME = re.compile(r"[a-z0-9]{3,20}")
_NUMBER = re.compile(r"\+?[0-9 ()./-]{7,}")
_AMOUNTS = re.compile(r"\$(?:usd|cad|aud|k|m|\d+[km]?|\d+(?:usd|each|per|dollars|gift|worth))")
_NAME_TOLD = re.compile(
    r"(?<![a-z])(?:(?P<telegram>telegram)|(?P<venmo>venmo)|(?P<cashapp>cash\s?app|cashtag))\s(?:user\s?name"
    r"|handle|id|tag|nick|name|user|usuario|benutzername"
    r"|nutzername|identifiant|pseudo)?(?:\s(?:is|was|ist|war|es|era"
    r"|est))?\s?:?\s(?P<name>[a-z0-9]+(?:[_-][a-z0-9]+)+)(?![\w@.-])"
)


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every handle."""
    armed = text.refanged
    for start, end, value in [*_upi(armed, context), *_tags(armed), *_contacts(armed, context)]:
        role = _role(value, armed, start, end)
        yield Found(NAME, value, role, Validity.VALID, *armed.span(start, end), strength(value, role))
    for name in web_names.names(text) if _may_link(armed.low) else ():
        scheme = _LINKS.get(name.host)
        tail = (name.url or "").partition("://")[2].partition("/")[2].partition("?")[0].partition("/")[0]
        named = len(tail) > 2 and tail.lower() not in _NO_NAMES
        linked = _of_service(scheme, tail, context) if scheme and named else None
        if linked is not None:
            role, span = _role(linked, armed, name.start, name.end), armed.span(name.start, name.end)
            yield Found(NAME, linked, role, Validity.VALID, *span, strength(linked, role))


def _may_link(low: str) -> bool:
    """Tell quickly whether a text may hold a link of a service; a host may be written in other signs."""
    return not low.isascii() or "%" in low or any(map(low.__contains__, _LINKS))


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


def _role(value: str, text: Folded, start: int, end: int) -> Role:
    role = roles.resolve(NAME, value, text, (start, end))
    chat = value.startswith(("telegram:", "whatsapp:"))
    return Role.CONTACT if chat and role is Role.PAYEE else role


def _of_service(scheme: str, written: str, context: Context) -> str | None:
    """Read what a service knows someone by: a name, an e-mail address or a number; None where it is none.

    Args:
        scheme: The service, one of `SERVICES`; `_BY_LINK` knows people by names alone.
        written: What stands behind its name, or in its link.
        context: What is known beside it.
    """
    low = written.lower()
    if scheme in ("zelle", "paypal", "whatsapp") and "@" not in low[1:]:
        number = _number(scheme, low, context)
        return f"{scheme}:{number}" if number else _paypal_name(low) if scheme == "paypal" else None
    if scheme == _BY_LINK:
        return _paypal_name(low)
    if scheme == "cashapp":
        tag = "$" + low.lstrip("$")
        return f"cashapp:{tag}" if _CASHTAG.fullmatch(tag) else None
    if scheme in ("venmo", "telegram"):
        tag = "@" + low.lstrip("@")
        return f"{scheme}:{tag}" if _AT.fullmatch(tag) else None
    return f"{scheme}:{low}" if re.fullmatch(r"[^\s@]{1,64}@[^\s@]{2,253}", low) else None


def _paypal_name(low: str) -> str | None:
    name = low.lstrip("@")
    return f"paypal:@{name}" if _PAYPAL_NAME.fullmatch(name) else None


def _number(scheme: str, low: str, context: Context) -> str | None:
    """Read a telephone number that stands alone, as E.164; what holds letters is a name and none.

    One without a country code must be a number that its plan has, or keeps for fiction.
    """
    if not _NUMBER.fullmatch(low):
        return None
    whole = low.startswith("+")
    ask = f"+{low}" if scheme == "whatsapp" and low.isdigit() else low
    parsed = parse_phone(ask, context.country or Country("US"), world=context.world)
    return parsed.e164 if parsed is not None and (whole or _exists(parsed)) else None


def _exists(parsed: ParsedPhone) -> bool:
    """Tell whether a plan has a number, or keeps it for fiction."""
    return parsed.valid or known_good.reserved("phone", parsed.e164)


def _upi(text: Folded, context: Context) -> Iterator[tuple[int, int, str]]:
    if not _NO_MAIL.search(text.low):
        return
    spoken_of = "upi" in text.labels
    for match in _UPI.finditer(text.low):
        local, _, bank = match[0].rpartition("@")
        known = bank in _BANKS or (spoken_of and bank != "ad")
        if known or paid_names.is_upi(text.low, *match.span(), context.country):
            start, name = _whole_number(text.low, match.start(), local)
            if bank in _BANKS or not name.isdecimal() or len(name) == _INDIAN:  # *20@kg*
                yield start, match.end(), f"upi:{name}@{bank}"


def _whole_number(low: str, start: int, local: str) -> tuple[int, str]:
    """Give where a name begins, and the name: a number of India may be parted, *90000 00081@ybl*."""
    digits = local.replace("-", "")
    if not digits.isdecimal():
        return start, local
    before = _PARTED.search(low, max(0, start - _INDIAN), start) if len(digits) < _INDIAN else None
    whole = re.sub(r"\D", "", before[0]) + digits if before else digits
    if len(whole) != _INDIAN:
        return start, local
    return before.start() if before else start, whole


def _tags(text: Folded) -> Iterator[tuple[int, int, str]]:
    low, labels = text.low, text.labels
    if "$" in low:
        told = "cashapp" in labels
        for match in _CASHTAG.finditer(low):
            if not _AMOUNTS.fullmatch(match[0]) and (told or paid_names.is_tag(text, *match.span())):
                yield match.start(), match.end(), f"cashapp:{match[0].rstrip('-_')}"
    if labels.isdisjoint(("venmo", "telegram", "cashapp")) and "venmo's" not in low:
        return
    for match in _NAME_TOLD.finditer(low):
        name = next(name for name in ("telegram", "venmo", "cashapp") if match[name])
        sign = "$" if name == "cashapp" else "@"
        yield match.start("name"), match.end("name"), f"{name}:{sign}{match['name']}"
    if "@" not in low:
        return
    for match in _AT.finditer(low):
        company = services.of_tag(text, *match.span())
        if company in ("venmo", "telegram"):
            yield match.start(), match.end(), f"{company}:{match[0]}"


def _contacts(text: Folded, context: Context) -> Iterator[tuple[int, int, str]]:
    """Find the e-mail addresses and numbers that a service's name stands beside."""
    if not services.may_be_named(text):
        return
    if "@" in text.text:
        for name in web_names.names(text):
            if name.local is None:
                continue
            scheme = services.claims(text, name.start, name.end)
            if scheme in ("zelle", "paypal"):
                yield name.start, name.end, f"{scheme}:{name.local}@{name.host}"
    for chain in text.chains:
        if not 7 <= len(chain.digits) <= 15:
            continue
        scheme = services.claims(text, chain.start, chain.end)
        if scheme not in ("zelle", "whatsapp"):
            continue
        written = ("+" if chain.plus else "") + chain.digits
        lives = None if scheme == "zelle" else context.country  # Zelle is of the United States
        parsed = parse_phone(written, lives or Country("US"), world=context.world)
        if parsed is not None and (chain.plus or _exists(parsed)):
            start = chain.start - 1 if chain.plus and text.text[chain.start - 1] == "+" else chain.start
            yield start, chain.end, f"{scheme}:{parsed.e164}"
