"""Names in payment links that hold digits, hundreds that are spelled out, and spans of addresses in URLs."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find, stated
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

US = Context(Country("US"), Lang("en"))


def of_kind(kind: str, text: str, lang: str = "en", country: str = "US") -> list[str]:
    """Give the values of a kind in a text."""
    return [one.value for one in find(text, Context(Country(country), Lang(lang))) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("I paid him through paypal.me/adasmith2024", "paypal:@adasmith2024"),
        ("I paid paypal.me/FixDesk99/50", "paypal:@fixdesk99"),
        ("I paid paypal.me/5035550117", "paypal:@5035550117"),
        ("write to wa.me/442079460719", "whatsapp:+442079460719"),
        ("write to t.me/Desk2024999", "telegram:@desk2024999"),
    ],
)
def test_a_name_in_a_link_is_a_name_whatever_digits_it_holds(text: str, handle: str) -> None:
    assert of_kind("handle", text) == [handle]


@pytest.mark.parametrize(
    "text",
    ["join t.me/joinchat/AAAA2024", "t.me/share/url?u=x", "wa.me/John2024567", "wa.me/message/AB12345678"],
)
def test_what_is_no_name_in_a_link_is_no_handle(text: str) -> None:
    assert of_kind("handle", text) == []


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("zelle:Ada Smith 2024", []),
        ("zelle:(503) 555-0117", ["zelle:+15035550117"]),
        ("paypal:@FixDesk99", ["paypal:@fixdesk99"]),
        ("whatsapp:ada2024555", []),
        ("whatsapp:+44 7700 900123", ["whatsapp:+447700900123"]),
    ],
)
def test_a_field_for_a_handle_reads_a_number_only_where_no_letter_stands(
    written: str, values: list[str]
) -> None:
    assert [one.value for one in stated("handle", "payee", written, US)] == values


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "call eight hundred eighty-eight, five five five, zero one two three"),
        ("en", "call one eight hundred and eighty eight five five five zero one two three"),
        ("de", "Rufen Sie achthundertachtundachtzig, fünf fünf fünf, null eins zwei drei an"),
        ("fr", "Appelez le huit cent quatre-vingt-huit, cinq cent cinquante-cinq, zéro un deux trois"),
        ("es", "Llame al ochocientos ochenta y ocho, cinco cinco cinco, cero uno dos tres"),
    ],
)
def test_hundreds_go_with_their_tens(lang: str, text: str) -> None:
    assert of_kind("phone", text, lang) == ["+18885550123"]


@pytest.mark.parametrize(
    ("lang", "country", "text", "value"),
    [
        (
            "en",
            "US",
            "call two hundred and two, five hundred fifty-five, zero one four three",
            "+12025550143",
        ),
        ("en", "US", "call one eight hundred, fifty five five, zero one two three", "+18005550123"),
        ("en", "US", "call eight hundred fifty five five oh one two three", "+18005550123"),
        ("fr", "FR", "Appelez le zéro huit cent cinq, vingt, trente, quarante", "+33805203040"),
        ("fr", "FR", "Appelez le zéro huit cent dix vingt trente quarante", "+33810203040"),
        ("fr", "FR", "Appelez le zéro huit cents dix vingt trente", "+33800102030"),
        ("es", "ES", "Llame al novecientos doce treinta y cuatro cincuenta y seis", "+34900123456"),
    ],
)
def test_hundreds_stand_apart_where_a_comma_or_the_length_of_the_number_says_so(
    lang: str, country: str, text: str, value: str
) -> None:
    assert of_kind("phone", text, lang, country) == [value]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("go to http://203.0.113.9/login now", "203.0.113.9"),
        ("hxxp://203[.]0[.]113[.]9/x", "203[.]0[.]113[.]9"),
        ("http://[2001:db8::9]/x", "2001:db8::9"),
    ],
)
def test_an_address_in_a_url_is_where_its_own_characters_stand(text: str, written: str) -> None:
    spans = [text[one.start : one.end] for one in find(text, US) if one.kind == "ip"]
    assert spans == [written]


def test_an_id_through_which_he_connected_is_his() -> None:
    text = "He connected through UltraViewer ID 999 012 345 and moved my money."
    assert [str(one.role) for one in find(text, US) if one.kind == "remote_access"] == ["operator"]
