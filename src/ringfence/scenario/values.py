"""The values of a world: each once, as kind and canonical form; and the mentions of them in reports."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.scenario.chance import Ints

KINDS = (
    "phone", "domain", "url", "email", "wallet", "bank_account", "gift_card", "handle",
    "remote_access", "ip", "script",
)  # fmt: skip
ROLES = ("callback", "caller_id", "payee", "contact", "visited", "operator", "genuine", "reporter", "said")
ORIGINS = ("own", "shared", "spoofed", "genuine", "second", "reassigned", "reporter", "noise", "hostile")
"""Why a value stands in a report: the ring's own; an enabler's; a stranger's number; …"""


def kind(name: str) -> int:
    """Give a kind's position in ``KINDS``."""
    return KINDS.index(name)


def role(name: str) -> int:
    """Give a role's position in ``ROLES``."""
    return ROLES.index(name)


def origin(name: str) -> int:
    """Give an origin's position in ``ORIGINS``."""
    return ORIGINS.index(name)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Which report says which value, in which role, by column.

    Attributes:
        report: Row of the report.
        value: Position among the values.
        role: Position in ``ROLES``.
        ring: The ring whose value it is, or -1.
        origin: Position in ``ORIGINS``.
    """

    report: Ints
    value: Ints
    role: Ints
    ring: Ints
    origin: Ints

    def __len__(self) -> int:
        return len(self.report)

    def take(self, rows: Ints) -> Mentions:
        """Pick rows, in that order."""
        return Mentions(**{f.name: getattr(self, f.name)[rows] for f in fields(Mentions)})


@dataclass(slots=True)
class Book:
    """Where values and mentions are written down while a world is made."""

    kinds: list[Ints] = field(default_factory=list)
    texts: list[pa.Array] = field(default_factory=list)
    size: int = 0
    columns: list[tuple[Ints, Ints, Ints, Ints, Ints]] = field(default_factory=list)

    def values(self, name: str, texts: Sequence[str]) -> int:
        """Add values of one kind; returns the position of the first."""
        first = self.size
        self.kinds.append(np.full(len(texts), kind(name), dtype=np.int8).astype(np.int64))
        self.texts.append(pa.array(texts, type=pa.string()))
        self.size += len(texts)
        return first

    def mention(self, report: Ints, value: Ints, said: str, ring: Ints | int, why: str | Ints) -> None:
        """Note that these reports say these values; ``ring`` -1 where it is no ring's."""
        shape = report.shape
        because = np.full(shape, origin(why), dtype=np.int64) if isinstance(why, str) else why
        rings = np.broadcast_to(np.asarray(ring, dtype=np.int64), shape)
        self.columns.append((report, value, np.full(shape, role(said), dtype=np.int64), rings, because))

    def mentions(self) -> Mentions:
        """Put all mentions together, by report; each value once a report and role."""
        joined = [np.concatenate(column) for column in zip(*self.columns, strict=True)]
        order = np.lexsort((joined[2], joined[1], joined[0]))
        report, value, said = (joined[n][order] for n in range(3))
        fresh = np.ones(len(order), dtype=bool)
        fresh[1:] = (np.diff(report) != 0) | (np.diff(value) != 0) | (np.diff(said) != 0)
        kept = order[fresh]
        return Mentions(*(column[kept] for column in joined))
