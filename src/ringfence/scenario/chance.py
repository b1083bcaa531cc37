"""Seeded chance, by column: a stream for each purpose, so that one change leaves the rest as it was."""

from __future__ import annotations

import zlib
from random import Random
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import SupportsLenAndGetItem
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

_T = TypeVar("_T")


class Quick(Random):
    """Chance for prose: draws in one step, where `random.Random` takes several to be exactly even."""

    def choice(self, seq: SupportsLenAndGetItem[_T]) -> _T:
        """Draw one of a sequence."""
        return seq[int(self.random() * len(seq))]

    def randint(self, a: int, b: int) -> int:
        """Draw a whole number from ``a`` to ``b``, both included."""
        return a + int(self.random() * (b - a + 1))


def stream(seed: int, purpose: str) -> np.random.Generator:
    """Open the stream of random numbers for one purpose; the same for the same seed."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def by_weight(rng: np.random.Generator, weights: Sequence[float] | Floats, size: int) -> Ints:
    """Draw positions in proportion to their weights."""
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
    found: Ints = np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right").astype(
        np.int64
    )
    return found


def by_row(rng: np.random.Generator, weights: Floats, rows: Ints) -> Ints:
    """Draw one column for each of ``rows``, in proportion to that row of ``weights``."""
    cumulative = np.cumsum(weights, axis=1)
    drawn = rng.random(len(rows)) * cumulative[rows, -1]
    found: Ints = (cumulative[rows] <= drawn[:, None]).sum(axis=1).astype(np.int64)
    return found


def happens(rng: np.random.Generator, share: float | Floats, size: int) -> Flags:
    """Say for each of ``size`` whether something of this share happens."""
    return np.asarray(rng.random(size) < share)


def skewed(rng: np.random.Generator, counts: Ints, power: float) -> Ints:
    """Draw a position below each of ``counts``; the first ones more often when ``power`` exceeds 1."""
    return np.minimum((counts * rng.random(len(counts)) ** power).astype(np.int64), counts - 1)


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """Lay groups of these sizes end to end: for each member its group, and its place within the group."""
    group = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])) if len(counts) else counts
    return group, np.arange(len(group), dtype=np.int64) - starts[group]
