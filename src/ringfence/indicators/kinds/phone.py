"""Telephone numbers, as E.164: ``+18885550123``.

The format is ITU-T E.164; which numbers exist is libphonenumber's knowledge, behind
`reports.contact.parse_phone`. A number without a country code is read by the plan of the reporter's country,
else by plans that fit the text's language; one shaped like North America's (888-555-0123) is tried there from
everywhere. A number that no plan has is ``possible`` when phone words stand beside it, else nothing: callers
spoof impossible numbers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ringfence.indicators import (
    called_back,
    cues,
    known_good,
    national,
    near,
    number_parts,
    other_numbers,
    roles,
    services,
)
from ringfence.indicators.digits import Chain, Group
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.reports.contact import ParsedPhone, parse_phone, spaced
from ringfence.words import Country

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ringfence.indicators.fold import Folded

NAME = "phone"
ROLES = (Role.CALLBACK, Role.CALLER_ID, Role.GENUINE, Role.REPORTER)
RANK = 90

MOST_TRIED = 3_000
"""Stretches of digits that are tried in one text; what comes later in a text made of digits is left."""

_PLANS = {"en": ("US", "GB"), "de": ("DE",), "es": ("ES",), "fr": ("FR",), "ja": ("JP",), "hi": ("IN",)}
_TELLING = {
    "de": frozenset(cues.listed("und der nicht mich ich wurde angerufen nummer meine rief")),
    "fr": frozenset(cues.listed("et le une pas mon je numéro appel était suis")),
    "es": frozenset(cues.listed("y el los me mi llamó número una para que")),
    "ja": frozenset("のはをがにでしたるとかられま電話番号"),
    "hi": frozenset(
        cues.listed("है हैं था थी का की के को से में ने पर और hai hain tha thi mera mujhe nahi kiya gaya aaya unka")
    ),
}
_HERS = Role.REPORTER
_SHORTEST, _LONGEST, _LONGEST_NATIONAL = 7, 17, 13
_GAPS = frozenset(" \n\t/")
_WHOLE = 9  # digits after which a stroke with spaces starts another number
_LISTED = frozenset([Role.CALLBACK, Role.CALLER_ID])
_ONE_STORY = 240  # characters of a text that tells of one thing
_HANDLES = ("zelle", "whatsapp")
_JUST_BEFORE = 3  # characters
_SPOKEN = 9  # digits that someone spells out: nobody spells an order number
_E164 = 16  # a plus and at most 15 digits (ITU-T E.164)
_PREFIXES = {"US": "011", "CA": "011", "AU": "0011", "JP": "010"}  # before a country code; 00 elsewhere
_OTHERWISE = frozenset(["IN", "DE"])  # countries that write ten digits in other groups: five and five
_VERBS = frozenset([*ROLES, "callback_told"])
_TEN, _WITH_CODE = 10, 11  # digits of a number of North America, and with its 1
_NORTH_AMERICA = frozenset(["US", "CA"])
_TRUNK = frozenset(["GB", "DE", "FR", "AU", "IN", "JP", "IE", "NZ", "IT", "NL", "CH", "AT", "BE"])
_LEADING_ZERO = _TRUNK - {"IN", "IT"}  # where hardly anyone leaves it out: groups alone make no number


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every telephone number."""
    found = [*_every(text, context)]
    if not found:
        return
    if text.hers_only and not any(one.role is _HERS for one in found):
        yield from found  # what else they did is not asked, and nothing gives way to a number
        return
    found = _listed(text.original, found)
    is_short = len(text.text) <= _ONE_STORY
    once = {one.value: one.role for one in found if one.told}
    found = [_as(one, once.get(one.value)) for one in found]
    told = {one.role for one in found if one.told} - {Role.REPORTER, Role.GENUINE}
    if told == {Role.CALLER_ID} and is_short:
        found = [_as(one, Role.CALLER_ID) for one in found]
    yield from found
    yield from called_back.also(text.original, found, strength)


def _as(found: Found, role: Role | None) -> Found:
    """Let a number of which nothing is told be what it, or all others of its story, are elsewhere."""
    if found.told or role is None or role is found.role:
        return found
    return replace(found, role=role, strength=strength(found.value, role))


def _listed(written: str, found: list[Found]) -> list[Found]:
    """Give a number of which nothing is told the role of its neighbour in a list: *A and B both called*."""
    for at in (*range(1, len(found)), *range(len(found) - 2, -1, -1)):
        one = found[at]
        if one.told:
            continue
        for beside in (found[at - 1] if at else one, found[min(at + 1, len(found) - 1)]):
            first, second = sorted((one, beside), key=lambda each: each.start or 0)
            between = written[first.end or 0 : second.start or 0]
            if beside.told and beside.role in _LISTED and number_parts.LISTED.fullmatch(between):
                found[at] = replace(
                    one, role=beside.role, strength=strength(one.value, beside.role), told=True
                )
                break
    return found


def _every(text: Folded, context: Context) -> Iterator[Found]:
    plans: Sequence[str] = ()
    tried = 0
    may_be_handle = services.may_be_named(text)
    for chain in text.chains:
        if (
            len(chain.digits) < _SHORTEST
            or number_parts.is_card(chain.groups)
            or (not context.world and _is_nowhere(chain))
        ):
            continue
        plans = plans or _plans(text, context)
        if may_be_handle and services.claims(text, chain.start, chain.end) in _HANDLES:
            continue
        if other_numbers.is_other(text, chain.start) and not national.outweighs(text, chain, context.country):
            continue
        i = after = 0
        while i < len(chain.groups) and tried < MOST_TRIED:
            used = 0
            ends = _ends(chain, i, text.text)
            is_other = i > 0 and bool(ends) and other_numbers.is_other(text, chain.groups[i].start)
            for j in ends:
                tried += 1
                whole = i == 0 and j == len(chain.groups)
                stretch = chain if whole else Chain(chain.groups[i:j], chain.plus and i == 0, chain.spelled)
                read = None if is_other else _read(text, stretch, plans, context)
                apart = i == after or number_parts.begins_line(text.text, chain, i)
                longer = not apart or (not whole and number_parts.goes_on(text.text, chain, j))
                if read is not None and longer and not _is_told(text, stretch):
                    continue  # a part of a longer number
                if read is not None:
                    used = j - i
                    found = _found(text, chain.groups[i].start, chain.groups[j - 1].end, read)
                    yield found
                    yield from _with_other_ends(text, stretch, found, plans, context)
                    break
            i += used or 1
            after = i if used else after
    yield from _in_parts(text, context, plans)


def _with_other_ends(
    text: Folded, chain: Chain, first: Found, plans: Sequence[str], context: Context
) -> Iterator[Found]:
    """Read what follows a number as another end of it: *0177 or 0178*."""
    for part in number_parts.other_ends(text.low, chain.digits, chain.end):
        read = _read_digits(part.digits, plans, context, plus=chain.plus)
        if read is None:
            return
        if read != first.value:
            span = text.span(part.start, part.end)
            yield Found(NAME, read, first.role, Validity.VALID, *span, first.strength, first.told)


def _read_digits(digits: str, plans: Sequence[str], context: Context, *, plus: bool) -> str | None:
    """Read digits of which it is known that they are a telephone number; None when no plan has it."""
    if plus or digits.startswith(("00", "011")):
        abroad = _abroad(digits, context, plus=plus, beside=True)
        if abroad is not None and abroad[1] is Validity.VALID:
            return abroad[0]
    return None if plus else _valid(digits, [len(digits)], plans, beside=True)


def _in_parts(text: Folded, context: Context, plans: Sequence[str]) -> Iterator[Found]:
    """Find numbers whose area code stands apart, and those with letters of the keypad."""
    for part in number_parts.apart(text.low):
        value = _read_digits(part.digits, plans or _plans(text, context), context, plus=False)
        if value is not None:
            yield _found(text, part.start, part.end, (value, Validity.VALID))
    for ways, american in number_parts.lettered(text.text):
        tried = ("US",) if american else plans or _plans(text, context)
        read = (_read_digits(way.digits, tried, context, plus=False) for way in ways)
        value = next(filter(None, read), None)
        if value is not None:
            yield _found(text, ways[0].start, ways[0].end, (value, Validity.VALID))


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a number that stands alone in a form's field."""
    country = context.country or Country("US")
    parsed = parse_phone(number_parts.without_remark(written, country), country, world=context.world)
    if parsed is None or not _SHORTEST < len(parsed.e164) <= _E164:
        return None
    if _is_valid(parsed):
        return parsed.e164, Validity.VALID
    return (parsed.e164, Validity.POSSIBLE) if _is_possible(parsed) else None


def strength(value: str, role: Role) -> float:
    """Give .93 for a number that was dialled, .2 for one that called (often spoofed), 0 otherwise."""
    return {Role.CALLBACK: 0.93, Role.CALLER_ID: 0.2}.get(role, 0.0)


def label(value: str) -> str:
    """Write a number with spaces where its plan has them."""
    return spaced(value)


def _found(text: Folded, start: int, end: int, read: tuple[str, Validity]) -> Found:
    value, validity = read
    if start and text.text[start - 1] == "+":
        start -= 1
    elif start and text.text[start - 1] == "(":
        start -= 2 if start > 1 and text.text[start - 2] == "+" else 1
    role, told = roles.resolve_told(NAME, value, text, (start, end))
    return Found(NAME, value, role, validity, *text.span(start, end), strength(value, role), told)


def _plans(text: Folded, context: Context) -> Sequence[str]:
    if context.country is not None:
        # A pop-up in another language is for another country: what begins with 0 is tried there too.
        spoken = _PLANS.get(context.lang or "", ()) if context.lang != "en" else ()
        return (context.country, *(plan for plan in spoken if plan != context.country))
    if context.lang is not None:
        return _PLANS.get(context.lang, ("US",))
    best = max(_TELLING, key=lambda lang: len(_TELLING[lang] & text.words))
    return _PLANS[best] if len(_TELLING[best] & text.words) > 1 else _PLANS["en"]


def _is_nowhere(chain: Chain) -> bool:
    """Tell whether a number begins with +999: no country has it, so what follows is no number of another."""
    return chain.digits.startswith("999" if chain.plus else ("00999", "011999"))


def _ends(chain: Chain, i: int, text: str) -> list[int]:
    """Give the ends of the stretches from group ``i`` worth trying, the longest first."""
    groups = chain.groups
    if not chain.spelled and i and not _wide(text, groups[i - 1], groups[i]):
        return []
    total = 0
    ends: list[int] = []
    for j in range(i, len(groups)):
        if total >= _WHOLE and _stroke(text, groups[j - 1], groups[j]):
            break
        total += len(groups[j].digits)
        if total > _LONGEST:
            break
        if total < _SHORTEST:
            continue
        if j + 1 == len(groups) or chain.spelled or _wide(text, groups[j], groups[j + 1]):
            ends.append(j + 1)
    if len(ends) > 1 and number_parts.is_other_end(text, groups, ends[-1] - 1):
        ends[-1], ends[-2] = ends[-2], ends[-1]
    ends.reverse()
    return ends


def _stroke(text: str, left: Group, right: Group) -> bool:
    """Tell whether a stroke with spaces parts two whole numbers: *02 61 91 53 23 / 06 39 98 53 24*."""
    return len(left.digits) > 1 and text[left.end : right.start].strip("()") == " / "


def _wide(text: str, left: Group, right: Group) -> bool:
    """Tell whether a number may end between two groups: ``402-5550123-1234567`` is one order number."""
    return not _GAPS.isdisjoint(text[left.end : right.start])


def _read(
    text: Folded, stretch: Chain, plans: Sequence[str], context: Context
) -> tuple[str, Validity] | None:
    """Read a stretch of digits as a number, as well as the words around allow."""
    groups, digits = stretch.groups, stretch.digits
    if len(set(digits)) == 1:
        return None
    name, is_tight = near.labelled(text, stretch.start)
    verb = _has_verb(text, stretch.end)
    spoken = stretch.spelled and len(digits) >= _SPOKEN
    beside = verb or spoken or name == "phone" or roles.told(text, stretch.start)
    beside = beside or national.is_named(text, stretch, context.country)
    if not beside and len(groups) == 1 and other_numbers.has_sign(text, stretch.start):
        return None
    if stretch.plus or digits.startswith(("00", "011", _PREFIXES.get(context.country or "", "00"))):
        abroad = _abroad(digits, context, plus=stretch.plus, beside=beside)
        if abroad is not None or stretch.plus:
            return abroad
    if len(digits) > _LONGEST_NATIONAL:
        return None
    valid = _valid(digits, number_parts.shape(text.low, stretch), plans, beside=beside)
    if valid is not None:
        return valid, Validity.VALID
    is_called = beside and _is_called(text, stretch.start)
    surely = verb or (beside and name == "phone" and (is_tight or is_called))
    surely = surely or (is_called and [len(group.digits) for group in groups[-3:]] == [3, 3, 4])
    return _possible(digits, plans) if surely else None


def _is_called(text: Folded, start: int) -> bool:
    """Tell whether a phrase that speaks of calling stands just before a number."""
    just = near.before(text, "before", start, _JUST_BEFORE)
    return any(cue.name in ("callback", "caller_id") for cue in just)


def _has_verb(text: Folded, end: int) -> bool:
    """Tell whether a verb that speaks of telephoning follows, where verbs stand last."""
    return "verb" in text.by_group and any(cue.name in _VERBS for cue in near.verb(text, end))


def _is_told(text: Folded, stretch: Chain) -> bool:
    """Tell whether words say that a number is one to call."""
    return (
        stretch.plus
        or stretch.spelled
        or near.labelled(text, stretch.start)[0] == "phone"
        or roles.told(text, stretch.start)
    )


def _abroad(digits: str, context: Context, *, plus: bool, beside: bool) -> tuple[str, Validity] | None:
    """Read a number with its country code: after a plus, or after 00 or 011."""
    prefix = "" if plus else _PREFIXES.get(context.country or "", "00")
    if not digits.startswith(prefix):
        prefix = "011" if digits.startswith("011") else "00"
    international = digits.removeprefix(prefix)
    parsed = parse_phone("+" + international, None, world=context.world)
    if parsed is None:
        return None
    if _is_valid(parsed):
        return parsed.e164, Validity.VALID
    possible = plus and beside and 8 <= len(international) <= 15 and _is_possible(parsed)
    return (parsed.e164, Validity.POSSIBLE) if possible else None


def _valid(digits: str, shape: list[int], plans: Sequence[str], *, beside: bool) -> str | None:
    parted, home = len(shape) > 1, plans[0]
    if not beside and number_parts.is_paper(digits, shape):
        return None
    if number_parts.is_american(digits, shape, home) or (  # as only North America writes numbers
        shape == [3, 3, 4]
        and number_parts.is_free(digits)
        and (home in _OTHERWISE or (home == "MX" and not digits.startswith("800")))
    ):
        plans = ("US", *plans)
    for at, plan in enumerate(plans):
        if at and plan != home and not digits.startswith("0"):
            continue
        grouped = parted and (plan not in _LEADING_ZERO or digits[0] == "1")  # *1800 975 711*
        if not (beside or grouped or digits.startswith("0") or plan in _NORTH_AMERICA):
            continue
        if plan in _NORTH_AMERICA and (
            shape == [4, 6] or (len(digits) == _TEN and not beside and number_parts.is_odd(shape))
        ):
            continue  # *file 2026-118834*
        parsed = parse_phone(digits, Country(plan))
        if parsed is not None and _is_valid(parsed) and _fits(digits, plan):
            return parsed.e164
    if not set(plans) & _NORTH_AMERICA and number_parts.may_be_american(digits, shape, beside=beside):
        parsed = parse_phone(digits, Country("US"))
        if parsed is not None and parsed.valid:
            return parsed.e164
    return None


def _is_valid(parsed: ParsedPhone) -> bool:
    """Tell whether a plan has the number, or keeps it free for fiction, which behaves like a real one.

    Some plans, as libphonenumber has them, take more digits than any number can have (Germany's do).
    """
    return len(parsed.e164) <= _E164 and (parsed.valid or known_good.reserved(NAME, parsed.e164))


def _is_possible(parsed: ParsedPhone) -> bool:
    """Tell whether a number that no plan has is one all the same, read once more as it would be written.

    One that begins with a zero behind its country code, *+49 0800 …*, would be read as another.
    """
    again = parse_phone(parsed.e164, None)
    return len(parsed.e164) <= _E164 and again is not None and again.e164 == parsed.e164


def _fits(digits: str, plan: str) -> bool:
    """Refuse what libphonenumber reads leniently: a leading 1 that is no trunk prefix, too few digits."""
    if plan in _NORTH_AMERICA:
        return len(digits) == 10 or (len(digits) == 11 and digits[0] == "1")
    return len(digits) >= 9 or digits[0] in "01" or plan not in _TRUNK


def _possible(digits: str, plans: Sequence[str]) -> tuple[str, Validity] | None:
    for plan in plans:
        likely = (
            _fits(digits, plan) if plan in _NORTH_AMERICA else digits[0] == "0" and 9 <= len(digits) <= 12
        )
        whole = plan in _NORTH_AMERICA and len(digits) == _WITH_CODE
        parsed = parse_phone(f"+{digits}" if whole else digits, Country(plan)) if likely else None
        if parsed is not None and _is_possible(parsed):
            return parsed.e164, Validity.POSSIBLE
    return None
