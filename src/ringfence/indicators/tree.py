"""The tree of phrases: how a template is read, and how a sentence is followed along it.

All phrases are one tree of words, so that looking for them takes as long however many there are. The tree
grows where texts lead: a template stays one row of choices until a text has its first words, so that a
million phrases cost neither time at the start nor memory. How templates are written says `phrases`.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ringfence.indicators import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = 3  # words that "_" stands for, at most
_GAP_SIGN = "_"
_CHUNK = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")  # what stands between two spaces of a template
_PIECE = re.compile(r"\{[^{}]*\}|<\w+>|[^\s{}<]+")
CHOICE = re.compile(r"\{([^{}]*)\}|<(\w+)>")
LONGEST_AMOUNT = 2  # digits that a gap may hold: *for 3 days from*


class Place:
    """A place in one template: which words may follow, and where each leads.

    Attributes:
        words: The places to which each word leads.
        gaps: The places to which a gap leads.
        ends: Whether a phrase ends here.
    """

    __slots__ = ("ends", "gaps", "words")

    def __init__(self) -> None:
        self.words: dict[str, list[Place]] = {}
        self.gaps: list[Place] = []
        self.ends: Template | None = None

    def lead(self, parts: tuple[str, ...], then: Place) -> None:
        """Let words and gaps lead from here to a place."""
        place = Place()
        target = then if len(parts) == 1 else place
        if parts[0] == _GAP_SIGN:
            self.gaps.append(target)
        else:
            self.words.setdefault(parts[0], []).append(target)
        if len(parts) > 1:
            place.lead(parts[1:], then)

    def take(self, other: Place) -> None:
        """Let what leads from another place lead from here too."""
        for word, places in other.words.items():
            self.words.setdefault(word, []).extend(places)
        self.gaps += other.gaps
        self.ends = self.ends or other.ends


class Template:
    """A template as written, the lists it may name, and what its phrases tell."""

    def __init__(self, written: str, sets: dict[str, list[str]], group: str, name: str) -> None:
        """Take a template; nothing of it is read yet."""
        self._chunks = _CHUNK.findall(written) if written.isascii() else _chunks(written, sets)
        self._sets = sets
        self.group = group
        self.name = name

    @cached_property
    def first(self) -> Place:
        """The place before its first word."""
        place = Place()
        place.ends = self
        for chunk in reversed(self._chunks):
            before = Place()
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


class Node(dict[str, "Node"]):
    """A place in the tree of phrases, and where each word leads that goes on with a phrase.

    What a word leads to is found when it is first asked for: the same words in one template or in many. Of
    what leads nowhere nothing is remembered: a tree that grows with every text is slow to fetch from memory.

    Attributes:
        depth: Twice the words that lead here, less one a gap: of two phrases the one that says more counts.
        told: What the phrases that end here tell, by their group; None where none ends.
        gap: Where up to three words of any kind lead; None where no phrase has a gap here.
        leading: The words that lead on; only these may be asked for.
        alone: Whether a phrase ends here, or may go on with any word.
    """

    __slots__ = ("_places", "alone", "depth", "gap", "leading", "told")

    def __init__(self, places: list[Place], depth: int) -> None:
        self._places = places
        self.depth = depth
        self.leading = frozenset[str]().union(*(place.words for place in places))
        told: dict[str, str] = {}
        for template in (place.ends for place in places if place.ends is not None):
            told[template.group] = min(template.name, told.get(template.group, template.name))
        self.told = told or None
        gaps = [further for place in places for further in place.gaps]
        self.gap: Node | None = Node(gaps, depth - 1) if gaps else None
        self.alone = self.told is not None or self.gap is not None

    def __missing__(self, word: str) -> Node:
        places = [further for place in self._places for further in place.words.get(word, ())]
        node = self[word] = Node(places, self.depth + 2)
        return node


@lru_cache(maxsize=8_192)
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
    choice = CHOICE.search(template)
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


def walk(node: Node, i: int, words: tuple[str, ...], best: dict[str, tuple[int, str, int]]) -> None:
    """Follow the tree from a word on, and note the longest phrase of each group and where it ends.

    Args:
        node: Where the word leads.
        i: The number of the word.
        words: The words of the sentence.
        best: Takes, by group: how many words the phrase has, what it tells, its last word's number.
    """
    while True:
        told = node.told
        if told is not None:
            depth = node.depth
            for group, name in told.items():
                if group not in best or best[group][0] < depth:
                    best[group] = depth, name, i
        i += 1
        gap = node.gap
        if gap is not None and (gap.gap is not None or not gap.leading.isdisjoint(words[i : i + _GAP + 1])):
            _leap(gap, i, words, best)
        if i >= len(words) or words[i] not in node.leading:
            return
        node = node[words[i]]


def _leap(gap: Node, i: int, words: tuple[str, ...], best: dict[str, tuple[int, str, int]]) -> None:
    """Follow the tree behind a gap: each word after it leads on from where it first stands."""
    wide = _GAP
    while gap.gap is not None:  # "__" is twice as wide; what ends behind the narrower gap counts too
        _next(gap, i, wide, words, best)
        gap = gap.gap
        wide += _GAP
    _next(gap, i, wide, words, best)


def _next(
    gap: Node, i: int, wide: int, words: tuple[str, ...], best: dict[str, tuple[int, str, int]]
) -> None:
    reached = words[i : i + wide + 1]
    leading = gap.leading
    if leading.isdisjoint(reached):
        return
    seen: set[str] = set()
    for j, word in enumerate(reached, i):
        if len(word) > LONGEST_AMOUNT and word.isdigit():
            return  # another value stands between
        if word in leading and word not in seen:
            seen.add(word)
            walk(gap[word], j, words, best)
