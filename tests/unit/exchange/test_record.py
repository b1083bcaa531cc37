"""Records from partners are read strictly, and what stood in them is never repeated."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.exchange.record import MOST_BYTES, Fields, parsed
from ringfence.words import FormatError
from tests.cast import BEN

if TYPE_CHECKING:
    from collections.abc import Callable

KIND = "greeting"


def fields(**row: object) -> Fields:
    return parsed(json.dumps({"type": KIND, **row}), "greeting.json", KIND)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_and_nothing_else(content: bytes) -> None:
    with pytest.raises(FormatError):
        parsed(content, "greeting.json", KIND)


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "greeting", "a": 1, "a": 2}',
        '{"type": "greeting", "a": NaN}',
        '{"type": "greeting", "a": Infinity}',
        '["greeting"]',
        '{"type": "farewell"}',
        '{"a": 1}',
        "[" * 100_000,
        '{"type": "greeting"}' + " " * MOST_BYTES,
    ],
    ids=range(8),
)
def test_what_is_no_such_record_is_refused(content: str) -> None:
    with pytest.raises(FormatError):
        parsed(content, "greeting.json", KIND)


@pytest.mark.parametrize(
    ("take", "value"),
    [
        (lambda one: one.text("a"), 3),
        (lambda one: one.text("a"), " Ben "),
        (lambda one: one.text("a"), "two\nlines"),
        (lambda one: one.text("a"), "x" * 1_001),
        (lambda one: one.text("a", lines=True), "bell\x07"),
        (lambda one: one.one_of("a", ["b"]), "c"),
        (lambda one: one.fingerprint("a"), "SHA256:00"),
        (lambda one: one.hexadecimal("a", 4), "00ZZ"),
        (lambda one: one.hexadecimal("a", 4), "00AA"),
        (lambda one: one.number("a"), True),
        (lambda one: one.number("a"), -1),
        (lambda one: one.number("a"), 1.0),
        (lambda one: one.time("a"), "2026-02-30T00:00:00Z"),
        (lambda one: one.time("a"), "2026-02-01T00:00:00+01:00"),
        (lambda one: one.texts("a"), ["b", 3]),
        (lambda one: list(one.each("a")), [3]),
        (lambda one: list(one.each("a")), [{"left": 1}]),
    ],
)
def test_a_field_of_another_shape_is_refused_by_its_name(
    take: Callable[[Fields], object], value: object
) -> None:
    with pytest.raises(FormatError, match=r"greeting\.json, field a"):
        take(fields(a=value))


def test_a_refusal_never_repeats_what_stood_there() -> None:
    with pytest.raises(FormatError) as refused:
        fields(a=f"{BEN.name}\n{BEN.email}").text("a")
    assert BEN.name not in str(refused.value)


def test_fields_come_back_as_they_were_written() -> None:
    one = fields(a="Contoso", b=7, c="2026-01-31T12:00:00Z", d=["x"], e=None, f=[{"g": 1}])
    assert one.text("a") == "Contoso"
    assert one.number("b") == 7
    assert one.time("c") == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert one.texts("d") == ("x",)
    assert one.text_or_none("e") is None
    assert [inner.number("g") for inner in one.each("f")] == [1]
    one.done()


def test_a_field_is_taken_once_and_none_may_be_left() -> None:
    one = fields(a="x", b="y")
    one.text("a")
    with pytest.raises(FormatError, match="missing"):
        one.text("a")
    with pytest.raises(FormatError, match="an unknown field"):
        one.done()
