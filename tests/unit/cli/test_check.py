from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ringfence.cli import main
from ringfence.guidance.advice import advice
from ringfence.guidance.directory import directory
from ringfence.guidance.wording import LANGUAGES
from tests.cast import HARBOUR, LANTERN, NODE_KEY
from tests.unit.guidance.desk import LATER, PHONE, Told, desk, people

if TYPE_CHECKING:
    from pathlib import Path


def _run(folder: Path, *asked: str, code: int = 0, given: str | None = None) -> str:
    key = folder / "node.key"
    key.write_text(NODE_KEY.hex(), encoding="ascii")
    shown = CliRunner().invoke(
        main,
        ["check", *asked, "--in", str(folder), "--key", str(key), "--at", LATER.isoformat()],
        input=given,
    )
    assert shown.exit_code == code, shown.output
    return shown.output


def _document(folder: Path, *asked: str) -> dict[str, Any]:
    read = json.loads(_run(folder, *asked, "--json"))
    assert isinstance(read, dict)
    return read


def _plain(page: str) -> str:
    return " ".join(page.split())


def test_a_reported_number_is_answered_with_what_to_do_now_and_where_to_report(tmp_path: Path) -> None:
    page = _plain(_run(desk(tmp_path, *people(3)), HARBOUR.callback, "--country", "US"))
    assert "People have reported +1 888-555-0123 3–9 times as a number they were told to call." in page
    for step in advice("US", "en").short:
        assert step.text in page
    assert (
        page.index("What to do now") < page.index("Where to report in US") < page.index("reportfraud.ftc.gov")
    )


def test_what_has_no_reports_gets_no_orders(tmp_path: Path) -> None:
    page = _plain(_run(desk(tmp_path), HARBOUR.callback))
    assert "which does not mean that it is safe" in page
    assert "What to do now" not in page
    assert _document(tmp_path, HARBOUR.callback)["now"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_says_its_own_steps(tmp_path: Path, lang: str) -> None:
    found = _document(desk(tmp_path, *people(3)), PHONE, "--lang", lang)
    assert found["now"] == [step.text for step in advice(None, lang).short]


def test_the_document_holds_no_armed_address(tmp_path: Path) -> None:
    text = f"Microsoft: go to https://{HARBOUR.domain}/fix or rnicrosoft-help.example"
    folder = desk(tmp_path, *people(3, Told(None, kind="domain", value=HARBOUR.domain, role="visited")))
    written = _run(folder, text, "--json")
    assert HARBOUR.domain not in written
    assert "rnicrosoft-help.example" not in written
    found = json.loads(written)
    assert [(row["value"], row["standing"]) for row in found["verdicts"] if row["kind"] == "domain"] == [
        (None, "reported"),
        (None, "no_reports"),
    ]
    assert {row["value"] for row in found["contacts"] if row["kind"] == "domain"} >= {"microsoft.com"}


def test_a_message_is_read_from_standard_input_and_written_nowhere(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(3))
    secret = f"Act now, call {HARBOUR.callback}, says Ben of Quince Orchard Lane"
    assert "10–49" not in _run(folder, "-", given=secret)
    _run(folder, secret)
    for file in (one for one in folder.rglob("*") if one.is_file()):
        assert b"Quince" not in file.read_bytes(), file.name


def test_where_to_report_needs_no_folder_and_no_text() -> None:
    for country in directory().countries():
        for lang in LANGUAGES:
            shown = CliRunner().invoke(
                main, ["check", "--country", country, "--lang", lang, "--at", "2026-11-25"]
            )
            assert shown.exit_code == 0, shown.output
            assert "2026-11-22" in shown.output
    shown = CliRunner().invoke(main, ["check", "--country", "BR", "--at", "2026-11-25"])
    assert "no entry for BR" in shown.output
    assert "econsumer.gov" in shown.output


def test_an_expired_directory_is_shown_as_unchecked() -> None:
    shown = CliRunner().invoke(main, ["check", "--country", "GB", "--at", "2030-01-01"])
    assert "unchecked" in shown.output
    assert "2026-11-22" not in shown.output
    rows = json.loads(
        CliRunner().invoke(main, ["check", "--country", "GB", "--at", "2030-01-01", "--json"]).output
    )
    assert not any(row["checked"] for row in rows["places"])


def test_a_correction_is_asked_listed_and_decided(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(3))
    said = _plain(_run(folder, HARBOUR.callback, "--mine", "--why", "This is \x1b[31mour shop's."))
    request = next(word for word in said.split() if word.startswith("correction-"))
    assert "no reports" in _run(folder, HARBOUR.callback)
    listed = _document(folder, "--corrections")
    assert [(row["id"], row["about"], row["hides"]) for row in listed["pending"]] == [
        (request, "+1 888-555-0123", True)
    ]
    assert "\x1b" not in _run(folder, "--corrections")
    decided = _document(folder, "--decide", request, "--reject", "--why", "It is not.", "--by", "asha")
    assert decided == {"id": request, "act": "rejected"}
    assert "3–9" in _run(folder, HARBOUR.callback)
    assert "No request waits" in _run(folder, "--corrections")
    upheld = _run(folder, "--decide", request, "--uphold", "--why", "Their bill came.")
    assert "no longer counts" in upheld
    assert "no reports" in _run(folder, HARBOUR.callback)


def test_requests_that_wait_too_long_are_told(tmp_path: Path) -> None:
    folder = desk(tmp_path)
    early = (LATER - timedelta(days=15)).isoformat()
    asked = ["check", LANTERN.callback, "--in", str(folder), "--mine", "--why", "Ours.", "--at", early]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert "1 of 1 waited longer than 14 days" in _run(folder, "--corrections")
    assert _document(folder, "--corrections")["overdue"] == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--lang", "en"], "nothing was asked"),
        (["--mine"], "nothing was asked"),
        ([PHONE], "no folder"),
        ([PHONE, "--corrections"], "do not go together"),
        (["--corrections"], "no folder"),
        (["--decide", "correction-0", "--uphold"], "no folder"),
        ([PHONE, "--at", "yesterday"], "--at is no time"),
        (["--country", "USA"], "two letters"),
        (["--country", "XX"], "two letters"),
        ([PHONE, "--key", "no-such.key"], "does not exist"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(asked: list[str], said: str) -> None:
    shown = CliRunner().invoke(main, ["check", *asked])
    assert shown.exit_code == 2
    assert said in _plain(shown.output)


def test_a_decision_needs_a_side_a_reason_and_a_request(tmp_path: Path) -> None:
    folder = desk(tmp_path)
    assert "nothing was decided" in _run(folder, "--decide", "correction-0", "--why", "x", code=2)
    assert "with a reason" in _run(folder, "--decide", "correction-0", "--uphold", code=2)
    assert "no request" in _run(folder, "--decide", "correction-0", "--uphold", "--why", "x", code=1)


def test_a_key_that_is_named_is_never_made(tmp_path: Path) -> None:
    key = tmp_path / "typo.key"
    shown = CliRunner().invoke(main, ["check", PHONE, "--in", str(desk(tmp_path)), "--key", str(key)])
    assert (shown.exit_code, key.exists()) == (2, False)
    shown = CliRunner().invoke(main, ["check", PHONE, "--in", str(tmp_path), "--key", str(tmp_path)])
    assert shown.exit_code == 2
