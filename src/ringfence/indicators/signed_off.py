"""How people sign: *Kind regards, Jane Doe, 202 555 0143*, *Un saludo, Marta Gil*, *Grüße*, *Cordialement*.

What stands behind a person's name after such words, at the end of a report, is the reporter's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import contact_card, letter_ends, near
from ringfence.indicators.cues import parted
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_WORDS = letter_ends.CLOSINGS
_BEGINS = re.compile(rf"\b{_WORDS}\b")
_NAME = r"[A-ZÀ-Þ](?:[a-zß-ÿ'-]{1,15}|\.)"
# What may stand between the name and a value: signs, the word for a telephone or a mail, another value.
_BETWEEN = (
    r"(?:[\s,.:(|/+-]++|(?i:t[eé]l[a-zé]*|cel[a-z]*|m[óo]vil|fijo|portable|handy|mobile?|phone|cell"
    r"|e?-?mail|correo"
    r"|courriel|ph|mob|call ?back|number)\b|\d[\d ()./-]{5,}+|[^\s@]++@[^\s@]++){1,12}+"
)
_SIGNED = re.compile(
    rf"\b(?i:{_WORDS})(?i: cordial(?:es)?| again| in advance| de antemano| d'avance| im voraus| aus [a-z]+)?"
    rf"[,.!:]?\s{{1,3}}(?:-\s)?{_NAME}(?: {_NAME}){{0,3}}(?:\n[A-Z][\w&.,' -]{{3,40}}(?=\n))?{_BETWEEN}$"
)
# *… catch them. Bill Tanner, 307 …. PS: …*
_NAMED = re.compile(rf"[.!?]\s{_NAME}(?: {_NAME}){{1,3}}{_BETWEEN}$")
_REMARK = re.compile(r"\([^()\n]{1,60}\)")  # *… (mornings only)*
# What someone else wrote, below what she did: a forwarded mail.
_FORWARDED = re.compile(r"\n[> ]*(?:-{3,}|from: |von: |de : ?|begin forwarded|on [^\n]{5,60} wrote:)")
# Below two dashes, as programs for mail set a signature off; not in a mail of someone else.
_DASHED = re.compile(r"\n--[ \t]*\n(?:[^\n]{1,40}\n){1,3}[^\n\d]{0,20}$")
_MAILED = re.compile(r"(?:^|\n)\s?(?:from|von|de)\s?:")
# *Tel. …* as a sentence of its own is how people sign.
_TEL = re.compile(r"(?:^|(?:[.!?,\n]|(?<=[.!?])['\"])\s{0,2})t[eé]l(?:efon|éphone)?[.:,]?\s{0,2}[+(]{0,2}$")
_QUOTE_ENDED = re.compile(r"[.!?]['\"]\s{0,2}t[eé]l[^\W\d_]*[.:,]?\s{0,2}[+(]{0,2}$")
# *I'm Carol Hill, 503 …*: how a report begins.
_INTRODUCED = re.compile(
    rf"^\W{{0,3}}(?i:(?:hi|hello|dear [a-z ]{{2,20}})[,.!]?\s)?(?i:i'm|i am|my name is|name is|this is"
    r"|soy|me llamo|mi nombre es|je suis|je m'appelle|ich bin|ich heiße|mein name ist)"
    rf"\s{_NAME}(?: {_NAME}){{0,2}}(?:,? (?:aged? )?[0-9]{{2}}(?: years old)?)?{_BETWEEN}$"
)
# *Trev here, mob …*
_HERE = re.compile(
    rf"(?:^|[.!?]\s)\W{{0,3}}(?i:(?:g'day|hi|hello|hey|good [a-z]+|morning|evening)(?: all| there"
    rf"| team)?[,.!]?\s)?"
    rf"{_NAME}(?: {_NAME}){{0,2}} (?i:here|speaking|writing){_BETWEEN}$"
)
# *Phone …* as the last sentence of someone's story; not below *his signature read*.
_PHONE = re.compile(r"[.!?\n]\s{0,2}(?:phone|ph|mob|mobile|cell|telephone)[.:]?\s{0,2}[+(]{0,2}$")
_THEIR_CARD = re.compile(
    r"\b(?:signature|letterhead|business card|signed (?:as|by)|unterschrift|briefkopf|firma|signé)\b"
)
_HERE_WORDS = (" here", " speaking", " writing")
_INTRODUCES = (
    *(
        *_HERE_WORDS,
        "i'm ",
        "i am ",
        "name is ",
        "this is ",
        "soy ",
        "me llamo ",
        "mi nombre es ",
        "je suis ",
    ),
    *("je m'appelle ", "ich bin ", "ich heiße ", "name ist "),
)
_MOST_AFTER_SIGNATURE = 5  # words
_BACK = 70  # characters in which words before it may speak of calling
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 120
_MOST_AFTER = 6  # words


def may_stand(text: Folded) -> bool:
    """Tell whether any words of a text may begin a signature."""
    low = text.low
    if letter_ends.may_stand(text):
        return True
    introduced = any(words in low[:_REACH] for words in _INTRODUCES)
    return introduced or "--" in low or _BEGINS.search(low) is not None


def role(text: Folded, start: int, end: int) -> str | None:
    """Tell whether a value stands in a signature.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.

    Returns:
        ``reporter``; `contact_card.SIGNED` where someone else is quoted beside it; None where it does not.
    """
    ends = letter_ends.block(text, start)
    if letter_ends.head(text, start):
        return contact_card.SIGNED
    if ends is not None:
        return contact_card.SIGNED if ends.followed else Role.REPORTER
    if "phone" in text.labels and is_signature(text, start, end):
        return contact_card.SIGNED if is_behind_quote(text.low, start) else Role.REPORTER
    return Role.REPORTER if is_own(text, start, end) else None


def is_own(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value stands in the signature that ends a report.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    begins = start <= _REACH and "script" not in text.scenes
    if begins and _introduces(text, start):
        return True
    added = letter_ends.added(text, end)
    rest = text.low[end:added]
    may_be = "\n" in rest[: 2 * _REACH]
    if not may_be and len(rest) > _REACH:
        return False
    forwarded = _FORWARDED.search(rest[: 2 * _REACH]) if may_be else None
    if forwarded is not None:
        rest = rest[: forwarded.start()]
    if len(rest) > _REACH:
        return False
    if "--" in text.low[:start] and _DASHED.search(f"\n{text.low[:start]}") and not _MAILED.search(text.low):
        return True
    first = max(0, start - _REACH)
    match = _SIGNED.search(text.text, first, start) if _may_be_signed(text, first, start) else None
    if match is None and added < len(text.low) and not _WORD.search(_REMARK.sub("", rest)):
        match = _NAMED.search(text.text, first, start)
    if match is None or len(_WORD.findall(_REMARK.sub("", rest))) > _MOST_AFTER:
        return False
    return not near.within(text, "brand", match.start(), start)


def _may_be_signed(text: Folded, first: int, last: int) -> bool:
    """Tell quickly whether words that begin a signature may stand between two places."""
    if not text.low.isascii():
        return True  # other letters may count as small ones
    return _BEGINS.search(text.low, first, last) is not None


def _introduces(text: Folded, start: int) -> bool:
    """Tell whether a report begins with who writes, and a value behind that."""
    if _INTRODUCED.match(text.text, 0, start):
        return True
    before = text.low[:start]
    here = " here" in before or " speaking" in before or " writing" in before
    return here and _HERE.search(text.text, 0, start) is not None


def is_behind_quote(low: str, start: int) -> bool:
    """Tell whether *Tel.* before a number follows the end of what someone is quoted with."""
    return _QUOTE_ENDED.search(low, max(0, start - 16), start) is not None


def is_signature(text: Folded, start: int, end: int) -> bool:
    """Tell whether *Tel.* before a number is how a person signs: at the end, after a sentence or a name."""
    match = _TEL.search(text.low, max(0, start - 12), start)
    if match is None and "story" in text.scenes and not text.low[end:].strip(" .)\n"):
        match = _PHONE.search(text.low, max(0, start - 16), start)
    if match is not None and _THEIR_CARD.search(text.low, max(0, match.start() - 2 * _REACH), match.start()):
        return False
    if match is None or text.low.startswith("tel:+", match.start()):  # RFC 3966: a link to call
        return False
    if text.low[: match.start()].endswith(":"):  # *turn to our desk:*, and below it *Tel. …*
        return False
    most = _MOST_AFTER_SIGNATURE if match.start() else 0
    own_voice = (
        "story" in text.scenes and text.low[match.start()] == "."
    )  # *I was afraid. Tel. … They rang again*
    rest = text.low[end : letter_ends.added(text, end)]
    if not own_voice and len(_WORD.findall(_REMARK.sub("", rest))) > most:
        return False
    before = text.text[max(0, match.start() - 24) : match.start()].split()
    if text.low[match.start()] != ",":
        return True
    speaks = (
        cue
        for cue in near.before(text, "before", match.start(), _BACK)
        if cue.name in ("callback", "caller_id", "genuine")
    )
    spoken = any(not parted(text.low, cue.end, match.start()) for cue in speaks)
    return bool(before and before[-1][:1].isupper()) and not spoken
