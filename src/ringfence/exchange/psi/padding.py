"""Sizes that hide sizes: a set is filled up with made-up elements to the next of a few sizes.

There are four sizes in each doubling, so that a partner learns how many elements there are to a quarter, and
nothing below 256.

    >>> [padded(n) for n in (0, 256, 257, 10_000, 100_000)]
    [256, 256, 320, 10240, 114688]
"""

from __future__ import annotations

SMALLEST = 256
LARGEST = 16_777_216
_STEPS = 4


def padded(count: int) -> int:
    """Tell to what size a set of so many elements is filled up.

    Args:
        count: 0 to `LARGEST`.

    Raises:
        ValueError: When it is outside.
    """
    if not 0 <= count <= LARGEST:
        raise ValueError("a set of this size cannot be compared")
    if count <= SMALLEST:
        return SMALLEST
    step = (1 << (count - 1).bit_length() - 1) // _STEPS
    return -(-count // step) * step


def is_padded(size: int) -> bool:
    """Tell whether a size is one of those to which sets are filled up."""
    return SMALLEST <= size <= LARGEST and padded(size) == size
