"""The check: an answer on the same page, in order, with shapes; nothing that is asked is kept anywhere."""

from __future__ import annotations

import io
import logging
import re
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image

from ringfence.actions import read_picture
from ringfence.actions.keys import node_key
from ringfence.actions.take_report import Filed, take_report
from ringfence.guidance.wording import LANGUAGES
from ringfence.reports.apart import Apart
from ringfence.reports.enclosure import Read
from ringfence.web.limits import LIMITS
from ringfence.web.public.views import check as view
from ringfence.web.public.views.errors import too_many
from ringfence.words import UsageError, now

if TYPE_CHECKING:
    from django.http import HttpResponse

    from ringfence.ledger.configuration import Configuration

PHONE = "1-888-555-0123"
HERS = "quince-orchard-lane-7"


def page(text: str = "", lang: str = "en", **more: object) -> HttpResponse:
    return cast("HttpResponse", Client().post(f"/{lang}/check/", {"text": text, **more}))


def said(response: object) -> str:
    return cast("HttpResponse", response).content.decode()


def reported(*names: str) -> None:
    for name in names:
        words = (
            f"A red page filled my screen and a voice told me to call {PHONE}. {name} here, they took over."
        )
        fields = {"text": [words], "reporter_email": [f"{name}@mail.example"], "country": ["US"]}
        take_report(Filed(fields), at=now() - timedelta(days=3), node_key=node_key())


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = HERS  # ImageDescription
    Image.new("RGB", (400, 200), "white").save(out, kind, exif=exif)
    return out.getvalue()


def rows() -> dict[str, int]:
    return {one.__name__: one._default_manager.count() for one in apps.get_app_config("ledger").get_models()}


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reported_number_is_told_with_its_shape_and_what_to_do_now(lang: str) -> None:
    reported("ben", "carla", "dora")
    told = said(page(f"Call {PHONE} now", lang, country="US"))
    assert 'class="answer reported"' in told
    assert '<span aria-hidden="true">▲</span>' in told
    assert "3–9" in told
    assert '<ol class="steps">' in told
    assert "ic3.gov" in told
    assert told.count("<h1") == 1


@pytest.mark.usefixtures("node")
def test_what_nobody_reported_is_told_without_orders_and_is_never_called_safe() -> None:
    told = said(page("1-888-555-0199"))
    assert 'class="answer no_reports"' in told
    assert "does not mean that it is safe" in told
    assert '<ol class="steps">' not in told
    main = told.partition("<main")[2].replace("does not mean that it is safe", "")
    assert re.search(r"\bsafe\b|\bscammer", main, re.IGNORECASE) is None


@pytest.mark.usefixtures("node")
def test_lines_stand_in_the_order_of_the_check_and_the_official_contact_is_text() -> None:
    reported("ben", "carla", "dora")
    told = said(page(f"Microsoft: call {PHONE} and pay with gift cards", country="US"))
    kinds = re.findall(r'class="answer (\w+)"', told)
    assert kinds[0] == "reported"
    assert kinds[-1] == "contacts"
    assert "sign" in kinds
    assert "microsoft.com" in told
    assert not re.search(r'href="[^"]*microsoft', told)


@pytest.mark.usefixtures("node")
def test_an_address_is_shown_disarmed_and_never_as_a_link() -> None:
    told = said(page("see http://rnicrosoft-help.example/fix"))
    assert "hxxp://rnicrosoft-help[.]example/fix" in told
    answers = told.partition("<section")[2].partition("</section>")[0]
    assert "rnicrosoft-help.example" not in re.sub(r'<input type="hidden"[^>]*>', "", answers)
    assert not re.search(r'href="[^"]*rnicrosoft', told)


@pytest.mark.usefixtures("node")
def test_what_is_typed_is_escaped() -> None:
    told = said(page('<script>alert(1)</script> "><img src=x> 1-888-555-0123 {{ 7 }} {% now "Y" %}'))
    assert "<script" not in told
    assert "<img" not in told


@pytest.mark.usefixtures("node")
def test_the_language_switch_keeps_what_was_asked() -> None:
    told = said(page("1-888-555-0199", country="US"))
    switch = told.partition('action="/de/check/"')[2].partition("</form>")[0]
    assert 'name="text" value="1-888-555-0199"' in switch
    assert 'name="country" value="US"' in switch
    assert 'href="/de/check/"' in said(Client().get("/en/check/"))


@pytest.mark.usefixtures("node")
def test_whose_number_it_is_can_hand_it_on_to_be_corrected_without_an_address() -> None:
    told = said(page("1-888-555-0199"))
    form = told.partition('action="/en/correct/"')[2].partition("</form>")[0]
    assert 'name="text" value="1-888-555-0199"' in form
    next_page = said(Client().post("/en/correct/", {"begin": "1", "text": "1-888-555-0199"}))
    assert 'value="1-888-555-0199"' in next_page
    assert "Error:" not in next_page


def test_what_is_asked_stands_in_no_row_no_file_and_no_log(
    node: Configuration, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    before = rows()
    response = page(f"{HERS}@mail.example wants me to call {PHONE}", country="US")
    assert HERS in said(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert rows() == before
    assert HERS not in caplog.text
    out = capfd.readouterr()
    assert HERS not in out.out + out.err
    for file in node.home.rglob("*"):
        assert not file.is_file() or HERS.encode() not in file.read_bytes(), file


@pytest.mark.usefixtures("node")
def test_nothing_asked_is_an_error_with_a_summary_that_has_the_focus() -> None:
    response = page(" ")
    assert response.status_code == 422
    told = said(response)
    assert "<title>Error: Check something" in told
    assert 'class="error-summary" role="alert" tabindex="-1" autofocus' in told
    assert 'href="#text"' in told
    assert 'aria-describedby="text-hint text-error"' in told


@pytest.mark.usefixtures("node")
def test_a_text_that_is_too_long_is_kept_in_the_box_and_told() -> None:
    told = said(page("x " * view.LONGEST))
    assert "That is too long" in told


@pytest.mark.usefixtures("node")
def test_a_picture_is_read_in_memory_and_what_was_read_stands_in_the_box(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[bytes] = []

    def read(_self: Apart, content: bytes) -> Read:
        given.append(content)
        return Read(f"Call {PHONE} now")

    monkeypatch.setattr(Apart, "read", read)
    sent = picture("JPEG")
    told = said(page(picture=SimpleUploadedFile("x.exe", sent, "application/x-msdownload")))
    assert given == [sent]
    assert f"Call {PHONE} now</textarea>" in told
    assert "This is what we read in your picture" in told
    assert HERS not in told


def test_a_picture_leaves_nothing_on_the_disk(node: Configuration) -> None:
    before = {file: file.stat().st_size for file in node.home.rglob("*") if file.is_file()}
    told = said(page(picture=SimpleUploadedFile("p.png", picture())))
    assert "We see no words in that picture" in told
    after = {file: file.stat().st_size for file in node.home.rglob("*") if file.is_file()}
    assert {file for file in after if after[file] != before.get(file)} <= {
        node.home / "run" / "counts",
        node.home / "node.key",
    }


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (UsageError("no engine"), "Pictures cannot be read here"),
        (read_picture.BusyError("busy"), "Other pictures are being read"),
    ],
)
def test_what_keeps_a_picture_from_being_read_is_told(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, told: str
) -> None:
    def read(_content: bytes) -> read_picture.Seen:
        raise raised

    monkeypatch.setattr(view, "seen_in", read)
    response = page(picture=SimpleUploadedFile("p.png", picture()))
    assert told in said(response)
    assert 'href="#picture"' in said(response)


@pytest.mark.usefixtures("node")
def test_what_is_no_picture_and_what_is_too_large_are_told() -> None:
    assert "We cannot read that file" in said(page(picture=SimpleUploadedFile("p.png", b"MZ not a picture")))
    large = SimpleUploadedFile("p.png", b"\x89PNG" + bytes(read_picture.LARGEST))
    assert "That picture is too large" in said(page(picture=large))


def test_one_picture_is_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_picture, "PATIENCE", 0.01)
    with read_picture._turn, pytest.raises(read_picture.BusyError):
        read_picture.seen_in(picture())


@pytest.mark.usefixtures("node")
def test_who_checks_too_often_is_told_how_long_to_wait() -> None:
    client = Client()
    for _ in range(LIMITS["check"].many):
        assert client.post("/fr/check/", {"text": "x"}).status_code == 200
    response = client.post("/fr/check/", {"text": "x"})
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= LIMITS["check"].seconds
    assert "Trop d’essais" in said(response)
    assert "Réessayez dans 2 minutes" in said(response)


def test_a_long_wait_is_told_in_minutes_and_a_longer_one_in_hours() -> None:
    request = RequestFactory().get("/de/check/")
    assert "in 55 Minuten" in too_many(request, 3_300).content.decode()
    assert "in 12 Stunden" in too_many(request, 12 * 3_600 - 60).content.decode()


@pytest.mark.usefixtures("node")
def test_a_form_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/en/check/", {"text": PHONE}).status_code == 403
    assert Client().put("/en/check/").status_code == 405
