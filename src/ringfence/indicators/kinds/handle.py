"""Names in payment and chat services: ``upi:…``, ``cashapp:$…``, ``zelle:…``, ``telegram:@…``.

UPI names follow NPCI's form ``name@bank`` (the bank's part has no dot); Cash App's begin with ``$``, those of
Venmo and Telegram with ``@``. Zelle and PayPal know people by e-mail or number, WhatsApp by number: such a
value beside the service's name is a handle and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, known_good, near, roles, web_names
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
_COMPANY = (
    r"(?P<paypal>pay\s?pal)|(?P<zelle>zelle(?:'?d|s)?)|(?P<cashapp>cash\s?app|cashtag)|(?P<venmo>venmo'?d?)"
    r"|(?P<telegram>telegram|テレグラム|टेलीग्राम)"
    r"|(?P<whatsapp>whats\s?app|ワッツアップ|(?:व्हाट्स|व्हॉट्स|वॉट्स|वाट्स)\s?(?:एप|ऐप|अप))"
    r"|(?P<other>insta(?:gram)?|twitter|tiktok|snap(?:chat)?|facebook|discord|youtube|reddit|signal)"
)
_OTHER = "other"  # a company whose names are no kind of ours
_COMPANY_PARTS = (
    "paypal",
    "pay pal",
    "zelle",
    "venmo",
    "cash",
    "telegram",
    "whats",
    "テレグラム",
    "टेलीग्राम",
    "ワッツアップ",
    "ट्स",
)
_NAMED = re.compile(rf"(?<![a-z@.])(?:{_COMPANY})(?![a-z@]|\.[a-z])")
_FOLLOWS = re.compile(
    r"(?:\s?\((?:(?:on|via|my|his|her|their) )?|,?\s(?:(?:also|auch|también|aussi) )?"
    rf"(?:on|via|in|by|per|par|por|with|using|auf|über|sur|en|through) )(?:{_COMPANY})\b"
)
# *gave me … so we could keep talking on WhatsApp*, *… para seguir por WhatsApp*
_CHAT_FOLLOWS = re.compile(
    r",?\s(?:to|so|where|para|pour|afin|um|damit)\s(?:[^\W\d]+\s){0,4}?"
    r"(?:talk|chat|continue|write|text|message|seguir|hablar|chatear|escribir|continuar|continuer|parler"
    r"|discuter|écrire|échanger)?(?:ing|n|e)?\s?(?:on|via|over|in|por|en|sur|par|über|auf|per)\s"
    r"(?:whats\s?app)\b"
    # *… se WhatsApp call aaya*
    r"|\s(?:se|से)\s(?:whats\s?app\b|(?:व्हाट्स|व्हॉट्स|वॉट्स|वाट्स)\s?(?:एप|ऐप|अप))|からwhats\s?app"
)
_FROM = re.compile(r"\b(?:from|by|of|as|called|real|von|de|du)\s[\"'(]?$")
# What may stand between a service's name and the address or number by which it knows someone.
_ANOTHER = re.compile(r"@|[0-9][0-9 ()./-]{6,}")
_TO = re.compile(
    r"(?:\b(?:to|an|à|a|al|is|was|ist|war|es|est|era|:|address|email|e-mail|mail|id|account|konto|cuenta"
    r"|compte|me|him|her|them|tag|ke|ko|par|pe)"
    r"|[:=>-])[\s\"'(<:]*$"
)
_OTHER_MATTER = re.compile(
    r"\b(?:e?-?mails?|mail|mailed|emailed|invoice|receipt|notification|message|messages|rechnung|factura"
    r"|facture|phishing|wrote|text|texted"
    r"|correo|courriel|sent (?:me|my|a)|from|called|call|number)\b"
)
_PAYING = re.compile(
    r"\b(?:pa(?:y|id|yed|ying|yment)\b|sen[dt]|sending|transfer\w*|friends|family|gezahlt|bezahlt|zahl\w*"
    r"|freunde|überw\w*|pag\w+|mand\w+|envi\w+|envoy\w+"
    r"|pay[eé]|vers\w+|pas[eéó]|hice|abon[eéó]|ingres[eéó]|d[oó]lares|pesos|dollars?|euros?|proches"
    r"|account|konto|cuenta|compte|money|geld|dinero|argent|\$|€|£)"
)
_CHAT_FROM = re.compile(
    r"\s(?:(?:video\s)?(?:calls?|messages?|msgs?|nachricht|anruf|mensajes?)\s)?"
    r"(?:from|von|vom|de|du|desde|से|पर|से|se|par|pe)\s[+(]{0,2}"
    # *WhatsApp pe ladki ki video call aayi …*
    r"|\s(?:pe|par|पे|पर)\s(?:[^\s\d.,;:]+\s){0,4}(?:calls?|messages?|msg|कॉल|मैसेज|संदेश)"
    r"\s(?:aa?y[ai]|aai|आया|आयी|आई)\s[+(]{0,2}"
    # *WhatsApp karein …*
    r"|\s(?:kare?in|karo|kare|kijiye|kariye|karna|kar dein|करें|करो|कीजिए|करिए|करना)\s[+(]{0,2}"
    # *Per WhatsApp meldete sich …*
    r"|\s(?:meldete sich|(?:schrieb|kontaktierte) (?:mich|mir|uns)|me escribió|m'a écrit|me contactó)"
    r"\s(?:die |der |el |le )?[+(]{0,2}"
    # *El WhatsApp de mi primo es …*
    r"|\s(?:de|von|du|of|vom)\s(?:mi|mis|mein\w*|mon|ma|my|our|nuestr[oa]|unser\w*"
    r"|notre)\s(?:[^\W\d_]+\s){1,2}?"
    r"(?:(?:es|ist|est|is|era|war|was|lautet)\s)?:?\s?[+(]{0,2}"
    # *WhatsApp, his number there was …*, *on WhatsApp, admin …*, *por WhatsApp, no era ella, desde el …*
    r"|[,;]?\s(?:his|her|their|seine|ihre|son|sa|su)\s(?:number|nummer|numéro|número)(?:\s(?:there|dort"
    r"|là(?:-bas)?|dessus|ahí|allí|allá))?"
    r"(?:\s(?:is|was|ist|war|est|était|es|era))?\s?:?\s?[+(]{0,2}"
    r"|(?:\sgroup)?[,;]\s(?:admin|administrator|advis[eo]r|mentor|coach|sender|absender)\s?:?\s?[+(]{0,2}"
    r"|(?:,[^.!?\d]{0,40}|\s(?:a|some|una?|une?|eine?|la|el)\s[^.!?,;\d]{1,30})"
    r"\s(?:from|desde|von)\s(?:el\s|the number\s|der\s)?[+(]{0,2}"
    r"|\s(?:from|von|de|del|du)\s[^.!?;\d]{1,40}?,?\s(?:nr\.?|nummer|number|no\.|numéro|número"
    r"|tel\.?)\s?:?\s?[+(]{0,2}"
    r"|\s(?:and|where i|where she|where he)\s(?:add|text|message|msg|write to|contact)(?:ed)?\s[+(]{0,2}"
    r"|\s?(?:で|に|へ|の|を)[^。.!?\d]{0,20}(?:番号|相手|アカウント|連絡先|送り主|id)は\s?[+(]{0,2}"
    r"|\s?(?:で|に)(?:メッセージ|連絡|チャット)[^。.!?\d]{0,14}(?:相手|送り主|番号)は\s?[+(]{0,2}"
)
# *then Zelle the vendor at …*
_ZELLED = re.compile(
    r"\s(?:\$?\d[\d.,]*\s)?(?:to\s)?(?:the|my|a|his|her|their|some)\s[^\W\d_]+\s(?:at|on|under)\s[+(]{0,2}"
)
# *paid with Zelle, the name was Jane Doe and the number …*
_ZELLE_NAMED = re.compile(
    r"[,;:]?\s(?:(?:the|under|in|on|to) )?(?:the )?(?:name|recipient|account name)\s(?:(?:was|is|of"
    r"|on it) ){0,2}"
    r"[^.!?;\d]{2,40}?(?:,| and| with| at)?\s(?:(?:the|his|her|their|at|with|phone|cell) ){0,2}"
    r"(?:number|no\.?)(?:\s(?:was|is))?\s?:?\s?[+(]{0,2}"
)
# *per PayPal an seinen "Spediteur" …*
_PAID_ONE = re.compile(
    r"\s(?:to|an|a|à)\s(?:the|his|her|their|an|seine[nrm]?|ihre[nrm]?|den|die|einen|son|sa|le|la|un|une"
    r"|su|el|al)\s"
    r"\"?[^\W\d_]+\"?,?\s(?:(?:at|unter|en|under|on)\s)?[<(\"]?"
)
_SIGNED = re.compile(r"\"\s?[(<]?")  # *from "Zelle" (alerts@…)*
# *a WhatsApp "Hi Mum, new phone" from …*
_CHAT_QUOTED = re.compile(
    r"[^.!?\n\"\d]{0,24}\s?\"[^\n\"]{1,120}\",?\s(?:(?:came|sent|kam|kommt|reçu|recibido|geschickt)\s)?"
    r"(?:from|von|vom|mit|de|du|del|desde|depuis|avec|con|se|से)\s(?:(?:the|der|le|el|a|number|nummer"
    r"|numéro|número)\s){0,2}"
    r"[+(]{0,2}"
)
# *a WhatsApp saying "… message me here …"*
_CHAT_SAID = re.compile(
    r"\s(?:(?:message|msg|text|nachricht|mensaje)\s)?(?:saying|that said|which said|reading|mit"
    r"|que decía|disant|qui disait)"
    r"\s?:?\s?\"[^\"\n]{1,120}?[\s+(]"
)
_SURELY = {"whatsapp": (_CHAT_QUOTED, _CHAT_SAID), "zelle": (_ZELLED, _ZELLE_NAMED), "paypal": (_PAID_ONE,)}
_STRAIGHT_TO = re.compile(r"\s?(?:to|an|a|à|al|ke|ko|par|pe)[\s:(<\"']*")
_BY_ADDRESS = ("zelle", "paypal")
# *… by Zelle. I sent 350 to …*: the next sentence says to whom it went.
_PAID_TO = re.compile(
    r"(?:[$€£₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:euros?|eur|€|dollars?|usd|bucks|quid|pounds|rs|rupees|pesos))"
    r"\s(?:to|an|a|à|ko)[\s:(<]*$"
    r"|\b(?:money|it|half|rest|payment|deposit|funds|cash|argent|geld|dinero|paisa|das|l'argent|virement)\s"
    r"(?:(?:all|both|then|was|were|is|has|had)\s)*(?:went|goes|gone|going|sent|paid|ging|gingen"
    r"|est parti|est allé|fue|iba)"
    r"\s(?:straight\s)?(?:to|an|a|à)[\s:(<]*$|"
    r"\b(?:sent|send|paid|transferred|wired|zelled|mand[eéoó]|envi[eéoó]|pagu[eé]|deposit[eé]|envoy[eé]"
    r"|vers[eé]|pay[eé]"
    r"|schickte|geschickt|zahlte|überwies|bheje|bheja)\s(?:(?:him|her|them|over|it|me|another|the|le|les"
    r"|ihm|ihr)\s)?"
    r"(?:[$€£₹]?\s?\d[\d.,]*\s?(?:dollars?|usd|bucks|euros?|€|\$|£|rs)?\s)?"
    r"(?:of it\s)?(?:to|an|a|à|ko)[\s:(<]*$"
)
_WITHIN = 70  # characters in which a service is named before what it knows someone by
_NAME_TOLD = re.compile(
    r"(?<![a-z])(?:(?P<telegram>telegram)|(?P<venmo>venmo)|(?P<cashapp>cash\s?app|cashtag))\s(?:user\s?name"
    r"|handle|id|tag|nick|name|user|usuario|benutzername"
    r"|nutzername|identifiant|pseudo)?(?:\s(?:is|was|ist|war|es|era"
    r"|est))?\s?:?\s(?P<name>[a-z0-9]+(?:[_-][a-z0-9]+)+)(?![\w@.-])"
)


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every handle."""
    armed = text.refanged
    for start, end, value in [*_upi(armed), *_tags(armed), *_contacts(armed, context)]:
        role = _role(value, armed, start, end)
        yield Found(NAME, value, role, Validity.VALID, *armed.span(start, end), strength(value, role))
    for name in web_names.names(text):
        scheme = _LINKS.get(name.host)
        tail = (name.url or "").partition("://")[2].partition("/")[2].partition("?")[0].partition("/")[0]
        named = len(tail) > 2 and tail.lower() not in _NO_NAMES
        linked = _of_service(scheme, tail, context) if scheme and named else None
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
    """Name the service whose handle an e-mail address or number at a place is; None without one.

    Args:
        text: The text.
        start: Where the value starts.
        end: Where it ends; None where what follows does not matter.
    """
    follows = _FOLLOWS.match(text.low, end) if end is not None else None
    if follows:
        return None if follows.lastgroup == _OTHER else follows.lastgroup
    if end is not None and ("whats" in text.low or "ट्स" in text.low) and _CHAT_FOLLOWS.match(text.low, end):
        return "whatsapp"
    first = max(0, start - _WITHIN)
    named = _last_named(text, first, start)
    if named is None or named.lastgroup == _OTHER or _ANOTHER.search(text.low, named.end(), start):
        return None
    surely = _SURELY.get(named.lastgroup or "", ())
    if any(one.fullmatch(text.low, named.end(), start) for one in surely):
        return named.lastgroup
    signed = _SIGNED.fullmatch(text.low, named.end(), start) and _FROM.search(text.low, first, named.start())
    return None if signed else _claimed(text, named, first, start)


def _claimed(text: Folded, named: re.Match[str], first: int, start: int) -> str | None:
    """Name the service that is named before a place where it claims what stands there; None where not.

    Args:
        text: The text.
        named: The service's name, the last before the place.
        first: How far back it was looked for.
        start: The place.
    """
    if cues.parted(text.low, named.end(), start):
        paid = named.lastgroup in _BY_ADDRESS and _PAID_TO.search(text.low, named.end(), start)
        return named.lastgroup if paid else None
    between = text.low[named.end() : start]
    tight = near.tight(text, named.end(), start, amounts=True)
    clean = _TO.search(between) is not None and not _OTHER_MATTER.search(
        between[: -len(between.split()[-1]) - 1]
    )
    if named.lastgroup == "whatsapp" and _CHAT_FROM.fullmatch(between):
        return "whatsapp"
    if named.lastgroup != "paypal":
        return named.lastgroup if tight or (clean and named.lastgroup == "zelle") else None
    if not between.strip(" :#(<\"'"):
        return None if _FROM.search(text.low, first, named.start()) else "paypal"  # *PayPal billing@…*
    paying = _PAYING.search(text.low, max(0, start - 2 * _WITHIN), start) or _STRAIGHT_TO.fullmatch(between)
    return "paypal" if paying is not None and (tight or clean) else None


def _last_named(text: Folded, first: int, last: int) -> re.Match[str] | None:
    """Find the last service that a stretch of a text names."""
    return next(iter([*_NAMED.finditer(text.low, first, last)][-1:]), None)


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
    if parsed is None or not (whole or parsed.valid or known_good.reserved("phone", parsed.e164)):
        return None
    return parsed.e164


def _upi(text: Folded) -> Iterator[tuple[int, int, str]]:
    if not _NO_MAIL.search(text.low):
        return
    spoken_of = "upi" in text.labels
    for match in _UPI.finditer(text.low):
        bank = match[0].rpartition("@")[2]
        if bank in _BANKS or (spoken_of and bank != "ad"):
            yield match.start(), match.end(), f"upi:{match[0]}"


def _tags(text: Folded) -> Iterator[tuple[int, int, str]]:
    low, labels = text.low, text.labels
    if "cashapp" in labels and "$" in low:
        for match in _CASHTAG.finditer(low):
            if not _AMOUNTS.fullmatch(match[0]):
                yield match.start(), match.end(), f"cashapp:{match[0].rstrip('-_')}"
    if labels.isdisjoint(("venmo", "telegram", "cashapp")):
        return
    for match in _NAME_TOLD.finditer(low):
        name = next(name for name in ("telegram", "venmo", "cashapp") if match[name])
        sign = "$" if name == "cashapp" else "@"
        yield match.start("name"), match.end("name"), f"{name}:{sign}{match['name']}"
    if "@" not in low:
        return
    for match in _AT.finditer(low):
        company = _of_tag(text, *match.span())
        if company in ("venmo", "telegram"):
            yield match.start(), match.end(), f"{company}:{match[0]}"


def _of_tag(text: Folded, start: int, end: int) -> str | None:
    """Name the service of a name with an @: one that follows, else the last before it, else the next."""
    follows = _FOLLOWS.match(text.low, end)
    if follows:
        return follows.lastgroup
    last = _last_named(text, max(0, start - 2 * _WITHIN), start)
    if last is not None and not cues.parted(text.low, last.end(), start):
        return last.lastgroup
    after = _NAMED.search(text.low, end, end + _WITHIN)
    if after is not None and not cues.parted(text.low, end, after.start()):
        return after.lastgroup
    return None if last is None else last.lastgroup


def _contacts(text: Folded, context: Context) -> Iterator[tuple[int, int, str]]:
    """Find the e-mail addresses and numbers that a service's name stands beside."""
    if not any(map(text.low.__contains__, _COMPANY_PARTS)):
        return
    if "@" in text.text:
        for name in web_names.names(text):
            if name.local is None:
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
