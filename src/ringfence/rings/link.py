"""Link: from evidence to rings, in one function that gives the same answer for the same input.

    linked = link(duckdb.evidence(path, settings), settings)
    linked.members, linked.rings, linked.links

The steps: weigh what each value is worth by independent agreement; find communities; look again, now that
it is known which values can be trusted and which serve several rings; settle what analysts judged; mark the
cores; give every ring its id. A relink is always whole, because the weights depend on all reports together.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ringfence.rings import identity, leads
from ringfence.rings.belonging import Belonging, belonging, between, moved
from ringfence.rings.communities import Communities, Labels, communities, tidy
from ringfence.rings.core import ambiguous, cores
from ringfence.rings.enablers import cleared, enablers
from ringfence.rings.graph import NONE, STRONG, Graph, as_one, graph_of, totals
from ringfence.rings.heap import give_back
from ringfence.rings.identity import Names, Previous
from ringfence.rings.joining import WARY
from ringfence.rings.judgement import Judgement, standing
from ringfence.rings.settle import Pair, settle
from ringfence.rings.sources import out_of_line, signed
from ringfence.rings.specificity import Agreement, agreement, copied, unaccompanied, weigh, whole_bits
from ringfence.rings.wording import placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.rings.evidence import Evidence, Ints, Mask
    from ringfence.rings.ring import Settings


@dataclass(frozen=True, slots=True)
class Weighed:
    """What every edge weighs, and why.

    Attributes:
        found: What the reporters of each value agree on.
        specific: Each edge's specificity in 1/65536.
        weight: Each edge's weight in 1/65536 bit; 0 where its value does not link.
        able: Values that someone holds in a role that can link, shape (values,).
        enabling: Values that serve several rings, shape (values,).
        alone: Values whose reporters tell of nothing else, shape (values,).
    """

    found: Agreement
    specific: Ints
    weight: Ints
    able: Mask
    enabling: Mask
    alone: Mask


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything that linking finds, by the numbers of reports, values and rings.

    Attributes:
        evidence: What it was found in.
        graph: The same as arrays.
        weighed: What every edge weighs.
        labels: Each report's ring, numbered from 0; `NONE` for none.
        core: Each report's core, numbered from 0; `NONE` for none.
        belonging: How sure each report's ring is.
        names: The rings' ids.
        standing: Judgements that stand.
        unmatched: Of these, those about reports or rings that are not known here: without effect.
        contradicted: Of these, *same* judgements that others contradict: without effect.
        doubted: Sources that were heard as one person each, by name.
        signed: Sources where most of those who are known file on and on, by name.
    """

    evidence: Evidence
    graph: Graph
    weighed: Weighed
    labels: Ints
    core: Ints
    belonging: Belonging
    names: Names
    standing: int
    unmatched: int
    contradicted: int
    doubted: tuple[str, ...]
    signed: tuple[str, ...]


def link(
    evidence: Evidence,
    settings: Settings,
    judgements: Sequence[Judgement] = (),
    previous: Previous | None = None,
    published: Previous | None = None,
) -> Linked:
    """Find the rings.

    Args:
        evidence: What an engine made of the sightings.
        settings: How to link.
        judgements: Every row of ``judgements.jsonl``, in order.
        previous: What an earlier run left; None: nothing.
        published: What this run gave before it was judged again; None: nothing.
    """
    before = Previous.none() if previous is None else previous
    graph, weighed, together = weigh_twice(graph_of(evidence), settings)
    found = tidy(together.labels.report)
    report_ids = _report_ids(evidence)
    rows = standing(judgements)
    pairs, unmatched = _pairs(rows, report_ids, found, before)
    settled = settle(graph, weighed.weight, found, pairs, settings)
    labels = tidy(settled.report)
    sure = np.where(ambiguous(graph, weighed.weight, labels), NONE, labels)
    with ThreadPoolExecutor(settings.threads) as pool:
        core = pool.submit(cores, graph, weighed.weight, _inside(sure, together.tight))
        confident = pool.submit(belonging, graph, weighed.weight, labels)
        names = identity.assign(report_ids, labels, before, found, published)
    give_back()
    return Linked(
        evidence=evidence,
        graph=graph,
        weighed=weighed,
        labels=labels,
        core=core.result(),
        belonging=confident.result(),
        names=names,
        standing=len(rows),
        unmatched=unmatched,
        contradicted=len(settled.contradicted),
        doubted=_names(evidence, graph.doubted),
        signed=_names(evidence, signed(graph) & ~graph.doubted),
    )


def _names(evidence: Evidence, sources: Mask) -> tuple[str, ...]:
    """Name sources, which are numbered by their first report."""
    named = pl.Series(evidence.reports["source"]).unique(maintain_order=True)
    return tuple(named.filter(pl.Series(sources)).sort())


def _inside(labels: Ints, tight: Ints) -> Ints:
    """Number the tight parts within each community."""
    both = labels * np.int64(tight.max(initial=NONE) + 1) + tight
    return tidy(np.where((labels == NONE) | (tight == NONE), NONE, both))


def weigh_twice(graph: Graph, settings: Settings) -> tuple[Graph, Weighed, Communities]:
    """Weigh values and find communities, twice: once to learn which values serve several rings.

    While these are not known, communities are joined warily; when they are out, openly. To look for them
    again found a tenth more, and changed no measure; to look again at those found clears some. Where a source
    turns out to tie what others keep apart, all is begun anew, and it is heard as one person.

    Returns:
        The graph by which it was done, what every edge weighs, and the communities by evidence alone.
    """
    able = totals(graph.value, graph.strength >= STRONG, graph.values) > 0
    heard, found, alone, weight, wary = _warily(graph, able, settings)
    doubted = out_of_line(graph, weight, wary.tight)
    if doubted.any():
        del heard, found, weight, wary  # of ten million reports there is no room for both
        graph = as_one(graph, doubted)
        heard, found, alone, weight, wary = _warily(graph, able, settings)
    begun, graph = graph, heard
    enabling = enablers(graph, weight, wary.labels) & ~alone
    _, weight = weigh(graph, found, settings.least, alone | enabling)
    together = communities(graph, weight, settings)
    enabling &= ~cleared(graph, weight, together.labels.report, enabling)
    specific, weight = weigh(graph, found, settings.least, alone | enabling)
    report, unheard = _standing(graph, weight, moved(graph, weight, together.labels.report))
    report, speaking = placed(graph, report, unheard)
    weight[speaking] = whole_bits(graph, found, specific)[speaking]
    weighed = Weighed(found, specific, weight, able, enabling, alone)
    return begun, weighed, Communities(Labels(report, together.labels.value), together.tight)


def _warily(graph: Graph, able: Mask, settings: Settings) -> tuple[Graph, Agreement, Mask, Ints, Communities]:
    """Weigh values, and find communities while it is not known which values serve several rings.

    Returns:
        The graph without scripts that are everyone's, what the reporters of each value agree on, the values
        of which people tell nothing else, each edge's weight, and the communities, joined warily.
    """
    out = np.zeros(graph.values, dtype=np.bool_)
    _, first = weigh(graph, agreement(graph, threads=settings.threads), settings.least, out)
    trusted = (totals(graph.value, first > 0, graph.values) > 0) | ~able
    found = agreement(graph, trusted, settings.threads)
    _, weight = weigh(graph, found, settings.least, out)
    alone = unaccompanied(graph, weight)
    heard = replace(graph, wording=graph.wording & ~copied(graph, found))
    _, weight = weigh(heard, found, settings.least, alone)
    return heard, found, alone, weight, communities(heard, weight, settings, WARY)


def _standing(graph: Graph, weight: Ints, labels: Ints) -> tuple[Ints, Mask]:
    """Take out of communities what makes no lead: noise, what two claim alike, what nothing accompanies.

    Returns:
        Each report's community, and which reports are noise.
    """
    unheard = leads.noise(graph, weight, labels)
    report = np.where(unheard, NONE, labels)
    report = np.where(between(graph, weight, report), NONE, report)
    return tidy(np.where(leads.unaccompanied(graph, weight, report), NONE, report)), unheard


def _report_ids(evidence: Evidence) -> pl.Series:
    return pl.Series("report_id", evidence.reports["report_id"])


def _pairs(
    rows: Sequence[Judgement], report_ids: pl.Series, found: Ints, previous: Previous
) -> tuple[list[Pair], int]:
    """Read judgements as pairs of reports, and count those about what is not known here."""
    if not rows:
        return [], 0
    told = [(row.decision, row.a_report or row.a or "", row.b_report or row.b or "") for row in rows]
    places = _places({name for _, a, b in told for name in (a, b)}, report_ids, found, previous)
    pairs = [
        Pair(decision, places[a], places[b])
        for decision, a, b in told
        if decision is not None and a in places and b in places and places[a] != places[b]
    ]
    return pairs, len(rows) - len(pairs)


def _places(names: set[str], report_ids: pl.Series, found: Ints, previous: Previous) -> dict[str, int]:
    """Find reports by id; a ring stands for its first core report before, or else its first report."""
    rows = pl.DataFrame({"report_id": report_ids}).with_row_index("row")
    wanted = list(names)
    places: dict[str, int] = dict(
        rows.filter(pl.col("report_id").is_in(wanted)).select("report_id", "row").iter_rows()
    )
    if names <= places.keys():
        return places
    evident = identity.assign(report_ids, found, previous)
    here = pl.DataFrame({"report_id": report_ids, "label": found}).filter(pl.col("label") != NONE)
    ids = pl.DataFrame({"ring_id": evident.ring_ids}, schema={"ring_id": pl.String}).with_row_index("label")
    now = here.join(ids.with_columns(pl.col("label").cast(pl.Int64)), on="label")
    before = previous.members.with_columns(late=pl.col("tier") != "core")
    now = now.select("report_id", "ring_id", late=pl.lit(value=True))
    for members in (now, before.select("report_id", "ring_id", "late")):
        first = (
            members.filter(pl.col("ring_id").is_in(wanted))
            .join(rows, on="report_id")
            .sort("ring_id", "late", "row")
            .group_by("ring_id", maintain_order=True)
            .first()
        )
        places |= dict(first.select("ring_id", "row").iter_rows())
    return places
