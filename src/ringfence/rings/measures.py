"""How near two groupings of the same reports are: the textbook measures, on whole columns at once.

A grouping is an array of codes, one a report, at the same place in both arrays: equal codes stand together
and `ALONE` means "in no ring". A report in no ring is a group of its own: no pair with it is true, and a
predicted ring that holds it is less pure. All measures lie between 0 and 1, and come from the table of how
many reports each predicted group shares with each true one; nothing is done report by report.

    >>> predicted, true = np.array([0, 0, 1, ALONE]), np.array([0, 0, 0, ALONE])
    >>> pairwise(Contingency.of(predicted, true)).recall
    0.3333333333333333

Where nothing is there to divide by, a share is 1 when there was nothing to find and nothing was found, else
0: a linker that finds nothing in a world with rings scores 0, and 1 in a world without any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

ALONE = -1
"""The code of a report that stands in no ring."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, each 0 to 1, and their harmonic mean.

    Attributes:
        precision: Of what was said, the share that is true.
        recall: Of what is true, the share that was said.
    """

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """The harmonic mean (van Rijsbergen 1979, F with beta 1); 0 when both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Contingency:
    """How many reports each predicted group shares with each true one; only the cells that are not empty.

    Attributes:
        predicted: Number of each cell's predicted group, dense from 0.
        true: Number of each cell's true group, dense from 0.
        shared: Reports in each cell, 1 or more.
        predicted_sizes: Reports in each predicted group.
        true_sizes: Reports in each true group.
        in_ring: For each true group, whether it is a ring (False: a report that belongs to none).
        said_ring: For each predicted group, whether it was said to be a ring.
    """

    predicted: Codes
    true: Codes
    shared: Counts
    predicted_sizes: Counts
    true_sizes: Counts
    in_ring: Mask
    said_ring: Mask

    @classmethod
    def of(cls, predicted: Codes, true: Codes) -> Self:
        """Count the cells of two groupings of the same reports.

        Args:
            predicted: One code a report, `ALONE` for none; shape (reports,).
            true: Likewise, in the same order.

        Raises:
            ValueError: When the arrays differ in length.
        """
        if predicted.shape != true.shape:
            raise ValueError("both groupings must cover the same reports")
        left, said = _dense(predicted)
        right, ring = _dense(true)
        cells, shared = np.unique(left * np.int64(max(len(ring), 1)) + right, return_counts=True)
        width = np.int64(max(len(ring), 1))
        return cls(
            predicted=cells // width,
            true=cells % width,
            shared=shared.astype(np.int64),
            predicted_sizes=np.bincount(left, minlength=len(said)).astype(np.int64),
            true_sizes=np.bincount(right, minlength=len(ring)).astype(np.int64),
            in_ring=ring,
            said_ring=said,
        )


def _dense(codes: Codes) -> tuple[Codes, Mask]:
    """Number the groups from 0, each report that is alone as a group of its own; and say which are rings."""
    alone = codes == ALONE
    names, dense = np.unique(codes[~alone], return_inverse=True)
    numbered = np.empty(len(codes), dtype=np.int64)
    numbered[~alone] = dense
    lonely = int(alone.sum())
    numbered[alone] = len(names) + np.arange(lonely)
    rings = np.zeros(len(names) + lonely, dtype=np.bool_)
    rings[: len(names)] = True
    return numbered, rings


def share(part: float, whole: float, *, nothing: bool = False) -> float:
    """Divide, where nothing over nothing is 1 when there was ``nothing`` to find, else 0."""
    if whole:
        return float(part) / float(whole)
    return 1.0 if nothing else 0.0


def _pairs(sizes: Counts) -> float:
    return float((sizes.astype(np.float64) * (sizes - 1) / 2).sum())


def pairwise(table: Contingency) -> Score:
    """Score every pair of reports: was it said to stand together, and does it.

    Precision and recall over pairs, the Rand family's counts (Rand 1971; Manning, Raghavan and Schütze 2008,
    Introduction to Information Retrieval, 16.3). The largest rings dominate it: pairs grow with the square.
    """
    both, said, true = _pairs(table.shared), _pairs(table.predicted_sizes), _pairs(table.true_sizes)
    nothing = not said and not true
    return Score(share(both, said, nothing=nothing), share(both, true, nothing=nothing))


def b_cubed(table: Contingency, *, everyone: bool = False) -> Score:
    """Score every report: how much of its group is its ring, and how much of its ring is in its group.

    B-cubed of Bagga and Baldwin (1998), averaged over the reports that truly belong to a ring. A report of no
    ring that was put into one lowers the precision of all reports there, but does not score itself: thousands
    of unrelated reports left alone would otherwise flatter every linker.

    Args:
        table: The counted cells.
        everyone: Average over all reports, as Amigó et al. (2009) write it.
    """
    counted = table.shared * (True if everyone else table.in_ring[table.true])
    reports = float(counted.sum())
    weight = counted.astype(np.float64) * table.shared
    precise = float((weight / table.predicted_sizes[table.predicted]).sum())
    recalled = float((weight / table.true_sizes[table.true]).sum())
    nothing = not table.said_ring.any()
    return Score(share(precise, reports, nothing=nothing), share(recalled, reports, nothing=nothing))


def v_measure(table: Contingency) -> Score:
    """Score by entropy: homogeneity as precision, completeness as recall (Rosenberg and Hirschberg 2007).

    It flatters: .93 was seen where pairwise F was .66. It is reported because others report it.
    """
    total = float(table.shared.sum())
    if not total:
        return Score(1.0, 1.0)
    cell = table.shared / total
    by_true = -float((cell * np.log(table.shared / table.predicted_sizes[table.predicted])).sum())
    by_predicted = -float((cell * np.log(table.shared / table.true_sizes[table.true])).sum())
    of_true, of_predicted = _entropy(table.true_sizes / total), _entropy(table.predicted_sizes / total)
    homogeneity = 1.0 if of_true == 0 else 1.0 - by_true / of_true
    completeness = 1.0 if of_predicted == 0 else 1.0 - by_predicted / of_predicted
    return Score(min(max(homogeneity, 0.0), 1.0), min(max(completeness, 0.0), 1.0))


def _entropy(shares: npt.NDArray[np.float64]) -> float:
    return -float((shares * np.log(shares)).sum())


@dataclass(frozen=True, slots=True)
class Purity:
    """How pure the predicted rings of some size are.

    Attributes:
        rings: Predicted rings of at least that size.
        pure: How many of them belong to one true ring by at least the wanted share.
        share: ``pure`` of ``rings``, 0 to 1; 0 when there is none.
    """

    rings: int
    pure: int

    @property
    def share(self) -> float:
        """The share of the rings that are pure."""
        return share(self.pure, self.rings)


def best_true(table: Contingency) -> tuple[Counts, Codes]:
    """Find, for each predicted group, the reports and the number of the true ring that it holds most of.

    Returns:
        Two arrays of shape (predicted groups,): how many reports, 0 when it holds none of a ring; and the
        true group's number, `ALONE` when none. Between equals the lower number.
    """
    return _best(table.predicted, table.true, table.shared, table.in_ring[table.true], len(table.said_ring))


def best_predicted(table: Contingency) -> tuple[Counts, Codes]:
    """Find, for each true group, the reports and the number of the predicted ring that holds most of it.

    Returns:
        Two arrays of shape (true groups,), as `best_true`.
    """
    return _best(
        table.true, table.predicted, table.shared, table.said_ring[table.predicted], len(table.in_ring)
    )


def _best(of: Codes, among: Codes, shared: Counts, counted: Mask, groups: int) -> tuple[Counts, Codes]:
    of, among, shared = of[counted], among[counted], shared[counted]
    order = np.lexsort((-among, shared, of))  # the last row written for a group is its best
    most, which = np.zeros(groups, dtype=np.int64), np.full(groups, ALONE, dtype=np.int64)
    last = np.ones(len(order), dtype=np.bool_)
    last[:-1] = of[order][1:] != of[order][:-1]
    winners = order[last]
    most[of[winners]], which[of[winners]] = shared[winners], among[winners]
    return most, which


def purity(table: Contingency, *, at_least: int = 10, pure: float = 0.95) -> Purity:
    """Count the predicted rings of ``at_least`` reports of which ``pure`` or more are of one true ring.

    Purity of a cluster after Zhao and Karypis (2001); the share of clusters above a floor, not the mean,
    because one bad ring must not hide behind many good ones. Reports of no ring count against it.
    """
    most, _ = best_true(table)
    large = table.said_ring & (table.predicted_sizes >= at_least)
    good = large & (most >= pure * table.predicted_sizes)
    return Purity(int(large.sum()), int(good.sum()))


def coverage(table: Contingency, *, at_least: int = 10) -> float:
    """Say how much of the true rings of ``at_least`` reports stands in predicted rings mostly theirs.

    Of the reports of such true rings: the share in a predicted ring of two or more whose most frequent true
    ring is the report's own. It forgives a ring in pieces; B-cubed recall does not.
    """
    _, mostly = best_true(table)
    large = table.in_ring & (table.true_sizes >= at_least)
    wanted = table.shared * large[table.true]
    predicted = table.predicted
    mine = table.said_ring[predicted] & (table.predicted_sizes[predicted] >= 2)
    held = wanted * (mine & (mostly[predicted] == table.true))
    return share(float(held.sum()), float(wanted.sum()))


def largest(sizes: Counts, rings: Mask) -> float:
    """Say which share of all reports the largest ring holds."""
    return share(float(sizes[rings].max(initial=0)), float(sizes.sum()))
