"""Forces: who can act on a ring, what each takes, and how a referral really reaches it.

Each is one file of one shape in ``forces/``; to add a force is to add a file. What a file says comes from its
source, and `checked_on` is the day on which somebody read it; where nobody did, the force is shown as
unchecked. No address stands in a file that could not be confirmed.

    >>> force("in-cbi").via
    ('interpol', 'legal-attache')
    >>> force("in-cbi").languages
    ('en', 'hi')
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ringfence.words import InputError, Place, UsageError, country

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = ("investigates", "collects", "passes on")
"""What a force does with a referral; one that only passes on is a channel."""
CERTIFICATES = ("in-bsa-63", "us-fre-902-14", "gb-mg11")
"""The certificates that we can draft (`referrals.certificates`)."""
HANDLING = ("H0", "H1", "H2", "H3")
"""Europol's SIENA handling codes: H1 not in court without permission, H2 no dissemination, H3 other
(Statewatch, 2018)."""

_ID = re.compile(r"[a-z]+(-[a-z]+)*")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_OPTIONAL = frozenset({"country", "certificate", "checked_on"})


@dataclass(frozen=True, slots=True)
class Force:
    """A police force or agency that receives referrals, or a channel that passes them on.

    Attributes:
        id: Its name in commands and files, such as ``in-cbi``; its country's code in front.
        name: Its own name.
        country: Where it works, ISO 3166-1 alpha-2; None for a channel between countries.
        part: What it does with a referral, one of `PARTS`.
        languages: BCP 47, at least one; the first is the language of the case file.
        handles: What it takes.
        channel: How a company's or a foreign referral reaches it; says what could not be confirmed.
        via: Ids of the channels through which it is reached; empty where it can be handed a case file.
        certificate: What its courts ask beside digital evidence, one of `CERTIFICATES`; None when we draft
            none.
        handling: SIENA code that a case file for it bears when nobody chooses another, one of `HANDLING`.
        clock: IANA time zone of the times in its case file.
        source: Where this was read.
        checked_on: When somebody last read the source for where and how victims report; None: unchecked.
            Name, part, languages and clock are from knowledge.

    Raises:
        InputError: When one of them cannot be.
    """

    id: str
    name: str
    country: str | None
    part: Literal["investigates", "collects", "passes on"]
    languages: tuple[str, ...]
    handles: str
    channel: str
    via: tuple[str, ...]
    certificate: str | None
    handling: str
    clock: str
    source: str
    checked_on: date | None

    def __post_init__(self) -> None:
        _need(_ID.fullmatch(self.id), self, "id", "is not lower-case words joined by hyphens")
        for name in ("name", "handles", "channel", "source"):
            _need(getattr(self, name).strip(), self, name, "is empty")
        _need(self.part in PARTS, self, "part", f"is none of {', '.join(PARTS)}")
        _need(self.languages, self, "languages", "is empty")
        _need(all(map(_LANG.fullmatch, self.languages)), self, "languages", "holds no BCP 47 language")
        _need(self.certificate in (None, *CERTIFICATES), self, "certificate", "is one that we cannot draft")
        _need(self.handling in HANDLING, self, "handling", f"is none of {', '.join(HANDLING)}")
        _need(_zone(self.clock), self, "clock", "is not an IANA time zone")
        if self.country is None:
            _need(self.part == "passes on", self, "country", "is missing: only a channel has none")
        else:
            _need(self.country == country(self.country), self, "country", "is not in capitals")
            begins = self.id.startswith(f"{self.country.lower()}-")
            _need(begins, self, "id", "does not begin with its country")

    @property
    def checked(self) -> str:
        """Say when its source was read: a day, or ``unchecked``."""
        return "unchecked" if self.checked_on is None else self.checked_on.isoformat()


def forces() -> Mapping[str, Force]:
    """Give every force and channel by its id, in order of ids.

    Raises:
        InputError: When a file is not of the shape.
    """
    return _all()


def force(name: str) -> Force:
    """Give one force by its id.

    Raises:
        UsageError: When none has it.
    """
    known = forces()
    if name not in known:
        raise UsageError("no force is known by this id", advice=f"Choose one of {', '.join(known)}")
    return known[name]


def parsed(name: str, text: str) -> Force:
    """Read one force's file.

    Args:
        name: The file's name, ``ID.toml``.
        text: What it holds.

    Raises:
        InputError: When it is not TOML, lacks a field, has one too many, or one is of the wrong type.
    """
    try:
        row = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise InputError(
            "the file is not TOML", place=Place(name), advice="Write it as its neighbours are written"
        ) from wrong
    row = {"id": name.removesuffix(".toml"), **row}
    wanted = {field.name for field in fields(Force)}
    for field in sorted(set(row) - wanted):
        raise InputError("the field is not known", place=Place(name, None, field), advice="Remove it")
    for field in sorted(wanted - set(row) - _OPTIONAL):
        raise InputError("the field is missing", place=Place(name, None, field), advice="Add it")
    for field, value in row.items():
        right = {"languages": list, "via": list, "checked_on": date}.get(field, str)
        listed = isinstance(value, list) and not all(isinstance(one, str) for one in value)
        if not isinstance(value, right) or listed:
            raise InputError(
                "the field is of the wrong type",
                place=Place(name, None, field),
                advice="Write it as its neighbours write it",
            )
    read: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in row.items()
    }
    return Force(**{**dict.fromkeys(_OPTIONAL), **read})


@cache
def _all() -> Mapping[str, Force]:
    folder = files(__package__) / "forces"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda f: f.name)
    read = {one.id: one for one in (parsed(file.name, file.read_text("utf-8")) for file in found)}
    for one in read.values():
        for channel in one.via:
            known = channel in read and read[channel].country is None
            _need(known, one, "via", "names no channel that has a file")
    return MappingProxyType(read)


def _need(right: object, one: Force, field: str, wrong: str) -> None:
    if not right:
        raise InputError(
            wrong, place=Place(f"{one.id}.toml", None, field), advice="See docs/reference/forces.md"
        )


def _zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
