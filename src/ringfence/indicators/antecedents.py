"""Whom *his*, *ihrem*, *son*, *su* speak of: the person who was spoken of last and whom the word may mean.

Words for people are hers (a relative, a party of whom a note speaks) or those of a scammer; the nearest one
before a word counts, as readers take it, unless the sentence named another whom it may mean as well.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from importlib import resources
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_REACH = 260  # characters back in which a person is spoken of
_EARLY, _SOON = 12, 8  # words of a note in which a party is named, and behind that where she is *her*
_POSSESSIVES = {"his": "m", "her": "f"}
_PLACES = frozenset(["from", "on", "off", "using"])


class Person(NamedTuple):
    """A word for a person.

    Attributes:
        hers: Whether it is one of the reporter's people; None: a pronoun, which may speak of anyone.
        sex: ``m`` or ``f``; empty where the word does not tell.
        start: Where the word starts in the folded text.
    """

    hers: bool | None
    sex: str
    start: int


_Meant = tuple[bool | None, str]
_SIDES = {"hers": True, "others": False, "pronouns": None}


def _read() -> tuple[dict[str, dict[str, _Meant]], dict[str, str], frozenset[str]]:
    """Read the list: whom each word means, by language; those that do only behind *my*; parties of notes."""
    file = resources.files(__package__).joinpath("lists", "people.toml")
    tables: dict[str, dict[str, str]] = tomllib.loads(file.read_text("utf-8"))
    alone = {
        word: "" if sex == "any" else sex
        for sex, words in tables.pop("alone").items()
        for word in cues.listed(words)
    }
    parties = frozenset(cues.listed(tables.pop("party")["words"]))
    every: dict[str, dict[str, _Meant]] = {}
    for lang, table in tables.items():
        every[lang] = {}
        for name, words in table.items():
            side, _, sex = name.partition("_")
            every[lang] |= dict.fromkeys(cues.listed(words), (_SIDES[side], sex))
    return every, alone, parties


_LOCAL, _OWN_ONLY, PARTIES = _read()
"""Among them words for whom notes of banks, companies and police are about: *customer*, *Kd.*, *cl.*."""
_ENGLISH = _LOCAL.pop("en")
_MY = frozenset(
    cues.listed(
        "my our "
        "mein meine meiner meinem meinen unser unsere unserer seine seiner ma mon sa notre mi nuestra su mis"
    )
)
_NOT_ENGLISH = frozenset(cues.listed("son man mam nan nana person officer tech member"))
_ALSO_ENGLISH = frozenset(
    cues.listed(
        "mère mere client patient voisin beta bete dada mama prima primo titular beti pati pita maine"
    )
)
_SO_CALLED = (["so", "called"], ["soi", "disant"])
_FALSE = frozenset(
    cues.listed(
        "fake supposed alleged falsche falscher falschen angebliche angeblicher angeblichen "
        "faux fausse "
        "prétendu prétendue falso falsa supuesto supuesta presunto scammer's fraudster's"
    )
)


def people(text: Folded) -> list[Person]:
    """Give the words for people in a text, in order."""
    known: list[Person] | None = text.kept.get("antecedents")
    if known is None:
        known = text.kept["antecedents"] = [*_people(text)]
    return known


def _people(text: Folded) -> list[Person]:
    words = _words(text.lang)
    found: list[Person] = []
    for at, (word, begins, _) in enumerate(text.tokens):
        start = begins
        meant = words.get(word) or (words.get(word[:-1].removesuffix("'")) if word[-1] == "s" else None)
        if meant is None and "'" in word:  # *l'agent*
            meant = words.get(word.partition("'")[2])
            start = begins + (word.index("'") + 1 if meant is not None else 0)
        own = word if word in _OWN_ONLY else word.removesuffix("'s")
        if own in _OWN_ONLY and not _MY.isdisjoint(text.said[max(0, at - 2) : at]):
            meant = True, _OWN_ONLY[own]
        if meant is None:
            continue
        hers, sex = meant
        if hers and not sex and word in PARTIES:
            sex = _sex_behind(text, at) or ""
        before = text.said[max(0, at - 2) : at]
        if hers and (not _FALSE.isdisjoint(before) or before in _SO_CALLED):
            hers = False
        found.append(Person(hers, sex, start))
    return found


def party_sex(text: Folded) -> str | None:
    """Tell of what sex whom a note is about is, by where she rang from: *Mbr called from her number*."""
    at = next((i for i, word in enumerate(text.said[:_EARLY]) if word in PARTIES), None)
    return None if at is None else _sex_behind(text, at)


def _sex_behind(text: Folded, at: int) -> str | None:
    """Tell the sex of a party by *from her*, *on his* shortly behind the word for it."""
    said = text.said[at + 1 : at + 1 + _SOON]
    for before, word in pairwise(said):
        if word in _POSSESSIVES and before in _PLACES:
            return _POSSESSIVES[word]
    return None


def _words(lang: str | None) -> dict[str, _Meant]:
    if lang not in _CHOSEN:
        lang = None
    return _CHOSEN[lang]


def _chosen(lang: str | None) -> dict[str, _Meant]:
    if lang == "en":  # *my oma*, *mi abuela*: people mix languages
        foreign = {
            word: meant
            for one in _LOCAL.values()
            for word, meant in one.items()
            if meant[0] and word not in _ALSO_ENGLISH
        }
        return foreign | _ENGLISH
    english = {word: meant for word, meant in _ENGLISH.items() if word not in _NOT_ENGLISH}
    if lang is not None:
        return english | _LOCAL[lang]
    every: dict[str, _Meant] = {}
    for words in _LOCAL.values():
        every |= words
    return every | _ENGLISH


_CHOSEN = {lang: _chosen(lang) for lang in ("en", *_LOCAL, None)}
_NO_OWNERS = frozenset(cues.listed("partner maine humne मैंने हमने"))  # *partner 999 …*: an ID
_OTHERS = frozenset(word for words in _CHOSEN.values() for word, (hers, _) in words.items() if hers is False)
_OF_HERS = frozenset(word for words in _CHOSEN.values() for word, (hers, _) in words.items() if hers)
HERS = (_OF_HERS | frozenset(_OWN_ONLY)) - _NO_OWNERS
"""Words for the reporter's people, in every language."""
ANY = frozenset(f"{word}{end}" for word in HERS | _OTHERS for end in ("", "s", "'s"))
"""These and words for others, in the possessive too."""


def is_word_for_hers(text: Folded, start: int, end: int) -> bool:
    """Tell whether the word between two places is one for a person of the reporter's: *Tochter*."""
    i = bisect_left(people(text), start, key=_place)
    if i == len(people(text)) or people(text)[i].start >= end:
        return False
    return bool(people(text)[i].hers) and cues.alike(cues.bare(text.low[start:end])) not in _NO_OWNERS


def is_party(text: Folded, start: int, end: int) -> bool:
    """Tell whether the word between two places is one for whom a note is about, and not a false one's."""
    if cues.alike(cues.bare(text.low[start:end])) not in PARTIES:
        return False
    return side(text, start, end) is not False


def side(text: Folded, start: int, end: int) -> bool | None:
    """Tell whether the word between two places is for one of hers, or for another; None: for no one."""
    if is_word_for_hers(text, start, end):
        return True
    i = bisect_left(people(text), start, key=_place)
    found = i < len(people(text)) and people(text)[i].start < end and people(text)[i].hers is False
    return False if found else None


def is_hers(text: Folded, at: int, sex: str, *, surely: bool) -> bool:
    """Tell whether a word such as *his*, at a place, speaks of one of the reporter's people.

    Args:
        text: The folded text.
        at: Where the word starts.
        sex: Of whom it may speak: ``m``, ``f``, or empty for either.
        surely: Whether what follows speaks for her, so that no other in the sentence counts: *her landline*.
    """
    every = people(text)
    last = bisect_left(every, at, key=_place) - 1
    i = last
    while i >= 0 and every[i].start >= at - _REACH and (every[i].hers is None or not _may_be(every[i], sex)):
        i -= 1
    if i < 0 or every[i].start < at - _REACH or not every[i].hers:
        return False
    if surely:
        return True
    begins = _sentence(text, every[i].start)
    return not any(
        begins <= one.start < every[i].start and one.hers is not True and _may_be(one, sex)
        for one in every[max(0, i - 6) : i]
    )


def last_before(text: Folded, at: int, first: int) -> Person | None:
    """Give the last word for a person that starts between two places, and is no pronoun."""
    every = people(text)
    for i in range(bisect_left(every, at, key=_place) - 1, -1, -1):
        if every[i].start < first:
            return None
        if every[i].hers is not None:
            return every[i]
    return None


def side_before(text: Folded, at: int, first: int) -> bool | None:
    """Tell whether that word is for one of hers, or for another; None: there is none."""
    person = last_before(text, at, first)
    return None if person is None else person.hers


def nearest(text: Folded, at: int, first: int) -> Person | None:
    """Give the last word for a person that starts between two places, a pronoun too."""
    i = bisect_left(people(text), at, key=_place) - 1
    return people(text)[i] if i >= 0 and people(text)[i].start >= first else None


def _may_be(one: Person, sex: str) -> bool:
    return not sex or not one.sex or one.sex == sex


def _sentence(text: Folded, at: int) -> int:
    """Give where the sentence of a place begins."""
    first = max(0, at - _REACH)
    ends = cues.sentence_ends(text.low[first:at])[:-1]
    return first + (ends[-1] if ends else 0)


_place = itemgetter(2)
