"""Addresses on the web and in mail, found once for the three kinds that need them: domain, url, email.

A host counts when its ending is in the Public Suffix List (https://publicsuffix.org; the copy inside
`tldextract`, never fetched) or reserved for examples (RFC 2606), and when it is no file name, no e-mail's
part and no missing space after a sentence (*I was scared.no one helped*).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import ada_url
import idna
import tldextract

from ringfence.indicators import cues, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

MOST_NAMES = 5_000
"""Names that are looked at in one text; what comes later is left."""

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_URL = re.compile(r"(?<![a-z0-9])https?://[^\s<>\"'`{}|\\^]{3,2048}", re.IGNORECASE)
_DOTTED = re.compile(r"\.(?:[^\W\d_]{2}|xn--)")
_SPACE = re.compile(r"\s")
_NAME = re.compile(
    r"(?<![\w@.%+-])(?:[\w%+-][\w.%+-]{0,63}@)?((?:[\w-]{1,63}\.){1,9}(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59}))(?![\w-]|\.[a-z0-9]|@)"
    r"((?::\d{2,5})?(?:/[^\s<>\"'`{}|\\^]{0,1000})?)",
    re.IGNORECASE,
)
_RESERVED_ENDINGS = frozenset(["example", "test", "invalid"])
# Endings that are also words, and endings that are also kinds of files: alone they need an address's
# surroundings.
_WORDS = frozenset(
    cues.listed(
        "no it me is in so to am as at be do us my an by he if or we go ca de et la se si es at al st pm "
        "not this that man how now then here there they she you and the but what when who day one fun fit "
        "ad id today live help support call best care works work plus world team link click run read play "
        "save bank money win men gift cards phone"
    )
)
_FILES = frozenset(
    cues.listed(
        "zip mov md py sh rs pl ps so cab cc ai exe pdf doc docx txt jpg png html htm php js app bat msi"
    )
)
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


# Letters that look like Latin ones: the commonest of Unicode's confusables (UTS #39), Cyrillic then Greek and
# others.
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb\u043c\u043d\u0442\u043a\u0432"
    "\u03bf\u03b1\u03bd\u03b9\u03c1\u03c5\u0261\u0131\u1d0f",
    "aeopcyxijsdqwhmhtkboavipugio",
)


class Name(NamedTuple):
    """An address as it stands in the refanged text.

    Attributes:
        start: Where it starts in the refanged text.
        end: One past where it ends.
        host: The host, as A-labels in small letters.
        url: The whole address as WHATWG writes it; None for a bare host.
        local: The part before the ``@`` of an e-mail address; None for a web address.
    """

    start: int
    end: int
    host: str
    url: str | None
    local: str | None


@lru_cache(maxsize=65_536)
def registrable(host: str) -> str | None:
    """Give the name a person can register (or is given on shared hosting) that a host belongs to.

    Args:
        host: A host as A-labels in small letters.

    Returns:
        ``contoso.example`` for ``www.contoso.example``; None when its ending is no known one.
    """
    labels = host.split(".")
    if len(labels) > 1 and labels[-1] in _RESERVED_ENDINGS:
        return ".".join(labels[-2:])
    parts = _SUFFIXES.extract_str(host)
    if not parts.suffix:
        return None
    return f"{parts.domain}.{parts.suffix}" if parts.domain else parts.suffix if "." in parts.suffix else None


@lru_cache(maxsize=65_536)
def ascii_host(host: str) -> str | None:
    """Write a host as A-labels in small letters, without ``www.`` or a final dot; None when it is none."""
    host = host.strip(".").lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    if len(host) > 253 or "_" in host:
        return None
    fine = all(
        label and len(label) <= 63 and label[0] != "-" and label[-1] != "-" for label in host.split(".")
    )
    return host if fine else None


def written_host(host: str) -> str:
    """Write a host's A-labels in the letters they stand for, where they are well formed."""
    try:
        return str(idna.decode(host)) if "xn--" in host else host
    except (idna.IDNAError, UnicodeError):
        return host


def look_alike(host: str) -> str | None:
    """Give the plain name that a host imitates with letters of other scripts; None when it imitates none."""
    if "xn--" not in host:
        return None
    plain = written_host(host).translate(_LOOK_ALIKES)
    return plain if plain.isascii() and "xn--" not in plain else None


def address(written: str) -> str | None:
    """Write an address as the WHATWG URL standard does; None when it is none."""
    try:
        whole = ada_url.URL(written)
    except (ValueError, UnicodeError):
        return None
    return str(whole.href)


@lru_cache(maxsize=8)
def names(text: Folded) -> list[Name]:
    """Find every address of a text, in order; the spans are of ``text.refanged``."""
    armed = text.refanged
    if not _DOTTED.search(armed.text) and "://" not in armed.text:
        return []
    found: list[Name] = []
    taken: list[tuple[int, int]] = []
    if "://" in armed.text:
        for match in _URL.finditer(armed.text):
            start, end = match.start(), match.start() + len(_trimmed(match[0]))
            name = _whole(armed.text[start:end], start, end)
            if name is not None:
                found.append(name)
            taken.append((start, end))
    at = 0
    for match in _bare_names(armed.text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] < match.end():
            continue
        name = _bare(armed, match)
        if name is not None:
            found.append(name)
        if len(found) > MOST_NAMES:
            break
    return sorted(found)


def _bare_names(text: str) -> Iterator[re.Match[str]]:
    """Match `_NAME`, which holds no space, only in what stands between two spaces and has an ending."""
    done = 0
    for dotted in _DOTTED.finditer(text):
        start = dotted.start()
        if start < done:
            continue
        while start > done and not text[start - 1].isspace():
            start -= 1
        space = _SPACE.search(text, dotted.end())
        done = space.start() if space else len(text)
        yield from _NAME.finditer(text, start, done)


def _trimmed(written: str) -> str:
    """Take the sentence's own signs off an address."""
    written = written.rstrip(".,;:!?*_~-")
    while written and written[-1] in ")]" and written.count("(") < written.count(")") + written.count("]"):
        written = written[:-1].rstrip(".,;:!?")
    return written


def _whole(written: str, start: int, end: int) -> Name | None:
    url = address(written)
    if url is None:
        return None
    host = ascii_host(url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0])
    if host is None:
        return None
    return Name(start, end, host, url, None)


def _bare(armed: Folded, match: re.Match[str]) -> Name | None:
    host = ascii_host(match[1])
    if host is None or registrable(host) is None:
        return None
    start, end = match.span()
    local = armed.text[start : match.start(1)].rstrip("@")
    if local:
        return Name(start, match.end(1), host, None, local.lower()) if _is_local(local) else None
    path = _trimmed(match[2]) if match[2] else ""
    written = match[1]
    end = match.end(1) + len(path)
    if not path.strip("/:") and not _is_name(armed, written, start, end):
        return None
    url = address(f"http://{written}{path}") if path and path != "/" else None
    return Name(start, end, host, url, None)


def _is_local(local: str) -> bool:
    return not local.startswith(".") and ".." not in local and len(local) <= 64


def _is_name(armed: Folded, written: str, start: int, end: int) -> bool:
    """Tell a bare host from a file name and from a missing space after a sentence."""
    labels = written.split(".")
    ending = labels[-1]
    if ending[0].isupper() and ending[1:].islower() and not labels[0][:1].isupper():
        return False  # a new sentence starts
    if len(labels) > 2 or labels[0].lower() == "www":
        return True
    low = ending.lower()
    if low not in _WORDS and low not in _FILES:
        return True
    told = near.label(armed, start)
    if told is not None and told.name == "website" and start - told.end <= 12:
        return True
    return low not in _FILES and any(sign.isdigit() or sign == "-" for sign in labels[0]) and end > start
