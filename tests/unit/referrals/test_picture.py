from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from ringfence.referrals.picture import MOST_A_SIDE, MOST_GROUPS, ROW, WIDTH, picture
from ringfence.referrals.timeline import MOST_BARS, timeline

SIDES = st.lists(st.sampled_from(["left", "right"]), min_size=1, max_size=2 * MOST_A_SIDE)
DAY = date(2026, 3, 2)


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[str], list[tuple[tuple[int, ...], int]]]:
    sides = draw(SIDES)
    values = st.lists(st.integers(0, len(sides) - 1), min_size=1, max_size=6, unique=True).map(
        lambda few: tuple(sorted(few))
    )
    groups = draw(st.lists(st.tuples(values, st.integers(1, 10_000)), max_size=MOST_GROUPS))
    return sides, groups


@given(drawn())
def test_no_label_and_no_circle_meets_another_and_all_stand_in_the_picture(
    told: tuple[list[str], list[tuple[tuple[int, ...], int]]],
) -> None:
    sides, groups = told
    made = picture(sides, groups)
    for side in ("left", "right"):
        rows = sorted(spot.y for spot in made.spots if spot.side == side)
        assert all(below - above >= ROW - 0.02 for above, below in pairwise(rows))
    for one, other in combinations(made.circles, 2):
        assert abs(one.y - other.y) >= ROW - 0.02 > 0
    assert all(0 <= spot.y <= made.height and 0 <= spot.x <= WIDTH for spot in made.spots)
    assert len(made.spots) == len(sides)
    assert len(made.circles) == len(groups)
    assert len(made.strokes) == sum(len(values) for values, _ in groups)
    assert made == picture(sides, groups)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=700), st.lists(st.integers(0, 5_000), max_size=8))
def test_a_timeline_stays_on_its_axis_and_counts_every_report(weeks: list[int], starts: list[int]) -> None:
    last = DAY + timedelta(days=7 * len(weeks) - 1)
    lives = [(DAY + timedelta(days=start), DAY + timedelta(days=start + 3)) for start in starts]
    made = timeline(weeks, DAY, last, lives)
    assert sum(bar.reports for bar in made.bars) == sum(weeks)
    assert len(made.bars) <= MOST_BARS
    assert all(bar.x >= 0 and bar.x + bar.width <= 1.001 and 0 <= bar.height <= 1 for bar in made.bars)
    assert all(0 <= first < end <= 1 for first, end in made.spans)
