"""Who could act on a value: the registrar of a site, the carrier of a number, the bank of an account.

Nothing is looked up: where the value does not tell the party's name, it is said how the party is found. A
number that only called may be an innocent person's; that is said with it.

    >>> [party.who for party in parties("phone", "+18885550123", "carrier")]
    ['the RespOrg that holds the toll-free number']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.indicators import known_good

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Party:
    """Who could act on a value.

    Attributes:
        who: The party, in words.
        can: What it could do.
    """

    who: str
    can: str


_CLICKED = {
    "gclid": "Google Ads",
    "gbraid": "Google Ads",
    "wbraid": "Google Ads",
    "msclkid": "Microsoft Advertising",
    "fbclid": "Meta",
    "ttclid": "TikTok Ads",
    "yclid": "Yandex Direct",
}
"""What advertising networks add to the address of a page that someone clicked to."""

CLICK = re.compile(rf"[?&](?:{'|'.join(_CLICKED)})=")
"""Tells an address that was reached by an advertisement."""

_MAKERS = {
    "anydesk": "AnyDesk",
    "teamviewer": "TeamViewer",
    "ultraviewer": "UltraViewer (DucFabulous)",
    "rustdesk": "RustDesk, or whoever runs the relay it was set to",
    "supremo": "Supremo (Nanosystems)",
    "zoho": "Zoho Assist",
    "logmein": "LogMeIn (GoTo)",
    "quickassist": "Quick Assist (Microsoft)",
    "screenconnect": "ScreenConnect (ConnectWise)",
}
_SERVICES = {
    "upi": "the bank behind the part after the @, and NPCI, which runs UPI",
    "cashapp": "Cash App (Block)",
    "venmo": "Venmo (PayPal)",
    "zelle": "the payee's bank, and Early Warning Services, which runs Zelle",
    "paypal": "PayPal",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp (Meta)",
}
_TOKENS = ("eth", "tron")
_CODES = {"us": "routing number", "gb": "sort code", "au": "BSB", "in": "IFSC"}
_TOLL_FREE = re.compile(r"\+1(?:800|833|844|855|866|877|888)")


def parties(kind: str, value: str, step: str) -> tuple[Party, ...]:
    """Tell who could act on a value, the nearest first; nobody for a kind that is not known.

    Args:
        kind: Its kind.
        value: The canonical value.
        step: What it is in the chain, one of `ringfence.rings.chain.STEPS`.
    """
    told = _TOLD.get(kind)
    return () if told is None else tuple(told(value, step))


def _of_a_site(host: str, step: str) -> Iterable[Party]:
    if step == "gateway":
        yield Party("the payment service, and its bank", "stop paying out, name the merchant")
    if known_good.shared(host) or known_good.customer(host) is not None:
        yield Party("the service under whose name it stands", "take it down, tell whose it is")
        return
    yield Party("the registrar of the name", "suspend it, tell who paid for it")
    yield Party("the host of the pages", "take them down, keep the log")


def _of_a_page(value: str, step: str) -> Iterable[Party]:
    if step == "ad":
        clicked = {_CLICKED[name] for name in _CLICKED if re.search(rf"[?&]{name}=", value)}
        network = " and ".join(sorted(clicked)) or "the search engine or advertising network"
        yield Party(network, "stop the advertisement, tell who paid for it")
    if "://" in value:
        value = re.split(r"[/?#]", value.partition("://")[2], maxsplit=1)[0]
    yield from _of_a_site(value, step)


def _of_a_number(value: str, step: str) -> Iterable[Party]:
    if step == "caller":
        yield Party(
            "the carrier that let the call in, found by a traceback",
            "stop the caller; the number may be forged",
        )
    elif _TOLL_FREE.match(value):
        yield Party("the RespOrg that holds the toll-free number", "switch it off, tell who rents it")
    else:
        yield Party("the carrier that serves the number", "switch it off, tell who rents it")


def _of_a_mailbox(value: str, _: str) -> Iterable[Party]:
    host = value.rpartition("@")[2]
    yield Party(f"the mail provider of {host}", "close the mailbox, keep its log-ins")
    if not known_good.shared(host):
        yield Party("the registrar of the name", "suspend it, tell who paid for it")


def _of_a_tool(value: str, _: str) -> Iterable[Party]:
    tool = value.partition(":")[0]
    yield Party(_MAKERS.get(tool, f"the maker of {tool}"), "block the ID, tell from where it connected")


def _of_a_handle(value: str, _: str) -> Iterable[Party]:
    name = value.partition(":")[0]
    yield Party(_SERVICES.get(name, name), "close the account, tell whose it is")


def _of_a_card(value: str, _: str) -> Iterable[Party]:
    brand = value.partition(":")[0].replace("-", " ").title()
    yield Party(f"{brand}, whose card it is", "freeze what is left, tell where it was redeemed")
    yield Party("the shop that sold it", "keep the receipt and the pictures, warn its customers")


def _of_a_wallet(value: str, _: str) -> Iterable[Party]:
    yield Party("the exchanges that it pays out to", "freeze what arrives, tell whose account it is")
    if value.partition(":")[0] in _TOKENS:
        yield Party("the issuer of the token, where it is one such as USDT", "freeze it")


def _of_an_account(value: str, _: str) -> Iterable[Party]:
    country, _, rest = value.partition(":")
    bank = rest.partition("/")[0]
    code = _CODES.get(country, "bank code")
    who = f"the bank with {code} {bank}" if bank and country != "iban" else "the bank of the account"
    if country == "iban":
        who = f"the bank of the account, in {rest[:2]} (its code begins {rest[4:8]})"
    yield Party(who, "freeze and recall the money, tell whose account it is")


_TOLD: Mapping[str, Callable[[str, str], Iterable[Party]]] = {
    "domain": _of_a_page,
    "url": _of_a_page,
    "phone": _of_a_number,
    "email": _of_a_mailbox,
    "remote_access": _of_a_tool,
    "handle": _of_a_handle,
    "gift_card": _of_a_card,
    "wallet": _of_a_wallet,
    "bank_account": _of_an_account,
}
