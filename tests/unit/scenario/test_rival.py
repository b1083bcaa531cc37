"""The second world: popular values of every sort, and settings that do as they say."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest

from ringfence.indicators.indicator import SIGHTINGS, Role
from ringfence.rings.evaluate import Bound, evaluate
from ringfence.scenario.rival import SETTINGS, Parameters, make, write
from ringfence.scenario.rival.parameters import Assumptions
from ringfence.words import UsageError

if TYPE_CHECKING:
    World = tuple[pl.DataFrame, pl.DataFrame]

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "worlds.md"
SIZE = 20_000


def world(setting: str, *, reports: int = SIZE, seed: int = 3) -> World:
    seen, known = make(Parameters(reports=reports, seed=seed, setting=setting))
    return pl.DataFrame(seen), pl.DataFrame(known)


@pytest.fixture(scope="module")
def usual() -> World:
    return world("usual")


def held(made: World, kind: str, role: str) -> pl.DataFrame:
    """Each value's reports, rings, and the reports of the ring that names it most; and whose it may be."""
    seen, known = made
    genuine = seen.filter(role="genuine")["value"].unique()
    rows = seen.filter(kind=kind, role=role).join(known, on="report_id")
    by_ring = rows.drop_nulls("ring_id").group_by("value", "ring_id").agg(mine=pl.len())
    most = by_ring.group_by("value").agg(
        rings=pl.len(), most=pl.col("mine").max(), ringed=pl.col("mine").sum()
    )
    counts = rows.group_by("value").agg(reports=pl.col("report_id").n_unique())
    return counts.join(most, on="value").with_columns(
        genuine=pl.col("value").is_in(genuine.implode()), share=pl.col("most") / pl.col("reports")
    )


def bound(made: World) -> Bound:
    seen, known = made
    nobody = known.select("report_id", pl.lit(None, dtype=pl.String).alias("ring_id"))
    found = evaluate(nobody, known, seen.lazy()).bound
    assert found is not None
    return found


def test_the_same_seed_makes_the_same_world_and_another_seed_another() -> None:
    once, again, other = (make(Parameters(reports=1_000, seed=seed)) for seed in (5, 5, 6))
    assert once[0].equals(again[0])
    assert once[1].equals(again[1])
    assert not once[0].equals(other[0])


def test_what_is_written_batch_by_batch_is_what_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ringfence.scenario.rival.world.BATCH", 700)
    chosen = Parameters(reports=2_000, seed=4)
    seen, known = make(chosen)
    told: list[tuple[int, int]] = []
    counts = write(chosen, tmp_path / "made", lambda done, total: told.append((done, total)))
    assert pq.read_table(tmp_path / "made" / "sightings.parquet").equals(seen.combine_chunks())
    assert pq.read_table(tmp_path / "made" / "truth.parquet").equals(known.combine_chunks())
    assert told == [(700, 2_000), (1_400, 2_000), (2_000, 2_000)]
    assert counts["reports"] == 2_000
    assert counts["sightings"] == seen.num_rows


def test_the_sightings_have_the_columns_kinds_and_roles_of_every_other(usual: World) -> None:
    seen = make(Parameters(reports=500))[0]
    assert seen.schema == SIGHTINGS
    assert set(usual[0]["role"].unique()) <= {role.value for role in Role}
    assert usual[0]["strength"].is_between(0, 1).all()


def test_the_truth_names_every_report_once_and_sightings_name_no_other(usual: World) -> None:
    seen, known = usual
    assert known.height == known["report_id"].n_unique() == SIZE
    assert seen["report_id"].is_in(known["report_id"].implode()).all()


def test_every_number_and_host_is_made_up(usual: World) -> None:
    seen = usual[0]
    assert seen.filter(kind="phone")["value"].str.contains(r"^\+999\d{10}$").all()
    assert seen.filter(kind="domain")["value"].str.ends_with(".example").all()
    assert seen.filter(kind="email")["value"].str.ends_with(".example").all()
    assert seen.filter(kind="url")["value"].str.contains(r"^https://[^/]+\.example/").all()


def test_ring_sizes_are_heavy_tailed(usual: World) -> None:
    sizes = (
        usual[1].drop_nulls("ring_id").group_by("ring_id").len().sort("len", descending=True)["len"].to_list()
    )
    assert 200 < len(sizes) < 600
    assert sum(sizes[: len(sizes) // 10]) > 0.5 * sum(sizes)
    assert sum(size < 10 for size in sizes) > 0.15 * len(sizes)
    assert 0.02 < sizes[0] / sum(sizes) < 0.09


def test_popular_genuine_numbers_look_like_a_rings(usual: World) -> None:
    popular = held(usual, "phone", "callback").filter(pl.col("genuine"), pl.col("reports") >= 100)
    assert popular.height >= 2
    assert (popular["rings"] >= 20).all()


def test_some_values_are_popular_and_one_rings_alone(usual: World) -> None:
    for kind, role, least in (("phone", "callback", 60), ("remote_access", "operator", 20)):
        values = held(usual, kind, role).filter(pl.col("reports") >= least, pl.col("share") >= 0.9)
        assert values.height >= 2, kind


def test_some_values_are_popular_and_serve_many_rings(usual: World) -> None:
    for kind, role in (("phone", "callback"), ("domain", "visited"), ("bank_account", "payee")):
        values = held(usual, kind, role).filter(
            ~pl.col("genuine"), pl.col("rings") >= 5, pl.col("share") < 0.67
        )
        assert (values["reports"] >= 10).any(), kind


def test_some_mules_serve_two_or_three_rings(usual: World) -> None:
    accounts = held(usual, "bank_account", "payee")
    shared = accounts.filter(pl.col("rings").is_between(2, 3), pl.col("share") < 0.8)
    assert shared.height >= 10
    assert shared.height < accounts.filter(pl.col("rings") == 1).height


def test_numbers_rotate_within_runs_of_ten(usual: World) -> None:
    numbers = held(usual, "phone", "callback").filter(
        pl.col("rings") == 1, pl.col("value").str.slice(4, 1).is_in([str(digit) for digit in range(5)])
    )
    runs = numbers.group_by(pl.col("value").str.slice(0, 13)).len()
    assert (runs["len"] >= 3).sum() >= 50


def test_half_of_the_numbers_live_under_a_fortnight(usual: World) -> None:
    # A life is seen only between two reports, so it is judged on those that five and more name.
    numbers = held(usual, "phone", "callback").filter(pl.col("share") > 0.9, pl.col("reports") >= 5)
    at = usual[0].filter(kind="phone", role="callback").join(numbers.select("value"), on="value")
    lives = at.group_by("value").agg((pl.col("at").max() - pl.col("at").min()).dt.total_days().alias("days"))
    assert lives["days"].median() == pytest.approx(14, abs=7)


def test_a_wording_stands_in_several_groups_and_popular_groups_in_many_rings(usual: World) -> None:
    groups = held(usual, "script", "said")
    assert (groups["rings"] >= 20).sum() >= 5
    quotes = usual[0].filter(kind="script").join(usual[1].drop_nulls("ring_id"), on="report_id")
    rings = quotes.group_by("ring_id").agg(groups=pl.col("value").n_unique(), quotes=pl.len())
    assert (rings.filter(pl.col("quotes") >= 30)["groups"] >= 4).all()


def test_some_report_the_same_fraud_twice_and_some_another_rings(usual: World) -> None:
    seen, known = usual
    who = seen.drop_nulls("reporter").select("report_id", "reporter", "source").unique()
    told = who.join(known.drop_nulls("ring_id"), on="report_id").group_by("reporter")
    people = told.agg(reports=pl.len(), rings=pl.col("ring_id").n_unique()).filter(pl.col("reports") > 1)
    assert (people["rings"] == 1).sum() > 0.015 * SIZE
    assert (people["rings"] > 1).sum() > 0.01 * SIZE


def test_who_is_unknown_depends_on_the_source(usual: World) -> None:
    who = usual[0].select("report_id", "reporter", "source").unique()
    unknown = dict(who.group_by("source").agg(pl.col("reporter").is_null().mean()).iter_rows())
    assert unknown["bank"] < 0.1
    assert unknown["public-desk"] > 0.2
    assert unknown["carrier"] > 0.4


def test_some_reports_tell_of_two_rings_and_misleading_ones_are_no_rings(usual: World) -> None:
    seen, known = usual
    assert 0.015 * SIZE < known["second_ring_id"].drop_nulls().len() < 0.05 * SIZE
    who = seen.drop_nulls("reporter").join(known, on="report_id").filter(pl.col("ring_id").is_null())
    filed = who.group_by("reporter").agg(reports=pl.col("report_id").n_unique())
    assert (filed["reports"] >= 10).any()


def test_each_setting_changes_what_it_says(usual: World) -> None:
    made = {name: world(name) for name in SETTINGS if name != "usual"}
    none = {name: known["ring_id"].null_count() / SIZE for name, (_, known) in made.items()}
    assert none["dirty"] > 0.45
    assert usual[1]["ring_id"].null_count() < 0.2 * SIZE
    assert made["missing"][0].height < 0.7 * usual[0].height
    few = made["few"][0]["source"].n_unique()
    assert (few, usual[0]["source"].n_unique()) == (2, 7)
    assert made["many"][1]["ring_id"].n_unique() > 3 * usual[1]["ring_id"].n_unique()
    rotating = held(made["rotating"], "phone", "callback")
    assert rotating.height > 1.4 * held(usual, "phone", "callback").height
    best = bound(usual).b_cubed.f
    assert 0.65 < best < 0.85
    for name in ("hard", "missing", "rotating", "many"):
        assert bound(made[name]).b_cubed.f < best - 0.03, name


@pytest.mark.parametrize("wrong", [{"reports": 99}, {"seed": -1}, {"setting": "impossible"}])
def test_what_cannot_make_a_world_is_refused_with_advice(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError) as refused:
        Parameters(**wrong)  # type: ignore[arg-type]  # what is wrong is the point
    assert refused.value.advice


def test_the_page_lists_every_assumption_and_setting() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for each in fields(Assumptions):
        line = f"| `{each.name}` | {each.default:g} | {each.metadata['what']} | {each.metadata['source']} |"
        assert line in page, line
    for name, changes in SETTINGS.items():
        changed = ", ".join(f"`{key}` {value:g}" for key, value in changes.items()) or "nothing"
        assert f"| `{name}` | {changed} |" in page, (name, changed)
