"""What was decided since a backup was taken outlives the restore of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ringfence.actions import accounts, carrying, correcting, erasing, holding, queue, revealing
from ringfence.actions.take_report import Agreed, Filed, take_report
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = DAY + timedelta(days=3)
KEY = bytes(range(32))
pytestmark = pytest.mark.usefixtures("node")


def take(number: int) -> models.Report:
    filed = Filed(
        {
            "text": [f"A page number {number} told me to call 1-888-555-0123, and I am Ben Ashdown."],
            "reporter_email": ["ben@mail.example"],
        },
        [Agreed("share_police", given=True, wording="Yes")],
    )
    return models.Report.objects.get(report_id=take_report(filed, at=DAY, node_key=KEY).report_id)


def decide(first: models.Report, second: models.Report) -> None:
    """Do all that may be decided of a report."""
    holding.hold(first, "operation harbour", by="asha", at=LATER)
    erasing.withdraw(first, ["share_police"], "en", {"share_police": "No"}, LATER)
    revealing.reveal(first.person, "text", by="asha", reason="to call her", at=LATER)
    queue.decide(second.report_id, "spam", why="an advert", by="asha", at=LATER)
    request = correcting.ask("+1 888 555 0123", why="it is ours", at=LATER).id
    queue.decide(request, "uphold", why="it is theirs", by="asha", at=LATER)


def standing() -> dict[str, list[object]]:
    """Give what the ledger says of it."""
    rows = models.Correction.objects.order_by("id").values_list("act", "value", "why", "by")
    return {
        "holds": [*models.Hold.objects.order_by("id").values_list("report__report_id", "name", "stands")],
        "consents": [*models.Consent.objects.order_by("id").values_list("report__report_id", "given")],
        "reveals": [*models.Reveal.objects.order_by("id").values_list("by", "reason", "at")],
        "heard": [*models.Report.objects.order_by("id").values_list("heard", flat=True)],
        "corrections": [*rows],
        "stages": [*models.Stage.objects.order_by("id").values_list("stage", "told", "at")],
    }


def forget() -> None:
    """Take the ledger back to the backup."""
    for model in carrying.CARRIED.values():
        model.objects.filter(at__gte=LATER).delete()
    models.Report.objects.update(heard=True)


def test_all_of_it_is_carried_once_and_nothing_of_anyone_lies_open(tmp_path: Path) -> None:
    first, second = take(1), take(2)
    decide(first, second)
    before = standing()
    file = tmp_path / "decided"
    assert carrying.pick(file, DAY + timedelta(hours=1))
    written = file.read_text()
    assert "Ashdown" not in written
    assert "ben@mail" not in written
    assert "it is ours" not in written
    assert not file.stat().st_mode & 0o077
    forget()
    assert standing() != before
    assert carrying.put(file)
    assert standing() == before
    assert carrying.put(file) == 0
    assert standing() == before


def test_what_was_before_the_backup_is_not_doubled(tmp_path: Path) -> None:
    decide(take(1), take(2))
    before = standing()
    carrying.pick(tmp_path / "decided", DAY - timedelta(days=1))
    assert carrying.put(tmp_path / "decided") == 0
    assert standing() == before


def test_a_report_that_the_backup_does_not_have_stays_away(tmp_path: Path) -> None:
    report = take(1)
    holding.hold(report, "operation harbour", by="asha", at=LATER)
    file = tmp_path / "decided"
    carrying.pick(file, LATER)
    models.Hold.objects.all().delete()
    file.write_text(file.read_text().replace(report.report_id, "report-elsewhere"))
    assert carrying.put(file) == 0
    assert not models.Hold.objects.exists()


def test_a_row_that_waited_for_its_turn_while_the_backup_ran_is_carried(tmp_path: Path) -> None:
    report = take(1)
    holding.hold(report, "operation harbour", by="asha", at=LATER)
    carrying.pick(tmp_path / "decided", LATER + timedelta(minutes=5))
    models.Hold.objects.all().delete()
    assert carrying.put(tmp_path / "decided") == 1


def test_a_restore_of_another_backup_after_one_that_was_cut_off_keeps_what_both_know(tmp_path: Path) -> None:
    report, file = take(1), tmp_path / "decided"
    holding.hold(report, "operation harbour", by="asha", at=LATER)
    holding.hold(report, "operation quay", by="asha", at=LATER + timedelta(days=5))
    carrying.pick(file, LATER + timedelta(days=2))
    models.Hold.objects.filter(name="operation quay").delete()  # as the later backup has it
    carrying.pick(file, DAY, begun=True)
    models.Hold.objects.all().delete()  # as the earlier one has it
    carrying.put(file)
    assert set(holding.standing(report)) == {"operation harbour", "operation quay"}


def test_an_account_that_was_removed_since_stays_away(tmp_path: Path) -> None:
    take(1)
    accounts.add("bob", "correct horse battery", at=DAY)
    accounts.remove("bob")
    carrying.pick(tmp_path / "decided", LATER)
    models.Account.objects.update(is_active=True)
    assert carrying.put(tmp_path / "decided") == 1
    assert not models.Account.objects.get().is_active


def test_who_asked_for_a_correction_since_is_carried_sealed(tmp_path: Path) -> None:
    take(1)
    request = correcting.ask("+1 888 555 0123", why="it is ours", contact="ann@mail.example", at=LATER)
    carrying.pick(tmp_path / "decided", DAY + timedelta(hours=2))
    assert "ann@mail" not in (tmp_path / "decided").read_text()
    asker = models.Correction.objects.get().contact
    assert asker is not None
    models.Correction.objects.all().delete()
    asker.sealed.all().delete()
    asker.delete()
    carrying.put(tmp_path / "decided")
    assert queue.show(request.id, LATER).waiting.why == "it is ours"


def test_without_a_ledger_nothing_is_known(tmp_path: Path) -> None:
    assert not carrying.pick(tmp_path / "decided", DAY)
    assert not (tmp_path / "decided").exists()


def test_a_decision_withdrawn_again_stays_withdrawn(tmp_path: Path) -> None:
    report = take(1)
    holding.hold(report, "operation harbour", by="asha", at=LATER)
    holding.release(report, "operation harbour", by="asha", at=LATER + timedelta(hours=1))
    carrying.pick(tmp_path / "decided", LATER)
    models.Hold.objects.all().delete()
    assert carrying.put(tmp_path / "decided") == 2
    assert holding.standing(report) == ()
