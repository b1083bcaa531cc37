"""Weigh what stands around the reporter's own values and others, around numbers that called and others.

    python -m tools.weigh                 read tests/spec, write src/ringfence/indicators/lists/weighed-*.txt
    python -m tools.weigh --by-set        print how well each set's owners are told by the others' weights

The weights are logistic regressions on every value of the labelled sets that is found and of which the label
tells what is asked, and of a made-up world, whose reports the rules were made with: what they say of those is
taken as right. What stands around fewer than five values is left out. See `ringfence.indicators.weighed`.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import optimize, sparse

from ringfence.indicators import weighed
from ringfence.indicators.extract import by_rules
from ringfence.indicators.indicator import Context
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make
from ringfence.scenario.write import write
from ringfence.words import Country
from tests.spec import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ringfence.indicators.weighed import Thing

    Vector = np.ndarray[Any, np.dtype[np.float64]]

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "tests" / "spec"
LISTS = ROOT / "src" / "ringfence" / "indicators" / "lists"
_FEWEST = 5  # values around which something must stand to be weighed
_HOLD = 3.0  # how strongly weights are held to 0 (half of it times the sum of their squares is added)
_TELLING = 0.5  # how much of that hold goes by how differently often a thing stands around both
_LEAST = 0.04  # what weighs less is left out
_REPORTS, _SEED = 4_000, 41  # of the made-up world: one of the seeds that things are tuned on
# Its files: the name, the sign between columns, and the columns of the story and of the country.
_FILES = (
    ("company-a.csv", ",", "What happened", "Country"),
    ("public-desk.csv", ";", "Tell us what happened", "Your country"),
)
_HEAD = """\
# What stands around a value, and how much it speaks for {asked} (natural logarithms).
# Written by `python -m tools.weigh` from the labelled sets; how it is read: ../weighed.py.
"""
_ASKED = {weighed.OWN: "its being the reporter's own", weighed.CALLER: "its being a number that called"}
_ONE_ROLE = ({"caller_id"}, {"callback"})


class Row(NamedTuple):
    """A value of a labelled line.

    Attributes:
        of_set: The set that its line belongs to.
        kind: Its kind.
        things: What stands around it.
        roles: What its label says that it did.
    """

    of_set: str
    kind: str
    things: list[Thing]
    roles: frozenset[str]


class Answered(NamedTuple):
    """The values of which a question's answer is known, and for each whether it is yes."""

    rows: list[Row]
    yes: list[bool]


def answered(rows: Sequence[Row], question: str) -> Answered:
    """Give the values of which labels answer a question."""
    if question == weighed.CALLER:
        rows = [row for row in rows if row.kind == "phone" and row.roles in _ONE_ROLE]
        return Answered([*rows], ["caller_id" in row.roles for row in rows])
    return Answered([*rows], ["reporter" in row.roles for row in rows])


def made_up() -> Iterator[Row]:
    """Give every value of a made-up world's reports, as the rules read them.

    Larger worlds have numbers that cost nobody anything to call, since nobody can: words alone tell theirs.
    """
    with tempfile.TemporaryDirectory() as folder:
        write(make(Parameters(reports=_REPORTS, seed=_SEED)), Path(folder))
        for name, sign, told, country in _FILES:
            with (Path(folder) / name).open(encoding="utf-8", newline="") as file:
                for report in csv.DictReader(file, delimiter=sign):
                    text, context = (
                        report[told],
                        Context(Country(report[country]) if report[country] else None),
                    )
                    found = by_rules(text, context)
                    cut, asked = weighed.placed(text, found)
                    for n, at in asked:
                        one = found[n]
                        around = [thing for thing in weighed.things(one, cut, at) if thing[0] != "free"]
                        yield Row("made-up", one.kind, around, frozenset([str(one.role)]))


def rows() -> Iterator[Row]:
    """Give every value that is found in the labelled sets and has a label."""
    for file in sorted(SETS.glob("*.txt")):
        of_set = file.stem.split("-")[0]
        for line in labelled.read(file):
            if line.names or not line.expected:
                continue
            roles: dict[tuple[str, str], set[str]] = {}
            for one in line.expected:
                roles.setdefault((one.kind, one.value), set()).add(one.role)
            found = by_rules(line.text, line.context)
            cut, asked = weighed.placed(line.text, found)
            for n, at in asked:
                known = roles.get((found[n].kind, found[n].value))
                if known:
                    around = weighed.things(found[n], cut, at)
                    yield Row(of_set, found[n].kind, around, frozenset(known))


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


def by_set(every: Answered) -> Iterator[str]:
    """Say of each set how well a question is answered by weights that have not seen it."""
    pairs = [*zip(*every, strict=True)]
    for of_set in sorted({row.of_set for row in every.rows}):
        seen = [pair for pair in pairs if pair[0].of_set != of_set]
        known = fitted(Answered([row for row, _ in seen], [yes for _, yes in seen]))
        scores = [(yes, _score(row, known)) for row, yes in pairs if row.of_set == of_set]
        right, others = [s for yes, s in scores if yes], [s for yes, s in scores if not yes]
        lost = float(np.mean(np.logaddexp(0.0, [-s if yes else s for yes, s in scores])))
        yield (
            f"{of_set:14} {len(right):4} yes, {sum(s <= 0 for s in right):3} not told; "
            f"{len(others):4} no, {sum(s > 0 for s in others):3} told as yes; log loss {lost:.3f}"
        )


def _score(row: Row, known: dict[Thing, float]) -> float:
    there = sum(known.get(thing, 0.0) for thing in weighed_of(row))
    score = there * weighed.SCALE / len(row.things) ** 0.5 + known[weighed.CONSTANT]
    return float(min(max(score, -weighed.MOST), weighed.MOST))


def main(arguments: Sequence[str]) -> None:
    """Write the weights, or print how well they tell."""
    every = [*rows(), *made_up()]
    for question, asked in _ASKED.items():
        known = answered(every, question)
        if "--by-set" in arguments:
            print(f"{question}:", *by_set(known), sep="\n", flush=True)
            continue
        weights = fitted(known)
        lines = [f"{where}\t{what}\t{weight:.2f}" for (where, what), weight in sorted(weights.items())]
        told = "".join(line.replace("\n", weighed.LINE) + "\n" for line in lines)
        (LISTS / f"weighed-{question}.txt").write_text(_HEAD.format(asked=asked) + told, "utf-8")
        print(f"{question}: {len(weights)} weights of {len(known.rows)} values")


if __name__ == "__main__":
    main(sys.argv[1:])
