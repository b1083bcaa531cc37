"""Gathering, end to end: several sources into one masked table, with what was left out named beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.actions import gather as action
from ringfence.actions.gather import Gathered, Options, gather
from ringfence.cli import main
from ringfence.reports.report import REPORTS
from ringfence.words import FormatError, UsageError, report_id

KEY = bytes(range(32))
CLOCK = datetime(2026, 11, 23, 12, tzinfo=UTC)
RealData = Callable[[str], Path]

TOLD = (
    "I am Ben Hartwell, 503-555-0117. I called 888 555 0123 and David from Microsoft took my card"
    " 4111 1111 1111 1111"
)
HEADER = (
    "Case no,Received,Customer name,Customer phone,Customer email,Country,What happened,Number called,"
    "Shoe size"
)
CSV = f"""{HEADER}
A-1,2026-07-05,Ben Hartwell,503 555 0117,ben.hartwell@mail.example,US,"{TOLD}",888-555-0123,9
A-2,not a day,,,,US,x,,
A-1,2026-07-06,,,,US,again,,
A-3,2026-07-06,,,,Narnia,"Apple gift card code XK7D9P2M4QRT8WZN, PIN 4821",,
"""
JSONL = [
    {"id": "b-1", "text": "Mein Name ist Jürgen Vogel, sie riefen an", "country": "DE"},
    {"id": "b-2", "text": "Ring me on 020 7946 0958", "country": "GB", "customer_phone": "+44 20 7946 0958"},
]
EML = (
    "From: billing@lantern-support.example\nTo: ben.hartwell@mail.example\n"
    "Date: Mon, 5 Jul 2021 10:00:00 +0000\n"
    "Subject: Invoice\n\nCall +1 888 555 0123\n"
)


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """Write a company's CSV, another's JSON lines, and the desk's mails."""
    folder = tmp_path / "desk-mail"
    folder.mkdir()
    (tmp_path / "contoso.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "northwind.jsonl").write_text(
        "".join(json.dumps(one) + "\n" for one in JSONL), encoding="utf-8"
    )
    (folder / "m-1.eml").write_text(EML, encoding="utf-8")
    return [tmp_path / "contoso.csv", tmp_path / "northwind.jsonl", folder]


def run(files: list[Path], output: Path) -> Gathered:
    return gather(files, output, node_key=KEY, options=Options(clock=CLOCK))


def test_several_sources_become_one_masked_table(sources: list[Path], tmp_path: Path) -> None:
    output = tmp_path / "reports.parquet"
    done = run(sources, output)
    table = pq.read_table(output)
    assert table.schema.equals(REPORTS)
    rows = {(row["source"], row["reference"]): row for row in table.to_pylist()}
    assert list(rows) == [
        ("contoso", "A-1"),
        ("contoso", "A-3"),
        ("northwind", "b-1"),
        ("northwind", "b-2"),
        ("desk", "m-1"),
    ]
    first = rows["contoso", "A-1"]
    assert first["report_id"] == report_id("contoso", "A-1")
    assert first["text"] == (
        "I am ████████████, ████████████. I called 888 555 0123 and David from Microsoft took my card "
        "███████████████████"
    )
    assert rows["northwind", "b-1"]["text"] == "Mein Name ist ████████████, sie riefen an"
    assert (rows["northwind", "b-1"]["lang"], rows["northwind", "b-1"]["received_at"]) == ("de", CLOCK)
    assert rows["northwind", "b-2"]["text"] == "Ring me on █████████████"
    assert "ben.hartwell" not in rows["desk", "m-1"]["text"]
    assert rows["desk", "m-1"]["stated"][0]["value"] == "billing@lantern-support.example"
    assert output.stat().st_mode & 0o777 == 0o600
    assert (
        done.total("rows") == 7 == done.total("reports") + done.total("rejected") + done.total("duplicates")
    )
    (original,) = (tmp_path / "originals").iterdir()
    assert original.read_bytes() == EML.encode()
    assert original.stat().st_mode & 0o777 == 0o600


def test_a_gift_card_leaves_its_brand_digits_and_digest(sources: list[Path], tmp_path: Path) -> None:
    run(sources, tmp_path / "reports.parquet")
    row = pq.read_table(tmp_path / "reports.parquet").to_pylist()[1]
    assert "XK7D" not in row["text"]
    assert "4821" not in row["text"]
    (card,) = [one for one in row["stated"] if one["kind"] == "gift_card"]
    assert card["value"].startswith("apple:…8WZN#")
    assert row["text"][card["start"] : card["end"]] == "█" * 16


def test_a_bad_row_is_named_and_the_good_ones_go_on(sources: list[Path], tmp_path: Path) -> None:
    done = run(sources, tmp_path / "reports.parquet")
    with (tmp_path / "reports.parquet.rejects.csv").open(encoding="utf-8") as opened:
        listed = list(csv.DictReader(opened))
    assert [(one["file"], one["row"], one["field"]) for one in listed] == [
        ("contoso.csv", "2", "Received"),
        ("contoso.csv", "3", "reference"),
        ("contoso.csv", "4", "Country"),
    ]
    assert listed[1]["reason"] == "the reference was already given in row 1 of contoso.csv"
    assert "Narnia" not in str(listed)
    assert done.files[0].not_used == ["Shoe size"]


def test_the_same_files_give_the_same_bytes_here_and_in_workers(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(sources, tmp_path / "one.parquet")
    monkeypatch.setattr(action, "SMALL", 0)
    run(sources, tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_batch_that_is_worked_on_in_parts_gives_the_same_bytes(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = []
    for part in (1, action.PART):
        monkeypatch.setattr(action, "PART", part)
        folder = tmp_path / f"by-{part}"
        folder.mkdir()
        done = gather(sources, folder / "r.parquet", node_key=KEY, options=Options(clock=CLOCK))
        gathered.append(
            (done.rejects.read_bytes(), done.output.read_bytes(), done.files, done.masked, done.originals)
        )
    assert gathered[0] == gathered[1]


def test_what_was_stated_but_is_her_own_is_left_out(tmp_path: Path) -> None:
    line = {
        "id": "1",
        "text": "x",
        "country": "US",
        "customer_name": "Ben Hartwell",
        "customer_phone": "+1 503 555 0117",
        "customer_email": "ben.hartwell@mail.example",
        "number_dialled": "503-555-0117|888-555-0117",
        "sender_email": "BEN.HARTWELL@mail.example",
        "claimed_name": "Ben Hartwell",
        "gift_card": "XK7D9P2M4QRT8WZN",
        "payment_reference": "for Ben Hartwell",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    run([tmp_path / "a.jsonl"], tmp_path / "r.parquet")
    (row,) = pq.read_table(tmp_path / "r.parquet").to_pylist()
    values = [one["value"] for one in row["stated"]]
    assert values[0] == "888-555-0117"
    assert values[1].endswith("8WZN#" + values[1][-16:])
    assert len(values) == 2
    assert row["payments"][0]["reference"] == "for ████████████"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_nothing_of_hers_reaches_the_table(tmp_path: Path, before: str, after: str) -> None:
    own = ["Ben Hartwell", "+1 503 555 0117", "ben.hartwell@mail.example", "41 Quince Orchard Lane"]
    planted = "Ben Hartwell 5035550117 ben.hartwell@mail.example 41 Quince Orchard Lane 4111-1111-1111-1111"
    told = f"{before} {planted} {after}"
    names = ["reporter_name", "reporter_phone", "reporter_email", "reporter_address"]
    line = {"id": "1", "text": told, **dict(zip(names, own, strict=True))}
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    done = run([tmp_path / "a.jsonl"], tmp_path / "r.parquet")
    rows = pq.read_table(tmp_path / "r.parquet").to_pylist()
    kept = json.dumps(rows, default=str, ensure_ascii=False)  # no sign as its number: U+101170 holds a 0117
    if done.total("reports"):
        for private in ("Hartwell", "5550117", "0117", "hartwell@", "Quince", "4111"):
            assert private not in kept


def test_a_file_that_cannot_be_used_leaves_nothing_behind(sources: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(FormatError):
        run([tmp_path / "empty.csv"], tmp_path / "r.parquet")
    assert not (tmp_path / "r.parquet").exists()
    assert not (tmp_path / "r.parquet.rejects.csv").exists()
    with pytest.raises(UsageError):
        run([tmp_path / "none.csv"], tmp_path / "r.parquet")
    with pytest.raises(UsageError):
        run([sources[0]], sources[0])
    with pytest.raises(UsageError):
        run([sources[0], sources[0]], tmp_path / "r.parquet")
    with pytest.raises(UsageError):
        run([], tmp_path / "r.parquet")


def test_the_command_shows_what_it_took_each_column_for(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    output = ["-o", str(tmp_path / "r.parquet")]
    shown = CliRunner().invoke(main, ["gather", *map(str, sources), *output])
    assert shown.exit_code == 1
    assert "number_dialled" in shown.output
    assert "not used: Shoe size" in shown.output
    told = CliRunner().invoke(
        main, ["gather", str(sources[1]), *output, "--json", "--received-at", "2026-11-23"]
    )
    assert told.exit_code == 0
    assert json.loads(told.stdout)["reports"] == 2
    wrong = CliRunner().invoke(main, ["gather", str(sources[0]), *output, "--map", "nothing=text"])
    assert wrong.exit_code == 2


@pytest.mark.parametrize(
    ("folder", "file", "rows"),
    [
        ("ftc_dnc_day_2021-07-07", "dnc_complaint_numbers_2021-07-08.csv", 14_034),
        ("ftc_irs_foia_2011_2014", "irs_complaints_masked.csv", 16_873),
        ("robocall_transcripts", "DEV_transcripts_unlabelled.csv", 257),
    ],
)
def test_the_real_files_add_up(
    real_data: RealData, tmp_path: Path, folder: str, file: str, rows: int
) -> None:
    done = run([real_data(folder) / file], tmp_path / "r.parquet")
    assert done.total("rows") == rows
    assert done.total("reports") + done.total("rejected") + done.total("duplicates") == rows
    assert pq.read_metadata(tmp_path / "r.parquet").num_rows == done.total("reports")


def test_a_file_that_is_refused_does_not_lose_the_others(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(b"\x1f\x8b\x08\x00 not gzip at all")
    output = tmp_path / "r.parquet"
    shown = CliRunner().invoke(main, ["gather", str(broken), str(sources[1]), "-o", str(output)])
    assert shown.exit_code == 1
    assert "broken.csv.gz was refused" in shown.output
    assert pq.read_table(output).num_rows == 2
    assert "broken.csv.gz" in (tmp_path / "r.parquet.rejects.csv").read_text(encoding="utf-8")
    alone = CliRunner().invoke(main, ["gather", str(broken), "-o", str(tmp_path / "alone.parquet")])
    assert alone.exit_code == 1
    assert not (tmp_path / "alone.parquet").exists()
