"""What rings show and say: a script's whole text, and how people quote it: cut, misremembered, mistyped.

Every script is put together once from its own seed. Two scripts may share a stock sentence, as real ones do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ringfence.scenario.chance import Quick
from ringfence.scenario.names import SHOWN
from ringfence.scenario.voice import voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

AGENTS = (
    "David",
    "Kevin Smith",
    "Alex",
    "Maria",
    "John Parker",
    "Steve",
    "Jessica",
    "Ryan",
    "Sam Wilson",
    "Peter",
)
"""Names that operators give."""

_SORTS = ("popup", "speech", "mail", "popup", "mail")
NUMBER = "\ue8ff"
"""Stands where a script shows its number."""


@lru_cache(maxsize=20_000)
def text(seed: int, script: int, channel: int, lang: str, brand: str) -> str:
    """Write the whole text of a script; `NUMBER` stands where it shows the number to call."""
    rng = Quick(f"{seed} {script} {lang} script")
    speaker = voice(lang)
    slots = {
        "brand": SHOWN[brand],
        "agent": rng.choice(AGENTS),
        "code": f"{rng.choice(('0x', 'ER-', 'TROJ_', 'MS-', '#'))}{rng.randrange(16**5):05X}",
        "number": str(rng.randint(3, 980)),
        "minutes": str(rng.choice((5, 10, 15, 30))),
        "ip": f"203.0.113.{rng.randrange(256)}",
        "number_slot": NUMBER,
    }
    sentences = [rng.choice(choices).fill(slots) for choices in speaker.scripts[_SORTS[channel]]]
    if rng.random() < 0.4:
        middle = sentences[1:-1]
        rng.shuffle(middle)
        sentences[1:-1] = middle
    told = " ".join(sentences)
    for word, others in speaker.swaps.items():
        told = re.sub(rf"\b{word}\b", rng.choice((word, *others)), told)
    return told


def quote(whole: str, rng: Random, number: Callable[[], str] | None) -> str:
    """Quote a script as a victim would: whole or cut, with small changes.

    Args:
        whole: The script's text.
        rng: Chance.
        number: Gives the number to put where the script shows one; None where the report does not say it.
    """
    words = whole.split(" ")
    if rng.random() < 0.75 and len(words) > 14:
        length = rng.randint(12, len(words))
        start = rng.randint(0, len(words) - length)
        words = words[start : start + length]
        words[-1] += rng.choice(("", "...", " …", ""))
        words[0] = rng.choice(("", "", "...")) + words[0]
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        place = rng.randrange(len(words))
        word = words[place]
        if NUMBER in word:
            continue
        change = rng.randrange(3)
        words[place] = word.upper() if change == 0 else word.lower() if change == 1 else word[:1] + word[2:]
    told = " ".join(words)
    if NUMBER not in told:
        return told
    shown = number() if number is not None else rng.choice(("…", "[number]", "XXX", "?"))
    return told.replace(NUMBER, shown)
