"""The marking: who may see a thing, what may be done with it, and how far it is to be believed.

Three grammars stand side by side, because companies speak the first and the police the other two:

- the Traffic Light Protocol 2.0 (FIRST, https://www.first.org/tlp/): how far a thing may travel;
- Europol's SIENA handling codes H0 to H3: what a receiver may do with it;
- the 4×4 grading (Regulation (EU) 2016/794, Article 29): how reliable source and information are.

    >>> may_go(Marking(Tlp.AMBER), Audience.PUBLIC).allowed
    False
    >>> may_go(Marking(Tlp.GREEN, siena="H1"), Audience.COURT).why[0]
    'H1: it is no evidence in court without the permission of its source'
    >>> combined([Marking(Tlp.GREEN, siena="H1"), Marking(Tlp.AMBER)]).said
    'TLP:AMBER H1 X4'
    >>> read_tlp("tlp white")
    <Tlp.CLEAR: 'TLP:CLEAR'>
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ringfence.exchange.agreement import check
from ringfence.words import InputError, Tlp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ringfence.exchange.agreement import Agreement

TLP = tuple(Tlp)
"""The markings, from the widest audience to the narrowest."""

OBJECT_IDS = {
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""What TLP 2.0 is called in STIX 2.1 (OASIS, TLP 2.0 extension)."""

_TLP1_IDS = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": Tlp.CLEAR,
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": Tlp.GREEN,
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": Tlp.AMBER,
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": Tlp.RED,
}
_OF_ID = {one: tlp for tlp, one in OBJECT_IDS.items()} | _TLP1_IDS

SIENA = {
    "H0": "for preventing and fighting crime only",
    "H1": "no evidence in court without the permission of its source",
    "H2": "not handed on to anyone without the permission of its source",
    "H3": "under a restriction of its own, which its source wrote down",
}
"""Europol's handling codes, in our words."""

SOURCE_GRADES = {
    "A": "nobody doubts that the source is genuine, trustworthy and competent",
    "B": "what the source said before proved reliable in most instances",
    "C": "what the source said before proved unreliable in most instances",
    "X": "how reliable the source is cannot be judged",
}
"""The first half of the 4×4 grading, the best first."""

INFORMATION_GRADES = {
    1: "it is accurate without doubt",
    2: "the source knows it at first hand, the one who hands it on does not",
    3: "the source does not know it at first hand, but other records bear it out",
    4: "the source does not know it at first hand, and nothing bears it out",
}
"""The second half of the 4×4 grading, the best first."""

_CODES = tuple(SIENA)
_SOURCES = tuple(SOURCE_GRADES)


class Audience(StrEnum):
    """To whom something would go, from the nearest to the widest."""

    ORGANISATION = "the organisation itself"
    FORCE = "a force"
    COURT = "a court"
    PARTNER = "a partner under an agreement"
    COMMUNITY = "the community"
    PUBLIC = "the public"


@dataclass(frozen=True, slots=True)
class Marking:
    """How a thing is to be handled.

    Attributes:
        tlp: How far it may travel.
        siena: Europol's handling code, ``H0`` to ``H3``; None: the thing is not the police's.
        source_grade: How reliable its source is: ``A``, ``B``, ``C`` or ``X``.
        information_grade: How reliable it is itself: 1 to 4.
        restriction: What ``H3`` means here, in the source's words; empty with any other code.

    Raises:
        InputError: When a code or a grade is none, or ``H3`` stands without its restriction.
    """

    tlp: Tlp = Tlp.AMBER
    siena: str | None = None
    source_grade: str = "X"
    information_grade: int = 4
    restriction: str = ""

    def __post_init__(self) -> None:
        if self.siena is not None and self.siena not in SIENA:
            raise InputError("a handling code is not known", advice="Use H0, H1, H2 or H3")
        if (self.siena == "H3") != bool(self.restriction.strip()):
            raise InputError(
                "H3 and a restriction go together, and one of them is missing",
                advice="Say in a sentence what H3 means here",
            )
        if self.source_grade not in SOURCE_GRADES:
            raise InputError("a source grade is not known", advice="Use A, B, C or X")
        if self.information_grade not in INFORMATION_GRADES:
            raise InputError("an information grade is not known", advice="Use 1, 2, 3 or 4")

    @property
    def said(self) -> str:
        """The marking in a line, such as ``TLP:AMBER H1 B2``."""
        grade = f"{self.source_grade}{self.information_grade}"
        return " ".join(part for part in (self.tlp.value, self.siena, grade) if part)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may go somewhere.

    Attributes:
        allowed: Whether it may.
        why: The reasons, each a sentence without its full stop: what forbids it, or what allows it.
    """

    allowed: bool
    why: tuple[str, ...]


def read_tlp(text: str) -> Tlp:
    """Read a TLP marking as people write it; TLP 1's ``WHITE`` is ``CLEAR``, an id of STIX is understood.

    Raises:
        InputError: When it is none.
    """
    if text.strip() in _OF_ID:
        return _OF_ID[text.strip()]
    word = re.sub(r"[\s:_+-]+", " ", text.strip().upper()).removeprefix("TLP ")
    named = {tlp.value.removeprefix("TLP:").replace("+", " "): tlp for tlp in Tlp} | {"WHITE": Tlp.CLEAR}
    if word not in named:
        raise InputError(
            "a marking is none of the Traffic Light Protocol",
            advice="Use CLEAR, GREEN, AMBER, AMBER+STRICT or RED",
        )
    return named[word]


def stricter(tlp: Tlp, than: Tlp) -> bool:
    """Tell whether a marking has a narrower audience than another."""
    return TLP.index(tlp) > TLP.index(than)


def combined(markings: Iterable[Marking]) -> Marking:
    """Combine markings of what is put together: the strictest of each part wins.

    The order in which they come makes no difference. ``H2`` holds all that ``H1`` forbids, and ``H3`` is left
    to a person, so the higher code stands for both; every restriction is kept.

    Raises:
        ValueError: When there is none.
    """
    every = list(markings)
    if not every:
        raise ValueError("there is no marking to combine")
    codes = [one.siena for one in every if one.siena is not None]
    texts = {part for one in every for part in one.restriction.split("; ") if part}
    return Marking(
        tlp=max((one.tlp for one in every), key=TLP.index),
        siena=max(codes, default=None),
        source_grade=max((one.source_grade for one in every), key=_SOURCES.index),
        information_grade=max(one.information_grade for one in every),
        restriction="; ".join(sorted(texts)),
    )


def may_go(
    marking: Marking,
    to: Audience,
    *,
    agreement: Agreement | None = None,
    at: datetime | None = None,
    permission: str | None = None,
) -> Decision:
    """Decide whether something may go to an audience.

    Args:
        marking: How it is to be handled.
        to: Who would receive it.
        agreement: Under which agreement; a partner receives nothing without one.
        at: When; aware. Needed with an agreement.
        permission: Who permitted it, as it is to be read; the permission of the source lifts a handling code,
            and for forces, courts and partners a marking above the usual. It never makes a thing public:
            for that its source marks it anew.

    Returns:
        The decision. When several things forbid it, each is said.
    """
    if to is Audience.ORGANISATION:
        return Decision(allowed=True, why=("what we hold we may read ourselves, on a need to know",))
    against = [*_by_tlp(marking, to, agreement, permission), *_by_code(marking, to, permission)]
    if to is Audience.PARTNER:
        against += _by_agreement(agreement, at)
    if against:
        return Decision(allowed=False, why=tuple(against))
    reasons = [f"{marking.tlp.value}: it may go to {to.value}"]
    if to is Audience.PARTNER and agreement is not None:
        reasons.append(f"the agreement ({agreement.purpose}) allows up to {agreement.ceiling.value}")
    if marking.siena is not None:
        reasons.append(f"{marking.siena}: {SIENA[marking.siena]}; whoever receives it keeps to that")
    if permission is not None:
        reasons.append(f"permitted by {permission}")
    return Decision(allowed=True, why=tuple(reasons))


_USUALLY = {
    Audience.FORCE: Tlp.AMBER,
    Audience.COURT: Tlp.AMBER,
    Audience.COMMUNITY: Tlp.GREEN,
    Audience.PUBLIC: Tlp.CLEAR,
}
"""The strictest marking that goes to each without asking; to a partner, what the agreement says."""
_ASKED = (Audience.FORCE, Audience.COURT, Audience.PARTNER)
"""To whom a permission opens the way."""
_REACHES = {
    Tlp.CLEAR: "it may go to anyone",
    Tlp.GREEN: "it stays in the community and is never published",
    Tlp.AMBER: "it stays with those who need it to act: the organisation and whom it protects",
    Tlp.AMBER_STRICT: "it stays inside the organisation",
    Tlp.RED: "it stays with the persons to whom it was given",
}


def _by_tlp(marking: Marking, to: Audience, agreement: Agreement | None, permission: str | None) -> list[str]:
    agreed = Tlp.CLEAR if agreement is None else agreement.ceiling
    most = agreed if to is Audience.PARTNER else _USUALLY[to]
    if not stricter(marking.tlp, most) or (permission is not None and to in _ASKED):
        return []
    if to is Audience.PARTNER and agreement is not None:
        return [f"{marking.tlp.value}: the agreement allows no more than {most.value}"]
    return [f"{marking.tlp.value}: {_REACHES[marking.tlp]}"]


def _by_code(marking: Marking, to: Audience, permission: str | None) -> list[str]:
    code = marking.siena
    if code is None:
        return []
    if to in {Audience.PUBLIC, Audience.COMMUNITY}:
        return [f"{code}: what carries a handling code of the police is not published"]
    if permission is not None or code == "H0" or (code == "H1" and to is not Audience.COURT):
        return []
    if code == "H3":
        return [f"H3: it is {SIENA['H3']} ({marking.restriction})"]
    return [f"{code}: it is {SIENA[code]}"]


def _by_agreement(agreement: Agreement | None, at: datetime | None) -> list[str]:
    if agreement is None:
        return ["a partner receives nothing without an agreement"]
    if at is None:
        raise ValueError("whether an agreement holds cannot be told without a time")
    return [f"the agreement does not hold: {problem}" for problem in check(agreement, at)]
