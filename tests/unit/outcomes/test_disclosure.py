"""An attacker who holds everything that was published, of every day and breakdown, learns no small count.

He knows the rules as well, and which labels are small. He solves for every hidden count: with linear programs
over all that was published together, with linear algebra, and, where the world is small enough, by trying all
worlds that would have led to the same publication.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from ringfence.outcomes.disclosure import (
    LEAST,
    UNKNOWN,
    Breakdown,
    Cell,
    Part,
    Release,
    every_month,
    following,
    hidden,
    quarter,
    release,
    safe,
    spans,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MONTHS = list(every_month("2026-01", "2026-08"))
COUNTRIES = ("AU", "DE", "GB", "US", UNKNOWN)
FORCES = ("gb-met", "in-cbi")
DIMENSIONS = ("country", "force")
WIDTH = 8
"""Between the least and the most that a hidden count could be there always lie at least so many."""

Key = tuple[str, str, str]
World = dict[Key, int]
AMOUNTS = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 60))
WORLDS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(itertools.product(MONTHS, COUNTRIES, FORCES), AMOUNTS)
)


def parts_of(world: World) -> list[Part]:
    return [Part(month, {"country": c, "force": f}, Cell(n)) for (month, c, f), n in world.items()]


class Attacker:
    """Equations over every month, country and force: all that these releases of a world tell.

    He is told besides which of the hidden labels are below ten and which are not.
    """

    def __init__(self, releases: list[Release], small: Callable[[list[str], str, str], bool]) -> None:
        self.keys = list(itertools.product(MONTHS, COUNTRIES, FORCES))
        self.small = small
        self.equal: list[tuple[np.ndarray, float]] = [(np.zeros(len(self.keys)), 0)]
        self.most: list[tuple[np.ndarray, float]] = [(np.zeros(len(self.keys)), 0)]
        for told in releases:
            self._learn(told)

    def sum_of(self, months: list[str], dimension: str = "", label: str = "") -> np.ndarray:
        at = 0 if not dimension else 1 + DIMENSIONS.index(dimension)
        return np.array(
            [float(key[0] in months and (not dimension or key[at] == label)) for key in self.keys]
        )

    def _learn(self, told: Release) -> None:
        for span in told.spans:
            months = list(every_month(span.first, following(span.last)))
            self.equal.append((self.sum_of(months), span.amount))
            self.most.append((self.sum_of(months[:-1]), LEAST - 1))
        for dimension, breakdowns in told.breakdowns.items():
            for one in breakdowns:
                self._learn_breakdown(months_of(told, one.quarter), dimension, one)

    def _learn_breakdown(self, months: list[str], dimension: str, one: Breakdown) -> None:
        for label in COUNTRIES if dimension == "country" else FORCES:
            row = self.sum_of(months, dimension, label)
            if label in one.shown:
                self.equal.append((row, one.shown[label]))
            elif one.shown and self.small(months, dimension, label):
                self.most.append((row, LEAST - 1))
            elif one.shown:
                self.most.append((-row, -LEAST))

    def range_of(self, wanted: np.ndarray) -> tuple[float, float]:
        """Find the least and the most that a sum could be."""
        found = []
        for sign in (1, -1):
            solved = linprog(
                sign * wanted,
                A_ub=np.array([row for row, _ in self.most]),
                b_ub=np.array([amount for _, amount in self.most]),
                A_eq=np.array([row for row, _ in self.equal]),
                b_eq=np.array([amount for _, amount in self.equal]),
                bounds=(0, 10_000),
            )
            assert solved.success
            found.append(sign * float(solved.fun or 0))
        return found[0], found[1]

    def determines(self, wanted: np.ndarray) -> bool:
        """Tell whether a sum is a combination of what is known."""
        known = np.array([row for row, _ in self.equal])
        return bool(np.linalg.matrix_rank(np.vstack([known, wanted])) == np.linalg.matrix_rank(known))


def months_of(told: Release, name: str) -> list[str]:
    """Tell which months a breakdown is of: those of the spans that end in its quarter."""
    ending = [span for span in told.spans if quarter(span.last) == name]
    return [month for span in ending for month in every_month(span.first, following(span.last))]


def held(world: World, months: list[str], dimension: str = "", label: str = "") -> int:
    at = 0 if not dimension else 1 + DIMENSIONS.index(dimension)
    return sum(n for key, n in world.items() if key[0] in months and (not dimension or key[at] == label))


def secrets(world: World, told: Release) -> Iterator[tuple[list[str], str, str]]:
    """Name what is below ten: months, labels of a quarter, and labels of one month."""
    for dimension, breakdowns in told.breakdowns.items():
        labels = COUNTRIES if dimension == "country" else FORCES
        quarters = [months_of(told, one.quarter) for one in breakdowns]
        for months, label in itertools.product([*quarters, *([month] for month in MONTHS)], labels):
            if 0 < held(world, months, dimension, label) < LEAST:
                yield months, dimension, label
    for month in MONTHS:
        if held(world, [month]) < LEAST:
            yield [month], "", ""


@settings(max_examples=40, deadline=None)
@given(WORLDS)
@example({("2026-01", "US", "in-cbi"): 12, ("2026-01", "DE", "gb-met"): 3})
@example({("2026-01", "US", "in-cbi"): 90, ("2026-02", "DE", "gb-met"): 9, ("2026-02", "AU", "gb-met"): 1})
@example({("2026-01", c, "in-cbi"): 9 for c in COUNTRIES})
def test_no_hidden_count_can_be_worked_out_from_all_releases_together(world: World) -> None:
    releases = [release(parts_of(world), DIMENSIONS, over) for over in [*MONTHS[1:], "2026-08"]]
    attacker = Attacker(releases, lambda *where: held(world, *where) < LEAST)
    for where in itertools.islice(secrets(world, releases[-1]), 25):
        wanted = attacker.sum_of(*where)
        assert not attacker.determines(wanted)
        least, most = attacker.range_of(wanted)
        assert least - 1e-6 <= held(world, *where) <= most + 1e-6
        assert most - least >= WIDTH - 1e-6


@settings(deadline=None)
@given(WORLDS)
def test_a_release_never_changes_what_an_earlier_one_said(world: World) -> None:
    earlier = release(parts_of(world), DIMENSIONS, "2026-05")
    later = release(parts_of(world), DIMENSIONS, "2026-08")
    assert later.spans[: len(earlier.spans)] == earlier.spans
    for dimension in DIMENSIONS:
        kept = earlier.breakdowns[dimension]
        assert later.breakdowns[dimension][: len(kept)] == kept


@settings(deadline=None)
@given(WORLDS)
def test_everything_shown_is_ten_or_more_and_true(world: World) -> None:
    told = release(parts_of(world), DIMENSIONS, "2026-08")
    for span in told.spans:
        assert span.amount == held(world, list(every_month(span.first, following(span.last)))) >= LEAST
    for dimension, breakdowns in told.breakdowns.items():
        for one in breakdowns:
            for label, amount in one.shown.items():
                assert amount == held(world, months_of(told, one.quarter), dimension, label) >= LEAST


Telling = tuple[int, tuple[tuple[str, int], ...], tuple[str, ...]]


def _told(amounts: Mapping[str, int]) -> Telling:
    """Say what a breakdown tells one who also knows which labels are not empty, and which of them are small.

    Where nothing at all is shown no one is told which are small: all that is seen is that.
    """
    away = hidden("2026-Q1", {label: Cell(n) for label, n in amounts.items()})
    total = sum(amounts.values())
    shown = tuple((label, n) for label, n in amounts.items() if away is not None and label not in away)
    if away is None or not shown:
        return total, (), tuple(amounts)
    return total, shown, tuple(sorted(label for label in away if amounts[label] < LEAST))


@pytest.mark.parametrize(("labels", "most"), [(("DE", "US"), 60), (("AU", "DE", "US"), 36)])
def test_trying_all_worlds_with_knowledge_of_the_rules_gives_no_small_count_away(
    labels: tuple[str, ...], most: int
) -> None:
    worlds: dict[Telling, list[tuple[int, ...]]] = defaultdict(list)
    for amounts in itertools.product(range(1, most), repeat=len(labels)):
        if LEAST <= sum(amounts) < most:
            worlds[_told(dict(zip(labels, amounts, strict=True)))].append(amounts)
    tried = 0
    for told, same in worlds.items():
        for label in told[2]:
            values = {amounts[labels.index(label)] for amounts in same}
            assert len(values) >= WIDTH, (told, label, sorted(values))
            tried += 1
    assert tried > 50


def test_the_smallest_large_label_is_not_always_the_one_that_is_hidden() -> None:
    cells = {"AU": Cell(2)} | {f"{at:02}": Cell(30 + at) for at in range(20)}
    chosen = {frozenset(hidden(f"2026-Q{at}", cells) or ()) for at in range(12)}
    assert len(chosen) > 3


def test_a_number_from_one_person_is_not_shown() -> None:
    assert not safe(Cell(500, (("reporter-1", 500),)))
    assert safe(Cell(500, tuple((f"reporter-{at}", 50) for at in range(10))))
    cells = {
        "DE": Cell(500, (("reporter-1", 500),)),
        "US": Cell(40, tuple((f"r-{at}", 4) for at in range(10))),
    }
    assert hidden("2026-Q1", cells) == frozenset({"DE", "US"})


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=30), st.integers(1, 5))
def test_money_is_shown_only_where_nobody_has_half_of_it(losses: list[int], pieces: int) -> None:
    people = [(f"reporter-{at}", amount) for at, amount in enumerate(losses)]
    cells = []
    for piece in range(pieces):
        own = sorted(people[piece::pieces], key=lambda one: (-one[1], one[0]))
        cells.append(Cell(sum(n for _, n in own), tuple(own[:LEAST]), money=True))
    if safe(together(cells)):
        assert len(losses) >= LEAST
        assert 2 * max(losses) <= sum(losses)


def test_one_great_loss_is_hidden_with_those_of_others() -> None:
    def of(name: str, *amounts: int) -> Cell:
        people = tuple((f"{name}-{at}", amount) for at, amount in enumerate(amounts))
        return Cell(sum(amounts), people, money=True)

    cells = {
        "DE": of("de", 900_000, *[100] * 11),
        "US": of("us", *[90_000] * 20),
        "GB": of("gb", *[50_000] * 30),
    }
    away = hidden("2026-Q1", cells)
    assert away is not None
    assert "DE" in away
    assert len(away) >= 2
    assert safe(together(cells[label] for label in away))


def test_months_wait_until_they_may_be_shown_together() -> None:
    months = dict(zip(MONTHS, map(Cell, (4, 5, 3, 40, 9, 0, 0)), strict=True))
    assert [(span.first, span.last, span.amount) for span in spans(months)] == [
        ("2026-01", "2026-03", 12),
        ("2026-04", "2026-04", 40),
    ]
    assert spans({}) == ()


@st.composite
def money_cells(draw: st.DrawFn) -> dict[str, Cell]:
    cells = {}
    for label in COUNTRIES:
        amounts = sorted(draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=LEAST)), reverse=True)
        people = tuple((f"{label}-{at}", amount) for at, amount in enumerate(amounts))
        cells[label] = Cell(sum(amounts), people, money=True)
    return cells


@given(money_cells())
def test_nobodys_hidden_loss_can_be_told_within_half_of_it(cells: dict[str, Cell]) -> None:
    away = hidden("2026-Q1", cells)
    if not away:
        return
    total = sum(cells[label].amount for label in away)
    parts = sorted((part for label in away for _, part in cells[label].people or ()), reverse=True)
    assert len(away) >= 2
    assert all(safe(cell) for label, cell in cells.items() if label not in away)
    assert 2 * (total - parts[0] - parts[1]) >= parts[0]


def test_the_attacker_finds_a_small_count_where_only_small_ones_are_hidden() -> None:
    world: World = {
        ("2026-01", "US", "in-cbi"): 90,
        ("2026-01", "GB", "in-cbi"): 40,
        ("2026-01", "DE", "gb-met"): 4,
    }
    told = release(parts_of(world), DIMENSIONS, "2026-04")
    naive = Release(told.spans, {"country": (Breakdown("2026-Q1", 134, {"US": 90, "GB": 40}),)})
    attacker = Attacker([naive], lambda *where: held(world, *where) < LEAST)
    least, most = attacker.range_of(attacker.sum_of(["2026-01"], "country", "DE"))
    assert (least, most) == pytest.approx((0, 4))
    rest = sum(
        attacker.sum_of(["2026-01"], "country", label) for label in COUNTRIES if label not in {"US", "GB"}
    )
    assert attacker.determines(np.asarray(rest))
