"""A wrongly listed number: hidden while a request waits, decided by a person, told by a code."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ringfence.actions import correcting
from ringfence.actions.corrections import DECIDE_WITHIN
from ringfence.actions.look_up import look_up
from ringfence.actions.take_report import Filed, take_report
from ringfence.guidance.verdict import Standing
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

KEY = bytes(range(32))
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = DAY + timedelta(days=5)
NUMBER = "+1 888 555 0123"
pytestmark = pytest.mark.usefixtures("node")


def reported(at: datetime = DAY) -> None:
    for name in ("ben", "carla", "dora"):
        text = f"A red page told me to call 1-888-555-0123. {name} here, it was the {at:%-d} of {at:%B}."
        fields = {"text": [text], "reporter_email": [f"{name}.{at:%d}@mail.example"]}
        take_report(Filed(fields), at=at, node_key=KEY)


def standing(at: datetime = LATER) -> Standing:
    return look_up(NUMBER, at=at, node_key=KEY).verdicts[0].standing


def test_what_someone_asks_to_correct_is_hidden_until_it_is_decided() -> None:
    reported()
    assert standing() is Standing.REPORTED
    asked = correcting.ask(NUMBER, why="It is my shop's number", at=LATER)
    assert standing() is Standing.NOTHING
    correcting.decide(asked.id, "rejected", by="asha", why="Eleven people dialled it", at=LATER)
    assert standing() is Standing.REPORTED


def test_what_was_upheld_counts_no_more_but_new_reports_do() -> None:
    reported()
    asked = correcting.ask(NUMBER, why="Spoofed", at=LATER)
    correcting.decide(asked.id, "upheld", by="asha", why="The carrier confirms it", at=LATER)
    assert standing(LATER + timedelta(days=20)) is Standing.NOTHING
    reported(LATER + timedelta(days=10))
    assert standing(LATER + timedelta(days=20)) is Standing.REPORTED


def test_asking_again_after_a_rejection_hides_nothing() -> None:
    reported()
    first = correcting.ask(NUMBER, why="Mine", at=LATER)
    correcting.decide(first.id, "rejected", by="asha", why="It is not", at=LATER)
    correcting.ask(NUMBER, why="Mine, really", at=LATER + timedelta(hours=1))
    assert standing(LATER + timedelta(hours=2)) is Standing.REPORTED
    assert [one.hides for one in correcting.pending(LATER + timedelta(hours=2))] == [False]


def test_the_code_tells_the_clock_and_then_the_decision_with_its_reason() -> None:
    asked = correcting.ask(NUMBER, why="Mine", at=DAY)
    waiting = correcting.decision_of(asked.code)
    assert waiting is not None
    assert (waiting.act, waiting.due_at) == (None, DAY + DECIDE_WITHIN)
    correcting.decide(asked.id, "upheld", by="asha", why="The carrier confirms it", at=LATER)
    decided = correcting.decision_of(asked.code.replace(" ", ""))
    assert decided is not None
    assert (decided.act, decided.why) == ("upheld", "The carrier confirms it")
    assert decided.values == (("phone", "+18885550123"),)
    assert correcting.decision_of("0000 0000 0000 0000 0000") is None


def test_a_later_decision_takes_the_place_of_an_earlier_one_and_the_same_twice_is_one() -> None:
    asked = correcting.ask(NUMBER, why="Mine", at=DAY)
    for _ in range(2):
        correcting.decide(asked.id, "rejected", by="asha", why="No", at=DAY)
    assert models.Correction.objects.count() == 2
    correcting.decide(asked.id, "upheld", by="rao", why="Yes, after all", at=LATER)
    told = correcting.decision_of(asked.code)
    assert told is not None
    assert told.act == "upheld"


def test_the_same_submission_twice_is_one_request_with_the_same_code() -> None:
    first = correcting.ask(NUMBER, why="Mine", at=DAY, retry="form-1")
    assert correcting.ask(NUMBER, why="Mine", at=LATER, retry="form-1") == first
    assert models.Correction.objects.count() == 1


def test_reason_and_contact_are_sealed_and_the_queue_shows_the_reason() -> None:
    correcting.ask(NUMBER, why="My name is Dora Quill", contact="dora@mail.example", at=DAY)
    for model in (models.Correction, models.Sealed, models.Person):
        assert "Quill" not in str(list(model.objects.values()))
        assert "dora@mail" not in str(list(model.objects.values()))
    shown = correcting.pending(DAY + timedelta(days=15))
    assert [(one.why, one.days, one.overdue) for one in shown] == [("My name is Dora Quill", 15, True)]


def test_what_cannot_be_asked_or_decided_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="Give just that one"):
        correcting.ask("hello", why="Mine", at=DAY)
    with pytest.raises(UsageError, match="Say why"):
        correcting.ask(NUMBER, why=" ", at=DAY)
    with pytest.raises(InputError, match="Look at its id"):
        correcting.decide("correction-0", "upheld", by="asha", why="x", at=DAY)
    asked = correcting.ask(NUMBER, why="Mine", at=DAY)
    with pytest.raises(UsageError, match="Give both"):
        correcting.decide(asked.id, "asked", by="asha", why="x", at=DAY)
