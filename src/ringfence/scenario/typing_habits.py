"""How people type: capitals, accents, apostrophes, slips of the finger, breaks between thoughts.

Values stand as marks of the private-use area while this goes on, so a slip never makes another number of one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

_PLAIN: dict[str, dict[int, str] | dict[int, int] | dict[int, int | None]] = {
    "de": str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}),
    "es": str.maketrans("áéíóúñÁÉÍÓÚÑ", "aeiounAEIOUN", "¿¡"),
    "fr": str.maketrans("àâçéèêëîïôùûÀÂÇÉÈÊ", "aaceeeeiiouuAACEEE"),
}
_SLIPS = {
    "formal": 0.002,
    "chatty": 0.02,
    "angry": 0.015,
    "elderly": 0.012,
    "terse": 0.012,
    "plain": 0.006,
    "behalf": 0.004,
}
_MARK = re.compile("[\ue000-\ue7ff]")


def _slip(word: str, rng: Random) -> str:
    """Let a finger slip once in a longer word."""
    if len(word) < 4 or not word.isalpha():
        return word
    place = rng.randrange(1, len(word) - 1)
    way = rng.randrange(4)
    if way == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if way == 1:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] + word[place:] if way == 2 else word + word[-1]


def _ended(sentence: str, between: str, rng: Random) -> str:
    """Put a full stop where prose needs one, and take it away before a comma."""
    if between == ", ":
        return sentence.rstrip(".")
    if "\n" in between or "/" in between or sentence[-1] in ".!?:,»\"'":
        return sentence
    return sentence if rng.random() < 0.3 else f"{sentence}."


def mistype(told: Sequence[str], register: str, lang: str, rng: Random) -> str:
    """Join the sentences and type them the way people of this register do."""
    between = " "
    if register == "terse":
        between = rng.choice((" ", " ", "\n", " / ", ", "))
    elif rng.random() < 0.15:
        between = rng.choice(("\n", "\n\n", "  "))
    told = [_ended(sentence, between, rng) for sentence in told]
    text = between.join(told)
    slips = int(len(text) / 6 * _SLIPS[register] + rng.random())
    if slips:
        words = text.split(" ")
        for _ in range(slips):
            place = rng.randrange(len(words))
            words[place] = _slip(words[place], rng)
        text = " ".join(words)
    if lang in _PLAIN and rng.random() < (0.35 if register in ("terse", "chatty") else 0.12):
        text = text.translate(_PLAIN[lang])
    habit = rng.random()
    if habit < 0.1 and register != "formal":
        text = text.lower()
    elif habit < 0.16 and lang == "en":
        text = text.replace("'", "")
    elif habit < 0.2:
        text = re.sub(r"[.](?= |$)", rng.choice(("", " ..", ",", "!")), text)
    elif habit < 0.22 or (register == "angry" and habit < 0.4):
        text = text.upper() if rng.random() < 0.3 else text
    return text


def restore(text: str, values: Sequence[str]) -> str:
    """Put the values back where their marks stand."""
    return _MARK.sub(lambda found: values[ord(found[0]) - 0xE000], text)
