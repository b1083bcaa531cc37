"""Gather: files of reports become ``reports.parquet``, masked; what could not be used is listed beside it.

Rows are read in order by this process, understood and masked by two others, and written in order, so that the
same files always give the same bytes. Nothing holds more than a few batches at once.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter, deque
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ringfence.actions.files import PRIVATE, file_digest, replacing
from ringfence.actions.lanes import in_order
from ringfence.actions.masking import Masked, receive_and_mask
from ringfence.reports import formats, guess, moments
from ringfence.reports.fields import NOT_USED
from ringfence.reports.formats import Format, RawBatch, Reading, Reject
from ringfence.reports.intake import How
from ringfence.reports.report import REPORTS
from ringfence.reports.safety import printable, safe_cell
from ringfence.reports.seen import Seen
from ringfence.words import FormatError, InputError, Place, UsageError, now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

SMALL = 1_000_000
"""Bytes of all files below which no other process is worth its start."""
PART = 2_000
"""Rows that a worker takes at once."""
FIRST_REJECTS = 5
"""Rejects of a file that are kept to be shown; all are in the rejects file."""


@dataclass(slots=True)
class FileCounts:
    """What came of one file; ``rows = reports + rejected + duplicates``.

    Attributes:
        file: The file's name.
        source: The partner or desk that it counts as.
        format: The format it was read as.
        rows: Rows that were read.
        reports: Reports that were made.
        rejected: Rows that were refused.
        duplicates: Rows whose reference had been given before.
        fields: Single fields that were left out of reports.
        columns: Column to field; "" for columns that were not used.
        first: The first places that were refused or left out.
        refused: Why the file, or the rest of it, was refused; "" when it was read to its end.
    """

    file: str
    source: str
    format: str
    rows: int = 0
    reports: int = 0
    rejected: int = 0
    duplicates: int = 0
    fields: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    first: list[Reject] = field(default_factory=list)
    refused: str = ""

    @property
    def not_used(self) -> list[str]:
        """The columns that were read past."""
        unused = (column for column, meant in self.columns.items() if meant == NOT_USED)
        return list(dict.fromkeys(guess.shown(column) for column in unused))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of all files.

    Attributes:
        output: Where the reports are.
        rejects: Where the list of what was left out is.
        files: The counts of each file.
        masked: How many stretches and values were masked, by reason.
        originals: How many originals are kept beside the output.
    """

    output: Path
    rejects: Path
    files: tuple[FileCounts, ...]
    masked: dict[str, int]
    originals: int

    def total(self, count: str) -> int:
        """Add up one count, such as ``rows`` or ``fields``, over the files."""
        return sum(int(getattr(one, count)) for one in self.files)


@dataclass(frozen=True, slots=True)
class Options:
    """How files shall be gathered.

    Attributes:
        source: The partner or desk; None: each file's name without its ending.
        format: A format's name; None: found for each file.
        columns: Column to field, decided by a person.
        dates: ``dmy`` or ``mdy``; "": from the columns themselves, else by the reporter's country.
        reading: Encoding, delimiter, whose mails.
        clock: The time now; None: the machine's.
    """

    source: str | None = None
    format: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    reading: Reading = field(default_factory=Reading)
    clock: datetime | None = None


def gather(
    files: Sequence[Path],
    output: Path,
    *,
    node_key: bytes,
    options: Options | None = None,
    rejects: Path | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Gathered:
    """Gather files of reports into one ``reports.parquet``.

    Args:
        files: Files, or folders of mails, in the order in which they shall stand.
        output: Where the reports shall be written (mode 0600).
        node_key: The node's key, 32 bytes.
        options: How the files are to be read.
        rejects: Where the list of what was left out shall be; by default ``<output>.rejects.csv``.
        progress: Called with the rows that are done.

    Returns:
        The counts.

    Raises:
        UsageError: When files and output cannot be used together.
        FormatError: When the only file cannot be read; then nothing is written. One of several is listed
            among the rejects, and the others go on.
    """
    chosen = options or Options()
    listed = rejects or output.with_name(f"{output.name}.rejects.csv")
    plans = _plans(files, output, chosen)
    run = _Run(plans, chosen, node_key)
    with ExitStack() as stack:
        reports_at = stack.enter_context(replacing(output, mode=PRIVATE))
        rejects_at = stack.enter_context(replacing(listed, mode=PRIVATE))
        opened = stack.enter_context(rejects_at.open("w", encoding="utf-8", newline=""))
        table = stack.enter_context(pq.ParquetWriter(reports_at, REPORTS, compression="zstd"))
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(["file", "row", "field", "reason"])
        done = 0
        for number, raw, masked in _masked(run.batches(), alone=_size(files) < SMALL):
            reports, left_out = run.settle(number, raw, masked)
            if reports.num_rows:
                table.write_batch(reports)
            for one in left_out:
                writer.writerow([safe_cell(one.file), one.row, safe_cell(one.field), one.reason])
            done += reports.num_rows
            if progress is not None:
                progress(done, None)
        for one in run.refused:
            writer.writerow([safe_cell(one.file), one.row or "", safe_cell(one.field), one.reason])
        _keep(run.kept, output.parent / "originals")
    counts = dict(sorted((why, count) for why, count in run.masked.items() if count))
    return Gathered(output, listed, tuple(plan.counts for plan in plans), counts, len(run.kept))


@dataclass(frozen=True, slots=True)
class _Plan:
    path: Path
    format: Format
    counts: FileCounts


def _plans(files: Sequence[Path], output: Path, options: Options) -> list[_Plan]:
    plans: list[_Plan] = []
    seen: set[tuple[str, str]] = set()
    for path in files:
        if not path.exists():
            raise UsageError("there is no such file", place=Place(str(path)), advice="Check the path")
        if path.resolve() == output.resolve():
            raise UsageError(
                "the output is one of the inputs", place=Place(str(path)), advice="Name another output"
            )
        chosen = formats.load(options.format) if options.format else formats.choose(path)
        source = options.source or _stem(path)
        if (source, path.name) in seen:
            raise UsageError(
                f"two files of the source {source} are called {path.name}",
                advice="Rename one of them: rows without a reference are named after their file",
            )
        seen.add((source, path.name))
        plans.append(_Plan(path, chosen, FileCounts(path.name, source, chosen.NAME)))
    if not plans:
        raise UsageError("no file was named", advice="Name the files to gather")
    return plans


def _stem(path: Path) -> str:
    """Name a source after its file; mails after their folder, without a final ``-mail``."""
    if path.is_dir() or path.suffix.lower() == ".eml":
        folder = path.resolve() if path.is_dir() else path.resolve().parent
        return re.sub(r"[-_]e?-?mails?$", "", printable(folder.name)) or "unnamed"
    return printable(path.name).split(".")[0] or "unnamed"


class _Run:
    """What is known across the files while they are gathered."""

    def __init__(self, plans: Sequence[_Plan], options: Options, node_key: bytes) -> None:
        self._plans = plans
        self._options = options
        self._node_key = node_key
        self._clock = options.clock or now()
        self._seen = Seen()
        self.masked: Counter[str] = Counter()
        self.kept: dict[str, str] = {}
        self.refused: list[Reject] = []

    def batches(self) -> Iterator[tuple[int, RawBatch, How]]:
        """Read every file; one that must be refused ends there, and the next ones go on."""
        for number, plan in enumerate(self._plans):
            try:
                yield from self._batches_of(number, plan)
            except FormatError as wrong:
                if len(self._plans) == 1:
                    raise
                place = wrong.place or Place(plan.path.name)
                refused = Reject(plan.path.name, place.row or 0, place.field or "", wrong.message)
                self.refused.append(refused)
                plan.counts.refused = wrong.message
                plan.counts.first.append(refused)

    def _batches_of(self, number: int, plan: _Plan) -> Iterator[tuple[int, RawBatch, How]]:
        """Read one file; a column's field and a date's order, once known, hold for the whole file."""
        order: str | None = None
        for raw in plan.format.read(plan.path, self._options.reading):
            columns = self._columns(plan, raw)
            order = self._order(raw, columns) if order is None else order
            self.kept.update(raw.kept)
            plan.counts.rows += raw.table.num_rows + len(raw.rejects)
            yield number, raw, self._how(plan, order)
        self._check(plan)

    def _columns(self, plan: _Plan, raw: RawBatch) -> dict[str, str]:
        decided = {**plan.format.COLUMNS, **self._options.columns, **plan.counts.columns}
        names = list(dict.fromkeys([*plan.counts.columns, *raw.table.schema.names]))
        plan.counts.columns = guess.guess(names, decided)
        if names and not any(plan.counts.columns.values()):
            raise UsageError(
                f"none of the columns is known: {', '.join(map(guess.shown, names[:20]))}",
                place=Place(plan.path.name),
                advice="Say what they hold with --map COLUMN=FIELD",
            )
        return plan.counts.columns

    def _order(self, raw: RawBatch, columns: Mapping[str, str]) -> str:
        if self._options.dates:
            return self._options.dates
        dated = [name for name in raw.table.schema.names if columns[name] in ("received_at", "occurred_at")]
        return moments.order_of(value for name in dated for value in raw.table.column(name).to_pylist())

    def _how(self, plan: _Plan, order: str) -> How:
        return How(
            source=plan.counts.source,
            clock=self._clock,
            node_key=self._node_key,
            columns=dict(plan.counts.columns),
            defaults=dict(plan.format.DEFAULTS),
            order=order,
        )

    def _check(self, plan: _Plan) -> None:
        unknown = [column for column in self._options.columns if column not in plan.counts.columns]
        if unknown and len(self._plans) == 1:
            raise UsageError(
                f"--map names a column that is not there: {unknown[0]}",
                place=Place(plan.path.name),
                advice=f"The columns are: {', '.join(map(guess.shown, list(plan.counts.columns)[:20]))}",
            )

    def settle(self, number: int, raw: RawBatch, masked: Masked) -> tuple[pa.RecordBatch, list[Reject]]:
        """Take out what was given before, and count; rejects come in the order of their rows."""
        counts = self._plans[number].counts
        names = masked.reports.column("report_id").to_pylist()
        again: list[Reject] = []
        fresh = []
        for row, first in zip(masked.rows, self._seen.check(names, number, masked.rows), strict=True):
            fresh.append(first is None)
            if first is not None:
                where = f"row {first.row} of {self._plans[first.file].path.name}"
                again.append(
                    Reject(raw.file, row, "reference", f"the reference was already given in {where}")
                )
        reports = masked.reports.filter(pa.array(fresh, pa.bool_()))
        whole = [*raw.rejects, *(one for one in masked.rejects if one.whole)]
        counts.reports += reports.num_rows
        counts.duplicates += len(again)
        counts.rejected += len({one.row for one in whole})
        left_out = sorted([*raw.rejects, *masked.rejects, *again], key=lambda one: one.row)
        counts.fields += sum(not one.whole for one in left_out)
        counts.first += left_out[: FIRST_REJECTS - len(counts.first)]
        self.masked.update(masked.counts)
        return reports, left_out


def _masked(
    batches: Iterator[tuple[int, RawBatch, How]], *, alone: bool
) -> Iterator[tuple[int, RawBatch, Masked]]:
    """Give each batch with what came of it, in the order of the rows."""
    drawn: deque[tuple[int, RawBatch, int]] = deque()

    def tasks() -> Iterator[tuple[RawBatch, How]]:
        for number, raw, how in batches:
            parts = _parts(raw)
            drawn.append((number, raw, len(parts)))
            yield from ((part, how) for part in parts)

    done: list[Masked] = []
    for masked in in_order(_mask, tasks(), alone=alone):
        done.append(masked)
        number, raw, many = drawn[0]
        if len(done) == many:
            drawn.popleft()
            yield number, raw, _together(done)
            done = []


def _parts(raw: RawBatch) -> list[RawBatch]:
    """Cut a batch into parts of `PART` rows: of few large ones one is worked on alone at the end."""
    many = raw.table.num_rows
    if many <= PART:
        return [raw]
    places = (pa.array(range(at, min(at + PART, many))) for at in range(0, many, PART))
    return [RawBatch(raw.file, raw.table.take(those), raw.rows.take(those)) for those in places]


def _together(parts: list[Masked]) -> Masked:
    if len(parts) == 1:
        return parts[0]
    reports = pa.Table.from_batches([one.reports for one in parts]).combine_chunks().to_batches()
    return Masked(
        reports[0] if reports else parts[0].reports,
        [row for one in parts for row in one.rows],
        [reject for one in parts for reject in one.rejects],
        sum((one.counts for one in parts), Counter[str]()),
    )


def _mask(task: tuple[RawBatch, How]) -> Masked:
    return receive_and_mask(*task)


def _size(files: Sequence[Path]) -> int:
    return sum(one.stat().st_size for path in files for one in (path.iterdir() if path.is_dir() else [path]))


def _keep(kept: Mapping[str, str], folder: Path) -> None:
    """Keep originals byte for byte, named by their digest, readable by their owner alone."""
    if not kept:
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    for digest, path in kept.items():
        place = folder / f"{digest.removeprefix('sha256:')}.eml"
        with replacing(place, mode=PRIVATE) as beside:
            shutil.copyfile(path, beside)
            if file_digest(beside) != digest:
                raise InputError("the file changed while it was read", place=Place(Path(path).name))
