"""The assumptions of the second world, each with its source, and the settings that stress a linker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


def _assumed(value: Any, what: str, source: str = "assumed") -> Any:  # noqa: ANN401 - a field of any type
    return field(default=value, metadata={"what": what, "source": source})


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a world is like; shares are from 0 to 1, lives are median days."""

    days: int = _assumed(548, "days that the world covers", "press and courts: call centres live for years")
    rings_scale: float = _assumed(0.15, "rings = scale · reports ** power")
    rings_power: float = _assumed(
        0.776, "rings = scale · reports ** power: mean size grows slowly with the data"
    )
    tail: float = _assumed(
        1.15, "exponent of the Pareto law of ring sizes", "assumed; that sizes are heavy-tailed is known"
    )
    largest: float = _assumed(0.06, "no ring has more than this share of the victims")
    raided: float = _assumed(
        0.1,
        "rings of 50 and more that start afresh after a raid",
        "assumed; press: raided rings go on elsewhere",
    )
    unrelated: float = _assumed(0.1, "reports about something else")
    adverts: float = _assumed(0.03, "reports that are advertising, the same values again and again")
    hostile: float = _assumed(0.004, "reports by people who want to mislead")
    hostile_each: int = _assumed(15, "reports that one hostile person files")
    twice: float = _assumed(0.06, "reports by someone who told the same elsewhere")
    hit_again: float = _assumed(
        0.04,
        "reports by someone whom another ring hit before",
        "assumed; Scamwatch: one in three is hit again, in years",
    )
    second: float = _assumed(
        0.03, "reports that also tell of another ring", "assumed; recovery helpers are the next fraud"
    )
    bursts: float = _assumed(0.7, "victims that come in bursts of days rather than evenly")
    phone_life: float = _assumed(
        14.0,
        "median life of a line's callback numbers, days",
        "measured elsewhere: half of scam numbers live under 14 days",
    )
    domain_life: float = _assumed(
        11.0, "median life of domains, days", "measured elsewhere: domains live about 11 days"
    )
    domains: int = _assumed(
        4,
        "domains at a time that show one line",
        "measured elsewhere: 5.5 domains of 11 days for a number of 14",
    )
    email_life: float = _assumed(20.0, "median life of contact addresses, days")
    wallet_life: float = _assumed(75.0, "median life of a ring's wallets, days")
    operator_life: float = _assumed(60.0, "median life of operators' remote IDs, days")
    mule_least: float = _assumed(
        30.0,
        "the shortest life of a mule's account, days",
        "assumed; accounts are closed within a month or two",
    )
    mule_most: float = _assumed(60.0, "the longest, days")
    campaign_life: float = _assumed(
        35.0, "median life of campaigns (a brand, a channel, a wording, two lines), days"
    )
    run: int = _assumed(
        8,
        "numbers taken from ten consecutive ones, before the next ten",
        "assumed; FTC complaints show numbers in blocks",
    )
    reassigned: float = _assumed(
        0.03,
        "numbers that another ring had 45 to 200 days before",
        "assumed; US numbers are given out again after 45 days",
    )
    main_number: float = _assumed(0.25, "rings with one number for most of a year, in half of their reports")
    relay: float = _assumed(0.4, "rings with a relay of their own for the remote tool")
    kits: float = _assumed(
        0.35,
        "pop-ups shown by a kit that serves several rings",
        "assumed; press and courts: such parts serve many rings",
    )
    brokers: float = _assumed(
        0.07,
        "campaigns whose calls a broker sells on to several rings",
        "assumed; that calls are sold is known from cases of the FTC",
    )
    networks: float = _assumed(0.4, "rings whose accounts are mostly of a mule network of two or three rings")
    gateways: float = _assumed(0.12, "payments through a gateway that serves many rings")
    exchanges: float = _assumed(
        0.15,
        "wallets that are an exchange's own",
        "assumed; at one desk a few benign addresses held .6 of the funds",
    )
    hosts: float = _assumed(0.08, "sites on hosts that serve everyone and stand on no list")
    copied: float = _assumed(0.4, "scripts that are copied from a popular one")
    shifted: float = _assumed(0.5, "copied scripts that were rewritten so far that they mostly group apart")
    split: float = _assumed(
        0.15,
        "quotes that near-duplicate grouping puts into a fragment",
        "assumed; on real robocalls grouping reached B³ F .76 to .83",
    )
    lumped: float = _assumed(0.08, "quotes that it lumps together by brand and channel", "likewise")
    strayed: float = _assumed(0.05, "quotes that it puts into a wrong group", "likewise")
    names_genuine: float = _assumed(0.35, "victims who name the brand's own number or site")
    misread: float = _assumed(0.28, "of these, read as the ring's", "assumed")
    typos: float = _assumed(0.03, "values written wrongly, half of them so that it shows")
    missing: float = _assumed(0.05, "values that are lost on the way", "assumed; careful readers find .94")
    partners: int = _assumed(7, "sources: companies, a bank, a carrier, a retailer, a tool's maker, a desk")
    anonymous: float = _assumed(1.0, "how many a partner does not know, against its usual share")


SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "usual": {},
    "hard": {
        "second": 0.06,
        "networks": 0.6,
        "kits": 0.5,
        "brokers": 0.12,
        "copied": 0.6,
        "missing": 0.18,
        "misread": 0.45,
        "strayed": 0.1,
        "split": 0.22,
        "main_number": 0.3,
        "unrelated": 0.15,
        "exchanges": 0.25,
    },
    "dirty": {
        "unrelated": 0.2,
        "adverts": 0.3,
        "hostile": 0.03,
        "misread": 0.5,
        "typos": 0.08,
        "exchanges": 0.4,
    },
    "missing": {"missing": 0.4},
    "rotating": {
        "phone_life": 4.0,
        "domain_life": 3.0,
        "email_life": 6.0,
        "wallet_life": 20.0,
        "operator_life": 20.0,
        "mule_least": 10.0,
        "mule_most": 25.0,
        "campaign_life": 12.0,
        "main_number": 0.05,
    },
    "many": {"rings_scale": 0.6, "tail": 1.5, "largest": 0.02},
    "few": {"partners": 2, "anonymous": 1.8},
}
"""Each setting, and what it changes in the usual one."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Which world to make.

    Attributes:
        reports: Reports in all, from 100.
        seed: Any whole number from 0; the same makes the same world.
        setting: One of ``SETTINGS``.

    Raises:
        UsageError: A value is out of its range, or the setting is not known.
    """

    reports: int = 30_000
    seed: int = 1
    setting: str = "usual"

    def __post_init__(self) -> None:
        """Check the ranges."""
        if self.reports < 100 or self.seed < 0:
            raise UsageError(
                "a world needs at least 100 reports and a seed from 0",
                advice="Choose with --reports and --seed",
            )
        if self.setting not in SETTINGS:
            raise UsageError("no setting has that name", advice=f"Choose one of {', '.join(SETTINGS)}")

    def assumptions(self) -> Assumptions:
        """Give the usual assumptions with what the setting changes."""
        return replace(Assumptions(), **SETTINGS[self.setting])
