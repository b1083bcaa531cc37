"""Tesseract (Apache-2.0), as Debian and others package it: a program of its own.

It reads columns one by one, and letters of many languages, as far as their data are installed
(``tesseract-ocr-deu`` and its like). It wants dark letters on a light ground, upright, of 20 pixels or more.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ringfence.reports.ocr import Piece
from ringfence.words import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

NAME = "tesseract"
RANK = 2
SURE = 0.75
ANY_WAY = False

LONGEST = 30
"""Seconds that one reading may take."""
_LANGUAGES = ("eng", "deu", "fra", "spa")
# More at once make it slow and less sure; other scripts are read where Latin is not installed at all.
_LEAST = 0.3  # sure; a word that is less is mostly a frame or an icon
_APART = 1.5  # heights of a line between words that belong to two columns
_FIELDS = "level page_num block_num par_num line_num word_num left top width height conf text"


def available() -> bool:
    """Say whether the program is there, with data of at least one language."""
    return shutil.which("tesseract") is not None and bool(_languages())


def read(picture: Image.Image) -> list[Piece]:
    """Read a picture (mode L).

    Raises:
        FormatError: When the program fails or takes longer than `LONGEST`.
    """
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    said = _run(["-", "-", "-l", _languages(), "--dpi", "150", "tsv"], out.getvalue())
    rows = csv.DictReader(io.StringIO(said), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines: dict[tuple[str, ...], list[Piece]] = {}
    for row in rows:
        word = _word(row)
        if word is not None:
            lines.setdefault(tuple(row[name] for name in _FIELDS.split()[1:5]), []).append(word)
    return [piece for words in lines.values() for piece in _joined(words)]


def _word(row: dict[str, str]) -> Piece | None:
    text = (row.get("text") or "").strip()
    if row.get("level") != "5" or not text or float(row["conf"]) < 100 * _LEAST:
        return None
    left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
    return Piece(text, left, top, left + width, top + height, float(row["conf"]) / 100)


def _joined(words: list[Piece]) -> Iterable[Piece]:
    """Join the words of a line, where no wide gap stands between them."""
    height = sorted(word.bottom - word.top for word in words)[len(words) // 2]
    groups = [[words[0]]]
    for before, word in pairwise(words):
        if word.left - before.right > _APART * height:
            groups.append([])
        groups[-1].append(word)
    for group in groups:
        signs = sum(len(word.text) for word in group)
        yield Piece(
            " ".join(word.text for word in group),
            group[0].left,
            min(word.top for word in group),
            group[-1].right,
            max(word.bottom for word in group),
            sum(word.sure * len(word.text) for word in group) / signs,
        )


def _run(asked: list[str], content: bytes = b"") -> str:
    program = shutil.which("tesseract") or "tesseract"
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads wait for each other more than they work
    try:
        done = subprocess.run(  # noqa: S603 - the program that was found, without a shell
            [program, *asked], input=content, capture_output=True, check=True, timeout=LONGEST, env=alone
        )
    except subprocess.TimeoutExpired as wrong:
        raise FormatError(f"tesseract took longer than {LONGEST} seconds") from wrong
    except (OSError, subprocess.SubprocessError) as wrong:
        raise FormatError("tesseract could not read the picture") from wrong
    return done.stdout.decode("utf-8", "replace")


@cache
def _languages() -> str:
    """Name the languages to read, of those that are installed; empty where there is none."""
    try:
        here = set(_run(["--list-langs"]).split("\n")[1:]) - {"", "osd", "equ", "snum"}
    except FormatError:
        return ""
    return "+".join([one for one in _LANGUAGES if one in here] or sorted(here)[:1])
