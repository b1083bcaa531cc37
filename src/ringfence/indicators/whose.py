"""Whose a value is, by the nearest word for a person before or behind it: *cust's tel*, *X (her cell)*.

From the value one goes back word by word, over what may stand between a person and something of hers (*best
number on file is*), to a word for a person; any other word, such as a verb, ends the way. The same holds for
what is said right behind a value: *X, which is mum's landline*.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, near, relatives
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_MOST = 12  # words between a person and a value
_REACH = 90  # and characters
_MOST_NAMED = 3  # of these, words of a person's name
_AGE = 2  # digits of an age, at most

_MINE = frozenset(["my", "our"])
_PRONOUNS = frozenset(["his", "her", "their"])
_ALONE = frozenset(["mine", "ours", "hers", "cust", "cx"])  # that need no word for a thing: *X (mine)*
_KIN = frozenset(
    cues.listed(
        "mother mum mom mam mummy mommy father dad daddy parents son daughter wife husband spouse hubby partner "
        "brother sister grandmother grandma gran granny nan nana grandfather grandad granddad grandpa "
        "grandson granddaughter grandparents aunt auntie uncle cousin niece nephew neighbour neighbor friend "
        "mate boss carer caregiver caretaker law girlfriend boyfriend fiance fiancee tenant colleague roommate "
        "gf bf ma pa wifey missus ex parent child flatmate stepson stepdaughter stepfather stepmother stepdad stepmom guardian kin fil mil"
    )
)
# How notes of banks, companies and police call whom they write about, and who helps her.
_DESK = frozenset(
    cues.listed(
        "cust custs customer cx ctmr mbr member client clmt claimant complainant compl vic victim "
        "aggrieved informant inft rp ip comp cardholder accountholder payer policyholder policyowner subscriber "
        "insured resident patient pensioner homeowner donor poa deponent taxpayer consumer shopper guest"
    )
)
_HOLDER = frozenset(cues.listed("account acct a c card policy"))  # *account holder*
_TWO = {"p": "ri", "h": "a", "holder": "", "person": "", "party": "", "owner": ""}  # *R/P*, *A/H*
_BANK = frozenset(
    cues.listed(
        "bank bank's banks union's society's insurer's provider's issuer's council's company's lender's "
        "barclays's lloyds's chase's utility's airline's supplier's"
    )
)
_OF_BANK = frozenset(
    cues.listed("fraud security card customer service services switchboard helpline hotline")
)
_THINGS = frozenset(
    cues.listed(
        "phone phones telephone tel ph no nr num nos number numbers mobile mob cell cellphone landline line "
        "handset fax email mail e address addresses mailbox account accounts acct acc a s c sort iban bsb "
        "routing wallet ledger metamask coinbase zelle venmo cashapp cashtag paypal upi vpa gpay phonepe "
        "id ids anydesk teamviewer rustdesk ultraviewer supremo contact contacts cb callback ani handle tag "
        "telegram whatsapp inbox extension ext res number's mobile's email's phone's cell's address's residence"
    )
)
_SETS = frozenset(cues.listed("phone telephone mobile cell cellphone landline handset line number"))
_ACCOUNTS = frozenset(
    cues.listed(
        "account accounts acct acc a c s sort iban bsb routing zelle venmo upi paypal cashapp wallet id"
    )
)
_NEEDS_HAVING = frozenset(
    cues.listed("zelle venmo cashapp cash app paypal upi gpay phonepe telegram whatsapp email mail contact")
)
_AT = frozenset(["at", "on", "under"])
_PLACE = "at"
_BRACKETED = 60  # characters that may stand in brackets between words
_FAR = 6  # characters between a value and what is said behind it
_BETWEEN = frozenset(
    cues.listed(
        "own home house residence res daytime evening evenings day work office business best preferred "
        "current new old registered verified confirmed usual normal alternate alt alternative second "
        "secondary primary main personal direct private only other recorded emergency temporary correct "
        "actual good safe real same first last "
        "joint current savings checking chequing isa super pension bank cash app any team desk viewer code "
        "is was are be as on at under file record records is still now listed given held shown noted reads "
        "outbound inbound only whose enrolled confirmed verified and it its also always remains stays on for of this "
        "that nominated linked designated originating source external salary disabled closed compromised hacked "
        "emptied drained raided used affected frozen locked blocked debited cleaned out ported cloned "
        "y o yo yr yrs old f m male female aged age mr mrs ms miss dr elderly line branch "
    )
)
_NO_NAMES = frozenset(["Care", "Service", "Services", "Support", "Relations", "Helpline", "Help", "Desk", "Center"])
_ARTICLES = frozenset(cues.listed("the only it is was at on this of for also still"))
_ENGLISH = frozenset(["en", None])
_BEFORE_KIN = frozenset(
    cues.listed("my our your his her their the a an old elderly late dear poor our in and s")
)
_ON_AFTER = re.compile(
    r"[^\w ]|$|\s(?:and|but|so|if|when|for|not|was|is|as|because|or|on|which|since|then|who)\b"
)
_BETWEEN_AFTER = frozenset(
    cues.listed("that's thats that is was which this it's its the a still also being one")
)
_NOT_HERS = frozenset(
    cues.listed("fake so-called supposed pretend scam scammer's caller's suspect's fraudster's agent's his")
)
_IMPOSTOR = re.compile(r"\b(?:wasn't|was not|isn't|not|never) (?:really |actually |even )?(?:my|him|her)\b")
_OTHERWISE = re.compile(
    r"\bg[ai]v(?:es?|ing) (?:me|us|her|him|them|mum|mom|dad) (?:(?:the|his|her|their|a|what) ){0,2}$"
)
_INFORMANT = re.compile(
    r"\bcaller(?:,? is)? (?:an? )?(?:mrs?\b|ms\b|miss\b|dr\b|customer|member|victim|resident"
    r"|report(?:s|ed|ing)\b|wishes|wants to report|advises)"
)
# *my neighbour Ken*, *on behalf of Mrs Lee*, *I am Doris*: names of people whose values are the reporter's.
_NAMED = re.compile(
    rf"(?:\b(?i:{'|'.join(sorted(_KIN | {'customer', 'client', 'member', 'victim', 'complainant'}))})(?: is|,|:)?"
    r"|\b(?i:behalf of|(?:this|it) (?:up |in |out )?(?:for|with)|caring for|care for|writing for|helping|i'm|i am|name is|name's))"
    r"\s(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<name>[A-Z][a-z]{2,15})\b(?!')"
)
_DEAR = re.compile(r"\b(?:dear|valued|hello|hi) (?:valued )?(?:customer|consumer|client|member|user|subscriber)")
_CALLER = frozenset(["caller", "caller's"])
_OTHER_FOLLOWS = re.compile(r"[\s:=#,.(+]{0,4}(?:\d[\d ()./-]{4,}|[^\s@]+@\S)")
_ASIDE = frozenset("([")
_APPOSED = frozenset(",-–—=")
_starts = itemgetter(1)


class _Owner(NamedTuple):
    """A word for a person.

    Attributes:
        role: What is said to be theirs is.
        kin: Whether it names a person: a relative, a customer.
        pronoun: Whether it is *his*, *her* or *their*.
        mine: Whether it is the reporter's *my* or *our*.
        alone: Whether it says so without a word for a thing.
        has: Whether it stands in the possessive: *cust's*, *my*.
    """

    role: str
    has: bool
    alone: bool = False
    kin: bool = False
    mine: bool = False
    pronoun: bool = False


def may_tell(text: Folded) -> bool:
    """Tell whether a text has any word for a person whose a value may be."""
    return any(not text.words.isdisjoint(group) for group in (_ANY, _TWO))


def _named(text: Folded) -> frozenset[str]:
    """Give the names of relatives, customers and whom one writes for: *my neighbour Ken*, in small letters."""
    return _names(text.text)


@lru_cache(maxsize=64)
def _names(written: str) -> frozenset[str]:
    return frozenset(match["name"].lower() for match in _NAMED.finditer(written))


def is_note(text: Folded) -> bool:
    """Tell whether a text is a note about a customer, a member, a victim."""
    return "note" in text.scenes and _DEAR.search(text.low) is None


def before(text: Folded, start: int) -> str | None:
    """Give the role of what stands before a value as someone's: *cust's mobile is*, *my son Leo is at*.

    Args:
        text: The folded text.
        start: Where the value starts there.
    """
    tokens = text.tokens
    last = bisect_left(tokens, start, key=_starts) - 1
    things: set[str] = set()
    named = steps = 0
    i = last
    while i >= 0 and steps < _MOST and tokens[i][1] >= start - _REACH:
        word, begins, ends = tokens[i]
        owner = _owner(text, i)
        if owner is not None:
            if owner.has and named and not owner.kin:
                return None  # *my Contoso account*
            if not things and owner.kin and (
                (i < last and tokens[last][0] in _AT) or named or "#" in text.low[ends:start]
            ):
                things.add(_PLACE)
            return _told(text, owner, things, (begins, ends), start)
        if word in _THINGS or word in _OF_BANK or word == "bank":
            things.add(word)
        elif not _may_stand(word):
            named += 1
            if named > _MOST_NAMED or not _is_name(text, begins, ends):
                return None
        steps += 1
        i = _step_back(text, i)
    return None


def _step_back(text: Folded, i: int) -> int:
    """Give the number of the word before another, over what stands in brackets between them."""
    tokens = text.tokens
    if not i or ")" not in text.low[tokens[i - 1][2] : tokens[i][1]]:
        return i - 1
    opened = text.low.rfind("(", max(0, tokens[i][1] - _BRACKETED), tokens[i][1])
    return i - 1 if opened < 0 else bisect_left(tokens, opened, key=_starts) - 1


def after(text: Folded, end: int) -> str | None:
    """Give the role of a value as someone's by what stands right behind it: *(her cell)*, *is my own*.

    Args:
        text: The folded text.
        end: Where the value ends there.
    """
    tokens = text.tokens
    first = i = bisect_left(tokens, end, key=_starts)
    if first == len(tokens) or tokens[first][1] - end > _FAR:
        return None
    between = text.low[end : tokens[first][1]]
    aside = not _ASIDE.isdisjoint(between)
    while i + 1 < len(tokens) and i < first + 4 and tokens[i][0] in _BETWEEN_AFTER:
        i += 1
    if i == first and not aside and _APPOSED.isdisjoint(between):
        return None
    owner = _owner(text, i)
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
        word, begins, ends = tokens[i + 1]
        base = word.removesuffix("s").removesuffix("'")
        is_thing = word in _THINGS or base in _KIN or (bank and word in _OF_BANK)
        between = text.low[tokens[i][2] : begins]
        if not (is_thing or (_may_stand(word) and word != "and")) or (aside and ")" in between):
            break
        if cues.parted(text.low, tokens[i][2], begins):
            break
        has_thing = has_thing or is_thing
        i += 1
    return has_thing, tokens[i][2]


def in_own_sentence(text: Folded, start: int, end: int) -> bool:
    """Tell whether a sentence speaks of the reporter's people alone, and others of what a scammer did.

    Then a value of which nothing else is told is the reporter's: *He rang from …. I am in most days, …*.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    if text.lang not in _ENGLISH or "script" in text.scenes or may_tell(text) is False:
        return False
    ends = cues.sentence_ends(text.low)
    at = bisect_left(ends, start)
    first, last = ends[at - 1] if at else 0, ends[min(at, len(ends) - 1)]
    inside = {word for word, begins, _ in text.tokens if first <= begins < last}
    if not inside.isdisjoint(_SUSPECTED) or inside.isdisjoint(_OWN_VOICE):
        return False
    told = (cue for group in ("before", "after") for cue in text.by_group.get(group, ()))
    return any(cue.name in _SUSPECT_ROLES and not first <= cue.start < last for cue in told)


def _told(text: Folded, owner: _Owner, things: set[str], place: tuple[int, int], start: int) -> str | None:
    """Give the role that a word for a person tells, where nothing between it and the value speaks against it."""
    between = text.low[place[1] : start].split(maxsplit=1)
    first = between[0] if between else ""
    if not between or (not things and not owner.alone) or near.parted_from(text.low, place[1], start):
        return None
    if _OTHERWISE.search(text.low, max(0, place[0] - 30), place[0]):
        return None  # *gave me his wife's number*
    if text.low[max(0, place[0] - 4) : place[0]].endswith((" on ", "\non ")) and not things.isdisjoint(_SETS):
        return None  # *the number on my phone was …*
    if first in _ARTICLES and (owner.pronoun or (first in ("the", "this") and not owner.mine)):
        return None  # *gave her the number*
    if not owner.has and things <= _NEEDS_HAVING:  # *cust zelle …*
        return None
    if first == "new" and _IMPOSTOR.search(text.low):
        return None  # *my son's new number*, who was not her son
    if not things.isdisjoint(_OF_BANK) and owner.role != Role.GENUINE and not things & {"bank"}:
        return None
    if "bank" in things and things.isdisjoint(_ACCOUNTS):
        return Role.GENUINE  # *my bank, number …*
    return owner.role


def _may_stand(word: str) -> bool:
    return word in _BETWEEN or (word.isdecimal() and len(word) <= _AGE)


def _is_name(text: Folded, begins: int, ends: int) -> bool:
    """Tell whether a word is written as a name is: *Hartley*, and not the whole text in capitals."""
    written = text.text[begins:ends]
    return written[:1].isupper() and (len(written) == 1 or written[1:].islower()) and written not in _NO_NAMES


def _owner(text: Folded, i: int) -> _Owner | None:
    """Read a word for a person; None where a word is none."""
    word = text.tokens[i][0]
    if word in _MINE:
        of_desk = word == "our" and is_note(text)
        return _Owner(Role.GENUINE if of_desk else Role.REPORTER, has=True, mine=True)
    if word in _BANK:
        return _Owner(Role.GENUINE, has=True) if word.endswith("s") else None
    if word in _PRONOUNS:
        return _Owner(Role.REPORTER, has=True, pronoun=True) if relatives.are_meant(text, word) else None
    if word in _CALLER:
        return _Owner(Role.REPORTER, has=True) if _INFORMANT.search(text.low) else None
    base = word.removesuffix("s").removesuffix("'")
    previous = text.tokens[i - 1][0] if i else ""
    if previous in _NOT_HERS:
        return None
    has = base != word
    if base in _KIN and text.lang not in _ENGLISH and previous not in _BEFORE_KIN:
        return None  # French *son*
    if base == "partner" and text.tokens[i + 1 : i + 2] and text.tokens[i + 1][0] in ("id", "ids"):
        return None
    if base in _KIN or base in _DESK or word in _DESK:
        return _Owner(Role.REPORTER, has=has, alone=word in _ALONE, kin=True)
    if (base in _named(text) or word in _named(text)) and _is_name(text, *text.tokens[i][1:]):
        return _Owner(Role.REPORTER, has=has, alone=has and word.endswith("'s"), kin=True)
    if word in _ALONE:
        return _Owner(Role.REPORTER, has=True, alone=True)
    if base in _TWO and (
        previous in _HOLDER or (previous and previous in _TWO[base]) or previous == "reporting"
    ):
        return _Owner(Role.REPORTER, has=has, kin=True)
    return None


_OWN_VOICE = (
    _MINE | _KIN | _DESK | frozenset(cues.listed("i me mine we us i'm i've i'll im we're please pls kindly"))
) | {f"{one}'s" for one in _KIN | _DESK}
_SUSPECTED = frozenset(
    cues.listed(
        "he they him them his their she he's they're she's scammer scammers caller callers guy guys man men woman "
        "lady bloke told said says saying agent agents voice then technician tech fraudster fraudsters suspect "
        "crook crooks thief thieves supposedly fake scam screen popup pop-up pop recording message text letter "
        "invoice ad website site email gave gives supervisor manager department officer called rang phoned "
        "texted call dial dialed dialled another again note"
    )
)
_SUSPECT_ROLES = frozenset(["callback", "caller_id", "contact", "payee", "visited", "operator", "shown"])
_ANY = (
    _MINE
    | _PRONOUNS
    | _ALONE
    | _KIN
    | _DESK
    | _BANK
    | _CALLER
    | {f"{one}'s" for one in _KIN | _DESK}
    | {f"{one}s" for one in _KIN | _DESK}
)
