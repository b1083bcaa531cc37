"""Make a whole world: `make` gives its columns, `sightings` and the truth as Arrow tables, without any prose.

>>> from ringfence.scenario.parameters import Parameters
    >>> world = make(Parameters(reports=400, seed=7))
>>> sightings(world).schema.equals(SIGHTINGS)
True
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.scenario.chance import happens, stream
from ringfence.scenario.filings import CHANNELS, FRAME, GLUE, Filings, counts, file_first, file_second
from ringfence.scenario.lines import lay
from ringfence.scenario.mentioning import Draft, mention_all
from ringfence.scenario.phones import Numbers
from ringfence.scenario.rings import Rings, plan
from ringfence.scenario.values import KINDS, ROLES, Book, Mentions, kind, role
from ringfence.words import report_id

if TYPE_CHECKING:
    from ringfence.scenario.chance import Ints
    from ringfence.scenario.lines import Lines
    from ringfence.scenario.parameters import Parameters

MAILS = 12
"""So many of the desk's reports arrive as mails."""
LARGEST_RESERVED = 10_000
"""Up to so many reports the numbers kept free for fiction are enough; above, a world uses ``+999…``."""

_STRENGTH = {  # docs/reference/files.md, the table of kinds and roles
    ("phone", "callback"): 0.93,
    ("phone", "caller_id"): 0.2,
    ("domain", "visited"): 0.93,
    ("url", "visited"): 0.5,
    ("email", "contact"): 0.95,
    ("wallet", "payee"): 0.97,
    ("bank_account", "payee"): 0.85,
    ("gift_card", "payee"): 0.99,
    ("handle", "payee"): 0.9,
    ("remote_access", "operator"): 0.9,
    ("script", "said"): 0.3,
}


@dataclass(frozen=True, slots=True)
class World:
    """A made-up world, by column; reports stand in the order in which they were received.

    Attributes:
        parameters: What it was made from.
        rings: The call centres.
        filings: The reports.
        mentions: Which report says which value.
        kinds: For each value, the position of its kind in ``KINDS``.
        values: For each value, its canonical form; a gift card's with the full serial.
        lines: The rings' phone lines and sites.
        references: For each report, its source's own reference.
        sources: The sources' names, companies in order, the desk last.
        numbers: How telephone numbers are given out; ``numbers.world`` says that they are ``+999…``.
    """

    parameters: Parameters
    rings: Rings
    filings: Filings
    mentions: Mentions
    kinds: Ints
    values: pa.ChunkedArray
    lines: Lines
    references: list[str]
    sources: tuple[str, ...]
    numbers: Numbers

    def report_ids(self) -> list[str]:
        """Name every report."""
        names = [self.sources[n] for n in self.filings.source.tolist()]
        return [report_id(name, own) for name, own in zip(names, self.references, strict=True)]

    def ring_names(self) -> pa.Array:
        """Name every ring of the truth; the last name, null, is that of position -1."""
        return pa.array([f"ring-true-{n:05d}" for n in range(len(self.rings))] + [None], type=pa.string())


def make(parameters: Parameters) -> World:
    """Make the world that these parameters describe; always the same for the same ones."""
    rings = plan(parameters, counts(parameters)["first"])
    filings = file_first(parameters, rings)
    numbers = Numbers(world=parameters.reports > LARGEST_RESERVED)
    book = Book()
    lines = lay(parameters, rings, filings, numbers, book)
    mention_all(Draft(parameters, rings, filings, lines, numbers, book))
    mentions = book.mentions()
    again = file_second(parameters, rings, filings)
    mentions = _told_again(parameters, mentions, len(filings), again)
    filings, mentions = _in_order(_joined(filings, again), mentions)
    sources = (*(f"company-{chr(97 + n)}" for n in range(parameters.companies)), "public-desk")
    return World(
        parameters=parameters,
        rings=rings,
        filings=filings,
        mentions=mentions,
        kinds=np.concatenate(book.kinds),
        values=pa.chunked_array(book.texts),
        lines=lines,
        references=_references(parameters, filings, mentions),
        sources=sources,
        numbers=numbers,
    )


def _told_again(parameters: Parameters, mentions: Mentions, offset: int, again: Filings) -> Mentions:
    """Let each second report repeat most of what the first said."""
    rng = stream(parameters.seed, "again")
    by_report = (
        np.searchsorted(mentions.report, again.first),
        np.searchsorted(mentions.report, again.first, "right"),
    )
    lengths = by_report[1] - by_report[0]
    new = np.repeat(np.arange(len(again), dtype=np.int64), lengths)
    inside = np.arange(len(new), dtype=np.int64) - (np.cumsum(lengths) - lengths)[new]
    rows = by_report[0][new] + inside
    kept = happens(rng, 0.8, len(rows))
    copy = replace(mentions.take(rows[kept]), report=new[kept] + offset)
    pairs = ((getattr(mentions, n), getattr(copy, n)) for n in ("report", "value", "role", "ring", "origin"))
    return Mentions(*(np.concatenate(pair) for pair in pairs))


def _joined(first: Filings, again: Filings) -> Filings:
    names = Filings.__slots__
    return Filings(**{name: np.concatenate((getattr(first, name), getattr(again, name))) for name in names})


def _in_order(filings: Filings, mentions: Mentions) -> tuple[Filings, Mentions]:
    """Put reports in the order received, and mentions in the order of reports."""
    order = np.lexsort((np.arange(len(filings)), filings.received))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    filings = filings.take(order)
    filings = replace(filings, first=place[filings.first])
    report = place[mentions.report]
    by_report = np.lexsort((mentions.role, mentions.value, report))
    return filings, replace(mentions, report=report).take(by_report)


def _references(parameters: Parameters, filings: Filings, mentions: Mentions) -> list[str]:
    """Number the reports of each source in its own way."""
    number = np.zeros(len(filings), dtype=np.int64)
    for source in range(parameters.companies + 1):
        mine = filings.source == source
        number[mine] = np.arange(1, int(mine.sum()) + 1)
    forms = ["C-{:06d}", "{:d}"] + ["R{:07d}"] * (parameters.companies - 2)
    forms = [*forms[: parameters.companies], "PD/" + str(parameters.first_on.year) + "/{:d}"]
    written = [forms[s].format(n) for s, n in zip(filings.source.tolist(), number.tolist(), strict=True)]
    for n, row in enumerate(_mailed(parameters, filings, mentions).tolist(), 1):
        written[row] = f"mail-{n:04d}"
    return written


def _mailed(parameters: Parameters, filings: Filings, mentions: Mentions) -> Ints:
    """Choose the desk's reports that arrive as mails: the first that name the sender and leave a contact."""
    sender = np.zeros(len(filings), dtype=bool)
    sender[mentions.report[mentions.role == role("contact")]] = True
    desk = (filings.source == parameters.companies) & (filings.channel == CHANNELS.index("email"))
    return np.flatnonzero(sender & desk & (filings.anonymous == 0) & (filings.person % 10 != 9))[:MAILS]


def moments(world: World, seconds: Ints) -> pa.Array:
    """Write seconds of the world as UTC timestamps."""
    start = datetime.combine(world.parameters.first_on, time(), UTC)
    micro = (seconds + int(start.timestamp())) * 1_000_000
    return pa.array(micro, type=pa.int64()).cast(pa.timestamp("us", tz="UTC"))


def reporters(world: World) -> pa.Array:
    """Stand in for the reporters' HMACs: the same person, the same name; null when anonymous."""
    people = world.filings.person.tolist()
    hidden = world.filings.anonymous.tolist()
    names = [None if h else f"reporter-{p:032x}" for p, h in zip(people, hidden, strict=True)]
    return pa.array(names, type=pa.string())


def truth(world: World) -> pa.Table:
    """Tell each report's ring: ``truth.parquet``; ``second_ring_id`` is an earlier one that it tells of."""
    hostile = np.isin(world.filings.sort, (FRAME, GLUE))
    names = world.ring_names()
    last = len(world.rings)
    columns = {"report_id": pa.array(world.report_ids(), type=pa.string())}
    for name, ring in (("ring_id", world.filings.ring), ("second_ring_id", world.filings.second)):
        columns[name] = names.take(pa.array(np.where(hostile | (ring < 0), last, ring)))
    return pa.table(columns)


def sightings(world: World, *, noise: bool = True) -> pa.Table:
    """Give what an extractor would find, in the schema ``SIGHTINGS``, without making any text.

    Args:
        world: The world.
        noise: Miss some values, take some genuine ones for callbacks, and group quotes into scripts with
            the errors that near-duplicate grouping makes. Without it every mention is seen as it is.
    """
    rng = stream(world.parameters.seed, "sightings")
    mentions, chosen = world.mentions, world.parameters
    said = mentions.role.copy()
    kinds = world.kinds[mentions.value]
    kept = np.ones(len(mentions), dtype=bool)
    if noise:
        kept = ~happens(rng, chosen.missed, len(mentions))
        wrong = (said == role("genuine")) & happens(rng, chosen.misread, len(mentions))
        said[wrong & (kinds == kind("phone"))] = role("callback")
        said[wrong & (kinds == kind("domain"))] = role("visited")
    rows = np.flatnonzero(kept)
    quoting, script = _script_names(world, rng, noise=noise)
    report = np.concatenate((mentions.report[rows], quoting))
    kinds = np.concatenate((kinds[rows], np.full(len(quoting), kind("script"))))
    said = np.concatenate((said[rows], np.full(len(quoting), role("said"))))
    cards = pa.chunked_array([world.values.take(pa.array(mentions.value[rows])).combine_chunks(), script])
    order = np.lexsort((said, kinds, report))
    return _table(world, report[order], kinds[order], said[order], cards.take(pa.array(order)))


def _script_names(world: World, rng: np.random.Generator, *, noise: bool) -> tuple[Ints, pa.Array]:
    rows = np.flatnonzero(world.filings.script >= 0)
    script = world.filings.script[rows] * 4 + world.filings.lang[rows]
    part = np.zeros(len(rows), dtype=np.int64)
    if noise:
        part = np.where(
            happens(rng, world.parameters.script_split, len(rows)), rng.integers(1, 5, len(rows)), 0
        )
        known, which = np.unique(script, return_inverse=True)
        glued = np.where(
            happens(rng, world.parameters.script_glued, len(known)), rng.permutation(known), known
        )
        script = glued[which]
        kept = ~happens(rng, world.parameters.missed, len(rows))
        rows, script, part = rows[kept], script[kept], part[kept]
    names = [f"script-{s:08x}{p:x}" for s, p in zip(script.tolist(), part.tolist(), strict=True)]
    return rows, pa.array(names, type=pa.string())


def _table(world: World, report: Ints, kinds: Ints, said: Ints, values: pa.ChunkedArray) -> pa.Table:
    size = len(report)
    take = pa.array(report)
    strength = np.zeros((len(KINDS), len(ROLES)), dtype=np.float32)
    for (one, what), prior in _STRENGTH.items():
        strength[kind(one), role(what)] = prior
    nothing = pa.nulls(size, pa.int32())
    columns = [
        pa.array(world.report_ids(), type=pa.string()).take(take),
        pa.array(KINDS, type=pa.string()).take(pa.array(kinds)),
        values,
        pa.array(ROLES, type=pa.string()).take(pa.array(said)),
        pa.array(["valid"], type=pa.string()).take(pa.array(np.zeros(size, dtype=np.int64))),
        pa.array(strength[kinds, said]),
        moments(world, world.filings.at[report]),
        pa.array(["occurred"], type=pa.string()).take(pa.array(np.zeros(size, dtype=np.int64))),
        pa.array(world.sources, type=pa.string()).take(pa.array(world.filings.source[report])),
        reporters(world).take(take),
        nothing,
        nothing,
    ]
    return pa.Table.from_arrays(columns, schema=SIGHTINGS)
