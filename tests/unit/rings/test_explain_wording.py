"""Who was placed by wording alone is told so, in plain words and with the true reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.link import link_sightings
from ringfence.actions.runs import Sources
from ringfence.cli import main
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings.explain import explain
from ringfence.rings.facts import Known, look
from ringfence.rings.together import why_together
from ringfence.rings.why import why_here

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ringfence.rings.sentences import Sentence

_START = datetime(2026, 3, 2, tzinfo=UTC)
_ROLES = {"phone": ("callback", 0.93), "email": ("contact", 0.95), "domain": ("visited", 0.93)}
_A, _B = "a" * 16, "b" * 16
_NUMBERS = {"a": "+12025550101", "b": "+12025550102"}


def _rows(report: int, reporter: str, day: int, values: Iterable[str]) -> list[dict[str, object]]:
    return [
        {
            "report_id": f"report-{report:03}",
            "kind": kind,
            "value": value,
            "role": role,
            "validity": "valid",
            "strength": strength,
            "at": _START + timedelta(days=day),
            "at_basis": "occurred",
            "source": "contoso",
            "reporter": reporter,
            "start": None,
            "end": None,
        }
        for kind, value in (name.split(":") for name in values)
        for role, strength in [_ROLES.get(kind, ("said", 0.3))]
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rings of twelve, eight of each quote its script; one of a quotes b's; then who only quotes."""
    rows = []
    for at, (name, script) in enumerate((("a", _A), ("b", _B))):
        for n in range(12):
            values = [f"phone:{_NUMBERS[name]}", f"email:{name}{n % 3}@mail.example"]
            values += [f"script:{script}"] if n < 8 else []
            rows += _rows(12 * at + n, f"reporter-{name}{n}", n, values)
    rows += _rows(11, "reporter-a11", 11, [f"script:{_B}"])
    rows += _rows(24, "reporter-u", 5, [f"script:{_A}"])
    rows += _rows(25, "reporter-v", 6, [f"script:{_B}", "phone:+12025550199"])
    for n in range(30):
        rows += _rows(30 + n, f"reporter-w{n}", n % 9, ["domain:advert.example"])
    made = tmp_path_factory.mktemp("wording")
    pq.write_table(pa.Table.from_pylist(rows, schema=SIGHTINGS), made / "sightings.parquet")
    link_sightings(Sources(made / "sightings.parquet"), made / "rings")
    return made


@pytest.fixture
def known(folder: Path) -> Known:
    names = ("members", "values", "edges", "rings")
    tables = {name: pl.scan_parquet(folder / "rings" / f"{name}.parquet") for name in names}
    return Known(sightings=pl.scan_parquet(folder / "sightings.parquet"), **tables)


def _texts(sentences: Iterable[Sentence]) -> str:
    return "\n".join(sentence.text for sentence in sentences)


def test_a_report_placed_by_its_wording_alone_is_told_so_with_the_true_reason(known: Known) -> None:
    said = why_here(known, "report-024")
    assert (said.tier, said.by_wording, said.ring_id) == ("lead", True, why_here(known, "report-000").ring_id)
    assert _texts(said.because) == (
        "Its wording alone places it here: nothing else that it names ties it to a ring. It quotes the "
        "script aaaaaaaa, as do 8 other people whom other values place in a ring; all 8 of them stand in "
        "this one (between 2 and 9 March 2026)."
    )
    (evidence,) = said.because[0].evidence
    assert evidence.reports == ("report-024", *(f"report-{n:03}" for n in range(8)))
    assert "what wording alone places is a lead, and in no core" in _texts(said.against)


def test_who_quotes_the_same_elsewhere_is_counted_too(known: Known) -> None:
    said = why_here(known, "report-025")
    assert "as do 9 other people whom other values place in a ring; 8 of them stand in" in _texts(
        said.because
    )
    assert "The script bbbbbbbb also stands in 1 report of" in _texts(said.against)
    assert "The number +1 202-555-0199 is named in no other report." in _texts(said.against)


def test_who_stands_there_by_other_values_is_not_said_to_stand_by_wording(known: Known) -> None:
    said = why_here(known, "report-000")
    assert not said.by_wording
    assert "wording alone" not in _texts([*said.because, *said.against])
    assert "It quotes the script aaaaaaaa, as do 8 other independent reporters" in _texts(said.because)


def test_a_ring_says_whom_wording_alone_places_and_stands_without_them(known: Known) -> None:
    ring = why_here(known, "report-000").ring_id
    assert ring is not None
    said = explain(look(known, ring))
    assert said.because[0].evidence[0].kind == "phone"
    assert said.because[-1].text == (
        "9 independent reporters were told the same script (aaaaaaaa) between 2 and 9 March 2026; its "
        "wording alone places 1 of the 13 reports here."
    )
    assert "1 of 13 reports is tied to it by its wording alone" in _texts(said.against)
    assert "on a single value" not in _texts(said.against)


def test_two_reports_that_only_wording_joins_name_the_script(known: Known) -> None:
    said = why_together(known, "report-000", "report-024")
    assert [sentence.evidence[0].value for sentence in said.direct] == [_A]
    assert "Without the script aaaaaaaa, nothing would join them." in _texts(said.breaks)


def test_advertising_is_said_to_be_named_with_nothing_else(known: Known) -> None:
    said = why_here(known, "report-030")
    assert said.ring_id is None
    assert _texts(said.against) == (
        "The site advert.example is named by people who share nothing else with anybody, as with advertising."
    )


def _asked(folder: Path, *more: str) -> str:
    shown = CliRunner().invoke(main, ["explain", "report-024", "--in", str(folder / "rings"), *more])
    assert shown.exit_code == 0, shown.output
    return shown.output


def test_the_command_says_it_on_screen_and_in_json(folder: Path) -> None:
    shown = " ".join(_asked(folder).split())
    assert ", by its wording alone. Confidence 0." in shown
    assert "Its wording alone places it here" in shown
    told = json.loads(_asked(folder, "--json"))
    assert (told["by_wording"], told["tier"]) == (True, "lead")
    assert told["because"][0]["evidence"][0]["kind"] == "script"
    other = CliRunner().invoke(main, ["explain", "report-000", "--in", str(folder / "rings"), "--json"])
    assert json.loads(other.output)["by_wording"] is False
