"""Limits as programs read them: ``RateLimit``, ``RateLimit-Policy`` and ``Retry-After``.

The two fields are those of draft-ietf-httpapi-ratelimit-headers-10; ``Retry-After`` is RFC 9110, 10.2.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.web import limits
from ringfence.web.api.problems import too_many
from ringfence.web.client import counted

if TYPE_CHECKING:
    from django.http import HttpRequest


class Spending:
    """What one request takes of its client's limits.

    Attributes:
        headers: What the answer tells of them.
    """

    def __init__(self, request: HttpRequest, *scopes: str) -> None:
        """Count a request in each scope.

        Raises:
            Problem: 429, when one of them is used up.
        """
        client = counted(request)
        spent = {scope: limits.spend(scope, client) for scope in scopes}
        self.headers = {
            "RateLimit-Policy": ", ".join(
                f'"{scope}";q={limits.LIMITS[scope].many};w={limits.LIMITS[scope].seconds}'
                for scope in scopes
            ),
            "RateLimit": ", ".join(f'"{scope}";r={one.left};t={one.resets}' for scope, one in spent.items()),
        }
        wait = max(one.wait for one in spent.values())
        if wait:
            raise too_many(wait, self.headers)
