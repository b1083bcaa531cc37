"""The tables of a subject: what is counted of a dossier for the pages, in no language yet."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ringfence.referrals.pages.subject import Enabler, Group, Known, Land, Paid, Payment, Pointer
from ringfence.referrals.picture import MOST_A_SIDE, MOST_GROUPS
from ringfence.referrals.sending import CONSENT
from ringfence.rings.facts import VALUE
from ringfence.rings.labels import readable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from ringfence.referrals.readiness import Readiness
    from ringfence.rings.facts import Facts

KNOWN = 40
RECENT_DAYS = 14
"""A payment younger than this is worth a call to whoever holds the money: ours, no rule from outside."""
_PAYEE = "payee"
_MOST = 30
RIGHT = frozenset({"wallet", "bank_account", "gift_card", "remote_access"})


def right(known: Known) -> bool:
    """Tell whether a value stands on the right of the picture: where callers came in, where money went."""
    return known.kind in RIGHT or known.role == _PAYEE


def known_of(facts: Facts, *, payees: bool = False) -> tuple[Known, ...]:
    """List the values that link, the most telling first; only those to be paid when so asked."""
    rows = facts.linking.filter(pl.col("role") == _PAYEE) if payees else facts.linking
    ranked = (
        rows.group_by(*VALUE)
        .agg(
            role=pl.col("role").mode().sort().first(),
            reporters=pl.col("person").n_unique(),
            reports=pl.col("report_id").n_unique(),
            first_on=pl.col("at").min().dt.date(),
            last_on=pl.col("at").max().dt.date(),
            sources=pl.col("source").n_unique(),
            weight=pl.col("bits").max() * pl.col("person").n_unique(),
        )
        .sort("reporters" if payees else "weight", *VALUE, descending=[True, False, False])
        .head(KNOWN)
    )
    return tuple(
        Known(
            row["kind"],
            readable(row["kind"], row["value"]),
            row["role"],
            row["reporters"],
            row["reports"],
            row["first_on"],
            row["last_on"],
            row["sources"],
        )
        for row in ranked.iter_rows(named=True)
    )


def groups_of(facts: Facts, known: tuple[Known, ...]) -> tuple[tuple[int, ...], tuple[Group, ...], int]:
    """Group the reports by which of the picture's values they name.

    Returns:
        Places in ``known`` of the values that are drawn, the groups (their values as places in the former),
        and how many reports stand in none.
    """
    sides = [[place for place, value in enumerate(known) if right(value) == side] for side in (False, True)]
    drawn = tuple(sorted(place for side in sides for place in side[:MOST_A_SIDE]))
    places = {(known[place].kind, known[place].value): number for number, place in enumerate(drawn)}
    named: dict[str, set[int]] = {}
    for report, kind, value in facts.linking.select("report_id", *VALUE).iter_rows():
        number = places.get((kind, readable(kind, value)))
        if number is not None:
            named.setdefault(report, set()).add(number)
    counted = Counter(tuple(sorted(values)) for values in named.values())
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_GROUPS]
    used = sorted({number for values, _ in ranked for number in values})
    again = {number: place for place, number in enumerate(used)}
    groups = tuple(Group(tuple(again[value] for value in values), reports) for values, reports in ranked)
    drawn = tuple(drawn[number] for number in used)
    return drawn, groups, facts.members.height - sum(group.reports for group in groups)


def _payments(reports: pl.DataFrame) -> pl.DataFrame:
    rows = reports.select(
        "report_id",
        "source",
        "reference",
        "country",
        "received_at",
        "occurred_at",
        "payments",
        shared=pl.col("consents").list.contains(CONSENT).fill_null(value=False),
    )
    rows = rows.rename({"reference": "holders"}).explode("payments").drop_nulls("payments").unnest("payments")
    told = pl.coalesce("paid_at", "received_at").dt.date()
    return rows.with_columns(
        told=told, on=pl.coalesce("paid_at", "occurred_at", "received_at").dt.date()
    ).filter(pl.col("amount_minor").is_not_null() & pl.col("currency").is_not_null())


def paid_of(reports: pl.DataFrame) -> tuple[Paid, ...]:
    """Sum what was lost, by currency and method, the largest first within a currency."""
    rows = (
        _payments(reports)
        .with_columns(pl.col("method").fill_null("other"))
        .group_by("currency", "method")
        .agg(payments=pl.len(), minor=pl.col("amount_minor").sum())
        .with_columns(most=pl.col("payments").sum().over("currency"))
        .sort("most", "currency", "minor", "method", descending=[True, False, True, False])
    )
    return tuple(Paid(*row) for row in rows.select("currency", "method", "payments", "minor").iter_rows())


def recent_of(reports: pl.DataFrame, at: datetime) -> tuple[Payment, ...]:
    """List the payments that were made, else reported, in the last days before ``at``; newest first."""
    since = at.date() - timedelta(days=RECENT_DAYS)
    rows = (
        _payments(reports)
        .filter(pl.col("told").is_between(since, at.date()))
        .with_columns(pl.col("method").fill_null("other"))
        .sort("on", "amount_minor", "report_id", descending=[True, True, False])
    )
    columns = ("report_id", "source", "holders", "method", "currency", "amount_minor", "on", "shared")
    return tuple(Payment(*row) for row in rows.select(columns).iter_rows())


def newest_payment(reports: pl.DataFrame, at: datetime) -> date | None:
    """Tell the day on which the newest payment was made, else reported, up to ``at``."""
    days: list[date] = _payments(reports).filter(pl.col("told") <= at.date())["told"].to_list()
    return max(days, default=None)


def _losses(payments: Iterable[dict[str, object]]) -> tuple[tuple[str, int], ...]:
    lost: Counter[str] = Counter()
    for payment in payments:
        currency, minor = payment["currency"], payment["amount_minor"]
        if isinstance(currency, str) and isinstance(minor, int):
            lost[currency] += minor
    return tuple(sorted(lost.items()))


def pointers_of(reports: pl.DataFrame) -> tuple[Pointer, ...]:
    """Name every report by where it can be asked for, those who testify first, then the newest."""
    rows = reports.with_columns(on=pl.coalesce("occurred_at", "received_at").dt.date())
    found = [
        Pointer(
            row["report_id"],
            row["source"],
            row["reference"],
            row["country"],
            row["on"],
            _losses(row["payments"] or ()),
            tuple(row["consents"] or ()),
        )
        for row in rows.iter_rows(named=True)
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                "testify" not in one.consents,
                "contact" not in one.consents,
                -one.on.toordinal(),
                one.report,
            ),
        )
    )


def lands_of(pointers: tuple[Pointer, ...], readiness: Readiness) -> tuple[Land, ...]:
    """Count the victims by country, most reports first; unknown countries last.

    Args:
        pointers: The reports.
        readiness: Where people are counted, each once.
    """
    by: dict[str | None, Counter[str]] = {}
    for pointer in pointers:
        by.setdefault(pointer.country, Counter()).update(dict(pointer.losses))
    lands = [
        Land(
            row.country,
            row.reports,
            tuple(sorted(by.get(row.country, Counter()).items())),
            row.police,
            row.contact,
            row.testify,
        )
        for row in readiness.countries
    ]
    return tuple(sorted(lands, key=lambda land: (land.country is None, -land.reports, land.country or "")))


def enablers_of(facts: Facts) -> tuple[Enabler, ...]:
    """List the values that serve several rings, the most widespread first."""
    values = facts.verdicts.filter(pl.col("why") == "enabler").select(*VALUE)
    here = facts.sightings.join(values, on=VALUE).group_by(*VALUE).agg(pl.col("report_id").n_unique())
    rings = facts.elsewhere.group_by(*VALUE).agg(rings=pl.col("ring_id").drop_nulls().n_unique() + 1)
    rows = (
        here.join(rings, on=VALUE, how="left")
        .with_columns(pl.col("rings").fill_null(1))
        .sort("rings", "report_id", *VALUE, descending=[True, True, False, False])
        .head(_MOST)
    )
    return tuple(
        Enabler(row["kind"], readable(row["kind"], row["value"]), row["report_id"], row["rings"])
        for row in rows.iter_rows(named=True)
    )


def left_out_of(facts: Facts, never: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Count the values that did not count, by why."""
    rows = facts.verdicts.filter(~pl.col("links") & ~pl.col("kind").is_in(never))
    counted = rows.group_by("why").agg(values=pl.len()).sort("values", "why", descending=[True, False])
    return tuple((why or "other", values) for why, values in counted.iter_rows())
