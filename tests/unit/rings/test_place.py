"""A new report is placed as belonging would have it; nobody alone pulls another's report into a ring."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringfence.rings.belonging import belonging
from ringfence.rings.communities import NONE
from ringfence.rings.engines import memory
from ringfence.rings.index import NAME, Index, person_of, places, places_of, write
from ringfence.rings.link import Linked, link
from ringfence.rings.place import NewReport, NewSighting, place
from ringfence.rings.ring import Settings
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.graph import Graph

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
