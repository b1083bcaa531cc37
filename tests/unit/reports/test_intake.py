"""Rows become reports by column; what cannot be read is named by place and reason, not by value."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.reports import moments
from ringfence.reports.amounts import amount
from ringfence.reports.fields import FIELDS
from ringfence.reports.formats import RawBatch, as_batch
from ringfence.reports.guess import given as given_pairs
from ringfence.reports.guess import guess
from ringfence.reports.intake import How, Received, receive
from ringfence.reports.language import detect
from ringfence.reports.places import country_code, lang_code
from ringfence.reports.report import REPORTS
from ringfence.reports.seen import Seen, Where
from ringfence.words import Money, UsageError, report_id

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = bytes(range(32))


def take(
    order: str = "", defaults: dict[str, str] | None = None, **columns: list[str | None] | str
) -> Received:
    cells = {name: [values] if isinstance(values, str) else values for name, values in columns.items()}
    table = as_batch(list(cells), list(cells.values()))
    raw = RawBatch("f.csv", table, pa.array(range(1, table.num_rows + 1), pa.int64()))
    how = How("contoso", CLOCK, KEY, {name: name for name in cells}, defaults or {}, order)
    return receive(raw, how)


def only(received: Received) -> dict[str, object]:
    (row,) = received.reports.to_pylist()
    return dict(row)


def said(received: Received) -> list[tuple[int, str, str, bool]]:
    return [(one.row, one.field, one.reason, one.whole) for one in received.rejects]


def test_a_whole_report_is_understood() -> None:
    received = take(
        reference="C-1",
        received_at="2026-07-05 10:00",
        occurred_at="07/04/2026 3:05 PM",
        country="United States",
        lang="English",
        channel="Pop-up",
        brand="Contoso",
        text="They called.",
        popup_text="Call now",
        reporter_name="Ben Hartwell",
        reporter_email="ben.hartwell@mail.example",
        reporter_phone="503 555 0117",
        payment_method="Apple gift card",
        payment_amount="$1,234.50",
        payment_at="2026-07-04",
        number_dialled="+1 888 555 0123 | 877-555-0166",
        website="lantern-support.example",
        share_police="yes",
        testify="No",
        tlp="amber+strict",
    )
    row = only(received)
    assert row["report_id"] == report_id("contoso", "C-1")
    assert row["occurred_at"] == datetime(2026, 7, 4, 15, 5, tzinfo=UTC)
    assert (row["country"], row["lang"], row["channel"], row["tlp"]) == (
        "US",
        "en",
        "popup",
        "TLP:AMBER+STRICT",
    )
    assert row["text"] == "They called.\nCall now"
    assert row["payments"] == [
        {
            "method": "gift_card",
            "amount_minor": 123450,
            "currency": "USD",
            "paid_at": datetime(2026, 7, 4, tzinfo=UTC),
            "reference": None,
        }
    ]
    assert [(one["kind"], one["role"], one["value"]) for one in row["stated"]] == [  # type: ignore[attr-defined] # a row is a plain mapping
        ("phone", "callback", "+1 888 555 0123"),
        ("phone", "callback", "877-555-0166"),
        ("", "visited", "lantern-support.example"),
    ]
    assert row["consents"] == ["share_police"]
    assert str(row["reporter"]).startswith("reporter-")
    assert received.own == [["Ben Hartwell", "503 555 0117", "ben.hartwell@mail.example"]]
    assert received.rejects == []
    assert received.reports.schema == REPORTS


def test_one_report_alone_is_what_it_is_in_a_batch() -> None:
    texts = ["one", "two", "three"]
    together = take(reference=list("abc"), text=[*texts]).reports.to_pylist()
    assert [only(take(reference=one, text=text)) for one, text in zip("abc", texts, strict=True)] == together


def test_a_bad_required_field_refuses_the_row_and_a_bad_optional_one_is_left_out() -> None:
    received = take(
        text=["a", "b", "c"],
        received_at=["2026-13-45", "2026-07-05", "2199-01-01"],
        occurred_at=["2026-07-01", "soon", None],
        country=["US", "Narnia", "DE"],
    )
    assert received.rows.to_pylist() == [2]
    assert [(row, field, whole) for row, field, _, whole in said(received)] == [
        (2, "country", False),
        (1, "received_at", True),
        (2, "occurred_at", False),
        (3, "received_at", True),
    ]
    assert "Narnia" not in str(said(received))


def test_nothing_happens_in_the_future_or_long_after_its_report() -> None:
    received = take(text="a", received_at="2026-07-05", occurred_at="2026-08-01")
    assert only(received)["occurred_at"] is None
    assert said(received)[0][1] == "occurred_at"
    today = only(take(text="a", received_at="2026-11-23 23:00", occurred_at="2026-11-23 22:00"))
    assert today["received_at"] == today["occurred_at"] == CLOCK


def test_what_names_no_time_was_received_now_and_what_names_no_reference_is_named_by_its_row() -> None:
    row = only(take(text="a"))
    assert row["received_at"] == CLOCK
    assert row["reference"] == "f.csv#1"


def test_a_row_that_says_nothing_is_refused() -> None:
    received = take(text=[" ", None, "x"], number_called_from=["", "n/a", ""])
    assert received.rows.to_pylist() == [3]
    assert [(row, whole) for row, _, _, whole in said(received)] == [(1, True), (2, True)]


def test_a_number_alone_is_a_report() -> None:
    row = only(take(defaults={"country": "US"}, number_called_from="2025550143"))
    assert row["text"] == ""
    assert row["country"] == "US"


def test_what_is_no_number_is_left_out_by_field() -> None:
    received = take(text="x", number_called_from="12", sender_email="nobody")
    assert [(field, whole) for _, field, _, whole in said(received)] == [
        ("number_called_from", False),
        ("sender_email", False),
    ]


def test_json_lists_are_read_and_checked() -> None:
    stated = [
        {"kind": "phone", "role": "callback", "value": "1"},
        {"kind": "x", "role": "callback", "value": "2"},
    ]
    payments = [
        {"method": "crypto", "amount": "500", "currency": "EUR", "at": "2026-07-01"},
        {"amount": "NaN"},
    ]
    received = take(text="x", stated=json.dumps(stated), payments=json.dumps(payments), country="DE")
    row = only(received)
    assert len(row["stated"]) == 1  # type: ignore[arg-type] # a row is a plain mapping
    assert [one["amount_minor"] for one in row["payments"]] == [50000, None]  # type: ignore[attr-defined] # a row is a plain mapping
    assert len(received.rejects) == 2
    assert said(take(text="x", stated="{", payments="[1]"))[0][1] == "stated"


@given(
    st.lists(
        st.fixed_dictionaries({name: st.none() | st.text(max_size=12) for name in FIELDS}),
        min_size=1,
        max_size=4,
    )
)
def test_any_rows_become_reports_or_rejects_and_add_up(rows: list[dict[str, str | None]]) -> None:
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in FIELDS}
    received = take(**columns)
    refused = [one.row for one in received.rejects if one.whole]
    assert sorted([*received.rows.to_pylist(), *refused]) == list(range(1, len(rows) + 1))
    assert len(received.own) == received.reports.num_rows
    received.reports.validate(full=True)


@pytest.mark.parametrize(
    ("written", "order", "read"),
    [
        ("2021-07-04", "", "2021-07-04T00:00"),
        ("2021-07-04T15:05:00Z", "", "2021-07-04T15:05"),
        ("2021-07-04 15:05:59.123+02:00", "", "2021-07-04T13:05"),
        ("20210704T150500Z", "", "2021-07-04T15:05"),
        ("07/04/2021", "mdy", "2021-07-04T00:00"),
        ("04/07/2021 15:05", "dmy", "2021-07-04T15:05"),
        ("4.7.21", "", "2021-07-04T00:00"),
        ("31/12/2021", "mdy", "2021-12-31T00:00"),
        ("4th of July 2021 at 3:05 pm", "", "2021-07-04T15:05"),
        ("July 4, 2021 3pm EDT", "", "2021-07-04T19:00"),
        ("4 de julio de 2021", "", "2021-07-04T00:00"),
        ("4 août 2021, 15h05", "", "2021-08-04T15:05"),
        ("Mon, 05 Jul 2021 10:00:00 +0200", "", "2021-07-05T08:00"),
        ("2021年7月4日", "", "2021-07-04T00:00"),
        ("1625411100", "", "2021-07-04T15:05"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, order: str, read: str) -> None:
    found = moments.moment(written, order)
    assert found is not None
    assert found.isoformat()[:16] == read


@pytest.mark.parametrize(
    "written", ["", "04/07/2021", "2021-02-30", "99/99/2021", "yesterday", "2021-07-04 25:00", "0000-00-00"]
)
def test_nonsense_is_no_date(written: str) -> None:
    assert moments.moment(written, "") is None


@given(
    st.text(max_size=40) | st.text(alphabet="0123456789/-.: TZpm+", max_size=25),
    st.sampled_from(["", "dmy", "mdy"]),
)
def test_any_writing_is_a_date_in_utc_or_none(written: str, order: str) -> None:
    found = moments.moment(written, order)
    assert found is None or found.tzinfo is UTC


def test_a_columns_own_values_tell_the_order_of_day_and_month() -> None:
    assert moments.order_of(["01/02/2021", "13/02/2021", None]) == "dmy"
    assert moments.order_of(["01/02/2021", "02/13/2021"]) == "mdy"
    assert moments.order_of(["01/02/2021"]) == ""
    assert moments.order_of(["13/02/2021", "02/13/2021"]) == ""


@pytest.mark.parametrize(
    ("written", "currency", "country", "money"),
    [
        ("1,234.50", "USD", None, Money(123450, "USD")),
        ("1.234,5", None, "DE", Money(123450, "EUR")),
        ("£500", None, "US", Money(50000, "GBP")),
        ("$20", None, "CA", Money(2000, "CAD")),
        ("5000 円", None, None, Money(5000, "JPY")),
        ("500 dollars", None, None, Money(50000, "USD")),
        ("1,234", "USD", None, Money(123400, "USD")),
        ("1 234,56 €", None, None, Money(123456, "EUR")),
    ],
)
def test_amounts_are_read_as_people_write_them(
    written: str, currency: str | None, country: str | None, money: Money
) -> None:
    assert amount(written, currency, country) == money


@given(
    st.text(max_size=50), st.sampled_from([None, "USD", "JPY", "KWD"]), st.sampled_from([None, "US", "DE"])
)
def test_any_writing_is_an_amount_or_none(written: str, currency: str | None, country: str | None) -> None:
    assert amount(written, currency, country) is None or amount(written, currency, country).minor >= 0  # type: ignore[union-attr] # a row is a plain mapping


@pytest.mark.parametrize("written", ["-5", "1e9", "NaN", "", "12.34.56", "1" * 41, "5"])
def test_what_is_no_amount_is_none(written: str) -> None:
    assert amount(written, None, None) is None


def test_countries_and_languages_are_read_by_code_or_name() -> None:
    assert [
        country_code(one) for one in ("us", "UK", "Deutschland", "the Netherlands", "NA", "Atlantis")
    ] == [
        "US",
        "GB",
        "DE",
        "NL",
        "NA",
        None,
    ]
    assert [lang_code(one) for one in ("en-GB", "Deutsch", "xyz")] == ["en", "de", None]


def test_languages_are_told_apart() -> None:
    texts = [
        "They took over my computer",
        "Sie haben meinen Rechner gesperrt",
        "",
        "Mi ordenador se ha bloqueado",
    ]
    assert detect(texts) == ["en", "de", None, "es"]


def test_columns_are_guessed_in_four_languages() -> None:
    guessed = guess(
        ["Aktenzeichen", "Número marcado", "Téléphone", "Scammer's e-mail", "Victim address", "Shoe size"]
    )
    assert list(guessed.values()) == [
        "reference",
        "number_dialled",
        "reporter_phone",
        "sender_email",
        "reporter_address",
        "",
    ]


def test_a_bare_phone_or_mail_is_taken_for_the_reporters_own() -> None:
    assert guess(["phone", "email", "name"]) == {
        "phone": "reporter_phone",
        "email": "reporter_email",
        "name": "reporter_name",
    }


def test_what_is_given_overrules_the_guess() -> None:
    assert guess(["phone", "notes"], given_pairs(["phone=number_dialled", "notes="])) == {
        "phone": "number_dialled",
        "notes": "",
    }
    for wrong in ("phone", "phone=shoe", "=text"):
        with pytest.raises(UsageError):
            given_pairs([wrong])


@given(st.lists(st.text(max_size=30), unique=True, max_size=8))
def test_any_columns_can_be_guessed(columns: list[str]) -> None:
    guessed = guess(columns)
    assert list(guessed) == columns
    assert set(guessed.values()) <= {*FIELDS, ""}


@given(st.lists(st.lists(st.integers(0, 30), max_size=12), max_size=6))
def test_a_reference_given_before_is_known_with_its_first_place(batches: list[list[int]]) -> None:
    seen, first, row = Seen(), dict[str, Where](), 0
    for number, batch in enumerate(batches):
        names = [report_id("contoso", str(one)) for one in batch]
        rows = list(range(row, row + len(batch)))
        row += len(batch)
        expected: list[Where | None] = []
        for name, at in zip(names, rows, strict=True):
            expected.append(first.get(name))
            first.setdefault(name, Where(number, at))
        assert seen.check(names, number, rows) == expected


def test_the_page_of_formats_lists_every_field(root: Path) -> None:
    page = (root / "docs/reference/formats.md").read_text(encoding="utf-8")
    fields = page.partition("## Columns and fields")[2].partition("## Dates")[0]
    on_the_page = re.findall(r"^\| `(\w+)` \| (.*?) \|", fields, re.MULTILINE)
    assert on_the_page == [(field.name, field.says) for field in FIELDS.values()]
