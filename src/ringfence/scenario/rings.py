"""The call centres of a world: how large, who sees them, when and where they work, whom they buy from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario.chance import by_weight, happens, stream
from ringfence.scenario.phones import COUNTRIES

if TYPE_CHECKING:
    from ringfence.scenario.chance import Flags, Floats, Ints
    from ringfence.scenario.parameters import Parameters

DAY = 86_400
LANGS = ("en", "de", "es", "fr")
MAIN_LANG = np.array([0, 0, 0, 0, 1, 2, 3])
"""The language most victims write in, for each of ``COUNTRIES``."""

_VICTIMS = np.array([0.5, 0.15, 0.1, 0.08, 0.08, 0.04, 0.05])  # assumed; US first in every source
CHAKRA_SIZES = (430, 310, 250, 200, 160, 130, 115, 100, 85, 75, 60, 45, 38, 34)
CHAKRA_A = (0, 1, 3, 4, 6, 8, 10, 11, 12, 13)
CHAKRA_B = (0, 2, 3, 5, 7, 9, 11, 12, 13)
CHAKRA_THIN = (11, 12, 13)
"""Rings of ``chakra`` that A and B both see, each so thinly that only together they show."""
CHAKRA_SPANISH = 8
"""The ring of ``chakra`` that works Spain, so that there is a lead for the police of all six countries."""


@dataclass(frozen=True, slots=True)
class Rings:
    """Every ring of a world, by column.

    Attributes:
        size: First reports that tell of it (second reports of the same fraud come on top).
        sees: For each ring and source (companies in order, the desk last), whether the source hears of it.
        thin: Its reports are dealt out evenly, so that no source sees much.
        begin: First second of work.
        end: Last second of work.
        countries: Share of victims by country.
        channels: Share of each channel.
        kit: The pop-up kit it bought, or -1.
        mule: The mule network that it shares with others.
    """

    size: Ints
    sees: Flags
    thin: Flags
    begin: Ints
    end: Ints
    countries: Floats
    channels: Floats
    kit: Ints
    mule: Ints

    def __len__(self) -> int:
        return len(self.size)


def share_out(total: int, weights: Floats) -> Ints:
    """Split a whole number in proportion to weights; what is left over goes to the largest fractions."""
    exact = weights / weights.sum() * total
    counts: Ints = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: total - int(counts.sum())]] += 1
    return counts


def plan(parameters: Parameters, total: int) -> Rings:
    """Make the rings whose first reports are ``total`` in number."""
    rng = stream(parameters.seed, "rings")
    chakra = parameters.name == "chakra"
    if chakra:
        size = share_out(total, np.array(CHAKRA_SIZES, dtype=np.float64))
    else:
        count = max(8, round(parameters.rings_scale * total**parameters.rings_power))
        size = share_out(total, np.arange(1, count + 1, dtype=np.float64) ** -parameters.ring_tail)
        size = size[size > 0]
    rings = len(size)
    thin = np.isin(np.arange(rings), CHAKRA_THIN) if chakra else np.zeros(rings, dtype=bool)
    begin, end = _working_time(parameters, rng, size)
    groups = max(1, rings // parameters.rings_per_mule)
    kit = np.where(happens(rng, parameters.kit, rings), rng.integers(0, max(1, groups // 3), rings), -1)
    return Rings(
        size=size,
        sees=_sees(parameters, rng, rings),
        thin=thin,
        begin=begin,
        end=end,
        countries=_countries(rng, rings, thin, chakra=chakra),
        channels=_channels(parameters, rng, rings),
        kit=kit.astype(np.int64),
        mule=rng.integers(0, groups, rings),
    )


def _working_time(parameters: Parameters, rng: np.random.Generator, size: Ints) -> tuple[Ints, Ints]:
    days = np.full(len(size), float(parameters.days))
    short = happens(rng, parameters.short_lived, len(size))
    days[short] *= rng.uniform(0.15, 0.6, int(short.sum()))
    days = np.minimum(days, np.maximum(15, parameters.days_per_report * size))
    begin = rng.uniform(0, 1, len(size)) * (parameters.days - days)
    return (begin * DAY).astype(np.int64), ((begin + days) * DAY).astype(np.int64)


def _sees(parameters: Parameters, rng: np.random.Generator, rings: int) -> Flags:
    sees = np.zeros((rings, parameters.companies + 1), dtype=bool)
    sees[:, -1] = True
    if parameters.name == "chakra" and parameters.companies >= 2:
        sees[list(CHAKRA_A), 0] = True
        sees[list(CHAKRA_B), 1] = True
        return sees
    home = rng.integers(0, parameters.companies, rings)
    sees[np.arange(rings), home] = True
    if parameters.companies > 1:
        # A ring seen by two is counted at both: a share o of each company's rings needs o/(2-o) of all rings.
        both = happens(rng, parameters.overlap / (2 - parameters.overlap), rings)
        other = (home + rng.integers(1, parameters.companies, rings)) % parameters.companies
        sees[both, other[both]] = True
    return sees


def _countries(rng: np.random.Generator, rings: int, thin: Flags, *, chakra: bool) -> Floats:
    base = _VICTIMS.copy()
    base[COUNTRIES.index("FR")] *= not chakra
    main = by_weight(rng, base, rings)
    if chakra:
        main[CHAKRA_SPANISH] = COUNTRIES.index("ES")
    same = MAIN_LANG[None, :] == MAIN_LANG[main][:, None]
    weights = base[None, :] * np.where(same, 1.0, 0.04)
    weights[np.arange(rings), main] *= 5
    weights[thin] = np.where(np.arange(len(COUNTRIES))[None, :] == main[thin][:, None], 1.0, 0.0)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _channels(parameters: Parameters, rng: np.random.Generator, rings: int) -> Floats:
    base = np.array(parameters.channels)
    main = by_weight(rng, base, rings)
    weights = np.repeat(base[None, :] * 0.5, rings, axis=0)
    weights[np.arange(rings), main] += 0.5
    return weights
