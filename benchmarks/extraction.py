"""How many telephone numbers are found in prose, how many are right, and how fast, beside another finder?

The texts are those of a made-up world after gathering, so private things are masked; the truth is what the
world put into each report. Some of it stands in a form's field and not in the text, so no finder reaches a
recall of 1 here: compare the rows. One core, one text at a time.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import phonenumbers
import polars as pl

from benchmarks.measure import complain, measured, ratio, show
from benchmarks.pipeline import command, files_of
from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Finder = Callable[[str, str | None, str | None], Iterable[str]]

QUICK, USUAL, FULL = 500, 2_000, 10_000
FINDERS = ("ours, every kind", "phonenumbers matcher, valid", "phonenumbers matcher, possible")


def _ours(text: str, country: str | None, lang: str | None) -> Iterable[str]:
    context = Context(country=Country(country) if country else None, lang=Lang(lang) if lang else None)
    return {found.value for found in find(text, context) if found.kind == "phone"}


def _matcher(leniency: int) -> Finder:
    def finder(text: str, country: str | None, lang: str | None) -> Iterable[str]:
        del lang
        matches = phonenumbers.PhoneNumberMatcher(text, country, leniency=leniency)
        form = phonenumbers.PhoneNumberFormat.E164
        return {phonenumbers.format_number(match.number, form) for match in matches}

    return finder


_BY_NAME: dict[str, Finder] = {
    FINDERS[0]: _ours,
    FINDERS[1]: _matcher(phonenumbers.Leniency.VALID),
    FINDERS[2]: _matcher(phonenumbers.Leniency.POSSIBLE),
}


def one(name: str, folder: str) -> dict[str, object]:
    """Run one finder over all texts and count what it found of the truth."""
    texts = pl.read_parquet(
        Path(folder) / "reports.parquet", columns=["report_id", "text", "country", "lang"]
    )
    truth = pl.read_parquet(Path(folder) / "world" / "value_truth.parquet")
    phones = truth.filter((pl.col("kind") == "phone") & (pl.col("role") != "reporter"))
    wanted = dict(phones.group_by("report_id").agg(pl.col("value").unique()).iter_rows())
    finder = _BY_NAME[name]
    started = time.perf_counter()
    found = [set(finder(text, country, lang)) for _, text, country, lang in texts.iter_rows()]
    seconds = time.perf_counter() - started
    right = said = there = 0
    for values, report_id in zip(found, texts["report_id"], strict=True):
        true = set(wanted.get(report_id, ()))
        right, said, there = right + len(values & true), said + len(values), there + len(true)
    return {
        "seconds": seconds,
        "texts": texts.height,
        "precision": right / said if said else 0.0,
        "recall": right / there if there else 0.0,
    }


def kinds(folder: Path) -> list[tuple[object, ...]]:
    """Compare sightings with what the world put into the reports, kind by kind."""
    own = ["report_id", "kind", "value"]
    found = pl.read_parquet(folder / "sightings.parquet", columns=[*own, "role"])
    truth = pl.read_parquet(folder / "world" / "value_truth.parquet", columns=[*own, "role"])
    truth = truth.filter((pl.col("role") != "reporter") & (pl.col("kind") != "script")).unique()
    found = found.filter(pl.col("kind").is_in(truth["kind"].unique().implode())).unique()
    rows: list[tuple[object, ...]] = []
    for kind in truth["kind"].unique().sort():
        mine, true = (each.filter(pl.col("kind") == kind) for each in (found, truth))
        said, there = mine.select(own).unique(), true.select(own).unique()
        right = said.join(there, on=own, how="semi").height
        both = mine.join(there, on=own, how="semi")
        role = both.join(true, on=[*own, "role"], how="semi").height
        rows.append(
            (
                kind,
                there.height,
                _over(right, said.height),
                _over(right, there.height),
                _over(role, both.height),
            )
        )
    return rows


def _over(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def run(reports: int = USUAL) -> None:
    """Print a row a finder, and what the pipeline's own sightings hold, a row a kind."""
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        folder = Path(name)
        world, out = folder / "world", folder / "reports.parquet"
        command(["scenario", "town", "-o", str(world), "--reports", str(reports), "--seed", "101"])
        command(["gather", *files_of(world), "-o", str(out), "--key", str(folder / "node.key")])
        command(["extract", str(out), "-o", str(folder / "sightings.parquet")])
        by_kind = kinds(folder)
        rows: list[tuple[object, ...]] = []
        ours = 0.0
        for finder in FINDERS:
            done = measured("benchmarks.extraction:one", name=finder, folder=name)
            if not done.done:
                rows.append((finder, None, None, None, None))
                complain(finder, [done])
                continue
            speed = int(str(done.result["texts"])) / done.seconds
            ours = ours or speed
            precision, recall = (float(str(done.result[key])) for key in ("precision", "recall"))
            rows.append((finder, precision, recall, round(speed), ratio(speed, ours)))
    show(
        f"Telephone numbers in {reports:,} reports",
        ("finder", "precision", "recall", "texts/s", "speed"),
        rows,
    )
    show(
        f"Sightings of {reports:,} reports, fields and texts together, against what was put in",
        ("kind", "put in", "precision", "recall", "right role"),
        by_kind,
    )
