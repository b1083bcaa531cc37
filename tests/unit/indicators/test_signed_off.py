"""What stands in the signature that ends a report is the reporter's own."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("ES", "Me llamaron del 919 99 00 14. Un saludo, Marta Gil. 600 000 091"),
        ("ES", "Me llamaron del 919 99 00 14. Atentamente,\nJosé Luis Vega\nMóvil 600 000 092"),
        ("US", "He called from 888-555-0101. Thanks, Jane Doe, 202-555-0143"),
        ("DE", "Bitte um Rückruf. Mit freundlichen Grüßen\nHelga Brandt\nhelga@post.example"),
        ("FR", "On m'a appelée. Cordialement, Jeanne Petit 06 39 98 00 12"),
    ],
)
def test_what_follows_a_name_at_the_end_is_the_reporters(country: str, text: str) -> None:
    assert str(find(text, Context(Country(country)))[-1].role) == "reporter"


@pytest.mark.parametrize(
    "text",
    [
        "The mail said: call us today. Thanks, Norton Support 888-555-0102",
        "Thanks. Then he gave me 888-555-0103",
        "Thanks, Jane Doe 888-555-0103 is what the man who rang me from his office told me to dial at once",
    ],
)
def test_a_brand_another_sentence_and_a_long_rest_are_no_signature(text: str) -> None:
    roles = {str(one.role) for one in find(text, Context(Country("US"))) if one.kind == "phone"}
    assert roles & {"callback", "caller_id"}
