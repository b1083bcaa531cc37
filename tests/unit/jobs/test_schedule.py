"""When work is due, by the ledger and the clock; and what becomes of what a killed worker had begun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ringfence import jobs
from ringfence.actions import erasing
from ringfence.actions.take_report import Filed, take_report
from ringfence.ledger.opened import DBTaskResult, models

KEY = bytes(range(32))
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("node")


def take(number: int = 0, at: datetime = DAY) -> models.Report:
    fields = {"text": [f"A page number {number} told me to call 1-888-555-0123."]}
    return models.Report.objects.get(report_id=take_report(Filed(fields), at=at, node_key=KEY).report_id)


def waiting() -> list[str]:
    rows = DBTaskResult.objects.filter(status="READY").order_by("enqueued_at")
    return [str(one.task_path).rpartition(".")[2] for one in rows]


def did(
    job: str, begun: datetime, took: timedelta, status: str = "SUCCESSFUL", *, linked: bool = True
) -> None:
    row = DBTaskResult.objects.create(
        task_path=f"ringfence.jobs.{job}",
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=begun,
        started_at=begun,
        finished_at=begun + took,
        return_value=None if status == "FAILED" else {"linked": linked},
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=begun)


def schedule() -> jobs.Schedule:
    return jobs.Schedule(slow_at=float("inf"))


def test_a_new_report_is_linked_at_once_and_handed_out_once() -> None:
    take()
    for _ in range(3):
        schedule().round(DAY)
    assert waiting() == ["relink"]


def test_without_anything_new_nothing_is_linked() -> None:
    take()
    models.Relink.objects.create(run="run-1", newest=models.Report.objects.get().pk, at=DAY)
    schedule().round(DAY)
    assert waiting() == []


def test_one_relink_follows_another_after_its_pace() -> None:
    take()
    did("relink", DAY, timedelta(seconds=2))
    schedule().round(DAY + timedelta(seconds=29))
    assert waiting() == []
    schedule().round(DAY + timedelta(seconds=30))
    assert waiting() == ["relink"]


def test_one_that_found_nothing_to_link_holds_up_nobody() -> None:
    did("relink", DAY, timedelta(seconds=1), linked=False)
    take()
    schedule().round(DAY + timedelta(seconds=2))
    assert waiting() == ["relink"]


def test_while_a_relink_takes_long_new_reports_are_placed() -> None:
    take()
    did("relink", DAY, timedelta(minutes=3))
    schedule().round(DAY + timedelta(minutes=5))
    assert waiting() == ["place"]
    DBTaskResult.objects.filter(status="READY").delete()
    schedule().round(DAY + timedelta(minutes=31))
    assert waiting() == ["relink", "place"]


def test_what_failed_is_tried_again_later() -> None:
    take()
    did("relink", DAY, timedelta(seconds=1), "FAILED")
    schedule().round(DAY + timedelta(minutes=4))
    assert waiting() == []
    schedule().round(DAY + timedelta(minutes=6))
    assert waiting() == ["relink"]


def test_who_is_erased_is_taken_out_of_the_rings_soon() -> None:
    report = take()
    models.Relink.objects.create(run="run-1", newest=report.pk, at=DAY)
    erasing.erase(report, DAY + timedelta(minutes=1))
    plan = schedule()
    plan.round(DAY + timedelta(minutes=2))
    assert waiting() == ["relink"]
    DBTaskResult.objects.all().delete()
    did("relink", DAY + timedelta(minutes=2), timedelta(seconds=1))
    plan.round(DAY + timedelta(minutes=9))
    assert waiting() == []


def test_every_night_every_day_and_every_hour_has_its_work() -> None:
    plan = jobs.Schedule()
    plan.round(DAY)
    assert sorted(waiting()) == ["relink", "retire", "sweep"]
    DBTaskResult.objects.all().delete()
    for job in ("relink", "retire", "sweep"):
        did(job, DAY, timedelta(seconds=1))
    for later, due in (
        (timedelta(minutes=59), []),
        (timedelta(minutes=61), ["sweep"]),
        (timedelta(hours=15), ["relink", "sweep"]),
        (timedelta(hours=25), ["relink", "retire", "sweep"]),
    ):
        jobs.Schedule().round(DAY + later)
        assert sorted(waiting()) == due
        DBTaskResult.objects.filter(status="READY").delete()


def test_what_a_killed_worker_had_begun_is_handed_out_again_but_not_for_ever() -> None:
    take()
    schedule().round(DAY)
    for tries in (1, 2):
        DBTaskResult.objects.get().claim(f"worker-{tries}")
        assert jobs.take_up() == 1
        assert waiting() == ["relink"]
    DBTaskResult.objects.get().claim("worker-3")
    jobs.take_up()
    assert [one.status for one in DBTaskResult.objects.all()] == ["FAILED"]
    assert jobs.take_up() == 0


def test_each_job_does_what_it_says() -> None:
    take(at=datetime.now(UTC))  # the jobs ask the clock themselves, and one that jumped forgets nobody
    models.Draft.objects.create(digest="a", box=b"", version=0, expires_at=DAY)
    assert jobs.relink.call()["reports"] == 1
    assert jobs.place.call() == 0
    assert jobs.sweep.call() == {"drafts": 1, "records": 0}
    assert jobs.retire.call()["erased"] == 0
