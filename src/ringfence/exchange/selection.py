"""The selection: what of a ring may leave under a marking, and what is held back and why.

Three rules, before any format is written:

- a report goes in only when its own marking is not stricter than the one under which it would travel;
- where a consent is asked for, reports without it are counted nowhere and date nothing. Their values are the
  fraud's, not the victim's, so they go along when a second person names them too: what one person alone
  names might still be hers;
- of the values, only valid ones of the fraud itself go: never a caller's number (it may be an innocent
  person's), nothing genuine, nothing that says nothing by itself.

Prose, reporters, references and report ids are not even looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import polars as pl

from ringfence.exchange.marking import stricter
from ringfence.words import Tlp

if TYPE_CHECKING:
    from ringfence.exchange.marking import Marking
    from ringfence.rings.dossier import Dossier

MOST_VALUES = 5_000
"""How many values of a ring go along; those that the most reports name go first."""
KINDS = (
    "bank_account",
    "domain",
    "email",
    "gift_card",
    "handle",
    "ip",
    "phone",
    "remote_access",
    "script",
    "url",
    "wallet",
)
"""The kinds that are traces of a call centre."""
ROLES = ("callback", "contact", "operator", "payee", "said", "visited")
"""What a value must have done; a caller's number, what is genuine and what is the reporter's never goes."""
FEW = 10
"""A country with fewer reports is not told by itself (docs/explanation/disclosure.md)."""

_VALUE = ("kind", "value")
_MARKED, _ELSEWHERE, _NOT_AGREED = "marked", "elsewhere", "not agreed"
_AT_ONCE = {
    1: "named only in reports that are held back",
    2: "says nothing by itself: half an account, a host that serves everyone",
    3: "not certain, or not in the form of its kind: a card without its digest",
    4: "a caller's number: it may be spoofed, and an innocent person's",
    5: "no trace of the call centre: a brand, a name, a program",
    6: "genuine: a brand's own",
    7: "named by one person alone, who has not agreed",
    8: "someone asks to correct it, or was right to",
    9: "named by too few people",
    10: "an address that one person alone opened, and that may hold her details",
}
_FORMS = {"gift_card": r"^[^:]+:.*#[0-9a-f]{16}$", "script": r"^[0-9a-f]{16}$"}
"""What a value of a kind must look like before it leaves; a card's serial or a quoted sentence never does."""
_FORM = r"^[^\s\p{Cc}]+$"
"""What any other value must look like: no spaces, no control characters."""
_LONGEST = 2_048


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what something of a ring would leave.

    Attributes:
        marking: How it is to be handled; no report marked more strictly goes in.
        consent: The consent that a report needs to be counted, such as ``share_companies``; None: none.
        countries: Reports of which countries are meant, ISO 3166-1 alpha-2; empty: of any.
        people: By how many independent people a value must be named, within the marking.
        disputed: Kind and value of what someone asked to correct; it stays.
        whole_days: Whether times are told to the day, so that nobody is found by the minute of her call.
        most: How many values at most.
    """

    marking: Marking
    consent: str | None = None
    countries: tuple[str, ...] = ()
    people: int = 1
    disputed: frozenset[tuple[str, str]] = frozenset()
    whole_days: bool = False
    most: int = MOST_VALUES


@dataclass(frozen=True, slots=True)
class Held:
    """Something that stays.

    Attributes:
        what: ``reports`` or ``values``.
        why: Why, in words without a full stop.
        count: How many.
    """

    what: Literal["reports", "values"]
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What may leave.

    Attributes:
        values: One row a value: ``kind, value, role`` (its strongest), ``enabler`` (it serves other rings,
            too), ``reports`` (that may be counted, 0 or more), ``first, last`` (of these; null with none).
            The one with the most reports is first.
        reports: How many reports are counted.
        first: When the first of these happened; None with none.
        last: When the last of these happened.
        countries: Countries with their counted reports, the most first. Countries below `FEW` are left out,
            and with them the next ones until what is left out is `FEW` or more, so that no difference to
            ``reports`` tells a small count.
        held: What stays, and why.
    """

    values: pl.DataFrame
    reports: int
    first: datetime | None
    last: datetime | None
    countries: tuple[tuple[str, int], ...]
    held: tuple[Held, ...]


def select(dossier: Dossier, terms: Terms) -> Selection:
    """Select what of a ring may leave.

    Args:
        dossier: The ring, whole.
        terms: Under what.
    """
    reports = _reports(dossier, terms)
    counted = reports.filter(pl.col("stays").is_null())
    rows = _rows(dossier, reports, terms)
    judged = _judged(dossier, rows, terms)
    kept = (
        judged.filter(pl.col("code") == 0)
        .sort("reports", "people", *_VALUE, descending=[True, True, False, False])
        .drop("code", "people")
    )
    times = rows.filter(pl.col("stays").is_null())["at"]
    return Selection(
        values=kept.head(terms.most),
        reports=counted.height,
        first=_time(times.min()),
        last=_time(times.max()),
        countries=_countries(counted),
        held=(*_held_reports(reports, terms), *_held_values(judged, kept.height, terms)),
    )


def _reports(dossier: Dossier, terms: Terms) -> pl.DataFrame:
    """Say of each report why it stays: null when it may be counted."""
    fit = [tlp.value for tlp in Tlp if not stricter(tlp, terms.marking.tlp)]
    agreed = pl.lit(value=True)
    if terms.consent is not None:
        agreed = pl.col("consents").list.contains(terms.consent).fill_null(value=False)
    meant = pl.lit(value=True)
    if terms.countries:
        meant = pl.col("country").is_in(terms.countries).fill_null(value=False)
    stays = (
        pl.when(~pl.col("tlp").is_in(fit).fill_null(value=False))
        .then(pl.lit(_MARKED))
        .when(~meant)
        .then(pl.lit(_ELSEWHERE))
        .when(~agreed)
        .then(pl.lit(_NOT_AGREED))
    )
    return dossier.reports.select("report_id", "country", "received_at", stays=stays)


def _rows(dossier: Dossier, reports: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """Say of each sighting why it cannot go, as a key of `_AT_ONCE`; 0 when it can."""
    when = pl.coalesce("at", "received_at")
    trace = pl.col("kind").is_in(KINDS) & pl.col("role").is_in(ROLES)
    refused = (
        pl.when(pl.col("role") == "genuine")
        .then(6)
        .when(pl.col("role") == "caller_id")
        .then(4)
        .when(~trace)
        .then(5)
        .when((pl.col("validity") != "valid") | ~_formed())
        .then(3)
        .when(~(pl.col("strength") > 0) & (pl.col("kind") != "ip"))
        .then(2)
        .when(pl.col("stays").is_in([_MARKED, _ELSEWHERE]))
        .then(1)
        .otherwise(0)
    )
    return dossier.facts.sightings.join(reports, on="report_id", how="inner").select(
        "report_id",
        *_VALUE,
        "role",
        "strength",
        "person",
        "stays",
        at=when.dt.truncate("1d") if terms.whole_days else when,
        refused=refused,
    )


def _formed() -> pl.Expr:
    formed = pl.col("value").str.contains(_FORM) & (pl.col("value").str.len_chars() <= _LONGEST)
    for kind, form in _FORMS.items():
        formed = pl.when(pl.col("kind") == kind).then(pl.col("value").str.contains(form)).otherwise(formed)
    return formed


def _judged(dossier: Dossier, rows: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """Put the sightings of each value together, and say whether the value goes."""
    usable = pl.col("refused") == 0
    counted = usable & pl.col("stays").is_null()
    verdicts = dossier.facts.verdicts.select(*_VALUE, "why")
    return (
        rows.sort("strength", "role", descending=[True, False])
        .group_by(_VALUE)
        .agg(
            role=pl.col("role").filter(usable).first(),
            code=pl.col("refused").min(),
            genuine=(pl.col("role") == "genuine").any(),
            people=pl.col("person").filter(usable).n_unique(),
            reports=pl.col("report_id").filter(counted).n_unique(),
            first=pl.col("at").filter(counted).min(),
            last=pl.col("at").filter(counted).max(),
        )
        .join(verdicts, on=_VALUE, how="left")
        .select(
            *_VALUE,
            "role",
            "reports",
            "people",
            "first",
            "last",
            enabler=(pl.col("why") == "enabler").fill_null(value=False),
            code=_code(terms),
        )
    )


def _code(terms: Terms) -> pl.Expr:
    """Say in one number why a value stays; 0 when it goes."""
    names = [f"{kind}\x1f{value}" for kind, value in sorted(terms.disputed)]
    disputed = pl.concat_str(_VALUE, separator="\x1f").is_in(names)
    goes, why = pl.col("code") == 0, pl.col("why").fill_null("")
    return (
        pl.when(pl.col("genuine") | (why == "genuine"))
        .then(6)
        .when(why == "caller id")
        .then(4)
        .when(goes & disputed)
        .then(8)
        .when(goes & (pl.col("reports") == 0) & (pl.col("people") < 2))
        .then(7)
        .when(goes & (pl.col("people") < terms.people))
        .then(9)
        .when(goes & (pl.col("kind") == "url") & _private())
        .then(10)
        .otherwise(pl.col("code"))
    )


def _private() -> pl.Expr:
    """Tell an address that may hold details of who opened it: a name in it, or a query of hers alone."""
    value = pl.col("value")
    return value.str.contains(r"@|%40") | (value.str.contains(r"[?#]") & (pl.col("people") < 2))


def _countries(counted: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    sizes = counted.drop_nulls("country").group_by("country").len()
    told = [(name, size) for name, size in sizes.iter_rows() if size >= FEW]
    told.sort(key=lambda one: (-one[1], one[0]))
    while told and 0 < counted.height - sum(size for _, size in told) < FEW:
        told.pop()
    return tuple(told)


def _held_reports(reports: pl.DataFrame, terms: Terms) -> list[Held]:
    sizes = dict(reports.drop_nulls("stays").group_by("stays").len().iter_rows())
    said = {
        _MARKED: f"marked more strictly than {terms.marking.tlp.value}",
        _ELSEWHERE: f"from another country than {', '.join(terms.countries)}",
        _NOT_AGREED: f"without the consent {terms.consent}: not counted",
    }
    return [Held("reports", why, sizes[stays]) for stays, why in said.items() if stays in sizes]


def _held_values(judged: pl.DataFrame, kept: int, terms: Terms) -> list[Held]:
    sizes = dict(judged.group_by("code").len().iter_rows())
    held = [Held("values", why, sizes[code]) for code, why in _AT_ONCE.items() if code in sizes]
    if kept > terms.most:
        held.append(Held("values", f"beyond the {terms.most:,} that most reports name", kept - terms.most))
    return held


def _time(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
