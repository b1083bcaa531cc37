"""Numbers of papers by how they are listed: *case numbers so far: X from the bank, Y from the police*.

`other_numbers` knows the words that name one number. Here are several at once, one beside another, attributes
of a file, and words that name a paper only before bare digits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringfence.indicators.fold import Folded

_REACH = 60  # characters before a number
_MOST = 4  # numbers of a list that are followed back
_PAPER = (
    r"(?:case|order|claim|invoice|reference|ref|ticket|tracking|policy|serial|licen[cs]e|confirmation|booking"
    r"|transaction|member(?:ship)?|badge|file|docket|complaint|receipt|permit|report|incident|loan)"
)
_PLURAL = re.compile(
    rf"\b{_PAPER}\s?(?:numbers|nos\.?|#s|ids)(?:\s(?:so far|are|were|below|here))*\s?[:=]?\s?$"
    r"|\b(?:aktenzeichen|vorgangsnummern|bestellnummern|rechnungsnummern"
    r"|numéros de (?:dossier|commande|suivi)|números de (?:pedido|expediente|caso))"
    r"(?:\s(?:sind|waren|lauten|sont|son))?\s?:?\s?$"
)
# Such as a contract with *#:* behind it, and a member's number
_NUMBERED = re.compile(
    rf"\b(?:(?:{_PAPER}|warranty|contract|renewal|agreement|registration|enrol?lment|subscription|plan) ?#"
    r"|(?:member(?:ship)?|patron|participant) (?:number|no\.?))\s?:?\s?$"
)
# *MAS 118/02/2026*, of the police in South Africa; an IMEI in its groups
_SHAPES = re.compile(r"\d{1,4}/(?:0[1-9]|1[0-2])/(?:19|20)\d\d(?!\d)|\d\d[ -]\d{6}[ -]\d{6}[ -]\d(?!\d)")
# Digits in a row behind one of these are no telephone's; parted ones behind some of them are none either.
_BEFORE_BARE = re.compile(
    r"(?<!a )(?<!day )(?<!new )\b(?:loan|lot|employee|job|task|stub|entry|mls|complaint|permit|licen[cs]e"
    r"|express code|conf\.?|docket)\s$"
)
_BARE = re.compile(r"\d{9,12}(?![\d-])")
_BEFORE_ANY = re.compile(
    r"(?:\b(?:claim )?stub|\bconf\.?|\bexpress code|\b(?:customs |on )?entry|(?<!a )(?<!the )\bcomplaint"
    r"|(?:^|[.!?;\n]\s?|\b(?:replaces|replaced by|under|my|the|old|new) )file)\s$"
)
# Of these a text has one where a word tells of it what `other_numbers` does not know.
_WORDS = frozenset(
    cues.listed(
        "numbers nos ids conf stub entry file complaint loan lot employee job task mls permit "
        "license licence express docket aktenzeichen vorgangsnummern bestellnummern "
        "rechnungsnummern numeros warranty contract renewal agreement registration enrolment "
        "enrollment subscription plan member membership patron participant case order claim invoice "
        "reference ref ticket tracking policy serial confirmation booking transaction badge receipt "
        "report incident"
    )
)
_BEFORE = (_NUMBERED, _PLURAL, _BEFORE_ANY)
_ATTRIBUTE = re.compile(
    r"(?<![a-z_])(?:no|nr|num|id|ref|reference|order|invoice|ticket|case|numero|pedido|commande|dossier)"
    r"(?:_?(?:id|no|nr|number))?=[\"']?$"
)
# What joins two numbers of papers: *X from the police and Y*, *X was merged with Y*, *X and my second one Y*.
_OF_WHOM = r"(?:\s(?:from|for|of|with|at|by|in) (?:(?:the|my|our|a) )?[a-z.]+(?: [a-z]+)?)?"
_NEXT = re.compile(
    rf"(?<![\d-])(?P<first>\d[\d ./-]{{3,18}}\d){_OF_WHOM}"
    r"(?:\s?[,;&] (?:and |or )?|\s(?:and|or|und|et|y|oder|ou|o) |"
    r"|\s(?:was |is )?(?:merged with|replaced by) |\s(?:replaces|supersedes) )"
    rf"(?:(?:my|the|another|a|its|one|then) ){{0,2}}(?:(?:second|other|third|next|newer|older) )?(?:one )?"
    rf"(?:{_PAPER} )?$"
)


def is_listed(text: Folded, start: int, is_other: Callable[[int], bool]) -> bool:
    """Tell whether a number is a paper's by a list's head, by its attribute, or by the number before it.

    Args:
        text: The folded text.
        start: Where the number starts.
        is_other: Tells of a number that starts at a place whether it is a paper's by the words before it.
    """
    low, first = text.low, max(0, start - _REACH)
    if _SHAPES.match(low, start):
        return True
    if low[start - 1 : start] in ("=", '"', "'") and _ATTRIBUTE.search(low, first, start):
        return True
    if "noise" not in text.labels and text.words.isdisjoint(_WORDS):
        return False  # most texts
    if any(one.search(low, first, start) for one in _BEFORE):
        return True
    if _BEFORE_BARE.search(low, first, start) and _BARE.match(low, start):
        return True
    return _is_beside(low, start, is_other)


def _is_beside(low: str, start: int, is_other: Callable[[int], bool]) -> bool:
    """Tell whether a number is joined to one of a paper before it."""
    place = start
    for _ in range(_MOST):
        before = _NEXT.search(low, max(0, place - _REACH), place)
        if before is None:
            return False
        place = before.start("first")
        if is_other(place) or _PLURAL.search(low, max(0, place - _REACH), place):
            return True
    return False
