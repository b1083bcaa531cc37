"""Hostile reports against an innocent number: what one hand can do, what nobody can, and what three can."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ringfence.actions.look_up import look_up
from ringfence.actions.take_report import Filed, take_report
from ringfence.guidance.check import record
from ringfence.guidance.verdict import Standing
from ringfence.ledger.opened import models

KEY = bytes(range(32))
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = DAY + timedelta(days=90)
INNOCENT = "+1 206 555 0142"
UNKNOWN = "+1 206 555 0177"


def told(text: str, who: str | None = None, at: datetime = DAY) -> None:
    own = {} if who is None else {"reporter_email": [f"{who}@mail.example"]}
    take_report(Filed({"text": [text], **own}), at=at, node_key=KEY)


def standing(text: str = INNOCENT, at: datetime = LATER) -> Standing:
    return look_up(text, at=at, node_key=KEY).verdicts[0].standing


def story(number: int) -> str:
    return f"Story {number}: they called me and told me to call back {INNOCENT} about my computer, {number}."


@pytest.mark.usefixtures("node")
def test_one_person_with_a_hundred_reports_is_one_person() -> None:
    for number in range(100):
        told(story(number), "ben", DAY + timedelta(days=number // 5))
    assert models.Report.objects.filter(heard=True).count() == 100
    assert standing() is Standing.NOTHING


@pytest.mark.usefixtures("node")
def test_a_hundred_reports_by_nobody_are_one_person() -> None:
    for number in range(100):
        told(story(number))
    assert standing() is Standing.NOTHING


@pytest.mark.usefixtures("node")
def test_copies_are_heard_once_whoever_signs_them_and_however_they_are_pointed() -> None:
    copied = story(1)
    for number in range(20):
        told(copied.replace(" ", " " * (number + 1)).upper() + "!" * number, f"person-{number}")
    assert models.Report.objects.filter(heard=True).count() == 1
    assert models.Triage.objects.filter(why="copy").count() == 19
    assert standing() is Standing.NOTHING


@pytest.mark.usefixtures("node")
def test_nobody_hides_a_number_by_filing_on_as_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringfence.actions.look_up.NEWEST", 5)
    for number, who in enumerate(("ben", "carla", "dora")):
        told(story(number), who)
    for number in range(10, 30):
        told(story(number))
    assert standing() is Standing.REPORTED


@pytest.mark.usefixtures("node")
def test_three_people_who_agree_to_lie_are_told_until_it_is_corrected() -> None:
    """No rule can tell them from three victims; docs/reference/limits.md says what stands against it."""
    for number, who in enumerate(("one", "two", "three")):
        told(story(number), who)
    assert standing(at=DAY + timedelta(hours=5)) is Standing.NOTHING
    assert standing() is Standing.REPORTED


@pytest.mark.usefixtures("node")
def test_below_the_threshold_the_answer_is_that_of_a_number_that_nobody_reported() -> None:
    told(story(1), "ben")
    told(story(2), "carla")
    seen = record(look_up(INNOCENT, at=LATER, node_key=KEY))
    other = record(look_up(UNKNOWN, at=LATER, node_key=KEY))
    assert str(seen).replace("0142", "0177") == str(other)
