"""Phrases that tell what a value is or did: *my number is*, *told me to call*, *routing number*.

The phrases of each language are one file in ``cues/`` (``en.toml``, ``de.toml`` …); a new language is a new
file. A phrase is words; ``_`` in it stands for up to three words of any kind (in Japanese: signs) and ``__``
for up to six, ``{on|at|}`` for one of several or nothing, ``<kin>`` for one of a list of the file's table
``[set]``. They stand in groups:

========= =====================================================================================
label     what the next number is (``phone``, ``routing``, ``anydesk``, ``noise`` …)
before    the role of the value that follows
after     the role of the value that stands just before
verb      likewise, where the verb comes last (hi, ja): a number before it is a telephone number
scene     how the fraud came (``called``, ``screen``), or who speaks (``script``, ``story``)
brand     the slug of a brand (``lists/brands.toml``); ``software`` and ``card`` likewise
link      words that may stand between a label and its value (*is*, *number*, *was*)
========= =====================================================================================
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import resources
from itertools import accumulate, chain, compress, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = 3
_ANY = "0any"  # what stands for "_" among a phrase's words; no phrase holds it
_CHOICE = re.compile(r"\{([^{}]*)\}|<(\w+)>")
_LISTS = ("brands.toml", "software.toml", "gift_brands.toml")
_TOKEN = re.compile(r"[^\W_]++(?:'[^\W\d_]++)?+")
_CUT = re.compile(f"({_TOKEN.pattern})")
JAPANESE = "々〆〇〒ぁ-ゖゝ-ゟァ-ヺー-ヿ㐀-䶿一-鿿豈-\ufaff"
"""Signs with nothing between words, as in a class of a pattern; each is a word of its own."""
INDIC = "\u0900-\u0963\u0966-\u096f\u0971-\u0dff"
"""Letters and vowel signs of Devanagari and its sisters; to Python most vowel signs are no letters."""
_EASTERN = re.compile(f"[{JAPANESE}{INDIC}]")
_CUT_EASTERN = re.compile(rf"([{JAPANESE}]|(?:[^\W_{JAPANESE}]|[{INDIC}])++(?:'[^\W\d_{JAPANESE}]++)?+)")
_CUT_ASCII = re.compile(r"([a-z0-9]++(?:'[a-z]++)?+)")  # the same for ASCII in small letters, in less time
# A sentence ends at a full stop with a space after it, but not after the short forms that stand before
# numbers.
_STOP = r"[.!?;](?<!\bno\.)(?<!\bnr\.)(?<!\btel\.)(?<!\bph\.)(?<!\bacct\.)(?<!\bref\.)(?<!\bnum\.)(?<!\bid\.)"
_SENTENCE = re.compile(_STOP + r"(?:[\s\"]|$)")
# No space follows in Japanese; Hindi has a stop of its own, also typed as a stroke.
_SENTENCE_EASTERN = re.compile(
    rf"{_STOP}(?<!मो\.)(?<!नं\.)(?:[\s\"{JAPANESE}]|$)|[।॥]|(?<=[{INDIC}])\s?\|(?!\S)"
)


Token = tuple[str, int, int]
"""A word of a folded text, in small letters, where it starts there, and one past where it ends."""


class Cue(NamedTuple):
    """A phrase that was found.

    Attributes:
        group: ``label``, ``before``, ``after``, ``scene``, ``brand``, ``software`` or ``card``.
        name: What it tells: a role, a label, a scene, a slug.
        start: Where it starts in the folded text.
        end: One past where it ends.
    """

    group: str
    name: str
    start: int
    end: int


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    group: str
    name: str
    third: str  # the third word where it must follow the second at once; else empty


_Starts = dict[str, tuple[_Phrase, ...]]
_Pairs = dict[tuple[str, str], tuple[_Phrase, ...]]


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


def _eastern_tokens(low: str) -> list[Token]:
    parts = _CUT_EASTERN.split(bare(low))
    ends = [*accumulate(map(len, parts))]
    return [*zip(map(alike, parts[1::2]), ends[::2], ends[1::2], strict=False)]


# Accents that people leave out when they type: à becomes a, ñ becomes n.
_BARE = {
    ord(sign): plain
    for sign in map(chr, range(0xC0, 0x180))
    if len(plain := unicodedata.normalize("NFD", sign)[0]) == 1 and plain != sign
}

_ACCENTED = re.compile("[\u00c0-\u017f]")


def bare(low: str) -> str:
    """Take the accents off a text; its length stays."""
    return low.translate(_BARE) if _ACCENTED.search(low) else low


# Hindi words are spelled in several ways: with or without a dot below, *ँ* or *ं*, *ये* or *ए*, *कॉल* or *काल*.
_ALIKE = str.maketrans({"़": None, "ः": None, "ँ": "ं", "ॉ": "ा", "ऑ": "आ", "ॅ": None})
_NASAL = re.compile("म्(?=[पफबभ])|न्(?=[तथदध])|ण्(?=[टठडढ])|ङ्(?=[कखगघ])|ञ्(?=[चछजझ])")


def is_eastern(text: str) -> bool:
    """Tell whether a text holds signs of Japanese, or of Devanagari and its sisters."""
    return _EASTERN.search(text) is not None


def alike(word: str) -> str:
    """Give the one spelling of a Hindi word that is written in several ways; other words stay."""
    if word.isascii() or not "\u0900" <= word[0] < "\u0980":
        return word
    plain = unicodedata.normalize("NFKC", word).translate(_ALIKE)
    return _NASAL.sub("ं", plain).replace("ये", "ए").replace("यी", "ई")


def _read() -> tuple[list[_Phrase], frozenset[str]]:
    phrases: list[_Phrase] = []
    links: set[str] = set()
    here = resources.files(__package__)
    languages = [file for file in here.joinpath("cues").iterdir() if file.name.endswith(".toml")]
    for file in [
        *sorted(languages, key=lambda f: f.name),
        *(here.joinpath("lists", name) for name in _LISTS),
    ]:
        groups = tomllib.loads(file.read_text("utf-8"))
        sets = groups.pop("set", {})
        for group, names in groups.items():
            if group == "link":
                links.update(alike(bare(word)) for word in names["words"])
                continue
            for name, written in names.items():
                for phrase in chain.from_iterable(_ways(template, sets) for template in written):
                    words = tuple(token[0] for token in tokens(phrase.replace("_", f" {_ANY} ")))
                    third = words[2] if len(words) > 2 and _ANY not in words[1:3] else ""
                    phrases.append(_Phrase(words, group, name, third))
    return sorted(set(phrases), key=lambda phrase: (-len(phrase.words), phrase)), frozenset(links)


def _ways(template: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """Write out a template: ``{my|our} <kin>'s`` gives a phrase for each choice."""
    choice = _CHOICE.search(template)
    if choice is None:
        yield template
        return
    for way in choice[1].split("|") if choice[1] is not None else sets[choice[2]]:
        yield from _ways(template[: choice.start()] + way + template[choice.end() :], sets)


def _by_start(phrases: list[_Phrase]) -> tuple[_Starts, _Pairs]:
    """Index the phrases by how they start.

    Returns:
        By their first word those whose second may be any; by their first two words those that begin so, and
        after them those of the first word. The longest stand first.
    """
    by_first: dict[str, list[_Phrase]] = {}
    by_pair: dict[tuple[str, str], list[_Phrase]] = {}
    for phrase in phrases:
        if len(phrase.words) > 1 and phrase.words[1] != _ANY:
            by_pair.setdefault((phrase.words[0], phrase.words[1]), []).append(phrase)
        else:
            by_first.setdefault(phrase.words[0], []).append(phrase)
    starts = {first: tuple(own) for first, own in by_first.items()}
    return starts, {pair: (*own, *starts.get(pair[0], ())) for pair, own in by_pair.items()}


_PHRASES, LINKS = _read()
_BY_FIRST, _BY_PAIR = _by_start(_PHRASES)


def spellings(group: str) -> dict[str, str]:
    """Give what each phrase of a group tells, by its words: ``{"mc afee": "mcafee", …}``."""
    return {" ".join(phrase.words): phrase.name for phrase in _PHRASES if phrase.group == group}


def scan(low: str, found: list[Token]) -> list[Cue]:
    """Find every phrase; at one word the longest of each group counts.

    Args:
        low: The folded text in small letters.
        found: Its tokens.

    Returns:
        The cues in order of where they start.
    """
    cues: list[Cue] = []
    words = [*[token[0] for token in found], "", ""]
    labelled = 0  # where the last label ends: *case number* is not also *number is*
    starting = [*map(_BY_PAIR.get, pairwise(words), map(_BY_FIRST.get, words))]
    for i in compress(range(len(found)), starting):
        phrases = starting[i] or ()
        _, start, end = found[i]
        next_but_one = words[i + 2]
        seen: tuple[str, ...] = ()
        for said, group, name, third in phrases:
            if third and third != next_but_one:
                continue
            if group in seen or (group == "label" and start < labelled):
                continue
            stop = end if len(said) == 1 else _match(low, found, i, said)
            if stop:
                cues.append(Cue(group, name, start, stop))
                seen = (*seen, group)
                labelled = stop if group == "label" else labelled
    return cues


def _match(low: str, found: list[Token], at: int, words: tuple[str, ...]) -> int:
    """Match a phrase whose first word stands at ``at``; give where it ends, or 0."""
    i = at + 1
    first_end = found[at][2]
    if len(words) == 2 and low[first_end : found[i][1]] == " ":
        return found[i][2]  # both words are matched by how it was looked up, and no sentence ends between
    gap = 0
    for word in words[1:]:
        if word == _ANY:
            gap += _GAP
            continue
        last = min(i + gap, len(found) - 1)
        while i <= last and found[i][0] != word:
            i += 1
        if i > last:
            return 0
        i += 1
        gap = 0
    sentence = _SENTENCE if low.isascii() else _SENTENCE_EASTERN
    return 0 if sentence.search(low, first_end, found[i - 1][1]) else found[i - 1][2]


def parted(low: str, start: int, end: int) -> bool:
    """Tell whether a sentence ends between two places."""
    sentence = _SENTENCE if low.isascii() else _SENTENCE_EASTERN
    return end > start and sentence.search(low, start, end) is not None
