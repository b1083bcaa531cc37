"""The parts of an explanation: what would break a ring, and how evidence is said."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings.fragile import without_a_value, without_reports
from ringfence.rings.sentences import bars, between, count, listed, percent, said

pairs = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 5)), max_size=20)


def pieces(links: set[tuple[int, int]], reports: set[int]) -> list[set[int]]:
    found: list[set[int]] = []
    left = set(reports)
    while left:
        piece, edge = set(), {left.pop()}
        while edge:
            piece |= edge
            values = {value for report, value in links if report in piece}
            edge = {report for report, value in links if value in values and report in reports} - piece
        left -= piece
        found.append(piece)
    return found


def arrays(links: set[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    ordered = sorted(links)
    return np.array([r for r, _ in ordered], dtype=np.int64), np.array(
        [v for _, v in ordered], dtype=np.int64
    )


@settings(deadline=None)
@given(pairs)
def test_a_value_cuts_off_exactly_what_falls_from_the_largest_piece(links: set[tuple[int, int]]) -> None:
    lost = without_a_value(*arrays(links), reports=8, values=6)
    for value in range(6):
        holders = {report for report, held in links if held == value}
        whole = next((piece for piece in pieces(links, set(range(8))) if piece & holders), set())
        rest = pieces({link for link in links if link[1] != value}, whole)
        assert lost[value] == len(whole) - max((len(piece) for piece in rest), default=0)


@settings(deadline=None)
@given(pairs, st.sets(st.integers(0, 7), max_size=3))
def test_taking_reports_away_is_counted_in_the_others(links: set[tuple[int, int]], taken: set[int]) -> None:
    lost = without_reports(*arrays(links), reports=8, taken=np.array(sorted(taken), dtype=np.int64))
    before = pieces(links, set(range(8)))
    size = max(len(piece) for piece in before)
    possible = []
    for whole in (piece for piece in before if len(piece) == size):
        rest = pieces({link for link in links if link[0] not in taken}, whole - taken)
        possible.append(len(whole - taken) - max((len(piece) for piece in rest), default=0))
    assert lost in possible


def test_a_deep_chain_is_no_trouble() -> None:
    chain = np.arange(50_000, dtype=np.int64)
    report, value = np.concatenate([chain, chain[1:]]), np.concatenate([chain, chain[:-1]])
    lost = without_a_value(report, value, 50_000, 50_000)
    assert lost[24_999] == 25_000


def test_counts_and_spans_are_said_as_people_say_them() -> None:
    assert count(1, "independent reporter") == "1 independent reporter"
    assert count(1400, "country") == "1,400 countries"
    assert between(date(2026, 3, 12), date(2026, 3, 12)) == "on 12 March 2026"
    assert between(date(2026, 3, 12), date(2026, 4, 2)) == "between 12 March and 2 April 2026"
    assert between(date(2025, 12, 30), date(2026, 1, 2)) == "between 30 December 2025 and 2 January 2026"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert (listed(["a"]), listed(["a", "b"]), listed([])) == ("a", "a and b", "none")


def test_a_share_is_never_said_to_be_all_or_nothing_when_it_is_not() -> None:
    assert [percent(share) for share in (0.0, 0.001, 0.93, 0.999, 1.0)] == [
        "0 %",
        "less than 1 %",
        "93 %",
        "over 99 %",
        "100 %",
    ]


def test_one_reporter_is_spoken_of_in_the_singular() -> None:
    one = said("domain", "visited", "help.example", "1 independent reporter")
    assert one == "1 independent reporter was led to the site help.example"
    unknown = said("carrier_pigeon", "sent_by", "coo", "2 independent reporters")
    assert unknown == "2 independent reporters named the carrier pigeon coo (sent by)"


def test_weeks_are_drawn_from_the_lowest_to_the_highest() -> None:
    assert bars([0, 1, 4, 8]) == " ▁▄█"
    assert bars([]) == ""
