"""Try a linker hard: shuffle its rows, let a hostile reporter loose on it, hold back the newest reports.

A linker is handed in as a function from sightings (a Polars frame with the columns of ``sightings.parquet``)
to members (``report_id, ring_id, core_id``), so that ours and any peer are tried in the same way. Everything
is drawn from a seed: the same seed tries the same things.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from ringfence.rings import measures
from ringfence.rings.evaluate import align
from ringfence.rings.measures import Contingency
from ringfence.rings.poison import greater, joined_in_a_core
from ringfence.rings.shares import place, ring_values
from ringfence.words import InputError

Linker = Callable[[pl.DataFrame], pl.DataFrame]
"""From sightings to members."""

Tick = Callable[[], None]
"""Called after each try, for whoever shows how far it is."""


def _silent() -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the order of the rows matters.

    Attributes:
        runs: How often the shuffled rows were linked again.
        identical: How often every report got the same ring and the same core.
        moved: The most reports that changed their ring in one run.
    """

    runs: int
    identical: int
    moved: int


def try_order(link: Linker, sightings: pl.DataFrame, runs: int, seed: int = 1, tick: Tick = _silent) -> Order:
    """Link shuffled rows again and compare with the rows in their own order, label by label."""
    first = link(sightings).sort("report_id")
    identical = moved = 0
    for run in range(runs):
        again = link(sightings.sample(fraction=1.0, shuffle=True, seed=seed + run)).sort("report_id")
        both = first.join(again, on="report_id", how="full", suffix="_again")
        other_ring = ~pl.col("ring_id").eq_missing(pl.col("ring_id_again"))
        changed = both.select(
            ring=other_ring.sum(), core=(~pl.col("core_id").eq_missing(pl.col("core_id_again"))).sum()
        ).row(0)
        identical += changed == (0, 0) and both.height == first.height == again.height
        moved = max(moved, int(changed[0]))
        tick()
    return Order(runs, identical, moved)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Whether the links that are stated are really there.

    Attributes:
        stated: Links: two reports and the value that joins them.
        present: Those whose value was sighted in both reports.
    """

    stated: int
    present: int


def check_reasons(links: pl.LazyFrame, sightings: pl.LazyFrame) -> Reasons:
    """Look every stated link up in the sightings.

    Args:
        links: Columns ``report_a, report_b, kind, value``.
        sightings: Columns ``report_id, kind, value``.
    """
    seen = sightings.select("report_id", "kind", "value").unique()
    present = links
    for end in ("report_a", "report_b"):
        there = [end, "kind", "value"]
        present = present.join(seen, left_on=there, right_on=["report_id", "kind", "value"], how="semi")
    return Reasons(
        int(links.select(pl.len()).collect().item()), int(present.select(pl.len()).collect().item())
    )


@dataclass(frozen=True, slots=True)
class Held:
    """How near placing the newest reports by evidence comes to linking everything again.

    Attributes:
        reports: Reports held back: the newest ones.
        relinked: Those of them that the relink put into a ring.
        placed: Those that were placed by evidence.
        agreed: Those about which both say the same: no ring, or the same one (rings are matched by the most
            shared reports among those not held back).
        share: ``agreed`` of ``reports``, 0 to 1.
        b_cubed_placed: B-cubed F of the held-back reports' placement against the truth, all reports counted;
            None without a truth.
        b_cubed_relinked: The same for the relink.
    """

    reports: int
    relinked: int
    placed: int
    agreed: int
    b_cubed_placed: float | None
    b_cubed_relinked: float | None

    @property
    def share(self) -> float:
        """The share of held-back reports on which both agree."""
        return measures.share(self.agreed, self.reports)


def try_incremental(
    link: Linker, sightings: pl.DataFrame, share: float, truth: pl.DataFrame | None = None
) -> Held:
    """Hold back the newest reports, place each by evidence, and compare with linking everything.

    Args:
        link: The linker.
        sightings: All of them.
        share: The share of reports to hold back, above 0 and below 1, by when they were made.
        truth: Columns ``report_id, ring_id``.

    Raises:
        InputError: When the share holds back none or all.
    """
    reports = sightings.group_by("report_id").agg(pl.col("at").max()).sort("at", "report_id")
    newest = reports.tail(round(reports.height * share)).select("report_id")
    if not 0 < newest.height < reports.height:
        raise InputError(
            "the share to hold back leaves no report on one side", advice="Give a share such as 0.1"
        )
    before = sightings.join(newest, on="report_id", how="anti")
    base, full = link(before), link(sightings)
    placed = place(
        sightings.join(newest, on="report_id", how="semi").lazy(), ring_values(before.lazy(), base.lazy())
    )
    same = _same_ring(base, full)
    both = (
        placed.select("report_id", placed="ring_id")
        .join(full.select("report_id", "ring_id"), on="report_id", how="left")
        .join(same, on="ring_id", how="left")
    )
    agreed = both.select(pl.col("placed").eq_missing(pl.col("before")).sum()).item()
    together = pl.concat([base.select("report_id", "ring_id"), placed.select("report_id", "ring_id")])
    return Held(
        reports=newest.height,
        relinked=both.height - both["ring_id"].null_count(),
        placed=both.height - both["placed"].null_count(),
        agreed=int(agreed),
        b_cubed_placed=None if truth is None else _b_cubed(together, truth),
        b_cubed_relinked=None if truth is None else _b_cubed(full, truth),
    )


def _same_ring(base: pl.DataFrame, full: pl.DataFrame) -> pl.DataFrame:
    """Match each ring of the relink (``ring_id``) with the ring it shares most with before (``before``)."""
    return (
        base.select("report_id", before="ring_id")
        .join(full.select("report_id", "ring_id"), on="report_id")
        .drop_nulls()
        .group_by("ring_id", "before")
        .len()
        .sort("ring_id", "len", "before", descending=[False, True, False])
        .group_by("ring_id", maintain_order=True)
        .first()
        .select("ring_id", "before")
    )


def _b_cubed(members: pl.DataFrame, truth: pl.DataFrame) -> float:
    aligned = align(members, truth)
    return measures.b_cubed(Contingency.of(aligned.predicted, aligned.true)).f


@dataclass(frozen=True, slots=True)
class Poison:
    """What one hostile reporter could do.

    Attributes:
        tries: How often it was tried to join two rings, and as often to frame an official number.
        usable: How many of the pairs of rings stood apart before, so that they could be joined.
        joined: In how many tries the greater part of both rings then stood in one ring.
        cores_joined: In how many tries a core then held reports of both that stood in different rings before.
        framed: In how many tries someone who only named the official number then stood in the ring.
    """

    tries: int
    usable: int
    joined: int
    cores_joined: int
    framed: int


SIZE = 100
OFFICIAL = "+18005550199"
_HOSTILE = "reporter-of-the-poison"


def try_poison(
    link: Linker,
    sightings: pl.DataFrame,
    truth: pl.DataFrame,
    tries: int,
    *,
    seed: int = 1,
    tick: Tick = _silent,
) -> Poison:
    """Let one reporter try to join two rings of a hundred reports, and to make an official number a ring's.

    Each try takes two true rings (a hundred reports of each) and adds one to thirty reports by one reporter,
    which hold values of both rings, and an official number as the number to call back. Thirty people who have
    nothing else in common called the official number back, too: should one of them end in the ring of either
    hundred, the number was framed. A try counts as joining only when the two rings stood apart without the
    hostile reports.

    Args:
        link: The linker.
        sightings: All columns of ``sightings.parquet``.
        truth: Columns ``report_id, ring_id``.
        tries: How many of each.
        seed: Fixes every choice.
        tick: Called after each try.

    Raises:
        InputError: When fewer than two true rings have a hundred reports with a sighting.
    """
    rng = np.random.default_rng(seed)
    rings = _large_rings(sightings, truth)
    usable = joined = cores = framed = 0
    for _ in range(tries):
        one, other = rng.choice(len(rings), size=2, replace=False)
        sides = [_some(rings[one], rng), _some(rings[other], rng)]
        bystanders = _bystanders(sides[0])
        before = link(pl.concat([*sides, bystanders]))
        hostile = _hostile(sides, rng)
        after = link(pl.concat([*sides, bystanders, hostile]))
        if greater(before, sides[0]) != greater(before, sides[1]):
            usable += 1
            kept = greater(after, sides[0])
            joined += kept is not None and kept == greater(after, sides[1])
        cores += joined_in_a_core(before, after, sides)
        framed += bool(_rings_of(after, bystanders) & {greater(after, side) for side in sides})
        tick()
    return Poison(tries, usable, joined, cores, framed)


def _large_rings(sightings: pl.DataFrame, truth: pl.DataFrame) -> list[pl.DataFrame]:
    seen = sightings.join(truth.drop_nulls("ring_id"), on="report_id")
    large = (
        seen.group_by("ring_id")
        .agg(pl.col("report_id").n_unique())
        .filter(pl.col("report_id") >= SIZE)
        .sort("ring_id")
    )
    if large.height < 2:
        raise InputError(
            f"fewer than two true rings have {SIZE} reports", advice="Try the poison on a larger world"
        )
    names = large["ring_id"].head(40).to_list()
    return [seen.filter(pl.col("ring_id") == name).drop("ring_id") for name in names]


def _some(ring: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    reports = ring["report_id"].unique().sort()
    chosen = reports.gather(np.sort(rng.choice(len(reports), size=SIZE, replace=False)))
    return ring.filter(pl.col("report_id").is_in(chosen.implode()))


def _hostile(sides: list[pl.DataFrame], rng: np.random.Generator) -> pl.DataFrame:
    """Write the hostile reports: each names some of the best-known values of both rings, at any time."""
    rows = []
    best = [
        side.filter(pl.col("strength") >= 0.5)
        .group_by("kind", "value", "role")
        .agg(pl.col("strength").max(), reports=pl.col("report_id").n_unique())
        .sort("reports", "kind", "value", "role", descending=[True, False, False, False])
        .head(12)
        for side in sides
    ]
    at = pl.concat(sides)["at"].sort()
    for number in range(int(rng.integers(1, 31))):
        when = at[int(rng.integers(0, len(at)))]
        for known in best:
            named = min(known.height, int(rng.integers(1, 5)))
            picked = known[np.sort(rng.choice(known.height, size=named, replace=False))]
            rows.append(_made(picked.select("kind", "value", "role", "strength"), number, when, sides[0]))
        rows.append(_made(_official(), number, when, sides[0]))
    return pl.concat(rows)


def _official() -> pl.DataFrame:
    named = {"kind": ["phone"], "value": [OFFICIAL], "role": ["callback"], "strength": [0.93]}
    return pl.DataFrame(named).with_columns(pl.col("strength").cast(pl.Float32))


def _made(values: pl.DataFrame, number: int, when: object, like: pl.DataFrame) -> pl.DataFrame:
    """Dress values as the sightings of one hostile report."""
    source = like["source"].sort()[0]
    return _dressed(values, like).with_columns(
        report_id=pl.lit(f"report-hostile-{number:04}"),
        at=pl.lit(when, dtype=like.schema["at"]),
        source=pl.lit(source),
        reporter=pl.lit(_HOSTILE),
    )


def _bystanders(like: pl.DataFrame) -> pl.DataFrame:
    """Thirty people who called the official number back, and nothing else."""
    when = like["at"].sort().gather(np.linspace(0, like.height - 1, 30).astype(np.int64))
    plain = _dressed(pl.concat([_official()] * 30), like)
    return plain.with_columns(
        report_id=pl.Series([f"report-bystander-{number:04}" for number in range(30)]),
        at=when,
        source=pl.lit(like["source"].sort()[0]),
        reporter=pl.Series([f"reporter-bystander-{number:04}" for number in range(30)]),
    )


def _dressed(values: pl.DataFrame, like: pl.DataFrame) -> pl.DataFrame:
    """Give values every column of sightings, in their order and types; what is not known is null."""
    said = {"validity": "valid", "at_basis": "occurred"}
    return values.select(
        [
            pl.col(name) if name in values.columns else pl.lit(said.get(name), dtype=type_).alias(name)
            for name, type_ in like.schema.items()
        ]
    )


def _rings_of(members: pl.DataFrame, side: pl.DataFrame) -> set[str]:
    mine = members.join(side.select("report_id").unique(), on="report_id", how="semi")
    return set(mine["ring_id"].drop_nulls())
