"""Does next month confirm what was found last month, and do scripts group recordings as outsiders do?

``python -m benchmarks findings`` takes the year of complaints in ``../shared/data`` month by month: blocks
and bursts that one month shows by itself are held against the next. A block *goes on* when three numbers or
more of it are told of that nobody had told of before; a number, when three people or more tell of it again.
Beside ours stand as many chosen by counting alone, and what had just as much traffic and was not found.
Bursts are over when they are over, so they are also found in one half of the reports and looked for, on the
same days, in the other. Settings were compared on the first six months; the rest is what is shown.

Scripts are held against our own reading of the recordings (``recordings_by_eye.csv``: the row, which
recording it is, which campaign) on the odd rows, since the grouping was changed on the even ones, and against
every other CSV file in the recordings' folder that has a ``call_id`` and truths. No value is ever printed.
"""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from scipy.cluster.hierarchy import fcluster, linkage

from benchmarks.measure import complain, measured, show
from benchmarks.real_data import FILES, through
from benchmarks.real_data import USUAL as SOURCES
from ringfence.indicators import scripts
from ringfence.indicators.fold import fold
from ringfence.rings.blocks import blocks
from ringfence.rings.bursts import bursts
from ringfence.rings.calls import BLOCK, EXCHANGE, calls
from ringfence.rings.findings import MOST_FALSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from ringfence.rings.evidence import Ints

USUAL: Mapping[str, str] = {name: SOURCES[name] for name in ("year", "recordings")}
QUICK: Mapping[str, str] = {"recordings": SOURCES["recordings"]}
FULL = USUAL
BY_EYE = Path(__file__).with_name("recordings_by_eye.csv")

_GOES_ON = 3
_FIRST = (50, 200)
_CHOSEN_ON = 6
_ORDERS = 20
_THRESHOLDS = (0.3, 0.5, 0.8)
_JUDGED = ("found", "of a month", "ours", "most numbers", "most reports", "equal traffic", "lift")
_SAME_WORDS = ("how recordings are grouped", "truth", "precision", "recall", "B³ F")


class _Sort(NamedTuple):
    """One sort of finding: how it is called, what a value is, and whether new numbers are what goes on."""

    name: str
    size: int
    new: bool


_SORTS = (_Sort("block", BLOCK, new=True), _Sort("exchange", EXCHANGE, new=True))
_BURSTS = (_Sort("burst of a number", 1, new=False), _Sort("burst of a block", BLOCK, new=True))
_HALVES = _Sort("burst of a number, the other half", 1, new=False)


def confirmed(file: str) -> dict[str, object]:
    """Find month by month, and hold each month against the next."""
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        done = through(Path(file), Path(name))
        rows = calls(Path(name) / "sightings.parquet", pl.Series(dtype=pl.String))
    dated = rows.with_columns(month=pl.from_epoch("day", time_unit="d").dt.truncate("1mo"))
    months = dated["month"].unique().sort().to_list()
    kept = [
        line
        for number, (month, after) in enumerate(pairwise(months))
        if number >= _CHOSEN_ON
        for line in _month(dated, month, after)
    ]
    table = pl.DataFrame(
        kept, schema=["found", "k", "count", "ours", "numbers", "reports", "equal"], orient="row"
    )
    order = {sort.name: place for place, sort in enumerate((*_SORTS, *_BURSTS, _HALVES))}
    told = (
        table.group_by("found", "k").mean().sort(pl.col("found").replace_strict(order), pl.col("k") == 0, "k")
    )
    return {
        "rings": [("rings", done.linking.rings), ("reports in a ring", done.linking.in_rings)],
        "confirmed": [
            (
                found,
                k or f"all ({count:.0f})",
                ours,
                None if "number" in found else numbers,  # of a number it is always one
                reports,
                equal,
                ours / equal if equal else None,
            )
            for found, k, count, ours, numbers, reports, equal in told.rows()
        ],
    }


def _month(dated: pl.DataFrame, month: date, after: date) -> Iterator[tuple[object, ...]]:
    """Give the shares of what goes on for every sort of finding of one month."""
    now, then = (dated.filter(pl.col("month") == one).drop("month") for one in (month, after))
    new = then.join(dated.filter(pl.col("month") <= month), on="number", how="anti")
    for sort in (*_SORTS, *_BURSTS):
        found = blocks(now, sort.size) if sort in _SORTS else bursts(now, sort.size, MOST_FALSE)
        counted = _counted(now, sort.size)
        later = _counted(new if sort.new else then, sort.size).select(
            "value", later="numbers" if sort.new else "reports"
        )
        yield from _shares(sort.name, _beside(counted, found, later))
    half = now.filter(pl.col("report") % 2 == 0)
    yield from _shares(_HALVES.name, _other_half(half, now.filter(pl.col("report") % 2 == 1)))


def _counted(rows: pl.DataFrame, size: int) -> pl.DataFrame:
    return rows.group_by(value=pl.col("number") // size).agg(
        reports=pl.len(), numbers=pl.col("number").n_unique()
    )


def _beside(counted: pl.DataFrame, found: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    """Lay what was found, counted, and told of later side by side, one row a value."""
    named = found.filter(pl.col("q") <= MOST_FALSE).group_by("value").agg(pl.col("q").min())
    table = counted.join(named, on="value", how="left").join(later, on="value", how="left")
    return table.with_columns(on=pl.col("later").fill_null(0) >= _GOES_ON)


def _other_half(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Find bursts in one half of the reports; what is not found gets the days of one like it."""
    found = bursts(one, 1, MOST_FALSE).unique("value", keep="first", maintain_order=True)
    counted = _counted(one, 1)
    days = found.select("value", "first", "last")
    likewise = found.join(counted, on="value").unique("reports", keep="any", maintain_order=True)
    spans = counted.join(days, on="value", how="left").join(
        likewise.select("reports", like_first="first", like_last="last"), on="reports", how="left"
    )
    spans = spans.with_columns(
        first=pl.coalesce("first", "like_first"), last=pl.coalesce("last", "like_last")
    )
    inside = other.join(spans, left_on="number", right_on="value").filter(
        pl.col("day").is_between("first", "last")
    )
    return _beside(counted, found, inside.group_by(value="number").agg(later=pl.len()))


def _shares(name: str, table: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    """Tell which share goes on of the first so many, by our order, by counting, and of equal traffic."""
    ours = table.drop_nulls("q").sort("q", "reports", "value", descending=[False, True, False])
    rest = table.filter(pl.col("q").is_null()).group_by("reports").agg(pl.col("on").mean()).sort("reports")
    for k in (*_FIRST, 0):
        top = ours.head(k or ours.height)
        if top.is_empty() or top.height < k:
            continue
        by_count = [
            table.sort(by, "value", descending=[True, False]).head(top.height)["on"].mean()
            for by in ("numbers", "reports")
        ]
        near = top.sort("reports").join_asof(rest, on="reports", strategy="nearest", suffix="_equal")
        yield name, k, top.height, top["on"].mean(), *by_count, near["on_equal"].mean()


def same_words(file: str) -> dict[str, object]:
    """Hold scripts against truths about the recordings: ours by eye, and others' where they lie beside."""
    recordings = pl.read_csv(file, infer_schema=False)
    texts = recordings["transcript"].fill_null("").to_list()
    guesses = {"ours, any order": _grouped(texts)} | {
        f"Jaccard {threshold}, joined by any pair": [labels] for threshold, labels in _by_jaccard(texts)
    }
    lines: list[tuple[object, ...]] = []
    for truth, labels, judged in _truths(recordings, Path(file).parent):
        for name, orders in guesses.items():
            lines.append(
                (name, truth, *np.mean([b_cubed(labels, one, judged) for one in orders], axis=0).tolist())
            )
    return {"same words": lines}


def _truths(recordings: pl.DataFrame, folder: Path) -> Iterator[tuple[str, list[object], list[int]]]:
    """Give every truth: what it is called, the label of each recording, and the recordings that it judges."""
    by_eye = pl.read_csv(BY_EYE)
    odd = list(range(1, recordings.height, 2))
    if by_eye.height == recordings.height:
        for name in ("recording", "campaign"):
            yield f"{name}, by eye", by_eye.sort("row")[name].to_list(), odd
    for path in sorted(folder.glob("*.csv")):
        others = pl.read_csv(path, infer_schema=False)
        if "call_id" not in others.columns or "transcript" in others.columns:
            continue
        beside = recordings.select("call_id").join(others.unique("call_id"), on="call_id", how="left")
        for name in others.columns:
            judged = [row for row, label in enumerate(beside[name]) if label is not None]
            if name != "call_id" and judged:
                yield f"{name}, {path.stem}", beside[name].to_list(), judged


def _grouped(texts: Sequence[str]) -> list[Ints]:
    """Group the recordings as `extract` does, in many orders of arrival; who has no script stands alone."""
    rng = np.random.default_rng(1)
    found = []
    for _ in range(_ORDERS):
        order = rng.permutation(len(texts))
        said = scripts.signatures([texts[row] for row in order])
        leaders = scripts.group(said.size, said.name, said.signature, scripts.bands(said.signature))
        labels = np.arange(len(texts)) + len(texts)
        labels[order[said.row[::-1]]] = order[said.row[leaders]][::-1]  # of a report the first passage counts
        found.append(labels)
    return found


def _by_jaccard(texts: Sequence[str]) -> Iterator[tuple[float, Ints]]:
    """Group by the exact share of words in threes that two recordings have in common."""
    threes = []
    for text in texts:
        words = scripts.words(fold(text).low)
        threes.append(set(zip(words, words[1:], words[2:], strict=False)))
    apart = [
        1 - len(one & other) / max(len(one | other), 1)
        for at, one in enumerate(threes)
        for other in threes[at + 1 :]
    ]
    joined = linkage(np.array(apart), "single")
    for threshold in _THRESHOLDS:
        yield threshold, fcluster(joined, 1 - threshold, "distance").astype(np.int64)


def b_cubed(
    truth: Sequence[object], guess: Sequence[object] | Ints, judged: Sequence[int]
) -> tuple[float, ...]:
    """Give B³ precision, recall and F (Bagga and Baldwin 1998) over the recordings that are judged.

    Args:
        truth: The label of each recording.
        guess: The group of each recording.
        judged: Positions of those that count, one or more; they are held against those alone.
    """
    rows = pl.DataFrame(
        {"truth": [str(truth[row]) for row in judged], "guess": [str(guess[row]) for row in judged]}
    ).with_columns(
        both=pl.len().over("truth", "guess"), true=pl.len().over("truth"), found=pl.len().over("guess")
    )
    shares = rows.select(
        p=(pl.col("both") / pl.col("found")).mean(), r=(pl.col("both") / pl.col("true")).mean()
    )
    precision, recall = shares.row(0)
    return precision, recall, 2 * precision * recall / (precision + recall)


def run(files: Mapping[str, str] = USUAL) -> None:
    """Print what the next month said of findings, and what readers say of scripts."""
    here = {name: FILES / file for name, file in files.items() if (FILES / file).exists()}
    missing = sorted(files.keys() - here.keys())
    if missing:
        print(f"Not here, so not tried: {', '.join(missing)} (they belong in ../shared/data).")
    if "year" in here:
        done = measured("benchmarks.findings:confirmed", file=str(here["year"]))
        if done.done:
            show("Caller IDs alone", ("what", "count"), _lines(done.result["rings"]))
            show(
                "Does the next month confirm it? Shares that go on", _JUDGED, _lines(done.result["confirmed"])
            )
        else:
            complain("year", [done])
    if "recordings" in here:
        done = measured("benchmarks.findings:same_words", file=str(here["recordings"]))
        if done.done:
            show("Recordings that say the same", _SAME_WORDS, _lines(done.result["same words"]))
        else:
            complain("recordings", [done])


def _lines(rows: object) -> list[Sequence[object]]:
    return rows if isinstance(rows, list) else []
