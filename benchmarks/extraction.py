"""How well and how fast is what stands in a text found, beside the extractors of others?

Three tables. The first: every labelled line of ``tests/spec``, what is found against what a person says
stands there, each finder's values brought to our notation (`benchmarks.notation`). The second: texts as long
as people write, from a made-up world after gathering and, where the files are, from two collections of real
ones (counts only, never a value). Seconds are the processor's, one core and one text at a time, so that other
work on the machine counts little. The third: what the pipeline's own sightings hold of what the world put in.

Each finder runs in a child of its own, others under the Python of ``.venv-peers`` (`tools.peers`).
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from benchmarks import notation, peer_finders
from benchmarks.measure import complain, measured, ratio, show
from benchmarks.peer_finders import Text, read, timed, write
from benchmarks.pipeline import command, files_of
from benchmarks.real_data import FILES
from benchmarks.real_data import USUAL as REAL
from ringfence.indicators import phrases
from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang
from tests.spec import labelled
from tools import peers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.measure import Measured
    from benchmarks.notation import Pair
    from benchmarks.peer_finders import Pairs

QUICK, USUAL, FULL = 500, 2_000, 10_000
OURS, IN_COLUMNS = "ours, every kind", "ours, in columns"
FINDERS = (OURS, IN_COLUMNS, *peer_finders.FINDERS)
COLUMNAR = "ringfence.indicators.columnar"
"""The columnar lane; which of its functions the benchmarks call is marked HOOK, here and in `lanes`."""
READ_ONCE = tuple(f"ringfence.indicators.{name}" for name in ("phrases", "spelling", "tree"))
"""Modules that remember our own phrases and names, as they were read from their files, and no values."""
SETS = Path(__file__).resolve().parent.parent / "tests" / "spec"
_REAL_TEXTS = ("tax", "recordings")
"""The collections of real files that hold words."""


class Kept(NamedTuple):
    """How many values were right, how many were said, and how many there are."""

    right: int
    said: int
    there: int

    @property
    def shown(self) -> tuple[float | None, float | None]:
        """Precision and recall; None for a kind that the finder never gave."""
        if not self.said:
            return None, None
        return self.right / self.said, self.right / self.there if self.there else None


def ours(name: str, texts: str, *, keep: bool, once: bool) -> dict[str, object]:
    """Let one of our lanes go through the texts of a file; what it remembered is forgotten first."""
    lane = _in_columns if name == IN_COLUMNS else _one_by_one
    return timed(lane, read(texts), keep=keep, once=once, before=forget)


def _one_by_one(texts: list[Text]) -> list[Pairs]:
    return [[(one.kind, one.value) for one in find(text.text, _context(text))] for text in texts]


def _in_columns(texts: list[Text]) -> list[Pairs]:
    """HOOK: the columnar lane on texts alone: what `find` gives for each, role ``reporter`` included."""
    columnar: Any = importlib.import_module(COLUMNAR)
    found = columnar.find_all([text.text for text in texts], [_context(text) for text in texts])
    return [[(one.kind, one.value) for one in some] for some in found]


def _context(text: Text) -> Context:
    return Context(Country(text.country) if text.country else None, Lang(text.lang) if text.lang else None)


def is_there(function: str) -> bool:
    """Tell whether the columnar lane has a function of this name."""
    known = importlib.util.find_spec(COLUMNAR) is not None
    return known and hasattr(importlib.import_module(COLUMNAR), function)


def forget() -> None:
    """Empty what our modules remember of values, so that a second pass is no faster than the first."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ringfence.") and name not in READ_ONCE:
            for known in vars(module).values():
                settings = getattr(known, "cache_parameters", None)
                if settings is not None and settings()["maxsize"] != 1:  # a list is read once
                    known.cache_clear()
    phrases.in_sentence.cache_clear()


def tried(finder: str, texts: Path, *, keep: bool, once: bool) -> Measured | None:
    """Run one finder over the texts of a file, in a child; None where it is not installed."""
    if finder == IN_COLUMNS and not is_there("find_all"):
        return None
    if finder in (OURS, IN_COLUMNS):
        return measured("benchmarks.extraction:ours", name=finder, texts=texts, keep=keep, once=once)
    python = None if finder in peer_finders.OURS_TOO else peers.interpreter()
    if python is None and finder not in peer_finders.OURS_TOO:
        return None
    return measured("benchmarks.peer_finders:one", python, name=finder, texts=texts, keep=keep, once=once)


def scored(lines: Sequence[labelled.Line], found: Sequence[set[Pair]]) -> dict[str, Kept]:
    """Count what was found against what was expected, by kind and over ``all`` of them."""
    counts: dict[str, Kept] = {}
    for line, mine in zip(lines, found, strict=True):
        there = {(value.kind, value.value) for value in line.expected}
        said = {pair for pair in mine if (pair[0] in labelled.NAMES) == line.names}
        for kind in {"all", *(kind for kind, _ in said | there)}:
            of_kind = [{pair for pair in pairs if kind in ("all", pair[0])} for pairs in (said, there)]
            before = counts.get(kind, Kept(0, 0, 0))
            sizes = len(of_kind[0] & of_kind[1]), len(of_kind[0]), len(of_kind[1])
            counts[kind] = Kept(*(old + new for old, new in zip(before, sizes, strict=True)))
    return counts


def brought(lines: Sequence[labelled.Line], found: list[Pairs], finder: str) -> list[set[Pair]]:
    """Bring what a finder gave for each line to our notation; ours is in it already."""
    pairs = [[(kind, value) for kind, value in some] for some in found]
    if finder in (OURS, IN_COLUMNS):
        return [set(some) for some in pairs]
    return [
        notation.excused(
            notation.canonical(some, line.text, line.context.country),
            [(value.kind, value.value) for value in line.expected],
        )
        for line, some in zip(lines, pairs, strict=True)
    ]


def on_the_labelled_lines(folder: Path) -> None:
    """Print the first table: accuracy and speed on the labelled lines."""
    sets = {path.name: labelled.read(path) for path in sorted(SETS.glob("*.txt"))}
    lines = [line for some in sets.values() for line in some]
    as_written, others = folder / "lines.json", folder / "lines-for-others.json"
    known = [(line.text, line.context.country, line.context.lang) for line in lines]
    write(as_written, [Text(*line) for line in known])
    write(others, [Text(notation.with_a_real_ending(text), *rest) for text, *rest in known])
    rows: list[tuple[object, ...]] = []
    by_set: dict[str, list[dict[str, Kept]]] = {}
    versions: list[str] = []
    fastest = 0.0
    for finder in FINDERS:
        done = tried(finder, as_written if finder in (OURS, IN_COLUMNS) else others, keep=True, once=False)
        if done is None or not done.done:
            rows.append(absent(finder, done, 2 * len(notation.COMPARED) + 4))
            continue
        found: list[Pairs] = done.result["found"]  # type: ignore[assignment]  # what `timed` put there
        if "version" in done.result:
            versions.append(f"{finder} {done.result['version']}")
        values = brought(lines, found, finder)
        speed = len(lines) / done.seconds
        fastest = fastest or speed
        cells = _cells(scored(lines, values), (*notation.COMPARED, "all"))
        rows.append((finder, *cells, round(speed), ratio(speed, fastest)))
        left = list(values)
        for some in sets.values():
            by_set.setdefault(finder, []).append(scored(some, left[: len(some)]))
            left = left[len(some) :]
    columns = [f"{kind} {what}" for kind in (*notation.COMPARED, "all") for what in ("P", "R")]
    title = f"{len(lines)} labelled lines of {len(sets)} sets: precision, recall, texts a second and core"
    show(title, ("finder", *columns, "texts/s", "speed"), rows)
    print(f"Versions: {', '.join(versions)}.")
    for kind, called in (("phone", "telephone numbers"), ("all", "all kinds")):
        each = [
            (name, len(some), *(_both(scores[at], kind) for scores in by_set.values()))
            for at, (name, some) in enumerate(sets.items())
        ]
        show(f"The same, set by set: {called}, precision / recall", ("set", "lines", *by_set), each)


def _both(scores: dict[str, Kept], kind: str) -> str | None:
    """Precision and recall of a kind in one cell; None where it was not found at all."""
    shown = scores.get(kind, Kept(0, 0, 0)).shown
    return None if shown[0] is None else " / ".join("–" if part is None else f"{part:.3f}" for part in shown)


def _cells(scores: dict[str, Kept], which: Sequence[str]) -> list[object]:
    """Precision and recall of each of these kinds."""
    return [cell for kind in which for cell in scores.get(kind, Kept(0, 0, 0)).shown]


def absent(finder: str, done: Measured | None, cells: int) -> tuple[object, ...]:
    """Make the row of a finder that is not installed, or that failed, and say why it failed."""
    if done is not None:
        complain(finder, [done])
        return (finder, *[None] * cells)
    why = "not there yet" if finder == IN_COLUMNS else "not installed"
    return (f"{finder}: {why}", *[None] * cells)


def prose(world_reports: Path, most: int, folder: Path) -> Iterator[tuple[str, list[Text]]]:
    """Give the name and the texts of each collection that is here, as they are after gathering."""
    yield "made-up", _texts(world_reports, most)
    for name in _REAL_TEXTS:
        file = FILES / REAL[name]
        if file.exists():
            gathered = folder / f"{name}.parquet"
            command(["gather", str(file), "-o", str(gathered), "--key", str(folder / "node.key")])
            yield name, _texts(gathered, most)


def _texts(reports: Path, most: int) -> list[Text]:
    rows = pl.read_parquet(reports, columns=["text", "country", "lang"])
    return [Text(*row) for row in rows.filter(pl.col("text").str.len_chars() > 0).head(most).iter_rows()]


def on_prose(collections: Sequence[tuple[str, list[Text]]], folder: Path) -> None:
    """Print the second table: speed on texts as long as people write."""
    rows: list[tuple[object, ...]] = []
    fastest: dict[str, float] = {}
    for name, texts in collections:
        write(folder / f"{name}.json", texts)
    for finder in FINDERS:
        cells: list[object] = []
        for name, texts in collections:
            done = tried(finder, folder / f"{name}.json", keep=False, once=len(texts) >= USUAL)
            if done is None or not done.done:
                cells += absent(finder, done, 2)[1:]
                continue
            speed = len(texts) / done.seconds
            fastest.setdefault(name, speed)
            cells += [round(speed), ratio(speed, fastest[name])]
        rows.append((absent(finder, None, 0)[0] if not any(cells) else finder, *cells))
    lengths = [
        f"{name} {len(texts):,} of {round(sum(len(text.text) for text in texts) / len(texts)):,} characters"
        for name, texts in collections
        if texts
    ]
    columns = [column for name, _ in collections for column in (f"{name}, texts/s", "speed")]
    show(f"Texts a second and core; texts: {'; '.join(lengths)} on average", ("finder", *columns), rows)


def kinds(folder: Path) -> list[tuple[object, ...]]:
    """Compare sightings with what the world put into the reports, kind by kind."""
    own = ["report_id", "kind", "value"]
    found = pl.read_parquet(folder / "sightings.parquet", columns=[*own, "role"])
    truth = pl.read_parquet(folder / "world" / "value_truth.parquet", columns=[*own, "role"])
    truth = truth.filter((pl.col("role") != "reporter") & (pl.col("kind") != "script")).unique()
    # A gift card's code carries a mark of the node's key behind its last signs; the truth has no key.
    bare = pl.col("value").str.replace(r"#[0-9a-f]{16}$", "")
    found = found.filter(pl.col("kind").is_in(truth["kind"].unique().implode())).with_columns(bare).unique()
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
    """Print the three tables; the world has so many reports, and of each collection no more texts count."""
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        folder = Path(name)
        on_the_labelled_lines(folder)
        world, out = folder / "world", folder / "reports.parquet"
        command(["scenario", "town", "-o", str(world), "--reports", str(reports), "--seed", "101"])
        command(["gather", *files_of(world), "-o", str(out), "--key", str(folder / "node.key")])
        on_prose(list(prose(out, reports, folder)), folder)
        command(["extract", str(out), "-o", str(folder / "sightings.parquet")])
        by_kind = kinds(folder)
    show(
        f"Sightings of {reports:,} reports, fields and texts together, against what was put in",
        ("kind", "put in", "precision", "recall", "right role"),
        by_kind,
    )
