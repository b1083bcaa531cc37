"""English numbers as words: *eight double eight*, *twenty-three*, *eight hundred eighty-eight*."""

from __future__ import annotations

from ringfence.indicators import cues

TIMES: dict[str, int] = {"double": 2, "dbl": 2, "triple": 3, "treble": 3}
SKIPPED = frozenset(
    cues.listed(
        "and then dash hyphen minus space dot slash followed by again point um uh er erm well like so"
    )
)
SOUNDS = {"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "tree": "3", "fife": "5"}
COMMON: frozenset[str] = frozenset()
_TWO = 2  # digits of tens
_TEN = 10


def table() -> dict[tuple[str, ...], str]:
    """Give the digits that each number is written with, by its words."""
    ones = cues.listed(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    )
    ones += cues.listed("sixteen seventeen eighteen nineteen")
    table: dict[tuple[str, ...], str] = {(word,): str(i) for i, word in enumerate(ones)}
    table |= {("oh",): "0", ("o",): "0", ("nought",): "0", ("naught",): "0", ("niner",): "9", ("nil",): "0"}
    tens = cues.listed("twenty thirty forty fifty sixty seventy eighty ninety")
    for i, ten in enumerate(tens, 2):
        table[(ten,)] = f"{i}0"
        for j, one in enumerate(ones[1:10], 1):
            table[(ten, one)] = f"{i}{j}"
    below = {words: digits for words, digits in table.items() if len(digits) == _TWO}
    for i, one in enumerate(ones[1:20], 1):
        table[(one, "hundred")] = f"{i}00"
        if i < _TEN:  # *eight hundred five* stays 800 5: so are toll-free numbers said
            table |= {(one, "hundred", *words): f"{i}{digits}" for words, digits in below.items()}
            table |= {(one, "hundred", "and", *words): f"{i}{digits}" for words, digits in below.items()}
            table |= {(one, "hundred", "and", ones[j]): f"{i}0{j}" for j in range(1, _TEN)}
    for i, one in enumerate(ones[1:10], 1):
        table[(one, "thousand")] = f"{i}000"
    return table
