"""JSON lines: one report a line, as ``{"id": …, "text": …, "country": …, "lang": …}`` or with any other keys.

A mapping inside is opened one level (``{"victim": {"email": …}}`` is the column ``victim.email``); lists of
plain values are joined by line breaks; anything deeper stays as JSON.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.reports.formats import BATCH, RawBatch, Reading, Reject, as_batch
from ringfence.reports.formats.csv import encoding_of, skip_line
from ringfence.reports.safety import LONGEST_FIELD, MOST_COLUMNS, head, open_bytes
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAME = "jsonl"
GENERAL = True
COLUMNS: Mapping[str, str] = {}
DEFAULTS: Mapping[str, str] = {}
SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")

_LONGEST_LINE = 4 * LONGEST_FIELD


def recognises(path: Path) -> bool:
    """Say whether a file's name ends as those of JSON lines do, or its first line is a JSON mapping."""
    if path.name.lower().endswith(SUFFIXES):
        return True
    return path.suffix.lower() == ".json" and head(path, 64).lstrip().startswith(b"{")


def read(path: Path, reading: Reading) -> Iterator[RawBatch]:
    """Read the lines; empty lines are read past, every other line is a row, be it fit to be read or not.

    Raises:
        FormatError: When it is no text, has no rows, or has more than 1,000 different keys.
    """
    encoding = reading.encoding or encoding_of(path)
    rows: list[int] = []
    reports: list[dict[str, str | None]] = []
    rejects: list[Reject] = []
    number = 0
    with open_bytes(path) as opened:
        text = io.TextIOWrapper(opened, encoding, errors="surrogateescape", newline="\n")
        for line in _lines(text, path.name):
            number += 1
            try:
                reports.append(_report(line))
                rows.append(number)
            except _Unfit as wrong:
                rejects.append(Reject(path.name, number, "", str(wrong)))
            if len(rows) + len(rejects) == BATCH:
                yield _batch(path.name, rows, reports, rejects)
                rows, reports, rejects = [], [], []
    if number == 0:
        raise FormatError("the file has no rows", place=Place(path.name), advice="Export it again")
    if rows or rejects:
        yield _batch(path.name, rows, reports, rejects)


class _Unfit(Exception):  # noqa: N818 - a reason, not an error: it becomes a reject
    """Why a line is no report."""


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str | None]:
    """Give every line that is not empty; None for one that is too long to hold."""
    while True:
        try:
            line = text.readline(_LONGEST_LINE)
            giant = len(line) == _LONGEST_LINE and not line.endswith("\n")
            if giant:
                skip_line(text, _LONGEST_LINE)
        except UnicodeError as wrong:
            raise FormatError(
                "the file's bytes do not fit its encoding",
                place=Place(name),
                advice="Name it with --encoding",
            ) from wrong
        if not line:
            return
        if giant or line.strip():
            yield None if giant else line


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keyed = dict(pairs)
    if len(keyed) != len(pairs):
        raise _Unfit("a key stands twice")
    return keyed


def _constant(said: str) -> object:
    raise _Unfit(f"{said} is no number in JSON")


def _report(line: str | None) -> dict[str, str | None]:
    if line is None:
        raise _Unfit(f"the line is longer than {_LONGEST_LINE:,} characters")
    if "\x00" in line:
        raise _Unfit("the row holds a NUL character")
    try:
        keyed = json.loads(line, object_pairs_hook=_pairs, parse_constant=_constant)
    except RecursionError:
        raise _Unfit("the row is nested too deeply") from None
    except ValueError:
        raise _Unfit("the row is no JSON") from None
    if not isinstance(keyed, dict):
        raise _Unfit("the row is JSON, but no mapping of keys to values")
    flat: dict[str, str | None] = {}
    for key, value in keyed.items():
        if isinstance(value, dict):
            for inner, deeper in value.items():
                _put(flat, f"{key}.{inner}", deeper)
        else:
            _put(flat, key, value)
    if len(flat) > MOST_COLUMNS:
        raise _Unfit(f"the row has more than {MOST_COLUMNS:,} keys")
    return flat


def _put(flat: dict[str, str | None], key: str, value: object) -> None:
    if key in flat:
        raise _Unfit("a key stands twice")
    written = _written(value)
    if written is not None and len(written) > LONGEST_FIELD:
        raise _Unfit(f"a field is longer than {LONGEST_FIELD:,} characters")
    both = key + (written or "")
    if not both.isascii() or "\x00" in both:
        if "\x00" in both:
            raise _Unfit("the row holds a NUL character")
        try:
            both.encode()
        except UnicodeEncodeError:
            raise _Unfit("the row's bytes do not fit the file's encoding, or are no valid Unicode") from None
    flat[key] = written


def _written(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "\n".join(str(one) for one in value) or None
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        raise _Unfit("the row is nested too deeply") from None


def _batch(
    name: str, rows: list[int], reports: list[dict[str, str | None]], rejects: list[Reject]
) -> RawBatch:
    columns = list(dict.fromkeys(key for report in reports for key in report))
    if len(columns) > MOST_COLUMNS:
        raise FormatError(
            f"the file has more than {MOST_COLUMNS:,} different keys",
            place=Place(name),
            advice="Check its keys",
        )
    values = [[report.get(column) for report in reports] for column in columns]
    return RawBatch(name, as_batch(columns, values), pa.array(rows, pa.int64()), tuple(rejects))
