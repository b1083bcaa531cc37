"""Jobs: the work in the background, and the plain schedule by which it is handed out.

    relink    soon after new reports, and every night
    place     new reports get a provisional ring, where a relink takes longer than they should wait
    read      soon after new reports with files: what the files show
    sweep     every hour: drafts whose hour is over, and what was done long ago
    retire    every day: people whose time is over are forgotten

`work` does all of it, one worker a home. Every job is safe to do twice and to kill anywhere: what a killed
worker had begun is taken up when the next one starts.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.utils import Error
from django_tasks import task

from ringfence.actions import adding, drafting, retiring, running
from ringfence.actions import relink as relinking
from ringfence.actions.keys import node_key
from ringfence.ledger.configuration import DESK
from ringfence.ledger.locks import alone
from ringfence.ledger.opened import DBTaskResult, Worker, models
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from ringfence.ledger.configuration import Configuration

PACE = timedelta(seconds=30)
"""How soon after one relink the next may begin."""
PATIENCE = timedelta(seconds=20)
"""How long a relink may take before new reports are placed in the meantime."""
SHARE = 9
"""A relink that took so long leaves the machine alone for so many times as long."""
AFTER_FAILURE = timedelta(minutes=5)
"""How soon what failed is tried again."""
NIGHT = 2
"""The hour, UTC, from which the nightly relink is due."""
TRIES = 3
"""How often a job is begun whose workers were killed, before it counts as failed."""
KEPT = timedelta(days=2)
"""How long the record of a job that was done is kept."""
_SLOW_ROUND = 60.0  # seconds between looks at what is due by the clock
_QUEUES = ("default", "quick", "files")


@task()
def relink() -> dict[str, Any]:
    """Link what is new."""
    done = relinking.relink(now())
    return {"run": done.run, "linked": done.linked, "reports": done.reports, "told": done.told}


@task(queue_name="quick")
def place() -> int:
    """Give new reports a provisional ring."""
    return relinking.place_new(now())


@task(queue_name="files")
def read() -> int:
    """Read what the files of new reports show, and find what it holds."""
    key = node_key()
    return sum(adding.read_uploads(report, at=now(), node_key=key) for report in adding.waiting())


@task()
def sweep() -> dict[str, int]:
    """Delete drafts whose hour is over, and the record of what was done long ago."""
    at = now()
    done = DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT)
    return {"drafts": drafting.sweep(at), "records": done.delete()[0]}


@task()
def retire() -> dict[str, int]:
    """Forget whose time is over."""
    done = retiring.retire_by_itself(now())
    return {"erased": done.erased, "held": done.held, "files": done.files}


def soon(job: Any) -> bool:  # noqa: ANN401 - django-tasks' own type of what the decorator makes
    """Hand a job out, unless it waits already; for the faces, too.

    Returns:
        Whether it was handed out now.
    """
    if _of(job).filter(status="READY").exists():
        return False
    job.enqueue()
    return True


def _of(job: Any) -> QuerySet[DBTaskResult[Any, Any]]:  # noqa: ANN401 - (the same)
    return DBTaskResult.objects.filter(task_path=job.module_path)


def take_up() -> int:
    """Hand out again what a killed worker had begun; called by the one worker of a home before it starts.

    What killed its worker each time counts as failed after `TRIES`.
    """
    begun = list(DBTaskResult.objects.running())
    for one in begun:
        if len(one.worker_ids) >= TRIES:
            one.set_failed(RuntimeError("each worker that began this was killed"))
        else:
            one.status = "READY"
            one.save(update_fields=["status"])
    return len(begun)


@dataclass
class Schedule:
    """What is due, by the ledger and the clock; asked once a second.

    Attributes:
        slow_at: When the clock was last looked at, in seconds of `time.monotonic`.
        changed: Up to which stage the ledger was looked through for people who changed their mind.
    """

    slow_at: float = field(default=float("-inf"))
    changed: int = 0

    def round(self, at: datetime) -> None:
        """Hand out what is due.

        Args:
            at: Now, aware.
        """
        self._rings(at)
        if time.monotonic() - self.slow_at < _SLOW_ROUND:
            return
        self.slow_at = time.monotonic()
        if adding.waiting():
            soon(read)
        self._daily(at)

    def _rings(self, at: datetime) -> None:
        linked = models.Relink.objects.order_by("-id").values_list("newest", flat=True).first() or 0
        newest = models.Report.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        if newest <= linked and not self._someone_changed():
            return
        last = _of(relink).exclude(return_value__linked=False).order_by("-enqueued_at").first()
        took = _took()
        if last is None or at >= _may_begin(last, took):
            soon(relink)
        if took > PATIENCE and models.Report.objects.filter(pk__gt=linked, source=DESK).exists():
            placed = _of(place).order_by("-enqueued_at").first()
            if placed is None or at >= _may_begin(placed, timedelta(0)):
                soon(place)

    def _someone_changed(self) -> bool:
        """Tell whether someone was erased or took consent back since the last relink."""
        since = models.Stage.objects.filter(pk__gt=self.changed, stage__in=("erased", "withdrawn"))
        newest = since.order_by("-pk").first()
        last = models.Relink.objects.order_by("-id").first()
        if newest is None or last is None:
            return False
        begun = _of(relink).filter(status="SUCCESSFUL", started_at__gt=newest.at).exists()
        if begun or newest.at <= last.at:
            self.changed = newest.pk
            return False
        return True

    def _daily(self, at: datetime) -> None:
        night = at.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
        night -= timedelta(days=at < night)
        due = ((relink, night), (sweep, at - timedelta(hours=1)), (retire, at - timedelta(days=1)))
        for job, since in due:
            if not _of(job).filter(enqueued_at__gt=since).exists():
                soon(job)


def _took() -> timedelta:
    """Tell how long the last relink took that linked something."""
    done = _of(relink).filter(status="SUCCESSFUL", return_value__linked=True).order_by("-finished_at").first()
    if done is None or done.started_at is None or done.finished_at is None:
        return timedelta(0)
    took: timedelta = done.finished_at - done.started_at
    return took


def _may_begin(last: DBTaskResult[Any, Any], took: timedelta) -> datetime:
    """Tell when a job may be handed out again: never while it waits or is done."""
    ended: datetime | None = last.finished_at
    begun: datetime = last.enqueued_at
    if ended is None:
        return datetime.max.replace(tzinfo=UTC)
    if last.status == "FAILED":
        return ended + AFTER_FAILURE
    return max(begun + PACE, ended + SHARE * took) if took > PATIENCE else begun + PACE


def work(node: Configuration, say: Callable[[str], None], *, beside: int | None = None) -> None:
    """Do the work of a home until the process is stopped, at once and anywhere.

    Args:
        node: Its settings; it is prepared.
        say: Told what a person should know.
        beside: The process without which it ends; None: none.

    Raises:
        UsageError: When another worker does it already.
    """
    with alone(node.home / "run" / "work.lock", "another worker is at work in this home"):
        if begun := take_up():
            say(f"Taken up again what a killed worker had begun: {begun}.")
        for queue in _QUEUES:
            threading.Thread(target=_loop, args=(queue, say), daemon=True).start()
        schedule = Schedule()
        while beside is None or os.getppid() == beside:
            running.beat(node.home)
            _safely(lambda: schedule.round(now()), say)
            time.sleep(1)


def _loop(queue: str, say: Callable[[str], None]) -> None:
    worker = Worker(
        queue_names=[queue],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.getpid()}-{queue}",
        excluded_queue_names=[],
    )
    while True:
        _safely(worker.run, say)
        time.sleep(1)


def _safely(do: Callable[[], None], say: Callable[[str], None]) -> None:
    """Do something with the database; when it is locked or gone for a while, say so and go on."""
    try:
        do()
    except Error as wrong:
        say(f"The database does not answer ({type(wrong).__name__}); trying again.")
