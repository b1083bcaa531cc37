from __future__ import annotations

import pytest

from ringfence.reports.guess import one


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Number customer called", "number_dialled"),
        ("the number I dialed", "number_dialled"),
        ("Phone number you called", "number_dialled"),
        ("Number that called", "number_called_from"),
        ("Incoming number called", "number_called_from"),
        ("Customer Phone", "reporter_phone"),
    ],
)
def test_a_number_dialled_is_told_from_one_that_rang_and_from_ones_own(column: str, field: str) -> None:
    assert one(column) == field
