"""Explain one report, or two: why it stands in its ring, and by what chain of values two belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from ringfence.rings.doubts import NEVER, uncounted
from ringfence.rings.facts import VALUE, Facts, Known, facts_of, reports_of
from ringfence.rings.labels import noun_of, readable, the
from ringfence.rings.sentences import Evidence, Sentence, between, capital, count, listed, said
from ringfence.words import InputError

if TYPE_CHECKING:
    from datetime import date

_LEAST_BITS = 0.1


@dataclass(frozen=True, slots=True)
class ReportWhy:
    """Why one report stands where it does.

    Attributes:
        report_id: The report.
        ring_id: Its ring; None when it stands in none.
        tier: ``core`` or ``lead``; None in no ring.
        confidence: That it belongs there, 0 to 1; None where linking gives none.
        second_ring_id: The ring that comes next; None when nothing ties it to another.
        second_confidence: That it belongs there instead, 0 to 1; None likewise.
        because: What ties it to its ring.
        against: What ties it elsewhere, and which of its values do not count.
    """

    report_id: str
    ring_id: str | None
    tier: str | None
    confidence: float | None
    second_ring_id: str | None
    second_confidence: float | None
    because: tuple[Sentence, ...]
    against: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """By what two reports belong together.

    Attributes:
        report_ids: The two.
        ring_ids: Their rings; None for none.
        direct: What both name themselves.
        path: The chain of reports, each naming a value of the one before, that weighs most; empty when they
            share a value themselves or when there is none.
    """

    report_ids: tuple[str, str]
    ring_ids: tuple[str | None, str | None]
    direct: tuple[Sentence, ...]
    path: tuple[Sentence, ...]


def short(report_id: str) -> str:
    """Shorten an id for a sentence; a beginning is enough wherever it is unique."""
    return report_id[:15]


def _row(known: Known, report_id: str) -> dict[str, object]:
    found = known.members.filter(pl.col("report_id") == report_id).collect()
    if not found.height:
        raise InputError(
            f"no {report_id} among the members", advice="Give the id of a report that was linked"
        )
    return found.row(0, named=True)


def _named(row: dict[str, object], column: str) -> str | None:
    value = row.get(column)
    return None if value is None else str(value)


def why_here(known: Known, report_id: str) -> ReportWhy:
    """Explain one report.

    Raises:
        InputError: When it was not linked.
    """
    row = _row(known, report_id)
    ring_id, second = _named(row, "ring_id"), _named(row, "second_ring_id")
    inside = pl.col("report_id") == report_id if ring_id is None else pl.col("ring_id") == ring_id
    facts = facts_of(known, ring_id or report_id, known.members.filter(inside).sort("report_id").collect())
    linking = facts.linking
    mine = linking.filter(pl.col("report_id") == report_id)
    others = linking.filter(pl.col("report_id") != report_id)
    because, against = [], []
    for value in mine.iter_rows(named=True):
        held = others.filter((pl.col("kind") == value["kind"]) & (pl.col("value") == value["value"]))
        if not held.height:
            continue
        who = count(held["person"].n_unique(), "other independent reporter")
        days = held["at"].dt.date().sort()
        text = f"It names {the(value['kind'], value['value'])}, as {_do(held)} {who} {_spoken(days)}."
        evidence = Evidence(value["kind"], value["value"], None, (report_id, *reports_of(held)))
        because.append(Sentence(text, round(value["bits"], 1), (evidence,)))
    against.extend(_ties_elsewhere(facts, report_id))
    return ReportWhy(
        report_id=report_id,
        ring_id=ring_id,
        tier=None if ring_id is None else _named(row, "tier"),
        confidence=None if ring_id is None else _share(row.get("confidence")),
        second_ring_id=second,
        second_confidence=_share(row.get("second_confidence")),
        because=tuple(sorted(because, key=lambda sentence: -sentence.weight)),
        against=tuple(against),
    )


def _share(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _do(held: pl.DataFrame) -> str:
    return "does" if held["person"].n_unique() == 1 else "do"


def _spoken(days: pl.Series) -> str:
    return f"({between(days[0], days[-1])})"


def _left_out(kind: str, value: str, why: str) -> str:
    if why == "single":
        return f"{capital(the(kind, value))} is named in no other report."
    return f"The {noun_of(kind)} {uncounted(why, [readable(kind, value)])}."


def _ties_elsewhere(facts: Facts, report_id: str) -> list[Sentence]:
    mine = facts.sightings.filter(pl.col("report_id") == report_id).unique([*VALUE], maintain_order=True)
    verdicts = facts.verdicts
    rings = facts.elsewhere.filter(pl.col("ring_id").is_not_null())
    found = []
    for value in mine.join(verdicts, on=VALUE).iter_rows(named=True):
        here = (pl.col("kind") == value["kind"]) & (pl.col("value") == value["value"])
        elsewhere = rings.filter(here)
        name = capital(the(value["kind"], value["value"]))
        evidence = (Evidence(value["kind"], value["value"], None, (report_id,)),)
        if not value["links"]:
            if value["kind"] not in NEVER:
                found.append(Sentence(_left_out(value["kind"], value["value"], value["why"]), 0.0, evidence))
        elif elsewhere.height:
            reports = int(elsewhere["reports"].sum())
            text = (
                f"{name} also stands in {count(reports, 'report')} of {listed(list(elsewhere['ring_id']))}."
            )
            found.append(Sentence(text, float(reports), evidence))
    return sorted(found, key=lambda sentence: -sentence.weight)


def why_together(known: Known, one: str, other: str) -> Together:
    """Explain two reports: what both name, or the chain of values between them that weighs most.

    The chain runs through the reports of their rings. It is the shortest path where a step by a value is as
    long as the value weighs little (Dijkstra 1959; the length is one over the bits).

    Raises:
        InputError: When one of them was not linked, or both are the same.
    """
    if one == other:
        raise InputError("both reports are the same", advice="Give two different reports")
    rings = (_named(_row(known, one), "ring_id"), _named(_row(known, other), "ring_id"))
    near = [ring for ring in rings if ring is not None]
    reach = pl.col("report_id").is_in([one, other]) | pl.col("ring_id").is_in(near)
    facts = facts_of(known, one, known.members.filter(reach).sort("report_id").collect())
    linking = facts.linking
    direct = _direct(linking, one, other)
    path = () if direct else _path(linking, one, other)
    return Together((one, other), rings, direct, path)


def _direct(linking: pl.DataFrame, one: str, other: str) -> tuple[Sentence, ...]:
    mine = linking.filter(pl.col("report_id") == one)
    theirs = linking.filter(pl.col("report_id") == other).select(*VALUE, other_role="role", other_at="at")
    found = [
        _step(value, (one, other), (value["at"].date(), value["other_at"].date()))
        for value in mine.join(theirs, on=VALUE, maintain_order="left").iter_rows(named=True)
    ]
    return tuple(sorted(found, key=lambda sentence: -sentence.weight))


def _step(value: dict[str, object], reports: tuple[str, str], days: tuple[date, date]) -> Sentence:
    kind, name = str(value["kind"]), str(value["value"])
    same = value.get("other_role", value["role"]) == value["role"]
    role = str(value["role"]) if same else None
    pair = f"{short(reports[0])} and {short(reports[1])}"
    if role is None:
        text = f"{pair} both name {the(kind, name)}"
    else:
        text = said(kind, role, readable(kind, name), f"The people of {pair}")
    dates = " and ".join(between(day, day) for day in sorted(set(days)))
    evidence = Evidence(kind, name, role, tuple(sorted(reports)))
    bits = value["bits"]
    return Sentence(f"{text} {dates}.", round(bits, 1) if isinstance(bits, float) else 0.0, (evidence,))


def _path(linking: pl.DataFrame, one: str, other: str) -> tuple[Sentence, ...]:
    reports = linking["report_id"].unique().sort()
    rows = linking.with_columns(
        report=pl.col("report_id").rank("dense").cast(pl.Int64) - 1,
        number=pl.struct(*VALUE, "epoch").rank("dense").cast(pl.Int64) - 1 + len(reports),
    )
    ends = [reports.index_of(name) for name in (one, other)]
    if ends[0] is None or ends[1] is None:
        return ()
    size = int(rows["number"].to_numpy().max()) + 1
    length = 1 / np.maximum(rows["bits"].to_numpy(), _LEAST_BITS)
    graph = coo_array((length, (rows["report"].to_numpy(), rows["number"].to_numpy())), shape=(size, size))
    _, before = dijkstra(graph.tocsr(), directed=False, indices=np.array([ends[0]]), return_predecessors=True)
    chain = [int(ends[1])]
    while chain[-1] != ends[0]:
        previous = int(before[0, chain[-1]])
        if previous < 0:
            return ()
        chain.append(previous)
    chain.reverse()
    steps = []
    for left, number, right in zip(chain[::2], chain[1::2], chain[2::2], strict=False):
        pair = (str(reports[left]), str(reports[right]))
        held = rows.filter(pl.col("number") == number)
        first = held.filter(pl.col("report_id") == pair[0]).row(0, named=True)
        second = held.filter(pl.col("report_id") == pair[1]).row(0, named=True)
        first["other_role"] = second["role"]
        steps.append(_step(first, pair, (first["at"].date(), second["at"].date())))
    return tuple(steps)
