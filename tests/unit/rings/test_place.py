"""A new report is placed as belonging would have it; nobody alone pulls another's report into a ring."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringfence.rings import tables
from ringfence.rings.belonging import belonging
from ringfence.rings.communities import NONE
from ringfence.rings.engines import memory
from ringfence.rings.index import NAME, PLACES, Found, Index, person_of, persons, places, places_of, write
from ringfence.rings.link import Linked, link
from ringfence.rings.place import ENOUGH, NewReport, NewSighting, place
from ringfence.rings.ring import ONE, Settings
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings
from ringfence.words import FormatError

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.graph import Graph
    from ringfence.rings.place import Placed

DAY = 24 * 60 * 60 * 1_000_000
NUMBER, SITE, MULE = "+18885550123", "harbour-helpline.example", "btc:example-harbour"
RING, OTHER = "ring-00000000000a", "ring-00000000000b"


@pytest.fixture(scope="module")
def sighted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "sightings.parquet"
    pq.write_table(sightings(make(Parameters(reports=2_000, seed=42))), path)
    return path


@pytest.fixture(scope="module")
def linked(sighted: Path) -> Linked:
    return link(memory.evidence(sighted, Settings()), Settings())


def opened(table: pa.Table, folder: Path) -> Index:
    write(table, folder / NAME, run="sha256:0", settings=Settings())
    return Index(folder / NAME)


def reports_of(sighted: Path) -> dict[str, NewReport]:
    """Every report of a file as if it were new."""
    rows = pl.read_parquet(sighted).with_columns(pl.col("at").cast(pl.Int64))
    found = {}
    for (name,), own in rows.group_by("report_id", maintain_order=True):
        seen = own.select("kind", "value", "role", "at", "validity", "strength").iter_rows()
        first = own.row(0, named=True)
        found[str(name)] = NewReport(
            str(name), first["source"], first["reporter"], tuple(NewSighting(*row) for row in seen)
        )
    return found


def by_person(graph: Graph) -> Graph:
    """The graph with one report for each person and value, as the index counts."""
    kept = graph.counted
    parts = {name: getattr(graph, name)[kept] for name in ("report", "value", "strength", "counted")}
    return replace(graph, **parts)


def test_each_sighting_of_the_base_weighs_what_linking_gave_it(
    sighted: Path, linked: Linked, tmp_path: Path
) -> None:
    index = opened(places_of(linked), tmp_path)
    values, graph = linked.evidence.values.to_pylist(), linked.graph
    ids = linked.evidence.reports["report_id"].to_pylist()
    counted = set(graph.value[graph.counted & (linked.weighed.weight > 0)].tolist())
    new, looked = reports_of(sighted), 0
    for report, number, strength, weight in zip(
        graph.report.tolist(),
        graph.value.tolist(),
        graph.strength.tolist(),
        linked.weighed.weight,
        strict=True,
    ):
        kind, value = values[number]["kind"], values[number]["value"]
        own = [one for one in new[ids[report]].sightings if (one.kind, one.value) == (kind, value)]
        mine = [index.strength(one.kind, one.role, one.validity, one.strength) for one in own]
        assert max(mine) == strength
        if number not in counted or (len(values) - 1 > number and values[number + 1]["value"] == value):
            continue
        found = index.find(kind, value, own[0].at)
        assert found is not None
        assert found.weight(strength) == weight
        looked += 1
    assert looked > 1_000


def test_a_report_gets_the_ring_and_the_confidence_that_belonging_gives(
    sighted: Path, linked: Linked, tmp_path: Path
) -> None:
    """Take each of some reports out of the base, and place it as if it were new."""
    graph, weight = by_person(linked.graph), linked.weighed.weight[linked.graph.counted]
    told = belonging(graph, weight, linked.labels)
    ids = linked.evidence.reports["report_id"].to_pylist()
    rings = [None if label == NONE else linked.names.ring_ids[label] for label in linked.labels]
    people = [
        person_of(*row) for row in pl.DataFrame(linked.evidence.reports).select("source", "reporter").rows()
    ]
    named = pl.DataFrame({"ring_id": rings, "person": people}, schema_overrides={"ring_id": pl.String})
    edges = pl.DataFrame(
        {
            "report": graph.report,
            "value": graph.value,
            "strength": graph.strength,
            "counted": graph.counted,
            "weight": weight,
        }
    )
    new, once = reports_of(sighted), pl.Series(people).is_unique()
    agreed = 0
    for number in range(0, len(ids), 7):
        without = edges.filter(pl.col("report") != number)
        whole = edges.join(without.select("value").unique(), on="value", how="semi")
        weights = whole.with_columns(counted=pl.col("counted") & (pl.col("report") != number))
        index = opened(places(weights, pl.DataFrame(linked.evidence.values), named), tmp_path)
        placed = place(new[ids[number]], index)
        if placed.ring_id == rings[number] is not None and once[number]:
            assert placed.confidence == pytest.approx(told.confidence[number], abs=2e-4)
            agreed += 1
    assert agreed > 30


Row = tuple[str, str, str | None, str, str, int]


def base(rows: list[Row], folder: Path) -> Index:
    """An index of a base of rows: report, reporter, ring, kind, value, and what it weighs."""
    reports = pl.DataFrame(
        {
            "report_id": [row[0] for row in rows],
            "ring_id": [row[2] for row in rows],
            "who": [row[1] for row in rows],
        },
        schema_overrides={"ring_id": pl.String},
    ).unique("report_id", maintain_order=True)
    values = pl.DataFrame({"kind": [row[3] for row in rows], "value": [row[4] for row in rows]})
    values = values.unique().sort("kind", "value").with_columns(first_at=pl.lit(0), last_at=pl.lit(100 * DAY))
    ids, names = reports["report_id"].to_list(), values.select("kind", "value").rows()
    told: set[tuple[str, str]] = set()
    edges = []
    for report, who, _, kind, value, weight in rows:
        first = (who, value) not in told
        told.add((who, value))
        number = names.index((kind, value))
        edges.append((ids.index(report), number, int(0.93 * ONE), first, weight))
    schema = ("report", "value", "strength", "counted", "weight")
    people = pl.DataFrame({"ring_id": reports["ring_id"], "person": "!" + reports["who"]})
    return opened(places(pl.DataFrame(edges, schema=schema, orient="row"), values, people), folder)


def new(
    *seen: tuple[str, str], reporter: str | None = "ben", at: int = 50 * DAY, role: str = "callback"
) -> NewReport:
    roles = {"phone": role, "domain": "visited", "wallet": "payee"}
    rows = tuple(NewSighting(kind, value, roles[kind], at) for kind, value in seen)
    return NewReport("report-new", "public-desk", reporter, rows)


BITS = 10 * ONE
CROWD: list[Row] = [(f"report-{n}", f"reporter-{n}", RING, "phone", NUMBER, BITS) for n in range(4)]
MALLORY: list[Row] = [(f"report-m{n}", "mallory", RING, "phone", "+18005550199", BITS) for n in range(30)]
MALLORY += [(f"report-m{n}", "mallory", RING, "wallet", MULE, BITS) for n in range(30)]


def test_two_persons_place_a_report_and_it_is_told_by_which_values(tmp_path: Path) -> None:
    told = place(new(("phone", NUMBER)), base(CROWD, tmp_path))
    assert (told.ring_id, told.confidence) == (RING, round(10 / 14, 4))
    assert [(one.kind, one.value, one.bits, one.people) for one in told.because] == [
        ("phone", NUMBER, 10.0, 4)
    ]


def test_one_reporter_alone_pulls_nobody_however_many_reports_and_values_were_named(tmp_path: Path) -> None:
    index = base(CROWD + MALLORY, tmp_path)
    told = place(new(("phone", "+18005550199"), ("wallet", MULE)), index)
    assert (told.ring_id, told.confidence, told.because) == (None, 0.0, ())
    assert told.second_ring_id == RING
    assert place(new(("phone", "+18005550199"), ("phone", NUMBER)), index).ring_id == RING


def test_thirty_reports_by_one_reporter_weigh_no_more_against_a_ring_than_one(tmp_path: Path) -> None:
    hostile: list[Row] = [(f"report-m{n}", "mallory", OTHER, "phone", NUMBER, BITS) for n in range(30)]
    told = place(new(("phone", NUMBER)), base(CROWD + hostile, tmp_path))
    assert told.ring_id == RING
    assert told.because[0].bits == pytest.approx(8.0)


def test_nobody_vouches_for_their_own_report(tmp_path: Path) -> None:
    index = base(CROWD[:2], tmp_path)
    assert place(new(("phone", NUMBER), reporter="ben"), index).ring_id == RING
    assert place(new(("phone", NUMBER), reporter="reporter-0"), index).ring_id is None


def test_the_unknown_reporters_of_one_source_are_one_person(tmp_path: Path) -> None:
    assert person_of("public-desk", None) == person_of("public-desk", None) != person_of("contoso", None)
    rows = pl.DataFrame({"source": ["public-desk", None], "reporter": [None, "asha"]})
    assert persons(rows).to_list() == [person_of("public-desk", None), person_of(None, "asha")]


def test_a_number_that_was_silent_for_long_is_another_one(tmp_path: Path) -> None:
    index = base(CROWD, tmp_path)
    assert place(new(("phone", NUMBER), at=130 * DAY), index).ring_id == RING
    assert place(new(("phone", NUMBER), at=131 * DAY), index).ring_id is None


def test_a_report_that_tells_of_two_rings_gets_the_stronger_one_first(
    tmp_path: Path,
) -> None:
    other: list[Row] = [(f"report-o{n}", f"reporter-o{n}", OTHER, "domain", SITE, 6 * ONE) for n in range(3)]
    told = place(new(("domain", SITE), ("phone", NUMBER)), base(CROWD + other, tmp_path))
    assert (told.ring_id, told.confidence) == (RING, 0.5)
    assert (told.second_ring_id, told.second_confidence) == (OTHER, 0.3)


def test_a_report_that_two_rings_claim_nearly_alike_gets_neither_and_is_told_of_the_first(
    tmp_path: Path,
) -> None:
    def claimed(bits: int, people: int) -> Placed:
        rows: list[Row] = [
            (f"report-o{n}", f"reporter-o{n}", OTHER, "domain", SITE, bits * ONE) for n in range(people)
        ]
        return place(new(("domain", SITE), ("phone", NUMBER)), base(CROWD + rows, tmp_path))

    assert claimed(6, 3).ring_id == RING
    assert (claimed(7, 3).ring_id, claimed(7, 3).confidence) == (None, 0.0)
    assert claimed(7, 3).second_ring_id == RING
    assert claimed(7, 1).ring_id == RING, "nobody alone claims another's report"


def test_a_value_that_stands_mostly_in_no_ring_says_little(tmp_path: Path) -> None:
    lone: list[Row] = [(f"report-l{n}", f"reporter-l{n}", None, "phone", NUMBER, BITS) for n in range(6)]
    told = place(new(("phone", NUMBER)), base(CROWD + lone, tmp_path))
    assert told.ring_id is None
    assert told.second_confidence == round(4 / 14, 4)
    assert told.second_confidence < ENOUGH


@pytest.mark.parametrize("why", ["enabler", "unspecific", "weak"])
def test_what_does_not_link_places_nobody(why: str, tmp_path: Path) -> None:
    """An enabler, a genuine number and a caller ID weigh nothing, as link writes them."""
    free: list[Row] = [(one, who, ring, kind, "+18005550142", 0) for one, who, ring, kind, *_ in CROWD]
    told = place(new(("phone", "+18005550142")), base(CROWD + free, tmp_path))
    assert (told.ring_id, told.second_ring_id) == (None, None)


def test_what_was_named_as_genuine_or_ones_own_says_nothing_even_where_it_is_a_rings(
    tmp_path: Path,
) -> None:
    index = base(CROWD, tmp_path)
    for role in ("genuine", "reporter"):
        assert place(new(("phone", NUMBER), role=role), index).ring_id is None
    assert place(new(("phone", NUMBER), role="caller_id"), index).confidence == 0.0


def test_values_of_a_world_that_do_not_link_place_nobody(linked: Linked, tmp_path: Path) -> None:
    index = opened(places_of(linked), tmp_path)
    every = pl.DataFrame(tables.values(linked)).filter(pl.len().over("kind", "value") == 1)
    still = every.filter(~pl.col("links"))
    assert {"weak", "enabler"} <= set(still["why"])
    for kind, value, first in still.select("kind", "value", pl.col("first_at").cast(pl.Int64)).iter_rows():
        assert index.find(kind, value, first) is None


def test_what_was_placed_before_does_not_change_where_the_next_report_goes(tmp_path: Path) -> None:
    index = base(CROWD, tmp_path)
    before = place(new(("phone", NUMBER)), index)
    for _ in range(100):
        place(new(("phone", NUMBER), ("wallet", MULE), reporter="mallory"), index)
    assert place(new(("phone", NUMBER)), index) == before
    assert place(new(("wallet", MULE)), index).ring_id is None


@pytest.mark.parametrize(("strength", "weight"), [(0.1, 5), (0.2, 10), (0.5, 10), (0.8, 80), (0.93, 80)])
def test_a_strength_that_was_not_seen_weighs_as_the_next_lower_one(strength: float, weight: int) -> None:
    found = Found(strengths=(20, 80), weights=(10, 80), held=2, rings=())
    assert found.weight(int(strength * 100)) == weight


def test_a_base_without_any_ring_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    index = opened(PLACES.empty_table(), tmp_path)
    assert index.find("phone", NUMBER, 0) is None


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / NAME
    for content in (b"", b"none", b"ARROW1"):
        path.write_bytes(content)
        with pytest.raises(FormatError, match="no index"):
            Index(path)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, PLACES):
        pass
    with pytest.raises(FormatError, match="no index"):
        Index(path)
    with pytest.raises(FormatError, match="no index"):
        Index(tmp_path / "none")


def test_the_page_of_files_gives_the_index_the_columns_that_it_has(root: Path) -> None:
    page = (root / "docs/reference/files.md").read_text().split(f"## `DIR/{NAME}`")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == PLACES.names
