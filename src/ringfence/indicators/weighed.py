"""What a value did, by all the words around it, weighed: a second opinion beside the rules of `roles`.

Each value gets a score: how much likelier its surroundings stand around the reporter's own value than around
another's, by logistic regression on the labelled sets (``python -m tools.weigh`` writes
``lists/weighed-*.txt``). In the same way a second score tells a number that called from one that was to be
called. What rules and scores say together is settled in `settled`.

What is weighed (b: before the value, a: after it, counted outward from it):

- ``b0 my``, ``b1 my``: the nearest word and the next; ``bp0 number my``: two neighbours, the nearest ones;
  ``bp1 is number``: those of the next three places;
- ``bs0 my``: a word in the same sentence, or of that between the value and another;
- ``b0~ tele``, ``bs0~ tele``: the beginning of a long word, as words are inflected;
- ``o is and``: the words on both sides;
- ``k phone``: the kind; ``free True``: a number that costs its caller nothing is a company's.

With a kind's name before it a line counts for that kind alone, besides.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import repeat
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues
from ringfence.reports.contact import is_toll_free
from ringfence.reports.redact import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ringfence.indicators.indicator import Found

KINDS = frozenset(["phone", "email", "bank_account", "handle", "wallet", "remote_access"])
"""The kinds of which a value may be anyone's own, and of which words alone tell whose."""
_VALUES = KINDS | {"url", "domain", "gift_card"}  # whose places words stand around
SCALE = 10.0
"""What stands around a value counts by this over the root of how much does: long sentences weigh no more."""

_VALUE = "§"  # in the place of each value; and of what was masked
_SIGNS = r"|[^\w\s]|\n"  # that are no words
_ASCII = re.compile(r"[a-z0-9]++(?:'[a-z]++)?+" + _SIGNS)
_WESTERN = re.compile(r"[^\W_]++(?:'[^\W\d_]++)?+" + _SIGNS)
_EASTERN = re.compile(  # a word each, and words with vowel signs, as in `cues`
    rf"[{cues.JAPANESE}]|(?:[^\W_{cues.JAPANESE}]|[{cues.INDIC}])++(?:'[^\W\d_]++)?+{_SIGNS}"
)
LINE = "¶"
"""What stands for a line's end in the list of weights."""
_MASKED = re.compile(f"{MASK}+")
_ENDS = frozenset(".!?;।。！？\n")
_FAR = 40  # words on each side that are looked at
# The nearest words, and two neighbours, by their distance in steps.
_STEPS = {side: [f"{side}{step}" for step in (0, 1)] for side in "ba"}
_PAIRS = {side: [f"{side}p{step}" for step in (0, 1, 1, 1)] for side in "ba"}
_LONG, _BEGINNING = 5, 4  # letters beyond which a word's beginning is weighed too, and how many of it
_BEGUN = {where: f"{where}~" for where in ("bs0", "as0", "b0", "b1", "a0", "a1")}
OF_KIND = frozenset(["bs0", "b0", "a0"])
"""What is weighed for each kind by itself, besides."""


Thing = tuple[str, str]
"""Where a word stands around a value, and the word."""
CONSTANT = ("", "")
"""What is added to every score."""


class Marked(NamedTuple):
    """A text as words and signs, each value one of them.

    Attributes:
        words: The words and signs, in order, in small letters without accents.
        places: Where values stand among them, what was masked too.
        which: For each span that was given, which of the places it has.
    """

    words: list[str]
    places: list[int]
    which: list[int]


def small(text: str) -> str:
    """Write a text in small letters, each sign in its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(sign.lower()[0] for sign in text)  # a few letters have a longer small form


def marked(text: str, spans: Sequence[tuple[int, int]]) -> Marked:
    """Cut a text into words and signs, with a sign in each value's place.

    Args:
        text: The text as written.
        spans: Where values stand (end exclusive), in order; none overlaps another.
    """
    low = small(text)
    pattern = _ASCII
    if not low.isascii():
        low = cues.bare(low).replace("’", "'").replace(_VALUE, " ")
        pattern = _EASTERN if cues.is_eastern(low) else _WESTERN
    parts: list[str] = []
    which: list[int] = []
    at = seen = 0
    for start, end in spans:
        part = low[at:start]
        if MASK in part:
            part = _MASKED.sub(f" {_VALUE} ", part)
            seen += part.count(_VALUE)
        which.append(seen)
        seen += 1
        parts.append(part)
        at = end
    parts.append(_MASKED.sub(f" {_VALUE} ", low[at:]))
    found = pattern.findall(f" {_VALUE} ".join(parts))
    words = ["0" * len(word) if word.isdecimal() else word for word in found]
    places: list[int] = []
    for _ in range(words.count(_VALUE)):
        places.append(words.index(_VALUE, places[-1] + 1 if places else 0))
    return Marked(words, places, which)


def placed(text: str, found: Sequence[Found]) -> tuple[Marked, list[tuple[int, int]]]:
    """Cut a text at what was found in it.

    Args:
        text: The text as written.
        found: The values, in order of place.

    Returns:
        The text's words, and for each value of which words may tell whose it is its number among those found
        and among the places.
    """
    spans: list[tuple[int, int]] = []
    asked: list[tuple[int, int]] = []
    for n, one in enumerate(found):
        if one.start is None or one.end is None or one.kind not in _VALUES:
            continue
        if not spans or one.start >= spans[-1][1]:
            spans.append((one.start, one.end))
        if one.kind in KINDS and (one.start, one.end) == spans[-1]:
            asked.append((n, len(spans) - 1))
    cut = marked(text, spans)
    return cut, [(n, cut.which[at]) for n, at in asked]


def things(found: Found, text: Marked, at: int) -> list[Thing]:
    """Give what stands around a value, as it is weighed: see the module's text."""
    place = text.places[at]
    before = text.words[max(0, place - _FAR) : place][::-1]
    after = text.words[place + 1 : place + 1 + _FAR]
    around = [("k", found.kind), ("o", f"{before[0] if before else '^'} {after[0] if after else '$'}")]
    free = is_toll_free(found.value) if found.kind == "phone" else None
    if free is not None:
        around.append(("free", str(free)))
    for side, words in (("b", before), ("a", after)):
        around += zip(_STEPS[side], words, strict=False)
        pairs = zip(_PAIRS[side], words, words[1:], strict=False)
        around += [(step, f"{one} {other}") for step, one, other in pairs]
        end = next((n for n, word in enumerate(words) if word in _ENDS), len(words))
        end = words.index(_VALUE, 0, end) + 1 if _VALUE in words[:end] else end
        around += dict.fromkeys(zip(repeat(f"{side}s0"), words[:end], strict=False))  # each once, in order
    around += [
        (_BEGUN[where], word[:_BEGINNING]) for where, word in around if len(word) > _LONG and where in _BEGUN
    ]
    return around


OWN, CALLER, HANDLE = "own", "caller", "handle"
"""What is asked: whether a value is the reporter's; whether a number of another's is one that called; whether
an address or number is what a payment or chat service knows someone by (`known_by`)."""


@cache
def weights(question: str, kind: str) -> Mapping[Thing, float]:
    """Read how much each thing around a value of a kind speaks for a yes (natural logarithms)."""
    list_of = resources.files(__package__).joinpath("lists", f"weighed-{question}.txt")
    lines = list_of.read_text("utf-8").splitlines()
    parts = (line.split("\t") for line in lines if not line.startswith("#"))
    weights = (((where, what.replace(LINE, "\n")), float(weight)) for where, what, weight in parts)
    return of_kind(weights, kind)


def of_kind(known: Iterable[tuple[Thing, float]], kind: str) -> dict[Thing, float]:
    """Add up the weights that count for every kind and those for one alone."""
    found: dict[Thing, float] = {}
    for (where, what), weight in known:
        of, _, there = where.rpartition(" ")
        if of in ("", kind):
            found[there, what] = found.get((there, what), 0.0) + weight
    return found


MOST = 4.0
"""What a score counts at most, either way: a few words tell no more."""


def score(question: str, kind: str, around: Sequence[Thing]) -> float:
    """Add up what stands around a value of a kind for a question's yes (log odds), to `MOST` either way."""
    known = weights(question, kind)
    there = sum(map(known.get, around, repeat(0.0)))
    return min(max(there * SCALE / sqrt(len(around)) + known[CONSTANT], -MOST), MOST)
