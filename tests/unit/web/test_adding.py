"""What is added to a report later by its code: words, files or both, kept as the first were, and once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ringfence import jobs
from ringfence.actions import adding, erasing, revealing, uploads
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.web import limits
from ringfence.web.public.words import FULL, words
from tests.unit.web.reporting import ANSWERS, answered, picture, sent

if TYPE_CHECKING:
    from django.test import Client

    from ringfence.ledger.configuration import Configuration

pytestmark = pytest.mark.usefixtures("node")
PAGE = "/en/follow-up/add/"
SAID = words("en", "follow_up")
ERRORS = {**words("en", "report")["errors"], **SAID["adding"]["errors"]}
NOTE = b"They also called from 1-888-555-0188."


def add(client: Client, *files: tuple[str, bytes], text: str = "", retry: str = "") -> Any:
    came = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(PAGE, {"text": text, "files": came, "retry": retry})


def test_files_can_be_added_later_and_are_kept_as_the_first_ones_were(node: Configuration) -> None:
    client, content = answered(ANSWERS), picture("JPEG", comment=b"my street")
    client.post("/en/report/files/", {"files": [SimpleUploadedFile("first.png", picture())], "add": "1"})
    client.post("/en/report/check/")
    assert 'type="file"' in client.get(PAGE).content.decode()
    assert add(client, ("shop.jpg", content)).headers["Location"] == "/en/follow-up/?added"
    upload = models.Upload.objects.order_by("-id")[0]
    assert (upload.media_type, upload.size, upload.scanned) == ("image/jpeg", len(content), "unscanned")
    assert uploads.stored(upload) == content
    assert b"my street" not in (uploads.displayed(upload) or b"my street")
    box = node.uploads / upload.name
    assert content[20:] not in box.read_bytes()
    assert box.stat().st_mode & 0o777 == 0o600


def test_what_was_added_shows_on_the_page_in_the_download_and_when_it_is_revealed() -> None:
    client, report = sent(), models.Report.objects.get()
    add(client, ("shop.png", picture()))
    page = client.get("/en/follow-up/").content.decode()
    assert SAID["files"].format(number=1) in page
    assert SAID["added"] in page
    told = json.loads(client.get("/en/follow-up/kept/").content)
    assert [one["called"] for one in told["files"]] == ["shop.png"]
    assert [one["told"] for one in told["you_added"]] == ["shop.png"]
    name, at = models.Upload.objects.get().name, datetime.now(UTC)
    assert name in revealing.names(report.person)
    assert revealing.reveal(report.person, name, by="asha", reason="to look", at=at) == picture()


def test_words_and_files_are_added_together_and_what_the_file_says_is_read_later() -> None:
    client, report = sent(), models.Report.objects.get()
    assert add(client, ("note.txt", NOTE), text="They wrote from 1-888-555-0177.").status_code == 302
    assert report.sightings.filter(value="+18885550177").count() == 1
    jobs.read.call()
    assert report.sightings.filter(value="+18885550188").count() == 1
    assert report.person.sealed.filter(name__startswith=adding.ADDED).count() == 1


def test_the_same_sent_twice_is_added_once() -> None:
    client = sent()
    retry = client.get(PAGE).context["retry"]
    for _ in range(2):
        again = add(client, ("shop.png", picture()), text="The shop.", retry=retry)
        assert again.headers["Location"] == "/en/follow-up/?added"
    assert models.Upload.objects.count() == 1
    assert add(client, ("shop.png", picture()), text="The shop.").status_code == 302
    assert models.Upload.objects.count() == 2


@pytest.mark.parametrize("lang", FULL)
def test_neither_words_nor_a_file_is_asked_for_again_in_her_words(lang: str) -> None:
    client = sent()
    page = client.post(f"/{lang}/follow-up/add/", {"text": "  "})
    assert page.status_code == 422
    assert words(lang, "follow_up")["wrong_text"] in page.content.decode()


def test_a_file_that_is_not_taken_is_named_and_the_rest_is_added_once() -> None:
    client, report = sent(), models.Report.objects.get()
    retry = client.get(PAGE).context["retry"]
    for _ in range(2):
        page = add(client, ("a.png", picture()), ("a.exe", b"MZ\x90\x00"), text="Look.", retry=retry)
        assert page.status_code == 422
        shown = page.content.decode()
        assert ERRORS["file_kind"].format(name="a.exe") in shown
        assert SAID["adding"]["partly"] in shown
        assert (page.context["text"], page.context["retry"] == retry) == ("", False)
    assert report.uploads.count() == 1
    page = add(client, ("a.exe", b"MZ\x90\x00"))
    assert page.status_code == 422
    assert SAID["adding"]["partly"] not in page.content.decode()
    assert report.person.sealed.filter(name__startswith=adding.ADDED).count() == 1


def test_ten_files_are_added_at_a_time_and_forty_are_kept_of_a_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "MOST_KEPT", 11)
    client, report = sent(), models.Report.objects.get()
    page = add(client, *[(f"{one}.txt", NOTE) for one in range(11)])
    assert ERRORS["file_many"].format(name="10.txt") in page.content.decode()
    assert report.uploads.count() == 10
    page = add(client, ("11.txt", NOTE), ("12.txt", NOTE), text="Two more.")
    assert ERRORS["kept_many"] in page.content.decode()
    assert page.context["text"] == "Two more."
    assert report.uploads.count() == 10
    assert add(client, ("11.txt", NOTE)).status_code == 302


def test_each_file_counts_for_the_limit_on_uploads(monkeypatch: pytest.MonkeyPatch) -> None:
    client, report = sent(), models.Report.objects.get()
    monkeypatch.setitem(limits.LIMITS, "upload", limits.Limit(1, 3_600))
    page = add(client, ("a.txt", NOTE), ("b.txt", NOTE))
    assert page.status_code == 422
    assert ERRORS["files_often"].split("{", maxsplit=1)[0] in page.content.decode()
    assert report.uploads.count() == 1


def test_an_addition_that_is_killed_leaves_nothing_half_done_and_the_next_try_finishes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, report = sent(), models.Report.objects.get()
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(models.Upload.objects, "create", None)
        assert add(client, ("a.txt", NOTE), text="Look.", retry="r").status_code == 500
    assert not report.person.sealed.filter(name__startswith=adding.ADDED).exists()
    assert add(client, ("a.txt", NOTE), text="Look.", retry="r").status_code == 302
    assert report.uploads.count() == 1


def test_what_was_added_is_erased_with_the_rest_and_nothing_is_added_after(node: Configuration) -> None:
    client, report = sent(), models.Report.objects.get()
    add(client, ("a.png", picture()), text="Look.")
    erasing.erase(report, datetime.now(UTC))
    assert list(node.uploads.iterdir()) == []
    assert not report.uploads.exists()
    assert not report.person.sealed.exists()
    assert add(client, ("b.png", picture())).status_code == 422
    assert list(node.uploads.iterdir()) == []
    assert vault.unseal(models.Person.objects.get(), "original") is None
