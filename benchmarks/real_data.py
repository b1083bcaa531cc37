"""What becomes of real complaint files on their way from gather to rings: every count of the page about it.

``python -m benchmarks real_data`` takes the public files in ``../shared/data`` through the steps, each in
a process and a temporary folder of its own, and prints counts and shapes only, never a value; ``--quick``
leaves out the file of a year. ``docs/explanation/real-data.md`` shows what it printed. Without the files it
says so and ends.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.measure import complain, measured, show
from ringfence.actions.extract import Extracted, extract_reports
from ringfence.actions.gather import FileCounts, Gathered, Options, gather
from ringfence.actions.link import Linking, link_sightings
from ringfence.actions.runs import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILES = Path(__file__).resolve().parents[2] / "shared" / "data"
USUAL: Mapping[str, str] = {
    "day": "ftc_dnc_day_2021-07-07/dnc_complaint_numbers_2021-07-08.csv",
    "weeks": "ftc_dnc_2020_2021/demo_2020-11-30_12-11.csv",
    "year": "ftc_dnc_2020_2021/dev_2020-02_2021-02.parquet",
    "tax": "ftc_irs_foia_2011_2014/irs_complaints_masked.csv",
    "recordings": "robocall_transcripts/DEV_transcripts_unlabelled.csv",
}
"""What the page calls each source, and its file."""
QUICK: Mapping[str, str] = {name: file for name, file in USUAL.items() if name != "year"}
FULL = USUAL

_KEY = bytes(32)
_CLOCK = datetime(2026, 1, 1, tzinfo=UTC)  # of reports that name no time, so that two runs are the same
_MANY, _BURST, _BUSY, _SPREAD = 100, 50, 20, 20
_NATIONAL = 10
"""Digits of a number of the North American plan, without the country code."""
_TOO_LONG = 15
"""Digits that, with the country code, are more than the 15 that ITU-T E.164 allows."""

_READ = ("source", "rows", "reports", "refused", "given twice", "fields left out", "adds up")
_LINKED = (
    "source",
    "with a sighting",
    "without",
    "shared values",
    "of these link",
    "rings",
    "in rings",
    "in cores",
)
_SCRIPTS = ("source", "scripts", "reports with one", "in the largest", "in the median")
_SPELLED = ("source", "commonest brand", "texts", "that give it", "different texts", "of these give it")


@dataclass(frozen=True, slots=True)
class Through:
    """What came of one file on its way through the steps.

    Attributes:
        gathered: What gathering counted.
        extracted: What extracting counted.
        linking: What linking counted.
        rejects: The list of what was left out: file, row, field, reason.
        sightings: The sightings.
        texts: What each report says: report_id, text.
    """

    gathered: Gathered
    extracted: Extracted
    linking: Linking
    rejects: pl.DataFrame
    sightings: pl.DataFrame
    texts: pl.DataFrame

    @property
    def read(self) -> FileCounts:
        """What was counted of the file."""
        return self.gathered.files[0]

    @property
    def adds_up(self) -> bool:
        """Whether no row, report or sighting was lost on the way from one step to the next."""
        read = self.read
        whole = self.rejects.filter(pl.col("field") == "")["row"].n_unique()
        return (
            read.rows == read.reports + read.rejected + read.duplicates
            and whole == read.rejected
            and read.reports == self.extracted.reports
            and self.extracted.sightings == self.sightings.height == self.linking.sightings
            and self.sightings["report_id"].n_unique() == self.linking.reports
        )


def through(file: Path, folder: Path) -> Through:
    """Take one file through gather, extract and link.

    Args:
        file: The file of reports.
        folder: Where what the steps write goes.
    """
    reports, sightings = folder / "reports.parquet", folder / "sightings.parquet"
    gathered = gather([file], reports, node_key=_KEY, options=Options(clock=_CLOCK))
    extracted = extract_reports(reports, sightings)
    linking = link_sightings(Sources(sightings, reports), folder / "rings")
    rejects = pl.read_csv(gathered.rejects, infer_schema=False).fill_null("")
    texts = pl.read_parquet(reports, columns=["report_id", "text"])
    return Through(gathered, extracted, linking, rejects, pl.read_parquet(sightings), texts)


def one(file: str) -> dict[str, object]:
    """Take one file through the steps; give the rows of each table, without the source's name."""
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        done = through(Path(file), Path(name))
    read, linked = done.read, done.linking
    reasons = done.rejects.group_by("field", "reason").len().sort("field", "reason")
    return {
        "read": [
            (
                read.rows,
                read.reports,
                read.rejected,
                read.duplicates,
                read.fields,
                "yes" if done.adds_up else "NO",
            )
        ],
        "reasons": reasons.with_columns(pl.col("field").replace("", "(the whole row)")).rows(),
        "masked": list(done.gathered.masked.items()),
        "sightings": _sightings(done.sightings).rows(),
        "linked": [
            (
                linked.reports,
                read.reports - linked.reports,
                linked.values,
                linked.linking,
                linked.rings,
                linked.in_rings,
                linked.in_cores,
            )
        ],
        "shapes": list(_shapes(done.sightings)),
        "blocks": list(_blocks(done.sightings)),
        "scripts": list(_scripts(done.sightings)),
        "spelled": list(_spelled(done)),
    }


def _sightings(sightings: pl.DataFrame) -> pl.DataFrame:
    keys = ("kind", "role", "validity")
    counted = sightings.group_by(keys).agg(
        pl.len(), reports=pl.col("report_id").n_unique(), values=pl.col("value").n_unique()
    )
    return counted.sort(keys)


def _called(sightings: pl.DataFrame, validity: str) -> pl.DataFrame:
    phones = (pl.col("kind") == "phone") & (pl.col("role") == "caller_id")
    return sightings.filter(phones & (pl.col("validity") == validity))


def _shapes(sightings: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """Say what is wrong with the callers' numbers that no numbering plan has."""
    written = _called(sightings, "possible")["value"]
    american = pl.DataFrame({"value": written.filter(written.str.starts_with("+1")).str.slice(2)})
    digits = american["value"].str.len_chars()
    full = american.filter(digits == _NATIONAL)["value"]
    impossible = full.str.contains(r"^(?:[01]|...[01])")
    shapes = {
        "fewer than 10 digits": int((digits < _NATIONAL).sum()),
        "10 digits, area code or exchange begins with 0 or 1": int(impossible.sum()),
        "10 digits, otherwise not in the plan": int((~impossible).sum()),
        "11 to 14 digits": int(((digits > _NATIONAL) & (digits < _TOO_LONG)).sum()),
        "more digits than E.164 allows": int((digits >= _TOO_LONG).sum()),
        "of another country": written.len() - american.height,
    }
    yield from ((shape, count) for shape, count in shapes.items() if count)


def _blocks(sightings: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """Count what callers' numbers show without any link: much-reported numbers, bursts, blocks."""
    american = pl.col("value").str.starts_with("+1")
    called = _called(sightings, "valid").filter(american).select("value", "at")
    if called.is_empty():
        return
    numbers = called.group_by("value").agg(
        complaints=pl.len(), days=(pl.col("at").max() - pl.col("at").min()).dt.total_days()
    )
    a_day = called.group_by("value", pl.col("at").dt.date()).len()
    busy = numbers.filter(pl.col("complaints") >= _BUSY)
    block = pl.col("value").str.slice(0, len("+1") + 7)
    blocks = called.group_by(block.alias("block")).agg(
        complaints=pl.len(), numbers=pl.col("value").n_unique()
    )
    rotated = blocks.filter((pl.col("complaints") >= _MANY) & (pl.col("numbers") >= _SPREAD))
    yield "numbers", numbers.height
    yield "numbers with one complaint", numbers.filter(pl.col("complaints") == 1).height
    yield f"numbers with {_MANY} complaints or more", numbers.filter(pl.col("complaints") >= _MANY).height
    yield f"bursts: {_BURST} complaints or more of a number in a day", int((a_day["len"] >= _BURST).sum())
    if busy.height:
        yield f"numbers with {_BUSY} complaints or more", busy.height
        yield "… of these, days from first to last (median)", round(float(busy["days"].quantile(0.5) or 0))
    yield f"blocks NPA-NXX-X with {_MANY} complaints or more on {_SPREAD} numbers or more", rotated.height
    yield "… complaints in these blocks", int(rotated["complaints"].sum())
    yield "… numbers in these blocks", int(rotated["numbers"].sum())


def _scripts(sightings: pl.DataFrame) -> Iterator[tuple[int, int, int, int]]:
    """Count the scripts, the reports that hold one, and those of the largest and of the median script."""
    sizes = sightings.filter(pl.col("kind") == "script").group_by("value").len()["len"]
    if sizes.len():
        yield sizes.len(), int(sizes.sum()), int(sizes.sort()[-1]), round(float(sizes.quantile(0.5) or 0))


def _spelled(done: Through) -> Iterator[tuple[object, ...]]:
    """Count in how many reports, and in how many different texts, the commonest brand of a file is found."""
    brands = done.sightings.filter(pl.col("kind") == "brand")
    if brands.is_empty():
        return
    commonest = (
        brands["value"]
        .value_counts(sort=True, name="reports")
        .sort("reports", "value", descending=[True, False])["value"][0]
    )
    gave = brands.filter(pl.col("value") == commonest)["report_id"].unique().implode()
    told = done.texts.filter(pl.col("report_id").is_in(gave))
    different = done.texts["text"].n_unique(), told["text"].n_unique()
    yield commonest, done.texts.height, told.height, *different


def run(files: Mapping[str, str] = USUAL) -> None:
    """Print what was read, left out, masked, found and linked of each source that is here."""
    here = {name: FILES / file for name, file in files.items() if (FILES / file).exists()}
    missing = sorted(files.keys() - here.keys())
    if missing:
        print(f"Not here, so not tried: {', '.join(missing)} (they belong in ../shared/data).")
    tables: dict[str, list[tuple[object, ...]]] = {}
    for name, file in here.items():
        done = measured("benchmarks.real_data:one", file=str(file))
        if not done.done:
            complain(name, [done])
            continue
        tables.setdefault("time", []).append((name, done.seconds, round(done.mebibytes)))
        for title, rows in done.result.items():
            if isinstance(rows, list):
                tables.setdefault(title, []).extend((name, *row) for row in rows)
    if not tables:
        return
    show("Read", _READ, tables["read"])
    show("Left out, and why", ("source", "field", "reason", "places"), tables["reasons"])
    show("Masked", ("source", "because it is", "stretches"), tables["masked"])
    columns = ("source", "kind", "role", "validity", "sightings", "reports", "values")
    show("Found", columns, tables["sightings"])
    show("Linked", _LINKED, tables["linked"])
    show("Callers' numbers that no plan has", ("source", "shape", "sightings"), tables["shapes"])
    show("Callers' numbers without any link", ("source", "what", "count"), tables["blocks"])
    show("Scripts", _SCRIPTS, tables.get("scripts", []))
    show("One name, however it is spelled", _SPELLED, tables.get("spelled", []))
    show("From file to rings", ("source", "seconds", "MiB"), tables["time"])
