"""Commitments: a set is fixed before the first message, so that an auditor can look into it afterwards.

The elements, each with a salt of its own, are the leaves of a Merkle tree as RFC 6962 (2.1) has it: leaves
are hashed after a zero byte, inner nodes after a one byte. The root tells a partner nothing; a leaf and its
path show an auditor that it was under the root.

    >>> leaves = [leaf("phone", f"+1555555010{n}", "2026-01-01", bytes(16)) for n in range(5)]
    >>> tree = Tree(leaves)
    >>> opened = tree.opening(3)
    >>> holds(tree.root, 5, opened)
    True
    >>> holds(tree.root, 5, Opening(2, opened.leaf, opened.path))
    False
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.exchange.signing import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

SALT_BYTES = 16
_LEAF, _NODE = b"\x00", b"\x01"


@dataclass(frozen=True, slots=True)
class Opening:
    """One leaf, shown.

    Attributes:
        index: Where it stands, from 0.
        leaf: What was hashed.
        path: The digests beside its way up to the root, from the bottom.
    """

    index: int
    leaf: bytes
    path: tuple[bytes, ...]

    def record(self) -> dict[str, object]:
        """Write it as a record for JSON; digests are hexadecimal."""
        return {"index": self.index, "leaf": self.leaf.decode(), "path": [one.hex() for one in self.path]}


def leaf(kind: str, value: str, held_on: str, salt: bytes) -> bytes:
    """Write the leaf of an element.

    Args:
        kind: Its kind.
        value: Its canonical value.
        held_on: The date of the first report that holds it, as ISO 8601.
        salt: 16 bytes drawn for this leaf alone.
    """
    return canonical({"held_on": held_on, "kind": kind, "salt": salt.hex(), "value": value})


def made_up(name: str, salt: bytes) -> bytes:
    """Write the leaf of a made-up element that only fills the set up."""
    return canonical({"made_up": name, "salt": salt.hex()})


class Tree:
    """A Merkle tree over leaves.

    Args:
        leaves: One at least.
    """

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves
        self._levels = [[hashlib.sha256(_LEAF + one).digest() for one in leaves]]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def root(self) -> bytes:
        """The root, 32 bytes."""
        return self._levels[-1][0]

    def opening(self, index: int) -> Opening:
        """Show one leaf."""
        path, at = [], index
        for level in self._levels[:-1]:
            beside = at ^ 1
            if beside < len(level):
                path.append(level[beside])
            at //= 2
        return Opening(index, self._leaves[index], tuple(path))


def _above(level: list[bytes]) -> list[bytes]:
    pairs = zip(level[::2], level[1::2], strict=False)
    above = [hashlib.sha256(_NODE + left + right).digest() for left, right in pairs]
    return above if len(level) % 2 == 0 else [*above, level[-1]]


def holds(root: bytes, size: int, opened: Opening) -> bool:
    """Tell whether a shown leaf stands at its index under the root of a tree of so many leaves."""
    if not 0 <= opened.index < size:
        return False
    digest, at, width = hashlib.sha256(_LEAF + opened.leaf).digest(), opened.index, size
    path = list(opened.path)
    while width > 1:
        if at ^ 1 < width:
            if not path:
                return False
            beside = path.pop(0)
            pair = beside + digest if at % 2 else digest + beside
            digest = hashlib.sha256(_NODE + pair).digest()
        at, width = at // 2, (width + 1) // 2
    return not path and digest == root


def drawn(seed: bytes, size: int, count: int) -> tuple[int, ...]:
    """Draw which leaves an auditor sees: the same for the same seed, in order, none twice.

    Args:
        seed: What neither side could choose alone.
        size: How many leaves there are.
        count: How many to draw; never more than there are.
    """
    chosen: set[int] = set()
    number = 0
    while len(chosen) < min(count, size):
        digest = hashlib.sha256(seed + number.to_bytes(8, "big")).digest()
        chosen.add(int.from_bytes(digest, "big") % size)
        number += 1
    return tuple(sorted(chosen))
