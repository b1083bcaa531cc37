"""What an intruder tries at a real server: forms from elsewhere, other hosts and paths, script, queries."""

from __future__ import annotations

import http.client
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from tests.nodes import Served

FORM = "application/x-www-form-urlencoded"
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> 1-888-555-0123"
OURS = (
    "/en/",
    "/en/check/",
    "/en/help/",
    "/en/correct/",
    "/en/report/",
    "/en/follow-up/",
    "/en/transparency/",
)


def ask(
    served: Served, method: str, path: str, body: str = "", **headers: str
) -> tuple[http.client.HTTPResponse, str]:
    """Ask a server just so, with nothing put right on the way."""
    one = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=30)
    one.putrequest(method, path, skip_host="host" in headers, skip_accept_encoding=True)
    told = {"content-length": str(len(body.encode())), **headers} if body or method == "POST" else headers
    for name, value in told.items():
        one.putheader(name.replace("_", "-"), value)
    one.endheaders(body.encode())
    answer = one.getresponse()
    said = answer.read().decode("utf-8", "replace")
    one.close()
    return answer, said


def token(served: Served, path: str) -> tuple[str, str]:
    """Give the cookies and the form's token of a page."""
    answer, said = ask(served, "GET", path)
    cookies = "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or [])
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', said)
    assert found is not None
    return cookies, found[1]


def post(served: Served, path: str, **fields: str) -> tuple[http.client.HTTPResponse, str]:
    """Post a form as a browser does."""
    cookies, written = token(served, path)
    body = urlencode({"csrfmiddlewaretoken": written, **fields})
    return ask(served, "POST", path, body, content_type=FORM, cookie=cookies)


def set_by(answer: http.client.HTTPResponse) -> list[str]:
    """Give the cookies that an answer sets, but the form's and those that it takes away."""
    told = answer.headers.get_all("Set-Cookie") or []
    return [one for one in told if not one.startswith("csrf") and "Max-Age=0" not in one]


@pytest.mark.parametrize("path", ["/en/check/", "/en/help/", "/en/correct/", "/en/report/", "/en/follow-up/"])
def test_a_form_from_elsewhere_is_refused(served: Served, path: str) -> None:
    assert ask(served, "POST", path, "text=1", content_type=FORM)[0].status == 403
    cookies, _ = token(served, "/en/check/")
    assert ask(served, "POST", path, "text=1", content_type=FORM, cookie=cookies)[0].status == 403
    body = urlencode({"csrfmiddlewaretoken": "a" * 64, "text": "1"})
    assert ask(served, "POST", path, body, content_type=FORM, cookie=cookies)[0].status == 403


def test_a_token_that_someone_else_chose_opens_nothing_of_hers(served: Served) -> None:
    answer, _ = post(served, "/en/report/")
    made = set_by(answer)
    assert made
    assert all("HttpOnly" in one and "SameSite" in one for one in made)
    fixed = made[0].split("=")[0] + "=" + "A" * 43
    cookies, written = token(served, "/en/report/")
    body = urlencode({"csrfmiddlewaretoken": written})
    answer, _ = ask(served, "POST", "/en/report/", body, content_type=FORM, cookie=f"{cookies}; {fixed}")
    anew = set_by(answer)
    assert anew
    assert fixed not in anew[0]


@pytest.mark.parametrize("path", [*OURS, "/en/nothing-here/", "/api/v1/openapi.json", "/healthz"])
def test_every_answer_has_what_keeps_a_browser_from_harm(served: Served, path: str) -> None:
    answer, _ = ask(served, "GET", path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_what_is_no_page_says_too_that_it_loads_nothing(served: Served) -> None:
    for method, path, body in (
        ("GET", "/static/public/site.css", ""),
        ("POST", "/api/v1/check", "a" * 100_001),
    ):
        answer, _ = ask(served, method, path, body)
        assert answer.status == (200 if method == "GET" else 413)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000"])
def test_another_host_is_not_answered(served: Served, host: str) -> None:
    answer, said = ask(served, "GET", "/en/", host=host)
    assert answer.status == 400
    assert "evil" not in said
    answer, said = ask(served, "POST", "/api/v1/check", "{}", host=host)
    assert (answer.status, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert "evil" not in said


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/en//evil.example/", "/%2F%2Fevil.example/", "/?next=//evil.example"]
)
def test_nobody_is_led_away(served: Served, path: str) -> None:
    answer, _ = ask(served, "GET", path, accept_language="xx")
    assert "evil" not in (answer.headers["Location"] or "")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/ledger.sqlite3",
        "/static/public/..%2f..%2fwords/en/common.toml",
        "/en/report/files/..%2f..%2fkeys/",
        "/../keys/secret.key",
        "/static/public/",
        "/ledger.sqlite3",
    ],
)
def test_no_path_leads_to_another_file(served: Served, path: str) -> None:
    answer, said = ask(served, "GET", path)
    assert answer.status in {302, 400, 404}
    assert "root:" not in said
    assert "SQLite format" not in said
    assert "strip_question" not in said


@pytest.mark.parametrize("path", ["/en/check/", "/en/correct/", "/en/follow-up/"])
def test_script_that_is_handed_in_is_shown_as_text(served: Served, path: str) -> None:
    fields = dict.fromkeys(("text", "value", "why", "code", "contact", "country"), SCRIPT)
    answer, said = post(served, path, **fields)
    assert answer.status < 500
    assert "<script" not in said
    assert "<img" not in said
    assert "onerror=alert(1)>" not in said


@pytest.mark.parametrize(
    "sign", ["' OR '1'='1", "1; DROP TABLE ledger_report; --", "\x00", "%' UNION SELECT 1 --"]
)
def test_a_query_that_is_handed_in_is_a_text_like_any_other(served: Served, sign: str) -> None:
    for path, name in (("/en/check/", "text"), ("/en/follow-up/", "code"), ("/en/correct/", "value")):
        answer, said = post(served, path, **{name: sign})
        assert answer.status in {200, 302, 303, 400, 404, 422, 429}
        assert "sqlite" not in said.lower()
        assert "Traceback" not in said
    assert ask(served, "GET", "/healthz")[0].status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH", "CONNECT"])
def test_methods_that_no_page_has_do_nothing(served: Served, method: str) -> None:
    assert ask(served, method, "/en/check/", "x=1", content_type=FORM)[0].status in {400, 403, 404, 405, 501}


def test_an_error_tells_nothing_of_the_machine(served: Served) -> None:
    for path in ("/en/nothing/", "/en/report/no-such-question/", "/api/v1/nothing"):
        _, said = ask(served, "GET", path)
        assert "/src/" not in said
        assert "Django" not in said
        assert "Traceback" not in said


def test_downloads_of_figures_hold_no_formula(served: Served) -> None:
    _, said = ask(served, "GET", "/en/transparency/figures.csv")
    cells = [cell.strip('"') for line in said.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "@"} or re.match(r"-\D", cell)]
