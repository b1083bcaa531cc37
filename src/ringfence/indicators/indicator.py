"""The indicator: a canonical value by which reports can be linked; and the sighting: where it was seen.

A *kind* is one file in ``kinds/`` of the shape of `Kind`. `Found` is what a kind finds in one text; a
*sighting* is that, in a report, at a time: a row of ``sightings.parquet`` (docs/reference/files.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringfence.indicators.fold import Folded
    from ringfence.words import Country, Lang

TIMESTAMP = pa.timestamp("us", tz="UTC")


class Role(StrEnum):
    """What a value did in the report (docs/reference/kinds.md)."""

    CALLBACK = "callback"
    CALLER_ID = "caller_id"
    PAYEE = "payee"
    CONTACT = "contact"
    VISITED = "visited"
    OPERATOR = "operator"
    GENUINE = "genuine"
    REPORTER = "reporter"
    IMPERSONATED = "impersonated"
    USED = "used"
    CLAIMED = "claimed"
    SAID = "said"


class Validity(StrEnum):
    """Whether the value keeps its kind's rules, or only might."""

    VALID = "valid"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Found:
    """A value that a kind found in one text.

    Attributes:
        kind: The kind's name.
        value: The canonical value (docs/reference/kinds.md).
        role: What it did in the report.
        validity: Whether it keeps its kind's rules.
        start: First code point in the text as written; None when it does not stand in the text.
        end: One past the last code point; None likewise.
        strength: How much the value alone says that two reports share a ring, 0 to 1.
        told: Whether words near it, or a list, gave the role; False: it is what such a value mostly does.
    """

    kind: str
    value: str
    role: Role
    validity: Validity
    start: int | None
    end: int | None
    strength: float
    told: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the text when a kind looks at it.

    Attributes:
        country: Where the reporter lives: the plan by which a number without a country code is read.
        lang: The text's language.
        node_key: The key for the digests of gift-card serials; None leaves them out.
        world: Accept the numbers of a made-up world (``+999…``), which no one can dial.
    """

    country: Country | None = None
    lang: Lang | None = None
    node_key: bytes | None = None
    world: bool = False


class Kind(Protocol):
    """What each file in ``kinds/`` offers, as module-level names.

    ``find`` looks through a folded text; ``canonical`` reads one value that stands alone (a form's field);
    ``strength`` is the prior of docs/reference/kinds.md; ``label`` is the value as a person reads it. Of
    values of different kinds that overlap in a text, the one of the lowest ``RANK`` counts; None never gives
    way or takes.
    """

    NAME: str
    ROLES: tuple[Role, ...]
    RANK: int | None

    def find(self, text: Folded, context: Context) -> Iterable[Found]:
        """Find every value of this kind in a text."""

    def canonical(self, written: str, context: Context) -> tuple[str, Validity] | None:
        """Read one value that stands alone; None when it is no value of this kind."""

    def strength(self, value: str, role: Role) -> float:
        """Say how much this value alone says that two reports share a ring, 0 to 1."""

    def label(self, value: str) -> str:
        """Write the value as a person reads it."""


SIGHTINGS = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
        pa.field("validity", pa.string(), nullable=False),
        pa.field("strength", pa.float32(), nullable=False),
        pa.field("at", TIMESTAMP, nullable=False),
        pa.field("at_basis", pa.string(), nullable=False),  # occurred or reported
        pa.field("source", pa.string(), nullable=False),
        pa.field("reporter", pa.string()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
    ]
)
"""The columns of ``sightings.parquet``, in order."""
