"""The verdict on a value: reported so often, official, or nothing that can be shown. Never more than that.

What the public is told must not help the caller. So a value appears only when three independent people
reported it (`THRESHOLD`), their reports are told only after a delay that nobody outside can foresee, and
counts and days become bands and months. A verdict knows reports alone: no ring, referral, operation or
outcome is an argument of any function here.

    >>> from datetime import timedelta
    >>> timedelta(hours=6) <= delay(bytes(32), "phone", "+18885550123") <= timedelta(hours=48)
    True
    >>> band(2), band(3), band(12), band(700)
    (None, '3–9', '10–49', '50+')
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from ringfence.indicators import known_good
from ringfence.reports.triage import person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ringfence.indicators.known_good import Genuine

THRESHOLD = 3
"""Independent reporters in one role from whom on a value is told."""
SHORTEST = timedelta(hours=6)
"""The least time between a report's arrival and its counting."""
LONGEST = timedelta(hours=48)
"""The most time between a report's arrival and its counting."""
BANDS = ((50, "50+"), (10, "10–49"), (THRESHOLD, "3–9"))
"""From how many independent reporters on which band is told, the widest first."""
ROLES = ("callback", "caller_id", "visited", "contact", "payee", "operator")
"""The roles in which a value is told, in the order in which they are said."""
KINDS = ("phone", "domain", "url", "email", "wallet", "bank_account", "handle", "remote_access")
"""The kinds that are told. Names, programs, wording, gift cards and bare IP addresses never are."""


class Standing(StrEnum):
    """What can be said of a value."""

    REPORTED = "reported"
    OFFICIAL = "official"
    NOTHING = "no_reports"


@dataclass(frozen=True, slots=True)
class Reported:
    """How often a value was reported in one role.

    Attributes:
        role: One of `ROLES`.
        band: ``3–9``, ``10–49`` or ``50+`` independent reporters.
        month: ``YYYY-MM``, UTC: the latest month since which at least three of them reported it.
    """

    role: str
    band: str
    month: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a value.

    Attributes:
        kind: The value's kind.
        value: The canonical value.
        standing: What can be said.
        reported: For `Standing.REPORTED`, by role; otherwise empty.
        brand: For `Standing.OFFICIAL`, the slug of whose contact it is.
        checked_on: For `Standing.OFFICIAL`, the day it was checked (``YYYY-MM-DD``), or ``unchecked``.
    """

    kind: str
    value: str
    standing: Standing
    reported: tuple[Reported, ...] = ()
    brand: str | None = None
    checked_on: str | None = None


def band(reporters: int) -> str | None:
    """Give the band of a number of independent reporters; None below the threshold."""
    return next((name for least, name in BANDS if reporters >= least), None)


def delay(node_key: bytes, kind: str, value: str) -> timedelta:
    """Give how long after its arrival a report of a value counts: 6 to 48 hours, whole seconds.

    It is the same each time and cannot be foreseen without the node's key: HMAC-SHA-256 of kind and value.
    """
    digest = hmac.digest(node_key, f"check-delay\x1f{kind}\x1f{value}".encode(), hashlib.sha256)
    span = int((LONGEST - SHORTEST).total_seconds())
    return SHORTEST + timedelta(seconds=int.from_bytes(digest[:8]) % (span + 1))


def verdict(
    kind: str,
    value: str,
    seen: pl.DataFrame,
    *,
    at: datetime,
    node_key: bytes,
    hidden: bool = False,
    since: datetime | None = None,
) -> Verdict:
    """Say what can be said of a value.

    Args:
        kind: The value's kind.
        value: The canonical value.
        seen: Its sightings in reports that may count and passed triage: ``role``, ``validity``, ``source``,
            ``reporter``, ``received_at`` (when the report arrived).
        at: The moment of asking.
        node_key: The node's key, for the delay.
        hidden: A correction is pending: the answer is that of a value without reports.
        since: A correction was upheld then: what arrived before it does not count.
    """
    counted = seen.filter(
        pl.col("validity") == "valid",
        pl.col("role").is_in(ROLES),
        pl.col("received_at") + delay(node_key, kind, value) <= at,
    )
    if since is not None:
        counted = counted.filter(pl.col("received_at") > since)
    people = (
        counted.group_by("role", person())
        .agg(pl.col("received_at").max())
        .sort("received_at", descending=True)
    )
    latest = {role: people.filter(pl.col("role") == role)["received_at"].to_list() for role in ROLES}
    told = {
        role: People(len(times), times[THRESHOLD - 1])
        for role, times in latest.items()
        if len(times) >= THRESHOLD
    }
    return judged(kind, value, told, hidden=hidden)


@dataclass(frozen=True, slots=True)
class People:
    """The people who reported a value in one role.

    Attributes:
        many: How many independent people.
        third: When the third-newest of them last reported it.
    """

    many: int
    third: datetime


def judged(kind: str, value: str, people: Mapping[str, People], *, hidden: bool = False) -> Verdict:
    """Say what can be said of a value, from who reported it.

    Args:
        kind: The value's kind.
        value: The canonical value.
        people: By role, where there are at least `THRESHOLD`; only reports that may count by now. Roles never
            add up to one another.
        hidden: A correction is pending: the answer is that of a value without reports.
    """
    official = official_contact(kind, value)
    if official is not None:
        return Verdict(kind, value, Standing.OFFICIAL, brand=official.brand, checked_on=official.checked_on)
    nothing = Verdict(kind, value, Standing.NOTHING)
    if hidden or kind not in KINDS or _serves_everyone(kind, value):
        return nothing
    told = tuple(
        Reported(role, named, f"{own.third:%Y-%m}")
        for role in ROLES
        if (own := people.get(role)) is not None and (named := band(own.many)) is not None
    )
    return Verdict(kind, value, Standing.REPORTED, told) if told else nothing


def official_contact(kind: str, value: str) -> Genuine | None:
    """Give the listed contact of a brand that a value is, or belongs to; None when it belongs to none."""
    return known_good.contact_of(kind, value)


def host_of(kind: str, value: str) -> str:
    """Give the host of a domain, URL or e-mail address, without its port and any name before an ``@``."""
    after = value.partition("://")[2].partition("/")[0] if kind == "url" else value
    return after.rpartition("@")[2].partition(":")[0]


def _serves_everyone(kind: str, value: str) -> bool:
    return kind == "domain" and known_good.shared(value)
