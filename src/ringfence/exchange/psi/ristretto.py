"""The group: elements become points of Ristretto255 (RFC 9496), and a run's secret masks points.

>>> one, other = Secret(), Secret()
>>> point = point_of("phone", "+15555550100")
>>> other.mask(one.mask([point])) == one.mask(other.mask([point]))
True
>>> one.destroy(), other.destroy()
(None, None)
"""

from __future__ import annotations

import ctypes
import hashlib
from typing import TYPE_CHECKING

import rbcl

from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

POINT_BYTES = 32
_CONTEXT = b"ringfence overlap 1, ristretto255, sha-512"
_EVERY = 1024
_BYTES_HEAD = bytes.__basicsize__ - 1


def point_of(kind: str, value: str) -> bytes:
    """Map an element to a point: SHA-512 over our context, the kind and the value, then RFC 9496, 4.3.4.

    Args:
        kind: The kind of the indicator; its length is hashed before it, so that no two pairs are confused.
        value: The canonical value.

    Returns:
        The point, 32 bytes; nobody knows its logarithm.
    """
    named, meant = kind.encode(), value.encode()
    digest = hashlib.sha512(_CONTEXT + len(named).to_bytes(4, "big") + named + meant).digest()
    return bytes(rbcl.crypto_core_ristretto255_from_hash(digest))


class Secret:
    """The secret number of one side in one run, drawn fresh from the system's randomness."""

    def __init__(self) -> None:
        self._scalar: bytes | None = rbcl.crypto_core_ristretto255_scalar_random()

    def mask(self, points: Sequence[bytes], watch: Callable[[int], None] | None = None) -> list[bytes]:
        """Multiply each point with the secret.

        Args:
            points: 32 bytes each.
            watch: Told now and then how many more points are done.

        Raises:
            InputError: When one is not a point of the group, or its neutral one.
            ValueError: When the secret was destroyed.
        """
        if self._scalar is None:
            raise ValueError("this secret was destroyed")
        scalar, multiply = self._scalar, rbcl.crypto_scalarmult_ristretto255
        masked: list[bytes] = []
        try:
            for start in range(0, len(points), _EVERY):
                part = points[start : start + _EVERY]
                masked += [multiply(scalar, point) for point in part]
                if watch is not None:
                    watch(len(part))
        except (RuntimeError, ValueError) as wrong:
            raise InputError(
                "the partner's side sent something that is not a point of the group",
                advice="End the run, and ask the partner which version it runs",
            ) from wrong
        return masked

    def destroy(self) -> None:
        """Overwrite the secret with zeros and forget it; twice does no harm.

        The library takes ``bytes`` alone, which Python cannot change, so the memory itself is written. Copies
        that the library made for a call lie in freed memory until it is used again.
        """
        if self._scalar is not None:
            ctypes.memset(id(self._scalar) + _BYTES_HEAD, 0, len(self._scalar))
            self._scalar = None
