"""E-mails as files (RFC 5322): one ``.eml``, or a folder of them, a report each.

Of the headers only those that tell the fraud stay in the text: subject, date, and the sender of the
fraudsters' own mail; attachments are listed with name, size and SHA-256, and their text is read; the file
itself is kept byte for byte. Whose mail it is decides who is masked: in the fraudsters' own mail the
receiver, in a reporter's story (which may carry theirs as an attachment, or quote it) the sender and everyone
it was sent to.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.reports import attachments, wrapped
from ringfence.reports import mail as letter
from ringfence.reports.apart import Apart
from ringfence.reports.formats import RawBatch, Reading, Reject, as_batch
from ringfence.reports.safety import LONGEST_FIELD, plain_file, printable
from ringfence.words import FormatError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from email.message import Message
    from pathlib import Path

    from ringfence.reports.attachments import Attached

NAME = "eml"
GENERAL = True
COLUMNS: Mapping[str, str] = {}
DEFAULTS: Mapping[str, str] = {"channel": "email"}

LARGEST_MAIL = 50 * 2**20
"""Bytes of one mail, 50 MiB; a larger one is left out."""
MOST_PARTS = 1_000
"""Parts of one mail; one with more is left out."""
MOST_CARRIED = 20
"""Mails that carry each other; one with more is left out."""
_BATCH = 200
_LONGEST_ATTACHMENT = 60.0  # seconds

_FIELDS = (
    "reference",
    "received_at",
    "text",
    "sender_email",
    "reporter_email",
    "reporter_name",
    "reporter_account",
    "originals",
)
_DESK = re.compile(
    r"report|fraud|abuse|phish|scam|desk|complain|betrug|meldung|fraude|estafa|signal", re.IGNORECASE
)
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|rm|i|doorst|vs)\s*:", re.IGNORECASE)
_STORY = re.compile(
    r"\b(?:i (?:was|got|received|paid|called|lost|gave|think|want)|"
    r"my (?:computer|bank|account|screen|mother|father)|"
    r"ich (?:wurde|habe|bin)|mein computer|me (?:llamaron|llamó|pidieron)|mi ordenador|"
    r"j'ai|mon ordinateur)\b|"
    r"-{3,} ?(?:original|forwarded|weitergeleitet)|begin forwarded message",
    re.IGNORECASE,
)


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
    with Apart(longest=_LONGEST_ATTACHMENT) as reader:
        for start in range(0, len(files), _BATCH):
            yield _batch(files[start : start + _BATCH], start + 1, path, reading.mail, reader)


def _batch(files: list[Path], first: int, path: Path, whose: str, reader: Apart) -> RawBatch:
    rows: list[int] = []
    mails: list[_Mail] = []
    rejects: list[Reject] = []
    kept: dict[str, str] = {}
    for number, file in enumerate(files, first):
        name = path.name if file == path else f"{path.name}/{printable(file.name)}"
        try:
            mail = _read_one(file, whose, reader, follow=file == path)
        except FormatError as wrong:
            if file == path:
                raise
            rejects.append(Reject(name, number, "", wrong.message))
            continue
        rejects += [Reject(name, number, "attachment", reason, whole=False) for reason in mail.unread]
        rows.append(number)
        mails.append(mail)
        kept[mail.digest] = str(file)
    values = [[mail.column(column) for mail in mails] for column in _FIELDS]
    return RawBatch(path.name, as_batch(_FIELDS, values), pa.array(rows, pa.int64()), tuple(rejects), kept)


@dataclass(frozen=True, slots=True)
class _Part:
    """One mail of those that carry each other."""

    message: Message
    body: str
    attached: list[Attached]


@dataclass(slots=True)
class _Mail:
    """What a mail says, by the fields of a report."""

    digest: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def column(self, name: str) -> str | None:
        return "\n".join(self.fields.get(name, [])) or None


def _read_one(file: Path, whose: str, reader: Apart, *, follow: bool) -> _Mail:
    place = Place(printable(file.name))
    if file.is_symlink() and not follow:
        raise FormatError("a symbolic link is not followed", place=place)
    if plain_file(file) > LARGEST_MAIL:
        raise FormatError("the mail is larger than 50 MiB", place=place, advice="Remove its attachments")
    try:
        content = file.read_bytes()
    except OSError as wrong:
        raise FormatError("the mail cannot be opened", place=place, advice="Check its rights") from wrong
    mail = _parsed(content, whose, reader, place)
    mail.fields["originals"] = [mail.digest]
    mail.fields["reference"] = [printable(file.stem)]
    return mail


def fields_of(content: bytes, reader: Apart) -> Mapping[str, Sequence[str]]:
    """Read a mail that someone hands in beside her report, as the fields of a report.

    Raises:
        FormatError: When it cannot be read, or is no mail.
    """
    return _parsed(content, "auto", reader, Place("mail")).fields


def _parsed(content: bytes, whose: str, reader: Apart, place: Place) -> _Mail:
    mail = _Mail(f"sha256:{hashlib.sha256(content).hexdigest()}")
    try:
        _take(mail, letter.parsed(content), whose, reader)
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError) as wrong:
        # The standard library's parser answers hostile mails with any of these.
        raise FormatError("the mail cannot be read", place=place, advice="Save it again as .eml") from wrong
    if "text" not in mail.fields:
        raise FormatError("this is no mail: it has no headers", place=place, advice="Save it again as .eml")
    return mail


def _take(mail: _Mail, message: Message, whose: str, reader: Apart) -> None:
    if not message.keys():
        return
    carried = _chain(message)
    story = whose == "story" or (whose == "auto" and _is_story(carried))
    if not story:
        carried = carried[:1]
    theirs = carried[-1].message if len(carried) > 1 or not story else None
    text: list[str] = []
    own: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for one in carried:
        evidence = one.message is theirs
        names = (*letter.SENDERS, *letter.TELLING) if evidence else letter.TELLING
        quoted = letter.quoted(one.body)
        lines, unread = attachments.texts(one.attached, reader)
        text += [*letter.headers(one.message, names), "", quoted.text, *lines, ""]
        mail.unread += unread
        if evidence:
            own += letter.addresses(one.message, letter.RECEIVERS)
        else:
            senders = letter.addresses(one.message, letter.SENDERS)
            own += senders + quoted.own(address for _, address in senders)
            others += letter.addresses(one.message, (*letter.RECEIVERS, *letter.OTHERS))
    mail.fields["text"] = ["\n".join(text[:-1]).replace("\x00", "")[:LONGEST_FIELD]]
    hers = list(dict.fromkeys(address for _, address in own if address))
    mailboxes = list(dict.fromkeys(address for _, address in others if address not in hers))
    if theirs is not None:
        mail.fields["sender_email"] = _evidence(theirs, hers + mailboxes)
    mail.fields["reporter_email"] = hers
    # The desk's own mailbox is masked as hers, but must neither name a reporter nor lend its name's words.
    mail.fields["reporter_account"] = mailboxes
    mail.fields["reporter_name"] = list(dict.fromkeys(name for name, _ in own if name))
    moment = _moment(message)
    if moment is not None:
        mail.fields["received_at"] = [moment]


def _evidence(message: Message, hers: list[str]) -> list[str]:
    """List the senders of the fraudsters' mail; one that holds the reporter's address is no evidence."""
    own = [spelled for one in hers for spelled in (one.lower(), one.lower().replace("@", "="))]
    found = dict.fromkeys(address for _, address in letter.addresses(message, letter.SENDERS))
    return [address for address in found if not any(one in address.lower() for one in own)]


def _chain(message: Message) -> list[_Part]:
    """List a mail and those it carries, from the outermost to the innermost."""
    carried: list[_Part] = []
    inner: Message | None = message
    while inner is not None:
        if len(carried) == MOST_CARRIED:
            raise ValueError
        body, attached, deeper = _parts(inner)
        carried.append(_Part(inner, body, attached))
        inner = deeper
    return carried


def _is_story(carried: list[_Part]) -> bool:
    """Tell a reporter's story from the fraudsters' mail: it goes to a desk, carries theirs, or tells."""
    message, body = carried[0].message, carried[0].body
    to_desk = any(_DESK.search(address) for _, address in letter.addresses(message, ("To", "Cc")))
    if to_desk or len(carried) > 1 or _STORY.search(body) is not None:
        return True
    forwarded = _FORWARDED.match(letter.decoded(message.get("Subject", ""))) is not None
    return forwarded and bool(letter.quoted(body).mails)


def _parts(message: Message) -> tuple[str, list[Attached], Message | None]:
    """Split a mail into its readable text, its attachments, and the first mail it carries."""
    plain: list[str] = []
    html: list[str] = []
    attached: list[Attached] = []
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
        elif (carried := _as_file(part)) is not None:
            inner = inner or carried
        else:
            _sort(part, plain, html, attached)
    shown = [letter.shown_text(one) for one in html]
    text = "\n".join(plain).strip()
    if len(text) * 2 < sum(map(len, shown)):
        # A plain part that says less than half is often only the advice to look at the other one.
        text = "\n".join([text, *shown]).strip()
    targets = dict.fromkeys(target for one in html for target in letter.links(one, text))
    targets |= dict.fromkeys(letter.not_shown(wrapped.targets(text), text))
    return "\n".join([text, *(f"Link: {target}" for target in targets)]), attached, inner


def _as_file(part: Message) -> Message | None:
    """Open a mail that is attached as a file of no particular kind, as some programs do."""
    content = part.get_payload(decode=True)
    if not (part.get_filename() or "").lower().endswith(".eml") or not isinstance(content, bytes):
        return None
    carried = letter.parsed(content)
    return carried if carried["From"] else None


def _sort(part: Message, plain: list[str], html: list[str], attached: list[Attached]) -> None:
    shape = part.get_content_type()
    if (
        part.get_filename() is None
        and shape in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
    ):
        content = part.get_payload(decode=True)
        octets = content if isinstance(content, bytes) else b""
        text = letter.as_text(octets, part.get_content_charset()).replace("\r\n", "\n")
        (plain if shape == "text/plain" else html).append(text)
        return
    attached.append(attachments.attached(part))


def _moment(message: Message) -> str | None:
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat()
