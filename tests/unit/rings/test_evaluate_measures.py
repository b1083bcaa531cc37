"""The measures agree with their definitions, written out pair by pair."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.measures import (
    ALONE,
    Contingency,
    b_cubed,
    best_predicted,
    coverage,
    largest,
    pairwise,
    purity,
    v_measure,
)

groupings = st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 4)), max_size=25)


def table(rows: list[tuple[int, int]]) -> Contingency:
    predicted, true = (np.array([row[side] for row in rows], dtype=np.int64) for side in (0, 1))
    return Contingency.of(predicted, true)


def together(rows: list[tuple[int, int]], side: int, one: int, other: int) -> bool:
    return one == other or (rows[one][side] == rows[other][side] != ALONE)


@settings(deadline=None)
@given(groupings)
def test_pairwise_counts_every_pair(rows: list[tuple[int, int]]) -> None:
    said = {pair for pair in combinations(range(len(rows)), 2) if together(rows, 0, *pair)}
    true = {pair for pair in combinations(range(len(rows)), 2) if together(rows, 1, *pair)}
    score = pairwise(table(rows))
    nothing = 1.0 if not said and not true else 0.0
    assert score.precision == pytest.approx(len(said & true) / len(said) if said else nothing)
    assert score.recall == pytest.approx(len(said & true) / len(true) if true else nothing)


@settings(deadline=None)
@given(rows=groupings, everyone=st.booleans())
def test_b_cubed_averages_over_reports(*, rows: list[tuple[int, int]], everyone: bool) -> None:
    everybody = range(len(rows))
    precise, recalled = [], []
    for one in everybody:
        if not everyone and rows[one][1] == ALONE:
            continue
        said = {other for other in everybody if together(rows, 0, one, other)}
        true = {other for other in everybody if together(rows, 1, one, other)}
        precise.append(len(said & true) / len(said))
        recalled.append(len(said & true) / len(true))
    score = b_cubed(table(rows), everyone=everyone)
    if precise:
        assert score.precision == pytest.approx(np.mean(precise))
        assert score.recall == pytest.approx(np.mean(recalled))
    else:
        assert score.precision == (0.0 if any(row[0] != ALONE for row in rows) else 1.0)


@settings(deadline=None)
@given(groupings.filter(bool))
def test_v_measure_is_one_minus_what_one_grouping_leaves_unsaid_of_the_other(
    rows: list[tuple[int, int]],
) -> None:
    named = [tuple(f"alone {n}" if code == ALONE else code for code in row) for n, row in enumerate(rows)]

    def unsaid(of: int, by: int) -> float:
        cells, groups = Counter(named), Counter(row[by] for row in named)
        rest = -sum(n / len(named) * math.log(n / groups[row[by]]) for row, n in cells.items())
        whole = -sum(
            n / len(named) * math.log(n / len(named)) for n in Counter(row[of] for row in named).values()
        )
        return 1.0 if whole == 0 else 1 - rest / whole

    score = v_measure(table(rows))
    assert score.precision == pytest.approx(unsaid(1, 0), abs=1e-9)
    assert score.recall == pytest.approx(unsaid(0, 1), abs=1e-9)


@settings(deadline=None)
@given(groupings, st.integers(1, 5), st.sampled_from([0.5, 0.75, 0.95]))
def test_purity_counts_rings_that_are_one_true_ring(
    rows: list[tuple[int, int]], size: int, floor: float
) -> None:
    rings = [[row[1] for row in rows if row[0] == code] for code in range(5)]
    large = [ring for ring in rings if len(ring) >= size]
    pure = [
        ring
        for ring in large
        if max(Counter(t for t in ring if t != ALONE).values(), default=0) >= floor * len(ring)
    ]
    found = purity(table(rows), at_least=size, pure=floor)
    assert (found.rings, found.pure) == (len(large), len(pure))


@settings(deadline=None)
@given(groupings)
def test_the_best_predicted_ring_holds_the_most(rows: list[tuple[int, int]]) -> None:
    most, _ = best_predicted(table(rows))
    names = sorted({row[1] for row in rows if row[1] != ALONE})
    for number, name in enumerate(names):
        held = Counter(row[0] for row in rows if row[1] == name and row[0] != ALONE)
        assert most[number] == max(held.values(), default=0)


def test_an_unrelated_report_in_a_ring_makes_it_less_pure() -> None:
    clean, dirty = table([(0, 0)] * 10), table([(0, 0)] * 9 + [(0, ALONE)])
    assert purity(clean).share == 1.0
    assert purity(dirty).share == 0.0
    assert b_cubed(dirty).precision == pytest.approx(0.9)


def test_a_ring_in_two_pieces_is_covered_but_not_recalled() -> None:
    halves = table([(0, 0)] * 10 + [(1, 0)] * 10)
    assert coverage(halves) == 1.0
    assert b_cubed(halves).recall == pytest.approx(0.5)


def test_a_single_report_covers_nothing() -> None:
    assert coverage(table([(n, 0) for n in range(10)])) == 0.0


def test_finding_nothing_scores_nothing_unless_there_was_nothing() -> None:
    assert pairwise(table([(ALONE, 0)] * 5)).f == 0.0
    assert pairwise(table([(ALONE, ALONE)] * 5)).f == 1.0


def test_the_largest_ring_is_a_share_of_all_reports() -> None:
    counted = table([(0, 0)] * 6 + [(1, 0)] * 2 + [(ALONE, ALONE)] * 2)
    assert largest(counted.predicted_sizes, counted.said_ring) == pytest.approx(0.6)
    assert largest(counted.true_sizes, counted.in_ring) == pytest.approx(0.8)


def test_groupings_of_different_reports_are_refused() -> None:
    with pytest.raises(ValueError, match="same reports"):
        Contingency.of(np.zeros(2, dtype=np.int64), np.zeros(3, dtype=np.int64))
