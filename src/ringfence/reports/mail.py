"""What the headers and the HTML of a mail tell about the fraud, and what of them is the reporter's own.

In a mail to a desk the headers name the reporter and the desk. Only the sender of the fraudsters' own mail is
evidence, so a header stays in a report's text only where it tells the fraud; the rest stays in the original.
Header names are those of RFC 5322 and of common mail programs; in quoted headers also in the languages of
the reports.
"""

from __future__ import annotations

import codecs
import email
import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from email.policy import Compat32
from email.utils import getaddresses
from html import unescape
from typing import TYPE_CHECKING

from ringfence.reports.safety import LONGEST_FIELD
from ringfence.reports.wrapped import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from email.message import Message

TELLING = ("Subject", "Date")
"""The headers of any mail that stay in the text."""
SENDERS = ("From", "Reply-To", "Return-Path")
"""Headers that name the sender: evidence in the fraudsters' mail, the reporter's own in hers."""
RECEIVERS = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "Cc", "Bcc")
"""Headers that name who received the mail; the reporter's own in any mail."""
OTHERS = ("Sender", "Resent-From", "Resent-To", "Resent-Cc", "X-Forwarded-To", "X-Forwarded-For")
"""More headers with addresses; the reporter's own in her mail."""
LONGEST_HEADER = 200_000
"""Characters of one header; a mail with a longer one is not read."""
MOST_LINKS = 200
"""Link targets that are taken from one mail."""

_LONGEST_HTML = 4 * LONGEST_FIELD
_LONGEST_LINK = 2_000
_HIDDEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote)\b[^<>]{0,1000}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,10000}>")
_LINKING = re.compile(r"<(?:a|area|form|button|input|meta)\s([^<>]{1,4000})>", re.IGNORECASE)
_TARGET = re.compile(
    r"""\b(?:href|(?:form)?action)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_REFRESH = re.compile(
    r"""\bcontent\s{0,9}=\s{0,9}["']?\s{0,9}\d{1,5}\s{0,9};\s{0,9}url\s{0,9}=\s{0,9}['"]?([^"'>]*)""",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:https?://|www\.|tel:|mailto:)", re.IGNORECASE)
_AROUND = "<>()[]{}\"'.,;:!?*"
_QUOTED = re.compile(r"[>\s*|]*([A-Za-zÀ-ÿ][\w\-À-ÿ ]{0,40}?)[\s*]*:[\s*]*(.*)")
_FROM_WRITTEN = "from von de da desde expéditeur remitente absender"
_FROM = frozenset(_FROM_WRITTEN.split())
_TO_WRITTEN = (
    "to cc bcc an kopie para à a destinataire destinatario cci cco copie copia empfänger "
    "delivered-to x-original-to envelope-to"
)
_TO = frozenset(_TO_WRITTEN.split())
_TRACE = re.compile(
    r"received|message-id|in-reply-to|references|authentication-results|received-spf|mime-version|"
    r"delivered-to|dkim-\S+|domainkey-\S+|arc-\S+|x-\S+|list-\S+|content-\S+|envelope-to",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"undisclosed|recipients|@|\d{5}", re.IGNORECASE)
_FEWEST_HEADERS = 3
# Codecs of Python that are no charset of a mail; the time that the first takes grows with the square.
_NO_CHARSETS = frozenset(["punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"])
_LONGEST_PARAMETERS = 2_000  # characters of a header that tells what a part is


class _Bounded(Compat32):
    """How the standard library reads mails, but for headers that would take it minutes.

    The time that it takes for the parameters of ``Content-Type`` grows with the square of their length.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if len(value) > LONGEST_HEADER:
            raise ValueError
        return name, value[:_LONGEST_PARAMETERS] if name.lower().startswith("content-") else value


_BOUNDED = _Bounded()


def parsed(content: bytes) -> Message:
    """Read a mail's headers and parts.

    Raises:
        ValueError: When a header is longer than `LONGEST_HEADER`; hostile mails raise other errors too.
    """
    return email.message_from_bytes(content, policy=_BOUNDED)


def addresses(message: Message, names: Sequence[str]) -> list[tuple[str, str]]:
    """List the names and addresses in some headers, each once, in the order of the headers as named."""
    return _pairs(decoded(value) for name in names for value in message.get_all(name, []))


def _pairs(written: Iterable[str]) -> list[tuple[str, str]]:
    found = [(name.strip(), address.strip()) for name, address in getaddresses(list(written))]
    return list(dict.fromkeys((name, address) for name, address in found if "@" in address))


def headers(message: Message, names: Sequence[str]) -> list[str]:
    """Write some headers of a mail as lines, as far as it has them."""
    return [f"{name}: {decoded(value)}" for name in names for value in message.get_all(name, [])]


def decoded(value: object) -> str:
    """Read a header with its encoded words (RFC 2047); what cannot be decoded becomes a replacement sign."""
    try:
        parts = decode_header(str(value))
    except (MessageError, ValueError):
        return _clean(str(value))
    words = []
    for part, charset in parts:
        words.append(part if isinstance(part, str) else as_text(part, charset))
    return _clean("".join(words))


def _clean(text: str) -> str:
    valid = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\x00\r\n\t ]+", " ", valid).strip()


def as_text(content: bytes, charset: str | None) -> str:
    """Read bytes as text; an unknown encoding is read as UTF-8, and what does not fit is replaced."""
    try:
        known = codecs.lookup(charset or "utf-8").name
        text = content.decode("utf-8" if known in _NO_CHARSETS else known, "replace")
    except (LookupError, ValueError):  # ValueError: a name with NUL in it
        text = content.decode("utf-8", "replace")
    return text.encode("utf-8", "replace").decode("utf-8")


def shown_text(html: str) -> str:
    """Give what an HTML part shows: no tags, scripts or styles; its first 4,000,000 signs are read."""
    seen = _without_hidden(html[:_LONGEST_HTML])
    lines = unescape(_TAG.sub(" ", _BREAK.sub("\n", seen))).replace("\xa0", " ").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)).strip()


def _without_hidden(html: str) -> str:
    low = html.lower()
    if len(low) != len(html):
        low = html
    kept, at = [], 0
    while found := _HIDDEN.search(html, at):
        end = low.find(f"</{found[1].lower()}", found.end())
        kept.append(html[at : found.start()])
        at = len(html) if end < 0 else end
    return " ".join([*kept, html[at:]])


def links(html: str, text: str) -> list[str]:
    """List where an HTML part's links lead, where the text does not show it: web, telephone and mail links.

    Args:
        html: The part.
        text: What is shown of the mail.

    Returns:
        The targets, each once, in their order; at most `MOST_LINKS`.
    """
    return not_shown(_targets(html), text)


def _targets(html: str) -> Iterator[str]:
    for tag in _LINKING.finditer(html[:_LONGEST_HTML]):
        target = _TARGET.search(tag[1]) or _REFRESH.search(tag[1])
        if target:
            yield unescape(next((one for one in target.groups() if one), ""))


def page_text(html: str) -> str:
    """Give what an HTML page shows, and where its links lead in lines at the end."""
    text = shown_text(html)
    return "\n".join([text, *(f"Link: {target}" for target in links(html, text))])


def not_shown(targets: Iterable[str], text: str) -> list[str]:
    """Choose the targets of links that a text does not show: web, telephone and mail links.

    Args:
        targets: Where the links lead, as written.
        text: What is shown.

    Returns:
        The targets, each once, in their order; at most `MOST_LINKS`.
    """
    shown = {_bare(word) for word in text.split()}
    found: dict[str, None] = {}
    for written in targets:
        led = re.sub(r"[\x00-\x20\x7f]+", "", written)
        led = unwrapped(led) or led
        if _SCHEME.match(led) and len(led) <= _LONGEST_LINK and _bare(led) not in shown:
            found[led] = None
            if len(found) == MOST_LINKS:
                break
    return list(found)


def _bare(word: str) -> str:
    return re.sub(r"^(?:https?://|mailto:|tel:)", "", word.strip(_AROUND).lower()).strip(_AROUND + "/")


@dataclass(slots=True)
class Quoted:
    """What the quoted headers of an inline forward tell.

    Attributes:
        text: The text without the lines that only trace the mail's way.
        mails: For each mail quoted, who sent it and who received it: names and addresses; one may be empty.
    """

    text: str
    mails: list[tuple[list[tuple[str, str]], list[tuple[str, str]]]] = field(default_factory=list)

    def own(self, hers: Iterable[str]) -> list[tuple[str, str]]:
        """List who received the quoted mails; to whom she herself wrote is not hers, nor who wrote to her.

        Args:
            hers: The addresses of her who forwarded them.
        """
        known = {address.lower() for address in hers}
        theirs = {address.lower() for sent, _ in self.mails for _, address in sent if address} - known
        found: list[tuple[str, str]] = []
        for sent, received in self.mails:
            if not known & {address.lower() for _, address in sent}:
                found += [one for one in received if one[1].lower() not in theirs]
        return found


def quoted(text: str) -> Quoted:
    """Read the headers that stand quoted in a mail's text, as *Forward* writes them or as they were pasted.

    Args:
        text: What is shown of the mail.

    Returns:
        The text without trace headers (``Received``, ``Message-ID``, ``X-…``), and whose the rest is.
    """
    lines = text.split("\n")
    kept: list[str] = []
    block: list[str] = []
    read = Quoted(text)
    for line in [*lines, ""]:
        folded = bool(block) and line[:1] in (" ", "\t") and line.strip() != ""
        if folded or (len(line) <= _LONGEST_LINK and _QUOTED.fullmatch(line)):
            block.append(line)
            continue
        kept += _block(block, read)
        block = []
        kept.append(line)
    read.text = "\n".join(kept[:-1])
    return read


def _block(lines: list[str], read: Quoted) -> list[str]:
    """Read lines that follow each other and look like headers; give those that stay."""
    named: list[tuple[str, str, str]] = []
    for line in lines:
        header = _QUOTED.fullmatch(line)
        name = header[1].strip().lower() if header else ""
        value = header[2] if header else line
        if line[:1] in (" ", "\t") and name not in _FROM | _TO:
            name, value = "", line
        named.append((name or (named[-1][0] if named else ""), value, line))
    names = {name for name, _, _ in named}
    if not names & _FROM or len(names) < _FEWEST_HEADERS:
        return lines
    sent = [one for name, value, _ in named if name in _FROM for one in _people(value)]
    received = [one for name, value, _ in named if name in _TO for one in _people(value)]
    read.mails.append((sent, received))
    return [line for name, _, line in named if not _TRACE.fullmatch(name)]


def _people(value: str) -> list[tuple[str, str]]:
    plain = re.sub(r"[\[(<]?mailto:", " <", value)
    found = _pairs([plain]) or [("", one) for one in re.findall(r"[^\s<>\[\]()\"',;:]+@[\w.\-]+", plain)]
    if not found and not _NOBODY.search(plain):
        return [(name.strip(" *\"'"), "") for name in plain.split(";") if name.strip(" *\"'")]
    return found
