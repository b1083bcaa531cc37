"""The rings of the second world, and the enablers that serve several of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario.rival.keys import Flags, Floats, Ints, Keys, below, mix, normal, ranked, share

if TYPE_CHECKING:
    from ringfence.scenario.rival.parameters import Assumptions, Parameters

CHANNELS = ("popup", "call", "email", "search", "message")
BRANDS = 35
RUN = 10
"""Numbers are taken from runs of ten consecutive ones."""
_ROOM = 5
"""A carrier gives out one run of so many."""


@dataclass(frozen=True, slots=True)
class Rings:
    """Rings by number; arrays of shape (rings,) unless said otherwise.

    Attributes:
        weight: Share of the victims, cumulated.
        starts, ends: Days between which it works.
        raid: The day on which it was raided and started afresh; infinite when it never was.
        busy: Bursts of victims in its life.
        lines, first_line: Phone lines at a time, and the number of its first one.
        slots: Campaigns at a time.
        seats: Operators with a remote ID each.
        accounts, wallets: Of its own, at a time.
        scripts: Wordings that it uses.
        main: Has one number for most of a year.
        relay: Has a relay of its own for the remote tool.
        network: The mule network that it uses, -1 for none.
        kit, gateway, dialler: The enablers that it buys from.
        brand: The brand that it mostly pretends to be.
        channels: Shares of its channels, cumulated; shape (rings, channels).
        seen: Shares of its victims by source, cumulated; shape (rings, partners).
        line_runs, line_base: By phone line: runs of numbers in its life, and the first of them.
        carrier: By phone line: the carrier, which scatters its runs in its own blocks.
        room: By carrier: bits of its room for runs.
        brokers: How many call brokers there are.
    """

    weight: Floats
    starts: Floats
    ends: Floats
    raid: Floats
    busy: Ints
    lines: Ints
    first_line: Ints
    slots: Ints
    seats: Ints
    accounts: Ints
    wallets: Ints
    scripts: Ints
    main: Flags
    relay: Flags
    network: Ints
    kit: Ints
    gateway: Ints
    dialler: Ints
    brand: Ints
    channels: Floats
    seen: Floats
    line_base: Ints
    carrier: Ints
    room: Ints
    brokers: int

    def __len__(self) -> int:
        """Count the rings."""
        return len(self.weight)


@dataclass(frozen=True, slots=True)
class World:
    """What a world is made from: its seed, how many reports in all, what is assumed, and its rings."""

    seed: int
    reports: int
    assumed: Assumptions
    rings: Rings


def found(chosen: Parameters, assumed: Assumptions, partners: Floats) -> Rings:
    """Found the rings of a world; ``partners`` are the sources' shares of all reports."""
    rng = np.random.default_rng([chosen.seed, 2, 77])
    count = max(8, round(assumed.rings_scale * chosen.reports**assumed.rings_power))
    ring = np.arange(count)
    of = mix(chosen.seed, 11, ring)
    weight = np.minimum(rng.random(count), 1 - 1e-9)
    weight = (1 - weight) ** (-1 / assumed.tail) - 0.9
    weight /= weight.sum()
    for _ in range(20):
        weight = np.minimum(weight, assumed.largest)
        weight /= weight.sum()
    size = weight * chosen.reports
    span = np.minimum(28 * size**0.36 * np.exp(0.6 * normal(mix(of, 1))), 3.0 * assumed.days)
    span = np.maximum(span, 4.0)
    starts = share(mix(of, 2)) * (assumed.days + 0.6 * span) - 0.6 * span
    starts = np.clip(starts, 0.0, assumed.days - 4.0)
    ends = np.clip(starts + span, starts + 4.0, float(assumed.days))
    raid = starts + (0.3 + 0.4 * share(mix(of, 3))) * (ends - starts)
    raid[(share(mix(of, 4)) >= assumed.raided) | (size < 50) | (ends - starts < 90)] = np.inf
    lines = 1 + np.floor((size / 110) ** 0.5).astype(np.int64)
    base, carrier, room = _lines(lines, count, chosen, assumed)
    channels = np.array([0.42, 0.2, 0.12, 0.16, 0.1]) * np.exp(normal(mix(of[:, None], 5, np.arange(5))))
    seen = partners * np.exp(0.9 * normal(mix(of[:, None], 6, np.arange(len(partners)))))
    shuffled = rng.permutation(count) // 2 if count < 60 else rng.permutation(count) * 2 // 5
    return Rings(
        weight=np.cumsum(weight),
        starts=starts,
        ends=ends,
        raid=raid,
        busy=1 + np.floor(size**0.35).astype(np.int64),
        lines=lines,
        first_line=np.cumsum(lines) - lines,
        slots=1 + np.floor((size / 20) ** 0.5).astype(np.int64),
        seats=1 + np.floor((size / 40) ** 0.5).astype(np.int64),
        accounts=1 + np.floor((size / 120) ** 0.6).astype(np.int64),
        wallets=1 + np.floor((size / 150) ** 0.6).astype(np.int64),
        scripts=2 + np.floor(size**0.2).astype(np.int64),
        main=share(mix(of, 7)) < assumed.main_number,
        relay=share(mix(of, 8)) < assumed.relay,
        network=np.where(share(mix(of, 9)) < assumed.networks, shuffled, -1),
        kit=ranked(mix(of, 10), 5 + round(count**0.4), 0.7),
        gateway=ranked(mix(of, 12), 4 + round(count**0.3), 0.8),
        dialler=ranked(mix(of, 13), 8 + round(count**0.5), 0.7),
        brand=ranked(mix(of, 14), BRANDS, 1.2),
        channels=np.cumsum(channels / channels.sum(axis=1, keepdims=True), axis=1),
        seen=np.cumsum(seen / seen.sum(axis=1, keepdims=True), axis=1),
        line_base=base,
        carrier=carrier,
        room=room,
        brokers=3 + round(count**0.35),
    )


def _lines(lines: Ints, count: int, chosen: Parameters, assumed: Assumptions) -> tuple[Ints, Ints, Ints]:
    """Give each phone line a carrier and room for its runs of numbers: base, carrier, bits of room."""
    owner = np.repeat(np.arange(count), lines)
    line = mix(chosen.seed, 21, np.arange(len(owner)))
    # A ring buys from one to three carriers; popular carriers serve very many rings.
    offer = _offer(mix(chosen.seed, 22, owner), line)
    carriers = 12 + round(count**0.4)
    carrier = ranked(mix(chosen.seed, 23, owner, offer), carriers, 0.8)
    runs = _line_runs(line, assumed)
    order = np.lexsort((share(mix(line, 3)), carrier))
    base = np.empty(len(owner), dtype=np.int64)
    total = np.bincount(carrier, weights=runs, minlength=carriers).astype(np.int64)
    cumulated = np.cumsum(runs[order]) - runs[order]
    base[order] = cumulated - (np.cumsum(total) - total)[carrier[order]]
    room = np.ceil(np.log2(np.maximum(total * _ROOM, 256))).astype(np.int64)
    return base, carrier, room


def _offer(ring: Keys, line: Keys) -> Ints:
    """Choose one of the ring's up to three carriers for a line."""
    most = 1 + below(ring, 3)
    return below(mix(line, 4), most)


def line_life(line: Keys, assumed: Assumptions) -> Floats:
    """Tell how many days each number of a phone line lives: half of the lines' under the median."""
    return np.asarray(np.maximum(assumed.phone_life * np.exp(0.8 * normal(mix(line, 1))), 0.75))


def _line_runs(line: Keys, assumed: Assumptions) -> Ints:
    """Tell how many runs of numbers a line can use; after a raid it goes on two runs further."""
    runs: Ints = np.ceil((assumed.days / line_life(line, assumed) + 1) / assumed.run).astype(np.int64)
    return runs + 4
