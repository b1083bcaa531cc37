"""The files: each source in its own format, truth beside them, the same bytes for the same seed."""

from __future__ import annotations

import csv
import email
import json
import re
from dataclasses import replace
from email.message import Message
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.cli import main
from ringfence.scenario import write as writing
from ringfence.scenario.parameters import chakra, town
from ringfence.scenario.partners import CONSENTS
from ringfence.scenario.world import make
from ringfence.words import UsageError, report_id

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chakra")
    writing.write(make(chakra(reports=1_200, seed=2)), path)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(folder: Path) -> dict[str, list[dict[str, str]]]:
    a = list(csv.DictReader((folder / "company-a.csv").open(encoding="utf-8", newline="")))
    b = [json.loads(line) for line in (folder / "company-b.jsonl").open(encoding="utf-8")]
    desk = list(
        csv.DictReader((folder / "public-desk.csv").open(encoding="utf-8", newline=""), delimiter=";")
    )
    return {"company-a": a, "company-b": b, "public-desk": desk}


def test_the_truth_names_exactly_the_reports_in_the_files(folder: Path) -> None:
    names = {"company-a": "Complaint ID", "company-b": "ticket_id", "public-desk": "Report number"}
    told = {report_id(s, row[names[s]]) for s, many in rows(folder).items() for row in many}
    told |= {report_id("public-desk", path.stem) for path in (folder / "public-desk").glob("*.eml")}
    assert told == set(pq.read_table(folder / "truth.parquet")["report_id"].to_pylist())
    assert len(told) == 1_200
    planted = pq.read_table(folder / "value_truth.parquet")
    assert set(planted["report_id"].to_pylist()) <= told


def test_the_same_world_is_the_same_bytes_and_workers_change_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "ALONE", 100)
    monkeypatch.setattr(writing, "SIZE", 500)
    writing.write(make(chakra(reports=1_200, seed=2)), tmp_path)
    ours, theirs = contents(tmp_path), contents(folder)
    # Parquet keeps the batches as row groups, so the truth of values is compared as a table.
    name = "value_truth.parquet"
    assert pq.read_table(tmp_path / name).equals(pq.read_table(folder / name))
    del ours[name], theirs[name]
    assert ours == theirs


def test_the_mails_forward_the_fraudsters_mail_with_its_headers(folder: Path) -> None:
    mails = sorted((folder / "public-desk").glob("*.eml"))
    assert len(mails) == 12
    ours = email.message_from_bytes(mails[0].read_bytes())
    carried = [part for part in ours.walk() if part.get_content_type() == "message/rfc822"]
    theirs = carried[0].get_payload(0)
    assert isinstance(theirs, Message)
    assert str(ours["Subject"]).startswith("Fwd:")
    assert "Received" in theirs
    assert str(theirs["From"]).endswith(".example>")


def test_values_stand_in_texts_in_fields_and_in_both(folder: Path) -> None:
    places = pq.read_table(folder / "value_truth.parquet")["place"].to_pylist()
    assert {"text", "field", "both"} == set(places)
    assert min(places.count(place) for place in set(places)) > 100


def test_only_a_rings_own_and_shared_values_have_a_ring(folder: Path) -> None:
    planted = pq.read_table(folder / "value_truth.parquet").to_pylist()
    for row in planted:
        if row["role"] in ("genuine", "reporter") or row["origin"] in ("spoofed", "noise", "hostile"):
            assert row["ring_id"] is None, row
        if row["origin"] in ("own", "shared", "second"):
            assert row["ring_id"] is not None, row


def test_some_reports_are_anonymous_and_the_same_person_writes_to_two_places(folder: Path) -> None:
    read = rows(folder)
    desk = [row["Your e-mail"] for row in read["public-desk"] if row["Your e-mail"]]
    assert 0.05 < sum(not row["Your name"] for row in read["public-desk"]) / len(read["public-desk"]) < 0.4
    company = {row["Customer Email"] for row in read["company-a"]}
    assert len(company & set(desk)) > 5


def test_every_address_and_host_in_the_files_is_reserved(folder: Path) -> None:
    text = b" ".join(
        contents(folder)[name] for name in ("company-a.csv", "company-b.jsonl", "public-desk.csv")
    )
    for host in re.findall(rb"(?:https?://|@|www\.)([A-Za-z0-9.-]+\.[A-Za-z]{2,})", text):
        assert host.lower().endswith(b".example"), host
    assert b"\xe2\x82\xac" in text  # euros, so the encoding is UTF-8


def test_the_summary_says_who_sees_what_and_that_nothing_is_real(folder: Path) -> None:
    summary = json.loads((folder / "scenario.json").read_text(encoding="utf-8"))
    assert summary["numbers"] == "reserved"
    assert summary["files"] == ["company-a.csv", "company-b.jsonl", "public-desk.csv", "public-desk"]
    assert len(summary["rings"]) == 14
    assert "invented" in summary["made_up"]
    assert summary["parameters"]["seed"] == 2


def test_files_with_prose_are_private(folder: Path) -> None:
    assert (folder / "company-a.csv").stat().st_mode & 0o777 == 0o600
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (folder / "public-desk").glob("*.eml"))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UsageError, match="taken"):
        writing.write(make(town(reports=300)), tmp_path / "taken")


def test_the_command_says_what_it_wrote_and_ends_with_nothing_wrong(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["scenario", "town", "-o", str(tmp_path), "--reports", "300", "--json"])
    assert ran.exit_code == 0
    told = json.loads(ran.stdout)
    assert sum(told["sources"].values()) == 300
    assert told["counts"]["reports"] == 300


def test_a_world_too_small_is_refused_as_wrong_use(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["scenario", "town", "-o", str(tmp_path), "--reports", "3"])
    assert ran.exit_code == 2


def test_who_agrees_to_more_agrees_to_less_and_nobody_without_contact_can_be_reached(folder: Path) -> None:
    read = rows(folder)
    shown = ("Share with companies", "Share with police", "May contact", "Willing to testify")
    desk = ("May share", "Law enforcement consent", "Can we contact you", "Witness")
    told = [
        (
            {word for word, name in zip(CONSENTS, shown, strict=True) if row[name] == "Yes"},
            row["Customer Name"],
        )
        for row in read["company-a"]
    ]
    told += [
        ({word for word, name in zip(CONSENTS, desk, strict=True) if row[name] == "x"}, row["Your name"])
        for row in read["public-desk"]
    ]
    told += [(set(row.get("consents", [])), row.get("customer_name", "")) for row in read["company-b"]]
    for agreed, name in told:
        assert "testify" not in agreed or "contact" in agreed
        assert "contact" not in agreed or "share_police" in agreed
        assert name or not {"contact", "testify"} & agreed
    for word, least, most in (("share_police", 0.4, 0.6), ("contact", 0.25, 0.45), ("testify", 0.02, 0.1)):
        assert least < sum(word in agreed for agreed, _ in told) / len(told) < most


def test_consents_change_nothing_else_of_the_world(folder: Path, tmp_path: Path) -> None:
    others = replace(chakra(reports=1_200, seed=2), share_police=0.9, contact=0.8, testify=0.7)
    writing.write(make(others), tmp_path)
    ours, theirs = contents(folder), contents(tmp_path)
    assert ours["truth.parquet"] == theirs["truth.parquet"]
    assert ours["value_truth.parquet"] == theirs["value_truth.parquet"]
    for name, many in rows(tmp_path).items():
        before = rows(folder)[name]
        assert [_without_consents(row) for row in many] == [_without_consents(row) for row in before]
        assert many != before


def _without_consents(row: dict[str, str]) -> dict[str, str]:
    words = ("share", "consent", "contact you", "may contact", "testify", "witness")
    return {name: said for name, said in row.items() if not any(word in name.lower() for word in words)}
