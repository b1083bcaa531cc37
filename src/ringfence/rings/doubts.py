"""What speaks against a ring, and which values did not count: said as plainly as what speaks for it."""

from __future__ import annotations

import polars as pl

from ringfence.rings.facts import ALL, VALUE, Facts, by_wording, reports_of
from ringfence.rings.labels import noun_of, plural, readable, the
from ringfence.rings.sentences import MOST, Evidence, Sentence, capital, count, listed

_MANY_COUNTRIES = 4
_GAP_DAYS = 30
"""Days of silence that are worth saying: as long as a value's epoch (docs/reference/rings.md)."""


def against(facts: Facts, linking: pl.DataFrame) -> tuple[Sentence, ...]:
    """Say what speaks against a ring, from what other rings share to how thin its links are."""
    total = facts.members.height
    said = by_wording(linking)
    found = [*_seen_elsewhere(facts, linking), *_ambiguous(facts), *_by_wording_alone(said, total)]
    tied = linking.join(said, on="report_id", how="anti")
    thin = tied.group_by("report_id").agg(values=pl.len()).filter(pl.col("values") == 1).height
    if thin:
        text = f"{thin:,} of {total:,} reports {'hangs' if thin == 1 else 'hang'} on a single value."
        found.append(Sentence(text, thin / total))
    unknown = facts.sightings.filter(pl.col("reporter").is_null())["report_id"].n_unique()
    if unknown:
        are = "is" if unknown == 1 else "are"
        text = (
            f"{unknown:,} of {total:,} reports {are} by unknown people, who count as one reporter a source."
        )
        found.append(Sentence(text, unknown / total))
    found += _doubted(facts)
    core = facts.members["core_id"].drop_nulls().len()
    if core < total:
        text = (
            f"{total - core:,} of {total:,} reports are leads: they do not stand in a core."
            if core
            else f"It has no core: {_why_no_core(facts)}."
        )
        found.append(Sentence(text, (total - core) / total / 2))
    if facts.sightings["source"].n_unique() == 1:
        found.append(Sentence("All reports come from one source.", 0.5))
    if len(facts.countries) > _MANY_COUNTRIES:
        text = f"Its reports come from {count(len(facts.countries), 'country')}: {listed(facts.countries)}."
        found.append(Sentence(text, 0.2))
    days = facts.sightings["at"].dt.date().unique().sort()
    gaps = days.diff().dt.total_days().drop_nulls()
    longest = gaps.max()
    if isinstance(longest, int) and longest > _GAP_DAYS:
        found.append(Sentence(f"For {longest:,} days on end nothing was reported of it.", 0.3))
    return tuple(sorted(found, key=lambda sentence: -sentence.weight))


def _doubted(facts: Facts) -> list[Sentence]:
    """Say how many reports come from sources that were heard as one person each."""
    whole = pl.col("reporter").str.starts_with(ALL)
    rows = facts.sightings.filter(whole).group_by("source").agg(reports=pl.col("report_id").n_unique())
    total = facts.members.height
    return [
        Sentence(
            f"{reports:,} of {total:,} reports {'is' if reports == 1 else 'are'} from {source}, "
            "whose reports tie together what others keep apart: all of them count as one reporter.",
            reports / total,
        )
        for source, reports in rows.sort("source").iter_rows()
    ]


def _by_wording_alone(said: pl.DataFrame, total: int) -> list[Sentence]:
    """Say how many reports nothing ties but their wording."""
    reports = said["report_id"].n_unique()
    if not reports:
        return []
    evidence = tuple(
        Evidence(kind, value, None, reports_of(rows))
        for (kind, value), rows in said.sort(VALUE).group_by(VALUE, maintain_order=True)
    )
    tied = "is tied to it by its" if reports == 1 else "are tied to it by their"
    text = f"{reports:,} of {total:,} reports {tied} wording alone, and call centres copy each other's words."
    return [Sentence(text, reports / total, evidence)]


def _why_no_core(facts: Facts) -> str:
    """Say what a core takes that is missing; cores are looked for in closely knit parts alone."""
    seen = facts.sightings
    if seen.filter(~pl.col("reporter").str.starts_with(ALL))["reporter"].n_unique() < 2:
        return "that takes two known reporters"
    if seen["source"].n_unique() == 1 and seen["at"].dt.date().n_unique() == 1:
        return "that takes reports on two days or through two sources"
    return (
        "no closely knit part of it stands with two known reporters whichever value, reporter or story "
        "that several tell alike is left out"
    )


def _seen_elsewhere(facts: Facts, linking: pl.DataFrame) -> list[Sentence]:
    here = linking.group_by(VALUE).agg(here=pl.col("report_id").n_unique())
    shared = (
        facts.elsewhere.filter(pl.col("ring_id").is_not_null())
        .join(here, on=VALUE)
        .group_by(*VALUE, "here")
        .agg(rings=pl.col("ring_id").sort(), reports=pl.col("reports").sum())
        .sort("reports", *VALUE, descending=[True, False, False])
    )
    found = []
    for row in shared.head(MOST).iter_rows(named=True):
        name = capital(the(row["kind"], row["value"]))
        text = (
            f"{name}, named in {count(row['here'], 'report')} here, also stands in "
            f"{count(row['reports'], 'report')} of {_others(row['rings'])}."
        )
        held = linking.filter((pl.col("kind") == row["kind"]) & (pl.col("value") == row["value"]))
        evidence = Evidence(row["kind"], row["value"], None, reports_of(held))
        found.append(Sentence(text, row["reports"] / (row["reports"] + row["here"]), (evidence,)))
    return found


def _others(rings: list[str]) -> str:
    return rings[0] if len(rings) == 1 else f"{len(rings):,} other rings: {listed(rings)}"


def _ambiguous(facts: Facts) -> list[Sentence]:
    if "second_ring_id" not in facts.members.columns:
        return []
    total = facts.members.height
    second = (
        facts.members.drop_nulls("second_ring_id")
        .group_by("second_ring_id")
        .agg(reports=pl.col("report_id").sort())
        .sort(pl.col("reports").list.len(), "second_ring_id", descending=[True, False])
    )
    found = []
    for ring, reports in second.head(MOST).iter_rows():
        shared = facts.elsewhere.filter(pl.col("ring_id") == ring).select(VALUE)
        held = facts.sightings.join(shared, on=VALUE, how="semi").filter(pl.col("report_id").is_in(reports))
        evidence = tuple(
            Evidence(kind, value, None, reports_of(rows))
            for (kind, value), rows in held.group_by(VALUE, maintain_order=True)
        )
        have = "has" if len(reports) == 1 else "have"
        text = f"{len(reports):,} of {total:,} reports {have} links to {ring} as well."
        found.append(Sentence(text, len(reports) / total, evidence))
    return found


NEVER = ("brand", "claimed_name", "ip", "software")
"""Kinds that never count, so that it need not be said of each (docs/reference/kinds.md)."""
_WHY = {
    "genuine": "{these} {belong} to the real company",
    "caller id": "{these} only called, and a calling number can be forged",
    "shared": "{these} {say} nothing about who is behind it: anyone may use or name the same",
    "unweighed": "{these} {are} given without a strength as evidence",
    "enabler": "{these} {serve} several rings: an enabler, not a link",
    "unaccompanied": "{these} {are} named by people who share nothing else with anybody, as with advertising",
    "generic": "{these} {are} named by people who agree on nothing else: anyone may come upon the same",
    "below": "{these} {fall} below the bar: those who name the same agree on too little else",
    "unspecific": "{these} {are} named by people who agree on nothing else",
    "wording": "{these} {are} wording, on which people can agree, but which joins no reports by itself",
    "weak": "{these} {are} named in no role that says who is behind it",
}
_ONE = {"belong": "belongs", "say": "says", "serve": "serves", "are": "is", "fall": "falls"}


def uncounted(why: str, names: list[str]) -> str:
    """Say why some values, named as they are to be read, do not count."""
    numbers = {word: _ONE[word] if len(names) == 1 else word for word in _ONE}
    return _WHY.get(why, f"{{these}} {{are}} left out: {why}").format(these=listed(names), **numbers)


def left_out(facts: Facts) -> tuple[Sentence, ...]:
    """Say which values did not count, grouped by why; those named most first, those named once last."""
    uncounting = facts.verdicts.filter(~pl.col("links") & ~pl.col("kind").is_in(NEVER))
    uncounting = uncounting.with_columns(why=pl.coalesce("note", "why"))
    out = facts.sightings.join(uncounting.filter(pl.col("why") != "single"), on=VALUE)
    grouped = (
        out.group_by("why", "kind", "value")
        .agg(reports=pl.col("report_id").unique().sort())
        .sort(pl.col("reports").list.len(), *VALUE, descending=[True, False, False])
    )
    found = []
    for (why, kind), rows in grouped.group_by("why", "kind", maintain_order=True):
        names = [readable(str(kind), value) for value in rows["value"]]
        noun = plural(str(kind)) if len(names) > 1 else noun_of(str(kind))
        text = f"The {noun} {uncounted(str(why), names)}."
        evidence = tuple(
            Evidence(str(kind), value, None, tuple(reports))
            for value, reports in zip(rows["value"][:MOST], rows["reports"][:MOST], strict=True)
        )
        found.append(Sentence(text, float(rows["reports"].list.len().sum()), evidence))
    ranked = sorted(found, key=lambda sentence: -sentence.weight)
    return (*ranked, *_named_once(facts, uncounting))


def _named_once(facts: Facts, uncounting: pl.DataFrame) -> list[Sentence]:
    once = facts.sightings.join(uncounting.filter(pl.col("why") == "single"), on=VALUE)
    values = once.select("report_id", *VALUE).unique().sort(*VALUE, "report_id")
    if not values.height:
        return []
    kinds = values.group_by("kind").len().sort("len", "kind", descending=[True, False])
    named = [count(number, noun_of(kind)) for kind, number in kinds.iter_rows()]
    evidence = tuple(
        Evidence(kind, value, None, (report_id,)) for report_id, kind, value in values.head(MOST).iter_rows()
    )
    are = "is" if values.height == 1 else "are"
    return [Sentence(f"{capital(listed(named, len(named)))} {are} named in one report only.", 0.0, evidence)]
