"""Names that someone paid, where the text does not name the service: ``name@word`` and ``$tag``.

A name of UPI looks like an e-mail address without its ending, a tag of Cash App like a price or like
*$ecurity*: words of paying must stand beside it, and its shape must be a name's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_REACH = 60  # characters
_PAYING = re.compile(
    r"(?<![^\W_])(?:pay(?:ing|ment|ments)?|paid|rupees?|rs|scan(?:ned|ning)?|qr|transfer\w*|debit\w*|upi"
    r"|collect request|bhej\w*|daal\w*|paise|paisa)(?![^\W_])|₹|रुप|पैस|भेज|ट्रांसफर|भुगतान|पेमेंट"
)
_RUPEES = re.compile(r"(?<![^\W_])(?:rupees?|rs|upi|paise|paisa)(?![^\W_])|₹|रुप|पैस")
# What is no bank: providers of e-mail whose ending someone left out, places and times.
_NO_BANK = frozenset(
    cues.listed(
        "gmail googlemail yahoo ymail hotmail outlook rediffmail rediff icloud live aol protonmail proton "
        "mail email msn gmx web zoho localhost server host home work office school domain company here there "
        "ad me noon night midnight morning evening lunch dawn today prod dev"
    )
)
_MAILED = re.compile(
    r"(?:\be-?mail\w*|\bmail(?:ed|s)?|\blogin|\bssh|\buser ?name|\bserver)(?: (?:id|to|from|is|was|at))*"
    r"[\s:]{1,2}$"
)
# *sent $200 to $name-x*, *paid four hundred to these people: $nameX*
_SENT = re.compile(
    r"(?<![^\W_])(?:sen[dt]|sending|sends|paid|pays?|paying|transferr?\w*|moved|wired)(?![^\W_])[^.!?;\n]{0,50}"
    r"(?:\sto|:|\sat)\s?[\"(]?$"
)
_TAGGED = re.compile(
    r"(?:(?<![^\W_])cash ?app(?:ed|s|ing)?|(?:\b(?:cash|my|his|her|their|our|your|own)|'s)\s?tags?)(?:'s)?"
    r"(?: (?:is|was|of|it|me|him|them|to|over to|money to))*[\s:=]{1,2}[\"(]?$"
)
_LEET = re.compile(
    r"\$(?:(?:cam|ecur|upport|ervic|oftware|ystem|tupid|uck|ecret|pam|heriff|ocial)[a-z]*"
    r"|end|team|tore|ale|hit|ome|hop|ky|poof|ave|avings|ign|tole|teal|on|ir|he|um|ay|afe|erious|tart|top|uper|creen)"
    r"(?![a-z])"
)
_MONEY = re.compile(
    r"\$(?:usdt?|btc|eth|cad|aud|nzd|gbp|eur|inr|xrp|doge|one|two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|grand)(?![a-z])"
)
_NAME = re.compile(r"\$[a-z][a-z0-9]*[-0-9][a-z0-9-]*")
_CAMEL = re.compile(r"\$(?:[a-z]{2,}[A-Z][a-z]+|[A-Z][a-z]+[A-Z][a-z]+)[A-Za-z]*")
_SHORTEST = 5  # signs of a tag that is known by its shape, with the $


def is_upi(low: str, start: int, end: int, country: str | None) -> bool:
    """Tell whether ``name@word`` is what was paid through UPI.

    Args:
        low: The folded text in small letters.
        start: Where the name starts.
        end: Where the word ends.
        country: Where the reporter lives, where it is known.
    """
    bank = low[start:end].rpartition("@")[2]
    if bank in _NO_BANK or _MAILED.search(low, max(0, start - _REACH), start):
        return False
    telling = _PAYING if country == "IN" else _RUPEES if country is None else None
    return telling is not None and telling.search(low, max(0, start - _REACH), end + _REACH) is not None


def is_tag(text: Folded, start: int, end: int) -> bool:
    """Tell whether ``$name`` is a tag that was paid: by its shape behind *sent to*, or called a tag."""
    low, first = text.low, max(0, start - 2 * _REACH)
    tag = low[start:end]
    if _LEET.match(tag) or _MONEY.match(tag) or not tag[1].isalpha() or "_" in tag:
        return False
    if _TAGGED.search(low, first, start):
        return len(tag) >= _SHORTEST
    shaped = _NAME.fullmatch(tag) or _CAMEL.fullmatch(text.text, start, end)
    return len(tag) > _SHORTEST and shaped is not None and _SENT.search(low, first, start) is not None
