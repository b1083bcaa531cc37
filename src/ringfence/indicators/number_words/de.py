"""German numbers as words: *achtundachtzig*, *null achthundert*."""

from __future__ import annotations

from ringfence.indicators import cues

TIMES: dict[str, int] = {"doppel": 2, "doppelt": 2, "trippel": 3, "dreifach": 3}
SKIPPED = frozenset(cues.listed("und dann strich bindestrich punkt leerzeichen"))
COMMON: frozenset[str] = frozenset()


def table() -> dict[tuple[str, ...], str]:
    """Give the digits that each number is written with, by its words."""
    ones = cues.listed(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    )
    ones += cues.listed("sechzehn siebzehn achtzehn neunzehn")
    table: dict[tuple[str, ...], str] = {(word,): str(i) for i, word in enumerate(ones)}
    table |= {("zwo",): "2", ("fuenf",): "5", ("zwoelf",): "12", ("ein",): "1"}
    stems = ["", "ein", *ones[2:10]]
    for i, ten in enumerate(
        cues.listed("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"), 2
    ):
        table[(ten,)] = f"{i}0"
        for j, one in enumerate(stems[1:], 1):
            table[(f"{one}und{ten}",)] = f"{i}{j}"
    for i, one in enumerate(stems[1:], 1):
        table[(f"{one}hundert",)] = f"{i}00"
        table[(f"null{one}hundert",)] = f"0{i}00"
    return table
