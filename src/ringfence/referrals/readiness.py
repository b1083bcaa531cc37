"""Readiness: what a ring's referral is worth today, what is weak, and what to do next. No victim, no case.

Courts bailed accused operators because, weeks after a raid, there was no identified victim, no complaint and
no money trail. So this is counted before anything is sent. Nothing here names a person: who they are is
released for one ring to a named officer, how many there are may be seen beforehand.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ringfence.referrals.footing import footing
from ringfence.rings.sentences import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ringfence.referrals.footing import CountryRow, Exhibits, Footing, MoneyRow, PayeeRow
    from ringfence.rings.dossier import Dossier

FRESH_DAYS = 3
"""So many days after a payment, asking a bank to stop it may still help; assumed: freezing works only when
fast (The Hindu, 2023-10), and nobody gives a number."""
STALE_DAYS = 60
"""A ring silent for so long may have moved; assumed."""
WITNESSES = 2
"""How many willing witnesses are asked for: one may fall ill or withdraw."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a referral of a ring is worth.

    Attributes:
        countries: Its victims by country, most willing witnesses first.
        exhibits: What can be laid before a court.
        money: Payments by currency, most first.
        payees: Who was to be paid, most reports first.
        traced: Reports with both an amount and a payee: where a money trail can begin.
        cores: Cores of the ring.
        core_reports: Reports in them.
        core_witnesses: Willing witnesses with a report in a core.
        reporters: Independent people.
        silent_days: Whole days since the last report, at the time asked for; None when none was given.
        missing: What the rule of `ready` misses, in sentences; empty when ready.
        strong: What is strong, in sentences.
        weak: What is weak, in sentences.
        next_steps: What to do next, the most useful first.
    """

    countries: tuple[CountryRow, ...]
    exhibits: Exhibits
    money: tuple[MoneyRow, ...]
    payees: tuple[PayeeRow, ...]
    traced: int
    cores: int
    core_reports: int
    core_witnesses: int
    reporters: int
    silent_days: int | None
    missing: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    next_steps: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Tell whether nothing is missing that a court asked for: see docs/reference/forces.md."""
        return not self.missing

    def counts(self) -> dict[str, object]:
        """Give what a force or partner may see beforehand: numbers and sentences, no value, no person.

        It is for those who may see the ring, not for the public: numbers below ten stand in it.
        """
        return {
            "ready": self.ready,
            "countries": [asdict(row) for row in self.countries],
            "exhibits": asdict(self.exhibits),
            "money": [asdict(row) for row in self.money],
            "payees": len(self.payees),
            "traced": self.traced,
            "cores": self.cores,
            "core_reports": self.core_reports,
            "core_witnesses": self.core_witnesses,
            "reporters": self.reporters,
            "silent_days": self.silent_days,
            "missing": list(self.missing),
            "strong": list(self.strong),
            "weak": list(self.weak),
            "next_steps": list(self.next_steps),
        }


def readiness(dossier: Dossier, *, at: datetime | None = None) -> Readiness:
    """Count what a referral of the ring is worth.

    Args:
        dossier: The ring.
        at: The time by which its silence is measured, aware; None: it is not measured.
    """
    seen = footing(dossier, at)
    return Readiness(
        countries=seen.countries,
        exhibits=seen.exhibits,
        money=seen.money,
        payees=seen.payees,
        traced=seen.traced,
        cores=seen.cores,
        core_reports=seen.core_reports,
        core_witnesses=seen.core_witnesses,
        reporters=seen.reporters,
        silent_days=seen.silent_days,
        missing=tuple(_missing(seen)),
        strong=tuple(_strong(seen)),
        weak=tuple(_weak(seen)),
        next_steps=tuple(_next(seen)),
    )


def _missing(seen: Footing) -> Iterator[str]:
    """Say what the rule asks for and the ring lacks."""
    if not seen.core_reports:
        yield "no report stands in a core: nothing holds without a single value or a single person"
    if not seen.witnesses:
        yield "no victim is willing to testify: no victim, no case"
    elif not seen.at_home:
        yield "no willing witness lives in a country of a force that is known here"
    elif seen.core_reports and not seen.core_witnesses:
        yield "no willing witness has a report in a core of the ring"
    if not seen.exhibits.originals and not seen.exhibits.texts:
        yield "there is no exhibit: no original and no text that the police may see"
    if not seen.traced:
        yield "there is no money trail: no report has both an amount and whom it was paid to"


def _strong(seen: Footing) -> Iterator[str]:
    if seen.at_home:
        where = listed([f"{row.testify:,} in {row.country}" for row in seen.at_home], most=len(seen.at_home))
        verb = "is" if seen.witnesses == 1 else "are"
        yield f"{count(seen.witnesses, 'victim')} {verb} willing to testify: {where}"
    if seen.core_reports:
        yield (
            f"{count(seen.core_reports, 'report')} in {count(seen.cores, 'core')}, "
            "which no single value and no single person holds together"
        )
    if seen.exhibits.originals:
        originals = count(seen.exhibits.originals, "original")
        yield f"{originals} that the police may see, held byte by byte under a SHA-256 digest"
    if seen.traced:
        yield f"{count(seen.traced, 'report')} with both an amount and whom it was paid to"


def _weak(seen: Footing) -> Iterator[str]:
    if 0 < seen.witnesses < WITNESSES:
        yield "only one victim is willing to testify"
    if 2 * seen.police < seen.reporters:
        few = f"only {seen.police:,}" if seen.police else "none"
        yield f"{few} of {count(seen.reporters, 'independent reporter')} let the police see a report"
    silent = [row.country for row in seen.countries if row.country and not row.testify]
    if silent and seen.witnesses:
        yield f"no willing witness in {listed(silent, most=len(silent))}"
    if not seen.exhibits.originals:
        yield (
            "there is no original that the police may see, "
            "such as the fraudsters' e-mail or a photograph of the screen"
        )
    payments = sum(row.payments for row in seen.money)
    undated = payments - sum(row.times for row in seen.money)
    if undated:
        yield f"{undated:,} of {count(payments, 'payment')} do not say when they were made"
    nameless = payments - sum(row.references for row in seen.money)
    if nameless:
        yield f"{nameless:,} of {count(payments, 'payment')} have no reference"
    if seen.silent_days is not None and seen.silent_days > STALE_DAYS:
        yield f"the last report came {count(seen.silent_days, 'day')} ago: the call centre may have moved"


def _withheld(exhibits: Exhibits) -> Iterator[str]:
    """Say what is held and may not be enclosed."""
    held = [count(exhibits.originals_withheld, "original")] if exhibits.originals_withheld else []
    if exhibits.texts_withheld:
        held.append(f"the texts of {count(exhibits.texts_withheld, 'report')}")
    if held:
        yield (f"Ask the victims for consent that the police see {listed(held)}: not enclosed without it")


def _next(seen: Footing) -> Iterator[str]:
    """Say what to do, what cannot wait first."""
    if seen.since_payment is not None and seen.since_payment <= FRESH_DAYS and seen.payees:
        yield (
            f"The last payment was made or reported {count(seen.since_payment, 'day')} ago: "
            f"ask banks and issuers of {count(len(seen.payees), 'payee')} to freeze today, "
            "before anything is written"
        )
    if seen.askable and seen.core_witnesses < WITNESSES:
        yield f"Ask the {count(seen.askable, 'victim')} who may be contacted if they would testify by video"
    elif not seen.core_witnesses:
        yield "Ask the partners for victims who may be contacted: without a witness nobody can be charged"
    if not seen.core_reports:
        yield "Look for a partner with reports of the same ring (ringfence overlap): a core needs two values"
    yield from _withheld(seen.exhibits)
    if seen.reachable and not seen.exhibits.originals:
        yield (
            f"Ask the {count(seen.reachable, 'victim')} who may be contacted for what they hold: "
            "the e-mail as a file (not a forward), the photograph of the screen with the address, the receipt"
        )
    if seen.halves:
        yield (
            f"Ask the writers of {count(seen.halves, 'report')} who may be contacted for the other half of "
            "the payment: the amount, or the account, wallet or card that was paid"
        )
    payments = sum(row.payments for row in seen.money)
    undated = payments - sum(row.times for row in seen.money)
    if undated and seen.traced:
        yield f"Ask for the day, hour and reference of {count(undated, 'payment')}: banks search by them"
