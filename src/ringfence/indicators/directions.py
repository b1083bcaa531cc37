"""Which way money went at an account: *out of our savings, BSB X, into one he called safe, BSB Y*.

Money goes from whoever pays to whoever is paid, so the account that it is said to have left is hers where it
is called hers, or where another follows to which it went; and the one that was credited is the other's.
Between such words and the account stand only its labels, and adjectives: *my little rainy day pot at X*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, people, relatives
from ringfence.indicators import directions_words as said

if TYPE_CHECKING:
    import re

    from ringfence.indicators.fold import Folded

_BACK = 130  # characters before an account in which it is told
_AHEAD = 110  # characters behind it in which the other account stands
_CAME_BACK = 60  # characters before that, in which money may be said to have come to her
_SEXES = {"her": "f", "his": "m", "ihrem": "f", "ihres": "f", "seinem": "m", "seines": "m"}


def may_tell(text: Folded) -> bool:
    """Tell quickly whether a text may tell that money left an account."""
    return not text.words.isdisjoint(said.LEAVING) and _has_account(text)


def _has_account(text: Folded) -> bool:
    return not text.words.isdisjoint(said.ACCOUNTS) or any(map(said.BEGINS_IBAN.match, text.odd))


def is_payers(text: Folded, start: int, end: int, *, bare: bool = True) -> bool:
    """Tell whether money is said to have left an account of hers.

    Args:
        text: The folded text.
        start: Where the account starts there.
        end: One past where it ends.
        bare: Whether *from X to Y* tells it too, without whose account it is.
    """
    if not may_tell(text):
        return False
    low, first = text.low, _first(text, start)
    for pattern in said.ways(text.lang, said.OUT):
        found = pattern.search(low, first, start)
        if found is not None and ("@" in low[start:end] or said.ACCOUNT.search(low, found.start(), end + 1)):
            return _is_hers(text, found)
    if (not low.isascii() or text.lang in ("hi", None)) and _has_left_eastern(low, first, start, end):
        return True
    for pattern in said.ways(text.lang, said.BARE) if bare else ():
        found = pattern.search(low, first, start)
        if found is not None:
            came = said.CAME.search(low, max(0, found.start() - _CAME_BACK), found.start())
            return came is None and said.ONWARD.match(low, end, end + _AHEAD) is not None
    return False


def _has_left_eastern(low: str, first: int, start: int, end: int) -> bool:
    """Tell the same in Hindi and Japanese, where *from* stands behind the account."""
    if said.LEFT_HINDI.search(low, first, start):
        return said.IN_HINDI.match(low, end) is None
    if said.OUT_HINDI.match(low, end) and said.OF_HERS_HINDI.search(low, first, start):
        return True
    return said.OUT_JAPANESE.match(low, end) is not None and bool(
        said.OF_HERS_JAPANESE.search(low, first, start)
    )


def is_payees(text: Folded, start: int) -> bool:
    """Tell whether an account is said to be that of whom was paid: *Receiver: …*, *credited: …*.

    Args:
        text: The folded text.
        start: Where the account starts there.
    """
    if not _has_account(text):
        return False
    if text.scenes.isdisjoint(said.OF_KIN) and said.IN_TOLD.search(text.low, _first(text, start), start):
        return True
    if text.words.isdisjoint(said.PAID):
        return False
    found = said.IN.search(text.low, _first(text, start), start)
    return found is not None and said.OF_HERS.search(found[0]) is None


def _first(text: Folded, start: int) -> int:
    """Give where to begin before an account: behind the sentence or the account before it."""
    first = max(0, start - _BACK)
    for other in said.VALUE.finditer(text.low, first, start):
        first = other.end()
    return first


def _is_hers(text: Folded, found: re.Match[str]) -> bool:
    """Tell whether whose the account is that money left is she, one of hers, or whom a note speaks of."""
    name = found.lastgroup
    if name is None:
        return True
    if name == "us":  # *the man says his own account is with us*
        return antecedents.side_before(text, found.start(), max(0, found.start() - _CAME_BACK)) is not False
    who = found[name]
    if who in said.MINE:
        return True
    if name.startswith("pron"):
        sex = _SEXES.get(who, "")
        if people.is_note(text) or (who in ("his", "her") and relatives.are_meant(text, who)):
            return True
        return antecedents.is_hers(text, found.start(name), sex, surely=False)
    at = found.span(name)
    return antecedents.is_party(text, *at) or antecedents.is_word_for_hers(text, *at)
