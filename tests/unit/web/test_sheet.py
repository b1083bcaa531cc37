"""The sheet for the national desk's own form, and the files that say what each form asks."""

from __future__ import annotations

import pytest
from django.test import Client

from ringfence.guidance.desk_sheets import DeskSheet, sheets
from ringfence.guidance.directory import directory
from ringfence.ledger.opened import models
from ringfence.reports.fields import FIELDS
from ringfence.web.public.words import FULL, words
from tests.unit.web.reporting import ANSWERS, answered, code_of, sent

_ASIDE = {"age", "behalf", "connected", "elsewhere", "elsewhere_to", "remote", "paid", "when"}
_COUNTRIES = (*directory().countries(), "XX", "IT")
ALL = {one.place: one for country in _COUNTRIES for one in sheets(country)}


def test_every_country_of_the_directory_has_a_sheet_of_its_own() -> None:
    for country in directory().countries():
        assert all(one.place.startswith(country.lower()) for one in sheets(country))
    assert [one.place for one in sheets("IT")] == [one.place for one in sheets(None)] == ["world-econsumer"]


@pytest.mark.parametrize("one", ALL.values(), ids=ALL)
def test_each_form_is_of_a_desk_in_the_directory_and_is_filled_by_answers_there_are(one: DeskSheet) -> None:
    assert directory().place(one.place)
    used = [name for asked in one.asked for name in asked.filled_by]
    assert set(used) <= set(FIELDS) | _ASIDE
    assert len(used) == len(set(used))
    assert {"text", "payments", "reporter_name"} <= set(used)


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("lang", FULL)
def test_the_answers_stand_in_the_order_of_the_desks_form(lang: str) -> None:
    client = sent(ANSWERS, lang)
    page = client.get(f"/{lang}/sheet/")
    assert [one["id"] for one in page.context["sheets"]] == ["us-ftc", "us-ic3"]
    rows = {row["name"]: row["lines"] for row in page.context["sheets"][1]["rows"]}
    assert rows["Victim: name"] == ["Ben Hartwell"]
    assert any("1-888-555-0123" in line for line in rows["Subject: phone number"])
    assert rows["Victim: address, city, state"] == []
    text = page.content.decode()
    assert "ic3.gov" in text
    assert 'href="http' not in text


@pytest.mark.usefixtures("node")
def test_only_who_gave_files_is_told_to_take_them_along() -> None:
    client = sent(ANSWERS, "en")
    said = words("en", "sheet")["files"]
    assert said not in client.get("/en/sheet/").content.decode()
    models.Upload.objects.create(
        name=f"upload-{0:032x}",
        report=models.Report.objects.get(),
        media_type="image/png",
        size=1,
        digest="0" * 64,
        scanned="unscanned",
        at=models.Report.objects.get().received_at,
    )
    assert said in client.get("/en/sheet/").content.decode()


@pytest.mark.usefixtures("node")
def test_payments_and_days_are_written_as_a_person_reads_them() -> None:
    client = answered({**ANSWERS, "paid": {"paid": "yes"}})
    client.post(
        "/en/report/payment/0/",
        {
            "method": "bank_transfer",
            "amount": "200",
            "currency": "USD",
            "at": "2026-03-02",
            "to": "Mr Example",
        },
    )
    client.post("/en/report/check/")
    rows = {row["name"]: row["lines"] for row in client.get("/en/sheet/").context["sheets"][0]["rows"]}
    assert rows["How much, by which method, on which day"] == [
        (
            "How: Bank transfer, How much: 200, Currency: USD, On which day: 2 March 2026, "
            "To whom did it go: Mr Example"
        )
    ]
    assert rows["When did it happen"] == ["2 March 2026", "14:30"]  # by clocks that differ in her country
    assert rows["To whom did it go"] == ["Mr Example"]


@pytest.mark.usefixtures("node")
def test_another_country_can_be_chosen_and_the_code_opens_it_later() -> None:
    code = code_of(sent())
    client = Client()
    assert 'name="code"' in client.get("/en/sheet/").content.decode()
    assert client.post("/en/sheet/", {"code": "1"}).status_code == 422
    assert client.post("/en/sheet/", {"code": code}).headers["Location"] == "/en/sheet/"
    page = client.post("/en/sheet/", {"country": "DE"})
    assert [one["id"] for one in page.context["sheets"]] == ["de-onlinewache"]
    assert 'lang="de"' in page.content.decode()


@pytest.mark.usefixtures("node")
def test_who_was_forgotten_has_nothing_to_lay_out() -> None:
    client = sent()
    client.post("/en/follow-up/erase/")
    page = client.get("/en/sheet/").content.decode()
    assert words("en", "sheet")["nothing"] in page
    assert "Ben Hartwell" not in page
    assert models.Report.objects.get().person.wrapped is None
