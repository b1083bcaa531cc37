"""Fold a text into a plain form in which simple patterns find every kind, and remember where it stood.

    >>> folded = fold("call １‑888‑555‑0123")
    >>> folded.text
    'call 1-888-555-0123'
    >>> folded.span(5, 19)
    (5, 19)

What is folded: HTML entities; full-width, circled, superscript and other forms of letters and digits
(Unicode's NFKC, on what is not ASCII only); dashes, spaces and quotes of every sort; characters without
width. Accents stay. A position in the folded text leads back to code points of the original, so that evidence
can be shown there.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ringfence.indicators import cues, digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringfence.indicators.cues import Cue, Token

# An entity as HTML writes it (https://html.spec.whatwg.org/#character-references), or a run that is not
# ASCII.
_ODD = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|[^\x00-\x7f█]+")

_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃˗", "-"),
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
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


@dataclass(frozen=True, eq=False)
class Folded:
    """A folded text, and the way back to the original.

    Attributes:
        original: The text as written.
        text: The folded text.
        starts: For each folded character the code point of the original that it came from; None: the same.
        ends: For each folded character one past the last code point it came from; None likewise.
    """

    original: str
    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span (end exclusive, not empty) of the folded text to code points of the original."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    @cached_property
    def low(self) -> str:
        """The folded text in small letters; as long as the text itself."""
        return self.text.lower()

    @cached_property
    def tokens(self) -> list[Token]:
        """The words and numbers, in order."""
        return cues.tokens(self.low)

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words, in small letters."""
        return frozenset(token[0] for token in self.tokens)

    @cached_property
    def cues(self) -> list[Cue]:
        """The phrases that tell what a value is or did, in order."""
        return cues.scan(self.low, self.tokens)

    @cached_property
    def by_group(self) -> dict[str, list[Cue]]:
        """The same phrases by their group; a group without any is missing."""
        groups: dict[str, list[Cue]] = {}
        for cue in self.cues:
            groups.setdefault(cue[0], []).append(cue)
        return groups

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names of the labels that stand in the text."""
        return frozenset(cue.name for cue in self.by_group.get("label", ()))

    @cached_property
    def label_before(self) -> dict[int, Cue | None]:
        """What `near.label` gave for a place: several kinds ask for the same."""
        return {}

    @cached_property
    def scenes(self) -> frozenset[str]:
        """The scenes of which the text speaks."""
        return frozenset(cue.name for cue in self.by_group.get("scene", ()))

    @cached_property
    def chains(self) -> list[digits.Chain]:
        """The groups of digits that stand together, in order, however they are written."""
        return digits.chains(self.text, self.low, self.tokens)

    @property
    def refanged(self) -> Folded:
        """The text with its disarmed addresses made plain (``hxxp``, ``[.]``, ``dot com``, ``(at)``)."""
        return self._refanged or self

    @cached_property
    def _refanged(self) -> Folded | None:
        # None for the text itself: a text that held itself would stay in memory until cycles are collected,
        # and new texts would find no memory that is still in the processor's cache.
        armed = replace(self, cues.DISARMED, cues.arm) if cues.may_be_disarmed(self.low) else self
        return None if armed is self else armed


def replace(folded: Folded, pattern: re.Pattern[str], plain: Callable[[re.Match[str]], str]) -> Folded:
    """Replace what a pattern finds in the folded text, and keep the way back.

    Args:
        folded: The text.
        pattern: What to replace; it must not match the empty string.
        plain: Gives the replacement of one match. Its characters all lead back to the whole match.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in pattern.finditer(folded.text):
        new = plain(match)
        if new == match[0]:
            continue
        parts.append(_keep(folded, at, match.start(), starts, ends))
        first, last = folded.span(match.start(), match.end())
        parts.append(new)
        starts.extend([first] * len(new))
        ends.extend([last] * len(new))
        at = match.end()
    if at == 0:
        return folded
    parts.append(_keep(folded, at, len(folded.text), starts, ends))
    return Folded(folded.original, "".join(parts), tuple(starts), tuple(ends))


def _keep(folded: Folded, start: int, end: int, starts: list[int], ends: list[int]) -> str:
    if folded.starts is None or folded.ends is None:
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))
    else:
        starts.extend(folded.starts[start:end])
        ends.extend(folded.ends[start:end])
    return folded.text[start:end]


def fold(text: str) -> Folded:
    """Fold a text; any string is taken, and the time is proportional to its length."""
    if "&" not in text and text.replace("█", "").isascii():
        return Folded(text, text)
    parts: list[str] = []
    moves: list[tuple[int, int, str]] = []  # where what stood became something of another length
    at = 0
    for match in _ODD.finditer(text):
        parts.append(text[at : match.start()])
        if match[0][0] == "&":
            named = html.unescape(match[0])
            if named == match[0]:  # no entity after all
                parts.append(named)
            else:
                new = "".join(sign if sign.isascii() else _plain(sign) for sign in named)
                moves.append((match.start(), match.end(), new))
                parts.append(new)
        else:
            for i, sign in enumerate(match[0], match.start()):
                new = _plain(sign)
                if len(new) != 1:
                    moves.append((i, i + 1, new))
                parts.append(new)
        at = match.end()
    parts.append(text[at:])
    folded = "".join(parts)
    if not moves:
        return Folded(text, folded)
    return Folded(text, folded, *_offsets(len(text), moves))


def _offsets(length: int, moves: list[tuple[int, int, str]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, new in moves:
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        starts.extend([start] * len(new))
        ends.extend([end] * len(new))
        at = end
    starts.extend(range(at, length))
    ends.extend(range(at + 1, length + 1))
    return tuple(starts), tuple(ends)
