"""Extracting: what stands in texts and in tables, with whose it is; and nothing breaks it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.indicators import extract, known_good
from ringfence.indicators.extract import find, find_private, from_batch, private_of
from ringfence.indicators.indicator import SIGHTINGS, Context, Role, Validity
from ringfence.reports.report import REPORTS
from ringfence.words import Country, Lang

US = Context(Country("US"), Lang("en"))
PIECES = [
    "888-555-0123",
    "my number is ",
    "call ",
    "https://contoso-help.example/a?b=8885550123",
    "a@b.example",
    "$5.00",
    " routing number 990000073 ",
    "account 0001000003",
    "AnyDesk 999 012 345",
    "he connected from ",
    "one eight eight",
    " double five",
    "[.]",
    " dot com",
    "██████",
    "\n",
    '"',
    "①②③",
    "&#53;",
    "bc1qcuec88cl7wfnq88klstchr93henuqf48jvlv57",
    "gift card XEXAMPLEAB1234CD",
    "12/05/2023",
    "..",
    "(((",
    "+",
    "xn--",
    "@",
    "t.me/abcde",
    "DE89 3704 0044 0532 0130 00",
]

PRIVATE = [
    "Tel. 202-555-0143",
    ". tel: ",
    "my e-mail is ",
    "her TeamViewer",
    "their ID is",
    "apple gift card",
    "quick assist code 7F3K9Q",
    "someone@ad",
    "a number of mine",
    "zelle",
    "i'm ben@contoso.example",
]


def reports(*rows: dict[str, Any]) -> pa.RecordBatch:
    plain: dict[str, Any] = {
        "reference": "1",
        "source": "contoso",
        "reporter": None,
        "occurred_at": None,
        "country": "US",
        "lang": "en",
        "channel": None,
        "brand": None,
        "text": "",
        "payments": [],
        "stated": [],
        "consents": [],
        "tlp": "TLP:AMBER",
        "originals": [],
        "received_at": dt.datetime(2025, 3, 2, tzinfo=dt.UTC),
    }
    full = [{"report_id": f"report-{n}", **plain, **row} for n, row in enumerate(rows)]
    return pa.RecordBatch.from_pylist(full, schema=REPORTS)


def said(kind: str, role: str, value: str) -> dict[str, Any]:
    return {"kind": kind, "role": role, "value": value, "start": None, "end": None}


def found_in(batch: pa.RecordBatch) -> list[tuple[str, str, str]]:
    rows = from_batch(batch).to_pylist()
    return [(row["kind"], row["value"], row["role"]) for row in rows]


def test_the_number_to_call_is_told_from_the_reporters_own() -> None:
    text = "A pop-up told me to call 888-555-0123. My number is 202-555-0143."
    found = find(text, US)
    assert [(one.value, one.role) for one in found] == [
        ("+18885550123", Role.CALLBACK),
        ("+12025550143", Role.REPORTER),
    ]
    assert [text[one.start : one.end] for one in private_of(found)] == ["202-555-0143"]


def test_a_brands_own_number_is_never_a_suspect() -> None:
    found = find("The pop-up said call 1-800-642-7676 now", US)
    assert [(one.value, one.role, one.strength) for one in found] == [("+18006427676", Role.GENUINE, 0.0)]


def test_what_is_the_reporters_once_is_so_everywhere() -> None:
    found = find("They kept calling 202-555-0143. My number is 202-555-0143.", US)
    assert {one.role for one in found if one.kind == "phone"} == {Role.REPORTER}


def test_an_impossible_number_is_possible_beside_phone_words_and_nothing_elsewhere() -> None:
    assert [one.validity for one in find("call 123-456-7890", US)] == [Validity.POSSIBLE]
    assert find("it was 123-456-7890", US) == []


def test_numbers_of_a_made_up_world_need_leave() -> None:
    assert find("call +999123456789 now", US) == []
    world = Context(Country("US"), world=True)
    assert [one.value for one in find("call +999123456789 now", world)] == ["+999123456789"]


def test_a_url_gives_itself_and_its_domain_and_hides_its_digits() -> None:
    found = find("see https://www.contoso-help.example/call/8885550123", US)
    assert {(one.kind, one.value) for one in found} == {
        ("url", "https://www.contoso-help.example/call/8885550123"),
        ("domain", "contoso-help.example"),
    }


def test_a_look_alike_gives_the_written_and_the_imitated_name() -> None:
    values = {one.value for one in find("it said мicrosоft-help.example", US) if one.kind == "domain"}
    assert values == {"xn--icrosft-help-dfk7a.example", "microsoft-help.example"}


def test_sightings_never_hold_what_is_the_reporters() -> None:
    batch = reports(
        {
            "text": "My number is 202-555-0143. I called 888-555-0123.",
            "stated": [said("phone", "reporter", "2025550143")],
        }
    )
    assert found_in(batch) == [("phone", "+18885550123", "callback")]


def test_a_field_gives_its_role_and_a_value_without_kind_is_searched() -> None:
    fields = [
        said("phone", "caller_id", "(888) 555-0123"),
        said("", "payee", "IBAN DE89 3704 0044 0532 0130 00"),
    ]
    batch = reports({"stated": [*fields, said("phone", "callback", "none")]})
    assert found_in(batch) == [
        ("bank_account", "iban:DE89370400440532013000", "payee"),
        ("phone", "+18885550123", "caller_id"),
    ]


def test_a_value_that_stands_in_a_field_and_in_the_text_is_one_sighting_with_its_place() -> None:
    row = {"text": "I called 888-555-0123.", "stated": [said("phone", "callback", "8885550123")]}
    rows = from_batch(reports(row)).to_pylist()
    assert [(one["role"], one["start"], one["end"]) for one in rows] == [("callback", 9, 21)]


def test_a_sighting_is_when_it_happened_and_never_later_than_it_was_reported() -> None:
    received = dt.datetime(2025, 3, 2, tzinfo=dt.UTC)
    text = "call 888-555-0123"
    rows = from_batch(
        reports(
            {"text": text, "occurred_at": received - dt.timedelta(days=2)},
            {"text": text, "occurred_at": received + dt.timedelta(days=2)},
            {"text": text},
        )
    ).to_pylist()
    assert [(row["at"], row["at_basis"]) for row in rows] == [
        (received - dt.timedelta(days=2), "occurred"),
        (received, "reported"),
        (received, "reported"),
    ]


def test_sightings_have_their_schema_also_when_there_are_none() -> None:
    assert from_batch(reports({"text": "nothing here"})).schema == SIGHTINGS


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14).map(" ".join))
def test_any_text_gives_values_that_stand_where_they_say_and_are_canonical(text: str) -> None:
    for one in find(text, US):
        kind = extract.KINDS[one.kind]
        assert one.role in kind.ROLES
        assert one.start is not None
        assert one.end is not None
        assert 0 <= one.start < one.end <= len(text)
        read = kind.canonical(one.value, US)
        assert read is not None
        assert read[0] == one.value


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *PRIVATE]), max_size=8).map(" ".join))
def test_the_quick_search_for_what_is_private_gives_what_the_whole_one_does(text: str) -> None:
    whole = [one for one in find(text, US) if one.role is Role.REPORTER or one.kind == "gift_card"]
    quick = find_private(text, US)
    assert [
        one for one in quick if "█" not in text[max(0, (one.start or 0) - 1) : (one.end or 0) + 1]
    ] == whole


@pytest.mark.parametrize(
    "text", ["Please help. Tel. 202-555-0143", "tél 202-555-0143", "Tel: (202) 555-0143"]
)
def test_a_number_that_someone_signs_with_is_private_without_other_words(text: str) -> None:
    assert [one.value for one in find_private(text, US)] == ["+12025550143"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("My number is https://contoso.example/202-555-0143 he said.", []),
        ("My number is https://contoso.example/202-555-0143, my cell 202-555-0143.", ["+12025550143"]),
        ("He rang from 888-555-0123 and had me open https://contoso.example/202-555-0143.", []),
    ],
)
def test_what_a_web_address_holds_is_not_masked_for_itself(text: str, masked: list[str]) -> None:
    assert [one.value for one in find_private(text, US)] == masked
    assert find_private(text, US) == [one for one in find(text, US) if extract.is_private(one)]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
def test_masking_what_is_private_leaves_the_rest_in_its_place(text: str) -> None:
    spans = private_of(find(text, US))
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        "8" * 1_000_000,
        "8 " * 500_000,
        "888-555-0123 " * 70_000,
        "(" * 1_000_000,
        "." * 1_000_000,
        "a." * 500_000,
        "[.]" * 300_000,
        "@" * 1_000_000,
        "a@" * 500_000,
        "http://" * 140_000,
        "one two " * 120_000,
        '"' * 1_000_000,
        "call me at " * 90_000,
        "&#56;" * 200_000,
        "８" * 500_000,
        "-" * 1_000_000,
        "x" * 1_000_000,
        "1.1." * 250_000,
        "AnyDesk 999 012 345 " * 50_000,
        "gift card ABCD-1234-EFGH-5678 " * 30_000,
        "a:" * 500_000,
        "$a" * 500_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_text_of_a_megabyte_ends_and_is_read_as_far_as_it_says(text: str) -> None:
    found = find(text, US)
    assert all(one.end is not None and one.end <= extract.LONGEST for one in found)


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("He asked for my number and I read it out, UltraViewer ID 9990 559 414.", "ultraviewer:9990559414"),
        ("Meine eigene ID war TeamViewer 9990 530 940.", "teamviewer:9990530940"),
        ("Mi propio identificador era AnyDesk ID: 9990 505 409", "anydesk:9990505409"),
        ("Mon propre identifiant était AnyDesk 9990 552 790.", "anydesk:9990552790"),
        (
            "Your refund is ready, stay on the line. They sent it to my address ben@mail.example",
            "ben@mail.example",
        ),
        ("Sie können mir an ben@mail.example schreiben.", "ben@mail.example"),
    ],
)
def test_what_she_calls_her_own_is_hers_in_every_language_and_length(text: str, hers: str) -> None:
    assert [one.role for one in find(text, US) if one.value == hers] == [Role.REPORTER]


def test_a_name_before_an_at_makes_no_address_genuine() -> None:
    assert known_good.genuine("url", "https://microsoft.com/reportascam")
    assert not known_good.genuine("url", "https://microsoft.com:443@evil.example/")
    assert not known_good.genuine("url", "https://microsoft.com@evil.example/")


def test_a_site_after_a_masked_stretch_is_read_whole() -> None:
    found = find("I am ██████. Net-point.example was the site, then bad . com", US)
    assert [one.value for one in found if one.kind == "domain"] == ["net-point.example", "bad.com"]


def test_reserved_values_are_marked_and_official_ones_have_a_source() -> None:
    assert known_good.reserved("phone", "+18885550123")
    assert known_good.reserved("phone", "+442079460958")
    assert known_good.reserved("domain", "contoso.example")
    assert known_good.reserved("ip", "203.0.113.9")
    assert not known_good.reserved("phone", "+18006427676")
    for contact in known_good.genuine_contacts().values():
        assert contact.source.startswith("https://")
        assert contact.checked_on == "unchecked" or dt.date.fromisoformat(contact.checked_on)
        read = extract.KINDS[contact.kind].canonical(contact.value, US)
        assert read is not None
        assert read[0] == contact.value
