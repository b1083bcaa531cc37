"""Who files a report, about what, when and where: one row a report, by column, before any value is in it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario.chance import by_row, by_weight, happens, spread, stream
from ringfence.scenario.names import BRANDS
from ringfence.scenario.phones import COUNTRIES
from ringfence.scenario.rings import DAY, MAIN_LANG

if TYPE_CHECKING:
    from ringfence.scenario.chance import Ints
    from ringfence.scenario.parameters import Parameters
    from ringfence.scenario.rings import Rings

VICTIM, UNRELATED, SPAM, FRAME, GLUE = range(5)
"""What a report is: a victim's; about something else; noise; naming an innocent number; gluing two rings."""

CHANNELS = ("popup", "call", "email", "search", "message")
METHODS = ("", "gift_card", "bank_transfer", "crypto", "app", "cash", "card")
_METHOD_SHARES = (0.33, 0.24, 0.14, 0.12, 0.08, 0.09)  # assumed
_AHEAD = np.array([-6, 0, -5, 10, 1, 1, 1])  # hours that the countries' clocks are ahead of UTC


@dataclass(frozen=True, slots=True)
class Filings:
    """Every report of a world, by column; -1 means none.

    Attributes:
        sort: ``VICTIM`` … ``GLUE``.
        ring: The ring behind it.
        second: An earlier ring that it tells of too (for ``GLUE``: the second of two rings named).
        at: When it happened, seconds from the world's first day.
        received: When it was reported, likewise.
        country: Position in ``COUNTRIES``.
        lang: Position in ``LANGS``.
        person: Who wrote it; the same person, the same contact.
        anonymous: 1 when no contact was left.
        source: The company, or the desk (the last).
        brand: Position in ``BRANDS``.
        channel: Position in ``CHANNELS``.
        connected: 1 when someone connected to the computer.
        method: Position in ``METHODS``; 0 when nothing was paid.
        minor: The payment in minor units; 0 when nothing was paid.
        script: Which script the report quotes.
        first: The row of the first report of the same fraud; itself when it is the first.
    """

    sort: Ints
    ring: Ints
    second: Ints
    at: Ints
    received: Ints
    country: Ints
    lang: Ints
    person: Ints
    anonymous: Ints
    source: Ints
    brand: Ints
    channel: Ints
    connected: Ints
    method: Ints
    minor: Ints
    script: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.sort)

    def take(self, rows: Ints) -> Filings:
        """Pick rows, in that order."""
        return Filings(**{f.name: getattr(self, f.name)[rows] for f in fields(Filings)})


def counts(parameters: Parameters) -> dict[str, int]:
    """Split the reports of a world by what they are."""
    total = parameters.reports
    unrelated, spam = round(total * parameters.unrelated), round(total * parameters.spam)
    people = max(2, round(total * parameters.hostile / parameters.hostile_each))
    hostile = people * parameters.hostile_each
    ring = total - unrelated - spam - hostile
    first = round(ring / (1 + parameters.twice))
    return {"first": first, "second": ring - first, "unrelated": unrelated, "spam": spam, "hostile": hostile}


def file_first(parameters: Parameters, rings: Rings) -> Filings:
    """File every victim's first report, every unrelated, spam and hostile one; rows are in no order yet."""
    how_many = counts(parameters)
    rng = stream(parameters.seed, "filings")
    sizes = (how_many["first"], how_many["unrelated"], how_many["spam"], how_many["hostile"])
    sort = np.repeat(np.array([VICTIM, UNRELATED, SPAM, FRAME]), sizes)
    total = len(sort)
    ring = np.full(total, -1, dtype=np.int64)
    ring[: sizes[0]], _ = spread(rings.size)
    victim = sort == VICTIM
    country = by_weight(rng, rings.countries.T @ rings.size, total)
    country[victim] = by_row(rng, rings.countries, ring[victim])
    channel = by_weight(rng, parameters.channels, total)
    channel[victim] = by_row(rng, rings.channels, ring[victim])
    at = _moments(parameters, rng, rings, ring, country)
    method = np.where(
        victim & happens(rng, parameters.lost, total), 1 + by_weight(rng, _METHOD_SHARES, total), 0
    )
    filings = Filings(
        sort=sort,
        ring=ring,
        second=np.full(total, -1, dtype=np.int64),
        at=at,
        received=at,
        country=country,
        lang=_langs(rng, country),
        person=np.arange(total, dtype=np.int64),
        anonymous=np.zeros(total, dtype=np.int64),
        source=_sources(parameters, rng, rings, ring, at),
        brand=np.zeros(total, dtype=np.int64),
        channel=channel,
        connected=(victim & (happens(rng, parameters.remote, total) | rings.thin[ring])).astype(np.int64),
        method=method,
        minor=np.where(method > 0, _amounts(rng, total), 0),
        script=_scripts(parameters, rng, rings, ring=ring, channel=channel, at=at),
        first=np.arange(total, dtype=np.int64),
    )
    return _file(parameters, _mislead(parameters, rng, rings, _hit_again(parameters, rng, filings)))


def _file(parameters: Parameters, filings: Filings) -> Filings:
    """Settle brand, delay and anonymity, which follow from the source."""
    rng = stream(parameters.seed, "desk")
    total, desk = len(filings), filings.source == parameters.companies
    brand = np.where(desk, rng.integers(0, parameters.companies, total), filings.source)
    other = happens(rng, parameters.other_brand, total) & desk
    brand = np.where(other, rng.integers(0, len(BRANDS), total), brand)
    share = np.where(desk, parameters.anonymous_desk, parameters.anonymous_company)
    delay = (rng.exponential(parameters.delay_days, total) * DAY).astype(np.int64) + 600
    return replace(
        filings,
        brand=brand,
        received=filings.at + delay,
        anonymous=happens(rng, share, total).astype(np.int64),
    )


def file_second(parameters: Parameters, rings: Rings, filings: Filings) -> Filings:
    """File the second reports of the same fraud: same person, same story, another place, some days later."""
    rng = stream(parameters.seed, "twice")
    victims = np.flatnonzero((filings.sort == VICTIM) & (filings.anonymous == 0))
    rows = np.sort(rng.choice(victims, min(counts(parameters)["second"], len(victims)), replace=False))
    again = filings.take(rows)
    desk = parameters.companies
    company = by_row(rng, rings.sees[again.ring][:, :desk].astype(np.float64), np.arange(len(rows)))
    later = (rng.uniform(0.2, 15, len(rows)) * DAY).astype(np.int64)
    return replace(
        again,
        source=np.where(again.source == desk, company, desk),
        received=again.received + later,
        first=rows,
        script=np.where(happens(rng, 0.6, len(rows)), again.script, -1),
    )


def _moments(
    parameters: Parameters, rng: np.random.Generator, rings: Rings, ring: Ints, country: Ints
) -> Ints:
    """Say when: in the ring's time, in the victim's daylight, less at weekends (shifts follow it)."""
    total = len(ring)
    known = ring >= 0
    begin = np.where(known, rings.begin[ring], 0)
    end = np.where(known, rings.end[ring], parameters.days * DAY)
    day = (begin + rng.random(total) * (end - begin)).astype(np.int64) // DAY
    weekend = (day + parameters.first_on.weekday()) % 7 >= 5
    moved = weekend & happens(rng, 0.6, total)
    day = np.where(moved, np.maximum(day - 2, 0), day)
    hour = np.clip(rng.normal(13, 2.6, total), 8, 20.5) - _AHEAD[country]
    moment: Ints = np.maximum(day * DAY + (hour * 3600).astype(np.int64), begin)
    return moment


def _langs(rng: np.random.Generator, country: Ints) -> Ints:
    lang: Ints = MAIN_LANG[country].copy()
    other = rng.random(len(country))
    lang[(country == COUNTRIES.index("US")) & (other < 0.04)] = 2  # assumed
    lang[(country == COUNTRIES.index("CA")) & (other < 0.12)] = 3  # assumed
    return lang


def _sources(parameters: Parameters, rng: np.random.Generator, rings: Rings, ring: Ints, at: Ints) -> Ints:
    total, desk = len(ring), parameters.companies
    source = rng.integers(0, desk, total)
    known = np.flatnonzero(ring >= 0)
    source[known] = by_row(rng, rings.sees[:, :desk].astype(np.float64), ring[known])
    source[happens(rng, parameters.desk, total)] = desk
    source[(ring < 0) & happens(rng, 0.6, total)] = desk
    rows, turn = deal(rings, ring, at)
    hear = np.array([0, 1, desk] if desk > 1 else [0, desk])
    source[rows] = hear[turn % len(hear)]
    return source


def deal(rings: Rings, ring: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Give the rows of thin rings, ring by ring in the order of time, and each one's turn within its ring."""
    thin = np.flatnonzero((ring >= 0) & rings.thin[ring])
    rows = thin[np.lexsort((at[thin], ring[thin]))]
    _, turn = spread(np.unique(ring[rows], return_counts=True)[1])
    return rows, turn


def _amounts(rng: np.random.Generator, total: int) -> Ints:
    amount = np.exp(rng.normal(6.6, 1.1, total))
    round_sum = np.maximum(np.round(amount / 50) * 50, 50)
    return (np.where(happens(rng, 0.7, total), round_sum, np.round(amount, 2)) * 100).astype(np.int64)


def _scripts(
    parameters: Parameters, rng: np.random.Generator, rings: Rings, *, ring: Ints, channel: Ints, at: Ints
) -> Ints:
    """Choose what the report quotes: a ring's own script, 20 to a ring; or one of its kit's, 4 to a kit."""
    total = len(ring)
    versions = np.minimum(1 + rings.size // 300, 4)[ring]
    version = (at // DAY // 60 + rng.integers(0, 2, total)) % versions
    own = ring * 20 + channel * 4 + version
    kit = len(rings) * 20 + rings.kit[ring] * 4 + rng.integers(0, 2, total)
    screen = (channel == 0) | (channel == 3)
    bought = screen & (rings.kit[ring] >= 0) & happens(rng, 0.75, total)
    quoted = (ring >= 0) & happens(rng, np.array(parameters.quotes)[channel], total)
    return np.where(quoted, np.where(bought, kit, own), -1).astype(np.int64)


def _hit_again(parameters: Parameters, rng: np.random.Generator, filings: Filings) -> Filings:
    """Let some people be victims of two rings: a second report by the same person, or both told in one."""
    person, second = filings.person.copy(), filings.second.copy()
    for country in range(len(COUNTRIES)):
        here = np.flatnonzero((filings.sort == VICTIM) & (filings.country == country))
        if not len(here):
            continue
        again = here[happens(rng, parameters.hit_again, len(here))]
        other = rng.choice(here, len(again))
        differs = (filings.ring[again] != filings.ring[other]) & ~np.isin(other, again)
        person[again[differs]] = other[differs]
        both = here[happens(rng, parameters.two_in_one, len(here))]
        earlier = filings.ring[rng.choice(here, len(both))]
        second[both] = np.where(earlier != filings.ring[both], earlier, -1)
    return replace(filings, person=person, second=second)


def _mislead(parameters: Parameters, rng: np.random.Generator, rings: Rings, filings: Filings) -> Filings:
    """Let hostile people file: half name an innocent number, half put two large rings into one report."""
    rows = np.flatnonzero(filings.sort == FRAME)
    people = len(rows) // parameters.hostile_each
    who, _ = spread(np.full(people, parameters.hostile_each))
    glue = who % 2 == 1
    large = max(2, min(len(rings), 5 + len(rings) // 10))
    one = rng.integers(0, large, people)
    two = (one + rng.integers(1, large, people)) % large
    changed = {
        name: getattr(filings, name).copy() for name in ("sort", "person", "second", "country", "lang", "at")
    }
    changed["sort"][rows] = np.where(glue, GLUE, FRAME)
    changed["person"][rows] = rows[who * parameters.hostile_each]
    changed["second"][rows] = np.where(glue, two[who], -1)
    changed["country"][rows] = COUNTRIES.index("US")
    changed["lang"][rows] = 0
    start = rings.begin[one] + rng.random(people) * (rings.end[one] - rings.begin[one])
    changed["at"][rows] = start.astype(np.int64)[who] + rng.integers(0, 10 * DAY, len(rows))
    named = filings.ring.copy()
    named[rows] = np.where(glue, one[who], -1)
    return replace(filings, ring=named, **changed)
