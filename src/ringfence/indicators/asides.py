"""What stands in brackets beside a value, and says what it did: *… (incoming)*, *Mobile (on file): …*.

It was added to tell just that, so it counts before anything else that is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import near, relatives
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

# By their own names: asking the class for one takes time.
_REPORTER = Role.REPORTER
_OPENS = re.compile(r"[\"'> ]{0,2}[(\[]\s?(?:the |was |is |number |no |a |an )?$")
_CLOSED = re.compile(r"[^()\[\]\d]{0,24}[)\]][:.,=\s#+(-]{0,5}(?:was |is )?[+(]{0,2}$")
_IN = 10  # characters behind a value in which what stands in brackets begins
_NEAR = 8  # characters before a value in which a bracket stands
_BACK = 30  # characters before a value in which it ends
_GROUPS = ("aside", "after")
_PRONOUN = re.compile("hi[sm]|her")
# *(him)*, *(ich)*: words that stand in every text tell only where nothing else is in the brackets.
_BY_ONE = re.compile(
    r"[\"'> ]{0,2}[(\[](?:(?P<theirs>him|her|them|er|ihm|lui|eux|él|ellos|wo|uska|unknown)"
    r"|(?P<own>ich|wir|moi|nous|yo|nosotros|main|hum))[)\],;]"
)
_MAY_BE_OWN = re.compile(r"[(\[](?:ich|wir|moi|nous|yo|nosotros|main|hum)[)\],;]")
# *Mrs Platt (landline …)*: a name with a title, and what rings at home
_HER_LINE = re.compile(
    r"\b(?:mrs?|ms|miss|herrn?|frau|m|mme|mlle|monsieur|madame|don|doña|sra?|señora?|shri|smt)\.? "
    r"[^\W\d_]+(?: [^\W\d_]+)?,? ?\((?:(?:tel|tél|ph|phone|her|his|ihr|sein|téléphone|teléfono)\.? )?"
    r"(?:landline|home(?: phone)?|house(?: phone)?|festnetz|fixe|ligne fixe|fijo)\s?:?\s?[+(]{0,2}$"
)
# *Ich (X) habe …*
_ME = re.compile(r"(?:^|[\s,;:])(?:ich|i|moi|yo|je|myself)\s?\($")
# *M. Roux, tél. X, déclare …*: who has a telephone, and tells a desk of it
_FIELD = re.compile(
    r"[,(]\s?(?:tél|tel|ph|phone|mobile|cell|handy|móvil|teléfono|telefon|téléphone)\.?(?: (?:no|nr"
    r"|n°)\.?)?\s?:?\s?[+(]{0,2}$"
)
_DECLARES = re.compile(
    r"[\s,);]{1,3}(?:déclare|dépose plainte|expose|reports?|reported|declares?|gibt an|erstattet|zeigt an"
    r"|manifiesta"
    r"|denuncia|declara|expone)\b"
)
# *our church office (church line X)*
_OUR_LINE = re.compile(
    r"\b(?:my|our|meine?|unser\w*|mon|ma|notre|mi|nuestr[oa]) (?:church|parish|shop|store|school|club|farm"
    r"|clinic|studio"
    r"|salon|charity|choir|office|kirche|laden|geschäft|praxis|verein|büro|boutique|atelier|école|paroisse|bureau"
    r"|tienda|taller|iglesia|parroquia|escuela|oficina)(?: [^\W\d_]+)? ?\((?:[^\W\d_]+ )?"
    r"(?:line|phone|tel|cell|mobile|landline|festnetz|handy|telefon|fixe|portable|tél|fijo"
    r"|móvil)\.?:? [+(]{0,2}$"
)
_MAY_HER_LINE = re.compile(
    r"\((?:(?:tel|tél|ph|phone|her|his|ihr|sein|téléphone|teléfono)\.? )?(?:landline|home|house|festnetz"
    r"|fixe|ligne fixe|fijo)\b"
)
_THEIRS = ("operator", "payee", "contact")  # what *(his)* makes a value, the first that its kind may be


def may_stand(text: Folded) -> bool:
    """Tell whether brackets behind someone's name, or a word alone in them, may tell of a line of hers."""
    if "(" in text.low and _MAY_HER_LINE.search(text.low) is not None:
        return True
    return _MAY_BE_OWN.search(text.low) is not None


def told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Give the role that brackets behind or before a value tell.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
        allowed: The roles that its kind may have.
    """
    low = text.low
    bracketed = _REPORTER in allowed and "(" in low[max(0, start - _BACK) : start]
    if bracketed and (
        _HER_LINE.search(low, max(0, start - 2 * _BACK), start)
        or _OUR_LINE.search(low, max(0, start - 2 * _BACK), start)
    ):
        return _REPORTER
    if _REPORTER in allowed and _is_tellers(low, start, end):
        return _REPORTER
    around = low[max(0, start - _NEAR) : end + 3]
    if "(" not in around and ")" not in around and "[" not in around and "]" not in around:
        return None
    theirs = next((role for role in _THEIRS if role in allowed), None)
    if low[end : end + 3].strip(" \"'>")[:1] in ("(", "["):
        after = (cue for group in _GROUPS for cue in near.after(text, end, _IN, group))
        opened = [_name(cue, text, theirs) for cue in after if _OPENS.fullmatch(low, end, cue.start)]
        told = [name for name in (*opened, _by_one(text, end, theirs)) if name in allowed]
    elif "(" in (opens := low[max(0, start - 2) : end]) and ")" not in opens:  # *(… came up)*
        behind = near.after(text, end, 2)
        told = [cue.name for cue in behind if cue.name in allowed and not low[end : cue.start].strip()]
    else:
        told = []
    return told[0] if told else _before(text, start, allowed, theirs)


def _is_tellers(low: str, start: int, end: int) -> bool:
    """Tell whether a value stands behind whoever tells: *ich (X)*, *M. Roux, tél. X, déclare …*."""
    first = max(0, start - _BACK)
    if low[end : end + 1] == ")" and _ME.search(low, first, start + low.startswith("(", start)):
        return True
    return _DECLARES.match(low, end) is not None and _FIELD.search(low, first, start) is not None


def _by_one(text: Folded, end: int, theirs: str | None) -> str | None:
    """Give the role that a word alone in brackets tells: *(him)*, *(ich)*; None where it is of a relative."""
    one = _BY_ONE.match(text.low, end)
    if one is None:
        return None
    if one["own"]:
        return _REPORTER
    pronoun = {"him": "his", "her": "her", "them": "their"}.get(one["theirs"])
    return None if pronoun and relatives.are_meant(text, pronoun) else theirs


def _name(cue: Cue, text: Folded, theirs: str | None) -> str | None:
    """Give the role that a phrase in brackets tells; None where *(his)* may speak of a relative."""
    if cue.name != "theirs":
        return cue.name
    said = _PRONOUN.fullmatch(text.low, cue.start, cue.end)
    of_kin = said is not None and relatives.are_meant(text, "her" if said[0] == "her" else "his")
    closed = text.low[cue.end : cue.end + 1] in (")", "]", ",", ";")
    return theirs if closed and not of_kin else None


def _before(text: Folded, start: int, allowed: frozenset[str], theirs: str | None) -> str | None:
    """Give the role that brackets before a value tell: *Mobile (on file): …*."""
    if not text.low[max(0, start - _NEAR) : start].rstrip(" :.=+#").endswith((")", "]")):
        return None
    for cue in near.before(text, "aside", start, _BACK):
        opened = text.low[max(0, cue.start - 1) : cue.start]
        name = _name(cue, text, theirs)
        if name in allowed and opened in ("(", "[") and _CLOSED.fullmatch(text.low, cue.end, start):
            return name
    return None
