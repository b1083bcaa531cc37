"""What a file is, told by its content; what is made to burden or to deceive its reader is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from PIL import Image

from ringfence.reports import pictures
from ringfence.reports.handed_in import DOCX, LARGEST, UnfitError, media_type
from tests.unit.web.reporting import packed, picture


def letter() -> bytes:
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("Your invoice")
    made.save(out)
    return out.getvalue()


def vast_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """Write a PNG of few bytes that says it has billions of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (picture("GIF"), "image/gif"),
        (picture("BMP"), "image/bmp"),
        (picture("TIFF"), "image/tiff"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "application/pdf"),
        (letter(), DOCX),
        (b"They called me.\r\nI hung up.", "text/plain"),
        ("Sie riefen an. Ä ö ü".encode("cp1252"), "text/plain"),
        ("They called me.".encode("utf-16"), "text/plain"),
        (b"Received: from x\r\n\tby y\r\nFrom: a@b.example\r\n\r\nPay now", "message/rfc822"),
        (b"Return-Path: <a@b.example>\nTo: x@y.example\n\nPay", "message/rfc822"),
    ],
)
def test_a_file_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST + 1), "large"),
        (vast_png(), "large"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "kind"),
        (b"\x7fELF\x02\x01\x01\x00", "kind"),
        (packed({"a.txt": b"x"}), "kind"),
        (packed({"[Content_Types].xml": b"x"}), "kind"),
        (b"PK\x03\x04 and nothing else", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "drawing"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE svg PUBLIC 'x'><svg></svg>", "drawing"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "kind"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_reason(content: bytes, why: str) -> None:
    with pytest.raises(UnfitError) as refused:
        media_type(content)
    assert refused.value.why == why


def test_a_word_letter_that_unpacks_to_far_more_than_it_is_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"x")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(220):
                part.write(b"\0" * 2**20)
    assert len(out.getvalue()) < LARGEST
    with pytest.raises(UnfitError):
        media_type(out.getvalue())


def test_a_picture_that_is_also_a_page_or_an_archive_is_shown_as_its_pixels_alone() -> None:
    for tail in (b"<script>alert(1)</script>", packed({"x.js": b"alert(1)"})):
        both = picture("PNG") + tail
        assert media_type(both) == "image/png"
        shown = pictures.for_display(both)
        assert shown.startswith(b"\xff\xd8\xff")
        assert b"alert(1)" not in shown
        assert b"x.js" not in shown


def test_a_page_that_only_begins_like_a_picture_is_no_picture() -> None:
    for head in (b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"):
        with pytest.raises(UnfitError) as refused:
            media_type(head + b"<script>alert(1)</script>")
        assert refused.value.why == "damaged"


def test_what_a_camera_wrote_into_a_picture_is_not_shown_and_its_side_up_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A Maker of Cameras"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    taken = picture("JPEG", (80, 60), exif=exif, comment=b"my street")
    assert b"A Maker of Cameras" in taken
    shown = pictures.for_display(taken)
    for told in (b"Exif", b"A Maker of Cameras", b"my street"):
        assert told not in shown
    assert Image.open(io.BytesIO(shown)).size == (60, 80)


def test_a_copy_is_never_larger_than_it_needs_to_be() -> None:
    assert max(Image.open(io.BytesIO(pictures.for_display(picture(size=(3_000, 40))))).size) == 1_200
