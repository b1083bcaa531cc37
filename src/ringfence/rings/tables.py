"""The tables of a ring folder, from what linking found; whole columns, never row by row.

Their schemas stand in `ringfence.rings.ring`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa

from ringfence.rings.belonging import of_rings
from ringfence.rings.communities import NONE
from ringfence.rings.identity import ACTIVE, GONE, REDIRECTED, Previous
from ringfence.rings.ring import EDGES, LINKS, MEMBERS, ONE, RINGS, VALUES

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.evidence import Ints
    from ringfence.rings.link import Linked

STRONGEST = 5
"""How many values, brands and countries of a ring are told."""

_VALUE = ("kind", "value")


def _taken(names: pl.Series, at: Ints) -> pl.Series:
    """Take names by number; null for `NONE`."""
    places = pl.Series(at).replace(NONE, None) if len(at) else pl.Series(at, dtype=pl.Int64)
    return names.gather(places)


def _arrow(frame: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    return frame.select(schema.names).to_arrow().cast(schema)


def members(linked: Linked, reports: Path | None = None) -> pa.Table:
    """Tell of every report its ring, its core, and how sure that is.

    Args:
        linked: What linking found.
        reports: ``reports.parquet``, for the reports without a sighting: they are in no ring; None: without.
    """
    names = pl.Series(linked.names.ring_ids, dtype=pl.String)
    rings = _taken(names, linked.labels)
    frame = pl.DataFrame(
        {
            "report_id": pl.Series(linked.evidence.reports["report_id"]),
            "ring_id": rings,
            "core_id": _core_ids(linked),
            "confidence": linked.belonging.confidence,
            "second_ring_id": _taken(names, linked.belonging.second),
            "second": linked.belonging.second_confidence,
        }
    ).with_columns(
        tier=pl.when(pl.col("core_id").is_not_null())
        .then(pl.lit("core"))
        .when(pl.col("ring_id").is_not_null())
        .then(pl.lit("lead")),
        second_confidence=pl.when(pl.col("second_ring_id").is_not_null()).then("second"),
        provisional=pl.lit(value=False),
    )
    if reports is not None:
        frame = pl.concat([frame, _unsighted(frame, reports)], how="diagonal").sort("report_id")
    return _arrow(frame, MEMBERS)


def _unsighted(frame: pl.DataFrame, reports: Path) -> pl.DataFrame:
    """List the reports without a sighting; of the file no more than the ids is read."""
    named = pl.scan_parquet(reports).select(pl.col("report_id").cast(pl.String)).drop_nulls().unique()
    alone = named.join(frame.lazy().select("report_id"), on="report_id", how="anti")
    return alone.with_columns(confidence=pl.lit(0.0), provisional=pl.lit(value=False)).collect()


def _core_ids(linked: Linked) -> pl.Series:
    """Name cores after their ring, and number them within it by their first report."""
    inside = np.flatnonzero(linked.core != NONE)
    cores, first = np.unique(linked.core[inside], return_index=True)
    ring = linked.labels[inside[first]]
    frame = pl.DataFrame({"core": cores, "ring": ring}).with_columns(
        number=pl.col("core").rank("ordinal").over("ring")
    )
    rings = _taken(pl.Series(linked.names.ring_ids, dtype=pl.String), frame["ring"].to_numpy())
    names = frame.select(
        pl.concat_str(pl.lit("core-"), rings.str.strip_prefix("ring-"), pl.lit("-"), pl.col("number"))
    ).to_series()
    return _taken(names, linked.core)


def edges(linked: Linked) -> pa.Table:
    """Lay out the edge table, with what every sighting weighs."""
    values = pl.DataFrame(linked.evidence.values)
    graph = linked.graph
    frame = pl.DataFrame(
        {
            "report_id": pl.Series(linked.evidence.reports["report_id"]).gather(graph.report),
            **{name: values[name].gather(graph.value) for name in (*_VALUE, "epoch")},
            "strength": graph.strength,
            "counted": graph.counted,
            "weight": linked.weighed.weight,
        }
    )
    return _arrow(frame, EDGES)


def values(linked: Linked) -> pa.Table:
    """Tell of every value what it is worth, whether it links, and if not, why."""
    graph, weighed = linked.graph, linked.weighed
    best, most = np.zeros(graph.values, dtype=np.int64), np.zeros(graph.values, dtype=np.int64)
    np.maximum.at(best, graph.value, weighed.specific)
    np.maximum.at(most, graph.value, weighed.weight)
    chance = weighed.found.chance / np.maximum(weighed.found.comparable, 1)
    frame = pl.DataFrame(linked.evidence.values).with_columns(
        reporters=weighed.found.persons,
        strong=weighed.found.strong,
        comparable=weighed.found.comparable,
        agreeing=weighed.found.agreeing,
        chance=np.round(chance, 6),
        specificity=np.round(best / ONE, 4),
        bits=np.round(most / ONE, 4),
        links=most > 0,
        able=weighed.able,
        enabling=weighed.enabling,
        alone=weighed.alone,
        ring_ids=_rings_of_values(linked),
    )
    why = (
        pl.when("links")
        .then(None)
        .when(~pl.col("able"))
        .then(pl.lit("weak"))
        .when("enabling")
        .then(pl.lit("enabler"))
        .when("alone")
        .then(pl.lit("unaccompanied"))
        .otherwise(pl.lit("unspecific"))
    )
    return _arrow(frame.with_columns(why=why), VALUES)


def _rings_of_values(linked: Linked) -> pl.Series:
    """List for each value the rings that hold it, most reports first."""
    ring = linked.labels[linked.graph.report]
    held = pl.DataFrame({"value": linked.graph.value, "ring": ring}).filter(pl.col("ring") != NONE)
    names = pl.Series("ring_id", linked.names.ring_ids, dtype=pl.String)
    counted = held.group_by("value", "ring").agg(pl.len().alias("reports"))
    listed = (
        counted.with_columns(ring_id=names.gather(counted["ring"]))
        .sort("value", "reports", "ring_id", descending=[False, True, False])
        .group_by("value", maintain_order=True)
        .agg("ring_id")
    )
    every = pl.DataFrame({"value": np.arange(linked.graph.values)})
    return every.join(listed, on="value", how="left", maintain_order="left")["ring_id"].fill_null([])


def links(linked: Linked) -> pa.Table:
    """Say why reports belong together: for each ring and value a chain through the reports that hold it."""
    graph = linked.graph
    used = np.flatnonzero((linked.weighed.weight > 0) & (linked.labels[graph.report] != NONE))
    size = np.int64(linked.labels.max(initial=NONE) + 1)
    key = graph.value[used] * size + linked.labels[graph.report[used]]
    order = np.argsort(key, kind="stable")  # edges are in order of report
    one, other = (used[each[np.flatnonzero(np.diff(key[order]) == 0)]] for each in (order[:-1], order[1:]))
    # Reports are numbered by id, values by kind and value: so are the rows sorted.
    rows = np.lexsort((graph.value[one], graph.report[other], graph.report[one]))
    one, other = one[rows], other[rows]
    names = pl.Series(linked.evidence.reports["report_id"])
    held = pl.DataFrame(linked.evidence.values)
    frame = pl.DataFrame(
        {
            "report_a": names.gather(graph.report[one]),
            "report_b": names.gather(graph.report[other]),
            "kind": held["kind"].gather(graph.value[one]),
            "value": held["value"].gather(graph.value[one]),
            "bits": np.round(np.minimum(linked.weighed.weight[one], linked.weighed.weight[other]) / ONE, 4),
        }
    )
    return _arrow(frame, LINKS)


def rings(
    linked: Linked, previous: Previous, run: str, sightings: Path, reports: Path | None = None
) -> pa.Table:
    """Describe every ring, and say where the ids lead that are no longer active.

    Args:
        linked: What linking found.
        previous: What the earlier run left, and what this one gave before it was judged again.
        run: The id of this run.
        sightings: For the brands named.
        reports: ``reports.parquet``, for countries and the brands that forms name; None: without.
    """
    graph = linked.graph
    told = pl.DataFrame(linked.evidence.reports).select("report_id", "source", "at")
    rows = told.select("source", "at").with_columns(
        ring=linked.labels,
        core=linked.core,
        person=graph.person,
        known=graph.known,
        confidence=linked.belonging.confidence,
    )
    frame = (
        rows.filter(pl.col("ring") != NONE)
        .group_by("ring")
        .agg(
            reports=pl.len(),
            core_reports=(pl.col("core") != NONE).sum(),
            cores=pl.col("core").filter(pl.col("core") != NONE).n_unique(),
            reporters=pl.col("person").n_unique(),
            unknown=(~pl.col("known")).sum(),
            sources=pl.col("source").unique().sort(),
            first_at=pl.col("at").min(),
            last_at=pl.col("at").max(),
        )
        .join(of_rings(rows.filter(pl.col("ring") != NONE)), on="ring")
        .sort("ring")
    )
    places = told.select("report_id", ring=rows["ring"]).filter(pl.col("ring") != NONE)
    del rows
    brands, countries = _named(places, sightings, reports)
    held = _weighed_values(linked)
    for named in (_strongest(linked, held), _enabling(linked, held), brands, countries):
        frame = frame.join(named, on="ring", how="left", maintain_order="left")
    names = pl.DataFrame({"ring_id": linked.names.ring_ids}, schema={"ring_id": pl.String})
    names = names.with_columns(ring=pl.int_range(pl.len(), dtype=pl.Int64))
    since = previous.rings.select("ring_id", "first_run")
    active = (
        frame.join(names, on="ring")
        .join(since, on="ring_id", how="left")
        .with_columns(
            status=pl.lit(ACTIVE),
            redirect_to=pl.lit(None, dtype=pl.String),
            first_run=pl.col("first_run").fill_null(run),
            last_run=pl.lit(run),
        )
    )
    lists = ("strongest", "enablers", "brands", "countries")
    active = active.with_columns(pl.col(name).fill_null([]) for name in lists)
    return pa.concat_tables([_arrow(active, RINGS), _past(linked, previous)]).sort_by("ring_id")


def _past(linked: Linked, previous: Previous) -> pa.Table:
    """Keep every id that is no longer active, with where it leads."""
    redirects = linked.names.redirects
    leads = pl.DataFrame(
        {"ring_id": list(redirects), "to": list(redirects.values())},
        schema={"ring_id": pl.String, "to": pl.String},
    )
    old = previous.rings.select("ring_id", "first_run", "last_run").join(leads, on="ring_id")
    nothing = [pl.lit(0).alias(name) for name in ("reports", "core_reports", "cores", "reporters", "unknown")]
    never = [pl.lit(None, dtype=pl.Datetime("us", "UTC")).alias(name) for name in ("first_at", "last_at")]
    texts = [pl.lit([], dtype=pl.List(pl.String)).alias(name) for name in ("sources", "brands", "countries")]
    pairs = pl.List(pl.Struct({"kind": pl.String, "value": pl.String}))
    named = [pl.lit([], dtype=pairs).alias(name) for name in ("strongest", "enablers")]
    frame = old.with_columns(
        *nothing,
        *never,
        *texts,
        *named,
        status=pl.when(pl.col("to").is_null()).then(pl.lit(GONE)).otherwise(pl.lit(REDIRECTED)),
        redirect_to="to",
        confidence=pl.lit(0.0),
    )
    return _arrow(frame, RINGS)


def _weighed_values(linked: Linked) -> pl.DataFrame:
    """Sum for each ring and value what its reports' sightings weigh: ``ring, value, weight, reports``."""
    graph = linked.graph
    return (
        pl.DataFrame(
            {"ring": linked.labels[graph.report], "value": graph.value, "weight": linked.weighed.weight}
        )
        .filter(pl.col("ring") != NONE)
        .group_by("ring", "value")
        .agg(pl.col("weight").sum(), pl.len().alias("reports"))
        .filter(pl.col("reports") >= 2)
    )


def _as_named(linked: Linked, frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """List values, in the order they stand in, as kind and value by ring."""
    held = pl.DataFrame(linked.evidence.values)
    pair = pl.DataFrame({one: held[one].gather(frame["value"]) for one in _VALUE}).to_struct("pair")
    listed = frame.select("ring").with_columns(pair)
    return listed.group_by("ring", maintain_order=True).agg(pl.col("pair").head(STRONGEST).alias(name))


def _strongest(linked: Linked, held: pl.DataFrame) -> pl.DataFrame:
    frame = held.filter(pl.col("weight") > 0)
    return _as_named(linked, frame.sort("ring", -pl.col("weight"), "value"), "strongest")


def _enabling(linked: Linked, held: pl.DataFrame) -> pl.DataFrame:
    serving = linked.weighed.enabling
    frame = held.filter(pl.Series(serving[held["value"].to_numpy()], dtype=pl.Boolean))
    return _as_named(linked, frame.sort("ring", -pl.col("reports").cast(pl.Int64), "value"), "enablers")


def _named(places: pl.DataFrame, sightings: Path, reports: Path | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """List for each ring the brands and the countries, those of most reports first."""
    said = (
        pl.scan_parquet(sightings)
        .filter(pl.col("kind").cast(pl.String) == "brand")
        .select("report_id", name=pl.col("value").cast(pl.String))
        .unique()
    )
    nothing = pl.LazyFrame(schema={"report_id": pl.String, "name": pl.String})
    lived = nothing
    if reports is not None:
        told = pl.scan_parquet(reports)
        lived = told.select("report_id", name="country")
    return _most(places, said, "brands"), _most(places, lived, "countries")


def _most(places: pl.DataFrame, said: pl.LazyFrame, name: str) -> pl.DataFrame:
    return (
        places.lazy()
        .join(said.drop_nulls("name"), on="report_id")
        .group_by("ring", "name")
        .agg(pl.len().alias("reports"))
        .sort("ring", -pl.col("reports").cast(pl.Int64), "name")
        .group_by("ring", maintain_order=True)
        .agg(pl.col("name").head(STRONGEST).alias(name))
        .collect()
    )
