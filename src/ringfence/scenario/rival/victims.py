"""Who reports what, when, where: the rows behind the sightings of the second world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario.rival.keys import (
    Flags,
    Floats,
    Ints,
    Keys,
    below,
    lives,
    mix,
    normal,
    ranked,
    share,
    turn,
)
from ringfence.scenario.rival.rings import BRANDS, CHANNELS

if TYPE_CHECKING:
    from ringfence.scenario.rival.parameters import Assumptions
    from ringfence.scenario.rival.rings import Rings, World

VICTIM, UNRELATED, ADVERT, HOSTILE = range(4)
FIELDS = ("callback", "caller", "site", "email", "paid", "remote", "script", "genuine", "brand", "claimed")

PARTNERS: tuple[tuple[str, float, float, tuple[float, ...]], ...] = (
    # name, share, anonymous, how much of each field is kept
    ("public-desk", 0.24, 0.3, (0.92, 0.8, 0.8, 0.9, 0.95, 0.8, 1.0, 1.3, 1.0, 1.0)),
    ("company-a", 0.2, 0.05, (1.0, 0.5, 1.1, 1.0, 0.8, 1.2, 0.9, 1.0, 1.0, 0.6)),
    ("company-b", 0.15, 0.08, (0.97, 0.6, 1.0, 1.1, 0.9, 1.0, 0.7, 1.2, 1.0, 0.4)),
    ("bank", 0.14, 0.0, (0.65, 0.4, 0.4, 0.5, 2.2, 0.6, 0.4, 0.6, 0.9, 0.3)),
    ("carrier", 0.11, 0.5, (1.08, 1.8, 0.3, 0.2, 0.2, 0.2, 0.6, 0.8, 0.7, 0.3)),
    ("tool-maker", 0.09, 0.12, (0.75, 0.3, 0.7, 0.5, 0.6, 4.5, 0.4, 0.5, 0.8, 0.2)),
    ("retailer", 0.07, 0.1, (0.9, 0.6, 0.5, 0.6, 2.1, 0.3, 0.5, 0.9, 1.0, 0.5)),
)
PROSE = np.array([True, False, True, False, False, False, False])
"""Sources whose values stand at places of a text."""
CONFUSES = np.array([0.2, 0.02, 0.04, 0.1, 0.4, 0.05, 0.1])
"""By source, the share of callers' numbers that end up in the field for the number to call back."""

_SAYS = np.array(
    # callback, caller, site, email, paid, remote, script, genuine, brand, claimed
    [
        [0.93, 0.05, 0.58, 0.02, 0.38, 0.18, 0.55, 1.0, 0.9, 0.2],
        [0.74, 0.85, 0.26, 0.04, 0.44, 0.26, 0.42, 1.0, 0.85, 0.5],
        [0.86, 0.08, 0.25, 0.82, 0.38, 0.15, 0.6, 1.0, 0.9, 0.2],
        [0.9, 0.04, 0.68, 0.03, 0.38, 0.18, 0.14, 1.3, 0.9, 0.2],
        [0.7, 0.15, 0.5, 0.08, 0.38, 0.12, 0.55, 0.8, 0.8, 0.2],
    ]
)
_SEASON = np.array([1.25, 1.0, 1.1, 1.05, 0.9, 0.85, 0.8, 0.85, 0.95, 1.05, 1.25, 1.4])
"""Months' weight: most around the holidays, some in the tax season (assumed)."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some reports; arrays of shape (reports,).

    Attributes:
        key: Of the report; decides what is left out and what goes wrong.
        happening: Of the fraud; a second report of one fraud has the same.
        sort: VICTIM, UNRELATED, ADVERT or HOSTILE.
        ring, second: Numbers of rings, -1 for none.
        day: When it happened, in days from the first.
        at: When it is said to have happened, or was reported.
        source: Number of the partner.
        person: Who reports.
        known: Whether the partner knows who.
        reported: The time is that of the report.
        advert: Number of the advertiser, for ADVERT; of the hostile person's plan, for HOSTILE.
    """

    key: Keys
    happening: Keys
    sort: Ints
    ring: Ints
    second: Ints
    day: Floats
    at: Floats
    source: Ints
    person: Keys
    known: Flags
    reported: Flags
    advert: Ints

    def __len__(self) -> int:
        """Count the reports."""
        return len(self.key)


def partners(assumed: Assumptions) -> Floats:
    """Give the sources' shares: with few partners the first are left."""
    shares = np.array([each[1] for each in PARTNERS[: assumed.partners]])
    return np.asarray(shares / shares.sum())


def report(world: World, first: int, count: int) -> Rows:
    """Make the reports ``first`` to ``first + count`` of a world."""
    rings, assumed, seed = world.rings, world.assumed, world.seed
    key = mix(seed, 31, np.arange(first, first + count))
    sort, advert = _sorts(key, world.reports, assumed)
    plan = mix(seed, 32, sort, advert)
    ads, hostile = sort == ADVERT, sort == HOSTILE
    happening, person = _again(key, sort, assumed)
    person = np.where(hostile, plan, person)
    told = np.where(hostile, mix(plan, 1), happening)
    ring = np.where((sort == VICTIM) | hostile, _drawn(mix(told, 7), rings), -1)
    also = ((sort == VICTIM) & (share(mix(told, 9)) < assumed.second)) | (hostile & (advert % 2 == 0))
    second = _drawn(mix(told, 8), rings)
    second = np.where(also & (second != ring), second, -1)
    day = np.where(ring >= 0, _when(happening, np.maximum(ring, 0), rings, assumed), 0.0)
    none = ring < 0
    day[none] = _evenly(mix(key[none], 10), 0.0, float(assumed.days))
    day[ads] = _posted(key[ads], plan[ads], assumed.days)
    source = _received(mix(key, 12), np.maximum(ring, 0), rings, none, partners(assumed))
    source = np.where(ads, below(mix(plan, 2), assumed.partners), source)
    anonymous = assumed.anonymous * np.array([each[2] for each in PARTNERS])[source]
    known = share(mix(key, 13)) >= np.where(ads, 0.7, np.where(hostile, 0.1, anonymous))
    reported = (share(mix(key, 14)) < 0.22) & ~ads
    late = np.where(reported, -5.0 * np.log1p(-share(mix(key, 15))), 0.0)
    at = np.minimum(day + late, assumed.days - 0.001)
    return Rows(key, happening, sort, ring, second, day, at, source, person, known, reported, advert)


def _sorts(key: Keys, total: int, assumed: Assumptions) -> tuple[Ints, Ints]:
    """Say what sort of report each is, and whose advert or plan."""
    lot = share(mix(key, 3))
    bars = np.cumsum([assumed.unrelated, assumed.adverts, assumed.hostile])
    sort = np.select([lot < bar for bar in bars], [UNRELATED, ADVERT, HOSTILE], VICTIM)
    advertisers = max(6, round(total * assumed.adverts / 60))
    plans = max(2, round(total * assumed.hostile / assumed.hostile_each))
    drawn = mix(key, 4)
    advert = np.where(sort == ADVERT, ranked(drawn, advertisers, 0.8), -1)
    return sort, np.where(sort == HOSTILE, below(drawn, plans), advert)


def _again(key: Keys, sort: Ints, assumed: Assumptions) -> tuple[Keys, Keys]:
    """Let some report a fraud twice, and some report another ring's later: happenings and persons."""
    happening, person = mix(key, 1), mix(key, 2)
    drawn = share(mix(key, 5))
    earlier = np.maximum(np.arange(len(key)) - 1 - below(mix(key, 6), 500), 0)
    fits = (sort == VICTIM) & (sort[earlier] == VICTIM) & (drawn[earlier] > 0.5)
    # Some do not fit; those that do are drawn the more often.
    often = len(key) * np.array([assumed.twice, assumed.hit_again]) / max(1, int(fits.sum()))
    twice = fits & (drawn < often[0])
    back = fits & ~twice & (drawn < often.sum())
    happening = np.where(twice, happening[earlier], happening)
    return happening, np.where(twice | back, person[earlier], person)


def _drawn(key: Keys, rings: Rings) -> Ints:
    """Draw rings by weight."""
    found: Ints = np.searchsorted(rings.weight, share(key) * rings.weight[-1], side="right").astype(np.int64)
    return np.minimum(found, len(rings) - 1)


def _when(happening: Keys, ring: Ints, rings: Rings, assumed: Assumptions) -> Floats:
    """Say when it happened: in one of the ring's bursts of a few days, or evenly but for the season."""
    starts, ends, raid = rings.starts[ring], rings.ends[ring], rings.raid[ring]
    burst = mix(ring, 41, below(mix(happening, 2), rings.busy[ring], skew=1.6))
    bursting = share(mix(happening, 3)) < assumed.bursts
    chosen = np.where(bursting, burst, mix(happening, 4))
    day = _evenly(chosen, starts, ends)
    day += np.where(bursting, 2.0 * normal(mix(happening, 5)), 0.0)
    day = np.clip(day, starts, ends)
    fresh = np.where(np.isfinite(raid), raid, 1e6)
    raided = (day >= fresh) & (day < fresh + 21)
    day = np.where(raided, np.minimum(fresh + 21 + (day - fresh) / 4, ends), day)
    # At weekends half wait; a ring works its victims' office hours, so each has its own middle of the day.
    wait = (np.floor(day) % 7 >= 5) & (share(mix(happening, 6)) < 0.5)
    shift = np.array([13.0, 16.0, 18.5])[below(mix(ring, 42), 3)]
    hour = np.clip(shift + 3.0 * normal(mix(happening, 8)), 0.0, 23.9)
    return np.asarray(np.floor(day + 2.0 * wait) + hour / 24.0)


def _evenly(key: Keys, starts: Floats | float, ends: Floats | float) -> Floats:
    """Spread days over a time as the season has it."""
    edges = np.arange(40) * 30.4
    heap = np.concatenate(([0.0], np.cumsum(_SEASON[np.arange(39) % 12])))
    low, high = np.interp(starts, edges, heap), np.interp(ends, edges, heap)
    return np.asarray(np.interp(low + share(key) * (high - low), heap, edges))


def _posted(key: Keys, plan: Keys, days: int) -> Floats:
    """Let an advertiser post in a handful of bursts of hours."""
    burst = mix(plan, 3, below(mix(key, 11), 6))
    return np.asarray(share(burst) * (days - 1) + share(mix(key, 16)) * 0.4)


def _received(key: Keys, ring: Ints, rings: Rings, none: Flags, shares: Floats) -> Ints:
    """Say which partner receives a report: each ring's victims have their own habits."""
    bars = np.where(none[:, None], np.cumsum(shares), rings.seen[ring])
    found: Ints = (bars <= share(key)[:, None]).sum(axis=1).astype(np.int64)
    return np.minimum(found, len(shares) - 1)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells of one ring's fraud; arrays of shape (frauds told,).

    Attributes:
        row: Row of the report in its ``Rows``.
        key: Of the report and the ring: decides what is said.
        happening: Decides which values the ring used.
        ring, day: The ring, and when.
        channel, brand, campaign: How it reached the victim.
        again: The ring has been raided before.
    """

    row: Ints
    key: Keys
    happening: Keys
    ring: Ints
    day: Floats
    channel: Ints
    brand: Ints
    campaign: Keys
    again: Ints

    def __len__(self) -> int:
        """Count the frauds."""
        return len(self.row)

    def these(self, chosen: Flags) -> Told:
        """Keep only some."""
        return Told(*(getattr(self, name)[chosen] for name in self.__slots__))


def told(world: World, rows: Rows) -> Told:
    """Say what each report tells of its ring, and some of a second one's."""
    rings = world.rings
    main, other = np.flatnonzero(rows.ring >= 0), np.flatnonzero(rows.second >= 0)
    row = np.concatenate((main, other))
    ring = np.concatenate((rows.ring[main], rows.second[other]))
    happening = np.concatenate((rows.happening[main], mix(rows.happening[other], 99)))
    before = 5.0 + 40.0 * share(mix(rows.happening[other], 98))
    inside = rows.sort[other] == HOSTILE
    day = np.concatenate((rows.day[main], np.where(inside, rows.day[other], rows.day[other] - before)))
    day = np.clip(day, rings.starts[ring], rings.ends[ring])
    key = np.concatenate((rows.key[main], mix(rows.key[other], 97)))
    slot = below(mix(happening, 51), rings.slots[ring], skew=1.7)
    line = mix(world.seed, 52, ring, slot)
    campaign = mix(line, turn(line, day, lives(line, world.assumed.campaign_life, 0.7)))
    channel = (rings.channels[ring] <= share(mix(campaign, 1))[:, None]).sum(axis=1)
    usual = share(mix(campaign, 2)) < 0.75
    brand = np.where(usual, rings.brand[ring], ranked(mix(campaign, 3), BRANDS, 1.2))
    again = (day >= rings.raid[ring]).astype(np.int64)
    channel = np.minimum(channel, len(CHANNELS) - 1)
    return Told(row, key, happening, ring, day, channel, brand, campaign, again)


def says(rows: Rows, told: Told, name: str, purpose: int) -> Flags:
    """Say which frauds' tellers mention a field: by channel, by the partner's habit."""
    position = FIELDS.index(name)
    habit = np.array([each[3][position] for each in PARTNERS])[rows.source[told.row]]
    chance: Floats = np.minimum(_SAYS[told.channel, position] * habit, 0.97)
    return np.asarray(share(mix(told.key, 61, purpose)) < chance)
