r"""Opening files from strangers: only plain files, no more than they claim, no more than stated here.

>>> printable("../../etc/passwd\x1b[2J")
'passwd[2J'
"""

from __future__ import annotations

import gzip
import io
import stat
import unicodedata
import zlib
from typing import TYPE_CHECKING

from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

LONGEST_FIELD = 1_000_000
"""Characters of one field; a longer one refuses its row."""
MOST_COLUMNS = 1_000
"""Columns of a file; more refuse the file."""
LARGEST_FILE = 64 * 2**30
"""Bytes of a file, 64 GiB; a larger one is refused."""
EXPANSION = 200
"""How many times its size a compressed file may expand, once it is past `EXPANSION_FREE`."""
EXPANSION_FREE = 64 * 2**20
"""Bytes, 64 MiB, that any compressed file may expand to."""

_PACKED = {
    b"PK\x03\x04": "a zip archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"BZh": "a bzip2 archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"%PDF": "a PDF",
}
_GZIP = b"\x1f\x8b"


def plain_file(path: Path) -> int:
    """Make sure that a path is a plain file with something in it.

    Returns:
        Its size in bytes.

    Raises:
        FormatError: When it is missing, no plain file (a folder, device, pipe or socket), empty, or too
            large.
    """
    place = Place(path.name)
    try:
        found = path.stat()
    except (OSError, ValueError) as wrong:
        raise FormatError(
            "the file cannot be opened", place=place, advice="Check its path and rights"
        ) from wrong
    if not stat.S_ISREG(found.st_mode):
        raise FormatError(
            "this is no plain file", place=place, advice="Give a file, not a folder, device or pipe"
        )
    if found.st_size == 0:
        raise FormatError("the file is empty", place=place, advice="Export it again")
    if found.st_size > LARGEST_FILE:
        raise FormatError("the file is larger than 64 GiB", place=place, advice="Split it")
    return found.st_size


def head(path: Path, size: int = 65_536) -> bytes:
    """Read the first bytes of a plain file, unpacked when it is gzip; empty when it cannot be read."""
    try:
        plain_file(path)
        with open_bytes(path) as opened:
            return opened.read(size)
    except (FormatError, OSError):
        return b""


def open_bytes(path: Path) -> BinaryIO:
    """Open a file for reading; gzip is unpacked on the way, within the limits stated above.

    Raises:
        FormatError: When it is no plain file, is empty, or is packed in another way.
    """
    size = plain_file(path)
    try:
        opened = path.open("rb")
    except OSError as wrong:
        raise FormatError(
            "the file cannot be opened", place=Place(path.name), advice="Check its rights"
        ) from wrong
    first = opened.read(8)
    opened.seek(0)
    for magic, what in _PACKED.items():
        if first.startswith(magic):
            opened.close()
            raise FormatError(f"this is {what}", place=Place(path.name), advice="Unpack or convert it first")
    if first.startswith(_GZIP):
        return io.BufferedReader(_Unpacked(opened, size, path.name), 1 << 20)
    return opened


class _Unpacked(io.RawIOBase):
    """A gzip stream that stops when it expands past what is allowed."""

    def __init__(self, packed: BinaryIO, size: int, name: str) -> None:
        super().__init__()
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._left = max(EXPANSION_FREE, size * EXPANSION)
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # the typeshed's buffer protocol
        try:
            got = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error) as wrong:
            raise FormatError(
                "the gzip file is damaged", place=Place(self._name), advice="Export it again"
            ) from wrong
        self._left -= len(got)
        if self._left < 0:
            raise FormatError(
                f"the file expands to more than {EXPANSION} times its size",
                place=Place(self._name),
                advice="Unpack it yourself if you trust it",
            )
        buffer[: len(got)] = got
        return len(got)

    def close(self) -> None:
        self._packed.close()
        super().close()


def printable(name: str, longest: int = 120) -> str:
    """Make a name from a stranger safe to show: its last part, no control characters, at most that long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return shown[:longest] or "unnamed"


def safe_cell(cell: str) -> str:
    """Keep a CSV cell from running as a formula in a spreadsheet; a telephone number stays as it is.

    A cell that starts with ``= + - @``, a tab or a return gets an apostrophe before it (OWASP, *CSV
    Injection*), except ``+`` or ``-`` followed by digits and separators alone.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("+1 888 555 0123")
    ("'=HYPERLINK(1)", '+1 888 555 0123')
    """
    if not cell or cell[0] not in "=+-@\t\r":
        return cell
    number = cell[0] in "+-" and all(c.isdecimal() or c in " ()." for c in cell[1:]) and len(cell) > 1
    return cell if number else f"'{cell}"
