"""How a reader is told in English where to reach who writes: the patterns of `reached`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ringfence.indicators import cues


class Way(NamedTuple):
    """A way of saying it, and words of each sort of which a text has one where it stands."""

    whom: frozenset[str]
    acts: frozenset[str]
    pattern: re.Pattern[str]


def way(whom: str, acts: str, pattern: str) -> Way:
    """Make one of words that are listed, and a pattern."""
    return Way(frozenset(cues.listed(whom)), frozenset(cues.listed(acts)), re.compile(pattern))


# Up to a value nothing ends the sentence; digits of an hour may stand between.
NO_END = r"(?:[^.!?;\n\d@]|\.(?=\S)|(?<!\d)\d{1,2}(?!\d))"
OPENS = r"[\s:,\"+(]*$"
_ON_EN = (
    r"\b(?:at|on|under|via|through|to|use|using|is|it's|its|try|by)\b(?:\s(?:this|the|my|our|a|new|other|work"
    r"|home|e?-?mail|add?ress|number|phone|cell|mobile|landline|one|line|box|account|instead|please)\b){0,5}"
)
_REACH_EN = (
    "write reply answer respond get send leave speak talk email e-mail mail call ring phone text message "
    "contact "
    "reach drop forward find catch try hit"
)
_REACHED_EN = (
    "get reach catch find contact reached caught found got contacted called available reachable contactable"
)
_RETURN_EN = "try call ring phone text use dial leave email e-mail write"


def any_of(listed: str) -> str:
    """Give a pattern for any of the words that are listed."""
    return rf"\b(?:{'|'.join(listed.split())})\b"


ENGLISH = (
    way(
        "me",
        _REACH_EN + " e",
        rf"(?<!n't )(?<!not )(?<!never ){any_of(_REACH_EN)}(?:\s(?!he\b|she\b|they\b|i\b"
        rf"|it\b)[a-z'-]+){{0,4}}?\s"
        rf"me\b{NO_END}{{0,50}}?\s{_ON_EN}{OPENS}",
    ),
    way(
        "i'm i'll am be",
        _REACHED_EN,
        r"\bi(?:'m| am|'ll be| will be| can be| may be)\s(?:[a-z]+ ){0,4}?(?:to )?"
        rf"{any_of(_REACHED_EN)}(?:\s[a-z]+){{0,3}}?\s(?:at|on|under|via|by)\b"
        rf"(?:\s(?:the|my|phone|e?-?mail|at|on)){{0,3}}{OPENS}",
    ),
    way(
        "email mail phone text texts cell mobile landline work evening evenings",
        "best better easier easiest preferred safer safest fine",
        r"\b(?:e?-?mail|phone|text|texts|cell|mobile|landline|work|evenings?)\s(?:is|works|would be)\s"
        r"(?:(?:the|my) )?(?:best|better|easier|easiest|preferred|safer|safest|fine)\b(?: (?:way|for me"
        r"|thing))?"
        rf"[\s,.:;-]{{1,3}}(?:it's|its|it is|that's|at|on|to|use)?{OPENS}",
    ),
    way(
        "i i'd",
        "rather prefer like",
        r"\bi(?:'d| would| do)? (?:rather|prefer|like)(?: (?:to )?be)? (?:e-?mailed|called|texted|contacted"
        rf"|written to|reached|phoned|e-?mails?|texts?)\b{NO_END}{{0,30}}?[:,-]\s?(?:at|on|it's)?{OPENS}",
    ),
    # *If you get voicemail at X try the barn, Y*
    way(
        "if",
        "get hit reach urgent",
        r"\bif (?:you )?(?:get|hit|reach) (?:my |the |a )?(?:voicemail|voice mail|machine|answerphone"
        r"|answering machine)"
        rf"(?: (?:at|on|under))?{OPENS}|\bif (?:it's |it is )?urgent\s?:\s?(?:[a-z]+ ){{0,2}}{OPENS}",
    ),
    # *Can you ring me at the shop? It's X*
    way(
        "me us",
        _REACH_EN,
        rf"\b(?:can|could|will|would|may) (?:you|somebody|someone|anyone|an officer"
        rf"|the officer)\s(?:please )?{any_of(_REACH_EN)}"
        r"(?: to)? (?:me|us)\b[^.!?;\n\d@]{0,40}\?\s(?:it's|that's|it is|the number is|the number's"
        r"|number is|my number is|i'm on"
        rf"|i am on|try|use)(?: the)?{OPENS}",
    ),
    # *I'd rather you text me than call, X*
    way(
        "i i'd",
        "rather prefer like appreciate better",
        r"\bi(?:'d| would| do)?(?: much| really| far)* (?:rather|prefer|like|appreciate)(?: it)?(?: if)? you "
        r"(?:\w+ ){0,2}?(?:write|e-?mail\w*|mail\w*|text\w*|message\w*|contact\w*|call\w*|ring|rang"
        r"|phone\w*|wrote|use\w*"
        rf"|reach\w*|reply|replied|tr(?:y|ied)|came|left)\b{NO_END}{{0,50}}?[\s:,-]{{1,2}}(?:at|on|it's|to)?{OPENS}",
    ),
    way(
        "me",
        "how",
        r"\bhow (?:to|you can|u can|can you|one can) (?:get|reach|contact|call|find|get hold of) me[.:?,-]*"
        rf"(?:\s(?:it's|at|on|is|that's))?{OPENS}",
    ),
    way(
        "if",
        _RETURN_EN + " e",
        r"\bif (?:i'm|i am|i|we|my [a-z]+) (?:do |can |am |are |is |does )?"
        rf"(?:don't|not|can't|cannot|isn't|doesn't|never)\b{NO_END}{{0,40}}?,? (?:please |then |just )?"
        rf"{any_of(_RETURN_EN)}{NO_END}{{0,30}}?{OPENS}",
    ),
    # *Please don't email me on the Gmail, use X*
    way(
        "don't dont not never no stop",
        "use try but only just instead rather go",
        r"\b(?:don't|do not|dont|not|never|no longer|stop)\s(?:please\s)?"
        r"(?:call|ring|phone|text|e-?mail|mail|write|reply|message|contact|send|use|try|answer|trying|calling"
        r"|using)\w*\b(?:(?!\b(?:he|she|they|bank|police)\b)[^!?;\n\d@]){0,60}?[,.:;-]?\s"
        rf"(?:use|try|but|only|just|instead|rather|go to|please use)\b(?:\s[a-z'-]+){{0,4}}?{OPENS}",
    ),
    # *You won't find me at the old place. New number's X*
    way(
        "i i'm i've me my",
        "phone's number's mobile's cell's email's mail's landline's",
        r"(?:^|[.!?]\s)(?:(?!\b(?:he|she|they|scam\w*|caller|web\w*|site|screen|pop\w*"
        r"|company)\b)[^.!?\n]){0,100}?"
        r"\b(?:i|i'm|i've|me|my)\b(?:(?!\b(?:he|she|they|scam\w*|caller|site|screen"
        r"|company)\b)[^.!?\n]){0,80}[.!?]\s"
        rf"(?:(?:the|best|new|home|work|cell) )?(?:phone|number|mobile|cell|landline|e?-?mail)'s{OPENS}",
    ),
    # *Do not reply to this address, it's shared. Reply to X*
    way(
        "don't dont not never",
        "reply write email e mail answer text",
        r"\b(?:don't|do not|dont|never) (?:reply|write|e-?mail|answer|text|mail)\b[^!?;\n\d@]{0,60}[.,;]\s"
        rf"(?:please )?(?:reply|write|e-?mail|answer|text|mail)(?: me)?(?: to| at| on)?{OPENS}",
    ),
    way(
        "leave",
        "message voicemail word messages",
        r"\bleave (?:me )?(?:a |your |any )?(?:messages?|voicemail|word)(?: [a-z]+){0,5}? (?:on|at|with)"
        rf"(?: the| my)?{OPENS}",
    ),
    # *not X, that is my daughter's, but me: Y*
    way(
        "me us",
        "but rather instead only",
        rf"\b(?:but|rather|instead|only) (?:please |just )?(?:call |ring |phone |text |write |e-?mail "
        rf"|try )?(?:to )?(?:me|us)\b"
        rf"(?: (?:instead|please|directly|only|at home|at work))?[\s,:]{{1,3}}(?:(?:at|on|via|my|the"
        rf"|number|cell|mobile) ?){{0,3}}{OPENS}",
    ),
    # *Best ways to get me: X*
    way(
        "me us",
        "way ways number numbers place places time times phones",
        r"\b(?:ways?|numbers?|places?|times?|phones?) (?:to|for|you can|where you can|where i can be"
        r"|that)\s(?:get|reach|call|ring"
        r"|contact|find|catch|getting|reaching|calling|contacting|finding|phone|try)(?: hold of)? (?:me|us)\b"
        rf"(?: (?:are|is|on|at|by|now|these days|best))*[\s,:-]{{1,3}}(?:[a-z]+[\s,:]{{1,2}}){{0,3}}{OPENS}",
    ),
    # *The old number is wrong; the right one for me is X*
    way(
        "me us",
        "right correct current good new",
        r"\b(?:right|correct|current|good|new) (?:one|number|phone|cell|e-?mail|address|contact)"
        rf" (?:for|to (?:reach|get|call|contact)) (?:me|us)\b(?: (?:is|on|at|now))*{OPENS}",
    ),
    # *I'm on the phone with you from X*
    way(
        "i'm i am",
        "phone line speaking talking",
        r"\bi(?:'m| am) (?:on the (?:phone|line)|speaking|talking) (?:with|to) you (?:\w+ ){0,2}?(?:from|on)"
        rf"(?: (?:the|my|a|work|home|cell|mobile|landline|phone|number))*{OPENS}",
    ),
    # *text dont call, X*
    way(
        "don't dont not no",
        "text email e write message call ring phone",
        r"\b(?:text|e-?mail|write|message|call|ring|phone)(?: me)?,? (?:(?:please|and|but|only) )?"
        r"(?:don't|dont|do not|not|no)"
        rf" (?:calls?|ring|phone|text|texts|e-?mails?|voicemails?)[,:]?{OPENS}",
    ),
)
