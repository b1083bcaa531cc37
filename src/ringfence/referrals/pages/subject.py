"""What the pages of a case file are about: plain values, in no language yet.

Everything here may be printed for the receiving force: no prose of victims, no reporter, no names of people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: in English, and where possible as a pattern that each language has.

    Attributes:
        text: The English sentence.
        key: The pattern's name in the files of wording; None when it exists in English only.
        fill: What stands in the pattern's braces; numbers and dates are written as the language does.
        value: The value of the ring that the sentence names, as it stands in the English text.
    """

    text: str
    key: str | None = None
    fill: tuple[tuple[str, str | int | date], ...] = ()
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A value of the ring, and how much of the ring names it.

    Attributes:
        kind: Its kind, such as ``phone``.
        value: It, as a person reads it.
        role: What it did, such as ``callback``.
        reporters: Independent reporters who name it.
        reports: Reports that name it.
        first_on: The day it was first seen in use.
        last_on: The day it was last seen in use.
        sources: Through how many sources it was reported.
    """

    kind: str
    value: str
    role: str
    reporters: int
    reports: int
    first_on: date
    last_on: date
    sources: int


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of the picture that name the same of its values.

    Attributes:
        values: Places of the values in ``Subject.drawn``.
        reports: How many reports name just these.
    """

    values: tuple[int, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Paid:
    """What was lost in one currency by one method.

    Attributes:
        currency: ISO 4217.
        method: A method of payment of ``reports.parquet``.
        payments: How many.
        minor: Together, in minor units.
    """

    currency: str
    method: str
    payments: int
    minor: int


@dataclass(frozen=True, slots=True)
class Payment:
    """One recent payment, by pointer.

    Attributes:
        report: The report's id.
        source: Who holds the report.
        reference: The holder's own reference.
        method: How it was paid.
        currency: ISO 4217.
        minor: Minor units.
        paid_on: When, as far as known; else the day of the fraud.
        shared: Whether the victim lets the police see the report; else it is only counted.
    """

    report: str
    source: str
    reference: str
    method: str
    currency: str
    minor: int
    paid_on: date
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Land:
    """What one country's victims reported and allow.

    Attributes:
        country: ISO 3166-1 alpha-2; None when not known.
        reports: Reports.
        losses: Currency and minor units of each currency that was lost, the currency in order.
        police: People who let the police see their report.
        contact: Of those, people who may be contacted.
        testify: Of those, people who are willing to testify.
    """

    country: str | None
    reports: int
    losses: tuple[tuple[str, int], ...]
    police: int
    contact: int
    testify: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """A victim's report, named by where it can be asked for.

    Attributes:
        report: The report's id.
        source: Who holds the report.
        reference: The holder's own reference.
        country: ISO 3166-1 alpha-2; None when not known.
        on: The day of the fraud, else of the report.
        losses: Currency and minor units.
        consents: What the victim allows.
    """

    report: str
    source: str
    reference: str
    country: str | None
    on: date
    losses: tuple[tuple[str, int], ...]
    consents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enabler:
    """A value that serves several rings.

    Attributes:
        kind: Its kind.
        value: It, as a person reads it.
        reports: Reports of this ring that name it.
        rings: Rings in which it was seen, this one with them.
    """

    kind: str
    value: str
    reports: int
    rings: int


@dataclass(frozen=True, slots=True)
class Done:
    """One step of custody.

    Attributes:
        at: When, UTC.
        actor: Who.
        action: What was done.
    """

    at: datetime
    actor: str
    action: str


@dataclass(frozen=True, slots=True)
class Subject:
    """All that the pages say.

    Attributes:
        reference: The case file's reference.
        ring_id: The ring.
        run: The run of linking that it stands in.
        organisation: Who refers.
        at: When the case file was made, aware.
        tlp: The marking, such as ``TLP:AMBER``.
        handling: The handling code and grades, such as ``H1``; None when there is none.
        force: The receiving force's name.
        role: Why it receives this: ``lead``, ``joint`` or ``information``.
        via: Channels that it passes through.
        reasons: Why it was chosen, in English.
        reports: Reports in the ring.
        reporters: Independent reporters.
        unknown: Reports whose reporter is unknown.
        core: Reports that stand in a core.
        cores: Cores.
        sources: Sources of the reports.
        countries: Countries of the reporters, most first.
        brands: Whom the callers claimed to be.
        first_on: Day of the first sighting.
        last_on: Day of the last sighting.
        weeks: Reports in each week from the first sighting on.
        confidence: Mean over the reports, 0 to 1.
        because: Why it is one ring.
        breaks: What would break it.
        against: What speaks against it.
        left_out: How many values did not count, by why.
        known: Its strongest values, the strongest first.
        drawn: Places in ``known`` of the values of the picture.
        groups: The reports of the picture; their values are places in ``drawn``.
        undrawn: Reports that name none of the picture's values, or stand in no drawn group.
        paid: Losses by currency and method.
        payees: Whom victims were to pay.
        newest_paid_on: Day on which the newest payment was made, else reported.
        recent: Payments of the last days, newest first.
        recent_days: How many days "recent" means.
        lands: Victims by country; of a lead those of the receiving country alone.
        pointers: Victims by pointer, likewise; those who do not let the police see it are only counted.
        enablers: Values that serve several rings.
        ready: Whether nothing that a force needs is missing.
        missing: What a force needs and is not there, in English.
        strong: What is strong about the file, in English.
        weak: What is weak, in English.
        next_steps: What to do next, in English.
        originals: Originals that the police may see, of the whole ring.
        texts: Reports with a text that the police may see, of the whole ring.
        withheld: Originals, and reports with a text, that the victims' consents do not cover.
        testify: People of the whole ring who are willing to testify.
        enclosed: Paths in the case file; those whose meaning has a wording say it.
        custody: Steps of custody up to now.
        contact: Whom to ask, and how; "" for not said.
    """

    reference: str
    ring_id: str
    run: str
    organisation: str
    at: datetime
    tlp: str
    handling: str | None
    force: str
    role: str
    via: tuple[str, ...]
    reasons: tuple[str, ...]
    reports: int
    reporters: int
    unknown: int
    core: int
    cores: int
    sources: tuple[str, ...]
    countries: tuple[str, ...]
    brands: tuple[str, ...]
    first_on: date | None
    last_on: date | None
    weeks: tuple[int, ...]
    confidence: float | None
    because: tuple[Line, ...] = ()
    breaks: tuple[Line, ...] = ()
    against: tuple[Line, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    known: tuple[Known, ...] = ()
    drawn: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()
    undrawn: int = 0
    paid: tuple[Paid, ...] = ()
    payees: tuple[Known, ...] = ()
    newest_paid_on: date | None = None
    recent: tuple[Payment, ...] = ()
    recent_days: int = 14
    lands: tuple[Land, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    enablers: tuple[Enabler, ...] = ()
    ready: bool = False
    missing: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    originals: int = 0
    texts: int = 0
    withheld: tuple[int, int] = (0, 0)
    testify: int = 0
    enclosed: tuple[str, ...] = field(
        default=(
            "data/case.stix.json",
            "data/indicators.csv",
            "data/victims.csv",
            "data/evidence",
            "data/certificates",
            "data/custody.jsonl",
            "VERIFY.txt",
        )
    )
    custody: tuple[Done, ...] = ()
    contact: str = ""
