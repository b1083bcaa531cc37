"""A mail's headers name the reporter and the desk; only the fraudsters' own sender is evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.reports.formats import Reading, eml
from ringfence.reports.mail import links, quoted, shown_text

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Received: from home (203.0.113.7) by mx.desk.example\nX-Originating-IP: [203.0.113.7]\n"
    "Delivered-To: intake@desk.example\n"
    "From: Ada Quill <ada.quill@zmail-home.example>\nTo: Fraud Desk <fraud@desk.example>\n"
    "Cc: husband.quill@zmail-home.example\nSubject: Fwd: invoice\nDate: Mon, 5 Jul 2021 10:00:00 +0000\n"
    "Message-ID: <a1@zmail-home.example>\n"
)
FORWARD = (
    "I paid them.\n\n---------- Forwarded message ---------\nFrom: Billing <pay@lantern-support.example>\n"
    "Date: Mon, 5 Jul 2021\nSubject: invoice\nTo: Ada Q <ada.second@zmail-home.example>\n"
    "Received: from x (203.0.113.9)\n by y\nMessage-ID: <b2@lantern-support.example>\n\n"
    "Call +1 888 555 0123\n"
)


def row(folder: Path, content: str, mail: str = "auto") -> dict[str, str]:
    path = folder / "m.eml"
    path.write_text(content, encoding="utf-8")
    (batch,) = eml.read(path, Reading(mail=mail))
    (only,) = batch.table.to_pylist()
    return {name: value or "" for name, value in only.items()}


def test_the_headers_of_a_story_are_the_reporters_or_the_desks(tmp_path: Path) -> None:
    read = row(tmp_path, STORY + "\nThey called me.\n")
    assert read["text"] == "Subject: Fwd: invoice\nDate: Mon, 5 Jul 2021 10:00:00 +0000\n\nThey called me."
    assert read["sender_email"] == ""
    assert read["reporter_email"] == "ada.quill@zmail-home.example"
    assert read["reporter_name"] == "Ada Quill"
    assert read["reporter_account"].split("\n") == [
        "fraud@desk.example",
        "intake@desk.example",
        "husband.quill@zmail-home.example",
    ]


def test_the_desks_mailbox_never_names_a_reporter(tmp_path: Path) -> None:
    read = row(tmp_path, "To: fraud@desk.example\nSubject: x\n\nThey called me.\n")
    assert read["reporter_email"] == ""
    assert read["reporter_account"] == "fraud@desk.example"


def test_in_an_inline_forward_the_sender_is_evidence_and_the_receiver_is_hers(tmp_path: Path) -> None:
    read = row(tmp_path, STORY + "\n" + FORWARD)
    assert "From: Billing <pay@lantern-support.example>" in read["text"]
    assert "203.0.113" not in read["text"]
    assert "b2@" not in read["text"]
    assert read["reporter_email"].split("\n") == [
        "ada.quill@zmail-home.example",
        "ada.second@zmail-home.example",
    ]


def test_whom_she_answered_is_not_taken_for_hers(tmp_path: Path) -> None:
    thread = (
        "> From: ada.quill@zmail-home.example\n> Date: Tue\n> Subject: Re\n"
        "> To: pay@lantern-support.example\n\n"
    )
    read = row(tmp_path, STORY + "\n" + FORWARD + "\n" + thread + FORWARD)
    assert "lantern-support" not in read["reporter_email"]


def test_quoted_headers_are_read_in_other_languages() -> None:
    for sender, receiver in (("Von", "An"), ("De", "Para"), ("De ", "À "), ("*From", "*To")):
        read = quoted(f"{sender}: a@b.example\nBetreff: x\nDatum: y\n{receiver}: Ada Quill\n\nrest")
        assert read.own([]) == [("Ada Quill", "")]


def test_in_the_fraudsters_mail_only_what_tells_the_fraud_stays(tmp_path: Path) -> None:
    scam = (
        "Return-Path: <bounce+ada=zmail-home.example@bulk.example>\nReceived: from x (203.0.113.9)\n"
        "Delivered-To: ada@zmail-home.example\nFrom: Billing <pay@lantern-support.example>\n"
        "Reply-To: refund@lantern-support.example\nTo: ada@zmail-home.example\nSubject: Invoice\n"
        "Message-ID: <b2@lantern-support.example>\n\nCall +1 888 555 0123\n"
    )
    read = row(tmp_path, scam)
    assert read["sender_email"] == "pay@lantern-support.example\nrefund@lantern-support.example"
    assert read["reporter_email"] == "ada@zmail-home.example"
    assert "203.0.113.9" not in read["text"]
    assert "Message-ID" not in read["text"]
    assert "From: Billing <pay@lantern-support.example>" in read["text"]


def test_links_of_the_html_part_are_found_where_the_text_does_not_show_them(tmp_path: Path) -> None:
    html = (
        '<p>Your order. <a href="https://lantern-support.example/pay?a=1&amp;b=2">Cancel the order</a> '
        '<a href="https://shown.example/">shown.example</a><a href="javascript:x()">x</a>'
        "<a href='tel:+18885550123'>call us</a></p>"
    )
    read = row(
        tmp_path,
        "From: pay@lantern-support.example\nTo: ada@zmail-home.example\nSubject: x\nMIME-Version: 1.0\n"
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        "Your order. Cancel the order. shown.example, call us\n--b\nContent-Type: text/html\n\n"
        f"{html}\n--b--\n",
    )
    assert read["text"].endswith(
        "call us\nLink: https://lantern-support.example/pay?a=1&b=2\nLink: tel:+18885550123"
    )


def test_html_shows_neither_scripts_nor_tags() -> None:
    assert shown_text("<style>p{}</style><p>one</p>two<br>three<script>x") == "one\ntwo\nthree"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<a href=\"'>x:/\n>From:To@. *", max_size=200))
def test_any_text_is_read_as_html_and_as_quoted_headers(text: str) -> None:
    shown_text(text)
    assert all(one == "".join(one.split()) for one in links(text, ""))
    assert len(quoted(text).text) <= len(text)
