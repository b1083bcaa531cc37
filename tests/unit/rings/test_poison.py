"""What hostile reports can do to a linker is found out: a trusting one fails, a wary one stands."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from ringfence.rings.attacks import ATTACKS, CALLERS, OFFICIAL, Target, calls, crowd, sightings_of
from ringfence.rings.poison import Stage, attempt, try_attack
from ringfence.words import InputError
from tests.unit.rings.test_evaluate_stress import everything_shared, two_rings


def target(callers: int = 10) -> Target:
    sightings, _ = two_rings()
    one, other = (sightings.filter(pl.col("report_id").str.starts_with(f"report-{ring}")) for ring in "ab")
    return Target.of(one, other, ("company-a", "company-b"), OFFICIAL[callers])


def without_the_hostile(sightings: pl.DataFrame) -> pl.DataFrame:
    """Link whatever shares a strong value, as if it were known who is hostile."""
    return everything_shared(sightings.filter(~pl.col("report_id").str.starts_with("report-hostile")))


@pytest.mark.parametrize("name", ATTACKS)
def test_the_same_seed_attacks_in_the_same_way(name: str) -> None:
    attack, most = ATTACKS[name]
    one, again = (attack(target(), np.random.default_rng(3), most) for _ in range(2))
    assert one == again
    assert 1 <= len(one) <= most


@pytest.mark.parametrize("name", ATTACKS)
def test_every_hostile_report_names_the_official_number_and_no_value_twice(name: str) -> None:
    attack, most = ATTACKS[name]
    for seed in range(20):
        for report in attack(target(), np.random.default_rng(seed), most):
            assert report.values[0] == OFFICIAL[10]
            assert len(report.values) == len(set(report.values)) > 1


def told(name: str, seed: int = 1) -> pl.DataFrame:
    attack, most = ATTACKS[name]
    sightings, _ = two_rings()
    return sightings_of(attack(target(), np.random.default_rng(seed), most), sightings)


def spots(sightings: pl.DataFrame) -> int:
    """Count the different texts, by where their first value stands."""
    return sightings.group_by("report_id").agg(pl.col("start").min())["start"].n_unique()


def test_one_reporter_signs_everything() -> None:
    assert told("one reporter")["reporter"].unique().to_list() == ["reporter-hostile"]


def test_one_text_under_a_hundred_names_is_one_text() -> None:
    seen = told("one text, a hundred names")
    assert seen["reporter"].n_unique() == 100
    assert spots(seen) == 1


def test_a_story_that_is_rewritten_is_a_hundred_texts_with_the_same_values() -> None:
    seen = told("one story rewritten, a hundred names")
    assert spots(seen) == 100
    assert seen.group_by("report_id").agg(pl.col("value").sort())["value"].n_unique() == 1


def test_a_flood_is_signed_by_nobody() -> None:
    for name, places in (("a hundred by nobody, one source", 1), ("a hundred by nobody, every source", 2)):
        seen = told(name)
        assert seen["reporter"].null_count() == seen.height
        assert (seen["report_id"].n_unique(), seen["source"].n_unique()) == (100, places)


def test_a_victim_in_two_places_tells_the_same_within_a_week() -> None:
    seen = told("one victim in two places")
    assert seen["source"].n_unique() == seen["reporter"].n_unique() == seen["report_id"].n_unique() == 2
    first, last = min(seen["at"].to_list()), max(seen["at"].to_list())
    assert (last - first).days < 7


def test_official_numbers_are_called_without_a_long_silence() -> None:
    sightings, _ = two_rings()
    for many in CALLERS:
        at = [report.at for report in calls(many, sightings["at"].to_list(), ("company-a",))]
        assert len(at) == many
        assert max(b - a for a, b in pairwise(at)).days <= 18


def test_any_attack_succeeds_on_a_linker_that_trusts_everyone() -> None:
    stage = Stage.of(everything_shared, *two_rings())
    for attack, most in ATTACKS.values():
        tried = attempt(stage, attack, most, seed=1)
        assert tried.framed


def test_a_crowd_joins_what_trusts_everyone_and_nothing_where_it_is_left_out() -> None:
    trusting = try_attack(Stage.of(everything_shared, *two_rings()), crowd, 20, range(5))
    assert (trusting.tries, trusting.joined, trusting.cores_joined) == (5, 5, 5)
    assert sum(trusting.framed) == 5
    wary = try_attack(Stage.of(without_the_hostile, *two_rings()), crowd, 20, range(5))
    assert (wary.joined, wary.cores_joined, sum(wary.framed), wary.in_core, wary.seeds) == (0, 0, 0, 0, ())


def test_poison_needs_two_rings_of_a_hundred_that_stand_apart() -> None:
    sightings, truth = two_rings()
    with pytest.raises(InputError, match="no two true rings"):
        Stage.of(everything_shared, sightings, truth.filter(pl.col("ring_id") == "a"))
