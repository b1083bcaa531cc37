"""Who asks: an address, for as long as it takes to count it, and never kept.

``X-Forwarded-For`` is believed from the one configured proxy alone, and of it the last address alone: that is
the one which the proxy itself saw. What is counted is a digest that is salted anew each day.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

from ringfence.actions.take_report import digits_of
from ringfence.ledger.configuration import configuration
from ringfence.words import now

if TYPE_CHECKING:
    from django.http import HttpRequest

_COUNTED = "ringfence.counted"  # no header can have a name with a dot


def address(request: HttpRequest) -> str:
    """Give the address that a request came from; of IPv6 the network of a customer (/64)."""
    seen = _read(str(request.META.get("REMOTE_ADDR", "")))
    proxy = configuration().proxy
    if proxy and str(seen) == proxy:
        last = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        seen = _read(last) if last else seen
    if isinstance(seen, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((seen, 64), strict=False).network_address)
    return "unknown" if seen is None else str(seen)


def _read(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read an address; None when it is none. A socket that listens to both kinds tells IPv4 within IPv6."""
    try:
        read = ipaddress.ip_address(written)
    except ValueError:
        return None
    return getattr(read, "ipv4_mapped", None) or read


def counted(request: HttpRequest) -> bytes:
    """Give what stands for a client in today's counts: 8 bytes of HMAC-SHA-256; tomorrow it is another."""
    known = request.META.get(_COUNTED)
    if known is None:
        salt = f"{settings.SECRET_KEY}\x1f{now():%Y-%m-%d}".encode()
        known = request.META[_COUNTED] = hmac.digest(salt, address(request).encode(), hashlib.sha256)[:8]
    return bytes(known)


def counted_code(code: str) -> bytes:
    """Give what stands for a follow-up code in today's counts, however it is written."""
    return hashlib.sha256(b"code\x1f" + digits_of(code).encode()).digest()[:8]
