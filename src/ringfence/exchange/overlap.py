"""Overlap: what is compared, and what the values in common say of each side's rings.

The set of a side holds the values by which a fraudster is reached, paid or seen: roles callback, payee,
contact, operator and visited, valid, of a strength above 0, each with a report that was held before the run.
Numbers that only called, and a brand's own contacts, are never compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.exchange.psi.protocol import Element
from ringfence.exchange.psi.terms import Compared
from ringfence.rings.facts import VALUE, WEAK, person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ROLES = ("callback", "payee", "contact", "operator", "visited")
"""Roles in which an indicator is compared."""
VICTIM_ROLES = ("reporter",)
"""The role in which a victim's own contact is compared; extract never writes it."""
COLUMNS = ("report_id", *VALUE, "role", "validity", "strength", "at", "source", "reporter")
"""What the sightings must have."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a side hands in.

    Attributes:
        elements: The set, by kind and value.
        rows: Sightings that were looked at.
        values: Different kinds and values among them.
    """

    elements: tuple[Element, ...]
    rows: int
    values: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A value in common, as one side holds it.

    Attributes:
        kind: Its kind.
        value: Its canonical value.
        roles: What it did, most reports first.
        reports: In how many of the side's reports it stands.
        reporters: By how many independent reporters.
        first_at: When it was first seen.
        last_at: When last.
        rings: The side's rings that hold it, each with how many of its reports do; without a folder none.
        counts: Whether it can speak for a ring: linking used it, or it stands in one report and is strong.
        why: In a word, why it does not; None when it does.
    """

    kind: str
    value: str
    roles: tuple[str, ...]
    reports: int
    reporters: int
    first_at: datetime
    last_at: datetime
    rings: tuple[tuple[str, int], ...] = ()
    counts: bool = True
    why: str | None = None


@dataclass(frozen=True, slots=True)
class RingCounts:
    """One side's ring in counts, without a value in it.

    Attributes:
        ring_id: Its id there.
        reports: Reports in it.
        reporters: Independent reporters.
        paid: Reports that say where the money went.
        accounts: Different accounts, cards and wallets that were paid.
        values: Different values that are compared, by role, in common or not.
    """

    ring_id: str
    reports: int
    reporters: int
    paid: int
    accounts: int
    values: dict[str, int]


def chosen(
    sightings: pl.LazyFrame, compared: Compared, before: datetime, received: pl.LazyFrame | None = None
) -> Chosen:
    """Choose what a side hands in.

    Args:
        sightings: Its sightings, with `COLUMNS`.
        compared: Indicators, or victims.
        before: A report counts when it was held before this time.
        received: ``report_id`` and ``received_at`` of the reports that may be used, where they are known;
            else every report may, and counts as held since what it tells of.
    """
    held = _eligible(sightings, compared)
    if received is None:
        held = held.with_columns(held_at=pl.col("at"))
    else:
        held = held.join(received.select("report_id", held_at="received_at"), on="report_id", how="inner")
    rows = (
        held.filter(pl.col("held_at") < before)
        .group_by(VALUE)
        .agg(held_on=pl.col("held_at").min().dt.date())
        .sort(VALUE)
        .collect()
    )
    seen = sightings.select(rows=pl.len(), values=pl.struct(VALUE).n_unique()).collect().row(0)
    return Chosen(tuple(Element(*row) for row in rows.iter_rows()), int(seen[0]), int(seen[1]))


def _eligible(sightings: pl.LazyFrame, compared: Compared) -> pl.LazyFrame:
    valid = (pl.col("validity") == "valid") & pl.col("at").is_not_null()
    if compared is Compared.VICTIM:
        return sightings.filter(valid & pl.col("role").is_in(VICTIM_ROLES))
    return sightings.filter(valid & pl.col("role").is_in(ROLES) & (pl.col("strength") > 0))


def shared_values(
    common: Sequence[Element],
    sightings: pl.LazyFrame,
    members: pl.LazyFrame | None = None,
    values: pl.LazyFrame | None = None,
) -> tuple[Shared, ...]:
    """Say what one side holds of each value in common.

    Args:
        common: The values in common.
        sightings: The side's sightings.
        members: Its ``members.parquet``; None without a ring folder.
        values: Its ``values.parquet``; None where there is none.
    """
    schema = {"kind": pl.String, "value": pl.String}
    wanted = pl.LazyFrame([(one.kind, one.value) for one in common], schema=schema, orient="row")
    rows = _eligible(sightings, Compared.INDICATOR).join(wanted, on=VALUE, how="semi").with_columns(person())
    none = pl.lit(None, dtype=pl.String)
    rows = (
        rows.with_columns(ring_id=none)
        if members is None
        else rows.join(members.select("report_id", "ring_id"), on="report_id", how="left")
    )
    held = (
        rows.group_by(VALUE)
        .agg(
            roles=pl.col("role").sort().unique(maintain_order=True),
            reports=pl.col("report_id").n_unique(),
            reporters=pl.col("person").n_unique(),
            first_at=pl.col("at").min(),
            last_at=pl.col("at").max(),
            strength=pl.col("strength").max(),
        )
        .join(_verdicts(values), on=VALUE, how="left")
        .with_columns(pl.coalesce("links", pl.col("strength") >= WEAK).alias("counts"))
        .with_columns(why=pl.when(~pl.col("counts")).then(pl.coalesce("why", pl.lit("weak"))))
        .drop("links", "strength")
        .sort(VALUE)
        .collect()
    )
    in_rings = _in_rings(rows)
    return tuple(
        Shared(**{**row, "roles": tuple(row["roles"])}, rings=in_rings.get((row["kind"], row["value"]), ()))
        for row in held.iter_rows(named=True)
    )


def _in_rings(rows: pl.LazyFrame) -> dict[tuple[str, str], tuple[tuple[str, int], ...]]:
    placed = (
        rows.drop_nulls("ring_id").group_by(*VALUE, "ring_id").agg(reports=pl.col("report_id").n_unique())
    )
    found: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}
    for kind, value, ring_id, reports in placed.sort(*VALUE, "ring_id").collect().iter_rows():
        found[kind, value] = (*found.get((kind, value), ()), (ring_id, reports))
    return found


def _verdicts(values: pl.LazyFrame | None) -> pl.LazyFrame:
    """Say of each value that several reports hold whether linking used it, in any of its epochs."""
    if values is None:
        kept = {"kind": pl.String, "value": pl.String, "links": pl.Boolean, "why": pl.String}
        return pl.LazyFrame(schema=kept)
    return values.group_by(VALUE).agg(links=pl.col("links").any(), why=pl.col("why").drop_nulls().first())


def ring_counts(
    rings: Sequence[str], sightings: pl.LazyFrame, members: pl.LazyFrame
) -> tuple[RingCounts, ...]:
    """Count what a side holds of some of its rings.

    Args:
        rings: Their ids.
        sightings: The side's sightings.
        members: Its ``members.parquet``.
    """
    placed = members.filter(pl.col("ring_id").is_in(list(rings))).select("report_id", "ring_id")
    every = placed.join(sightings.with_columns(person()), on="report_id", how="left")
    compared = placed.join(_eligible(sightings, Compared.INDICATOR), on="report_id", how="inner").collect()
    payee = compared.filter(pl.col("role") == "payee")
    paid = payee.group_by("ring_id").agg(
        paid=pl.col("report_id").n_unique(), accounts=pl.struct(VALUE).n_unique()
    )
    people = every.group_by("ring_id").agg(
        reports=pl.col("report_id").n_unique(), reporters=pl.col("person").drop_nulls().n_unique()
    )
    rows = people.collect().join(paid, on="ring_id", how="left").sort("ring_id").fill_null(0)
    by_role = (
        compared.group_by("ring_id", "role").agg(values=pl.struct(VALUE).n_unique()).sort("ring_id", "role")
    )
    held: dict[str, dict[str, int]] = {}
    for ring_id, role, count in by_role.iter_rows():
        held.setdefault(ring_id, {})[role] = count
    return tuple(RingCounts(**row, values=held.get(row["ring_id"], {})) for row in rows.iter_rows(named=True))
