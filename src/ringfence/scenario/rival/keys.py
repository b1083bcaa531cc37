"""Keys instead of draws: what happens in a world is a function of its seed and of who, what and when.

A key is 64 bits. Mixing keys gives another; a key read as a share decides; a clock turns a key and a day into
the number of the value that was in use. So nothing has to be kept, a person who reports twice tells the same
thing twice, and any part of a world can be made without the rest.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Keys: TypeAlias = NDArray[np.uint64]
Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def mix(*parts: Keys | Ints | int) -> Keys:
    """Mix keys and whole numbers (shapes that broadcast) into keys; splitmix64 (Steele, Lea, Flood 2014)."""
    mixed = np.zeros(1, dtype=np.uint64)
    for part in parts:
        given = np.asarray(part)
        mixed = (mixed ^ given.astype(np.uint64)) + _GOLDEN
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
        mixed ^= mixed >> np.uint64(31)
    return mixed


def share(key: Keys) -> Floats:
    """Read keys as even shares from 0 to below 1."""
    return (key >> np.uint64(11)).astype(np.float64) * 2.0**-53


def normal(key: Keys) -> Floats:
    """Read keys as draws of a standard normal distribution."""
    drawn: Floats = ndtri(np.clip(share(key), 1e-12, 1 - 1e-12))
    return drawn


def below(key: Keys, count: Ints | int, *, skew: float = 1.0) -> Ints:
    """Read keys as positions below ``count``; with a ``skew`` above 1 the first come oftener."""
    found: Ints = np.floor(share(key) ** skew * count).astype(np.int64)
    return found


def ranked(key: Keys, count: int, exponent: float) -> Ints:
    """Read keys as ranks below ``count``, in proportion to 1 / (rank + 1) ** exponent (Zipf)."""
    cumulative = np.cumsum(1.0 / np.arange(1, count + 1) ** exponent)
    found: Ints = np.searchsorted(cumulative, share(key) * cumulative[-1], side="right").astype(np.int64)
    return np.minimum(found, count - 1)


def lives(line: Keys, median: float | Floats, spread: float) -> Floats:
    """Tell how many days each value of a line lives: log-normal over lines, the same within one."""
    return np.asarray(median * np.exp(spread * normal(mix(line, 1))))


def turn(line: Keys, day: Floats, life: float | Floats) -> Ints:
    """Read a clock: the number (from 0) of the value that a line uses on a day, one following another."""
    return np.floor(day / life + share(mix(line, 2))).astype(np.int64)
