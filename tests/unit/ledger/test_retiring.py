"""What is due is forgotten every day by itself, but not by a clock that jumped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ringfence.actions.retiring import retire, retire_by_itself
from ringfence.actions.take_report import Filed, take_report
from ringfence.ledger.opened import models
from ringfence.words import UsageError

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
