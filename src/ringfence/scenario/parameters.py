"""Every number that shapes a made-up world, in one place, each with where it comes from.

A source is the press, the courts, an authority or a published measurement, or the word *assumed*.
docs/reference/scenario.md shows the same table; a test holds both together.

    >>> Parameters(reports=500).phone_life_days
    14.0
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ASSUMED = "assumed"
_FIRST_ON = date(2023, 1, 1)


def _value(default: Any, unit: str, source: str = ASSUMED) -> Any:  # noqa: ANN401 -- as dataclasses.field
    return field(default=default, metadata={"unit": unit, "source": source})


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a world is made from. Shares are between 0 and 1.

    Raises:
        UsageError: When a number cannot make a world.
    """

    name: str = _value("town", "name of the world")
    seed: int = _value(1, "any whole number from 0")
    reports: int = _value(10_000, "reports in all")
    companies: int = _value(2, "companies that receive reports, besides the public desk")
    overlap: float = _value(
        0.5,
        "share of a company's rings that another company sees too",
        "press, October 2023: about half of the call centres in common",
    )
    days: int = _value(
        365, "days that the world covers", "press and courts: call centres live for years; one is shown"
    )
    first_on: date = _value(  # noqa: RUF009 -- a field, as the lines around it
        _FIRST_ON, "first day", "press: the joint operation was in October 2023"
    )

    unrelated: float = _value(0.05, "reports that are about something else")
    spam: float = _value(
        0.05, "reports that are advertising or noise", "assumed; one public crypto-abuse desk ended at .75"
    )
    hostile: float = _value(
        0.006, "reports by people who want to mislead", "assumed; that there are some is known"
    )
    hostile_each: int = _value(12, "reports that one hostile person files")
    twice: float = _value(0.05, "victims who report the same fraud at a second place")
    hit_again: float = _value(
        0.03, "victims whom a second ring hits", "assumed; Scamwatch: one in three is hit again, in years"
    )
    two_in_one: float = _value(0.015, "reports that also tell of an earlier ring")
    delay_days: float = _value(4.0, "mean days from the fraud to the report")
    anonymous_desk: float = _value(0.2, "reports at the public desk without contact")
    anonymous_company: float = _value(0.04, "reports at a company without contact")
    desk: float = _value(0.25, "share of reports that go to the public desk")
    other_brand: float = _value(0.1, "reports where the ring used another brand than usual")

    ring_tail: float = _value(
        0.9, "exponent of ring size by rank", "assumed; that sizes are heavy-tailed is known"
    )
    rings_scale: float = _value(3.0, "rings = scale · reports^power")
    rings_power: float = _value(0.6, "rings = scale · reports^power")
    short_lived: float = _value(0.4, "rings that work for only a part of the time")
    phone_life_days: float = _value(
        14.0,
        "median life of a callback number, days",
        "measured elsewhere: half of scam numbers live under 14 days",
    )
    domain_life_days: float = _value(
        11.0, "median life of a domain, days", "measured elsewhere: domains live about 11 days"
    )
    domains_per_phone: float = _value(
        5.5, "domains that show one number, in its life", "measured elsewhere: 5.5 domains a number"
    )
    life_spread: float = _value(0.9, "sigma of the log-normal lives")
    reports_per_line: float = _value(200.0, "reports by which a ring adds a phone line, a year")
    line_power: float = _value(0.6, "lines grow with this power of a ring's reports")
    days_per_report: float = _value(2.5, "a small ring works at most so many days for each of its reports")
    skew: float = _value(1.6, "how unevenly a ring's lines are used (1: evenly)")
    main_number: float = _value(
        0.25,
        "rings with one number that lives eight times as long",
        "assumed; so that a ring's own value is popular too",
    )
    block_size: int = _value(
        5, "numbers that a ring takes from one block", "assumed; FTC complaints show numbers in blocks of ten"
    )
    reassigned: float = _value(
        0.03, "numbers that another ring had before", "assumed; US numbers are given out again after 45 days"
    )
    email_life_days: float = _value(20.0, "median life of a contact address, days")
    remote_life_days: float = _value(45.0, "median life of an operator's remote ID, days")
    account_life_days: float = _value(30.0, "median life of a mule's account, days")
    wallet_life_days: float = _value(60.0, "median life of a wallet, days")
    handle_life_days: float = _value(30.0, "median life of a payment handle, days")

    says_callback: tuple[float, ...] = _value(
        (0.9, 0.55, 0.85, 0.88, 0.65),
        "reports with the number dialled: pop-up, call, e-mail, search, message",
    )
    says_caller: tuple[float, ...] = _value(
        (0.05, 0.85, 0.08, 0.03, 0.1), "reports with the number that called, likewise"
    )
    says_site: tuple[float, ...] = _value((0.45, 0.2, 0.25, 0.7, 0.4), "reports with the site, likewise")
    says_email: tuple[float, ...] = _value(
        (0.03, 0.04, 0.75, 0.03, 0.08), "reports with the sender's address, likewise"
    )
    quotes: tuple[float, ...] = _value((0.5, 0.35, 0.45, 0.1, 0.4), "reports that quote the script, likewise")
    channels: tuple[float, ...] = _value((0.4, 0.28, 0.18, 0.09, 0.05), "share of each channel, likewise")
    remote: float = _value(0.55, "reports where someone connected to the computer")
    says_operator: float = _value(0.5, "of those, reports with the operator's ID")
    lost: float = _value(0.5, "reports with a payment")
    says_payee: float = _value(0.75, "of those, reports that say where the money went")
    gateway: float = _value(0.06, "of those, reports that name a payment gateway shared by rings")
    shared_mule: float = _value(
        0.15,
        "payments to a mule that serves several rings",
        "assumed; press and courts: such parts serve many rings",
    )
    rings_per_mule: int = _value(
        4, "rings that share one mule network or kit", "assumed; press and courts: they serve many rings"
    )
    kit: float = _value(
        0.35,
        "rings that bought their pop-up from a kit",
        "assumed; press and courts: such parts serve many rings",
    )
    genuine_phone: float = _value(
        0.12, "reports that name a brand's own number", "assumed; so that genuine values are popular"
    )
    genuine_site: float = _value(
        0.08, "reports that name a brand's own site", "assumed; so that genuine values are popular"
    )
    own_phone: float = _value(0.15, "reports whose text holds the reporter's own number")
    own_email: float = _value(0.07, "reports whose text holds the reporter's own address")
    own_remote: float = _value(
        0.2, "of those with a connection, texts that hold the reporter's own remote ID"
    )
    spoof_own: float = _value(0.2, "caller IDs that are the ring's own number")
    spoof_popular: float = _value(0.15, "caller IDs that many rings show")
    spoof_genuine: float = _value(0.05, "caller IDs that are a brand's own number")
    spoof_victim: float = _value(
        0.05, "caller IDs that are another victim's number", "assumed; that it happens is known"
    )
    obfuscated: float = _value(
        0.12,
        "values in a text that are written so that machines miss them",
        "assumed; that it is done is known",
    )
    share_police: float = _value(0.55, "people who let the police see their report")
    contact: float = _value(0.4, "people who may be contacted too; of those before")
    testify: float = _value(0.06, "people who are willing to testify too; of those before")
    share_companies: float = _value(0.5, "people who let other companies see their report")
    missed: float = _value(
        0.06, "values that a reader of the text misses (sightings only)", "assumed; careful readers find .94"
    )
    misread: float = _value(0.3, "genuine values taken for the ring's (sightings only)")
    script_split: float = _value(0.15, "quotes given to a wrong group of their script (sightings only)")
    script_glued: float = _value(0.04, "scripts taken for another one (sightings only)")

    def __post_init__(self) -> None:
        if self.reports < 200:
            raise UsageError("a world needs at least 200 reports", advice="Ask for more with --reports")
        if not 1 <= self.companies <= 8:
            raise UsageError("a world has between 1 and 8 companies", advice="Choose with --companies")
        if not 0 <= self.overlap <= 1:
            raise UsageError("an overlap is between 0 and 1", advice="Choose with --overlap")
        if not 0 <= self.testify <= self.contact <= self.share_police <= 1:
            raise UsageError(
                "who testifies may be contacted, and who may be contacted shares with the police",
                advice="Give testify, contact and share_police in rising order",
            )
        if self.seed < 0:
            raise UsageError("a seed is a whole number from 0", advice="Choose with --seed")


def table(parameters: Parameters | None = None) -> list[tuple[str, str, str, str]]:
    """List name, value, meaning and source of every parameter, in order."""
    chosen = parameters or Parameters()
    return [(f.name, _written(getattr(chosen, f.name)), *_said(f)) for f in fields(Parameters)]


def _said(one: Field[Any]) -> tuple[str, str]:
    return str(one.metadata["unit"]), str(one.metadata["source"])


def _written(value: object) -> str:
    return " ".join(f"{part:g}" for part in value) if isinstance(value, tuple) else str(value)


def chakra(
    *, reports: int | None = None, seed: int = 1, companies: int = 2, overlap: float = 0.5
) -> Parameters:
    """Shape the world of the joint operation: fourteen rings, nine months, complaints that were looked into.

    What it changes against the general world is assumed: such complaints say more, and such rings keep
    their accounts and remote IDs for longer.
    """
    return Parameters(
        name="chakra",
        seed=seed,
        reports=2_450 if reports is None else reports,
        companies=companies,
        overlap=overlap,
        days=270,
        spam=0.03,
        lost=0.65,
        remote=0.7,
        says_operator=0.6,
        remote_life_days=90.0,
        account_life_days=60.0,
        wallet_life_days=90.0,
        email_life_days=30.0,
        main_number=0.5,
    )


def town(
    *, reports: int | None = None, seed: int = 1, companies: int = 2, overlap: float = 0.5
) -> Parameters:
    """Shape the general world, of any size."""
    return Parameters(
        name="town",
        seed=seed,
        reports=10_000 if reports is None else reports,
        companies=companies,
        overlap=overlap,
    )


WORLDS: dict[str, Callable[..., Parameters]] = {"chakra": chakra, "town": town}
"""The worlds that `ringfence scenario` knows by name."""

SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "usual": {},
    "dirty": {"spam": 0.4, "unrelated": 0.15, "hostile": 0.02, "misread": 0.5, "script_glued": 0.1},
    "missing": {"missed": 0.4},
    "rotating": {
        "phone_life_days": 5.0,
        "domain_life_days": 4.0,
        "email_life_days": 7.0,
        "remote_life_days": 15.0,
        "account_life_days": 10.0,
        "wallet_life_days": 20.0,
        "handle_life_days": 10.0,
    },
    "many": {"rings_scale": 12.0},
    "few": {"companies": 1, "desk": 0.1},
}
"""What makes linking harder than usual, and what each changes (docs/explanation/worlds.md)."""


def stressed(parameters: Parameters, setting: str) -> Parameters:
    """Put a world under one of ``SETTINGS``.

    Raises:
        UsageError: When no setting has that name.
    """
    if setting not in SETTINGS:
        raise UsageError("no setting has that name", advice=f"Choose one of {', '.join(SETTINGS)}")
    return replace(parameters, **SETTINGS[setting])
