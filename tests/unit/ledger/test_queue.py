"""What waits for a person: listed with its age, shown masked, decided with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ringfence.actions import correcting, erasing, hearing, queue
from ringfence.actions.take_report import Filed, take_report
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

KEY = bytes(range(32))
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAME = "A red page told me to call 1-888-555-0123 and they wanted gift cards of me."
pytestmark = pytest.mark.usefixtures("node")


def take(text: str, name: str, at: datetime = DAY) -> str:
    fields = {"text": [text], "reporter_email": [f"{name}@mail.example"], "reporter_name": ["Dora Quill"]}
    return take_report(Filed(fields), at=at, node_key=KEY).report_id


def copied() -> str:
    take(SAME, "ben")
    return take(SAME, "carla")


def test_an_empty_queue_says_so() -> None:
    assert queue.waiting(DAY) == ()


def test_corrections_come_first_and_each_has_its_age_and_its_values() -> None:
    name = copied()
    asked = correcting.ask("+1 888 555 0123", why="Mine", at=DAY)
    found = queue.waiting(DAY + timedelta(days=15))
    assert [(one.id, one.what, one.days, one.overdue, one.why) for one in found] == [
        (asked.id, "correction", 15, True, "Mine"),
        (name, "report", 15, False, "copy"),
    ]
    assert found[1].values == ("+1 888-555-0123",)
    assert [one.what for one in queue.waiting(DAY, "report")] == ["report"]
    assert [one.what for one in queue.waiting(DAY, "correction")] == ["correction"]


def test_a_report_that_passed_counts_and_waits_no_more() -> None:
    name = copied()
    whole = queue.decide(name[:14], "passed", why="two of one house", by="asha", at=DAY)
    assert whole == name
    assert models.Report.objects.get(report_id=name).heard
    assert queue.waiting(DAY) == ()
    queue.decide(name, "spam", why="no, it is one", by="rao", at=DAY)
    assert not models.Report.objects.get(report_id=name).heard
    assert [one.decision for one in queue.show(name, DAY).before] == ["unclear", "passed", "spam"]


def test_the_same_decision_twice_is_one() -> None:
    name = copied()
    for _ in range(2):
        queue.decide(name, "spam", why="advertising", by="asha", at=DAY)
    assert models.Triage.objects.count() == 2


def test_what_a_person_let_pass_a_later_flood_does_not_bring_down() -> None:
    names = [take(f"Page {one} told me to call 1-888-555-0123 at once.", "ben") for one in range(11)]
    queue.decide(names[0], "passed", why="a clinic's own log", by="asha", at=DAY)
    take("Page 99 told me to call 1-888-555-0123 at once.", "ben")
    heard = models.Report.objects.filter(heard=True).values_list("report_id", flat=True)
    assert list(heard) == [names[0]]
    assert hearing.RULE == "rule"


def test_a_report_is_shown_masked_with_how_many_others_name_the_same() -> None:
    take("My name is Dora Quill. A page told me to call 1-888-555-0123.", "ben")
    name = take("My name is Dora Quill. A page told me to call 1-888-555-0123.", "carla")
    found = queue.show(name, DAY)
    assert "Quill" not in found.text
    assert "1-888-555-0123" in found.text
    assert found.reports == 2


def test_a_correction_is_decided_with_a_reason_and_shown_with_it() -> None:
    copied()
    asked = correcting.ask("+1 888 555 0123", why="Mine", at=DAY)
    queue.decide(asked.id[:16], "uphold", why="the carrier confirms it", by="asha", at=DAY)
    found = queue.show(asked.id, DAY)
    assert (found.waiting.why, found.reports) == ("Mine", 2)
    assert [(one.decision, one.by, one.why) for one in found.before] == [
        ("upheld", "asha", "the carrier confirms it")
    ]
    told = correcting.decision_of(asked.code)
    assert told is not None
    assert told.act == "upheld"


def test_who_was_erased_does_not_wait() -> None:
    name = copied()
    erasing.erase(models.Report.objects.get(report_id=name), DAY)
    assert queue.waiting(DAY) == ()
    assert queue.show(name, DAY).text == ""


def test_what_cannot_be_decided_says_what_to_do() -> None:
    name = copied()
    with pytest.raises(UsageError, match="Say passed or spam"):
        queue.decide(name, "uphold", why="x", by="asha", at=DAY)
    with pytest.raises(UsageError, match="Say uphold or reject"):
        queue.decide("correction-1", "spam", why="x", by="asha", at=DAY)
    with pytest.raises(UsageError, match="Give --why"):
        queue.decide(name, "spam", why=" ", by="asha", at=DAY)
    with pytest.raises(InputError, match="queue list"):
        queue.decide("report-none", "spam", why="x", by="asha", at=DAY)
    with pytest.raises(InputError, match="queue list"):
        queue.show("correction-none", DAY)
    with pytest.raises(InputError, match="Give more of its id"):
        queue.show("report-", DAY)
