"""Which language a text is written in.

`eldc` (compiled) does it; where it has no wheel, `eld`, its elder in plain Python.

    >>> detect(["My computer is locked and they called me", "Mein Rechner ist gesperrt", "42"])
    ['en', 'de', None]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    import eldc
except ImportError:  # no wheel for this machine
    eldc = None

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENOUGH = 2_000
"""Characters of a text that are looked at."""

_ready: list[Callable[[str], str | None]] = []


def detect(texts: Sequence[str]) -> list[str | None]:
    """Name the language of each text.

    Args:
        texts: Any texts.

    Returns:
        For each its two-letter code, or None where it cannot be told.
    """
    if not _ready:
        _ready.append(_slow() if eldc is None else _fast())
    return [_ready[0](text[:ENOUGH].replace("\x00", " ")) if text.strip() else None for text in texts]


def _fast() -> Callable[[str], str | None]:
    eldc.init()

    def one(text: str) -> str | None:
        found = eldc.detect(text)
        return None if found == "und" else str(found)

    return one


def _slow() -> Callable[[str], str | None]:
    import eld  # noqa: PLC0415 - two seconds to load, and only where eldc is missing

    detector = eld.LanguageDetector()

    def one(text: str) -> str | None:
        found = detector.detect(text).language
        return None if found is None else str(found)

    return one
