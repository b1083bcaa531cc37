"""Phrases that tell what a value is or did: *my number is*, *told me to call*, *routing number*.

The phrases of each language are one file in ``cues/`` (``en.toml``, ``de.toml`` …); a new language is a new
file. A phrase is words; ``_`` in it stands for up to three words of any kind (in Japanese: signs) and ``__``
for up to six, ``{on|at|}`` for one of several or nothing, ``<kin>`` for one of a list of the file's table
``[set]``. A file is for texts of the language that it is called after, or of its ``languages``; English, and
what makes a value the reporter's, is for all. Phrases stand in groups:

========= =====================================================================================
label     what the next number is (``phone``, ``routing``, ``anydesk``, ``noise`` …)
before    the role of the value that follows
after     the role of the value that stands just before
verb      likewise, where the verb comes last (hi, ja): a number before it is a telephone number
scene     how the fraud came (``called``, ``screen``), or who speaks (``script``, ``story``)
brand     the slug of a brand (``lists/brands.toml``); ``software`` and ``card`` likewise
link      words that may stand between a label and its value (*is*, *number*, *was*)
========= =====================================================================================

Names of roles may have an ending: ``reporter_beside`` counts only when nothing but linking words stand
between the phrase and the value, ``callback_weak`` gives way to what was said before it (in ``after``: to
anything). ``shown`` (*the number displayed*) is the caller's in the story of a call, else a number to call.
``visited`` ends the reach of ``genuine``: *the real site is A, I was on B*.

All phrases are one tree of words, so that looking for them takes as long however many there are. The tree
grows where texts lead: a template stays one row of choices until a text has its first words, so that a
million phrases cost neither time at the start nor memory. Templates of Japanese and Devanagari are read when
the first text in these comes.
"""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.cues import Token

_GAP = 3  # words that "_" stands for, at most
_GAP_SIGN = "_"
_CHUNK = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")  # what stands between two spaces of a template
_PIECE = re.compile(r"\{[^{}]*\}|<\w+>|[^\s{}<]+")
_CHOICE = re.compile(r"\{([^{}]*)\}|<(\w+)>")
_LISTS = ("brands.toml", "software.toml", "gift_brands.toml")
_LONGEST_AMOUNT = 2  # digits that a gap may hold: *for 3 days from*
_REMEMBERED = 4_096  # words that lead nowhere that a place of the tree remembers
_LANGUAGES = ("de", "en", "es", "fr", "hi", "ja")
_ALWAYS = "en"  # English phrases stand in texts of every language
_EASTERN = ("hi", "ja")
_PRIVATE = "reporter"  # what is hers is hers, in whichever language she says so
_ROW = 20  # the same word so often in a row says nothing
_MOST_PAIRS = 200_000  # pairs of words that are remembered
_MOSTLY = 8  # in a file of phrases that is written in other signs every so many signs are of these


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


class _Place:
    """A place in one template: which words may follow, and where each leads.

    Attributes:
        words: The places to which each word leads.
        gaps: The places to which a gap leads.
        ends: Whether a phrase ends here.
    """

    __slots__ = ("ends", "gaps", "words")

    def __init__(self) -> None:
        self.words: dict[str, list[_Place]] = {}
        self.gaps: list[_Place] = []
        self.ends: _Template | None = None

    def lead(self, parts: tuple[str, ...], then: _Place) -> None:
        """Let words and gaps lead from here to a place."""
        place = _Place()
        target = then if len(parts) == 1 else place
        if parts[0] == _GAP_SIGN:
            self.gaps.append(target)
        else:
            self.words.setdefault(parts[0], []).append(target)
        if len(parts) > 1:
            place.lead(parts[1:], then)

    def take(self, other: _Place) -> None:
        """Let what leads from another place lead from here too."""
        for word, places in other.words.items():
            self.words.setdefault(word, []).extend(places)
        self.gaps += other.gaps
        self.ends = self.ends or other.ends


class _Template:
    """A template as written, the lists it may name, and what its phrases tell."""

    def __init__(self, written: str, sets: dict[str, list[str]], group: str, name: str) -> None:
        """Take a template; nothing of it is read yet."""
        self._chunks = _CHUNK.findall(written) if written.isascii() else _chunks(written, sets)
        self._sets = sets
        self.group = group
        self.name = name

    @cached_property
    def first(self) -> _Place:
        """The place before its first word."""
        place = _Place()
        place.ends = self
        for chunk in reversed(self._chunks):
            before = _Place()
            for way in dict.fromkeys(map(_parts, _ways(chunk, self._sets))):
                if way:
                    before.lead(way, place)
                else:
                    before.take(place)
            place = before
        return place

    def phrases(self) -> Iterator[str]:
        """Write out every phrase."""
        return (" ".join(_parts(way)) for way in _ways(" ".join(self._chunks), self._sets))


class _Node(dict[str, "_Node | None"]):
    """A place in the tree of phrases, and where each word leads; None where no phrase goes on with it.

    What a word leads to is found when it is first asked for: the same words in one template or in many.

    Attributes:
        depth: Twice the words that lead here, less one a gap: of two phrases the one that says more counts.
        told: What the phrases that end here tell, by their group; None where none ends.
        gap: Where up to three words of any kind lead; None where no phrase has a gap here.
    """

    __slots__ = ("_places", "depth", "gap", "told")

    def __init__(self, places: list[_Place], depth: int) -> None:
        self._places = places
        self.depth = depth
        told: dict[str, str] = {}
        for template in (place.ends for place in places if place.ends is not None):
            told[template.group] = min(template.name, told.get(template.group, template.name))
        self.told = told or None
        gaps = [further for place in places for further in place.gaps]
        self.gap: _Node | None = _Node(gaps, depth - 1) if gaps else None

    def __missing__(self, word: str) -> _Node | None:
        places = [further for place in self._places for further in place.words.get(word, ())]
        node = _Node(places, self.depth + 2) if places else None
        if node is not None or len(self) < _REMEMBERED:
            self[word] = node
        return node


class _Begins(dict[tuple[str, str], "_Node | None"]):
    """Where two words lead that may begin a phrase of a tree; None where nothing begins with them."""

    def __init__(self, root: _Node) -> None:
        self._root = root

    def __missing__(self, pair: tuple[str, str]) -> _Node | None:
        node = self._root[pair[0]]
        if node is not None and node.told is None and node.gap is None and node[pair[1]] is None:
            node = None
        if len(self) >= _MOST_PAIRS:
            self.clear()
        self[pair] = node
        return node


@lru_cache(maxsize=65_536)
def _parts(written: str) -> tuple[str, ...]:
    """Give the words and gaps of a phrase, or of a part of one."""
    if written.isascii() and written.isalpha():
        return (written.lower(),)
    parts: list[str] = []
    for n, stretch in enumerate(written.split(_GAP_SIGN)):
        parts += [_GAP_SIGN] if n else []
        parts += [token[0] for token in cues.tokens(stretch)]
    return tuple(parts)


def _ways(template: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """Write out a template: ``{my|our} <kin>'s`` gives a phrase for each choice."""
    choice = _CHOICE.search(template)
    if choice is None:
        yield template
        return
    for way in choice[1].split("|") if choice[1] is not None else sets[choice[2]]:
        yield from _ways(template[: choice.start()] + way + template[choice.end() :], sets)


def _chunks(written: str, sets: dict[str, list[str]]) -> list[str]:
    """Cut a template where no word can reach over the cut: at spaces, and beside Japanese signs.

    Each Japanese sign is a word, so that what stands to its left and right can be chosen apart.
    """
    chunks: list[str] = []
    for chunk in _CHUNK.findall(written):
        last: list[str] = []
        for piece in _PIECE.findall(chunk):
            ways = [*_ways(piece, sets)]
            starts = [way[:1] for way in ways]
            pairs = ((left, right) for left in last for right in starts)
            if last and all(not a or not b or cues.is_sign(a) or cues.is_sign(b) for a, b in pairs):
                chunks.append(piece)
                last = [way[-1:] for way in ways] if all(ways) else [*last, *(way[-1:] for way in ways)]
            else:
                chunks = [*chunks[:-1], (chunks[-1] if last else "") + piece] if last else [*chunks, piece]
                last = [way[-1:] for way in _ways(chunks[-1], sets)]
    return chunks


class _File:
    """A file of phrases.

    Attributes:
        languages: For texts of which languages they are, beside texts of which none is known; None: of all.
        links: Words that may stand between a label and its value.
        western: Its templates in Latin letters.
        eastern: Those with signs of Japanese or Devanagari.
    """

    def __init__(self, name: str, text: str) -> None:
        """Take the name of the file, without its ending, and its text."""
        groups = tomllib.loads(text)
        given: list[str] | None = groups.pop("languages", None)
        self.languages = (
            frozenset(given or [name]) if given or (name in _LANGUAGES and name != _ALWAYS) else None
        )
        sets: dict[str, list[str]] = groups.pop("set", {})
        linking = groups.pop("link", {}).get("words", ())
        self.links = frozenset(cues.alike(cues.bare(word)) for word in linking)
        foreign = {name for name, words in sets.items() if cues.is_eastern("".join(words))}
        self.western: list[_Template] = []
        self.eastern: list[_Template] = []
        for group, names in groups.items():
            for told, templates in names.items():
                for one in templates:
                    named = {match[2] for match in _CHOICE.finditer(one)}
                    is_eastern = cues.is_eastern(one) or not foreign.isdisjoint(named)
                    kept = self.eastern if is_eastern else self.western
                    kept.append(_Template(one, sets, group, told))


@lru_cache(maxsize=1)
def _texts() -> tuple[dict[str, str], dict[str, str]]:
    """Give the texts of the files by name: those to read first, and those mostly in Eastern signs."""
    here = resources.files(__package__)
    files = sorted(here.joinpath("cues").iterdir(), key=lambda file: file.name)
    files += [here.joinpath("lists", name) for name in _LISTS]
    tables = (file for file in files if file.name.endswith(".toml"))
    texts = {file.name.removesuffix(".toml"): file.read_text("utf-8") for file in tables}
    later = {name: text for name, text in texts.items() if cues.count_eastern(text) * _MOSTLY > len(text)}
    return {name: text for name, text in texts.items() if name not in later}, later


@lru_cache(maxsize=2)
def _files(*, later: bool) -> tuple[_File, ...]:
    return tuple(_File(*pair) for pair in _texts()[later].items())


@lru_cache(maxsize=32)
def _tree(lang: str | None, *, eastern: bool) -> _Begins:
    """Give the beginnings of the phrases for texts of a language.

    Args:
        lang: One of `_LANGUAGES`; None: any.
        eastern: Whether the text has signs of Japanese or Devanagari.
    """
    files = [*_files(later=False), *(_files(later=True) if eastern or lang in _EASTERN else ())]
    start = _Place()
    for file in files:
        known = lang is None or file.languages is None or lang in file.languages
        for template in (*file.western, *(file.eastern if eastern else ())):
            if known or template.name.startswith(_PRIVATE):
                start.take(template.first)
    return _Begins(_Node([start], 0))


@lru_cache(maxsize=2)
def links(*, eastern: bool) -> frozenset[str]:
    """Give the words that may stand between a label and its value, those of Eastern signs too or not."""
    files = (*_files(later=False), *(_files(later=True) if eastern else ()))
    return frozenset[str]().union(*(file.links for file in files))


@lru_cache(maxsize=8)
def spellings(group: str) -> dict[str, str]:
    """Give what each phrase of a group tells, by its words: ``{"mc afee": "mcafee", …}``."""
    files = _files(later=False)
    every = (one for file in files for one in (*file.western, *file.eastern) if one.group == group)
    return {phrase: one.name for one in every for phrase in one.phrases()}


def scan(low: str, found: list[Token], lang: str | None = None) -> list[Cue]:
    """Find every phrase; at one word the longest of each group counts.

    Args:
        low: The folded text in small letters.
        found: Its tokens.
        lang: The text's language; the phrases of it and of English are looked for, where none is known all.

    Returns:
        The cues in order of where they start.
    """
    eastern = not low.isascii() and cues.is_eastern(low)
    lang = lang.partition("-")[0] if lang else None
    known = lang in _LANGUAGES and (lang in _EASTERN or not eastern)
    begins = _tree(lang if known else None, eastern=eastern)
    result: list[Cue] = []
    words = [token[0] for token in found]
    breaks = cues.sentence_ends(low)
    at = labelled = 0  # where the last label ends: *case number* is not also *number is*
    starting = [*map(begins.__getitem__, pairwise((*words, "")))]
    for i, node in enumerate(starting):
        if node is None or (i and words[i - 1] == words[i] and words[i : i + _ROW] == [words[i]] * _ROW):
            continue
        _, start, end = found[i]
        while breaks[at] < end:
            at += 1
        best: dict[str, tuple[int, str, int]] = {}
        _walk(node, i, (words, found, breaks[at]), best)
        for group, (_, name, last) in best.items():
            if group == "label":
                if start < labelled:
                    continue
                labelled = found[last][2]
            result.append(Cue(group, name, start, found[last][2]))
    return result


_Text = tuple[list[str], list[tuple[str, int, int]], int]
"""The words of a text, its tokens, and where the sentence ends."""


def _walk(node: _Node | None, i: int, text: _Text, best: dict[str, tuple[int, str, int]]) -> None:
    """Follow the tree from a word on, and note the longest phrase of each group and where it ends.

    Args:
        node: Where the word leads; None nowhere.
        i: The number of the word.
        text: The text.
        best: Takes, by group: how many words the phrase has, what it tells, its last word's number.
    """
    words, found, limit = text
    while node is not None:
        if node.told is not None:
            for group, name in node.told.items():
                if group not in best or best[group][0] < node.depth:
                    best[group] = node.depth, name, i
        i += 1
        if node.gap is not None:
            _leap(node.gap, i, text, best)
        if i >= len(words) or found[i][1] > limit:
            return
        node = node[words[i]]


def _leap(gap: _Node, i: int, text: _Text, best: dict[str, tuple[int, str, int]]) -> None:
    """Follow the tree behind a gap: each word after it leads on from where it first stands."""
    wide = _GAP
    while gap.gap is not None:  # "__" is twice as wide; what ends behind the narrower gap counts too
        _next(gap, i, wide, text, best)
        gap = gap.gap
        wide += _GAP
    _next(gap, i, wide, text, best)


def _next(gap: _Node, i: int, wide: int, text: _Text, best: dict[str, tuple[int, str, int]]) -> None:
    words, found, limit = text
    seen: set[str] = set()
    for j, word in enumerate(words[i : i + wide + 1], i):
        if found[j][1] > limit or (len(word) > _LONGEST_AMOUNT and word.isdigit()):
            return  # another value stands between
        node = None if word in seen else gap[word]
        seen.add(word)
        if node is not None:
            _walk(node, j, text, best)
