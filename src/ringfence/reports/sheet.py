"""A batch of rows seen by field: columns are read a distinct value at a time, what is wrong is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from ringfence.reports.formats import RawBatch, Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NOTHING = pa.array(
    ["", "n/a", "na", "n.a.", "none", "null",
     "nil", "nan", "unknown", "not known", "not provided", "-", "--", "---",
     "?", "keine", "keine angabe", "k.a.", "unbekannt",
     "desconocido", "desconocida", "ninguno", "inconnu",
     "inconnue", "aucun", "<null>", "(null)", "__________"]
)  # fmt: skip
"""What people and systems write for *nothing*; in a text or a country it stays (NA is Namibia)."""
_AS_WRITTEN = frozenset({"text", "popup_text", "country"})


class Sheet:
    """The columns of a batch by the field that they hold.

    Args:
        raw: The rows.
        columns: Column to field.
        defaults: Field to value, where a row says nothing.
    """

    def __init__(self, raw: RawBatch, columns: Mapping[str, str], defaults: Mapping[str, str]) -> None:
        self.raw = raw
        self.rejects: list[Reject] = []
        self._by_field: dict[str, list[str]] = {}
        self._defaults = defaults
        self._refused: dict[int, Reject] = {}
        self._clean: dict[str, pa.Array] = {}
        for name in raw.table.schema.names:
            field = columns.get(name)
            if field:
                self._by_field.setdefault(field, []).append(name)

    def __len__(self) -> int:
        return int(self.raw.table.num_rows)

    def column(self, field: str) -> str:
        """Name the column that holds a field, as the file names it; the field itself where none does."""
        return self._by_field.get(field, [field])[0]

    def each(self, field: str) -> list[tuple[str, pa.Array]]:
        """Give every column that holds a field, trimmed, with null for what says nothing."""
        return [(name, self._trimmed(name, field)) for name in self._by_field.get(field, [])]

    def values(self, field: str) -> pa.Array:
        """Give a field's column (the first value of several), or its default, or nulls."""
        columns = [column for _, column in self.each(field)]
        if field in self._defaults:
            columns.append(pa.array([self._defaults[field]] * len(self), pa.string()))
        if not columns:
            return pa.nulls(len(self), pa.string())
        return columns[0] if len(columns) == 1 else pc.coalesce(*columns)

    def read(
        self, field: str, one: Callable[[str], object | None], kind: pa.DataType, reason: str
    ) -> pa.Array:
        """Read an optional field; what ``one`` cannot read (None) is left out with the reason."""
        written = self.values(field)
        read = distinct(written, one, kind)
        self.leave(pc.and_(pc.is_valid(written), pc.is_null(read)), self.column(field), reason)
        return read

    def refuse(self, mask: pa.Array, column: str, reason: str) -> None:
        """Leave out the rows of a mask; a row is refused once, for its first reason."""
        for at in pc.indices_nonzero(mask).to_pylist():
            if at not in self._refused:
                self._refused[at] = Reject(self.raw.file, self.raw.rows[at].as_py(), column, reason)
                self.rejects.append(self._refused[at])

    def leave(self, mask: pa.Array, column: str, reason: str) -> None:
        """Leave out one field of the rows of a mask."""
        for at in pc.indices_nonzero(mask).to_pylist():
            self.leave_one(at, column, reason)

    def leave_one(self, at: int, column: str, reason: str) -> None:
        """Leave out one field of one row, by its position in the batch."""
        row = self.raw.rows[at].as_py()
        self.rejects.append(Reject(self.raw.file, row, column, reason, whole=False))

    def kept(self) -> pa.BooleanArray:
        """Tell which rows were not refused."""
        return pa.array([at not in self._refused for at in range(len(self))], pa.bool_())

    def _trimmed(self, name: str, field: str) -> pa.Array:
        if name not in self._clean:
            column = pc.utf8_trim_whitespace(self.raw.table.column(name))
            if field in _AS_WRITTEN:
                nothing = pc.equal(column, "")
            else:
                nothing = pc.is_in(pc.utf8_lower(column), _NOTHING)
            self._clean[name] = pc.if_else(nothing, pa.scalar(None, pa.string()), column)
        return self._clean[name]


def distinct(written: pa.Array, one: Callable[[str], object | None], kind: pa.DataType) -> pa.Array:
    """Read a column of strings, each distinct value once; nulls stay null."""
    coded = written.dictionary_encode()
    values = [None if value is None else one(value) for value in coded.dictionary.to_pylist()]
    return pa.array(values, kind).take(coded.indices)


def lists(written: pa.Array) -> pa.Array:
    """Make lists of a column's lines; null becomes the empty list."""
    made = pc.split_pattern(pc.fill_null(written, ""), "\n")
    return pc.if_else(pc.is_valid(written), made, pa.array([[]] * len(written), pa.list_(pa.string())))
