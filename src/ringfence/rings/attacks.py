"""Attacks: hostile reports by one hand, by many accounts, by nobody, by a partner that lies, and by a crowd.

Each attack writes reports that name values of two rings, and an official number as the number to call back.
An attacker is thought to know everything: which values a ring uses and when, how often they were reported,
and what its scripts say. What he tells is a `Story`, drawn by chance, so that a thousand tries are a thousand
ways; the attacks differ in who signs, where, when, and with which text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import polars as pl

T = TypeVar("T")
Value = tuple[str, str, str, float]
"""Kind, value, role and strength."""
Part = tuple[tuple[Value, ...], datetime]
"""What a report names, and when it was made."""

CALLERS = (5, 10, 30)
"""So many people called an official number; one number for each."""
OFFICIAL: Mapping[int, Value] = MappingProxyType(
    {many: ("phone", f"+180055501{90 + at}", "callback", 0.93) for at, many in enumerate(CALLERS)}
)
"""By its callers: a number that no ring uses; the attacker says it is the ring's."""
_GAP = timedelta(days=18)
"""The most between two calls: after a longer silence a number would be another one."""
_BRIDGES = tuple(("handle", f"telegram:@attacker_{at}", "contact", 0.9) for at in range(3))
_MARK = "hostile"
STRONG = 0.5
"""An attacker names values of so much strength at least."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an attacker knows of two rings.

    Attributes:
        values: Of each ring, those of strength .5 and more, by reports, most first.
        scripts: Of each ring, its wordings, likewise; often none.
        times: When their reports were made, rising.
        seen: For each value that they used, when it was in use.
        sources: Where reports come from.
        official: The official number that is to become a ring's.
    """

    values: tuple[tuple[Value, ...], tuple[Value, ...]]
    scripts: tuple[tuple[Value, ...], tuple[Value, ...]]
    times: tuple[datetime, ...]
    seen: Mapping[Value, datetime]
    sources: tuple[str, ...]
    official: Value

    @classmethod
    def of(cls, one: pl.DataFrame, other: pl.DataFrame, sources: tuple[str, ...], official: Value) -> Target:
        """Learn everything of two rings.

        Args:
            one: The sightings of the one.
            other: Those of the other.
            sources: Where reports come from.
            official: The official number that is to become a ring's.
        """
        both = pl.concat([one, other])
        middle = both.group_by("kind", "value", "role").agg(
            pl.col("strength").max(), pl.col("at").sort().slice(pl.len() // 2, 1).first()
        )
        strong, wording = pl.col("strength") >= STRONG, pl.col("kind") == "script"
        return cls(
            (_known(one.filter(strong)), _known(other.filter(strong))),
            (_known(one.filter(wording)), _known(other.filter(wording))),
            tuple(both["at"].sort().to_list()),
            {(kind, value, role, strength): at for kind, value, role, strength, at in middle.iter_rows()},
            sources,
            official,
        )


def _known(side: pl.DataFrame) -> tuple[Value, ...]:
    counted = (
        side.group_by("kind", "value", "role")
        .agg(pl.col("strength").max(), reports=pl.col("report_id").n_unique())
        .sort("reports", "kind", "value", "role", descending=[True, False, False, False])
    )
    return tuple(counted.select("kind", "value", "role", "strength").iter_rows())


@dataclass(frozen=True, slots=True)
class Told:
    """One hostile report.

    Attributes:
        values: What it names, without any twice.
        at: When.
        source: Where it was made.
        reporter: Who signed it; None: nobody.
        text: Which text: reports of one text have their values at the same spots.
    """

    values: tuple[Value, ...]
    at: datetime
    source: str
    reporter: str | None
    text: int


@dataclass(frozen=True, slots=True)
class Story:
    """What an attacker tells, report by report.

    Attributes:
        depth: He names only so many values of each ring, the best known first: 3, 12, or hundreds.
        most: So many values of each ring a report, at most.
        fixed: The same values in every report, rather than others in each.
        bridged: A report names one ring only, and values that the attacker made up, which lead to the other.
        quoting: The scripts that reports quote: 0 none, 1 of both rings, 2 of one, now this, now that.
        timely: A report is made when one of its values was in use, rather than at any time.
    """

    depth: int
    most: int
    fixed: bool
    bridged: bool
    quoting: int
    timely: bool

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Story:
        """Draw one by chance."""
        return cls(
            depth=(3, 12, 1_000)[int(rng.integers(3))],
            most=int(rng.integers(1, 5)),
            fixed=bool(rng.integers(2)),
            bridged=int(rng.integers(4)) == 0,
            quoting=int(rng.integers(3)),
            timely=bool(rng.integers(2)),
        )

    def tell(self, target: Target, rng: np.random.Generator, reports: int) -> list[Part]:
        """Give what each report names, and when it is made; every one names the official number."""
        once = self._one(target, rng, 0)
        told = [
            once if self.fixed and not self.bridged else self._one(target, rng, at) for at in range(reports)
        ]
        return [(named, self._when(target, rng, named)) for named in told]

    def _when(self, target: Target, rng: np.random.Generator, named: tuple[Value, ...]) -> datetime:
        moments = [target.seen[each] for each in named if each in target.seen] if self.timely else []
        return _any(moments or target.times, rng)

    def _one(self, target: Target, rng: np.random.Generator, at: int) -> tuple[Value, ...]:
        named: list[Value] = [target.official]
        for side, known in enumerate(target.values):
            if not self.bridged or at % 2 == side:
                named += _some(known[: self.depth], rng, self.most)
        if self.bridged:
            named += _some(_BRIDGES, rng, len(_BRIDGES))
        if self.quoting == 1:
            named += [quote for known in target.scripts for quote in _some(known[: self.depth], rng, 1)]
        if self.quoting == 2:
            named += _some(target.scripts[(at + 1) % 2][: self.depth], rng, 1)
        return tuple(dict.fromkeys(named))


def _any(choice: Sequence[T], rng: np.random.Generator) -> T:
    return choice[int(rng.integers(len(choice)))]


def _some(known: tuple[Value, ...], rng: np.random.Generator, most: int) -> list[Value]:
    if not known:
        return []
    count = min(len(known), int(rng.integers(1, most + 1)))
    return [known[at] for at in np.sort(rng.choice(len(known), size=count, replace=False))]


Attack = Callable[[Target, np.random.Generator, int], list[Told]]
"""From what is known of two rings, chance, and the most reports, to hostile reports."""


def one_reporter(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """One person files report after report, under one name."""
    source = _any(target.sources, rng)
    parts = Story.drawn(rng).tell(target, rng, int(rng.integers(1, most + 1)))
    return [Told(*part, source, _MARK, at) for at, part in enumerate(parts)]


def one_text(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """One hand files one text under as many names, spread in time; the text is the same to the letter."""
    source, story = _any(target.sources, rng), replace(Story.drawn(rng), fixed=True, bridged=False)
    parts = story.tell(target, rng, most)
    return [Told(*part, source, f"{_MARK}-{at}", 0) for at, part in enumerate(parts)]


def rewritten(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """One hand files one story under as many names, in other words each time: other spots."""
    told = one_text(target, rng, most)
    return [replace(each, text=at) for at, each in enumerate(told)]


def nobody(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """Reports that nobody signed flood one source."""
    source, parts = _any(target.sources, rng), Story.drawn(rng).tell(target, rng, most)
    return [Told(*part, source, None, at) for at, part in enumerate(parts)]


def nobody_anywhere(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """Reports that nobody signed flood every source."""
    places, parts = target.sources, Story.drawn(rng).tell(target, rng, most)
    return [Told(*part, places[at % len(places)], None, at) for at, part in enumerate(parts)]


def lying_partner(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """A partner hands in as many reports, each by someone else, and all of them are false."""
    parts = Story.drawn(rng).tell(target, rng, most)
    return [Told(*part, "partner-that-lies", f"{_MARK}-{at}", at) for at, part in enumerate(parts)]


def two_places(target: Target, rng: np.random.Generator, _most: int) -> list[Told]:
    """One victim of both rings tells of it in two places within a week, under two names, in other words."""
    story = replace(Story.drawn(rng), bridged=False)
    named, at = story.tell(target, rng, 1)[0]
    places = rng.permutation(np.array(target.sources))[:2].tolist()
    later = timedelta(days=int(rng.integers(7)))
    return [Told(named, at + later * who, place, f"{_MARK}-{who}", who) for who, place in enumerate(places)]


def crowd(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """As many independent people, who agreed on what to tell: one report each, anywhere."""
    parts = Story.drawn(rng).tell(target, rng, most)
    return [Told(*part, _any(target.sources, rng), f"{_MARK}-{at}", at) for at, part in enumerate(parts)]


def honest(target: Target, rng: np.random.Generator, most: int) -> list[Told]:
    """For comparison: as many independent people, each of whom names values of one ring and nothing else."""
    told = []
    for report in crowd(target, rng, most):
        named = tuple(_some(target.values[report.text % 2], rng, 4))
        told.append(replace(report, values=named, at=target.seen[named[0]]))
    return told


def calls(many: int, times: Sequence[datetime], sources: tuple[str, ...]) -> list[Told]:
    """Let honest people call an official number, who have nothing else in common.

    Args:
        many: How many, one of `CALLERS`.
        times: When reports were made; the calls are spread over them, never with a long silence.
        sources: Where reports come from.
    """
    first, last = min(times), max(times)
    gap = min((last - first) / many, _GAP)
    start = first + (last - first - gap * many) / 2
    return [
        Told((OFFICIAL[many],), start + gap * who, sources[who % len(sources)], f"{many}-callers-{who}", who)
        for who in range(many)
    ]


ATTACKS: Mapping[str, tuple[Attack, int]] = MappingProxyType(
    {
        "one reporter": (one_reporter, 30),
        "one text, a hundred names": (one_text, 100),
        "one story rewritten, a hundred names": (rewritten, 100),
        "a hundred by nobody, one source": (nobody, 100),
        "a hundred by nobody, every source": (nobody_anywhere, 100),
        "a partner that lies, a hundred names": (lying_partner, 100),
        "one victim in two places": (two_places, 2),
    }
)
"""By name: an attack, and the most reports that it makes."""


def sightings_of(told: list[Told], like: pl.DataFrame, mark: str = _MARK) -> pl.DataFrame:
    """Write reports as sightings.

    Args:
        told: The reports.
        like: Any sightings; the columns and their types are theirs.
        mark: What the reports' ids have in common.
    """
    rows: list[dict[str, Any]] = []
    for number, report in enumerate(told):
        for place, (kind, value, role, strength) in enumerate(report.values):
            start = 10 + 7 * report.text + 60 * place
            rows.append(
                {
                    "report_id": f"report-{mark}-{number:04}",
                    "kind": kind,
                    "value": value,
                    "role": role,
                    "validity": "valid",
                    "strength": strength,
                    "at": report.at,
                    "at_basis": "occurred",
                    "source": report.source,
                    "reporter": report.reporter and f"reporter-{report.reporter}",
                    "start": start,
                    "end": start + len(value),
                }
            )
    return pl.DataFrame(rows, schema=like.schema)
