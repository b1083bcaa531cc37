"""Look up: what the ledger may tell the public of the values in a text; nothing asked is kept.

Only reports to the public desk and those marked TLP:CLEAR that passed triage are read, after the delay that
`guidance.verdict` sets, and the corrections. Rings, referrals and outcomes are no part of any query: the
answer is the same before an operation and after.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import connection

from ringfence.actions import corrections
from ringfence.actions.corrections import Correction, Effect
from ringfence.guidance.check import Answer, asked
from ringfence.guidance.verdict import delay, host_of, judged, official_contact
from ringfence.indicators import known_good, web_names
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.guidance.verdict import Verdict

NEWEST = 5_000
"""Sightings of one value that are counted, the newest first: `50+` is the widest band."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)

_PEOPLE = """
    SELECT role, person, MAX(received_at) FROM (
        SELECT s.role AS role, COALESCE(r.reporter, 'unknown at ' || r.source) AS person,
               r.received_at AS received_at
        FROM ledger_sighting s JOIN ledger_report r ON r.id = s.report_id
        WHERE s.value = %s AND s.kind = %s AND s.validity = 'valid' AND r.public AND r.heard
              AND r.received_at <= %s AND r.received_at > %s
        ORDER BY s.id DESC LIMIT %s
    ) AS newest GROUP BY role, person ORDER BY 3 DESC
"""


def look_up(
    text: str, *, at: datetime, node_key: bytes, country: str | None = None, lang: str | None = None
) -> Answer:
    """Answer what is known of a text.

    Args:
        text: A number, a site, an e-mail address, a message.
        at: The moment of asking, aware.
        node_key: The node's key, under which the delay of each value is found.
        country: Where whoever asks lives, ISO 3166-1 alpha-2.
        lang: The language of the text, if it is known.
    """
    wanted = asked(text, country, lang)
    effects = _effects(wanted.values, at)
    verdicts = tuple(
        _verdict(kind, value, effects[kind, value], at, node_key) for kind, value in wanted.values
    )
    return Answer(verdicts, wanted.signs, wanted.contacts)


def _verdict(kind: str, value: str, effect: Effect, at: datetime, node_key: bytes) -> Verdict:
    if effect.hidden or official_contact(kind, value) is not None:
        return judged(kind, value, {}, hidden=effect.hidden)
    until = at - delay(node_key, kind, value)
    latest: dict[str, list[datetime]] = {}
    since = effect.since or _EVER
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [value, kind, _stored(until), _stored(since), NEWEST])
        for role, _, received_at in cursor.fetchall():
            latest.setdefault(role, []).append(_read(received_at))
    return judged(kind, value, latest)


def _stored(moment: datetime) -> str | datetime | None:
    return connection.ops.adapt_datetimefield_value(moment)


def _read(written: datetime | str) -> datetime:
    """Read a time as the database gives it: SQLite keeps text, in UTC."""
    if isinstance(written, datetime):
        return written
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _effects(values: Sequence[tuple[str, str]], at: datetime) -> dict[tuple[str, str], Effect]:
    """Say what corrections do to each value's answer; that of a domain also does it to the pages on it."""
    domains = {}
    for kind, value in values:
        domain = web_names.registrable(host_of(kind, value)) if kind == "url" else None
        if domain is not None and not known_good.shared(domain):
            domains[kind, value] = ("domain", domain)
    names = {value for _, value in [*values, *domains.values()]}
    rows = (
        [
            Correction(row.request, row.at, row.act, row.kind, row.value, row.why, row.by)
            for row in models.Correction.objects.filter(value__in=names, at__lte=at).order_by("id")
        ]
        if names
        else []
    )
    return {key: _both(rows, key, domains.get(key), at) for key in values}


def _both(
    rows: Sequence[Correction], key: tuple[str, str], domain: tuple[str, str] | None, at: datetime
) -> Effect:
    found = [corrections.effect(rows, *one, at) for one in (key, domain) if one is not None]
    upheld = [one.since for one in found if one.since is not None]
    return Effect(any(one.hidden for one in found), max(upheld, default=None))
