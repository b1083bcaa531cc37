"""Read a labelled set, and score what is found against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMES = frozenset(["brand", "software", "claimed_name"])


class Value(NamedTuple):
    kind: str
    value: str
    role: str


@dataclass(frozen=True)
class Line:
    row: int
    context: Context
    text: str
    expected: frozenset[Value]
    possible: frozenset[Value]
    names: bool

    def found(self) -> set[Value]:
        """What the extractor gives, of the kinds that count in this line."""
        found = find(self.text, self.context)
        return {Value(f.kind, f.value, str(f.role)) for f in found if (f.kind in NAMES) == self.names}


def read(path: Path) -> list[Line]:
    lines: list[Line] = []
    names = False
    head: tuple[int, Context, str] | None = None
    values: list[tuple[Value, bool]] = []

    def close() -> None:
        if head is not None:
            possible = frozenset(value for value, maybe in values if maybe)
            lines.append(Line(*head, frozenset(value for value, _ in values), possible, names))

    for row, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("    "):
            kind, *rest = line.split()
            maybe = kind.endswith("?") or rest[0] == "?"
            values.append((Value(kind.rstrip("?"), rest[-2], rest[-1]), maybe))
        elif line.startswith("#"):
            close()
            head, values, names = None, [], line.startswith("# names")
        elif line.strip():
            close()
            where, _, text = line.partition(" | ")
            country, lang = (None if part == "--" else part for part in where.split())
            context = Context(Country(country) if country else None, Lang(lang) if lang else None)
            head, values = (row, context, text.replace("\\n", "\n")), []
    close()
    return lines


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)


def score(lines: Iterable[Line]) -> tuple[dict[str, Score], Score, list[str]]:
    """Score values by kind, and the roles of values that were found; list what was wrong."""
    scores: dict[str, Score] = {"all": Score()}
    roles = Score()
    wrong: list[str] = []
    for line in lines:
        found = line.found()
        here, there = (
            Counter((v.kind, v.value) for v in line.expected),
            Counter((v.kind, v.value) for v in found),
        )
        for kind, value in set(here) | set(there):
            counted = (scores.setdefault(kind, Score()), scores["all"])
            for one in counted:
                one.right += (kind, value) in here and (kind, value) in there
                one.wrong += (kind, value) not in here
                one.missed += (kind, value) not in there
            if (kind, value) in here and (kind, value) in there:
                expected = {v.role for v in line.expected if (v.kind, v.value) == (kind, value)}
                got = {v.role for v in found if (v.kind, v.value) == (kind, value)}
                roles.right += len(expected & got)
                roles.wrong += len(got - expected)
                roles.missed += len(expected - got)
        if found != line.expected:
            missed, more = sorted(line.expected - found), sorted(found - line.expected)
            wrong.append(f"row {line.row}: missed {missed}, not expected {more}")
    return scores, roles, wrong
