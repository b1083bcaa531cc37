"""What someone may do with what is kept of her: see it, take consent back, have it forgotten."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ringfence.actions import erasing, holding
from ringfence.actions.erasing import HeldError
from ringfence.actions.take_report import Agreed, Filed, take_report
from ringfence.ledger import destroyed, vault
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from ringfence.ledger.configuration import Configuration

KEY = bytes(range(32))
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = DAY + timedelta(days=9)
STORY = "A red page filled my screen and a voice told me to call 1-888-555-0123. I am {name}."
BY = "asha"


def report_of(name: str, at: datetime = DAY) -> models.Report:
    taken = take_report(
        Filed(
            {
                "text": [STORY.format(name=name)],
                "reporter_email": [f"{name}@mail.example"],
                "country": ["US"],
                "payment_reference": ["for the helper"],
                "payment_method": ["bank_transfer"],
                "payment_amount": ["100"],
            },
            [
                Agreed("share_police", given=True, wording="The police may see it."),
                Agreed("contact", given=False, wording="They may ask me."),
            ],
        ),
        at=at,
        node_key=KEY,
    )
    return models.Report.objects.get(report_id=taken.report_id)


def upload(report: models.Report, node: Configuration) -> models.Upload:
    row = models.Upload.objects.create(
        name=f"upload-{'0' * 32}",
        report=report,
        media_type="image/png",
        size=3,
        digest="0" * 64,
        scanned="clean",
        at=DAY,
    )
    (node.uploads / row.name).write_bytes(b"box")
    return row


def test_who_is_erased_leaves_what_was_said_about_the_fraud_and_nothing_of_herself(
    node: Configuration,
) -> None:
    report = report_of("ben")
    file = node.uploads / upload(report, node).name
    assert erasing.erase(report, LATER)
    report = models.Report.objects.get(pk=report.pk)
    assert report.person.wrapped is None
    assert report.person.destroyed_at == LATER
    assert not report.person.sealed.exists()
    assert not report.passages.exists()
    assert not report.uploads.exists()
    assert not file.exists()
    assert (report.wording, report.stated, report.originals) == (None, [], [])
    assert [(one["reference"], one["amount_minor"]) for one in report.payments] == [(None, 10_000)]
    assert [one.stage for one in report.stages.order_by("id")] == ["received", "erased"]
    assert report.sightings.filter(value="+18885550123").exists()


@pytest.mark.usefixtures("node")
def test_erasing_twice_is_erasing_once() -> None:
    report = report_of("ben")
    assert erasing.erase(report, LATER)
    assert not erasing.erase(report, LATER)
    assert report.stages.filter(stage="erased").count() == 1


@pytest.mark.usefixtures("node")
def test_who_files_and_erases_and_files_again_is_still_counted_once_and_known_to_nobody() -> None:
    reports = [report_of("ben", DAY + timedelta(minutes=one)) for one in range(3)]
    names = {one.reporter for one in reports}
    for report in reports:
        erasing.erase(report, LATER)
    left = {one.reporter for one in models.Report.objects.all()}
    assert len(left) == 1
    assert not left & names
    assert len(str(left.pop())) == len("erased-00")


@pytest.mark.usefixtures("node")
def test_a_standing_hold_is_named_and_nothing_is_erased_until_it_is_released() -> None:
    report = report_of("ben")
    holding.hold(report, "County Court 12/26", by=BY, at=DAY)
    with pytest.raises(HeldError, match="County Court 12/26") as refused:
        erasing.erase(report, LATER)
    assert refused.value.names == ("County Court 12/26",)
    assert vault.unseal(report.person, "contact") is not None
    assert not report.stages.filter(stage="erased").exists()
    holding.release(report, "County Court 12/26", by=BY, at=LATER)
    assert erasing.erase(report, LATER)


@pytest.mark.usefixtures("node")
def test_one_of_two_holds_still_holds_and_what_does_not_stand_cannot_be_released() -> None:
    report = report_of("ben")
    for name in ("one", "two", "two"):
        holding.hold(report, name, by=BY, at=DAY)
    assert report.holds.count() == 2
    holding.release(report, "one", by=BY, at=DAY)
    assert holding.standing(report) == ("two",)
    with pytest.raises(InputError, match="There stands: two"):
        holding.release(report, "one", by=BY, at=DAY)
    with pytest.raises(UsageError, match="--name"):
        holding.hold(report, " ", by=BY, at=DAY)
    with pytest.raises(UsageError, match="at most 200"):
        holding.hold(report, "x" * 201, by=BY, at=DAY)


def test_who_was_erased_is_noted_outside_of_the_database_by_a_random_name(node: Configuration) -> None:
    report = report_of("ben")
    erasing.erase(report, LATER)
    assert destroyed.names(node.home) == {report.person.name}
    assert (node.home / destroyed.NAME).stat().st_mode & 0o777 == 0o600


def test_a_line_cut_short_by_a_crash_takes_no_other_with_it(node: Configuration) -> None:
    (node.home / destroyed.NAME).write_text("person-12")
    destroyed.add(node.home, [f"person-{'a' * 32}"])
    assert destroyed.names(node.home) == {f"person-{'a' * 32}"}


@pytest.mark.usefixtures("node")
def test_consent_is_taken_back_by_a_row_and_what_never_stood_is_passed_over() -> None:
    report = report_of("ben")
    done = erasing.withdraw(report, ["share_police", "contact"], "en", {"share_police": "No more."}, LATER)
    assert done == erasing.Withdrawn(("share_police",), sent=False)
    newest = report.consent_rows.order_by("-id").first()
    assert newest is not None
    assert (newest.purpose, newest.given, newest.wording) == ("share_police", False, "No more.")
    assert [one.told for one in report.stages.filter(stage="withdrawn")] == ["share_police"]
    assert erasing.withdraw(report, ["share_police"], "en", {}, LATER).purposes == ()
    assert erasing.consents(report) == {"share_police": False, "contact": False}


@pytest.mark.usefixtures("node")
def test_who_takes_consent_back_is_told_that_police_had_it_already() -> None:
    report = report_of("ben")
    models.Stage.objects.create(report=report, stage="sent", told="", at=DAY)
    assert erasing.withdraw(report, ["share_police"], "en", {}, LATER).sent


def test_what_is_kept_is_told_whole_and_as_json(node: Configuration) -> None:
    report = report_of("ben")
    upload(report, node)
    vault.seal(report.person, "added-1", b"They called again.", LATER)
    told = json.loads(json.dumps(erasing.kept(report)))
    assert told["you"] == {"reporter_email": ["ben@mail.example"]}
    assert "filled my screen" in told["you_wrote"]["text"][0]
    assert [(one["what"], one["told"]) for one in told["you_added"]] == [("added-1", "They called again.")]
    assert told["files"][0]["media_type"] == "image/png"
    assert {one["purpose"] for one in told["consents"]} == {"share_police", "contact"}
    assert "+18885550123" in {one["value"] for one in told["found"]}
    assert told["erased_at"] is None


@pytest.mark.usefixtures("node")
def test_after_erasing_what_is_kept_holds_nothing_that_she_wrote() -> None:
    report = report_of("ben")
    erasing.erase(report, LATER)
    told = erasing.kept(models.Report.objects.get(pk=report.pk))
    assert (told["you"], told["you_wrote"], told["you_added"], told["we_keep_as"]) == (None, None, [], None)
    assert told["erased_at"] is not None
    assert "ben" not in json.dumps(told)
