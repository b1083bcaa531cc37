"""How many elements a partner may hand in within 30 days: what a guess costs whoever lies.

Each element of a partner is a question to us. In any 30 days a partner has as many as the agreement allows
for one run, and ten more for each element that turned out to be held by both in those days, up to the budget
that the agreement names: who contributes what is true may ask more often. Victims are counted once a week.

    >>> from datetime import UTC, datetime, timedelta
    >>> first = datetime(2026, 1, 1, tzinfo=UTC)
    >>> spent = [Charge(first, Compared.INDICATOR, 1_024, 30)]
    >>> left(spent, 1_024, 10_000, first + timedelta(days=7))
    300
    >>> left(spent, 1_024, 10_000, first + timedelta(days=31))
    1024
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ringfence.exchange.psi.padding import padded
from ringfence.exchange.psi.terms import Compared, Terms
from ringfence.words import FormatError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

WINDOW = timedelta(days=30)
WEEK = timedelta(days=7)
FOR_EACH_IN_COMMON = 10


@dataclass(frozen=True, slots=True)
class Charge:
    """One row of what was asked of us by a partner; rows are only added.

    Attributes:
        at: When.
        compared: What was compared.
        elements: How many the partner handed in, made-up ones counted; 0 in the row that tells a result.
        common: How many were held by both; 0 for victims and until the run is done.
    """

    at: datetime
    compared: Compared
    elements: int
    common: int = 0

    def line(self) -> str:
        """Write it as one line of JSON."""
        return json.dumps(
            {
                "at": self.at.isoformat(),
                "compared": self.compared.value,
                "elements": self.elements,
                "common": self.common,
            }
        )


def read_charges(lines: Iterable[str]) -> list[Charge]:
    """Read what a partner was charged.

    Raises:
        FormatError: When a line is none of ours; nothing is compared on a budget that cannot be read.
    """
    try:
        rows = [json.loads(line) for line in lines if line.strip()]
        return [
            Charge(
                datetime.fromisoformat(row["at"]),
                Compared(row["compared"]),
                int(row["elements"]),
                int(row["common"]),
            )
            for row in rows
        ]
    except (ValueError, TypeError, KeyError) as wrong:
        raise FormatError(
            "the partner's budget cannot be read", advice="Put the file back as it was; only add rows"
        ) from wrong


def left(charges: Iterable[Charge], ceiling: int, budget: int, at: datetime) -> int:
    """Tell how many elements a partner may still hand in.

    Args:
        charges: Its rows.
        ceiling: How many the agreement allows in one run; counted as filled up.
        budget: How many it allows in 30 days; an agreement never allows less than one run.
        at: Now.
    """
    recent = [row for row in charges if at - row.at < WINDOW]
    size = padded(ceiling)
    whole = min(budget, size + FOR_EACH_IN_COMMON * sum(row.common for row in recent))
    return max(0, whole - sum(row.elements for row in recent))


def spend(charges: Iterable[Charge], elements: int, terms: Terms, at: datetime) -> Charge:
    """Take a run out of a partner's budget, before it learns anything.

    Raises:
        InputError: When too little is left, or victims were compared within a week.
    """
    kept = list(charges)
    soon = [row for row in kept if row.compared is Compared.VICTIM and row.elements and at - row.at < WEEK]
    if terms.compared is Compared.VICTIM and soon:
        raise InputError(
            "victims were compared with this partner less than a week ago",
            advice="Wait until a week has passed",
        )
    rest = left(kept, terms.ceiling, terms.budget, at)
    if elements > rest:
        raise InputError(
            f"the partner's set of {elements:,} is more than the {rest:,} that are left of its 30 days",
            advice="Wait, or sign a wider agreement",
        )
    return Charge(at, terms.compared, elements)
