"""Whose words: what a scammer is quoted with or a message gave is not the reporter's, nor the bank's."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("callback", "He said: you can reach me at 888-555-0123"),
        ("callback", "Kevin wrote: Please contact me at 888-555-0123"),
        ("callback", "he said 'my number is 888-555-0123, call me back'"),
        ("callback", "He left a message saying my number is 888-555-0123 call me back"),
        ("contact", "He wrote: contact me on my private email prince@gold.example"),
        ("reporter", "I am upset. I wrote: call me at 888-555-0123"),
        ("callback", "I called my bank at 888-555-0123, the number in the text, and a man asked for my PIN"),
        ("callback", "He gave me his wife's number 888-555-0123"),
        ("reporter", 'AnyDesk showed my ID "999 012 345" and I read it to him'),
        ("contact", "hi mum my phone broke, this is my new whatsapp +44 7700 900417"),
        ("callback", "Hi Mom this is my new number text me here 917-555-0133 - it was NOT my daughter"),
        ("reporter", "I was sent a 'hi mum' text and told him no. My new number is 917-555-0133"),
        ("callback", "usne bola mera number 917-555-0133 hai, save kar lo"),
        (
            "callback",
            "voicemail transcript: hey it's Brandon, my number is 888-555-0123, thanks",
        ),
        ("callback", "He left this on my machine: hello my number is 888-555-0123 please return my call"),
        ("callback", "the phone added to my profile was 888-555-0123, not mine"),
        ("contact", 'Dad got a WhatsApp "Hi Dad it\'s me, new phone" from +44 7700 900123'),
        ("contact", 'an e-mail from "PayPal" (service@pp-dispute-center.example) about bitcoin'),
        ("reporter", "usne bola paise bhejo, maine mana kiya. mera number 917-555-0133 hai"),
    ],
)
def test_a_value_is_that_of_the_one_who_speaks(role: str, text: str) -> None:
    found = [
        one
        for one in find(text, Context(Country("US")))
        if one.kind in {"phone", "email", "handle", "remote_access"}
    ]
    assert [str(one.role) for one in found] == [role]


@pytest.mark.parametrize(
    ("role", "text"),
    [
        (
            "payee",
            'The mail reads "Please send the difference to my account, routing 990000563, no. 0001000077"',
        ),
        ("payee", "She typed in the chat box on my screen: MY CASH APP $example-roe please hurry"),
        ("payee", '"Señora, mándeme los 500 a mi Zelle, soporte@northline.example", me escribió'),
        ("payee", 'उसका संदेश: "जुर्माना मेरे UPI पर भेजो, rana.fine@okaxis"'),
        ("operator", "he wrote in the chat: install anydesk, my id is 999 052 744, press connect"),
        ("reporter", 'He said "your account, routing 990000563, no. 0001000077, was hacked"'),
        ("reporter", 'I told the bank: "please close my account, routing 990000563, no. 0001000077"'),
        ("reporter", 'My statement: "I paid from my account, routing 990000563, account 0001000077."'),
        ("reporter", '"It was my savings account, routing 990000563, account 0001000077," she told us.'),
    ],
)
def test_who_asks_for_money_in_quoted_words_is_to_be_paid(role: str, text: str) -> None:
    kinds = {"bank_account", "handle", "remote_access"}
    found = [one for one in find(text, Context(Country("US"))) if one.kind in kinds]
    assert [str(one.role) for one in found] == [role]


def test_what_one_of_hers_is_said_to_have_said_is_hers() -> None:
    for who in ("The complainant", "My mother", "Our neighbour"):
        (found,) = find(f'{who} said: "My number is 202-555-0143."', Context(Country("US")))
        assert str(found.role) == "reporter"


@pytest.mark.parametrize(
    "text",
    [
        "A text in the same thread as the real ones said to pay at https://tolls-pay.example/us",
        "The link https://tolls-pay.example/us came in the same thread as the genuine ones",
    ],
)
def test_what_stands_among_the_real_messages_is_not_real_for_that(text: str) -> None:
    found = [one for one in find(text, Context(Country("US"))) if one.kind in {"url", "domain"}]
    assert {str(one.role) for one in found} == {"visited"}


@pytest.mark.parametrize(
    "text",
    ["Police report 202-555-0143", "IC3 complaint 2025550143", "Rates 900 DIARIOS now", "MTCN 202-555-0143"],
)
def test_what_is_no_telephone_number_is_none(text: str) -> None:
    assert not [one for one in find(text, Context(Country("US"))) if one.kind == "phone"]


@pytest.mark.parametrize(
    ("lang", "text", "role"),
    [
        (
            "en",
            "hello sir this is Ryan from the Windows support dept, my direct number is 888-555-0162",
            "callback",
        ),
        (
            "de",
            "Guten Tag, mein Name ist Neumann vom Servicecenter. Sie erreichen mich unter 888-555-0162.",
            "callback",
        ),
        ("en", "Hi, I'm the tech assigned to you. My own number is 888-555-0162.", "callback"),
        (
            "en",
            "This is Ana from tech support at Lincoln High. A man called. My number is 202-555-0162.",
            "reporter",
        ),
    ],
)
def test_all_that_a_support_desk_calls_its_own_in_its_own_words_is_its(
    lang: str, text: str, role: str
) -> None:
    found = find(text, Context(Country("US"), Lang(lang)))
    assert [str(one.role) for one in found if one.kind == "phone"] == [role]
