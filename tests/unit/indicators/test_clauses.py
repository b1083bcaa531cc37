"""What the words of a clause tell where no phrase stands by a value, and what is said of the next value."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def found(text: str, lang: str = "en", country: str = "US") -> list[tuple[str, str]]:
    """Give the kind and the role of each value of a text, as they stand in it."""
    values = sorted(find(text, Context(Country(country), Lang(lang))), key=lambda one: one.start or 0)
    return [
        (one.kind, str(one.role)) for one in values if one.kind not in ("brand", "software", "claimed_name")
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They sent a fake message. Original bank care is 202-555-0143."),
        ("en", "What stands on my passbook is 202-555-0143."),
        ("en", "The box office (202-555-0143) had never heard of the order."),
        ("es", "La compañía de verdad, según mi recibo, es +1 202 555 0143."),
    ],
)
def test_a_clause_that_speaks_of_the_real_one_names_it(lang: str, text: str) -> None:
    assert found(text, lang) == [("phone", "genuine")]


@pytest.mark.parametrize(
    "text",
    [
        "Is 202-555-0143 a real support number?",
        "They claimed the real department is 202-555-0143",
        "My nephew thought the original was 202-555-0143",
    ],
)
def test_what_was_only_claimed_or_asked_is_not_the_real_one(text: str) -> None:
    assert ("phone", "genuine") not in found(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I had replied to the advert from ann.lee@elmpost.example last week"),
        ("de", "ich habe der Vermieterin von ann.lee@elmpost.example aus geschrieben"),
        ("fr", "J'avais envoyé mon CV depuis ann.lee@elmpost.example"),
        ("hi", "Maine apna resume ann.lee@elmpost.example se bheja tha"),
    ],
)
def test_where_someone_wrote_from_is_hers(lang: str, text: str) -> None:
    assert found(text, lang) == [("email", "reporter")]


def test_a_mail_that_someone_got_is_not_from_her() -> None:
    assert found("I was sent an invoice from ann.lee@elmpost.example") == [("email", "contact")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "El vendedor escribía de ventas@tienda.example y mi correo es ana@andespost.example"),
        ("de", "Absender war hilfe@pruefung.example, meine eigene Adresse ist ana@waldpost.example"),
    ],
)
def test_what_leads_on_to_the_next_value_is_said_of_that(lang: str, text: str) -> None:
    assert [role for _, role in found(text, lang)] == ["contact", "reporter"]


def test_a_preposition_alone_joins_no_values() -> None:
    text = (
        "Virement vers FR43 0000 0000 9900 0001 2345 K00 depuis mon compte FR77 0000 0000 7700 0445 5667 B00"
    )
    told = found(text, "fr", "FR")
    assert told in ([], [("bank_account", "payee"), ("bank_account", "reporter")])


def test_the_sentence_before_tells_whose_it_is() -> None:
    assert found("Please do not give out my number. It's 202-555-0143.") == [("phone", "reporter")]


def test_accounts_told_before_their_codes_go_with_these() -> None:
    text = "beneficiary A/c no. 000112233445 IFSC XXXX0001277, my A/c no. 000998877661 IFSC XXXX0004402"
    values = [
        one.value for one in find(text, Context(Country("IN"), Lang("en"))) if one.kind == "bank_account"
    ]
    assert values == ["in:XXXX0001277/000112233445", "in:XXXX0004402/000998877661"]


def test_a_signature_stands_above_a_mail_that_is_forwarded() -> None:
    text = (
        "Best regards,\nElaine Whitcomb\nTreasurer, First Church\nCell 202-555-0143\n\n"
        "----- forwarded -----\n"
        "From: Jim <jim@quickmail.example>\nElaine, are you there? I need gift cards for a patient."
    )
    assert found(text) == [("phone", "reporter"), ("email", "contact")]
