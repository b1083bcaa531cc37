"""What is known of one ring: its sightings, where else its values are seen, what linking made of each.

Read once from the files of a ring folder; everything that is said of the ring is then worked out from these
few rows, so that it takes seconds at a million reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.rings.evidence import OPTIONAL
from ringfence.rings.ring import ONE, PRIORS, WORDING
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VALUE = ("kind", "value")
WEAK = 0.35
"""The strength below which a value does not link (docs/reference/rings.md)."""
_UNLINKED = 0.5
"""The share of a value's reports that a ring must hold where several share it; below, it serves them all."""


ALL = "all of "
"""How the one person begins whom all reporters of a doubted source are (`ringfence.rings.sources`)."""
_CHANCE = 2.0
"""Up to so many times what chance gives is no agreement."""


@dataclass(frozen=True, slots=True)
class Known:
    """The files of a ring folder, and the sightings that they were made from; nothing is read yet.

    Attributes:
        members: ``members.parquet``.
        sightings: ``sightings.parquet``.
        values: ``values.parquet``: what linking made of each value; None where a linker does not say.
        edges: ``edges.parquet``: what each sighting weighs; None likewise.
        rings: ``rings.parquet``; None likewise.
    """

    members: pl.LazyFrame
    sightings: pl.LazyFrame
    values: pl.LazyFrame | None = None
    edges: pl.LazyFrame | None = None
    rings: pl.LazyFrame | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one ring.

    Attributes:
        ring_id: Its id.
        members: Its rows of ``members.parquet``, by report id.
        sightings: Its sightings, each with ``person`` (the reporter; all unknown ones of one source are one).
        linking: The sightings that link, each value once a report, in its strongest role; also ``epoch``
            (after a long silence a value is a new one) and ``bits`` (what the sighting weighs).
        verdicts: One row a kind and value sighted in it: ``links`` (whether linking used it here), ``why``
            (in a word, why not; null when used) and ``note`` (where that word covers several reasons, which
            of them: ``generic``, ``below``, ``wording``; null otherwise).
        elsewhere: Reports outside the ring with one of its values: ``kind, value, ring_id`` (null: in none),
            ``reports``.
        wording: For each script of the ring, its share of all reports that have a script: ``value, share``.
        quoting: For each script that placed reports, the rings of the people who quote it, as far as other
            values show these: ``value, ring_id, people``.
        countries: Where its reporters live, most reports first; empty where linking does not say.
        brands: Whom its callers claimed to be, likewise.
    """

    ring_id: str
    members: pl.DataFrame
    sightings: pl.DataFrame
    linking: pl.DataFrame
    verdicts: pl.DataFrame
    elsewhere: pl.DataFrame
    wording: pl.DataFrame
    quoting: pl.DataFrame
    countries: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()


def person() -> pl.Expr:
    """Name who reported: every report without a reporter counts as its source's one unknown person."""
    return pl.coalesce("reporter", pl.concat_str(pl.lit("unknown at "), "source")).alias("person")


def doubted_of(run: Mapping[str, object]) -> tuple[str, ...]:
    """Name the sources that linking heard as one person each, as ``run.json`` tells."""
    told = run.get("doubted")
    return tuple(str(name) for name in told) if isinstance(told, list) else ()


def heard_as_one(doubted: Sequence[str]) -> pl.Expr:
    """Name one reporter for all of each source that linking heard as one person, who are known or not."""
    one = pl.concat_str(pl.lit(ALL), "source")
    return pl.when(pl.col("source").is_in(list(doubted))).then(one).otherwise("reporter").alias("reporter")


def completed(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Add the columns that sightings may lack, as linking reads them: nobody known, one source, priors."""
    there = sightings.collect_schema().names()
    lacks = [name for name in OPTIONAL if name not in there]
    if "strength" in lacks:
        priors = [(kind, role, strength) for (kind, role), strength in PRIORS.items()]
        known = pl.LazyFrame(priors, schema=["kind", "role", "strength"], orient="row")
        sightings = sightings.join(known, on=["kind", "role"], how="left", maintain_order="left")
    none = {"validity": "valid", "source": "", "reporter": None}
    texts = [pl.lit(none[name], dtype=pl.String).alias(name) for name in lacks if name in none]
    places = [pl.lit(None, dtype=pl.Int32).alias(name) for name in lacks if name in ("start", "end")]
    return sightings.with_columns(*texts, *places)


def reports_of(rows: pl.DataFrame) -> tuple[str, ...]:
    """Name the reports of some sightings, in order."""
    return tuple(rows["report_id"].unique().sort())


def by_wording(linking: pl.DataFrame) -> pl.DataFrame:
    """Take the linking sightings of reports that nothing ties but wording, which others there quote too."""
    alone = pl.col("kind").is_in(WORDING).all().over("report_id")
    return linking.filter(alone).join(linking.filter(~alone), on=(*VALUE, "epoch"), how="semi")


def look(known: Known, ring_id: str) -> Facts:
    """Read what is known of one ring.

    Raises:
        InputError: When no report stands in it.
    """
    members = known.members.filter(pl.col("ring_id") == ring_id).sort("report_id").collect()
    if not members.height:
        raise InputError(
            f"no report stands in {ring_id}",
            advice="Run explain without a name to see the rings, or link again",
        )
    return facts_of(known, ring_id, members)


def facts_of(known: Known, name: str, members: pl.DataFrame) -> Facts:
    """Read what is known of some reports together, such as those of two rings.

    Args:
        known: The files.
        name: What they are called.
        members: Their rows of ``members.parquet``.
    """
    placed = known.members.select("report_id", "ring_id")
    inside = members.lazy().select("report_id")
    sightings = (
        known.sightings.join(inside, on="report_id", how="semi")
        .with_columns(person())
        .sort("report_id", *VALUE, "strength", "role", descending=[False, False, False, True, False])
        .collect()
    )
    mine = sightings.lazy().select(VALUE).unique()
    elsewhere = (
        known.sightings.filter(pl.col("role") != "genuine")
        .join(mine, on=VALUE, how="semi")
        .join(inside, on="report_id", how="anti")
        .join(placed, on="report_id", how="left")
        .group_by(*VALUE, "ring_id")
        .agg(reports=pl.col("report_id").n_unique())
        .sort(*VALUE, "ring_id")
        .collect()
    )
    guessed = _guessed(known, sightings, elsewhere)
    linking = _linking(known, sightings, guessed)
    return Facts(
        ring_id=name,
        members=members,
        sightings=sightings,
        linking=linking,
        verdicts=_verdicts(known, guessed, linking),
        elsewhere=elsewhere,
        wording=_wording(known, sightings),
        quoting=_quoting(known, linking),
        countries=_listed(known, name, "countries"),
        brands=_listed(known, name, "brands"),
    )


def _listed(known: Known, ring_id: str, column: str) -> tuple[str, ...]:
    if known.rings is None or column not in known.rings.collect_schema().names():
        return ()
    rows = known.rings.filter(pl.col("ring_id") == ring_id).select(column).collect()
    return tuple(rows[column].explode().drop_nulls()) if rows.height else ()


def _linking(known: Known, sightings: pl.DataFrame, guessed: pl.DataFrame) -> pl.DataFrame:
    """Take the sightings that link: as the edge table has them, else as guessed."""
    strongest = sightings.filter(pl.col("strength") > 0).unique(
        ["report_id", *VALUE], keep="first", maintain_order=True
    )
    if known.edges is None:
        used = guessed.filter(pl.col("why").is_null()).select(*VALUE, "bits", epoch=pl.lit(0, dtype=pl.Int64))
        return strongest.join(used, on=VALUE, maintain_order="left")
    inside = sightings.lazy().select("report_id").unique()
    edges = (
        known.edges.filter(pl.col("weight") > 0)
        .join(inside, on="report_id", how="semi")
        .select("report_id", *VALUE, "epoch", bits=pl.col("weight") / ONE)
        .collect()
    )
    return strongest.join(edges, on=["report_id", *VALUE], maintain_order="left")


def _verdicts(known: Known, guessed: pl.DataFrame, linking: pl.DataFrame) -> pl.DataFrame:
    """Say of each value whether it links here, and why not: in linking's own word where it has one."""
    used = linking.select(VALUE).unique().with_columns(links=pl.lit(value=True))
    verdicts = guessed.join(used, on=VALUE, how="left").with_columns(pl.col("links").fill_null(value=False))
    why = pl.col("why")
    if known.values is not None:
        told = known.values.drop_nulls("why").join(guessed.lazy().select(VALUE), on=VALUE, how="semi")
        last = told.sort(*VALUE, "epoch").group_by(VALUE)
        found = last.agg(told=pl.col("why").last(), chance=_by_chance(known.values).last())
        verdicts = verdicts.join(found.collect(), on=VALUE, how="left")
        plain = why.is_in(["genuine", "caller id", "shared", "unweighed"])
        why = pl.when(plain).then(why).otherwise(pl.coalesce("told", pl.lit("single")))
    else:
        verdicts = verdicts.with_columns(chance=pl.lit(None, dtype=pl.Boolean))
    verdicts = verdicts.with_columns(why=pl.when("links").then(None).otherwise(why))
    note = (
        pl.when((pl.col("why") == "unspecific") & pl.col("chance"))
        .then(pl.lit("generic"))
        .when(pl.col("why") == "unspecific")
        .then(pl.lit("below"))
        .when((pl.col("why") == "weak") & (pl.col("kind") == "script"))
        .then(pl.lit("wording"))
    )
    return verdicts.select(*VALUE, "links", "why", note=note).sort(VALUE)


def _by_chance(values: pl.LazyFrame) -> pl.Expr:
    """Tell whether those who name a value agree on no more than people do by chance; null: not known."""
    if not {"comparable", "agreeing", "chance"} <= set(values.collect_schema().names()):
        return pl.lit(None, dtype=pl.Boolean)
    share = pl.col("agreeing") / pl.col("comparable")
    return pl.when(pl.col("comparable") > 0).then(share <= _CHANCE * pl.col("chance"))


def _wording(known: Known, sightings: pl.DataFrame) -> pl.DataFrame:
    mine = sightings.lazy().filter(pl.col("kind") == "script").select("value").unique()
    told = known.sightings.filter(pl.col("kind") == "script").select("report_id", "value").unique()
    everyone = told.select(pl.col("report_id").n_unique().alias("everyone"))
    return (
        told.group_by("value")
        .agg(reports=pl.len())
        .join(everyone, how="cross")
        .join(mine, on="value", how="semi")
        .select("value", share=pl.col("reports") / pl.col("everyone"))
        .sort("value")
        .collect()
    )


def _quoting(known: Known, linking: pl.DataFrame) -> pl.DataFrame:
    """Count for scripts that link who quotes them in which ring, where other values show the ring.

    A person counts once a script, as in linking (`ringfence.rings.wording.placed`).
    """
    mine = linking.lazy().filter(pl.col("kind").is_in(WORDING)).select("value").unique()
    if known.edges is None or not mine.collect().height:
        return pl.DataFrame(schema={"value": pl.String, "ring_id": pl.String, "people": pl.UInt32})
    used = known.edges.filter(pl.col("weight") > 0)
    said = pl.col("kind").is_in(WORDING)
    return (
        used.filter(said & pl.col("counted"))
        .join(mine, on="value", how="semi")
        .join(used.filter(~said).select("report_id").unique(), on="report_id", how="semi")
        .join(known.members.select("report_id", "ring_id").drop_nulls(), on="report_id")
        .group_by("value", "ring_id")
        .agg(people=pl.len())
        .sort("value", "ring_id")
        .collect()
    )


def _guessed(known: Known, sightings: pl.DataFrame, elsewhere: pl.DataFrame) -> pl.DataFrame:
    """Guess why a value should not link (null: it should), and its bits, from strength and spread."""
    others = elsewhere.group_by(VALUE).agg(
        outside=pl.col("reports").sum(),
        rings=pl.col("ring_id").n_unique() - pl.col("ring_id").is_null().any(),
    )
    total = known.sightings.select(pl.col("report_id").n_unique()).collect().item()
    held = (
        sightings.group_by(VALUE)
        .agg(
            here=pl.col("report_id").n_unique(),
            strength=pl.col("strength").max().cast(pl.Float64),
            genuine=(pl.col("role") == "genuine").all(),
            caller=(pl.col("role") == "caller_id").all(),
        )
        .join(others, on=VALUE, how="left")
        .with_columns(pl.col("outside", "rings").fill_null(0))
    )
    seen = pl.col("here") + pl.col("outside")
    why = (
        pl.when("genuine")
        .then(pl.lit("genuine"))
        .when("caller")
        .then(pl.lit("caller id"))
        .when(pl.col("strength").is_null())
        .then(pl.lit("unweighed"))
        .when(pl.col("strength") == 0)
        .then(pl.lit("shared"))
        .when((pl.col("rings") >= 2) & (pl.col("here") < _UNLINKED * seen))
        .then(pl.lit("enabler"))
        .when(pl.col("strength") < WEAK)
        .then(pl.lit("weak"))
    )
    bits = pl.col("strength") * (pl.lit(float(total)) / seen).log(2).clip(lower_bound=0.0)
    return held.select(*VALUE, why=why, bits=bits).sort(VALUE)
