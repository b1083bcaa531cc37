"""What goes to a force: nothing marked more strictly, and nothing that one person alone named of herself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest

from benchmarks.referral import one_ring
from ringfence.actions.dossiers import dossier_of
from ringfence.actions.link import link_sightings
from ringfence.actions.runs import Sources
from ringfence.exchange.marking import Marking
from ringfence.referrals.casefile import may_be_told
from ringfence.referrals.sending import sendable
from ringfence.words import Tlp, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.dossier import Dossier


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Link one ring of 300 reports."""
    folder: Path = tmp_path_factory.mktemp("sending")
    one_ring(folder, 300)
    link_sightings(
        Sources(folder / "sightings.parquet", folder / "reports.parquet", engine="memory"), folder / "rings"
    )
    members = pq.read_table(folder / "rings" / "members.parquet")["ring_id"].to_pylist()
    largest = max({one for one in members if one}, key=members.count)
    return dossier_of(folder / "rings", largest)


def with_column(dossier: Dossier, name: str, values: list[object]) -> Dossier:
    column = pl.Series(name, values, dtype=dossier.reports.schema[name])
    return replace(dossier, reports=dossier.reports.with_columns(column))


def with_value(dossier: Dossier, kind: str, value: str, report: int) -> Dossier:
    """Let one report name one more value."""
    like = dossier.facts.sightings.filter(pl.col("report_id") == dossier.reports["report_id"][report]).head(1)
    more = like.with_columns(kind=pl.lit(kind), value=pl.lit(value), role=pl.lit("callback"))
    seen = pl.concat([dossier.facts.sightings, more.select(dossier.facts.sightings.columns)])
    return replace(dossier, facts=replace(dossier.facts, sightings=seen))


def test_a_report_marked_more_strictly_is_as_if_it_were_not_there(whole: Dossier) -> None:
    marks: list[object] = ["TLP:RED" if n % 5 == 0 else "TLP:AMBER" for n in range(whole.reports.height)]
    red = set(whole.reports["report_id"].gather_every(5))
    kept, said = sendable(with_column(whole, "tlp", marks), Marking())
    assert set(kept.reports["report_id"]).isdisjoint(red)
    for table in (kept.facts.sightings, kept.facts.linking, kept.facts.members):
        assert set(table["report_id"]).isdisjoint(red)
    stated = {
        report for one in kept.explanation.because for evidence in one.evidence for report in evidence.reports
    }
    assert stated
    assert stated.isdisjoint(red)
    assert any(f"{len(red)} reports left out" in one for one in said)


def test_a_judgement_about_such_a_report_stays(whole: Dossier) -> None:
    marks: list[object] = ["TLP:RED" if n == 0 else "TLP:AMBER" for n in range(whole.reports.height)]
    red, amber, other = whole.reports["report_id"].head(3)
    rows = ({"id": "judgement-1", "a": red, "b": amber}, {"id": "judgement-2", "a": amber, "b": other})
    kept, _ = sendable(with_column(replace(whole, judgements=rows), "tlp", marks), Marking())
    assert kept.judgements == rows[1:]


def test_a_value_that_only_such_a_report_names_stays(whole: Dossier) -> None:
    marks: list[object] = ["TLP:RED" if n < 2 else "TLP:AMBER" for n in range(whole.reports.height)]
    marked = with_column(whole, "tlp", marks)
    told = with_value(with_value(marked, "domain", "red.example", 0), "domain", "red.example", 1)
    kept, _ = sendable(told, Marking())
    assert "red.example" not in set(kept.facts.sightings["value"])


def test_a_case_file_cannot_be_marked_more_widely_than_its_reports(whole: Dossier) -> None:
    with pytest.raises(UsageError, match="no report of this ring may go under TLP:CLEAR"):
        sendable(whole, Marking(tlp=Tlp.CLEAR))


@pytest.mark.parametrize(
    ("kind", "agreed", "goes"),
    [("phone", True, False), ("email", True, False), ("domain", True, True), ("domain", False, False)],
)
def test_what_one_person_alone_named_may_be_hers(
    whole: Dossier, kind: str, *, agreed: bool, goes: bool
) -> None:
    consents: list[object] = [["share_police"] if agreed else []] * whole.reports.height
    told = with_value(with_column(whole, "consents", consents), kind, "hers.example", 0)
    kept, said = sendable(told, Marking())
    assert ("hers.example" in set(kept.facts.sightings["value"])) is goes
    assert goes or any("one person alone" in one for one in said)


def test_without_her_consent_nothing_that_she_wrote_may_be_told() -> None:
    assert may_be_told({"consents": ["share_police"]}) is None
    assert "not agreed" in (may_be_told({"consents": ["contact"]}) or "")
