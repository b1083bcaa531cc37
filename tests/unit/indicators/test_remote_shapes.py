"""Digits in threes are an ID where a text names a tool; telephone, paper and amount are none."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def _found(where: str, text: str) -> list[str]:
    country, lang = where.split()
    found = find(text, Context(Country(country), Lang(lang)))
    return [one.value for one in found if one.kind in ("remote_access", "phone")]


@pytest.mark.parametrize(
    ("where", "text", "values"),
    [
        ("FR fr", "Les chiffres d'AnyDesk étaient ceux-ci : 999 047 113.", ["anydesk:999047113"]),
        ("JP ja", "AnyDeskの画面の番号は999 047 113でした", ["anydesk:999047113"]),
        ("IN hi", "AnyDesk khola aur 999 047 113 bata diya", ["anydesk:999047113"]),
        ("GB en", "TeamViewer's window had a partner called 999 047 113 in it", ["teamviewer:999047113"]),
        ("US en", "I opened RustDesk. Somebody on 9 990 471 136 joined at once.", ["rustdesk:9990471136"]),
        ("DE de", "AnyDesk ging auf. Einer mit 999047113 war gleich drin.", ["anydesk:999047113"]),
        ("ES es", "Me instaló Anidesk y salía 999 047 113", ["anydesk:999047113"]),
        ("ES es", "Marqué el 900 000 714 y me hicieron instalar AnyDesk", ["+34900000714"]),
        ("ES es", "Entró por AnyDesk. Mi teléfono es 600 000 714", ["+34600000714"]),
        ("ES es", "Mi AnyDesk es 900 000 714", ["anydesk:900000714"]),
        ("IN hi", "mode AnyDesk, call aaya 9000000714 se", ["+919000000714"]),
        ("US en", "With Quick Assist open he had me type 9990RK and wait", ["quickassist:9990RK"]),
        ("FR fr", "Assistance rapide ouverte, il m'a dicté 9990RK", ["quickassist:9990RK"]),
        ("DE de", "In der Remotehilfe sollte ich 9990RK eingeben", ["quickassist:9990RK"]),
        ("GB en", "The one that joined on AnyDesk was help-seven@ad.", ["anydesk:help-seven@ad"]),
        (
            "US en",
            "I saw ScreenConnect. Its relay was relay.fixit.example.",
            ["screenconnect:relay.fixit.example"],
        ),
    ],
)
def test_digits_are_read_as_what_their_shape_makes_them(where: str, text: str, values: list[str]) -> None:
    assert _found(where, text) == values


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("US en", "He used AnyDesk. My order number is 123 456 789."),
        ("US en", "He used AnyDesk to get in. SSN 123 456 789 was read out."),
        ("US en", "He used AnyDesk; the bill, 123 456 789 yen, was absurd."),
        ("US en", "AnyDesk was installed. The police gave me 123 456 789 as the report."),
        ("US en", "AnyDesk was on. The number on the receipt was 123456789."),
        ("US en", "AnyDesk was on. The MTCN he read me was 1234567890."),
        ("US en", "AnyDesk was on. He said 150000000 hackers were after me."),
        ("US en", "AnyDesk was on. Amount shown: 199999999."),
        ("US en", "TeamViewer was on. The badge he read was 12345678."),
        ("US en", "TeamViewer's log shows 20250312 and nothing else."),
        ("CA en", "He used AnyDesk; my SIN 123 456 782 is with him."),
        ("AU en", "AnyDesk was on and he asked for my tax file number 123 456 782"),
        ("FR fr", "AnyDesk installé. SIREN 123 456 789 sur la facture."),
        ("ES es", "Entró por AnyDesk. El expediente es 999 031 207."),
        ("DE de", "Er nutzte AnyDesk. Die Vorgangsnummer lautet 123 456 789."),
        ("US en", "Quick Assist was open; he said KB5034 is the update."),
        ("US en", "Quick Assist was on. My plate is AB12CD, he said."),
        ("US en", "Quick Assist was on. He said my flight was BA1234."),
        ("US en", "Quick Assist was on. The order is 12AB34."),
        ("US en", "Quick Assist was on, he said his badge was 88A21B."),
        ("US en", "The man sat on my desk, 123 456 789 on his sleeve"),
    ],
)
def test_a_number_of_something_else_is_no_id(where: str, text: str) -> None:
    assert _found(where, text) == []


def test_eight_digits_beside_ultraviewer_are_an_id_and_a_day_or_a_free_number_is_none() -> None:
    def ids(text: str, country: str) -> list[str]:
        found = find(text, Context(Country(country), Lang("en")))
        return [one.value for one in found if one.kind == "remote_access"]

    assert ids("UltraViewer: left side 99901237, right side 99904561.", "US") == [
        "ultraviewer:99901237",
        "ultraviewer:99904561",
    ]
    assert ids("UltraViewer was installed on 20240115 by him.", "US") == []
    assert ids("My AnyDesk code was 999 070 316. The call came from 1800 000 044.", "IN") == [
        "anydesk:999070316"
    ]
