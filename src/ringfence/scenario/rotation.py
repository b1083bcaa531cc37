"""Values that live for a while and are replaced: a ring's numbers, domains, accounts.

An owner has *slots* (phone lines, say). In a slot one value follows another; lives are log-normal, so the
given life is their median.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario.chance import skewed, spread

if TYPE_CHECKING:
    from ringfence.scenario.chance import Floats, Ints

SPAN = 1 << 36
"""Seconds that keep the slots apart in the search key; more than any world lasts."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """Which value is in use, by slot and second.

    Attributes:
        first_slot: For each owner, its first slot.
        slots: For each owner, how many slots it has (0: none).
        slot: For each value, its slot.
        begins: For each value, when its use begins, in seconds of the world.
        life: For each value, how long it lives, in seconds.
        owner: For each value, its owner.
    """

    first_slot: Ints
    slots: Ints
    slot: Ints
    begins: Ints
    life: Ints
    owner: Ints

    def __len__(self) -> int:
        return len(self.slot)

    def choose(self, rng: np.random.Generator, owner: Ints, power: float) -> Ints:
        """Choose a slot of each owner; the first ones more often."""
        return self.first_slot[owner] + skewed(rng, self.slots[owner], power)

    def at(self, slot: Ints, second: Ints) -> Ints:
        """Tell which value each slot uses at that second."""
        found = np.searchsorted(self.slot * SPAN + self.begins, slot * SPAN + second, side="right") - 1
        first = np.searchsorted(self.slot, slot, side="left")
        return np.maximum(found, first).astype(np.int64)


def rotate(
    rng: np.random.Generator, slots: Ints, begin: Ints, end: Ints, *, life: float | Floats, sigma: float
) -> Rotation:
    """Fill every owner's slots with values, one after the other.

    Args:
        rng: The stream of chance.
        slots: Slots of each owner.
        begin: Each owner's first second.
        end: Each owner's last second.
        life: Median life of a value in seconds; one number, or one for each slot.
        sigma: Spread of the logarithm of a life.
    """
    owner, _ = spread(slots)
    lives = np.broadcast_to(np.asarray(life, dtype=np.float64), owner.shape)
    mean = lives * np.exp(sigma**2 / 2)
    length = (end - begin)[owner]
    counts = np.ceil(length / mean * 1.5).astype(np.int64) + 3
    slot, place = spread(counts)
    drawn = lives[slot] * np.exp(sigma * rng.standard_normal(len(slot)))
    total = np.cumsum(drawn)
    starts = np.concatenate(([0.0], total[:-1]))
    since = starts - starts[np.flatnonzero(place == 0)][slot]
    kept = (since < length[slot]) | (place == 0)
    first = np.concatenate(([0], np.cumsum(slots)[:-1])) if len(slots) else slots
    return Rotation(
        first_slot=first.astype(np.int64),
        slots=slots.astype(np.int64),
        slot=slot[kept],
        begins=(begin[owner][slot] + since).astype(np.int64)[kept],
        life=np.maximum(drawn, 3600).astype(np.int64)[kept],
        owner=owner[slot][kept],
    )
