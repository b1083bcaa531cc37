"""Identity: a ring keeps its id from run to run, through growth, merge and split; no id is ever used twice.

A community takes the id of the older ring with which it shares the most core reports (then the most reports;
between equals the oldest id). An older ring that no community takes goes into the one that holds the most
of it, and its id redirects there. A community without an older ring gets a new id: ``ring-`` and 12
hexadecimal digits of the SHA-256 over the ids of its founding reports.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ringfence.rings.communities import NONE

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints

ACTIVE, REDIRECTED, GONE = "active", "redirected", "gone"


@dataclass(frozen=True, slots=True)
class Previous:
    """What an earlier run left.

    Attributes:
        members: ``report_id, ring_id, tier`` of every report that stood in a ring.
        rings: ``ring_id, status, redirect_to, first_run, last_run`` of every ring that ever was.
        run: The number of that run, from 1; 0 when there was none.
    """

    members: pl.DataFrame
    rings: pl.DataFrame
    run: int

    @classmethod
    def none(cls) -> Previous:
        """Begin without an earlier run."""
        members = {"report_id": pl.String, "ring_id": pl.String, "tier": pl.String}
        rings = dict.fromkeys(("ring_id", "status", "redirect_to", "first_run", "last_run"), pl.String)
        return cls(pl.DataFrame(schema=members), pl.DataFrame(schema=rings), 0)


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of communities, and what became of older ones.

    Attributes:
        ring_ids: The id of each community, by its number.
        redirects: For each older id that is no longer active, where it leads now; None: to no ring.
    """

    ring_ids: tuple[str, ...]
    redirects: dict[str, str | None]


def assign(
    report_ids: pl.Series,
    labels: Ints,
    previous: Previous,
    founders: Ints | None = None,
    published: Previous | None = None,
) -> Names:
    """Give every community its id.

    Args:
        report_ids: Every report's id, in order.
        labels: Every report's community, numbered from 0 without gaps; `NONE` for none.
        previous: What an earlier run left.
        founders: The communities as they were before judgements; a new ring that stems from one of them is
            founded by all of it, so that judging it does not change its id. None: those of ``labels``.
        published: What the same run gave before it was judged again; its ids never vanish. None: nothing.
    """
    shared = _shared(report_ids, labels, previous)
    evident = None
    if founders is not None and not np.array_equal(founders, labels):
        evident = _evident(report_ids, labels, founders, previous)
    taken = _take(shared, evident)
    size = int(labels.max(initial=NONE)) + 1
    known = set(previous.rings["ring_id"]) | set(taken.values())
    if evident is not None:
        known |= set(evident["ring_id"])
    foundings = _foundings(report_ids, labels, labels if founders is None else founders, set(taken))
    names = []
    for label in range(size):
        name = taken.get(label) or _mint(foundings[label], known)
        known.add(name)
        names.append(name)
    redirects = _redirects(shared, names, previous, evident)
    if published is not None:
        here = _shared(report_ids, labels, published)
        redirects |= _redirects(here, names, published, evident)
    return Names(tuple(names), redirects)


def _evident(report_ids: pl.Series, labels: Ints, founders: Ints, previous: Previous) -> pl.DataFrame:
    """Count what communities share with those before judgements: ``ring_id, label``, the most first.

    What was judged takes the id of one that it is made of, so that no judgement changes the id of a ring that
    it does not speak of.
    """
    names = pl.Series("ring_id", assign(report_ids, founders, previous).ring_ids, dtype=pl.String)
    inside = np.flatnonzero((founders != NONE) & (labels != NONE))
    rows = pl.DataFrame({"ring_id": names.gather(founders[inside]), "label": labels[inside]})
    here = rows.group_by("ring_id", "label").agg(here=pl.len())
    first = previous.rings.select("ring_id", "first_run")
    return (
        here.join(
            _shared(report_ids, labels, previous).drop("first_run"), on=["ring_id", "label"], how="left"
        )
        .join(first, on="ring_id", how="left")
        .with_columns(pl.col("core", "reports").fill_null(0))
        .sort(
            pl.col("first_run").is_null(),
            *("core", "reports", "here", "first_run", "ring_id", "label"),
            descending=[False, True, True, True, False, False, False],
        )
    )


def _take(shared: pl.DataFrame, evident: pl.DataFrame | None) -> dict[int, str]:
    """Choose an id for each community that an older one, or the same before judgements, gives it to."""
    taken: dict[int, str] = {}
    used: set[str] = set()
    if evident is not None:
        for ring_id, label in evident.select("ring_id", "label").iter_rows():
            if label not in taken and ring_id not in used:
                taken[label] = ring_id
                used.add(ring_id)
        used |= set(evident["ring_id"])
    for ring_id, label in shared.select("ring_id", "label").iter_rows():
        if label not in taken and ring_id not in used:
            taken[label] = ring_id
            used.add(ring_id)
    return taken


def _shared(report_ids: pl.Series, labels: Ints, previous: Previous) -> pl.DataFrame:
    """Count what communities share with older rings: ``ring_id, label, core, reports``, the most first."""
    now = pl.DataFrame({"report_id": report_ids, "label": labels}).filter(pl.col("label") != NONE)
    return (
        now.join(previous.members, on="report_id")
        .group_by("ring_id", "label")
        .agg(core=(pl.col("tier") == "core").sum(), reports=pl.len())
        .join(previous.rings.select("ring_id", "first_run"), on="ring_id", how="left")
        .sort(
            "core", "reports", "first_run", "ring_id", "label", descending=[True, True, False, False, False]
        )
    )


def _foundings(report_ids: pl.Series, labels: Ints, founders: Ints, named: set[int]) -> dict[int, list[str]]:
    """Name the founding reports of each community that needs a new id."""
    rows = pl.DataFrame({"report_id": report_ids, "label": labels, "founder": founders})
    whole = rows.filter(pl.col("founder") != NONE).group_by("founder").agg(pl.len().alias("whole"))
    inside = rows.filter((pl.col("label") != NONE) & ~pl.col("label").is_in(list(named)))
    stems = (
        inside.filter(pl.col("founder") != NONE)
        .group_by("label", "founder")
        .agg(pl.len().alias("part"))
        .join(whole, on="founder")
        .filter(2 * pl.col("part") > pl.col("whole"))
        .sort("label", "part", "founder", descending=[False, True, False])
        .group_by("label", maintain_order=True)
        .first()
    )
    own = inside.join(stems, on="label", how="anti").select("label", "report_id")
    stem = stems.select("label", "founder").join(rows.select("founder", "report_id"), on="founder")
    both = pl.concat([own, stem.select("label", "report_id")]).sort("label", "report_id")
    grouped = both.group_by("label", maintain_order=True).agg("report_id")
    return dict(zip(grouped["label"].to_list(), grouped["report_id"].to_list(), strict=True))


def _mint(founding: list[str], known: set[str]) -> str:
    """Make an id that was never used."""
    digest = hashlib.sha256("\x1f".join(founding).encode()).hexdigest()
    for start in range(len(digest) - 12):
        name = f"ring-{digest[start : start + 12]}"
        if name not in known:
            return name
    return f"ring-{digest}"


def _redirects(
    shared: pl.DataFrame, names: list[str], previous: Previous, evident: pl.DataFrame | None
) -> dict[str, str | None]:
    """Say where the older ids lead that no community took."""
    active = set(names)
    into: dict[str, str] = {}
    if evident is not None:
        most = evident.sort("here", "label", descending=[True, False])
        for ring_id, label in most.select("ring_id", "label").iter_rows():
            into.setdefault(ring_id, names[label])
    for ring_id, label in shared.select("ring_id", "label").iter_rows():
        into.setdefault(ring_id, names[label])
    leads = dict(previous.rings.select("ring_id", "redirect_to").iter_rows())
    found: dict[str, str | None] = {}
    for ring_id in leads:
        if ring_id in active:
            continue
        at: str | None = ring_id
        seen = set()
        while at is not None and at not in active and at not in seen:
            seen.add(at)
            at = into.get(at) or leads.get(at)
        found[ring_id] = at if at in active else None
    return found


def count(labels: Ints) -> int:
    """Count communities that are numbered from 0 without gaps."""
    return int(np.max(labels, initial=NONE)) + 1
