"""A new master key wraps everyone anew, once; what is due is forgotten, but for what a hold keeps."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ringfence.actions import erasing, holding, retiring, revealing, rotating
from ringfence.actions.take_report import Filed, take_report
from ringfence.ledger import backup_keys, destroyed, keyring, vault
from ringfence.ledger.opened import models
from ringfence.words import FormatError, InputError, UsageError

if TYPE_CHECKING:
    from ringfence.ledger.configuration import Configuration

KEY = bytes(range(32))
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORY = "A red page filled my screen and a voice told me to call 1-888-555-0123. I am {name}."


def take(name: str, at: datetime = DAY) -> models.Report:
    taken = take_report(
        Filed({"text": [STORY.format(name=name)], "reporter_email": [f"{name}@mail.example"]}),
        at=at,
        node_key=KEY,
    )
    return models.Report.objects.get(report_id=taken.report_id)


def contact(report: models.Report) -> bytes | None:
    return vault.unseal(models.Person.objects.get(pk=report.person_id), "contact")


def lines(node: Configuration) -> list[str]:
    return [line.split()[0] for line in (node.keys / keyring.MASTER).read_text().splitlines()]


def test_everyone_is_wrapped_under_the_new_key_and_the_old_one_goes_after_its_hour(
    node: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "AT_ONCE", 2)
    reports = [take(name) for name in ("ben", "carla", "dora", "emil", "fay")]
    (old,) = lines(node)
    done = rotating.rotate(DAY)
    assert (done.rewrapped, done.removed) == (5, ())
    assert [name for name, _ in done.waiting] == [old]
    assert set(models.Person.objects.values_list("master", flat=True)) == {done.active}
    assert retiring.retire(DAY + HOUR / 2).masters == ()
    assert retiring.retire(DAY + HOUR).masters == (old,)
    assert lines(node) == [done.active]
    assert all(b"@mail.example" in (contact(one) or b"") for one in reports)
    assert (node.keys / keyring.MASTER).stat().st_mode & 0o777 == 0o600


def test_asked_again_it_goes_on_with_the_same_key_and_a_year_later_makes_another(node: Configuration) -> None:
    take("ben")
    first = rotating.rotate(DAY)
    again = rotating.rotate(DAY + HOUR / 2)
    assert (again.active, again.rewrapped) == (first.active, 0)
    rotating.rotate(DAY + 2 * HOUR)
    assert lines(node) == [first.active]
    later = rotating.rotate(DAY + timedelta(days=365))
    assert later.active != first.active
    assert later.rewrapped == 1


@pytest.mark.usefixtures("node")
def test_who_was_erased_stays_erased_through_a_rotation() -> None:
    report = take("ben")
    stale = models.Person.objects.get(pk=report.person_id)
    erasing.erase(report, DAY)
    rotating.rotate(DAY)
    assert not vault.rewrap(stale)  # read before, wrapped after: nothing comes back
    assert models.Person.objects.get(pk=stale.pk).wrapped is None


def test_a_process_that_runs_meanwhile_wraps_with_the_new_key_at_once(node: Configuration) -> None:
    take("ben")
    done = rotating.rotate(DAY)
    assert take("carla").person.master == done.active
    assert len(lines(node)) == 2


def test_a_key_that_a_backup_needs_is_kept_until_the_backup_expires(node: Configuration) -> None:
    take("ben")
    (old,) = lines(node)
    made = backup_keys.make(node.keys, at=DAY, days=35, masters=(old,))
    done = rotating.rotate(DAY + HOUR)
    assert done.waiting == ((old, f"{made.id} needs it until it expires"),)
    assert retiring.retire(DAY + timedelta(days=34)).masters == ()
    after = retiring.retire(DAY + timedelta(days=36))
    assert (after.backups, after.masters) == ((made.id,), (old,))


def test_an_old_key_under_which_someone_is_still_wrapped_is_never_removed(node: Configuration) -> None:
    report = take("ben")
    (old,) = lines(node)
    keyring.add_master(node.keys, "feedbeef")
    assert rotating.remove_unused(DAY + timedelta(days=9)) == ((), ((old, "people are wrapped under it"),))
    assert contact(report) is not None


@pytest.mark.usefixtures("node")
def test_keys_that_a_secret_store_hands_in_are_not_written_but_wrapped_with(
    node: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = take("ben")
    own = (node.keys / keyring.MASTER).read_text()
    monkeypatch.setenv("RINGFENCE_MASTER_KEYS", own)
    vault.forget()
    with pytest.raises(UsageError, match="Add a line"):
        rotating.rotate(DAY)
    monkeypatch.setenv("RINGFENCE_MASTER_KEYS", f"{own}feedbeef {'ab' * 32}")
    vault.forget()
    done = rotating.rotate(DAY)
    assert (done.active, done.rewrapped, done.removed) == ("feedbeef", 1, (own.split()[0],))
    assert (node.keys / keyring.MASTER).read_text() == own
    assert contact(report) is not None


@pytest.mark.usefixtures("node")
def test_details_are_opened_with_a_reason_alone_and_the_opening_is_kept() -> None:
    report = take("ben")
    with pytest.raises(UsageError, match="--why"):
        revealing.reveal(report.person, "contact", by="asha", reason=" ", at=DAY)
    with pytest.raises(InputError, match="There is: contact, original, text"):
        revealing.reveal(report.person, "upload-1", by="asha", reason="to call her", at=DAY)
    assert not models.Reveal.objects.exists()
    plain = revealing.reveal(report.person, "contact", by="asha", reason="to call her", at=DAY)
    assert b"ben@mail.example" in plain
    (row,) = models.Reveal.objects.all()
    assert (row.what, row.by, row.reason, row.at) == ("contact", "asha", "to call her", DAY)
    assert erasing.kept(report)["looked_at"][0]["reason"] == "to call her"
    erasing.erase(report, DAY)
    with pytest.raises(InputError, match="erased on 2026-03-02"):
        revealing.reveal(
            models.Person.objects.get(pk=report.person_id), "contact", by="asha", reason="again", at=DAY
        )


@pytest.mark.usefixtures("node")
def test_a_report_is_found_by_its_id_and_by_its_reference() -> None:
    report = take("ben")
    assert revealing.report_named(report.report_id) == report
    assert revealing.report_named(report.reference.lower()) == report
    with pytest.raises(InputError, match="no report"):
        revealing.report_named("RF-222-222-222")


@pytest.mark.usefixtures("node")
def test_people_are_erased_when_their_time_is_over_but_for_those_whom_a_hold_keeps() -> None:
    old, held, young = take("ben"), take("carla"), take("dora", DAY + timedelta(days=30))
    holding.hold(held, "County Court 12/26", by="asha", at=DAY)
    done = retiring.retire(DAY + timedelta(days=3650))
    assert (done.erased, done.held) == (1, 1)
    assert contact(old) is None
    assert contact(held) is not None
    assert contact(young) is not None
    assert retiring.retire(DAY + timedelta(days=3650)).erased == 0


def test_what_a_crash_left_half_erased_is_erased_in_the_end(node: Configuration) -> None:
    report = take("ben")
    destroyed.add(node.home, [report.person.name])  # and then the transaction did not end
    assert retiring.retire(DAY).erased == 1
    assert contact(report) is None


def test_a_sealed_file_that_no_row_names_is_removed_after_a_day(node: Configuration) -> None:
    stray, fresh = node.uploads / f"upload-{'1' * 32}", node.uploads / f"upload-{'2' * 32}"
    for file in (stray, fresh):
        file.write_bytes(b"box")
    os.utime(stray, (DAY.timestamp(), DAY.timestamp()))
    os.utime(fresh, ((DAY + 24 * HOUR).timestamp(),) * 2)
    assert retiring.retire(DAY + 25 * HOUR).files == 1
    assert not stray.exists()
    assert fresh.exists()


def test_the_key_of_a_backup_is_one_that_age_reads_and_a_broken_one_is_named(node: Configuration) -> None:
    made = backup_keys.make(node.keys, at=DAY, days=35, masters=("a", "b"))
    assert backup_keys.read_all(node.keys) == (made,)
    backup_keys.finish(node.keys, made.id)
    assert backup_keys.read_all(node.keys) == (replace(made, done=True),)
    file = node.keys / backup_keys.FOLDER / f"{made.id}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("nothing")
    with pytest.raises(FormatError, match="no key of a backup"):
        backup_keys.read_all(node.keys)


def test_while_a_rotation_runs_nothing_else_writes_the_master_keys(node: Configuration) -> None:
    take("ben")
    (old,) = lines(node)
    new = rotating.rotate(DAY).active
    with rotating._alone(node.keys):  # as a rotation holds it from its beginning to its end
        assert retiring.retire(DAY + 2 * HOUR).masters == ()
        with pytest.raises(UsageError, match="running already"):
            rotating.rotate(DAY + 2 * HOUR)
    assert lines(node) == [old, new]
    assert retiring.retire(DAY + 2 * HOUR).masters == (old,)
