"""The interface for programs on a real server, on both databases: what is sent twice at once is kept once."""

from __future__ import annotations

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.nodes import serving
from tests.postgres import another

if TYPE_CHECKING:
    from pathlib import Path

    from tests.nodes import Served

AT_ONCE = 8


def send(node: Served, path: str, told: object, **headers: str) -> tuple[int, dict[str, object]]:
    body, declared = json.dumps(told).encode(), {"Content-Type": "application/json", **headers}
    asked = urllib.request.Request(f"{node.url}/api/v1/{path}", body, declared)  # noqa: S310 - our own server
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - our own server
        return answer.status, json.loads(answer.read())


def try_out(node: Served) -> None:
    new = {
        "fields": {
            "text": "A red page told me to call 1-888-555-0123, and they asked for gift cards.",
            "website": "http://harbour\x00-helpline.example",
            "reporter_email": "ben@mail.example",
        }
    }

    def once(number: int) -> tuple[int, dict[str, object]]:
        address = f"203.0.113.{number}"
        key = {"Idempotency-Key": "made-up-key-0123456789", "X-Forwarded-For": address}
        return send(node, "reports", new, **key)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(once, range(AT_ONCE)))
    assert {status for status, _ in answers} == {201}
    (code,) = {str(told["code"]) for _, told in answers}
    _, where = send(node, "follow-up", {"code": code})
    assert [one["stage"] for one in where["stages"]] == ["received"]  # type: ignore[attr-defined]  # as its schema
    status, found = send(node, "check", {"text": "1-888-555-0123 \x00", "country": "US"})
    assert status == 200
    assert found["verdicts"][0]["standing"] == "no_reports"  # type: ignore[index]  # as its schema


def test_on_sqlite(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--no-work", "--workers", "2", RINGFENCE_PROXY="127.0.0.1") as node:
        try_out(node)


def test_on_postgresql(tmp_path: Path, postgres: str) -> None:
    url = another(postgres, "api")
    told = {"RINGFENCE_PROXY": "127.0.0.1", "DATABASE_URL": url}
    with serving(tmp_path / "home", "--no-work", "--workers", "2", **told) as node:
        try_out(node)
        import psycopg

        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT COUNT(*) FROM ledger_report").fetchone() == (1,)
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - our own words
        for _ in range(4 * AT_ONCE):  # each of the server's connections is gone, as when it was started anew
            assert send(node, "check", {"text": "1-888-555-0123", "country": "US"})[0] == 200
        for of in range(AT_ONCE):
            text = f"A red page told me to call 1-888-555-0123, and they wanted gift cards. Report {of}."
            assert send(node, "reports", {"fields": {"text": text}})[0] == 201
