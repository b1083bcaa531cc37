"""What the words of a value's own clause tell, where no phrase does: *Original bank care is …*.

Phrases know how things are mostly said; people say them in more ways than that. Where none stands by a
value, the words between it and its neighbours still tell whether it is the real one or the reporter's own,
unless one of them speaks of what the scammer did, said or gave.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues, near, relatives, transfers, voices
from ringfence.indicators import clause_words as said
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

# By their own names: asking the class for one takes time.
_CALLER_ID, _CONTACT, _GENUINE, _REPORTER, _VISITED = (
    Role.CALLER_ID,
    Role.CONTACT,
    Role.GENUINE,
    Role.REPORTER,
    Role.VISITED,
)
_BEFORE = 110  # characters before a value in which its clause begins
_AFTER = 70  # characters behind it in which its clause ends
_VALUE = re.compile(
    r"\d[\d ()./-]{5,}\d|\S@\S|://|\w\.(?:com|net|org|example|co|in|info|fr|de|es|jp|uk|us|ca|au|eu|io"
    r"|app|xyz|online|site|top|shop)\b"
)

_OF_KIN_BACK = 45  # characters in which such words stand
_MOST = 6  # words between the reporter's *my* and a value
_BELIEVED = frozenset(["thinking", "thought", "believing", "believed", "assuming", "assumed"])


def told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Give the role that the words of a value's clause tell: ``genuine``, ``reporter`` or ``caller_id``.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
        allowed: The roles that its kind may have.

    Returns:
        The role; None where the words tell none, or speak of a scammer too.
    """
    if "script" in text.scenes and "story" not in text.scenes:
        return None
    first, last = _bounds(text.low, start, end)
    if text.low[last - 1 : last + 1].endswith("?"):
        return None
    role = _by_person(text, (first, last), start, end) or _by_words(text, (first, last), start, end, allowed)
    return role if role in allowed else None


def _by_person(text: Folded, clause: tuple[int, int], start: int, end: int) -> str | None:
    """Tell a role by who is spoken of: *son fixe : …*, *I wrote from …*, *…, they had never heard of it*."""
    low, (first, last) = text.low, clause
    theirs = said.THEIRS.fullmatch(low, first + 1 if first else 0, start)
    if theirs is not None and text.low[end - 1 : end].isdigit() and _is_spoken_of(text, theirs[1]):
        return _REPORTER
    if _is_from_me(text, first, start, end):
        return _REPORTER
    if _is_denied(text, first, start, end):
        return _GENUINE
    if said.ANAPHORA.fullmatch(low, first, start) is not None:
        for spoken, role in ((said.SPOKEN_OF_MINE, _REPORTER), (said.SPOKEN_OF_REAL, _GENUINE)):
            if spoken.search(low, max(0, first - _BEFORE), first):
                return role
    mine = said.ITS_MINE.search(low, end, last)
    thought = mine is not None and not _BELIEVED.isdisjoint(_between(text, end, mine.start()))
    return _REPORTER if mine is not None and not thought else None


def _by_words(
    text: Folded, clause: tuple[int, int], start: int, end: int, allowed: frozenset[str]
) -> str | None:
    """Tell a role by the words between a value and its neighbours."""
    first, last = clause
    before = _between(text, first, start)
    words = before + _between(text, end, last)
    next_clause = said.NEXT_CLAUSE.search(text.low, end, last)
    near_end = last if next_clause is None else next_clause.start()
    near = before + _between(text, end, near_end)
    if not said.AGAINST.isdisjoint(near):
        return None
    if _GENUINE in allowed and (_says_real(text, near, first, last) or _is_on_paper(near, allowed)):
        return _REPORTER if of_kin(text.low, start) and _REPORTER in allowed else _GENUINE
    if _GENUINE not in allowed and said.LEFT.search(text.low, first, start):
        payer = antecedents.last_before(text, start, first)
        paid = payer is not None and payer.hers and _CONTACT not in allowed
        left = paid or said.WENT_ON.match(text.low, end)
        return _REPORTER if left else None
    if _is_mine(before[-_MOST:]) and said.TO_CALL.isdisjoint(before) and said.RANG.isdisjoint(before):
        return _REPORTER
    rings = not said.CALLS.isdisjoint(words) and said.DIALS.isdisjoint(words)
    return _CALLER_ID if rings else None


def is_partys(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value is called a party's own: *l'IBAN …, qui est le sien*, *debited: …*."""
    low = text.low
    if transfers.is_debited(text, start, end):
        return True
    if (
        text.words.isdisjoint(said.THEIR_OWN)
        or said.IS_THEIRS.match(low, end) is None
        or cues.first(said.PARTY, low) >= start
    ):
        return False
    return said.NOT_PARTY.search(low, max(0, start - _BEFORE), start) is None


def _is_spoken_of(text: Folded, pronoun: str) -> bool:
    """Tell whether *his* or *her* speaks of a relative whom a report is about."""
    meant = said.OF_PERSON[pronoun]
    if meant is None:
        return not text.scenes.isdisjoint(("his", "hers", "kin"))
    return relatives.are_meant(text, meant)


def _is_from_me(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether the reporter says that she wrote or paid from a value."""
    low = text.low
    if not said.FROM_WORDS.isdisjoint(text.words) and said.FROM_ME.search(low, first, start):
        return True
    if said.SENT_WORDS.isdisjoint(text.words):
        return False
    return (
        said.SENT_AFTER.match(low, end) is not None
        and said.FROM_ME_FIRST.search(low, first, start) is not None
    )


def _is_denied(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether who is reached by a value knows nothing of the matter, or a brand is said to have it."""
    may_deny = not text.low.isascii() or not said.DENYING_WORDS.isdisjoint(text.words)
    if may_deny and said.DENIES.match(text.low, end, end + 2 * _AFTER):
        return True
    brands = near.within(text, "brand", first, start)
    return any(said.BRAND_HAS.fullmatch(text.low, cue.end, start) for cue in brands)


def of_kin(low: str, start: int) -> bool:
    """Tell whether words before a place speak of what a relative has: *my daughter on her*."""
    return said.OF_KIN.search(low, max(0, start - _OF_KIN_BACK), start) is not None


def _says_real(text: Folded, words: list[str], first: int, last: int) -> bool:
    if not said.REAL.isdisjoint(words):
        return voices.IN_THREAD.search(text.low, first, last) is None
    if text.low.isascii() or said.REAL_EASTERN.search(text.low, first, last) is None:
        return False
    return said.AGAINST_EASTERN.search(text.low, first, last) is None


def _is_on_paper(words: list[str], allowed: frozenset[str]) -> bool:
    """Tell whether a number or an address stands on paper of hers: *printed on my ticket*."""
    if _VISITED in allowed or said.PAPER.isdisjoint(words):
        return False
    return any(
        words[i] in said.PAPER
        and not said.OWN_PAPER.isdisjoint(words[i - 2 : i])
        and not said.ON_PAPER.isdisjoint(words[max(0, i - 4) : i])
        for i in range(2, len(words))
    )


def _is_mine(words: list[str]) -> bool:
    """Tell whether a thing of the reporter's is named: *meri apni UPI ID*."""
    if said.MINE.isdisjoint(words):
        return False
    return any(
        word in said.MINE and not said.THINGS.isdisjoint(words[i + 1 : i + 3]) for i, word in enumerate(words)
    )


def _bounds(low: str, start: int, end: int) -> tuple[int, int]:
    """Give where the clause of a value begins and ends: at a sentence's end, or at the next value."""
    first = max(0, start - _BEFORE)
    ends = cues.sentence_ends(low[first:start])[:-1]
    first += ends[-1] if ends else 0
    others = [match.end() for match in _VALUE.finditer(low, first, start)]
    first = max([first, *others])
    last = min(len(low), end + _AFTER)
    last = end + cues.first_end(low[end:last])
    other = _VALUE.search(low, end, last)
    if other is not None:  # what stands before the next value is mostly said of that
        comma = max(low.rfind(",", end, other.start()), low.rfind(";", end, other.start()))
        last = end if comma < 0 else comma
    return first, last


def _between(text: Folded, first: int, last: int) -> list[str]:
    """Give the words that start between two places."""
    tokens = text.tokens
    return text.said[cues.at(tokens, first) : cues.at(tokens, last)]
