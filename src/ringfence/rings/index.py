"""The index of a ring folder: which rings each linking value speaks for, opened without reading it.

    write(places(evidence), path, run="sha256:…", settings=settings)
    index = Index(path)
    index.find("phone", "+18885550123", at)      # what the rings held of it when the report was made

The file is an Arrow file that is mapped into memory, so that opening costs the same whatever its size, and
looking up a value touches a few pages of it. Its rows are in the order of kind, value, epoch and ring, and a
value is found by halving. It is never changed: each relink writes it anew (docs/reference/files.md).
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np
import polars as pl
import pyarrow as pa

from ringfence.rings.evidence import in_ones
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.link import Linked
    from ringfence.rings.ring import Settings

NAME = "index.arrow"
"""What the file is called in a ring folder."""
VERSION = "1"
"""The layout; a file of another one is written anew."""
WITNESSES = 3
"""So many persons are named for each value and ring: enough to tell two who are not the reporter."""

NAMED = pa.dictionary(pa.int32(), pa.large_string())

PLACES = pa.schema(
    [
        pa.field("kind", NAMED, nullable=False),
        pa.field("value", pa.large_string(), nullable=False),
        pa.field("first_at", pa.int64(), nullable=False),  # microseconds since 1970, UTC
        pa.field("last_at", pa.int64(), nullable=False),
        pa.field("strengths", pa.large_list(pa.int64()), nullable=False),  # that its sightings had, ascending
        pa.field("weights", pa.large_list(pa.int64()), nullable=False),  # what each of them weighs
        pa.field("held", pa.int64(), nullable=False),  # persons who hold it
        pa.field("ring_id", NAMED),  # null: what its holders in no ring come to
        pa.field("here", pa.int64(), nullable=False),  # of the persons, those in this ring
        pa.field("people", pa.large_list(NAMED), nullable=False),  # some of these, up to `WITNESSES`
    ]
)
"""The columns of ``DIR/index.arrow``: one row a linking value, epoch and ring."""

_DAY = 24 * 60 * 60 * 1_000_000


def person_of(source: str | None, reporter: str | None) -> str:
    """Name the person behind a report: its reporter, or all the unknown reporters of its source as one."""
    return f"!{reporter}" if reporter is not None else f"?{source or ''}"


def persons(reports: pl.DataFrame, doubted: Sequence[str] = ()) -> pl.Series:
    """Name the person behind each report; columns ``source, reporter``. As `person_of`.

    All of a source that linking doubts are one person, who has the name of its unknown reporters.
    """
    unknown = pl.concat_str(pl.lit("?"), pl.col("source").fill_null(""))
    named = pl.concat_str(pl.lit("!"), "reporter")
    named = pl.when(~pl.col("source").fill_null("").is_in(list(doubted))).then(named)
    return reports.select(pl.coalesce(named, unknown)).to_series()


def places(edges: pl.DataFrame, values: pl.DataFrame, reports: pl.DataFrame) -> pa.Table:
    """Tell of every value that links how many persons hold it in which ring.

    Args:
        edges: Columns ``report, value`` (row numbers of the two tables below), ``strength, counted, weight``,
            as in `ringfence.rings.ring.EDGES`.
        values: Columns ``kind, value, first_at, last_at``, in the order of kind, value and epoch.
        reports: Columns ``ring_id`` (null: none) and ``person``.

    Returns:
        Columns of `PLACES`. A person counts once a value, with the report that stands for them; repeats
        count for nothing.
    """
    weights = (
        edges.lazy()
        .group_by("value", "strength")
        .agg(pl.col("weight").max())
        .sort("value", "strength")
        .group_by("value", maintain_order=True)
        .agg(strengths="strength", weights="weight")
    )
    speaking = edges.lazy().filter(pl.col("counted"), pl.col("weight") > 0)
    # Each person stands for themselves by their first report, until those are chosen who are named.
    standing = reports.lazy().with_row_index("report").with_columns(pl.col("report").cast(pl.Int64))
    standing = standing.select("report", "ring_id", first=pl.col("report").min().over("person"))
    rows = (
        speaking.select("report", "value")
        .join(standing, on="report")
        .group_by("value", "ring_id")
        .agg(here=pl.len().cast(pl.Int64), people=pl.col("first").sort().head(WITNESSES))
        .with_columns(held=pl.col("here").sum().over("value"))
    )
    spans = values.lazy().select(
        pl.col("kind").cast(pl.String),
        pl.col("value").cast(pl.String).alias("text"),
        pl.col("first_at").cast(pl.Int64),
        pl.col("last_at").cast(pl.Int64),
    )
    numbered = spans.with_row_index("value").with_columns(pl.col("value").cast(pl.Int64))
    frame = (
        rows.join(weights, on="value")
        .join(numbered, on="value")
        .sort("value", "ring_id", nulls_last=True)
        .drop("value")
        .rename({"text": "value"})
        .collect()
    )
    return _arrow(frame, reports["person"])


def _arrow(frame: pl.DataFrame, persons: pl.Series) -> pa.Table:
    """Give names as numbers, so that each stands in the file once and in order."""
    people = frame["people"]
    chosen = persons.gather(_flat(people))
    offsets = np.r_[0, np.cumsum(people.list.len().to_numpy())].astype(np.int64)
    columns = {
        "kind": _named(frame["kind"], frame["kind"].unique().sort()),
        "ring_id": _named(frame["ring_id"], frame["ring_id"].unique().drop_nulls().sort()),
        "people": pa.LargeListArray.from_arrays(offsets, _named(chosen, chosen.unique().sort())),
    }
    plain = frame.drop(list(columns)).to_arrow()
    arrays = [
        columns[name] if name in columns else plain[name].cast(PLACES.field(name).type)
        for name in PLACES.names
    ]
    return pa.Table.from_arrays(arrays, schema=PLACES)


def _flat(lists: pl.Series) -> pl.Series:
    return lists.explode() if lists.len() else pl.Series(dtype=pl.Int64)


def _named(words: pl.Series, known: pl.Series) -> pa.DictionaryArray:
    at = words.to_frame("word").join(
        known.to_frame("word").with_row_index("at"), on="word", how="left", maintain_order="left"
    )["at"]
    return pa.DictionaryArray.from_arrays(
        at.cast(pl.Int32).to_arrow(), known.cast(pl.String).to_arrow().cast(pa.large_string())
    )


def places_of(linked: Linked) -> pa.Table:
    """Tell the same of what linking has just found."""
    graph, weight = linked.graph, linked.weighed.weight
    linking = np.zeros(graph.values, dtype=np.bool_)
    linking[graph.value[weight > 0]] = True
    kept = linking[graph.value]  # of what does not link nothing is told: no need to hold it twice
    edges = pl.DataFrame(
        {
            "report": graph.report[kept],
            "value": graph.value[kept],
            "strength": graph.strength[kept],
            "counted": graph.counted[kept],
            "weight": weight[kept],
        }
    )
    rows = pl.DataFrame(linked.evidence.reports)
    rings = pl.DataFrame({"ring_id": linked.names.ring_ids}, schema={"ring_id": pl.String})
    numbered = rings.with_row_index("label").with_columns(pl.col("label").cast(pl.Int64))
    labels = pl.DataFrame({"label": linked.labels})
    placed = labels.join(numbered, on="label", how="left", maintain_order="left")
    reports = pl.DataFrame({"ring_id": placed["ring_id"], "person": persons(rows, linked.doubted)})
    return places(edges, pl.DataFrame(linked.evidence.values), reports)


def write(table: pa.Table, path: Path, *, run: str, settings: Settings) -> None:
    """Write an index.

    Args:
        table: Columns of `PLACES`.
        path: The file.
        run: The digest of the ``run.json`` to which it belongs.
        settings: How it was linked.
    """
    told = {
        "version": VERSION,
        "run": run,
        "priors": [[kind, role, share] for (kind, role), share in sorted(settings.priors.items())],
        "rotating": sorted(settings.rotating),
        "silence_days": settings.silence_days,
    }
    whole = table.replace_schema_metadata({"ringfence": json.dumps(told)}).combine_chunks()
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, whole.schema) as writer:
        writer.write_table(whole, max_chunksize=max(whole.num_rows, 1))


@dataclass(frozen=True, slots=True)
class Here:
    """How many hold a value in one ring.

    Attributes:
        ring_id: The ring.
        here: Persons who hold it there, 1 or more.
        people: Some of them, up to `WITNESSES`.
    """

    ring_id: str
    here: int
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a value at some time.

    Attributes:
        strengths: The strengths that its sightings had, ascending, in 1/65536.
        weights: What a sighting of each strength weighs, in 1/65536 bit.
        held: Persons who hold it, in rings or not.
        rings: Where they stand.
    """

    strengths: tuple[int, ...]
    weights: tuple[int, ...]
    held: int
    rings: tuple[Here, ...]

    def weight(self, strength: int) -> int:
        """Weigh a new sighting, in 1/65536 bit, never above what linking would.

        A strength that was seen weighs what it weighed; one between two as the lower; one below all in
        proportion to the lowest.
        """
        at = bisect_right(self.strengths, strength)
        if at:
            return self.weights[at - 1]
        return self.weights[0] * strength // self.strengths[0]


class Index:
    """An index that was opened; it stays as it was when the folder is linked anew.

    Args:
        path: The file.

    Attributes:
        run: The digest of the ``run.json`` to which it belongs.

    Raises:
        FormatError: When it cannot be read, or has another layout.
    """

    def __init__(self, path: Path) -> None:
        try:
            table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
            told = json.loads((table.schema.metadata or {})[b"ringfence"])
            priors = {(kind, role): in_ones(float(share)) for kind, role, share in told["priors"]}
            version, silence = told["version"], int(told["silence_days"])
            self.run, self._rotating = str(told["run"]), frozenset(told["rotating"])
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise _unreadable(path) from wrong
        if version != VERSION or not table.schema.equals(PLACES):
            raise _unreadable(path)
        self._priors, self._silence = priors, silence * _DAY
        self._kinds = _highest(self._priors)
        self._columns = {name: _one_piece(table[name]) for name in PLACES.names}
        self._values = _Words(self._columns["value"])
        self._ranges = _ranges(self._columns["kind"])
        self._first = _numbers(self._columns["first_at"], np.int64)
        self._last = _numbers(self._columns["last_at"], np.int64)

    def strength(self, kind: str, role: str, validity: str | None, given: float | None) -> int:
        """Weigh a sighting by its kind and role, in 1/65536, as the engines do."""
        known = self._priors.get((kind, role))
        strength = self._kinds.get(kind, 0) if known is None else known
        if known is not None and given is not None:
            strength = min(strength, in_ones(given))
        return strength // 2 if validity == "possible" else strength

    def find(self, kind: str, value: str, at: int) -> Found | None:
        """Look a value up.

        Args:
            kind: Its kind.
            value: Its canonical form.
            at: When it was sighted, in microseconds since 1970. A number or site that was silent for long
                before or after is another one.

        Returns:
            What is known of it; None when it does not link, or stood in fewer than two reports.
        """
        start, stop = self._ranges.get(kind, (0, 0))
        text = value.encode()
        start = bisect_left(self._values, text, start, stop)
        stop = bisect_right(self._values, text, start, stop)
        rows = list(range(start, stop))
        if kind in self._rotating:
            near = [row for row in rows if self._near(row, at)]
            # Between two epochs a report could belong to either: the later is what the value is now.
            rows = [row for row in near if self._first[row] == self._first[near[-1]]]
        return self._found(rows) if rows else None

    def _near(self, row: int, at: int) -> bool:
        return bool(self._first[row] - self._silence <= at <= self._last[row] + self._silence)

    def _found(self, rows: list[int]) -> Found:
        columns, first = self._columns, rows[0]
        rings = tuple(
            Here(
                columns["ring_id"][row].as_py(),
                columns["here"][row].as_py(),
                frozenset(columns["people"][row].as_py()),
            )
            for row in rows
            if columns["ring_id"][row].is_valid
        )
        return Found(
            strengths=tuple(columns["strengths"][first].as_py()),
            weights=tuple(columns["weights"][first].as_py()),
            held=columns["held"][first].as_py(),
            rings=rings,
        )


def _unreadable(path: Path) -> FormatError:
    return FormatError("this is no index that can be read", place=Place(path.name), advice="Link again")


class _Words(Sequence[bytes]):
    """The words of a column, read from where they lie: a search looks at twenty of millions."""

    def __init__(self, column: pa.Array) -> None:
        _, offsets, words = column.buffers()
        self._offsets = (
            np.frombuffer(offsets, dtype=np.int64)[column.offset : column.offset + len(column) + 1]
            if len(column)
            else np.zeros(1, dtype=np.int64)
        )
        self._words = memoryview(words) if words is not None else memoryview(b"")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, at: int) -> bytes: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes]: ...

    def __getitem__(self, at: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return bytes(self._words[self._offsets[at] : self._offsets[at + 1]])


def _one_piece(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _numbers(column: pa.Array, kind: type[np.integer]) -> np.ndarray[tuple[int], np.dtype[np.integer]]:
    """See a column of numbers as an array where it lies; Arrow's own way to NumPy loads pandas first."""
    if not len(column):
        return np.zeros(0, dtype=kind)
    whole = np.frombuffer(column.buffers()[1], dtype=kind)
    return whole[column.offset : column.offset + len(column)]


def _ranges(kinds: pa.DictionaryArray) -> dict[str, tuple[int, int]]:
    """Tell in which rows each kind stands; they are in the order of kinds."""
    codes = _numbers(kinds.indices, np.int32)
    names = kinds.dictionary.to_pylist()
    bounds = np.searchsorted(codes, np.arange(len(names) + 1))
    return {name: (int(bounds[at]), int(bounds[at + 1])) for at, name in enumerate(names)}


def _highest(priors: dict[tuple[str, str], int]) -> dict[str, int]:
    highest: dict[str, int] = {}
    for (kind, _), strength in priors.items():
        highest[kind] = max(strength, highest.get(kind, 0))
    return highest
