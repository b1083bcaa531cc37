"""Judgements are only added; what stands is a pure function of the rows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.rings.judgement import Judgement, made, read, standing, undoing, write
from ringfence.words import InputError

ASHA: dict[str, str] = {"by": "Asha", "at": "2024-03-05T09:00:00+00:00", "reason": "the same voice"}


def test_the_last_word_about_a_pair_wins_in_either_order() -> None:
    first, last = made("same", "ring-1", "ring-2", **ASHA), made("different", "ring-2", "ring-1", **ASHA)
    assert standing([first, last]) == (last,)


def test_undoing_the_last_word_brings_the_one_before_back() -> None:
    rows = [made("same", "report-1", "report-2", **ASHA), made("unsure", "report-1", "report-2", **ASHA)]
    undone = undoing(rows[1].id, **ASHA)
    assert standing([*rows, undone]) == (rows[0],)
    assert standing([*rows, undone, undoing(undone.id, **ASHA)]) == (rows[1],)


@given(
    reason=st.text(max_size=40),
    decision=st.sampled_from(["same", "different", "unsure"]),
    anchor=st.none() | st.just("report-9"),
)
def test_a_row_that_was_written_is_read_as_it_was(reason: str, decision: str, anchor: str | None) -> None:
    told = ASHA | {"reason": reason}
    row = made(decision, "ring-1", "ring-2", **told, a_report=anchor)
    rows = (row, undoing(row.id, **told))
    assert read([write(one) + "\n" for one in rows], "judgements.jsonl") == rows
    assert set(json.loads(write(row))) - {"a_report"} == {
        "id", "at", "by", "decision", "a", "b", "reason", "undoes",
    }  # fmt: skip


@given(st.lists(st.text(max_size=60)))
def test_lines_from_outside_are_read_or_refused_by_row(lines: list[str]) -> None:
    if any(line.strip() for line in lines):
        with pytest.raises(InputError, match=r"judgements.jsonl, row \d+"):
            read(lines, "judgements.jsonl")
    else:
        assert read(lines, "judgements.jsonl") == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[]", "row 1: this is no judgement"),
        ('{"id": "j1", "decision": "same", "a": "ring-1"}', "row 1: a judgement neither decides"),
        (
            '{"id": "j1", "decision": "maybe", "a": "ring-1", "b": "ring-2"}',
            "none of same, different, unsure",
        ),
        ('{"id": "j1", "decision": "same", "a": "ring-1", "b": "ring-1"}', "twice"),
        ('{"id": "j1", "undoes": "j0"}', "does not stand before it"),
    ],
)
def test_a_row_that_is_no_judgement_is_named(line: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read([line], "judgements.jsonl")


def test_an_id_is_given_once() -> None:
    line = write(made("same", "ring-1", "ring-2", **ASHA))
    with pytest.raises(InputError, match="row 2: this id was given before"):
        read([line, line], "judgements.jsonl")


def test_an_id_follows_from_what_is_said() -> None:
    row = made("same", "ring-1", "ring-2", **ASHA)
    assert row.id == made("same", "ring-1", "ring-2", **ASHA).id
    assert row.id != made("same", "ring-1", "ring-3", **ASHA).id
    assert isinstance(row, Judgement)
