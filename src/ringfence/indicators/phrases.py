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
anything), ``callback_told`` (in ``verb``) counts even behind what makes a value the reporter's. ``shown``
(*the number was*) is the caller's in the story of a call, else a number to call; ``shown_display``
(*displayed number*) is the caller's unless the text speaks of a screen, a mail or the like. ``visited`` ends
the reach of ``genuine``: *the real site is A, I was on B*.

All phrases are one `tree` of words, so that looking for them takes as long however many there are. Templates
of Japanese and Devanagari are read when the first text in these comes.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache, partial
from importlib import resources
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringfence.indicators.cues import Token

_LONGER = re.compile(r"(?<![^\W_])[0-9]{3,}(?![^\W_])")
_LISTS = ("brands.toml", "software.toml", "gift_brands.toml")
_LANGUAGES = ("de", "en", "es", "fr", "hi", "ja")
_ALWAYS = "en"  # English phrases stand in texts of every language
_EASTERN = ("hi", "ja")
_PRIVATE = "reporter"  # what is hers is hers, in whichever language she says so
_ROW = 20  # the same word so often in a row says nothing
_NUMBER = "000"  # what a longer number is read as that no phrase holds, so that none is remembered
_LONGEST_KEPT = 40  # words of a sentence that is remembered, at most
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


_cue: Callable[[tuple[str, str, int, int]], Cue] = partial(tuple.__new__, Cue)
"""Make a cue of what it holds, in a third of the time: there are dozens in a text."""


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
        self.western: list[tree.Template] = []
        self.eastern: list[tree.Template] = []
        for group, names in groups.items():
            for told, templates in names.items():
                for one in templates:
                    named = {match[2] for match in tree.CHOICE.finditer(one)}
                    is_eastern = cues.is_eastern(one) or not foreign.isdisjoint(named)
                    kept = self.eastern if is_eastern else self.western
                    kept.append(tree.Template(one, sets, group, told))


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


@lru_cache(maxsize=1)
def _numbers() -> frozenset[str]:
    """Give the numbers of three digits and more that phrases hold, such as *911* and *1471*."""
    texts = (text for every in _texts() for text in every.values())
    return frozenset(number for text in texts for number in _LONGER.findall(text))


@lru_cache(maxsize=2)
def _files(*, later: bool) -> tuple[_File, ...]:
    return tuple(_File(*pair) for pair in _texts()[later].items())


@lru_cache(maxsize=32)
def _tree(lang: str | None, *, eastern: bool) -> tree.Node:
    """Give the tree of phrases for texts of a language.

    Args:
        lang: One of `_LANGUAGES`; None: any.
        eastern: Whether the text has signs of Japanese or Devanagari.
    """
    files = [*_files(later=False), *(_files(later=True) if eastern or lang in _EASTERN else ())]
    start = tree.Place()
    for file in files:
        known = lang is None or file.languages is None or lang in file.languages
        for template in (*file.western, *(file.eastern if eastern else ())):
            if known or template.name.startswith(_PRIVATE):
                start.take(template.first)
    return tree.Node([start], 0)


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


def scan(
    low: str, found: list[Token], said: list[str], odd: frozenset[str], lang: str | None = None
) -> dict[str, list[Cue]]:
    """Find every phrase; at one word the longest of each group counts.

    Args:
        low: The folded text in small letters.
        found: Its tokens.
        said: The words of these.
        odd: Those of them that may be numbers.
        lang: The text's language; the phrases of it and of English are looked for, where none is known all.

    Returns:
        The cues by their group, in order of where they start.
    """
    eastern = not low.isascii() and cues.is_eastern(low)
    lang = lang.partition("-")[0] if lang else None
    lang = lang if lang in _LANGUAGES and (lang in _EASTERN or not eastern) else None
    words = _numbers_alike(said, odd)
    groups: defaultdict[str, list[Cue]] = defaultdict(list)
    first = 0
    for stop in cues.sentence_ends(low):
        last = bisect_right(found, stop, first, key=_start)
        if first < last:
            read = in_sentence if last - first <= _LONGEST_KEPT else in_sentence.__wrapped__
            for group, name, i, j in read(tuple(words[first:last]), lang, eastern):
                groups[group].append(_cue((group, name, found[first + i][1], found[first + j][2])))
            first = last
    return dict(groups)


_start = itemgetter(1)


def _numbers_alike(said: list[str], odd: frozenset[str]) -> list[str]:
    """Write the numbers alike that no phrase holds, so that none is remembered."""
    numbers = {word for word in odd if word.isdigit() and len(word) > tree.LONGEST_AMOUNT} - _numbers()
    return [_NUMBER if word in numbers else word for word in said] if numbers else said


@lru_cache(maxsize=8_192)
def in_sentence(
    words: tuple[str, ...],
    lang: str | None,
    eastern: bool,  # noqa: FBT001 - what is given by its name takes longer to be remembered
) -> tuple[tuple[str, str, int, int], ...]:
    """Find the phrases of one sentence, which are remembered: what a pop-up says stands in many reports.

    Args:
        words: The words of the sentence; `scan` writes numbers alike.
        lang: One of the languages of phrases; None: any.
        eastern: Whether the text has signs of Japanese or Devanagari.

    Returns:
        What the cues hold, in order; where each starts is the number of its first word, where it ends that
        of its last.
    """
    root = _tree(lang, eastern=eastern)
    begins = root.leading
    result: list[tuple[str, str, int, int]] = []
    labelled = 0  # the word behind the last label: *case number* is not also *number is*
    after = (*words[1:], "")
    for i in [i for i, word in enumerate(words) if word in begins]:
        node = root[words[i]]
        if not node.alone and after[i] not in node.leading:
            continue
        if i and words[i - 1] == words[i] and words[i : i + _ROW] == (words[i],) * _ROW:
            continue
        best: dict[str, tuple[int, str, int]] = {}
        tree.walk(node, i, words, best)
        for group, (_, name, last) in best.items():
            if group == "label":
                if i < labelled:
                    continue
                labelled = last + 1
            result.append((group, name, i, last))
    return tuple(result)
