"""Tallies: what was reported, linked, referred and achieved, by month, country, force or kind.

The internal tally tells everything that was recorded. The public one knows only what is public by its day,
counts whole months that are over, and shows only what `disclosure` lets through. Amounts of different
currencies are never added up.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.outcomes.disclosure import LEAST, UNKNOWN, Cell, Part, every_month, following, release
from ringfence.outcomes.outcome import Kind, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ringfence.outcomes.disclosure import Release
    from ringfence.outcomes.outcome import Outcome

BY = ("kind", "month", "country", "force")
"""By what can be tallied."""

FEWER = f"fewer than {LEAST}"
"""Said instead of a number that has not reached ten yet."""
WITHHELD = "withheld"
"""Said instead of a number that others could be worked out from, or that too few people stand behind."""
LATER = "with a later month"
"""Said where a month is counted together with later ones."""
REST = "not told apart"
"""The label of what is hidden, and of what no quarter that is over holds yet."""

_MONTH = "%Y-%m"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is tallied.

    Attributes:
        name: ``reports``, ``rings``, ``losses``, or a kind of outcome.
        currency: The currency, for amounts of money; None for counts.
        parts: What it is made of.
    """

    name: str
    currency: str | None
    parts: tuple[Part, ...]

    @property
    def by_force(self) -> bool:
        """Whether it can be told by force."""
        return all("force" in part.labels for part in self.parts)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a tally, or what is said in its place.

    Attributes:
        amount: How many, or how much in minor units; None when it is not shown.
        said: ``at least`` where a part is hidden; why there is no number; else empty.
    """

    amount: int | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a tally.

    Attributes:
        label: The month, country, force, or the measure.
        figures: One for each of the columns.
        currency: The currency of the line's figures, where the line is a measure of money.
    """

    label: str
    figures: tuple[Figure, ...]
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What can be said.

    Attributes:
        by: By what it is told, one of `BY`.
        as_of: The day that it is true for.
        internal: Whether it tells all; then it is not for the public.
        columns: Name and currency of each column; by kind the measures are rows, and the column is the sum.
        rows: The lines.
    """

    by: str
    as_of: date
    internal: bool
    columns: tuple[tuple[str, str | None], ...]
    rows: tuple[Row, ...]


def measures_of_reports(reports: pl.LazyFrame, members: pl.LazyFrame, until: date) -> tuple[Measure, ...]:
    """Count reports, rings and losses.

    Args:
        reports: Rows of ``reports.parquet``; a report that stands there twice counts once.
        members: Rows of ``members.parquet``.
        until: Only what was received on this day (UTC) or before.
    """
    kept = reports.filter(pl.col("received_at").dt.date() <= until).unique("report_id", keep="any")
    placed = kept.select(
        "report_id",
        "payments",
        month=pl.col("received_at").dt.strftime(_MONTH),
        country=pl.col("country").fill_null(UNKNOWN),
        person=pl.coalesce("reporter", "report_id"),
    )
    paid = (
        placed.select("month", "country", "person", "payments")
        .explode("payments")
        .select(
            "month",
            "country",
            "person",
            amount=pl.col("payments").struct.field("amount_minor"),
            currency=pl.col("payments").struct.field("currency"),
        )
        .filter(pl.col("amount") > 0)
        .drop_nulls("currency")
    )
    counted = placed.select("month", "country", "person", amount=pl.lit(1), currency=pl.lit(""))
    lost = _summed(paid)
    losses = (
        Measure("losses", currency, tuple(_parts(rows, money=True)))
        for (currency,), rows in sorted(lost.partition_by("currency", as_dict=True).items())
    )
    return (
        Measure("reports", None, tuple(_parts(_summed(counted), money=False))),
        Measure("rings", None, _rings(placed, members)),
        *losses,
    )


def _summed(rows: pl.LazyFrame) -> pl.DataFrame:
    """Add up by month, country and currency, with the ten people who make up most of each sum."""
    keys = ("month", "country", "currency")
    people = rows.group_by(*keys, "person").agg(pl.col("amount").sum())
    largest = pl.struct("person", "amount").sort_by("amount", "person", descending=[True, False]).head(LEAST)
    summed = people.group_by(*keys).agg(total=pl.col("amount").sum(), people=largest)
    return summed.sort(*keys).collect(engine="streaming")


def _parts(rows: pl.DataFrame, *, money: bool) -> Iterable[Part]:
    for row in rows.iter_rows(named=True):
        people = tuple((one["person"], one["amount"]) for one in row["people"])
        yield Part(row["month"], {"country": row["country"]}, Cell(row["total"], people, money))


def _rings(placed: pl.LazyFrame, members: pl.LazyFrame) -> tuple[Part, ...]:
    """Count every ring once: in the month of its first report, in the country of most of its reports."""
    standing_in = members.drop_nulls("ring_id").select("report_id", "ring_id").unique()
    rows = placed.select("report_id", "month", "country").join(standing_in, on="report_id", how="inner")
    of_country = rows.group_by("ring_id", "country").agg(pl.len(), month=pl.col("month").min())
    rings = of_country.group_by("ring_id").agg(
        pl.col("month").min(),
        pl.col("country").sort_by("len", "country", descending=[True, False]).first(),
    )
    counted = rings.group_by("month", "country").agg(pl.len()).sort("month", "country")
    return tuple(
        Part(month, {"country": where}, Cell(number))
        for month, where, number in counted.collect(engine="streaming").iter_rows()
    )


def measures_of_outcomes(
    ledgers: Sequence[Sequence[Outcome]], until: date, *, internal: bool
) -> tuple[Measure, ...]:
    """Count outcomes, and add up what was seized, frozen and recovered.

    Args:
        ledgers: The rows of each folder; an outcome that stands in two counts once.
        until: The day that it is true for.
        internal: Count what is under embargo, too, in the month in which it happened; else in the month in
            which it became public, as it stood at that month's end.
    """
    counted: dict[str, tuple[str, Outcome]] = {}
    for rows in ledgers:
        chosen = _recorded(rows, until) if internal else _published(rows, until)
        counted.update({row.id: (month, row) for month, row in chosen})
    found: dict[tuple[str, str], list[Part]] = defaultdict(list, {(kind.value, ""): [] for kind in Kind})
    for month, row in counted.values():
        labels = {"country": row.country or UNKNOWN, "force": row.force or UNKNOWN}
        kind = row.kind.value if row.kind is not None else UNKNOWN
        found[kind, ""].append(Part(month, labels, Cell(row.count)))
        if row.money is not None:
            cell = Cell(row.money.minor, ((row.id, row.money.minor),), money=True)
            found[kind, row.money.currency].append(Part(month, labels, cell))
    order = [kind.value for kind in Kind]
    ordered = sorted(found.items(), key=lambda one: (bool(one[0][1]), order.index(one[0][0]), one[0][1]))
    return tuple(Measure(kind, currency or None, tuple(parts)) for (kind, currency), parts in ordered)


def _recorded(rows: Sequence[Outcome], until: date) -> Iterable[tuple[str, Outcome]]:
    return (
        (row.on.strftime(_MONTH), row)
        for row in standing(rows, until)
        if row.on is not None and row.on <= until
    )


def _published(rows: Sequence[Outcome], until: date) -> Iterable[tuple[str, Outcome]]:
    """Choose what had become public, each in its month; what is undone after that month stays in it."""
    by_month: dict[date, list[Outcome]] = defaultdict(list)
    for row in rows:
        if row.public_on is not None and row.public_on <= until:
            by_month[_month_end(row.public_on)].append(row)
    for end, public in by_month.items():
        stood = {row.id for row in standing(rows, min(end, until))}
        yield from ((end.strftime(_MONTH), row) for row in public if row.id in stood)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def whole(measures: Sequence[Measure], by: str, as_of: date) -> Tally:
    """Tell everything, to those who work on it.

    Args:
        measures: What is tallied.
        by: One of `BY`.
        as_of: The day that it is true for.
    """
    if by == "kind":
        sums = [Figure(sum(part.cell.amount for part in measure.parts)) for measure in measures]
        return _by_kind(measures, sums, as_of, internal=True)
    shown = [measure for measure in measures if measure.parts and (by != "force" or measure.by_force)]
    columns = [_by_label(measure, by) for measure in shown]
    labels = sorted({label for column in columns for label in column})
    rows = (Row(label, tuple(Figure(column.get(label, 0)) for column in columns)) for label in labels)
    return Tally(by, as_of, True, tuple((one.name, one.currency) for one in shown), tuple(rows))


def _by_label(measure: Measure, by: str) -> Mapping[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for part in measure.parts:
        sums[part.month if by == "month" else part.labels[by]] += part.cell.amount
    return sums


def public(measures: Sequence[Measure], by: str, as_of: date) -> Tally:
    """Tell what may be said in public.

    A currency, and by anything but kind also a count, of which nothing may be shown does not appear at all:
    that it was lost, or that it happened, would say that someone is there.

    Args:
        measures: What is tallied; outcomes as `measures_of_outcomes` gives them when not internal.
        by: One of `BY`.
        as_of: The day that it is true for; its month is not counted yet.
    """
    over = as_of.strftime(_MONTH)
    dimensions = [by] if by in {"country", "force"} else []
    told = [
        (measure, release(measure.parts, dimensions, over))
        for measure in measures
        if by != "force" or measure.by_force
    ]
    if by == "kind":
        told = [one for one in told if one[0].currency is None or one[1].spans]
        sums = [_total(measure, made, over) for measure, made in told]
        return _by_kind([measure for measure, _ in told], sums, as_of, internal=False)
    told = [one for one in told if one[1].spans]
    names = tuple((measure.name, measure.currency) for measure, _ in told)
    rows = _by_month(told, over) if by == "month" else _told_apart([made for _, made in told], by)
    return Tally(by, as_of, False, names, rows)


def _by_kind(measures: Sequence[Measure], sums: Sequence[Figure], as_of: date, *, internal: bool) -> Tally:
    """Make a line of each measure."""
    rows = tuple(Row(one.name, (figure,), one.currency) for one, figure in zip(measures, sums, strict=True))
    return Tally("kind", as_of, internal, (("in all", None),), rows)


def _total(measure: Measure, told: Release, over: str) -> Figure:
    if told.spans:
        return Figure(sum(span.amount for span in told.spans))
    return _waiting(measure, "", over)


def _waiting(measure: Measure, after: str, over: str) -> Figure:
    """Say what stands in for the months after the last span."""
    left = sum(part.cell.amount for part in measure.parts if after < part.month < over)
    return Figure(None, FEWER if measure.currency is None and left < LEAST else WITHHELD)


def _by_month(told: Sequence[tuple[Measure, Release]], over: str) -> tuple[Row, ...]:
    """Make a line of each month up to the last that is shown; a span's figure stands at its last month."""
    first = min((made.spans[0].first for _, made in told), default=over)
    listed = list(every_month(first, max((following(made.spans[-1].last) for _, made in told), default=over)))
    columns = []
    for measure, made in told:
        column = {span.last: Figure(span.amount) for span in made.spans}
        last = made.spans[-1].last
        waiting = _waiting(measure, last, over)
        for month in listed:
            column.setdefault(month, Figure(None, LATER) if month < last else waiting)
        columns.append(column)
    return tuple(Row(month, tuple(one[month] for one in columns)) for month in listed)


def _told_apart(releases: Sequence[Release], by: str) -> tuple[Row, ...]:
    """Add up what is shown of each label; the rest of what is shown in all has a line of its own."""
    columns = [_labels(made, by) for made in releases]
    labels = sorted({label for column in columns for label in column} - {REST})
    otherwise = Figure(None, WITHHELD)
    return tuple(
        Row(label, tuple(column.get(label, otherwise) for column in columns))
        for label in [*labels, *([REST] if columns else [])]
    )


def _labels(made: Release, by: str) -> Mapping[str, Figure]:
    sums: dict[str, list[int]] = defaultdict(list)
    for breakdown in made.breakdowns[by]:
        for label, amount in breakdown.shown.items():
            sums[label].append(amount)
    quarters = len(made.breakdowns[by])
    column = {
        label: Figure(sum(amounts), "" if len(amounts) == quarters else "at least")
        for label, amounts in sums.items()
    }
    total = sum(span.amount for span in made.spans)
    return column | {REST: Figure(total - sum(map(sum, sums.values())))}
