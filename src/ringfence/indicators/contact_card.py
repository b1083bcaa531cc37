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
_NAMED = re.compile(r"\s*(?:[^\W\d_]+\.?[ -]){1,4}[^\W\d_]+\s*[,;\n]")
_OF_SUSPECT = re.compile(
    r"\b(?:website|web|site|url|company|compan(?:y|ies)|scammers?|suspects?|fraudsters?|caller|their|his|her"
    r"|webseite|su (?:web|página|correo|e?-?mail|tel)|betrüger|täter|estafador(?:es)?|escroc)"
    r"\b(?:[^.!?]|\.(?=\S)){0,60}[.!?\s]*$"
)


def may_stand(low: str) -> bool:
    """Tell whether a text in small letters may have such a line."""
    return _BEGINS.search(low) is not None


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
    if begins is None or cues.stopped(low, begins.end(), start) or _SUSPECT.search(low, begins.end(), start):
        return None
    ends_report = len(low) - end <= _REACH and not _PART.sub("", low[end:])
    is_named = begins["contact"] is not None and _NAMED.match(low, begins.end(), start) is not None
    if not ends_report and not (begins["contact"] and begins.start() == 0):
        return None
    if is_named:
        return SIGNED
    if not begins["contact"] and begins.start() == 0:
        return None
    return None if _OF_SUSPECT.search(low, first, begins.start() + 1) else "reporter"
