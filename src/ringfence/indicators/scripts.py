"""Find scripts over a corpus: which texts say nearly the same (MinHash and locality-sensitive hashing).

For each text `signatures` takes what was *said*: quotations, and texts that are a recorded message or a
pop-up; else the whole text. Words in threes, numbers and masked stretches alike, make a set; its MinHash
signature (Broder 1997) of 59 numbers estimates how much two sets share. Five more numbers are of words in
eights. `group` then walks from the oldest text to the newest:

1. In each of 16 bands of 3 numbers (Leskovec et al., *Mining of Massive Datasets*, 3.4), and by each of the
   five, texts with equal numbers meet; each is held against the oldest there and against the one just before
   it. A recording that was cut to a third shares one of the five with the whole one more often than three of
   the others at once, and eight words in a row are seldom shared by chance.
2. Two texts say the same when their sets share half, or when a quarter is shared and the shorter is nearly
all in the
   longer: recorded calls are cut at random points.
3. A text joins the group of the oldest it meets only if it also resembles the group's oldest text, or shares
   half with the one it met, and that resembles it: no chain of small steps ties two scripts together.

A group is named by its oldest text. Who stood before a text is never changed by what comes after, so names
stay as the corpus grows with newer reports. No Python value is kept for any text; signatures may lie on disk
(`actions.said`), and then only a few numbers a passage are held while they are grouped.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from rensa import RMinHash

from ringfence.indicators import cues
from ringfence.indicators.fold import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    U32 = NDArray[np.uint32]
    U64 = NDArray[np.uint64]
    I64 = NDArray[np.int64]
    F64 = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    _Rule = Callable[[F64, F64], Flags]

PERMUTATIONS = 64
"""Numbers of a signature; the last `ANCHORS` are of words in eights and only let texts meet."""
BANDS, ROWS = 21, 3
"""Bands of ``ROWS`` numbers; the last `ANCHORS` bands are of one number."""
ANCHORS, LONG = 5, 8
SEED = 1_931
LEAST_SAID, LEAST_TOLD = 8, 12
"""Words that a quotation, and a whole text, must have."""
SAME = 0.5
"""Share of two sets from which two texts say the same."""
SAME_CUT, INSIDE = 0.25, 0.65
"""The same, where one text is cut: what is shared of both, and what of the shorter."""
KEPT = 0.35
"""What a text must share with the oldest of a group to stand in it."""

_MIX = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)
_LONGEST = 20_000  # characters of a text that are read
_AT_ONCE = 50_000  # pairs that are held against each other at once
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_ADDRESS = re.compile(r"[a-z][./_][a-z]")
_DIGITS = frozenset(
    cues.listed(
        "zero one two three four five six seven eight nine ten "
        "null eins zwei drei vier fünf sechs sieben acht neun zehn "
        "cero dos tres cuatro cinco seis siete ocho nueve diez "
        "zéro deux trois quatre cinq sept huit neuf dix"
    )
)
"""Words for what is also written with digits: *press one*; without those that are articles, too."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_QUOTED = re.compile(r'"([^"]{30,4000})"|(?<!\w)\'([^\'"]{30,4000})\'(?!\w)')


class Said(NamedTuple):
    """What one batch of texts said.

    Attributes:
        row: For each passage, the row of its text in the batch.
        start: First code point of the passage in the original text.
        end: One past its last.
        size: How many different threes of words it has.
        name: The fingerprint of its words, 64 bits.
        signature: Its MinHash, ``PERMUTATIONS`` numbers; one row a passage. The last `ANCHORS` are of eights.
    """

    row: I64
    start: I64
    end: I64
    size: I64
    name: U64
    signature: U32


def passages(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the stretches of a folded text in which the fraud itself speaks; else the whole text."""
    quoted = False
    quotes = '"' in text.text or "'" in text.text
    for match in _QUOTED.finditer(text.text, 0, _LONGEST) if quotes else ():
        start, end = match.span(1 if match[1] is not None else 2)
        if len(_WORD.findall(text.low, start, end)) >= LEAST_SAID:
            quoted = True
            yield start, end
    if not quoted and text.text:
        yield 0, min(len(text.text), _LONGEST)


def words(low: str) -> list[str]:
    """Give the words of a text in small letters; a row of numbers, addresses and masks becomes one ``#``.

    Who writes down what was said writes *press 1* and *press one*.
    """
    said = [*chain.from_iterable(map(_plain, low.split()))]
    if said.count("#") < 2:
        return said
    return [word for before, word in pairwise(["", *said]) if word != "#" or before != "#"]


@lru_cache(maxsize=8_192)
def _plain(piece: str) -> tuple[str, ...]:
    """Give the words of what stands between two spaces; the signs of languages without spaces stand alone."""
    if piece.isascii() and piece.isalpha():
        return ("#",) if piece in _DIGITS else (piece,)
    bare = piece.strip(".,;:!?\"'()[]{}<>*-_~")
    if any(sign.isdigit() or sign in "█@" for sign in bare) or _ADDRESS.search(bare):
        return ("#",)
    if cues.bare(bare) in _DIGITS:
        return ("#",)
    found = _WORD.findall(bare)
    return tuple(sign for word in found for sign in (word if _UNSPACED.search(word) else (word,)))


def signatures(texts: Sequence[str]) -> Said:
    """Make the signatures of what a batch of texts said.

    Args:
        texts: The texts, as written or masked.
    """
    rows: list[tuple[int, int, int]] = []
    names: list[int] = []
    hashes: list[int] = []
    counts: list[int] = []
    for number, text in enumerate(texts):
        if not text:
            continue
        folded = fold(text)
        for place in passages(folded):
            spoken = words(folded.low[slice(*place)])
            whole = place == (0, len(folded.text))
            if len(spoken) < (LEAST_TOLD if whole else LEAST_SAID):
                continue
            rows.append((number, *folded.span(*place)))
            names.append(int.from_bytes(hashlib.sha256(" ".join(spoken).encode()).digest()[:8], "big"))
            hashes += map(_hashed, spoken)
            counts.append(len(spoken))
    row, start, end = np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()
    size, signature = _signed(np.array(hashes, dtype=np.uint64), np.array(counts, dtype=np.int64))
    return Said(row, start, end, size, np.array(names, dtype=np.uint64), signature)


@lru_cache(maxsize=8_192)
def _hashed(word: str) -> int:
    """Give a word's number, 64 bits, the same everywhere."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _signed(hashes: U64, counts: I64) -> tuple[I64, U32]:
    """Make the signatures of passages, and count their different threes of words.

    Args:
        hashes: The numbers of all passages' words, one passage after the other.
        counts: How many words each passage has, `LONG` at least.
    """
    if not len(counts):
        return np.zeros(0, dtype=np.int64), np.zeros((0, PERMUTATIONS), dtype=np.uint32)
    with np.errstate(over="ignore"):
        mixed = (
            hashes[:-2] * _MIX[0] + _turned(hashes[1:-1]) * _MIX[1] + _turned(_turned(hashes[2:])) * _MIX[2]
        )
        # Threes that begin at words 1, 4 and 6 cover eight words in a row.
        long = mixed[:-5] * _MIX[0] + _turned(mixed[3:-2]) * _MIX[1] + _turned(_turned(mixed[5:])) * _MIX[2]
    passage = np.repeat(np.arange(len(counts)), counts)
    inside = passage[:-2] == passage[2:]
    threes, owner = mixed[inside], passage[:-2][inside]
    eights = long[passage[: 1 - LONG] == passage[LONG - 1 :]]
    digests = np.hstack(
        [
            _digests(threes, counts - 2, PERMUTATIONS - ANCHORS),
            _digests(eights, counts - (LONG - 1), ANCHORS),
        ]
    )
    # 20 bits of the passage and 44 of the three stand for both: equal ones by chance count one too few.
    both = np.sort(owner.astype(np.uint64) << np.uint64(44) | threes >> np.uint64(20))
    different = np.concatenate([[True], both[1:] != both[:-1]])
    size = np.bincount((both[different] >> np.uint64(44)).astype(np.int64), minlength=len(counts))
    return size.astype(np.int64), digests


def _digests(pieces: U64, counts: I64, permutations: int) -> U32:
    """Make the MinHash of passages, of which each has so many pieces."""
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(pieces, offsets, permutations, SEED).to_rows()
    return np.array(digests, dtype=np.uint32).reshape(-1, permutations)


def _turned(numbers: U64) -> U64:
    return numbers << np.uint64(21) | numbers >> np.uint64(43)


class Rows(Protocol):
    """Signatures by position: an array, or what reads them from a file."""

    def __getitem__(self, index: I64, /) -> U32:
        """Give the signatures at these positions, one a row."""


def group(size: I64, name: U64, signature: Rows, columns: Iterable[U64]) -> I64:
    """Group passages that say nearly the same.

    Args:
        size: For each passage, from the oldest to the newest, how many threes of words it has.
        name: Its fingerprint.
        signature: Its MinHash.
        columns: Its numbers in each band, from `bands`; a column a band.

    Returns:
        For each passage the position of its group's oldest passage; its own where it stands alone.
    """
    count = len(size)
    parent = np.arange(count)
    for column in chain([name], columns):
        left, right = _meetings(column)
        same = compared(left, right, size, signature, say_the_same)
        np.minimum.at(parent, left[same], right[same])
    root = parent
    while True:
        further = root[root]
        if (further == root).all():
            break
        root = further
    kept = compared(np.arange(count), root, size, signature, stay)
    near = compared(np.arange(count), parent, size, signature, closely)
    return np.where(kept | (near & kept[parent]), root, np.arange(count))


def shared(groups: I64, report: NDArray[np.integer[Any]]) -> I64:
    """Choose the passages to keep: of groups that two reports or more share, the first of each report.

    Args:
        groups: The group of each passage, from `group`.
        report: A number for the report of each passage.

    Returns:
        Positions of passages, in order.
    """
    several = np.flatnonzero(np.bincount(groups, minlength=len(groups) + 1)[groups] > 1)
    of_group, of_report = groups[several], report[several]
    order = np.lexsort((of_report, of_group))  # stable: of one report the first passage comes first
    of_group, of_report = of_group[order], of_report[order]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (of_group[1:] != of_group[:-1]) | (of_report[1:] != of_report[:-1])
    first, of_group = several[order[begins]], of_group[begins]
    reports = np.bincount(of_group, minlength=len(groups) + 1)
    return np.sort(first[reports[of_group] > 1]).astype(np.int64)


def bands(signature: U32) -> Iterator[U64]:
    """Give, for each band, a number a signature: equal ones meet there."""
    for band in range(BANDS):
        mixed = np.full(len(signature), 0x9E3779B97F4A7C15 + band, dtype=np.uint64)
        for column in _columns(band):
            mixed = (mixed ^ signature[:, column]) * np.uint64(0xBF58476D1CE4E5B9)
            mixed ^= mixed >> np.uint64(31)
        yield mixed


def _columns(band: int) -> range:
    """Tell which numbers of a signature make a band."""
    anchor = band - (BANDS - ANCHORS)
    if anchor < 0:
        return range(band * ROWS, band * ROWS + ROWS)
    return range(PERMUTATIONS - ANCHORS + anchor, PERMUTATIONS - ANCHORS + anchor + 1)


def _meetings(column: U64) -> tuple[I64, I64]:
    """Pair each text with the oldest that has the same number, and with the one just before it."""
    order = np.argsort(column, kind="stable")
    equal = np.concatenate([[False], column[order][1:] == column[order][:-1]])
    first = np.maximum.accumulate(np.where(equal, 0, np.arange(len(order))))
    later = np.flatnonzero(equal)
    oldest, before = order[first[later]], order[later - 1]
    more = oldest != before
    return np.concatenate([order[later], order[later[more]]]), np.concatenate([oldest, before[more]])


def compared(left: I64, right: I64, size: I64, signature: Rows, rule: _Rule) -> Flags:
    """Hold pairs of passages against each other, some at once.

    Args:
        left: The position of one of each pair.
        right: That of the other.
        size: How many threes of words each passage has.
        signature: The signatures.
        rule: Tells by two estimates: which share of both sets is common (Jaccard), and which of the smaller.
    """
    told = np.zeros(len(left), dtype=np.bool_)
    for at in range(0, len(left), _AT_ONCE):
        one, other = left[at : at + _AT_ONCE], right[at : at + _AT_ONCE]
        alike = (signature[one] == signature[other])[:, :-ANCHORS].mean(axis=1)
        common = alike / (1 + alike) * (size[one] + size[other])
        told[at : at + _AT_ONCE] = rule(alike, common / np.maximum(np.minimum(size[one], size[other]), 1))
    return told


def say_the_same(alike: F64, inside: F64) -> Flags:
    """Tell which pairs of passages say the same; both arguments are shares, 0 to 1."""
    return (alike >= SAME) | ((alike >= SAME_CUT) & (inside >= INSIDE))


def stay(alike: F64, inside: F64) -> Flags:
    """Tell which passages resemble their group's oldest enough to stand in it."""
    return (alike >= KEPT) | (inside >= INSIDE)


def closely(alike: F64, inside: F64) -> Flags:
    """Tell which passages say the same as the one they met, though they are unlike their group's oldest."""
    del inside
    return alike >= SAME
