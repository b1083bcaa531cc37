"""Slow and oversized requests against a real server: they end, and hold up nobody else."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.nodes import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message
    from pathlib import Path

    from tests.nodes import Served

SLOW = 300
QUICK = 5.0  # seconds within which others are answered, on a machine that is busy with other tests
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {size}\r\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("slow") / "home", "--no-work", "--workers", "2") as one:
        yield one


@contextlib.contextmanager
def opened(server: Served, many: int, begun: str) -> Iterator[list[socket.socket]]:
    """Open so many connections and send the beginning of a request on each."""
    parts = urlsplit(server.url)
    with contextlib.ExitStack() as stack:
        made = []
        for _ in range(many):
            one = stack.enter_context(socket.create_connection((parts.hostname, parts.port or 0), timeout=60))
            one.sendall(begun.encode())
            made.append(one)
        yield made


def fetch(server: Served, path: str, body: bytes | None = None) -> tuple[int, Message, bytes]:
    """Ask as a patient client does; give status, headers and body."""
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    headers = {} if body is None else {"Content-Type": "application/json"}
    connection.request("GET" if body is None else "POST", path, body, headers)
    answer = connection.getresponse()
    told = answer.status, answer.headers, answer.read()
    connection.close()
    return told


def ask(server: Served) -> float:
    """Ask a page and a check; give the seconds that both took."""
    started = time.monotonic()
    assert fetch(server, "/en/")[0] == 200
    assert fetch(server, "/api/v1/check", json.dumps({"text": "+1 888 555 0123"}).encode())[0] == 200
    return time.monotonic() - started


def test_hundreds_of_unfinished_headers_hold_up_nobody(server: Served) -> None:
    ask(server)
    with opened(server, SLOW, "GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ") as slow:
        for one in slow:
            one.sendall(b"a")
        assert ask(server) < QUICK
        assert not slow[0].recv(1_000).startswith(b"HTTP/1.1 200 ")  # after ten seconds it is ended
    assert ask(server) < QUICK


def test_hundreds_of_unfinished_bodies_hold_up_nobody_and_are_ended(server: Served) -> None:
    ask(server)
    begun = [HEAD.format(path=path, size=5_000) + "\r\n{" for path in ("/api/v1/check", "/en/report/")]
    with opened(server, SLOW, begun[0]) as programs, opened(server, SLOW, begun[1]) as pages:
        assert ask(server) < QUICK
        for one in (*programs, *pages):
            one.sendall(b" ")
        assert ask(server) < QUICK
        for one in (programs[-1], pages[-1]):
            assert one.recv(1_000).startswith(b"HTTP/1.1 408 ")
    assert ask(server) < QUICK


def test_reports_that_wait_for_their_turn_to_write_hold_up_no_check(server: Served) -> None:
    ask(server)
    story = "A red page told me to call +1 888 555 0123, and they took over my computer. Report {}."
    reports = [json.dumps({"fields": {"text": story.format(of)}}).encode() for of in range(9)]
    with (
        contextlib.closing(sqlite3.connect(server.home / "ledger.sqlite3", isolation_level=None)) as ledger,
        ThreadPoolExecutor(len(reports)) as people,
    ):
        ledger.execute("BEGIN IMMEDIATE")
        sent = [people.submit(fetch, server, "/api/v1/reports", one) for one in reports]
        assert not wait(sent, timeout=1).done
        assert ask(server) < QUICK
        ledger.execute("ROLLBACK")
        assert {one.result()[0] for one in sent} == {201}


def test_a_request_for_no_address_is_answered_by_us(server: Served) -> None:
    with opened(server, 1, HEAD.format(path="*", size=2) + "\r\n{}") as (one,):
        said = one.recv(2_000)
    assert said.startswith(b"HTTP/1.1 404 ")
    assert b"server: ringfence" in said


def test_a_body_that_is_too_large_is_refused_before_it_is_read(server: Served) -> None:
    with opened(server, 1, HEAD.format(path="/api/v1/check", size=100_001) + "\r\n") as (one,):
        assert one.recv(1_000).startswith(b"HTTP/1.1 413 ")
    with opened(server, 1, HEAD.format(path="/de/report/", size=10**12) + "\r\n") as (one,):
        said = one.makefile("rb").read().decode()  # to its end: the connection is closed
    assert said.startswith("HTTP/1.1 413 ")
    assert "connection: close" in said
    assert "Das ist zu groß" in said


def test_a_body_of_no_said_length_ends_at_the_same_size(server: Served) -> None:
    begun = "POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    with opened(server, 1, f"{begun}Transfer-Encoding: chunked\r\n\r\n") as (one,):
        with contextlib.suppress(ConnectionError):
            for _ in range(200):
                one.sendall(b"400\r\n" + b" " * 1_024 + b"\r\n")
        assert one.recv(1_000).startswith(b"HTTP/1.1 413 ")


def test_a_body_of_no_said_length_is_read(server: Served) -> None:
    begun = "POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    body = '{"text": "+1 888 555 0123"}'
    chunked = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
    with opened(server, 1, f"{begun}Transfer-Encoding: chunked\r\n\r\n{chunked}") as (one,):
        assert one.recv(1_000).startswith(b"HTTP/1.1 200 ")


def test_headers_without_end_are_refused(server: Served) -> None:
    with opened(server, 1, "GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\n") as (one,):
        with contextlib.suppress(ConnectionError):
            for number in range(5_000):
                one.sendall(f"X-{number}: {'a' * 200}\r\n".encode())
            one.sendall(b"\r\n")
        with contextlib.suppress(ConnectionError):
            assert not one.recv(1_000).startswith(b"HTTP/1.1 200 ")
    assert ask(server) < QUICK


def test_answers_say_how_long_they_are_and_not_what_serves_them(server: Served) -> None:
    _, headers, body = fetch(server, "/en/")
    assert int(headers["Content-Length"]) == len(body)
    assert not {"granian", "python", "django"} & set(str(headers).lower().split())


def test_what_was_not_found_is_in_no_log(server: Served) -> None:
    assert fetch(server, "/en/someone-looked-for-this")[0] == 404
    assert fetch(server, "/api/v1/someone-looked-for-this")[0] == 404
    log = server.home.parent / f"{server.home.name}.log"
    assert b"someone-looked" not in log.read_bytes()
    assert b"arning" not in log.read_bytes()


def test_a_header_with_an_underscore_passes_for_no_other(tmp_path: Path) -> None:
    """A proxy sets X-Forwarded-For; what a client sends as X_Forwarded_For must not stand beside it."""
    with serving(tmp_path / "home", "--no-work", "--workers", "1", RINGFENCE_PROXY="127.0.0.1") as node:
        parts = urlsplit(node.url)
        left = []
        for number in range(3):
            connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
            headers = {"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.9"}
            body = json.dumps({"text": "+1 888 555 0123"})
            connection.request(
                "POST", "/api/v1/check", body, {**headers, "X_Forwarded_For": f"198.51.100.{number}"}
            )
            left.append(connection.getresponse().headers["RateLimit"].split(";")[1])
        assert left == ["r=59", "r=58", "r=57"]
