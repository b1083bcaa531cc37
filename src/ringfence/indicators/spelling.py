"""Names as people misspell and disguise them: ``mircosoft``, ``Arnazon``, ``I.R.S.``, ``Micr0soft``.

`cues` finds the names of a list as they are written there. Here is found what else they become: a letter
swapped, dropped, doubled or wrong in a long name; a possessive or an article glued to it; words run together;
letters of another script, or digits, that look alike; letters spelled out one by one.

What one word is, is worked out once and remembered, and most words of a text are known to be no name: a text
without a name costs some microseconds.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, phrases, plain_words
from ringfence.indicators.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ringfence.indicators.cues import Token
    from ringfence.indicators.fold import Folded

_REMEMBERED = 50_000  # words that are known to be no name, at most
_MOST_WORDS = 3_000  # different words of a text that are looked at
_LONGEST = 40  # letters of a word that may be a name
_ELISIONS = frozenset(["l", "d", "qu", "j", "s", "n", "c", "m", "t"])  # French: l'irs, d'amazon
_LONG_ENOUGH = 5  # letters of a name that is looked for behind look-alike signs, or glued to digits
_DIGITS = str.maketrans("013457890", "oieastbgo"), str.maketrans("013457890", "oleastbgo")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
# Cyrillic and Greek letters that look like Latin ones (the commonest of Unicode's confusables, UTS #39).
_LOOK_ALIKES = str.maketrans(
    dict(
        zip(
            ""
            "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb\u043c\u043d\u0442\u043a"
            "\u0432\u044c\u04cf\u03bf\u03b1\u03bd\u03b9\u03c1\u03c5\u03ba\u03c4\u03b5\u03b7\u0261\u0131\u1d0f",
            "aeopcyxijsdqwhmhtkbbloavipuktengio",
            strict=True,
        )
    )
)
# What stands glued to a name: amazonsupport, irsagent, mypaypal.
_GLUED = frozenset(
    cues.listed(
        "support tech technical team security help helpdesk care service services customer customers "
        "department dept "
        "desk online refund refunds center centre account accounts prime pay inc llc corp corporation "
        "company com net "
        "windows tax agent officer office bank card cards fraud scam scammer scammers usa us uk india my "
        "the fake real "
        "billing alert alerts login verify secure antivirus protection kunden kundendienst konto soporte "
        "cuenta compte "
        "client geek employee representative rep"
    )
)
_LETTERS = frozenset("bcdefghjklmnopqrstuvwxyz")  # a letter alone that is no word of English
_SPELLED_OUT = re.compile(r"(?<![^\W_])[a-z](?:[ .\-_*|]{1,2}[a-z]){2,14}(?![^\W_]|[ -]\d\b)")

_LONGEST_FIELD = 300  # characters of a form's field that are read: no name is so long
_PARTS = re.compile(r"[^\W_]+")


class Place(NamedTuple):
    """Where a name stands in a folded text.

    Attributes:
        start: First character of the folded text.
        end: One past the last.
        slug: What it names.
    """

    start: int
    end: int
    slug: str


class _Read(NamedTuple):
    slug: str
    start: int  # in the word
    end: int


_NOTHING: tuple[_Read | None, tuple[str, ...]] = (None, ())


def tolerance(name: str) -> int:
    """Say how many letters of a name may be wrong: none below six letters, one below nine, two from there."""
    return 0 if len(name) < 6 else 1 if len(name) < 9 else 2


def distance(a: str, b: str) -> int:
    """Count the letters that part two words: dropped, added, replaced, or swapped with their neighbour.

    The optimal string alignment distance (Damerau 1964, restricted): no stretch is edited twice.
    """
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, sign in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == b[j - 2] and a[i - 2] == other:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]


class Index:
    """Words that can be found by a misspelling of them.

    They lie by first letter and length, each with the set of its letters as bits: what differs in too many
    letters is passed over without being compared.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; only those with a `tolerance` can be found misspelt."""
        self._by_start: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
        self._starts: dict[
            str, str
        ] = {}  # what is left without a long word's first letter, or with it swapped
        for word in sorted({word for word in words if tolerance(word)}):
            most = tolerance(word)
            for length in range(len(word) - most, len(word) + most + 1):
                self._by_start.setdefault((word[0], length), []).append((_bits(word), most, word))
            self._starts[word[1] + word[0] + word[2:]] = word
            if len(word) > 8:
                self._starts[word[1:]] = word

    def near(self, written: str) -> tuple[str, ...]:
        """Give the words that a written one may be, the nearest first; the first letter is mostly right.

        Args:
            written: Small letters from a to z, at least one.
        """
        bits = _bits(written)
        near = [
            (apart, word)
            for letters, most, word in self._by_start.get((written[0], len(written)), ())
            if (letters ^ bits).bit_count() <= 2 * most and (apart := distance(written, word)) <= most
        ]
        found = [word for _, word in sorted(near)]
        start = self._starts.get(written)
        return (*found, start) if start is not None and start not in found else tuple(found)


def _bits(word: str) -> int:
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) & 31)
    return bits


@lru_cache(maxsize=4)
def names(group: str) -> Names:
    """Give the names of a group of `cues`: the same to every kind, so that all share what they remember."""
    return Names(group)


class Names:
    """The names of one group of `cues`, and everything that may be a spelling of them."""

    def __init__(self, group: str) -> None:
        """Take a group of `cues`; nothing is read yet."""
        self._group = group
        self._no_name: set[str] = set()
        self._known: dict[str, tuple[_Read | None, tuple[str, ...]]] = {}

    @cached_property
    def _slugs(self) -> dict[str, str]:
        return phrases.spellings(self._group)

    @cached_property
    def _single(self) -> dict[str, str]:
        return {name: slug for name, slug in self._slugs.items() if " " not in name}

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[tuple[str, ...], int, str]]]:
        """For each long word of a longer name: the name's words, the word's place there, the slug."""
        found: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
        for name, slug in self._slugs.items():
            words = tuple(name.split())
            for at, word in enumerate(words if len(words) > 1 else ()):
                if tolerance(word) and word.isalpha():
                    found.setdefault(word, []).append((words, at, slug))
        return found

    @cached_property
    def _index(self) -> Index:
        names = (
            (name, slug.replace("-", "")) for name, slug in self._single.items() if name not in self._ordinary
        )
        # A misspelling that stands in the list is not misspelt once more.
        return Index(
            name
            for name, own in names
            if name.isascii() and name.isalpha() and distance(name, own) not in (1, 2)
        )

    @cached_property
    def _part_index(self) -> Index:
        return Index(self._phrases)

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        text = resources.files(__package__).joinpath("lists", "ordinary.txt").read_text("utf-8")
        return frozenset(cues.listed(" ".join(line.partition("#")[0] for line in text.splitlines())))

    def every(self, text: Folded) -> list[Place]:
        """Find the names as the list has them and as they are misspelt; at one place the longest first."""
        spelt = self.places(text)
        listed = text.by_group.get(self._group, ())
        if not spelt and not listed:
            return []
        found = [*spelt, *(Place(cue.start, cue.end, cue.name) for cue in listed)]
        return sorted(found, key=lambda place: (place.start, -place.end, place.slug))

    def slug(self, written: str) -> str | None:
        """Read a name that stands alone in a form's field.

        Returns:
            The slug of the name that the list has, however spelled; one of its own where it has none; None
            where nothing is written.
        """
        written = written.strip()[:_LONGEST_FIELD].lower()
        slug = "-".join(_PARTS.findall(written))[:60].rstrip("-")
        if not slug or slug in self._slugs.values():
            return slug or None
        return self._meant(written) or self._meant(slug) or slug

    def _meant(self, words: str) -> str | None:
        known = self._slugs.get(words) or self._slugs.get(words.replace(" ", ""))
        return known or next((place.slug for place in self.every(fold(words))), None)

    def places(self, text: Folded) -> list[Place]:
        """Find the names that `cues` does not, in order of place.

        Args:
            text: The folded text.
        """
        known: list[Place] | None = text.kept.get(self._group)
        if known is None:
            known = text.kept[self._group] = self._places(text)
        return known

    def _places(self, text: Folded) -> list[Place]:
        words, odd = text.words, text.odd
        if len(words) > _MOST_WORDS:
            words = odd = frozenset(text.said[:_MOST_WORDS])
        found: list[Place] = []
        unknown = [word for word in odd - self._no_name if not word.isdigit()]
        if unknown:
            found += self._of_words(text, unknown)
        if not words.isdisjoint(_LETTERS):
            found += self._spelled_out(text.low)
        return sorted(found)

    def _of_words(self, text: Folded, unknown: list[str]) -> Iterator[Place]:
        wanted = {word: look for word in unknown if (look := self._look(word)) != _NOTHING}
        if not wanted:
            return
        for at in [at for at, word in enumerate(text.said) if word in wanted]:
            word, start, _ = text.tokens[at]
            read, parts = wanted[word]
            if read is not None:
                yield Place(start + read.start, start + read.end, read.slug)
            for meant in parts:
                yield from self._misspelt_phrases(text, at, meant)

    def _look(self, word: str) -> tuple[_Read | None, tuple[str, ...]]:
        """Give what a word is read as, and the parts of longer names that it may be; both are remembered."""
        if word in self._no_name:
            return _NOTHING
        known = self._known.get(word)
        if known is not None:
            return known
        known = _NOTHING
        if len(word) <= _LONGEST:
            read = None if word in self._ordinary else self._read(word)
            known = (read, self._near_parts(word))
        if known == _NOTHING:
            if len(self._no_name) >= _REMEMBERED:
                self._no_name.clear()
            self._no_name.add(word)
            plain_words.passed(word, self._group)
        else:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = known
        return known

    def _near_parts(self, word: str) -> tuple[str, ...]:
        if word in self._phrases or word in self._ordinary or not (word.isascii() and word.isalpha()):
            return ()
        return self._part_index.near(word)

    def _read(self, word: str) -> _Read | None:
        """Read one word that may be a name, other than as the list has it."""
        start, end = _bare(word)
        bare = word[start:end]
        slug = None if (start, end) == (0, len(word)) else self._single.get(bare)
        slug = slug or self._disguised(bare) or self._glued(bare)
        if slug is None and bare.isalpha() and bare not in self._single and bare not in self._ordinary:
            plain = bare.translate(_LOOK_ALIKES)
            near = self._index.near(plain) if plain.isascii() else ()
            slug = self._single[near[0]] if near else None
        return None if slug is None else _Read(slug, start, end)

    def _disguised(self, word: str) -> str | None:
        """Read what looks like a name: letters of other scripts, digits for letters, ``rn`` for ``m``."""
        readings: set[str] = set()
        if not word.isascii():
            readings.add(word.translate(_LOOK_ALIKES))
        elif not word.isalpha():
            readings.update(word.translate(table) for table in _DIGITS)
            readings.add(word.rstrip("0123456789"))
        for pair, sign in _PAIRS:
            if pair in word:
                readings.add(word.replace(pair, sign))
        readings = {reading for reading in readings if len(reading) >= _LONG_ENOUGH and reading != word}
        return next((self._single[reading] for reading in sorted(readings) if reading in self._single), None)

    def _glued(self, word: str) -> str | None:
        for cut in range(2, len(word) - 1):
            before, after = word[:cut], word[cut:]
            if after in _GLUED and cut > 2 and before in self._single:
                return self._single[before]
            if before in _GLUED and len(after) >= _LONG_ENOUGH and after in self._single:
                return self._single[after]
        return None

    def _misspelt_phrases(self, text: Folded, at: int, meant: str) -> Iterator[Place]:
        """Find the names of several words, one of which the word at a place means."""
        for words, place, slug in self._phrases[meant]:
            first = at - place
            said = text.tokens[first : first + len(words)] if first >= 0 else []
            if len(said) == len(words) and self._says(said, words):
                start, end = said[0][1], said[-1][2]
                if not cues.parted(text.low, start, end):
                    yield Place(start, end, slug)

    def _says(self, said: list[Token], words: tuple[str, ...]) -> bool:
        wrong = 0
        for (written, _, _), word in zip(said, words, strict=True):
            if written != word:
                if word not in self._look(written)[1]:
                    return False
                wrong += 1
        return wrong <= min(2, len(words) - 1)

    def _spelled_out(self, low: str) -> Iterator[Place]:
        """Find names whose letters stand apart: *I.R.S*, *M i c r o s o f t*."""
        for match in _SPELLED_OUT.finditer(low):
            letters = [match.start() + at for at, sign in enumerate(match[0]) if sign.isalpha()]
            for first, last in ((0, 0), (1, 0), (0, 1), (1, 1)):  # *is the I R S a …*: a word beside them
                kept = letters[first : len(letters) - last]
                slug = self._single.get("".join(low[at] for at in kept)) if len(kept) > 2 else None
                if slug is not None:
                    yield Place(kept[0], kept[-1] + 1, slug)
                    break


def _bare(word: str) -> tuple[int, int]:
    """Give where a word stands without a possessive or an elided article: *irs's*, *d'amazon*."""
    head, sign, tail = word.partition("'")
    if sign and tail == "s":
        return 0, len(head)
    return (len(head) + 1, len(word)) if sign and head in _ELISIONS else (0, len(word))
