"""Weeks: months that may be shown are cut finer, and nothing small can be worked out of what is shown."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from ringfence.outcomes.disclosure import LEAST, Cell, Span
from ringfence.outcomes.weeks import WEEKS, days, weekly

_WEEKS = [(month, week) for month in ("2026-01", "2026-02", "2026-03") for week in range(1, WEEKS + 1)]


def people(*counts: int) -> Cell:
    """So many reports of each of some people, named after nothing."""
    return Cell(sum(counts), tuple((f"p{at}", many) for at, many in enumerate(counts[:LEAST])))


def test_the_weeks_of_a_month_follow_each_other_and_end_with_it() -> None:
    assert [days("2024-02", week) for week in (1, 2, 3, 4)] == [
        (date(2024, 2, 1), date(2024, 2, 7)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2024, 2, 15), date(2024, 2, 21)),
        (date(2024, 2, 22), date(2024, 2, 29)),
    ]


def test_a_small_week_stands_with_those_after_it_and_a_small_last_one_with_those_before() -> None:
    cells = {
        ("2026-03", 1): people(*[1] * 4),
        ("2026-03", 2): people(*[1] * 12),
        ("2026-03", 4): people(*[1] * 3),
    }
    shown = weekly([Span("2026-03", "2026-03", 19)], cells)
    assert [(one.first.day, one.last.day, one.amount) for one in shown] == [(1, 31, 19)]
    cells["2026-03", 3] = people(*[1] * 10)
    shown = weekly([Span("2026-03", "2026-03", 29)], cells)
    assert [(one.first.day, one.last.day, one.amount) for one in shown] == [(1, 14, 16), (15, 31, 13)]


def test_many_reports_of_one_person_do_not_make_a_week_that_may_be_shown() -> None:
    cells = {("2026-03", 1): people(40), ("2026-03", 3): people(*[1] * 12)}
    shown = weekly([Span("2026-03", "2026-03", 52)], cells)
    assert [one.amount for one in shown] == [52]


@given(st.lists(st.lists(st.integers(1, 9), max_size=14), min_size=len(_WEEKS), max_size=len(_WEEKS)))
def test_weeks_add_up_to_their_span_and_each_is_ten_or_more_from_ten_people(held: list[list[int]]) -> None:
    # Each week has people of its own: whoever is counted once is one.
    cells = {
        one: Cell(sum(counts), tuple((f"{one}{at}", many) for at, many in enumerate(counts[:LEAST])))
        for one, counts in zip(_WEEKS, held, strict=True)
    }
    total = sum(map(sum, held))
    reporters = sum(min(len(counts), LEAST) for counts in held)
    if reporters < LEAST:
        return
    shown = weekly([Span("2026-01", "2026-03", total)], cells)
    assert sum(one.amount for one in shown) == total
    assert all(one.amount >= LEAST for one in shown)
    assert shown[0].first == date(2026, 1, 1)
    assert shown[-1].last == date(2026, 3, 31)
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(shown))


def test_whoever_holds_what_is_shown_and_the_rules_still_takes_eight_numbers_for_possible() -> None:
    for total in range(LEAST, 19):
        worlds: dict[tuple[tuple[date, int], ...], list[tuple[int, ...]]] = defaultdict(list)
        for held in product(range(total + 1), repeat=WEEKS):
            if sum(held) == total:
                cells = {("2026-03", week): people(*[1] * many) for week, many in enumerate(held, 1)}
                # Of each week others report: the people of two weeks are not the same.
                cells = {
                    one: Cell(cell.amount, tuple((f"{one}{name}", 1) for name, _ in cell.people or ()))
                    for one, cell in cells.items()
                }
                shown = weekly([Span("2026-03", "2026-03", total)], cells)
                worlds[tuple((one.last, one.amount) for one in shown)].append(held)
        for alike in worlds.values():
            for week in range(WEEKS):
                could_be = {held[week] for held in alike}
                assert len(could_be) >= 8 or min(could_be) >= LEAST
