"""Which values stand in which report: the ring's own, enablers', strangers', brands' own, and noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario import names, payees, phones
from ringfence.scenario.chance import by_weight, happens, stream
from ringfence.scenario.filings import FRAME, GLUE, METHODS, SPAM, UNRELATED, VICTIM, deal
from ringfence.scenario.lines import choose_site, line_count
from ringfence.scenario.phones import COUNTRIES
from ringfence.scenario.rings import DAY
from ringfence.scenario.rotation import rotate
from ringfence.scenario.values import origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringfence.scenario.chance import Flags, Ints
    from ringfence.scenario.filings import Filings
    from ringfence.scenario.lines import Lines
    from ringfence.scenario.parameters import Parameters
    from ringfence.scenario.phones import Numbers
    from ringfence.scenario.rings import Rings
    from ringfence.scenario.values import Book

GENUINE_EACH = 2  # numbers that each brand has of its own in each country
POPULAR_SPOOFS = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """What the functions below share while they write mentions into the book."""

    parameters: Parameters
    rings: Rings
    filings: Filings
    lines: Lines
    numbers: Numbers
    book: Book

    def of_ring(self) -> Ints:
        """Rows of reports that tell of a ring's fraud, and those that pretend to; thin rings' apart."""
        victim = self.filings.sort == VICTIM
        return np.flatnonzero((self.filings.ring >= 0) & ~(victim & self.rings.thin[self.filings.ring]))


def mention_all(draft: Draft) -> None:
    """Write every mention of the first reports into the book."""
    genuine = _genuine(draft)
    _reached(draft)
    _callers(draft, genuine)
    _contacts(draft)
    _operators(draft)
    _payees(draft)
    _thinly(draft)
    _others(draft, genuine)


def _by_channel(draft: Draft, rng: np.random.Generator, rows: Ints, shares: tuple[float, ...]) -> Flags:
    return happens(rng, np.array(shares)[draft.filings.channel[rows]], len(rows))


def _genuine(draft: Draft) -> int:
    """Mention the brands' own numbers and sites; a few of them are named by very many."""
    rng, filings, book = stream(draft.parameters.seed, "genuine"), draft.filings, draft.book
    brands, places = len(names.BRANDS), len(COUNTRIES)
    country = np.repeat(np.arange(places), brands * GENUINE_EACH)
    first = book.values(
        "phone", draft.numbers.write(phones.GENUINE, country, np.arange(len(country)) % (brands * 2))
    )
    site = book.values("domain", names.GENUINE_SITES)
    named = happens(rng, draft.parameters.genuine_phone, len(filings)) & (filings.sort != SPAM)
    rows = np.flatnonzero(named & (filings.sort != FRAME))
    turn = (rng.random(len(rows)) < 0.2).astype(np.int64)
    value = first + (filings.country[rows] * brands + filings.brand[rows]) * GENUINE_EACH + turn
    book.mention(rows, value, "genuine", -1, "genuine")
    rows = np.flatnonzero(
        happens(rng, draft.parameters.genuine_site, len(filings)) & (filings.sort == VICTIM)
    )
    other = rng.random(len(rows))
    value = site + np.where(other < 0.3, brands, filings.brand[rows])
    book.mention(rows, value, "genuine", -1, "genuine")
    return first


def _reached(draft: Draft) -> None:
    """Mention the number dialled and the site that showed it; of two rings where a report tells of two."""
    rng, filings, lines = stream(draft.parameters.seed, "reached"), draft.filings, draft.lines
    rows = draft.of_ring()
    glue = filings.sort[rows] == GLUE
    line = lines.lines_of(rng, filings.ring[rows], filings.country[rows], draft.parameters.skew)
    said = _by_channel(draft, rng, rows, draft.parameters.says_callback) | glue
    _number(draft, rows[said], line[said], filings.at[rows[said]], "own")
    site = choose_site(rng, lines, line, filings.at[rows], draft.parameters.skew)
    shown = _by_channel(draft, rng, rows, draft.parameters.says_site)
    hostile = np.where(glue, origin("hostile"), origin("own"))
    page = shown & happens(rng, 0.35, len(rows))
    book = draft.book
    ring = filings.ring[rows]
    book.mention(rows[shown], lines.first_site + site[shown], "visited", ring[shown], hostile[shown])
    book.mention(rows[page], lines.first_url + site[page], "visited", ring[page], hostile[page])
    rows = np.flatnonzero(filings.second >= 0)
    line = lines.lines_of(rng, filings.second[rows], filings.country[rows], draft.parameters.skew)
    moment = np.clip(
        filings.at[rows], draft.rings.begin[filings.second[rows]], draft.rings.end[filings.second[rows]]
    )
    _number(draft, rows, line, moment, "second")


def _number(draft: Draft, rows: Ints, line: Ints, second: Ints, why: str) -> None:
    value = draft.lines.phones.at(line, second)
    ring = draft.lines.ring[draft.lines.phones.owner[value]]
    because = np.where(draft.lines.reassigned[value] > 0, origin("reassigned"), origin(why))
    because = np.where(draft.filings.sort[rows] == GLUE, origin("hostile"), because)
    draft.book.mention(rows, draft.lines.first_phone + value, "callback", ring, because)


def _callers(draft: Draft, genuine: int) -> None:
    """Mention the numbers that called: mostly spoofed, from strangers, from brands, from other victims."""
    chosen, filings, book = draft.parameters, draft.filings, draft.book
    rng = stream(chosen.seed, "callers")
    rows = draft.of_ring()
    rows = rows[_by_channel(draft, rng, rows, chosen.says_caller) & (filings.sort[rows] == VICTIM)]
    shares = (chosen.spoof_own, chosen.spoof_popular, chosen.spoof_genuine, chosen.spoof_victim)
    how = by_weight(rng, (*shares, max(0.0, 1 - sum(shares))), len(rows))
    own = rows[how == 0]
    line = draft.lines.lines_of(rng, filings.ring[own], filings.country[own], chosen.skew)
    number = draft.lines.phones.at(line, filings.at[own])
    book.mention(own, draft.lines.first_phone + number, "caller_id", filings.ring[own], "own")
    popular = POPULAR_SPOOFS + chosen.reports // 2_000
    places = np.arange(popular, dtype=np.int64) % len(COUNTRIES)
    first = book.values("phone", draft.numbers.write(phones.INNOCENT, places, 500 + np.arange(popular)))
    many = rows[how == 1]
    book.mention(
        many, first + (popular * rng.random(len(many)) ** 2.5).astype(np.int64), "caller_id", -1, "spoofed"
    )
    brand = rows[how == 2]
    value = genuine + (filings.country[brand] * len(names.BRANDS) + filings.brand[brand]) * GENUINE_EACH
    book.mention(brand, value, "caller_id", -1, "spoofed")
    other, once = rows[how == 3], rows[how == 4]
    whose = rng.integers(0, len(filings), len(other))
    first = book.values("phone", person_phones(draft.numbers, filings.country[whose], whose))
    book.mention(other, first + np.arange(len(other)), "caller_id", -1, "spoofed")
    number = 1_000 + rng.integers(0, 9_000_000, len(once))
    first = book.values("phone", draft.numbers.write(phones.INNOCENT, filings.country[once], number))
    book.mention(once, first + np.arange(len(once)), "caller_id", -1, "spoofed")


def person_phones(numbers: Numbers, country: Ints, person: Ints) -> list[str]:
    """Give people's own numbers."""
    return numbers.write(phones.PERSON, country, person)


def _slots(
    draft: Draft, rng: np.random.Generator, rows: Ints, owner: Ints, *, owners: int, days: float
) -> tuple[Ints, Ints]:
    """Let owners use values in turn; tell which value each row meets, and each value's owner.

    Owners are rings, or groups that work the whole time (when there are not as many as rings).
    """
    chosen = draft.parameters
    load = np.bincount(owner, minlength=owners)
    if owners == len(draft.rings):
        begin, end = draft.rings.begin, draft.rings.end
        slots = line_count(chosen, draft.rings, load, np.arange(owners))
    else:
        begin = np.zeros(owners, dtype=np.int64)
        end = np.full(owners, chosen.days * DAY, dtype=np.int64)
        slots = np.maximum(1, np.round((load / 40) ** 0.6)).astype(np.int64)
    turn = rotate(rng, slots, begin, end, life=days * DAY, sigma=chosen.life_spread)
    value = turn.at(
        turn.choose(rng, owner, chosen.skew), np.clip(draft.filings.at[rows], begin[owner], end[owner])
    )
    return value, turn.owner


def _contacts(draft: Draft) -> None:
    """Mention the addresses from which a ring writes."""
    rng = stream(draft.parameters.seed, "contacts")
    rows = draft.of_ring()
    rows = rows[
        _by_channel(draft, rng, rows, draft.parameters.says_email) & (draft.filings.sort[rows] == VICTIM)
    ]
    ring = draft.filings.ring[rows]
    value, owner = _slots(
        draft, rng, rows, ring, owners=len(draft.rings), days=draft.parameters.email_life_days
    )
    first = draft.book.values("email", [names.email(n) for n in range(len(owner))])
    draft.book.mention(rows, first + value, "contact", ring, "own")


def _operators(draft: Draft) -> None:
    """Mention the remote IDs that connected."""
    rng, filings = stream(draft.parameters.seed, "operators"), draft.filings
    rows = draft.of_ring()
    rows = rows[filings.connected[rows] > 0]
    rows = rows[happens(rng, draft.parameters.says_operator, len(rows))]
    ring = filings.ring[rows]
    value, owner = _slots(
        draft, rng, rows, ring, owners=len(draft.rings), days=draft.parameters.remote_life_days
    )
    first = draft.book.values("remote_access", [payees.remote(n) for n in range(len(owner))])
    draft.book.mention(rows, first + value, "operator", ring, "own")


def _payees(draft: Draft) -> None:
    """Mention where money went: ring's own accounts, shared mules, gateways; a gift card only once."""
    chosen, filings, book = draft.parameters, draft.filings, draft.book
    rng = stream(chosen.seed, "payees")
    paid = draft.of_ring()
    paid = paid[filings.method[paid] > 0]
    told = paid[happens(rng, chosen.says_payee, len(paid))]
    cards = told[filings.method[told] == METHODS.index("gift_card")]
    first = book.values("gift_card", [payees.gift_card(n) for n in range(len(cards))])
    book.mention(cards, first + np.arange(len(cards)), "payee", filings.ring[cards], "own")
    makers: dict[str, tuple[str, float, Callable[[str, int], str]]] = {
        "bank_transfer": ("bank_account", chosen.account_life_days, payees.account),
        "crypto": ("wallet", chosen.wallet_life_days, lambda _, n: payees.wallet(n)),
        "app": ("handle", chosen.handle_life_days, payees.handle),
    }
    for method, (kind, days, make) in makers.items():
        rows = told[filings.method[told] == METHODS.index(method)]
        shared = happens(rng, chosen.shared_mule, len(rows))
        _pay(draft, rng, rows[~shared], kind, days=days, make=make, by_mule=False)
        _pay(draft, rng, rows[shared], kind, days=days, make=make, by_mule=True)
    rows = paid[happens(rng, chosen.gateway, len(paid))]
    gates = 3 + len(draft.rings) // 150
    first = book.values("domain", [f"paydesk{n}-checkout.example" for n in range(gates)])
    popular = (gates * rng.random(len(rows)) ** 2).astype(np.int64)
    book.mention(rows, first + popular, "visited", filings.ring[rows], "shared")


def _pay(
    draft: Draft,
    rng: np.random.Generator,
    rows: Ints,
    kind: str,
    *,
    days: float,
    make: Callable[[str, int], str],
    by_mule: bool,
) -> None:
    """Mention the accounts of one kind of payment; an owner has its accounts in each country apart."""
    ring, country = draft.filings.ring[rows], draft.filings.country[rows]
    owner = draft.rings.mule[ring] if by_mule else ring
    owners = int(draft.rings.mule.max()) + 1 if by_mule else len(draft.rings)
    value, _ = _slots(draft, rng, rows, owner, owners=owners, days=days)
    both, position = np.unique(value * len(COUNTRIES) + country, return_inverse=True)
    apart = 3_000_000 * by_mule  # a mule's account is never a ring's own
    written = [make(COUNTRIES[c], apart + n) for n, c in enumerate((both % len(COUNTRIES)).tolist())]
    first = draft.book.values(kind, written)
    draft.book.mention(rows, first + position, "payee", ring, "shared" if by_mule else "own")


def _thinly(draft: Draft) -> None:
    """Mention what thin rings use: numbers, sites and addresses twice a source, remote IDs once a source.

    Within a source such a ring falls into pairs; pooled, six share a number, and operators join the sixes.
    """
    rng, filings, book = stream(draft.parameters.seed, "thinly"), draft.filings, draft.book
    victims = np.where(filings.sort == VICTIM, filings.ring, -1)
    rows, turn = deal(draft.rings, victims, filings.at)
    ring, apart = filings.ring[rows], int(turn.max(initial=0)) + 99
    sources = 3 if draft.parameters.companies > 1 else 2
    six, row, column = turn // (2 * sources), turn // sources, turn % sources
    height = -(-np.bincount(ring, minlength=len(draft.rings))[ring] // sources)
    # An odd stride: an even one would only ever join every other pair of rows.
    crossing = (row - column * (height // sources | 1)) % np.maximum(height, 1)
    groups = {
        ("phone", "callback"): six,
        ("domain", "visited"): six,
        ("email", "contact"): six,
        ("remote_access", "operator"): crossing,
    }
    for (kind, said), within in groups.items():
        group, which = np.unique(ring * apart + within, return_inverse=True)
        told = happens(rng, {"email": 0.4, "domain": 0.6}.get(kind, 0.9), len(rows))
        place = np.zeros(len(group), dtype=np.int64)
        place[which] = filings.country[rows]
        first = book.values(kind, _thin_values(draft, kind, place))
        book.mention(rows[told], first + which[told], said, ring[told], "own")


def _thin_values(draft: Draft, kind: str, place: Ints) -> list[str]:
    """Make the values of thin rings, which no other ring has."""
    if kind == "phone":
        return draft.numbers.write(phones.THIN, place, np.arange(len(place), dtype=np.int64))
    make = {"remote_access": payees.remote, "domain": names.domain, "email": names.email}[kind]
    return [make(400_000 + n) for n in range(len(place))]


def _others(draft: Draft, genuine: int) -> None:
    """Mention the noise: what spam advertises, strangers' numbers, what hostile people name."""
    chosen, filings, book = draft.parameters, draft.filings, draft.book
    rng = stream(chosen.seed, "others")
    adverts = 4 + chosen.reports // 1_500
    first = book.values("domain", [f"cheap-{names.domain(n)}" for n in range(adverts)])
    rows = np.flatnonzero(filings.sort == SPAM)
    which = (adverts * rng.random(len(rows)) ** 2).astype(np.int64)
    book.mention(rows, first + which, "visited", -1, "noise")
    rows = np.flatnonzero(filings.sort == UNRELATED)
    rows = rows[happens(rng, 0.5, len(rows))]
    number = 10_000_000 - 1 - rng.integers(0, 900_000, len(rows))
    first = book.values("phone", draft.numbers.write(phones.INNOCENT, filings.country[rows], number))
    book.mention(rows, first + np.arange(len(rows)), "caller_id", -1, "noise")
    rows = np.flatnonzero(filings.sort == FRAME)
    people, which = np.unique(filings.person[rows], return_inverse=True)
    home = np.zeros(len(people), dtype=np.int64)
    first = book.values("phone", draft.numbers.write(phones.INNOCENT, home, 300 + np.arange(len(people))))
    brand = genuine + rng.integers(0, len(names.BRANDS) * GENUINE_EACH, len(people))
    target = np.where(np.arange(len(people)) % 2 == 0, first + np.arange(len(people)), brand)
    book.mention(rows, target[which], "callback", -1, "hostile")
