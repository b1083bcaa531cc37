"""The lane for tables gives what the reference gives for each text, however values are hidden in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ringfence.indicators import columnar, extract
from ringfence.indicators.indicator import Context
from ringfence.reports.report import REPORTS
from ringfence.words import Country, Lang
from tests.unit.indicators.odd_texts import CONTEXTS, HIDDEN, LEADS, TEXTS, VALUES

DIGITS = st.sampled_from(["8885550123", "2025550143", "442079460958", "18005550199", "33199001234"])
# A table of Arrow holds no halves of surrogate pairs.
WHOLE = TEXTS.map(lambda text: text.encode("utf-8", "ignore").decode())
# One value and no other sign of one: what the lane for tables must see before it looks.
ALONE = st.builds(str.__add__, st.sampled_from(LEADS), HIDDEN | st.sampled_from(VALUES))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(WHOLE, CONTEXTS), max_size=6))
def test_all_texts_at_once_give_what_each_gives(rows: list[tuple[str, Context]]) -> None:
    rows = rows + rows[:2]
    texts, contexts = [text for text, _ in rows], [context for _, context in rows]
    assert columnar.find_all(texts, contexts) == [extract.find(*row) for row in rows]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(ALONE, CONTEXTS), min_size=1, max_size=10))
@example([("the quick assist code KXQZPT", Context()), ("電話 ０１２０９９９９８８", Context(Country("JP")))])
@example([("Who knows quick-pc. example?", Context()), ("visit pc-help . com", Context())])
def test_a_value_that_is_all_a_text_holds_is_not_passed_over(rows: list[tuple[str, Context]]) -> None:
    texts, contexts = [text for text, _ in rows], [context for _, context in rows]
    assert columnar.find_all(texts, contexts) == [extract.find(*row) for row in rows]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(WHOLE, DIGITS), min_size=1, max_size=5))
def test_a_table_gives_what_the_reference_gives_for_it(rows: list[tuple[str, str]]) -> None:
    table = pa.RecordBatch.from_pylist([_report(n, *row) for n, row in enumerate(rows)], schema=REPORTS)
    assert columnar.from_batch(table).equals(extract.from_batch(table))


def _report(number: int, text: str, phone: str) -> dict[str, Any]:
    stated = {"kind": "phone", "role": "caller_id", "value": phone, "start": None, "end": None}
    return {
        "report_id": f"report-{number}",
        "reference": str(number),
        "source": "contoso",
        "reporter": None,
        "received_at": dt.datetime(2025, 3, 2, tzinfo=dt.UTC),
        "occurred_at": None,
        "country": "US",
        "lang": "en",
        "channel": None,
        "brand": None,
        "text": text,
        "payments": [],
        "stated": [stated] if number % 2 else [],
        "consents": [],
        "tlp": "TLP:AMBER",
        "originals": [],
    }


PLAIN = [
    ("Call 888-555-0123 now", ("phone", "+18885550123")),
    ("it said (844) 555-0147, and then nothing", ("phone", "+18445550147")),
    ("from +44 20 7946 0958 at noon", ("phone", "+442079460958")),
    ("see https://contoso-help.example/win?id=7.", ("url", "https://contoso-help.example/win?id=7")),
    ("I went to contoso-help.example, then paid", ("domain", "contoso-help.example")),
    ("write to refunds@contoso.example", ("email", "refunds@contoso.example")),
    ("connected to 203.0.113.9", ("ip", "203.0.113.9")),
    ("paid to DE89 3704 0044 0532 0130 00", ("bank_account", "iban:DE89370400440532013000")),
    (
        "wallet bc1qcuec88cl7wfnq88klstchr93henuqf48jvlv57",
        ("wallet", "btc:bc1qcuec88cl7wfnq88klstchr93henuqf48jvlv57"),
    ),
]


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4))
def test_what_is_written_plainly_is_found_in_columns_as_the_reference_finds_it(
    rows: list[tuple[str, tuple[str, str]]],
) -> None:
    reports = [_report(n, text, "") | {"stated": []} for n, (text, _) in enumerate(rows)]
    found = columnar.plain(pa.RecordBatch.from_pylist(reports, schema=REPORTS))
    got = set(found.iter_rows())
    for number, (text, value) in enumerate(rows):
        assert (number, *value) in got
        reference = extract.find(text, Context(Country("US"), Lang("en")))
        assert value in {(one.kind, one.value) for one in reference}
