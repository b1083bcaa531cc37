"""Whose a value is, where more than one word tells: forms, chats, relatives, calls back, ends of letters."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find, find_private
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def roles_of(text: str, lang: str = "en", kinds: tuple[str, ...] = ("phone", "email")) -> list[str]:
    return [str(one.role) for one in find(text, Context(Country("US"), Lang(lang))) if one.kind in kinds]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A missed call from 202-555-0143. I rang it back and a man said hello"),
        ("en", "202-555-0143 called me twice; when we called the number back it was a warehouse"),
        ("de", "Verpasster Anruf von +1 202 555 0143, ich habe sofort zurückgerufen"),
        ("fr", "Appel manqué du +1 202 555 0143, j'ai rappelé aussitôt"),
        ("es", "Llamada perdida del +1 202 555 0143 y devolví la llamada"),
        ("ja", "+1 202 555 0143から着信があり、かけ直したら男が出た"),
    ],
)
def test_a_number_that_was_called_back_both_called_and_was_called(lang: str, text: str) -> None:
    assert roles_of(text, lang) == ["caller_id", "callback"]


@pytest.mark.parametrize(
    "text",
    [
        "202-555-0143 called me. I never called it back",
        "They rang me from 202-555-0143 and when I rang that back it was some poor lady",
        'Missed call from 202-555-0143, then a voicemail: "ring this number back on 888-555-0123"',
    ],
)
def test_who_did_not_call_back_dialled_nothing(text: str) -> None:
    assert roles_of(text)[0] == "caller_id"
    assert roles_of(text).count("callback") == text.count("888")


@pytest.mark.parametrize(
    ("roles", "text"),
    [
        (
            ["reporter", "caller_id"],
            "Name: Ann Roe\nPhone: 202-555-0143\nSuspect phone: 202-555-0144\nHe called me",
        ),
        (["caller_id", "reporter"], "Called from: 202-555-0143\nMe: 202-555-0144"),
        (["contact"], "her: ok\nhim: or mail me nathan@mission.example"),
        (["callback"], "He mailed me. His signature reads:\nTom Roe\nTel 202-555-0143"),
        (["reporter"], "I was so upset.\n--\nBob Roe\nRoe Plumbing\n202-555-0143"),
        (["reporter"], "I'm Carol Roe, 202-555-0143. They wanted cards"),
        (["caller_id", "reporter"], "My grandmother was called by 202-555-0143. Her number is 202-555-0144."),
        (["reporter"], "お願いします。\n総務部 小林 電話 +1 202 555 0143"),
        (["contact", "reporter"], "差出人: card@fake.example\n宛先: hana@mail.example"),
    ],
)
def test_fields_lines_of_chats_and_ends_of_letters_tell_whose_a_value_is(roles: list[str], text: str) -> None:
    assert roles_of(text) == roles


@pytest.mark.parametrize(
    "text",
    [
        "I'm Carol Roe, 202-555-0143. They wanted cards",
        "My grandmother was called. Her number is 202-555-0144.",
        "I was so upset.\n--\nBob Roe\nRoe Plumbing\n202-555-0143",
        "They told me lies. Phone 202-555-0143.",
    ],
)
def test_what_is_hers_by_its_place_is_masked_too(text: str) -> None:
    assert [one.value for one in find_private(text, Context(Country("US")))] != []


def test_the_code_that_a_scammer_calls_his_is_the_operators() -> None:
    text = 'He wrote: "open Quick Assist and enter my code Q7K2ZD"'
    assert [(one.value, str(one.role)) for one in find(text, Context()) if one.kind == "remote_access"] == [
        ("quickassist:Q7K2ZD", "operator")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ua=Chrome 121.0.6167.85 on Windows 10.0.22631.2861",
        "Versión del fichero 3.12.0.4, sdk=6.2.0.14",
        "RUM 0199004127-A, file no. 416-555-0199-A",
        "two codes of six digits and five minutes later",
    ],
)
def test_versions_and_numbers_with_a_letter_behind_are_nothing(text: str) -> None:
    assert [one for one in find(text, Context(Country("US"))) if one.kind in ("phone", "ip")] == []


def test_the_last_signs_of_several_cards_are_read() -> None:
    text = "three Razer Gold gift cards: ...0014, ...0022 and the third in 0039"
    assert [one.value for one in find(text, Context()) if one.kind == "gift_card"] == [
        "razer:…0014",
        "razer:…0022",
        "razer:…0039",
    ]
