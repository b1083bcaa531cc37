from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import polars as pl
import pytest

from ringfence.actions.extract import extract_reports
from ringfence.actions.gather import Options, gather
from ringfence.reports.redact import MASK
from ringfence.reports.whose import is_hers, keys
from tests.cast import NODE_KEY

if TYPE_CHECKING:
    from pathlib import Path

PHONE, EMAIL, ACCOUNT = "+1 800 555 0107", "peg@hotmale.example", "4539 1488 0343 6467"
HEADER = ("id", "date", "Victim Name", "Victim Phone", "Victim Email", "Victim Account", "country", "text")


def sightings(folder: Path, *texts: str, **stated: str) -> pl.DataFrame:
    """Gather and extract texts by Peg, and give what was written."""
    file = folder / "peg.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        sheet = csv.writer(opened)
        sheet.writerow([*HEADER, *stated])
        own = ("2026-03-02", "Peg Thistlewood", PHONE, EMAIL, ACCOUNT, "US")
        sheet.writerows([f"P-{at}", *own, text, *stated.values()] for at, text in enumerate(texts))
    gather([file], folder / "reports.parquet", node_key=NODE_KEY, options=Options())
    extract_reports(folder / "reports.parquet", folder / "sightings.parquet")
    return pl.read_parquet(folder / "sightings.parquet")


@pytest.mark.parametrize(
    "text",
    [
        "pop-up: 1 (8OO) 555-O1O7",
        "Call 800&#x2d;555&#x2d;0107",
        "Call 800 - five 5 five - 01 0 seven",
        "call 800 555 zero one 0 seven",
        "they wrote to peg&#64;hotmale.example",
        "they wrote to peg@hotmale[.]example",
        "they wrote to peg[@]hotmale.example",
        "they wrote to p\u0435g@hotmale.example",
        "they wrote to peg+x@hotmale.example",
        "they paid from acct 4539 1488 O343 6467",
    ],
)
def test_her_own_value_in_disguise_is_nobodys_indicator(tmp_path: Path, text: str) -> None:
    found = sightings(tmp_path, text).filter(~pl.col("kind").is_in(["brand", "software"]))
    assert found.height == 0, found.select("kind", "role").rows()


@pytest.mark.parametrize(
    ("column", "content"),
    [
        ("Paid to", "4539 1488 0343 6467"),
        ("Paid to", "378282246310005"),
        ("Number dialled", "378282246310005"),
        ("Claimed name", "iTunes XJ4K7QWERT2M9PLZ pin 8391"),
        ("Claimed name", "my name is Peg Thistlewood"),
    ],
)
def test_a_stated_field_hides_cards_codes_and_names_too(tmp_path: Path, column: str, content: str) -> None:
    written = sightings(tmp_path, "The screen froze.", **{column: content}).write_ndjson().lower()
    stated = pl.read_parquet(tmp_path / "reports.parquet").select("stated").write_ndjson().lower()
    for private in (
        "4539148803436467",
        "4539 1488",
        "378282246310005",
        "xj4k7qwert2m9plz",
        "8391",
        "thistlewood",
    ):
        assert private not in written
        assert private not in stated


@pytest.mark.parametrize(
    "text",
    ["My own site is https://www.pegthistlewood.example and it froze", "it was https://evil.example/Peg/x"],
)
def test_no_indicator_is_made_of_masked_characters(tmp_path: Path, text: str) -> None:
    values = sightings(tmp_path, text)["value"].to_list()
    assert not [value for value in values if MASK in value or "%e2%96%88" in value.lower() or "xn--" in value]


def test_another_persons_number_is_not_hers() -> None:
    hers = keys([PHONE, EMAIL])
    assert not is_hers("phone", "+18005550123", hers)
    assert not is_hers("email", "help@hotmale.example", hers)
    assert is_hers("phone", "+18005550107", hers)
