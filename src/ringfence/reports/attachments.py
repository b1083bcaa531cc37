"""What a mail carries beside its words: each is listed by name, size and digest, and its text is read.

Text and HTML are read as the mail itself is; pictures, PDFs and Word letters in a process of their own (see
`apart`). What a mail carries is mostly the fraudsters': their invoice, or the screenshot of their warning.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.reports import enclosure, mail
from ringfence.reports.apart import TooSlowError
from ringfence.reports.safety import printable
from ringfence.words import RingfenceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import Message

    from ringfence.reports.apart import Apart

MOST_READ = 20
"""Attachments of one mail whose text is read; more are only listed."""
LONGEST = 20_000
"""Code points that are taken of one attachment, so that none takes the place of the others."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment.

    Attributes:
        line: Its name, size and digest.
        shape: Its media type, as the mail has it.
        charset: The encoding of a text, as the mail has it.
        content: Its bytes.
    """

    line: str
    shape: str
    charset: str | None
    content: bytes

    @property
    def is_enclosure(self) -> bool:
        """Whether it looks like a picture, a PDF or a Word letter."""
        return self.shape.startswith("image/") or enclosure.looks_like_one(self.content)


def attached(part: Message) -> Attached:
    """Take an attachment from the part of a mail that it is."""
    content = part.get_payload(decode=True)
    octets = content if isinstance(content, bytes) else b""
    name = printable(mail.decoded(part.get_filename() or "unnamed"))
    digest = hashlib.sha256(octets).hexdigest()
    line = f"Attachment: {name}, {len(octets)} bytes, sha256:{digest}"
    return Attached(line, part.get_content_type(), part.get_content_charset(), octets)


def texts(attachments: Iterable[Attached], reader: Apart) -> tuple[list[str], list[str]]:
    """Read attachments.

    Args:
        attachments: Those of one mail; of ones with the same content the first is read, and none after one
            that took too long.
        reader: What reads pictures and letters.

    Returns:
        The lines for the mail's text: each attachment's, then what it says; and why something could not be
        read, each reason once.
    """
    lines: list[str] = []
    reasons: dict[str, None] = {}
    read: set[bytes] = set()
    slow = False
    for one in attachments:
        lines.append(one.line)
        if slow or not one.content or one.content in read:
            continue
        if len(read) == MOST_READ:
            reasons[f"the mail has more than {MOST_READ} attachments; the first are read"] = None
            continue
        read.add(one.content)
        try:
            text, left_out = _text(one, reader)
        except TooSlowError as wrong:
            reasons[f"attachments are only listed: {wrong.message}"] = None
            slow = True
        except RingfenceError as wrong:
            how = f". {wrong.advice}" if isinstance(wrong, UsageError) else ""
            reasons[f"an attachment is only listed: {wrong.message}{how}"] = None
        else:
            lines += ["", text[:LONGEST], ""] if text else []
            if left_out:
                reasons[f"an attachment is read in part: {left_out}"] = None
    return lines, list(reasons)


def _text(one: Attached, reader: Apart) -> tuple[str, str]:
    if one.is_enclosure:
        came = reader.read(one.content)
        return came.text, came.left_out
    if one.shape == "text/html":
        return mail.page_text(mail.as_text(one.content, one.charset)), ""
    if one.shape.startswith("text/"):
        return mail.as_text(one.content, one.charset).replace("\r\n", "\n").strip(), ""
    return "", ""
