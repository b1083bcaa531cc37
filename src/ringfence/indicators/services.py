"""Services: whether the words about an e-mail address or number make it a payment or chat service's handle.

Zelle and PayPal know people by e-mail or number, WhatsApp by number: such a value beside the service's name
is a handle and nothing else (`ringfence.indicators.kinds.handle`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import cues, near
from ringfence.indicators import services_words as said

if TYPE_CHECKING:
    import re

    from ringfence.indicators.fold import Folded


def claims(text: Folded, start: int, end: int | None = None) -> str | None:
    """Name the service whose handle an e-mail address or number at a place is; None without one.

    Args:
        text: The text.
        start: Where the value starts.
        end: Where it ends; None where what follows does not matter.
    """
    follows = said.FOLLOWS.match(text.low, end) if end is not None else None
    if follows:
        return None if follows.lastgroup == said.OTHER else follows.lastgroup
    if cues.says(said.CHAT, text.low) and _in_chat(text.low, start, end):
        return "whatsapp"
    first = max(0, start - said.WITHIN)
    named = _last_named(text, first, start)
    if named is None or named.lastgroup == said.OTHER:
        return None
    another = said.ANOTHER.search(text.low, named.end(), start)
    telling = () if another else said.SURELY.get(named.lastgroup or "", ())
    surely = named.lastgroup == "paypal" and _is_by_whom(text.low, named, start, end)
    if surely or any(one.fullmatch(text.low, named.end(), start) for one in telling):
        return named.lastgroup
    if another:
        return named.lastgroup if _is_behind_another(text.low, named, start) else None
    signed = said.SIGNED.fullmatch(text.low, named.end(), start) and said.FROM.search(
        text.low, first, named.start()
    )
    return None if signed else _claimed(text, named, first, start)


def _is_behind_another(low: str, named: re.Match[str], start: int) -> bool:
    """Tell the same behind another value: *My Zelle is X and his is …*, *PayPal (X) mandó 200 euros a …*."""
    others = said.OTHERS.match(low, named.end(), start) if named.lastgroup in said.BY_CLAUSE else None
    if others is not None and others.end() == start:
        return True
    paid = named.lastgroup in said.BY_ADDRESS and said.PAID_TO.search(low, named.end(), start)
    return bool(paid) and not cues.parted(low, named.end(), start)


def _is_by_whom(low: str, named: re.Match[str], start: int, end: int | None) -> bool:
    """Tell whether an address is called someone's at PayPal, or is to whom it paid: *my PayPal is …*."""
    whose = said.WHOSE_PAYPAL.search(low, max(0, named.start() - said.WITHIN), named.start())
    if whose is not None and said.PAYPAL_IS.fullmatch(low, named.end(), start):
        return True
    given = said.PAYPAL_GIVEN.fullmatch(low, named.end(), start)
    if given and said.GAVE_PAYPAL.search(low, max(0, named.start() - 2 * said.WITHIN), named.start()):
        return True
    others = said.PAYPAL_OTHERS.search(low, named.end(), start) if whose is not None else None
    if others is not None:
        return others.end() == start
    return (
        end is not None
        and said.PAYPAL_BEHIND.fullmatch(low, named.end(), start) is not None
        and said.SENT_BEHIND.match(low, end) is not None
    )


def _in_chat(low: str, start: int, end: int | None) -> bool:
    """Tell whether a number is said to have written in a chat, by what follows it or by a quoted message."""
    if end is not None and said.CHAT_FOLLOWS.match(low, end):
        return True
    new = said.CHAT_NEW.search(low, max(0, start - 3 * said.WITHIN), start)
    if new is not None and said.CHAT_NEW_LINK.fullmatch(low, new.end(), start):
        return True
    return (
        end is not None
        and said.CHAT_USES.match(low, end) is not None
        and said.CHAT_USED.search(low, max(0, start - said.WITHIN), start) is not None
    )


def _claimed(text: Folded, named: re.Match[str], first: int, start: int) -> str | None:
    """Name the service that is named before a place where it claims what stands there; None where not.

    Args:
        text: The text.
        named: The service's name, the last before the place.
        first: How far back it was looked for.
        start: The place.
    """
    if cues.parted(text.low, named.end(), start):
        paid = named.lastgroup in said.BY_ADDRESS and said.PAID_TO.search(text.low, named.end(), start)
        ones = named.lastgroup in said.BY_CLAUSE and said.MINE_NEXT.fullmatch(text.low, named.end(), start)
        return named.lastgroup if paid or ones else None
    between = text.low[named.end() : start]
    tight = near.tight(text, named.end(), start, amounts=True)
    clean = said.TO.search(between) is not None and not said.OTHER_MATTER.search(
        between[: -len(between.split()[-1]) - 1]
    )
    if _is_of_clause(text.low, named, between):
        return named.lastgroup
    if named.lastgroup != "paypal":
        return named.lastgroup if tight or (clean and named.lastgroup == "zelle") else None
    if (
        said.PAYPAL_OF.fullmatch(between) or said.PAYPAL_OF_KIN.fullmatch(between)
    ) and not said.OTHER_MATTER.search(text.low, first, named.start()):
        return "paypal"
    if not between.strip(" :#(<\"'"):
        return None if said.FROM.search(text.low, first, named.start()) else "paypal"  # *PayPal billing@…*
    paying = said.PAYING.search(
        text.low, max(0, start - 2 * said.WITHIN), start
    ) or said.STRAIGHT_TO.fullmatch(between)
    return "paypal" if paying is not None and (tight or clean) else None


def _is_of_clause(low: str, named: re.Match[str], between: str) -> bool:
    """Tell whether a clause that begins with a service's name ends in what the service knows someone by."""
    if named.lastgroup == "whatsapp" and said.CHAT_FROM.fullmatch(between):
        return True
    if named.lastgroup not in said.BY_CLAUSE or not said.OF_SERVICE.fullmatch(between):
        return False
    before = low[max(0, named.start() - said.THING) : named.start()]
    return said.OF_HERS.search(before) is not None and said.FROM.search(before) is None


def _last_named(text: Folded, first: int, last: int) -> re.Match[str] | None:
    """Find the last service that a stretch of a text names."""
    return next(iter([*said.NAMED.finditer(text.low, first, last)][-1:]), None)


def of_tag(text: Folded, start: int, end: int) -> str | None:
    """Name the service of a name with an @: one that follows, else the last before it, else the next."""
    follows = said.FOLLOWS.match(text.low, end)
    last = _last_named(text, max(0, start - 2 * said.WITHIN), start)
    named = last is not None and not cues.parted(text.low, last.end(), start)
    if follows and not (named and follows[0].startswith(",")):  # *on Telegram @x, on PayPal …*
        return follows.lastgroup
    if last is not None and named:
        return last.lastgroup
    after = said.NAMED.search(text.low, end, end + said.WITHIN)
    if after is not None and not cues.parted(text.low, end, after.start()):
        return after.lastgroup
    return None if last is None else last.lastgroup


def may_be_named(text: Folded) -> bool:
    """Tell quickly whether a text may name a service at all."""
    low = text.low
    return (
        "whats" in low
        or "paypal" in low
        or "zelle" in low
        or "cash" in low
        or "venmo" in low
        or "telegram" in low
        or "pay pal" in low
        or (not low.isascii() and any(map(low.__contains__, said.EASTERN_PARTS)))
    )
