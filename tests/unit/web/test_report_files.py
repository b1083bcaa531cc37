"""Files that come with a report: sealed in the draft and after it, byte for byte; shown as pixels alone."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ringfence import jobs
from ringfence.actions import adding, drafting, erasing, scanning, uploads
from ringfence.ledger.opened import models
from ringfence.web.public.words import words
from ringfence.words import InputError
from tests.unit.web.reporting import ANSWERS, answered, packed, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from ringfence.ledger.configuration import Configuration

pytestmark = pytest.mark.usefixtures("node")
KEY = bytes(range(32))
ERRORS = words("en", "report")["errors"]
EVIL = b"X5O!P%@AP made-up mark of a virus"


def add(client: Client, *files: tuple[str, bytes], **more: str) -> Any:
    came = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/en/report/files/", {"files": came, "add": "1", **more})


def test_a_file_is_kept_byte_for_byte_and_sealed_in_the_draft_and_after_it(node: Configuration) -> None:
    client, content = answered(ANSWERS), picture("PNG", (64, 64))
    assert add(client, ("my screen.png", content)).headers["Location"] == "/en/report/files/"
    boxes = [bytes(one.box) for one in models.DraftFile.objects.all()]
    assert len(boxes) == 2
    assert not any(content[20:] in box or b"PNG" in box for box in boxes)
    client.post("/en/report/check/")
    upload = models.Upload.objects.get()
    assert not models.DraftFile.objects.exists()
    box = (node.uploads / upload.name).read_bytes()
    assert content[20:] not in box
    assert (node.uploads / upload.name).stat().st_mode & 0o777 == 0o600
    assert uploads.stored(upload) == content
    assert (upload.media_type, upload.size, upload.scanned) == ("image/png", len(content), "unscanned")
    assert erasing.kept(upload.report)["files"][0]["called"] == "my screen.png"


def test_the_kept_digest_tells_nobody_which_file_it_is() -> None:
    names = []
    for _ in range(2):
        client = answered(ANSWERS)
        add(client, ("a.png", picture()))
        client.post("/en/report/check/")
    names = [one.digest for one in models.Upload.objects.all()]
    assert len(set(names)) == 2


def test_what_is_shown_is_a_copy_without_exif_and_only_to_her() -> None:
    client = answered({})
    add(client, ("a.jpg", picture("JPEG", comment=b"my street")))
    name = client.get("/en/report/files/").context["files"][0]["name"]
    shown = client.get(f"/en/report/files/{name}/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"my street" not in shown.content
    assert answered({}).get(f"/en/report/files/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.png", b"", "file_empty"),
        ("a.png", b"GIF89a<script>alert(1)</script>", "file_damaged"),
        ("a.exe", b"MZ\x90\x00", "file_kind"),
        ("a.docx", packed({"a.txt": b"x"}), "file_kind"),
        ("a.svg", b"<svg onload='alert(1)'></svg>", "file_drawing"),
        ("a.png", b"x" * 10_000_001, "file_large"),
    ],
)
def test_what_is_not_taken_is_named_with_what_to_do_and_what_is_taken_stays(
    name: str, content: bytes, why: str
) -> None:
    client = answered({})
    page = add(client, ("good.png", picture()), (name, content))
    assert page.status_code == 422
    said = ERRORS[why].format(name=name)
    assert said in page.content.decode()
    assert [one["called"] for one in page.context["files"]] == ["good.png"]


def test_ten_files_are_kept_and_the_eleventh_is_named() -> None:
    client = answered({})
    page = add(client, *[(f"{one}.png", picture()) for one in range(11)])
    assert len(page.context["files"]) == 10
    assert ERRORS["file_many"].format(name="10.png") in page.content.decode()


def test_where_the_disk_is_nearly_full_files_are_refused_and_reports_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = answered(ANSWERS)
    monkeypatch.setattr(uploads, "ROOM", 10**20)
    page = add(client, ("a.png", picture()))
    assert ERRORS["file_full"].format(name="a.png") in page.content.decode()
    assert client.post("/en/report/check/").headers["Location"] == "/en/report/done/"


def test_a_hand_in_that_is_killed_is_finished_by_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    client = answered(ANSWERS)
    client.raise_request_exception = False
    add(client, ("a.png", picture()))
    with monkeypatch.context() as broken:
        broken.setattr(models.Upload.objects, "create", None)  # within the transaction
        assert client.post("/en/report/check/").status_code == 500
        assert not models.Report.objects.exists()
    with monkeypatch.context() as broken:
        broken.setattr(drafting, "close", None)  # after it
        assert client.post("/en/report/check/").status_code == 500
        report = models.Report.objects.get()
    assert client.post("/en/report/check/").headers["Location"] == "/en/report/done/"
    assert models.Report.objects.get() == report
    assert models.Upload.objects.count() == 1
    assert not models.DraftFile.objects.exists()


def test_a_file_is_removed_and_a_name_from_outside_is_made_harmless() -> None:
    client = answered({})
    add(client, ("../../etc/pass\x1bwd<b>.png", picture()))
    one = client.get("/en/report/files/").context["files"][0]
    assert one["called"] == "passwd<b>.png"
    assert "<b>" not in client.get("/en/report/files/").content.decode()
    client.post("/en/report/files/", {"remove": one["name"]})
    assert not models.DraftFile.objects.exists()
    assert client.get("/en/report/files/").context["files"] == []


def test_continue_takes_along_what_was_chosen_and_not_added() -> None:
    client = answered({})
    came = [SimpleUploadedFile("a.png", picture())]
    led = client.post("/en/report/files/", {"files": came, "on": "1"})
    assert led.headers["Location"] == "/en/report/elsewhere/"
    assert len(client.get("/en/report/files/").context["files"]) == 1


def test_who_is_erased_takes_her_files_along(node: Configuration) -> None:
    client = answered(ANSWERS)
    add(client, ("a.png", picture()))
    client.post("/en/report/check/")
    erasing.erase(models.Report.objects.get(), datetime.now(UTC))
    assert list(node.uploads.iterdir()) == []


def test_a_file_that_was_changed_on_the_disk_is_not_given_out(node: Configuration) -> None:
    client = answered(ANSWERS)
    add(client, ("a.png", picture()))
    client.post("/en/report/check/")
    upload = models.Upload.objects.get()
    (node.uploads / upload.name).write_bytes(b"something else entirely")
    with pytest.raises(InputError):
        uploads.stored(upload)


def test_files_of_transactions_that_failed_are_swept_away_after_a_day(node: Configuration) -> None:
    (node.uploads / f"upload-{'0' * 32}").write_bytes(b"box")
    assert uploads.sweep(datetime.now(UTC)) == 0
    assert uploads.sweep(datetime.now(UTC) + timedelta(days=2)) == 1


def _answer(listening: socket.socket, seen: list[bytes]) -> None:
    while True:
        try:
            pipe, _ = listening.accept()
        except OSError:
            return
        with pipe, pipe.makefile("rb") as came:
            command, content = came.read(10), b""
            while size := struct.unpack("!I", came.read(4))[0]:
                content += came.read(size)
            seen.append(command + content)
            found = EVIL in content
            pipe.sendall(b"stream: Made.Up FOUND\0" if found else b"stream: OK\0")


@contextmanager
def scanner() -> Iterator[tuple[str, list[bytes]]]:
    """Answer as clamd does."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_answer, args=(listening, seen), daemon=True).start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", seen
        listening.shutdown(socket.SHUT_RDWR)


def test_the_scanner_is_asked_in_its_own_protocol_whatever_the_size() -> None:
    with scanner() as (address, seen):
        assert scanning.scan(b"x" * 200_000, address) == "clean"
        assert scanning.scan(EVIL, address) == "infected"
    assert seen == [b"zINSTREAM\0" + b"x" * 200_000, b"zINSTREAM\0" + EVIL]
    assert scanning.scan(b"x", "") == "unscanned"
    assert scanning.scan(b"x", "127.0.0.1:1") == "unscanned"
    assert scanning.scan(b"x", "/nowhere/clamd.sock") == "unscanned"


def test_what_is_infected_is_kept_sealed_marked_and_never_shown(
    node: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, content = answered(ANSWERS), picture() + EVIL
    with scanner() as (address, _):
        monkeypatch.setattr(uploads, "configuration", lambda: replace(node, clamd=address))
        page = add(client, ("a.png", content), ("b.png", picture()))
        assert page.status_code == 302
        monkeypatch.undo()
    page = client.get("/en/report/files/")
    assert words("en", "report")["files"]["infected"] in page.content.decode()
    bad, good = page.context["files"]
    assert client.get(f"/en/report/files/{bad['name']}/").status_code == 404
    assert client.get(f"/en/report/files/{good['name']}/").status_code == 200
    client.post("/en/report/check/")
    upload = models.Upload.objects.get(scanned="infected")
    assert uploads.stored(upload) == content
    assert uploads.displayed(upload) is None


def test_what_files_say_is_read_once_and_joins_the_report() -> None:
    client = answered(ANSWERS)
    mail = (
        b"From: Help <help@contoso-help.example>\r\nTo: Ben Hartwell <ben@mail.example>\r\n"
        b"Subject: Invoice\r\n\r\nCall 1-888-555-0177 to cancel, or write to ben@mail.example.\r\n"
    )
    add(client, ("bill.eml", mail), ("note.txt", b"They also called from 1-888-555-0188."))
    client.post("/en/report/check/")
    report, at = models.Report.objects.get(), datetime.now(UTC)
    assert adding.waiting() == [report]
    assert adding.read_uploads(report, at=at, node_key=KEY) >= 3
    found = set(report.sightings.values_list("kind", "value"))
    assert {("phone", "+18885550177"), ("phone", "+18885550188")} <= found
    assert ("email", "help@contoso-help.example") in found
    assert not any("ben@mail" in value for _, value in found)
    assert adding.read_uploads(report, at=at, node_key=KEY) == 0
    assert adding.waiting() == []


def test_a_file_that_is_gone_stops_no_other_from_being_read(node: Configuration) -> None:
    client = answered(ANSWERS)
    add(client, ("a.txt", b"Call 1-888-555-0177."), ("b.txt", b"Call 1-888-555-0188."))
    client.post("/en/report/check/")
    first = models.Upload.objects.order_by("id")[0]
    (node.uploads / first.name).unlink()
    jobs.read.call()
    assert models.Sighting.objects.filter(value="+18885550188").exists()
    assert adding.waiting() == []
