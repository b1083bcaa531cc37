"""How hard a world is: what its reports share with their own ring, whatever a linker makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario.filings import VICTIM
from ringfence.scenario.values import origin, role

if TYPE_CHECKING:
    from ringfence.scenario.world import World

_STRONG = ("callback", "visited", "contact", "operator", "payee")
_OWN = ("own", "shared", "reassigned")


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What reports share, as shares of victims' reports between 0 and 1.

    Attributes:
        one: Share with at least one strong value that another report of its ring has too.
        two: Share with at least two such values.
        largest: The largest ring's share.
    """

    one: float
    two: float
    largest: float


def difficulty(world: World) -> Difficulty:
    """Count what each report shares with the other reports of its ring."""
    mentions, filings = world.mentions, world.filings
    strong = np.isin(mentions.role, [role(name) for name in _STRONG])
    own = np.isin(mentions.origin, [origin(name) for name in _OWN])
    rows = np.flatnonzero(strong & own & (filings.sort[mentions.report] == VICTIM))
    pairs = mentions.value[rows] * (len(world.rings) + 1) + filings.ring[mentions.report[rows]]
    _, which, times = np.unique(pairs, return_inverse=True, return_counts=True)
    shared = np.bincount(mentions.report[rows[times[which] > 1]], minlength=len(filings))
    victims = filings.sort == VICTIM
    sizes = np.bincount(filings.ring[victims])
    return Difficulty(
        one=float((shared[victims] >= 1).mean()),
        two=float((shared[victims] >= 2).mean()),
        largest=float(sizes.max() / sizes.sum()),
    )
