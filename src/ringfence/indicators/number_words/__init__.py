"""Numbers as words: *eight double eight*, *achtundachtzig*, *quatre-vingt-huit*, *आठ डबल आठ*, *ゼロ八八*.

`read` walks over the words of a text and gives the groups of digits that they spell. Each language is one
file here, found by listing this folder:

============ ===================================================================================
``table()``  the digits that each number is written with, by its words
``TIMES``    words that say a digit several times (*double*), and how often
``SKIPPED``  words that may stand between two digits (*dash*)
``COMMON``   number words that mean something else in another language (*do*): they do not tell
             in which language a text spells its numbers
``SOUNDS``   where a language has any: words that sound like a number (*to*), between two numbers
``cut``      only where nothing stands between words: makes one token of each number word
============ ===================================================================================
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from ringfence.indicators import cues, plain_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ringfence.indicators.cues import Token


class Spelled(NamedTuple):
    """One group of digits, where it stands in the folded text, and whether words spelled it."""

    digits: str
    start: int
    end: int
    words: bool


class _Language(Protocol):
    TIMES: dict[str, int]
    SKIPPED: frozenset[str]
    COMMON: frozenset[str]

    def table(self) -> dict[tuple[str, ...], str]: ...


_Phrases = tuple[tuple[int, ...], dict[tuple[str, ...], str]]
_Starts = dict[str, _Phrases]
"""The numbers that begin with a word: how many words they have, the most first, and their digits by these."""
_FIRST = "en"  # where a text has as many number words of two languages, the first counts
_LANGUAGES: dict[str, _Language] = {
    name: cast("_Language", importlib.import_module(f"{__name__}.{name}"))
    for name in sorted(
        (found.name for found in pkgutil.iter_modules(__path__)), key=lambda n: (n != _FIRST, n)
    )
}
_CUTS: dict[str, Callable[[str, Sequence[Token]], list[Token]]] = {
    name: cut for name, language in _LANGUAGES.items() if (cut := getattr(language, "cut", None))
}
_TIMES = {
    cues.alike(word): times for language in _LANGUAGES.values() for word, times in language.TIMES.items()
}
_SKIPPED = frozenset[str]().union(*(language.SKIPPED for language in _LANGUAGES.values()))
_COMMAS = frozenset(",.;:/()")  # what no number's words are parted by: *huit cents, dix* is 800 10
_SOFT = frozenset(["", ",", ".", "...", "-", ")", "(", ").", "),", ") -", "/", "、", "・", "·"])


_SHOUTS = "!?\"'“”"  # *Eight! eight! eight!*, *"five" "five"*
_SHOUTED, _WIDEST = 4, 7  # signs of what stands between two words
_COUNTED, _FIRST_COUNTED = 8, ("1", "10")  # numbers in order that are counted, and the first of them
_LEAST = 3  # fewer number words than this are no spelled-out number
_HUNDRED_DIGITS = 3


_NO_PHRASES: _Phrases = ((), {})


def _by_first(language: _Language) -> _Starts:
    starts: dict[str, dict[tuple[str, ...], str]] = {}
    for words, digits in sorted(language.table().items(), key=lambda pair: (-len(pair[0]), pair)):
        plain = tuple(map(cues.bare, words))
        starts.setdefault(plain[0], {}).setdefault(plain, digits)
    return {word: _phrases(every) for word, every in starts.items()}


def _phrases(every: dict[tuple[str, ...], str]) -> _Phrases:
    return tuple(sorted({len(words) for words in every}, reverse=True)), every


_STARTS = {name: _by_first(language) for name, language in _LANGUAGES.items()}
_HUNDREDS = re.compile(r"hundred|cents?|[a-zñ]*(?:cient|sient|nient|nent)[oa]s?")
_WHOLE = {"es": (9, 10)}
"""How many digits a whole number has, by the language; elsewhere `_MOSTLY`."""
_MOSTLY = (10, 11)


_TOLD_APART = ("en", "es", "fr")


@lru_cache(maxsize=len(_TOLD_APART))
def _apart(lang: str) -> _Starts:
    """Leave out what joins hundreds and tens: *zéro huit cent dix vingt trente* is 0800 10 20 30."""
    return {
        word: _phrases({words: digits for words, digits in every.items() if not _joins(words, digits)})
        for word, (_, every) in _STARTS[lang].items()
    }


def _joins(words: tuple[str, ...], digits: str) -> bool:
    """Tell whether words for a number are hundreds and tens: *eight hundred eighty-eight*."""
    if len(words) == 1 or len(digits) != _HUNDRED_DIGITS or digits.endswith("00"):
        return False
    return any(_HUNDREDS.fullmatch(word) for word in words)


_TELLING = {name: frozenset(_STARTS[name]) - language.COMMON for name, language in _LANGUAGES.items()}
ANY = frozenset[str]().union(*(words for name, words in _TELLING.items() if name not in _CUTS)) | set(_TIMES)
_SOUNDS = {name: getattr(language, "SOUNDS", {}) for name, language in _LANGUAGES.items()}
_SHORTEST_GLUED = 3  # letters of a number word that may stand glued to others


@lru_cache(maxsize=len(_LANGUAGES))
def _glued(lang: str) -> re.Pattern[str]:
    """Match number words and digits that are written as one: *five5five*, *zeroonetwo*.

    It is made when the first such word comes: no start need wait for it.
    """
    words = [word for word in _STARTS[lang] if len(word) >= _SHORTEST_GLUED and word.isascii()]
    return re.compile("(" + "|".join([*sorted(words, key=len, reverse=True), "[0-9]+"]) + ")")


_GLUED = tuple(name for name in _STARTS if name not in _CUTS)
BEGIN = frozenset(word[:3] for word in ANY if len(word) >= _SHORTEST_GLUED)
_BEGIN_GLUED = frozenset(
    word[:3] for name in _GLUED for word in _STARTS[name] if len(word) >= _SHORTEST_GLUED and word.isascii()
)
"""How a word goes on that is made of number words, behind its first digits where it begins with these."""
_FIGURES = "0123456789"
_LONG = 7  # letters of a word that may be several number words
_HUNDRED = "hundred"
_FEWEST = 2  # where words that another language has too stand beside them: *ek aath teen teen*
_UNITS = frozenset(
    cues.listed(
        "minutes minute hours hour days weeks months years times calls people percent minuten stunden tage "
        "wochen monate jahre mal minutos horas días semanas meses años veces heures jours semaines mois ans"
        " fois"
    )
)
_REMEMBERED = 50_000  # words that are known to spell no number, at most
_others: set[str] = set()  # these words: most of a text


def language(low: str, tokens: Sequence[Token], words: frozenset[str], odd: frozenset[str]) -> str | None:
    """Say in which language a text spells numbers; None when it has fewer than three number words.

    Args:
        low: The folded text in small letters.
        tokens: Its tokens.
        words: The different words among them.
        odd: Those of them that may spell a number.
    """
    if not low.isascii() and cues.is_eastern(low):
        for lang, cut in _CUTS.items():
            if any(token[0] in _STARTS[lang] for token in cut(low, tokens)):
                return lang
    likely = _likely(odd)
    if not likely:
        return None  # most texts
    glued = [piece for word in _may_be_glued(likely) for piece in _unglued(word)]
    if not glued and ANY.isdisjoint(likely):
        return None
    said = [token[0] for token in tokens if token[0] in ANY]
    enough = len(said) + len(glued) >= _LEAST or (
        said and (_HUNDRED in words or not words.isdisjoint(_TIMES))
    )
    if not enough and len(said) < _FEWEST:
        return None
    told = (*said, *glued)
    best = max(_TELLING, key=lambda lang: sum(map(_TELLING[lang].__contains__, told)))
    if enough:
        return best
    common = sum(token[0] in _LANGUAGES[best].COMMON for token in tokens)
    return best if len(said) >= _FEWEST and len(said) + common > _LEAST else None


def may_spell(words: Iterable[str]) -> bool:
    """Tell whether any word may be, or hold, a number word; where none does, no number is spelled out."""
    return any(word in ANY or word[:3] in BEGIN for word in words)


def _likely(words: frozenset[str]) -> list[str]:
    """Give the words that may spell a number, or a part of one; the others are remembered."""
    likely: list[str] = []
    for word in words - _others:
        if word.isdigit():
            continue
        if word in ANY or not word.isalpha() or (len(word) >= _LONG and word[:3] in BEGIN):
            likely.append(word)
        elif len(_others) < _REMEMBERED:
            _others.add(word)
            plain_words.passed(word, "numbers")
    return likely


def _may_be_glued(words: Iterable[str]) -> list[str]:
    """Give the words that may be several number words, or number words and digits, in one."""
    odd = [word for word in words if not word.isalpha() or (len(word) >= _LONG and word[:3] in BEGIN)]
    return [word for word in odd if word.isalnum() and not word.isdigit() and word not in ANY]


@lru_cache(maxsize=2_048)
def _unglued(word: str) -> tuple[str, ...]:
    """Give the number words and digits of which a word is made; none when it is another word."""
    if word.lstrip(_FIGURES)[:3] not in _BEGIN_GLUED:
        return ()
    for pattern in map(_glued, _GLUED):
        pieces: list[str] = []
        at = 0
        while (piece := pattern.match(word, at)) is not None:
            pieces.append(piece[0])
            at = piece.end()
        if at == len(word) and len(pieces) > 1 and not word.isdigit():
            return tuple(pieces)
    return ()


def _cut_glued(tokens: Sequence[Token]) -> list[Token]:
    """Cut the tokens that are several number words in one."""
    cut: list[Token] = []
    glued = frozenset(_may_be_glued(token[0] for token in tokens))
    if not glued:
        return [*tokens]
    for word, start, end in tokens:
        pieces = _unglued(word) if word in glued else ()
        at = start
        for piece in pieces:
            cut.append((piece, at, at + len(piece)))
            at += len(piece)
        if not pieces:
            cut.append((word, start, end))
    return cut


def read(low: str, tokens: Sequence[Token], lang: str) -> list[list[Spelled]]:
    """Give the runs of groups that words, or words and digits, spell.

    Args:
        low: The folded text in small letters.
        tokens: Its tokens.
        lang: The language of its numbers, from `language`.

    Returns:
        Runs in order; each has at least one group that words spelled.
    """
    tokens = _CUTS[lang](low, tokens) if lang in _CUTS else _cut_glued(tokens)
    whole = _WHOLE.get(lang, _MOSTLY)
    runs = [_once(run, whole) for run in _runs(low, tokens, lang, _STARTS[lang])]
    if lang not in _TOLD_APART or all(_digits(run) in whole or not _has_hundreds(run) for run in runs):
        return runs
    apart = {run[0].start: run for run in _runs(low, tokens, lang, _apart(lang))}
    for i, run in enumerate(runs):
        other = apart.get(run[0].start, run)
        if _digits(run) not in whole and _digits(other) in whole:
            runs[i] = other
    return runs


def _once(run: list[Spelled], whole: tuple[int, ...]) -> list[Spelled]:
    """Leave out a code that is said before the number it begins: *an eight hundred, eight hundred five …*."""
    again = len(run[0].digits) == _HUNDRED_DIGITS and run[0].digits == run[1].digits
    return run[1:] if again and _digits(run) not in whole and _digits(run[1:]) in whole else run


def _digits(run: list[Spelled]) -> int:
    return sum(len(group.digits) for group in run)


def _has_hundreds(run: list[Spelled]) -> bool:
    return any(len(group.digits) == _HUNDRED_DIGITS and not group.digits.endswith("00") for group in run)


def _runs(low: str, tokens: Sequence[Token], lang: str, starts: _Starts) -> list[list[Spelled]]:
    """Give the runs of groups, by a table of number words by their first."""
    runs: list[list[Spelled]] = []
    run: list[Spelled] = []
    i = times = since = 0
    last = -1
    while i < len(tokens):
        word, start, end = tokens[i]
        if not run and word not in starts and word not in _TIMES and not word.isdigit():
            i, times = i + 1, 0  # most words
            continue
        if run and not _soft(low[last:start]):
            _close(run, runs)
            run, times = [], 0
        group, used = _group(low, tokens, i, starts)
        if (
            group is None
            and run
            and word in _SOUNDS[lang]
            and _group(low, tokens, i + 1, starts)[0] is not None
        ):
            group, used = Spelled(_SOUNDS[lang][word], start, end, words=True), 1
        if (
            group is not None
            and group.words
            and tokens[i + used : i + used + 1]
            and tokens[i + used][0] in _UNITS
        ):
            group = None  # *and five minutes later* is no part of the number before it
        if group is not None:
            first = since if times else group.start  # *double* belongs to what it doubles
            run.append(group._replace(digits=group.digits * max(times, 1), start=first))
            times, i, last = 0, i + used, group.end
        elif word in _TIMES:
            times, since, i, last = _TIMES[word], start, i + 1, end
        elif run and word in _SKIPPED:
            i, last = i + 1, end
        else:
            _close(run, runs)
            run, times, i = [], 0, i + 1
    _close(run, runs)
    return runs


def _soft(gap: str) -> bool:
    """Tell whether what stands between two words does not end a number: a space, a comma, a shout."""
    if len(gap) > _WIDEST:
        return False
    bare = gap.strip()
    return bare in _SOFT or (len(bare) <= _SHOUTED and bare.strip(_SHOUTS).strip() in _SOFT)


def _group(low: str, tokens: Sequence[Token], i: int, starts: _Starts) -> tuple[Spelled | None, int]:
    if i >= len(tokens):
        return None, 0
    word, start, end = tokens[i]
    if word.isascii() and word.isdigit():
        if len(word) <= 2 and i + 1 < len(tokens) and tokens[i + 1][0] == _HUNDRED:
            return Spelled(f"{word}00", start, tokens[i + 1][2], words=True), 2
        return Spelled(word, start, end, words=False), 1
    lengths, every = starts.get(word, _NO_PHRASES)
    for n in lengths:
        if i + n > len(tokens):
            continue
        words = (word,) if n == 1 else tuple([token[0] for token in tokens[i : i + n]])
        digits = every.get(words)
        if digits is not None and (n == 1 or _COMMAS.isdisjoint(low[start : tokens[i + n - 1][2]])):
            return Spelled(digits, start, tokens[i + n - 1][2], words=True), n
    return None, 0


def _close(run: list[Spelled], runs: list[list[Spelled]]) -> None:
    if len(run) >= _LEAST and any(group.words for group in run) and not _counts(run):
        runs.append(run)


def _counts(run: list[Spelled]) -> bool:
    """Tell whether someone counts, up or down: *one! two! three! …*."""
    if len(run) < _COUNTED or run[0].digits not in _FIRST_COUNTED:
        return False
    steps = {int(right.digits) - int(left.digits) for left, right in pairwise(run[:_COUNTED])}
    return len(steps) == 1 and abs(steps.pop()) == 1
