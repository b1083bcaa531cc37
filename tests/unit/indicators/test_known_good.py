"""What a value is apart from any ring: genuine, shared, reserved."""

from __future__ import annotations

import datetime as dt
import ipaddress
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.indicators import extract, known_good, warning_lists
from ringfence.indicators.indicator import Context

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ = (warning_lists._hosts, warning_lists._addresses, warning_lists.phones)


def _forget() -> None:
    for read in _READ:
        read.cache_clear()


@pytest.fixture
def without_lists(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the package of warning lists is not installed."""
    monkeypatch.setattr(warning_lists, "PACKAGE", "a_package_that_nobody_has")
    _forget()
    yield
    _forget()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("domain", "microsoft.com"),
        ("domain", "support.microsoft.com"),
        ("url", "https://www.amazon.co.uk/reportascam"),
        ("email", "reportascam@amazon.com"),
        ("domain", "ic3.gov"),
        ("domain", "reportfraud.ftc.gov"),
        ("domain", "any-town.gov"),
        ("domain", "council.gov.uk"),
        ("domain", "gov.uk"),
        ("domain", "force.police.uk"),
        ("domain", "state.gov.in"),
        ("domain", "ville.gouv.fr"),
        ("domain", "sede.gob.es"),
        ("domain", "amt.bund.de"),
        ("domain", "cho.go.jp"),
        ("domain", "city.lg.jp"),
        ("domain", "dept.gov.au"),
        ("domain", "dept.govt.nz"),
        ("domain", "dept.gc.ca"),
        ("domain", "dept.gov.ie"),
        ("email", "officer@force.police.uk"),
        ("domain", "virginmedia.com"),
    ],
)
def test_brands_and_whole_governments_are_genuine(kind: str, value: str) -> None:
    assert known_good.genuine(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("domain", "microsoft.com.refund.example"),
        ("domain", "notmicrosoft.com"),
        ("domain", "gov.uk.refund.example"),
        ("domain", "fakegov.uk"),
        ("domain", "irs-gov.com"),
        ("url", "https://forms.office.com/r/claim"),
        ("url", "https://microsoft.com@evil.example/"),
        ("email", "anyone@virginmedia.com"),
        ("email", "microsoft.com@gmail.com"),
        ("domain", "gmail.com"),
        ("domain", ""),
        ("wallet", "microsoft.com"),
    ],
)
def test_what_only_looks_official_is_not_genuine(kind: str, value: str) -> None:
    assert not known_good.genuine(kind, value)


def test_a_contact_tells_whose_it_is() -> None:
    contact = known_good.contact_of("url", "https://support.microsoft.com/help")
    assert contact is not None
    assert (contact.brand, contact.value) == ("microsoft", "microsoft.com")
    government = known_good.contact_of("domain", "council.gov.uk")
    assert government is not None
    assert (government.brand, government.value) == ("gb-government", "gov.uk")
    assert known_good.contact_of("phone", "+18885550123") is None


def test_every_contact_has_a_source_and_a_day_or_unchecked_and_is_canonical() -> None:
    contacts = known_good.genuine_contacts()
    assert len(contacts) > 300
    for contact in (*contacts.values(), *known_good.government_suffixes().values()):
        assert contact.source.startswith("https://")
        assert contact.checked_on == "unchecked" or dt.date.fromisoformat(contact.checked_on)
    for contact in contacts.values():
        read = extract.KINDS[contact.kind].canonical(contact.value, Context())
        assert read is not None, contact.value
        assert read[0] == contact.value
        assert not known_good.reserved(contact.kind, contact.value)


def test_no_host_is_both_genuine_and_shared() -> None:
    named = {value for kind, value in known_good.genuine_contacts() if kind == "domain"}
    assert not named & known_good.shared_hosts()
    assert not known_good.government_suffixes().keys() & known_good.shared_hosts()


@pytest.mark.parametrize(
    "host", ["bit.ly", "gmail.com", "netlify.app", "linktr.ee", "duckdns.org", "anydesk.com"]
)
@pytest.mark.parametrize("lists", ["with", "without"])
def test_our_own_shared_hosts_need_no_package(host: str, lists: str, request: pytest.FixtureRequest) -> None:
    if lists == "without":
        request.getfixturevalue("without_lists")
    assert known_good.shared(host)
    assert not known_good.shared(f"evil.{host}")
    assert not known_good.shared("contoso-help.example")


@pytest.mark.parametrize(
    ("host", "customer"),
    [
        ("evil.netlify.app", "evil.netlify.app"),
        ("www.evil.netlify.app", "evil.netlify.app"),
        ("evil.mooo.com", "evil.mooo.com"),
        ("netlify.app", None),
        ("docs.google.com", None),
        ("m.facebook.com", None),
        ("contoso.example", None),
        ("", None),
    ],
)
def test_below_hosting_the_name_is_the_customers(host: str, customer: str | None) -> None:
    assert known_good.customer(host) == customer


def test_warning_lists_add_hosts_and_addresses() -> None:
    assert len(warning_lists.hosts()) > 40_000
    assert len(warning_lists.hosting()) > 30_000
    for host in ("wikipedia.org", "1url.com", "alllink.io", "sharepoint.com"):
        assert known_good.shared(host), host
    assert known_good.shared("8.8.8.8")
    assert not known_good.shared("203.0.113.9")
    assert not known_good.shared("2001:db8::1")


@pytest.mark.usefixtures("without_lists")
def test_without_the_package_there_are_only_our_own_lists() -> None:
    assert warning_lists.hosts() == frozenset()
    assert warning_lists.phones() is None
    assert not known_good.shared("8.8.8.8")
    assert known_good.genuine("domain", "microsoft.com")
    assert known_good.reserved("phone", "+18885550123")


RESERVED = [
    *("+12125550100", "+18885550199"),
    *("+441134960123", "+442079460958", "+441632960001", "+447700900123", "+448081570123", "+449098790001"),
    *("+443069990001", "+441914980123", "+442890180001", "+442920180001"),
    *("+61255501234", "+61870101234", "+61491570156", "+61491571266", "+611800160401", "+611300975708"),
    *("+33199001234", "+33639981234", "+33465710000"),
    *("+493023125001", "+496990009001", "+494066969001", "+4915228817386", "+491713920001", "+4917604069012"),
    *("+353209112345", "+46701740605", "+46313900601", "+999123456"),
]


@pytest.mark.parametrize("value", RESERVED)
@pytest.mark.parametrize("lists", ["with", "without"])
def test_numbers_for_drama_are_reserved_with_and_without_the_package(
    value: str, lists: str, request: pytest.FixtureRequest
) -> None:
    if lists == "without":
        request.getfixturevalue("without_lists")
    assert known_good.reserved("phone", value)


def test_misps_pattern_for_numbers_matches_what_is_dialled_at_home_too() -> None:
    kept = [value for value in RESERVED if known_good._kept_by_misp(value)]
    assert {"+18885550199", "+442079460958", "+353209112345", "+46701740605", "+33199001234"} <= {*kept}


@pytest.mark.parametrize(
    "value",
    [
        "+15550142",
        "+18005551212",
        "+18885560123",
        "+442079470958",
        "+493023126001",
        "+61491580156",
        "5550142",
    ],
)
def test_other_numbers_are_not_reserved(value: str) -> None:
    assert not known_good.reserved("phone", value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("domain", "contoso.example"),
        ("domain", "contoso.test"),
        ("domain", "contoso.invalid"),
        ("domain", "localhost"),
        ("domain", "example.com"),
        ("domain", "www.example.org"),
        ("email", "ben@mail.example"),
        ("url", "https://contoso.example/help"),
        ("ip", "192.0.2.1"),
        ("ip", "198.51.100.77"),
        ("ip", "203.0.113.9"),
        ("ip", "2001:db8::1"),
        ("ip", "3fff:fff::1"),
    ],
)
def test_names_and_addresses_for_documentation_are_reserved(kind: str, value: str) -> None:
    assert known_good.reserved(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("domain", "myexample.com"),
        ("domain", "contest.com"),
        ("ip", "192.0.20.1"),
        ("ip", "2001:db80::1"),
        ("ip", "nonsense"),
        ("handle", "cashapp:$example-tag"),
    ],
)
def test_what_is_like_them_is_not(kind: str, value: str) -> None:
    assert not known_good.reserved(kind, value)


@given(st.ip_addresses())
def test_an_address_is_shared_when_a_list_holds_it_or_a_range_around_it(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    held = any(address in network for network in _networks()) or str(address) in _single()
    assert warning_lists.has_address(str(address)) == held


def test_both_ends_of_each_range_are_shared() -> None:
    for network in _networks():
        assert warning_lists.has_address(str(network[0]))
        assert warning_lists.has_address(str(network[-1]))


@lru_cache(maxsize=1)
def _single() -> frozenset[str]:
    return frozenset(warning_lists.entries("public-dns-v4"))


@lru_cache(maxsize=1)
def _networks() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    ranges = [name for name in warning_lists.ADDRESSES if name != "public-dns-v4"]
    return [
        ipaddress.ip_network(entry, strict=False) for name in ranges for entry in warning_lists.entries(name)
    ]


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    for kind in ("phone", "domain", "url", "email", "ip", "wallet"):
        assert known_good.genuine(kind, text) in (True, False)
        assert known_good.reserved(kind, text) in (True, False)
    assert known_good.shared(text) in (True, False)
    customer = known_good.customer(text)
    assert customer is None or text.endswith(customer)
