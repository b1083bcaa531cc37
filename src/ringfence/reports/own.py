"""Where the reporter's own fields recur in her prose, in any spelling.

What a field holds is told by its shape: an address with ``@``, a number, a code, a name, a postal address.
Where masking too much and too little are the choice, too much is masked; but a part of a name survives where
it is clearly the fraudster's claim (*David from Microsoft*), since whole rings use one such name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ringfence.reports.spelled import said, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST_DIGITS = 6
"""Digits that a number must have to be looked for."""
_WIDEST_GAP = 16
_SEPARATOR = re.compile(r"[\W_]{0,3}")
_AT = re.compile(r"\s*(?:@|[(\[{]\s*at\s*[)\]}]|\bat\b|arroba|arobase)\s*")
_DOT = re.compile(r"\s*(?:\.|[(\[{]\s*dot\s*[)\]}]|\bdot\b|\bpunkt\b|\bpunto\b|\bpoint\b)\s*")
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_NOT_DIGIT = re.compile(r"\D+")
_SHORTEST_OWN = 4
_NOT_WORD = re.compile(r"[\W_]+")
_IBAN = re.compile(r"[a-z]{2}\d{2}[a-z0-9]{10,30}")
_TITLES_WRITTEN = (
    "mr mrs ms miss dr prof sir jr sr herr frau senor senora don dona monsieur madame de der den van "
    "von la le el los las du des di da bin al ter y und and "
)
_TITLES = frozenset(_TITLES_WRITTEN.split())
_COMMON_WRITTEN = (
    "will mark grace rose bill chase price young long king brown green best rich hope faith frank "
    "jack page cash love bell wood banks white black grey hand head stone field short small case read "
    "lock ring call west east north south summer winter april june august sunny major "
)
_COMMON = frozenset(_COMMON_WRITTEN.split())
_STREETS = (
    "street st | road rd | lane ln | avenue ave av | drive dr | court ct | boulevard blvd bd | place "
    "pl | square sq | terrace ter | crescent cres | close cl | way | highway hwy | parkway pkwy | "
    "straße str | weg | platz | allee | gasse | calle c | avenida avda | plaza pza | paseo | rue | "
    "chemin | apartment apt | unit | suite ste | flat "
)
_SAME_STREET = {word: group.split() for group in _STREETS.split("|") for word in group.split()}
_STREET_END = re.compile(r"(?:straße|strasse|str|weg|platz|gasse|allee)$")
_CLAIMED_BEFORE = re.compile(
    r"(?:\b(?:his|her|their|caller'?s|agent'?s) name (?:was|is|as)|\bname of|\b(?:him|her)self(?: as)?|"
    r"\bnamed|"
    r"\b(?:he|she|they) (?:was|is|were)(?: called)?|\bnamens|\bhie(?:ß|ss)|\bse llamaba|\bs'appelait|\balias|"
    r"\bunder the name)[\s:\"'“„]*(?:(?:mr|mrs|ms|officer|agent|herr|senor|monsieur)\.?\s+)?$"
)
_CLAIMED_AFTER = re.compile(
    r"[\"'”]?\s*,?\s*(?:from|of|with|at|von|vom|de|del|du|chez|aus|bei)\s+(?:the\s+|der\s+|la\s+|l')?"
    r"(?:microsoft|windows|amazon|apple|google|norton|mcafee|geek|paypal|ebay|facebook|dell|hp|irs|tech|support|"
    r"security|fraud|bank|customer|technical|kundendienst|sicherheit|soporte|seguridad|assistance|securite|service)"
)


@dataclass(frozen=True, slots=True)
class PrivateSpan:
    """A stretch of a text that must be masked.

    Attributes:
        start: First code point.
        end: One past the last.
        why: ``own_email``, ``own_number``, ``own_code``, ``own_name``, ``own_address``, ``card``,
            ``gift_card``, ``pin`` or ``name``.
    """

    start: int
    end: int
    why: str


class _Plain(dict[int, str]):
    """Lower case without accents and with plain digits, one character for one; filled when met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        base = unicodedata.normalize("NFKD", char)
        plain = base[0] if base[0].isascii() and all(map(unicodedata.combining, base[1:])) else char
        digit = unicodedata.decimal(char, None)
        lower = (plain if digit is None else str(digit)).lower()
        self[point] = lower if len(lower) == 1 else char
        return self[point]


_PLAIN = _Plain()


def fold(text: str) -> str:
    """Bring a text to lower case without accents; every character stays at its place."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def own_spans(text: str, folded: str, own: Sequence[str]) -> Iterator[PrivateSpan]:
    """Find where the reporter's own fields recur.

    Args:
        text: The text as written.
        folded: The same, as `fold` gives it.
        own: What her fields hold, as written.

    Yields:
        Spans, in no order; they may overlap.
    """
    digits: _Digits | None = None
    for value in own:
        plain = fold(value).strip()
        letters, figures = _LETTER.search(plain), len(_DIGIT.findall(plain))
        if "@" in plain.strip("@"):
            yield from _email(folded, plain)
        elif not letters:
            if figures >= FEWEST_DIGITS:
                digits = digits or _Digits(folded)
                yield from digits.find(plain)
        elif figures == 0 and "," not in plain:
            yield from _name(text, folded, plain)
        elif _is_code(plain):
            yield from _code(folded, plain)
        else:
            yield from _address(folded, plain)


def holds_own(value: str, own: Sequence[str]) -> bool:
    """Tell whether a value that a form's field stated is, or holds, one of the reporter's own fields.

    Args:
        value: What was stated about the fraud.
        own: What the reporter's own fields hold, as written.
    """
    plain = fold(value)
    squeezed = _NOT_WORD.sub("", plain)
    digits = _NOT_DIGIT.sub("", plain)
    for one in own:
        hers, bare = _bare(one)
        if len(bare) > _SHORTEST_OWN and bare in squeezed:
            return True
        if digits and not bare.isalpha() and bare.isdigit():
            for variant, alone in _variants(hers):
                if variant == digits or (not alone and variant in digits):
                    return True
    return False


@lru_cache(maxsize=64)  # as `_variants`
def _bare(one: str) -> tuple[str, str]:
    """Give a field of hers folded, and its letters and digits alone."""
    hers = fold(one).strip()
    return hers, _NOT_WORD.sub("", hers)


def _is_code(plain: str) -> bool:
    squeezed = "".join(_WORD.findall(plain))
    return _IBAN.fullmatch(squeezed) is not None or len(plain.split()) == 1


class _Digits:
    """The digits of a text, in figures and words, with their places."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._said = said(folded)

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [(start, end) for digits, start, end in stream(self._folded) for _ in digits]

    def find(self, number: str) -> Iterator[PrivateSpan]:
        """Find a number with any separators, with or without its country code."""
        for digits, alone in _variants(number):
            at = self._said.find(digits)
            while at >= 0:
                places = self._places[at : at + len(digits)]
                if _together(places) and not (alone and self._continues(at)):
                    start = places[0][0]
                    start -= start > 0 and self._folded[start - 1] in "+("
                    yield PrivateSpan(start, places[-1][1], "own_number")
                at = self._said.find(digits, at + 1)

    def _continues(self, at: int) -> bool:
        """Tell whether other digits stand right before: then it is the end of another number."""
        return at > 0 and self._places[at][0] - self._places[at - 1][1] <= 3


def _together(places: list[tuple[int, int]]) -> bool:
    return all(after[0] - before[1] <= _WIDEST_GAP for before, after in pairwise(places))


@lru_cache(maxsize=64)  # one report's own numbers are asked for again and again; no more are kept
def _variants(number: str) -> list[tuple[str, bool]]:
    """Spell a number with and without its country code and trunk zero; True: only where it stands alone."""
    digits = "".join(c for c in number if c.isdigit())
    bare = digits.lstrip("0")
    found = {digits, bare}
    if number.startswith(("+", "00")):
        found |= {bare[cut:].lstrip("0") for cut in (1, 2, 3)}
    elif len(digits) == 11 and digits[0] == "1":
        found.add(digits[1:])
    enough = [one for one in found if len(one) >= min(len(digits), 7) and len(one) >= FEWEST_DIGITS]
    national = bare.removeprefix("1")
    local = [(national[3:], True)] if len(national) == 10 and len(bare) in (10, 11) else []
    return [(one, False) for one in sorted(enough)] + local


def _occurrences(folded: str, word: str) -> Iterator[int]:
    at = folded.find(word) if word else -1
    while at >= 0:
        yield at
        at = folded.find(word, at + 1)


def _email(folded: str, plain: str) -> Iterator[PrivateSpan]:
    local, _, host = plain.strip("<> ").rpartition("@")
    for spelled in dict.fromkeys((local, local.replace(".", " dot "), local.replace(".", " punkt "))):
        for at in _occurrences(folded, spelled):
            end = _host_end(folded, at + len(spelled), host)
            if end is not None:
                yield PrivateSpan(at, end, "own_email")
            elif (
                len(local) >= 6
                and re.search(r"[\d._]", local)
                and _stands_alone(folded, at, at + len(spelled))
            ):
                yield PrivateSpan(at, at + len(spelled), "own_email")


def _host_end(folded: str, at: int, host: str) -> int | None:
    sign = _AT.match(folded, at)
    if sign is None:
        return None
    end = sign.end()
    for number, label in enumerate(host.split(".")):
        dot = _DOT.match(folded, end) if number else None
        if number and dot is None:
            return None
        end = dot.end() if dot else end
        if not folded.startswith(label, end):
            return None
        end += len(label)
    return end


def _stands_alone(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    wide = not folded[start].isascii() and unicodedata.category(folded[start]) == "Lo"
    return wide or not (before.isalnum() or after.isalnum())


@lru_cache(maxsize=8_192)
def _spellings(word: str) -> list[str]:
    """Spell a word with and without its sharp s and umlauts, and a kind of street in full and short."""
    found = {word, word.replace("ß", "ss"), word.replace("strasse", "straße")}
    found |= {one.replace("ae", "a").replace("oe", "o").replace("ue", "u") for one in tuple(found)}
    if _STREET_END.search(word):
        found |= {_STREET_END.sub(end, word) for end in ("str", "straße", "strasse")}
    return sorted({*found, *_SAME_STREET.get(word, ())}, key=len, reverse=True)


def _chain(folded: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find words that follow each other with at most three signs between."""
    if not words or not all(any(one in folded for one in _spellings(word)) for word in words):
        return
    for first in _spellings(words[0]):
        for at in _occurrences(folded, first):
            end: int | None = at + len(first)
            for word in words[1:]:
                end = _next(folded, end, word)
                if end is None:
                    break
            if end is not None and _stands_alone(folded, at, end):
                yield at, end


def _next(folded: str, end: int | None, word: str) -> int | None:
    gap = _SEPARATOR.match(folded, end or 0)
    after = gap.end() if gap else 0
    return next((after + len(one) for one in _spellings(word) if folded.startswith(one, after)), None)


def _name(text: str, folded: str, plain: str) -> Iterator[PrivateSpan]:
    words = _WORD.findall(plain)
    if plain.startswith(("$", "@")) or not words:
        yield from (PrivateSpan(at, at + len(plain), "own_code") for at in _occurrences(folded, plain))
        return
    joined = "".join(words)
    for order in (words, words[::-1]) if len(words) > 1 else ():
        yield from (PrivateSpan(start, end, "own_name") for start, end in _chain(folded, order))
    if len(words) > 1 and len(joined) >= 8:
        yield from (PrivateSpan(at, at + len(joined), "own_name") for at in _occurrences(folded, joined))
    for word in words:
        if word in _TITLES or len(word) < 2:
            continue
        for start, end in _chain(folded, [word]):
            written = text[start]
            sure = written.isupper() or not written.islower() or (len(word) > 3 and word not in _COMMON)
            if sure and not _claimed(folded, start, end):
                yield PrivateSpan(start, end, "own_name")


def _claimed(folded: str, start: int, end: int) -> bool:
    """Tell whether a first name stands here as the fraudster's claim."""
    before = folded[max(0, start - 60) : start]
    return _CLAIMED_AFTER.match(folded, end) is not None or _CLAIMED_BEFORE.search(before) is not None


def _code(folded: str, plain: str) -> Iterator[PrivateSpan]:
    squeezed = "".join(_WORD.findall(plain))
    if len(squeezed) < FEWEST_DIGITS:
        yield from (PrivateSpan(start, end, "own_code") for start, end in _chain(folded, [squeezed]))
        return
    if squeezed not in _NOT_WORD.sub("", folded):
        return
    places = [at for at, char in enumerate(folded) if char.isalnum()]
    said = "".join(folded[at] for at in places)
    for at in _occurrences(said, squeezed):
        found = places[at : at + len(squeezed)]
        if found[-1] - found[0] < 3 * len(squeezed):
            yield PrivateSpan(found[0], found[-1] + 1, "own_code")


def _address(folded: str, plain: str) -> Iterator[PrivateSpan]:
    for segment in re.split(r"[,;\n]", plain):
        words = _WORD.findall(segment)
        for chain in _address_chains(words):
            yield from (PrivateSpan(start, end, "own_address") for start, end in _chain(folded, chain))


def _address_chains(words: list[str]) -> list[list[str]]:
    """List the stretches of an address that tell who lives there: all of it, street, town, postcode."""
    if sum(map(len, words)) < 4:
        return []
    chains = [words]
    numbers = [word for word in words if any(c.isdigit() for c in word)]
    kinds = [word for word in words if word in _SAME_STREET]
    core = [word for word in words if word not in numbers and word not in kinds]
    chains += [[number] for number in numbers if len(number) >= 4]
    chains += [[number, *core] for number in numbers[:1]] + [[*core, number] for number in numbers[:1]]
    chains += [[*core, kind] for kind in kinds[:1]] + [[kind, *core] for kind in kinds[:1]]
    long = sum(map(len, core)) >= 8 and len(core) > 1
    if core and (long or any(_STREET_END.search(word) and len(word) > 6 for word in core)):
        chains.append(core)
    return [chain for chain in chains if chain]
