"""The report for the public: one question a page, nothing required, handed in once however often sent."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from ringfence.actions import drafting, erasing
from ringfence.actions.take_report import PURPOSES
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.web.public import forms, journey
from ringfence.web.public.words import FULL, words
from ringfence.words import now
from tests.unit.web.reporting import ANSWERS, answered, begun, code_of, sent

if TYPE_CHECKING:
    from ringfence.ledger.configuration import Configuration

pytestmark = pytest.mark.usefixtures("node")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def kept() -> dict[str, object]:
    return dict(erasing.kept(models.Report.objects.get()))


@pytest.mark.parametrize("lang", FULL)
def test_the_whole_journey_leads_from_page_to_page_to_a_reference_and_a_code(lang: str) -> None:
    client, seen = Client(), []
    address = client.post(f"/{lang}/report/").headers["Location"]
    while "done" not in address:
        page = client.get(address)
        assert page.status_code == 200
        assert page.headers["Content-Language"] == lang
        assert page.content.decode().count("<h1") == 1
        slug = address.split("/")[3]
        seen.append(slug)
        address = client.post(address, ANSWERS.get(slug, {})).headers["Location"]
    assert seen == list(journey.ORDER)
    last = client.get(address).content.decode()
    assert models.Report.objects.get().reference in last
    assert len(re.findall(r"<span>\d{4}</span>", last)) == 5


def test_the_answers_reach_the_fields_they_are_meant_for() -> None:
    sent()
    report = models.Report.objects.get()
    assert (report.channel, report.brand, report.country) == ("popup", "Contoso", "US")
    assert report.occurred_at == datetime(2026, 3, 2, tzinfo=UTC)  # clocks of her country differ
    found = {(one.kind, one.value, one.role) for one in report.sightings.all()}
    assert ("phone", "+18885550123", "callback") in found
    assert ("phone", "+18885550142", "caller_id") in found
    assert ("remote_access", "anydesk:999012345", "operator") in found
    told = kept()
    assert told["you"] == {"reporter_name": ["Ben Hartwell"], "reporter_email": ["ben@mail.example"]}
    assert told["you_wrote"]["age"] == ["60_74"]  # type: ignore[index] # what JSON holds


@pytest.mark.parametrize("lang", FULL)
def test_for_whom_she_reports_and_where_else_is_listed_sealed_and_searched_by_nothing(lang: str) -> None:
    client = answered(ANSWERS, lang)
    said, page = words(lang, "report"), client.get(f"/{lang}/report/check/").content.decode()
    assert said["choice"]["behalf"]["other"] in html.unescape(page)
    assert ANSWERS["elsewhere"]["elsewhere_to"] in page
    held = drafting.read(client.cookies["draft"].value, now())
    assert "¿" not in "".join(line for row in journey.rows(held, lang) for line in row.lines)
    client.post(f"/{lang}/report/check/")
    told = json.dumps(kept()["you_wrote"])
    assert all(f'"{name}": ["{value}"]' in told for name, value in ANSWERS["elsewhere"].items())
    assert '"behalf": ["other"]' in told
    assert "0555" not in str(kept()["we_keep_as"]) + str(kept()["found"])


def test_everything_may_be_left_empty_but_one_thing_about_the_fraud() -> None:
    client = answered({slug: {} for slug in ANSWERS} | {"files": {"on": "1"}})
    page = client.post("/en/report/check/")
    assert page.status_code == 422
    assert "Error:" in page.content.decode().split("</title>")[0]
    client.post("/en/report/words/", {"text": "They rang and I hung up after a while."})
    assert client.post("/en/report/check/").headers["Location"] == "/en/report/done/"
    assert models.Report.objects.get().reporter is None


def test_i_do_not_know_is_an_answer_to_every_choice() -> None:
    for form, name in (
        (forms.Connected, "connected"),
        (forms.What, "channel"),
        (forms.Remote, "remote"),
        (forms.Paid, "paid"),
        (forms.Payment, "method"),
    ):
        assert form({name: "unknown"}).is_valid()
        assert form({}).is_valid()
    sent(ANSWERS | {"what": {"channel": "unknown"}})
    assert models.Report.objects.get().channel is None


def test_who_has_someone_connected_is_told_first_what_to_do() -> None:
    client = begun()
    assert (
        client.post("/en/report/connected/", {"connected": "yes"}).headers["Location"] == "/en/report/first/"
    )
    page = client.get("/en/report/first/")
    assert "Hang up" in page.content.decode()
    assert page.context["next"] == "what"


def test_change_returns_to_the_list_of_answers_with_the_new_one() -> None:
    client = answered(ANSWERS)
    page = client.get("/en/report/check/").content.decode()
    assert 'href="/en/report/who/"' in page
    assert 'value="Contoso"' in client.get("/en/report/who/").content.decode()
    assert client.post("/en/report/who/", {"brand": "Northwind"}).headers["Location"] == "/en/report/check/"
    page = client.get("/en/report/check/").content.decode()
    assert "Northwind" in page
    assert "Contoso" not in page


def test_a_double_click_and_a_reload_give_the_same_code() -> None:
    client = answered(ANSWERS)
    cookies = client.cookies.output()
    other = Client()
    other.cookies.load(cookies.replace("Set-Cookie: ", ""))
    assert client.post("/en/report/check/").headers["Location"] == "/en/report/done/"
    assert other.post("/en/report/check/").headers["Location"] == "/en/report/done/"
    assert code_of(client) == code_of(other) == code_of(client)
    assert models.Report.objects.count() == 1


@pytest.mark.parametrize("lang", FULL)
def test_who_must_wait_keeps_her_answers_and_is_told_how_long(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, view = answered(ANSWERS, lang), "ringfence.web.public.views.report.now"
    with monkeypatch.context() as busy:
        busy.setattr("ringfence.web.limits.take", lambda scope, _client: 2_340 if scope == "report" else 0)
        busy.setattr(view, lambda: now() + timedelta(minutes=50))
        page = client.post(f"/{lang}/report/check/")
    assert (page.status_code, page.headers["Retry-After"]) == (429, "2340")
    text = page.content.decode()
    assert words(lang, "report")["errors"]["reports_often"].format(minutes=39) in text
    assert "Contoso" in text
    monkeypatch.setattr(view, lambda: now() + timedelta(minutes=100))
    assert client.post(f"/{lang}/report/check/").headers["Location"] == f"/{lang}/report/done/"


def test_what_was_answered_in_another_language_is_kept_by_the_switch() -> None:
    client = answered({"who": {"brand": "Contoso"}})
    page = client.get("/de/report/who/").content.decode()
    assert 'value="Contoso"' in page
    assert 'href="/fr/report/who/"' in page


def test_none_of_the_consents_is_ticked_before_and_what_was_shown_is_kept_word_for_word() -> None:
    client = begun("fr")
    assert "checked" not in client.get("/fr/report/consents/").content.decode()
    sent(ANSWERS, "fr")
    rows = models.Report.objects.get().consent_rows.order_by("id")
    said = words("fr", "report")["consent"]
    assert [(one.purpose, one.given, one.wording, one.lang) for one in rows] == [
        (one, one in ("share_police", "testify"), said[one], "fr") for one in PURPOSES
    ]


def test_an_expired_draft_says_so_and_keeps_what_was_just_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    client = answered({"who": {"brand": "Contoso"}})
    models.Draft.objects.update(expires_at=NOW - timedelta(days=900))
    page = client.post("/en/report/words/", {"text": "They took over."})
    assert page.status_code == 410
    assert words("en", "report")["expired"]["kept"] in page.content.decode()
    assert "They took over." in client.get("/en/report/words/").content.decode()
    assert "Contoso" not in client.get("/en/report/who/").content.decode()
    models.Draft.objects.update(expires_at=NOW - timedelta(days=900))
    page = client.get("/en/report/who/")
    assert page.status_code == 410
    assert client.get("/en/report/who/").headers["Location"] == "/en/report/"


def test_a_token_is_made_anew_for_each_report_and_none_is_taken_over() -> None:
    client = Client()
    client.cookies["draft"] = "chosen-by-someone-else"
    client.post("/en/report/")
    first = client.cookies["draft"].value
    assert first != "chosen-by-someone-else"
    cookie = client.cookies["draft"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    client.post("/en/report/")
    assert client.cookies["draft"].value != first
    assert models.Draft.objects.count() == 1


def test_over_https_the_cookies_bind_themselves_to_the_host(
    node: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(node), "secure", property(lambda _: True))
    client = begun()
    assert client.cookies["__Host-draft"]["secure"]
    assert client.get("/en/report/connected/").status_code == 200


def test_at_the_end_the_browser_holds_no_draft_and_the_table_no_answer() -> None:
    client = answered(ANSWERS)
    token = client.cookies["draft"].value
    client.post("/en/report/check/")
    assert client.cookies["draft"].value == ""
    assert drafting.read(token, datetime.now(UTC)).answers == {}


def test_the_table_of_drafts_tells_nothing_to_who_has_the_whole_database() -> None:
    client = answered(ANSWERS)
    token = client.cookies["draft"].value
    row = models.Draft.objects.get()
    everything = bytes(row.box) + row.digest.encode()
    for secret in (b"Contoso", b"ben@mail", token.encode(), drafting.retry_of(token).encode()):
        assert secret not in everything
    assert [row.version, models.Draft.objects.count()] == [len(ANSWERS) - 1, 1]


def test_two_tabs_overwrite_each_other_question_by_question_and_not_as_a_whole() -> None:
    client = answered({"who": {"brand": "Contoso"}, "what": {"channel": "call"}})
    client.post("/en/report/who/", {"brand": "Northwind"})
    client.post("/en/report/what/", {"channel": "email"})
    held = drafting.read(client.cookies["draft"].value, datetime.now(UTC))
    assert (held.said("who")["brand"], held.said("what")["channel"]) == ("Northwind", "email")


def test_drafts_whose_hour_is_over_are_swept_away_with_their_files() -> None:
    begun()
    assert drafting.sweep(datetime.now(UTC)) == 0
    assert drafting.sweep(datetime.now(UTC) + timedelta(minutes=61)) == 1
    assert not models.Draft.objects.exists()


def test_payments_are_added_changed_and_removed_without_script() -> None:
    client = answered({**ANSWERS, "paid": {"paid": "yes"}})
    first = {"method": "bank_transfer", "amount": "1,200.50", "currency": "USD", "at": "2026-03-02"}
    assert client.post("/en/report/payment/0/", first).headers["Location"] == "/en/report/payments/"
    client.post("/en/report/payment/0/", first)  # a double click
    card = {"method": "gift_card", "amount": "200", "currency": "USD", "card_brand": "Steam"}
    client.post("/en/report/payment/1/", card)
    client.post("/en/report/payment/1/", {**card, "amount": "300"})
    page = client.get("/en/report/payments/")
    assert len(page.context["payments"]) == 2
    client.post("/en/report/payment/2/", {"method": "cash"})
    for _ in range(2):  # a double click removes one
        client.post("/en/report/payments/", {"remove": "2", "many": "3"})
    assert page.context["next"] == "check"
    client.post("/en/report/check/")
    paid = models.Report.objects.get().payments
    assert [(one["method"], one["amount_minor"]) for one in paid] == [
        ("bank_transfer", 120_050),
        ("gift_card", 30_000),
    ]


@pytest.mark.parametrize(
    ("slug", "said", "code"),
    [
        ("when", {"day": "31", "month": "2", "year": "2026"}, "date"),
        ("when", {"day": "x"}, "date"),
        ("when", {"month": "13"}, "date"),
        ("when", {"year": "26"}, "year"),
        ("when", {"day": "1", "month": "1", "year": "2999"}, "future"),
        ("when", {"time": "25:00"}, "time"),
        ("payment/0", {"amount": "many"}, "amount"),
        ("payment/0", {"amount": "200"}, "currency"),
        ("payment/0", {"at": "2999-01-01"}, "future"),
        ("payment/0", {"at": "2026-02-31"}, "date"),
        ("payment/0", {"at": "03/04/2026"}, "date"),
        ("when", {"day": "31", "month": "2"}, "date"),
        ("when", {"day": "0", "month": "2"}, "date"),
        ("when", {"year": "2999"}, "future"),
        ("when", {"month": "1", "year": "2999"}, "future"),
        ("when", {"time": "half past two"}, "time"),
        ("contact", {"reporter_email": "ben"}, "email"),
        ("contact", {"reporter_phone": "12"}, "phone"),
        ("words", {"text": "x" * 20_001}, "max_length"),
        ("what", {"channel": "telepathy"}, "invalid_choice"),
        ("who", {"brand": "a\x00b"}, "invalid"),
    ],
)
def test_what_cannot_be_read_is_asked_again_in_a_sentence(slug: str, said: dict[str, str], code: str) -> None:
    client = answered({"paid": {"paid": "yes"}})
    page = client.post(f"/en/report/{slug}/", said)
    assert page.status_code == 422
    text = page.content.decode()
    assert words("en", "report")["errors"][code] in text.replace("&#x27;", "'")
    assert "Error:" in text.split("</title>")[0]
    assert "autofocus" in text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("14:30", "14:30"),
        ("2:30 pm", "14:30"),
        ("12 am", "00:00"),
        ("9 Uhr", "09:00"),
        ("14h30", "14:30"),
        ("14 h 30", "14:30"),
        ("14.30 Uhr", "14:30"),
        ("3 p. m.", "15:00"),
        ("9 30", "09:30"),
    ],
)
def test_a_time_is_read_as_people_write_it(written: str, read: str) -> None:
    form = forms.When({"time": written})
    assert form.is_valid()
    assert form.cleaned_data["time"] == read


@pytest.mark.parametrize(
    "said", [{"day": "29", "month": "2"}, {"day": "31"}, {"month": "12"}, {"year": "2025"}]
)
def test_a_part_of_a_day_that_can_be_is_taken(said: dict[str, str]) -> None:
    assert forms.When(said).is_valid()


def test_a_country_that_there_is_not_is_not_kept() -> None:
    form = forms.You({"country": "<b>", "age": "60_74"})
    assert form.is_valid()
    assert form.cleaned_data["country"] == ""


def test_no_sign_turns_the_order_of_what_was_written_round() -> None:
    client = answered({"words": {"text": "ring \u202e1+ 888 555 0123"}})
    assert "ring 1+ 888 555 0123" in client.get("/en/report/check/").content.decode()


def test_no_answer_becomes_markup_or_a_link() -> None:
    client = answered({**ANSWERS, "who": {"brand": "<script>alert(1)</script>"}})
    page = client.get("/en/report/check/").content.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert 'href="http' not in page
    assert ">warning-help.example<" not in page


def test_without_a_draft_every_page_leads_to_the_start() -> None:
    for slug in (*journey.FORMS, "first", "payments", "payment/0", "files", "check"):
        assert Client().get(f"/en/report/{slug}/").headers["Location"] == "/en/report/"
        assert models.Draft.objects.count() == 0
    assert Client().post("/en/report/who/", {"brand": "Contoso"}).headers["Location"] == "/en/report/"
    assert Client().get("/en/report/nothing/").status_code == 404
    assert Client().get("/en/report/done/").headers["Location"] == "/en/follow-up/"


def test_a_language_without_these_pages_is_led_to_english() -> None:
    assert Client().get("/hi/report/").headers["Location"] == "/en/report/"


def test_a_form_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/en/report/").status_code == 403
    assert not models.Draft.objects.exists()


def test_the_code_stands_in_no_address_and_in_no_readable_cookie() -> None:
    client = sent()
    code = code_of(client)
    assert code.replace(" ", "") not in str(client.cookies["visit"])
    assert client.cookies["visit"]["max-age"] == "" == client.cookies["visit"]["expires"]
    report = models.Report.objects.get()
    assert vault.unseal(report.person, "original") is not None


def test_the_browser_is_asked_to_remember_nothing_about_her() -> None:
    page = begun().get("/en/report/contact/").content.decode()
    for name in ("reporter_name", "reporter_email", "reporter_phone"):
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert field is not None
        assert 'autocomplete="off"' in field[0]
