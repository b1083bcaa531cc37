"""What a payment or chat service knows someone by, told by all the words around, weighed.

Zelle and PayPal know people by e-mail or number, WhatsApp by number. The rules of `services` know ways to say
that an address or a number is someone's there, and err hardly ever where they say so; people have more ways
than rules: *Two WhatsApps. Mine, 07700 900118*. So where a text names such a service, each address and number
that the rules left as it is gets a score (`weighed`), with where the service is named besides:

- ``sb zelle``, ``sa zelle``: the service named before and behind a value, the nearest;
- ``sbd 2``: how far off, in steps; ``sbp True``: whether a sentence ends between; ``sbx zelle 2 True``: all;
- ``sk email``: the kind; ``sn zelle email``: a service that the text names, and the kind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, weighed
from ringfence.indicators import services_words as said
from ringfence.indicators.indicator import Found, Role, Validity
from ringfence.indicators.kinds import handle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ringfence.indicators.weighed import Thing

KNOWS: dict[str, tuple[str, ...]] = {"email": ("zelle", "paypal"), "phone": ("zelle", "whatsapp")}
"""By what services know people, and which."""
_ENOUGH = 1.0  # log odds; what is a handle is nothing else, so that an error costs two values
_STEPS = (3, 12, 30, 70)  # signs between a service's name and a value
_AMERICAN = "+1"  # Zelle is of the United States


_start, _end = attrgetter("start"), attrgetter("end")


class Named(NamedTuple):
    """A service's name in a text: where it starts and ends (exclusive), and its company."""

    start: int
    end: int
    company: str


def named(low: str) -> list[Named]:
    """Give the services that a text names, in order; ``other`` is a company whose names are no kind of ours.

    Args:
        low: The text in small letters (`weighed.small`).
    """
    return [Named(*one.span(), one.lastgroup or said.OTHER) for one in said.NAMED.finditer(low)]


def things(low: str, names: Sequence[Named], known: AbstractSet[str], one: Found) -> list[Thing]:
    """Give what stands around a value, as it is weighed for this, but its words: see the module's text.

    Args:
        low: The text in small letters.
        names: The services that it names, in order.
        known: The same, each once.
        one: The value.
    """
    start, end = one.start or 0, one.end or 0
    around = [("sk", one.kind)]
    around += [("sn", f"{company} {one.kind}") for company in sorted(known & {*KNOWS[one.kind]})]
    before, after = bisect_right(names, start, key=_end), bisect_left(names, end, key=_start)
    last = names[before - 1] if before else None
    following = names[after] if after < len(names) else None
    for where, name in (("sb", last), ("sa", following)):
        if name is None:
            around.append((where, ""))
            continue
        first, until = (name.end, start) if name is last else (end, name.start)
        step, apart = bisect_left(_STEPS, until - first), cues.parted(low, first, until)
        around += [(where, name.company), (f"{where}d", str(step)), (f"{where}p", str(apart))]
        around.append((f"{where}x", f"{name.company} {step} {apart}"))
    return around


def asked(text: str, found: Sequence[Found]) -> Iterator[tuple[int, list[Thing], list[Named]]]:
    """Give the addresses and numbers of a text that a service which it names may know someone by.

    Args:
        text: The text as written.
        found: The values, in order of place. Handles of these services count as what they hold.

    Yields:
        The number of each among those found, what stands around it, and the services that the text names.
    """
    low = weighed.small(text)
    names = named(low)
    known = {name.company for name in names}
    held = [bare(one) for one in found]
    if not any(known & {*KNOWS.get(one.kind, ())} for one in held):
        return
    cut, places = weighed.placed(text, held)
    for n, at in places:
        one = held[n]
        if known & {*KNOWS.get(one.kind, ())}:
            words = weighed.things(one, cut, at)
            around = [thing for thing in words if thing[0] != "k"] + things(low, names, known, one)
            yield n, around, names


def bare(one: Found) -> Found:
    """Give the address or number that a handle of these services holds; anything else as it is."""
    company, _, value = one.value.partition(":")
    kind = "email" if "@" in value else "phone"
    if one.kind != handle.NAME or company not in KNOWS[kind]:
        return one
    return Found(kind, value, one.role, one.validity, one.start, one.end, one.strength, one.told)


def told(text: str, found: Sequence[Found]) -> list[Found]:
    """Make handles of the addresses and numbers that the words around say a service knows someone by.

    Args:
        text: The text as written.
        found: What the rules found in it, in order of place.
    """
    every = [*found]
    if not any(one.kind in KNOWS for one in found):
        return every
    for n, around, names in asked(text, found):
        one = found[n]
        company = _company(names, one) if one.kind in KNOWS and one.role is not Role.GENUINE else None
        if company and weighed.score(weighed.HANDLE, one.kind, around) > _ENOUGH:
            value = f"{company}:{one.value}"
            role = Role.CONTACT if company == "whatsapp" else Role.PAYEE
            role = Role.REPORTER if one.role is Role.REPORTER else role
            strength = handle.strength(value, role)
            every[n] = Found(handle.NAME, value, role, one.validity, one.start, one.end, strength, one.told)
    return every


def _company(names: Sequence[Named], one: Found) -> str | None:
    """Name the service that may know someone by a value: the last that is named before it, else the next."""
    if one.validity is not Validity.VALID:
        return None
    fits = KNOWS[one.kind]
    if one.kind == "phone" and not one.value.startswith(_AMERICAN):
        fits = tuple(company for company in fits if company != "zelle")
    here = bisect_right(names, one.start or 0, key=_end)
    nearest = chain(reversed(names[:here]), names[here:])
    return next((name.company for name in nearest if name.company in fits), None)
