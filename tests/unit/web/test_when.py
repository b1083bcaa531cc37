"""When it happened: a day by its parts, a time by her country's clocks, and what is kept beside."""

from __future__ import annotations

from datetime import datetime

import pytest

from ringfence.actions import erasing
from ringfence.ledger.opened import models
from tests.unit.web.reporting import ANSWERS, sent

pytestmark = pytest.mark.usefixtures("node")


def kept() -> dict[str, object]:
    return dict(erasing.kept(models.Report.objects.get()))


def test_a_day_known_in_part_is_kept_beside_the_report() -> None:
    sent(ANSWERS | {"when": {"month": "3", "year": "2026"}})
    assert models.Report.objects.get().occurred_at is None
    assert kept()["you_wrote"]["when"] == ["3 2026"]  # type: ignore[index] # what JSON holds


@pytest.mark.parametrize(
    ("country", "when"),
    [
        ("JP", "2026-03-02T05:30+00:00"),
        ("NZ", "2026-03-02T01:30+00:00"),
        ("DE", "2026-03-02T13:30+00:00"),
        ("AU", "2026-03-02T00:00+00:00"),
    ],
)
def test_a_time_is_told_by_the_clocks_of_her_country_or_kept_beside_the_report(
    country: str, when: str
) -> None:
    sent(ANSWERS | {"you": ANSWERS["you"] | {"country": country}})
    assert models.Report.objects.get().occurred_at == datetime.fromisoformat(when)
    assert kept()["you_wrote"].get("when") == (["14:30"] if country == "AU" else None)  # type: ignore[attr-defined] # what JSON holds
