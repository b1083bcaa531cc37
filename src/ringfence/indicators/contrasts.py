"""Values set against each other: *X is me, Y is him*; *hers: X. Theirs: Y*; *celui de mamie …, celui du …*.

A person is named beside each value, and often nothing else: her, one of hers, or the scammer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues
from ringfence.indicators import possession_words as words
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

# By their own names: asking the class for one takes time.
_CONTACT, _GENUINE, _OPERATOR, _PAYEE, _REPORTER = (
    Role.CONTACT,
    Role.GENUINE,
    Role.OPERATOR,
    Role.PAYEE,
    Role.REPORTER,
)
_BACK = 90  # characters before a value in which whose it is stands
_WORDS_BACK = 12  # and words
_ME = r"(?:me|myself|mine|ours|us|ich|meine?s?|moi|le mien|la mienne|yo|(?:el |la )?m[ií][oa]|मैं|मेरा)"
_HIM = r"(?:him|his|them|theirs|lui|eux|le sien|er|ihn|seine|él|ellos|suyo|uska|उसका)"
_IS = r"(?:that'?s|that is|it'?s|it is|is|was|=|c'est|est|das ist|das bin|bin|ist|war|ese es|es|era|soy)"
# *X, that's his*, *X - my sister*, *X = the caller*
_AFTER = re.compile(
    rf"[ \"')]{{0,3}}(?:,? ?{_IS}| [-–—]| ?[=:]|\?)(?: (?:that's|it's))?(?: (?:just|only|simply|nur|bloß"
    rf"|juste|solo))? (?:(?P<me>{_ME})|(?P<him>{_HIM})"
    r"|(?:(?:the|my|our|her|his|die|der|das|meine?|unsere?|ihre?|le|la|l'|mon|ma|notre|sa|son|el|mi|su"
    r"|nuestr[oa]) ?)?"
    r"(?:(?:other|real|so-called|fake|late|old) )?(?P<who>[^\s\d.,;:()\"'!?]+)(?:'s)?)(?: at (?:home"
    r"|work))?" + words.ENDS
)
_MAY_BE_AFTER = re.compile(
    r"[ \"')]{0,3}(?:[-–—=:?]|,?\s?(?:that|it|is|was|c'est|est|das|bin|ist|war|es|era|soy|=))"
)
# *Text from X: Mum, I've dropped my phone*: whom a message speaks to
_ADDRESSES = re.compile(r"[ \"')]{0,3}(?::|[-–—])\s?[\"']?[^\W\d_]+[,!]")
_GOES_ON = re.compile(r"[,!]\s?(?![\d+(])")
# *die 0171 … hat meine Tochter*, *die 0171 … habe ich*
_HAS = re.compile(
    r"\s(?:(?:hat|hatte|gehört) (?:meine?r?|unsere?r?|die|der) (?P<who>[^\W\d_]+)|(?P<me>habe ich|hab "
    r"ich|haben wir))" + words.ENDS
)
_HAS_BEGINS = frozenset("hg")  # the letter after a space with which these begin
_LABELS = (
    r"(?:(?:anydesk|teamviewer|rustdesk|ultraviewer|supremo|id|iban|ifsc|bsb|number|nummer|nr|numéro"
    r"|número|code|wallet"
    r"|account|konto|compte|cuenta|phone|e-?mail|sort code|routing|le|la|el|die|der|das|the)\.?:?\s){0,3}"
)
_LINKS = (
    rf"(?: (?:figure|stands?|steht|appears?|aparece|is listed|shows?)(?: "
    rf"[^\W\d]+){{0,3}})?(?:\s?\([^()\d]{{1,40}}\))?\s?(?:[:=,–—-]|{_IS}|lautet|showed|shows|(?:popped"
    rf"|came) up as|was shown "
    rf"as|reads|était|hai|है)?"
    rf"(?: (?:in|on|at) (?:the )?[a-z]+)?(?: as)?\s?{_LABELS}[\s(+\"']*$"
)
# *theirs: X*, *celui du type c'est X*, *el de los estafadores X*, *the scammer's is X*
_BEFORE = re.compile(
    rf"\b(?:(?P<hers>hers|mine|ours)|(?P<him>theirs|his(?=[:,]| is\b| was\b| show| popp| came| \())"
    r"|(?:celui|celle) (?:du|de la|de l'|des|de mon|de ma|de notre|de) ?(?P<fr>[^\s\d.,;:()\"']+)"
    r"|(?:el|la) (?:del|de los|de la|de las|de mi|de su|de nuestr[oa]|de) (?P<es>[^\s\d.,;:()\"']+)"
    r"|(?:die|der|das) (?:vom|von der|von dem|von den|von meine[rm]|von|meine[rms]|ihre[rms]|der|des) "
    r"(?P<de>[^\s\d.,;:()\"']+)"
    rf"|(?P<en>[^\W\d_]+)'s?(?: (?:own|one))?(?=\s?(?:[:=–—(-]|is\b|was\b))){_LINKS}"
)
_OPENS = frozenset(cues.listed("hers mine ours theirs his celui celle el la die der das"))
# *they said ours is*
_THEY_SAID = re.compile(r"\b(?:they|he|she) (?:said|says|say|goes|told \w+)(?: that)? $")
_SAID_BACK = 24
_NAMED = antecedents.ANY | frozenset(["hers", "mine", "ours", "theirs", "his"])


def told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Give the role that a person tells who is named beside a value.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
        allowed: The roles that its kind may have.
    """
    hers = is_hers(text, start, end)
    if hers is None:
        return None
    if hers:
        return _REPORTER if _REPORTER in allowed else None
    if _OPERATOR in allowed:
        return _OPERATOR
    if _CONTACT in allowed:
        return _CONTACT if _GENUINE in allowed else None
    # What a telephone number of theirs did is told elsewhere.
    return _PAYEE if _PAYEE in allowed else None


def is_hers(text: Folded, start: int, end: int) -> bool | None:
    """Tell whether a person who is named beside a value is one of hers; None where none is named."""
    hers = _after(text, end)
    return _before(text, start) if hers is None else hers


def _after(text: Folded, end: int) -> bool | None:
    """Tell whether a person who is named behind a value is hers; None where none is."""
    if not _MAY_BE_AFTER.match(text.low, end):
        has = _HAS.match(text.low, end) if text.low[end + 1 : end + 2] in _HAS_BEGINS else None
        if has is None:
            return None
        return True if has["me"] else (antecedents.side(text, *has.span("who")) or None)
    said = _AFTER.match(text.low, end)
    if said is None or said["me"]:
        return None if said is None else True
    if said["him"]:
        return said["him"] == "his" and antecedents.is_hers(text, said.start("him"), "m", surely=False)
    spoken_to = _ADDRESSES.match(text.low, end) and _GOES_ON.match(text.low, said.end("who"))
    return None if spoken_to else antecedents.side(text, *said.span("who"))


def _before(text: Folded, start: int) -> bool | None:
    """Tell the same of a person who is named before it."""
    at = cues.at(text.tokens, start)
    if _NAMED.isdisjoint(text.said[max(0, at - _WORDS_BACK) : at]):
        return None
    for i in range(at - 1, max(-1, at - 1 - _WORDS_BACK), -1):
        word, begins, _ = text.tokens[i]
        if begins < start - _BACK:
            return None
        if word not in _OPENS and not word.endswith("'s"):
            continue
        said = _BEFORE.match(text.low, begins, start)
        if said is None:
            continue
        if said["hers"]:
            return _THEY_SAID.search(text.low, max(0, begins - _SAID_BACK), begins) is None
        if said["him"]:
            return said["him"] == "his" and antecedents.is_hers(text, begins, "m", surely=False)
        return antecedents.side(text, *said.span(said.lastgroup or 0))
    return None
