"""What a value did, by the rules of `roles` and by what stands around it (`weighed`), settled together.

Rules know ways to say whose a number is, and people have more ways than rules: a score from all the words
around tells more often right where rules are silent, and rules where a phrase is plain. So both are added up,
with what both say of the text's other values of that kind: two numbers in one report are seldom both hers.
"""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import weighed
from ringfence.indicators.indicator import Role
from ringfence.reports.redact import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from ringfence.indicators.indicator import Found
    from ringfence.indicators.weighed import Thing

# How much each tells that a value is the reporter's: the score, which counts less where the rules say hers;
# what the rules say, which counts less where no words told them that it is not; the lowest score of the
# text's other values of that kind; and whether the rules call one of those hers. It is a logistic regression
# on what the rules said of each labelled set before they were mended for it, beside scores by weights that
# had not seen the set (docs/explanation/extraction.md).
_CONSTANT, _BY_SCORE, _BY_RULES, _AGREED, _UNTOLD = 0.17, 0.81, 0.93, -0.11, 0.51
_LOWEST_OTHER, _ANOTHER_HERS = -0.24, -0.66
_SCORE_MASKED = 2.0  # of what was masked: the reporter's own stands so
# What is hers is masked, and what is another's links reports: of the two errors the first is the worse one,
# so that less than even odds make a value hers, and it takes more to overrule rules that say hers, unless
# no word told them so, as of a remote ID.
_HERS, _NOT_HERS, _NOT_HERS_UNTOLD = -0.2, -2.0, -0.4
_NOT_HERS_MASKED = 0.0  # where what is hers was masked: of what is left rules alone make nothing hers
_LEAST = -0.5  # of the score: that others are not hers makes none hers
_HERS_DENIED = 1.5  # where words such as *he said* speak against what was said
# The same of a number that called: the score, what the rules say, and more where words told them so.
_CALLER_CONSTANT, _CALLER_BY_SCORE, _CALLER_BY_RULES, _CALLER_TOLD = 0.60, 1.04, 0.94, 0.51
NOT_HERS = Role.USED
"""A role that none of these kinds has: what rules call the reporter's is not, and words tell nothing else."""
_CALLS = frozenset([Role.CALLER_ID, Role.CALLBACK])
_TWO = 2  # values, one of which is another than any one
_END = 4  # digits of another end of a number, at most: *089 99998 150/51*
_FEWEST_WORDS = 4  # of a text that tell anything: a list of values says nothing of them


def may_tell(one: Found) -> bool:
    """Tell whether the words around a value may tell what it did."""
    return one.kind in weighed.KINDS


def roles(
    text: str, found: Sequence[Found], denied: AbstractSet[tuple[int, int]] | None, *, calls: bool
) -> list[Role | None]:
    """Say what the values of a text did, by the rules and by what stands around them.

    Args:
        text: The text as written.
        found: What the rules found in it, in order of place, with the roles that they tell.
        denied: Where values stand that the rules took for the reporter's until they looked at more; None: no
            word of the text may make a value the reporter's.
        calls: Ask which of the other telephone numbers called.

    Returns:
        For each value ``reporter``, ``caller_id`` or ``callback`` where this tells another role than the
        rules; `NOT_HERS` where they say that it is the reporter's, and it is not; else None. What is
        ``genuine`` stays so.
    """
    cut, asked = weighed.placed(text, found)
    if sum(word[0].isalpha() for word in cut.words) < _FEWEST_WORDS:
        return [None] * len(found)
    around = {n: weighed.things(found[n], cut, at) for n, at in asked}
    told: list[Role | None] = [None] * len(found)
    if denied is not None:
        scores = {n: weighed.score(weighed.OWN, found[n].kind, every) for n, every in around.items()}
        known, masked = _by_kind(found, scores), MASK in text
        every_odds = {
            n: _odds_of_own(found[n], by_score, known[found[n].kind], masked=masked)
            for n, by_score in scores.items()
        }
        _as_one(found, every_odds)
        for n, by_score in scores.items():
            odds = every_odds[n]
            if found[n].role is Role.REPORTER:
                least = _NOT_HERS if found[n].told else _NOT_HERS_UNTOLD
                told[n] = NOT_HERS if odds < (_NOT_HERS_MASKED if masked else least) else None
            elif found[n].role is not Role.GENUINE:
                doubted = (found[n].start, found[n].end) in denied
                enough = by_score > _LEAST and odds > (_HERS_DENIED if doubted else _HERS)
                told[n] = Role.REPORTER if enough else None
    if calls:
        hers = {found[n].value for n in around if Role.REPORTER in (told[n], found[n].role)}
        for value, places in _numbers(found, around).items():
            if value not in hers:
                role = _of_call([(found[n], around[n]) for n in places])
                for n in places:
                    told[n] = role if role is not found[n].role else None
    return told


class _OfKind(NamedTuple):
    """What is known of one kind's different values in a text: their lowest scores, and which are hers."""

    lowest: dict[str, float]
    hers: set[str]

    def others(self, value: str) -> float | None:
        """Give the lowest score of the values beside one; None: there is none."""
        return min((score for other, score in self.lowest.items() if other != value), default=None)


def _by_kind(found: Sequence[Found], scores: Mapping[int, float]) -> dict[str, _OfKind]:
    """Gather what is known of a text's values by their kind; of each kind the two lowest are enough."""
    every: dict[str, _OfKind] = {}
    for n, score in sorted(scores.items(), key=itemgetter(1)):
        one = found[n]
        known = every.setdefault(one.kind, _OfKind({}, set()))
        if len(known.lowest) < _TWO:
            known.lowest.setdefault(one.value, score)
        if one.role is Role.REPORTER:
            known.hers.add(one.value)
    return every


def _odds_of_own(one: Found, by_score: float, known: _OfKind, *, masked: bool) -> float:
    """Weigh what the rules and the score say of a value, and of others of its kind (log odds)."""
    rules = 1.0 if one.role is Role.REPORTER else -1.0
    odds = _CONSTANT + _BY_SCORE * by_score + _BY_RULES * rules + _AGREED * by_score * rules
    if rules < 0 and not one.told:
        odds += _UNTOLD
    lowest = known.others(one.value)
    if lowest is not None or masked:
        one_is_hers = masked or not known.hers <= {one.value}
        odds += _LOWEST_OTHER * (_SCORE_MASKED if lowest is None else lowest)
        odds += _ANOTHER_HERS * (1.0 if one_is_hers else -1.0)
    return odds


def _as_one(found: Sequence[Found], odds: dict[int, float]) -> None:
    """Give a number and another end of it, *… 150/51*, what is odds for both (in place)."""
    for n, m in pairwise(sorted(odds)):
        one, other = found[n], found[m]
        if other.start is None or other.end is None or other.end - other.start > _END:
            continue
        if one.kind == other.kind == "phone" and one.role is other.role:
            odds[n] = odds[m] = (odds[n] + odds[m]) / 2


def _numbers(found: Sequence[Found], asked: Iterable[int]) -> dict[str, list[int]]:
    """Give the telephone numbers of a text that called or were called, and not both, with their places."""
    roles: dict[str, set[Role]] = {}
    for one in found:
        if one.kind == "phone":
            roles.setdefault(one.value, set()).add(one.role)
    numbers: dict[str, list[int]] = {}
    for n in asked:
        if found[n].kind == "phone" and len(roles[found[n].value]) == 1 and found[n].role in _CALLS:
            numbers.setdefault(found[n].value, []).append(n)
    return numbers


def _of_call(places: Sequence[tuple[Found, Sequence[Thing]]]) -> Role:
    """Tell whether a number called or was to be called, by all the places where a text has it."""
    odds = 0.0
    for one, around in places:
        rules = 1.0 if one.role is Role.CALLER_ID else -1.0
        odds += _CALLER_CONSTANT + _CALLER_BY_SCORE * weighed.score(weighed.CALLER, one.kind, around)
        odds += (_CALLER_BY_RULES + (_CALLER_TOLD if one.told else 0.0)) * rules
    return Role.CALLER_ID if odds > 0 else Role.CALLBACK
