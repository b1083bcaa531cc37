"""Comma-separated values, with any delimiter, in UTF-8, UTF-16 (with its mark) or an encoding that is named.

A row that cannot be read is named and left out; the rows after it are read. A quote that is never closed
costs only its own line: the lines it would swallow are read again.
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.reports.formats import BATCH, RawBatch, Reading, Reject, as_batch
from ringfence.reports.safety import LONGEST_FIELD, MOST_COLUMNS, open_bytes, printable
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

NAME = "csv"
GENERAL = True
COLUMNS: Mapping[str, str] = {}
DEFAULTS: Mapping[str, str] = {}
SUFFIXES = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")

_DELIMITERS = ",;\t|"
_LONGEST_LINE = 4 * LONGEST_FIELD
_LONGEST_HEADER = 200
_SAMPLE = 65_536
_TOO_LONG = f"a line is longer than {_LONGEST_LINE:,} characters"
_GIANT = "\x00\n"
"""Stands for a line that was too long to hold; known by its identity, never equal to a line of the file."""
_MOST_NULS = 10
"""One byte in this many may be NUL; UTF-16 has one in two."""
_FEW = 2
"""Lines in another encoding that are left to be refused alone; more of them say that the file is in it."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def recognises(path: Path) -> bool:
    """Say whether a file's name ends as those of CSV files do, and it does not look like a binary file."""
    return path.name.lower().endswith(SUFFIXES)


def read(path: Path, reading: Reading) -> Iterator[RawBatch]:
    """Read a CSV file's rows.

    Args:
        path: The file.
        reading: The encoding and the delimiter, where they are known.

    Yields:
        Batches of rows; a row is a record, counted from 1 after the header.

    Raises:
        FormatError: When it is no text, has no header or no rows, more than 1,000 columns, or another
            encoding.
    """
    encoding = reading.encoding or encoding_of(path)
    with open_bytes(path) as opened:
        text = io.TextIOWrapper(opened, encoding, errors="surrogateescape", newline="")
        lines = _Lines(text, path.name)
        delimiter = reading.delimiter or _delimiter(lines.peek(), path.name)
        records = _records(lines, delimiter)
        _, header, wrong = next(records, (0, [], None))
        columns = _header(header, wrong, path.name)
        yield from _batches(records, columns, path.name)


def encoding_of(path: Path) -> str:
    """Find a file's encoding: its byte-order mark, else UTF-8 when the first 64 KiB agree.

    A few lines that do not fit do not refuse the file, as each is refused by its row.

    Raises:
        FormatError: When it is neither; the advice says how to name another.
    """
    place = Place(path.name)
    with open_bytes(path) as opened:
        first = opened.read(_SAMPLE)
    if not first:
        raise FormatError("the file is empty", place=place, advice="Export it again")
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    if first.count(0) * _MOST_NULS > len(first):
        raise FormatError(
            "this is no text, or UTF-16 without its mark",
            place=place,
            advice="Save it as UTF-8, or name --encoding",
        )
    lines = first.splitlines()
    whole = lines if len(first) < _SAMPLE else lines[:-1] or lines
    beyond = [line for line in whole if not line.isascii()]
    bad = sum(not _is_utf8(line) for line in beyond)
    if bad * 2 > len(beyond) and (bad > _FEW or bad == len(whole)):
        raise FormatError(
            "this is not UTF-8",
            place=place,
            advice="If it was saved on Windows, say --encoding cp1252; else name it",
        )
    return "utf-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Lines:
    """The physical lines of a file, of which some can be handed back to be read again."""

    def __init__(self, text: TextIO, name: str) -> None:
        self._text = text
        self._back: list[str] = []
        self._name = name
        self.used: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else self._next()
        if not line:
            raise StopIteration
        self.used.append(line)
        return line

    def _next(self) -> str:
        try:
            line = self._text.readline(_LONGEST_LINE)
            if len(line) < _LONGEST_LINE or line.endswith(("\n", "\r")):
                return line
            skip_line(self._text, _LONGEST_LINE)
        except UnicodeError as wrong:
            raise FormatError(
                "the file's bytes do not fit its encoding",
                place=Place(self._name),
                advice="Name it with --encoding",
            ) from wrong
        return _GIANT

    def peek(self) -> str:
        """Look at the next line without using it."""
        line = self._back.pop() if self._back else self._next()
        self._back.append(line)
        return line

    def hand_back(self) -> None:
        """Hand back every line of the last record but its first."""
        self._back.extend(reversed(self.used[1:]))


def skip_line(text: TextIO, longest: int) -> None:
    """Read past the rest of a line that is too long to hold, ``longest`` characters at a time."""
    rest = text.readline(longest)
    while len(rest) == longest and not rest.endswith("\n"):
        rest = text.readline(longest)


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Give every record with its number (the header is 0), or what is wrong with it."""
    csv.field_size_limit(LONGEST_FIELD)
    number = 0
    while True:
        lines.used.clear()
        wrong: str | None = None
        record: list[str] = []
        try:
            record = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            wrong = _reason(str(error))
        if any(line is _GIANT for line in lines.used[:1]):
            wrong = _TOO_LONG
        elif any(line is _GIANT for line in lines.used):
            wrong = _reason("unexpected end")
        if wrong:
            # What a record that cannot be trusted swallowed is read again, line by line.
            lines.hand_back()
        if record or wrong:
            yield number, record, wrong
            number += 1


def _reason(said: str) -> str:
    if "field larger" in said:
        return f"a field is longer than {LONGEST_FIELD:,} characters, or a quote is never closed"
    if "unexpected end" in said:
        return "a quote is opened and never closed"
    if "expected after" in said:
        return "a quote stands inside a quoted field"
    return "the row cannot be read as CSV"


def _delimiter(line: str, name: str) -> str:
    counts = {sign: line.count(sign) for sign in _DELIMITERS}
    if not line.strip():
        raise FormatError(
            "the first line is empty", place=Place(name), advice="The first line names the columns"
        )
    return max(_DELIMITERS, key=lambda sign: counts[sign])


def _header(header: list[str], wrong: str | None, name: str) -> list[str]:
    place = Place(name)
    if wrong is not None:
        raise FormatError(
            f"the header cannot be read: {wrong}", place=place, advice="The first line names the columns"
        )
    if len(header) > MOST_COLUMNS:
        raise FormatError(
            f"the file has more than {MOST_COLUMNS:,} columns", place=place, advice="Check the delimiter"
        )
    for column in header:
        if not column.isprintable() and _unencoded(column):
            raise FormatError(
                "the first line is not in the file's encoding, or holds a NUL character",
                place=place,
                advice="If it was saved on Windows, say --encoding cp1252; else name it",
            )
        if "@" in column or sum(c.isdecimal() for c in column) > 6 or len(column) > _LONGEST_HEADER:
            raise FormatError(
                "the first line looks like a report, not like the names of columns",
                place=place,
                advice="Put a line with the columns' names first",
            )
    seen: dict[str, int] = {}
    columns = []
    for at, column in enumerate(header, 1):
        plain = printable(column.replace("/", "\u2215").replace("\\", "\u2215")).replace("\u2215", "/")
        label = plain if column.strip() else f"column {at}"
        seen[label] = seen.get(label, 0) + 1
        columns.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return columns


def _batches(
    records: Iterator[tuple[int, list[str], str | None]], columns: list[str], name: str
) -> Iterator[RawBatch]:
    rows: list[int] = []
    values: list[list[str]] = []
    rejects: list[Reject] = []
    last = 0
    for last, record, wrong in records:
        reason = wrong or _unfit(record, len(columns))
        if reason:
            rejects.append(Reject(name, last, "", reason))
        else:
            rows.append(last)
            values.append(record)
        if len(rows) + len(rejects) == BATCH:
            yield _batch(name, columns, rows, values, rejects)
            rows, values, rejects = [], [], []
    if last == 0:
        raise FormatError("the file has a header and no rows", place=Place(name), advice="Export it again")
    if rows or rejects:
        yield _batch(name, columns, rows, values, rejects)


def _unfit(record: list[str], width: int) -> str | None:
    if len(record) != width:
        return f"the row has {len(record):,} fields where the header has {width:,}"
    return _unencoded("".join(record))


def _unencoded(joined: str) -> str | None:
    if "\x00" in joined:
        return "the row holds a NUL character"
    if joined.isascii():
        return None
    try:
        joined.encode("utf-8")
    except UnicodeEncodeError:
        return "the row's bytes do not fit the file's encoding"
    return None


def _batch(
    name: str, columns: list[str], rows: list[int], values: list[list[str]], rejects: list[Reject]
) -> RawBatch:
    by_column = [list(column) for column in zip(*values, strict=True)] or [[] for _ in columns]
    return RawBatch(name, as_batch(columns, by_column), pa.array(rows, pa.int64()), tuple(rejects))
