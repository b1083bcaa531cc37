"""What a ring is reached by: callback numbers that rotate in blocks, and the sites that show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario import names, phones
from ringfence.scenario.chance import happens, skewed, spread, stream
from ringfence.scenario.phones import BLOCK, COUNTRIES
from ringfence.scenario.rings import DAY
from ringfence.scenario.rotation import Rotation, rotate

if TYPE_CHECKING:
    from ringfence.scenario.chance import Ints
    from ringfence.scenario.filings import Filings
    from ringfence.scenario.parameters import Parameters
    from ringfence.scenario.phones import Numbers
    from ringfence.scenario.rings import Rings
    from ringfence.scenario.values import Book

PLACES = len(COUNTRIES)
_REACHED_BY = np.array([COUNTRIES.index("US") if code == "CA" else n for n, code in enumerate(COUNTRIES)])
"""Whose numbers a country's victims dial: one North American line serves both countries."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The phone lines and sites of every ring in every country where it works (a *cell*).

    Attributes:
        phones: Rotation of numbers; its owners are cells.
        sites: Rotation of domains; its owners are phone lines (slots of ``phones``).
        cell: For each ring and country, its cell; -1 where it does not work.
        ring: For each cell, its ring.
        first_phone: Position of the first number among the values.
        first_site: Position of the first domain among the values.
        first_url: Position of the first domain's page among the values.
        reassigned: For each number, whether another ring had it before.
    """

    phones: Rotation
    sites: Rotation
    cell: Ints
    ring: Ints
    first_phone: int
    first_site: int
    first_url: int
    reassigned: Ints

    def lines_of(self, rng: np.random.Generator, ring: Ints, country: Ints, power: float) -> Ints:
        """Choose a phone line for those victims; where the ring has none there, one of another country."""
        cell = self.cell[ring, _REACHED_BY[country]]
        fallback = self.cell[ring].max(axis=1)
        return self.phones.choose(rng, np.where(cell >= 0, cell, fallback), power)


def lay(parameters: Parameters, rings: Rings, filings: Filings, numbers: Numbers, book: Book) -> Lines:
    """Lay the lines of every ring: as many as its reports in each country ask for."""
    rng = stream(parameters.seed, "lines")
    known = filings.ring >= 0
    load = np.bincount(
        filings.ring[known] * PLACES + _REACHED_BY[filings.country[known]], minlength=len(rings) * PLACES
    )
    # A report that glues two rings may come from a country where neither works; every ring keeps one cell.
    load.reshape(-1, PLACES)[load.reshape(-1, PLACES).sum(axis=1) == 0, 0] = 1
    used = np.flatnonzero(load)
    cell = np.full(len(rings) * PLACES, -1, dtype=np.int64)
    cell[used] = np.arange(len(used))
    ring, country = used // PLACES, used % PLACES
    lines = line_count(parameters, rings, load[used], ring)
    owner, place = spread(lines)
    main = (place == 0) & happens(rng, parameters.main_number, len(owner))
    life = parameters.phone_life_days * DAY * np.where(main, 8.0, 1.0)
    begin, end = rings.begin[ring], rings.end[ring]
    rotation = rotate(rng, lines, begin, end, life=life, sigma=parameters.life_spread)
    sites = _sites(parameters, rng, begin[owner], end[owner])
    index, again = _numbers(parameters, rng, rotation, country, numbers)
    place_of = country[rotation.owner]
    written = numbers.write(phones.RING, place_of, index)
    count = len(sites)
    return Lines(
        phones=rotation,
        sites=sites,
        cell=cell.reshape(-1, PLACES),
        ring=ring,
        first_phone=book.values("phone", written),
        first_site=book.values("domain", [names.domain(n) for n in range(count)]),
        first_url=book.values("url", [names.url(n) for n in range(count)]),
        reassigned=again,
    )


def line_count(parameters: Parameters, rings: Rings, load: Ints, ring: Ints) -> Ints:
    """Say how many lines (or accounts, addresses) so many reports come from; at least one each."""
    years = (rings.end - rings.begin)[ring] / (365 * DAY)
    return np.maximum(
        1, np.round((load / (parameters.reports_per_line * years)) ** parameters.line_power)
    ).astype(np.int64)


def _sites(parameters: Parameters, rng: np.random.Generator, begin: Ints, end: Ints) -> Rotation:
    # So many domains a number, each of which lives its own while: that many stand side by side.
    beside = parameters.domains_per_phone * parameters.domain_life_days / parameters.phone_life_days
    slots = np.maximum(1, np.floor(beside + rng.random(len(begin)))).astype(np.int64)
    return rotate(
        rng, slots, begin, end, life=parameters.domain_life_days * DAY, sigma=parameters.life_spread
    )


def _numbers(
    parameters: Parameters, rng: np.random.Generator, rotation: Rotation, country: Ints, numbers: Numbers
) -> tuple[Ints, Ints]:
    """Deal out numbers in runs of ``BLOCK``: each cell its own runs, in the order in which it needs them.

    Two runs make a block of ten, so strangers stand side by side in one block. Some numbers are given out
    again, to another ring, 45 days after the first let go of them.
    """
    total = len(rotation)
    order = np.lexsort((rotation.begins, rotation.owner))
    cells = np.bincount(rotation.owner, minlength=len(country))
    _, within = spread(cells)
    runs = -(-cells // BLOCK)
    index = np.zeros(total, dtype=np.int64)
    for place in range(PLACES):
        mine = country == place
        first_run = np.where(mine, np.cumsum(np.where(mine, runs, 0)) - runs, 0)
        rows = order[mine[rotation.owner[order]]]
        if not len(rows):
            continue
        blocks = numbers.blocks(rng, place)
        inside = within[mine[rotation.owner[order]]]
        run = first_run[rotation.owner[rows]] + inside // BLOCK
        index[rows] = blocks[run % len(blocks)] + inside % BLOCK
    again = np.zeros(total, dtype=np.int64)
    ends = rotation.begins + rotation.life
    for row in np.flatnonzero(happens(rng, parameters.reassigned, total)).tolist():
        other = int(rng.integers(0, total))
        same_place = country[rotation.owner[other]] == country[rotation.owner[row]]
        if same_place and not again[other] and ends[other] + 45 * DAY < rotation.begins[row]:
            index[row], again[row] = index[other], 1
    return index, again


def choose_site(rng: np.random.Generator, lines: Lines, line: Ints, second: Ints, power: float) -> Ints:
    """Choose the site on which each victim saw the number of that line at that time."""
    slot = lines.sites.first_slot[line] + skewed(rng, lines.sites.slots[line], power)
    return lines.sites.at(slot, second)
