"""Fonts: which draw a text, where they are, and which Debian package brings those that are missing.

Latin, Greek and Cyrillic are drawn by the font that typst carries. Every other script needs one of Google's
Noto fonts, from a named folder or from where Debian puts them. Fonts of the system are never used, so that
the same case file looks the same, byte for byte, wherever it is made.

    >>> choose("Zahlung 12,50 €", "x😀", folder=None).escape
    frozenset({'😀'})
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.words import FormatError, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

DEBIAN = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))
EMBEDDED = "Libertinus Serif"
FIXED = "DejaVu Sans Mono"
_EMBEDDED_DRAWS = (
    "20-7e a0-ac ae-2e4 2ea-36f 37a-37e 384-38a 38c 38e-3a1 3a3-3ce 3fd-477 48c-4c4 4d0-4f9 1e00-1f15 "
    "1f18-1f1d 1f20-1f45 1f48-1f4d 2000-200a 2010-2027 202f-2037 2039-203e 2044 2070-2071 2074-208e "
    "20a2-20a4 20ac 20b1 20b9 20bf 2116 2122 2126 212e 2190-2193 2212 2248 2260 2264-2265 25a0-25a1 "
    "25cb-25cc 25cf 2714 fffd 200b"
)
"""What typst's own font draws, found by trying each character; a test tries them again."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font for one script.

    Attributes:
        script: The script's name in English.
        family: What typst calls the font.
        file: The file's name.
        package: The Debian package that holds it.
        blocks: First and last code points of the script.
    """

    script: str
    family: str
    file: str
    package: str
    blocks: tuple[tuple[int, int], ...]


def _noto(script: str, *blocks: tuple[int, int]) -> Face:
    return Face(script, f"Noto Serif {script}", f"NotoSerif{script}-Regular.ttf", "fonts-noto-core", blocks)


FACES = (
    _noto("Devanagari", (0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    _noto("Bengali", (0x0980, 0x09FF)),
    _noto("Gurmukhi", (0x0A00, 0x0A7F)),
    _noto("Gujarati", (0x0A80, 0x0AFF)),
    _noto("Tamil", (0x0B80, 0x0BFF)),
    _noto("Telugu", (0x0C00, 0x0C7F)),
    _noto("Kannada", (0x0C80, 0x0CFF)),
    _noto("Malayalam", (0x0D00, 0x0D7F)),
    _noto("Thai", (0x0E00, 0x0E7F)),
    _noto("Georgian", (0x10A0, 0x10FF)),
    _noto("Armenian", (0x0530, 0x058F)),
    _noto("Hebrew", (0x0590, 0x05FF)),
    Face(
        "Arabic",
        "Noto Naskh Arabic",
        "NotoNaskhArabic-Regular.ttf",
        "fonts-noto-core",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    ),
    Face(
        "Chinese, Japanese or Korean",
        "Noto Serif CJK JP",
        "NotoSerifCJK-Regular.ttc",
        "fonts-noto-cjk",
        (
            (0x1100, 0x11FF),
            (0x2E80, 0x9FFF),
            (0xAC00, 0xD7AF),
            (0xF900, 0xFAFF),
            (0xFE30, 0xFE4F),
            (0xFF00, 0xFFEF),
            (0x20000, 0x2FA1F),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The fonts of one document.

    Attributes:
        families: What typst is to use, in order.
        folders: Where it finds them.
        escape: Characters that none of them draws.
    """

    families: tuple[str, ...]
    folders: tuple[Path, ...]
    escape: frozenset[str]


def choose(wording: str, outside: str, *, folder: Path | None) -> Choice:
    """Choose the fonts that draw a document.

    Args:
        wording: Our own words of the document.
        outside: Its text from reports; what no font at all draws of it is to be escaped.
        folder: Where the fonts are, searched deeply; None for where Debian puts them.

    Raises:
        InputError: When a script needs a font that is not there; the advice names the Debian package.
        FormatError: When a font's file is broken.
    """
    signs = set(wording) | set(outside)
    left = {sign for sign in signs if not _within(ord(sign), _ranges(_EMBEDDED_DRAWS))}
    families, folders = [EMBEDDED], []
    for face in FACES:
        wanted = {sign for sign in left if _within(ord(sign), face.blocks)}
        if not wanted:
            continue
        path = find(face, folder)
        drawn = {sign for sign in wanted if ord(sign) in characters(path)}
        left -= drawn
        if drawn:
            families.append(face.family)
            folders.append(path.parent)
    if not left.isdisjoint(wording):
        raise InputError("no font here draws all words of this language", advice=_ADVICE)
    return Choice(tuple(families), tuple(dict.fromkeys(folders)), frozenset(left))


_ADVICE = "Install Debian's fonts-noto-core and fonts-noto-cjk, or name a folder with these fonts"


def find(face: Face, folder: Path | None) -> Path:
    """Find a font's file.

    Raises:
        InputError: When it is not there; the advice names the Debian package.
    """
    for place in DEBIAN if folder is None else (folder,):
        found = min(place.rglob(face.file), default=None) if place.is_dir() else None
        if found is not None:
            return found
    raise InputError(
        f"no font for {face.script} writing is here ({face.file})",
        advice=f"Install Debian's {face.package} (apt-get install {face.package}), or name a folder with it",
    )


def _ranges(said: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.partition("-") for part in said.split())
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in pairs)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


@lru_cache(maxsize=16)
def characters(path: Path) -> frozenset[int]:
    """Read which characters a font draws, from its table ``cmap`` (formats 4 and 12).

    Of a collection, the first font is read.

    Source: OpenType 1.9, chapters "Font file" and "cmap".

    Raises:
        FormatError: When it is no font, or a broken one.
    """
    try:
        return read_characters(path.read_bytes())
    except FormatError as wrong:
        raise FormatError(wrong.message, place=Place(path.name), advice=wrong.advice) from wrong


def read_characters(font: bytes) -> frozenset[int]:
    """Read which characters a font draws, from its bytes.

    Raises:
        FormatError: When it is no font, or a broken one.
    """
    try:
        return frozenset(_mapped(font))
    except struct.error as wrong:
        raise FormatError("this font is broken", advice="Install its package again") from wrong


def _mapped(font: bytes) -> Iterator[int]:
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    for number in range(struct.unpack_from(">H", font, start + 4)[0]):
        tag, _, table, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag != b"cmap":
            continue
        for record in range(struct.unpack_from(">H", font, table + 2)[0]):
            offset = table + struct.unpack_from(">I", font, table + 8 + 8 * record)[0]
            form = struct.unpack_from(">H", font, offset)[0]
            if form == 12:
                yield from _format_12(font, offset)
            elif form == 4:
                yield from _format_4(font, offset)


def _format_12(font: bytes, offset: int) -> Iterator[int]:
    for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, offset + 16 + 12 * group)
        yield from range(first, min(last, 0x10FFFF) + 1)


def _format_4(font: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, offset + 14)
    starts = struct.unpack_from(f">{count}H", font, offset + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
