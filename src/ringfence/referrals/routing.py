"""Routing: to which forces a ring goes, as what, and why.

A force is named because people of its country report the ring, because accounts at its country's banks were
to be paid, or because an analyst says, with a reason, that the call centre works there. A telephone number
names no country here: numbers are rented and forged, so a prefix says nothing of where somebody sits, and
nothing in this module reads one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from ringfence.referrals.force import Force, force, forces
from ringfence.reports.places import iso_country
from ringfence.rings.facts import person
from ringfence.rings.sentences import count
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ringfence.rings.dossier import Dossier

As = Literal["lead", "joint", "information"]
PAYERS = 2
"""How many independent people must name accounts of a country before a force without victims hears of them:
one person could make an account up."""
_ORDER = ("joint", "lead", "information")
_ELSEWHERE = "interpol"


@dataclass(frozen=True, slots=True)
class Belief:
    """Where an analyst believes that the call centre works.

    Attributes:
        country: ISO 3166-1 alpha-2.
        reason: Why, in the analyst's words; it stands in the referral.

    Raises:
        UsageError: When ISO 3166-1 knows no such country, or no reason is given.
    """

    country: str
    reason: str

    def __post_init__(self) -> None:
        known = iso_country(self.country)
        if known is None:
            raise UsageError(
                "where the call centre works is no country of ISO 3166-1",
                advice="Give its code of two letters, such as IN",
            )
        object.__setattr__(self, "country", known)
        if not self.reason.strip():
            raise UsageError(
                "where the call centre works needs a reason",
                advice="Say what you know it from; a telephone number's prefix is no reason",
            )


@dataclass(frozen=True, slots=True)
class Route:
    """One force to which a ring goes.

    Attributes:
        force: The force.
        as_: ``joint``: to investigate together, where the call centre is believed to work. ``lead``: its own
            victims are in the ring. ``information``: it should know.
        via: Through whom it is reached, the first one first; empty where it is handed the case file.
        reasons: Why, most telling first.
        reports: Reports that this route is about: of its country, or for ``joint`` all of the ring.
        victims: Independent people behind them; all unknown ones of one source count as one.
        weak: What speaks against relying on it.
    """

    force: Force
    as_: As
    via: tuple[Force, ...]
    reasons: tuple[str, ...]
    reports: int
    victims: int
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Home:
    """What is known of one country: its reports, people, core reports, and accounts at its banks."""

    reports: int = 0
    victims: int = 0
    core: int = 0
    accounts: int = 0
    payers: int = 0


def routes(dossier: Dossier, belief: Belief | None = None) -> tuple[Route, ...]:
    """Say which forces a ring goes to: joint ones first, then leads by victims, then information.

    Args:
        dossier: The ring.
        belief: Where an analyst believes that the call centre works; without it no route is joint.
    """
    homes = _homes(dossier)
    found = [
        route
        for one in forces().values()
        if belief is None or one.country != belief.country
        for route in _of_country(one, homes.get(one.country or "", _Home()))
    ]
    found.sort(key=lambda route: (_ORDER.index(route.as_), -route.victims, -route.reports, route.force.id))
    if belief is None:
        return tuple(found)
    return (*_joint(dossier, belief, homes, tuple(found)), *found)


def unrouted(dossier: Dossier, belief: Belief | None = None) -> tuple[str, ...]:
    """Say what routing could not place, and what is not known; the same for whoever reads it."""
    homes = _homes(dossier)
    known = {one.country for one in forces().values()}
    said = [
        f"{count(home.reports, 'report')} of {code}: no force of that country is known here; "
        "ask your national force to pass them on through Interpol"
        for code, home in homes.items()
        if home.reports and code not in known
    ]
    nowhere = dossier.reports["country"].null_count()
    if nowhere:
        said.append(f"{count(nowhere, 'report')} without a country: no force is named for their sake")
    if belief is None:
        said.append(
            "Nobody has said where the call centre works, so no force is asked to investigate it jointly; "
            "numbers that were dialled or shown say nothing of it"
        )
    return tuple(said)


def _homes(dossier: Dossier) -> Mapping[str, _Home]:
    """Count reports, people and accounts by country, the most people first."""
    people = (
        dossier.reports.with_columns(person())
        .drop_nulls("country")
        .group_by("country")
        .agg(
            reports=pl.len(),
            victims=pl.col("person").n_unique(),
            core=(pl.col("tier") == "core").sum(),
        )
        .sort(["victims", "country"], descending=[True, False])
    )
    found = {
        row["country"]: {name: row[name] for name in ("reports", "victims", "core")}
        for row in people.iter_rows(named=True)
    }
    for code, accounts, payers in _banks(dossier).iter_rows():
        found.setdefault(code, {}).update(accounts=accounts, payers=payers)
    return {code: _Home(**numbers) for code, numbers in found.items()}


def _banks(dossier: Dossier) -> pl.DataFrame:
    """Count the accounts that were to be paid by their bank's country, which their number itself names."""
    scheme = pl.col("value").str.extract(r"^([a-z]+):", 1)
    return (
        dossier.facts.sightings.filter(
            (pl.col("kind") == "bank_account")
            & (pl.col("role") == "payee")
            & (pl.col("validity") == "valid")
            & (pl.col("strength") > 0)
        )
        .with_columns(
            bank=pl.when(scheme == "iban")
            .then(pl.col("value").str.slice(5, 2))
            .otherwise(scheme.str.to_uppercase())
        )
        .filter(pl.col("bank").str.contains(r"^[A-Z]{2}$"))
        .group_by("bank")
        .agg(accounts=pl.col("value").n_unique(), payers=pl.col("person").n_unique())
        .sort("bank")
    )


def _of_country(one: Force, home: _Home) -> tuple[Route, ...]:
    reasons, weak = [], []
    if home.reports:
        people = count(home.victims, "independent reporter")
        reasons.append(f"{count(home.reports, 'report')} by {people} in {one.country}, {home.core} in a core")
    if home.accounts and (home.victims or home.payers >= PAYERS):
        named = count(home.payers, "independent reporter")
        reasons.append(
            f"{count(home.accounts, 'account')} at banks of {one.country} that {named} named as whom to pay: "
            "what is frozen at once can be given back"
        )
        weak.append("accounts are often a mule's: they show where money went, not where the ring works")
    if not reasons:
        return ()
    if home.reports and not home.core:
        weak.append("none of its reports stands in a core of the ring: that they belong to it is less sure")
    if home.victims == 1:
        weak.append("only one independent reporter lives there")
    leads = one.part == "investigates" and home.core
    if one.part == "collects":
        reasons.append("it collects reports for those who investigate")
    return (
        Route(
            force=one,
            as_="lead" if leads else "information",
            via=_via(one),
            reasons=tuple(reasons),
            reports=home.reports,
            victims=home.victims,
            weak=tuple(weak),
        ),
    )


def _via(one: Force, national: tuple[Force, ...] = ()) -> tuple[Force, ...]:
    return (*national, *(force(channel) for channel in one.via)) if one.via else ()


def _joint(
    dossier: Dossier, belief: Belief, homes: Mapping[str, _Home], found: tuple[Route, ...]
) -> tuple[Route, ...]:
    """Route to the country where the call centre is believed to work; its police is reached by police."""
    there = [one for one in forces().values() if one.country == belief.country]
    investigating = [one for one in there if one.part == "investigates"]
    national = tuple(route.force for route in found if route.as_ == "lead")[:1]
    home = homes.get(belief.country, _Home())
    reasons = [f"an analyst says that the call centre works in {belief.country}: {belief.reason.strip()}"]
    weak = ["it is an analyst's statement: no report by itself says where the callers sat"]
    if home.accounts and home.payers >= PAYERS:
        reasons.append(
            f"{count(home.accounts, 'account')} at banks of {belief.country} "
            f"that {count(home.payers, 'independent reporter')} named as whom to pay"
        )
    if home.reports:
        reasons.append(f"{count(home.reports, 'report')} by people who live there")
    if not investigating:
        weak.append(f"no force of {belief.country} is known here: a national force must name it")
    people = dossier.reports.with_columns(person())["person"].n_unique()
    joint = tuple(
        Route(
            force=one,
            as_="joint",
            via=_via(one, national) if one.country else national,
            reasons=tuple(reasons),
            reports=dossier.reports.height,
            victims=people,
            weak=tuple(weak),
        )
        for one in (investigating or [force(_ELSEWHERE)])
    )
    collecting = (one for one in there if one.part == "collects")
    return (*joint, *(route for one in collecting for route in _of_country(one, home)))
