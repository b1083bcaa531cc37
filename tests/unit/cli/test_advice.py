from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from ringfence.cli import main
from ringfence.guidance.directory import directory


def _said(*asked: str) -> str:
    shown = CliRunner().invoke(main, ["advice", *asked])
    assert shown.exit_code == 0, shown.output
    return shown.output


def _document(*asked: str) -> dict[str, Any]:
    read = json.loads(_said(*asked, "--json"))
    assert isinstance(read, dict)
    return read


def test_what_happened_comes_first_and_only_its_steps_are_shown() -> None:
    page = _said("--country", "US", "--paid", "gift_card", "--connected")
    assert page.index("Hang up") < page.index("Keep the card and the receipt") < page.index("ic3.gov")
    assert "cryptocurrency" not in page
    assert "How to keep it from happening again" not in page


def test_without_a_word_of_what_happened_the_whole_page_is_shown() -> None:
    page = _said("--country", "FR", "--lang", "fr")
    for heading in ("Que faire maintenant", "Comment reconnaître l’escroquerie", "Où signaler l’escroquerie"):
        assert heading in page


def test_numbers_and_addresses_come_from_the_directory() -> None:
    page = _said("--country", "GB", "--paid", "bank_transfer")
    for name in ("gb-bank-159", "gb-report-fraud", "gb-police-scotland"):
        place = directory().place(name)
        assert place.phone is not None
        assert place.phone in page


@pytest.mark.parametrize("lang", ["en", "de", "es", "fr"])
def test_every_country_can_be_printed_in_every_language(lang: str) -> None:
    for code in directory().countries():
        found = _document("--country", code, "--lang", lang)
        assert (found["country"], found["lang"], found["notes"]) == (code, lang, [])
        places = [place for step in found["report"] for place in step["places"]]
        assert {place["id"] for place in places} >= {"world-econsumer", "brand-microsoft"}


def test_no_line_is_wider_than_the_page() -> None:
    assert max(len(line) for line in _said("--country", "ES", "--lang", "es").splitlines()) <= 100


def test_a_country_or_language_that_is_not_there_is_told() -> None:
    assert "We have no list of our own for your country" in _said("--country", "BR")
    assert "We do not have this advice in your language" in _said("--country", "JP", "--lang", "ja")
    assert "Name your country" in _said()


@pytest.mark.parametrize("asked", [("--country", "Spain"), ("--paid", "shells")])
def test_what_cannot_be_meant_is_wrong_usage(asked: tuple[str, str]) -> None:
    shown = CliRunner().invoke(main, ["advice", *asked])
    assert shown.exit_code == 2
