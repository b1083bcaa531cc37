"""Columns are understood by their names; what may be the reporter's own is masked and never published."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from ringfence.actions.extract import extract_reports
from ringfence.actions.gather import Options, gather
from ringfence.reports.guess import LEFT_OUT, guess, one, shown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Number customer called", "number_dialled"),
        ("the number I dialed", "number_dialled"),
        ("Phone number you called", "number_dialled"),
        ("Number that called", "number_called_from"),
        ("Incoming number called", "number_called_from"),
        ("Caller ID", "number_called_from"),
        ("Customer Phone", "reporter_phone"),
        ("Number you were called on", "reporter_phone"),
    ],
)
def test_a_number_dialled_is_told_from_one_that_rang_and_from_ones_own(column: str, field: str) -> None:
    assert one(column) == field


OWN = {
    "email": "Correo electrónico|E-Mail-Adresse|Mailadresse|Adresse e-mail|Adresse mail|Adresse électronique"
    "|Mail des Kunden|E-Mail des Opfers|customerEMail|victim.email|Kundenmail",
    "phone": "Telefon des Opfers|Telefon des Kunden|Kundentelefon|Teléfono de contacto|Phone 1"
    "|Phone (daytime)|Alt phone|Caller phone|Caller number|Telefonnr.|Kundentelefonnummer",
    "name": "Name des Opfers|Kundenname|Nachname, Vorname|Nom et prénom|Apellidos y nombre|Caller name"
    "|Name on bank account|Contact person|Persona de contacto|Ansprechpartner",
    "address": "Adresse postale|PLZ/Ort|Kundenadresse|Dirección de la víctima",
    "account": "Debit card|Carte bancaire|IBAN|Kontonummer|Konto|Cuenta|Account number|Bank account"
    "|IBANNumber|Kundenkonto|RIB",
}


@pytest.mark.parametrize(("column", "shape"), [(c, s) for s, names in OWN.items() for c in names.split("|")])
def test_what_is_bare_or_ambiguous_is_the_reporters_own(column: str, shape: str) -> None:
    assert one(column) == f"reporter_{shape}"


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Scammer's phone", "number_called_from"),
        ("Telefon des Betrügers", "number_called_from"),
        ("Betrügertelefon", "number_called_from"),
        ("Correo del estafador", "sender_email"),
        ("Nom de l\u2019escroc", "claimed_name"),
        ("Suspect's bank account", "bank_account"),
        ("Beneficiary IBAN", "bank_account"),
        ("Empfängerkonto", "bank_account"),
        ("Account paid to", "bank_account"),
        ("PayPal e-mail sent to", "paid_to"),
        ("bank_account", "bank_account"),
    ],
)
def test_only_words_that_say_theirs_make_it_theirs(column: str, field: str) -> None:
    assert one(column) == field


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("AnyDesk ID", "remote_id"),
        ("TeamViewer ID", "remote_id"),
        ("PayPal", "payment_handle"),
        ("WhatsApp", "handle"),
        ("callerID", "number_called_from"),
        ("victimCountry", "country"),
        ("Complaint #", "reference"),
        ("Case #", "reference"),
        ("Nº expediente", "reference"),
        ("N° de dossier", "reference"),
        ("Relato de los hechos", "text"),
        ("Description of incident", "text"),
    ],
)
def test_capitals_and_signs_for_number_do_not_hide_a_known_name(column: str, field: str) -> None:
    assert one(column) == field


@pytest.mark.parametrize(
    "column",
    ["Phone model", "Card type", "file name", "Firmenname", "Bank name", "Gift card value", "Voicemail"],
)
def test_a_thing_with_a_name_is_no_detail_of_hers(column: str) -> None:
    assert one(column) == ""


@pytest.mark.parametrize("columns", [("Residence", "country"), ("country", "Residence")])
def test_a_column_called_as_the_field_goes_before_one_that_means_it(columns: tuple[str, str]) -> None:
    assert guess(columns) == {"Residence": "", "country": "country"}


def test_every_column_of_hers_is_shown_as_hers_when_several_hold_one_field() -> None:
    columns = ["Phone 1", "Phone 2", "Mail", "E-Mail", "IBAN", "Card"]
    assert [field.partition("_")[0] for field in guess(columns).values()] == ["reporter"] * len(columns)


@pytest.mark.parametrize(
    ("column", "seen"),
    [
        ("Shoe size", "Shoe size"),
        ("ben.hartwell@mail.example", LEFT_OUT),
        ("+1 503 555 0117", LEFT_OUT),
        ("note 5035550117", LEFT_OUT),
        ("x" * 41, LEFT_OUT),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_name_that_may_itself_be_somebodys_is_not_shown(column: str, seen: str) -> None:
    assert shown(column) == seen


PLANTED = {
    "Correo electrónico": "ben.hartwell@mail.example",
    "Mail des Kunden": "bhartwell@home.example",
    "Adresse": "b.h.1951@letterbox.example",
    "Kundentelefon": "503 555 0117",
    "Phone (daytime)": "503 555 0142",
    "Caller phone": "503-555-0188",
    "Nachname, Vorname": "Hartwell, Ben",
    "Caller name": "Rosalind Hartwell",
    "Kontonummer": "000123456789",
    "IBAN": "GB33ZZZZ20201555555555",
    "Debit card": "4111 1111 1111 1111",
    "Number that called": "503 555 0188",
    "Suspect name": "Ben Hartwell",
}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_nothing_of_her_own_becomes_a_sighting(tmp_path: Path, form: str) -> None:
    said = " and ".join(value for name, value in PLANTED.items() if name != "Nachname, Vorname")
    row = {
        "id": "1",
        "country": "US",
        "What happened": f"A pop-up said to call 888 555 0123. I gave {said}. Ben Hartwell",
        "Number called": "888 555 0123",
        **PLANTED,
    }
    file = tmp_path / f"desk.{form}"
    with file.open("w", encoding="utf-8", newline="") as opened:
        if form == "csv":
            csv.writer(opened).writerows([row.keys(), row.values()])
        else:
            opened.write(json.dumps(row) + "\n")
    clock = datetime(2026, 11, 23, tzinfo=UTC)
    gather([file], tmp_path / "r.parquet", node_key=bytes(32), options=Options(clock=clock))
    extract_reports(tmp_path / "r.parquet", tmp_path / "s.parquet")
    sightings = pq.read_table(tmp_path / "s.parquet").to_pylist()
    assert "+18885550123" in {one["value"] for one in sightings}
    kept = json.dumps([sightings, pq.read_table(tmp_path / "r.parquet").to_pylist()], default=str).lower()
    plain = "".join(sign for sign in kept if sign.isalnum())
    for value in ("hartwell", "letterbox", "home.example", "rosalind", *PLANTED.values()):
        assert "".join(sign for sign in value.lower() if sign.isalnum()) not in plain, value
