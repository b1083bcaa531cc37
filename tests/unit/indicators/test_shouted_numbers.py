"""Numbers in words with shouts and quotes between, codes said twice, and area codes with commas."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

US = Context(Country("US"), Lang("en"))


def _phones(text: str) -> list[str]:
    return [one.value for one in find(text, US) if one.kind == "phone"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He sang it: Eight! six! six! triple five! oh one! two one!", "+18665550121"),
        ('"Eight" "four" "four", "five" "five" "five", "oh one two one", he read out', "+18445550121"),
        ("it was two one two? five five five? oh one two one!", "+12125550121"),
        ("an eight hundred, eight hundred five five five oh one two one", "+18005550121"),
        ("Ring Dana, area code 919, 555, 0121.", "+19195550121"),
    ],
)
def test_a_number_is_heard_however_it_is_cried(text: str, value: str) -> None:
    assert _phones(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "One! Two! Three! Four! Five! Six! Seven! Eight! Nine! Ten!",
        "he counted one, two, three, four, five, six, seven, eight, nine, ten",
        "Ten! nine! eight! seven! six! five! four! three! two! one!",
        "press one? two? three? four? five? six? seven? eight? nine? zero?",
        'I was asked "how many?" "eight" "six" "six" "five" cards',
        'He said "one" "two" "three" and the screen went',
        "order two one two! five five five! oh one two one!",
        "area code 919, 555 people, 0121",
        "in area code 919, 100, 2000 calls came",
        "my area code 919, 555, 01210 of them",
        "eight hundred, eight hundred dollars five five five",
        "five hundred! two hundred! one hundred! sold",
    ],
)
def test_who_counts_or_shouts_something_else_says_no_number(text: str) -> None:
    assert _phones(text) == []
