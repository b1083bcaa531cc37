"""On which line someone was rung: *they rang me on X*, *X again and again*, *wurde unter X angerufen*.

Whom others ring is the reporter, or whom a report is about; the number that they rang is theirs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues, relatives

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_ON_IT = (
    r"(?: (?:the|my|our|landline|home|house|mobile|cell|work|office|phone|number|line|own|old|new|other))*"
    r"[\s:]{1,2}[+(]{0,2}$"
)
_ON_HERS = _ON_IT.replace("my|our", "my|our|her|his|their")
_RANG = (
    r"(?:rang|rung|phoned|telephoned|called|texted|messaged|reached|contacted|ringing|phoning|cold-called)"
)
_SOON = r"(?: (?:twice|again|up|today|yesterday|repeatedly|first|direct|directly|out of the blue)){0,2}"
# *Someone rang me on X*, *keeps ringing us at X*
_RANG_ME = re.compile(rf"(?<!i )(?<!we )\b{_RANG} (?:me|us){_SOON} (?:on|at){_ON_IT}")
# *She was called on X*: of a firm, or whoever else is named, it says nothing.
_WAS_RUNG = re.compile(
    r"(?<![^\W\d_])(?P<who>[a-z]+)(?:'d|'s| was| were| got| gets| had been| has been| have been| is being"
    rf"| says (?:she|he|they) (?:was|were))(?: (?:first|then|also|being|cold))* {_RANG}{_SOON} (?:on|at)"
    rf"{_ON_HERS}"
)
_BY_HERS = re.compile(r"[^.!?;\n\d]{0,30}\bby (?:me|us|my|our|the police|an officer)\b")
# *They rang X again and again*: whom they rang is she.
_THEY_RANG = re.compile(
    r"\b(?:they|(?:the |these |those )?(?:scammers?|crooks?|fraudsters?|callers?|people|robots?|criminals?)"
    r"|someone|somebody|(?:a|some|this|the) (?:\w+ )?(?:"
    r"man|woman|guy|lady|bloke|person|robot|recording|voice))"
    r" (?:(?:then|also|even|always|just|constantly|first|had|have|kept|keep|keeps|would|will) ){0,2}"
    r"(?:rang|called|phoned|telephoned|texted|messaged|rings?|calls?|phones?|ringing|calling|phoning|texting)"
    r" (?:on )?[+(]{0,2}$"
)
_UNDER = frozenset(["unter", "auf"])
_CALL = 20  # characters before a number in which the verb stands with which that ends
_RANG_LAST = tuple(
    f"{verb}{on}"
    for verb in (
        *("rang", "called", "phoned", "telephoned", "texted", "messaged", "ring", "rings", "call", "calls"),
        *("phone", "phones", "ringing", "calling", "phoning", "texting"),
    )
    for on in (" ", " on ")
)
# *They rang it, X, at dawn*: a line of hers
_RANG_IT = re.compile(
    r"\b(?:they|someone|somebody|(?:the|these|those|some|a|this) (?:scammers?|crooks?|fraudsters?|callers?"
    r"|people"
    r"|man|woman|guy|lady|person|voice)) (?:then |also |just |even |had |kept )?(?:rang|called|phoned|texted"
    r"|calling"
    r"|ringing|texting) it,? [(+]{0,2}$"
)
# What tells that a line was rung, and not called back.
_RUNG = re.compile(
    r"[\s,(]{1,3}(?:again and again|over and over|repeatedly|constantly|non-?stop|all (?:day|night|week"
    r"|morning|evening)|every|until|till|(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|twenty"
    r"|thirty|several|many|multiple|dozens of) (?:times|days)|twice|daily"
    r"|and (?:said|told|asked|left|offered|claimed|wanted|pretended|(?:i|we) (?:picked|answered|hung|took))"
    r"|when (?:i|we)|while (?:i|we)|(?:which|that) is (?:my|our)"
    r"|(?:my|our) (?:number|landline|mobile|cell|home)"
    r"|(?:from|off|using) (?!now|then|here)|at (?:\d|noon|night|midnight|dinner|lunch)|at all hours"
    r"|(?:saying|claiming|pretending|asking|offering|demanding|threatening|posing))\b"
)
# *Sie riefen mich unter … an*: other languages have phrases for it.
_CALLED_ME = re.compile(
    r"\b(?:rief|riefen|anrief|anriefen|kontaktierten?|erreichten?|belästigten?) (?:er |sie )?"
    r"(?:mich|uns) (?:\w+ ){0,2}(?:unter|auf)"
    r"(?: (?:der|meiner|unserer|nummer|dem|meinem|unserem|handy|festnetz|anschluss))*[\s:(+]*$"
    r"|\b(?:wurde ich|ich wurde|wurden wir|wir wurden) (?:\w+ ){0,2}(?:unter|auf)"
    r"(?: (?:der|meiner|unserer|nummer|dem|meinem|unserem|handy|festnetz|anschluss))*[\s:(+]*$"
)
# *gibt an, unter X angerufen worden zu sein*: whom a call reached, and not who called
_UNDER_GERMAN = re.compile(
    r"\b(?:unter|auf)(?: (?:der|meiner|unserer|seiner|ihrer|nummer|rufnummer|dem|ihrem|seinem|handy|festnetz"
    r"|anschluss|apparat|eigenen))*[\s:(+]*$"
)
_BEHIND_GERMAN = re.compile(
    r"[^.!?;,\n@\d]{0,40}\b(?:angerufen|kontaktiert|belästigt|angeklingelt)\s(?:worden|wurde|wurden|wird|werde)\b"
)
_PASSIVE_GERMAN = re.compile(
    r"\b(?:wurde|wurden|wird|werde|sei)\s(?!die |das |der |eine? )"
    r"(?:(?!\b(?:von (?:mir|uns|meine[rm]?)|ich|wir|habe?n?|hat|hatten?|und)\b)[^.!?;,\n@\d]){0,40}$"
)
# Whom else it may have reached: then it is another's number.
_OTHERS_GERMAN = re.compile(
    r"\b(?:täter|betrüger|betrügerisch|anrufer|firma|bank|sparkasse|polizei|microsoft|amazon|support|hotline"
    r"|techniker|anbieter|gegenseite|unternehmen|kundendienst|nummer, die)\w*\b"
    r"|\b(?:ich|wir)\b[^.!?;\n]{0,30}\bhabe?n?\b"
)
_RUNG_GERMAN = re.compile(r"[^.!?;,\n@\d]{0,40}\b(?:angerufen|kontaktiert|belästigt|angeklingelt)\b")
# *la llamaron al X*, *fue llamada al X*
_SPANISH = re.compile(
    r"\b(?:(?:la|le|les) (?:llamaron|llamaban|telefonearon|contactaron)"
    r"|fue(?:ron)? (?:llamad|contactad)[oa]s?)(?: (?:ayer|hoy|varias veces|dos veces|primero|luego)){0,2}"
    r" (?:al?|en el)(?: (?:su|el|número|fijo|móvil|celular|teléfono))*[\s:(+]*$"
)
_OTHERS_SPANISH = re.compile(
    r"\b(?:estafador\w*|t[eé]cnico|microsoft|amazon|soporte|empresa|banco|polic[ií]a|fals[oa]|timador\w*"
    r"|hotline)\b"
)
_PRONOUNS = frozenset(["he", "she"])
_PLACES = frozenset(["on", "at", "al", "en", "su", "unter", "auf"])
_WHOM = frozenset(
    cues.listed("me us was were been got gets being llamaron llamaban telefonearon contactaron fue fueron")
)
_VERBS = frozenset(
    cues.listed(
        "rang rung phoned telephoned called texted messaged reached contacted ringing phoning "
        "llamaron llamaban telefonearon contactaron llamada llamado contactada contactado llamadas llamados"
    )
)


def may_stand(text: Folded) -> bool:
    """Tell whether a text has the words by which a line may be told on which someone was rung."""
    return not (
        text.words.isdisjoint(_PLACES) or text.words.isdisjoint(_WHOM) or text.words.isdisjoint(_VERBS)
    )


def is_told(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether others are said to have rung the reporter, or whom a report is about, on a number.

    Args:
        text: The folded text.
        first: How far back it may be told.
        start: Where the number starts there.
        end: One past where it ends.
    """
    low = text.low
    if not text.words.isdisjoint(_UNDER) and _is_german(low, first, start, end):
        return True
    if may_stand(text):
        if _RANG_ME.search(low, first, start):
            return True
        spanish = _SPANISH.search(low, first, start)
        if spanish is not None:
            return _OTHERS_SPANISH.search(low, _clause(low, first, spanish.start()), start) is None
        named = _WAS_RUNG.search(low, first, start)
        if named is not None and _is_meant(text, named) and not _BY_HERS.match(low, end):
            return True
    return _is_rung_itself(text, first, start, end)


def _is_german(low: str, first: int, start: int, end: int) -> bool:
    if _CALLED_ME.search(low, first, start):
        return True
    under = _UNDER_GERMAN.search(low, first, start)
    if under is None or _OTHERS_GERMAN.search(low, _clause(low, first, start), start):
        return False
    if _BEHIND_GERMAN.match(low, end):
        return True
    passive = _PASSIVE_GERMAN.search(low, first, under.start())
    return passive is not None and _RUNG_GERMAN.match(low, end) is not None


def _clause(low: str, first: int, place: int) -> int:
    """Give where the sentence of a place begins, or how far back is looked."""
    return max(first, *(low.rfind(sign, first, place) + 1 for sign in (". ", "! ", "? ", ";", "\n")))


def _is_meant(text: Folded, named: re.Match[str]) -> bool:
    """Tell whether who was rung is the reporter, one of hers, or whom the report is about."""
    who = named["who"]
    if who in ("i", "we"):
        return True
    if who in _PRONOUNS:
        meant = antecedents.last_before(text, named.start("who"), 0)
        return meant is not None and meant.hers is True
    return antecedents.is_word_for_hers(text, *named.span("who"))


def _is_rung_itself(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether others are said to have rung a number itself, and not a relative of hers."""
    if text.low.endswith(" it, ", 0, start) and _RANG_IT.search(text.low, first, start):
        return True
    if not text.low[max(first, start - _CALL) : start].rstrip("+(").endswith(_RANG_LAST):
        return False
    if not _THEY_RANG.search(text.low, first, start) or not _RUNG.match(text.low, end):
        return False
    return not relatives.are_meant(text, "their")
