"""What the fraudsters' mail carries, and where its links lead, reach the report's text."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from ringfence.indicators import extract
from ringfence.indicators.indicator import Context
from ringfence.reports import attachments, ocr, wrapped
from ringfence.reports.formats import Reading, eml
from ringfence.reports.mail import links, page_text
from tests.unit.reports import popups
from tests.unit.reports.test_letters import letter, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.reports.formats import RawBatch

SAFE = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2F"
THEIRS = "https://lantern-support.example/pay"


def scam() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Billing <billing@lantern-support.example>"
    mail["Reply-To"] = "answers@harbour-helpline.example"
    mail["Return-Path"] = "<bounce@quay-payments.example>"
    mail["To"], mail["Subject"] = "ben@zmail-home.example", "Your invoice"
    mail.set_content("See the attachment.")
    return mail


def read(mail: EmailMessage, folder: Path, whose: str = "scam") -> RawBatch:
    path = folder / "m.eml"
    path.write_bytes(mail.as_bytes())
    (batch,) = eml.read(path, Reading(mail=whose))
    return batch


def text_of(batch: RawBatch) -> str:
    return str(batch.table.to_pylist()[0]["text"])


def found(text: str) -> set[tuple[str, str, str]]:
    return {(one.kind, one.value, str(one.role)) for one in extract.find(text, Context())}


def test_the_senders_of_the_fraudsters_mail_are_contacts(tmp_path: Path) -> None:
    row = read(scam(), tmp_path).table.to_pylist()[0]
    senders = ["billing@lantern-support.example", "answers@harbour-helpline.example"]
    assert row["sender_email"].split("\n") == [*senders, "bounce@quay-payments.example"]
    assert {("email", sender, "contact") for sender in senders} <= found(row["text"])


def test_the_text_of_letters_and_pages_that_a_mail_carries_is_searched(tmp_path: Path) -> None:
    mail = scam()
    say = f'Call +1 888 555 0142 #link("{THEIRS}")[here]'
    mail.add_attachment(pdf(say), maintype="application", subtype="octet-stream", filename="invoice")
    word = letter(lambda document: document.add_paragraph("or call +1 888 555 0143"))
    mail.add_attachment(word, maintype="application", subtype="msword", filename="letter.docx")
    page = '<p>or +1 888 555 0144</p><a href="https://harbour-helpline.example/x">www.microsoft.com</a>'
    mail.add_attachment(page, subtype="html", filename="login.html")
    mail.add_attachment("or +1 888 555 0145", filename="note.txt")
    batch = read(mail, tmp_path)
    assert batch.rejects == ()
    known = found(text_of(batch))
    assert {f"+1888555014{last}" for last in range(2, 6)} <= {value for _, value, _ in known}
    assert {("url", THEIRS, "visited"), ("url", "https://harbour-helpline.example/x", "visited")} <= known
    assert text_of(batch).count("Attachment: ") == 4


def test_a_screenshot_that_a_mail_carries_is_read(tmp_path: Path) -> None:
    if not ocr.available():
        pytest.skip("no engine is here: python -m tools.images, python -m tools.debian")
    mail = scam()
    mail.add_attachment(popups.saved(popups.dark()), maintype="image", subtype="png", filename="popup.png")
    assert ("phone", popups.PHONE, "callback") in found(text_of(read(mail, tmp_path)))


def test_an_attachment_that_cannot_be_read_is_listed_and_told_of(tmp_path: Path) -> None:
    mail = scam()
    mail.add_attachment(b"%PDF-1.7 cut off", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="b.bin")
    batch = read(mail, tmp_path)
    (told,) = batch.rejects
    assert (told.field, told.whole) == ("attachment", False)
    assert told.reason == "an attachment is only listed: the PDF is damaged"
    assert text_of(batch).count("Attachment: ") == 2


def test_of_very_many_attachments_the_first_are_read_and_all_are_listed(tmp_path: Path) -> None:
    mail = scam()
    for number in range(attachments.MOST_READ + 2):
        mail.add_attachment(f"text {number}.", filename=f"{number}.txt")
    batch = read(mail, tmp_path)
    assert "text 19." in text_of(batch)
    assert "text 20." not in text_of(batch)
    assert text_of(batch).count("Attachment: ") == attachments.MOST_READ + 2
    assert [told.reason for told in batch.rejects] == [
        "the mail has more than 20 attachments; the first are read"
    ]


def test_a_mail_that_is_attached_as_a_plain_file_is_the_fraudsters(tmp_path: Path) -> None:
    story = EmailMessage()
    story["From"], story["To"] = "Ada Quill <ada.quill@zmail-home.example>", "fraud@desk.example"
    story.set_content("I got this.")
    content = scam().as_bytes()
    story.add_attachment(content, maintype="application", subtype="octet-stream", filename="scam.eml")
    row = read(story, tmp_path, "auto").table.to_pylist()[0]
    assert "billing@lantern-support.example" in row["sender_email"]
    assert row["reporter_email"].split("\n") == ["ada.quill@zmail-home.example", "ben@zmail-home.example"]


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="{THEIRS}">https://www.microsoft.com/account</a>',
        f"<a class=x href='{THEIRS}'><img src=cid:1></a>",
        f'<form action="{THEIRS}"><button>Pay</button></form>',
        f'<button formaction="{THEIRS}">Pay</button>',
        f"<map><area HREF={THEIRS}></map>",
        f'<meta http-equiv="refresh" content="0; url={THEIRS}">',
        f'<a href="{SAFE}lantern-support.example%2Fpay&amp;data=05">Pay</a>',
    ],
)
def test_a_link_behind_words_is_found_where_the_page_shows_another(html: str) -> None:
    assert links(html, "https://www.microsoft.com/account Pay") == [THEIRS]
    assert ("url", THEIRS, "visited") in found(page_text(html))


@pytest.mark.parametrize(
    "link",
    [
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Flantern-support.example%2Fpay&data=05",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__lantern-2Dsupport.example_pay&d=DwMF",
        "https://urldefense.com/v3/__https://lantern-support.example/pay__;!!abc!def$",
        "https://www.google.com/url?q=https%3A%2F%2Flantern-support.example%2Fpay&sa=D",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Flantern-support.example%2Fpay&h=AT0",
    ],
)
def test_a_wrapped_link_is_told_as_where_it_leads(link: str, tmp_path: Path) -> None:
    assert wrapped.unwrapped(link) == THEIRS
    mail = scam()
    mail.set_content(f"Pay at {link} now")
    assert f"Link: {THEIRS}" in text_of(read(mail, tmp_path))


@pytest.mark.parametrize(
    "link",
    [
        THEIRS,
        "https://www.google.com/search?q=x",
        "https://[/url?q=x",
        "https://www.google.com/url?q=javascript:x",
    ],
)
def test_a_plain_link_is_left_alone(link: str) -> None:
    assert wrapped.unwrapped(link) is None
