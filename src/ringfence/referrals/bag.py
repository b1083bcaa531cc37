r"""The form of a case file's bag (BagIt 1.0, RFC 8493): its names, its manifests, which paths it may hold.

>>> manifest_line("0" * 64, "data/case.pdf")[60:]
b'0000  data/case.pdf\n'
>>> odd("data/../case.pdf")
'a part of it is . or ..'
>>> odd("data/evidence/बयान.eml") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.sig"
DECLARATION = "bagit.txt"
DESCRIPTION = "bag-info.txt"
SIGNER = "signer.pem"
READ_ME = "VERIFY.txt"
VERIFIER = "verify.py"
CUSTODY = "data/custody.jsonl"

TAG_FILES = tuple(sorted((DECLARATION, DESCRIPTION, MANIFEST, SIGNER, READ_ME, VERIFIER)))
"""What the tag manifest lists; beside it stand only its signature and ``data/``."""

DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MOST_MANIFEST_BYTES = 64 * 1024 * 1024
LONGEST_PATH = 200
MOST_FOLDERS = 16

_LINE = re.compile(rb"([0-9a-f]{64})  ([^\n]+)\n")
# Control characters, marks that turn the direction of writing, separators, what is no character;
# and what Windows, sha256sum (\) or BagIt (%) would read as something else.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
    '<>:"|?*\\\\%]'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def odd(path: str) -> str | None:
    """Say why a path may not stand in a bag; None when it may.

    A path that may is the same on Linux, macOS and Windows, and reads as what it is on a screen.
    """
    parts = path.split("/")
    rules = (
        (not path or path.startswith("/"), "it is empty or begins at the root"),
        ("" in parts, "a part of it is empty"),
        (any(part in {".", ".."} for part in parts), "a part of it is . or .."),
        (_UNSAFE.search(path) is not None, "it holds a character that not every system reads alike"),
        (any(part[-1:] in {".", " "} or part[:1] == " " for part in parts), "a part ends in a dot or space"),
        (any(_RESERVED.fullmatch(part.split(".")[0].strip()) for part in parts), "Windows keeps that name"),
        (len(path) > LONGEST_PATH or len(parts) > MOST_FOLDERS, "it is too long"),
        (unicodedata.normalize("NFC", path) != path, "its letters are not in their composed form (NFC)"),
    )
    return next((why for broken, why in rules if broken), None)


def colliding(paths: Iterable[str]) -> str | None:
    """Find a path that some system would take for another one, or for a folder; None when there is none.

    Two paths collide when they, or folders that they stand in, differ only in case.
    """
    folders: dict[str, str] = {}
    files: set[str] = set()
    for path in paths:
        folded = _folded(path)
        if folded in files:
            return path
        files.add(folded)
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if folders.setdefault(_folded(folder), folder) != folder:
                return path
    both = files & folders.keys()
    return min(both) if both else None


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


def manifest_line(digest: str, path: str) -> bytes:
    """Write one line of a manifest, as ``sha256sum`` does: 64 digits, two spaces, the path."""
    return f"{digest}  {path}\n".encode()


def manifest(digests: Mapping[str, str]) -> bytes:
    """Write a manifest, its lines in order of their paths' bytes."""
    return b"".join(manifest_line(digests[path], path) for path in sorted(digests, key=str.encode))


def read_manifest(content: bytes, name: str) -> dict[str, str]:
    """Read a manifest that is exactly as :func:`manifest` writes it.

    Args:
        content: The file's bytes.
        name: What the file is called, for the message.

    Returns:
        Digest (64 hexadecimal digits) by path.

    Raises:
        FormatError: When a line is malformed, twice there, out of order, or names a path that may not be.
    """
    found: dict[str, str] = {}
    last, at = b"", 0
    while at < len(content):
        row = len(found) + 1
        line = _LINE.match(content, at)
        if line is None:
            raise _malformed(name, row, "this line is no digest, two spaces and a path")
        at = line.end()
        if line[2] <= last:
            raise _malformed(name, row, "this line is twice there or out of order")
        last = line[2]
        found[_path(last, name, row)] = line[1].decode()
    return found


def _path(written: bytes, name: str, row: int) -> str:
    try:
        path = written.decode()
    except UnicodeDecodeError as wrong:
        raise _malformed(name, row, "this path is not UTF-8") from wrong
    why = odd(path)
    if why is not None:
        raise _malformed(name, row, f"this path may not be: {why}")
    return path


def _malformed(name: str, row: int, why: str) -> FormatError:
    return FormatError(why, place=Place(name, row), advice="Ask the sender for an untouched copy")


def without_custody(payload: bytes) -> bytes:
    """Take the line of ``data/custody.jsonl`` out of a manifest: what the entry "sealed" is the digest of.

    By hand: ``grep -v '  data/custody.jsonl$' manifest-sha256.txt | sha256sum``.
    """
    lines = payload.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.endswith(f"  {CUSTODY}\n".encode()))
