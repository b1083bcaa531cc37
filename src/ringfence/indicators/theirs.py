"""Values that words call someone's, where it is the scammer of whom they speak: *my father saved his number*.

Elsewhere *his* speaks of the person named last. Here the verb tells another: whoever notes, blocks or traces
a number does so with someone else's, who rang; who is told to ring one is told another's; and of whom a
relative clause tells, *the man who robbed my aunt*, he stays who is spoken of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import (
    antecedents,
    contrasts,
    introduced,
    phrase_roles,
    possession,
    said_mine,
    voices,
)
from ringfence.indicators import theirs_words as said
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    import re

    from ringfence.indicators.fold import Folded

_BACK = 170  # characters before a value in which it is told
_NEAR = 60  # characters before a verb in which who does it stands
_ROLES = {str(role): role for role in Role}
_SEXES = {"his": "m", "sei": "m", "her": "f", "ihr": "f"}


def _may_tell(text: Folded) -> bool:
    """Tell quickly whether a text has any word by which a value may be told to be the scammer's here."""
    return not text.words.isdisjoint(said.PRONOUNS) or not text.words.isdisjoint(said.OTHERWISE)


def instead(kind: str, value: str, default: Role, text: Folded, place: tuple[int, int]) -> Role | None:
    """Give the role of a value that words call the reporter's, where it is the scammer's.

    Args:
        kind: The value's kind.
        value: Its canonical form.
        default: The role of such values without words.
        text: The folded text.
        place: Where the value starts there, and one past where it ends.

    Returns:
        The role; None where it may well be the reporter's.
    """
    told = "" if introduced.by_desk(text) else _role(text, *place)
    if told is None:
        return _not_hers(kind, value, default, text, place)
    calls = told == Role.CALLER_ID and kind == "phone"
    return Role.CALLER_ID if calls else phrase_roles.unsaid(kind, default, text)


def _role(text: Folded, start: int, end: int) -> str | None:
    """Tell what a value did, empty where that is not told; None where it may well be the reporter's."""
    if not _may_tell(text):
        return None
    first = max(0, start - _BACK)
    if _is_reported(text, first, start, end):
        return ""
    his = None if text.words.isdisjoint(said.PRONOUNS) else _is_his(text, first, start)
    return _is_otherwise(text, first, start, end) if his is None else his


def _is_reported(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether a scammer is reported to have called a value his: *he said his desk had X*."""
    if text.words.isdisjoint(said.REPORTING) or not text.scenes.isdisjoint(said.OF_KIN):
        return False
    if said.REPORTED.search(text.low, first, start) is None:
        return False
    return not said_mine.is_told(text, start, end)


def _is_his(text: Folded, first: int, start: int) -> str | None:
    """Tell whether *his*, *ihre*, *son* before a value speaks of the scammer, by the verb or the clause."""
    low = text.low
    own = said.OWN.search(low, max(0, start - _NEAR), start) is not None
    stranger = said.ROBBER.search(low, first, start) or _posed(low, first, start)
    if stranger is not None and (not own or said.HIS_OWN.search(stranger[0])):
        return Role.CALLER_ID if said.RANG.search(stranger[0]) else ""
    if own:
        return None
    if said.WITH.search(low, first, start) or said.HINDI.search(low, first, start):
        return ""
    return "" if _is_by_verb(text, first, start) else None


def _is_by_verb(text: Folded, first: int, start: int) -> bool:
    """Tell whether a verb binds *his number* to the scammer: *noted*, *told to ring*, *went to his son's*."""
    low = text.low
    kept = said.KEPT.search(low, first, start)
    if kept is not None and _is_done_by_hers(text, kept.start()):
        return True
    told = said.TOLD_TO.search(low, first, start)
    if told is not None and not _is_said_by_hers(text, told.start()):
        return True
    if _is_of_giver(text, first, start):
        return True
    to_kin = said.TO_HIS_KIN.search(low, first, start)
    if to_kin is not None and not antecedents.is_hers(text, to_kin.start("his"), "", surely=False):
        return True
    paid = said.PAY.search(low, first, start)
    return paid is not None and not _is_said_by_hers(text, paid.start("said"))


def _is_of_giver(text: Folded, first: int, start: int) -> bool:
    """Tell whether what is given to one of hers is the giver's, who is none: *gave mother his number*."""
    gave = said.GAVE_TO.search(text.low, first, start)
    if gave is None:
        return False
    at = gave.start("his" if gave["his"] else "son")
    sex = _SEXES.get(text.low[at : at + 3], "")
    if gave["whom"] == "her" and sex == "f":
        return False  # *told her her number*
    if not sex:  # *son*, *su*: whoever gave it
        return not _is_said_by_hers(text, gave.start())
    return not antecedents.is_hers(text, at, sex, surely=False)


def _is_posers(text: Folded, start: int) -> bool:
    """Tell whether a number is that of one who poses, and called: *le faux neveu a appelé, son numéro …*."""
    if text.words.isdisjoint(said.POSING) or text.words.isdisjoint(said.PRONOUNS):
        return False
    posed = _posed(text.low, max(0, start - _BACK), start)
    return posed is not None and said.RANG.search(posed[0]) is not None


def _posed(low: str, first: int, start: int) -> re.Match[str] | None:
    """Find one who only poses, and what is his: *a fake priest e-mailed me, his address is X*."""
    posed = said.POSED.search(low, first, start)
    if posed is None:
        return None
    next_sentence = "." in low[posed.start() : posed.start("his")]
    return None if next_sentence and said.NOW.search(low, posed.start("his") + 3, start) else posed


def _is_done_by_hers(text: Folded, at: int) -> bool:
    """Tell whether it is one of hers, or she, who does what a verb at a place tells."""
    if said.MY_OWN.search(text.low, max(0, at - 24), at):
        return True
    person = antecedents.last_before(text, at, max(0, at - _NEAR))
    return person is not None and bool(person.hers)


def _is_said_by_hers(text: Folded, at: int) -> bool:
    """Tell whether it is one of hers, or she, who says something: *my mother told me to ring her cell*."""
    if said.MY_OWN.search(text.low, max(0, at - 24), at):
        return True
    person = antecedents.nearest(text, at, max(0, at - _NEAR))
    return person is not None and bool(person.hers)


def _is_otherwise(text: Folded, first: int, start: int, end: int) -> str | None:
    """Tell the same where no pronoun does: *he says my boss is at X*, *rang mum and dad (X)*, *… by X*."""
    low = text.low
    if _is_by(text, start):
        return Role.CALLER_ID
    if said.SOURCE.search(low, max(0, start - 40), start) and said.CALLED.match(low, end):
        return Role.CALLER_ID
    says = said.SAYS.search(low, first, start)
    sent = said.SENT.match(low, end) and said.APART.search(low, first, start)
    if (
        sent
        or said.USES.search(low, first, start)
        or (says and not _is_said_by_hers(text, says.start("said")))
    ):
        return ""
    two = said.RANG_TWO.search(low, first, start)
    if two is not None and not said.BOTH_NUMBERS.match(low, end):
        both = (
            two[name] in said.ME or antecedents.is_word_for_hers(text, *two.span(name))
            for name in ("one", "two")
        )
        if all(both):
            return Role.CALLER_ID
    if said.WAS_HIS.match(low, end) and said.HE_BEFORE.search(low, first, start):
        return ""
    return "" if said.HE_SAID.match(low, end) and said.WENT.search(low, first, start) else None


def _not_hers(kind: str, value: str, default: Role, text: Folded, place: tuple[int, int]) -> Role | None:
    """Give the role of a value that is denied to be hers, called theirs or stands in their words."""
    start, end = place
    if voices.is_denied(text.low, end):
        return Role.OPERATOR if kind == "remote_access" else default
    hers = possession.is_hers(text, start, end)
    theirs = hers is False or (hers is None and contrasts.is_hers(text, start, end) is False)
    if kind == "phone" and theirs:  # *X is mine, Y is theirs*, *he gave her his number*
        return phrase_roles.unsaid(kind, default, text)
    return voices.of_scammer(kind, value, text, place)


def corrected(told: str, kind: str, default: Role, text: Folded, place: tuple[int, int]) -> Role:
    """Give the role that phrases tell, unless what is said around the value tells plainly another."""
    if told == Role.GENUINE and said.BUT.match(text.low, place[1]):  # *…, but that was his*
        return phrase_roles.unsaid(kind, default, text)
    if told != Role.CALLBACK:
        return _ROLES[told]
    return Role.CALLER_ID if _is_by(text, place[0]) or _is_posers(text, place[0]) else Role.CALLBACK


def _is_by(text: Folded, start: int) -> bool:
    """Tell whether a number is one that called: *was called on … by X*, *caller ID said …, number was X*."""
    last = text.low[max(0, start - 6) : start].rstrip("(+ :")
    if last.endswith(" by"):
        return said.BY.search(text.low, max(0, start - _BACK), start) is not None
    return (
        last.endswith((" was", " is"))
        and said.CALLER_ID.search(text.low, max(0, start - _BACK), start) is not None
    )
