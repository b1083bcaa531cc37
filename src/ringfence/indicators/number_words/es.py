"""Spanish numbers as words: *ochenta y ocho*, *doble cinco*, *ochocientos setenta y siete*, *tres cincos*."""

from __future__ import annotations

from ringfence.indicators import cues

_Table = dict[tuple[str, ...], str]

TIMES: dict[str, int] = {"doble": 2, "dobles": 2, "triple": 3, "triples": 3}
SKIPPED = frozenset(cues.listed("y luego guion guión punto espacio raya barra después coma"))
COMMON: frozenset[str] = frozenset(cues.listed("once dose dies"))

_ONES = cues.listed("cero uno dos tres cuatro cinco seis siete ocho nueve")
_TEENS = cues.listed("diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve")
_TWENTIES = "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
_TENS = cues.listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_HUNDREDS = (
    "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
# As people spell who write as they speak (s for c and z, b for v), and the forms beside a noun.
_ALSO = {
    "sero": "0",
    "quatro": "4",
    "sinco": "5",
    "nuebe": "9",
    "dies": "10",
    "onse": "11",
    "dose": "12",
    "trese": "13",
    "catorse": "14",
    "quinse": "15",
    "beinte": "20",
    "veintiun": "21",
    "sincuenta": "50",
    "ciento": "100",
    "quiñentos": "500",
    "sietecientos": "700",
    "nuevecientos": "900",
    "ochosientos": "800",
    "ochocientas": "800",
    "novecientas": "900",
}


def table() -> _Table:
    """Give the digits that each number is written with, by its words."""
    below: _Table = {
        (word,): str(i) for i, word in enumerate([*_ONES, *_TEENS, *cues.listed(_TWENTIES), "veintinueve"])
    }
    below |= _spelled_out()
    table: _Table = below | {(word,): digits for word, digits in _ALSO.items()}
    for i, hundred in enumerate(_HUNDREDS.split(), 1):
        table[(hundred,)] = f"{i}00"
        first = "ciento" if i == 1 else hundred
        # *ochocientos cinco* stays 800 5: so are toll-free numbers said.
        table |= {(first, *words): f"{i}{digits}" for words, digits in below.items() if len(digits) == 2}
    table[("novecientos", "uno")], table[("novecientos", "dos")] = "901", "902"
    for i, count in enumerate(_ONES[2:5], 2):
        table |= {
            (count, one + ("es" if one.endswith("s") else "s")): str(j) * i for j, one in enumerate(_ONES)
        }
    return table


def _spelled_out() -> _Table:
    """Give what is made of tens and ones: *treinta y uno*, *ochentaicinco*, *veinte y uno*, *diez y seis*."""
    table: _Table = {}
    for i, ten in enumerate(_TENS, 3):
        table[(ten,)] = f"{i}0"
        for j, one in enumerate(_ONES[1:], 1):
            table |= {(ten, "y", one): f"{i}{j}", (ten, "i", one): f"{i}{j}"}
            table |= {(f"{ten}i{one}",): f"{i}{j}", (f"{ten[:-1]}i{one}",): f"{i}{j}"}
    for j, one in enumerate(_ONES[1:], 1):
        table |= {("veinte", "y", one): f"2{j}"}
        if j > 5:
            table |= {("diez", "y", one): f"1{j}"}
    return table
