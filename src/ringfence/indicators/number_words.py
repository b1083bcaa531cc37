"""Numbers as words: *eight double eight*, *achtundachtzig*, *quatre-vingt-huit*, *ochenta y ocho*.

`read` walks over the words of a text and gives the groups of digits that they spell. Tables are made here
from the rules by which each language builds its numbers from 0 to 99; a new language is one more function in
`_TABLES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.indicators.cues import Token

_Table = dict[tuple[str, ...], str]


class Spelled(NamedTuple):
    """One group of digits, where it stands in the folded text, and whether words spelled it."""

    digits: str
    start: int
    end: int
    words: bool


def _english() -> _Table:
    ones = cues.listed(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    )
    ones += cues.listed("sixteen seventeen eighteen nineteen")
    table: _Table = {(word,): str(i) for i, word in enumerate(ones)}
    table |= {("oh",): "0", ("o",): "0", ("nought",): "0", ("naught",): "0", ("niner",): "9", ("nil",): "0"}
    tens = cues.listed("twenty thirty forty fifty sixty seventy eighty ninety")
    for i, ten in enumerate(tens, 2):
        table[(ten,)] = f"{i}0"
        for j, one in enumerate(ones[1:10], 1):
            table[(ten, one)] = f"{i}{j}"
    for i, one in enumerate(ones[1:10], 1):
        table[(one, "hundred")] = f"{i}00"
    return table


def _german() -> _Table:
    ones = cues.listed(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    )
    ones += cues.listed("sechzehn siebzehn achtzehn neunzehn")
    table: _Table = {(word,): str(i) for i, word in enumerate(ones)}
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


def _spanish() -> _Table:
    ones = cues.listed(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    )
    ones += cues.listed(
        "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro"
    )
    ones += cues.listed("veinticinco veintiséis veintisiete veintiocho veintinueve")
    table: _Table = {(word,): str(i) for i, word in enumerate(ones)}
    table |= {("dieciseis",): "16", ("veintidos",): "22", ("veintitres",): "23", ("veintiseis",): "26"}
    for i, ten in enumerate(cues.listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa"), 3):
        table[(ten,)] = f"{i}0"
        for j, one in enumerate(ones[1:10], 1):
            table[(ten, "y", one)] = f"{i}{j}"
    hundreds = (
        "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
    )
    return table | {(word,): f"{i}00" for i, word in enumerate(hundreds.split(), 1)}


def _french() -> _Table:
    ones = cues.listed(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    )
    table: _Table = {(word,): str(i) for i, word in enumerate(ones)}
    table[("zero",)] = "0"
    table |= {("dix", one): f"1{j}" for j, one in ((7, "sept"), (8, "huit"), (9, "neuf"))}
    for i, ten in ((2, "vingt"), (3, "trente"), (4, "quarante"), (5, "cinquante"), (6, "soixante")):
        table[(ten,)] = f"{i}0"
        table[(ten, "et", "un")] = f"{i}1"
        for j in range(1, 10):
            table[(ten, ones[j])] = f"{i}{j}"
    teens = {(w,): i for i, w in enumerate(ones[10:17])} | {("dix", ones[7 + k]): 7 + k for k in range(3)}
    for words, j in teens.items():
        table[("soixante", *words)] = f"7{j}"
        for score in ("vingt", "vingts"):
            table[("quatre", score, *words)] = f"9{j}"
    table[("soixante", "et", "onze")] = "71"
    for score in ("vingt", "vingts"):
        table[("quatre", score)] = "80"
        table |= {("quatre", score, ones[j]): f"8{j}" for j in range(1, 10)}
    table |= {("septante",): "70", ("huitante",): "80", ("nonante",): "90", ("cent",): "100"}
    return (
        table
        | {(ones[j], "cents"): f"{j}00" for j in range(2, 10)}
        | {(ones[j], "cent"): f"{j}00" for j in range(2, 10)}
    )


_TABLES = {"en": _english(), "de": _german(), "es": _spanish(), "fr": _french()}
_TIMES = {
    "double": 2,
    "dbl": 2,
    "doppel": 2,
    "doppelt": 2,
    "doble": 2,
    "triple": 3,
    "treble": 3,
    "trippel": 3,
    "dreifach": 3,
}
_SKIPPED = frozenset(
    cues.listed(
        "and then dash hyphen minus space dot slash und dann strich bindestrich y luego guion guión et "
        "puis tiret followed by again punkt point punto espace leerzeichen"
    )
)
_SOFT = frozenset(["", ",", ".", "...", "-", ")", "(", ").", "),", ") -", "/"])

_STARTS: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
for _lang, _table in _TABLES.items():
    _by_first = _STARTS.setdefault(_lang, {})
    for _words, _digits in sorted(_table.items(), key=lambda pair: (-len(pair[0]), pair)):
        _plain = tuple(map(cues.bare, _words))
        _by_first.setdefault(_plain[0], []).append((_plain, _digits))
_ANY = frozenset(word for starts in _STARTS.values() for word in starts)
_LEAST = 3  # fewer number words than this are no spelled-out number


def language(tokens: Sequence[Token]) -> str | None:
    """Say in which language a text spells numbers; None when it has fewer than three number words."""
    words = [token[0] for token in tokens]
    if sum(map(_ANY.__contains__, words)) < _LEAST:
        return None
    said = [word for word in words if word in _ANY]
    return max(_STARTS, key=lambda lang: sum(word in _STARTS[lang] for word in said))


def read(low: str, tokens: Sequence[Token], lang: str) -> list[list[Spelled]]:
    """Give the runs of groups that words, or words and digits, spell.

    Args:
        low: The folded text in small letters.
        tokens: Its tokens.
        lang: The language of its numbers, from `language`.

    Returns:
        Runs in order; each has at least one group that words spelled.
    """
    runs: list[list[Spelled]] = []
    run: list[Spelled] = []
    i = times = 0
    last = -1
    while i < len(tokens):
        word, start, end = tokens[i]
        if run and not _soft(low[last:start]):
            _close(run, runs)
            run, times = [], 0
        group, used = _group(tokens, i, lang)
        if group is not None:
            run.append(group._replace(digits=group.digits * max(times, 1)))
            times, i, last = 0, i + used, group.end
        elif word in _TIMES:
            times, i, last = _TIMES[word], i + 1, end
        elif run and word in _SKIPPED:
            i, last = i + 1, end
        else:
            _close(run, runs)
            run, times, i = [], 0, i + 1
    _close(run, runs)
    return runs


def _soft(gap: str) -> bool:
    """Tell whether what stands between two words does not end a number: a space, a comma, a dash."""
    return len(gap) < 8 and gap.strip() in _SOFT


def _group(tokens: Sequence[Token], i: int, lang: str) -> tuple[Spelled | None, int]:
    word, start, end = tokens[i]
    if word.isascii() and word.isdigit():
        return Spelled(word, start, end, words=False), 1
    for words, digits in _STARTS[lang].get(word, ()):
        n = len(words)
        if n == 1 or tuple(token[0] for token in tokens[i : i + n]) == words:
            return Spelled(digits, start, tokens[i + n - 1][2], words=True), n
    return None, 0


def _close(run: list[Spelled], runs: list[list[Spelled]]) -> None:
    if len(run) >= _LEAST and any(group.words for group in run):
        runs.append(run)
