"""Warning signs come from words, in each language, and from how an address is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.guidance.check import asked
from ringfence.guidance.signs import NAMES, brand_in, signs


def _named(text: str) -> list[str]:
    return [sign.name for sign in asked(text, "US").signs]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pay with gift cards from the shop", "gift_card"),
        ("Bezahlen Sie mit Geschenkkarten", "gift_card"),
        ("Pague con tarjetas de regalo", "gift_card"),
        ("Payez avec des cartes cadeaux", "gift_card"),
        ("Do not tell anyone at the bank", "secrecy"),
        ("Sagen Sie niemandem davon", "secrecy"),
        ("No se lo diga a nadie", "secrecy"),
        ("Ne le dites à personne", "secrecy"),
        ("You must act now", "hurry"),
        ("Transfer your money to this account", "move_money"),
        ("We refunded too much to you", "refund"),
        ("A courier will come this evening", "courier"),
        ("Read the verification code to me", "password"),
        ("Buy bitcoin at the machine", "crypto"),
        ("Please allow remote access", "remote_tool"),
        ("Your computer has a virus, call +1 888 555 0123", "popup_call"),
    ],
)
def test_a_phrase_is_a_sign(text: str, name: str) -> None:
    assert name in _named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Your appointment is on Tuesday at ten.",
        "Danke für Ihre Bestellung.",
        "Call me when you are home",
        "My computer has a virus",
        "+1 888 555 0123",
    ],
)
def test_a_plain_message_has_no_sign(text: str) -> None:
    assert _named(text) == []


def test_an_id_alone_is_no_sign_and_with_a_request_to_connect_it_is() -> None:
    assert _named("AnyDesk ID 999 041 772") == []
    assert _named("Install AnyDesk and connect to ID 999 041 772") == ["remote_tool"]
    assert _named("Bitte AnyDesk öffnen, ID 999 041 772") == ["remote_tool"]


def test_a_remote_tool_is_a_sign_and_a_messenger_is_none() -> None:
    assert _named("We will use AnyDesk") == ["remote_tool"]
    assert _named("Write to me on telegram @harbourhelp") == []


def test_a_brands_name_in_a_strangers_address_is_a_look_alike() -> None:
    for host in (
        "microsoft-support.example",
        "rnicrosoft-help.example",
        "micr0soft.example",
        "account.amazon.example",
        "paypal-refund.example",
    ):
        assert brand_in(host) in {"microsoft", "amazon", "paypal"}, host
    for host in ("microsoft.com", "support.microsoft.com", "harbour-helpline.example", "amazon.co.uk"):
        assert brand_in(host) is None, host


def test_letters_of_another_alphabet_are_named() -> None:
    assert "hidden_letters" in _named("xn--mcrosoft-66a.example") + _named("microsоft.example")


def test_an_address_is_named_once_for_its_host() -> None:
    text = "https://rnicrosoft-help.example/a https://rnicrosoft-help.example/b rnicrosoft-help.example"
    assert _named(text).count("look_alike") == 1


@given(st.text(max_size=300))
def test_signs_are_known_sorted_and_each_once(text: str) -> None:
    found = [sign.name for sign in signs(text, ())]
    assert found == [name for name in NAMES if name in found]
