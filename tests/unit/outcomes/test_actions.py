"""Outcomes are recorded beside the rings and tallied with the reports that the rings were linked from."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.judge import judge_pair
from ringfence.actions.link import link_sightings
from ringfence.actions.outcomes import Happened, read_outcomes, record, tally, undo, write_csv
from ringfence.actions.runs import Sources
from ringfence.cli import main
from ringfence.outcomes.outcome import standing
from ringfence.reports.report import REPORTS
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings
from ringfence.words import InputError, Money, UsageError
from tests.cast import CONTOSO

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2024, 3, 5, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    pq.write_table(sightings(make(Parameters(reports=300, seed=43))), folder / "sightings.parquet")
    ids = pl.read_parquet(folder / "sightings.parquet")["report_id"].unique().sort().to_list()
    rows = [
        dict.fromkeys(("reference", "text"), "")
        | {
            "report_id": name,
            "source": CONTOSO,
            "reporter": f"reporter-{at}",
            "country": "US",
            "tlp": "TLP:AMBER",
        }
        | {"received_at": datetime(2024, 1 + at % 2, 9, tzinfo=UTC), "stated": [], "consents": []}
        | {"originals": [], "payments": [{"amount_minor": 12_50, "currency": "USD"}]}
        for at, name in enumerate(ids)
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=REPORTS), folder / "reports.parquet")
    return folder


@pytest.fixture
def rings(world: Path, tmp_path: Path) -> Path:
    link_sightings(Sources(world / "sightings.parquet", world / "reports.parquet"), tmp_path / "rings")
    return tmp_path / "rings"


def ring_of(folder: Path) -> str:
    return str(pl.read_parquet(folder / "rings.parquet")["ring_id"][0])


def raid(folder: Path, **told: object) -> Happened:
    return happened(folder, "raid", **told)


def happened(folder: Path, kind: str, **told: object) -> Happened:
    given = {
        "on": "2024-03-01",
        "source": "Letter of 2 March",
        "public_from": "2024-03-04",
        "count": 12,
    } | told
    return Happened(kind, ring_of(folder)[:12], "in-cbi", "IN", **given)  # type: ignore[arg-type]  # a test's own words


def test_what_was_recorded_is_tallied_once_its_month_is_over(rings: Path) -> None:
    row = record(rings, raid(rings), by="asha", at=AT)
    assert row.ring_id == ring_of(rings)
    assert (rings / "outcomes.jsonl").stat().st_mode & 0o777 == 0o600
    by_kind = {one.label: one.figures[0].amount for one in tally([rings], "kind", date(2024, 4, 1)).rows}
    reports = pl.read_parquet(rings / "members.parquet").height
    assert by_kind["raid"] == 12
    assert by_kind["reports"] == reports
    assert by_kind["losses"] == reports * 12_50
    early = tally([rings], "kind", date(2024, 3, 31))
    assert next(one.figures[0].amount for one in early.rows if one.label == "raid") is None


def test_undoing_adds_a_row_and_judging_the_rings_keeps_all_of_them(rings: Path) -> None:
    row = record(rings, raid(rings), by="asha", at=AT)
    back = undo(rings, row.id, by="asha", at=AT, reason="It was another ring")
    a, b = pl.read_parquet(rings / "rings.parquet")["ring_id"].to_list()[:2]
    judge_pair(rings, "same", (a, b), by="asha", at=AT, reason="the same voice")
    assert read_outcomes(rings) == (row, back)
    assert standing(read_outcomes(rings)) == ()
    with pytest.raises(InputError, match="undone already"):
        undo(rings, row.id, by="asha", at=AT, reason="again")
    with pytest.raises(UsageError, match="needs a reason"):
        undo(rings, back.id, by="asha", at=AT, reason=" ")


def test_a_ring_that_is_not_there_and_a_folder_without_reports_are_refused(rings: Path, world: Path) -> None:
    with pytest.raises(InputError, match="no ring and no report"):
        record(rings, Happened("raid", "ring-zz", "in-cbi", "IN", "2024-03-01", "a letter"), by="asha", at=AT)
    report = str(pl.read_parquet(rings / "members.parquet")["report_id"][0])
    with pytest.raises(InputError, match="names a report"):
        record(rings, Happened("raid", report, "in-cbi", "IN", "2024-03-01", "a letter"), by="asha", at=AT)
    bare = rings.parent / "bare"
    link_sightings(Sources(world / "sightings.parquet"), bare)
    with pytest.raises(UsageError, match="without its reports"):
        tally([rings, bare], "kind", date(2024, 4, 1))
    assert read_outcomes(rings) == ()


def test_the_sheet_holds_every_figure_of_the_tally(rings: Path) -> None:
    money = Money(500_00, "INR")
    record(rings, happened(rings, "seizure", money=money, count=30), by="asha", at=AT)
    told = tally([rings, rings], "force", date(2024, 7, 1), internal=True)
    write_csv(told, rings.parent / "tally.csv")
    with (rings.parent / "tally.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["label"], row["measure"], row["currency"], row["amount"]) for row in rows] == [
        ("in-cbi", "seizure", "", "30"),
        ("in-cbi", "seizure", "INR", "50000"),
    ]


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.output


def test_the_commands_record_tell_and_take_back(rings: Path) -> None:
    what = ("--ring", ring_of(rings), "--force", "in-cbi", "--country", "in", "--on", "2024-03-01")
    money = ("--amount", "1234.50", "--currency", "INR", "--source", "a letter")
    code, said = run("outcome", rings, "seizure", *what, *money, "--json")
    assert code == 0
    row = json.loads(said)["outcome"]
    assert (row["country"], row["money"], row["public_from"]) == (
        "IN",
        {"minor": 123450, "currency": "INR"},
        None,
    )
    for by, shown in (("kind", "1,234 INR"), ("month", "2024-03"), ("country", "IN"), ("force", "in-cbi")):
        code, said = run("tally", rings, "--by", by, "--internal")
        assert code == 0
        assert shown in said
    code, said = run("tally", rings, "--as-of", "2024-06-01")
    assert code == 0
    assert "fewer than 10" in said
    assert "INR" not in said
    assert run("outcome", rings, "--undo", row["id"], "--why", "another ring")[0] == 0
    assert run("outcome", rings, "--undo", row["id"], "--why", "another ring")[0] == 1
    assert run("outcome", rings, "raid")[0] == 2
    assert run("outcome", rings, "raid", *what, "--source", "x", "--amount", "12")[0] == 2
    assert run("tally", rings.parent)[0] == 2


def test_a_public_tally_of_a_day_ahead_is_refused_in_every_shape(rings: Path) -> None:
    record(rings, raid(rings, public_from="2024-06-01"), by="asha", at=AT)
    ahead = date(2024, 8, 1)
    with pytest.raises(UsageError, match="this day lies ahead"):
        tally([rings], "kind", ahead, today=date(2024, 7, 31))
    assert tally([rings], "kind", ahead, today=ahead).rows
    assert tally([rings], "kind", ahead, today=date(2024, 7, 31), internal=True).rows
    sheet = rings.parent / "ahead.csv"
    for shape in ((), ("--json",), ("--csv", sheet)):
        code, said = run("tally", rings, "--as-of", "2999-01-01", *shape)
        assert code == 2
        assert "use --internal for a preview" in said.lower()
        assert "raid" not in said
    assert not sheet.exists()
    assert run("tally", rings, "--as-of", "2999-01-01", "--internal")[0] == 0


def test_the_same_outcome_is_recorded_once_unless_it_was_undone(rings: Path) -> None:
    later = datetime(2024, 3, 6, 9, tzinfo=UTC)
    row = record(rings, raid(rings), by="asha", at=AT)
    with pytest.raises(InputError, match=f"recorded already: {row.id}"):
        record(rings, raid(rings, public_from=None), by="ben", at=later)
    record(rings, raid(rings, count=13), by="asha", at=AT)
    gone = undo(rings, row.id, by="asha", at=later, reason="It was another day")
    twin = record(rings, raid(rings), by="ben", at=later)
    with pytest.raises(InputError, match=f"recorded already: {twin.id}"):
        undo(rings, gone.id, by="asha", at=later, reason="It was this day")
    assert len(read_outcomes(rings)) == 4


@pytest.mark.parametrize(
    ("kind", "changed", "said"),
    [
        ("raid", ("--country", "ZZ"), "no code of ISO 3166-1"),
        ("raid", ("--country", "India"), "no code of ISO 3166-1"),
        ("raid", ("--on", "1 March"), "no day"),
        ("raid", ("--on", "2999-01-01"), "lies ahead"),
        ("raid", ("--count", "0"), "counts less than one"),
        ("raid", ("--force", "The CBI"), "force's id"),
        ("raid", ("--amount", "5", "--currency", "INR"), "only a seizure, a freeze or a recovery"),
        ("seizure", ("--amount", "1.234", "--currency", "USD"), "an amount of USD has 2 decimals"),
        ("seizure", ("--amount", "12.5", "--currency", "JPY"), "an amount of JPY has no decimals"),
        ("seizure", ("--amount", "1.2345", "--currency", "KWD"), "an amount of KWD has 3 decimals"),
        ("seizure", ("--amount", "1,234", "--currency", "USD"), "cannot be read"),
        ("seizure", ("--amount", "-5", "--currency", "USD"), "cannot be read"),
        ("seizure", ("--amount", "5", "--currency", "rupees"), "three letters"),
    ],
)
def test_a_wrong_value_is_wrong_usage_and_nothing_is_recorded(
    rings: Path, kind: str, changed: tuple[str, ...], said: str
) -> None:
    told = {"--ring": ring_of(rings), "--force": "in-cbi", "--country": "IN", "--on": "2024-03-01"}
    told |= {"--source": "a letter"} | dict(zip(changed[::2], changed[1::2], strict=True))
    code, shown = run("outcome", rings, kind, *(word for pair in told.items() for word in pair))
    assert code == 2
    assert said in shown
    assert read_outcomes(rings) == ()


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("250000", "INR", "250,000.00 INR"),
        ("1234.5", "usd", "1,234.50 USD"),
        ("1500", "JPY", "1,500 JPY"),
        ("1.234", "KWD", "1.234 KWD"),
    ],
)
def test_the_screen_repeats_the_amount_that_was_understood(
    rings: Path, amount: str, currency: str, shown: str
) -> None:
    what = ("--ring", ring_of(rings), "--force", "in-cbi", "--country", "in", "--on", "2024-03-01")
    paid = ("--amount", amount, "--currency", currency, "--source", "a letter")
    code, said = run("outcome", rings, "freeze", *what, *paid)
    assert code == 0
    assert shown in said


def test_a_wrong_row_of_the_file_is_an_input_that_cannot_be_used(rings: Path) -> None:
    record(rings, raid(rings), by="asha", at=AT)
    path = rings / "outcomes.jsonl"
    path.write_text(path.read_text("utf-8").replace('"IN"', '"ZZ"'), "utf-8")
    code, said = run("tally", rings)
    assert code == 1
    assert "outcomes.jsonl, row 1" in said
