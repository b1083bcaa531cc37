"""A few thousand reports at a time: what a worker needs to write them, and what it gives back.

A worker gets plain columns and returns finished lines and the rows of ``value_truth.parquet``. So the
order in which workers end does not matter, and memory stays flat.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from ringfence.scenario.filings import GLUE, Filings
from ringfence.scenario.mentioning import person_phones
from ringfence.scenario.rings import MAIN_LANG
from ringfence.scenario.values import KINDS, ORIGINS, ROLES

if TYPE_CHECKING:
    from ringfence.scenario.world import World

SIZE = 5_000

VALUE_TRUTH = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
        pa.field("ring_id", pa.string()),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("place", pa.string(), nullable=False),
    ]
)
"""``value_truth.parquet``: every value planted in a report; *origin* says why it stands there, *place* where
(text, field, both)."""


class Said(NamedTuple):
    """One value that a report says.

    Attributes:
        kind: Its kind.
        value: Its canonical form (a gift card's with the full serial).
        role: What it did.
        ring: Position of its ring, or -1.
        origin: Why it stands there.
    """

    kind: str
    value: str
    role: str
    ring: int
    origin: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports to write, by column.

    Attributes:
        seed: The world's seed.
        start: Seconds since 1970 of the world's first day.
        first: Position of the first report in the world.
        first_kit: From this number on, scripts are kits', not rings' own.
        obfuscated: Share of values written so that machines miss them.
        shares: Shares of texts that hold the writer's own number, address and remote ID.
        willing: Shares of people who agree to each of ``partners.CONSENTS``.
        sources: The sources' names.
        rows: The reports' own columns, each a list of the same length.
        ids: The reports' ids.
        references: The sources' own references.
        phones: The writers' own numbers.
        offsets: For each report, where its values begin in ``said``; one more at the end.
        said: The columns of all values said, in the order of `Said`; names as positions.
    """

    seed: int
    start: int
    first: int
    first_kit: int
    obfuscated: float
    shares: tuple[float, float, float]
    willing: tuple[float, float, float, float]
    sources: tuple[str, ...]
    rows: dict[str, list[int]]
    ids: list[str]
    references: list[str]
    phones: list[str]
    offsets: list[int]
    said: tuple[list[int], list[str], list[int], list[int], list[int]]

    def values(self, n: int) -> list[Said]:
        """Give what the report says."""
        kinds, values, roles, rings, origins = self.said
        return [
            Said(KINDS[kinds[i]], values[i], ROLES[roles[i]], rings[i], ORIGINS[origins[i]])
            for i in range(self.offsets[n], self.offsets[n + 1])
        ]


def cut(world: World, ids: list[str], start: int, first: int, last: int) -> Batch:
    """Take the reports from ``first`` up to ``last`` out of a world."""
    mentions, filings = world.mentions, world.filings
    low, high = np.searchsorted(mentions.report, (first, last))
    here = mentions.take(np.arange(low, high))
    values = world.values.take(pa.array(here.value)).to_pylist()
    said = (
        world.kinds[here.value].tolist(),
        values,
        here.role.tolist(),
        here.ring.tolist(),
        here.origin.tolist(),
    )
    offsets = np.searchsorted(here.report, np.arange(first, last + 1)).tolist()
    part = filings.take(np.arange(first, last))
    home = part.country
    chosen = world.parameters
    return Batch(
        seed=chosen.seed,
        start=start,
        first=first,
        first_kit=len(world.rings) * 20,
        obfuscated=chosen.obfuscated,
        shares=(chosen.own_phone, chosen.own_email, chosen.own_remote),
        willing=(chosen.share_companies, chosen.share_police, chosen.contact, chosen.testify),
        sources=world.sources,
        rows={f.name: getattr(part, f.name).tolist() for f in fields(Filings)}
        | {"home": MAIN_LANG[home].tolist()},
        ids=ids[first:last],
        references=world.references[first:last],
        phones=person_phones(world.numbers, home, part.person),
        offsets=offsets,
        said=said,
    )


_SLOTS = {"caller_id": "caller", "contact": "email", "operator": "operator", "payee": "payee"}


def slot_of(one: Said, rows: dict[str, list[int]], n: int, taken: set[str]) -> str:
    """Say which slot of a story this value fills."""
    if one.role == "callback":
        glued = rows["sort"][n] == GLUE and "callback" in taken
        earlier = one.origin == "second" or (one.ring >= 0 and one.ring == rows["second"][n])
        return "second" if glued or earlier else "callback"
    if one.role == "visited" and one.value.startswith("paydesk"):
        return "gateway"
    if one.role == "visited":
        return "advert" if one.origin == "noise" else "site"
    if one.role == "genuine":
        return "genuine" if one.kind == "phone" else "genuine_site"
    return "stray" if one.origin == "noise" else _SLOTS[one.role]
