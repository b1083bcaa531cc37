"""``ringfence evaluate``: how good the rings are, where a truth is known, beside what is to be reached."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.evaluate import Judged, Stress, judge_rings
from ringfence.cli.screen import emit, json_option, progress, table
from ringfence.rings.measures import Score, share
from ringfence.rings.sentences import count

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.rings.evaluate import Bound, Core, Evaluation, Grouping, TrueRing
    from ringfence.rings.stress import Held, Order, Poison, Reasons

_SHOWN = 20
Line = tuple[str, float | int | str | None, str]
"""What was measured, what came out, and what is to be reached."""


@click.command(name="evaluate")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--truth",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Parquet with report_id and ring_id (null: no ring), as scenario writes it.",
)
@click.option(
    "--sightings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Where the sightings are, when they were moved since.",
)
@click.option("--order", type=click.IntRange(0), default=0, help="Link shuffled rows again so often.")
@click.option(
    "--poison", type=click.IntRange(0), default=0, help="Let one hostile reporter try so often, on two rings."
)
@click.option(
    "--incremental",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Hold back this share of the newest reports and place them by evidence.",
)
@json_option
def command(
    *,
    folder: Path,
    truth: Path,
    sightings: Path | None,
    order: int,
    poison: int,
    incremental: float | None,
    as_json: bool,
) -> None:
    """Judge the rings against a truth, such as that of a scenario.

    Every measure is defined in docs/reference/measures.md.

    \b
    Example:
      ringfence evaluate rings --truth world/truth.parquet
      ringfence evaluate rings --truth world/truth.parquet --order 3 --poison 100 --incremental 0.1
    """
    with progress("Trying the linker hard") as tell:
        judged = judge_rings(folder, truth, sightings, Stress(order, poison, incremental), tell)
    emit(_document(judged), lambda screen: _show(screen, judged), as_json=as_json)


def _document(judged: Judged) -> dict[str, object]:
    """Give everything that was measured, with the F beside each precision and recall."""
    lines = [*_lead(judged.evaluation), *_core(judged.evaluation.core), *_stress(judged)]
    table_ = [{"measure": name, "value": value, "to_reach": goal} for name, value, goal in lines]
    return {"measures": table_, **asdict(judged)}


def _show(screen: Console, judged: Judged) -> None:
    said = judged.evaluation
    text = f"{count(said.reports, 'report')} judged, {said.in_rings:,} of them in true rings."
    if said.missing:
        text += f" {said.missing:,} were not linked at all and count as left alone."
    if said.left_out:
        text += f" {said.left_out:,} that the truth does not know were left out."
    screen.print(Text(text))
    columns = ("measure", "here", "to reach")
    screen.print(table("Leads", columns, [_line(line) for line in _lead(said)]))
    screen.print(table("Cores", columns, [_line(line) for line in _core(said.core)]))
    if tried := _stress(judged):
        screen.print(table("Tried hard", columns, [_line(line) for line in tried]))
    _show_rings(screen, said.found)


def _line(line: Line) -> tuple[str, str, str]:
    name, value, goal = line
    if value is None:
        shown = "–"
    elif isinstance(value, float):
        shown = f"{value:.3f}"
    else:
        shown = f"{value:,}" if isinstance(value, int) else value
    return name, shown, goal


def _lead(said: Evaluation) -> list[Line]:
    lead, bound = said.lead, said.bound
    return [
        ("pairs: precision", lead.pairwise.precision, "≥ .95"),
        ("pairs: recall", lead.pairwise.recall, ""),
        ("pairs: F", lead.pairwise.f, ""),
        *_of_bound(
            "pairs: F", lead.pairwise, None if bound is None else bound.pairwise, "≥ .97 (harder ≥ .92)"
        ),
        ("B³: precision", lead.b_cubed.precision, ""),
        ("B³: recall", lead.b_cubed.recall, ""),
        ("B³: F", lead.b_cubed.f, "dirty intake ≥ .74"),
        *_of_bound("B³: F", lead.b_cubed, None if bound is None else bound.b_cubed, "≥ .98 (harder ≥ .95)"),
        *_with_scripts(bound),
        ("V-measure (it flatters)", lead.v_measure.f, ""),
        ("rings of 10 and more that are 95 % pure", lead.purity.share, "≥ .90"),
        ("  how many of how many", f"{lead.purity.pure:,} of {lead.purity.rings:,}", ""),
        ("coverage of true rings of 10 and more", lead.coverage, ""),
        ("coverage of true rings of 30 and more", lead.coverage_larger, ""),
        ("largest ring's share of all reports", lead.largest, f"in truth {said.true_largest:.3f}"),
        *_found(lead, said.found),
    ]


def _of_bound(name: str, score: Score, bound: Score | None, goal: str) -> list[Line]:
    if bound is None:
        return [(f"{name}, share of the bound", None, goal)]
    return [
        (f"{name} of the bound by exact strong values", bound.f, ""),
        (f"{name}, share of the bound", share(score.f, bound.f, nothing=score.f == 1.0), goal),
    ]


def _with_scripts(bound: Bound | None) -> list[Line]:
    if bound is None:
        return []
    both = f"{bound.pairwise_scripts.f:.3f} / {bound.b_cubed_scripts.f:.3f}"
    return [("bound with scripts: pairs F / B³ F", both, "")]


def _found(lead: Grouping, rings: tuple[TrueRing, ...]) -> list[Line]:
    large = [ring for ring in rings if ring.reports >= 10]
    good = sum(ring.found for ring in large)
    pure = sum(ring.found and ring.purity >= 0.95 for ring in large)
    return [
        ("true rings of 10 and more that were found", f"{good:,} of {len(large):,}", ""),
        ("  and are 95 % pure", f"{pure:,} of {len(large):,}", ""),
        ("rings of two and more", lead.rings, ""),
    ]


def _core(core: Core) -> list[Line]:
    return [
        ("pairs: precision", core.pairwise.precision, "≥ .995"),
        ("pairs: recall", core.pairwise.recall, ""),
        ("reports with two strong values inside a core", core.inside, "≥ .60"),
        ("true rings of 30 and more with a core", core.rings_with, "≥ .80"),
        ("cores of 10 and more that are 95 % pure", core.purity.share, "≥ .99"),
        ("cores", core.cores, ""),
    ]


def _stress(judged: Judged) -> list[Line]:
    return [
        *_reasons(judged.reasons),
        *_order(judged.order),
        *_poison(judged.poison),
        *_held(judged.incremental),
    ]


def _reasons(reasons: Reasons | None) -> list[Line]:
    if reasons is None:
        return []
    return [("stated links really there", f"{reasons.present:,} of {reasons.stated:,}", "all")]


def _order(order: Order | None) -> list[Line]:
    if order is None:
        return []
    return [("shuffled rows: identical labels", f"{order.identical:,} of {order.runs:,}", "all")]


def _poison(poison: Poison | None) -> list[Line]:
    if poison is None:
        return []
    return [
        ("one hostile reporter joined two rings", f"{poison.joined:,} of {poison.usable:,}", "0"),
        ("  joined two cores", f"{poison.cores_joined:,} of {poison.tries:,}", "0"),
        ("  made an official number a ring's", f"{poison.framed:,} of {poison.tries:,}", "0"),
    ]


def _held(held: Held | None) -> list[Line]:
    if held is None:
        return []
    return [
        ("newest reports placed as the relink does", f"{held.agreed:,} of {held.reports:,}", ""),
        (
            "  B³ F placed / relinked",
            f"{held.b_cubed_placed or 0:.3f} / {held.b_cubed_relinked or 0:.3f}",
            "",
        ),
    ]


def _show_rings(screen: Console, rings: tuple[TrueRing, ...]) -> None:
    rows = [
        (
            ring.true_id,
            ring.reports,
            ring.linkable,
            ring.ring_id,
            ring.held,
            round(ring.purity, 3),
            ring.found,
        )
        for ring in rings[:_SHOWN]
    ]
    if rows:
        columns = ("true ring", "reports", "linkable", "ring that holds most", "held", "purity", "found")
        screen.print(table(f"The {len(rows)} largest true rings of {len(rings):,}", columns, rows))
