"""Web addresses with a path or a scheme, as the WHATWG URL standard writes them: ``https://contoso.example/help``.

An address written without a scheme gets ``http``, as a browser's address bar long gave it. One of a remote
tool's own host is a `remote_access` value only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import roles, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.indicators.kinds import ip, remote_access

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "url"
ROLES = (Role.VISITED, Role.GENUINE)
RANK = 5

# *203.0.113.9/alert*: an address of numbers with a path, and no net such as *192.0.2.0/24*.
_NUMBERED = re.compile(
    r"(?<![\w.@/:-])((?:\d{1,3}\.){3}\d{1,3})(?::\d{2,5})?/(?=[^\s/]*[a-z])[^\s<>\"'`{}|\\^\u3001-\u301f]{2,1000}",
    re.IGNORECASE,
)
_MAY_BE_NUMBERED = re.compile(r"\.\d{1,3}\.\d{1,3}(?::\d+)?/")


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every address that has a scheme or a path."""
    armed = text.refanged
    for name in web_names.names(text):
        if name.url is None or remote_access.claims(armed, name):
            continue
        role = roles.resolve(NAME, name.url, armed, (name.start, name.end))
        if web_names.look_alike(name.host):
            role = Role.VISITED
        span = armed.span(name.start, name.end)
        yield Found(NAME, name.url, role, Validity.VALID, *span, strength(name.url, role))
    if "/" in armed.text and _MAY_BE_NUMBERED.search(armed.text):
        yield from _numbered(armed, context)


def _numbered(armed: Folded, context: Context) -> Iterator[Found]:
    """Find addresses of an IP address and a path, without a scheme."""
    for match in _NUMBERED.finditer(armed.text):
        written = web_names.trimmed(match[0])
        value = web_names.address(f"http://{written}")
        if value is None or ip.canonical(match[1], context) is None or ip.is_version(armed.low, match):
            continue
        start, end = match.start(), match.start() + len(written)
        role = roles.resolve(NAME, value, armed, (start, end))
        yield Found(NAME, value, role, Validity.VALID, *armed.span(start, end), strength(value, role))


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read an address that stands alone in a form's field; a bare host counts too."""
    written = written.strip()
    value = web_names.address(written if "://" in written else f"http://{written}")
    if value is None or not value.startswith(("http://", "https://", "ftp://")):
        return None
    host = web_names.host_of(value)
    if host is None or ("." not in host and "[" not in host):
        return None
    return value, Validity.VALID


def strength(value: str, role: Role) -> float:
    """Give .5 for an address with a path, 0 for a bare host: its domain counts already."""
    path = value.partition("://")[2].partition("/")[2]
    return 0.0 if role is Role.GENUINE or not path else 0.5


def label(value: str) -> str:
    """Write an address as it is."""
    return value
