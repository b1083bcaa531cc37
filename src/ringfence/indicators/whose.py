"""Whose a value is, by the nearest word for a person before or behind it: *cust's tel*, *X (her cell)*.

From the value one goes back word by word, over what may stand between a person and something of hers (*best
number on file is*), to a word for a person; any other word, such as a verb, ends the way. The same holds for
what is said right behind a value: *X, which is mum's landline*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, near, people, possession, voices
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.people import Owner

_MOST = 12  # words between a person and a value
_REACH = 90  # and characters
_MOST_NAMED = 3  # of these, words of a person's name
_AGE = 2  # digits of an age, at most

_OF_BANK = frozenset(
    cues.listed("fraud security card customer service services switchboard helpline hotline department dept")
)
_THINGS = frozenset(
    cues.listed(
        "phone phones telephone tel ph no nr num nos number numbers mobile mob cell cellphone landline line "
        "handset fax email mail e address addresses mailbox account accounts acct acc a s c sort iban bsb "
        "cash app routing wallet ledger metamask coinbase zelle venmo cashapp cashtag paypal upi vpa gpay "
        "phonepe "
        "poc id ids anydesk teamviewer rustdesk ultraviewer supremo contact contacts cb callback ani "
        "handle tag token "
        "telegram whatsapp inbox extension ext res number's mob's landline's line's mobile's email's "
        "phone's cell's address's "
        "residence"
    )
)
_SETS = frozenset(cues.listed("phone telephone mobile cell cellphone landline handset line number"))
_ACCOUNTS = frozenset(
    cues.listed(
        "account accounts acct acc a c s sort iban bsb routing zelle venmo upi paypal cashapp wallet id"
    )
)
_NEEDS_HAVING = frozenset(
    cues.listed("zelle venmo cashapp cash app paypal upi gpay phonepe telegram whatsapp")
)
_LISTS = frozenset(["", ".", ",", ";", "(", "\n"])
_AT = frozenset(["at", "on", "under"])
_PLACE = "at"
_ELLIPTIC = "number"  # *my wife's is X*: of the thing that was spoken of before
_IS_ALL = re.compile(r"(?: one)? (?:is|was|reads)[\s:(+\"']{1,4}")
_BRACKETED = 60  # characters that may stand in brackets between words
_FAR = 6  # characters between a value and what is said behind it
_BETWEEN = frozenset(
    cues.listed(
        "late own home house residence res daytime evening evenings day work office business best preferred "
        "current new old registered verified confirmed usual normal alternate alt alternative second "
        "secondary primary main personal direct private only other recorded emergency temporary correct "
        "actual good safe real same full whole first last "
        "credit building joint current savings checking chequing isa super pension bank cash app any team "
        "desk viewer code "
        "is was are be which that as on at under file record records is still now listed given held shown "
        "noted reads "
        "req b outbound inbound only whose enrolled confirmed verified and it its also always remains "
        "stays on for of this "
        "that nominated linked designated originating source external salary disabled closed compromised "
        "hacked "
        "emptied drained raided used affected frozen locked blocked debited cleaned out ported cloned "
        "y o yo yr yrs old f m male female aged age mr mrs ms miss dr elderly line branch "
    )
)
_BANKS = frozenset(["bank", "union", "society"])
_HOMES = frozenset(["house", "home", "flat", "place", "office", "work"])
_COUNTED = _THINGS | _OF_BANK | _BANKS
_KNOWN = _COUNTED | _BETWEEN
_ARTICLES = frozenset(cues.listed("the only it is was at on this of for also still"))
_ON_AFTER = re.compile(
    r"[^\w ]|$|\s(?:and|but|so|if|when|for|not|was|is|as|because|or|on|which|since|then|who)\b"
)
_BETWEEN_AFTER = frozenset(
    cues.listed("that's thats that is was which this it's its the a still also being one")
)
_IMPOSTOR = re.compile(r"\b(?:wasn't|was not|isn't|not|never) (?:really |actually |even )?(?:my|him|her)\b")
_CONNECTED_TO = re.compile(
    r"\b(?:connect\w*|remoted|logged|got|came|got in|logged in) (?:in ?)?to (?:the )?$"
)
_OTHERWISE = re.compile(
    r"\bg[ai]v(?:es?|ing) (?:me|us|her|him|them|mum|mom|dad) (?:(?:the|his|her|their|a|what) ){0,2}$"
)
_BY_HER = re.compile(
    r"\b(?:number|id|caller|caller's|display|displayed|dialled|dialed|called|callback)(?: number| no)?,? "
    r"(?:according to|as per|per|acc to|as told by|as given by|as reported by) (?:(?:the|our) )?$"
)
# *who has been emailing my aunt is …*
_WRITING_TO = re.compile(
    r"\b(?:email|e-mail|messag|contact|call|text|ring|phon|writ|scam|harass|chatt|mail)ing "
    r"(?:(?:to|with) )?(?:\w+ )?$"
)
_OTHER_FOLLOWS = re.compile(r"[\s:=#,.(+]{0,4}(?:\d[\d ()./-]{4,}|[^\s@]+@\S)")
_ENDS = frozenset(["", ".", "!", "?", ";", "\n"])
_ASIDE = frozenset("([")
_APPOSED = frozenset(",-–—=")


_SUSPECTED = frozenset(
    cues.listed(
        "he they him them his their she he's they're she's scammer scammers caller callers guy guys man "
        "men woman "
        "lady bloke told said says saying agent agents voice then technician tech fraudster fraudsters "
        "suspect "
        "hacker hackers spammer spammers changed crook crooks thief thieves supposedly fake scam screen "
        "popup pop-up pop recording message text letter "
        "invoice ad website site email gave gives supervisor manager department officer called rang phoned "
        "cheated cheat cheats tricked conned swindled robbed defrauded duped fooled ripped scammed stole "
        "texted etransfer deposit transferred wired sent paid owner seller buyer trading desk call dial "
        "dialed dialled another again note"
    )
)
# *Mr Ashdown's line*: a man whom she names so is no relative.
_OF_STRANGER = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|agent|officer|inspector|sir)\.? [a-z]+'s? "
    r"(?:(?:own|direct|private|office|mobile) )?"
    r"(?:line|number|phone|mobile|cell|desk|extension|office)\b[^.!?;\d]{0,12}$"
)
_TOLD_BY_HER = frozenset(["story", "note", "behalf"])
_ANY_VALUE = re.compile(r"\d|@")  # what any number or address of hers has
_SENTENCE = 240  # characters on each side of a value in which its sentence is looked for


def may_tell(text: Folded) -> bool:
    """Tell whether a text has any word for a person whose a value may be."""
    return not text.words.isdisjoint(people.ANY)


def may_be_own(text: Folded) -> bool:
    """Tell whether a text speaks of the reporter or her people, so that a value in it may be theirs."""
    return may_tell(text) or (text.lang in people.ENGLISH and not text.words.isdisjoint(people.OWN_VOICE))


def may_stand_apart(text: Folded) -> bool:
    """Tell quickly whether `in_own_sentence` may hold of any number or address of a text."""
    if text.lang not in people.ENGLISH or text.words.isdisjoint(people.OWN_VOICE) or text.accused is None:
        return False
    first = 0
    for end in cues.sentence_ends(text.low):
        if _ANY_VALUE.search(text.low, first, end + 1) is not None:
            if end - first > _SENTENCE:
                return True
            said = _words(text, first, end)
            if not said.isdisjoint(people.OWN_VOICE) and said.isdisjoint(_SUSPECTED):
                return True
        first = end
    return False


def before(text: Folded, start: int) -> str | None:
    """Give the role of what stands before a value as someone's: *cust's mobile is*, *my son Leo is at*.

    Args:
        text: The folded text.
        start: Where the value starts there.
    """
    tokens = text.tokens
    last = cues.at(tokens, start) - 1
    things: set[str] = set()
    named = steps = 0
    i = last
    while i >= 0 and steps < _MOST and tokens[i][1] >= start - _REACH:
        word, begins, ends = tokens[i]
        if word in _KNOWN or (word.isdecimal() and len(word) <= _AGE):
            if word in _COUNTED:
                things.add(word)
        elif (owner := people.owner(text, i)) is not None:
            if owner.has and named and not owner.kin:
                return None  # *my Contoso account*
            if owner.has and not things and _IS_ALL.fullmatch(text.low, ends, start):
                things.add(_ELLIPTIC)
            elif not things and _is_placed(text, owner, i, last, named=named > 0):
                things.add(_PLACE)
            return _told(text, owner, things, (begins, ends), start)
        else:
            named += 1
            if named > _MOST_NAMED or not people.is_name(text.text, begins, ends):
                return None
        steps += 1
        i = _step_back(text, i)
    return None


def _is_placed(text: Folded, owner: Owner, i: int, last: int, *, named: bool) -> bool:
    """Tell whether a word for a person says whose a value is without a thing: *my son is on*, *my #*."""
    tokens = text.tokens
    _, begins, ends = tokens[i]
    if i == last and owner.has and "#" in text.low[ends : ends + 3]:
        return True
    if not owner.kin:
        return False
    begins_list = i == last and text.low[:begins].rstrip(" ")[-1:] in _LISTS
    return (
        begins_list
        or named
        or (i == last and i > 0 and people.is_kin(tokens[i - 1][0]))  # *phone her daughter Jan, …*
        or (i < last and tokens[last][0] in _AT)
        or "#" in text.low[ends : tokens[last][2] + 3]
    )


def _step_back(text: Folded, i: int) -> int:
    """Give the number of the word before another, over what stands in brackets between them."""
    tokens = text.tokens
    if not i or ")" not in text.low[tokens[i - 1][2] : tokens[i][1]]:
        return i - 1
    opened = text.low.rfind("(", max(0, tokens[i][1] - _BRACKETED), tokens[i][1])
    return i - 1 if opened < 0 else cues.at(tokens, opened) - 1


def after(text: Folded, end: int) -> str | None:
    """Give the role of a value as someone's by what stands right behind it: *(her cell)*, *is my own*.

    Args:
        text: The folded text.
        end: Where the value ends there.
    """
    if text.low[end : end + 1] in _ENDS:
        return None
    tokens = text.tokens
    first = i = cues.at(tokens, end)
    if first == len(tokens) or tokens[first][1] - end > _FAR:
        return None
    between = text.low[end : tokens[first][1]]
    aside = not _ASIDE.isdisjoint(between)
    while i + 1 < len(tokens) and i < first + 4 and tokens[i][0] in _BETWEEN_AFTER:
        i += 1
    if i == first and not aside and _APPOSED.isdisjoint(between):
        return None
    owner = people.owner(text, i)
    if owner is None or cues.parted(text.low, end, tokens[i][1] + 1):
        return None
    has_thing, until = _goes_on(text, i, aside=aside, bank=owner.role == Role.GENUINE)
    if not aside and (_OTHER_FOLLOWS.match(text.low, until) or not _ON_AFTER.match(text.low, until)):
        return None
    return owner.role if has_thing or owner.alone or (aside and owner.kin) else None


def _goes_on(text: Folded, i: int, *, aside: bool, bank: bool) -> tuple[bool, int]:
    """Tell whether a thing or a relative follows a word for a person, and where what belongs to it ends."""
    tokens = text.tokens
    has_thing = False
    while i + 1 < len(tokens):
        word, begins, _ = tokens[i + 1]
        base = word.removesuffix("s").removesuffix("'")
        is_thing = (
            word in _THINGS
            or (aside and word in _HOMES)
            or people.is_kin(base)
            or (bank and word in _OF_BANK)
        )
        between = text.low[tokens[i][2] : begins]
        if not (is_thing or (_may_stand(word) and word != "and")) or (aside and ")" in between):
            break
        if cues.parted(text.low, tokens[i][2], begins):
            break
        has_thing = has_thing or is_thing
        i += 1
    return has_thing, tokens[i][2]


def in_own_sentence(text: Folded, start: int) -> bool:
    """Tell whether a sentence speaks of the reporter's people alone, and others of what a scammer did.

    Then a value of which nothing else is told is the reporter's: *He rang from …. I am in most days, …*.

    Args:
        text: The folded text.
        start: Where the value starts there.
    """
    if text.lang not in people.ENGLISH or ("script" in text.scenes and text.scenes.isdisjoint(_TOLD_BY_HER)):
        return False
    if text.accused is None:
        return False
    before, after = text.low[max(0, start - _SENTENCE) : start], text.low[start : start + _SENTENCE]
    first = start - len(before) + max((end for end in cues.sentence_ends(before)[:-1]), default=0)
    last = start + cues.first_end(after)
    inside = _words(text, first, last)
    if not inside.isdisjoint(_SUSPECTED) or inside.isdisjoint(people.OWN_VOICE):
        return False
    asked = text.low[last : last + 1] == "?"  # *is 0808 … genuine please?*
    if asked or any(first <= cue.start < last for cue in text.by_group.get("brand", ())):
        return False
    if _OF_STRANGER.search(text.low, max(0, start - _REACH), start):
        return False
    return text.accused[0] < first or text.accused[1] >= last


def _words(text: Folded, first: int, last: int) -> set[str]:
    """Give the words that start between two places."""
    tokens = text.tokens
    return {*text.said[cues.at(tokens, first) : cues.at(tokens, last)]}


def _told(text: Folded, owner: Owner, things: set[str], place: tuple[int, int], start: int) -> str | None:
    """Give the role that a word for a person tells, where nothing around it speaks against that."""
    between = text.low[place[1] : start].split(maxsplit=1)
    if (not between and _PLACE not in things) or (not things and not owner.alone):
        return None
    if possession.is_stated(text, *place):
        return None
    if near.parted_from(text.low, place[1], start) or _is_otherwise(text, owner, things, place, between):
        return None
    of_bank = not things.isdisjoint(_OF_BANK)
    if not things.isdisjoint(_BANKS) and things.isdisjoint(_ACCOUNTS):
        posed = voices.is_posed(text, place[0]) and not text.low[: place[0]].endswith("from ")
        return None if posed else Role.GENUINE  # *my bank, number …*
    return owner.role if owner.role == Role.GENUINE or not of_bank or not things.isdisjoint(_BANKS) else None


def _is_otherwise(
    text: Folded, owner: Owner, things: set[str], place: tuple[int, int], between: list[str]
) -> bool:
    """Tell whether a word for a person says nothing of a value: *gave me his wife's number*."""
    first = between[0] if between else ""
    before = text.low[max(0, place[0] - 30) : place[0]]
    if (
        "which" not in text.low[place[1] : place[1] + 24]
        and before.endswith((" on ", "\non "))
        and not things.isdisjoint(_SETS)
    ):
        return True  # *the number on my phone was …*
    if first in _ARTICLES and (owner.pronoun or (first in ("the", "this") and not owner.mine)):
        return True  # *gave her the number*
    if not owner.has and things <= _NEEDS_HAVING:  # *cust zelle …*
        return True
    if first == "new" and cues.says(_IMPOSTOR, text.low):
        return True  # *my son's new number*, who was not her son
    connected = not things and _CONNECTED_TO.search(before)  # *the ID which connected to cust …*
    paid_to = owner.pronoun and possession.is_paid_to(" ".join(things), text.low, 0, place[0])
    if connected or paid_to or _BY_HER.search(before):
        return True  # *caller's number per customer …*
    return _OTHERWISE.search(before) is not None or _WRITING_TO.search(before) is not None


def _may_stand(word: str) -> bool:
    return word in _BETWEEN or (word.isdecimal() and len(word) <= _AGE)
