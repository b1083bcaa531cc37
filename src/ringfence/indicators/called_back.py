"""Numbers that called and were then called back: *a missed call from … I rang it back*: both roles.

Not where someone innocent answered, or nobody: such a number was spoofed, and must not tie reports together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ringfence.indicators.indicator import Found

_REACH = 160  # characters behind a number in which the call back is told
_NUMBER = r"(?:it|them|him|her|that|this|the(?: same)?|that same)(?: (?:number|one|line))?"
_ONCE = (
    r"(?: (?:once|twice|later|again|then|today|yesterday|that day|the next day|immediately|right away"
    r"|straight away))?"
)
_BACK = re.compile(
    # I rang it back, when we called the number back, she returned the call; not: he never called it back
    r"(?<!not )(?<!n't )(?<!never )\b(?:called|calling|rang|rung|ringing|phon(?:ed|ing)|dial(?:l?ed|ling))"
    rf"\s{_NUMBER} (?:right |straight )?back\b(?!{_ONCE} (?:on|at|to|using|via)\b(?! (?:it|that|this)\b))"
    r"|(?<!not )(?<!n't )\b(?:i|we|mum|mom|dad|wife|husband|mother|father|she) (?:then )?"
    rf"(?:called|rang|phoned) (?:right |straight )?back\b(?!{_ONCE} (?:on|at|to|using|via)\b)"
    r"|\b(?:returned|returning) (?:the|that|this|their|his|her) (?:missed )?call\b"
    r"|\b(?:called|rang|phoned|dialed|dialled) (?:the )?(?:number|same number|it) (?:again )?myself\b"
    # habe zurückgerufen, rief ich zurück
    r"|\b(?:hab(?:e|en)?|hat) (?!nicht|nie)(?:[^\W\d_]+ ){0,3}(?<!nicht )(?<!nie )zur(?:ü|ue)ckgerufen\b"
    r"|\brief(?:en)? (?:ich|wir|sie|mein[^\W\d_]* [^\W\d_]+)? ?"
    r"(?:(?:die nummer|dort|da|gleich|sofort|dann) ){0,2}zur(?:ü|ue)ck\b"
    # j'ai rappelé ce numéro
    r"|\b(?:j'ai|on a|nous avons)(?: tout de suite| aussitôt)? rappelé\b"
    # devolví la llamada, volví a llamar a ese número
    r"|\bdevolv(?:í|imos|ió) la llamada\b|\bvolv(?:í|imos) a llamar (?:al|a ese)(?: mismo)? número\b"
    # wapas call kiya
    r"|\bw(?:apas|apis|aapas) (?:(?:call|phone|fon) )?(?:kiya|kia|ki|kari|lagaya|milaya)\b"
    r"|\bcall ?back (?:kiya|lagaya)\b"
    r"|वापस (?:(?:कॉल|फोन|फ़ोन) )?(?:किया|की|लगाया|मिलाया)(?=[\s।,])|कॉल ?बैक किया"
    # 折り返したら, かけ直した
    r"|折り?返(?:し(?:電話)?(?:を)?し(?:た|まし|てみ)|した|しました)|(?:かけ|掛け)(?:直|なお)し(?:た|まし|てみ)",
    re.IGNORECASE,
)

# *told me to ring the same number*, *sollte dieselbe Nummer anrufen*: by the caller's own word, whoever
# answered.
_SAME = (
    r"(?:(?:that|this|the) (?:very )?same (?:number|one|line)|the same(?: number)?"
    r"|(?:it|that number|this number) back)"
)
_TOLD = re.compile(
    rf"\b(?:told|asked|wanted|said|instructed|had|made)(?: (?:me|us|her|him|mum|mom|dad))?(?: to)? "
    rf"(?:call|ring|phone|dial|text)(?: them| him| her)?(?: back)?(?: on| at)? {_SAME}"
    r"|\bsoll(?:te|en|ten)? (?:ich|wir|sie|er)? ?(?:[^\W\d_]+ ){0,2}(?:die)?selbe nummer "
    r"(?:zur(?:ü|ue)ck|an)(?:zu)?rufen"
    r"|\b(?:rappeler|appeler) (?:ce|le) même numéro"
    r"|\b(?:llamar|llamara|marcar) (?:a |al )?(?:ese |este )?mismo número"
    r"|(?:usi|isi|same) number (?:par|pe) (?:wapas )?(?:call|phone)"
    r"|(?:उसी|इसी) नंबर (?:पर|पे) (?:वापस )?(?:कॉल|फोन|फ़ोन)"
    r"|同じ番号(?:に|へ)(?:電話|かけ|掛け|折り返)",
    re.IGNORECASE,
)
_TOLD_PARTS = ("same", "it back", "number back", "selbe ", "usi ", "isi ")  # what that holds in ASCII
# *It is the same number that had called me*: both roles, told of one that was dialled.
_CALLED_TOO = re.compile(
    r"\b(?:the|that|this|very) same (?:number|one) (?:that|which|who) (?:had |has )?(?:first |just )?"
    r"(?:called|rang|rung|phoned|texted)\b"
    r"|(?:,|\bnumber|\bone) (?:that|which) (?:had|has) (?:just |first |earlier )?"
    r"(?:called|rang|rung|phoned|texted) (?:me|us|her|him|my|mum|mom|dad)\b"
    r"|zur(?:ü|ue)ckgerufen,? die (?:mich|uns|sie|ihn|mein[a-z]* [^\W\d_]+)(?: [^\W\d_]+){0,3} angerufen"
    r"|\brappelé,? qui (?:m'|nous |l')(?:avait |avaient |a )appelée?s?\b"
    r"|\balso the (?:number|one) (?:that|which) (?:had |has )?(?:called|rang|phoned)"
    r"|\bdieselbe nummer,? (?:die|von der) (?:mich|uns|sie|ihn)?(?: [^\W\d_]+){0,3} (?:angerufen|rief)"
    r"|\b(?:aussi|également|bien|le même) (?:celui |le numéro |numéro )?qui (?:m'|nous |l')"
    r"(?:avait |avaient |a |ont )?(?:déjà )?appelée?s?\b"
    r"|\b(?:también|mismo) (?:es )?(?:el |número )?(?:que|desde el que) (?:me|nos|le) (?:había |habían )?"
    r"llam(?:ó|aron|ado)\b"
    r"|(?:usi|isi) (?:number|nambar) se (?:pehle )?(?:call|phone)|(?:उसी|इसी) नंबर से (?:पहले )?(?:कॉल|फोन|फ़ोन)"
    r"|同じ番号から|\bvon der (?:er|sie|man|auch|mich|der)(?: [^\W\d_]+){0,4} (?:angerufen|anrief|anriefen)"
    r"|\b(?:number|one) (?:that )?(?:he|she|they) (?:had |'d )?(?:called|rang|phoned) "
    r"(?:(?:me|us|her|him) )?from\b"
    r"|\b(?:depuis|avec) lequel (?:il|elle|on) (?:m'|l'|nous )?(?:avait |a )?appel"
    r"|\bdesde el que (?:me |nos |le )?(?:había |habían )?llam",
    re.IGNORECASE,
)

# *I returned the missed call from …*, *devolví la llamada perdida del …*
_RETURNED = re.compile(
    r"\b(?:returned|returning|called back|rang back|phoned back) (?:the|a|that|this|his|her|their|my|one) "
    r"(?:(?:missed|lost|unknown|silent) )?calls? (?:from|of|by) (?:the )?(?:number )?[+(]*$"
    r"|\bdevol(?:ví|vimos|vió|ver) (?:la|una|esa|el|las) llamadas?(?: perdidas?)? (?:del?|desde el|al)"
    r"(?: número)? [+(]*$"
    r"|\brappelé (?:le|ce) numéro qui (?:m'|nous |l')(?:avait|a|avaient) appelée?s?\b[^.!?\d]{0,24}[+(]*$"
    r"|\b(?:called|rang|phoned|dialled|dialed) (?:back )?(?:the|that) (?:number|one) (?:that|which|who) "
    r"(?:had |has |'d )?"
    r"(?:just )?(?:called|rang|rung|phoned)(?: me| us)?\b[^.!?\d]{0,24}[+(]*$"
    r"|\b(?:llamé|devolví la llamada|marqué) al número que (?:me|nos) (?:había |ha )?llam(?:ado"
    r"|ó)\b[^.!?\d]{0,24}[+(]*$"
    r"|\brappelé (?:suite à |après )?(?:l'|un |cet |le )?appel(?: manqué| en absence)? (?:du|de) [+(]*$"
)
# *j'ai rappelé le numéro manqué, …*
_MISSED = re.compile(
    r"\b(?:missed (?:call|number|caller)|appel manqué|numéro (?:manqué|en absence)"
    r"|verpasste[nr]? (?:anruf|nummer)|entgangene[nr]? anruf|llamada perdida|número perdido)"
    r"(?: was| war| était| era)?[ ,:(+]*$"
)
_BEFORE = 60  # characters before a number in which that stands
# *j'ai rappelé le … qui m'avait appelée*, *I rang … that had called me*
_WHICH_CALLED = re.compile(
    r",? (?:that|which|who) (?:had |has )?(?:just |already |earlier |first |before )?"
    r"(?:called|rung|rang|phoned|texted) (?:me|us|her|him|mum|mom|dad|my)\b"
    r"|,? (?:die|der) (?:mich|uns|sie|ihn|mein[a-z]* [^\W\d_]+)(?: [^\W\d_]+){0,3} (?:angerufen|angeklingelt)"
    r"|,? qui (?:m'|nous |l'|vous |t')(?:avait |avaient |a |ont )?(?:déjà )?(?:appelée?s?|téléphoné|appelait)"
    r"|,? (?:que|el cual|desde el que) (?:me|nos|le) (?:había |habían |ha )?"
    r"(?:llamado|llamó|llamaron|marcó)\b",
    re.IGNORECASE,
)
_OTHER = {Role.CALLER_ID: Role.CALLBACK, Role.CALLBACK: Role.CALLER_ID}
# What any of these holds that is written in ASCII.
_PARTS = {
    Role.CALLBACK: (
        *("back", "return", "myself", "zurueck", "volv", "apas", "apis", "same ", "selbe ", "mismo "),
        *("usi ", "isi "),
    ),
    Role.CALLER_ID: (
        *(
            "same ",
            "also ",
            "which ha",
            "that ha",
            "gerufen",
            "von der ",
            "number he",
            "number she",
            "number they",
            "one he",
            "one she",
        ),
        *("one they", "lequel", "desde", "selbe ", "aussi ", "bien ", "mismo ", "usi ", "isi "),
    ),
}

# What of the same stands in whatever they find in ASCII.
_MAY_TELL = {
    Role.CALLBACK: re.compile(
        r"(?:it|them|him|her|that|this|the|same|number|one|line|right|straight|called|rang|phoned) back"
        r"|call ?back|return|myself|zurueck|volv|w(?:apas|apis|aapas)|same|selbe |mismo |usi |isi "
    ),
    Role.CALLER_ID: re.compile(
        r"same (?:number|one)|also the |(?:number|one|that) (?:he|she|they)|von der |lequel|desde|selbe "
        r"|aussi |bien |mismo |usi |isi "
    ),
}

# *it was some poor lady*, *the number is not in service*, *wusste von nichts*.
_INNOCENT = re.compile(
    r"\b(?:poor|innocent|confused|puzzled|old (?:lady|man)|elderly|no idea|knew nothing|not in service"
    r"|out of service|disconnected|not connected|doesn't exist|does not exist|not a working|never called"
    r"|hadn't called|wrong number|nobody|no one|spoofed|genuine|real bank|arme|armer|alte dame"
    r"|älterer? (?:dame|herr)|wusste von nichts|keine ahnung|nicht vergeben|unschuldig|pauvre|vieille dame"
    r"|innocente?|n'était pas au courant|pas attribué|pobre|señora mayor|no sabía|no existe|no tenía idea"
    r"|bechar[ai])\b|बेचार",
    re.IGNORECASE,
)
# *le devolví la llamada al …*, *j'ai rappelé au …*: what was called is another
_ONE_CALLED = re.compile(
    r"\s?(?:(?:al?|el|au|le|sur|unter|auf|die|der|ko|par|pe|on|at)\s){0,2}[ +(]*", re.IGNORECASE
)
_AFTER = 90  # characters behind the call back in which it is told who answered


def also(written: str, found: Sequence[Found], strength: Callable[[str, Role], float]) -> Iterator[Found]:
    """Give each number once more that called and was called, where the text tells the second behind it.

    Args:
        written: The text as written.
        found: Its numbers, in order of place.
        strength: How strongly a number in a role links.
    """
    known = {(one.value, one.role) for one in found}
    low = written.lower() if written.isascii() else None
    for at, one in enumerate(found):
        other = _OTHER.get(one.role)
        if other is None or one.end is None or (one.value, other) in known:
            continue
        if one.start is not None and _is_said_with(other, written, one.start, one.end):
            known.add((one.value, other))
            yield replace(one, role=other, strength=strength(one.value, other), told=True)
            continue
        following = next((next_.start for next_ in found[at + 1 :] if next_.value != one.value), None)
        last = min(one.end + _REACH, len(written) if following is None else following)
        behind = written[one.end : last].lower() if low is None else low[one.end : last]
        if behind.isascii() and not _may_tell(other, behind):
            continue
        if _tells(other, low or written, one.end, last, following, any_case=low is None):
            known.add((one.value, other))
            yield replace(one, role=other, strength=strength(one.value, other), told=True)


def _is_said_with(role: Role, written: str, start: int, end: int) -> bool:
    """Tell whether what a number is said to be names its other role: *the missed call from …*."""
    before = written[max(0, start - _BEFORE) : start].lower()
    if role is Role.CALLER_ID:
        return _WHICH_CALLED.match(written, end) is not None or _MISSED.search(before) is not None
    if _RETURNED.search(before) is None:
        return False
    return not _INNOCENT.search(written, end, end + _AFTER)


def _may_tell(role: Role, behind: str) -> bool:
    """Tell quickly whether what stands behind a number may say so, in small letters of ASCII."""
    return any(map(behind.__contains__, _PARTS[role])) and _MAY_TELL[role].search(behind) is not None


def _tells(role: Role, written: str, end: int, last: int, following: int | None, *, any_case: bool) -> bool:
    """Tell whether what stands behind a number, up to a place, says that it has another role too.

    Args:
        role: That role.
        written: The text as written.
        end: Where the number ends.
        last: The place.
        following: Where the next number starts; None without one.
        any_case: Whether it may have capitals; without any, patterns look for one sign at a time.
    """
    if role is Role.CALLER_ID:
        return _cased(_CALLED_TOO, any_case=any_case).search(written, end, last) is not None
    may_be_told = any_case or any(map(written[end:last].__contains__, _TOLD_PARTS))
    if may_be_told and _cased(_TOLD, any_case=any_case).search(written, end, last):
        return True
    back = _cased(_BACK, any_case=any_case).search(written, end, last)
    if back is None or (following is not None and _ONE_CALLED.fullmatch(written, back.end(), following)):
        return False  # *I rang back 0115 …*
    return not _INNOCENT.search(written, back.start(), back.end() + _AFTER)


@lru_cache(maxsize=8)
def _cased(pattern: re.Pattern[str], *, any_case: bool) -> re.Pattern[str]:
    """Give a pattern of small letters for texts that have no others."""
    return pattern if any_case else re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE)
