"""Values that are called someone's: *on his phone, X*, *X gehört meiner Tochter*, *son 919 …, daughter …*.

What stands beside a value is a thing and whose it is; `antecedents` tells whom *his* or *ihrem* speaks of.
Three ways of saying it are read, in all languages: a possessive and a thing before the value, a statement
behind it that it belongs to somebody, and a list in which the word for a relative stands before each value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues, elliptic_words, relatives, said_mine
from ringfence.indicators import possession_words as words

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_MOST = 18  # words before a value in which whose it is stands
_COPY_BACK = 80  # characters before an address in which a copy is spoken of
_BACK = 120  # characters before a value in which a thing and whose it is stand
_CLAUSE = 140  # characters before these in which their clause begins
_ARTICLE = 12
_OTHERS_BACK = 2000  # characters before what is her own in which no one else is spoken of
_SHORT = 24  # characters before a value in which Japanese says whose it is
_ITEM_BACK = 64
_EASTERN = re.compile(f"[{cues.JAPANESE}]")
_ITEM_WORDS = 6
_ELLIPTIC = 3  # words before a value among which *hers* stands
_STATED_BACK = 30
_HANDED = frozenset(["gave", "give", "gives", "dictated", "sent", "texted"])
_SEXES = {"his": "m", "her": "f"}
_JAPANESE_WORD = "の"
# *My daughter helps me. She is on X*
_THEY_ARE_AT = {"she": "f", "he": "m", "sie": "f", "er": "m", "elle": "f", "il": "m", "ella": "f", "él": "m"}
_PRONOUNS = frozenset(_THEY_ARE_AT)
# Of these one stands before a value wherever it is told there whose it is.
_TELLING = (
    _PRONOUNS | words.FIELDS | elliptic_words.ELLIPTIC | words.POSSESSIVES | words.SELF | antecedents.ANY
)


def may_tell(text: Folded) -> bool:
    """Tell whether a text has any of the words by which a value is called someone's."""
    apart = (antecedents.HERS, words.MY_WORDS, words.ALONE)
    if not all(map(text.words.isdisjoint, apart)) or said_mine.may_tell(text):
        return True
    return "@" in text.low or (not text.low.isascii() and _JAPANESE_WORD in text.low)


def is_hers(text: Folded, start: int, end: int) -> bool | None:
    """Tell whether a value is called one of the reporter's people's.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.

    Returns:
        True or False where it is said whose it is; None where it is not.
    """
    known: dict[tuple[int, int], bool | None] = text.kept.setdefault("possession", {})
    if (start, end) not in known:
        known[start, end] = _is_hers(text, start, end)
    return known[start, end]


def _is_hers(text: Folded, start: int, end: int) -> bool | None:
    if (
        belongs(text, end)
        or said_mine.is_told(text, start, end)
        or _is_his(text, end)
        or ("@" in text.low[start:end] and _is_received(text.low, start, end))
    ):
        return True
    start += text.low.startswith("(", start)
    if not text.low.isascii() and _EASTERN.search(text.low, max(0, start - _SHORT), start):
        return _is_japanese(text.low, start, end)
    at = cues.at(text.tokens, start)
    said = text.said[max(0, at - _MOST) : at]
    return None if _TELLING.isdisjoint(said) else _is_told_before(text, start, at, said)


def _is_told_before(text: Folded, start: int, at: int, said: list[str]) -> bool | None:
    """Tell the same by the words before a value, one of which tells whose something is."""
    near = said[-_ITEM_WORDS:]
    if _is_item(text, start, near) or (not words.FIELDS.isdisjoint(near) and _is_field(text, start)):
        return True
    if not elliptic_words.ELLIPTIC.isdisjoint(said[-_ELLIPTIC:]) and _is_ones(text, start):
        return True
    if words.POSSESSIVES.isdisjoint(said) and antecedents.ANY.isdisjoint(said):
        return None
    return _is_thing(text, start, at, said)


def _is_ones(text: Folded, start: int) -> bool:
    """Tell whether it is one of hers who gave a value, or has it, as *hers*: *she gave him hers, X*."""
    first = max(0, start - _ITEM_BACK)
    gave = elliptic_words.GAVE_ONE.search(text.low, first, start)
    if gave is not None:
        if gave.lastgroup is not None:
            return True
        giver = antecedents.nearest(text, gave.start(), max(0, gave.start() - _ITEM_BACK))
        if giver is not None and giver.hers is None:
            return antecedents.is_hers(text, giver.start, giver.sex, surely=False)
        return giver is not None and giver.hers is True
    ones = elliptic_words.IS_ONES.search(text.low, first, start)
    return ones is not None and antecedents.is_hers(text, ones.start(), "", surely=False)


def _is_field(text: Folded, start: int) -> bool:
    """Tell whether a value is a field of its own behind a sentence on one of hers: *… my aunt. Phone X*."""
    field = words.FIELD.search(text.low, max(0, start - _SHORT), start)
    if field is None:
        return False
    first, at = max(0, field.start() - _BACK), field.start()
    person = antecedents.last_before(text, at, first)
    if person is None or not person.hers:
        return False
    ends = cues.sentence_ends(text.low[first : person.start])[:-1]
    first += ends[-1] if ends else 0
    if words.CHEATS.search(text.low, first, at) or not words.DESCRIBES.search(text.low, first, at):
        return False
    other = antecedents.last_before(text, person.start, first)
    return other is None or other.hers is not False


def _is_japanese(low: str, start: int, end: int) -> bool | None:
    """Tell the same in Japanese: *自分の携帯X*, *父はXです*."""
    first = max(0, start - _SHORT)
    if words.JAPANESE.search(low, first, start):
        return words.JAPANESE_OTHER.search(low, max(0, start - 2 * _SHORT), start) is None
    is_one = words.JAPANESE_IS.search(low, first, start) is not None
    return True if is_one and words.JAPANESE_ENDS.match(low, end) else None


def _is_received(low: str, start: int, end: int) -> bool:
    """Tell whether an address is where a mail reached her: *I was in copy on X*, *wrote to me at X*."""
    near = max(0, start - _COPY_BACK)
    if low[start - 1 : start] == " " and words.WRITTEN_AT.search(low, near, start):
        return True
    may_be = "cop" in low[near:start] or "cc" in low[near:start]
    if may_be and words.COPIED.search(low, near, start):
        return True
    return words.SENDER.match(low, end) is not None and words.WRITTEN.search(low, near, start) is not None


def belongs(text: Folded, end: int) -> bool:
    """Tell whether what follows a value says that it belongs to one of the reporter's people: *… is mine*."""
    if not words.VERBS.match(text.low, end):  # which is seldom
        return False
    said = words.BELONGS.match(text.low, end)
    if said is None:
        return False
    return said.lastgroup is None or antecedents.is_word_for_hers(text, *said.span(said.lastgroup))


def _is_his(text: Folded, end: int) -> bool:
    """Tell whether what follows a value says that it is his who was named last: *that is his*."""
    if text.words.isdisjoint(words.ONES):
        return False
    said = words.IS_HIS.match(text.low, end)
    if said is None:
        return False
    sex = words.IS_HIS_SEX.get(said.lastgroup or "", "")
    return antecedents.is_hers(text, said.start(said.lastgroup or 0), sex, surely=False)


def _is_item(text: Folded, start: int, near: list[str]) -> bool:
    """Tell whether a word for one of hers stands at the head of what a value ends: *son X, daughter Y*."""
    low, first = text.low, max(0, start - _ITEM_BACK)
    looked = []
    if not antecedents.ANY.isdisjoint(near):
        looked.append(words.HEADED)
        if not words.HAVE.isdisjoint(near):
            looked.append(words.HAS)
        if not words.AT.isdisjoint(near):
            looked.append(words.IS_AT)
    if not looked and not words.AT.isdisjoint(near) and not _PRONOUNS.isdisjoint(near):
        looked.append(words.IS_AT)
    for pattern in looked:
        found = pattern.search(low, first, start)
        if found is None:
            continue
        sex = _THEY_ARE_AT.get(found["who"])
        if sex is not None and antecedents.is_hers(text, found.start("who"), sex, surely=False):
            return True
        is_at = pattern is words.IS_AT
        if (_is_kin if is_at else antecedents.is_word_for_hers)(text, *found.span("who")):
            return True
    return not words.SELF.isdisjoint(near) and words.SELF_HEADED.search(low, first, start) is not None


def _is_thing(text: Folded, start: int, at: int, said: list[str]) -> bool | None:
    """Tell whose a thing is that stands alone before a value: *von seinem Apparat X*; None without one."""
    for i in range(len(said) - 1, -1, -1):
        if said[i] not in words.POSSESSIVES and not _is_kins(said, i):
            continue
        begins = text.tokens[at - len(said) + i][1]
        if begins < start - _BACK:
            return None
        found, told = _told_at(text, said[i], begins, start)
        if found:
            return told
    return None


def _is_kins(said: list[str], i: int) -> bool:
    """Tell whether a word stands in the possessive, as people write it behind *my* without its sign too."""
    if said[i].endswith("'s"):
        return True
    return said[i][-1] == "s" and not words.MY_WORDS.isdisjoint(said[max(0, i - 2) : i])


def _told_at(text: Folded, word: str, begins: int, start: int) -> tuple[bool, bool | None]:
    """Tell whether a word at a place and its thing stand before a value, and whose they say that it is."""
    low = text.low
    if word in words.TITLES:
        titled = words.TITLED.match(low, begins, start)
        return titled is not None and not cues.says(words.NAMES_HIMSELF, low), True
    if word in words.MY_WORDS or word in words.MINES:
        mine = _is_mine(text, begins, start)
        return mine is not None, mine or None
    if word in words.WHOSE_WORDS:
        if not words.WHOSE.match(low, begins, start):
            return False, None
        return True, antecedents.side_before(text, begins, max(0, begins - _ARTICLE - _SHORT))
    thing = words.THING.match(low, begins, start)
    if thing is None:
        return False, None
    told = _is_of_hers(text, begins, thing)
    return told is not None or not thing["kin"], told


def _is_mine(text: Folded, begins: int, start: int) -> bool | None:
    """Tell whether *my* or *mine* at a place has a value; False: a thing of hers showed it; None: neither."""
    low = text.low
    mine = words.MINE.match(low, begins, start)
    if mine or words.MINE_ASIDE.match(low, begins, start):
        placed = words.PLACED.search(low, max(0, begins - _ARTICLE), begins)
        if not mine:
            return placed is None
        return not (placed and words.SHOWN.search(low, max(0, begins - _CLAUSE), begins))
    if text.words.isdisjoint(elliptic_words.ASKING):
        return None
    asked = elliptic_words.ASKED.search(low, max(0, begins - _BACK), begins)
    return True if asked and elliptic_words.ANSWERED.match(low, begins, start) else None


def _is_of_hers(text: Folded, at: int, said: re.Match[str]) -> bool | None:
    """Tell whether a thing that begins at a place, *his phone*, is one of the reporter's people's."""
    low = text.low
    begins = max(0, at - _CLAUSE)
    ends = cues.sentence_ends(low[begins:at])[:-1]
    begins += ends[-1] if ends else 0
    placed = words.PLACED.search(low, begins, at) is not None
    shown = placed and words.SHOWN.search(low, begins, at)
    dialled = words.DIALS.search(low, begins, at) and not words.THEY.search(low, begins, at)
    if shown or dialled or is_paid_to(said[0], low, begins, at):
        return None
    if not said["kin"] and _is_taken(text, begins, at):
        return True
    gave = max(words.GAVE.finditer(low, begins, at), key=re.Match.start, default=None)
    if gave is not None and not placed:
        return _is_of_giver(text, gave, begins, said)
    if said["kin"]:
        return _is_kin(text, *said.span("kin")) or None
    if words.HER_OWN.match(said[0]) and antecedents.last_before(text, at, max(0, at - _OTHERS_BACK)) is None:
        return True
    surely = placed or words.SURELY.search(said[0]) is not None
    return antecedents.is_hers(text, at, _sex(said), surely=surely) or None


def _is_taken(text: Folded, first: int, at: int) -> bool:
    """Tell whether a scammer is said to have noted or found what begins at a place, which is another's."""
    taken = words.TAKEN.search(text.low, first, at)
    taker = taken and antecedents.last_before(text, taken.start(), first)
    return taker is not None and taker.hers is False


def _is_kin(text: Folded, start: int, end: int) -> bool:
    """Tell whether a word is for one of hers, and not of a scammer's: *his boss*, *he says my boss*."""
    if not antecedents.is_word_for_hers(text, start, end):
        return False
    before = words.OF_HIS.search(text.low, max(0, start - _SHORT), start)
    if before is None:
        return True
    owner = before["his"]
    if owner is None:
        return False
    place = before.start("his")
    return antecedents.is_hers(text, place, _SEXES[owner], surely=False) or relatives.are_meant(text, owner)


def is_paid_to(thing: str, low: str, first: int, at: int) -> bool:
    """Tell whether *his account* at a place is where money went, which is the payee's: *to his account*.

    Args:
        thing: The word for the account.
        low: The text.
        first: Where its sentence begins.
        at: Where the account, *his …*, begins.
    """
    return (
        words.ACCOUNT.search(thing) is not None
        and words.PAID_TO.search(low, max(first, at - 12), at) is not None
    )


def _is_of_giver(text: Folded, gave: re.Match[str], first: int, said: re.Match[str]) -> bool | None:
    """Tell whether what is given is that of one of hers: *my father gave him his number*."""
    giver = antecedents.last_before(text, gave.start(), first)
    if said["kin"]:
        theirs = text.low.startswith((" me ", " us "), gave.end()) or (giver is not None and not giver.hers)
        to_them = text.low.startswith((" them ", " him "), gave.end())
        is_one = antecedents.is_word_for_hers if to_them else _is_kin  # *made her give them her son's number*
        return None if theirs else is_one(text, *said.span("kin")) or None
    sex = _sex(said)
    if giver is None:  # *Mom was crying. She gave her Zelle, X*
        who = antecedents.nearest(text, gave.start(), first)
        if who is None or who.hers is not None or who.sex != sex or gave[0] not in _HANDED:
            return None
        to_her = text.low.startswith((" me ", " us "), gave.end())
        return None if to_her else antecedents.is_hers(text, who.start, sex, surely=False) or None
    return None if (sex and giver.sex and giver.sex != sex) else giver.hers


def _sex(said: re.Match[str]) -> str:
    return words.SEX.get(said[said.lastgroup or ""], "")


def is_stated(text: Folded, at: int, end: int) -> bool:
    """Tell whether a phrase between two places ends a statement on the value before it: *X is mine, …*."""
    if not words.STATED.search(text.low, max(0, at - _STATED_BACK), at):
        return False
    return "," in text.low[at:end] or words.STATED_ENDS.match(text.low, end) is not None
