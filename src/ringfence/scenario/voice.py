"""The patterns in which people of one language tell what happened; read from ``voices/<language>.toml``.

A pattern is a sentence with slots in braces. Slots that hold a planted value (`VALUE_SLOTS`) make a
pattern usable only while that value is still to be told; the others can always be filled.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUE_SLOTS = frozenset(
    [
        "callback",
        "caller",
        "site",
        "email",
        "operator",
        "payee",
        "gateway",
        "second",
        "genuine",
        "own_phone",
        "own_email",
        "own_remote",
        "quote",
        "stray",
        "advert",
        "number_slot",
    ]
)

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with slots.

    Attributes:
        pieces: Text and slot names in turn, text first and last.
        needs: The value slots in it.
    """

    pieces: tuple[str, ...]
    needs: frozenset[str]

    @classmethod
    def read(cls, written: str) -> Pattern:
        """Read a pattern such as ``I called {callback}.``."""
        pieces = tuple(_SLOT.split(written))
        return cls(pieces, frozenset(pieces[1::2]) & VALUE_SLOTS)

    def fill(self, slots: Mapping[str, str]) -> str:
        """Put the slots' texts in.

        Raises:
            KeyError: When a slot has no text; the unit tests fill every pattern once.
        """
        pieces = self.pieces
        if len(pieces) == 1:
            return pieces[0]
        return "".join(slots[piece] if n % 2 else piece for n, piece in enumerate(pieces))


@dataclass(frozen=True, slots=True)
class Voice:
    """Every pattern of one language.

    Attributes:
        lang: The language.
        digits: The words for 0 to 9; the last one is how a zero is read out in a number.
        dot: How a dot is spoken in an address.
        at: How the at sign is spoken.
        months: The months' names.
        parts: For each part of a story (``tell.site``, ``contact.popup`` …), its patterns.
        scripts: For each sort of script, its sentences' alternatives, in order.
        swaps: Words that scripts replace by others, so that no two are alike.
    """

    lang: str
    digits: tuple[str, ...]
    dot: str
    at: str
    months: tuple[str, ...]
    parts: dict[str, tuple[Pattern, ...]]
    scripts: dict[str, tuple[tuple[Pattern, ...], ...]]
    swaps: dict[str, tuple[str, ...]]


@cache
def voice(lang: str) -> Voice:
    """Read the voice of a language, such as ``en``."""
    read: dict[str, Any] = tomllib.loads((files(__package__) / "voices" / f"{lang}.toml").read_text("utf-8"))
    parts = {
        f"{section}.{name}": tuple(Pattern.read(line) for line in lines)
        for section in ("opening", "contact", "tell", "terse", "other")
        for name, lines in read[section].items()
    }
    swaps = read["script"].pop("swaps")
    scripts = {
        name: tuple(tuple(Pattern.read(line) for line in choices) for choices in sentences)
        for name, sentences in read["script"].items()
    }
    return Voice(
        lang=lang,
        digits=(*read["digits"], read["zero_spoken"]),
        dot=read["dot"],
        at=read["at"],
        months=tuple(read["months"]),
        parts=parts,
        scripts=scripts,
        swaps={word: tuple(others) for word, others in swaps.items()},
    )
