"""What a verb behind a value tells, in languages where verbs stand last: *…から着信*, *… पर कॉल करें*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import joined, near, own_line, phrase_roles
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

_REACH = 70  # characters behind a verb in which the next value stands
_CLAUSE = re.compile(r"[^、,;]{0,6}[、,;].{4}")  # a clause that ends after a value, and another that begins
_IS = ("で、", "で,")  # *番号は X で、電話してしまった*: it was X, nobody called from it
_BY_WORD = ("へと言", "にと言", "までと言", "へと案", "にと案", "へと指", "にと指")  # *…へと言われ、*
_COMMAS = frozenset(",、;")
_TOLD = "callback_told"  # *… にと言われた*, which speaks of no number of hers
_WRAPPED = " )\"'"  # what may close around a value
_CLAUSE_ENDS = frozenset('.,、。।;()"')


def told(text: Folded, end: int, allowed: frozenset[str], *, said: bool, surely: bool) -> str | None:
    """Give the role that a verb after a value tells, in languages where verbs stand last.

    Args:
        text: The text.
        end: Where the value ends.
        allowed: The roles that its kind may have.
        said: Whether anything was said before it: a verb of another clause tells only where nothing was.
        surely: Whether that was *my …* or *the real …* just before it, which tell more than any verb.
    """
    if "verb" not in text.by_group:
        return None
    for cue in near.verb(text, end):
        if surely:  # *折り返しは … にと言われた*: it was told, whatever stands before
            by_word = cue.name == _TOLD or text.low.startswith(_BY_WORD, cue.start)
            if by_word and cue.start - end <= 1 and Role.CALLBACK in allowed:
                return Role.CALLBACK
            continue
        between = text.low[end : cue.start]
        if cue.name == Role.CALLER_ID and text.low.startswith(_IS, cue.start):
            continue
        if said and (cue.name == phrase_roles.SHOWN or _CLAUSE.match(between)):
            continue
        name = (
            phrase_roles.unsaid("phone", Role.CALLBACK, text) if cue.name == phrase_roles.SHOWN else cue.name
        )
        name = Role.CALLBACK if name == _TOLD else name
        if (
            name == Role.REPORTER
            and text.low.startswith("から", cue.start)
            and own_line.is_by_other(text.low, end)
        ):
            name = Role.CONTACT if Role.CONTACT in allowed else Role.CALLER_ID
        if name.endswith(phrase_roles.BESIDE) and not between.strip(_WRAPPED):
            name = name.removesuffix(phrase_roles.BESIDE)
        if name in allowed and not _of_another(text, between, cue):
            return name
    return None


def _of_another(text: Folded, between: str, cue: Cue) -> bool:
    """Tell whether what stands behind a value speaks of the next one: *A, my number is B*."""
    if cue.name == Role.REPORTER and _CLAUSE.match(between):
        return True
    if cue.name != Role.GENUINE and _COMMAS.isdisjoint(between):
        return False
    following = joined.OTHER.search(text.low, cue.end, cue.end + _REACH)
    return following is not None and _CLAUSE_ENDS.isdisjoint(text.low[cue.end : following.start()])
