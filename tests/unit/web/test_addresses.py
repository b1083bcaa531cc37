"""Addresses as people type them: without the last slash, and without a language."""

from __future__ import annotations

import pytest
from django.test import Client

from ringfence.web.public.words import LANGUAGES

pytestmark = pytest.mark.usefixtures("node")
PAGES = ("/check", "/help", "/report", "/report/words", "/report/payment/0", "/follow-up", "/follow-up/add")


@pytest.mark.parametrize("page", ["", *PAGES, "/sheet", "/correct", "/transparency", "/privacy", "/imprint"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_is_typed_without_its_last_slash_is_found(lang: str, page: str) -> None:
    for came in (Client().get(f"/{lang}{page}"), Client().head(f"/{lang}{page}")):
        assert (came.status_code, came.headers["Location"]) == (301, f"/{lang}{page}/")


def test_what_was_asked_of_it_is_asked_there_too() -> None:
    assert Client().get("/en/follow-up?added&x=%0d%0aA:b").headers["Location"] == (
        "/en/follow-up/?added&x=%0d%0aA:b"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/en/nothing", "/xx", "/en/report/nothing", "/en/report/files/upload-1", "/en/check/x",
        "/healthz/", "/robots.txt/", "/en/transparency/figures.csv/", "/static", "/static/public",
        "//evil.example", "//evil.example/en", "//en", "/en//", "/\\evil.example/en", "/en///evil.example",
        "/en/check\n", "/en//evil.example/..", "/en/nothing/", "/en/check//",
    ],
)  # fmt: skip
def test_what_is_no_page_stays_unknown_and_nobody_is_led_elsewhere(path: str) -> None:
    came = Client().get("/", PATH_INFO=path)  # as it is: the client takes two slashes for another host
    assert came.status_code == 404


@pytest.mark.parametrize("path", ["/api", "/api/v1", "/api/v1/check/", "/api/v1/nothing"])
def test_under_the_interface_nothing_is_led_on(path: str) -> None:
    assert Client().get(path).status_code in (404, 405)


@pytest.mark.parametrize("page", ["", *PAGES])
def test_what_is_sent_to_such_an_address_is_not_led_on(page: str) -> None:
    assert Client().post(f"/en{page}", {"text": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("fr;q=0.3, de;q=0.9", "de"),
        ("de-CH, de;q=0.9, fr;q=0.8", "de"),
        ("nl, es;q=0.5, ja;q=0.7", "ja"),
        ("fr;q=0, es;q=0.1", "es"),
        ("fr;q=0", "en"),
        ("FR-ca", "fr"),
        ("es, fr", "es"),
        ("*", "en"),
        ("nl", "en"),
        ("", "en"),
        (";;q=,,", "en"),
    ],
)
def test_the_language_is_the_one_that_the_browser_likes_best(asked: str, lang: str) -> None:
    came = Client().get("/", headers={"Accept-Language": asked})
    assert (came.headers["Location"], came.headers["Vary"]) == (f"/{lang}/", "Accept-Language")
