"""In whole worlds, whatever is said of rings, reports and pairs is found again in the sightings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

from ringfence.actions.link import link_sightings
from ringfence.actions.ringfolder import open_rings
from ringfence.actions.runs import Sources
from ringfence.rings.chain import chain, enabling
from ringfence.rings.explain import explain
from ringfence.rings.facts import Facts, Known, look
from ringfence.rings.together import why_together
from ringfence.rings.tree import smallest
from ringfence.rings.why import why_here
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ringfence.rings.sentences import Sentence

REPORTS = 900
PAIRS = 30


class World:
    """A ring folder, and everything that was sighted, read again from the file."""

    def __init__(self, folder: Path, sighted: Path) -> None:
        self.known: Known = open_rings(folder).known()
        rows = pl.read_parquet(sighted)
        self.seen = set(rows.select("report_id", "kind", "value", "role").iter_rows())
        self.seen_at_all = {row[:3] for row in self.seen}
        self.people: dict[str, str] = {
            report: reporter or f"unknown at {source}"
            for report, reporter, source in rows.select("report_id", "reporter", "source").iter_rows()
        }
        members = pl.read_parquet(folder / "members.parquet")
        self.ring = dict(members.select("report_id", "ring_id").iter_rows())
        edges = pl.read_parquet(folder / "edges.parquet").filter(pl.col("weight") > 0)
        named = edges.select("report_id", "kind", "value", "epoch").iter_rows()
        self.linking = {(report, kind, value): epoch for report, kind, value, epoch in named}

    def holds(self, said: Iterable[Sentence]) -> int:
        """Look every reason up again; give how many there were."""
        looked_up = 0
        for sentence in said:
            for one in sentence.evidence:
                assert one.reports, sentence.text
                for report_id in one.reports:
                    told = (report_id, one.kind, one.value)
                    assert told in self.seen_at_all if one.role is None else (*told, one.role) in self.seen
                    looked_up += 1
        return looked_up


@pytest.fixture(scope="module", params=[11, 12])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("world")
    sighted = folder / "sightings.parquet"
    pq.write_table(sightings(make(Parameters(reports=REPORTS, seed=request.param))), sighted)
    link_sightings(Sources(sighted), folder / "rings")
    return World(folder / "rings", sighted)


def _rings(world: World) -> list[Facts]:
    return [look(world.known, ring) for ring in sorted({ring for ring in world.ring.values() if ring})]


def test_every_reason_for_every_ring_is_really_there(world: World) -> None:
    looked_up = 0
    for facts in _rings(world):
        said = explain(facts)
        looked_up += world.holds([*said.because, *said.breaks, *said.against, *said.left_out])
        for reason in said.because:
            on = reason.evidence[0]
            assert {world.ring[report] for report in on.reports} == {facts.ring_id}
            people = len({world.people[report] for report in on.reports})
            assert reason.text.startswith(f"{people:,} independent reporter")
            assert len({world.linking[report, on.kind, on.value] for report in on.reports}) == 1
    assert looked_up > REPORTS


def test_the_smallest_tree_of_every_ring_stands_on_values_that_link(world: World) -> None:
    for facts in _rings(world):
        tree = smallest(facts.linking, facts.members.height)
        assert tree.reports + tree.apart == facts.members.height
        assert len(tree.branches) < max(tree.reports, 1)
        for branch in tree.branches:
            for report in branch.reports:
                assert world.linking[report, branch.kind, branch.value] == branch.epoch


def test_every_value_of_a_chain_and_every_enabler_is_really_there(world: World) -> None:
    said = 0
    for facts in _rings(world):
        for step in chain(facts):
            for used in step.used:
                value = (used.kind, used.value)
                holding = [r for r in facts.members["report_id"] if (r, *value) in world.seen_at_all]
                assert 2 <= used.reporters <= used.reports <= len(holding)
                said += 1
    for enabler in enabling(world.known):
        for ring, reports in enabler.rings:
            named = {row[0] for row in world.seen_at_all if row[1:] == (enabler.kind, enabler.value)}
            assert len({report for report in named if world.ring[report] == ring}) == reports
    assert said


def test_every_reason_for_a_report_is_really_there(world: World) -> None:
    chosen = np.random.default_rng(1).choice(sorted(world.ring), 80, replace=False).tolist()
    looked_up = 0
    for report in chosen:
        why = why_here(world.known, report)
        looked_up += world.holds([*why.because, *why.against])
        for reason in why.because:
            assert report in reason.evidence[0].reports
    assert looked_up


def test_every_reason_for_a_pair_stands_in_both_reports(world: World) -> None:
    draw = np.random.default_rng(2)
    by_ring: dict[str, list[str]] = {}
    for report, ring in sorted(world.ring.items()):
        if ring:
            by_ring.setdefault(ring, []).append(report)
    large = sorted((ring for ring in by_ring if len(by_ring[ring]) > 1), key=lambda ring: -len(by_ring[ring]))
    within = [draw.choice(by_ring[str(draw.choice(large))], 2, replace=False).tolist() for _ in range(PAIRS)]
    across = [[str(draw.choice(by_ring[ring])) for ring in large[:2]] for _ in range(PAIRS // 2)]
    joined = 0
    for one, other in [*within, *across]:
        said = why_together(world.known, one, other)
        world.holds([*said.direct, *said.path, *said.breaks, *said.against, *said.left_out])
        ids = {stop.name: stop.report_id for stop in said.stops}
        assert (said.stops[0].report_id, said.stops[-1].report_id) == (one, other)
        assert len(said.path) == (len(said.stops) - 1 if said.path else 0)
        for step in [*said.direct, *said.path]:
            left, right = (ids[name] for name in step.text.split(" share ")[0].split(" and "))
            on = step.evidence[0]
            assert on.reports == tuple(sorted((left, right)))
            assert world.linking[left, on.kind, on.value] == world.linking[right, on.kind, on.value]
            joined += 1
        for shared in said.left_out:
            assert shared.evidence[0].reports == tuple(sorted((one, other)))
    assert joined > PAIRS
