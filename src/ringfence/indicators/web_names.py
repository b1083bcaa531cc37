"""Addresses on the web and in mail, found once for the three kinds that need them: domain, url, email.

A host counts when its ending is in the Public Suffix List (https://publicsuffix.org; the copy inside
`tldextract`, never fetched) or reserved for examples (RFC 2606), and when it is no file name, no e-mail's
part and no missing space after a sentence (*I was scared.no one helped*).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import ada_url
import idna
import tldextract

from ringfence.indicators import brand_names, cues, known_good, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

MOST_NAMES = 5_000
"""Names that are looked at in one text; what comes later is left."""

_URL = re.compile(
    r"(?<![a-z0-9])(?:https?|ftp)://(?:(?![,;)]{1,2}https?://)[^\s<>\"'`{}"
    r"|\\^\u2190-\u2bff\u3001-\u301f\U0001f000-\U0001faff])"
    r"{3,2048}",
    re.IGNORECASE,
)
_SCHEME = len("https")
_DOTTED = re.compile(rf"\.(?:[^\W\d_]{{2}}|[{cues.INDIC}]{{2}}|xn--)")
_SPACE = re.compile(r"\s")
_KEPT = "web_names"  # under which name a text keeps its addresses
_IN_LABEL = rf"(?:[\w-]|[{cues.INDIC}])"
_NAME = re.compile(
    r"(?<![\w@.%+\\-])(?:[\w%+-][\w.%+'-]{0,63}@)?"
    rf"((?:{_IN_LABEL}{{1,63}}\.){{1,9}}(?:(?:[^\W\d_]|[{cues.INDIC}]){{2,24}}|xn--[a-z0-9-]{{2,59}}))"
    r"(?![\w-]|\.[a-z0-9]|@)"
    r"((?::\d{2,5})?(?:/[^\s<>\"'`{}|\\^]{0,1000}|\?(?=[\w%.-]{1,40}=)[^\s<>\"'`{}|\\^]{0,1000})?)",
    re.IGNORECASE,
)
# What may not stand in a host, where an address was not parted from what follows it.
_ENDS_HOST = re.compile(r"[!$&'()*+,;=]")
_RESERVED_ENDINGS = frozenset(["example", "test", "invalid"])
# Endings that are also words of the six languages, and endings that are also kinds of files: alone they need
# an address's surroundings.
_LISTS = tomllib.loads(resources.files(__package__).joinpath("lists", "addresses.toml").read_text("utf-8"))
_WORDS, _FILES, _HYPHENED, _NO_HOSTS = (
    frozenset(cues.listed(_LISTS[name])) for name in ("ending_words", "files", "hyphened", "no_hosts")
)
# *from taxrefund.us*: before a long name, where a sentence would hardly end with it.
_TOWARDS = re.compile(
    r"(?<![^\W_])(?:at|on|from|to|via|bei|auf|unter|über|von|en|sur|chez|desde|de|por|par|a|à) [\"'(]?$"
)
_COUNTRIES = frozenset(["de", "es", "us", "ca"])
_LONG, _FOUR = 7, 4
_SITE = re.compile("site|web|seite|domain|domin|url|www|サイト|साइट")
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


# Letters that look like Latin ones: of Unicode's confusables (UTS #39) those of Cyrillic, Greek, Armenian and
# Cherokee in small letters, and Latin letters of other alphabets' use.
_LOOK_ALIKES = str.maketrans(
    {
        sign: plain
        for plain, signs in {
            "a": "аɑα",
            "b": "ЬьƅᏏ",
            "c": "сϲᴄⅽ",
            "d": "ԁɗժⅾ",
            "e": "еҽєεɛ",
            "f": "ƒſքẝ",
            "g": "ɡցġԍ",
            "h": "һհᏂ",
            "i": "іıɩι",
            "j": "јϳ",
            "k": "кκĸ",
            "l": "ӏǀⅼɭ",
            "m": "мⅿ",
            "n": "ոռпη",
            "o": "оοσօөଠ๐ഠ",
            "p": "рρþ",
            "q": "ԛգզ",
            "r": "гᴦɾ",
            "s": "ѕꜱʂ",
            "t": "тτ",
            "u": "υսʋ",
            "v": "νѵᴠⅴ",
            "w": "ԝɯѡωաɯ",
            "x": "хχⅹ×",
            "y": "уүγʏ",
            "z": "ᴢʐ",
        }.items()
        for sign in signs
    }
    | {"в": "b", "н": "h"}
)
_STROKED = str.maketrans("łøđħŧ", "lodht")  # letters with a stroke, which Unicode takes for no accent


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


@lru_cache(maxsize=8_192)
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
    rented = known_good.customer(host)
    if rented is not None:
        return rented
    parts = _SUFFIXES.extract_str(host)
    if not parts.suffix:
        return None
    return f"{parts.domain}.{parts.suffix}" if parts.domain else parts.suffix if "." in parts.suffix else None


@lru_cache(maxsize=8_192)
def ascii_host(host: str) -> str | None:
    """Write a host as A-labels in small letters, without ``www.`` or a final dot; None when it is none."""
    host = host.strip(".").lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    if len(host) > 253 or "_" in host or _SPACE.search(host):
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
    """Give the plain name that a host imitates with letters of other scripts, or a brand's with accents.

    Accents alone imitate nothing (``müller``): only where a brand's name is left without them.

    Returns:
        A host in ASCII; None when it imitates none.
    """
    if "xn--" not in host:
        return None
    written = written_host(host)
    plain = written.translate(_LOOK_ALIKES)
    if not plain.isascii():
        plain = _without_accents(plain)
        if not plain.isascii() or not _imitates_brand(written, plain):
            return None
    return plain if "xn--" not in plain else None


def _without_accents(written: str) -> str:
    parts = unicodedata.normalize("NFKD", written.translate(_STROKED))
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(_LOOK_ALIKES)


def _imitates_brand(written: str, plain: str) -> bool:
    """Tell whether a host shows, once its accents are gone, a brand's name or site that it did not before."""
    if known_good.genuine("domain", ascii_host(written) or written):
        return False
    parts = zip(re.split(r"[.-]", written), re.split(r"[.-]", plain), strict=True)
    return known_good.genuine("domain", plain) or any(
        brand_names.held_in(bare, brand_names.LONGER) is not None and brand_names.held_in(own) is None
        for own, bare in parts
    )


def address(written: str) -> str | None:
    """Write an address as the WHATWG URL standard does; None when it is none."""
    try:
        whole = ada_url.URL(written)
    except (ValueError, UnicodeError):
        return None
    return str(whole.href)


def names(text: Folded) -> list[Name]:
    """Give every address of a text, in order; the spans are of ``text.refanged``."""
    known: list[Name] | None = text.kept.get(_KEPT)
    if known is None:
        known = text.kept[_KEPT] = _found(text)
    return known


def _found(text: Folded) -> list[Name]:
    armed = text.refanged
    if not _DOTTED.search(armed.text) and "://" not in armed.text:
        return []
    found: list[Name] = []
    taken: list[tuple[int, int]] = []
    if "://" in armed.text:
        for match in _urls(armed.text):
            written = trimmed(match[0])
            name, cut = _whole(written, match.start())
            if name is not None:
                found.append(name)
            taken.append((match.start(), cut))
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


def _urls(text: str) -> Iterator[re.Match[str]]:
    """Match `_URL` from where its sign first stands, which is found faster."""
    done = 0
    at = text.find("://")
    while at >= 0 and (match := _URL.search(text, max(done, at - _SCHEME))) is not None:
        yield match
        done = match.end()
        at = text.find("://", done)


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


def trimmed(written: str) -> str:
    """Take the sentence's own signs off an address."""
    written = written.rstrip(".,;:!?*_~-([।")
    while written and written[-1] in ")]" and written.count("(") < written.count(")") + written.count("]"):
        written = written[:-1].rstrip(".,;:!?*_~।")
    return written


def _whole(written: str, start: int) -> tuple[Name | None, int]:
    """Read an address with a scheme; give it, and where it ends."""
    scheme, _, rest = written.partition("://")
    host_end = re.search(r"[/?#]", rest)
    authority = rest[: host_end.start()] if host_end else rest
    ends = None if "@" in authority else _ENDS_HOST.search(authority)
    if ends is not None:
        written = trimmed(f"{scheme}://{authority[: ends.start()]}")
    end = start + len(written)
    url = address(written)
    host = host_of(url) if url else None
    if url is None or host is None or ("." not in host and "[" not in host):
        return None, end
    return Name(start, end, host, url, None), end


def host_of(url: str) -> str | None:
    """Give the host of an address as WHATWG writes it, without ``www.``; IPv6 in its brackets."""
    host = str(ada_url.URL(url).hostname)
    return host if host.startswith("[") else ascii_host(host)


def _bare(armed: Folded, match: re.Match[str]) -> Name | None:
    host = ascii_host(match[1])
    if host is None or registrable(host) is None:
        return None
    start, end = match.span()
    local = armed.text[start : match.start(1)].rstrip("@")
    if local:
        start += (ended := _sentence_before(local))
        local = local[ended:]
        return Name(start, match.end(1), host, None, local.lower()) if _is_local(local) else None
    path = trimmed(match[2]) if match[2] else ""
    written = match[1]
    end = match.end(1) + len(path)
    if not written.isascii() and "。" in armed.original[slice(*armed.span(start, match.end(1)))]:
        return None  # a sentence ends
    if not _is_name(armed, written, path, start):
        return None
    url = address(f"http://{written}{path}") if path and path != "/" else None
    return Name(start, end, host, url, None)


def _sentence_before(local: str) -> int:
    """Count the signs of a sentence of Japan that ends right before an address: *…が二通。kaikei@…*."""
    before, dot, rest = local.rpartition(".")
    return len(before) + 1 if dot and rest.isascii() and not before.isascii() else 0


def _is_local(local: str) -> bool:
    return not local.startswith(".") and not local.endswith(".") and ".." not in local and len(local) <= 64


def _is_name(armed: Folded, written: str, path: str, start: int) -> bool:
    """Tell a bare host from a file name and from a missing space after a sentence."""
    labels = written.split(".")
    first, ending = labels[0], labels[-1]
    low, name = ending.lower(), written.lower()
    capital = ending[0].isupper() and ending[1:].islower()
    starts_sentence = capital and (not first[:1].isupper() or len(first) == 1)
    if name in _NO_HOSTS or starts_sentence or (low == "nr" and not path and first.lower() != "www"):
        return False
    if first.lower() == "www" or (path.strip("/:") and low not in _FILES):
        return True
    if low in _FILES:
        return _is_told_site(armed, start, named=True) and labels[-2].lower() not in _FILES
    if len(labels) > 2:
        return not all(label.isdecimal() or label.lower() in _WORDS for label in labels[1:])
    return not first.isdecimal() and (low not in _WORDS or _stands_as_name(armed, name, start))


def _stands_as_name(armed: Folded, name: str, start: int) -> bool:
    """Tell whether a name of two labels that ends in a word is one all the same."""
    if known_good.genuine("domain", name) or known_good.shared(name) or _is_told_site(armed, start):
        return True
    first, ending = name.split(".")
    long = len(first) >= _LONG and (ending in _COUNTRIES or len(ending) >= _FOUR)
    if long and _TOWARDS.search(armed.low, max(0, start - 12), start):
        return True
    return first not in _HYPHENED and ("-" in first or any(sign.isdigit() for sign in first))


def _is_told_site(armed: Folded, start: int, *, named: bool = False) -> bool:
    """Tell whether words such as *website*, or *went to* too, stand just before a place."""
    told = near.label(armed, start)
    if told is None or told.name != "website" or start - told.end > 12:
        return False
    return not named or _SITE.search(armed.low, told.start, told.end) is not None
