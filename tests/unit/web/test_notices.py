"""Who answers for a node, and what it does with data; what the operator has not said, is said so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from ringfence.web.public.words import FULL, words
from ringfence.words import now
from tests.nodes import forget

pytestmark = pytest.mark.usefixtures("node")
_OPERATOR = {
    "NAME": "Contoso Consumer Centre",
    "ADDRESS": "1 Sample Street, 12345 Exampletown",
    "EMAIL": "desk@centre.example",
    "PRIVACY": "dpo@centre.example",
    "AUTHORITY": "Data Authority of Exampleland",
    "SECURITY": "security@centre.example",
}


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, node: object) -> None:
    for name, value in _OPERATOR.items():
        monkeypatch.setenv(f"RINGFENCE_OPERATOR_{name}", value)
    monkeypatch.setenv("RINGFENCE_URL", "https://report.example")
    monkeypatch.setenv("RINGFENCE_RETENTION_DAYS", "1200")
    forget()


def told(path: str) -> str:
    return Client().get(path).content.decode()


@pytest.mark.parametrize("lang", FULL)
@pytest.mark.parametrize("page", ["privacy", "imprint", "accessibility"])
def test_what_the_operator_has_not_said_is_said_not_to_be_said(lang: str, page: str) -> None:
    assert words(lang, "common")["not_said"] in told(f"/{lang}/{page}/")
    assert told(f"/{lang}/{page}/").count("<h1") == 1


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("lang", FULL)
def test_the_privacy_notice_names_who_why_how_long_and_where_to_complain(lang: str) -> None:
    page = told(f"/{lang}/privacy/")
    for said in ("NAME", "ADDRESS", "EMAIL", "PRIVACY", "AUTHORITY"):
        assert _OPERATOR[said] in page
    assert words(lang, "common")["not_said"] not in page
    assert re.search(r"1[.,\u202f]200", page)
    purposes = page.partition('id="why"')[2]
    assert purposes.count('<div class="card">') == 9
    assert len(re.findall(r"[Aa]rt\. 6", purposes)) >= 9
    assert re.search(r"[Aa]rt\. 49", page)
    assert f'href="/{lang}/correct/"' in page
    assert f'href="/{lang}/follow-up/"' in page


@pytest.mark.usefixtures("operator")
def test_the_imprint_names_the_operator_and_where_weaknesses_are_reported() -> None:
    page = told("/de/imprint/")
    for said in ("NAME", "ADDRESS", "EMAIL", "SECURITY"):
        assert _OPERATOR[said] in page


@pytest.mark.usefixtures("operator")
def test_security_txt_is_as_its_standard_says() -> None:
    response = Client().get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"] == "mailto:security@centre.example"
    assert fields["Canonical"] == "https://report.example/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "en, fr, de, es"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=150) < expires - now() < timedelta(days=365)


def test_security_txt_is_not_there_while_nobody_said_where_to_report() -> None:
    response = Client().get("/.well-known/security.txt")
    assert response.status_code == 404
    assert b"has not said yet" in response.content


def test_robots_are_kept_from_what_is_one_persons() -> None:
    said = told("/robots.txt")
    assert "Disallow: /en/report/" in said
    assert "Disallow: /es/follow-up/" in said
    assert "Disallow: /api/" in said


@pytest.mark.parametrize("lang", FULL)
def test_the_accessibility_statement_says_what_does_not_work_and_how_to_complain(lang: str) -> None:
    own = words(lang, "accessibility")
    page = told(f"/{lang}/accessibility/")
    assert own["lacks_title"] in page
    assert own["tell_title"] in page
    assert "WCAG" in page
    assert "2026" in page


def test_hindi_and_japanese_pages_lead_to_the_english_notices() -> None:
    for lang in ("hi", "ja"):
        page = told(f"/{lang}/")
        assert 'href="/en/privacy/" hreflang="en"' in page
        assert f'href="/{lang}/check/"' in page
