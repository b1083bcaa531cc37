"""E-mails as files (RFC 5322): one ``.eml``, or a folder of them, a report each.

The headers stay in the text, as an investigator needs them; attachments are listed with name, size and
SHA-256; the file itself is kept byte for byte. Whose mail it is decides who is masked: in the fraudsters'
own mail the receiver, in a reporter's story (which may carry theirs as an attachment) the sender.
"""

from __future__ import annotations

import email
import hashlib
import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.reports.formats import RawBatch, Reading, Reject, as_batch
from ringfence.reports.safety import LONGEST_FIELD, plain_file, printable
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import Message
    from pathlib import Path

NAME = "eml"
GENERAL = True
COLUMNS: Mapping[str, str] = {}
DEFAULTS: Mapping[str, str] = {"channel": "email"}

LARGEST_MAIL = 50 * 2**20
"""Bytes of one mail, 50 MiB; a larger one is left out."""
MOST_PARTS = 1_000
"""Parts of one mail; one with more is left out."""
_BATCH = 200

_SHOWN = ("From", "Reply-To", "Sender", "Return-Path", "To", "Cc", "Subject", "Date", "Message-ID")
_TRACE = ("Received", "X-Originating-IP", "Authentication-Results", "X-Mailer")
_RECEIVERS = ("To", "Cc", "Delivered-To", "X-Original-To")
_FIELDS = (
    "reference",
    "received_at",
    "text",
    "sender_email",
    "reporter_email",
    "reporter_name",
    "originals",
)
_DESK = re.compile(
    r"report|fraud|abuse|phish|scam|desk|complain|betrug|meldung|fraude|estafa|signal", re.IGNORECASE
)
_STORY = re.compile(
    r"\b(?:i (?:was|got|received|paid|called|lost|gave|think|want)|"
    r"my (?:computer|bank|account|screen|mother|father)|"
    r"ich (?:wurde|habe|bin)|mein computer|me (?:llamaron|llamó|pidieron)|mi ordenador|"
    r"j'ai|mon ordinateur)\b|"
    r"-{3,} ?(?:original|forwarded|weitergeleitet)|begin forwarded message",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<(script|style)\b.{0,100000}?</\1>|<[^<>]{0,10000}>", re.IGNORECASE | re.DOTALL)


def recognises(path: Path) -> bool:
    """Say whether this is a mail's file, or a folder that holds some."""
    if path.is_dir():
        return any(one.suffix.lower() == ".eml" for one in path.iterdir())
    return path.suffix.lower() == ".eml"


def read(path: Path, reading: Reading) -> Iterator[RawBatch]:
    """Read one mail, or those of a folder in the order of their names; symbolic links are not followed.

    Args:
        path: The file or folder.
        reading: ``mail`` says whose mails they are.

    Raises:
        FormatError: When there is no mail.
    """
    files = sorted(one for one in path.iterdir() if one.suffix.lower() == ".eml") if path.is_dir() else [path]
    if not files:
        raise FormatError(
            "the folder holds no .eml file", place=Place(path.name), advice="Name another folder"
        )
    for start in range(0, len(files), _BATCH):
        yield _batch(files[start : start + _BATCH], start + 1, path, reading.mail)


def _batch(files: list[Path], first: int, path: Path, whose: str) -> RawBatch:
    rows: list[int] = []
    mails: list[_Mail] = []
    rejects: list[Reject] = []
    kept: dict[str, str] = {}
    for number, file in enumerate(files, first):
        name = path.name if file == path else f"{path.name}/{printable(file.name)}"
        try:
            mail = _read_one(file, whose, follow=file == path)
        except FormatError as wrong:
            if file == path:
                raise
            rejects.append(Reject(name, number, "", wrong.message))
            continue
        rows.append(number)
        mails.append(mail)
        kept[mail.digest] = str(file)
    values = [[mail.column(column) for mail in mails] for column in _FIELDS]
    return RawBatch(path.name, as_batch(_FIELDS, values), pa.array(rows, pa.int64()), tuple(rejects), kept)


@dataclass(slots=True)
class _Mail:
    """What a mail says, by the fields of a report."""

    digest: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def column(self, name: str) -> str | None:
        return "\n".join(self.fields.get(name, [])) or None


def _read_one(file: Path, whose: str, *, follow: bool) -> _Mail:
    place = Place(printable(file.name))
    if file.is_symlink() and not follow:
        raise FormatError("a symbolic link is not followed", place=place)
    if plain_file(file) > LARGEST_MAIL:
        raise FormatError("the mail is larger than 50 MiB", place=place, advice="Remove its attachments")
    try:
        content = file.read_bytes()
    except OSError as wrong:
        raise FormatError("the mail cannot be opened", place=place, advice="Check its rights") from wrong
    mail = _Mail(f"sha256:{hashlib.sha256(content).hexdigest()}")
    mail.fields["originals"] = [mail.digest]
    mail.fields["reference"] = [printable(file.stem)]
    try:
        _take(mail, email.message_from_bytes(content), whose)
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError) as wrong:
        # The standard library's parser answers hostile mails with any of these.
        raise FormatError("the mail cannot be read", place=place, advice="Save it again as .eml") from wrong
    if "text" not in mail.fields:
        raise FormatError("this is no mail: it has no headers", place=place, advice="Save it again as .eml")
    return mail


def _take(mail: _Mail, message: Message, whose: str) -> None:
    if not message.keys():
        return
    body, attached, inner = _parts(message)
    story = whose == "story" or (whose == "auto" and _is_story(message, body, inner))
    text = [*_headers(message), "", body, *attached]
    hers, theirs = (message, inner) if story else (None, message)
    if story and inner is not None:
        inner_body, inner_attached, _ = _parts(inner)
        text += ["", *_headers(inner), "", inner_body, *inner_attached]
    mail.fields["text"] = ["\n".join(text).replace("\x00", "")[:LONGEST_FIELD]]
    if theirs is not None:
        mail.fields["sender_email"] = [address for _, address in _addresses(theirs, ("From", "Reply-To"))]
    own = _addresses(hers, ("From", "Reply-To")) if hers is not None else _addresses(message, _RECEIVERS)
    if hers is not None and inner is not None:
        own += _addresses(inner, _RECEIVERS)
    mail.fields["reporter_email"] = list(dict.fromkeys(address for _, address in own))
    mail.fields["reporter_name"] = list(dict.fromkeys(name for name, _ in own if name))
    moment = _moment(message)
    if moment is not None:
        mail.fields["received_at"] = [moment]


def _is_story(message: Message, body: str, inner: Message | None) -> bool:
    """Tell a reporter's story from the fraudsters' mail: it goes to a desk, carries theirs, or tells."""
    to_desk = any(_DESK.search(address) for _, address in _addresses(message, ("To", "Cc")))
    return to_desk or inner is not None or _STORY.search(body) is not None


def _addresses(message: Message, names: tuple[str, ...]) -> list[tuple[str, str]]:
    written = [_decoded(value) for name in names for value in message.get_all(name, [])]
    found = [(name.strip(), address.strip()) for name, address in getaddresses(written)]
    return list(dict.fromkeys((name, address) for name, address in found if "@" in address))


def _decoded(value: object) -> str:
    """Read a header with its encoded words (RFC 2047); what cannot be decoded becomes a replacement sign."""
    try:
        parts = decode_header(str(value))
    except (MessageError, ValueError):
        return _clean(str(value))
    words = []
    for part, charset in parts:
        words.append(part if isinstance(part, str) else _text(part, charset))
    return _clean("".join(words))


def _clean(text: str) -> str:
    valid = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\x00\r\n\t ]+", " ", valid).strip()


def _text(content: bytes, charset: str | None) -> str:
    try:
        text = content.decode(charset or "utf-8", "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    return text.encode("utf-8", "replace").decode("utf-8")


def _headers(message: Message) -> list[str]:
    wanted = [*_SHOWN, *_TRACE]
    return [f"{name}: {_decoded(value)}" for name in wanted for value in message.get_all(name, [])]


def _parts(message: Message) -> tuple[str, list[str], Message | None]:
    """Split a mail into its readable text, a line for each attachment, and the first mail it carries."""
    plain: list[str] = []
    html: list[str] = []
    attached: list[str] = []
    inner: Message | None = None
    waiting: list[Message] = [message]
    seen = 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS:
            raise ValueError
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822" and part is not message and isinstance(payload, list):
            inner = inner or next((one for one in payload if not isinstance(one, str)), None)
        elif isinstance(payload, list):
            waiting = [one for one in payload if not isinstance(one, str)] + waiting
        else:
            _sort(part, plain, html, attached)
    return "\n".join(plain or html).strip(), attached, inner


def _sort(part: Message, plain: list[str], html: list[str], attached: list[str]) -> None:
    content = part.get_payload(decode=True)
    octets = content if isinstance(content, bytes) else b""
    name = part.get_filename()
    shape = part.get_content_type()
    if (
        name is None
        and shape in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
    ):
        text = _text(octets, part.get_content_charset()).replace("\r\n", "\n")
        (plain if shape == "text/plain" else html).append(
            text if shape == "text/plain" else unescape(_TAGS.sub(" ", text))
        )
        return
    shown = printable(_decoded(name or "unnamed"))
    attached.append(f"Attachment: {shown}, {len(octets)} bytes, sha256:{hashlib.sha256(octets).hexdigest()}")


def _moment(message: Message) -> str | None:
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat()
