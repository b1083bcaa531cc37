"""Bursts: days on which a number or block is told of more than its own past and all traffic explain.

A scan over windows of one, three and seven days (Kulldorff 2001 scans in the same way): a window of a value
is held against the value's own share of all calls before it, times the calls of all in the window. The share
is Gamma-distributed about the mean of all values until the value has a past of its own, so that the count is
negative binomial (`blocks.beyond`). Windows of a value that stand out and touch are one burst. A day of which
little was read is no lull, nor one of much a burst: all traffic is counted on the same days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ringfence.rings.blocks import FOUND, LEAST, beyond, false_share
from ringfence.rings.calls import independent, voices

if TYPE_CHECKING:
    from ringfence.rings.blocks import Floats
    from ringfence.rings.evidence import Ints

WINDOWS = (1, 3, 7)
"""Days."""


@dataclass(frozen=True, slots=True)
class _Daily:
    """What was counted day by day, ordered by value and day.

    Attributes:
        value: The value's number, 0, 1, …; one row a value and day.
        day: Since 1970-01-01.
        before: What was counted in the rows before, of all values; shape (rows + 1,).
    """

    value: Ints
    day: Ints
    before: Ints

    @classmethod
    def of(cls, value: Ints, day: Ints, calls: Ints) -> _Daily:
        """Add up the calls."""
        return cls(value, day, np.concatenate([[0], np.cumsum(calls)]))

    def row(self, value: Ints, day: Ints) -> Ints:
        """Find the first row of a value on a day or later, its next value's first row if there is none."""
        if not len(self.day):
            return np.zeros_like(value)
        low, width = self.day.min(), np.ptp(self.day) + 2
        asked = np.clip(day - low, 0, width - 1)
        rows: Ints = np.searchsorted(self.value * width + self.day - low, value * width + asked)
        return rows

    def counted(self, value: Ints, first: Ints, last: Ints) -> Ints:
        """Count what was told of values from the first to the last day."""
        return self.before[self.row(value, last + 1)] - self.before[self.row(value, first)]

    def past(self, value: Ints, first: Ints) -> Ints:
        """Count what was told of values before a day."""
        begins = np.searchsorted(self.value, value)
        return self.before[self.row(value, first)] - self.before[begins]


@dataclass(frozen=True, slots=True)
class _Scan:
    """What windows are held against each other with.

    Attributes:
        daily: The calls of each value that has enough of them.
        everything: The calls of all values as one.
        values: How many values there are in all.
    """

    daily: _Daily
    everything: _Daily
    values: int

    def windows(self, length: int) -> pl.DataFrame:
        """Give every window that ends on a day with a call and holds enough of them, and its probability."""
        daily = self.daily
        begin = daily.row(daily.value, daily.day - (length - 1))
        seen = daily.before[1:] - daily.before[begin]
        end = np.flatnonzero(seen >= LEAST)
        at, first, last = daily.value[end], daily.day[begin[end]], daily.day[end]
        _, chance = self.beyond(at, last - (length - 1), last, seen[end])
        return pl.DataFrame({"at": at, "first": first, "last": last, "chance": chance})

    def beyond(self, at: Ints, first: Ints, last: Ints, seen: Ints) -> tuple[Floats, Floats]:
        """Tell what was to be expected of values from a first to a last day, and its probability."""
        all_values = np.zeros_like(at)
        here = self.everything.counted(all_values, first, last)
        earlier = self.everything.past(all_values, first)
        return beyond(seen, here / self.values, self.daily.past(at, first), earlier / here)


def bursts(rows: pl.DataFrame, size: int, most_false: float) -> pl.DataFrame:
    """Find the bursts of numbers, or of blocks: there, every number counts on its first day alone.

    Args:
        rows: Columns of `calls.CALLS`.
        size: 1 for numbers, else `calls.BLOCK`.
        most_false: The q-value up to which windows stand out.

    Returns:
        One row a burst, with the columns of `blocks.FOUND`.
    """
    if size > 1:
        rows = rows.sort("number", "day", "report").unique("number", keep="first", maintain_order=True)
    heard = voices(rows, pl.col("number") // size)
    traffic = heard.group_by("day").agg(calls=pl.len()).sort("day")
    day, calls = _columns(traffic, "day", "calls")
    everything = _Daily.of(np.zeros_like(day), day, calls)
    values = heard["value"].n_unique()
    busy = heard.filter(pl.len().over("value") >= LEAST)
    counted = busy.group_by("value", "day").agg(calls=pl.len()).sort("value", "day")
    value, day, calls = _columns(counted, "value", "day", "calls")
    names, number = np.unique(value, return_inverse=True)
    scan = _Scan(_Daily.of(number, day, calls), everything, values)
    windows = pl.concat(scan.windows(length) for length in WINDOWS)
    q = false_share(windows["chance"].to_numpy(), values * traffic.height * len(WINDOWS))
    spans = _joined(windows.with_columns(q=q).filter(pl.col("q") <= most_false))
    at, first, last = _columns(spans, "at", "first", "last")
    seen = scan.daily.counted(at, first, last)
    expected, _ = scan.beyond(at, first, last, seen)
    return _described(spans.with_columns(value=names[at], expected=expected, seen=seen), heard)


def _columns(frame: pl.DataFrame, *names: str) -> tuple[Ints, ...]:
    return tuple(frame[name].cast(pl.Int64).to_numpy() for name in names)


def _joined(windows: pl.DataFrame) -> pl.DataFrame:
    """Make one burst of windows of a value that touch or overlap; the lowest q-value stands for it."""
    ordered = windows.sort("at", "first", "last")
    apart = pl.col("first") > pl.col("last").cum_max().shift(1).over("at") + 1
    return (
        ordered.with_columns(burst=apart.fill_null(value=False).cast(pl.Int64).cum_sum().over("at"))
        .group_by("at", "burst", maintain_order=True)
        .agg(pl.col("first", "q").min(), pl.col("last").max())
    )


def _described(found: pl.DataFrame, heard: pl.DataFrame) -> pl.DataFrame:
    """Add how many numbers, reports and reporters each burst has."""
    inside = heard.filter(pl.col("value").is_in(found["value"].unique().implode()))
    pairs = inside.join(found.select("value", "first", "last"), on="value")
    reporter = pl.col("reporter")
    told = (
        pairs.filter(pl.col("day").is_between("first", "last"))
        .group_by("value", "first")
        .agg(
            numbers=pl.col("number").n_unique().cast(pl.Int64),
            reports=pl.col("report").n_unique().cast(pl.Int64),
            reporters=independent(reporter, pl.col("source")),
        )
    )
    whole = found.join(told, on=["value", "first"], maintain_order="left")
    return whole.select(FOUND)
