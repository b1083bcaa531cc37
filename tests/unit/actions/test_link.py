"""The ring folder: written whole or not at all, the same for the same input, and judged without loss."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ringfence.actions.explain import clearest_rings
from ringfence.actions.judge import judge_pair, undo
from ringfence.actions.link import link_sightings
from ringfence.actions.ringstory import RingStory, tell
from ringfence.actions.runs import Sources
from ringfence.cli import main
from ringfence.rings.ring import EDGES, LINKS, MEMBERS, RINGS, VALUES, Settings
from ringfence.rings.why import ReportWhy
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings
from ringfence.words import FormatError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringfence.rings.judgement import Judgement

AT = datetime(2024, 3, 5, 9, tzinfo=UTC)
SCHEMAS = {"members": MEMBERS, "rings": RINGS, "links": LINKS, "values": VALUES, "edges": EDGES}


@pytest.fixture(scope="module")
def sighted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "sightings.parquet"
    pq.write_table(sightings(make(Parameters(reports=1_500, seed=43))), path)
    return path


@pytest.fixture
def linked(sighted: Path, tmp_path: Path) -> Path:
    link_sightings(Sources(sighted), tmp_path / "rings")
    return tmp_path / "rings"


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def _largest(folder: Path) -> list[str]:
    rings = pl.read_parquet(folder / "rings.parquet").filter(pl.col("status") == "active")
    return rings.sort("reports", "ring_id", descending=[True, False])["ring_id"].to_list()


def test_every_file_has_the_columns_that_are_documented(linked: Path) -> None:
    for name, schema in SCHEMAS.items():
        assert pq.read_schema(linked / f"{name}.parquet").equals(schema), name


def test_the_same_input_gives_the_same_bytes_from_either_engine(sighted: Path, linked: Path) -> None:
    other = linked.parent / "other"
    link_sightings(Sources(sighted, engine="memory"), other)
    assert _bytes(linked) == _bytes(other)


def test_the_counts_add_up(sighted: Path, tmp_path: Path) -> None:
    done = link_sightings(Sources(sighted), tmp_path / "rings")
    members = pl.read_parquet(tmp_path / "rings" / "members.parquet")
    rings = pl.read_parquet(tmp_path / "rings" / "rings.parquet")
    assert done.reports == members.height
    assert done.in_rings == members["ring_id"].count() == rings["reports"].sum()
    assert done.in_cores == (members["tier"] == "core").sum() == rings["core_reports"].sum()
    assert done.rings == rings.height == members["ring_id"].drop_nulls().n_unique()
    assert done.cores == members["core_id"].drop_nulls().n_unique()


def test_merging_and_undoing_brings_back_the_members_byte_for_byte(linked: Path) -> None:
    before = (linked / "members.parquet").read_bytes()
    one, other = _largest(linked)[:2]
    done = judge_pair(linked, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    rings = pl.read_parquet(linked / "rings.parquet").filter(pl.col("ring_id").is_in([one, other]))
    assert sorted(rings["status"]) == ["active", "redirected"]
    assert done.moved > 0
    undo(linked, done.judgement.id, by="Asha", at=AT)
    assert (linked / "members.parquet").read_bytes() == before
    assert len((linked / "judgements.jsonl").read_text().splitlines()) == 2


def _once(step: int, act: Callable[[], object]) -> Callable[[int, int | None], None]:
    """Do something the first time that a step is told of, as someone else would meanwhile."""
    due = [act]

    def told(done: int, _steps: int | None) -> None:
        if done == step and due:
            due.pop()()

    return told


def test_a_judgement_made_while_the_rings_are_linked_anew_is_honoured(sighted: Path, linked: Path) -> None:
    one, other = _largest(linked)[:2]

    def judge() -> None:
        judge_pair(linked, "same", (one, other), by="Asha", at=AT, reason="the same voice")

    done = link_sightings(Sources(sighted), linked, previous=linked, progress=_once(3, judge))
    assert done.judgements == 1
    assert done.redirected >= 1
    assert len((linked / "judgements.jsonl").read_text().splitlines()) == 1


def test_two_who_judge_at_once_are_both_heard(linked: Path) -> None:
    one, two, three, four = _largest(linked)[:4]

    def first() -> None:
        judge_pair(linked, "same", (one, two), by="Asha", at=AT, reason="the same voice")

    done = judge_pair(
        linked, "same", (three, four), by="Ben", at=AT, reason="the same mule", progress=_once(1, first)
    )
    assert done.linking.judgements == 2
    assert len((linked / "judgements.jsonl").read_text().splitlines()) == 2
    assert not [path for path in linked.parent.iterdir() if path.name.startswith(f".{linked.name}.")]


def test_a_judgement_made_on_rings_that_were_linked_meanwhile_is_made_on_the_new_ones(
    sighted: Path, linked: Path
) -> None:
    one, other = _largest(linked)[:2]

    def relink() -> None:
        link_sightings(Sources(sighted), linked, previous=linked)

    judge_pair(linked, "same", (one, other), by="Asha", at=AT, reason="a voice", progress=_once(3, relink))
    assert json.loads((linked / "run.json").read_text())["number"] == 2
    assert len((linked / "judgements.jsonl").read_text().splitlines()) == 1


def test_a_folder_that_is_reached_by_a_link_is_judged_where_it_is(linked: Path) -> None:
    link = linked.parent / "a-link"
    link.symlink_to(linked)
    one, other = _largest(linked)[:2]
    judge_pair(link, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    assert link.is_symlink()
    assert len((linked / "judgements.jsonl").read_text().splitlines()) == 1


@pytest.fixture
def reported(sighted: Path, tmp_path: Path) -> Path:
    """Every report of the sightings, and two that nobody could read anything from."""
    ids = pl.read_parquet(sighted)["report_id"].unique().to_list()
    path = tmp_path / "reports.parquet"
    pl.DataFrame({"report_id": ["report-zzz", *ids, "report-000"]}).with_columns(
        country=pl.lit("US")
    ).write_parquet(path)
    return path


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_a_report_without_a_sighting_stands_among_the_members_in_no_ring(
    sighted: Path, reported: Path, linked: Path, engine: str
) -> None:
    whole = linked.parent / "whole"
    done = link_sightings(Sources(sighted, reported, engine), whole)
    members, before = (pl.read_parquet(folder / "members.parquet") for folder in (whole, linked))
    alone = ["report-000", "report-zzz"]
    assert members.filter(~pl.col("report_id").is_in(alone)).equals(before)
    assert members["report_id"].is_sorted()
    nothing = (None, None, None, 0.0, None, None, False)
    rows = members.filter(pl.col("report_id").is_in(alone)).rows()
    assert rows == [(name, *nothing) for name in alone]
    assert clearest_rings(whole).reports == members.height == done.reports + 2
    assert isinstance(said := tell(whole, ["report-000"]), ReportWhy)
    assert said.ring_id is None


def test_a_file_of_reports_that_is_none_is_refused(sighted: Path, tmp_path: Path) -> None:
    path = tmp_path / "reports.parquet"
    path.write_text("report_id,country\n")
    with pytest.raises(FormatError, match="cannot be read as Parquet"):
        link_sightings(Sources(sighted, path), tmp_path / "rings")
    pl.DataFrame({"country": ["US"]}).write_parquet(path)
    with pytest.raises(FormatError, match="no column report_id"):
        link_sightings(Sources(sighted, path), tmp_path / "rings")


def test_judging_and_undoing_keeps_reports_without_a_sighting(
    sighted: Path, reported: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "whole"
    link_sightings(Sources(sighted, reported), folder)
    before = (folder / "members.parquet").read_bytes()
    one, other = _largest(folder)[:2]
    done = judge_pair(folder, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    undo(folder, done.judgement.id, by="Asha", at=AT)
    assert (folder / "members.parquet").read_bytes() == before


@pytest.mark.parametrize("decision", ["same", "different"])
def test_who_asks_about_judged_reports_is_told_of_the_judgement_until_it_is_undone(
    linked: Path, decision: str
) -> None:
    members = pl.read_parquet(linked / "members.parquet").drop_nulls("ring_id")
    ring = _largest(linked)[0]
    one = members.filter(pl.col("ring_id") == ring)["report_id"][0]
    apart = pl.col("ring_id") != ring if decision == "same" else pl.col("ring_id") == ring
    other, third = members.filter(apart & (pl.col("report_id") != one))["report_id"][:2]
    row = judge_pair(linked, decision, (one, other), by="Asha", at=AT, reason="a voice").judgement
    assert _judged(linked, one) == _judged(linked, other, one) == (row,)
    assert _judged(linked, third) == _judged(linked, one, third) == ()
    shown = CliRunner().invoke(main, ["explain", one, other, "--in", str(linked)]).output
    assert f"Asha judged {one} and {other} {decision} on 2024-03-05: a voice" in " ".join(shown.split())
    undo(linked, row.id, by="Asha", at=AT)
    assert _judged(linked, one) == _judged(linked, one, other) == ()


def _judged(folder: Path, *names: str) -> tuple[Judgement, ...]:
    said = tell(folder, names)
    assert not isinstance(said, RingStory)
    return said.judged


def test_two_rings_that_were_joined_can_be_told_apart_again_by_their_names(linked: Path) -> None:
    before = (linked / "members.parquet").read_bytes()
    one, other = _largest(linked)[:2]
    judge_pair(linked, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    later = AT + timedelta(hours=1)
    done = judge_pair(linked, "different", (other, one), by="Asha", at=later, reason="two voices")
    assert done.linking.unmatched == 0
    assert done.linking.judgements == 1
    assert (linked / "members.parquet").read_bytes() == before


def test_two_names_of_one_ring_that_nobody_judged_are_refused(linked: Path) -> None:
    one, other, third = _largest(linked)[:3]
    for number, pair in enumerate([(one, other), (other, third)]):
        at = AT + timedelta(hours=number)
        judge_pair(linked, "same", pair, by="Asha", at=at, reason="the same voice")
    rows = (linked / "judgements.jsonl").read_bytes()
    with pytest.raises(InputError, match="name the same ring by now"):
        judge_pair(linked, "different", (one, third), by="Asha", at=AT, reason="two voices")
    assert (linked / "judgements.jsonl").read_bytes() == rows


def test_what_is_undone_already_is_not_undone_again(linked: Path) -> None:
    one, other = _largest(linked)[:2]
    done = judge_pair(linked, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    back = undo(linked, done.judgement.id, by="Asha", at=AT)
    rows = (linked / "judgements.jsonl").read_bytes()
    with pytest.raises(InputError, match=f"is undone already. .*{back.judgement.id}"):
        undo(linked, done.judgement.id, by="Asha", at=AT + timedelta(hours=1))
    assert (linked / "judgements.jsonl").read_bytes() == rows


@pytest.mark.parametrize(
    "asked",
    [
        ["link", "{none}", "-o", "{new}"],
        ["link", "{sighted}", "-o", "{new}", "--reports", "{none}"],
        ["link", "{sighted}", "-o", "{new}", "--judgements", "{none}"],
        ["link", "{sighted}", "-o", "{new}", "--previous", "{none}"],
        ["link", "{sighted}", "-o", "{new}", "--previous", "{sighted}"],
        ["judge", "{none}", "same", "ring-a", "ring-b", "--why", "voice"],
        ["judge", "{sighted}", "same", "ring-a", "ring-b", "--why", "voice"],
        ["judge", "{none}", "--undo", "judgement-a"],
        ["explain", "--in", "{none}"],
        ["explain", "--in", "{sighted}"],
        ["explain", "ring-a", "--in", "{none}"],
        ["explain", "--in", "{linked}", "--sightings", "{none}"],
        ["evaluate", "{none}", "--truth", "{sighted}"],
        ["evaluate", "{linked}", "--truth", "{none}"],
    ],
)
def test_what_is_named_and_not_there_was_asked_for_wrongly(
    asked: list[str], sighted: Path, linked: Path, tmp_path: Path
) -> None:
    named = {"none": tmp_path / "none", "new": tmp_path / "new", "sighted": sighted, "linked": linked}
    done = CliRunner().invoke(main, [word.format(**named) for word in asked])
    assert done.exit_code == 2, done.output


def test_a_later_run_keeps_ids_and_honours_what_was_judged(sighted: Path, linked: Path) -> None:
    one, other = _largest(linked)[:2]
    judge_pair(linked, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    later = linked.parent / "later"
    link_sightings(Sources(sighted), later, previous=linked)
    assert set(_largest(later)) == set(_largest(linked))
    rings = pl.read_parquet(later / "rings.parquet")
    assert set(rings["first_run"].str.slice(0, 10)) == {"run-000001"}
    assert set(rings.filter(pl.col("status") == "active")["last_run"].str.slice(0, 10)) == {"run-000002"}
    for folder in (linked, later):
        again = pl.read_parquet(folder / "rings.parquet").drop_nulls("redirect_to")
        assert again["ring_id"].to_list() == [other if one in _largest(later) else one]


def test_a_run_into_the_same_folder_keeps_what_was_judged_there(sighted: Path, linked: Path) -> None:
    one, other = _largest(linked)[:2]
    judge_pair(linked, "same", (one, other), by="Asha", at=AT, reason="the same voice")
    judged = (linked / "judgements.jsonl").read_bytes()
    together = {ring for ring in (one, other) if ring in _largest(linked)}
    assert link_sightings(Sources(sighted), linked).judgements == 1
    assert (linked / "judgements.jsonl").read_bytes() == judged
    assert {ring for ring in (one, other) if ring in _largest(linked)} == together


def test_a_split_between_two_reports_is_kept(linked: Path) -> None:
    members = pl.read_parquet(linked / "members.parquet").filter(pl.col("ring_id") == _largest(linked)[0])
    a, b = members["report_id"][0], members["report_id"][-1]
    judge_pair(linked, "different", (a, b), by="Asha", at=AT, reason="a resold number")
    rings = dict(pl.read_parquet(linked / "members.parquet").select("report_id", "ring_id").iter_rows())
    assert rings[a] != rings[b]


def test_what_else_lies_in_the_folder_stays_there(sighted: Path, linked: Path) -> None:
    (linked / "notes.txt").write_text("mine")
    link_sightings(Sources(sighted), linked)
    assert (linked / "notes.txt").read_text() == "mine"
    assert [path.name for path in linked.parent.iterdir() if path.name.startswith(".")] == []


def test_a_failed_run_leaves_the_folder_as_it_was(linked: Path, tmp_path: Path) -> None:
    before = _bytes(linked)
    (tmp_path / "broken.parquet").write_text("not parquet")
    with pytest.raises(InputError):
        link_sightings(Sources(tmp_path / "broken.parquet"), linked)
    assert _bytes(linked) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_with_something_else_is_not_replaced(sighted: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="holds something else"):
        link_sightings(Sources(sighted), tmp_path / "mine")


def test_changed_sightings_cannot_be_judged_on(sighted: Path, tmp_path: Path) -> None:
    copy = tmp_path / "sightings.parquet"
    copy.write_bytes(sighted.read_bytes())
    link_sightings(Sources(copy), tmp_path / "rings")
    pq.write_table(pq.read_table(copy).slice(1), copy)
    one, other = _largest(tmp_path / "rings")[:2]
    with pytest.raises(InputError, match="is gone or has changed"):
        judge_pair(tmp_path / "rings", "same", (one, other), by="Asha", at=AT, reason="voice")


def test_what_is_not_there_is_said(sighted: Path, linked: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        link_sightings(Sources(tmp_path / "none.parquet"), tmp_path / "rings")
    with pytest.raises(UsageError, match="not a ring folder"):
        link_sightings(Sources(sighted), tmp_path / "new", previous=tmp_path / "none")
    with pytest.raises(InputError, match="no report and no ring"):
        judge_pair(linked, "same", ("ring-none", "ring-other"), by="Asha", at=AT, reason="voice")
    with pytest.raises(InputError, match="no judgement"):
        undo(linked, "judgement-none", by="Asha", at=AT)
    (linked / "run.json").write_text("{}")
    with pytest.raises(FormatError):
        link_sightings(Sources(sighted), tmp_path / "new", previous=linked)


def test_the_commands_link_judge_and_undo(sighted: Path, tmp_path: Path) -> None:
    run, folder = CliRunner(), str(tmp_path / "rings")
    done = run.invoke(main, ["link", str(sighted), "-o", folder, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["reports"] > 1_000
    one, other = _largest(Path(folder))[:2]
    asked = ["judge", folder, "same", one, other, "--by", "Asha", "--why", "the same voice", "--json"]
    judged = run.invoke(main, asked)
    assert judged.exit_code == 0, judged.output
    name = json.loads(judged.stdout)["judgement"]["id"]
    assert run.invoke(main, ["judge", folder, "--undo", name, "--by", "Asha"]).exit_code == 0
    assert run.invoke(main, ["judge", folder, "same", one]).exit_code == 2
    assert run.invoke(main, ["judge", folder, "same", one, other]).exit_code == 2
    assert run.invoke(main, ["judge", folder, "same", one, "--undo", name]).exit_code == 2


def test_on_however_many_threads_the_rings_are_the_same(sighted: Path, tmp_path: Path) -> None:
    for threads in (1, 3):
        link_sightings(Sources(sighted, None, settings=Settings(threads=threads)), tmp_path / str(threads))
    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "3")


def test_what_fails_beside_linking_is_told_and_leaves_nothing(
    sighted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("ringfence.actions.link.findings", full)
    with pytest.raises(OSError, match="no space left"):
        link_sightings(Sources(sighted, None), tmp_path / "rings")
    assert not list(tmp_path.iterdir())
