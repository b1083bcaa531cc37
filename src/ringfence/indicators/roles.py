"""What a value did in the report, from the words around it.

The nearest phrase before the value in the same sentence decides, then one just after it, then what the whole
text is: a recorded message or a pop-up speaks for the scammer, a voice that says *told me*, *I called* is the
reporter's. Two rules stand above the words: a brand's own contact is ``genuine`` whatever was said of it, and
a remote ID of which nothing is said is the reporter's own, so that it is masked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import (
    asides,
    beside,
    clauses,
    contact_card,
    contrasts,
    dialogue,
    directions,
    forms,
    joined,
    known_good,
    mail_headers,
    near,
    own_line,
    phrase_roles,
    possession,
    reached,
    relatives,
    signed_japanese,
    signed_off,
    theirs,
    transfers,
    verbs,
    voices,
    whose,
)
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

# By their own names: asking the class for one takes as long as a rule that does not apply.
_REPORTER, _GENUINE, _VISITED = Role.REPORTER, Role.GENUINE, Role.VISITED
_CALLBACK, _CALLER_ID, _CONTACT, _PAYEE = Role.CALLBACK, Role.CALLER_ID, Role.CONTACT, Role.PAYEE
_BEFORE_OWN = 45  # and in which "my …" may make a value the reporter's
_NEARER = 4  # characters by which a phrase that follows must be nearer to decide
_DISTANT = 24  # characters between a phrase and a value behind which the clause's other words count too
_OF_OTHERS = frozenset([Role.CALLBACK, Role.CALLER_ID, Role.CONTACT])
_SCENES = ("called", "screen")
_OF_PEOPLE = frozenset([Role.REPORTER, Role.GENUINE])
# What is said plainly after a value against what was said before: *called … which is the real one*.
_PLAIN = frozenset(
    {(role, Role.GENUINE) for role in (Role.CALLBACK, Role.CALLER_ID, Role.CONTACT)}
    | {(Role.PAYEE, Role.REPORTER)}
)

# How people sign with a number, wherever it stands.
_SIGNS = re.compile(r"(?:^|[.!?,\n]['\"]?\s{0,2})(?:t[eé]l|phone|ph\b|mob|cell)")
_TO_PHONE = re.compile(r"\bto (?:tele)?phone\b")
_MOST_JOINED = 4  # values joined by *and* that are followed back

_OF_SCAMMER = (Role.CALLBACK, Role.CONTACT, Role.VISITED)

_OF_SITES = frozenset(["genuine", "visited"])
_TOLD_OF_SITES = "told_of_sites"  # under which name a text keeps them: a domain's URL has the same
_DENIED = "denied"  # under which name a text keeps what only seems the reporter's
# The roles that each kind's values can have by words, and the one they have without.
_BY_WORDS: dict[str, tuple[frozenset[str], Role]] = {
    "phone": (frozenset(["callback", "caller_id", "genuine", "reporter"]), Role.CALLBACK),
    "email": (frozenset(["contact", "genuine", "reporter"]), Role.CONTACT),
    "domain": (_OF_SITES, Role.VISITED),
    "url": (_OF_SITES, Role.VISITED),
    "ip": (frozenset(), Role.VISITED),
    "wallet": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "bank_account": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "gift_card": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "handle": (frozenset(["payee", "contact", "reporter"]), Role.PAYEE),
    "remote_access": (frozenset(["operator", "reporter"]), Role.REPORTER),
}


def resolve(kind: str, value: str, text: Folded, place: tuple[int, int]) -> Role:
    """Say what a value did.

    Args:
        kind: The value's kind.
        value: Its canonical form.
        text: The folded text it stands in.
        place: Where it starts there, and one past where it ends.
    """
    return resolve_told(kind, value, text, place)[0]


def resolve_told(kind: str, value: str, text: Folded, place: tuple[int, int]) -> tuple[Role, bool]:
    """Say what a value did, as `resolve`, and whether words near it or a list told so."""
    allowed, default = _BY_WORDS[kind]
    if text.hers_only and default is _VISITED:
        return default, False
    if known_good.genuine(kind, value):
        return _GENUINE, True
    if allowed is _OF_SITES:
        known: dict[tuple[int, int], str | None] = text.kept.setdefault(_TOLD_OF_SITES, {})
        if place not in known:
            known[place] = _told(text, *place, allowed)
        told = known[place]
    else:
        told = _told(text, *place, allowed)
    if told is None:
        return phrase_roles.unsaid(kind, default, text), False
    asked = told == _REPORTER and (
        dialogue.of_caller(text.low, place[0]) or dialogue.is_confirmed(text, *place)
    )
    if asked or told == contact_card.SIGNED:
        return _REPORTER, True
    if told != _REPORTER:
        if dialogue.answered(text, place[0]) == told:  # *what number did they call you from? X*
            text.kept.setdefault(_DENIED, set()).add(text.span(*place))
        return theirs.corrected(told, kind, default, text, place), True
    handed = kind == "gift_card" and phrase_roles.is_handed_over(text, place[0])
    otherwise = default if handed else theirs.instead(kind, value, default, text, place)
    if otherwise is not None:
        text.kept.setdefault(_DENIED, set()).add(text.span(*place))
    return otherwise or _REPORTER, True


def denied(text: Folded) -> set[tuple[int, int]]:
    """Give where values stand in the text as written that seemed the reporter's, until more was read."""
    spans: set[tuple[int, int]] = set()
    return spans.union(text.kept.get(_DENIED, ()), text.refanged.kept.get(_DENIED, ()))


def not_hers(kind: str, text: Folded) -> Role:
    """Say what a value did that is not the reporter's, and of which nothing else is told."""
    default = _BY_WORDS[kind][1]
    return Role.OPERATOR if default is _REPORTER else phrase_roles.unsaid(kind, default, text)


def hers(text: Folded) -> bool:
    """Tell whether any words of a text may make a value the reporter's; without them only a remote ID is."""
    if (
        possession.may_tell(text)
        or whose.may_tell(text)
        or relatives.may_have(text)
        or whose.may_stand_apart(text)
    ):  # most texts
        return True
    for group in ("before", "after", "verb", "aside"):
        for cue in text.by_group.get(group, ()):
            if cue.name.startswith("reporter"):
                return True
    if signed_off.may_stand(text) or signed_japanese.may_stand(text.low) or dialogue.may_stand(text):
        return True
    if mail_headers.may_stand(text.low) or forms.may_stand(text.low):
        return True
    if own_line.may_stand(text) or transfers.may_tell(text) or asides.may_stand(text):
        return True
    return (
        directions.may_tell(text) or _SIGNS.search(text.low) is not None or contact_card.may_stand(text.low)
    )


def told(text: Folded, start: int) -> bool:
    """Tell whether a phrase before a place speaks of calling: it makes a number a likely telephone number."""
    return any(
        cue.name.startswith(("callback", "caller_id", "reporter", phrase_roles.SHOWN))
        and not near.parted_from(text.low, cue.end, start)
        for cue in near.before(text, "before", start, _BEFORE_OWN)
    )


def _told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    answered = dialogue.answered(text, start)
    if answered is None and _REPORTER in allowed and dialogue.is_confirmed(text, start, end):
        answered = _REPORTER
    surest = (
        (answered if answered in allowed else None)
        or (_by_place(text, start, end, allowed) if "reporter" in allowed else None)
        or _by_caller(text, start, end, allowed)
        or _by_people(text, start, end, allowed)
        or _joined(text, start, allowed)
        or _listed(text, start, allowed)
    )
    if surest is not None:
        return surest
    first = beside.before(text, start, allowed)
    surely = first is not None and first.sure and first.role in _OF_PEOPLE
    verb = verbs.told(text, end, allowed, said=first is not None, surely=surely)
    if verb is not None:
        return verb
    if first is not None and first.role == _GENUINE and voices.named_in_message(text, end):
        return next((role for role in _OF_SCAMMER if role in allowed), first.role)
    then = beside.after(text, end, allowed)
    if then is None:
        return _by_clause(text, start, end, allowed, first) or (first and first.role)
    return then[0] if first is None else _of_two(text, end, first, then)


def _by_clause(
    text: Folded, start: int, end: int, allowed: frozenset[str], first: beside.Before | None
) -> str | None:
    """Tell a role by the words of the clause, where no phrase stands by a value, or a far or weak one."""
    if first is not None and first.away < beside.BEFORE:
        far = (first.bare or first.away > _DISTANT) and first.role in _OF_SCAMMER
        real = far and clauses.told(text, start, end, allowed) == _GENUINE
        return _GENUINE if real else None
    in_clause = clauses.told(text, start, end, allowed)
    if in_clause is not None or not allowed.issuperset(_OF_PEOPLE):
        return in_clause
    to_phone = _TO_PHONE.search(text.low, max(0, start - 24), start) is not None
    return None if to_phone or not whose.in_own_sentence(text, start) else _REPORTER


def _of_two(text: Folded, end: int, first: beside.Before, then: tuple[str, int]) -> str:
    """Choose between what is said before a value and what is said behind it."""
    plainly = then[1] < beside.COMMA and (first.role, then[0]) in _PLAIN
    plainly = plainly or (first.role == _REPORTER and then == (_CALLBACK, 1) and first.away > beside.CLOSE)
    plainly = plainly or (
        first.role == _REPORTER and then == (_CALLER_ID, 1) and first.away > _DISTANT
    )  # *the ID I read him and … that I dialled*
    linked = text.low.startswith((" and ", ", and "), end)
    innocent = linked and first.role == _GENUINE and then[0] == _CALLBACK  # *is X, and I called it*
    nearer = not first.sure and not innocent and then[1] + _NEARER <= first.away
    return then[0] if plainly or nearer else first.role


def _by_people(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Tell a role by brackets beside a value, or by the person who is named with it."""
    aside = asides.told(text, start, end, allowed)
    is_site = allowed is _OF_SITES  # of which persons tell only that it is a bank's
    if aside is None and _PAYEE in allowed:
        aside = _by_direction(text, start, end, allowed)
    if aside is None and not is_site and _is_hers(text, start, end):
        return _REPORTER if _REPORTER in allowed else None
    aside = aside or (None if is_site else contrasts.told(text, start, end, allowed))
    if aside is not None or not whose.may_tell(text):
        return aside
    told = whose.before(text, start) or whose.after(text, end)
    if told not in allowed or (told == _GENUINE and voices.named_in_message(text, end)):
        return None
    return None if is_site and _is_hers(text, start, end) else told


def _by_direction(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Tell by which way money went whose an account is."""
    if directions.is_payers(text, start, end, bare=_CONTACT not in allowed):
        return _REPORTER
    return _PAYEE if directions.is_payees(text, start) else None


def _is_hers(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value is called a party's own, or one of the reporter's people's."""
    return clauses.is_partys(text, start, end) or possession.is_hers(text, start, end) is True


def _by_caller(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Tell that a number or an address is hers by who called whom: *I rang it from …*."""
    may_be = allowed.issuperset(_OF_PEOPLE) or (_CONTACT in allowed and "から" in text.low[end : end + 3])
    if not may_be or not own_line.is_own(text, start, end):
        return None
    return None if voices.speaks_for_scammer(text, start) else _REPORTER


def _by_place(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Tell what a value is by the line it stands in: an e-mail's header, a signature, contact details."""
    if "contact" in allowed and "@" in text.low[start:end]:
        header = mail_headers.role(text.low, start)
        if header is not None:
            return header
    if "caller_id" in allowed and mail_headers.is_sent_to(text.low, start):
        return "reporter"
    signed = signed_off.role(text, start, end)
    if signed is not None:
        return signed
    japanese = not text.low.isascii() and signed_japanese.is_own(text.low, start, end)
    if japanese or forms.is_own(text.low, start):
        return "reporter"
    card = contact_card.role(text.low, start, end)
    if "script" in text.scenes and "story" not in text.scenes:  # a pop-up with its own *Contact: …*
        return None if card == _REPORTER else card
    return card or (contact_card.SIGNED if _heads_story(text, start, end) else None)


def _heads_story(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value is the contact that a report begins with, before it tells of another's."""
    other = contact_card.first_behind(text.low, start, end)
    if other is None:
        return False
    told = _told(text, *other, _OF_OTHERS | _OF_PEOPLE)
    return told in _OF_OTHERS or (told is None and not text.scenes.isdisjoint(_SCENES))


def _joined(text: Folded, start: int, allowed: frozenset[str]) -> str | None:
    """Give the role of the value before, where *and* joins them: *my daughter under … or by mail at …*."""
    for _ in range(_MOST_JOINED):
        place = joined.start_of_previous(text.low, start)
        if place is None:
            return None
        start, end = place
        every = allowed | {_CALLBACK, _CALLER_ID, _CONTACT}
        first = beside.before(text, start, every)
        then = None if first is not None else beside.after(text, end, every)
        owned = _by_people(text, start, end, every)
        owned = owned or (
            _REPORTER if first is None and then is None and whose.in_own_sentence(text, start) else None
        )
        owned = owned or _by_caller(text, start, end, every)
        role = owned or (first.role if first is not None else then and then[0])
        if role is not None:
            return role if role in allowed and role in _OF_PEOPLE else None
    return None


def _listed(text: Folded, start: int, allowed: frozenset[str]) -> str | None:
    """Tell that a value goes on a list of ways to reach her: *at home, X, or days on my son's number, Y*."""
    if _REPORTER not in allowed:
        return None
    every = allowed | {_CALLBACK, _CALLER_ID, _CONTACT}
    for _ in range(_MOST_JOINED):
        place = joined.start_of_listed(text, start)
        if place is None:
            return None
        start, end = place
        if reached.is_given(text, start, end):
            return _REPORTER
        first = beside.before(text, start, every)
        if first is not None:
            return _REPORTER if first.role == _REPORTER and reached.is_spoken_of(text, start) else None
    return None
