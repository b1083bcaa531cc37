"""Who asks: the one configured proxy is believed, of what it says the last address, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from ringfence.web import client
from ringfence.web.client import address, counted
from tests.nodes import forget

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest


def asked(remote: str, forwarded: str | None = None) -> HttpRequest:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch, node: object) -> None:
    monkeypatch.setenv("RINGFENCE_PROXY", "192.0.2.1")
    forget()


@pytest.mark.usefixtures("node")
def test_without_a_proxy_nobody_is_believed() -> None:
    assert address(asked("198.51.100.7", "203.0.113.9")) == "198.51.100.7"
    assert address(asked("127.0.0.1", "203.0.113.9")) == "127.0.0.1"


@pytest.mark.usefixtures("proxy")
def test_the_proxy_is_believed_and_of_what_it_says_the_last_address_alone() -> None:
    assert address(asked("192.0.2.1", "203.0.113.9")) == "203.0.113.9"
    assert address(asked("192.0.2.1", "127.0.0.1, 10.0.0.1, 203.0.113.9")) == "203.0.113.9"
    assert address(asked("192.0.2.1")) == "192.0.2.1"


@pytest.mark.usefixtures("node")
def test_a_proxy_that_speaks_ipv6_is_known_by_its_whole_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGFENCE_PROXY", "::1")
    forget()
    assert address(asked("::1", "203.0.113.9")) == "203.0.113.9"
    assert address(asked("::2", "203.0.113.9")) == "::"


@pytest.mark.usefixtures("proxy")
def test_nobody_but_the_proxy_can_name_another_address() -> None:
    assert address(asked("192.0.2.2", "203.0.113.9")) == "192.0.2.2"
    assert address(asked("127.0.0.1", "203.0.113.9")) == "127.0.0.1"


@pytest.mark.usefixtures("proxy")
def test_what_is_no_address_is_one_client_whatever_it_says() -> None:
    said = {counted(asked("192.0.2.1", one)) for one in ("nobody", "x" * 5_000, "1.2.3", "203.0.113.9, ,-")}
    assert len(said) == 1


@pytest.mark.usefixtures("node")
def test_of_ipv6_the_network_of_a_customer_counts_and_a_mapped_address_is_its_own() -> None:
    assert address(asked("2001:db8:1:2::1")) == address(asked("2001:db8:1:2:ffff::9"))
    assert address(asked("2001:db8:1:2::1")) != address(asked("2001:db8:1:3::1"))
    assert address(asked("::ffff:198.51.100.7")) == "198.51.100.7"


@pytest.mark.usefixtures("node")
def test_who_asks_is_another_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    def on(day: int) -> bytes:
        def then() -> datetime:
            return datetime(2026, 3, day, 12, tzinfo=UTC)

        monkeypatch.setattr(client, "now", then)
        return counted(asked("198.51.100.7"))

    assert on(2) == on(2)
    assert on(2) != on(3)
