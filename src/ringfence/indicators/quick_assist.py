"""Codes of Quick Assist that no word *code* stands before: *type in 9990QZ*, where a text names the tool."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import near

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

NAMED = re.compile(
    r"quick\s?assist|remotehilfe|asistencia r[aá]pida|assistance rapide|クイック\s?アシスト|क्विक असिस्ट"
)
"""The tool's name, as each language has it."""

_REACH, _FAR = 48, 200  # characters
# Six capitals and digits, of both at least one; not as postcodes of Canada, flights and plates are written.
_MIXED = re.compile(r"(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*[0-9])[A-Z0-9]{6}")
_OTHERS = re.compile(r"0X\w+|[A-Z]\d[A-Z]\d[A-Z]\d|[A-Z]{2}\d{4}|[A-Z]{2}\d\d[A-Z]{2}")
_GIVEN = re.compile(
    r"(?<![^\W_])(?:typ(?:e|ed|ing)|enter(?:ed|ing)?|put|say|said|saying|gave|give|read|tells?|told"
    r"|code|codes|code's|helper's|his|theirs|mine|is|was|showed|shows"
    r"|pon(?:ga|er|go)|puse|teclea\w*|escrib\w+|met[aeí]\w*|dict[oóaé]\w*|dio|di|código|codigo"
    r"|tap(?:ez|er|é|e)|saisi\w*|entre[rz]|souffl[eé]\w*|dict[eé]\w*|lu|donn[eé]\w*"
    r"|gib|geben|gab|eingeben|eingetippt|eintippen|tipp\w*|nannte|sagte|lautet\w*|vorgelesen"
    r"|コード|入力|कोड|डाल\w*|likho|dalo|daala)(?![^\W_])[^.!?;\n\d]{0,24}$"
)
_COLON = re.compile(r"[:=]\s?[\"'(]?$")
_TYPED = re.compile(r"[\"')]{0,2}\s(?:eingeben|eingetippt|eintippen|ein\b|dala|daala|डाला|と入力|を入力)")


def is_code(text: Folded, start: int, end: int) -> bool:
    """Tell whether six signs are a code that was typed or read out, with the tool's name before them.

    Args:
        text: The folded text.
        start: Where they start.
        end: Where they end.
    """
    written = text.text[start:end]
    if not _MIXED.fullmatch(written) or _OTHERS.fullmatch(written):
        return False
    if NAMED.search(text.low, max(0, start - _FAR), start) is None:
        return False
    first = max(0, start - _REACH)
    given = (
        _GIVEN.search(text.low, first, start)
        or _COLON.search(text.low, first, start)
        or _TYPED.match(text.low, end)
    )
    return given is not None and near.labelled(text, start) != ("noise", True)
