"""Numbers of papers and files are no telephone numbers; toll-free ones are North America's in India too."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def _phones(where: str, text: str) -> list[str]:
    country, lang = where.split()
    found = find(text, Context(Country(country), Lang(lang)))
    return [one.value for one in found if one.kind == "phone"]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("AU en", "someone has my medicare card 2123 45670 1"),
        ("AU en", "He asked for my tax file number 123 456 782"),
        ("AU en", "Police event no. 0491 570 006"),
        ("US en", "They have my Medicaid member ID 202 555 0143"),
        ("DE de", "Az. 2026/0044718."),
        ("DE de", "Az. der Polizei: 0221 4710 233"),
        ("DE de", "Geschäftszeichen: 2026-0055012"),
        ("BE fr", "Dossier LI.55.L6.004417/2026 ouvert"),
        ("ES es", "El expediente en comisaría es 600 000 041"),
        ("JP ja", "マイナンバーカードの番号 090-1000-0019"),
        ("US en", "Following up on claim 7719-04-2231 opened Jan 9"),
        ("DE de", "Anzeige aufgegeben unter Nummer 4471-03-2025"),
        ("ES es", "Expediente 2210-05-7714 de consumo"),
    ],
)
def test_a_number_of_a_paper_or_a_file_is_no_telephone_number(where: str, text: str) -> None:
    assert _phones(where, text) == []


@pytest.mark.parametrize(
    ("where", "text", "value"),
    [
        ("US en", "I rang the number on my Medicare card 202-555-0143", "+12025550143"),
        ("DE de", "Der Anruf kam von 0221 4710 233, Az. 2026/0044718.", "+492214710233"),
        ("IN en", "I called 866 555 0143", "+18665550143"),
        ("IN hi", "फोन करें: आठ सात सात, पाँच पाँच पाँच, शून्य एक छह आठ", "+18775550168"),
        ("IN en", "I called 90000 00043", "+919000000043"),
        ("MX es", "llame al 800 555 0158", "+528005550158"),
        ("US en", "They claim 888-555-0123 is the refund line, I called", "+18885550123"),
        ("US en", "they spoofed 1-123-555-0199 on my caller ID", "+11235550199"),
        (
            "US es",
            "era del seguro social, número ocho cinco cinco, cinco cinco cinco, cero uno siete dos",
            "+18555550172",
        ),
    ],
)
def test_a_number_that_is_to_be_called_stays_one(where: str, text: str, value: str) -> None:
    assert _phones(where, text) == [value]
