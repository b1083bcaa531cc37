"""What is due is forgotten every day by itself, but not by a clock that jumped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ringfence.actions import holding
from ringfence.actions.loading import load
from ringfence.actions.retiring import retire, retire_by_itself
from ringfence.actions.take_report import Filed, take_report
from ringfence.ledger.opened import models
from ringfence.words import UsageError
from tests.unit.ledger.partner_files import made, people

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = bytes(range(32))


def living() -> int:
    return models.Person.objects.filter(wrapped__isnull=False).count()


@pytest.mark.usefixtures("node")
def test_a_clock_that_jumped_ahead_forgets_nobody_until_a_person_says_so() -> None:
    take_report(Filed({"text": ["They told me to call 1-888-555-0123 at once."]}), at=DAY, node_key=KEY)
    assert retire_by_itself(DAY).erased == 0
    with pytest.raises(UsageError, match="ringfence vault retire"):
        retire_by_itself(DAY + timedelta(days=4_000))
    assert living() == 1
    with pytest.raises(UsageError, match="the last time was 2026-03-02"):
        retire_by_itself(DAY - timedelta(days=2))
    assert retire(DAY + timedelta(days=4_000)).erased == 1
    assert living() == 0


@pytest.mark.usefixtures("node")
def test_from_day_to_day_it_is_done_by_itself() -> None:
    for day in range(3):
        assert retire_by_itself(DAY + timedelta(days=day)).erased == 0


@pytest.mark.usefixtures("node")
def test_where_it_was_never_done_the_ledger_itself_tells_that_the_clock_jumped() -> None:
    take_report(Filed({"text": ["They told me to call 1-888-555-0123 at once."]}), at=DAY, node_key=KEY)
    with pytest.raises(UsageError, match="ringfence vault retire"):
        retire_by_itself(DAY + timedelta(days=4_000))
    assert living() == 1


@pytest.mark.usefixtures("node")
def test_time_counts_from_when_a_report_was_received_not_from_when_it_was_loaded(tmp_path: Path) -> None:
    old, new = people(1, 3), people(1, 2, begin=100)
    for name, who, clock in (("old", old, DAY - timedelta(days=3_700)), ("new", new, DAY)):
        load(*made(tmp_path, who, name=name, source="northwind", clock=clock), at=DAY, node_key=KEY)
    held = models.Report.objects.filter(reference__startswith="old-").earliest("id")
    holding.hold(held, "Case 7", by="asha", at=DAY)
    done = retire(DAY)
    assert (done.erased, done.held, living()) == (2, 1, 3)
    assert retire(DAY).erased == 0


@pytest.mark.usefixtures("node")
def test_whoever_has_a_newer_report_too_is_kept_for_as_long_as_that_one_is(tmp_path: Path) -> None:
    for name, who, clock in (("old", [(0, 1)], DAY - timedelta(days=3_700)), ("new", [(0, 2)], DAY)):
        load(*made(tmp_path, who, name=name, clock=clock), at=DAY, node_key=KEY)
    models.Report.objects.update(person=models.Person.objects.earliest("id"))
    assert (retire(DAY).erased, living()) == (0, 2)


@pytest.mark.usefixtures("node")
def test_a_report_that_says_a_day_to_come_is_kept_no_longer_than_others(tmp_path: Path) -> None:
    load(*made(tmp_path, people(1, 2), clock=DAY + timedelta(days=9_000)), at=DAY, node_key=KEY)
    assert retire(DAY + timedelta(days=3_651)).erased == 2
