"""Names of sites, addresses and people, all made up: hosts end in ``.example``, surnames in nothing real."""

from __future__ import annotations

_FIRST = [
    "secure",
    "alert",
    "pc",
    "win",
    "device",
    "virus",
    "shield",
    "cloud",
    "desk",
    "help",
    "fix",
    "care",
    "safe",
    "net",
    "system",
    "guard",
    "error",
    "scan",
    "cyber",
    "web",
    "account",
    "refund",
    "order",
    "prime",
    "billing",
    "license",
    "renew",
    "update",
    "driver",
    "defender",
    "tech",
    "remote",
    "support",
    "safety",
    "threat",
    "blue",
    "red",
    "critical",
    "zero",
    "total",
    "smart",
]
_SECOND = [
    "help",
    "desk",
    "alert",
    "support",
    "line",
    "center",
    "check",
    "scan",
    "team",
    "care",
    "fix",
    "zone",
    "assist",
    "guard",
    "portal",
    "solution",
    "online",
    "service247",
    "warning",
    "recovery",
    "hub",
    "point",
    "unlock",
    "notice",
    "response",
    "squad",
    "secure",
    "protect",
    "verify",
    "renewal",
    "clinic",
    "doctor",
    "express",
    "direct",
    "now",
    "pro",
    "plus",
    "365",
    "247",
    "works",
]


def _pair(index: int) -> tuple[str, str, str]:
    size = len(_FIRST) * len(_SECOND)
    place = index % size * 1_009 % size
    turn = index // size
    return _FIRST[place % len(_FIRST)], _SECOND[place // len(_FIRST)], str(turn) if turn else ""


def domain(index: int) -> str:
    """Make the registrable domain of that index."""
    first, second, turn = _pair(index)
    return f"{first}{'-' if index % 3 else ''}{second}{turn}.example"


def url(index: int) -> str:
    """Make a page on the domain of that index."""
    page = (
        "alert/index.html",
        "support",
        f"win/er0x{index % 9973:04d}",
        "help/call-now",
        f"?id={index}",
        "refund/form",
    )
    path = page[index % 6]
    return f"http{'s' if index % 4 else ''}://{domain(index)}/{path}"


def email(index: int) -> str:
    """Make the address from which a ring writes."""
    first, second, turn = _pair(index + 7)
    host = ("mailbox.example", "inbox.example", f"{first}-{second}{turn}-mail.example")[index % 3]
    return f"{('billing', 'support', 'no-reply', 'invoice', 'refunds')[index % 5]}.{second}{index}@{host}"


_GIVEN = {
    "en": (
        "Ada Ben Carol Derek Edith Frank Gloria Harold Irene Jack Kathleen Leonard Margaret Norman "
        "Olive Peter Ruth Stanley Thelma Victor Wendy Walter Asha Priya Marcus Denise Tyrone Yolanda"
    ),
    "de": (
        "Anke Bernd Christa Dieter Elke Fritz Gisela Horst Ingrid Jürgen Karin Lothar Monika Norbert "
        "Renate Uwe"
    ),
    "es": (
        "Alicia Benito Carmen Diego Elena Fermín Gloria Hugo Inés Jaime Lucía Manolo Nuria Óscar Pilar Ramón"
    ),
    "fr": (
        "Agnès Bernard Chantal Denis Édith Francis Ginette Henri Isabelle Jacques Lucette Marcel "
        "Nicole Odette Paul"
    ),
}
_FAMILY = {
    "en": (
        "Fictley Mockridge Samplewood Placeholt Notreally Inventon Exampleby Madeupson Fauxworth "
        "Testerley Imagindale Pretendham Dummerton Storyfield"
    ),
    "de": (
        "Musterhuber Beispielmann Erfundner Fiktivberg Testreuter Platzhalter Probendorf Nirgendwo Scheinbach"
    ),
    "es": ("Ejemplez Ficticiano Inventado Muestrales Supuestez Pruebanco Imaginárez Ningunillo"),
    "fr": ("Fictifaud Exemplard Inventeau Modelais Imaginois Personneaux Factissier Essaivert"),
}
_WORDS = {lang: (_GIVEN[lang].split(), _FAMILY[lang].split()) for lang in _GIVEN}
_ASCII = str.maketrans("áéèíóúüñ", "aeeiouun")
_HOSTS = ("mail.example", "post.example", "home.example", "letterbox.example", "correo.example")


def person(index: int, lang: str) -> str:
    """Name the person of that index, *Given Family*."""
    given, family = _WORDS[lang]
    mixed = index * 48_271 % 2_147_483_647
    return f"{given[mixed % len(given)]} {family[mixed // 97 % len(family)]}"


def address(index: int, lang: str) -> str:
    """Give the e-mail address of the person of that index; no two people share one."""
    given, family = person(index, lang).lower().split()
    plain = f"{given}.{family}".translate(_ASCII)
    return f"{plain if index % 2 else plain.replace('.', '')}{index}@{_HOSTS[index % 5]}"


BRANDS = ("microsoft", "amazon", "apple", "norton", "paypal", "mcafee", "hp", "geek-squad")
"""Slugs of the brands that rings pretend to be; company A is the first's, company B the second's, …"""

SHOWN = {
    "microsoft": "Microsoft",
    "amazon": "Amazon",
    "apple": "Apple",
    "norton": "Norton",
    "paypal": "PayPal",
    "mcafee": "McAfee",
    "hp": "HP",
    "geek-squad": "Geek Squad",
}

REPORT_SITE = "report-it.example"
"""Where this world\'s police take reports."""
GENUINE_SITES = (*(f"{slug}-official.example" for slug in BRANDS), REPORT_SITE)
"""The brands' own sites in this world, and the police's, last."""
