"""Following a report up by its code: what happened and what did not; adding, taking back, being forgotten."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from ringfence.actions import adding, holding
from ringfence.ledger import vault
from ringfence.ledger.keep import stage
from ringfence.ledger.opened import models
from ringfence.web import limits
from ringfence.web.public import tokens
from ringfence.web.public.words import words
from ringfence.words import InputError
from tests.unit.web.reporting import ANSWERS, code_of, sent

pytestmark = pytest.mark.usefixtures("node")
SAID = words("en", "follow_up")
KEY = bytes(range(32))


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def opened(code: str, then: str = "follow-up") -> Client:
    client = Client()
    assert client.post(f"/en/{then}/", {"code": code}).headers["Location"] == f"/en/{then}/"
    return client


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    code = code_of(sent(ANSWERS))
    assert opened(code.replace("0", "O").replace("1", "l")).get("/en/follow-up/").status_code == 200


@pytest.mark.parametrize("shape", ["{}", " {} ", "{}\u00a0", "Code: {}"])
def test_a_code_opens_its_report_with_or_without_spaces(shape: str) -> None:
    code = code_of(sent())
    for written in (code, code.replace(" ", ""), code.replace(" ", "-")):
        page = text(opened(shape.format(written)), "/en/follow-up/")
        assert models.Report.objects.get().reference in page


def test_a_code_in_the_digits_of_another_script_opens_it_too() -> None:
    code = code_of(sent()).replace(" ", "")
    wide = "".join(chr(ord(sign) - ord("0") + ord("０")) for sign in code)
    assert text(opened(wide), "/en/follow-up/")


def test_a_wrong_code_looks_the_same_as_what_is_no_code_at_all() -> None:
    sent()
    pages = []
    for code in ("", "1234", "12345678901234567890", "hello", "1" * 300):
        page = Client().post("/en/follow-up/", {"code": code})
        assert page.status_code == 422
        shown = page.content.decode().replace(f'value="{code[:200]}"', 'value=""')
        token = str(page.context["csrf_token"])
        pages.append(shown.replace(token, ""))
    assert len(set(pages)) == 1


def test_guessing_is_limited_and_a_right_code_always_opens() -> None:
    code = code_of(sent())
    client, many = Client(), limits.LIMITS["code"].many
    told = [client.post("/en/follow-up/", {"code": f"{one:020}"}).status_code for one in range(many + 1)]
    assert told == [422] * many + [429]
    assert client.post("/en/follow-up/", {"code": code}).status_code == 302


def test_one_wrong_code_is_limited_from_wherever_it_is_tried() -> None:
    many = limits.LIMITS["code"].many
    told = [
        Client(REMOTE_ADDR=f"192.0.2.{one}").post("/en/follow-up/", {"code": "1" * 20}).status_code
        for one in range(many + 1)
    ]
    assert told == [422] * many + [429]


def test_what_has_not_happened_is_said_as_plainly_as_what_has() -> None:
    client, report = sent(), models.Report.objects.get()
    page = text(client, "/en/follow-up/")
    assert SAID["stage"]["received"]["done"] in page
    for one in ("linked", "case", "sent", "outcome"):
        assert SAID["stage"][one]["open"] in page
    at = datetime.now(UTC)
    stage(report, "linked", at, number=3)
    stage(report, "linked", at, number=41)
    stage(report, "sent", at)
    stage(report, "outcome", at, told="arrest")
    page = text(client, "/en/follow-up/")
    assert SAID["stage"]["linked"]["done"].format(number=41) in page
    assert SAID["stage"]["outcome"]["done"].format(name=SAID["outcome"]["arrest"]) in page
    assert SAID["stage"]["case"]["open"] in page


def test_a_visit_ends_by_itself_and_by_a_button(monkeypatch: pytest.MonkeyPatch) -> None:
    client = sent()
    assert client.post("/en/follow-up/leave/").headers["Location"] == "/en/"
    assert 'name="code"' in text(client, "/en/follow-up/")
    client = sent({**ANSWERS, "who": {"brand": "Northwind"}})
    monkeypatch.setattr(tokens, "VISIT_SECONDS", -1)
    assert 'name="code"' in text(client, "/en/follow-up/")
    for page in ("add", "consents", "kept", "erase"):
        assert client.get(f"/en/follow-up/{page}/").headers["Location"] == "/en/follow-up/"


def test_a_cookie_that_was_made_up_opens_nothing() -> None:
    client = sent()
    client.cookies["visit"] = "gAAAAAB" + "x" * 100
    assert 'name="code"' in text(client, "/en/follow-up/")


def test_what_is_added_is_sealed_searched_and_added_once() -> None:
    client, report = sent(), models.Report.objects.get()
    retry = client.get("/en/follow-up/add/").context["retry"]
    said = {"text": "They called again from 1-888-555-0188, for Ben Hartwell.", "retry": retry}
    for _ in range(2):
        assert client.post("/en/follow-up/add/", said).headers["Location"] == "/en/follow-up/?added"
    assert report.sightings.filter(value="+18885550188").count() == 1
    assert report.person.sealed.filter(name__startswith=adding.ADDED).count() == 1
    page = text(client, "/en/follow-up/?added")
    assert SAID["news"]["added"] in page
    assert client.post("/en/follow-up/add/", {"text": "  "}).status_code == 422
    assert client.post("/en/follow-up/add/", {"text": "x" * 20_001}).status_code == 422


def test_what_is_already_known_is_not_sighted_twice_and_there_is_an_end_to_adding() -> None:
    sent()
    report, at = models.Report.objects.get(), datetime.now(UTC)
    before = report.sightings.count()
    assert adding.supplement(report, "Call 1-888-555-0123.", at=at, node_key=KEY) == 0
    assert report.sightings.count() == before
    for one in range(adding.MOST - 1):
        vault.seal(report.person, f"{adding.ADDED}{one}", b"x", at)
    with pytest.raises(InputError, match="at most"):
        adding.supplement(report, "One more.", at=at, node_key=KEY)


def test_consent_is_taken_back_with_the_sentence_that_was_read() -> None:
    client, report = sent(), models.Report.objects.get()
    page = client.get("/en/follow-up/consents/")
    assert page.context["standing"] == ["share_police", "testify"]
    assert "checked" not in page.content.decode()
    said = {"take_back": ["share_police", "share_companies", "nonsense"]}
    assert client.post("/en/follow-up/consents/", said).headers["Location"] == "/en/follow-up/?withdrawn"
    row = report.consent_rows.order_by("-id")[0]
    assert (row.purpose, row.given) == ("share_police", False)
    assert words("en", "report")["consent"]["share_police"] in row.wording
    assert len(row.wording) <= 400
    assert client.get("/en/follow-up/consents/").context["standing"] == ["testify"]
    assert client.post("/en/follow-up/consents/", {}).headers["Location"] == "/en/follow-up/"


def test_who_takes_back_consent_is_told_what_the_police_has() -> None:
    client = sent()
    stage(models.Report.objects.get(), "sent", datetime.now(UTC))
    assert SAID["taking_back"]["sent"] in text(client, "/en/follow-up/consents/")
    assert SAID["forget"]["sent"] in text(client, "/en/follow-up/erase/")


def test_what_is_kept_is_handed_over_as_a_file() -> None:
    client = sent()
    came = client.get("/en/follow-up/kept/")
    assert came.headers["Content-Disposition"].startswith("attachment;")
    assert came.headers["Cache-Control"] == "no-store"
    assert json.loads(came.content)["you"]["reporter_email"] == ["ben@mail.example"]


def test_who_asks_to_be_forgotten_is_asked_once_more_and_then_is_at_once() -> None:
    client, report = sent(), models.Report.objects.get()
    code = code_of(client)
    assert client.get("/en/follow-up/erase/").status_code == 200
    assert vault.unseal(report.person, "contact") is not None
    assert client.post("/en/follow-up/erase/").headers["Location"] == "/en/follow-up/?erased"
    report.refresh_from_db()
    assert report.person.wrapped is None
    page = text(opened(code), "/en/follow-up/")
    assert "You were forgotten on" in page
    assert "/en/follow-up/add/" not in page
    assert "ben@mail" not in text(client, "/en/follow-up/kept/")
    assert client.post("/en/follow-up/erase/").status_code == 302
    assert client.post("/en/follow-up/add/", {"text": "More."}).status_code == 422


def test_who_must_wait_before_she_adds_keeps_what_she_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    client = sent()
    monkeypatch.setattr("ringfence.web.limits.take", lambda scope, _client: 61 if scope == "report" else 0)
    page = client.post("/en/follow-up/add/", {"text": "They rang again at noon."})
    assert (page.status_code, page.headers["Retry-After"]) == (429, "61")
    assert "They rang again at noon." in page.content.decode()
    assert words("en", "follow_up")["often"].format(minutes=2) in page.content.decode()


def test_an_address_that_someone_made_up_tells_nobody_that_she_was_forgotten() -> None:
    client = sent()
    assert (
        words("en", "follow_up")["news"]["erased"] not in client.get("/en/follow-up/?erased").content.decode()
    )


def test_a_legal_hold_is_named_instead() -> None:
    client, report = sent(), models.Report.objects.get()
    holding.hold(report, "County Court 12/26", by="asha", at=datetime.now(UTC))
    for page in (client.get("/en/follow-up/erase/"), client.post("/en/follow-up/erase/")):
        assert "County Court 12/26" in page.content.decode()
    assert client.post("/en/follow-up/erase/").status_code == 409
    assert "County Court 12/26" in text(client, "/en/follow-up/")
    assert vault.unseal(report.person, "contact") is not None


def test_a_language_without_these_pages_is_led_to_english() -> None:
    assert Client().get("/ja/follow-up/").headers["Location"] == "/en/follow-up/"
    assert Client().get("/ja/sheet/").headers["Location"] == "/en/sheet/"


def test_a_report_can_be_told_for_as_long_as_it_is_kept() -> None:
    client = sent()
    models.Stage.objects.update(at=datetime.now(UTC) - timedelta(days=400))
    assert client.get("/en/follow-up/").status_code == 200
