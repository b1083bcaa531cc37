"""No value of a real complaint stands in the repository."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from tools.budgets import committed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import RealData

# A North American number, however it is written. The exchange 555 is kept for fiction and for directories.
NUMBER = re.compile(r"(?<![\w.])(?:\+?1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]?([2-9]\d\d)[-. ]?(\d{4})(?!\w)")
WORDS_IN_A_ROW = 8
# Numbers that companies publish as their own. Callers fake them, so people complain of them too.
PUBLISHED = "src/ringfence/indicators/lists/genuine.toml"


def numbers(text: str) -> set[str]:
    found = {"".join(parts) for parts in NUMBER.findall(text)}
    return {number for number in found if number[3:6] != "555"}


def runs_of_words(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return zip(*(words[start:] for start in range(WORDS_IN_A_ROW)), strict=False)


def our_texts(root: Path) -> dict[str, str]:
    return {name: text for name, text in committed(root).items() if not name.startswith("requirements")}


def real_numbers(path: Path, column: str) -> set[str]:
    if path.suffix == ".parquet":
        table = pq.read_table(path, columns=[column])
    else:
        as_text = pacsv.ConvertOptions(include_columns=[column], column_types={column: pa.string()})
        table = pacsv.read_csv(path, convert_options=as_text)
    return {str(value) for value in table[column].unique().to_pylist() if value}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("ftc_dnc_day_2021-07-07/dnc_complaint_numbers_2021-07-08.csv", "Company_Phone_Number"),
        ("ftc_dnc_2020_2021/demo_2020-11-30_12-11.csv", "company_phone"),
        ("ftc_dnc_2020_2021/dev_2020-02_2021-02.parquet", "company_phone"),
    ],
)
def test_no_number_of_a_real_complaint_stands_in_the_repository(
    root: Path, real_data: RealData, name: str, column: str
) -> None:
    real = real_numbers(real_data(name), column)
    assert len(real) > 1000
    published = numbers((root / PUBLISHED).read_text())
    ours = {name: (numbers(text) & real) - published for name, text in our_texts(root).items()}
    found = [f"{name}: {len(both)} numbers" for name, both in ours.items() if both]
    assert found == []


def test_no_eight_words_of_a_real_call_stand_in_the_repository(root: Path, real_data: RealData) -> None:
    path = real_data("robocall_transcripts") / "DEV_transcripts_unlabelled.csv"
    with path.open(encoding="utf-8", newline="") as file:
        real = {run for row in csv.DictReader(file) for run in runs_of_words(row["transcript"])}
    assert len(real) > 1000
    found = [name for name, text in our_texts(root).items() if not real.isdisjoint(runs_of_words(text))]
    assert found == []


def test_no_published_list_was_copied_into_the_repository(root: Path, real_data: RealData) -> None:
    copied = []
    for path in sorted(real_data("misp_warninglists").glob("*.json")):
        values = {str(value).lstrip(".") for value in json.loads(path.read_text())["list"]}
        for name, text in our_texts(root).items():
            shared = values & set(re.findall(r"[\w.-]+", text))
            if len(values) >= 20 and len(shared) > len(values) / 2:
                copied.append(f"{name} holds {len(shared)} of the {len(values)} values of {path.name}")
    assert copied == []


def test_a_number_is_seen_however_it_is_written() -> None:
    written = "(212) 736-5000, 212.736.5000, +1 212 736 5000, 2127365000"
    assert numbers(written) == {"2127365000"}
    assert numbers("+1 888 555 0123, 206-555-0142") == set()
