"""Explain a ring: what holds it together, what would break it, what speaks against it, what was left out.

Every sentence carries the sightings that it stands on, so that whoever reads it can look them up; a test
reads them all back. Nothing here quotes prose or names a reporter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ringfence.rings.belonging import of_rings
from ringfence.rings.doubts import against, left_out
from ringfence.rings.facts import ALL, VALUE, Facts, reports_of
from ringfence.rings.fragile import without_a_value, without_reports
from ringfence.rings.labels import the
from ringfence.rings.reasons import SAME, of_a_ring
from ringfence.rings.ring import WORDING
from ringfence.rings.sentences import MOST, Evidence, Sentence, count

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

REASONS = 8
"""How many reasons are said; the others are counted in the bits by kind."""
_SEVERAL_REPORTS = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """A ring in numbers.

    Attributes:
        reports: Reports in it.
        core: Those that stand in one of its cores.
        cores: Its cores.
        reporters: Independent reporters; all unknown ones of one source count as one.
        unknown: Reports whose reporter is unknown.
        sources: Where the reports came from, in order.
        countries: Where the reporters live, most reports first; empty where linking does not say.
        brands: Whom the callers claimed to be, likewise.
        first_at: The first sighting.
        last_at: The last sighting.
        weeks: Reports in each week from the first to the last.
        confidence: The mean over its people of the mean of their reports', 0 to 1; None where linking gives
            none.
        values: Different values that link, by kind.
        bits: What its linking sightings weigh, by kind, in bits; what one person says again counts once.
    """

    reports: int
    core: int
    cores: int
    reporters: int
    unknown: int
    sources: tuple[str, ...]
    countries: tuple[str, ...]
    brands: tuple[str, ...]
    first_at: datetime | None
    last_at: datetime | None
    weeks: tuple[int, ...]
    confidence: float | None
    values: dict[str, int]
    bits: dict[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What can be said of a ring; each list has the most telling first.

    Attributes:
        ring_id: The ring.
        figures: It in numbers.
        because: What holds it together.
        breaks: Without what it would fall into pieces.
        against: What speaks against it.
        left_out: Which values did not count, and why.
    """

    ring_id: str
    figures: Figures
    because: tuple[Sentence, ...]
    breaks: tuple[Sentence, ...]
    against: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]


def explain(facts: Facts, *, reasons: int = REASONS) -> Explanation:
    """Explain a ring from what is known of it, with at most ``reasons`` reasons."""
    linking = facts.linking
    return Explanation(
        ring_id=facts.ring_id,
        figures=_figures(facts, linking),
        because=_because(facts, linking, reasons),
        breaks=_breaks(facts, linking),
        against=against(facts, linking),
        left_out=left_out(facts),
    )


def _figures(facts: Facts, linking: pl.DataFrame) -> Figures:
    seen, members = facts.sightings, facts.members
    when = seen.group_by("report_id").agg(pl.col("at").max())["at"].sort()
    known = seen.filter(pl.col("reporter").is_not_null())["report_id"].n_unique()
    kinds = linking.unique(["person", "kind", "value", "epoch"], keep="first", maintain_order=True)
    kinds = kinds.group_by("kind").agg(values=pl.col("value").n_unique(), bits=pl.col("bits").sum())
    kinds = kinds.sort("bits", "kind", descending=[True, False])
    return Figures(
        reports=members.height,
        core=members["core_id"].drop_nulls().len(),
        cores=members["core_id"].drop_nulls().n_unique(),
        reporters=seen["person"].n_unique(),
        unknown=seen["report_id"].n_unique() - known,
        sources=tuple(seen["source"].unique().sort()),
        countries=facts.countries,
        brands=facts.brands,
        first_at=when[0] if len(when) else None,
        last_at=when[-1] if len(when) else None,
        weeks=_weeks(when),
        confidence=_confidence(facts),
        values=dict(zip(kinds["kind"], kinds["values"], strict=True)),
        bits={kind: round(bits, 1) for kind, bits in zip(kinds["kind"], kinds["bits"], strict=True)},
    )


def _confidence(facts: Facts) -> float | None:
    """Give the mean of its people's confidence, each one's the mean of their reports'."""
    if "confidence" not in facts.members.columns:
        return None
    people = facts.sightings.select("report_id", "person").unique()
    rows = facts.members.join(people, on="report_id").select("person", "confidence", ring=pl.lit(0))
    return float(of_rings(rows)["confidence"][0]) if rows.height else None


def _weeks(when: pl.Series) -> tuple[int, ...]:
    if not len(when):
        return ()
    week = ((when - when[0]).dt.total_days() // 7).to_numpy()
    return tuple(np.bincount(week).tolist())


def _because(facts: Facts, linking: pl.DataFrame, most: int) -> tuple[Sentence, ...]:
    """Say which values hold the ring together: by how many independent people, when, with what agreement.

    Wording comes last: it places reports in a ring that stands without it.
    """
    ranked = (
        linking.group_by(*SAME, "role")
        .agg(
            people=pl.col("person").n_unique(),
            reports=pl.col("report_id").n_unique(),
            bits=pl.col("bits").max(),
        )
        .filter(pl.col("reports") >= 2)
        .with_columns(weight=pl.col("bits") * pl.col("people"), said=pl.col("kind").is_in(WORDING))
        .sort("said", "weight", *SAME, "role", descending=[False, True, False, False, False, False])
        .head(most)
    )
    of = [*SAME, "role"]
    return tuple(
        of_a_ring(facts, linking.join(ranked[row : row + 1].select(of), on=of, how="semi"))
        for row in range(ranked.height)
    )


def _numbered(linking: pl.DataFrame) -> pl.DataFrame:
    """Number the reports and the values of the linking sightings, in their order."""
    return linking.select(
        *VALUE,
        "report_id",
        "person",
        report=pl.col("report_id").rank("dense").cast(pl.Int64) - 1,
        number=pl.struct(SAME).rank("dense").cast(pl.Int64) - 1,
    )


def _breaks(facts: Facts, linking: pl.DataFrame) -> tuple[Sentence, ...]:
    if not linking.height:
        return ()
    rows = _numbered(linking)
    report, number = rows["report"].to_numpy(), rows["number"].to_numpy()
    reports, values = int(report.max()) + 1, int(number.max()) + 1
    lost = without_a_value(report, number, reports, values)
    # Of two or three reports one is much.
    floor = max(min(MOST, (reports + 1) // 2), round(reports * 0.05))
    sentences = []
    for value in np.argsort(-lost, kind="stable")[:MOST]:
        if lost[value] < floor:
            break
        held = rows.filter(pl.col("number") == int(value))
        kind, name = held["kind"][0], held["value"][0]
        text = (
            f"Without {the(kind, name)}, {int(lost[value]):,} of its {facts.members.height:,} reports "
            "would no longer hang together with the rest."
        )
        evidence = Evidence(kind, name, None, reports_of(held))
        sentences.append(Sentence(text, float(lost[value]), (evidence,)))
    sentences.extend(_breaking_reporters(rows, reports, floor))
    if not sentences:
        few = count(floor - 1, "report")
        sentences.append(Sentence(f"No single value and no single reporter splits off more than {few}.", 0.0))
    return tuple(sentences)


def _breaking_reporters(rows: pl.DataFrame, reports: int, floor: int) -> Iterable[Sentence]:
    """Say which reporters, by what they reported, hold the ring together; never who they are."""
    report, number = rows["report"].to_numpy(), rows["number"].to_numpy()
    often = (
        rows.group_by("person")
        .agg(reports=pl.col("report").n_unique())
        .sort("reports", "person", descending=[True, False])
        .head(_SEVERAL_REPORTS)
    )
    found = []
    for person in often["person"]:
        theirs = rows.filter(pl.col("person") == person)
        lost = without_reports(report, number, reports, theirs["report"].unique().sort().to_numpy())
        if lost >= floor:
            who = "the reporters of one source" if person.startswith(ALL) else "one reporter"
            who = "the unknown reporters of one source" if person.startswith("unknown at ") else who
            filed = theirs["report"].n_unique()
            taken = "one report" if filed == 1 else f"the {count(filed, 'report')} of {who}"
            text = f"Without {taken}, {lost:,} others would no longer hang together with the rest."
            evidence = tuple(
                Evidence(kind, value, None, reports_of(held))
                for (kind, value), held in theirs.group_by(VALUE, maintain_order=True)
            )
            found.append(Sentence(text, float(lost), evidence))
    return sorted(found, key=lambda sentence: -sentence.weight)[:MOST]
