"""The chain of a ring: what it needs from others at each step of the fraud, and who could take that away.

A ring buys its pop-ups, its numbers, its remote tool and its accounts from someone. Each step has a party
that could act on it: the registrar, the carrier, the maker of the tool, the bank. A value that serves several
rings is an *enabler*: it links none of them, and is worth the more to whoever can shut it off.

What a value is in the chain follows from its kind and role; whether a site is a pop-up, an advertisement or a
place to pay, from how the people who name it came there, and from its name. That is a guess, told as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.rings.facts import VALUE, Facts, Known, person
from ringfence.rings.parties import CLICK, Party, parties

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

STEPS = {
    "ad": ("site reached by a search or an advertisement", "sites reached by a search or an advertisement"),
    "pop-up": ("site of a pop-up", "sites of pop-ups"),
    "site": ("other site", "other sites"),
    "e-mail": ("e-mail address", "e-mail addresses"),
    "chat": ("chat account", "chat accounts"),
    "caller": ("number that called", "numbers that called"),
    "carrier": ("number to call", "numbers to call"),
    "remote tool": ("remote-access id", "remote-access ids"),
    "gateway": ("payment service", "payment services"),
    "gift card": ("gift card", "gift cards"),
    "wallet": ("wallet", "wallets"),
    "mule": ("account to be paid", "accounts to be paid"),
}
"""The steps of the chain in the order in which a victim meets them; what one value there is called, and
several."""

_BY_ROLE = {
    ("phone", "callback"): "carrier",
    ("phone", "contact"): "carrier",
    ("phone", "caller_id"): "caller",
    ("email", "contact"): "e-mail",
    ("remote_access", "operator"): "remote tool",
    ("handle", "contact"): "chat",
    ("handle", "payee"): "gateway",
    ("gift_card", "payee"): "gift card",
    ("wallet", "payee"): "wallet",
    ("bank_account", "payee"): "mule",
}
_PAGES = ("domain", "url")
_PAYING = re.compile(r"check-?out|pay(?:ment|ments|desk|gate|portal)|merchant|billing-?portal")
_CAME_BY = {"popup": "pop-up", "search": "ad"}
_HALF = 0.5
_NAMED = 2
"""So many independent reporters must name a value before the chain names it: it may be one person's own."""


@dataclass(frozen=True, slots=True)
class Used:
    """A value that a ring uses at a step.

    Attributes:
        kind: Its kind.
        value: The canonical value.
        reports: Reports of the ring that name it so.
        reporters: Independent people behind them.
        first_at: The first of these sightings.
        last_at: The last.
        enabler: That linking found it to serve several rings.
        parties: Who could act on it.
    """

    kind: str
    value: str
    reports: int
    reporters: int
    first_at: datetime
    last_at: datetime
    enabler: bool
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ring's chain.

    Attributes:
        name: One of `STEPS`.
        reports: Reports of the ring that tell of it.
        reporters: Independent people behind them.
        values: Different values at it.
        used: Those that most people name, each by two or more.
    """

    name: str
    reports: int
    reporters: int
    values: int
    used: tuple[Used, ...]


@dataclass(frozen=True, slots=True)
class Enabler:
    """A value that serves several rings.

    Attributes:
        kind: Its kind.
        value: The canonical value.
        step: What it is in their chains, one of `STEPS`.
        rings: The rings with reports that name it, and how many; most first.
        reports: Reports that name it, in a ring or in none.
        reporters: Independent people behind them.
        genuine: Of these reports, those that say it is the real company's own: then look before anyone acts.
        first_at: The first sighting.
        last_at: The last.
        parties: Who could act on it.
    """

    kind: str
    value: str
    step: str
    rings: tuple[tuple[str, int], ...]
    reports: int
    reporters: int
    genuine: int
    first_at: datetime
    last_at: datetime
    parties: tuple[Party, ...]

    @property
    def innocent(self) -> bool:
        """Whether at least half of those who name it call it the real company's own."""
        return 2 * self.genuine >= self.reports


def chain(facts: Facts, channels: pl.DataFrame | None = None, *, most: int = 3) -> tuple[Step, ...]:
    """Lay out the chain of a ring, in the order in which a victim meets it.

    Args:
        facts: What is known of the ring.
        channels: ``report_id, channel`` of its reports, as in ``reports.parquet``; None: not known.
        most: How many values of each step are named.
    """
    verdicts = facts.verdicts.select(*VALUE, "why")
    seen = facts.sightings.join(verdicts, on=VALUE, how="left")
    anyones = pl.col("why").is_in(["genuine", "shared"]).fill_null(value=False)
    rows = _placed(seen.filter(~anyones | (pl.col("kind") == "gift_card")), channels)
    steps = []
    for name in STEPS:
        mine = rows.filter(pl.col("step") == name)
        if mine.height:
            steps.append(
                Step(
                    name=name,
                    reports=mine["report_id"].n_unique(),
                    reporters=mine["person"].n_unique(),
                    values=mine.select(VALUE).n_unique(),
                    used=tuple(_used(mine, name, most)),
                )
            )
    return tuple(steps)


def _used(rows: pl.DataFrame, step: str, most: int) -> Iterable[Used]:
    held = (
        rows.group_by(VALUE)
        .agg(
            reports=pl.col("report_id").n_unique(),
            reporters=pl.col("person").n_unique(),
            first_at=pl.col("at").min(),
            last_at=pl.col("at").max(),
            enabler=(pl.col("why") == "enabler").any().fill_null(value=False),
        )
        .filter(pl.col("reporters") >= _NAMED)
        .sort("reporters", "reports", *VALUE, descending=[True, True, False, False])
    )
    for row in held.head(most).iter_rows(named=True):
        yield Used(**row, parties=parties(row["kind"], row["value"], step))


def _placed(seen: pl.DataFrame, channels: pl.DataFrame | None) -> pl.DataFrame:
    """Add to sightings the step that each belongs to; those that belong to none are left out."""
    roles = pl.DataFrame(
        [(kind, role, step) for (kind, role), step in _BY_ROLE.items()],
        schema=["kind", "role", "step"],
        orient="row",
    )
    pages = seen.filter(pl.col("kind").is_in(_PAGES) & (pl.col("role") == "visited"))
    named = pages.join(_pages(pages, channels), on=VALUE)
    others = seen.join(roles, on=["kind", "role"])
    return pl.concat([named.select(others.columns), others])


def _pages(pages: pl.DataFrame, channels: pl.DataFrame | None) -> pl.DataFrame:
    """Guess what each site or page is: ``kind, value, step``; a plain page's domain speaks for it."""
    came: dict[tuple[str, str], str] = {}
    if channels is not None and pages.height:
        told = pages.join(channels.drop_nulls("channel"), on="report_id")
        by = told.group_by(*VALUE, "channel").agg(people=pl.col("person").n_unique())
        share = pl.col("people") / pl.col("people").sum().over(VALUE)
        most = by.filter((share > _HALF) & (pl.col("people") >= _NAMED))
        came = {(kind, value): _CAME_BY.get(by, "site") for kind, value, by, _ in most.iter_rows()}
    rows = []
    for kind, value in pages.select(VALUE).unique().sort(VALUE).iter_rows():
        if CLICK.search(value):
            step = "ad"
        elif _PAYING.search(value):
            step = "gateway"
        elif kind == "url":
            continue
        else:
            step = came.get((kind, value), "site")
        rows.append((kind, value, step))
    return pl.DataFrame(rows, schema=dict.fromkeys((*VALUE, "step"), pl.String), orient="row")


def enabling(known: Known, channels: pl.LazyFrame | None = None) -> tuple[Enabler, ...]:
    """List the values that serve several rings: those of the most rings first, likely innocent ones last.

    Args:
        known: The files of a ring folder; without ``values.parquet`` none is known.
        channels: ``report_id, channel``, as in ``reports.parquet``; None: not known.
    """
    if known.values is None:
        return ()
    found = known.values.filter(pl.col("why") == "enabler").select(VALUE).unique()
    seen = (
        known.sightings.join(found, on=VALUE, how="semi")
        .with_columns(person(), why=pl.lit("enabler"))
        .join(known.members.select("report_id", "ring_id"), on="report_id", how="left")
        .collect()
    )
    ways = None if channels is None else _of(channels, seen)
    steps = _placed(seen, ways).group_by(*VALUE, "step").agg(n=pl.len())
    steps = steps.sort(*VALUE, "n", "step", descending=[False, False, True, False]).unique(
        VALUE, keep="first"
    )
    rows = [
        _enabler(kind, value, step, seen.filter((pl.col("kind") == kind) & (pl.col("value") == value)))
        for kind, value, step in steps.select(*VALUE, "step").sort(VALUE).iter_rows()
    ]
    return tuple(
        sorted(rows, key=lambda one: (one.innocent, -len(one.rings), -one.reporters, one.kind, one.value))
    )


def _of(channels: pl.LazyFrame, seen: pl.DataFrame) -> pl.DataFrame:
    inside = seen.lazy().select("report_id").unique()
    return channels.select("report_id", "channel").join(inside, on="report_id", how="semi").collect()


def _enabler(kind: str, value: str, step: str, seen: pl.DataFrame) -> Enabler:
    rings = seen.drop_nulls("ring_id").group_by("ring_id").agg(reports=pl.col("report_id").n_unique())
    rings = rings.sort("reports", "ring_id", descending=[True, False])
    first, last = seen["at"].sort().gather([0, -1])
    return Enabler(
        kind=kind,
        value=value,
        step=step,
        rings=tuple(rings.select("ring_id", "reports").iter_rows()),
        reports=seen["report_id"].n_unique(),
        reporters=seen["person"].n_unique(),
        genuine=seen.filter(pl.col("role") == "genuine")["report_id"].n_unique(),
        first_at=first,
        last_at=last,
        parties=parties(kind, value, step),
    )
