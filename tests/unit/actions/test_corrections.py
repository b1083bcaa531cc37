"""Corrections: what is asked hides a value until someone decides, and every row stays."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.actions.corrections import (
    ACTS,
    DECIDE_WITHIN,
    LONGEST_REASON,
    NAME,
    Correction,
    Effect,
    ask,
    decide,
    effect,
    pending,
    read,
)
from ringfence.words import FormatError, InputError, UsageError
from tests.cast import ASHA, HARBOUR

if TYPE_CHECKING:
    from pathlib import Path

_DAY = datetime(2026, 3, 12, 9, tzinfo=UTC)
_PHONE = ("phone", "+18885550123")
_OTHER = ("domain", HARBOUR.domain)


def _later(days: int) -> datetime:
    return _DAY + timedelta(days=days)


def _effect(folder: Path, at: datetime | None = None) -> Effect:
    return effect(read(folder), *_PHONE, at)


def test_nobody_asked_and_nothing_is_hidden(tmp_path: Path) -> None:
    assert read(tmp_path) == ()
    assert _effect(tmp_path) == Effect()
    assert pending((), _DAY) == ()


def test_a_request_hides_its_value_and_no_other(tmp_path: Path) -> None:
    ask(tmp_path, [_PHONE], why="Our shop's.", at=_DAY)
    assert _effect(tmp_path).hidden
    assert not effect(read(tmp_path), *_OTHER).hidden
    assert not _effect(tmp_path, _DAY - timedelta(seconds=1)).hidden


def test_only_its_owner_can_read_the_file_and_rows_are_only_added(tmp_path: Path) -> None:
    request = ask(tmp_path, [_PHONE], why="Our shop's.", at=_DAY)
    before = (tmp_path / NAME).read_bytes()
    decide(tmp_path, request, "rejected", by=ASHA.name, why="It is not.", at=_later(1))
    decide(tmp_path, request, "upheld", by=ASHA.name, why="Their bill came.", at=_later(2))
    after = (tmp_path / NAME).read_bytes()
    assert after.startswith(before)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [row.act for row in read(tmp_path)] == ["asked", "rejected", "upheld"]
    assert _effect(tmp_path) == Effect(hidden=False, since=_later(2))


def test_after_a_rejection_asking_again_is_noted_and_hides_nothing(tmp_path: Path) -> None:
    first = ask(tmp_path, [_PHONE], why="Mine.", at=_DAY)
    decide(tmp_path, first, "rejected", by=ASHA.name, why="It is not.", at=_later(1))
    again = ask(tmp_path, [_PHONE], why="Mine, really.", at=_later(2))
    assert not _effect(tmp_path).hidden
    (waiting,) = pending(read(tmp_path), _later(3))
    assert (waiting.id, waiting.hides, waiting.days) == (again, False, 1)


def test_pending_requests_are_listed_with_their_age_and_late_ones_are_told(tmp_path: Path) -> None:
    first = ask(tmp_path, [_PHONE], why="Mine.", at=_DAY)
    second = ask(tmp_path, [_OTHER, ("url", f"https://{HARBOUR.domain}/fix")], why="Ours.", at=_later(10))
    listed = pending(read(tmp_path), _later(15))
    assert [(one.id, one.days, one.overdue) for one in listed] == [(first, 15, True), (second, 5, False)]
    assert [len(one.values) for one in listed] == [1, 2]
    assert not pending(read(tmp_path), _DAY + DECIDE_WITHIN)[0].overdue
    assert [one.id for one in pending(read(tmp_path), _later(9))] == [first]
    decide(tmp_path, first, "upheld", by=ASHA.name, why="Their bill.", at=_later(16))
    assert [one.id for one in pending(read(tmp_path), _later(17))] == [second]


def test_what_waits_too_long_stays_hidden(tmp_path: Path) -> None:
    ask(tmp_path, [_PHONE], why="Mine.", at=_DAY)
    assert _effect(tmp_path, _DAY + 20 * DECIDE_WITHIN).hidden


def test_a_request_needs_a_reason_and_a_decision_too(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        ask(tmp_path, [_PHONE], why="  ", at=_DAY)
    assert not (tmp_path / NAME).exists()
    request = ask(tmp_path, [_PHONE], why="x" * 9_000, at=_DAY)
    assert len(read(tmp_path)[0].why) == LONGEST_REASON
    for act, why in (("upheld", " "), ("asked", "x"), ("maybe", "x")):
        with pytest.raises(UsageError, match="upheld or rejected"):
            decide(tmp_path, request, act, by=ASHA.name, why=why, at=_later(1))
    with pytest.raises(InputError, match="no request"):
        decide(tmp_path, "correction-000000000000", "upheld", by=ASHA.name, why="x", at=_later(1))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        ask(tmp_path / "nowhere", [_PHONE], why="Mine.", at=_DAY)


@pytest.mark.parametrize(
    "row",
    [
        "nothing",
        "[]",
        "{}",
        "3",
        "[" * 5_000,
        json.dumps(
            {"id": "a", "at": "2026-03-12T09:00:00", "act": "asked", "kind": "k", "value": "v", "why": ""}
        ),
        json.dumps(
            {"id": "a", "at": "2026-03-12T09:00:00Z", "act": "eaten", "kind": "k", "value": "v", "why": ""}
        ),
        json.dumps(
            {"id": "a", "at": "2026-03-12T09:00:00Z", "act": "asked", "kind": "k", "value": 3, "why": ""}
        ),
    ],
)
def test_a_row_that_is_no_correction_is_named_without_its_value(tmp_path: Path, row: str) -> None:
    (tmp_path / NAME).write_text(f"\n{row}\n", encoding="utf-8")
    with pytest.raises(FormatError, match="no correction") as wrong:
        read(tmp_path)
    assert wrong.value.place is not None
    assert wrong.value.place.row == 2


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(ACTS), st.integers(0, 1)), max_size=14))
def test_a_value_is_hidden_just_while_a_request_that_hides_it_waits(
    steps: list[tuple[int, str, int]],
) -> None:
    rows = [
        Correction(f"correction-{name}", _later(day), act, *(_PHONE, _OTHER)[which], "because")
        for day, (name, act, which) in enumerate(steps)
        if act == "asked"
        or any(step[0] == name and step[1] == "asked" and step[2] == which for step in steps[:day])
    ]
    waiting = [one for one in pending(rows, _later(99)) if one.hides]
    hidden = {value for value in (_PHONE, _OTHER) if effect(rows, *value).hidden}
    assert hidden <= {value for one in waiting for value in one.values}
    assert all(hidden & {*one.values} for one in waiting)


def test_rejecting_one_request_shows_the_value_again_whoever_else_asked(tmp_path: Path) -> None:
    first = ask(tmp_path, [_PHONE], why="Mine.", at=_DAY)
    for day in range(1, 5):
        ask(tmp_path, [_PHONE], why="Mine.", at=_later(day))
    decide(tmp_path, first, "rejected", by=ASHA.name, why="It is not.", at=_later(6))
    assert not _effect(tmp_path).hidden
    assert [one.hides for one in pending(read(tmp_path), _later(7))] == [False] * 4
