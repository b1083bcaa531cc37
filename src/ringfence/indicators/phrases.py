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

Names of roles may have an ending: ``reporter_beside`` counts only when nothing but linking words stand
between the phrase and the value, ``callback_weak`` gives way to what was said before it (in ``after``: to
anything). ``shown`` (*the number displayed*) is the caller's in the story of a call, else a number to call.
``visited`` ends the reach of ``genuine``: *the real site is A, I was on B*.

All phrases are one tree of words, so that looking for them takes as long however many there are. Those of
Japanese and Devanagari are put into it when the first text in these comes.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache, reduce
from importlib import resources
from itertools import compress, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ringfence.indicators.cues import Token

_GAP = 3  # words that "_" stands for, at most
_GAP_SIGN = "_"
_CHUNK = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")  # what stands between two spaces of a template
_CHOICE = re.compile(r"\{([^{}]*)\}|<(\w+)>")
_LISTS = ("brands.toml", "software.toml", "gift_brands.toml")


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


class _Node:
    """A place in the tree of phrases.

    Attributes:
        next: Where each word leads.
        gap: Where up to three words of any kind lead; None where no phrase has a gap here.
        told: What the phrase that ends here tells, by its group; None where none ends.
        depth: How many words, gaps counted, lead here.
    """

    __slots__ = ("depth", "gap", "next", "told")

    def __init__(self, depth: int) -> None:
        self.next: dict[str, _Node] = {}
        self.gap: _Node | None = None
        self.told: dict[str, str] | None = None
        self.depth = depth

    def step(self, part: str) -> _Node:
        """Give the place where a word, or a gap, leads; make it where there is none."""
        if part == _GAP_SIGN:
            self.gap = self.gap or _Node(self.depth + 1)
            return self.gap
        node = self.next.get(part)
        if node is None:
            node = self.next[part] = _Node(self.depth + 1)
        return node


class _Template(NamedTuple):
    """A template as written, the lists it may name, and what its phrases tell."""

    written: str
    sets: dict[str, list[str]]
    group: str
    name: str

    def put(self) -> None:
        """Put each phrase of the template into the tree."""
        nodes = [_ROOT]
        for chunk in _CHUNK.findall(self.written):
            ways = {_parts(way) for way in _ways(chunk, self.sets)}
            nodes = [
                *{
                    id(node): node for node in (reduce(_Node.step, way, at) for way in ways for at in nodes)
                }.values()
            ]
        for node in nodes:
            if node is not _ROOT:
                told = node.told = node.told or {}
                told[self.group] = min(self.name, told.get(self.group, self.name))


@lru_cache(maxsize=65_536)
def _parts(written: str) -> tuple[str, ...]:
    """Give the words and gaps of a phrase, or of a part of one."""
    parts: list[str] = []
    for n, stretch in enumerate(written.split(_GAP_SIGN)):
        parts += [_GAP_SIGN] if n else []
        parts += [token[0] for token in cues.tokens(stretch)]
    return tuple(parts)


def _read(*, eastern: bool) -> tuple[list[_Template], frozenset[str]]:
    """Read the templates that have signs of Japanese or Devanagari, or the others; and the linking words."""
    read: list[_Template] = []
    links: set[str] = set()
    here = resources.files(__package__)
    languages = [file for file in here.joinpath("cues").iterdir() if file.name.endswith(".toml")]
    lists = (here.joinpath("lists", name) for name in _LISTS)
    for file in (*sorted(languages, key=lambda file: file.name), *lists):
        groups = tomllib.loads(file.read_text("utf-8"))
        sets: dict[str, list[str]] = groups.pop("set", {})
        links.update(cues.alike(cues.bare(word)) for word in groups.pop("link", {}).get("words", ()))
        foreign = {name for name, words in sets.items() if cues.is_eastern("".join(words))}
        for group, names in groups.items():
            for name, written in names.items():
                some = (one for one in written if _is_eastern(one, foreign) is eastern)
                read.extend(_Template(one, sets, group, name) for one in some)
    return read, frozenset(links)


def _is_eastern(template: str, foreign: set[str]) -> bool:
    return cues.is_eastern(template) or any(match[2] in foreign for match in _CHOICE.finditer(template))


def _ways(template: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """Write out a template: ``{my|our} <kin>'s`` gives a phrase for each choice."""
    choice = _CHOICE.search(template)
    if choice is None:
        yield template
        return
    for way in choice[1].split("|") if choice[1] is not None else sets[choice[2]]:
        yield from _ways(template[: choice.start()] + way + template[choice.end() :], sets)


def _put(templates: Iterable[_Template]) -> None:
    """Put templates into the tree, and note how its phrases begin."""
    for template in templates:
        template.put()
    for word, node in _ROOT.next.items():
        if node.told is not None or node.gap is not None:
            _ALONE.add(word)
        _PAIRS.update((word, second) for second in node.next)


_ROOT = _Node(0)
_ALONE: set[str] = set()  # words that are a phrase, or have a gap after them
_PAIRS: set[tuple[str, str]] = set()  # the first two words of the other phrases
_WESTERN, LINKS = _read(eastern=False)
_put(_WESTERN)


@lru_cache(maxsize=1)
def _eastern() -> list[_Template]:
    """Put the phrases of Japanese and Devanagari into the tree, once."""
    templates, _ = _read(eastern=True)
    _put(templates)
    return templates


@lru_cache(maxsize=8)
def spellings(group: str) -> dict[str, str]:
    """Give what each phrase of a group tells, by its words: ``{"mc afee": "mcafee", …}``."""
    every = (template for template in (*_WESTERN, *_eastern()) if template.group == group)
    return {" ".join(_parts(way)): one.name for one in every for way in _ways(one.written, one.sets)}


def scan(low: str, found: list[Token]) -> list[Cue]:
    """Find every phrase; at one word the longest of each group counts.

    Args:
        low: The folded text in small letters.
        found: Its tokens.

    Returns:
        The cues in order of where they start.
    """
    if not low.isascii() and cues.is_eastern(low):
        _eastern()
    result: list[Cue] = []
    words = [token[0] for token in found]
    breaks = cues.sentence_ends(low)
    at = labelled = 0  # where the last label ends: *case number* is not also *number is*
    may_start = zip(
        map(_PAIRS.__contains__, pairwise((*words, ""))), map(_ALONE.__contains__, words), strict=True
    )
    for i in compress(range(len(words)), map(any, may_start)):
        _, start, end = found[i]
        while breaks[at] < end:
            at += 1
        best: dict[str, tuple[int, str, int]] = {}
        _walk(_ROOT.next[words[i]], i, (words, found, breaks[at]), best)
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
        node = node.next.get(words[i])


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
    for j in range(i, min(i + wide + 1, len(words))):
        if found[j][1] > limit:
            return
        node = gap.next.get(words[j])
        if node is not None and words[j] not in seen:
            seen.add(words[j])
            _walk(node, j, text, best)
