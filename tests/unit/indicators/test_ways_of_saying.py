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
