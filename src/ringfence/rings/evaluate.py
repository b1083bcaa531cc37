"""Judge rings against a truth: every measure of docs/reference/measures.md in one record.

    judged = evaluate(pl.read_parquet("rings/members.parquet"), pl.read_parquet("truth.parquet"))
    judged.lead.b_cubed.f, judged.core.pairwise.precision

A truth is made by a scenario (or by an outside study); it says for each report the ring that it belongs to,
or none. Reports that the truth names and the members do not are taken as left alone by the linker; reports
that the truth does not know are left out of every measure. Both are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ringfence.rings import measures
from ringfence.rings.bound import linkable_groups, strong_values
from ringfence.rings.measures import ALONE, Codes, Contingency, Mask, Purity, Score
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGE = 10
"""Reports from which a ring counts as large."""
LARGER = 30
"""Reports from which a true ring must have a core."""
HALF = 0.5
"""The share of a true ring's linkable reports that one predicted ring must hold to have found it."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """How good one grouping of the reports is; measures from 0 to 1, each defined in `measures`.

    Attributes:
        pairwise: Over pairs of reports.
        b_cubed: Over reports of true rings.
        b_cubed_everyone: Over all reports, as the textbook has it.
        v_measure: By entropy; it flatters.
        purity: Predicted rings of ten or more that are one true ring's.
        coverage: Of the reports of true rings of ten or more, those in predicted rings mostly theirs.
        coverage_larger: The same for true rings of thirty or more.
        largest: The share of all reports in the largest predicted ring.
        rings: Predicted rings of two or more reports.
    """

    pairwise: Score
    b_cubed: Score
    b_cubed_everyone: Score
    v_measure: Score
    purity: Purity
    coverage: float
    coverage_larger: float
    largest: float
    rings: int


@dataclass(frozen=True, slots=True)
class Core:
    """How good the cores are; an empty core scores 0.

    Attributes:
        pairwise: Over pairs with the same core.
        purity: Cores of ten or more that are one true ring's.
        inside: Of the reports of true rings of ten or more that have two strong values: the share in a core.
            None without sightings.
        rings_with: Of the true rings of thirty or more: the share that is the most frequent ring of a core.
        cores: How many there are.
    """

    pairwise: Score
    purity: Purity
    inside: float | None
    rings_with: float
    cores: int


@dataclass(frozen=True, slots=True)
class TrueRing:
    """What became of one true ring.

    Attributes:
        true_id: Its name in the truth.
        reports: Its reports, 2 or more.
        linkable: Those that share a strong value with another of the ring; all of them without sightings.
        ring_id: The predicted ring that holds the most of it; None when none does.
        held: Its reports there.
        held_linkable: Its linkable reports there.
        purity: Its share of that predicted ring's reports, 0 to 1.
        found: The predicted ring holds at least half of the linkable reports and is mostly this ring's.
    """

    true_id: str
    reports: int
    linkable: int
    ring_id: str | None
    held: int
    held_linkable: int
    purity: float
    found: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """What a linker by exact shared values reaches that knows the truth; see `bound.linkable_groups`.

    Attributes:
        pairwise: Its pairwise score, with strong values alone.
        b_cubed: Its B-cubed score, likewise.
        pairwise_scripts: Its pairwise score when a shared script also joins.
        b_cubed_scripts: Its B-cubed score, likewise.
    """

    pairwise: Score
    b_cubed: Score
    pairwise_scripts: Score
    b_cubed_scripts: Score


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything measured on one set of members.

    Attributes:
        reports: Reports that were judged.
        in_rings: Those that truly belong to a ring.
        left_out: Reports of the members that the truth does not know; not judged.
        missing: Reports of the truth that the members do not name; judged as left alone.
        true_largest: The share of all reports in the largest true ring.
        lead: How good the rings are.
        core: How good the cores are.
        bound: What could be reached; None without sightings.
        found: One row a true ring of two or more, largest first.
    """

    reports: int
    in_rings: int
    left_out: int
    missing: int
    true_largest: float
    lead: Grouping
    core: Core
    bound: Bound | None
    found: tuple[TrueRing, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Members and truth side by side, one row a report of the truth, in the order of its id.

    Attributes:
        reports: Column ``report_id``.
        predicted: Code of the predicted ring, dense from 0; `ALONE` for none.
        true: Code of the true ring, likewise.
        core: Code of the core, likewise.
        predicted_names: The ring ids by code.
        true_names: The true rings' names by code.
        left_out: Members that the truth does not know.
        missing: Reports that only the truth knows.
    """

    reports: pl.Series
    predicted: Codes
    true: Codes
    core: Codes
    predicted_names: Sequence[str]
    true_names: Sequence[str]
    left_out: int
    missing: int


def align(members: pl.DataFrame, truth: pl.DataFrame) -> Aligned:
    """Lay members beside truth.

    Args:
        members: Columns ``report_id, ring_id`` and, where there are cores, ``core_id``; one row a report.
        truth: Columns ``report_id, ring_id`` (null: no ring); one row a report.

    Raises:
        InputError: When a column is missing or a report stands twice.
    """
    _checked(members, "members")
    _checked(truth, "truth")
    if "core_id" not in members.columns:
        members = members.with_columns(core_id=pl.lit(None, dtype=pl.String))
    said = members.select("report_id", "core_id", predicted="ring_id", named=pl.lit(value=True))
    both = truth.select("report_id", true="ring_id").join(said, on="report_id", how="left").sort("report_id")
    known = int(both["named"].sum())
    predicted, predicted_names = _coded(both["predicted"])
    true, true_names = _coded(both["true"])
    core, _ = _coded(both["core_id"])
    return Aligned(
        reports=both["report_id"],
        predicted=predicted,
        true=true,
        core=core,
        predicted_names=predicted_names,
        true_names=true_names,
        left_out=members.height - known,
        missing=both.height - known,
    )


def _checked(table: pl.DataFrame, name: str) -> None:
    absent = {"report_id", "ring_id"} - set(table.columns)
    if absent:
        raise InputError(
            f"the {name} have no column {' and no column '.join(sorted(absent))}",
            advice="Their columns are described in docs/reference/files.md",
        )
    if table["report_id"].n_unique() != table.height:
        raise InputError(f"a report stands twice in the {name}", advice="Give one row a report")


def _coded(names: pl.Series) -> tuple[Codes, list[str]]:
    """Number names in their order; null becomes `ALONE`."""
    known = names.drop_nulls().unique().sort().to_list()
    codes = names.cast(pl.Enum(known)).to_physical().cast(pl.Int64).fill_null(ALONE)
    return codes.to_numpy(), known


def evaluate(members: pl.DataFrame, truth: pl.DataFrame, sightings: pl.LazyFrame | None = None) -> Evaluation:
    """Judge members against a truth.

    Args:
        members: As `align` takes them.
        truth: As `align` takes it.
        sightings: Columns ``report_id, kind, value, role, strength``; without them neither the bound nor the
            share of linkable reports is known.

    Raises:
        InputError: As `align`.
    """
    aligned = align(members, truth)
    leads = Contingency.of(aligned.predicted, aligned.true)
    strong = None if sightings is None else strong_values(sightings, aligned.reports)
    groups = None if strong is None else linkable_groups(strong, aligned.true)
    return Evaluation(
        reports=len(aligned.true),
        in_rings=int((aligned.true != ALONE).sum()),
        left_out=aligned.left_out,
        missing=aligned.missing,
        true_largest=measures.largest(leads.true_sizes, leads.in_ring),
        lead=judge_grouping(leads),
        core=_judge_core(aligned, None if strong is None else strong.two_or_more),
        bound=None
        if strong is None or groups is None
        else _bound(groups, linkable_groups(strong, aligned.true, scripts=True), aligned.true),
        found=_found(aligned, leads, aligned.true != ALONE if groups is None else groups != ALONE),
    )


def judge_grouping(table: Contingency) -> Grouping:
    """Take every measure of a grouping."""
    return Grouping(
        pairwise=measures.pairwise(table),
        b_cubed=measures.b_cubed(table),
        b_cubed_everyone=measures.b_cubed(table, everyone=True),
        v_measure=measures.v_measure(table),
        purity=measures.purity(table, at_least=LARGE),
        coverage=measures.coverage(table, at_least=LARGE),
        coverage_larger=measures.coverage(table, at_least=LARGER),
        largest=measures.largest(table.predicted_sizes, table.said_ring),
        rings=int((table.said_ring & (table.predicted_sizes >= 2)).sum()),
    )


def _judge_core(aligned: Aligned, two_strong: Mask | None) -> Core:
    table = Contingency.of(aligned.core, aligned.true)
    score = measures.pairwise(table)
    sizes = np.append(table.true_sizes, 0)
    true = aligned.true
    inside: float | None = None
    if two_strong is not None:
        expected = two_strong & (true != ALONE) & (sizes[true] >= LARGE)
        held = expected & (aligned.core != ALONE)
        inside = measures.share(float(held.sum()), float(expected.sum()))
    _, mostly = measures.best_true(table)
    having = np.zeros(len(table.true_sizes), dtype=np.bool_)
    having[mostly[table.said_ring & (mostly != ALONE)]] = True
    larger = table.in_ring & (table.true_sizes >= LARGER)
    return Core(
        pairwise=score if table.said_ring.any() else Score(0.0, 0.0),
        purity=measures.purity(table, at_least=LARGE),
        inside=inside,
        rings_with=measures.share(float((larger & having).sum()), float(larger.sum())),
        cores=int(table.said_ring.sum()),
    )


def _bound(groups: Codes, with_scripts: Codes, true: Codes) -> Bound:
    plain, scripts = Contingency.of(groups, true), Contingency.of(with_scripts, true)
    return Bound(
        pairwise=measures.pairwise(plain),
        b_cubed=measures.b_cubed(plain),
        pairwise_scripts=measures.pairwise(scripts),
        b_cubed_scripts=measures.b_cubed(scripts),
    )


def _found(aligned: Aligned, table: Contingency, linkable: Mask) -> tuple[TrueRing, ...]:
    """Say what became of each true ring of two or more reports, largest first, then by name."""
    rings, true, predicted = len(aligned.true_names), aligned.true, aligned.predicted
    held, best = measures.best_predicted(table)
    _, mostly = measures.best_true(table)
    belongs = true != ALONE
    can = np.bincount(true[belongs & linkable], minlength=rings)
    there = belongs & linkable & (predicted == best[true]) & (predicted != ALONE)
    held_linkable = np.bincount(true[there], minlength=rings)
    order = sorted(range(rings), key=lambda ring: (-int(table.true_sizes[ring]), ring))
    rows = []
    for ring in order:
        if table.true_sizes[ring] < 2:
            continue
        which = int(best[ring])
        rows.append(
            TrueRing(
                true_id=aligned.true_names[ring],
                reports=int(table.true_sizes[ring]),
                linkable=int(can[ring]),
                ring_id=None if which == ALONE else aligned.predicted_names[which],
                held=int(held[ring]),
                held_linkable=int(held_linkable[ring]),
                purity=0.0 if which == ALONE else int(held[ring]) / int(table.predicted_sizes[which]),
                found=which != ALONE
                and int(mostly[which]) == ring
                and int(can[ring]) > 0
                and int(held_linkable[ring]) >= HALF * int(can[ring]),
            )
        )
    return tuple(rows)
