"""Ways of saying whose a value is, or what it did, that labelled sets brought."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


@pytest.mark.parametrize(
    ("where", "text", "value", "role"),
    [
        ("GB en", "He presented 020 7946 0901; our desk is closed.", "+442079460901", "caller_id"),
        ("US en", "My phone lit up with 480-555-0121 and it was a boy.", "+14805550121", "caller_id"),
        ("DE de", "Angezeigt wurde beim Anruf selbst 0221 4710 903.", "+492214710903", "caller_id"),
        ("US en", "The first result was 855-555-0109. I called it.", "+18555550109", "callback"),
        ("ES es", "hola mi amor soy yo, este es el nuevo: +1 915 555 0121", "+19155550121", "callback"),
        (
            "DE de",
            "Angerufen hat 040 66969 222. Die echte Nummer ist 069 90009 333, die hat mich nie angerufen.",
            "+496990009333",
            "genuine",
        ),
        ("US en", "The page I always use is creditoak.example.", "creditoak.example", "genuine"),
        (
            "ES es",
            "La página del mensaje era multa-pago.example y la buena es tráfico.example.",
            "multa-pago.example",
            "visited",
        ),
        (
            "DE de",
            "Vermerk: Kundin hat 900 Euro überwiesen. Sie bittet um Rückruf unter 0171 39200 56.",
            "+491713920056",
            "reporter",
        ),
        (
            "US en",
            "My AnyDesk is 999 011 224 and he was using 999 044 552 to get in.",
            "anydesk:999044552",
            "operator",
        ),
        (
            "AU en",
            "Offender provided RustDesk ID 999 017 733 as his own.",
            "rustdesk:999017733",
            "operator",
        ),
        ("IN hi", "job ke liye whatsapp karo +1 415 555 0199 par", "whatsapp:+14155550199", "contact"),
        ("US en", "mail them at care~at~geekinvoice dot example", "care@geekinvoice.example", "contact"),
        (
            "IE en",
            "I was contacted on WhatsApp by a person using +44 7700 900318 who said he was my son.",
            "whatsapp:+447700900318",
            "contact",
        ),
        (
            "DE de",
            'Enkeltrick per WhatsApp: "Hallo Oma das ist meine neue Nummer 0171 3920088".',
            "whatsapp:+491713920088",
            "contact",
        ),
        ("US en", "my venmo got drained, payments to @Example-Rowan-T", "venmo:@example-rowan-t", "payee"),
        (
            "FR fr",
            "A versé par PayPal, entre proches, à l'adresse c.lenoir@boite.example",
            "paypal:c.lenoir@boite.example",
            "payee",
        ),
        ("IN en", "told me to send to 90000 00081@ybl only", "upi:9000000081@ybl", "payee"),
        ("NZ en", "Supremo, the ID which connected to cust = 999 022 581.", "supremo:999022581", "operator"),
        (
            "NZ en",
            "AnyDesk log: incoming from 999 012 345, accepted on 999 045 678, a laptop",
            "anydesk:999045678",
            "reporter",
        ),
        ("DE de", "Bei mir hat heute dreimal die 089 99998 223 angerufen.", "+498999998223", "caller_id"),
        ("DE de", "Ich hab dreimal die 089 99998 224 angerufen.", "+498999998224", "callback"),
        (
            "US en",
            "Chat\nHim: send proof to 747-555-0122\nMe: ok from 747-555-0123 in a sec",
            "+17475550123",
            "reporter",
        ),
        (
            "US en",
            "My neighbor Walt can't type: his landline 614-555-0170, the robot called from 614-555-0171.",
            "+16145550170",
            "reporter",
        ),
        (
            "GB en",
            "Mrs Platt (landline 01632 960 600) let in a man with a card, 01632 960 601.",
            "+441632960600",
            "reporter",
        ),
    ],
)
def test_what_is_said_of_a_value_tells_its_role(where: str, text: str, value: str, role: str) -> None:
    country, lang = where.split()
    found = find(text, Context(Country(country), Lang(lang)))
    assert (value, role) in {(one.value, one.role.value) for one in found}


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("DE de", "Meine Bestellung vom 23.12.2023, Nr. 302-3125418-99, kam nie an."),
        ("DE de", "Mein Vertrag bei Stromnord, Nr. 0302-312-577, endet am 31.12.2024."),
        ("FR fr", "Commande du 12/04/2024, n° 0199-004-417, jamais reçue."),
        ("ES es", "Compra del 12/04/2024, núm. 910-000-041, sin entregar."),
    ],
)
def test_the_number_of_an_order_of_a_day_is_no_telephone(where: str, text: str) -> None:
    country, lang = where.split()
    assert not [one for one in find(text, Context(Country(country), Lang(lang))) if one.kind == "phone"]


@pytest.mark.parametrize(
    ("where", "text", "value", "role"),
    [
        ("US en", "NOTE - cx (72F) calling in from 518-555-0142, was scammed.", "+15185550142", "reporter"),
        ("US en", "Customer was called from 518-555-0142.", "+15185550142", "caller_id"),
        (
            "US en",
            "Dad let them in. His AnyDesk said 999 041 772, that one is his.",
            "anydesk:999041772",
            "reporter",
        ),
        (
            "US en",
            "The tech came on. His AnyDesk said 999 041 772, that one is his.",
            "anydesk:999041772",
            "operator",
        ),
        (
            "US en",
            "Your work phone .... 518-555-0151\nNumber called .... 202-555-0152",
            "+15185550151",
            "reporter",
        ),
        (
            "US en",
            "Your Windows is locked!\nYour support line - 844-555-0234\nDo not shut down",
            "+18445550234",
            "callback",
        ),
        ("US en", "When he wanted more he gave his Zelle, 470-555-0153.", "zelle:+14705550153", "payee"),
        (
            "US en",
            "Mom was crying. She gave her Zelle, 518-555-0183, to him.",
            "zelle:+15185550183",
            "reporter",
        ),
        ("FR fr", "Mon adresse PayPal est eva@boite.example.", "paypal:eva@boite.example", "reporter"),
        ("US en", "The fake invoice listed 808-555-0112 as our number.", "+18085550112", "callback"),
        ("JP ja", "犯人はfix@pc.exampleからメールを送ってきました。", "fix@pc.example", "contact"),
    ],
)
def test_who_rings_a_desk_and_whose_is_his(where: str, text: str, value: str, role: str) -> None:
    country, _, lang = where.partition(" ")
    found = find(text, Context(Country(country), Lang(lang)))
    assert [str(one.role) for one in found if one.value == value] == [role]


def test_what_an_order_is_listed_as_is_no_telephone_number() -> None:
    found = find("The receipt lists 844-555-0252 as the order number.", Context(Country("US"), Lang("en")))
    assert not [one for one in found if one.kind == "phone"]
