"""What a browser carries for the public face: the token of a draft, and for a visit the code that was typed.

Both stand in cookies that no script reads, no other site's page sends, and the browser forgets with its
window; the code is sealed, since a cookie may lie on a disk, and opens for an hour. Neither ever stands in an
address.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from ringfence.ledger.configuration import configuration

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

VISIT_SECONDS = 3_600
"""How long a code that was typed opens its report without being typed again: slow hands need time."""
LONGEST_TOKEN = 100
"""Characters of a cookie that are looked at."""


def draft_of(request: HttpRequest) -> str:
    """Give the token of the draft that a browser carries; "" for none."""
    return request.COOKIES.get(_name("draft"), "")[:LONGEST_TOKEN]


def carry_draft(response: HttpResponse, token: str) -> None:
    """Hand a draft's token to a browser, until its window is closed."""
    _set(response, "draft", token)


def drop_draft(response: HttpResponse) -> None:
    """Take a draft's token away from a browser."""
    response.delete_cookie(_name("draft"))


def visited(request: HttpRequest) -> str:
    """Give the code that a browser carries; "" for none, or when its time is over."""
    try:
        box = request.COOKIES.get(_name("visit"), "").encode()
        return _fernet().decrypt(box, ttl=VISIT_SECONDS).decode()
    except (InvalidToken, ValueError):
        return ""


def carry_visit(response: HttpResponse, code: str) -> None:
    """Hand a code to a browser, sealed, for a visit, or until its window is closed."""
    _set(response, "visit", _fernet().encrypt(code.encode()).decode())


def drop_visit(response: HttpResponse) -> None:
    """Take a code away from a browser."""
    response.delete_cookie(_name("visit"))


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        _name(name),
        value,
        secure=configuration().secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _name(name: str) -> str:
    return f"__Host-{name}" if configuration().secure else name


def _fernet() -> Fernet:
    key = hmac.digest(settings.SECRET_KEY.encode(), b"visit", hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(key))
