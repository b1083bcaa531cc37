"""Records that partners hand each other as JSON: read strictly, one field after the other.

A record from outside is refused when a field is missing, twice there, unknown or of the wrong shape; the
message names the field and never what stood in it.

    >>> fields = parsed('{"type": "greeting", "number": 3}', "greeting.json", "greeting")
    >>> fields.number("number")
    3
    >>> fields.done()
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_BYTES = 1 << 20
"""A record is never larger than this; a larger file is refused unread."""
_MOST = 10**12
_LINE = 1_000
_MOST_LINES = 10_000
_FINGERPRINT = re.compile(r"SHA256:[0-9a-f]{64}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ASK = "Ask the one who sent it to write it again"


class Fields:
    """The fields of one record; each is taken once, and `done` refuses what nobody took.

    Args:
        row: The record.
        name: The file's name for messages.
        path: Where in the file the record stands, such as ``parties[0].``.
    """

    def __init__(self, row: dict[str, object], name: str, path: str = "") -> None:
        self._left = dict(row)
        self._name = name
        self._path = path

    def wrong(self, field: str, what: str, advice: str = _ASK) -> FormatError:
        """Make the error that says what is wrong with a field."""
        return FormatError(what, place=Place(self._name, field=f"{self._path}{field}"), advice=advice)

    def _take(self, field: str) -> object:
        if field not in self._left:
            raise self.wrong(field, "the field is missing")
        return self._left.pop(field)

    def text(self, field: str, *, lines: bool = False) -> str:
        """Take a text: one line without spaces around it, or several lines.

        Raises:
            FormatError: When it is something else, or empty, or too long.
        """
        value = self._take(field)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, "it is not a text")
        printable = value.replace("\n", "") if lines else value
        if not printable.isprintable() or (not lines and value != value.strip()):
            raise self.wrong(field, "it is not a line of plain text")
        if len(value) > (_MOST_LINES if lines else _LINE):
            raise self.wrong(field, "it is too long")
        return value

    def text_or_none(self, field: str) -> str | None:
        """Take a line of text or null."""
        if field in self._left and self._left[field] is None:
            self._left.pop(field)
            return None
        return self.text(field)

    def one_of(self, field: str, known: Sequence[str]) -> str:
        """Take one of some words."""
        value = self.text(field)
        if value not in known:
            raise self.wrong(field, f"it is none of {', '.join(known)}")
        return value

    def fingerprint(self, field: str) -> str:
        """Take a key's fingerprint."""
        value = self.text(field)
        if not _FINGERPRINT.fullmatch(value):
            raise self.wrong(field, "it is not SHA256: and 64 hexadecimal digits")
        return value

    def hexadecimal(self, field: str, digits: int) -> str:
        """Take so many hexadecimal digits in small letters."""
        value = self.text(field)
        if len(value) != digits or set(value) - set("0123456789abcdef"):
            raise self.wrong(field, f"it is not {digits} hexadecimal digits")
        return value

    def number(self, field: str) -> int:
        """Take a whole number from 0 to 10^12."""
        value = self._take(field)
        if type(value) is not int or not 0 <= value <= _MOST:
            raise self.wrong(field, "it is not a whole number of zero or more")
        return value

    def time(self, field: str) -> datetime:
        """Take a time in UTC to the second, such as 2026-01-31T12:00:00Z."""
        value = self.text(field)
        try:
            at = datetime.fromisoformat(value) if _STAMP.fullmatch(value) else None
        except ValueError:
            at = None
        if at is None:
            raise self.wrong(field, "it is not a time such as 2026-01-31T12:00:00Z")
        return at.astimezone(UTC)

    def texts(self, field: str) -> tuple[str, ...]:
        """Take a list of texts."""
        value = self._take(field)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(field, "it is not a list of texts")
        return tuple(value)

    def each(self, field: str) -> Iterable[Fields]:
        """Take a list of records, one after the other; each must be used up before the next.

        Raises:
            FormatError: When it is no such list, or a record holds a field that was not taken.
        """
        value = self._take(field)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(field, "it is not a list of records")
        for at, row in enumerate(value):
            inner = Fields(row, self._name, f"{self._path}{field}[{at}].")
            yield inner
            inner.done()

    def done(self) -> None:
        """Make sure that every field was taken.

        Raises:
            FormatError: When one is left: what is not understood must not be signed or acted on.
        """
        if self._left:
            raise FormatError(
                f"it holds {len(self._left)} unknown fields"
                if len(self._left) > 1
                else "it holds an unknown field",
                place=Place(self._name, field=self._path.rstrip(".") or None),
                advice="Read it with a newer Ringfence, or ask the one who sent it",
            )


def parsed(content: str | bytes, name: str, kind: str) -> Fields:
    """Read a record of a type.

    Args:
        content: The JSON.
        name: The file's name for messages.
        kind: What its field ``type`` must say.

    Raises:
        FormatError: When it is too large, no JSON, names a field twice, or is of another type.
    """
    if len(content) > MOST_BYTES:
        raise FormatError("the file is too large for this record", place=Place(name), advice=_ASK)
    try:
        row = json.loads(content, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as why:
        raise FormatError("this is no JSON that can be used", place=Place(name), advice=_ASK) from why
    if not isinstance(row, dict) or row.get("type") != kind:
        raise FormatError(
            f"this is no {kind}",
            place=Place(name),
            advice="Name the file that the partner sent for this purpose",
        )
    fields = Fields(row, name)
    fields.text("type")
    return fields


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a field stands there twice")
    return row


def _refuse(word: str) -> object:
    raise ValueError(f"{word} is no JSON")
