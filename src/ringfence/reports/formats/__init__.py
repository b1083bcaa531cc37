"""The files that reports come in. Each file here is one format, with nothing to register.

A format is a module with

* ``NAME``: what ``--format`` takes;
* ``GENERAL``: whether it takes any columns (``csv``) or knows its own (``ftc_dnc``), which are tried first;
* ``COLUMNS``: column to field where it knows them ("" is read past), else empty: they are guessed;
* ``DEFAULTS``: fields that hold for every row (``country`` of a national desk);
* ``recognises(path)``: whether a file looks like it, from its name and first bytes;
* ``read(path, reading)``: the rows, as `RawBatch` of at most 10,000.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa

from ringfence.words import FormatError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

BATCH = 10_000
"""Rows in a batch."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row, or one field of it, that was not used; never its value.

    Attributes:
        file: The file's name as given.
        row: The row, counted from 1 without the header.
        field: The column; empty where the whole row is meant.
        reason: What was wrong.
        whole: Whether the row was left out; False: only this field of it.
    """

    file: str
    row: int
    field: str
    reason: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Rows as a format's reader hands them on: strings, with their row numbers.

    Attributes:
        file: The file's name as given.
        table: Columns of strings (nulls allowed), named as in the file.
        rows: The row number of each row of ``table``, int64.
        rejects: Rows that could not be read; none of them is in ``table``.
        kept: Paths of originals to keep byte for byte, by their digest (``sha256:…``).
    """

    file: str
    table: pa.RecordBatch
    rows: pa.Int64Array
    rejects: tuple[Reject, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file shall be read.

    Attributes:
        encoding: What the file's bytes mean; None: by its byte-order mark, else UTF-8.
        delimiter: What stands between a CSV's columns; None: found from the header.
        mail: For ``eml``: ``scam`` (each mail is the fraudsters'), ``story`` (each is a reporter's),
            ``auto``.
    """

    encoding: str | None = None
    delimiter: str | None = None
    mail: str = "auto"


class Format(Protocol):
    """The shape of a format's module."""

    NAME: str
    GENERAL: bool
    COLUMNS: Mapping[str, str]
    DEFAULTS: Mapping[str, str]

    def recognises(self, path: Path) -> bool:
        """Say whether a file looks like this format; raises nothing."""

    def read(self, path: Path, reading: Reading) -> Iterator[RawBatch]:
        """Read the rows; raises `FormatError` where the file is not safe or not what it claims to be."""


def names() -> list[str]:
    """List the formats that stand in this folder."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load(name: str) -> Format:
    """Load one format.

    Raises:
        UsageError: When there is none of that name.
    """
    if name not in names():
        raise UsageError(f"there is no format {name}", advice=f"The formats are: {', '.join(names())}")
    loaded: Format = importlib.import_module(f"{__name__}.{name}")
    return loaded


def choose(path: Path) -> Format:
    """Find the format of a file or folder; those that know their own columns are asked first.

    Raises:
        FormatError: When no format recognises it.
    """
    formats = [load(name) for name in names()]
    for one in sorted(formats, key=lambda form: form.GENERAL):
        if one.recognises(path):
            return one
    raise FormatError(
        "no format recognises this file",
        place=Place(path.name),
        advice=f"Say what it is with --format ({', '.join(names())})",
    )


def as_batch(columns: Sequence[str], values: Sequence[Sequence[str | None]]) -> pa.RecordBatch:
    """Build a table of strings, one sequence of values a column."""
    arrays = [pa.array(column, pa.string()) for column in values]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))
