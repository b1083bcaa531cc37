"""Folding: whatever is made plain, the way back leads to the characters as they were written."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.indicators import fold as folding
from ringfence.indicators.extract import find
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context
from ringfence.words import Country

ODD = "①８⓪²٣８️⃣–—‑\u200b\u00a0“”’【】█éßİ½ﷺ…&#56;&amp;&nosuch;"
texts = (
    st.text()
    | st.text(alphabet=ODD + "ab 1.")
    | st.lists(st.sampled_from(["&#x31;", "&lt;", "8", "é", "①", "\u200d"])).map("".join)
)


def test_plain_text_is_left_as_it_is() -> None:
    folded = fold("call 888-555-0123")
    assert folded.text == "call 888-555-0123"
    assert folded.span(5, 17) == (5, 17)


def test_digits_of_every_form_become_plain_and_lead_back() -> None:
    text = "call ➊ ８８８ &#53;5⑤ 0️⃣1️⃣²③"
    folded = fold(text)
    assert folded.text == "call 1 888 555 0123"
    start, end = folded.span(folded.text.index("555"), folded.text.index("555") + 3)
    assert text[start:end] == "&#53;5⑤"


def test_what_has_no_width_goes_and_what_only_looks_like_an_entity_stays() -> None:
    assert fold("8\u200b8").text == "88"
    assert fold("AT&nosuchthing; R&D;").text == "AT&nosuchthing; R&D;"


@pytest.mark.parametrize(
    ("text", "folded", "value"),
    [
        ("番号は０３－５５５０－０１２３に", "番号は 03-5550-0123 に", "03-5550-0123"),
        ("03ー5550一0123へ", "03-5550-0123 へ", "03-5550-0123"),
        ("ﾃﾞﾝﾜ090", "デンワ 090", "090"),
        ("नंबर९८७६पर", "नंबर 9876 पर", "9876"),
        ("contoso.exampleへ", "contoso.example へ", "contoso.example"),
    ],
)
def test_a_space_parts_plain_signs_from_those_that_are_written_without_any(
    text: str, folded: str, value: str
) -> None:
    made = fold(text)
    assert made.text == folded
    start = folded.index(value)
    first, last = made.span(start, start + len(value))
    assert fold(text[first:last]).text == value


@given(texts)
def test_every_folded_character_leads_back_to_the_place_it_came_from(text: str) -> None:
    folded = fold(text)
    last = 0
    for i in range(len(folded.text)):
        start, end = folded.span(i, i + 1)
        assert 0 <= last <= start < end <= len(text)
        last = start
        if folded.text[i].isascii() and text[start:end] == folded.text[i]:
            continue
        if folded.text[i] in " -" and not text.isascii():
            continue  # what depends on its neighbours: the border of Japanese or Hindi, a bar between digits
        assert fold(text[start:end]).text.find(folded.text[i]) >= 0


@given(texts)
def test_small_letters_are_as_long_as_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.low) == len(folded.text)


@given(texts)
def test_folding_twice_changes_nothing_more_unless_an_entity_was_written_as_one(text: str) -> None:
    once = fold(text).text
    if "&" not in once:
        assert fold(once).text == once


@given(st.text(alphabet="hxtp:/[].()@ dotatcom exmpl", max_size=80))
def test_disarmed_addresses_lead_back_too(text: str) -> None:
    armed = fold(text).refanged
    for i in range(len(armed.text)):
        start, end = armed.span(i, i + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("country", "text", "written"),
    [
        ("US", "call 8️⃣8️⃣8️⃣5️⃣5️⃣5️⃣0️⃣1️⃣2️⃣3️⃣ ok", "8️⃣8️⃣8️⃣5️⃣5️⃣5️⃣0️⃣1️⃣2️⃣3️⃣"),
        (
            "US",
            "call double eight eight five double five zero one two three ok",
            "double eight eight five double five zero one two three",
        ),
    ],
)
def test_a_span_takes_in_all_that_a_value_is_written_with(country: str, text: str, written: str) -> None:
    (found,) = find(text, Context(Country(country)))
    assert text[found.start : found.end] == written


def test_signs_that_are_passed_over_stay_as_they_are_when_folded() -> None:
    passed_over = re.findall(f"[{folding._SAME}]", "".join(map(chr, range(sys.maxunicode + 1))))
    assert "é" in passed_over
    assert "日" in passed_over
    assert [sign for sign in passed_over if folding._plain(sign) != sign] == []
