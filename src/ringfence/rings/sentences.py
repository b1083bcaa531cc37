"""How evidence is said: plain sentences with counts that a person can read aloud, and what each stands on.

A sentence names values of the ring, never a reporter and never a word of anyone's prose.

    >>> between(date(2026, 3, 12), date(2026, 3, 26))
    'between 12 and 26 March 2026'
    >>> count(1, "independent reporter")
    '1 independent reporter'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


MOST = 3
"""How many things one sentence, or one list of doubts, names."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence stands on: a value, and the reports in which it was sighted in that role.

    Attributes:
        kind: The value's kind.
        value: The canonical value.
        role: What it did there; None when several roles are meant.
        reports: Ids of the reports, in order; each has such a sighting.
    """

    kind: str
    value: str
    role: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that can be said about a ring or a report.

    Attributes:
        text: The sentence.
        weight: By what sentences of one list are ranked, the most telling first; bits where it is a reason.
        evidence: What it stands on.
    """

    text: str
    weight: float
    evidence: tuple[Evidence, ...] = ()


_SAID = {
    ("phone", "callback"): "{who} gave {value} as the number to call back",
    ("phone", "caller_id"): "{who} saw {value} as the number that called",
    ("domain", "visited"): "{who} were led to the site {value}",
    ("url", "visited"): "{who} were led to the page {value}",
    ("email", "contact"): "{who} dealt with the e-mail address {value}",
    ("wallet", "payee"): "{who} named {value} as the wallet that was to be paid",
    ("bank_account", "payee"): "{who} named {value} as the account that was to be paid",
    ("gift_card", "payee"): "{who} named the same gift card, {value}",
    ("handle", "payee"): "{who} named {value} as whom to pay",
    ("handle", "contact"): "{who} were in contact with {value}",
    ("remote_access", "operator"): "{who} were controlled from {value}",
    ("script", "said"): "{who} were told the same script ({value})",
}
_NAMED = "{who} named the {kind} {value} ({role})"


def said(kind: str, role: str, value: str, who: str) -> str:
    """Say that people named a value in a role; ``value`` as it is to be read."""
    pattern = _SAID.get((kind, role), _NAMED)
    sentence = pattern.format(who=who, value=value, kind=kind.replace("_", " "), role=role.replace("_", " "))
    return sentence.replace(" were ", " was ", 1) if who.startswith("1 ") else sentence


def count(number: int, noun: str) -> str:
    """Say how many; the noun is given for one."""
    return f"{number:,} {noun if number == 1 else several(noun)}"


def several(noun: str) -> str:
    """Say a noun for more than one: only nouns that this package uses."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x")) else f"{noun}s"


def between(first: date, last: date) -> str:
    """Say from when to when, in days."""
    if first == last:
        return f"on {_day(last)} {last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"between {_day(first)} and {_day(last)} {last:%B %Y}"
    if first.year == last.year:
        return f"between {_day(first)} {first:%B} and {_day(last)} {last:%B %Y}"
    return f"between {_day(first)} {first:%B %Y} and {_day(last)} {last:%B %Y}"


def _day(of: date) -> str:
    return str(of.day)


def percent(share: float) -> str:
    """Say a share from 0 to 1; little is not said to be nothing, nor nearly all to be all."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "less than 1 %"
    if whole == 100 and share < 1:
        return "over 99 %"
    return f"{whole} %"


def listed(names: Sequence[str], most: int = MOST) -> str:
    """Name some of a list, and how many more there are."""
    shown = list(names[:most])
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more:,} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"


def capital(text: str) -> str:
    """Begin with a capital letter; the rest stays."""
    return text[:1].upper() + text[1:]


_BARS = "▁▂▃▄▅▆▇█"


def bars(numbers: Sequence[int]) -> str:
    """Draw counts over time as a line of bars; a week without any is a space."""
    most = max(numbers, default=0)
    return "".join(" " if not number else _BARS[(number * 8 - 1) // most] for number in numbers)
