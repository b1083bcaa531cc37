"""Lines of someone's own contact details at the start or the end of a report: *Contact: Jane Doe, …*."""

from __future__ import annotations

import re

from ringfence.indicators import cues

SIGNED = "signed"
"""The reporter's, whoever else speaks in the text."""

# A line of someone's own details: *Contact: …*, *E-mail: …*. How it begins, and what else it is made of.
_BEGINS = re.compile(
    r"(?:^|[.!?\n]\s{0,3})(?P<contact>(?:my )?"
    r"(?:contact(?: details)?|kontakt(?:daten)?|contacto|coordonnées))?"
    r"(?(contact)|(?:e-?mail|mail|phone|mobile|cell|tel|telefon|handy|móvil|correo|téléphone|portable|courriel))"
    r"\s{0,2}:"
)
_SUSPECT = re.compile(r"\b(?:scammer|suspect|fraudster|caller|täter|betrüger|anrufer|estafador|escroc)")
_REACH = 100
_PART = re.compile(
    r"[^\s@]+@[^\s@]+|[+(]*\d[\d ()./-]{4,}\d"
    r"|\b(?:e-?mail|mail|phone|mobile|cell|tel|telefon|handy|móvil|correo|téléphone|portable|courriel"
    r"|and|or|und|oder|y|o|et|ou)\b|[\s.,;:/|-]+"
)
_VALUE = r"(?:[^\s@]+@[^\s@]+|[+(]*\d[\d ()./-]{4,}\d)"
_LABEL = (
    r"(?:(?:my |home |daytime |contact )?(?:e-?mail|mail|phone|telephone|mobile|cell|tel|ph)|telefon|handy"
    r"|mobil|correo|teléfono|tel[eé]f|móvil|celular|téléphone|tél|portable|courriel|電話番号|電話|携帯電話|携帯|連絡先"
    r"|メール|メールアドレス|फोन|फ़ोन|मोबाइल|ईमेल|संपर्क)(?: ?(?:address|number|no|nr|नंबर)\b)?\.?"
)
# Lines of fields that a report begins with: hers who reports, where it tells of another's value below.
_OTHER_FIELD = (
    r"(?:(?:full |my |your )?name|date|address|city|state|zip|country|age|datum|adresse|ort|nom|prénom|fecha"
    r"|nombre|dirección|ciudad|氏名|名前|住所|日付|नाम|पता|तारीख)"
)
_SIGN = r"(?:\s?:|\s-\s)"
_HEAD = re.compile(
    rf"\s*(?:{_OTHER_FIELD}{_SIGN}[^\n]{{1,60}}\n\s*|{_LABEL}{_SIGN}[ \t]*{_VALUE}[ \t.,;]*\n\s*){{0,5}}"
    rf"{_LABEL}{_SIGN}[ \t]*[+(]{{0,2}}"
)
_FIELD = re.compile(rf"[ \t]*(?:{_OTHER_FIELD}|{_LABEL}){_SIGN}")
_LINE_ENDS = re.compile(r"[ \t]*[.,;]?[ \t]*\n|[ \t]*[.;][ \t]")
_DIGITS = re.compile(r"\D")
_HEAD_REACH = 240
_STORY = 600  # characters behind such lines in which another value is looked for
_TO_FIRST = re.compile(
    rf"\n?(?:(?!{_VALUE})[^\n:@]){{0,60}}|[ \t]?(?:[^\n:@\d]{{0,60}}\n){{1,3}}[ \t+(]{{0,4}}"
)
_OTHER = re.compile(_VALUE)
_NAMED = re.compile(r"\s*(?:[^\W\d_]+\.?[ -]){1,4}[^\W\d_]+\s*[,;\n]")
_OF_SUSPECT = re.compile(
    r"\b(?:website|web|site|url|company|compan(?:y|ies)|scammers?|suspects?|fraudsters?|caller|their|his|her"
    r"|webseite|su (?:web|página|correo|e?-?mail|tel)|betrüger|täter|estafador(?:es)?|escroc)"
    r"\b(?:[^.!?]|\.(?=\S)){0,60}[.!?\s]*$"
)


def may_stand(low: str) -> bool:
    """Tell whether a text in small letters may have such a line."""
    return _BEGINS.search(low) is not None or _HEAD.match(low) is not None


def role(low: str, start: int, end: int) -> str | None:
    """Tell whether a value stands in a line of contact details at the start or the end of a report.

    Returns:
        ``reporter``, or `SIGNED` where a person's name stands in the line; None where it is in no such
        line, or one that gives what a suspect left: *Website: … Phone: …*.
    """
    first = max(0, start - _REACH)
    if ":" not in low[first:start]:
        return None
    begins = max(_BEGINS.finditer(low, first, start), key=re.Match.start, default=None)
    if begins is None or not _goes_on(low, begins, start):
        return None
    ends_report = len(low) - end <= _REACH and not _PART.sub("", low[end:])
    if not ends_report and not (begins["contact"] and begins.start() == 0):
        return None
    if begins["contact"] and _NAMED.match(low, begins.end(), start):
        return SIGNED
    if not begins["contact"] and begins.start() == 0:
        return None
    return None if _OF_SUSPECT.search(low, first, begins.start() + 1) else "reporter"


def _goes_on(low: str, begins: re.Match[str], start: int) -> bool:
    """Tell whether nothing but what such a line is made of stands between how it begins and a value."""
    first = begins.end()
    if cues.stopped(low, first, start) or _SUSPECT.search(low, first, start):
        return False
    if begins["contact"]:
        other = _OTHER.search(low, first, start)
        if _TO_FIRST.fullmatch(low, first, start if other is None else other.start()) is None:
            return False
        first = start if other is None else other.start()
    return not _PART.sub("", low[first:start])


def first_behind(low: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the first other value behind the fields that a report begins with.

    Args:
        low: The folded text in small letters.
        start: Where the value starts that may stand in such a field.
        end: One past where it ends.

    Returns:
        Where the other starts and ends; None where the value stands in no such field, or is the only one.
    """
    if start > _HEAD_REACH or not _HEAD.fullmatch(low, 0, start):
        return None
    if not _LINE_ENDS.match(low, end):
        return None
    for other in _OTHER.finditer(low, end, end + _STORY):
        line = low.rfind("\n", 0, other.start()) + 1
        if not _FIELD.match(low, line, other.start()) and not _is_same(low[start:end], other[0]):
            return other.span()
    return None


def _is_same(one: str, other: str) -> bool:
    """Tell whether two values, as written, are one: the same letters, or the same last digits."""
    digits, others = (_DIGITS.sub("", value)[-7:] for value in (one, other))
    return one == other or ("@" not in one + other and digits == others)
