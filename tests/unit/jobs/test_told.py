"""Work in the background that failed is told by ringfence doctor, until it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ringfence import jobs
from ringfence.actions.examining_ledger import _jobs
from ringfence.ledger.opened import DBTaskResult
from ringfence.words import UsageError, now

if TYPE_CHECKING:
    from ringfence.actions.examining import Finding


def told() -> list[Finding]:
    return list(_jobs(now()))


@pytest.mark.usefixtures("node")
def test_what_failed_is_said_with_what_to_do_and_no_longer_once_it_was_done() -> None:
    assert told() == []
    jobs.retire.enqueue()
    row = DBTaskResult.objects.get()
    row.set_failed(
        UsageError("nothing was forgotten", advice="If the clock is right, run: ringfence vault retire")
    )
    [finding] = told()
    assert "retire failed at" in finding.told
    assert "ringfence vault retire" in finding.mend
    jobs.retire.enqueue()
    DBTaskResult.objects.exclude(pk=row.pk).get().set_successful({})
    assert told() == []
