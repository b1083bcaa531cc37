"""An enclosure: what a victim hands in beside her words, or a mail carries: a picture, a PDF, a Word letter.

What it is, is told by its content, never by its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from ringfence.reports import letters, pictures
from ringfence.reports.safety import LONGEST_FIELD
from ringfence.words import FormatError

LARGEST = 64 * 2**20
"""Bytes of an enclosure, 64 MiB; a larger one is refused."""

_PDF_WITHIN = 1_024  # bytes from the start within which a PDF says that it is one (ISO 32000-1, annex H)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # OLE2, which .doc files are made of


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of an enclosure.

    Attributes:
        text: Its lines, top to bottom; where its links lead, if that is not shown, in lines at the end.
        left_out: What could not be read and why, as a sentence without a full stop; empty: nothing.
    """

    text: str
    left_out: str = ""


def read(content: bytes, engine: str | None = None) -> Read:
    """Read the text of an enclosure.

    Args:
        content: The file's bytes.
        engine: What reads pictures, a name of ``ocr.names()``; None: the first that is installed.

    Raises:
        FormatError: When it is none of the three, is damaged, needs a password, or is too large.
        UsageError: When it is a picture and no engine is installed.
    """
    if not content:
        raise FormatError("the file is empty", advice="Save it again")
    if len(content) > LARGEST:
        raise FormatError("the file is larger than 64 MiB", advice="Save it smaller")
    if is_letter(content):
        reader = letters.read_docx if content.startswith(b"PK") else letters.read_pdf
        text, left_out = reader(content, engine)
    elif content.startswith(_OLD_WORD):
        raise FormatError("this is an old Word or Office file", advice="Save it as .docx or PDF")
    else:
        text, left_out = pictures.read_picture(content, engine), ""
    whole = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return Read(whole[:LONGEST_FIELD].strip(), left_out)


def looks_like_one(content: bytes) -> bool:
    """Tell whether the first bytes are those of a letter or of a common picture."""
    return is_letter(content) or content.startswith(_PICTURES) or content[8:12] == b"WEBP"


def is_letter(content: bytes) -> bool:
    """Tell whether it looks like a PDF or a Word letter: both have text without any engine."""
    return content.startswith(b"PK\x03\x04") or b"%PDF-" in content[:_PDF_WITHIN]
