"""PDFs, Word letters and what is neither, as `enclosure.read` takes them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
import typst
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.reports import enclosure, letters, ocr
from ringfence.words import FormatError, RingfenceError, UsageError
from tests.unit.reports import popups

if TYPE_CHECKING:
    from collections.abc import Callable

HIDDEN = "https://harbour-helpline.example/refund"


def pdf(markup: str) -> bytes:
    made = typst.compile(markup.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def letter(write: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    document.core_properties.author = "Ada Quill"
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_text_of_a_pdf_is_read_page_by_page_with_where_its_links_lead() -> None:
    content = pdf(
        '#set document(title: "A title", author: "Ada Quill")\n'
        f'Call +1 888 555 0142 #link("{HIDDEN}")[your refund]\n#pagebreak()\nSecond page'
    )
    text = enclosure.read(content).text
    assert text.index("888 555 0142") < text.index("Second page") < text.index(f"Link: {HIDDEN}")
    assert "Quill" not in text


def test_a_link_that_the_page_shows_is_not_told_twice() -> None:
    assert enclosure.read(pdf(f'#link("{HIDDEN}")')).text.count("harbour-helpline") == 1


def test_a_scanned_page_goes_to_the_picture_reader() -> None:
    if not ocr.available():
        pytest.skip("no engine is here: python -m tools.images, python -m tools.debian")
    came = enclosure.read(popups.saved(popups.light(), "PDF"))
    assert "(888) 555-0142" in came.text
    assert came.left_out == ""


def test_without_an_engine_a_letter_gives_its_text_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "available", list)
    scanned = popups.saved(popups.light(), "PDF")
    with pytest.raises(UsageError, match="not installed here"):
        enclosure.read(scanned)
    both = pikepdf.open(io.BytesIO(pdf("A page with words enough to be no picture")))
    both.pages.extend(pikepdf.open(io.BytesIO(scanned)).pages)
    out = io.BytesIO()
    both.save(out)
    came = enclosure.read(out.getvalue())
    assert "words enough" in came.text
    assert came.left_out.startswith("1 of 2 pages are pictures")


def test_a_pdf_with_a_password_or_too_many_pages_is_refused() -> None:
    for change, why in ((lock, "needs a password"), (lengthen, "more than 200 pages")):
        opened = pikepdf.new()
        out = io.BytesIO()
        change(opened, out)
        with pytest.raises(FormatError, match=why):
            enclosure.read(out.getvalue())


def lock(opened: pikepdf.Pdf, out: io.BytesIO) -> None:
    opened.add_blank_page()
    opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))


def lengthen(opened: pikepdf.Pdf, out: io.BytesIO) -> None:
    for _ in range(letters.MOST_PAGES + 1):
        opened.add_blank_page()
    opened.save(out)


def test_all_that_a_word_letter_shows_is_read_once() -> None:
    def write(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Harbour Helpline"
        document.sections[0].footer.paragraphs[0].text = "Billing 888 555 0199"
        document.add_paragraph("Call ").add_run("+1 888 555 0142")
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "Account", "In the table"
        document.add_paragraph()._p.append(parse_xml(TEXT_BOX))

    text = enclosure.read(letter(write)).text
    for said in (
        "Harbour Helpline",
        "Billing 888 555 0199",
        "Call +1 888 555 0142",
        "In the table",
        "In a box",
    ):
        assert text.count(said) == 1
    assert "Quill" not in text


TEXT_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
 <mc:AlternateContent>
  <mc:Choice Requires="wps">
   <w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>
  </mc:Choice>
  <mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
 </mc:AlternateContent>
</w:r>"""
FIELD = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
 <w:instrText> HYPERLINK "https://lantern-support.example/pay" </w:instrText>
</w:r>"""


def test_a_link_behind_words_of_a_letter_is_told_in_both_ways_that_word_writes_it() -> None:
    def write(document: docx.document.Document) -> None:
        document.part.relate_to(HIDDEN, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        document.add_paragraph("your bank")._p.append(parse_xml(FIELD))

    lines = enclosure.read(letter(write)).text.split("\n")
    assert lines == ["your bank", f"Link: {HIDDEN}", "Link: https://lantern-support.example/pay"]


def test_a_screenshot_in_a_word_letter_is_read() -> None:
    if not ocr.available():
        pytest.skip("no engine is here: python -m tools.images, python -m tools.debian")
    picture = io.BytesIO(popups.saved(popups.light()))
    came = enclosure.read(letter(lambda document: document.add_picture(picture)))
    assert "(888) 555-0142" in came.text


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name.replace("_Types", "[Content_Types].xml"), content)
    return out.getvalue()


def test_a_letter_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(_Types=b"<x/>", body=bytes(letters.LARGEST_UNPACKED + 1))
    assert len(bomb) < 2**20
    with pytest.raises(FormatError, match="unpacks to more than 200 MiB"):
        enclosure.read(bomb)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (archive(a=b"x"), "a zip archive"),
        (archive(_Types=b"<x/>"), "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"%PDF-1.7 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (bytes(enclosure.LARGEST + 1), "larger than 64 MiB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_that_says_what_to_do(content: bytes, why: str) -> None:
    with pytest.raises(FormatError, match=why) as told:
        enclosure.read(content)
    assert told.value.advice


LETTER = letter(lambda document: document.add_paragraph("Call 888 555 0142"))
PAGE = pdf("Call 888 555 0142")


@settings(max_examples=60)
@given(
    st.sampled_from([LETTER, PAGE]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_a_damaged_letter_is_read_or_refused(whole: bytes, changes: list[tuple[int, int]]) -> None:
    content = bytearray(whole)
    for place, value in changes:
        content[place % len(content)] = value
    try:
        enclosure.read(bytes(content))
    except RingfenceError:
        return
