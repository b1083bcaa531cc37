"""Words and sentences of a folded text; what words tell stands in `phrases`."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

_TOKEN = re.compile(r"[^\W_]++(?:'[^\W\d_]++)?+")
_CUT = re.compile(f"({_TOKEN.pattern})")
JAPANESE = "々〆〇〒ぁ-ゖゝ-ゟァ-ヺー-ヿ㐀-䶿一-鿿豈-\ufaff"
"""Signs with nothing between words, as in a class of a pattern; each is a word of its own."""
INDIC = "\u0900-\u0963\u0966-\u096f\u0971-\u0dff"
"""Letters and vowel signs of Devanagari and its sisters; to Python most vowel signs are no letters."""
_JAPANESE = re.compile(f"[{JAPANESE}]")
_EASTERN = re.compile(f"[{JAPANESE}{INDIC}]")
_CUT_EASTERN = re.compile(rf"([{JAPANESE}]|(?:[^\W_{JAPANESE}]|[{INDIC}])++(?:'[^\W\d_{JAPANESE}]++)?+)")
_CUT_ASCII = re.compile(r"([a-z0-9]++(?:'[a-z]++)?+)")  # the same for ASCII in small letters, in less time
# A sentence ends at a full stop with a space after it, but not after the short forms that stand before
# numbers.
# Those of one length stand in one look back, which must know how far.
_STOP = (
    r"[.!?;](?<!\b[a-hj-z]\.)(?<!nr\.)(?<!\b(?:no|ph|id|ca|mr|dr|sr|hr|fr|az|gz|kd)\.)"
    r"(?<!\b(?:tel|res|reg|mbr|acc|ref|num|núm|cel|cta|tlf|tfn|tél|ext|mob|bzw|réf|mme|mrs|sra|tgb|lic)\.)"
    r"(?<!\b(?:acct|cust|dept|telf|tfno)\.)(?<!\bteléf\.)"
)
# A line that names a field, or who speaks, ends what stood in the line before it: *My number: …*, *Bank: …*.
_FIELD_FOLLOWS = r"(?=[^\n:]{1,40}:(?:\s|$))"
_STOPPED = re.compile(_STOP + r"(?:[\s\"]|$)")
# Either of them; one class of signs stands first, since signs are found fast, and then what is seldom there.
_SENTENCE = re.compile(
    rf"[.!?;\n](?:(?<=\n){_FIELD_FOLLOWS}"
    rf"|(?<!\n)(?=[\s\"]|$)(?:(?<!\.)|{_STOP.removeprefix('[.!?;]')})(?:[\s\"]|$))"
)
# No space follows in Japanese; Hindi has a stop of its own, also typed as a stroke.
_SENTENCE_EASTERN = re.compile(
    rf"[.!?;\n।॥](?:(?<=\n){_FIELD_FOLLOWS}|(?<=[।॥])|(?<![\n।॥])(?=[\s\"{JAPANESE}]|$)"
    rf"(?:(?<!\.)|{_STOP.removeprefix('[.!?;]')}(?<!मो\.)(?<!नं\.))(?:[\s\"{JAPANESE}]|$))"
)
_SENTENCE_BARRED = re.compile(rf"{_SENTENCE_EASTERN.pattern}|(?<=[{INDIC}])\s?\|(?!\S)")


Token = tuple[str, int, int]
"""A word of a folded text, in small letters, where it starts there, and one past where it ends."""


def listed(line: str) -> list[str]:
    """Give the words of a line, without their accents, as tokens have them."""
    return [*map(alike, bare(line).split())]


def tokens(low: str) -> list[Token]:
    """Cut a text in small letters into words and numbers, without their accents."""
    unmasked = low.replace("█", " ")
    if unmasked.isascii():
        parts = _CUT_ASCII.split(unmasked)
    elif is_eastern(unmasked):
        return _eastern_tokens(unmasked)
    else:
        parts = _CUT.split(bare(unmasked))
    ends = [*accumulate(map(len, parts))]  # words stand at the odd places, what parts them at the even ones
    return [*zip(parts[1::2], ends[::2], ends[1::2], strict=False)]


def at(words: list[Token], place: int) -> int:
    """Give the number of the first word that starts at a place or behind it."""
    return bisect_left(words, place, key=_starts)


_starts = itemgetter(1)


def _eastern_tokens(low: str) -> list[Token]:
    parts = _CUT_EASTERN.split(bare(low))
    ends = [*accumulate(map(len, parts))]
    words = (alike(part) or part for part in parts[1::2])  # a vowel sign alone stays what it is
    return [*zip(words, ends[::2], ends[1::2], strict=False)]


# Accents that people leave out when they type: à becomes a, ñ becomes n.
_BARE = {
    sign: plain
    for sign in map(chr, range(0xC0, 0x180))
    if len(plain := unicodedata.normalize("NFD", sign)[0]) == 1 and plain != sign
}

_ACCENTED = re.compile("[\u00c0-\u017f]")


def bare(low: str) -> str:
    """Take the accents off a text; its length stays."""
    return _ACCENTED.sub(lambda sign: _BARE.get(sign[0], sign[0]), low)


# Hindi words are spelled in several ways: with or without a dot below, *ँ* or *ं*, *ये* or *ए*, *कॉल* or *काल*.
_ALIKE = str.maketrans({"़": None, "ः": None, "ँ": "ं", "ॉ": "ा", "ऑ": "आ", "ॅ": None})
_NASAL = re.compile("म्(?=[पफबभ])|न्(?=[तथदध])|ण्(?=[टठडढ])|ङ्(?=[कखगघ])|ञ्(?=[चछजझ])")


def is_eastern(text: str) -> bool:
    """Tell whether a text holds signs of Japanese, or of Devanagari and its sisters."""
    return _EASTERN.search(text) is not None


def count_eastern(text: str) -> int:
    """Count the signs of Japanese, Devanagari and its sisters in a text."""
    return len(_EASTERN.findall(text))


def is_sign(sign: str) -> bool:
    """Tell whether a character is a Japanese one, which is a word of its own."""
    return _JAPANESE.fullmatch(sign) is not None


def alike(word: str) -> str:
    """Give the one spelling of a Hindi word that is written in several ways; other words stay."""
    if word.isascii() or not "\u0900" <= word[0] < "\u0980":
        return word
    plain = unicodedata.normalize("NFKC", word).translate(_ALIKE)
    return _NASAL.sub("ं", plain).replace("ये", "ए").replace("यी", "ई")


def sentence_ends(low: str) -> list[int]:
    """Give where each sentence of a text in small letters ends, and last the end of the text.

    Returns:
        The places of the signs that end a sentence, in order; the last is past every word.
    """
    ends = [match.start() for match in _sentence(low).finditer(low)]
    ends.append(len(low))
    return ends


def first_end(low: str) -> int:
    """Give where the first sentence of a text in small letters ends: the first of `sentence_ends`."""
    first = _sentence(low).search(low)
    return len(low) if first is None else first.start()


def _sentence(low: str) -> re.Pattern[str]:
    if low.isascii():
        return _SENTENCE
    return _SENTENCE_BARRED if "|" in low else _SENTENCE_EASTERN


def stopped(low: str, start: int, end: int) -> bool:
    """Tell whether a sentence ends with a sign between two places; a next field does not count."""
    return end > start and _STOPPED.search(low, start, end) is not None


def parted(low: str, start: int, end: int) -> bool:
    """Tell whether a sentence ends between two places."""
    return end > start and _sentence(low).search(low, start, end) is not None


@lru_cache(maxsize=32)
def first(pattern: re.Pattern[str], low: str) -> int:
    """Tell where a pattern first stands in a text, as is asked for each of its values; its end: nowhere."""
    found = pattern.search(low)
    return len(low) if found is None else found.start()


def says(pattern: re.Pattern[str], low: str) -> bool:
    """Tell whether a pattern stands anywhere in a text."""
    return first(pattern, low) < len(low)
