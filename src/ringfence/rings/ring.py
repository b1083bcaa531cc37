"""The ring: the files of a ring folder, and the settings by which reports are linked into rings.

A *ring* is a set of reports believed to stem from one organisation; its *cores* are the parts of it that
stand without any one value and any one reporter (docs/explanation/linking.md). The schemas here are those
of the files that ``link`` writes (docs/reference/files.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE = 1 << 16
"""Strengths, specificities and bits are whole numbers of this fraction inside the engines."""

TIMESTAMP = pa.timestamp("us", tz="UTC")

NAMED = pa.struct([pa.field("kind", pa.string()), pa.field("value", pa.string())])
"""A value by its kind and canonical form."""

MEMBERS = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("ring_id", pa.string()),  # null: in no ring
        pa.field("tier", pa.string()),  # core or lead; null in no ring
        pa.field("core_id", pa.string()),  # null unless core; equal for the reports of one core
        pa.field("confidence", pa.float64(), nullable=False),  # 0 to 1, to 4 places; 0 in no ring
        pa.field(
            "second_ring_id", pa.string()
        ),  # the ring that comes next; null when nothing speaks for another
        pa.field("second_confidence", pa.float64()),  # 0 to 1, null with it
        pa.field("provisional", pa.bool_(), nullable=False),  # placed since the last relink
    ]
)
"""The columns of ``DIR/members.parquet``: one row a report, by report id."""

RINGS = pa.schema(
    [
        pa.field("ring_id", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),  # active or redirected
        pa.field("redirect_to", pa.string()),  # the active ring that took it in; null while active
        pa.field("first_run", pa.string(), nullable=False),
        pa.field("last_run", pa.string(), nullable=False),  # the last run in which it was active
        pa.field("reports", pa.int64(), nullable=False),
        pa.field("core_reports", pa.int64(), nullable=False),
        pa.field("cores", pa.int64(), nullable=False),
        pa.field("reporters", pa.int64(), nullable=False),  # independent: unknown ones of a source are one
        pa.field("unknown", pa.int64(), nullable=False),  # reports whose reporter is unknown
        pa.field("sources", pa.list_(pa.string()), nullable=False),
        pa.field("first_at", TIMESTAMP),
        pa.field("last_at", TIMESTAMP),
        pa.field("confidence", pa.float64(), nullable=False),  # the mean of its people's means
        pa.field("brands", pa.list_(pa.string()), nullable=False),  # most named first
        pa.field("countries", pa.list_(pa.string()), nullable=False),  # most reports first; needs --reports
        pa.field("strongest", pa.list_(NAMED), nullable=False),  # the values that weigh most in it
        pa.field("enablers", pa.list_(NAMED), nullable=False),  # values of it that serve several rings
    ]
)
"""The columns of ``DIR/rings.parquet``: one row a ring that ever was, by ring id; a redirected one counts
0."""

LINKS = pa.schema(
    [
        pa.field("report_a", pa.string(), nullable=False),
        pa.field("report_b", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("bits", pa.float64(), nullable=False),  # what the value weighs for both, to 4 places
    ]
)
"""The columns of ``DIR/links.parquet``: for each value and ring a chain through the ring's reports that
hold it."""

VALUES = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field(
            "epoch", pa.int64(), nullable=False
        ),  # 0, 1, …: after a long silence a number is a new value
        pa.field("first_at", TIMESTAMP, nullable=False),
        pa.field("last_at", TIMESTAMP, nullable=False),
        pa.field("reports", pa.int64(), nullable=False),  # that hold it, in this epoch
        pa.field("reporters", pa.int64(), nullable=False),  # independent ones
        pa.field(
            "strong", pa.int64(), nullable=False
        ),  # of these, in a role that can link (never a caller id)
        pa.field("comparable", pa.int64(), nullable=False),  # pairs of reporters who both told something else
        pa.field("agreeing", pa.int64(), nullable=False),  # of these pairs, those who told the same
        pa.field(
            "chance", pa.float64(), nullable=False
        ),  # agreeing pairs of the comparable ones by chance, 0 to 1
        pa.field("specificity", pa.float64(), nullable=False),  # 0 to 1; the strongest role's
        pa.field("bits", pa.float64(), nullable=False),  # the most that one of its sightings weighs
        pa.field("links", pa.bool_(), nullable=False),
        pa.field("why", pa.string()),  # null when it links, else: weak, unspecific, unaccompanied, enabler
        pa.field(
            "ring_ids", pa.list_(pa.string()), nullable=False
        ),  # the rings that hold it, most reports first
    ]
)
"""The columns of ``DIR/values.parquet``: every value and epoch in two reports or more, by kind, value,
epoch."""

EDGES = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("epoch", pa.int64(), nullable=False),
        pa.field("strength", pa.int64(), nullable=False),  # the role's prior, in 1/65536
        pa.field("counted", pa.bool_(), nullable=False),  # stands for its reporter, who counts
        pa.field(
            "weight", pa.int64(), nullable=False
        ),  # round(65536 · bits); 0 where the value does not link
    ]
)
"""The columns of ``DIR/edges.parquet``, the edge table: ordered by report, kind, value, epoch."""

RUN_FILES = (
    "members.parquet",
    "rings.parquet",
    "links.parquet",
    "values.parquet",
    "edges.parquet",
    "findings.parquet",
    "run.json",
)
"""What stands in a ring folder."""


def _kinds(names: str, **roles: float) -> dict[tuple[str, str], float]:
    return {(name, role): strength for name in names.split() for role, strength in roles.items()}


PRIORS: Mapping[tuple[str, str], float] = MappingProxyType(
    _kinds("phone", callback=0.93, contact=0.93, caller_id=0.2, genuine=0.0, reporter=0.0)
    | _kinds("domain url", visited=0.93, genuine=0.0)
    | _kinds("email", contact=0.95, genuine=0.0, reporter=0.0)
    | _kinds("ip", visited=0.0)
    | _kinds("wallet", payee=0.97, reporter=0.0)
    | _kinds("bank_account", payee=0.85, reporter=0.0)
    | _kinds("gift_card", payee=0.99, reporter=0.0)
    | _kinds("handle upi cashapp venmo zelle paypal telegram whatsapp", payee=0.9, contact=0.9, reporter=0.0)
    | _kinds("remote_access", operator=0.9, reporter=0.0)
    | _kinds("brand", impersonated=0.0)
    | _kinds("software", used=0.0)
    | _kinds("claimed_name", claimed=0.0)
    | _kinds("script", said=0.3)
)
"""How much a value alone says that two reports share a ring, by kind and role (docs/reference/files.md)."""

FAMILIES: Mapping[str, str] = MappingProxyType({"url": "web", "domain": "web"})
"""Kinds of which one follows from the other: they are never independent of each other."""

WORDING = ("script",)
"""Kinds that name near-duplicate wording: they make no ring, they help to tell whose a report is."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How reports are linked; the defaults are those of docs/explanation/linking.md.

    Attributes:
        priors: Strength by (kind, role), 0 to 1. A role that is not listed gets its kind's highest, a kind
        that
            is not listed 0; both are counted.
        rotating: Kinds whose values are given to someone else after a while.
        silence_days: After so many days without a sighting such a value is a new one.
        least: The specificity below which a value does not link, 0 to 1.
        scale: Reports for which the resolution of `communities` is meant; it grows as they do.
        seed: Fixes the search for communities.
        memory_mb: What an engine may use before it spills to disk, in MiB.
        threads: On how many threads.
        spill: The folder in which it spills; None: where the system keeps temporary files.

    Raises:
        UsageError: When a number is out of its range.
    """

    priors: Mapping[tuple[str, str], float] = field(default_factory=lambda: PRIORS)
    rotating: tuple[str, ...] = ("domain", "phone", "url")
    silence_days: int = 30
    least: float = 0.35
    scale: int = 20_000
    seed: int = 1
    memory_mb: int = 1024
    threads: int = 2
    spill: str | None = None

    def __post_init__(self) -> None:
        shares = (self.least, *self.priors.values())
        if not all(0 <= share <= 1 for share in shares):
            raise UsageError("a strength lies outside 0 to 1", advice="Give strengths from 0 to 1")
        if min(self.silence_days, self.scale, self.memory_mb, self.threads) < 1:
            raise UsageError("a setting of linking is below 1", advice="Give it as a whole number from 1 up")

    def kind_priors(self) -> dict[str, float]:
        """Give each kind's highest strength: what a role that is not listed gets."""
        highest: dict[str, float] = {}
        for (kind, _), strength in sorted(self.priors.items()):
            highest[kind] = max(strength, highest.get(kind, 0.0))
        return highest
