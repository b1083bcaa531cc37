"""Extract from screenshots, photos, PDFs and Word letters: what each shows is searched as a text."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from ringfence.actions.extract import Counted, counted
from ringfence.actions.extract_texts import as_line
from ringfence.indicators import extract
from ringfence.indicators.indicator import Context
from ringfence.reports import enclosure, language
from ringfence.reports.apart import Apart
from ringfence.reports.safety import plain_file, printable
from ringfence.words import Country, FormatError, InputError, Lang, Place, RingfenceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ringfence.reports.enclosure import Read


@dataclass(frozen=True, slots=True)
class Wanted:
    """How pictures shall be read and searched.

    Attributes:
        country: Where they come from, for numbers without a country code; None: told by the language.
        lang: The language of what they show; None: told by the text.
        engine: What reads pictures, a name of ``reports.ocr.names()``; None: the first that is installed.
        show_text: Write the text that was read before what was found in it.
        world: Accept the numbers of a made-up world (``+999…``).
        node_key: For the digests of gift-card serials; None leaves them out.
    """

    country: Country | None = None
    lang: Lang | None = None
    engine: str | None = None
    show_text: bool = False
    world: bool = False
    node_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class ExtractedImages:
    """What came of extracting from pictures and letters.

    Attributes:
        files: Files that were read.
        found: Values that were found.
        counts: How many of each kind, role and validity.
        rejected: What could not be read: whole files, or a part of one; each with its place.
        missing: What must be installed first, where that is why; None: nothing.
    """

    files: int
    found: int
    counts: tuple[Counted, ...]
    rejected: tuple[InputError, ...]
    missing: str | None


def extract_images(
    paths: Sequence[Path],
    out: IO[str],
    wanted: Wanted,
    progress: Callable[[int, int | None], None] | None = None,
) -> ExtractedImages:
    """Find what pictures, PDFs and Word letters hold; role ``reporter`` is among it.

    Args:
        paths: Files, or folders of files; what a folder's name or a file's name ends with does not matter.
        out: Where the lines ``{"id", "kind", "value", "role", "validity", "start", "end"}`` go. The id is the
            file's name; start and end point into the text that was read.
        wanted: How they shall be read.
        progress: Is told how many files are done, of how many.
    """
    files = _files(paths)
    counts: Counter[tuple[str, str, str]] = Counter()
    rejected: list[InputError] = []
    missing: str | None = None
    read = 0
    with Apart(wanted.engine) as reader:
        for done, (name, path) in enumerate(files, 1):
            try:
                came = reader.read(_content(path))
            except InputError as wrong:
                rejected.append(InputError(wrong.message, place=Place(name), advice=wrong.advice))
            except UsageError as wrong:
                missing = wrong.advice
                rejected.append(InputError(wrong.message, place=Place(name)))
            else:
                read += 1
                counts.update(_write(name, came.text, out, wanted))
                if came.left_out:
                    rejected.append(InputError(came.left_out, place=Place(name)))
            if progress is not None:
                progress(done, len(files))
    return ExtractedImages(read, sum(counts.values()), counted(counts), tuple(rejected), missing)


def read_one(path: Path, engine: str | None = None) -> Read:
    """Read what one picture, PDF or Word letter shows.

    Raises:
        InputError: When it cannot be read.
        UsageError: When it is a picture and no engine is installed.
    """
    try:
        with Apart(engine) as reader:
            return reader.read(_content(path))
    except RingfenceError as wrong:
        raise type(wrong)(wrong.message, place=Place(printable(path.name)), advice=wrong.advice) from wrong


def language_of(text: str) -> Lang | None:
    """Tell the language of a text that was read; None where that cannot be told."""
    told = language.detect([text])[0]
    return None if told is None else Lang(told)


def _files(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """List files with their ids, those of a folder by name; no links of a folder."""
    found: list[tuple[str, Path]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.is_file() and not one.is_symlink())
            shown = (one for one in inside if not one.name.startswith("."))
            found += [(f"{printable(path.name)}/{printable(one.name)}", one) for one in shown]
        else:
            found.append((printable(path.name), path))
    often = Counter(name for name, _ in found)
    return [(name if often[name] == 1 else str(path), path) for name, path in found]


def _content(path: Path) -> bytes:
    if not path.exists():
        raise FormatError("there is no such file", advice="Check the path")
    if plain_file(path) > enclosure.LARGEST:
        raise FormatError("the file is larger than 64 MiB", advice="Save it smaller")
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise FormatError("the file cannot be opened", advice="Check its rights") from wrong


def _write(name: str, text: str, out: IO[str], wanted: Wanted) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    if wanted.show_text:
        out.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    lang = wanted.lang or language_of(text)
    for found in extract.find(text, Context(wanted.country, lang, wanted.node_key, wanted.world)):
        counts[found.kind, str(found.role), str(found.validity)] += 1
        out.write(as_line(name, found))
    return counts
