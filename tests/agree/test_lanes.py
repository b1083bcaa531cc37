"""The lane for tables gives what the reference gives for each text, however values are hidden in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.indicators import columnar, extract
from ringfence.indicators.indicator import Context
from ringfence.reports.report import REPORTS
from ringfence.words import Country, Lang

DIGITS = st.sampled_from(["8885550123", "2025550143", "442079460958", "18005550199", "33199001234"])
SAID = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "hi": "शून्य एक दो तीन चार पाँच छह सात आठ नौ",
    "ja": "ゼロ いち に さん よん ご ろく なな はち きゅう",
}
FORMS = ["①②③④⑤⑥⑦⑧⑨", "１２３４５６７８９", "१२३४५६७८९", "一二三四五六七八九"]
AROUND = [
    "A pop-up told me to call ",
    "they rang from ",
    "my number is ",
    "Rufen Sie sofort an: ",
    "j'ai reçu un appel du ",
    "llame al ",
    "電話番号は ",
    "फोन नंबर ",
    "order number ",
    "Microsoft ",
    "he said his name was Kevin ",
    "AnyDesk ",
    "quick assist ",
    "routing number 990000073 account 0001000003 ",
    "Apple gift card XEXAMPLEAB1234CD ",
    "██████ ",
]
ADDRESSES = [
    "https://contoso-help.example/a?b=8885550123",
    "hxxps://contoso[.]example",
    "contoso dot example",
    "contoso-help.example",
    "refunds (at) contoso (dot) example",
    "ben@contoso.example",
    "t.me/contoso_help",
    "203.0.113.9",
    "bc1qcuec88cl7wfnq88klstchr93henuqf48jvlv57",
    "DE89 3704 0044 0532 0130 00",
    "refunds@okaxis",
    "$example-tag on cash app",
    "1-800-MICROSOFT",
    "area code 888, 555-0193",
    "&#56;&#56;&#56;-555-0123",
    "%2B1%20888%20555%200123",
    "$499.99 on 12/05/2023",
]


def _hidden(digits: str, way: int, lang: str) -> str:  # noqa: PLR0911 - a row of ways
    words = SAID[lang].split()
    if way == 0:
        return " ".join(words[int(sign)] for sign in digits)
    if way == 1:
        return "".join(words[int(sign)] if at % 3 == 0 else sign for at, sign in enumerate(digits))
    if way == 2:
        return "*".join(digits)
    if way == 3:
        return digits.replace("0", "O").replace("1", "l")
    if way == 4:
        return "\u200b".join(digits)
    if way == 5:
        return f"{digits[:3]} then {digits[3:6]} and last {digits[6:]}"
    if way == 6:
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]} or {digits[-4:]}"
    if way < 11:
        form = dict(zip("123456789", FORMS[way - 7], strict=True))
        return "".join(form.get(sign, sign) for sign in digits)
    return digits


HIDDEN = st.builds(_hidden, DIGITS, st.integers(0, 11), st.sampled_from([*SAID]))
PIECES = st.sampled_from(AROUND) | HIDDEN | st.sampled_from(ADDRESSES) | st.text(max_size=6)
TEXTS = st.lists(PIECES, max_size=7).map(" ".join)
CONTEXTS = st.builds(
    Context,
    st.none() | st.sampled_from([*map(Country, ["US", "GB", "DE", "FR", "ES", "IN", "JP"])]),
    st.none() | st.sampled_from([*map(Lang, SAID)]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TEXTS, CONTEXTS), max_size=6))
def test_all_texts_at_once_give_what_each_gives(rows: list[tuple[str, Context]]) -> None:
    rows = rows + rows[:2]
    texts, contexts = [text for text, _ in rows], [context for _, context in rows]
    assert columnar.find_all(texts, contexts) == [extract.find(*row) for row in rows]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(TEXTS, DIGITS), min_size=1, max_size=5))
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
