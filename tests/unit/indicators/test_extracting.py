"""``ringfence extract``: tables in, sightings out; texts in, finds out; what is wrong is named."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.extract import extract_reports
from ringfence.actions.extract_texts import LONGEST_LINE
from ringfence.actions.lanes import in_order
from ringfence.cli.extract import command
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.reports.report import REPORTS
from ringfence.words import InputError

if TYPE_CHECKING:
    from pathlib import Path

POPUP = (
    "Your computer was blocked for your safety. Do not switch it off. Call engineers at 888-555-0123 at once."
)

TEXTS = [f'It said "{POPUP}" and I did.', f'My screen read "{POPUP}"', "My number is 202-555-0143."]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    at = dt.datetime(2025, 3, 2, tzinfo=dt.UTC)
    rows = [
        {
            "report_id": f"report-{n}",
            "reference": str(n),
            "source": "contoso",
            "received_at": at,
            "tlp": "TLP:AMBER",
            "country": "US",
            "lang": "en",
            "text": text,
            "payments": [],
            "stated": [],
            "consents": [],
            "originals": [],
        }
        for n, text in enumerate(TEXTS)
    ]
    path = tmp_path / "reports.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=REPORTS), path)
    return path


def test_sightings_are_written_whole_with_the_scripts_that_several_reports_share(reports: Path) -> None:
    out = reports.with_name("sightings.parquet")
    came = extract_reports(reports, out)
    table = pq.read_table(out)
    assert table.schema.equals(SIGHTINGS)
    rows = table.to_pylist()
    assert [row["report_id"] for row in rows if row["kind"] == "script"] == ["report-0", "report-1"]
    assert len({row["value"] for row in rows if row["kind"] == "script"}) == 1
    assert {row["report_id"] for row in rows} == {"report-0", "report-1"}
    assert (came.reports, came.sightings, came.scripts) == (3, len(rows), 1)
    assert sum(count.sightings for count in came.counts) == len(rows)


def test_the_same_reports_give_the_same_bytes(reports: Path) -> None:
    first, second = reports.with_name("one.parquet"), reports.with_name("two.parquet")
    extract_reports(reports, first)
    extract_reports(reports, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_file_that_is_no_table_of_reports_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.parquet"
    wrong.write_bytes(b"nothing")
    with pytest.raises(InputError, match="no file of reports"):
        extract_reports(wrong, tmp_path / "out.parquet")
    pq.write_table(pa.table({"report_id": ["report-1"]}), wrong)
    with pytest.raises(InputError, match="text"):
        extract_reports(wrong, tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()


def test_a_bad_line_is_named_and_the_good_ones_go_on(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "call 888-555-0123", "country": "US", "lang": "en"}',
        "nonsense",
        "[1]",
        '{"id": 1}',
        '{"id": 2, "text": "x", "country": 7}',
        '{"text": "x"}',
        '{"id": 3, "text": "\\ud800"}',
        "",
        json.dumps({"id": 4, "text": "x" * LONGEST_LINE}),
        '{"id": 5, "text": "my number is 202-555-0143"}',
    ]
    texts = tmp_path / "texts.jsonl"
    texts.write_text("\n".join(lines))
    came = CliRunner().invoke(command, ["--texts", str(texts)])
    found = [json.loads(line) for line in came.stdout.splitlines()]
    assert [(one["id"], one["value"], one["role"]) for one in found] == [
        ("a", "+18885550123", "callback"),
        (5, "+12025550143", "reporter"),
    ]
    assert came.exit_code == 1
    assert all(f"row {row}" in came.stderr for row in (2, 3, 4, 5, 6, 7, 9))


def test_a_country_that_is_none_is_named_and_its_text_is_read_all_the_same() -> None:
    lines = [
        '{"id": 1, "text": "call 202-555-0143", "country": "USA", "lang": "english"}',
        '{"id": 2, "text": "call +1 202 555 0143", "country": "nowhere", "lang": "?"}',
    ]
    came = CliRunner().invoke(command, ["--texts", "-"], input="\n".join(lines))
    assert [json.loads(line)["id"] for line in came.stdout.splitlines()] == [1, 2]
    assert came.exit_code == 1
    assert "row 2, field country" in came.stderr
    assert "row 2, field lang" in came.stderr
    assert "row 1" not in came.stderr


def test_counts_go_to_a_program_as_one_document(reports: Path) -> None:
    out = reports.with_name("sightings.parquet")
    came = CliRunner().invoke(command, [str(reports), "-o", str(out), "--json"])
    assert came.exit_code == 0
    assert json.loads(came.stdout)["reports"] == 3


def test_results_of_workers_come_in_order() -> None:
    assert list(in_order(abs, iter([-3, 2, -1, 0]))) == [3, 2, 1, 0]
