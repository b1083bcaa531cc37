"""A report from the public: kept whole, once, and told back only as thresholds and delay say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ringfence.actions.adding import supplement
from ringfence.actions.look_up import look_up
from ringfence.actions.take_report import Agreed, Filed, Taken, take_report
from ringfence.guidance.verdict import Standing
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.words import InputError

if TYPE_CHECKING:
    from ringfence.ledger.configuration import Configuration

KEY = bytes(range(32))
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = "A red page filled my screen and a voice told me to call 1-888-555-0123. {name} here, they took over."


def filed(name: str, **more: str) -> Filed:
    fields = {
        "text": [STORY.format(name=name)],
        "reporter_email": [f"{name}@mail.example"],
        "country": ["US"],
    }
    return Filed(
        {**fields, **{key: [value] for key, value in more.items()}},
        [Agreed("share_police", given=True, wording="Yes")],
    )


def take(name: str, at: datetime = DAY, retry: str | None = None) -> Taken:
    return take_report(filed(name), at=at, node_key=KEY, retry=retry)


@pytest.mark.usefixtures("node")
def test_a_report_is_kept_with_its_sightings_its_consents_and_what_became_of_it() -> None:
    taken = take("ben")
    report = models.Report.objects.get(report_id=taken.report_id)
    assert report.sightings.filter(kind="phone", value="+18885550123").exists()
    assert [(one.purpose, one.given) for one in report.consent_rows.all()] == [("share_police", True)]
    assert [one.stage for one in report.stages.all()] == ["received"]
    assert report.heard


@pytest.mark.usefixtures("node")
def test_what_she_says_of_herself_is_sealed_and_opens_under_her_key_alone() -> None:
    taken = take("ben")
    report = models.Report.objects.get(report_id=taken.report_id)
    assert b"ben@mail.example" in (vault.unseal(report.person, "contact") or b"")
    vault.destroy(report.person, DAY)
    assert vault.unseal(report.person, "contact") is None


@pytest.mark.usefixtures("node")
def test_the_same_submission_twice_is_one_report_with_the_same_code() -> None:
    assert take("ben", retry="draft-1") == take("ben", retry="draft-1")
    assert models.Report.objects.count() == 1


@pytest.mark.usefixtures("node")
def test_a_report_that_says_nothing_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="Say what happened"):
        take_report(Filed({"country": ["US"]}), at=DAY, node_key=KEY)
    assert models.Report.objects.count() == 0


def standing(text: str, at: datetime) -> Standing:
    return look_up(text, at=at, node_key=KEY).verdicts[0].standing


@pytest.mark.usefixtures("node")
def test_a_number_is_told_from_three_people_on_and_only_after_its_delay() -> None:
    for name in ("ben", "carla"):
        take(name)
    assert standing("+1 888 555 0123", DAY + timedelta(days=3)) is Standing.NOTHING
    take("dora")
    assert standing("+1 888 555 0123", DAY + timedelta(hours=5)) is Standing.NOTHING
    assert standing("+1 888 555 0123", DAY + timedelta(hours=49)) is Standing.REPORTED


@pytest.mark.usefixtures("node")
def test_who_files_all_day_counts_for_nothing_before_the_public() -> None:
    for hour in range(11):
        take_report(
            Filed(
                {
                    "text": [f"Report number {hour} about 1-888-555-0123, they told me to call."],
                    "reporter_email": ["ben@mail.example"],
                }
            ),
            at=DAY + timedelta(minutes=hour),
            node_key=KEY,
        )
    assert models.Report.objects.filter(heard=True).count() == 0
    assert models.Triage.objects.filter(decision="unclear", why="flood").count() == 11


@pytest.mark.usefixtures("node")
def test_the_ledger_itself_holds_no_prose(node: Configuration) -> None:
    del node
    take("ben")
    for model in (models.Report, models.Sighting, models.Passage, models.Stage, models.Consent):
        for row in model.objects.values():
            assert "filled my screen" not in str(row)
            assert "ben@mail.example" not in str(row)


@pytest.mark.usefixtures("node")
def test_the_number_of_a_payment_card_is_in_no_vault_wherever_she_wrote_it() -> None:
    card = "4000 0012 3456 7899"
    fields = {
        "paid_to": f"I gave them {card}",
        "reporter_account": card,
        "text": f"{STORY} My card is {card}.",
    }
    taken = take_report(filed("ben", **fields), at=DAY, node_key=KEY)
    report = models.Report.objects.get(report_id=taken.report_id)
    supplement(report, f"They used {card} again.", at=DAY, node_key=KEY)
    key = vault.key_of(report.person)
    assert key is not None
    sealed = {
        row.name: vault.open_(key, bytes(row.box), f"{report.person.name}/{row.name}").decode()
        for row in report.person.sealed.all()
    }
    assert {"original", "contact", "text"} < sealed.keys()
    assert "I gave them" in sealed["original"]
    assert [name for name, told in sealed.items() if "7899" in told] == []
