"""Spanish numbers as words: *ochenta y ocho*, *doble cinco*."""

from __future__ import annotations

from ringfence.indicators import cues

TIMES: dict[str, int] = {"doble": 2}
SKIPPED = frozenset(cues.listed("y luego guion guión punto espace"))
COMMON: frozenset[str] = frozenset()


def table() -> dict[tuple[str, ...], str]:
    """Give the digits that each number is written with, by its words."""
    ones = cues.listed(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    )
    ones += cues.listed(
        "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro"
    )
    ones += cues.listed("veinticinco veintiséis veintisiete veintiocho veintinueve")
    table: dict[tuple[str, ...], str] = {(word,): str(i) for i, word in enumerate(ones)}
    table |= {("dieciseis",): "16", ("veintidos",): "22", ("veintitres",): "23", ("veintiseis",): "26"}
    for i, ten in enumerate(cues.listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa"), 3):
        table[(ten,)] = f"{i}0"
        for j, one in enumerate(ones[1:10], 1):
            table[(ten, "y", one)] = f"{i}{j}"
    hundreds = (
        "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
    )
    return table | {(word,): f"{i}00" for i, word in enumerate(hundreds.split(), 1)}
