"""A line for people in distress: one a country of the directory, with its source; none vouched for unread."""

from __future__ import annotations

from datetime import date

import pytest

from ringfence.guidance.directory import directory
from ringfence.guidance.distress import line, lines, read
from ringfence.words import FormatError

_ROW = '[[line]]\ncountry = "NZ"\nname = "1737"\nphone = "1737"\nsource = "1737.org.nz"\n'


def test_every_country_of_the_directory_has_one_line_with_its_source() -> None:
    assert [one.country for one in lines()] == list(directory().countries())
    assert all(one.name and one.phone and one.source for one in lines())
    assert line(None) is None


def test_a_line_that_nobody_read_at_its_source_is_never_shown_as_checked() -> None:
    (one,) = read(f"{_ROW}unchecked = true\n")
    assert one.checked_on is None
    assert not one.checked(date(2026, 12, 1))


def test_a_line_counts_as_checked_until_it_expires() -> None:
    (one,) = read(f"{_ROW}checked_on = 2026-12-01\nexpires_on = 2027-05-30\n")
    assert one.checked(date(2027, 5, 29))
    assert not one.checked(date(2027, 5, 30))


@pytest.mark.parametrize(
    "days", ["", "checked_on = 2026-12-01\n", "checked_on = 2026-12-01\nunchecked = true\n"]
)
def test_a_line_says_its_day_or_that_it_is_unchecked(days: str) -> None:
    with pytest.raises(FormatError, match="both or neither"):
        read(_ROW + days)


def test_what_is_no_list_of_lines_is_refused() -> None:
    with pytest.raises(FormatError, match="no list of lines"):
        read("[[line]]\nname = 1")
