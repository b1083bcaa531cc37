"""Fold a text into a plain form in which simple patterns find every kind, and remember where it stood.

    >>> folded = fold("call １‑888‑555‑0123")
    >>> folded.text
    'call 1-888-555-0123'
    >>> folded.span(5, 19)
    (5, 19)

What is folded: HTML entities; percent-encoded characters outside of web addresses;
full-width, circled, superscript and other forms of letters and digits
(Unicode's NFKC, on what is not ASCII only); dashes, spaces and quotes of every sort; characters without
width. Between Japanese or Hindi and plain letters or digits stands a space. Accents stay. A position in the
folded text leads back to code points of the original, so that evidence can be shown there.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from ringfence.indicators import cues, digits, disarmed, phrases, plain_words
from ringfence.indicators.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ringfence.indicators.cues import Token
    from ringfence.indicators.phrases import Cue

# An entity as HTML writes it (https://html.spec.whatwg.org/#character-references), or a run that is not
# ASCII.
_SAME = "À-ÖØ-öø-ÿŒœ¡¿ぁ-ゖァ-ヺー一-鿿ऀ-ॗॠ-ॣ।॥ॱ-ॿ"  # signs that stay as they are
_ODD = re.compile(
    rf"&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});|[^\x00-\x7f█{_SAME}]+"
)

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_SET_ON = frozenset(["Mn", "Me"])  # categories of signs that are set on the one before (UAX 44, 5.7.1)
_DIGITS = 4  # of a number that a sentence's end follows, and no decimal sign
_NUMBER_ENDS = re.compile(r"\d{4}")
_LOOK_BACK = 200  # characters in which the beginning of a web address is looked for

_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃˗", "-"),
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»「」『』", '"'),
    **dict.fromkeys("™®©℠", " "),
    **dict.fromkeys("。．", "."),
    "İ": "I",  # the one letter whose small form is longer than itself
    **dict.fromkeys("【〔〖［｛", "["),
    **dict.fromkeys("】〕〗］｝", "]"),
    "⁄": "/",
}


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """Give the plain form of one character that is not ASCII: none, one or several characters."""
    known = _SIGNS.get(sign)
    if known is not None:
        return known
    category = unicodedata.category(sign)
    if category in ("Cf", "Me") or "\ufe00" <= sign <= "\ufe0f":  # no width, keycap frames, variants
        return ""
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    normal = unicodedata.normalize("NFKC", sign)
    return "".join(_SIGNS.get(part, part) for part in normal) if normal != sign else sign


_start = _word = itemgetter(0)


class Move(NamedTuple):
    """A stretch of a folded text that does not stand in the original as it is.

    Attributes:
        start: Where it starts in the folded text.
        end: One past where it ends there; the start where nothing is left of it.
        first: The first code point of the original that it came from.
        last: One past the last.
    """

    start: int
    end: int
    first: int
    last: int


_ACCUSING = frozenset(["callback", "caller_id", "contact", "payee", "visited", "operator", "shown"])


@dataclass(eq=False)
class Folded:
    """A folded text, and the way back to the original.

    Attributes:
        original: The text as written.
        text: The folded text.
        moves: What is not in the folded text as it is in the original, in order; all else only moved along.
        lang: The text's language, where it is known.
        hers_only: Whether only what is the reporter's is asked for: other roles need not be told.
        low: The folded text in small letters; as long as the text itself.
        kept: What was found in the text that several kinds ask for, by what it is. It goes when the text
            goes: what holds texts longer makes each new one take memory that the processor has to fetch.
        label_before: What `near.label` gave for a place: several kinds ask for the same.
    """

    original: str
    text: str
    moves: tuple[Move, ...] = ()
    lang: str | None = None
    hers_only: bool = False
    low: str = field(init=False)
    kept: dict[str, Any] = field(init=False)
    label_before: dict[int, Cue | None] = field(init=False)

    def __post_init__(self) -> None:
        """Make what every text is asked for."""
        self.low = self.text.lower()
        self.kept = {}
        self.label_before = {}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span (end exclusive, not empty) of the folded text to code points of the original."""
        if not self.moves:
            return start, end
        last = self._place(end - 1)[1]
        # A sign that is set on the last one, such as the frame of a keycap, is part of it.
        while last < len(self.original) and unicodedata.category(self.original[last]) in _SET_ON:
            last += 1
        return self._place(start)[0], last

    def _place(self, at: int) -> tuple[int, int]:
        """Give the stretch of the original that one folded character came from."""
        n = bisect_right(self.moves, at, key=_start) - 1
        if n < 0:
            return at, at + 1
        move = self.moves[n]
        if at < move.end:
            return move.first, move.last
        return move.last + at - move.end, move.last + at - move.end + 1

    @once
    def tokens(self) -> list[Token]:
        """The words and numbers, in order."""
        return cues.tokens(self.low)

    @once
    def said(self) -> list[str]:
        """The words and numbers without their places, in small letters, in order."""
        return [*map(_word, self.tokens)]

    @once
    def words(self) -> frozenset[str]:
        """The different words, in small letters."""
        return frozenset(self.said)

    @once
    def odd(self) -> frozenset[str]:
        """The words that may be a name or a number, however written; all numbers are among them."""
        return plain_words.odd(self.words)

    @once
    def by_group(self) -> dict[str, list[Cue]]:
        """The phrases that tell what a value is or did, by their group, in order; no group is empty."""
        return phrases.scan(self.low, self.tokens, self.said, self.odd, self.lang)

    @once
    def labels(self) -> frozenset[str]:
        """The names of the labels that stand in the text."""
        return frozenset(cue.name for cue in self.by_group.get("label", ()))

    @once
    def scenes(self) -> frozenset[str]:
        """The scenes of which the text speaks."""
        return frozenset(cue.name for cue in self.by_group.get("scene", ()))

    @once
    def accused(self) -> tuple[int, int] | None:
        """Where the first and the last phrase starts that tells what a scammer's value did; None without."""
        cues = (*self.by_group.get("before", ()), *self.by_group.get("after", ()))
        places = [cue.start for cue in cues if cue.name in _ACCUSING]
        return (min(places), max(places)) if places else None

    @once
    def chains(self) -> list[digits.Chain]:
        """The groups of digits that stand together, in order, however they are written."""
        return digits.chains(self.text, self.low, self.tokens, self.words, self.odd)

    @property
    def refanged(self) -> Folded:
        """The text with its disarmed addresses made plain (``hxxp``, ``[.]``, ``dot com``, ``(at)``)."""
        return self._refanged or self

    @once
    def _refanged(self) -> Folded | None:
        # None for the text itself: a text that held itself would stay in memory until cycles are collected,
        # and new texts would find no memory that is still in the processor's cache.
        armed = self
        for pattern, plain in disarmed.steps(self.low, self.words):
            armed = replace(armed, pattern, plain)
        return None if armed is self else armed


def replace(folded: Folded, pattern: re.Pattern[str], plain: Callable[[re.Match[str]], str]) -> Folded:
    """Replace what a pattern finds in the folded text, and keep the way back.

    Args:
        folded: The text.
        pattern: What to replace; it must not match the empty string.
        plain: Gives the replacement of one match. Its characters all lead back to the whole match.
    """
    parts: list[str] = []
    moves: list[Move] = []
    at = length = 0
    for match in pattern.finditer(folded.text):
        new = plain(match)
        if new == match[0]:
            continue
        parts += (folded.text[at : match.start()], new)
        moves += _within(folded.moves, at, match.start(), length - at)
        length += match.start() - at
        moves.append(Move(length, length + len(new), *folded.span(match.start(), match.end())))
        length += len(new)
        at = match.end()
    if not parts:
        return folded
    moves += _within(folded.moves, at, len(folded.text), length - at)
    text = "".join(parts) + folded.text[at:]
    return Folded(folded.original, text, tuple(moves), folded.lang, folded.hers_only)


def _within(moves: tuple[Move, ...], start: int, end: int, by: int) -> Iterator[Move]:
    """Give the moves of one stretch of a folded text, cut to it and moved along."""
    first = max(0, bisect_right(moves, start - 1, key=_start) - 1)
    for at in range(first, len(moves)):
        move = moves[at]
        if move.start >= end:
            return
        if move.end > start or move.start >= start:
            yield Move(max(move.start, start) + by, min(move.end, end) + by, move.first, move.last)


def fold(text: str, lang: str | None = None) -> Folded:
    """Fold a text; any string is taken, and the time is proportional to its length.

    Args:
        text: Any string.
        lang: Its language, where it is known: by it phrases are looked for.
    """
    if "&" not in text and text.replace("█", "").isascii():
        return _decoded(Folded(text, text, (), lang))
    parts: list[str] = []
    moves: list[Move] = []  # where what stood became something of another length
    at = shift = 0

    def put(start: int, end: int, new: str) -> None:
        nonlocal shift
        parts.append(new)
        if len(new) != end - start or end - start > 1:
            moves.append(Move(start + shift, start + shift + len(new), start, end))
            shift += len(new) - (end - start)

    for match in _ODD.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        if match[0][0] != "&":
            for i, sign in enumerate(match[0], match.start()):
                ends = (
                    sign == "。"
                    and _NUMBER_ENDS.search(text, i - _DIGITS, i)
                    and text[i + 1 : i + 2].isdigit()
                )
                put(i, i + 1, ". " if ends else _plain(sign))
            continue
        named = html.unescape(match[0])
        if named == match[0]:  # no entity after all
            parts.append(named)
        else:
            put(*match.span(), "".join(sign if sign.isascii() else _plain(sign) for sign in named))
    parts.append(text[at:])
    folded = _decoded(Folded(text, "".join(parts), tuple(moves), lang))
    return _eastern(folded) if cues.is_eastern(folded.text) else folded


def _decoded(folded: Folded) -> Folded:
    """Decode what was percent-encoded (RFC 3986, 2.1) outside of web addresses: ``tel:%2B1%20844``."""
    if "%" not in folded.text or not _ENCODED.search(folded.text):
        return folded
    return replace(folded, _ENCODED, _decode)


def _decode(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()].rpartition(" ")[2]
    if "/" in before or "www." in before:
        return match[0]
    plain = unquote(match[0], errors="replace")
    return plain if plain.isprintable() and "\ufffd" not in plain else match[0]


# A sign of sound that stands apart from its letter, as in half-width kana and in decomposed text; and the
# borders to plain letters and digits, where nothing shows that a value ends: a space does it for all.
_VOICED = re.compile(f"[{cues.JAPANESE}][\u3099\u309a]")
_BAR = re.compile("(?<=[0-9])[ー一](?=[0-9])")  # typed for a dash
_EAST = f"{cues.JAPANESE}{cues.INDIC}"
_BORDER = re.compile(
    rf"[{_EAST}](?=[A-Za-z0-9@$+])|(?:[A-Za-z0-9_=&](?=[{_EAST}।॥、])|(?<!/)/(?=[{cues.JAPANESE}।॥、]))"
    rf"|(?<=[A-Za-z0-9/])(?<!www)\.(?=[{cues.JAPANESE}])"
)


def _eastern(folded: Folded) -> Folded:
    if _VOICED.search(folded.text):
        folded = replace(folded, _VOICED, lambda match: unicodedata.normalize("NFC", match[0]))
    folded = replace(folded, _BAR, lambda _: "-")
    return replace(folded, _BORDER, lambda match: match[0] + " ")
