"""The nearest phrase before a value, and the one just behind it, with what each tells of the value.

Before it a phrase in the same sentence tells, unless another value or words that lead on take it from this
one; behind it only one that follows at once, adverbs aside: *X, who also rang*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, joined, near, phrase_roles
from ringfence.indicators.cues import parted
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

BEFORE = 70  # characters back in which a phrase may tell a role
_BEFORE_OWN = 45  # and in which "my …" may make a value the reporter's
_AFTER = 12
CLOSE = 3  # a phrase that ends so near decides before one that follows
_NEXT = 40  # characters behind a phrase in which the next value stands
_FAR = 1_000  # what a phrase counts as that tells only where nothing was said before
COMMA = 10  # what a comma counts as between a value and a phrase that follows
_REFERS = (
    *("that i ", "that we ", "that she ", "which i ", "which we ", "which she "),
    *("that's ", "which is ", "that is ", "which was ", "the number on ", "the one on ", "the number from "),
    *("the one from ", "the number printed ", "printed on "),
    *("as printed ", "the number off ", "the one off "),
)  # what a comma parts from a value no more
_WORD = re.compile(r"[^\W\d_]+")
_ADVERBS = frozenset(
    cues.listed(
        "also just then again who that which has have had and is was it he she they i we the this twice "
        "always only ext number auch dann wieder die der das hat und war ist noch erneut nummer "
        "aussi encore puis qui a m est me celui celle también y que luego otra vez ha es el"
    )
)
_LINKING = frozenset(["and", "und", "et", "y", "but", "aber", "mais", "pero"])
_LEADING = frozenset([Role.REPORTER, Role.CALLBACK, Role.PAYEE, Role.GENUINE])
_ASIDE = re.compile(r"\s?\([^()\d]{1,40}\)\s?:?\s?[+(]{0,2}")
_THOUGHT = re.compile(
    r"\b(?:thought|believed|assumed|figured|dachte|creí|pensé|croyais|pensais)\s[^\s]{4,60}$"
)
_MEIN = frozenset(["mein", "meine", "meiner", "meinem", "meinen"])  # behind which any noun stands, not a name
_SHORT = 3  # letters of a phrase, *I'm* without its sign, after which no name is looked for
# Names behind a relative: *my son Jens, …*.
_CALLED = re.compile(
    r"(?:[\s,:(]{1,3}(?:(?:Herrn?|Frau|Dr\.?|RA|M\.|Mme|Me|Mr\.?|Mrs\.?|Ms\.?)\s)?[A-ZÄÖÜÉ][\w'.-]+){1,3}"
    r"|\s(?!(?:को|से|ने|पर|पे|में|तो|जो|नहीं|नही|और|या)\s?$)[\u0900-\u097f]+\s?$"
)
_WEAK = "_weak"  # *the number*: what was said just before it tells more


class Before(NamedTuple):
    """What a phrase before a value tells.

    Attributes:
        role: The role.
        sure: Whether nothing that follows can tell another.
        away: How many characters before the value the phrase ends.
        bare: Whether it is made of linking words only: *number is*.
    """

    role: str
    sure: bool
    away: int
    bare: bool = False


def after(text: Folded, end: int, allowed: frozenset[str]) -> tuple[str, int] | None:
    """Give the role that the nearest phrase after a value tells, and how far away it stands."""
    for cue in near.after(text, end, _AFTER):
        between = text.low[end : cue.start]
        name = (
            phrase_roles.unsaid("phone", Role.CALLBACK, text)
            if cue.name == phrase_roles.SHOWN
            else phrase_roles.behind(cue, text, allowed).removesuffix(_WEAK)
        )
        if name not in allowed or parted(text.low, end, cue.start):
            continue
        if not _ADVERBS.issuperset(_WORD.findall(between)):
            continue
        if name == Role.GENUINE and _THOUGHT.search(text.low, max(0, end - BEFORE), end):
            continue
        if (
            name in _LEADING
            and not text.low.startswith(_REFERS, cue.start)
            and joined.leads_on(text, cue.end, _NEXT)
        ):
            continue
        apart = "," in between and not text.low.startswith(_REFERS, cue.start)
        if apart and name == Role.REPORTER and not _LINKING.isdisjoint(_WORD.findall(between)):
            continue  # *they phone at night, X, and my cell is …*
        away = _FAR if cue.name.endswith(_WEAK) else len(between) + (COMMA if apart else 0)
        return name, away
    return None


def before(text: Folded, start: int, allowed: frozenset[str]) -> Before | None:
    """Give the role that the nearest phrase before a value tells."""
    weak: Cue | None = None
    for cue in near.before(text, "before", start, BEFORE):
        name = phrase_roles.of(cue, text, allowed)
        if name not in allowed or (name == "reporter" and start - cue.end > _BEFORE_OWN):
            continue
        if near.parted_from(text.low, cue.end, start):
            break
        if phrase_roles.says_nothing(text, cue, name, start, allowed):
            continue
        linked = cue.name.endswith(phrase_roles.BESIDE) or (weak is not None and name != "reporter")
        named = name == "reporter" and cue.end - cue.start > _SHORT
        named = named and text.low[cue.start : cue.end] not in _MEIN
        if linked and not _stands_beside(text, cue.end, start, names=named):
            continue
        if cue.name == phrase_roles.WEAKLY:
            weak = weak or cue
            continue
        away = start - cue.end
        bare = name == Role.CALLBACK and near.tight(text, cue.start, cue.end)
        return Before(name, weak is not None or name == "reporter" or away <= CLOSE, away, bare)
    if weak is None:
        return None
    return Before(phrase_roles.unsaid("phone", Role.CALLBACK, text), sure=False, away=BEFORE)


def _stands_beside(text: Folded, end: int, start: int, *, names: bool) -> bool:
    """Tell whether only linking words stand between a phrase and a value, or a value before it.

    Args:
        text: The text.
        end: Where the phrase ends.
        start: Where the value starts.
        names: Let a name of one or two words stand between too.
    """
    called = _CALLED.match(text.text, end, start) if names else None
    end = called.end() if called else end
    other = joined.OTHER.search(text.low, end, start)
    if _ASIDE.fullmatch(text.low, end, start) or phrase_roles.QUOTED.fullmatch(text.low, end, start):
        return True
    return near.tight(text, end, start if other is None else other.start())
