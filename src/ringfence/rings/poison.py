"""Poison: whether hostile reports join two rings, or their cores, or make an official number a ring's.

A `Stage` is a made-up world that was linked once; every try adds hostile reports (`ringfence.rings.attacks`)
and links it again. Linking must stand up to one hand, whatever it signs with; to a crowd it cannot, and how
large that must be is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from ringfence.rings.attacks import CALLERS, OFFICIAL, Attack, Target, calls, sightings_of
from ringfence.words import InputError

Linker = Callable[[pl.DataFrame], pl.DataFrame]
"""From sightings to members."""

LARGE = 100
"""Rings of so many reports are attacked."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A world, linked, in which rings are attacked.

    Attributes:
        link: The linker.
        sightings: Those of the world and of the bystanders.
        before: What was linked: columns ``report_id, ring_id, core_id``.
        rings: The reports of each ring that may be attacked, a hundred: a column ``report_id``.
        pairs: Which of them stand apart, so that they can be joined.
    """

    link: Linker
    sightings: pl.DataFrame
    before: pl.DataFrame
    rings: tuple[pl.DataFrame, ...]
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, link: Linker, sightings: pl.DataFrame, truth: pl.DataFrame) -> Stage:
        """Prepare a world: cut large rings to a hundred reports, let people call official numbers, and link.

        Args:
            link: The linker.
            sightings: All columns of ``sightings.parquet``.
            truth: Columns ``report_id, ring_id``.

        Raises:
            InputError: When no two true rings of a hundred reports stand apart.
        """
        seen = truth.drop_nulls("ring_id").join(sightings.select("report_id").unique(), on="report_id")
        large = seen.filter(pl.len().over("ring_id") >= LARGE).sort("ring_id", "report_id")
        of = large.partition_by("ring_id", maintain_order=True)
        rings = tuple(each.select("report_id").sample(LARGE, seed=1).sort("report_id") for each in of)
        spare = large.join(pl.concat([large.select("report_id").clear(), *rings]), on="report_id", how="anti")
        kept = sightings.join(spare, on="report_id", how="anti")
        sources = tuple(kept["source"].unique().sort())
        called = [calls(many, kept["at"].to_list(), sources) for many in CALLERS]
        every = pl.concat([kept, *(sightings_of(each, kept, _caller(len(each))) for each in called)])
        before = link(every)
        homes = [greater(before, each) for each in rings]
        pairs = tuple(
            (one, other)
            for one, home in enumerate(homes)
            for other, away in enumerate(homes[:one])
            if home is not None and away is not None and home != away
        )
        if not pairs:
            raise InputError(
                f"no two true rings have {LARGE} reports and stand apart",
                advice="Try the poison on a larger world",
            )
        return cls(link, every, before, rings, pairs)


def _caller(many: int) -> str:
    return f"caller-of-{many}"


@dataclass(frozen=True, slots=True)
class Tried:
    """What an attack did.

    Attributes:
        joined: The greater part of both rings stands in one ring; before it stood in two.
        cores: A core holds reports of both that stood in different rings before.
        framed: Someone who only named the official number stands in the ring of either.
        in_core: Such a one stands in a core with reports of either.
        callers: How many people called that number.
    """

    joined: bool
    cores: bool
    framed: bool
    in_core: bool
    callers: int

    def __bool__(self) -> bool:
        """Whether it did anything."""
        return self.joined or self.cores or self.framed or self.in_core


def attempt(stage: Stage, attack: Attack, most: int, seed: int) -> Tried:
    """Attack two rings once.

    Args:
        stage: The world.
        attack: Who attacks.
        most: The most reports that the attack makes.
        seed: Fixes every choice.
    """
    rng = np.random.default_rng(seed)
    chosen = stage.pairs[int(rng.integers(len(stage.pairs)))]
    sides = [stage.rings[at] for at in chosen]
    of = [stage.sightings.join(side, on="report_id", how="semi") for side in sides]
    sources = tuple(stage.sightings["source"].unique().sort())
    callers = CALLERS[int(rng.integers(len(CALLERS)))]
    told = attack(Target.of(of[0], of[1], sources, OFFICIAL[callers]), rng, most)
    after = stage.link(pl.concat([stage.sightings, sightings_of(told, stage.sightings)]))
    homes = {greater(after, side) for side in sides}
    named = after.filter(pl.col("report_id").str.starts_with(f"report-{_caller(callers)}-"))
    return Tried(
        joined=len(homes) == 1 and None not in homes,
        cores=joined_in_a_core(stage.before, after, sides),
        framed=bool(set(named["ring_id"].drop_nulls()) & homes),
        in_core=any(_share_a_core(after, named, side) for side in sides),
        callers=callers,
    )


def _share_a_core(members: pl.DataFrame, some: pl.DataFrame, side: pl.DataFrame) -> bool:
    theirs = members.join(side, on="report_id", how="semi")["core_id"].drop_nulls()
    return bool(set(theirs) & set(some["core_id"].drop_nulls()))


@dataclass(frozen=True, slots=True)
class Count:
    """How often an attack did what.

    Attributes:
        tries: How often it was tried.
        joined: In how many tries two rings were joined.
        cores_joined: In how many, two cores.
        framed: In how many an official number became a ring's; for each of `CALLERS`.
        in_core: In how many its callers came into a core.
        seeds: The seeds of the tries that did any of it.
    """

    tries: int
    joined: int
    cores_joined: int
    framed: tuple[int, ...]
    in_core: int
    seeds: tuple[int, ...]


def try_attack(stage: Stage, attack: Attack, most: int, seeds: range) -> Count:
    """Attack again and again, once with each seed."""
    tried = {seed: attempt(stage, attack, most, seed) for seed in seeds}
    return Count(
        len(tried),
        sum(each.joined for each in tried.values()),
        sum(each.cores for each in tried.values()),
        tuple(sum(each.framed and each.callers == many for each in tried.values()) for many in CALLERS),
        sum(each.in_core for each in tried.values()),
        tuple(seed for seed, each in tried.items() if each),
    )


def joined_in_a_core(before: pl.DataFrame, after: pl.DataFrame, sides: list[pl.DataFrame]) -> bool:
    """Say whether a core now holds reports of both sides that stood in different rings before."""
    named = after.drop_nulls("core_id").select("report_id", "core_id")
    was = before.select("report_id", "ring_id")
    one, other = (
        named.join(side.select("report_id").unique(), on="report_id", how="semi").join(was, on="report_id")
        for side in sides
    )
    both = one.join(other, on="core_id", suffix="_other")
    return not both.filter(~pl.col("ring_id").eq_missing(pl.col("ring_id_other"))).is_empty()


def greater(members: pl.DataFrame, side: pl.DataFrame) -> str | None:
    """Name the ring that holds the most of a side; between equals the lower id."""
    mine = members.join(side.select("report_id").unique(), on="report_id", how="semi")
    counted = mine.drop_nulls("ring_id").group_by("ring_id").len()
    best = counted.sort("len", "ring_id", descending=[True, False])
    return str(best["ring_id"][0]) if best.height else None
