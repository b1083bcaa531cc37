"""How people tell the last signs of a gift card: *ending in 4418*, *endet auf*, *末尾*."""

from __future__ import annotations

import re

LAST = re.compile(
    r"\b(?:(?:ending|ends|ended|end|finishing|finishes)(?: (?:in|with|on))?"
    r"|(?:last|final) (?:four|4)(?: [a-z]+){0,6}? (?:is|are|was|were)"
    r"|(?:last|final) (?:four|4|digits)(?: (?:digits?|numbers?|characters|of(?: the)? (?:card|code|serial)))*"
    r"|(?:endet|enden|endend|endete|endung|endziffern)(?: (?:auf|mit|mit der))?"
    r"|letzten? (?:vier|4)?\s?(?:ziffern|stellen|zeichen)?"
    r"|(?:acaba|acaban|acababa|acabada|termina|terminan|terminaba|terminada|terminadas|finaliza)(?: en| con)?"
    r"|(?:(?:cuatro|4) )?[uú]ltim[oa]s(?: (?:cuatro|4))?(?:\s?(?:d[ií]gitos|n[uú]meros|cifras))?"
    r"|(?:se )?(?:termine|terminent|terminait|terminant|finit|finissent|finissant|finissait)(?: par| en)?"
    r"|(?:(?:quatre|4) )?derniers (?:chiffres|caract[eè]res|num[eé]ros)"
    r"|(?:fin|final|ende)(?! (?:19|20)\d\d\b)|末尾(?:の)?(?:[4４四]桁)?(?:は|が|の)?|下[4４四]桁(?:は|が)?"
    r"|(?:aa?khri|antim) (?:4|char|chaar)?\s?(?:digit|ank|number)s?)"
    r"(?:\s(?:in|with|on|are|were|was|is|being|par|auf|en|sont|son|eran|sind|waren|hai|tha|the))?[\s:=#]{1,3}"
    r"([a-z0-9]{4})(?![a-z0-9]|[-.:]\d)"
    r"|(?:末尾|下\s?[4四]\s?桁|下\s?[4四]\s?けた|最後の\s?[4四]\s?[桁文]字?|आखिरी|अंतिम"
    r"|आख़िरी)[^a-z0-9]{0,14}"
    r"([a-z0-9]{4})(?![a-z0-9]|[-.:]\d)"
    r"|(?<![a-z0-9.])\.{3}\s?([0-9]{4})(?![a-z0-9]|[-.:/]\d)",
)
"""The last four signs of a card, after words that say so."""

# How those begin: looked for first, since most texts tell no last signs.
PARTS = (
    "...",
    *(
        " end",
        "\nend",
        "last ",
        "final ",
        "finish",
        "letzt",
        "endung",
        "endziff",
        "acab",
        "termin",
        "末尾",
        "下4桁",
        "finaliza",
        " fin ",
        " ende ",
        "ltimo",
        "ltima",
    ),
    *("derniers", "finit", "finiss", "akhri", "antim", "末尾", "下", "最後", "आखिरी", "अंतिम", "आख़िरी"),
)
# *…0014, …0022 and …0039*, *and the second in 9032*, *et l'autre par 7720*, *と8260*.
ANOTHER = re.compile(
    r"(?:\s?[,/&+;]\s?(?:and |und |y |et |aur )?|\s?,?\s?\b(?:and|und|y|e|et|aur|or)\s|\s?と\s?)"
    r"(?:(?:the |le |la |l'|die |der |el )?"
    r"(?:other|second|third|last|otra|otro|segund[ao]|tercer[ao]|autre|seconde?|deuxième|troisième|zweite"
    r"|andere|dritte|doosra|dusra)\s(?:one |card )?"
    r"(?:(?:end(?:s|ed|ing)?|terminaba|termina|acaba|acababa|finit|finissait|endet|endete|in|with|en|par|auf"
    r"|mit)\s){0,2})?"
    r"(?:\.{3}\s?)?([a-z0-9]{4})(?![a-z0-9]|[-.:]\d)",
)

_FOUR = r"(?<![a-z0-9.,$€£#/-])(?=[a-z]{0,3}[0-9])[a-z0-9]{4}(?![a-z0-9])"
LISTED = re.compile(
    rf"(?P<all>{_FOUR}(?:\s?(?:[,+&/]|and|und|y|et|aur|と)\s?{_FOUR}){{0,9}})\s?[,(]{{0,2}}\s?"
    r"(?:(?:the|die|les|los|are the|is the|sind die|sont les|son los) )?"
    r"(?:last (?:four|4)|final (?:four|4)|letzten? (?:vier|4)|(?:quatre|4) derniers|[uú]ltimos (?:cuatro|4)"
    r"|(?:cuatro|4) [uú]ltimos|last digits|下4桁|末尾)"
)
"""Cards' last signs before the words that say so: *two Steam, 5502 + 5519 (last 4)*."""

EACH = re.compile(_FOUR)
"""Each of them."""

_VALUE = (
    r"[\s,:(*-]{0,3}(?:(?:\d{1,2}x|[$€£]\s?\d{1,4}|\d{2,4}(?=,)"
    r"|\d(?:\s?\d){0,3}\s?(?:dollars?|usd|bucks|euros?|eur|€|£|\$|pounds?))[\s,:)]{0,3})?"
)
NAMED = re.compile(_VALUE)
"""What may stand between a card's brand and the words for its last signs, in a list of cards."""

ENDS = re.compile(rf"{_VALUE}(?:ends|ending|ended|endet|endend|termina|acaba|se termine|finit|末尾)\b")
"""The same and the first of these words."""
