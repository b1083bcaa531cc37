"""The report: one person's account of one fraud, and the table that reports travel in.

The table's columns are those of ``reports.parquet`` (docs/reference/files.md). Who reported is not in it:
only ``reporter``, an HMAC under the node's key. What a form's own fields said (*the number I dialled*, *their
web site*) stands in ``stated``, still as written; the steps after intake make canonical values of it.
"""

from __future__ import annotations

import pyarrow as pa

TIMESTAMP = pa.timestamp("us", tz="UTC")

PAYMENT = pa.struct(
    [
        pa.field("method", pa.string()),  # gift_card, bank_transfer, crypto, card, cash, courier, app, other
        pa.field("amount_minor", pa.int64()),
        pa.field("currency", pa.string()),  # ISO 4217
        pa.field("paid_at", TIMESTAMP),
        pa.field("reference", pa.string()),
    ]
)

STATED = pa.struct(
    [
        pa.field(
            "kind", pa.string()
        ),  # a kind's name (phone, domain, …) or "" where the value must be searched
        pa.field("role", pa.string()),  # what the form's field or the column says it did
        pa.field("value", pa.string()),  # as written; a gift card's is canonical, made at intake
        pa.field("start", pa.int32()),  # where in text, when it was found there at intake
        pa.field("end", pa.int32()),
    ]
)

REPORTS = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("reference", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("reporter", pa.string()),
        pa.field("received_at", TIMESTAMP, nullable=False),
        pa.field("occurred_at", TIMESTAMP),
        pa.field("country", pa.string()),
        pa.field("lang", pa.string()),
        pa.field("channel", pa.string()),  # call, popup, email, search, message, mail, in_person, other
        pa.field("brand", pa.string()),
        pa.field("text", pa.string(), nullable=False),  # masked
        pa.field("payments", pa.list_(PAYMENT), nullable=False),
        pa.field("stated", pa.list_(STATED), nullable=False),
        pa.field(
            "consents", pa.list_(pa.string()), nullable=False
        ),  # share_companies, share_police, contact, testify
        pa.field("tlp", pa.string(), nullable=False),
        pa.field("originals", pa.list_(pa.string()), nullable=False),  # sha256:… of what was handed in
    ]
)
"""The columns of ``reports.parquet``, in order."""
