"""Gift cards: brand, last four signs, and a keyed digest of the serial: ``apple:…1234#0123456789abcdef``.

The serial is money and evidence at once: it never leaves intake. The digest is 16 hexadecimal digits (64
bits) of HMAC-SHA-256 under the node's key over the serial in capitals without separators, so that only copies
of one payment at one node meet. Without the key, or where only the last digits were told, the value has no
digest and links nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from bisect import bisect_left, bisect_right
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from ringfence.indicators import card_endings, cues, near, phrases, roles
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

NAME = "gift_card"
ROLES = (Role.PAYEE, Role.REPORTER)
RANK = 35

UNKNOWN = "other"
_REACH = 90
_FAR = 260  # characters back in which a card may have been named, for what can hardly be anything else
_AFTER = 45  # and forward
# A card that is none to give: *my debit card ending in 4471*.
_OTHER_CARD = re.compile(
    r"(?:(?<![a-z])(?:debit|credit|bank|atm|kredit|ec|giro|cr[eé]dito|d[eé]bito|cr[eé]dit|bancaire|bancaria"
    r"|(?<!vanilla )(?<!gift )(?<!prepaid )(?:visa|mastercard|amex)))"
    r"[ -]?(?:cards?|karten?|tarjetas?|cartes?|kartennummer)?(?:[ ,](?!gift)[a-z]+){0,4}[ ,]*$"
    r"|(?:tarjetas?|cartes?) (?:de )?(?:cr[eé]dito|d[eé]bito|cr[eé]dit|bancaire"
    r"|bancaria)(?:[ ,][a-z]+){0,4}[ ,]*$"
)
_BACK = 60
_JOINS = re.compile(r"\s?(?:[,;/&+]|,?\s?(?:and|und|y|et|e|aur|or|then))\s?(?:[,;/&+]\s?)?")
_LONG_DIGITS = 15
_HANDED = re.compile(
    r"(?i:\b(?:read|gave|sent|texted|told|photographed|scratched|leí|dicté|lu|vorgelesen|first one"
    r"|second one))[^.!?]{0,30}$"
)
_SHORTEST_DIGITS = 13  # digits of a serial without letters, where no word such as *code* stands before it
_LOOKED_AT = 16  # names of cards before a place that are looked at
_MOST = 500  # serials that are looked at in one text
# Serials: 10 to 19 signs at once, or in three to five groups; Amazon's are 4-6-4 or 4-6-5 (the makers' help
# pages, from knowledge, unchecked).
_MIXED = r"(?:(?=[A-Z]*[0-9])[A-Z0-9]{3,6}|(?=[a-z]*[0-9])[a-z0-9]{3,6})"
_CAPITALS = r"(?:(?=[A-Z]*[0-9])[A-Z0-9]{3,6}|(?=[a-z]*[0-9])[a-z0-9]{3,6}|[A-Z]{4,6})"
_BEFORE_IT, _AFTER_IT = r"(?<![A-Za-z0-9$#/.@-])", r"(?![A-Za-z0-9/@]|[.-][A-Za-z0-9])"


def _serials(group: str) -> re.Pattern[str]:
    """Make the pattern of serials: at once, in groups with hyphens, in groups with spaces."""
    return re.compile(
        rf"{_BEFORE_IT}(?:[A-Z0-9]{{10,19}}|[a-z0-9]{{10,19}}"
        r"|[A-Za-z0-9]{3,6}+(?:(?:-| - )[A-Za-z0-9]{3,6}+){2,4}(?:-[A-Za-z0-9]{1,4})?"
        rf"|{group}(?: {{1,2}}{group}){{2,4}}(?: [0-9]{{1,4}})?){_AFTER_IT}"
    )


# Words in capitals look like groups of letters, where a whole text is in capitals.
_SERIAL, _SERIAL_SHOUTED = _serials(_CAPITALS), _serials(_MIXED)
_GROUP = re.compile(r"[A-Za-z0-9]+")
_CODE = re.compile(
    r"(?:(?<![^\W_])(?:(?:serial |card |karten|serien|gutschein|guthaben)?(?:codes?|numbers?|nummer|nr\.?"
    r"|no\.?)|serials?"
    r"|num[eé]ros?|n[uú]meros?|#|c[oó]digos?|clave|s[eé]rie|vouchers?|card|karte|carte|tarjeta"
    r"|another(?: one)?|one)"
    r"|コード|番号|नंबर|कोड)"
    r"(?:\s(?:i|we|she|he|they) (?:read|gave|sent|texted|told)(?:\s(?:him|her|them|to|out|over|off))*)?"
    r"(?:\s?(?:is|was|were|are|ist|war|lautet|lautete|es|era|est|était|hai|tha|number|は|था|है|of the card"
    r"|on (?:it|that|this|the)(?: (?:one|card|first|second|other|back))*"
    r"|de la (?:primera|segunda|tarjeta|carte|premi[eè]re)))*\s?[:=#,]?\s?[\"'(]?$",
    re.IGNORECASE,
)
# Numbers beside a card that are no serial, and other cards.
_NO_SERIAL = re.compile(
    r"(?<![^\W_])(?:pins?|access (?:number|code)|cvv|cvc|security code|phone|tel|call|called|order"
    r"|transaction|receipt"
    r"|register|imei|tracking|ref|reference|auth(?:orization)? code|store|upc|barcode|product key|account"
    r"|acct|iban"
    r"|invoice|case|ticket|bon-?nr\.?|kassenbon|beleg(?:-?nr\.?)?|quittung|id)(?:\s(?:is|was|number"
    r"|no\.?|code|id|at|on|ist))*\s?[:=#]?\s?[\"'(]?$",
    re.IGNORECASE,
)
# *read him the card over the phone: …*
_BY_PHONE = re.compile(
    r"\b(?:by|over|on|via|through|during|per|am|au|par|por) (?:the |a |that |our |le |el )?(?:tele)?"
    r"(?:phone|call|line|telefon|téléphone|teléfono) ?(?:call)?(?: to (?:him|her|them))?[ :=,]*[\"'(]?$",
    re.IGNORECASE,
)
_GIFT = re.compile(
    r"gift|geschenk|guthaben|gutschein|cadeau|regalo|voucher|prepaid|pr[eé]pay|prepago|recharge|itunes"
    r"|गिफ्ट|वाउचर|ギフト|プリペイド|プリカ"
)
_IS_CARD = re.compile(
    r"\s?-?(?:e-?|play |store |pay |wallet |us |digital |physical |prepaid |prepago |e[ -])*"
    r"(?:gift|cards?\b|kart(?:e|en)\b|geschenk|guthaben|gutschein|carte|tarjeta|voucher|ticket|coupon|code"
    r"|wallet code"
    r"|ones?\b"
    r"|गिफ्ट|कार्ड|वाउचर|ギフト|カード|プリペイド|コード)"
)
_CARDS = re.compile(r"\b(?:cards?|karten?|gutscheine?|cartes?|tarjetas?|vouchers?)\b|カード|कार्ड")
_IS_GIFT_CARD = re.compile(
    r"\s?-?(?:vanilla )?(?:e-?)?(?:gift|geschenk|guthaben|prepaid|prepago|cadeau|prépay|de regalo|vanilla"
    r"|ギフト|गिफ्ट)"
)
_CARD_BEFORE = re.compile(
    r"(?:tarjetas?(?: de)?(?: regalo)?(?: de| del?| para)?|cartes?(?: cadeaux?)?(?: de)?|cards? (?:for|from)"
    r"|(?:gutschein|geschenk|guthaben)(?:karten?|e)?(?: von)?|otras? de|une autre(?: de)?|noch eine|another"
    r"|tickets?|bons?(?: d'achat)?|vouchers? (?:for"
    r"|from)"
    r"|coupons?|cards? (?:it )?(?:says?|said|reads?|is an?|was an?)|karten? (?:steht|stand|ist|war)(?: eine)?"
    r"|tarjeta (?:pone|ponía|dice|decía|es|era)(?: de)?|carte (?:est|était|disait|indique|indiquait)(?: une)?"
    r"|carte il y a(?:vait)? (?:écrit|marqué))\s$"
)
_BANK_CARDS = frozenset(["visa", "mastercard", "amex"])
_VOUCHERS = frozenset(
    cues.listed("paysafecard neosurf transcash pcs vanilla green-dot flexepin toneo webmoney bitcash")
)
# What `card_endings.LAST` must find to tell a card's last signs: four, one of them a digit.
_FOUR_SIGNS = re.compile(r"[0-9][a-z0-9]{0,3}+(?<=[^a-z0-9][a-z0-9]{4})(?![a-z0-9]|[-.:]\d)")
_COMPOUNDS = ("karte", "karten", "gutschein", "gutscheine", "guthaben", "カード", "कार्ड")  # *Steamkarte*
_APART = 12  # characters between a card and words that speak of something else
_CALLS = ("callback", "caller_id", "reporter", "genuine", "shown")
_CODE_BEFORE = re.compile(
    r"(?:code|serial|seriennr|pin|código|codigo|コード|कोड)\w{0,3}\W{0,3}(?:is|was|ist|es|est)?\W{0,3}$"
)
# *the number on that one was …*, of more digits than a telephone has
_ON_CARD = re.compile(
    r"\b(?:numbers?|nummer|número|numéro) (?:on|of|auf|de|en|sur) (?:it|that|this|the|der|la|esa|cette)"
    r"(?: (?:one|card|first|second|other|back|karte|tarjeta|carte))* ?(?:is|was|war|era|était)?[ :=]*$"
)
_CANONICAL = re.compile(r"([a-z0-9-]+):(?:…|\.\.\.)([A-Z0-9]{4})(?:#([0-9a-f]{16}))?")
_WRITTEN = re.compile(r"([a-z0-9-]+):([A-Za-z0-9 -]{8,30})")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every card of which the serial or its last four signs are told."""
    cards = _cards(text)
    if not cards:
        return
    yield from _by_serials(text, cards, context)
    if _FOUR_SIGNS.search(text.low) and any(map(text.low.__contains__, card_endings.PARTS)):
        yield from _by_last_signs(text, cards)
        yield from _by_listed(text, cards)


def _by_serials(text: Folded, cards: list[Cue], context: Context) -> Iterator[Found]:
    brand: str | None = None
    last: int | None = None  # where the last serial ended: what is joined to it is one too
    shouted = text.text.isupper() and not cues.is_eastern(text.text)
    pattern = _SERIAL_SHOUTED if shouted else _SERIAL
    for match in islice(pattern.finditer(text.text), _MOST):
        place = _serial_at(text, match)
        if place is None:
            continue
        joined = last is not None and _JOINS.fullmatch(text.low, last, place[0]) is not None
        brand = brand if joined else _brand_of_serial(text, cards, *place)
        if brand is not None and not _is_telephone(text, cards, *place):
            last = place[1]
            serial = "".join(_GROUP.findall(text.text[place[0] : place[1]]))
            yield _made(text, of_serial(brand, serial, context.node_key), *place)


def _by_last_signs(text: Folded, cards: list[Cue]) -> Iterator[Found]:
    done = 0
    for match in card_endings.LAST.finditer(text.low):
        if match.start(match.lastindex or 1) < done:
            continue
        if _OTHER_CARD.search(text.low, max(0, match.start() - _BACK), match.start()):
            continue
        before = _named_beside(text, cards, match.start())
        before = before or _brand(text, cards, match.start(match.lastindex or 1), far=True)
        brand = before or _brand_after(text, cards, match.end())
        told = match if brand is not None else None
        while told is not None and brand is not None:
            group = told.lastindex or 1
            if not any(sign.isdigit() for sign in told[group]):
                break
            yield _made(text, f"{brand}:…{told[group].upper()}", told.start(group), told.end(group))
            done = told.end()
            told = card_endings.ANOTHER.match(text.low, done)


def _by_listed(text: Folded, cards: list[Cue]) -> Iterator[Found]:
    """Read last signs that stand before the words for them: *two Steam, 5502 + 5519 (last 4)*."""
    for match in card_endings.LISTED.finditer(text.low):
        if _OTHER_CARD.search(text.low, max(0, match.start() - _BACK), match.start()):
            continue
        brand = _named_beside(text, cards, match.start()) or _brand(text, cards, match.start(), far=False)
        if brand is None:
            continue
        for each in card_endings.EACH.finditer(text.low, match.start(), match.end("all")):
            yield _made(text, f"{brand}:…{each[0].upper()}", *each.span())


def _named_beside(text: Folded, cards: list[Cue], start: int) -> str | None:
    """Give the brand that stands right before the words for a card's last signs: *Sephora ends 1174*."""
    at = bisect_right(cards, start, key=itemgetter(2)) - 1
    if at < 0 or cards[at].group != "card" or cards[at].name in _BANK_CARDS:
        return None
    return cards[at].name if card_endings.NAMED.fullmatch(text.low, cards[at].end, start) else None


def spoken_of(text: Folded) -> bool:
    """Tell whether a text speaks of gift cards; one that does not holds none."""
    return bool(_cards(text))


def _cards(text: Folded) -> list[Cue]:
    """Give where cards are named, in order: by a word such as *gift card*, or by a brand that means one."""
    labels = []
    if NAME in text.labels:
        named = (cue for cue in text.by_group["label"] if cue.name == NAME)
        labels = [cue for cue in named if _GIFT.search(text.low, cue.start, cue.end)]
    brands = text.by_group.get("card", ())
    if not labels and not any(_is_card(text, cue) for cue in brands):
        return []
    return sorted([*labels, *brands], key=lambda cue: cue.start)


def of_serial(brand: str, serial: str, node_key: bytes | None) -> str:
    """Make the canonical value of a card.

    Args:
        brand: The brand's slug.
        serial: The whole serial; separators and case do not matter.
        node_key: The node's key; None leaves the digest out.
    """
    bare = "".join(sign for sign in serial.upper() if sign.isalnum())
    last = f"{brand}:…{bare[-4:]}"
    if node_key is None:
        return last
    return f"{last}#{hmac.new(node_key, bare.encode(), hashlib.sha256).hexdigest()[:16]}"


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a canonical value, or ``brand:SERIAL``."""
    bare = written.strip()
    match = _CANONICAL.fullmatch(bare)
    if match:
        return bare.replace("...", "…"), Validity.VALID
    match = _WRITTEN.fullmatch(bare)
    if match is None or not _is_serial(re.sub(r"[ -]", "", match[2]).upper()):
        return None
    return of_serial(match[1], match[2], context.node_key), Validity.VALID


def strength(value: str, role: Role) -> float:
    """Give .99 where the digest of the whole serial is there: then it is one payment; 0 otherwise."""
    return 0.99 if "#" in value and role is Role.PAYEE else 0.0


def label(value: str) -> str:
    """Write the brand and the last four signs."""
    brand, _, rest = value.partition(":")
    return f"{brand.replace('-', ' ').title()} gift card {rest.partition('#')[0]}"


def _made(text: Folded, value: str, start: int, end: int) -> Found:
    role = roles.resolve(NAME, value, text, (start, end))
    return Found(NAME, value, role, Validity.VALID, *text.span(start, end), strength(value, role))


def _is_telephone(text: Folded, cards: list[Cue], start: int, end: int) -> bool:
    """Tell whether digits are a telephone number: words that speak of calling stand nearer than the card."""
    is_code = _CODE_BEFORE.search(text.low, max(0, start - 24), start) is not None
    if is_code or any(sign.isalpha() for sign in text.text[start:end]):
        return False
    digits = sum(map(str.isdigit, text.text[start:end]))
    if digits < _SHORTEST_DIGITS and near.is_my_number(text.low, start):
        return True
    is_long = digits >= _LONG_DIGITS
    if (is_long and _ON_CARD.search(text.low, max(0, start - _BACK), start)) or (
        near.labelled(text, start) == (NAME, True)  # *read him the card number …*
    ):
        return False
    told = next((cue for cue in near.before(text, "before", start) if cue.name.startswith(_CALLS)), None)
    if told is None or near.parted_from(text.low, told.end, start):
        return False
    return all(cue.end + _APART < told.start for cue in cards if cue.end <= start)  # *the card number …*


def _is_serial(serial: str) -> bool:
    least = 1 if len(serial) > 13 else 2
    return 10 <= len(serial) <= 25 and sum(map(str.isdigit, serial)) >= least and len(set(serial)) > 3


def _serial_at(text: Folded, match: re.Match[str]) -> tuple[int, int] | None:
    """Cut words off a row of groups, and tell whether the rest is a serial; give where it stands."""
    groups = [(match.start() + m.start(), match.start() + m.end()) for m in _GROUP.finditer(match[0])]
    while groups and _is_word(text, *groups[0], first=True):
        del groups[0]
    while groups and _is_word(text, *groups[-1], first=False):
        del groups[-1]
    if not groups or any(_is_word(text, *group, first=False) for group in groups[1:-1]):
        return None
    start, end = groups[0][0], groups[-1][1]
    serial = "".join(text.text[first:last] for first, last in groups)
    mixed = serial not in (serial.upper(), serial.lower())
    return None if len(groups) == 2 or mixed or not _is_serial(serial) else (start, end)


def _is_word(text: Folded, start: int, end: int, *, first: bool) -> bool:
    """Tell whether a group is a word of the sentence, such as *CARD* or *for*, and no part of a serial."""
    group = text.text[start:end]
    if not group.isalpha():
        return False
    beside = text.text[end : end + 1] if first else text.text[start - 1 : start]
    if beside == "-":
        return False
    low = group.lower()
    return group != group.upper() or low in _WORDS or low in phrases.links(eastern=not low.isascii())


_WORDS = frozenset(
    cues.listed(
        "card cards code codes gift play apple steam from with that this they pin pins number numbers "
        "serial for and "
        "the each was were one two usd eur gbp aud cad dollars euro karte karten carte tarjeta codigo "
        "nummer serie und "
        "von mit der die"
    )
)


def _brand_of_serial(text: Folded, cards: list[Cue], start: int, end: int) -> str | None:
    """Give the brand of the card whose serial stands at a place; None when it is no card's."""
    before = text.text[max(0, start - 40) : start]
    says_code = _CODE.search(before) is not None
    serial = "".join(_GROUP.findall(text.text[start:end]))
    lettered = not serial.isdecimal()
    if not lettered and len(serial) < _SHORTEST_DIGITS and not says_code:
        return None
    by_phone = lettered and len(serial) >= _SHORTEST_DIGITS and _BY_PHONE.search(before) is not None
    if not by_phone and _NO_SERIAL.search(before):
        return None
    told, is_tight = near.labelled(text, start)
    if is_tight and told not in (None, NAME, "phone") and not says_code:
        return None
    handed = len(serial) >= _LONG_DIGITS and _HANDED.search(before) is not None
    brand = _brand(text, cards, start, far=lettered or says_code or handed)
    return brand if brand is not None else _brand_after(text, cards, end)


def _is_card(text: Folded, cue: Cue) -> bool:
    """Tell whether a brand's name means a card: *apple gift card*, *steam cards*."""
    if cue.group == "label" or cue.name in _VOUCHERS or text.low.endswith(_COMPOUNDS, cue.start, cue.end):
        return True
    after = text.low[cue.end : cue.end + 32]
    if cue.name in _BANK_CARDS:
        return _IS_GIFT_CARD.match(after) is not None
    if card_endings.ENDS.match(after) and _CARDS.search(text.low):
        return True  # *bought the cards. Nordstrom, 200, ending 1182*
    return (
        _IS_CARD.match(after) is not None
        or _CARD_BEFORE.search(text.low[max(0, cue.start - 28) : cue.start]) is not None
    )


def _brand(text: Folded, cards: list[Cue], start: int, *, far: bool) -> str | None:
    """Give the brand whose card is spoken of before a place; None when no card is.

    Args:
        text: The folded text.
        cards: Where cards are named.
        start: The place.
        far: Look in the sentences before too.
    """
    label_seen = False
    last = bisect_right(cards, start, key=itemgetter(2))
    for cue in reversed(cards[max(0, last - _LOOKED_AT) : last]):
        parted = start - cue.end > _REACH or cues.parted(text.low, cue.end, start)
        if start - cue.end > _FAR or (parted and not far):
            break
        if cue.group == "card" and (label_seen or _is_card(text, cue)):
            return cue.name
        label_seen = label_seen or cue.group == "label"
    return UNKNOWN if label_seen else None


def _brand_after(text: Folded, cards: list[Cue], end: int) -> str | None:
    """Give the brand of a card that is named just after its number: *6642 of a Google Play gift card*."""
    first = bisect_left(cards, end, key=itemgetter(2))
    for cue in cards[first : first + 3]:
        if cue.start - end > _AFTER or cues.parted(text.low, end, cue.start):
            return None
        if cue.group == "card" and _is_card(text, cue):
            return cue.name
    return None
