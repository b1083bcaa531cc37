"""Blocks: stretches of the numbering plan in which more numbers are told of than its usual traffic explains.

Callers rotate through numbers, and often through neighbours: a carrier is given a thousand numbers at once.
That is a finding about numbers, not a ring: a number that is shown may belong to someone who knows nothing of
it, so nothing here links (docs/explanation/findings.md).

How many numbers of a block would be told of if it were like the rest of its exchange? The rate of a block is
taken as Gamma-distributed, so that the count is negative binomial, its prior the mean of all blocks and its
evidence the other blocks of the exchange (empirical Bayes: Robbins 1956; Efron, *Large-Scale Inference*,
1.2). Neighbours differ more than Poisson lets them, so their evidence counts for an `APART`-th. What counts
is the smaller of numbers and voices: one person who lists a hundred numbers is one. A whole exchange is held
against the other exchanges of its area code in the same way, without its fullest block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.special import betainc

from ringfence.rings.calls import AREA, BLOCK, EXCHANGE, independent

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints

    Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

LEAST = 5
"""Numbers that a block must have, whatever is expected."""
SHAPE = 0.25
"""How sure the prior is: the shape of its Gamma distribution."""
APART = 8.0
"""How much less than Poisson counts neighbours tell of each other."""
SPREAD = 1.0
"""How far rates lie apart that should be alike: the shape of their Gamma distribution, however much is known.
"""
BLOCKS_OF_EXCHANGE = 10
FOUND = ("value", "numbers", "reports", "reporters", "first", "last", "expected", "seen", "q")
"""What is told of a finding; `value` is its digits, `first` and `last` are days."""


def beyond(
    seen: Ints, prior: float | Floats, evidence: Ints | Floats, exposure: Floats
) -> tuple[Floats, Floats]:
    """Tell what is expected, and how rarely as much as was seen comes by chance.

    Args:
        seen: The counts, shape (values,).
        prior: What is expected where nothing else is known, above 0.
        evidence: What was counted elsewhere, where it should be alike.
        exposure: How many times as much could be counted there.

    Returns:
        The expected counts, and the probability of the seen count or more under the negative binomial.
    """
    sure = SHAPE + evidence / APART
    expected = sure / (SHAPE / prior + exposure / APART)
    shape = sure * SPREAD / (sure + SPREAD)
    # The tail of the negative binomial (DLMF 8.17.24).
    chance: Floats = np.asarray(betainc(seen, shape, expected / (shape + expected)))
    return np.asarray(expected), chance


def false_share(chance: Floats, tests: int) -> Floats:
    """Give each probability its q-value (Benjamini and Hochberg 1995); what is not given counts as 1.

    Args:
        chance: The probabilities of the values that were looked at, shape (values,).
        tests: How many values there were in all.
    """
    if not len(chance):
        return chance
    # `scipy.stats` has it too, and takes longer to load than a few thousand reports to link.
    order = np.argsort(chance)[::-1]
    ranks = np.arange(len(chance), 0, -1)
    shares = np.empty(len(chance))
    shares[order] = np.minimum.accumulate(chance[order] * tests / ranks)
    return np.minimum(shares, 1.0)


def blocks(rows: pl.DataFrame, size: int = BLOCK) -> pl.DataFrame:
    """Hold every block against its exchange, or every exchange against its area code.

    Args:
        rows: Columns of `calls.CALLS`.
        size: `BLOCK` or `EXCHANGE`.

    Returns:
        One row a block or exchange of `LEAST` numbers or more, with the columns of `FOUND`.
    """
    counted = _counted(rows, size)
    value = counted["value"].to_numpy()
    if size == BLOCK:
        return _held_against(counted, value // (EXCHANGE // BLOCK), BLOCKS_OF_EXCHANGE)
    fullest = _counted(rows, BLOCK).group_by(part=pl.col("value") // (EXCHANGE // BLOCK))
    fullest_of = fullest.agg(fullest=pl.col("numbers").max())
    beside = counted.join(fullest_of, left_on="value", right_on="part", maintain_order="left")
    beside = beside.with_columns(seen=pl.min_horizontal("seen", pl.col("numbers") - pl.col("fullest")))
    return _held_against(beside, value // (AREA // EXCHANGE), None)


def _counted(rows: pl.DataFrame, size: int) -> pl.DataFrame:
    reporter = pl.col("reporter")
    return (
        rows.lazy()
        .group_by(value=pl.col("number") // size)
        .agg(
            numbers=pl.col("number").n_unique().cast(pl.Int64),
            reports=pl.col("report").n_unique().cast(pl.Int64),
            voices=reporter.drop_nulls().n_unique() + pl.col("report").filter(reporter.is_null()).n_unique(),
            reporters=independent(reporter, pl.col("source")),
            first=pl.col("day").min(),
            last=pl.col("day").max(),
        )
        .with_columns(seen=pl.min_horizontal("numbers", pl.col("voices").cast(pl.Int64)))
        .drop("voices")
        .sort("value")
        .collect(engine="streaming")
    )


def _held_against(counted: pl.DataFrame, group: Ints, places: int | None) -> pl.DataFrame:
    """Hold each value against the others of its group.

    Args:
        counted: From `_counted`.
        group: The group of each row.
        places: How many values a group has, seen or not; None: as many as are seen.
    """
    seen = counted["seen"].to_numpy()
    _, at, inside = np.unique(group, return_inverse=True, return_counts=True)
    total = np.bincount(at, weights=seen, minlength=len(inside))
    in_group = np.full(len(seen), places) if places else inside[at]
    tests = len(inside) * places if places else len(seen)
    mean = float(seen.sum()) / max(tests, 1)
    expected, chance = beyond(seen, max(mean, 1e-9), total[at] - seen, np.asarray(in_group - 1.0))
    enough = seen >= LEAST
    q = np.ones(len(seen))
    q[enough] = false_share(chance[enough], tests)
    return counted.with_columns(expected=expected, q=q).filter(enough).select(FOUND)
