"""The delay of each value, and the page that says what the check does."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ringfence.actions import corrections
from ringfence.guidance.check import MOST_VALUES
from ringfence.guidance.signs import NAMES
from ringfence.guidance.verdict import (
    BANDS,
    KINDS,
    LONGEST,
    ROLES,
    SHORTEST,
    THRESHOLD,
    Standing,
    band,
    delay,
)
from ringfence.reports import triage
from tests.cast import NODE_KEY
from tests.unit.guidance.desk import PHONE

if TYPE_CHECKING:
    from pathlib import Path


@given(st.binary(min_size=32, max_size=32), st.sampled_from(KINDS), st.text(min_size=1, max_size=60))
def test_the_delay_is_six_to_forty_eight_hours_and_always_the_same(key: bytes, kind: str, value: str) -> None:
    found = delay(key, kind, value)
    assert SHORTEST <= found <= LONGEST
    assert found == delay(key, kind, value)


def test_the_delay_differs_by_key_and_by_value() -> None:
    by_key = {delay(bytes([n]) * 32, "phone", PHONE) for n in range(50)}
    by_value = {delay(NODE_KEY, "phone", f"+1888555{n:04}") for n in range(100, 150)}
    assert min(len(by_key), len(by_value)) > 45
    assert any(abs(one - other) > timedelta(hours=1) for one, other in pairwise(by_value))


@given(st.integers(0, 10_000))
def test_a_band_is_told_from_three_on_and_never_shrinks(reporters: int) -> None:
    assert (band(reporters) is None) == (reporters < THRESHOLD)
    names = [None, *(name for _, name in reversed(BANDS))]
    assert names.index(band(reporters)) <= names.index(band(reporters + 1))


def test_the_page_says_what_the_code_does(root: Path) -> None:
    page = (root / "docs" / "reference" / "check.md").read_text("utf-8")
    words = (*ROLES, *KINDS, *NAMES, *corrections.ACTS, *(one.value for one in Standing))
    assert [word for word in words if f"`{word}`" not in page] == []
    assert [field.name for field in fields(corrections.Correction) if f"`{field.name}`" not in page] == []
    figures = (
        f"first {MOST_VALUES} values",
        f"within {corrections.DECIDE_WITHIN.days} days",
        f"fewer than {triage.LEAST_WORDS} words",
        f"more than {triage.MOST_ADDRESSES} web",
        f"{triage.COPIED_LETTERS} letters or more",
        f"more than {triage.MOST_A_DAY} reports",
        "at least three independent people",
        "6 to 48 hours",
        f"{corrections.LONGEST_REASON:,} characters",
        *(name for _, name in BANDS),
    )
    assert [figure for figure in figures if figure not in page] == []
    assert (SHORTEST / timedelta(hours=1), LONGEST / timedelta(hours=1), THRESHOLD) == (6, 48, 3)
