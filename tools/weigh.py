"""Weigh what stands around the reporter's own values and others, around numbers that called and others.

    python -m tools.weigh                 read tests/spec, write src/ringfence/indicators/lists/weighed-*.txt
    python -m tools.weigh --by-file       print how well each file is told by weights without it, and how many
                                          values of another made-up world are told otherwise than by rules

The weights are logistic regressions on every value of the labelled sets that is found and of which the label
tells what is asked, and of a made-up world, whose reports the rules were made with: what they say of those is
taken as right. What stands around fewer than three values is left out. See `ringfence.indicators.weighed`.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

import numpy as np
from scipy import optimize, sparse

from ringfence.indicators import known_by, weighed
from ringfence.indicators.extract import by_rules, find
from ringfence.indicators.indicator import Context
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make
from ringfence.scenario.write import write
from ringfence.words import Country
from tests.spec import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ringfence.indicators.indicator import Found
    from ringfence.indicators.weighed import Thing

    Vector = np.ndarray[Any, np.dtype[np.float64]]

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "tests" / "spec"
LISTS = ROOT / "src" / "ringfence" / "indicators" / "lists"
_FEWEST = 3  # values around which something must stand to be weighed
_HOLD = 5.0  # how strongly weights are held to 0 (half of it times the sum of their squares is added)
_TELLING = 0.5  # how much of that hold goes by how differently often a thing stands around both
_LEAST = 0.04  # what weighs less is left out
_REPORTS, _SEED, _OTHER_SEED = 4_000, 41, 43  # of made-up worlds: seeds that things are tuned on
# Its files: the name, the sign between columns, and the columns of the story and of the country.
_FILES = (
    ("company-a.csv", ",", "What happened", "Country"),
    ("public-desk.csv", ";", "Tell us what happened", "Your country"),
)
_HEAD = """\
# What stands around a value, and how much it speaks for {asked} (natural logarithms).
# Written by `python -m tools.weigh` from the labelled sets; how it is read: ../weighed.py.
"""
_ASKED = {
    weighed.OWN: "its being the reporter's own",
    weighed.CALLER: "its being a number that called",
    weighed.HANDLE: "its being what a payment or chat service knows someone by",
}
# Files by which hardly a rule was mended.
_BLIND = (
    *("twentyfifth", "twentysixth", "twentyseventh", "twentyeighth", "twentyninth", "thirtieth"),
    *("thirtyfirst", "thirtysecond", "thirtythird", "thirtyfourth"),
)
_UNMENDED = ("practice-", *_BLIND)
_ONE_ROLE = ({"caller_id"}, {"callback"})
_HANDLE, _NO_HANDLE = "handle", "no handle"  # what a label says of an address or number, as if it were a role
_EITHER = {_HANDLE, _NO_HANDLE}
_COMPANIES = sorted({one for known in known_by.KNOWS.values() for one in known})


class Row(NamedTuple):
    """A value of a labelled line.

    Attributes:
        of_file: The file that its line stands in.
        kind: Its kind.
        things: What stands around it.
        roles: What its label says that it did.
    """

    of_file: str
    kind: str
    things: list[Thing]
    roles: frozenset[str]


class Answered(NamedTuple):
    """The values of which a question's answer is known, and for each whether it is yes."""

    rows: list[Row]
    yes: list[bool]


def answered(rows: Sequence[Row], question: str) -> Answered:
    """Give the values of which labels answer a question."""
    if question == weighed.HANDLE:
        rows = [row for row in rows if row.kind in known_by.KNOWS and row.roles & _EITHER]
        return Answered([*rows], [_HANDLE in row.roles for row in rows])
    rows = [row for row in rows if not row.roles & _EITHER]
    if question == weighed.CALLER:
        rows = [row for row in rows if row.kind == "phone" and row.roles in _ONE_ROLE]
        return Answered([*rows], ["caller_id" in row.roles for row in rows])
    return Answered([*rows], ["reporter" in row.roles for row in rows])


def stories(seed: int) -> Iterator[tuple[str, Context]]:
    """Give the story of every report of a made-up world, and what is known beside it."""
    with tempfile.TemporaryDirectory() as folder:
        write(make(Parameters(reports=_REPORTS, seed=seed)), Path(folder))
        for name, sign, told, country in _FILES:
            with (Path(folder) / name).open(encoding="utf-8", newline="") as file:
                for report in csv.DictReader(file, delimiter=sign):
                    lives = report[country]
                    yield report[told], Context(Country(lives) if lives else None)


def made_up() -> Iterator[Row]:
    """Give every value of a made-up world's reports, as the rules read them.

    Numbers of larger worlds are no country's, and so of no type: here too words alone tell theirs.
    """
    for text, context in stories(_SEED):
        found = by_rules(text, context)
        cut, asked = weighed.placed(text, found)
        for n, at in asked:
            one = found[n]
            around = [thing for thing in weighed.things(one, cut, at) if thing[0] != "free"]
            yield Row("made-up", one.kind, around, frozenset([str(one.role)]))


def rows() -> Iterator[Row]:
    """Give every value that is found in the labelled sets and has a label."""
    for file in sorted(SETS.glob("*.txt")):
        for line in labelled.read(file):
            if line.names or not line.expected:
                continue
            roles: dict[tuple[str, str], set[str]] = {}
            for one in line.expected:
                roles.setdefault((one.kind, one.value), set()).add(one.role)
            found = by_rules(line.text, line.context)
            for n, around, _ in known_by.asked(line.text, found):
                whole = known_by.bare(found[n])
                handle = any((_HANDLE, f"{one}:{whole.value}") in roles for one in _COMPANIES)
                if handle or (whole.kind, whole.value) in roles:
                    yield Row(file.stem, whole.kind, around, frozenset([_HANDLE if handle else _NO_HANDLE]))
            found = [_labelled(one, roles) for one in found]
            cut, asked = weighed.placed(line.text, found)
            for n, at in asked:
                known = roles.get((found[n].kind, found[n].value))
                if known:
                    around = weighed.things(found[n], cut, at)
                    yield Row(file.stem, found[n].kind, around, frozenset(known))


def _labelled(found: Found, roles: Iterable[tuple[str, str]]) -> Found:
    """Give an address or number as the handle that a label says it is."""
    names = (f"{one}:{found.value}" for one in known_by.KNOWS.get(found.kind, ()))
    value = next((name for name in names if (_HANDLE, name) in roles), None)
    return found if value is None else replace(found, kind=_HANDLE, value=value)


def weighed_of(row: Row) -> Iterator[Thing]:
    """Give what is weighed of a value: what stands around it, and some of it for its kind by itself."""
    for where, what in row.things:
        yield where, what
        if where in weighed.OF_KIND:
            yield f"{row.kind} {where}", what


def matrix(rows: Sequence[Row], names: dict[Thing, int]) -> sparse.csr_array:
    """Make the table of what is weighed of each value, a row each."""
    at: list[int] = []
    amounts: list[float] = []
    ends = [0]
    for row in rows:
        known = [names[thing] for thing in weighed_of(row) if thing in names]
        at += known
        amounts += [weighed.SCALE / len(row.things) ** 0.5] * len(known)
        ends.append(len(at))
    return sparse.csr_array((amounts, at, ends), shape=(len(rows), len(names)))


def fitted(known: Answered) -> dict[Thing, float]:
    """Fit the weights by which a question is answered.

    What stands far oftener around the values of one answer than around those of the other is held less to 0
    (Wang and Manning 2012, Baselines and bigrams, 2.3).
    """
    rows = known.rows
    counts = Counter(thing for row in rows for thing in {*weighed_of(row)})
    names = {thing: n for n, thing in enumerate(sorted(t for t, count in counts.items() if count >= _FEWEST))}
    table = matrix(rows, names)
    yes = np.array(known.yes)
    stands = table > 0
    often, otherwise = ((1.0 + stands[side].sum(axis=0)) / (2.0 + side.sum()) for side in (yes, ~yes))
    telling = np.abs(np.log(often / otherwise))
    free = _TELLING * telling / telling.mean() + 1.0 - _TELLING
    table = table @ sparse.diags_array(free)
    signs = np.where(yes, 1.0, -1.0)

    def lost(weights: Vector) -> tuple[float, Vector]:
        margins = signs * (table @ weights[:-1] + weights[-1])
        held = np.append(weights[:-1], 0.0)
        slopes = -signs / (1.0 + np.exp(margins))
        slope = np.append(table.T @ slopes, slopes.sum())
        return float(np.logaddexp(0.0, -margins).sum() + _HOLD / 2 * held @ held), slope + _HOLD * held

    best = optimize.minimize(lost, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    found = best[:-1] * free
    kept = {thing: float(found[n]) for thing, n in names.items() if abs(found[n]) >= _LEAST}
    return {weighed.CONSTANT: float(best[-1]), **kept}


class Told(NamedTuple):
    """How many of the values that labels name were told right, and how many wrong.

    Attributes:
        right: Roles of values that were found, and are right.
        every: Roles of values that were found.
        given: The reporter's own values that came out as another's.
        own: The reporter's own values.
        taken: Others' values that came out as the reporter's.
        others: Others' values.
        handles: What a payment or chat service knows someone by (`known_by`), and was found.
        known: What such a service knows someone by.
        wrongly: Addresses and numbers that came out so, and are not.
    """

    right: int = 0
    every: int = 0
    given: int = 0
    own: int = 0
    taken: int = 0
    others: int = 0
    handles: int = 0
    known: int = 0
    wrongly: int = 0

    def __str__(self) -> str:
        """Write them in a line."""
        return (
            f"roles {self.right / max(self.every, 1):.3f}, {self.given} of {self.own} own given out, "
            f"{self.taken} of {self.others} others taken, {self.handles} of {self.known} handles found, "
            f"{self.wrongly} wrongly"
        )

    def and_also(self, more: Told) -> Told:
        """Add the counts of other lines."""
        return Told(*map(int.__add__, self, more))


def by_file(rows: Sequence[Row]) -> Iterator[str]:
    """Say of each practice file, and of each blind set, how its roles are told by weights without it.

    Sets that were mended by rules are told right by those: of them this says nothing.
    """
    practice, both = 0, (Told(), Told())
    for file in sorted(SETS.glob("*.txt")):
        if not file.stem.startswith(_UNMENDED):
            continue
        seen = [row for row in rows if row.of_file != file.stem]
        lines = labelled.read(file)
        known = {asked: fitted(answered(seen, asked)).items() for asked in _ASKED}
        weights = partial(_weights, known)
        with mock.patch.object(weighed, "weights", cache(weights)):
            told = _told(lines, [line.found() for line in lines])
        alone = _told(lines, [_by_rules(line) for line in lines])
        yield f"{file.stem:18} {len(lines):4} lines; by rules {alone}; weighed {told}"
        if not file.stem.startswith(_BLIND):
            practice, both = practice + len(lines), (both[0].and_also(alone), both[1].and_also(told))
    yield f"{'all practice files':18} {practice:,} lines; by rules {both[0]}; weighed {both[1]}"


def elsewhere() -> str:
    """Say how many values of another made-up world, which rules read right, are told otherwise."""
    same: Counter[bool] = Counter()
    for text, context in stories(_OTHER_SEED):
        ruled = {(one.kind, one.value, one.start): one.role for one in by_rules(text, context)}
        for one in find(text, context):
            place = (one.kind, one.value, one.start)
            if one.kind in weighed.KINDS and place in ruled:
                same[ruled[place] is one.role] += 1
    return (
        f"of {same.total():,} values of another made-up world {same[False]} are told otherwise than by rules"
    )


def _weights(known: Mapping[str, Iterable[tuple[Thing, float]]], asked: str, kind: str) -> dict[Thing, float]:
    return weighed.of_kind(known[asked], kind)


def _by_rules(line: labelled.Line) -> set[labelled.Value]:
    found = by_rules(line.text, line.context)
    return {labelled.Value(one.kind, one.value, str(one.role)) for one in found}


def _told(lines: Sequence[labelled.Line], found: Sequence[set[labelled.Value]]) -> Told:
    """Count the roles of values that were found, whose values came out as another's, and handles."""
    told = Told()
    for line, there in zip(lines, found, strict=True):
        hers = {one.value for one in line.expected if one.role == "reporter"}
        theirs = {one.value for one in line.expected} - hers
        labels = {(one.kind, one.value) for one in line.expected}
        counted = [one for one in there if (one.kind, one.value) in labels]
        known = {value for kind, value in labels if kind == _HANDLE and _is_known_by(value)}
        made = {one.value for one in there if one.kind == _HANDLE and _is_known_by(one.value)}
        named = {value for kind, value in labels if kind in known_by.KNOWS}
        here = Told(
            right=sum(one in line.expected for one in counted),
            every=len(counted),
            given=sum(one.value in hers and one.role != "reporter" for one in counted),
            own=len(hers),
            taken=sum(one.value in theirs and one.role == "reporter" for one in counted),
            others=len(theirs),
            handles=len(known & made),
            known=len(known),
            wrongly=sum(value.partition(":")[2] in named for value in made - known),
        )
        told = told.and_also(here)
    return told


def _is_known_by(value: str) -> bool:
    return value.partition(":")[0] in _COMPANIES


def main(arguments: Sequence[str]) -> None:
    """Write the weights, or print how well they tell."""
    every = [*rows(), *made_up()]
    if "--by-file" in arguments:
        for line in by_file(every):
            print(line, flush=True)
        print(elsewhere())
        return
    for question, asked in _ASKED.items():
        known = answered(every, question)
        weights = fitted(known)
        lines = [f"{where}\t{what}\t{weight:.2f}" for (where, what), weight in sorted(weights.items())]
        told = "".join(line.replace("\n", weighed.LINE) + "\n" for line in lines)
        (LISTS / f"weighed-{question}.txt").write_text(_HEAD.format(asked=asked) + told, "utf-8")
        print(f"{question}: {len(weights)} weights of {len(known.rows)} values")


if __name__ == "__main__":
    main(sys.argv[1:])
