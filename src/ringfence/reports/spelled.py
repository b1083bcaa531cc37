"""Digits as they stand in a text, in figures and in words: *five oh three*, *quatre-vingt-dix*.

Only to recognise a number that is already known (the reporter's own); finding unknown numbers is the
indicators'.

    >>> "".join(digits for digits, _, _ in stream("call double five, achtundachtzig, oh 7"))
    '558807'
"""

from __future__ import annotations

import re

_EN = (
    "zero one two three four five six seven eight nine "
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_DE = (
    "null ein zwei drei vier funf sechs sieben acht neun "
    "zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn"
)
_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve "
    "diez once doce trece catorce quince dieciseis diecisiete"
)
_FR = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig funfzig sechzig siebzig achtzig neunzig",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante",
}


def _phrases() -> dict[str, str]:
    en, de = (_EN + " eighteen nineteen").split(), (_DE + " achtzehn neunzehn").split()
    es, fr = (_ES + " dieciocho diecinueve").split(), (_FR + " dix-huit dix-neuf").split()
    made = {
        "oh": "0",
        "o": "0",
        "nought": "0",
        "zwo": "2",
        "eins": "1",
        "fuenf": "5",
        "zwoelf": "12",
        "une": "1",
    }
    for ones in (en, de, es, fr):
        made |= {word: str(value) for value, word in enumerate(ones)}
    for lang, ones in (("en", en), ("de", de), ("es", es), ("fr", fr)):
        for ten, word in enumerate(_TENS[lang].split(), 2):
            made[word] = f"{ten}0"
            for one in range(1, 10):
                made[_joined(lang, word, ones[one])] = f"{ten}{one}"
    for value in range(10, 20):
        made[f"soixante {fr[value]}"] = str(60 + value)
        made[f"quatre vingt {fr[value]}"] = str(80 + value)
    made |= {f"quatre vingt {fr[one]}": f"8{one}" for one in range(1, 10)}
    made |= {"quatre vingt": "80", "quatre vingts": "80", "soixante et onze": "71"}
    for word, times in (("double", 2), ("doppel", 2), ("triple", 3)):
        made |= {f"{word} {en[one]}": str(one) * times for one in range(10)}
    made |= {"double oh": "00", "triple oh": "000"}
    return {phrase.replace("-", " "): digits for phrase, digits in made.items()}


def _joined(lang: str, ten: str, one: str) -> str:
    if lang == "de":
        return f"{one}und{ten}"
    if lang == "es":
        return f"{ten} y {one}" if ten != "veinte" else f"veinti{one}"
    return f"{ten} et {one}" if lang == "fr" and one == "un" else f"{ten} {one}"


_DIGITS = _phrases()
_DIGITS |= {phrase.replace("ß", "ss"): digits for phrase, digits in _DIGITS.items()}
_BY_LENGTH = sorted(_DIGITS, key=len, reverse=True)
_WORDS = "|".join(phrase.replace(" ", r"[\s-]+") for phrase in _BY_LENGTH)
_TOKEN = re.compile(rf"\d|\b(?:{_WORDS})\b")
_RUN = re.compile(rf"(?:\b(?:{_WORDS})\b[\W_]{{1,3}}){{3}}")
_FIRST = frozenset(phrase.split()[0] for phrase in _DIGITS)
_PART = frozenset(word for phrase in _DIGITS for word in phrase.split())
_SAID = re.compile(r"[^\W_]+")
_ENOUGH = 3
_FIGURES = re.compile(r"\d+")
_PARTING = "-,.;:_/()\"'"
_BETWEEN = re.compile(r"[\s-]+")


def stream(folded: str) -> list[tuple[str, int, int]]:
    """Give every digit, or group of digits that words spell, with its place.

    Args:
        folded: A text in lower case, without accents.

    Returns:
        Digits, start and end; words are looked at only where at least three number words follow each other.
    """
    if not _has_words(folded):
        runs = ((found[0], found.start()) for found in _FIGURES.finditer(folded))
        return [(digit, start + at, start + at + 1) for run, start in runs for at, digit in enumerate(run)]
    return [(_value(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(folded)]


def said(folded: str) -> str:
    """Give every digit of `stream` in a row, without the places; in less time.

    Args:
        folded: A text in lower case, without accents.
    """
    if _has_words(folded):
        return "".join(digits for digits, _, _ in stream(folded))
    return "".join(_FIGURES.findall(folded))


def _has_words(folded: str) -> bool:
    """Tell whether words spell digits: at least three that follow each other."""
    spaced = folded
    for sign in _PARTING:
        spaced = spaced.replace(sign, " ")
    if sum(map(_FIRST.__contains__, spaced.split())) < _ENOUGH:
        return False
    known = [*map(_PART.__contains__, _SAID.findall(folded))]
    in_a_row = any(map(all, zip(known, known[1:], known[2:], strict=False)))  # told before the long pattern
    return in_a_row and _RUN.search(folded) is not None


def _value(written: str) -> str:
    return written if written.isdigit() else _DIGITS[_BETWEEN.sub(" ", written)]
