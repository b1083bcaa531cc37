"""Extract from single texts: JSON lines in, a JSON line for each find out; bad lines are named."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from ringfence.actions.extract import Counted, counted
from ringfence.actions.lanes import in_order
from ringfence.indicators import extract
from ringfence.indicators.indicator import Context
from ringfence.reports.places import country_code, lang_code
from ringfence.words import Country, InputError, Lang, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ringfence.indicators.indicator import Found

LONGEST_LINE = 4_000_000
"""Bytes of one line that are read; a longer one is refused."""
STANDARD_INPUT = "-"
_AT_ONCE = 1_000  # lines
_ALONE = 2  # so few thousand lines are done before a worker has started


@dataclass(frozen=True, slots=True)
class ExtractedTexts:
    """What came of extracting from texts.

    Attributes:
        texts: Texts that were read.
        found: Lines that were written.
        counts: How many of each kind, role and validity.
        rejected: The lines that could not be read, each with its row and reason.
        left_out: The countries and languages that could not be read; their texts were read without them.
    """

    texts: int
    found: int
    counts: tuple[Counted, ...]
    rejected: tuple[InputError, ...]
    left_out: tuple[InputError, ...]


class _Task(NamedTuple):
    file: str
    first_row: int
    lines: list[bytes]
    world: bool
    node_key: bytes | None


class _Done(NamedTuple):
    lines: list[str]
    texts: int
    counts: Counter[tuple[str, str, str]]
    rejected: list[tuple[int, str | None, str]]
    left_out: list[tuple[int, str, str]]


def extract_texts(
    texts: Path,
    out: IO[str],
    *,
    world: bool = False,
    node_key: bytes | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> ExtractedTexts:
    """Find what each text of a file holds; role ``reporter`` is among it.

    Args:
        texts: JSON lines of ``{"id", "text", "country", "lang"}``; the last two may be missing or null, and
            are codes or names. ``-``: standard input.
        out: Where the lines ``{"id", "kind", "value", "role", "validity", "start", "end"}`` go.
        world: Accept the numbers of a made-up world (``+999…``).
        node_key: For the digests of gift-card serials; None leaves them out.
        progress: Is told how many texts are done.

    Raises:
        InputError: When the file cannot be read at all.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    rejected: list[InputError] = []
    left_out: list[InputError] = []
    read = 0
    try:
        with _opened(texts) as opened:
            tasks = (_Task(str(texts), row, lines, world, node_key) for row, lines in _chunks(opened))
            begun = [*islice(tasks, _ALONE + 1)]
            for done in in_order(_find, chain(begun, tasks), alone=len(begun) <= _ALONE):
                out.writelines(done.lines)
                counts.update(done.counts)
                for known, wrong in ((rejected, done.rejected), (left_out, done.left_out)):
                    known += [
                        InputError(why, place=Place(texts.name, row, field)) for row, field, why in wrong
                    ]
                read += done.texts
                if progress is not None:
                    progress(read, None)
    except OSError as wrong:
        raise InputError(f"the file cannot be read: {wrong.strerror}", place=Place(str(texts))) from wrong
    return ExtractedTexts(read, sum(counts.values()), counted(counts), tuple(rejected), tuple(left_out))


def _named(texts: Path, wrongs: Iterable[tuple[int, str | None, str]]) -> Iterator[InputError]:
    return (InputError(why, place=Place(texts.name, row, field)) for row, field, why in wrongs)


@contextmanager
def _opened(texts: Path) -> Iterator[IO[bytes]]:
    if str(texts) == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with texts.open("rb") as opened:
        yield opened


def _chunks(opened: IO[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """Read lines some at once; of a line that is too long only the beginning, which is then refused."""
    lines: list[bytes] = []
    row = first = 1
    while line := opened.readline(LONGEST_LINE + 1):
        while not line.endswith(b"\n") and len(line) > LONGEST_LINE:
            rest = opened.readline(LONGEST_LINE)
            if not rest or rest.endswith(b"\n"):
                break
        lines.append(line)
        row += 1
        if len(lines) == _AT_ONCE:
            yield first, lines
            lines, first = [], row
    if lines:
        yield first, lines


def _find(task: _Task) -> _Done:
    done = _Done([], 0, Counter(), [], [])
    texts = 0
    for row, line in enumerate(task.lines, task.first_row):
        if not line.strip():
            continue
        try:
            told = _read(line, Place(task.file, row))
        except InputError as wrong:
            done.rejected.append((row, wrong.place.field if wrong.place else None, wrong.message))
            continue
        country, lang = _known(told.get("country") or "", told.get("lang") or "")
        done.left_out.extend(
            (row, field, "this is none that is known; the text is read without it")
            for field, known in (("country", country), ("lang", lang))
            if known is None and (told.get(field) or "").strip()
        )
        context = Context(country, lang, task.node_key, task.world)
        texts += 1
        for found in extract.find(told["text"], context):
            done.counts[found.kind, str(found.role), str(found.validity)] += 1
            done.lines.append(as_line(told["id"], found))
    return done._replace(texts=texts)


@lru_cache(maxsize=1_024)
def _known(country: str, lang: str) -> tuple[Country | None, Lang | None]:
    """Read a country and a language, by their codes or names."""
    lives, writes = country_code(country), lang_code(lang)
    return None if lives is None else Country(lives), None if writes is None else Lang(writes)


def as_line(name: str | int, found: Found) -> str:
    """Write what was found in the text of that id as a line of JSON."""
    shown: dict[str, object] = {"id": name, "kind": found.kind, "value": found.value, "role": found.role}
    shown |= {"validity": found.validity, "start": found.start, "end": found.end}
    return json.dumps(shown, ensure_ascii=False) + "\n"


def _read(line: bytes, place: Place) -> dict[str, Any]:
    """Read one line.

    Raises:
        InputError: When it is too long, no JSON, no object of text, or holds what cannot be written as UTF-8.
    """
    if len(line) > LONGEST_LINE:
        raise InputError(f"the line is longer than {LONGEST_LINE:,} bytes", place=place)
    try:
        told = json.loads(line)
        line.decode("utf-8")
    except (ValueError, RecursionError) as wrong:
        raise InputError("the line is not JSON in UTF-8", place=place) from wrong
    if not isinstance(told, dict):
        raise InputError("the line is not a JSON object", place=place)
    for field in ("text", "country", "lang"):
        value = told.get(field)
        if not isinstance(value, str) and (field == "text" or value is not None):
            raise InputError("this is not text", place=Place(place.file, place.row, field))
    if not isinstance(told.get("id"), str | int):
        raise InputError("a text needs an id", place=Place(place.file, place.row, "id"))
    if any("\ud800" <= sign <= "\udfff" for sign in told["text"]):
        raise InputError("the text holds half a character", place=Place(place.file, place.row, "text"))
    return told
