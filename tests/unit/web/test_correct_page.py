"""Correct a number: the same answer whatever is known, a code, a clock, and an explained decision."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from ringfence.actions import correcting
from ringfence.actions.keys import node_key
from ringfence.actions.look_up import look_up
from ringfence.guidance.verdict import Standing
from ringfence.ledger.opened import models
from ringfence.web.limits import LIMITS
from ringfence.web.public.views import correct
from ringfence.words import UsageError, now
from tests.unit.web.test_check_page import PHONE, reported

pytestmark = pytest.mark.usefixtures("node")
_ASKED = {"text": PHONE, "why": "It is our shop's number.", "country": "US", "contact": "ben@mail.example"}


def asked(lang: str = "en", **more: str) -> str:
    response = Client().post(f"/{lang}/correct/", _ASKED | more)
    return str(response.content, "utf-8")


def code_of(told: str) -> str:
    _, code = re.findall(r'class="code">([^<]*)<', told)
    return str(code)


def decision(code: str, lang: str = "en") -> str:
    response = Client().post(f"/{lang}/correct/", {"read": "1", "code": code})
    return str(response.content, "utf-8")


def test_who_asks_gets_an_id_a_code_and_the_day_by_which_it_is_decided() -> None:
    told = asked()
    due = now() + timedelta(days=14)
    assert re.search(r'class="code">correction-[0-9a-f]+<', told)
    assert len(re.sub(r"\D", "", code_of(told))) == 20
    assert f"{due.day} {due:%B %Y}" in told


def test_the_answer_is_the_same_whether_or_not_it_was_ever_reported() -> None:
    reported("ben", "carla", "dora")

    def bare(told: str) -> str:
        told = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", told)
        told = re.sub(r'class="code">[^<]*<', "", told)
        return re.sub(r'name="(?:retry|text)" value="[^"]*"', "", told)

    assert bare(asked()) == bare(asked(text="1-888-555-0199"))


def test_what_is_wrong_at_ours_is_not_told_as_hers(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise UsageError("the keys cannot be read")

    monkeypatch.setattr(correct, "ask", broken)
    response = Client(raise_request_exception=False).post("/en/correct/", _ASKED)
    assert response.status_code == 500
    assert "Nothing that you did was wrong" in response.content.decode()


def test_what_is_asked_about_is_hidden_at_once() -> None:
    reported("ben", "carla", "dora")
    at = now()
    assert look_up(PHONE, at=at, node_key=node_key(), country="US").verdicts[0].standing is Standing.REPORTED
    asked()
    assert (
        look_up(PHONE, at=now(), node_key=node_key(), country="US").verdicts[0].standing is Standing.NOTHING
    )


def test_sent_twice_it_is_one_request_with_the_same_code() -> None:
    assert code_of(asked(retry="a" * 32)) == code_of(asked("fr", retry="a" * 32))
    assert models.Correction.objects.values("request").distinct().count() == 1


@pytest.mark.parametrize("lang", ["en", "fr", "de", "es"])
def test_the_code_opens_the_decision_with_its_reason(lang: str) -> None:
    told = asked()
    code = code_of(told)
    assert 'class="answer waiting"' in decision(code, lang)
    assert "+1 888-555-0123" in decision(code, lang)
    request = re.findall(r'class="code">([^<]*)<', told)[0]
    correcting.decide(request, "upheld", by="asha", why="The bill shows it <b>.", at=now())
    read = decision(code.replace(" ", ""), lang)
    assert 'class="answer upheld"' in read
    assert "The bill shows it &lt;b&gt;." in read
    correcting.decide(request, "rejected", by="asha", why="Another's bill.", at=now())
    assert 'class="answer rejected"' in decision(code, lang)


def test_a_request_that_waits_too_long_is_told_to_be_late(monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_of(asked())
    later = now() + timedelta(days=15)
    monkeypatch.setattr("ringfence.web.public.views.correct.now", lambda: later)
    assert "we are late" in decision(code)


def test_a_code_that_opens_nothing_is_an_error_and_many_of_them_are_too_many() -> None:
    client = Client()
    for _ in range(LIMITS["code"].many):
        response = client.post("/en/correct/", {"read": "1", "code": "0" * 20})
        assert response.status_code == 422
        assert "We know no request with this code" in response.content.decode()
    assert client.post("/en/correct/", {"read": "1", "code": "0" * 20}).status_code == 429
    assert 'class="answer waiting"' in decision(code_of(asked())), "a right code always opens"


@pytest.mark.parametrize(("field", "value"), [("text", "nothing of the kind"), ("text", ""), ("why", " ")])
def test_what_is_missing_is_told_beside_its_box_and_what_was_typed_stays(field: str, value: str) -> None:
    told = asked(**{field: value})
    assert "<title>Error:" in told
    assert f'<a href="#{field}">' in told
    assert f'id="{field}-error"' in told
    assert 'value="ben@mail.example"' in told
    assert models.Correction.objects.count() == 0


def test_the_reason_and_the_contact_stand_in_no_row_in_the_clear() -> None:
    asked()
    columns = [str(value) for row in models.Correction.objects.values() for value in row.values()]
    assert not [one for one in columns if "shop" in one or "mail.example" in one]


def test_asking_too_often_is_too_often() -> None:
    for _ in range(LIMITS["correct"].many):
        asked()
    response = Client().post("/en/correct/", _ASKED)
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0


def test_in_hindi_the_page_stands_in_english_and_says_so() -> None:
    response = Client().get("/hi/correct/")
    assert response.headers["Content-Language"] == "en"
    assert '<html lang="en">' in response.content.decode()
