"""Addresses and numbers that a payment or chat service knows someone by, told by all the words around."""

from __future__ import annotations

import pytest

from ringfence.indicators import extract, known_by, weighed
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.words import Country, Lang

US = Context(Country("US"), Lang("en"))
ALWAYS = "We met on WhatsApp. +1 202 555 0143"


def found(text: str, context: Context = US) -> set[tuple[str, str]]:
    kinds = ("email", "handle", "phone")
    return {(one.value, str(one.role)) for one in extract.find(text, context) if one.kind in kinds}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "PayPal friends and family, $300, from me at kay@mailbox.example, received by desk@fix.example.",
            {("paypal:kay@mailbox.example", "reporter"), ("paypal:desk@fix.example", "payee")},
        ),
        (
            "My Zelle is tied to my cell, 614-555-0144, and the grand landed at sam.roe@post-box.example.",
            {("zelle:+16145550144", "reporter"), ("zelle:sam.roe@post-box.example", "payee")},
        ),
    ],
)
def test_what_rules_left_as_it_is_becomes_a_handle_by_the_words_around(
    text: str, values: set[tuple[str, str]]
) -> None:
    assert "handle" not in {one.kind for one in extract.by_rules(text, US)}
    assert found(text) == values
    own = {value for value, role in values if role == "reporter"}
    assert {one.value for one in extract.find_private(text, US)} == own


@pytest.mark.parametrize(
    "text",
    [
        "A mail about PayPal came from notice@bill-desk.example, then 888-555-0151 rang.",
        "The bank's real line is 800-555-0142. Zelle was how I paid.",
        "He wanted Zelle. I wrote to complain at help@post.example.",
    ],
)
def test_what_is_only_named_beside_a_service_stays_what_it_is(text: str) -> None:
    assert not [value for value, _ in found(text) if ":" in value]


def number(value: str, validity: Validity = Validity.VALID, role: Role = Role.CALLBACK) -> Found:
    return Found("phone", value, role, validity, 20, 35, 1.0)


@pytest.fixture
def every_score_is_high(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let words say of everything that it is a handle."""
    monkeypatch.setattr(weighed, "score", lambda *_: weighed.MOST)


@pytest.mark.usefixtures("every_score_is_high")
@pytest.mark.parametrize(
    ("one", "value"),
    [
        (number("+12025550143"), "whatsapp:+12025550143"),
        (number("+12025550143", Validity.POSSIBLE), "+12025550143"),
        (number("+12025550143", role=Role.GENUINE), "+12025550143"),
    ],
)
def test_only_a_valid_number_of_no_company_becomes_one(one: Found, value: str) -> None:
    assert [told.value for told in known_by.told(ALWAYS, [one])] == [value]


@pytest.mark.usefixtures("every_score_is_high")
def test_zelle_knows_no_number_of_another_country() -> None:
    text = "Zelle, he said, then 0161 496 0155"
    one = Found("phone", "+441614960155", Role.CALLBACK, Validity.VALID, 21, 34, 1.0)
    assert known_by.told(text, [one]) == [one]


@pytest.mark.usefixtures("every_score_is_high")
def test_the_service_is_the_last_that_is_named_before_and_fits() -> None:
    text = "Zelle first, PayPal then, WhatsApp too: a.roe@mail.example"
    (one,) = extract.by_rules("a.roe@mail.example", US)[:1]
    one = Found("email", one.value, Role.CONTACT, Validity.VALID, 40, 58, 1.0)
    assert [told.value for told in known_by.told(text, [one])] == ["paypal:a.roe@mail.example"]


def test_where_a_service_is_named_is_weighed() -> None:
    text = "I paid by zelle. He wrote from a.roe@mail.example"
    names = known_by.named(text.lower())
    one = Found("email", "a.roe@mail.example", Role.CONTACT, Validity.VALID, 31, 49, 1.0)
    assert [name.company for name in names] == ["zelle"]
    around = {*known_by.things(text.lower(), names, {"zelle"}, one)}
    assert {("sk", "email"), ("sn", "zelle email"), ("sb", "zelle"), ("sbd", "2"), ("sa", "")} <= around
    assert {("sbp", "True"), ("sbx", "zelle 2 True")} <= around


def test_a_handle_counts_as_what_it_holds() -> None:
    one = Found("handle", "zelle:a@mail.example", Role.PAYEE, Validity.VALID, 0, 5, 1.0)
    assert (known_by.bare(one).kind, known_by.bare(one).value) == ("email", "a@mail.example")
    tag = Found("handle", "venmo:@a-roe", Role.PAYEE, Validity.VALID, 0, 5, 1.0)
    assert known_by.bare(tag) is tag
