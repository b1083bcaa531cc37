"""How a report loses what is private: spans are masked, and nothing moves.

This file knows no indicators. Whoever composes the steps hands in spans; `private_spans` finds those that can
be found without knowing what an indicator is (docs/reference/files.md, *Masking*).

    >>> mask("I am Ben Hart.", [(5, 13)])
    'I am ████████.'
    >>> text = "My name is Ben Hart. David from Microsoft took my card 4111 1111 1111 1111."
    >>> mask(text, [(one.start, one.end) for one in private_spans(text, [])])
    'My name is ████████. David from Microsoft took my card ███████████████████.'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.reports.own import PrivateSpan, fold, own_spans
from ringfence.reports.spoken_names import name_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["MASK", "PrivateSpan", "mask", "private_spans"]

MASK = "█"
"""What stands where a private character stood."""

_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"\d(?:[\s.\-_/\u2010-\u2015]{0,3}\d){12,}")
_GROUP = re.compile(r"\d+")
_CARD_LENGTHS = range(19, 12, -1)  # ISO/IEC 7812-1: 13 to 19 digits in use
_WINDOW = 160
_CARD_WORDS = re.compile(
    r"gift\s?-?cards?|e-?gift|vouchers?|(?:apple|itunes|steam|google\s?play|razer|target|walmart|sephora|nordstrom|"
    r"ebay|amazon|vanilla|xbox|playstation|best\s?buy|home\s?depot|lowe'?s)\s+(?:gift\s?)?cards?|itunes|paysafe\s?card|"
    r"neosurf|transcash|pcs\b|prepaid\s+cards?|geschenkkarten?|gutscheine?|gutscheinkarten?|guthabenkarten?|"
    r"tarjetas?\s+(?:de\s+)?regalo|tarjetas?\s+prepago|cartes?\s+cadeaux?|cartes?\s+prepayees?|coupons?|"
    r"ギフト(?:カード|券)|プリペイド|गिफ्ट\s?कार्ड"
)
_SHAPES = (
    re.compile(r"(?<![\w@./+$-])[A-Z0-9]{4,6}(?:[ \-\u2010-\u2015][A-Z0-9]{3,8}){1,5}(?![\w@/]|\.\w)"),
    re.compile(r"(?<![\w@./+$-])\w{4,6}(?:[\-\u2010-\u2015]\w{3,8}){1,5}(?![\w@/]|\.\w)"),
    re.compile(r"(?<![\w@./+$-])[^\W_]{10,25}(?![\w@/]|\.\w)"),
)
_WITH_DIGIT = r"(?=[a-z]{0,9}\d)[a-z0-9]{1,25}"
_NAMED = re.compile(
    r"(?:(?:claim|redemption|redeem|gift|card|voucher|serial)\s?-?(?:codes?|numbers?|nos?\.?|keys?)|\bcodes?|"
    r"\bserials?|\bseriennummer|\bkartennummer|\bcodigos?|\bnumero de (?:la )?(?:tarjeta|carte)|コード|番号)"
    r"(?:\s+(?:is|was|are|were|reads|on it|ist|war|lautet|es|era|est|etait|は))?\s*[:#=は]?\s*[\"'“]?"
    rf"({_WITH_DIGIT}(?:[ \-](?:[a-z]{{4,5}}[ \-])?{_WITH_DIGIT}){{0,6}})(?![\w@])"
)
_OTHER_CODES = re.compile(
    r"(?:sort|zip|area|country|bank|swift|bic|routing|postal|error|fehler|promo|assist|session|access|dialling|"
    r"dialing|ifsc|branch|qr|source|stop)[\s-]*$"
)
_PIN = re.compile(
    r"\b(?:pin(?:s|[\s-]*(?:codes?|numbers?|nos?\.?|nummer))?|geheimzahl|clave(?: secreta)?|code secret|"
    r"cvv2?|cvc2?|security code|card verification (?:code|value)|prufziffer|scratch[\s-]?off code|"
    r"暗証番号|पिन)"
    r"(?:\s+(?:is|was|are|were|of|ist|war|lautet|es|era|est|etait|number|code|und|and|y|et))*\s*[:#=は]?\s*[\"'“]?"
    r"(\d(?:[ \-]?\d){2,9})(?!\d)"
)
_CARD_HINTS = ("card", "karte", "tarjeta", "carte", "gutschein", "voucher", "itunes", "neosurf", "transcash",
               "pcs", "coupon", "egift", "e-gift", "ギフト", "プリペイド", "गिफ्ट")  # fmt: skip
_PIN_HINTS = ("pin", "geheimzahl", "clave", "secret", "cv", "security code", "verification", "prufziffer",
              "off code", "暗証番号", "पिन")  # fmt: skip
_DIAL = re.compile(
    r"(?:call|called|dial|dialed|dialled|phone|tel|telephone|ring|rang|anrufen|nummer|llamar|appeler)\W*$"
)


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace every character of the spans, so that length and offsets stay as they were.

    Args:
        text: The text as written.
        spans: Pairs of code points, end exclusive, in any order; they may overlap, and what lies outside
            the text is left out.

    Returns:
        The text, as long as before.
    """
    length = len(text)
    kept: list[str] = []
    done = 0
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in spans):
        first = max(start, done)
        if end <= first:
            continue
        kept.append(text[done:first])
        kept.append(MASK * (end - first))
        done = end
    kept.append(text[done:])
    return "".join(kept)


def private_spans(text: str, own: Sequence[str]) -> list[PrivateSpan]:
    """Find what is private in a text without knowing any indicator.

    Args:
        text: The text as written.
        own: What the report's own reporter fields hold, as written: found again in any spelling.

    Returns:
        Spans in order of place: the reporter's own fields, card numbers, codes and PINs of gift cards, and
        the name after *my name is* and its like. They may overlap.
    """
    folded = fold(text)
    found = list(own_spans(text, folded, own)) if own else []
    figures = len(_DIGIT.findall(folded))
    if figures >= _CARD_LENGTHS[-1]:
        found += _cards(folded)
    if figures and any(map(folded.__contains__, _CARD_HINTS)):
        found += _gift_cards(text, folded)
    if figures and any(map(folded.__contains__, _PIN_HINTS)):
        found += [PrivateSpan(*one.span(1), "pin") for one in _PIN.finditer(folded)]
    found += name_spans(text, folded)
    return sorted(found, key=lambda one: (one.start, one.end, one.why))


def without_cards(text: str) -> str:
    """Mask the numbers of payment cards alone: nobody needs one, so not even a vault shall hold one.

    >>> without_cards("card 4000 0012 3456 7899, order 4000 0012 3456 7890")
    'card ███████████████████, order 4000 0012 3456 7890'
    """
    folded = fold(text)
    return mask(text, [(one.start, one.end) for one in _cards(folded)])


def _cards(folded: str) -> Iterator[PrivateSpan]:
    """Find payment-card numbers: 13 to 19 digits in any grouping that end in the right check digit (Luhn)."""
    for run in _RUN.finditer(folded):
        groups = [(run.start() + one.start(), run.start() + one.end()) for one in _GROUP.finditer(run[0])]
        at = 0
        while at < len(groups):
            last = _card_at(folded, groups, at)
            if last is None:
                at += 1
                continue
            yield PrivateSpan(groups[at][0], groups[last][1], "card")
            at = last + 1


def _card_at(folded: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Give the last group of the longest card number that starts with a group; None when none does."""
    before = folded[groups[first][0] - 1] if groups[first][0] else " "
    if before.isalnum() or before == "+" or folded[groups[first][0]] not in "23456":
        return None
    digits, fits = "", None
    for last in range(first, min(len(groups), first + 19)):
        digits += folded[slice(*groups[last])]
        end = groups[last][1]
        if len(digits) > 19:
            break
        if len(digits) in _CARD_LENGTHS and not folded[end : end + 1].isalpha() and luhn(digits):
            fits = last
    return fits


def luhn(digits: str) -> bool:
    """Check the last digit of a card number (ISO/IEC 7812-1, annex B)."""
    doubled = (int(one) * (1 + at % 2) for at, one in enumerate(reversed(digits)))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _gift_cards(text: str, folded: str) -> Iterator[PrivateSpan]:
    """Find the codes of gift cards: near the words for such cards, what is shaped like a code or named so."""
    done = 0
    for word in _CARD_WORDS.finditer(folded):
        start, end = max(done, word.start() - _WINDOW), min(len(folded), word.end() + _WINDOW)
        for shape in _SHAPES:
            for one in shape.finditer(text, start, end):
                if _is_code(folded, one.start(), one[0]):
                    yield PrivateSpan(*_whole(folded, *one.span()), "gift_card")
        for one in _NAMED.finditer(folded, start, end):
            before = folded[max(0, one.start() - 16) : one.start()]
            enough = sum(sign.isdigit() for sign in one[1]) >= 4
            if enough and len(one[1]) >= 6 and _OTHER_CODES.search(before) is None:
                yield PrivateSpan(*_whole(folded, *one.span(1)), "gift_card")
        done = max(done, word.start())


def _whole(folded: str, start: int, end: int) -> tuple[int, int]:
    """Stretch a code that a window cut, to where its letters and digits end."""
    while end < len(folded) and folded[end].isalnum():
        end += 1
    while start > 0 and folded[start - 1].isalnum():
        start -= 1
    return start, end


def _is_code(folded: str, start: int, written: str) -> bool:
    groups = re.split(r"[ \-\u2010-\u2015]", written)
    bare = "".join(groups)
    digits = sum(one.isdigit() for one in bare)
    if digits == len(bare):
        return 13 <= len(bare) <= 30 and _DIAL.search(folded[max(0, start - 14) : start]) is None
    mixed = [group for group in groups if not group.isalpha()]
    return 10 <= len(bare) <= 30 and digits >= 2 and len(mixed) * 2 >= len(groups)
