"""Explain two reports, of one ring or of two: the smallest tree of evidence that joins them.

Where both name a value that links, what they share is the tree. Where not, it is the chain of the fewest
reports in between, each of which shares a value with the one before; of chains as short, the one whose values
weigh most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from ringfence.rings.doubts import NEVER
from ringfence.rings.facts import ALL, VALUE, Facts, Known, facts_of, reports_of
from ringfence.rings.labels import noun_of, readable, the
from ringfence.rings.reasons import SAME, of_two
from ringfence.rings.sentences import Evidence, Sentence, capital, count, listed
from ringfence.rings.why import not_counted, row_of
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ringfence.rings.judgement import Judgement

_LEAST_BITS = 0.1
_FAR = 1000.0
"""A step is as long as so many steps by which chains that are equally short are told apart."""
_LONG = 90
"""Days between two reports that are worth saying: longer than most numbers and sites live."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A report that an explanation of two runs through.

    Attributes:
        name: What the sentences call it: A and B are the two, the others stand between them.
        report_id: Its id.
        ring_id: Its ring; None for none.
    """

    name: str
    report_id: str
    ring_id: str | None


@dataclass(frozen=True, slots=True)
class Together:
    """By what two reports belong together.

    Attributes:
        report_ids: The two.
        ring_ids: Their rings; None for none.
        stops: The reports that sentences speak of, A first, B last.
        direct: What both name themselves and what links.
        path: The shortest chain of reports from A to B, each naming a value of the one before; empty when
            both share a value themselves, or when there is none.
        bits: What the values of ``direct``, else of ``path``, weigh, by kind.
        breaks: Without what nothing would join them any more.
        against: What speaks against it.
        left_out: What both name and what does not count, and why.
        judged: The judgements on the two that stand, oldest first.
    """

    report_ids: tuple[str, str]
    ring_ids: tuple[str | None, str | None]
    stops: tuple[Stop, ...]
    direct: tuple[Sentence, ...]
    path: tuple[Sentence, ...]
    bits: dict[str, float]
    breaks: tuple[Sentence, ...]
    against: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]
    judged: tuple[Judgement, ...] = ()


def why_together(known: Known, one: str, other: str) -> Together:
    """Explain two reports; the chain runs through the reports of their rings.

    Raises:
        InputError: When one of them was not linked, or both are the same.
    """
    if one == other:
        raise InputError("both reports are the same", advice="Give two different reports")
    rings = tuple(row_of(known, name).get("ring_id") for name in (one, other))
    near = [ring for ring in rings if ring is not None]
    reach = pl.col("report_id").is_in([one, other]) | pl.col("ring_id").is_in(near)
    facts = facts_of(known, one, known.members.filter(reach).sort("report_id").collect())
    web = _Web(facts.linking)
    shared = web.shared(one, other)
    steps = [(one, value, other) for value in shared] or web.chain(one, other)
    inside = [] if shared else [left for left, _, _ in steps[1:]]
    names = {one: "A", other: "B"} | {
        name: chr(ord("C") + n) if n < 24 else f"C{n}" for n, name in enumerate(inside)
    }
    homes = dict(facts.members.select("report_id", "ring_id").iter_rows())
    sentences = [
        of_two(facts, (left, right), (names[left], names[right]), value) for left, value, right in steps
    ]
    if shared:
        sentences = sorted(sentences, key=lambda sentence: -sentence.weight)
    return Together(
        report_ids=(one, other),
        ring_ids=(homes[one], homes[other]),
        stops=tuple(Stop(names[name], name, homes[name]) for name in (one, *inside, other)),
        direct=tuple(sentences) if shared else (),
        path=() if shared else tuple(sentences),
        bits=_bits(sentences),
        breaks=tuple(_breaks(web, (one, other), steps)),
        against=tuple(_against(facts, (one, other), steps)),
        left_out=tuple(_left_out(facts, (one, other), steps)),
    )


_Step = tuple[str, "Mapping[str, object]", str]
"""A report, the value (kind, value, epoch) by which it goes on, and the report that it leads to."""


def _bits(sentences: Iterable[Sentence]) -> dict[str, float]:
    found: dict[str, float] = {}
    for sentence in sentences:
        kind = sentence.evidence[0].kind
        found[kind] = round(found.get(kind, 0.0) + sentence.weight, 1)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


class _Web:
    """The reports of one or two rings and the values that tie them."""

    def __init__(self, linking: pl.DataFrame) -> None:
        self._rows = linking.with_columns(
            report=pl.col("report_id").rank("dense").cast(pl.Int64) - 1,
            number=pl.struct(SAME).rank("dense").cast(pl.Int64) - 1,
        )
        self._reports = linking["report_id"].unique().sort()

    def shared(self, one: str, other: str) -> Sequence[Mapping[str, object]]:
        """List the values that two reports both hold."""
        mine = self._rows.filter(pl.col("report_id") == one)
        theirs = self._rows.filter(pl.col("report_id") == other)
        return mine.join(theirs, on=SAME, how="semi").sort(SAME).select(SAME).rows(named=True)

    def chain(
        self,
        one: str,
        other: str,
        *,
        but: Mapping[str, object] | None = None,
        by: str | None = None,
    ) -> list[_Step]:
        """Find the shortest chain between two reports (Dijkstra 1959), empty where there is none.

        Args:
            one: Where it begins.
            other: Where it ends.
            but: A value that it must not go by; None: any.
            by: A person through whose reports it must not go, but for the two; None: anyone's.
        """
        rows = self._rows
        if but is not None:
            rows = rows.filter(~pl.all_horizontal(pl.col(name) == but[name] for name in SAME))
        if by is not None:
            rows = rows.filter((pl.col("person") != by) | pl.col("report_id").is_in([one, other]))
        ends = [self._reports.index_of(name) for name in (one, other)]
        if ends[0] is None or ends[1] is None or not rows.height:
            return []
        first = len(self._reports)
        size = first + int(self._rows["number"].to_numpy().max()) + 1
        length = _FAR + 1 / np.maximum(rows["bits"].to_numpy(), _LEAST_BITS)
        at = (rows["report"].to_numpy(), rows["number"].to_numpy() + first)
        graph = coo_array((length, at), shape=(size, size)).tocsr()
        _, before = dijkstra(graph, directed=False, indices=np.array([ends[0]]), return_predecessors=True)
        nodes = [int(ends[1])]
        while nodes[-1] != ends[0]:
            if (previous := int(before[0, nodes[-1]])) < 0:
                return []
            nodes.append(previous)
        nodes.reverse()
        names = dict(zip(rows["number"] + first, rows.select(SAME).rows(named=True), strict=True))
        return [
            (str(self._reports[left]), names[value], str(self._reports[right]))
            for left, value, right in zip(nodes[::2], nodes[1::2], nodes[2::2], strict=False)
        ]

    def person(self, report_id: str) -> str:
        """Name who made a report."""
        return str(self._rows.filter(pl.col("report_id") == report_id)["person"][0])


def _breaks(web: _Web, pair: tuple[str, str], steps: list[_Step]) -> Iterable[Sentence]:
    """Say without which value, or without whose report, nothing would join two reports any more."""
    if not steps:
        return
    needed = [(left, value, right) for left, value, right in steps if not web.chain(*pair, but=value)]
    if needed:
        evidence = tuple(
            Evidence(str(value["kind"]), str(value["value"]), None, tuple(sorted((left, right))))
            for left, value, right in needed
        )
        names = [the(one.kind, one.value) for one in evidence]
        one = names[0] if len(names) == 1 else f"any one of {listed(names, len(names))}"
        yield Sentence(f"Without {one}, nothing would join them.", 1.0, evidence)
    between_them = dict.fromkeys(web.person(left) for left, _, _ in steps[1:] if left not in pair)
    people = [person for person in between_them if not web.chain(*pair, by=person)]
    if people:
        one = "one reporter" if len(people) == 1 else f"any one of {count(len(people), 'reporter')}"
        yield Sentence(f"Without what {one} in between told, nothing would join them.", 1.0)
    if not needed and not people:
        yield Sentence("No single value and no single reporter in between parts them.", 0.0)


def _against(facts: Facts, pair: tuple[str, str], steps: list[_Step]) -> Iterable[Sentence]:
    """Say what speaks against two reports' belonging together."""
    seen = facts.sightings.filter(pl.col("report_id").is_in(pair))
    rings = facts.members.filter(pl.col("report_id").is_in(pair))["ring_id"]
    if steps and rings.n_unique() > 1:
        yield Sentence(
            "They stand apart all the same: what else they name ties them elsewhere, or somebody judged so.",
            0.9,
        )
    people = seen.group_by("person").agg(pl.col("report_id").n_unique()).filter(pl.col("report_id") > 1)
    if people.height:
        unknown = str(people["person"][0]).startswith("unknown at ")
        who = "unknown people of one source, who count as one" if unknown else "one reporter, who counts once"
        who = "people of one source, who count as one" if str(people["person"][0]).startswith(ALL) else who
        yield Sentence(f"Both are by {who}.", 0.8)
    if len(steps) > 1 and steps[0][2] not in pair:
        yield Sentence(f"They share nothing themselves: {count(len(steps) - 1, 'report')} in between.", 0.6)
    for _, value, _ in steps:
        yield from _elsewhere(facts, value)
    yield from _unlike(seen, pair)
    days = seen.group_by("report_id").agg(pl.col("at").min())["at"].sort()
    apart = (days[-1] - days[0]).days if len(days) > 1 else 0
    if apart > _LONG:
        yield Sentence(f"{apart:,} days lie between them.", 0.2)


def _elsewhere(facts: Facts, value: Mapping[str, object]) -> Iterable[Sentence]:
    here = (pl.col("kind") == value["kind"]) & (pl.col("value") == value["value"])
    others = facts.elsewhere.filter(here).drop_nulls("ring_id")
    if others.height:
        kind, name = str(value["kind"]), str(value["value"])
        reports = count(int(others["reports"].sum()), "report")
        text = f"{capital(the(kind, name))} also stands in {reports} of {listed(list(others['ring_id']))}."
        held = facts.linking.filter(here)
        yield Sentence(text, 0.5, (Evidence(kind, name, None, reports_of(held)),))


def _unlike(seen: pl.DataFrame, pair: tuple[str, str]) -> Iterable[Sentence]:
    """Say where both name something of a kind of which a ring has few, and not the same."""
    for kind, role, noun in (
        ("script", "said", "were told different scripts"),
        ("brand", "impersonated", "were told of different companies"),
    ):
        named = seen.filter((pl.col("kind") == kind) & (pl.col("role") == role))
        both = [set(named.filter(pl.col("report_id") == one)["value"]) for one in pair]
        if all(both) and not both[0] & both[1]:
            evidence = tuple(
                Evidence(kind, value, role, (report_id,))
                for report_id, value in named.select("report_id", "value")
                .unique()
                .sort("report_id", "value")
                .iter_rows()
            )
            yield Sentence(f"Their people {noun}.", 0.3, evidence)


def _left_out(facts: Facts, pair: tuple[str, str], steps: list[_Step]) -> Iterable[Sentence]:
    """Say which values both name that do not count, and why not."""
    seen = facts.sightings
    mine, theirs = (seen.filter(pl.col("report_id") == one).select(VALUE).unique() for one in pair)
    used = {(value["kind"], value["value"]) for left, value, right in steps if {left, right} == set(pair)}
    both = mine.join(theirs, on=VALUE).join(facts.verdicts, on=VALUE, how="left").sort(VALUE)
    for kind, value, links, why, note in both.select(*VALUE, "links", "why", "note").iter_rows():
        if (kind, value) in used or kind in NEVER:
            continue
        evidence = (Evidence(kind, value, None, tuple(sorted(pair))),)
        if links:
            yield Sentence(
                f"Both name {the(kind, value)}, but in ways or at times of which one does not count: after a "
                "long silence it may be someone else's.",
                0.0,
                evidence,
            )
        elif why == "single":
            yield Sentence(
                f"Both name the {noun_of(kind)} {readable(kind, value)}, which weighs nothing.", 0.0, evidence
            )
        else:
            yield Sentence(not_counted(kind, value, why, note), 0.0, evidence)
