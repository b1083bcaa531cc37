"""Words for the people whom a report is for: *my*, *mum's*, *cust*, *R/P*, *the bank's*; and their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, relatives
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ringfence.indicators.cues import Token
    from ringfence.indicators.fold import Folded

ENGLISH = frozenset(["en", None])
"""The languages of texts whose words are read here."""

_MINE = frozenset(["my", "our"])
_PRONOUNS = frozenset(["his", "her", "their"])
_ALONE = frozenset(["mine", "ours", "hers", "cust", "cx"])  # that need no word for a thing: *X (mine)*
_KIN = frozenset(
    cues.listed(
        "mother mum mom mam mummy mommy father dad daddy parents son daughter wife husband spouse hubby "
        "partner "
        "brother sister grandmother grandma gran granny nan nana grandfather grandad granddad grandpa "
        "grandson granddaughter grandparents aunt auntie uncle cousin niece nephew neighbour neighbor "
        "friend "
        "mate kid kids children teenager boss carer caregiver caretaker law girlfriend boyfriend fiance "
        "fiancee tenant colleague "
        "roommate "
        "gf bf ma pa da wifey missus ex parent child flatmate stepson stepdaughter stepfather stepmother "
        "stepdad stepmom guardian kin fil mil"
    )
)
# How notes of banks, companies and police call whom they write about, and who helps her.
_DESK = frozenset(
    cues.listed(
        "cust custs customer cx ctmr mbr member client clmt claimant complainant compl vic victim "
        "aggrieved informant inft rp ip comp cardholder accountholder payer policyholder policyowner "
        "subscriber user "
        "insured resident patient pensioner homeowner donor poa deponent taxpayer consumer shopper guest"
    )
)
_HOLDER = frozenset(cues.listed("account acct a c card policy"))  # *account holder*
_TWO = {  # *R/P*, *A/H*, *reporting party*
    "p": frozenset(["r", "i"]),
    "h": frozenset(["a"]),
    "holder": _HOLDER,
    "person": frozenset(["reporting"]),
    "party": frozenset(["reporting", "injured"]),
}
_BANK = frozenset(
    cues.listed(
        "bank's banks station's precinct's police's sheriff's "
        "union's society's insurer's provider's issuer's council's company's lender's "
        "barclays's lloyds's chase's utility's airline's supplier's"
    )
)
_OF_DESK = frozenset(["branch's", "desk's", "department's"])  # *our branch's own number*
_NOT_HERS = frozenset(
    cues.listed("fake so-called supposed pretend scam scammer's caller's suspect's fraudster's agent's his")
    + cues.listed("unknown unidentified anonymous random suspicious unsaved unfamiliar")
)
_PLACES = frozenset(
    cues.listed(
        "clinic's shop's store's office's church's school's practice's restaurant's farm's salon's company's"
    )
    + cues.listed(
        "business's charity's club's firm's surgery's team's library's garage's landlord's hotel's house's"
    )
)
_COMPANY_FIELD = re.compile(r"company's [a-z -]{2,30}(?::| - |\.{2})")
_INFORMANT = re.compile(
    r"\bcaller(?:,? is)? (?:an? )?(?:mrs?\b|ms\b|miss\b|dr\b|customer|member|victim|resident"
    r"|report(?:s|ed|ing)\b|wishes|wants to report|advises)"
)
_DEAR = re.compile(
    r"\b(?:dear|valued|hello|hi) (?:valued )?(?:customer|consumer|client|member|user|subscriber)"
)
_CALLER = frozenset(["caller", "caller's"])
_NAMING = (
    _KIN
    | {f"{one}'s" for one in _KIN}
    | frozenset(cues.listed("customer client member victim complainant behalf helping i'm"))
)
_FOR = frozenset(["for", "with", "of"])  # *filling this in for Mrs Lee*, *on behalf of Ken*
_BEFORE_FOR = frozenset(cues.listed("this it in out up behalf caring care writing reporting"))
_TITLES = frozenset(cues.listed("mr mrs ms miss dr is"))
_SHORT = 2  # letters that no name is as short as
_NO_NAMES = frozenset(
    ["Care", "Service", "Services", "Support", "Relations", "Helpline", "Help", "Desk", "Center"]
)
_BEFORE_KIN = frozenset(
    cues.listed("my our your his her their the a an old elderly late dear poor our in and s")
)
OWN_VOICE = (
    _MINE | _KIN | _DESK | frozenset(cues.listed("i me mine we us i'm i've i'll im we're please pls kindly"))
) | {f"{one}'s" for one in _KIN | _DESK}
"""Words with which people speak of themselves and theirs."""
ANY = (
    _MINE
    | _PRONOUNS
    | _ALONE
    | _KIN
    | _DESK
    | _BANK
    | _CALLER
    | _PLACES
    | _OF_DESK
    | frozenset(_TWO)
    | {f"{one}'s" for one in (*_KIN, *_DESK, *_TWO)}
    | {f"{one}s" for one in _KIN | _DESK}
)
"""Words of which a text must have one where anything is said to be someone's."""


class Owner(NamedTuple):
    """A word for a person.

    Attributes:
        role: What is said to be theirs is.
        has: Whether it stands in the possessive: *cust's*, *my*.
        alone: Whether it says so without a word for a thing.
        kin: Whether it names a person: a relative, a customer.
        mine: Whether it is the reporter's *my* or *our*.
        pronoun: Whether it is *his*, *her* or *their*.
    """

    role: str
    has: bool
    alone: bool = False
    kin: bool = False
    mine: bool = False
    pronoun: bool = False


def is_note(text: Folded) -> bool:
    """Tell whether a text is a note about a customer, a member, a victim."""
    return "note" in text.scenes and not cues.says(_DEAR, text.low)


def is_kin(word: str) -> bool:
    """Tell whether a word, in small letters and not in the possessive, is one for a relative or a friend."""
    return word in _KIN


def names(text: Folded) -> frozenset[str]:
    """Give the names of relatives, customers and whom one writes for, in small letters.

    *My neighbour Ken*, *for Mrs Lee*.
    """
    known: frozenset[str] | None = text.kept.get("names")
    if known is None:
        known = text.kept["names"] = frozenset(_names(text.text, text.tokens))
    return known


def _names(written: str, tokens: Sequence[Token]) -> Iterator[str]:
    for at, (word, _, _) in enumerate(tokens):
        if word not in _NAMING and not (word in _FOR and at and tokens[at - 1][0] in _BEFORE_FOR):
            continue
        for name, begins, ends in tokens[at + 1 : at + 3]:
            if name in _TITLES:
                continue
            if len(name) > _SHORT and name not in _NAMING and is_name(written, begins, ends):
                yield _base(name)
            break


def is_name(written: str, begins: int, ends: int) -> bool:
    """Tell whether a word is written as a name is: *Hartley*, and not the whole text in capitals.

    Args:
        written: The folded text.
        begins: Where the word starts there.
        ends: One past where it ends.
    """
    word = written[begins:ends]
    return word[:1].isupper() and (len(word) == 1 or word[1:].islower()) and word not in _NO_NAMES


def _base(word: str) -> str:
    return word.removesuffix("s").removesuffix("'")


def owner(text: Folded, i: int) -> Owner | None:
    """Read a word for a person.

    Args:
        text: The folded text.
        i: The number of the word among its tokens.

    Returns:
        Whose what stands beside it is; None where it is no such word.
    """
    word = text.tokens[i][0]
    if word in _MINE:
        of_desk = word == "our" and is_note(text)
        return Owner(Role.GENUINE if of_desk else Role.REPORTER, has=True, mine=True)
    if word in _BANK or (word in _OF_DESK and i and text.tokens[i - 1][0] == "our"):
        return None if _is_accused(text, i) else Owner(Role.GENUINE, has=True)
    if word in _PRONOUNS:
        return Owner(Role.REPORTER, has=True, pronoun=True) if relatives.are_meant(text, word) else None
    if word not in ANY and (word.isdecimal() or not text.text[text.tokens[i][1]].isupper()):
        return None
    if word in _CALLER:
        return Owner(Role.REPORTER, has=True) if cues.says(_INFORMANT, text.low) else None
    return _named_person(text, i)


def _is_accused(text: Folded, i: int) -> bool:
    """Tell whether it is a fake company's, or the accused one's in a form: *Company's phone: X*."""
    at = text.tokens[i][1]
    if i and text.tokens[i - 1][0] in _NOT_HERS:
        return True
    return (
        text.low[max(0, at - 8) : at].rstrip(" \t*-")[-1:] in ("", "\n")
        and _COMPANY_FIELD.match(text.low, at) is not None
    )


def _named_person(text: Folded, i: int) -> Owner | None:
    """Read a word for a relative, for someone of whom a note speaks, for a place of theirs, or a name."""
    word, begins, ends = text.tokens[i]
    previous = text.tokens[i - 1][0] if i else ""
    base = _base(word)
    has = base != word
    told: Owner | None = None
    if base in _KIN or base in _DESK or word in _DESK:
        told = Owner(Role.REPORTER, has=has, alone=word in _ALONE, kin=True)
    elif word in _PLACES and previous in _MINE:
        told = Owner(Role.REPORTER, has=True)
    elif word in _ALONE:
        told = Owner(Role.REPORTER, has=True, alone=True)
    elif base in _TWO and previous in _TWO[base]:
        told = Owner(Role.REPORTER, has=has, kin=True)
    elif is_name(text.text, begins, ends) and base in names(text):
        told = Owner(Role.REPORTER, has=has, alone=has, kin=True)
    if told is None or previous in _NOT_HERS or _is_another(text, i, base, previous):
        return None
    return told


def _is_another(text: Folded, i: int, base: str, previous: str) -> bool:
    """Tell whether a word is no relative: French *son*, *partner ID*."""
    if base in _KIN and text.lang not in ENGLISH and previous not in _BEFORE_KIN:
        return True
    return base == "partner" and text.tokens[i + 1 : i + 2] != [] and text.tokens[i + 1][0] in ("id", "ids")
