"""The linkers that `make bench` sets beside ours, and the table of what was to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from benchmarks import linking, reach, size
from benchmarks.agglomeration import agglomerate
from benchmarks.measure import Measured, Most, measured, measured_within
from benchmarks.worlds import GENERATORS, HARDER, World, kept
from ringfence.rings.evaluate import evaluate
from ringfence.scenario import rival
from ringfence.scenario.parameters import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def three_groups(tmp_path: Path) -> Path:
    """Two groups of reports by two numbers and mails each, and a number that everyone names as genuine."""
    rows = []
    for group in "ab":
        for report in range(6):
            name = f"report-{group}{report}"
            rows += [
                (name, "phone", f"number {group}{report % 2}", "callback", 0.93),
                (name, "email", f"mail {group}{report // 3}", "contact", 0.95),
                (name, "phone", "hotline", "callback", 0.93),
            ]
    rows.append(("report-c", "phone", "hotline", "genuine", 0.0))
    frame = pl.DataFrame(rows, schema=["report_id", "kind", "value", "role", "strength"], orient="row")
    frame.write_parquet(tmp_path / "sightings.parquet")
    return tmp_path


class TestMutualBest:
    def test_joins_what_shares_values_and_leaves_a_genuine_number_out(self, three_groups: Path) -> None:
        found = agglomerate(three_groups / "sightings.parquet").sort("report_id")
        rings = found.group_by("ring_id").agg(pl.col("report_id").str.slice(7, 1).unique())
        assert all(len(groups) == 1 for groups in rings["report_id"].to_list())
        assert found.filter(pl.col("report_id") == "report-c")["ring_id"].to_list() == [None]
        assert found.drop_nulls("ring_id")["ring_id"].n_unique() == 2


class TestLimits:
    def test_a_child_that_takes_too_long_is_ended_and_says_so(self) -> None:
        one = measured_within(Most(seconds=0.0), "benchmarks.scenario:one", None, size=300)
        assert one.result == {"failed": "more than 0 s"}

    def test_a_child_that_holds_too_much_is_ended_and_says_so(self) -> None:
        one = measured_within(Most(mebibytes=1.0), "benchmarks.scenario:one", None, size=20_000)
        assert one.result == {"failed": "more than 0 GiB"}

    def test_a_linker_that_fails_is_a_row_that_says_why(self) -> None:
        failed = Measured({"failed": "out of memory"}, 0.0, 0.0, done=False)
        row = linking._row("theirs", [failed], 1.0)
        assert row[0] == "theirs: out of memory"
        assert set(row[1:]) == {None}

    def test_where_splink_is_not_installed_its_row_says_so(
        self, three_groups: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(linking, "interpreter", lambda: None)
        ((name, one),) = linking._tried(linking.SPLINK, three_groups)
        assert (name, one.result) == ("Splink 5", {"failed": "not installed"})


class TestWorlds:
    def test_every_setting_is_there_in_both_generators(self) -> None:
        assert set(SETTINGS) <= set(rival.SETTINGS)
        assert len(HARDER) == 5

    @pytest.mark.parametrize("generator", GENERATORS)
    def test_a_kept_world_can_be_linked_and_judged(self, generator: str) -> None:
        with kept(World(generator, 400, 7, "dirty")) as (folder, made):
            assert made.done, made.result
            assert measured("benchmarks.linking:linked", name="connected components", folder=folder).done
            told = measured("benchmarks.linking:judged", folder=folder)
            assert told.done, told.result
            known = pl.read_parquet(folder / "truth.parquet")
            again = evaluate(pl.read_parquet(folder / "members.parquet"), known)
            assert told.result["pair_f"] == again.lead.pairwise.f


class TestReach:
    def test_sizes_go_up_to_the_one_asked_for(self) -> None:
        assert [row[0] for row in linking.sized(3_000_000)] == [30_000, 300_000, 3_000_000]
        assert size.sized(1_000_000) == (100_000, 1_000_000)
        assert reach.sized(1_000_000).sizes == (30_000, 100_000, 1_000_000)
        assert [row[0] for row in linking.sized(5_000)] == [5_000]

    def test_a_row_is_reached_only_where_every_generator_reaches_it(self) -> None:
        assert reach._at_least("what", 0.9, [0.95, 0.9])[-1] == "yes"
        assert reach._at_least("what", 0.9, [0.95, 0.89])[-1] == "no"
        assert reach._at_least("what", 0.9, [None, None])[-1] is None

    def test_of_several_worlds_the_worst_counts_and_of_seeds_the_mean(self) -> None:
        found = reach.Found()
        found.figures[30, "usual"] += [{"pair_f": 0.8}, {"pair_f": 1.0}]
        found.figures[60, "usual"] += [{"pair_f": 0.95}]
        found.figures[30, "dirty"] += [{"pair_f": 0.2}]
        assert found.worst("pair_f", harder=False) == pytest.approx(0.9)
        assert found.worst("pair_f", harder=True) == pytest.approx(0.2)

    def test_what_others_run_says_so(self) -> None:
        rows = reach._rows({"scenario": reach.Found(), "rival": reach.Found()}, reach.QUICK)
        assert [row[-1] for row in rows if "†" in str(row[0])] == [reach.BY_OTHERS] * 2

    def test_a_relink_over_its_budget_is_not_reached(self) -> None:
        done = {1_000_000: Measured({}, 31.0, 1_000.0), 100_000: Measured({}, 3.0, 300.0)}
        rows = {str(row[0]): row for row in reach._size_rows(done)}
        assert rows["full relink, 1,000,000"][-1] == "no"
        assert rows["full relink, 10,000,000"][-1] == "SIZE=10000000"
        assert rows["full relink, time at 1,000,000 by that at 100,000"][-1] == "yes"
