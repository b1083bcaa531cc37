"""What of a tally may be said in public so that no small number, and no one's loss, can be worked out.

Three rules, and everything published follows from them (docs/explanation/disclosure.md has the proof):

1. Time is cut into *spans* of whole months; one ends as soon as what it holds may be shown. Later releases
   only add spans, so what two releases differ by is itself a figure that may be shown.
2. The spans that end in one quarter of a year are broken down together, once it is over, by one dimension at
   a time. What may not be shown is hidden together with others until nothing can be worked out of the rest.
3. Every other figure is a sum of these.

    >>> few, many = Cell(3), Cell(40)
    >>> safe(few), safe(many), hidden("2026-01", {"DE": few, "US": many, "ES": many}) is None
    (False, True, False)
    >>> len(hidden("2026-01", {"DE": few, "US": many, "ES": many}))
    2
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LEAST = 10
"""Fewer than this many, or from fewer people, are not shown; so many people at least stand behind money."""

UNKNOWN = "unknown"
"""The label of what has none; hidden first where something must be hidden beside a small number."""

_SHARE = (2, 5)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and on how many people it rests.

    Attributes:
        amount: How many, or how much in minor units; zero or more.
        people: The ten people (names that mean nothing outside) who make up most of it, and each one's part;
            None where what is counted are itself people, places or rings.
        money: Whether it is an amount of money.
    """

    amount: int
    people: tuple[tuple[str, int], ...] | None = None
    money: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The smallest piece that a tally is made of: one month, and one label in every dimension.

    Attributes:
        month: As ``2026-03``.
        labels: The label in every dimension, such as ``{"country": "US"}``.
        cell: What it holds.
    """

    month: str
    labels: Mapping[str, str]
    cell: Cell


@dataclass(frozen=True, slots=True)
class Span:
    """Months that are shown as one.

    Attributes:
        first: The first month.
        last: The last one.
        amount: What they hold together.
    """

    first: str
    last: str
    amount: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What the spans that end in one quarter hold, by one dimension.

    Attributes:
        quarter: As ``2026-Q1``.
        amount: What they hold together; the sum of those spans.
        shown: The amount of each label that may be shown; others hold the rest together. None, when there is
            no safe way, or nothing else.
    """

    quarter: str
    amount: int
    shown: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Release:
    """All that is published about one measure.

    Attributes:
        spans: In the order of time.
        breakdowns: Of each dimension, in the order of time.
    """

    spans: tuple[Span, ...]
    breakdowns: Mapping[str, tuple[Breakdown, ...]]


def together(cells: Iterable[Cell]) -> Cell:
    """Add cells up."""
    every = list(cells)
    people: Counter[str] = Counter()
    for cell in every:
        people.update(dict(cell.people or ()))
    named = any(cell.people is not None for cell in every)
    most = sorted(people.items(), key=lambda one: (-one[1], one[0]))[:LEAST]
    return Cell(sum(cell.amount for cell in every), tuple(most) if named else None, _money(every))


def _money(cells: Sequence[Cell]) -> bool:
    return any(cell.money for cell in cells)


def safe(cell: Cell) -> bool:
    """Tell whether a number may be shown, taken by itself.

    A count is 10 or more, from 10 people or more. Money comes from 10 people or more, of whom none has more
    than two fifths: then no one has half, even where one who is among the ten largest here was not among
    them elsewhere, and the second largest cannot tell the largest's part within half of it.
    """
    if cell.people is not None and len(cell.people) < LEAST:
        return False
    if not cell.money:
        return cell.amount >= LEAST
    largest = max((part for _, part in cell.people or ()), default=cell.amount)
    return largest * _SHARE[1] <= cell.amount * _SHARE[0]


def spans(months: Mapping[str, Cell]) -> tuple[Span, ...]:
    """Cut months into spans; what is left at the end is not shown yet.

    Args:
        months: Every month from the first to the last that is over, in order; also those that hold nothing.
    """
    cut: list[Span] = []
    waiting: dict[str, Cell] = {}
    for month, cell in months.items():
        waiting[month] = cell
        total = together(waiting.values())
        if safe(total):
            cut.append(Span(next(iter(waiting)), month, total.amount))
            waiting = {}
    return tuple(cut)


def hidden(salt: str, cells: Mapping[str, Cell]) -> frozenset[str] | None:
    """Choose the labels to hide: what may not be shown, and others until nothing can be worked out.

    Which others does not depend on how much they hold: taking always the smallest would give something away.

    Args:
        salt: What the order depends on besides the labels, so that not always the same is hidden.
        cells: What each label holds.

    Returns:
        The labels; None when hiding all would not be enough.
    """
    chosen = {label for label, cell in cells.items() if not safe(cell)}
    if not chosen:
        return frozenset()
    others = sorted(cells.keys() - chosen, key=lambda label: (label != UNKNOWN, _order(salt, label)))
    while not _enough([cells[label] for label in chosen]):
        if not others:
            return None
        chosen.add(others.pop(0))
    return frozenset(chosen)


def _order(salt: str, label: str) -> str:
    return hashlib.sha256(f"{salt}\x1f{label}".encode()).hexdigest()


def _enough(cells: Sequence[Cell]) -> bool:
    """Tell whether hidden cells protect each other, though their sum can be worked out.

    For counts: whoever knows the sum, which ones are small, and that none is empty, still has to take every
    number that a small one could be for possible.
    """
    total = together(cells)
    if len(cells) < 2 or not safe(total):
        return False
    if total.money:
        return True
    small = sum(cell.amount < LEAST for cell in cells)
    large = len(cells) - small
    if large:
        return total.amount >= LEAST * large + small + LEAST - 2
    return small + LEAST - 2 <= total.amount <= (LEAST - 1) * (small - 1)


def release(parts: Sequence[Part], dimensions: Sequence[str], over: str) -> Release:
    """Make all that is published about a measure.

    Args:
        parts: What it is made of; every part has a label in each dimension.
        dimensions: By what it is broken down.
        over: The first month that is not over, as ``2026-04``; it and what comes after is left out.
    """
    by_month: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.month < over:
            by_month[part.month].append(part)
    money = _money([part.cell for part in parts])
    nothing = Cell(0, () if any(part.cell.people is not None for part in parts) else None, money)
    months = {
        month: together([nothing, *(part.cell for part in by_month[month])])
        for month in every_month(min(by_month, default=over), over)
    }
    cut = spans(months)
    quarters: dict[str, list[Span]] = defaultdict(list)
    for span in cut:
        if quarter(span.last) < quarter(over):
            quarters[quarter(span.last)].append(span)
    return Release(
        cut,
        {
            dimension: tuple(_broken(name, held, by_month, dimension) for name, held in quarters.items())
            for dimension in dimensions
        },
    )


def _broken(name: str, held: Sequence[Span], by_month: Mapping[str, list[Part]], dimension: str) -> Breakdown:
    cells: dict[str, list[Cell]] = defaultdict(list)
    for month in every_month(held[0].first, following(held[-1].last)):
        for part in by_month.get(month, ()):
            cells[part.labels[dimension]].append(part.cell)
    summed = {label: cell for label, every in cells.items() if (cell := together(every)).amount}
    out = hidden(f"{name}\x1f{dimension}", summed)
    away = summed.keys() if out is None else out
    shown = {label: summed[label].amount for label in sorted(summed) if label not in away}
    return Breakdown(name, sum(span.amount for span in held), shown)


def quarter(month: str) -> str:
    """Name the quarter of a month.

    >>> quarter("2026-03"), quarter("2026-04")
    ('2026-Q1', '2026-Q2')
    """
    year, number = month.split("-")
    return f"{year}-Q{(int(number) + 2) // 3}"


def following(month: str) -> str:
    """Name the month after a month.

    >>> following("2026-12")
    '2027-01'
    """
    year, number = map(int, month.split("-"))
    return f"{year + 1:04}-01" if number == 12 else f"{year:04}-{number + 1:02}"


def every_month(first: str, over: str) -> Iterator[str]:
    """Name the months from the first to the one before ``over``.

    >>> list(every_month("2026-12", "2027-02"))
    ['2026-12', '2027-01']
    """
    while first < over:
        yield first
        first = following(first)
