"""Text from letters: PDF by pypdfium2 (the reader of Chrome), Word's .docx by python-docx.

Both may hide where a link leads behind other words, so its target is added in a line of its own. A page that
is only a picture goes to the picture reader. Author, title and other properties of the file are left alone.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from ctypes import c_int, create_string_buffer
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pypdfium2.raw as pdfium
from docx.opc.constants import RELATIONSHIP_TYPE as TARGET
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from ringfence.reports import mail, ocr, pictures
from ringfence.reports.safety import LONGEST_FIELD
from ringfence.words import FormatError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MOST_PAGES = 200
"""Pages of a PDF; one with more is refused."""
MOST_PARTS = 2_000
"""Files in a .docx; one with more is refused."""
LARGEST_UNPACKED = 200 * 2**20
"""Bytes that a .docx may unpack to, 200 MiB; one that is larger is refused before it is unpacked."""

_FEW = 20  # signs of a page up to which it is taken for a picture with a stray mark on it
_SIDE = 2_000  # pixels of the longer side of a page that is drawn
_LONGEST_LINK = 2_000
_MOST_LINKS = 1_000  # links of a page
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FIELD = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_BREAKS = {qn("w:p"): "\n", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
# What `zipfile` answers to a table that is cut, lies about its places, or asks for an unknown version.
_NO_ARCHIVE = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
# What python-docx answers to damaged parts: its own (OpcError), those of its reader of XML (SyntaxError), of
# what it misses in one, of unpacking (RuntimeError where a part is locked), and of too many levels.
_DAMAGED = (
    *_NO_ARCHIVE,
    OpcError,
    SyntaxError,
    KeyError,
    AttributeError,
    TypeError,
    EOFError,
    zlib.error,
    RuntimeError,
)
_HEAD_AND_FOOT = (TARGET.HEADER, TARGET.FOOTER)


def read_pdf(content: bytes, engine: str | None = None) -> tuple[str, str]:
    """Read a PDF.

    Args:
        content: The file's bytes.
        engine: What reads pictures, for pages without text; None: the first that is installed.

    Returns:
        Its text, page by page; and what could not be read and why, or nothing.

    Raises:
        FormatError: When it is damaged, needs a password, or has too many pages.
        UsageError: When all of it is pictures and no engine is installed.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as wrong:
        locked = "assword" in str(wrong)
        what = "the PDF needs a password" if locked else "the PDF is damaged"
        raise FormatError(what, advice="Save it without one" if locked else "Save it again") from wrong
    try:
        if len(document) > MOST_PAGES:
            raise FormatError(
                f"the PDF has more than {MOST_PAGES} pages", advice="Save those that tell of the fraud"
            )
        return _pages(document, engine)
    except pypdfium2.PdfiumError as wrong:
        raise FormatError("the PDF is damaged", advice="Save it again") from wrong
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, engine: str | None) -> tuple[str, str]:
    texts: list[str] = []
    targets: list[str] = []
    bare: list[int] = []
    for number in range(len(document)):
        page = document[number]
        texts.append(_page_text(page))
        targets += _page_links(document, page)
        if len(texts[-1]) <= _FEW and any(page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
            bare.append(number)
        page.close()
    left_out = _read_bare(document, bare, texts, engine)
    text = "\n\n".join(one for one in texts if one)[:LONGEST_FIELD]
    return _with_targets(text, targets), left_out


def _page_text(page: pypdfium2.PdfPage) -> str:
    shown = page.get_textpage()
    # pdfium writes U+FFFE for the hyphen of a word that is broken at a line's end.
    text = shown.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-")
    shown.close()
    return str(text).strip()


def _page_links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    place, link = c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if 1 < length <= _LONGEST_LINK:
            written = create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, written, length)
            yield written.value.decode("utf-8", "replace")


def _read_bare(
    document: pypdfium2.PdfDocument, bare: Sequence[int], texts: list[str], engine: str | None
) -> str:
    """Read pages that are pictures into ``texts``; give what could not be read and why."""
    if not bare:
        return ""
    try:
        chosen = ocr.choose(engine)
    except UsageError as wrong:
        if not any(texts):
            raise
        return f"{len(bare)} of {len(texts)} pages are pictures, and {wrong.message}"
    for number in bare[: pictures.MOST_PAGES]:
        page = document[number]
        scale = _SIDE / max(1.0, *page.get_size())
        drawn = page.render(scale=min(scale, 10.0), grayscale=True).to_pil()
        texts[number] = "\n".join(filter(None, [texts[number], pictures.read_image(drawn, chosen)]))
        page.close()
    more = len(bare) - pictures.MOST_PAGES
    return f"{more} more pages are pictures; {pictures.MOST_PAGES} of a file are read" if more > 0 else ""


def read_docx(content: bytes, engine: str | None = None) -> tuple[str, str]:
    """Read a Word letter: heads and feet, paragraphs, tables, text boxes, pictures.

    Args:
        content: The file's bytes.
        engine: What reads pictures; None: the first that is installed.

    Returns:
        Its text; and what could not be read and why, or nothing.

    Raises:
        FormatError: When it is no .docx, is damaged, or unpacks to too much.
        UsageError: When all of it is pictures and no engine is installed.
    """
    check_archive(content)
    try:
        part = docx.Document(io.BytesIO(content)).part
        around = [one.target_part for one in part.rels.values() if one.reltype in _HEAD_AND_FOOT]
        parts = [one for one in (part, *around) if isinstance(one, XmlPart)]
        texts = [_part_text(one) for one in parts]
        targets = [target for one in parts for target in _part_links(one)]
        images = [blob for one in parts for blob in _part_images(one)]
    except _DAMAGED as wrong:
        raise FormatError("the Word letter is damaged or locked", advice="Save it again") from wrong
    text = "\n".join(one for one in texts if one)
    seen, left_out = _read_images(images, engine, alone=not text)
    return _with_targets("\n\n".join(filter(None, [text, *seen])), targets), left_out


def check_archive(content: bytes) -> None:
    """Look at a Word letter's table before anything is unpacked; what a file gives is held to its table.

    Raises:
        FormatError: When it is no .docx, is damaged, or would unpack to too much.
    """
    try:
        files = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except _NO_ARCHIVE as wrong:
        raise FormatError("the file is damaged", advice="Save it again") from wrong
    if not any(one.filename == "[Content_Types].xml" for one in files):
        raise FormatError("this is a zip archive", advice="Unpack it first")
    if len(files) > MOST_PARTS or sum(one.file_size for one in files) > LARGEST_UNPACKED:
        raise FormatError("the Word letter unpacks to more than 200 MiB", advice="Save its text alone")


def _part_text(part: XmlPart) -> str:
    root = part.element
    for twice in list(root.iter(_FALLBACK)):  # what older programs show in the place of a text box
        twice.getparent().remove(twice)
    said = [
        (element.text or "") if element.tag == qn("w:t") else _BREAKS.get(element.tag, "")
        for element in root.iter()
    ]
    lines = (line.strip() for line in "".join(said).split("\n"))
    return "\n".join(line for line in lines if line)


def _part_links(part: XmlPart) -> Iterator[str]:
    for one in part.rels.values():
        if one.reltype == TARGET.HYPERLINK and one.is_external:
            yield one.target_ref[:_LONGEST_LINK]
    codes = "".join(element.text or "" for element in part.element.iter(qn("w:instrText")))
    yield from _FIELD.findall(codes)


def _part_images(part: XmlPart) -> list[bytes]:
    found = (one for one in part.rels.values() if one.reltype == TARGET.IMAGE and not one.is_external)
    return [one.target_part.blob for one in found]


def _read_images(images: Sequence[bytes], engine: str | None, *, alone: bool) -> tuple[list[str], str]:
    """Read a letter's pictures; of those that cannot be read, such as drawings, nothing is said."""
    seen = []
    for content in images[: pictures.MOST_PAGES]:
        try:
            seen.append(pictures.read_picture(content, engine))
        except UsageError as wrong:
            if alone:
                raise
            return seen, f"it holds pictures, and {wrong.message}"
        except FormatError:
            continue
    return seen, ""


def _with_targets(text: str, targets: Sequence[str]) -> str:
    hidden = mail.not_shown(targets, text)
    return "\n".join([text, *(f"Link: {target}" for target in hidden)])
