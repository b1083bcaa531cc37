from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
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
    assert "We do not have this advice in your language" in _said("--country", "JP", "--lang", "it")
    assert "Name your country" in _said()


@pytest.mark.parametrize(
    "asked", [("--country", "Spain"), ("--country", "usa"), ("--country", "XX"), ("--paid", "shells")]
)
def test_what_cannot_be_meant_is_wrong_usage(asked: tuple[str, str]) -> None:
    shown = CliRunner().invoke(main, ["advice", *asked])
    assert shown.exit_code == 2
    assert "Traceback" not in shown.output


def test_a_country_is_read_in_any_case() -> None:
    assert _document("--country", " gb ")["country"] == _document("--country", "UK")["country"] == "GB"


@pytest.mark.parametrize(
    ("lang", "begins"),
    [
        ("en", "Some of what stands here was not checked"),
        ("de", "Einiges, was hier steht, wurde nicht"),
        ("es", "Parte de lo que aquí se dice no se ha comprobado"),
        ("fr", "Une partie de ce qui figure ici n’a pas été vérifiée"),
    ],
)
def test_the_last_line_tells_where_something_was_not_checked(lang: str, begins: str) -> None:
    page = _said("--country", "GB", "--lang", lang)
    assert begins in page.strip().split("\n\n")[-1]
    told = _document("--country", "GB", "--lang", lang)["unchecked"]
    assert told["says"].startswith(begins)
    assert "{" not in told["says"]
    assert "gb-159" in told["facts"]
    assert not {"gb-report-fraud", "card"} & set(told["facts"])


@pytest.fixture
def altered(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a program in whose directory two numbers and a name were altered."""
    copied = Path(shutil.copytree(Path(str(files("ringfence"))), tmp_path / "ringfence"))
    for name, old, new in (
        ("gb.toml", 'phone = "159"', 'phone = "0303 496 0123"'),
        ("everywhere.toml", 'name = "Microsoft"', 'name = "Microsoft, call 888 555 0123"'),
    ):
        file = copied / "guidance" / "places" / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}


def test_an_altered_directory_prints_names_alone_and_says_so(altered: dict[str, str]) -> None:
    asked = [sys.executable, "-m", "ringfence", "advice", "--country", "GB"]
    page, written = (
        subprocess.run([*asked, *more], env=altered, capture_output=True, encoding="utf-8", check=True).stdout
        for more in ((), ("--json",))
    )
    assert "is not signed as it stands" in " ".join(page.split())
    assert "names only, without numbers" in " ".join(page.split())
    assert "→ Amazon" in page
    for place in directory().places:
        for reached in (place.address, place.phone, place.email):
            assert reached is None or not re.search(rf"(?<!\w){re.escape(reached)}(?!\w)", page)
    assert not re.search(r"496 0123|555 0123", page + written)
    found = json.loads(written)
    for place in (place for step in [*found["now"], *found["report"]] for place in step["places"]):
        assert not any(place[key] for key in ("address", "phone", "email", "checked"))
    assert len(found["notes"]) == 2
