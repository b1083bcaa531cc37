"""The brand or agency that the fraud pretended to be, as a slug of ``lists/brands.toml``: ``microsoft``.

Names are found as the list has them, also in Hindi and Japanese (`cues`), and misspelt or disguised
(`spelling`). A brand is not impersonated where it is a gift card (*an Amazon gift card*), a machine (*my HP
laptop*), an account (*my Amazon account*, but *your Amazon account* is said by who claims to be Amazon), a
search (*on Google*), the real one (*I called the real Apple*), or where the fraud was reported (*I filed a
complaint with the FTC*); a word that is mostly no brand (*chase*, *target*) needs its capital.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, phrases
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.indicators.spelling import Place, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "brand"
ROLES = (Role.IMPERSONATED, Role.GENUINE)
RANK = None

_NOT_BEFORE = re.compile(
    r"(?:\b(?:real|actual|genuine|legitimate|my|our|bought|buy|on|via|through|with|using|in|sent|send|zelle|an?"
    r"|dollars?|echte[nr]?|vrai|verdadero)\s|[$€£]\d+\s|@|\.|/)$"
)
_NOT_AFTER = re.compile(
    r"(?:\s|-)(?:(?:e-?)?gift|play|cards?\b|pay\b|search|searched|maps|chrome|laptop|computer|pc|printer|store"
    r"|i(?:phone|pad|mac)s?\b|watch\b|macbook|echo\b|kindle"
    r"|account(?!s? (?:service|support|security|dep|team|alert))|ad\b|ads\b|gutschein|geschenk|tarjeta"
    r"|carte|order|app\b|delivery|electr[oó]nico)|\.[a-z]|@"
    r"|\s?の?(?:ギフト|カード|検索)|\s?गिफ्ट"
)
_PLAIN_BEFORE = re.compile(
    r"\b(?:from|as|is|was|be|for|with|by|of|called|calling|said|at|von|de|des|als|comme|como|del|bei|vom)\s"
    r"(?:the\s|der\s|la\s|el\s)?$"
)
# A caller who speaks of *your … account* claims to be from there; one who has it opened need not.
_ACCOUNT = re.compile(r"\saccounts?\b")
_YOURS = re.compile(r"(?<!into )(?<!in to )(?<!open )\byour\s$")
_SMALL, _NEAR = re.compile("[a-zà-ÿ]"), 16  # characters
_REAL = re.compile(r"\b(?:real|actual|genuine)\s$")
_REPORTED = re.compile(
    r"\b(?:report(?:ed|ing|s)?|complain(?:ed|ts?)?|filed|anzeige|gemeldet|angezeigt|plainte|signalé|denuncia|denuncié)"
    r"\b[^.!?;]{0,30}\b(?:to|with|at|bei|der|à|auprès|au|ante|a|al|en)\s(?:the\s|der\s|l'|la\s|el\s)?$"
)
_REACH = 60  # characters before a name that may say that the fraud was reported there
_PARTED = re.compile(r"[,;:()!?/\"]")
_END = re.compile(r"(?:^|[.!?\n:]\s*)$")
# Names that are mostly mentioned for other reasons: they are no claim after *my*, *on*, *with*.
_COMMON = frozenset(
    cues.listed(
        "google hp apple ups sky bt chase zoom facebook target walmart dell instagram yahoo aol netflix "
        "hulu spotify "
        "discover visa mastercard american-express roku uber airbnb booking samsung lenovo xbox "
        "playstation linkedin "
        "venmo western-union moneygram cvs walgreens home-depot lowes costco tesco kleinanzeigen dropbox "
        "yamato"
    )
)
# Words that are mostly no brand where they are written small.
_ORDINARY = frozenset(
    cues.listed(
        "chase target ups spectrum visa halifax nationwide fidelity rogers correos hacienda elster kraken "
        "argos "
        "orange citi chime schwab vanguard otto cia dea cra ato nab aib ird ice trai sepe caf hse dgt gls "
        "hp bt "
        "discover oracle intuit optimum desjardins garda jcb temu seur regions avg citibanks lowes"
    )
)
_NAMES = names("brand")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find each brand once, where it is first named as who the fraud claimed to be."""
    places = _NAMES.every(text)
    if not places:
        return
    seen: set[str] = set()
    reached = -1
    for named in places:
        place = _whole(text, named)
        if place is None or place.start < reached:
            continue  # inside a longer name: the bank of India in the State Bank of India
        reached = place.end
        if place.slug not in seen and _claimed(text, place):
            seen.add(place.slug)
            span = text.span(place.start, place.end)
            yield Found(NAME, place.slug, Role.IMPERSONATED, Validity.VALID, *span, 0.0)


def _whole(text: Folded, place: Place) -> Place | None:
    """Give a name whose words stand together: *us bank* is none in *told us: bank …*.

    Where a sign parts them, what stands before it may be a shorter name: *Amazon, prime*.
    """
    written = text.text[place.start : place.end]
    if written.isalnum():
        return place
    if written.startswith("us ") or (place.slug == "att" and written.lower().startswith("at t")):
        return None  # the pronoun; *at T-Mobile*
    parted = _PARTED.search(written)
    if parted is None:
        return place
    shorter = written[: parted.start()].rstrip()
    slug = phrases.spellings("brand").get(" ".join(re.findall(r"\w+", shorter.lower())))
    return None if slug is None else Place(place.start, place.start + len(shorter), slug)


def _claimed(text: Folded, place: Place) -> bool:
    low, (start, end, slug) = text.low, place
    said = low[max(0, start - 18) : start]
    theirs = _YOURS.search(said) is not None and _ACCOUNT.match(low, end) is not None
    if _REAL.search(said) or (_NOT_AFTER.match(low, end) and not theirs):
        return False
    if _REPORTED.search(low, max(0, start - _REACH), start):
        return False
    if low[start:end] in _ORDINARY and not _as_name(text, start):
        return _PLAIN_BEFORE.search(said) is not None and _mostly_small(text)
    if _PLAIN_BEFORE.search(said):
        return True
    return slug not in _COMMON or not _NOT_BEFORE.search(said)


def _as_name(text: Folded, start: int) -> bool:
    """Tell whether a word's capital shows that it is a name: not where a sentence begins, not in capitals.

    Two capitals side by side are a name there too, where small letters are near: *CIA agent*.
    """
    if not text.text[start].isupper():
        return False
    if not _END.search(text.low, max(0, start - 4), start):
        return True
    near = max(0, start - _NEAR), start + _NEAR
    return text.text[start + 1 : start + 2].isupper() and _SMALL.search(text.text, *near) is not None


def _mostly_small(text: Folded) -> bool:
    """Tell whether a text is written without capitals, or in nothing but capitals: they then say nothing."""
    return text.text in (text.low, text.text.upper())


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a brand that stands alone in a form's field; one that is in no list becomes a slug of its own."""
    slug = _NAMES.slug(written)
    return None if slug is None else (slug, Validity.VALID)


def strength(value: str, role: Role) -> float:
    """Give 0: thousands of rings pretend to be the same brand."""
    return 0.0


def label(value: str) -> str:
    """Write a slug as words with capitals."""
    return value.replace("-", " ").title()
