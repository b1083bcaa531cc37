"""Explain one report: why it stands in its ring, what ties it elsewhere, which of its values do not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.rings.belonging import CLEAR
from ringfence.rings.doubts import NEVER, uncounted
from ringfence.rings.facts import ALL, VALUE, Facts, Known, by_wording, facts_of, person, reports_of
from ringfence.rings.graph import OFTEN
from ringfence.rings.labels import noun_of, readable, the
from ringfence.rings.reasons import SAME
from ringfence.rings.ring import WORDING
from ringfence.rings.sentences import Evidence, Sentence, between, capital, count, listed
from ringfence.rings.wording import MOSTLY, PLACING
from ringfence.words import InputError

if TYPE_CHECKING:
    from ringfence.rings.judgement import Judgement


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
        by_wording: Whether nothing but its wording places it there.
        judged: The judgements on it that stand, oldest first.
    """

    report_id: str
    ring_id: str | None
    tier: str | None
    confidence: float | None
    second_ring_id: str | None
    second_confidence: float | None
    because: tuple[Sentence, ...]
    against: tuple[Sentence, ...]
    by_wording: bool = False
    judged: tuple[Judgement, ...] = ()


def row_of(known: Known, report_id: str) -> dict[str, object]:
    """Find a report among the members.

    Raises:
        InputError: When it was not linked.
    """
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
    row = row_of(known, report_id)
    ring_id, second = _named(row, "ring_id"), _named(row, "second_ring_id")
    inside = pl.col("report_id") == report_id if ring_id is None else pl.col("ring_id") == ring_id
    facts = facts_of(known, ring_id or report_id, known.members.filter(inside).sort("report_id").collect())
    tier = None if ring_id is None else _named(row, "tier")
    placed = _by_wording(facts, report_id) if tier == "lead" else []
    because = placed or _shared(facts, report_id)
    against = _ties_elsewhere(facts, report_id)
    if ring_id is None and facts.linking.height:
        against = [*_in_none(known, facts, report_id), *against]
    if placed:
        text = "Call centres copy each other's words: what wording alone places is a lead, and in no core."
        against = [Sentence(text, 0.0), *against]
    return ReportWhy(
        report_id=report_id,
        ring_id=ring_id,
        tier=tier,
        confidence=None if ring_id is None else _share(row.get("confidence")),
        second_ring_id=second,
        second_confidence=_share(row.get("second_confidence")),
        because=tuple(sorted(because, key=lambda sentence: -sentence.weight)),
        against=tuple(against),
        by_wording=bool(placed),
    )


def _shared(facts: Facts, report_id: str) -> list[Sentence]:
    """Say what a report shares with others of its ring."""
    linking = facts.linking
    others = linking.filter(pl.col("report_id") != report_id)
    found = []
    for value in linking.filter(pl.col("report_id") == report_id).iter_rows(named=True):
        held = others.filter(pl.all_horizontal(pl.col(name) == value[name] for name in SAME))
        if not held.height:
            continue
        days = held["at"].dt.date().sort()
        quotes = "quotes" if value["kind"] in WORDING else "names"
        what = the(value["kind"], value["value"])
        text = f"It {quotes} {what}, as {_so(held, value['person'])} {_spoken(days)}."
        evidence = Evidence(value["kind"], value["value"], None, (report_id, *reports_of(held)))
        found.append(Sentence(text, round(value["bits"], 1), (evidence,)))
    return found


def _by_wording(facts: Facts, report_id: str) -> list[Sentence]:
    """Say by which wording a report was placed that nothing else ties; empty where it was not."""
    linking = facts.linking
    alone = by_wording(linking)
    shown = linking.join(alone, on="report_id", how="anti")
    found: list[Sentence] = []
    for value in alone.filter(pl.col("report_id") == report_id).iter_rows(named=True):
        rings = facts.quoting.filter(pl.col("value") == value["value"])
        here = int(rings.filter(pl.col("ring_id") == facts.ring_id)["people"].sum())
        everyone = int(rings["people"].sum())
        if here < PLACING or here < MOSTLY * everyone:
            continue
        held = shown.filter(pl.all_horizontal(pl.col(name) == value[name] for name in SAME))
        stand = f"all {here:,}" if here == everyone else f"{here:,}"
        first = (
            ""
            if found
            else "Its wording alone places it here: nothing else that it names ties it to a ring. "
        )
        text = (
            f"{first}It quotes {the(value['kind'], value['value'])}, as do {everyone:,} other people whom "
            f"other values place in a ring; {stand} of them stand in this one "
            f"{_spoken(held['at'].dt.date().sort())}."
        )
        evidence = Evidence(value["kind"], value["value"], None, (report_id, *reports_of(held)))
        found.append(Sentence(text, round(value["bits"], 1), (evidence,)))
    return found


def _share(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _so(held: pl.DataFrame, person: str) -> str:
    """Say how many others name a value; who names it twice is no other."""
    people = held.filter(pl.col("person") != person)["person"].n_unique()
    if not people:
        reports = count(held["report_id"].n_unique(), "other report")
        do = "does" if reports.startswith("1 ") else "do"
        if person.startswith("unknown at "):
            return f"{do} {reports} by people who are not known, counted as one"
        if person.startswith(ALL):
            return f"{do} {reports} of its source, whose people count as one"
        return f"{do} {reports} by the same reporter"
    return f"{'does' if people == 1 else 'do'} {count(people, 'other independent reporter')}"


def _spoken(days: pl.Series) -> str:
    return f"({between(days[0], days[-1])})"


def not_counted(kind: str, value: str, why: str, note: str | None) -> str:
    """Say why a value of a report does not count."""
    if why == "single":
        return f"{capital(the(kind, value))} is named in no other report."
    return f"The {noun_of(kind)} {uncounted(note or why, [readable(kind, value)])}."


def _of(value: dict[str, str]) -> str:
    return not_counted(value["kind"], value["value"], value["why"], value["note"])


def _in_none(known: Known, facts: Facts, report_id: str) -> list[Sentence]:
    """Say of a report that stands in no ring though something links it what of this is known: no guess."""
    said = ["Other reports name what it names, yet no ring can be told from it."]
    mine = known.sightings.with_columns(person()).join(
        facts.sightings.lazy().filter(pl.col("report_id") == report_id).select("person").unique(),
        on="person",
        how="semi",
    )
    linking = facts.linking.lazy().filter(pl.col("report_id") == report_id).select(VALUE).unique()
    sharing = known.sightings.filter(pl.col("report_id") != report_id).join(linking, on=VALUE, how="semi")
    named = pl.col("reporter").is_not_null() & ~pl.col("reporter").str.starts_with(ALL)
    own = mine.filter(named).select("report_id").unique().collect()
    others = sharing.join(mine.select("report_id"), on="report_id", how="anti").head(1).collect()
    if own.height and not others.height:  # who is unknown may be several
        said.append("Nobody but who made it names what links it.")
    if own.height >= OFTEN:
        said.append(f"Whoever made it made {own.height:,} reports: such reports make no ring of their own.")
    first, second = _claims(facts, report_id)
    if second and first < CLEAR * second:
        said.append("What it names ties it to several rings, to none much more than to the next.")
    if not first:
        said.append("None of the others who name it stands in a ring.")
    return [Sentence(text, 0.0) for text in said]


def _claims(facts: Facts, report_id: str) -> tuple[float, float]:
    """Weigh in bits what speaks for the ring for which most speaks, and for the next."""
    linking = facts.linking.filter(pl.col("report_id") == report_id).select(*VALUE, "bits")
    others = facts.elsewhere.with_columns(share=pl.col("reports") / pl.col("reports").sum().over(VALUE))
    speaks = (
        linking.join(others.drop_nulls("ring_id"), on=VALUE)
        .group_by("ring_id")
        .agg(pl.col("bits").dot("share").alias("bits"))["bits"]
        .sort(descending=True)
        .to_list()
    )
    first, second, *_ = [*speaks, 0.0, 0.0]
    return first, second


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
                found.append(Sentence(_of(value), 0.0, evidence))
        elif elsewhere.height:
            reports = int(elsewhere["reports"].sum())
            text = (
                f"{name} also stands in {count(reports, 'report')} of {listed(list(elsewhere['ring_id']))}."
            )
            found.append(Sentence(text, float(reports), evidence))
    return sorted(found, key=lambda sentence: -sentence.weight)
