"""Intake: rows as they came become reports, by column, or are refused with their place and a reason.

A required field that cannot be read refuses its row; any other is left out and listed as one field of that
row; nothing is dropped in silence, and a reason never repeats a value. The text that leaves here is raw, and
the reporter's own fields stand beside it: whoever composes the steps masks the one by the other (`redact`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from ringfence.reports import moments, places, stating
from ringfence.reports.contact import reporter_id
from ringfence.reports.fields import CHANNELS, CONSENTS, REPORTER
from ringfence.reports.paying import payments
from ringfence.reports.report import REPORTS, TIMESTAMP
from ringfence.reports.sheet import Sheet, lists
from ringfence.words import Country, Tlp, report_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ringfence.reports.formats import RawBatch, Reject

LONGEST_REFERENCE = 200
LONGEST_BRAND = 80
FARTHEST_ZONE = timedelta(hours=14)
"""How far ahead of UTC a clock can be: a time without a zone may lie that far ahead and still be past."""
AFTER_REPORT = timedelta(days=1)
"""How long after its report a fraud may lie, by what zones and dates without times explain."""

_WORDS_OF_CHANNEL = {
    "call": "call phone telephone anruf telefon llamada telefono appel robocall voice landline mobile cell",
    "popup": "popup pop up browser website web site warnung warning ventana fenetre internetseite online",
    "email": "email mail e-mail correo courriel internet/e-mail",
    "search": "search ad google bing suche anzeige anuncio busqueda annonce recherche",
    "message": "message sms text whatsapp telegram chat im nachricht mensaje messenger social",
    "mail": "letter post postal brief carta lettre courrier fax",
    "in_person": "person in_person persoenlich personlich visit besuch domicile",
}
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "si", "sí", "oui", "on", "wahr", "vrai", "verdadero"})
_ANSWERS = frozenset({"yes", "no", "y", "n", "true", "false", "ja", "nein", "si", "sí", "oui", "non"})
"""What answers a question and is nobody's name or address."""


@dataclass(frozen=True, slots=True)
class How:
    """How the rows of one file are to be understood.

    Attributes:
        source: The partner or desk that the rows come from.
        clock: The time now, aware; nothing lies after it, and what has no time of report was received then.
        node_key: The node's key, under which reporters are named.
        columns: Column to field (`fields.FIELDS`); columns that are not in it are read past.
        defaults: Field to value, for rows that say nothing (``country`` of a national desk).
        order: ``dmy`` or ``mdy`` where the order of dates is known; "": by the reporter's country.
    """

    source: str
    clock: datetime
    node_key: bytes
    columns: Mapping[str, str]
    defaults: Mapping[str, str] = field(default_factory=dict)
    order: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a batch.

    Attributes:
        reports: The reports, with the columns of ``REPORTS``; ``text`` is raw, gift cards in ``stated`` too.
        rows: The row number of each report.
        own: The reporter's own fields, a list for each report.
        rejects: Rows and fields that were left out.
    """

    reports: pa.RecordBatch
    rows: pa.Int64Array
    own: list[list[str]]
    rejects: list[Reject]


def receive(raw: RawBatch, how: How) -> Received:
    """Turn a batch of rows into reports.

    Args:
        raw: The rows; one report alone is a batch of one row.
        how: How they are to be understood.

    Returns:
        The reports that could be made, and what was left out. ``rows`` and the rejected rows together are the
        rows of ``raw``.
    """
    sheet = Sheet(raw, how.columns, how.defaults)
    country = sheet.read("country", places.country_code, pa.string(), "names no country")
    received, occurred = _times(sheet, how, country)
    stated = stating.stated(sheet)
    text = _text(sheet)
    said = pc.or_(pc.not_equal(text, ""), pc.greater(pc.list_value_length(stated), 0))
    sheet.refuse(pc.invert(said), "", "the row holds neither a text nor anything stated")
    own = _own(sheet)
    made = {
        "source": pa.array([how.source] * len(sheet), pa.string()),
        "reference": _references(sheet),
        "reporter": _reporters(sheet, how, country),
        "received_at": received,
        "occurred_at": occurred,
        "country": country,
        "lang": sheet.read("lang", places.lang_code, pa.string(), "names no language"),
        "channel": sheet.read("channel", _channel, pa.string(), "names no channel"),
        "brand": sheet.read("brand", _brand, pa.string(), f"is longer than {LONGEST_BRAND} characters"),
        "text": text,
        "payments": payments(sheet, country, how.order),
        "stated": stated,
        "consents": _consents(sheet),
        "tlp": _tlp(sheet),
        "originals": lists(sheet.values("originals")),
    }
    kept = sheet.kept()
    made = {name: column.filter(kept) for name, column in made.items()}
    names = [report_id(how.source, reference) for reference in made["reference"].to_pylist()]
    made["report_id"] = pa.array(names, pa.string())
    reports = pa.RecordBatch.from_arrays([made[column.name] for column in REPORTS], schema=REPORTS)
    own = [one for one, keep in zip(own, kept.to_pylist(), strict=True) if keep]
    return Received(reports, raw.rows.filter(kept), own, sheet.rejects)


def _times(sheet: Sheet, how: How, country: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Read when it was reported (required where given) and when it happened (optional); neither is ahead."""
    received = _moments(sheet, "received_at", how, country)
    given = sheet.values("received_at")
    sheet.refuse(_unread(given, received), sheet.column("received_at"), moments.UNREAD)
    occurred = _moments(sheet, "occurred_at", how, country)
    sheet.leave(_unread(sheet.values("occurred_at"), occurred), sheet.column("occurred_at"), moments.UNREAD)
    latest = pa.scalar(how.clock + FARTHEST_ZONE, TIMESTAMP)
    ahead = pc.fill_null(pc.greater(received, latest), fill_value=False)
    sheet.refuse(ahead, sheet.column("received_at"), "lies in the future")
    clock = pa.scalar(how.clock, TIMESTAMP)
    received = _no_later(pc.fill_null(received, clock), clock)
    after = pc.add(received, pa.scalar(AFTER_REPORT, pa.duration("us")))
    late = pc.fill_null(pc.greater(occurred, after), fill_value=False)
    sheet.leave(late, sheet.column("occurred_at"), "lies after the report was received, or in the future")
    occurred = pc.if_else(late, pa.scalar(None, TIMESTAMP), occurred)
    return received, _no_later(occurred, clock)


def _no_later(moment: pa.Array, clock: pa.Scalar) -> pa.Array:
    return pc.if_else(pc.greater(moment, clock), clock, moment)


def _unread(written: pa.Array, read: pa.Array) -> pa.Array:
    return pc.and_(pc.is_valid(written), pc.is_null(read))


def _moments(sheet: Sheet, name: str, how: How, country: pa.Array) -> pa.Array:
    return moments.column(sheet.values(name), country, how.order)


def _references(sheet: Sheet) -> pa.Array:
    written = sheet.values("reference")
    long = pc.greater(pc.utf8_length(pc.fill_null(written, "")), LONGEST_REFERENCE)
    sheet.refuse(long, sheet.column("reference"), f"is longer than {LONGEST_REFERENCE} characters")
    rows = pc.cast(sheet.raw.rows, pa.string())
    return pc.coalesce(written, pc.binary_join_element_wise(sheet.raw.file, rows, "#"))


def _text(sheet: Sheet) -> pa.Array:
    parts = [column for name in ("text", "popup_text") for _, column in sheet.each(name)]
    joined = pa.nulls(len(sheet), pa.string())
    for part in parts:
        joined = pc.coalesce(pc.binary_join_element_wise(joined, part, "\n"), joined, part)
    return pc.fill_null(joined, "")


def _own(sheet: Sheet) -> list[list[str]]:
    """Collect the reporter's own fields; the parts of a name, and of an address, also stand together."""
    own: list[list[str]] = [[] for _ in range(len(sheet))]
    for name in REPORTER:
        columns = [column.to_pylist() for _, column in sheet.each(name)]
        for at, values in enumerate(zip(*columns, strict=True)):
            own[at] += _hers(name, [value for value in values if value and value.lower() not in _ANSWERS])
    return own


def _hers(name: str, written: list[str]) -> list[str]:
    """List what one of her fields holds; what another kind of value strayed into it stands alone."""
    together = {"reporter_name": " ", "reporter_address": ", "}.get(name)
    if together is None or (len(written) == 1 and name == "reporter_address"):
        return [one.strip() for value in written for one in stating.split(value) if one.strip()]
    plain = [value for value in written if "@" not in value]
    found = [one.strip() for value in written if "@" in value for one in stating.split(value)]
    if name == "reporter_name":
        plain = [_in_order(one) for value in plain for one in stating.split(value) if one.strip(" ,")]
        found += [value for value in plain if " " in value or len(plain) == 1]
    if len(plain) > 1 or (plain and name == "reporter_address"):
        found.append(together.join(plain))
    return list(dict.fromkeys(found))


def _in_order(name: str) -> str:
    """Bring ``Hartwell, Ben`` to the order in which it is said."""
    last, comma, first = name.strip(" ,").partition(",")
    return f"{first.strip()} {last.strip()}".replace(",", " ") if comma else last.strip()


def _reporters(sheet: Sheet, how: How, country: pa.Array) -> pa.Array:
    emails, phones = sheet.values("reporter_email"), sheet.values("reporter_phone")
    if emails.null_count == len(sheet) and phones.null_count == len(sheet):
        return pa.nulls(len(sheet), pa.string())
    rows = zip(emails.to_pylist(), phones.to_pylist(), country.to_pylist(), strict=True)
    named = [
        reporter_id(
            how.node_key,
            email=stating.split(email)[0] if email else None,
            phone=stating.split(phone)[0] if phone else None,
            country=Country(lives) if lives else None,
        )
        for email, phone, lives in rows
    ]
    return pa.array(named, pa.string())


def _channel(written: str) -> str | None:
    folded = written.strip().lower().replace(" ", "_").replace("-", "_")
    if folded in CHANNELS:
        return folded
    plain = written.lower()
    words = set("".join(c if c.isalnum() else " " for c in plain).split())
    for channel, known in _WORDS_OF_CHANNEL.items():
        if channel != "email" and words & set(known.split()) and not words & {"email", "e"}:
            return channel
    return "email" if words & {"email", "e", "correo", "courriel"} else "other"


def _brand(written: str) -> str | None:
    return written.strip() if len(written) <= LONGEST_BRAND else None


def _consents(sheet: Sheet) -> pa.Array:
    """Gather what she agreed to; nothing said is no consent."""
    listed = [[] if one is None else _consent_words(one) for one in sheet.values("consents").to_pylist()]
    for name, word in CONSENTS.items():
        values = sheet.values(name)
        if values.null_count == len(sheet):
            continue
        for at, value in enumerate(values.to_pylist()):
            if value is not None and value.strip().lower() in _YES and word not in listed[at]:
                listed[at].append(word)
    return pa.array(listed, pa.list_(pa.string()))


def _consent_words(written: str) -> list[str]:
    words = "".join(c if c.isalnum() or c == "_" else " " for c in written.lower()).split()
    return [word for word in CONSENTS.values() if word in words]


def _tlp(sheet: Sheet) -> pa.Array:
    marked = sheet.read("tlp", _marking, pa.string(), "is no TLP 2.0 marking; TLP:RED stands instead")
    unread = _unread(sheet.values("tlp"), marked)
    return pc.fill_null(pc.if_else(unread, Tlp.RED.value, marked), Tlp.AMBER.value)


def _marking(written: str) -> str | None:
    folded = "TLP:" + written.strip().upper().removeprefix("TLP").lstrip(":- ").replace(" ", "")
    folded = {"TLP:WHITE": "TLP:CLEAR", "TLP:AMBER-STRICT": "TLP:AMBER+STRICT"}.get(folded, folded)
    return folded if folded in set(Tlp) else None
