"""The graph of reports and values, as arrays: the one form in which evidence is computed with.

Everything is numbered by the rows of the evidence's tables, so that nothing depends on the order of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from ringfence.rings.evidence import Evidence, Ints, Mask, column, flags
from ringfence.rings.ring import FAMILIES, ONE, WORDING

NONE = -1
"""The label of what is in no community."""

STRONG = int(0.35 * ONE)
"""A sighting below this strength never makes a value link by itself: scripts, caller IDs, bare hosts."""

OFTEN = 4
"""Known persons who made so many reports are heard on none of what joins communities, and a community with so
many reports for each of its people is no ring: one person who files on and on."""

ONE_STORY = 3
"""Reports that name the very same values, at least so many that can link, tell one story."""

_DAY = 24 * 60 * 60 * 1_000_000


@dataclass(frozen=True, slots=True)
class Graph:
    """Reports, values, and which report holds which.

    Attributes:
        reports: How many reports; they are numbered from 0.
        values: How many values (each epoch is one); they are numbered from 0.
        report: The report of each edge; edges are in order of report, then value.
        value: The value of each edge.
        strength: The strength of each edge in 1/65536.
        counted: Whether the edge is the one that stands for its person: the first of a person's reports, by
            id, that hold the value, repeats left out. Who files on and on stands only for what more such
            people name than others.
        person: Who made each report; all unknown reporters of one source are one person.
        story: The story of each report, where another report tells the same (`ONE_STORY`); else its person's
            number. What nobody signed is one story.
        known: Whether a report's reporter is known.
        source: Where each report came from; numbered by the first report of each.
        doubted: Which sources are heard as one person each (`as_one`), shape (sources,).
        day: On which day (since 1970, UTC).
        often: Which persons are known and made `OFTEN` reports or more, shape (persons,).
        repeat: Whether a report repeats another's text.
        named: For each value the number of its kind and value, the same in every epoch.
        family: For each value the number of its kind's family: values of one family are not independent.
        wording: For each value, whether it names wording (a script).
    """

    reports: int
    values: int
    report: Ints
    value: Ints
    strength: Ints
    counted: Mask
    person: Ints
    story: Ints
    known: Mask
    source: Ints
    doubted: Mask
    day: Ints
    often: Mask
    repeat: Mask
    named: Ints
    family: Ints
    wording: Mask


def graph_of(evidence: Evidence) -> Graph:
    """Arrange evidence as arrays."""
    rows = pl.DataFrame(evidence.reports).with_row_index("row")
    person = pl.coalesce(pl.concat_str(pl.lit("!"), "reporter"), pl.concat_str(pl.lit("?"), "source"))
    ranked = rows.select(
        person=_numbered(person), source=_numbered(pl.col("source")), known=pl.col("reporter").is_not_null()
    )
    values = pl.DataFrame(evidence.values)
    kinds = values.select(pl.col("kind").replace(dict(FAMILIES)))
    report, value = column(evidence.edges, "report"), column(evidence.edges, "value")
    people = ranked["person"].to_numpy()
    wording = values["kind"].is_in(WORDING).to_numpy()
    strength = column(evidence.edges, "strength")
    # A tool's name beside its ID, and the address of a page beside its site, tell nothing more.
    told = ~(wording | (values["kind"] == "url").to_numpy())[value] & (strength >= STRONG)
    named = values.select(pl.struct("kind", "value").rle_id().cast(pl.Int64)).to_series().to_numpy()
    repeat = flags(evidence.reports, "repeat")
    often = (np.bincount(people) >= OFTEN) & (np.bincount(people, ranked["known"]) > 0)
    return Graph(
        reports=evidence.reports.num_rows,
        values=evidence.values.num_rows,
        report=report,
        value=value,
        strength=strength,
        counted=_counted(report, value, people, repeat, often),
        person=people,
        story=_stories(report[told], named[value[told]], people, ranked["known"].to_numpy()),
        known=ranked["known"].to_numpy(),
        source=ranked["source"].to_numpy(),
        doubted=np.zeros(ranked["source"].n_unique(), dtype=np.bool_),
        day=column(evidence.reports, "at") // _DAY,
        often=often,
        repeat=repeat,
        named=named,
        family=kinds["kind"].rank("dense").cast(pl.Int64).to_numpy() - 1,
        wording=wording,
    )


def as_one(graph: Graph, sources: Mask) -> Graph:
    """Make all reporters of some sources one person each, who files on and on.

    Args:
        graph: Reports and values.
        sources: Which sources, shape (sources,).
    """
    theirs = sources[graph.source]
    people = len(graph.often)
    person = np.where(theirs, people + graph.source, graph.person)
    own = graph.story == graph.person
    often = np.r_[graph.often, sources]
    return replace(
        graph,
        doubted=sources,
        person=person,
        story=np.where(theirs | own, person, graph.story + len(sources)),
        often=often,
        counted=_counted(graph.report, graph.value, person, graph.repeat, often),
    )


def _numbered(names: pl.Expr) -> pl.Expr:
    """Number names from 0, by the first row of each; rows are numbered in ``row``."""
    first = pl.col("row").min().over(names)
    return (first == pl.col("row")).cum_sum().gather(first).cast(pl.Int64) - 1


def _counted(report: Ints, value: Ints, person: Ints, repeat: Mask, often: Mask) -> Mask:
    """Choose for each value and person the first report that is no repeat.

    Who files on and on is left out of a value that as many others name: so much as one such person's count
    would move what it weighs, and at the margin two rings are joined by that. Where more of them name it, as
    where a bank's clerks sign, all count: else one report by anyone would silence them.
    """
    counted = np.zeros(len(report), dtype=np.bool_)
    able = np.flatnonzero(~repeat[report])
    order, first = grouped(value[able] * np.int64(person.max(initial=0) + 1) + person[report[able]])
    edges = able[np.minimum.reduceat(order, first)]
    loud = often[person[report[edges]]]
    size = int(value.max(initial=NONE)) + 1
    many, others = (np.bincount(value[edges[some]], minlength=size) for some in (loud, ~loud))
    counted[edges[~loud | (many > others)[value[edges]]]] = True
    return counted


def _stories(report: Ints, value: Ints, person: Ints, known: Mask) -> Ints:
    """Number the stories: told again under many names, in other words each time, one may be one hand's.

    What nobody signed is one story, whatever it says: it may all be by one hand.

    Args:
        report: The report of each edge that can link, rising; a page is left out beside its site.
        value: The value of each edge, the same in every epoch.
        person: Who made each report.
        known: Whether a report's reporter is known.

    Returns:
        For each report its person's number, or where another names the same values a number above all
        persons'; shape (reports,).
    """
    begins = np.flatnonzero(np.r_[True, report[1:] != report[:-1]][: len(report)])
    enough = np.diff(np.r_[begins, len(report)]) >= ONE_STORY
    top = person.max(initial=0) + 1
    story = np.where(known, person, top)
    if not enough.any():
        return story
    # Sums of well-mixed numbers: in ten million stories two fall together once in some 400,000 times.
    mixed = np.random.Philox(key=ONE_STORY).random_raw(int(value.max()) + 1)
    named, teller = np.add.reduceat(mixed[value], begins)[enough], report[begins[enough]]
    order, first = grouped(named)
    shared = np.repeat(np.diff(np.r_[first, len(order)]) > 1, np.diff(np.r_[first, len(order)]))
    number = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(order)]))
    story[teller[order[shared]]] = top + 1 + number[shared]
    return np.where(known, story, top)


def grouped(keys: Ints) -> tuple[Ints, Ints]:
    """Sort keys, equal ones in any order: the places of the sorted, and where in these each key begins."""
    order = np.argsort(keys)
    ranked = keys[order]
    return order, np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]][: len(keys)])


def totals(places: Ints, amounts: Ints | Mask, size: int) -> Ints:
    """Sum whole numbers by place, exactly, up to 2^53; shape (size,)."""
    return np.bincount(places, weights=amounts, minlength=size).astype(np.int64)


def distinct(groups: Ints, members: Ints, size: int) -> Ints:
    """Count the different members of each group; shape (size,)."""
    width = np.int64(members.max(initial=0) + 1)
    # Sorted, not np.unique: that hashes whole numbers, which takes several times as long on millions.
    pairs = np.sort(groups * width + members)
    first = np.r_[True, pairs[1:] != pairs[:-1]] if len(pairs) else np.zeros(0, np.bool_)
    return np.bincount(pairs[first] // width, minlength=size).astype(np.int64)
