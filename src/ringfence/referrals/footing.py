"""The footing of a referral, counted: the victims, exhibits and payments that a ring stands on.

`referrals.readiness` judges these numbers. People are counted once, however often they report; nobody is
named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

from ringfence.referrals.force import forces
from ringfence.rings.facts import ALL, doubted_of, person

if TYPE_CHECKING:
    from ringfence.rings.dossier import Dossier

_PROSE = 40  # characters from which a text tells something; "See form." does not


@dataclass(frozen=True, slots=True)
class CountryRow:
    """The victims of one country; people are counted once, in the country of each of their reports.

    Attributes:
        country: ISO 3166-1 alpha-2; None where reports name none.
        reports: Reports.
        reporters: Independent people; all unknown ones of one source count as one.
        losses: Reports with a payment.
        police: People who let the police see their report.
        contact: Of those, people who may be contacted.
        testify: Of those, people who are willing to testify.
    """

    country: str | None
    reports: int
    reporters: int
    losses: int
    police: int
    contact: int
    testify: int


@dataclass(frozen=True, slots=True)
class Exhibits:
    """What can be laid before a court.

    Attributes:
        originals: Files of reports that the police may see, held byte by byte under their digests.
        reports: Reports with at least one of them.
        texts: Reports that the police may see and that say what happened in the victim's words.
        originals_withheld: Further files, of reports that nobody let the police see: consent is asked for.
        texts_withheld: Reports with such a text that nobody let the police see.
    """

    originals: int
    reports: int
    texts: int
    originals_withheld: int
    texts_withheld: int


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """The payments of one currency.

    Attributes:
        currency: ISO 4217; None where it is not known.
        payments: Payments.
        minor: Their sum in minor units, of those with an amount.
        amounts: Payments with an amount.
        methods: Payments that say how they were made.
        times: Payments that say when.
        references: Payments with a reference.
    """

    currency: str | None
    payments: int
    minor: int
    amounts: int
    methods: int
    times: int
    references: int


@dataclass(frozen=True, slots=True)
class PayeeRow:
    """An account, wallet, handle or card that was to be paid.

    Attributes:
        kind: Its kind.
        value: The canonical value.
        reports: Reports that name it.
        reporters: Independent people who do.
    """

    kind: str
    value: str
    reports: int
    reporters: int


@dataclass(frozen=True, slots=True)
class Footing:
    """What a ring stands on, counted.

    Attributes:
        countries: Its victims by country, most willing witnesses first.
        exhibits: What can be laid before a court.
        money: Payments by currency, most first.
        payees: Who was to be paid, most reports first.
        traced: Reports with both an amount and a payee.
        cores: Cores of the ring.
        core_reports: Reports in them.
        core_witnesses: Willing witnesses with a report in a core.
        reporters: Independent people.
        silent_days: Whole days from the last report to the time asked for; None when none was given.
        witnesses: People who are willing to testify.
        reachable: People who may be contacted.
        police: People who let the police see a report.
        askable: People who may be contacted and have not said that they would testify.
        halves: Reports of people who may be contacted with an amount or a payee, and not both.
        since_payment: Whole days since the last payment, likewise.
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
    witnesses: int
    reachable: int
    police: int
    askable: int
    halves: int
    since_payment: int | None

    @property
    def at_home(self) -> tuple[CountryRow, ...]:
        """Give the countries with a willing witness and a force that we know."""
        known = {one.country for one in forces().values()} - {None}
        return tuple(row for row in self.countries if row.testify and row.country in known)


def _agrees(consent: str) -> pl.Expr:
    """Tell whether a report's person agreed to this and, before all, to the police seeing her report."""
    agreed = pl.col("consents").list
    both = agreed.contains("share_police") & agreed.contains(consent)
    return both if consent == "share_police" else both & pl.col("reporter").is_not_null()


def _people(of: pl.Expr) -> pl.Expr:
    return pl.col("person").filter(of).n_unique()


def footing(dossier: Dossier, at: datetime | None) -> Footing:
    """Count what a ring stands on; ``at`` is the time by which silence is measured, aware."""
    doubted = pl.col("source").is_in(doubted_of(dossier.run))
    people = pl.when(doubted).then(pl.concat_str(pl.lit(ALL), "source")).otherwise(person())
    reports = dossier.reports.with_columns(
        person=people, paid=pl.col("payments").list.len() > 0, core=pl.col("core_id").is_not_null()
    )
    payments = _payments(reports)
    paid_to = dossier.facts.sightings.filter(
        (pl.col("role") == "payee") & (pl.col("validity") == "valid") & (pl.col("strength") > 0)
    )
    amounts = payments.filter(pl.col("amount_minor") > 0).select("report_id").unique()
    payees = paid_to.select("report_id").unique()
    half = amounts.join(payees, on="report_id", how="anti").vstack(
        payees.join(amounts, on="report_id", how="anti")
    )
    reach = reports.filter(_agrees("contact"))
    willing = reports.filter(_agrees("testify"))
    return Footing(
        countries=_countries(reports),
        exhibits=_exhibits(reports),
        money=_money(payments),
        payees=_payees(paid_to),
        traced=amounts.join(payees, on="report_id").height,
        cores=reports["core_id"].drop_nulls().n_unique(),
        core_reports=int(reports["core"].sum()),
        core_witnesses=willing.filter("core")["person"].n_unique(),
        reporters=reports["person"].n_unique(),
        silent_days=_days(reports["received_at"].max(), at),
        witnesses=willing["person"].n_unique(),
        reachable=reach["person"].n_unique(),
        police=reports.filter(_agrees("share_police"))["person"].n_unique(),
        askable=reach.join(willing, on="person", how="anti")["person"].n_unique(),
        halves=reach.join(half, on="report_id", how="semi").height,
        since_payment=_days(_newest_payment(reports, payments), at),
    )


def _countries(reports: pl.DataFrame) -> tuple[CountryRow, ...]:
    rows = (
        reports.group_by("country")
        .agg(
            reports=pl.len(),
            reporters=pl.col("person").n_unique(),
            losses=pl.col("paid").sum(),
            police=_people(_agrees("share_police")),
            contact=_people(_agrees("contact")),
            testify=_people(_agrees("testify")),
        )
        .sort(["testify", "reporters", "country"], descending=[True, True, False], nulls_last=True)
    )
    return tuple(CountryRow(**row) for row in rows.iter_rows(named=True))


def _exhibits(reports: pl.DataFrame) -> Exhibits:
    told = pl.col("text").str.len_chars() >= _PROSE
    may = _agrees("share_police").fill_null(value=False)
    shared, others = reports.filter(may), reports.filter(~may)
    originals, further = (
        set(some["originals"].explode().drop_nulls().to_list()) for some in (shared, others)
    )
    return Exhibits(
        originals=len(originals),
        reports=shared.filter(pl.col("originals").list.len() > 0).height,
        texts=shared.filter(told).height,
        originals_withheld=len(further - originals),
        texts_withheld=others.filter(told).height,
    )


def _payments(reports: pl.DataFrame) -> pl.DataFrame:
    return (
        reports.select("report_id", "payments")
        .explode("payments")
        .drop_nulls("payments")
        .unnest("payments")
        .with_columns(pl.col("amount_minor").cast(pl.Int64))
    )


def _money(payments: pl.DataFrame) -> tuple[MoneyRow, ...]:
    rows = (
        payments.group_by("currency")
        .agg(
            payments=pl.len(),
            minor=pl.col("amount_minor").fill_null(0).sum(),
            amounts=(pl.col("amount_minor") > 0).sum(),
            methods=pl.col("method").is_not_null().sum(),
            times=pl.col("paid_at").is_not_null().sum(),
            references=pl.col("reference").is_not_null().sum(),
        )
        .sort(["payments", "currency"], descending=[True, False], nulls_last=True)
    )
    return tuple(MoneyRow(**row) for row in rows.iter_rows(named=True))


def _payees(paid_to: pl.DataFrame) -> tuple[PayeeRow, ...]:
    rows = (
        paid_to.group_by("kind", "value")
        .agg(reports=pl.col("report_id").n_unique(), reporters=pl.col("person").n_unique())
        .sort(["reports", "kind", "value"], descending=[True, False, False])
    )
    return tuple(PayeeRow(**row) for row in rows.iter_rows(named=True))


def _newest_payment(reports: pl.DataFrame, payments: pl.DataFrame) -> object:
    """Say when was last paid: as told, else when the report with a payment was made."""
    told = payments["paid_at"].drop_nulls()
    return told.max() if told.len() else reports.filter("paid")["received_at"].max()


def _days(last: object, at: datetime | None) -> int | None:
    return max(0, (at - last).days) if at is not None and isinstance(last, datetime) else None
