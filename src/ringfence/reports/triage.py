"""Triage: which reports may count before the public, and how many people stand behind them.

A desk that anyone can write to receives spam, copies and floods. A report passes triage unless one of these
holds; they are simple on purpose, so that whoever is told "not counted" can see why:

``empty``
    its form named no value and its text has fewer than five words.
``advertising``
    its text holds more than eight web addresses.
``copy``
    an earlier report among those looked at has the same words, forty letters or more, whoever signed it. What
    was handed in first counts; of two at the same time the one with the lower id.
``flood``
    its reporter handed in more than ten reports within the same day (UTC). None of that day counts. Unknown
    reporters cannot be told apart, and count as one reporter in any case.

Whether a report tells of a fraud of our kind at all is for an analyst to say; no rule here guesses it.

    >>> import polars as pl
    >>> rows = pl.DataFrame({"source": ["desk", "desk", "desk"], "reporter": ["reporter-1", None, None]})
    >>> rows.select(person())["person"].n_unique()
    2
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_WORDS = 5
"""Words of a text that counts by itself, where the form's fields named nothing."""
MOST_ADDRESSES = 8
"""Web addresses in a text; one with more is advertising."""
COPIED_LETTERS = 40
"""Letters and digits of a text from which on the same words are a copy and no coincidence."""
MOST_A_DAY = 10
"""Reports of one reporter in a day (UTC); more are a flood."""

COLUMNS = ("report_id", "source", "reporter", "received_at", "text", "stated")
"""The columns of ``reports.parquet`` that triage reads."""

_ADDRESS = r"(?i)https?://|\bwww\."
_NO_LETTER = r"[^\p{L}\p{N}]+"
_WORD, _IN_TEXT = re.compile(r"[^\W_]+"), re.compile(_ADDRESS)


def person() -> pl.Expr:
    """Give who stands behind a row: its reporter; all unknown reporters of one source are one.

    Returns:
        A column ``person`` from the columns ``source`` and ``reporter``.
    """
    unknown = pl.concat_str(pl.lit("unknown at "), pl.col("source"))
    return pl.coalesce(pl.col("reporter"), unknown).alias("person")


def refused(reports: pl.DataFrame, busiest: Mapping[tuple[str, str], int]) -> pl.DataFrame:
    """Say which reports do not pass, and why.

    Args:
        reports: Rows with the columns of `COLUMNS`. Copies are looked for among these.
        busiest: How many reports a reporter handed in on a day (``YYYY-MM-DD``, UTC), over the whole desk;
            what is absent is no flood.

    Returns:
        ``report_id`` and ``why``: ``empty``, ``advertising``, ``copy`` or ``flood``, the first that holds; in
        order of the ids.
    """
    flooded = [key for key, many in busiest.items() if many > MOST_A_DAY]
    flood = pl.DataFrame(flooded, schema={"reporter": pl.String, "day": pl.String}, orient="row")
    judged = (
        reports.select(*COLUMNS)
        .with_columns(
            day=pl.col("received_at").dt.strftime("%Y-%m-%d"),
            words=pl.col("text").str.count_matches(r"[\p{L}\p{N}]+"),
            addresses=pl.col("text").str.count_matches(_ADDRESS),
            letters=pl.col("text").str.to_lowercase().str.replace_all(_NO_LETTER, ""),
        )
        .join(flood.with_columns(flood=pl.lit(True)), on=["reporter", "day"], how="left")
        .sort("received_at", "report_id")
        .with_columns(copy=pl.col("letters").is_first_distinct().not_())
    )
    long = pl.col("letters").str.len_chars() >= COPIED_LETTERS
    why = (
        pl.when((pl.col("words") < LEAST_WORDS) & (pl.col("stated").list.len() == 0))
        .then(pl.lit("empty"))
        .when(pl.col("addresses") > MOST_ADDRESSES)
        .then(pl.lit("advertising"))
        .when(pl.col("flood").is_not_null())
        .then(pl.lit("flood"))
        .when(pl.col("copy") & long)
        .then(pl.lit("copy"))
    )
    return judged.select("report_id", why=why).drop_nulls("why").sort("report_id")


def refused_one(text: str, *, stated: int, flood: bool) -> str | None:
    """Say why one report by itself does not pass, as `refused` does for many; None when it passes.

    A service takes them one by one, and a query of tables for each would cost more than all its rest.

    Args:
        text: Its text.
        stated: How many values its form named.
        flood: Whether its reporter handed in more than `MOST_A_DAY` that day.
    """
    if not stated and len(_WORD.findall(text)) < LEAST_WORDS:
        return "empty"
    if len(_IN_TEXT.findall(text)) > MOST_ADDRESSES:
        return "advertising"
    return "flood" if flood else None


def passed(reports: pl.DataFrame, busiest: Mapping[tuple[str, str], int]) -> pl.DataFrame:
    """Give the rows that pass triage; the rest is as for `refused`."""
    return reports.join(refused(reports, busiest), on="report_id", how="anti")


def flooding(reports: pl.LazyFrame, reporters: pl.Series) -> dict[tuple[str, str], int]:
    """Count, over a whole desk, the reports that some reporters handed in on each day.

    Args:
        reports: Rows with ``reporter`` and ``received_at``.
        reporters: The reporters to count for.

    Returns:
        For each reporter and day (``YYYY-MM-DD``, UTC) with more than `MOST_A_DAY`, how many.
    """
    counted = (
        reports.filter(pl.col("reporter").is_in(reporters.drop_nulls().unique().implode()))
        .group_by("reporter", day=pl.col("received_at").dt.strftime("%Y-%m-%d"))
        .len()
        .filter(pl.col("len") > MOST_A_DAY)
        .collect()
    )
    return {(reporter, day): many for reporter, day, many in counted.iter_rows()}
