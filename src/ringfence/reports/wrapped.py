"""Links that a mail program or a search page has wrapped in one of its own: where they lead in the end.

    >>> unwrapped("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fharbour-helpline.example%2Fx")
    'https://harbour-helpline.example/x'

Sources: Microsoft, *Safe Links in Defender for Office 365*; Proofpoint, *URL Defense* (forms 2 and 3); the
``url?q=`` of Google and the ``l.php?u=`` of Facebook as they stand in mails. Nothing is fetched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAPPERS = (
    # host, path, the field of the query that holds the target
    (re.compile(r"[\w.-]+\.safelinks\.protection\.outlook\.com"), re.compile("/.*"), ("url",)),
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}"), re.compile("/url"), ("q", "url")),
    (re.compile(r"lm?\.facebook\.com"), re.compile(r"/l\.php"), ("u",)),
)
_PROOFPOINT_2 = re.compile(r"https://urldefense\.proofpoint\.com/v2/url\?(?:[^\s#]*&)?u=([^&\s]{1,2000})")
_PROOFPOINT_3 = re.compile(r"https://urldefense\.(?:com|us)/v3/__(\S{1,2000}?)__;", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"']{1,4000}", re.IGNORECASE)
_DEEPEST = 3


def unwrapped(link: str) -> str | None:
    """Say where a wrapped link leads; None where it is none of those that are known."""
    found = None
    for _ in range(_DEEPEST):
        inner = _inner(found or link)
        if inner is None:
            break
        found = inner
    return found


def targets(text: str) -> Iterator[str]:
    """Give where the wrapped links that stand in a text lead, in their order."""
    for written in _LINK.finditer(text):
        found = unwrapped(written[0])
        if found is not None:
            yield found


def _inner(link: str) -> str | None:
    old, new = _PROOFPOINT_2.match(link), _PROOFPOINT_3.match(link)
    if old is not None or new is not None:
        inner = unquote(old[1].replace("-", "%").replace("_", "/")) if old else (new[1] if new else "")
    else:
        try:
            parts = urlsplit(link)
            fields = parse_qs(parts.query, max_num_fields=100)
        except ValueError:
            return None
        inner = ""
        for host, path, names in _WRAPPERS:
            if host.fullmatch((parts.hostname or "").lower()) and path.fullmatch(parts.path):
                inner = next((fields[name][0] for name in names if name in fields), "")
    return inner if _LINK.fullmatch(inner) else None
