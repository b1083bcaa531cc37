"""Counts: shared by processes, of a fixed size, gone with their window; no address stands in them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.web import limits
from ringfence.web.guard import REFUSED, Refused
from ringfence.web.limits import LIMITS, Counts, Limit, Spent

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

TWO = Limit(2, 60)
ME, YOU = b"12345678", b"87654321"


def test_so_many_are_answered_and_then_it_says_how_long_to_wait(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "counts")
    assert [counts.spend("check", ME, 1_000_000.0, TWO) for _ in range(3)] == [
        Spent(0, 1, 20),
        Spent(0, 0, 20),
        Spent(20, 0, 20),
    ]


def test_scopes_and_clients_are_counted_apart(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "counts")
    for _ in range(3):
        counts.spend("check", ME, 1_000_000.0, TWO)
    assert counts.spend("check", YOU, 1_000_000.0, TWO).wait == 0
    assert counts.spend("report", ME, 1_000_000.0, TWO).wait == 0


def test_with_a_new_window_it_begins_anew(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "counts")
    waited = [counts.spend("check", ME, 959.9, TWO).wait for _ in range(3)][-1]
    assert waited == 1
    assert counts.spend("check", ME, 959.9 + waited, TWO) == Spent(0, 1, 60)


def test_a_flood_of_addresses_makes_the_table_no_larger_and_the_limits_no_stricter(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "counts", slots=64)
    size = (tmp_path / "counts").stat().st_size
    waits = [counts.spend("check", n.to_bytes(8), 1_000_000.0, TWO).wait for n in range(5_000)]
    assert waits == [0] * 5_000
    assert (tmp_path / "counts").stat().st_size == size == 64 * 16


def test_two_processes_share_the_counts(tmp_path: Path) -> None:
    file = tmp_path / "counts"
    other = (
        "from pathlib import Path; from ringfence.web.limits import Counts, Limit;"
        f"Counts(Path({str(file)!r})).spend('check', {ME!r}, 1_000_000.0, Limit(2, 60))"
    )
    counts = Counts(file)
    assert counts.spend("check", ME, 1_000_000.0, TWO).left == 1
    subprocess.run([sys.executable, "-c", other], check=True)
    assert counts.spend("check", ME, 1_000_000.0, TWO).wait == 20


@given(st.lists(st.tuples(st.sampled_from([ME, YOU]), st.floats(0, 500)), max_size=40))
def test_nobody_is_refused_before_her_limit(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[bytes, float]]
) -> None:
    counts = Counts(tmp_path_factory.mktemp("counts") / "counts")
    seen: dict[tuple[bytes, int], int] = {}
    for client, moment in sorted(asked, key=lambda one: one[1]):
        window = client, int(moment) // 60
        seen[window] = seen.get(window, 0) + 1
        assert (counts.spend("check", client, moment, TWO).wait > 0) == (seen[window] > TWO.many)


@pytest.mark.usefixtures("node")
def test_loopback_is_limited_too_and_told_when_to_come_back(client: Client) -> None:
    for _ in range(LIMITS["any"].many):
        limits.take("any", _me())
    refused = client.get("/en/")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= LIMITS["any"].seconds
    assert '<html lang="de">' in client.get("/de/help/").content.decode()  # said as a page, in her language
    assert client.get("/api/v1/openapi.json")["Content-Type"] == "application/problem+json"
    assert client.get("/healthz").status_code == 200


@pytest.mark.usefixtures("node")
def test_a_body_that_is_refused_is_told_in_a_page_and_in_a_line_to_who_floods(client: Client) -> None:
    too_large: dict[str, Any] = {REFUSED: Refused(413, "This is larger than what can be taken.")}
    assert b"Das ist zu gro" in client.post("/de/report/", **too_large).content
    for _ in range(LIMITS["any"].many):
        limits.take("any", _me())
    told = client.post("/de/report/", **too_large)
    assert (told.status_code, told["Content-Type"]) == (413, "text/plain")


@pytest.mark.usefixtures("node")
def test_no_address_stands_in_any_file_of_the_node(client: Client, tmp_path: Path) -> None:
    for _ in range(3):
        client.get("/en/", REMOTE_ADDR="198.51.100.77")
        client.post("/api/v1/check", {"text": "x"}, "application/json", REMOTE_ADDR="198.51.100.77")
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert any(one.name == "counts" for one in files)
    for one in files:
        held = one.read_bytes()
        assert b"198.51.100.77" not in held
        assert bytes([198, 51, 100, 77]) not in held


def _me() -> bytes:
    from django.test import RequestFactory

    from ringfence.web.client import counted

    return counted(RequestFactory().get("/"))
