"""What do hostile reports do to rings, and how large a crowd does it take?

In worlds of 4,000 reports in which every large ring was cut to a hundred, two rings that stand apart are
attacked, and an official number that 5, 10 or 30 honest people called is named as theirs. First by one hand,
in each of the ways of `ringfence.rings.attacks`; then by a crowd of independent people, each with one report,
who agreed on what to tell and know which values the rings use, when, and how often each was reported. Beside
it: what as many honest reports do, each about one of the two rings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.measure import Measured, complain, measured, show
from benchmarks.worlds import FIRST_UNSEEN, GENERATORS, World, kept
from ringfence.actions.evaluate import linker
from ringfence.rings.attacks import ATTACKS, Attack, crowd, honest
from ringfence.rings.poison import Count, Stage, try_attack

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORTS = 4_000
CROWDS = (1, 2, 3, 5, 10, 20, 50, 100)
BESIDE = (10, 50)
"""So many honest people stand beside."""
ONE = "one reporter"
CROWD, HONEST = "crowd", "honest"


@dataclass(frozen=True, slots=True)
class Plan:
    """How often to try.

    Attributes:
        one: One reporter.
        others: Every other attack, and each size of a crowd.
    """

    one: int
    others: int


QUICK = Plan(10, 5)
USUAL = Plan(100, 30)
FULL = Plan(1_000, 200)


def attack(folder: str, tries: list[tuple[str, int, int]]) -> dict[str, object]:
    """Attack a kept world.

    Args:
        folder: Where it is.
        tries: Who attacks, with how many reports at most, and how often.

    Returns:
        For each, in order: what it did; see `row`.
    """
    place = Path(folder)
    known = pl.read_parquet(place / "truth.parquet", columns=["report_id", "ring_id"])
    stage = Stage.of(linker(large=False), pl.read_parquet(place / "sightings.parquet"), known)
    named: dict[str, Attack] = {CROWD: crowd, HONEST: honest} | {
        name: one for name, (one, _) in ATTACKS.items()
    }
    return {
        "rows": [row(try_attack(stage, named[name], most, range(often))) for name, most, often in tries],
        "pairs": len(stage.pairs),
    }


def row(count: Count) -> tuple[object, ...]:
    """Say what an attack did, as shares of its tries; framed by how many people called the number."""
    framed = " · ".join(str(each) for each in count.framed)
    return (
        count.tries,
        count.joined / count.tries,
        count.cores_joined / count.tries,
        sum(count.framed) / count.tries,
        framed,
        count.in_core,
    )


COLUMNS = ("tries", "rings joined", "cores joined", "framed", "of 5 · 10 · 30", "in a core")
"""What `row` says."""


def run(plan: Plan = USUAL) -> None:
    """Attack a world of each generator, and print what came of it."""
    by_hand = [(name, most, plan.one if name == ONE else plan.others) for name, (_, most) in ATTACKS.items()]
    by_crowd = [(CROWD, many, plan.others) for many in CROWDS]
    by_crowd += [(HONEST, many, plan.others) for many in BESIDE]
    for generator in GENERATORS:
        with kept(World(generator, REPORTS, FIRST_UNSEEN)) as (folder, made):
            told = [
                measured("benchmarks.poison:attack", folder=folder, tries=tries)
                for tries in (by_hand, by_crowd)
                if made.done
            ]
        complain(generator, [made, *told])
        if len(told) == 2 and all(each.done for each in told):
            _show(generator, told, by_crowd)


def _show(generator: str, told: Sequence[Measured], by_crowd: Sequence[tuple[str, int, int]]) -> None:
    hands, crowds = (_rows(each) for each in told)
    where = f"rings of a hundred reports, {generator}, {REPORTS:,} reports"
    rows = [(name, *cells) for name, cells in zip(ATTACKS, hands, strict=True)]
    show(f"One hand against two {where}", ("attack", *COLUMNS), rows)
    people = [
        (f"{many} {'hostile' if name == CROWD else 'honest'}", *cells)
        for (name, many, _), cells in zip(by_crowd, crowds, strict=True)
    ]
    show(f"A crowd against two {where}", ("people", *COLUMNS), people)


def _rows(told: Measured) -> list[tuple[object, ...]]:
    rows = told.result["rows"]
    return [tuple(cells) for cells in rows] if isinstance(rows, list) else []
