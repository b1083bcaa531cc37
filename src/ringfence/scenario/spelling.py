"""How people write down a value: in their country's way, from memory, or so that a filter misses it.

>>> phone("+18885550123", "US", Random(4), voice("en"), hidden=False)
'(888) 555-0123'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.scenario.voice import voice

if TYPE_CHECKING:
    from random import Random

    from ringfence.scenario.voice import Voice

__all__ = ["phone", "voice", "web", "written"]

_ABROAD = {"US": "011 ", "CA": "011 ", "AU": "0011 "}


def _north_america(number: str, rng: Random) -> str:
    area, office, line = number[2:5], number[5:8], number[8:]
    forms = (
        f"({area}) {office}-{line}",
        f"{area}-{office}-{line}",
        f"1-{area}-{office}-{line}",
        f"+1 {area} {office} {line}",
        f"{area}.{office}.{line}",
        f"1{area}{office}{line}",
        f"{area} {office} {line}",
        f"+1-{area}-{office}-{line}",
        f"1 ({area}) {office}-{line}",
    )
    return rng.choice(forms)


def _groups(national: str, country: str) -> list[str]:
    """Split a national number (with its leading 0) where the country's people pause."""
    if country == "GB":
        if national.startswith(("020", "028", "029")):
            return [national[:3], national[3:7], national[7:]]
        return [national[:4], national[4:7], national[7:]]
    if country == "FR":
        return [national[n : n + 2] for n in range(0, 10, 2)]
    if country == "AU":
        return [national[:2], national[2:6], national[6:]]
    size = 3 if national.startswith(("030", "040")) else 4 if national.startswith("0221") else 3
    rest = national[size:]
    return [national[:size], *(rest[n : n + 3] for n in range(0, len(rest), 3))]


_CODES = {"+44": "GB", "+33": "FR", "+61": "AU", "+49": "DE"}


def _at_home(groups: list[str], country: str, rng: Random) -> str:
    if country == "FR":
        return rng.choice((" ", ".", "", " ", "-")).join(groups)
    if country == "DE":
        rest = rng.choice((" ", "")).join(groups[1:])
        return groups[0] + rng.choice(("/", " ", "-", " / ")) + rest
    if country == "AU" and rng.random() < 0.5:
        return f"({groups[0]}) {groups[1]} {groups[2]}"
    return rng.choice((" ", " ", "", "-")).join(groups)


def _europe(number: str, home: str, rng: Random) -> str:
    code, country = number[:3], _CODES[number[:3]]
    groups = _groups("0" + number[3:], country)
    if country != home or rng.random() < 0.2:
        abroad = [groups[0][1:], *groups[1:]]
        lead = rng.choice((code + " ", code + " ", _ABROAD.get(home, "00") + code[1:] + " ", code + "-"))
        return lead + rng.choice((" ", " ", "", "-") if lead[-1] == " " else ("-",)).join(abroad)
    return _at_home(groups, country, rng)


def _in_words(number: str, rng: Random, speaker: Voice) -> str:
    home = {"+44": "en", "+49": "de", "+33": "fr", "+61": "en"}.get(number[:3], "en")
    national = number[1:] if number.startswith("+1") else "0" + number[3:]
    digits = national if home == speaker.lang else "00" + number[1:]
    zero = speaker.digits[10 if rng.random() < 0.5 else 0]
    words = [zero if d == "0" else speaker.digits[int(d)] for d in digits]
    return rng.choice((" ", " ", "-", ", ")).join(words)


def _with_letters(plain: str, rng: Random) -> str:
    return plain.replace("0", "O", rng.randint(1, 3)) if plain.count("0") > 1 else plain.replace("1", "l", 1)


def _with_symbols(plain: str, rng: Random) -> str:
    joiner = rng.choice(("*", "_", "~", "•"))
    return "".join(joiner if c in " -./" else c for c in plain)


def _digit_by_digit(plain: str, _: Random) -> str:
    return " ".join(c for c in plain if c.isdigit() or c == "+").replace("+ ", "+")


def _doubled(plain: str, _: Random) -> str:
    return plain.replace("-", "--").replace(" ", "  ")


def _bracketed(plain: str, _: Random) -> str:
    return "".join(f"[{c}]" if c in "-." else "{.}" if c == " " else c for c in plain)


def _thin(plain: str, _: Random) -> str:
    return plain.replace(" ", "\u2009").replace("-", "\u2011")


def _wide(plain: str, _: Random) -> str:
    return plain.replace("-", " - ").replace(".", " . ")


_WAYS = (_with_letters, _with_symbols, _digit_by_digit, _doubled, _bracketed, _thin, _wide)


def _hide(number: str, plain: str, rng: Random, speaker: Voice) -> str:
    """Write a number so that a plain pattern misses it."""
    if rng.random() < 0.15 and not number.startswith("+999"):
        return _in_words(number, rng, speaker)
    return rng.choice(_WAYS)(plain, rng)


def phone(number: str, home: str, rng: Random, speaker: Voice, *, hidden: bool) -> str:
    """Write an E.164 number as someone living in ``home`` would.

    Args:
        number: E.164.
        home: The writer's country; another country's number is written with its code.
        rng: Chance.
        speaker: The writer's language, for digits in words.
        hidden: Write it so that a plain pattern misses it.
    """
    if number.startswith("+999"):
        digits = number[4:]
        parts = (digits[:3], digits[3:6], digits[6:])
        plain = rng.choice(("+999 ", "+999-", "+999")) + rng.choice((" ", "-", "")).join(parts)
    elif number.startswith("+1"):
        plain = _north_america(number, rng)
        if home not in ("US", "CA"):
            plain = (
                rng.choice(("+1 ", f"{_ABROAD.get(home, '00').strip()}1 ", "+1-"))
                + f"{number[2:5]}-{number[5:8]}-{number[8:]}"
            )
    else:
        plain = _europe(number, home, rng)
    return _hide(number, plain, rng, speaker) if hidden else plain


def web(kind: str, value: str, rng: Random, speaker: Voice, *, hidden: bool) -> str:
    """Write a domain, URL or e-mail address."""
    if not hidden:
        if kind == "domain":
            return rng.choice((value, value, f"www.{value}", value.capitalize(), f"{value}"))
        return value
    if kind == "email":
        at = rng.choice((speaker.at, "[at]", "(at)", f" ({speaker.at.strip()}) "))
        local, host = value.split("@")
        return f"{local}{at}{host.replace('.', rng.choice(('.', '[.]', speaker.dot)))}"
    dot = rng.choice(("[.]", "(.)", speaker.dot, " . ", "[dot]"))
    if kind == "url":
        scheme, rest = value.split("://")
        host, slash, path = rest.partition("/")
        return f"{scheme.replace('tt', 'xx')}://{host.replace('.', '[.]')}{slash}{path}"
    return value.replace(".", dot)


_TOOLS = {
    "anydesk": "AnyDesk",
    "teamviewer": "TeamViewer",
    "ultraviewer": "UltraViewer",
    "screenconnect": "ScreenConnect",
}
_CARDS = {
    "apple": "Apple",
    "google-play": "Google Play",
    "target": "Target",
    "steam": "Steam",
    "amazon": "Amazon",
    "walmart": "Walmart",
    "ebay": "eBay",
}
_WALLETS = {"btc": "", "eth": "ETH ", "tron": "USDT (TRC20) "}
_HANDLES = {"cashapp": "Cash App", "zelle": "Zelle", "venmo": "Venmo", "paypal": "PayPal"}
_GIFT = {"en": "gift card", "de": "Guthabenkarte", "es": "tarjeta regalo", "fr": "carte cadeau"}


def remote(value: str, rng: Random) -> str:
    """Write a remote ID with its tool: ``AnyDesk 999 012 345``."""
    tool, _, number = value.partition(":")
    if not number.isdigit():
        return f"{_TOOLS[tool]} {number}"
    spaced = " ".join((number[:-6], number[-6:-3], number[-3:])) if rng.random() < 0.6 else number
    return f"{_TOOLS[tool]}{rng.choice((' ', ' ID ', ' ID: ', ' '))}{spaced}"


def _account(value: str, rng: Random) -> str:
    scheme, _, rest = value.partition(":")
    if scheme == "iban":
        spaced = " ".join(rest[n : n + 4] for n in range(0, len(rest), 4)) if rng.random() < 0.6 else rest
        return f"IBAN {spaced}"
    code, _, number = rest.partition("/")
    if scheme == "us":
        return rng.choice((f"routing {code} account {number}", f"account {number}, routing number {code}"))
    name = "sort code" if scheme == "gb" else "BSB"
    shown = "-".join((code[:2], code[2:4], code[4:])) if scheme == "gb" else f"{code[:3]}-{code[3:]}"
    return rng.choice((f"{name} {shown} account {number}", f"account number {number}, {name} {shown}"))


def _payee(kind: str, value: str, rng: Random, speaker: Voice) -> str:
    name, _, rest = value.partition(":")
    if kind == "wallet":
        return _WALLETS[name] + rest
    if kind == "gift_card":
        return f"{_CARDS[name]} {_GIFT[speaker.lang]} {rest}"
    return rng.choice((f"{_HANDLES[name]} {rest}", f"{rest} ({_HANDLES[name]})"))


def written(kind: str, value: str, home: str, rng: Random, speaker: Voice, *, hidden: bool) -> str:
    """Write any value as someone in ``home`` who speaks that language would put it into a text."""
    if kind == "phone":
        return phone(value, home, rng, speaker, hidden=hidden)
    if kind in ("domain", "url", "email"):
        return web(kind, value, rng, speaker, hidden=hidden)
    if kind == "remote_access":
        return remote(value, rng)
    if kind == "bank_account":
        return _account(value, rng)
    return _payee(kind, value, rng, speaker)
