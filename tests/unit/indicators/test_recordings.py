"""What was wrong in recorded calls and in names of companies that people typed, by sentences of our own."""

from __future__ import annotations

import pytest

from ringfence.indicators import scripts
from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.indicators.kinds import phone
from ringfence.words import Country, Lang

US = Context(country=Country("US"), lang=Lang("en"))
NUMBER = "888-555-0143"


def found(text: str, kind: str) -> list[tuple[str, str]]:
    return sorted({(one.value, one.role) for one in find(text, US) if one.kind == kind})


def brands(text: str) -> list[str]:
    return [value for value, _ in found(text, "brand")]


@pytest.mark.parametrize(
    "text",
    [
        f"Hi, it's Dana. I was giving you a ring since your grant is ready. Please call me at {NUMBER}.",
        f"Grove Loan Centre. I am following up on your grant. You can reach us directly at {NUMBER}.",
        f"The grant desk. We have been trying to reach you all week. Call me back at {NUMBER}.",
        f"Dana from the grant desk. I'm reviewing your papers. You may call me on {NUMBER}.",
    ],
)
def test_who_speaks_to_you_in_a_recording_leaves_a_number_to_call(text: str) -> None:
    assert found(text, "phone") == [("+18885550143", "callback")]


@pytest.mark.parametrize(
    "text",
    [
        f"I was called by a man who told me to press 1. Please call me back at {NUMBER}, I was so afraid.",
        f"I am following up on my complaint of May. You can reach me at {NUMBER}.",
        f"I look forward to hearing from you. Call me at {NUMBER}.",
    ],
)
def test_who_tells_a_story_leaves_a_number_of_her_own(text: str) -> None:
    assert found(text, "phone") == [("+18885550143", "reporter")]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("A laptop was bought with your Amazon account. Press 1 to stop it.", ["amazon"]),
        ("This is the notice desk of Visa MasterCard account services.", ["visa"]),
        ("Good day, Dana from Discover. It is about your rate.", ["discover"]),
        ("CIA calling for the IRS", ["cia", "irs"]),
        ("the IRS, then the Dept. of Treasury", ["irs", "us-treasury"]),
        ("Legal affairs, U.S. Treasury", ["us-treasury"]),
        ("US Dept Treasury (fake)", ["us-treasury"]),
        ("Justice Dept. of the IRS", ["doj", "irs"]),
        ("the IRS and Home Land Security", ["dhs", "irs"]),
        ("the disconnection desk of PSE&G", ["pseg"]),
        ("a free stay from Marriott Hotels", ["marriott"]),
    ],
)
def test_who_the_caller_claims_to_be_is_found(text: str, slugs: list[str]) -> None:
    assert brands(text) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "I looked into my Amazon account and nothing was there.",
        "They had me go into your Amazon account and buy cards.",
        "Discover how little it costs. We discovered it on the Discovery channel.",
        "UPS AND DOWNS ALL DAY. A target. They chase me.",
        "Mrs Milton of Wilton, and the power company Energy First",
    ],
)
def test_what_is_only_mentioned_is_no_claim(text: str) -> None:
    assert brands(text) == []


def test_numbers_in_words_and_in_digits_are_the_same_script() -> None:
    spoken = "press one to hear more about your prize or press two to be taken off our list today"
    typed = "Press 1 to hear more about your prize, or press 2 to be taken off our list today."
    called = "call eight eight eight five five five zero one four three"
    assert scripts.words(spoken) == scripts.words(typed.lower())
    assert scripts.words(called) == scripts.words(f"call {NUMBER}") == ["call", "#"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("8885550143and", "+18885550143"),
        ("888 555 0143 and others", "+18885550143"),
        ("8885550143CID", "+18885550143"),
        ("8885550143x12", "+18885550143"),
        ("8885550143 ext 3", "+18885550143"),
        ("5550143Contoso", "+15550143"),
        ("888 jjl 01tm", "+18885550186"),
        ("1-888-JJL-01TMORE", "+18885550186"),
        ("888areacode", None),
        ("888-55 something", None),
        ("888555xxxx", None),
        ("unknown", None),
    ],
)
def test_a_remark_in_a_numbers_field_is_not_dialled(written: str, value: str | None) -> None:
    read = phone.canonical(written, US)
    assert (read and read[0]) == value
