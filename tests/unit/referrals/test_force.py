"""Every force is a file of one shape; a file that is not is refused with its place and advice."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.referrals import force as forcing
from ringfence.referrals.force import force, forces, parsed
from ringfence.words import InputError, UsageError

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "forces.md"
TEXTS = {
    file.name: file.read_text("utf-8")
    for file in (files(forcing.__package__) / "forces").iterdir()
    if file.name.endswith(".toml")
}
GOOD = TEXTS["de-bka.toml"]


def test_every_force_of_the_mission_has_a_file() -> None:
    assert set(forces()) == {
        "au-afp", "ca-rcmp", "de-bka", "es-policia-nacional", "europol", "fr-police-nationale",
        "gb-cityoflondon", "gb-nca", "in-cbi", "interpol", "jp-npa", "legal-attache", "us-fbi", "us-ftc",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_file_is_of_one_shape(name: str) -> None:
    optional = {"country", "certificate", "checked_on"}
    row = tomllib.loads(TEXTS[name])
    order = [
        "name", "country", "part", "languages", "handles", "channel", "via", "certificate", "handling",
        "clock", "source", "checked_on",
    ]  # fmt: skip
    assert set(order) - optional <= set(row)
    assert list(row) == [field for field in order if field in row]
    one = parsed(name, TEXTS[name])
    assert one == force(one.id)
    for said in (one.handles, one.channel):
        assert said.endswith(".")
        assert "  " not in said


def test_no_address_of_the_cbi_is_printed_and_the_way_there_is_named() -> None:
    cbi = force("in-cbi")
    assert cbi.languages == ("en", "hi")
    assert cbi.via == ("interpol", "legal-attache")
    assert "No public address" in cbi.channel
    assert not re.search(r"@|https?:|www\.|\+?\d{6,}", TEXTS["in-cbi.toml"])


def test_no_file_holds_a_telephone_number_or_a_mailbox() -> None:
    for text in TEXTS.values():
        assert not re.search(r"\+\d|\d{3}[ -]\d{3}|[\w.]+@[\w.]+", text)


def test_a_force_whose_source_nobody_read_is_shown_as_unchecked() -> None:
    assert force("in-cbi").checked == "unchecked"
    assert force("us-fbi").checked == "2026-11-22"


def test_a_force_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="us-fbi"):
        force("atlantis-police")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('country = "DE"', 'country = "Germany"', None),
        ('country = "DE"', 'country = "FR"', "id"),
        ('country = "DE"\n', "", "country"),
        ('part = "investigates"', 'part = "watches"', "part"),
        ('languages = ["de", "en"]', "languages = []", "languages"),
        ('languages = ["de", "en"]', 'languages = ["German"]', "languages"),
        ('languages = ["de", "en"]', "languages = [1]", "languages"),
        ('handling = "H1"', 'handling = "H9"', "handling"),
        ('clock = "Europe/Berlin"', 'clock = "Europe/Atlantis"', "clock"),
        ('clock = "Europe/Berlin"', 'clock = "../../etc/passwd"', "clock"),
        ('clock = "Europe/Berlin"', "clock = 1", "clock"),
        ('source = "polizei.de"', 'source = " "', "source"),
        ('source = "polizei.de"', "", "source"),
        ('source = "polizei.de"', 'source = "polizei.de"\nphone = "x"', "phone"),
        ("checked_on = 2026-11-22", 'checked_on = "yesterday"', "checked_on"),
        ("checked_on = 2026-11-22", 'certificate = "xx"', "certificate"),
    ],
)
def test_a_file_that_is_not_of_the_shape_is_refused_where_it_is_wrong(
    old: str, new: str, field: str | None
) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as refused:
        parsed("de-bka.toml", GOOD.replace(old, new))
    assert refused.value.advice
    if field is not None:
        assert refused.value.place is not None
        assert refused.value.place.field == field


@given(st.text(max_size=200), st.text(max_size=40))
def test_whatever_a_file_holds_it_is_read_or_refused(text: str, name: str) -> None:
    for content in (text, GOOD + text, GOOD.replace("Bundeskriminalamt", text)):
        with suppress(InputError):
            assert parsed("de-bka.toml", content).id == "de-bka"
    with pytest.raises(InputError):
        parsed(f"{name} .toml", GOOD)


def test_the_page_lists_every_force_with_what_its_file_says() -> None:
    rows: list[tuple[Any, ...]] = re.findall(
        r"^\| `([\w-]+)` \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert rows == [
        (
            one.id,
            one.name,
            one.part,
            " ".join(one.languages),
            " ".join(one.via) or "–",
            one.certificate or "–",
            one.clock,
            f"{one.source}; {one.checked}",
        )
        for one in forces().values()
    ]
