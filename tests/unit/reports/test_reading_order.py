from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from ringfence.reports.ocr import Piece
from ringfence.reports.reading_order import in_order


def piece(text: str, left: float, top: float, size: float = 20) -> Piece:
    return Piece(text, left, top, left + len(text) * size / 2, top + size, 1.0)


def test_lines_are_read_from_top_to_bottom_and_left_to_right() -> None:
    pieces = [piece("third", 0, 100), piece("one", 75, 2), piece("Line", 0, 0), piece("second line", 0, 50)]
    assert in_order(pieces) == "Line | one\nsecond line\nthird"


def test_words_that_stand_near_each_other_are_joined_by_a_space() -> None:
    assert in_order([piece("555-0142", 110, 1), piece("(888)", 50, 0)]) == "(888) 555-0142"


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = ["Call this number now", "toll free at +1 888 555", "0142 without any delay"]
    right = ["Your plan was renewed", "today for one more year", "and 499 dollars are due"]
    pieces = [
        piece(text, side * 600, 30 * at)
        for side, half in enumerate((left, right))
        for at, text in enumerate(half)
    ]
    random.Random(1).shuffle(pieces)  # noqa: S311 - the same order each time
    assert in_order(pieces) == "\n".join([*left, *right])


def test_a_label_stays_in_the_row_of_its_value() -> None:
    pieces = [piece("Phone", 0, 0), piece("Case", 0, 40), piece("888 555 0142", 400, 0), piece("77", 400, 40)]
    assert in_order(pieces) == "Phone | 888 555 0142\nCase | 77"


def test_a_title_above_columns_comes_first() -> None:
    title = [piece("A title across the whole width of it all, with both columns below", 100, 0)]
    left = [piece("the left column says", 0, 100 + 30 * at) for at in range(2)]
    right = [piece("the right column says", 600, 100 + 30 * at) for at in range(2)]
    said = in_order(right + left + title).split("\n")
    assert said[0].startswith("A title")
    assert said[1:] == ["the left column says"] * 2 + ["the right column says"] * 2


@given(
    st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 2000), st.integers(1, 300), st.integers(1, 60)),
        max_size=40,
    )
)
def test_every_piece_is_written_once_wherever_it_stands(places: list[tuple[int, int, int, int]]) -> None:
    pieces = [
        Piece(f"word{at}", left, top, left + width, top + height, 1.0)
        for at, (left, top, width, height) in enumerate(places)
    ]
    said = in_order(pieces).replace("|", " ").split()
    assert sorted(said) == sorted(one.text for one in pieces)
