"""Web addresses with a path or a scheme, as the WHATWG URL standard writes them: ``https://contoso.example/help``.

An address written without a scheme gets ``http``, as a browser's address bar long gave it. One of a remote
tool's own host is a `remote_access` value only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import roles, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.indicators.kinds import remote_access

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "url"
ROLES = (Role.VISITED, Role.GENUINE)
RANK = 5


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every address that has a scheme or a path."""
    armed = text.refanged
    for name in web_names.names(text):
        if name.url is None or remote_access.claims(armed, name):
            continue
        role = roles.resolve(NAME, name.url, armed, (name.start, name.end))
        span = armed.span(name.start, name.end)
        yield Found(NAME, name.url, role, Validity.VALID, *span, strength(name.url, role))


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
