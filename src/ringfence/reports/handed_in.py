r"""What a file is that someone hands in, told by its content and never by its name.

>>> media_type(b"They called me about a virus."), media_type(b"From: a@b.example\nSubject: Bill\n\nPay.")
('text/plain', 'message/rfc822')
"""

from __future__ import annotations

import io
import re
import zipfile

from PIL import Image, UnidentifiedImageError

from ringfence.reports import enclosure, letters, pictures
from ringfence.words import FormatError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of Word's .docx."""
LARGEST = 10_000_000
"""Bytes of a file that is handed in."""

_OF_PICTURES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
}
_HEAD = re.compile(
    r"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?"
    r"(?:from|received|return-path|delivered-to|date|subject|message-id|mime-version):",
    re.IGNORECASE,
)
_DRAWING = re.compile(r"<svg[\s>]|<!doctype\s+svg", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 4_096
_LONGEST_HEAD = 65_536


class UnfitError(FormatError):
    """A file that is not taken.

    Attributes:
        why: ``empty``, ``large``, ``kind``, ``damaged`` or ``drawing``, for whoever says it in her language.
    """

    def __init__(self, why: str, message: str, advice: str) -> None:
        super().__init__(message, advice=advice)
        self.why = why


def media_type(content: bytes) -> str:
    """Tell what a file is: a picture, a PDF, a Word letter, an e-mail or a text.

    A picture's head and a Word letter's table are held to the limits of their readers, so that what unpacks
    to far more than it is never gets further.

    Raises:
        UnfitError: When it is empty, too large, none of these, damaged, or made to burden its reader.
    """
    if not content:
        raise UnfitError("empty", "the file is empty", "Save it again")
    if len(content) > LARGEST:
        raise UnfitError("large", "the file is larger than 10 MB", "Save it smaller")
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    return _picture(content) or _written(content)


def _word(content: bytes) -> str:
    try:
        letters.check_archive(content)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if "word/document.xml" not in packed.namelist():
                raise UnfitError("kind", "this is no Word letter", "Save it as PDF")
    except FormatError as wrong:
        if isinstance(wrong, UnfitError):
            raise
        raise UnfitError("kind", wrong.message, wrong.advice or "Save it as PDF") from wrong
    return DOCX


def _picture(content: bytes) -> str | None:
    """Tell which picture it is, by its head alone; its size is held to the limit before it is unpacked."""
    try:
        with Image.open(io.BytesIO(content), formats=pictures.FORMATS) as file:
            if file.width * file.height > pictures.MOST_PIXELS:
                raise UnfitError("large", "the picture has more than 100 million pixels", "Save it smaller")
            return _OF_PICTURES[str(file.format)]
    except UnidentifiedImageError as wrong:
        if enclosure.looks_like_one(content):
            raise UnfitError("damaged", "the picture is damaged", "Save it again") from wrong
        return None
    except (Image.DecompressionBombError, MemoryError) as wrong:
        raise UnfitError("large", "the picture is too large", "Save it smaller") from wrong
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError) as wrong:
        # Pillow's readers answer damaged files with any of these.
        raise UnfitError("damaged", "the picture is damaged", "Save it again") from wrong


def _written(content: bytes) -> str:
    text = _decoded(content)
    if text is None or _CONTROLS.search(text):
        raise UnfitError("kind", "this kind of file is not taken", "Save it as a picture or a PDF")
    start = text.lstrip("\ufeff \t\r\n")
    if _DRAWING.search(start[:_LOOKED_AT]):
        raise UnfitError("drawing", "this is a drawing that may hold a program", "Save it as PNG or JPEG")
    return "message/rfc822" if _HEAD.match(start[:_LONGEST_HEAD]) else "text/plain"


def _decoded(content: bytes) -> str | None:
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encoding = next((name for mark, name in marks.items() if content.startswith(mark)), "utf-8")
    for one in (encoding, "cp1252"):
        try:
            return content.decode(one)
        except UnicodeDecodeError:
            continue
    return None
