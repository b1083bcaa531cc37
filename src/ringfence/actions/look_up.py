"""Look up: what the ledger may tell the public of the values in a text; nothing asked is kept.

Only reports to the public desk and those marked TLP:CLEAR that passed triage are read, after the delay that
`guidance.verdict` sets, and the corrections. Rings, referrals and outcomes are no part of any query: the
answer is the same before an operation and after.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

from ringfence.actions import corrections
from ringfence.actions.corrections import Correction, Effect
from ringfence.guidance.check import Answer, asked
from ringfence.guidance.verdict import THRESHOLD, People, delay, host_of, judged, official_contact
from ringfence.indicators import known_good, web_names
from ringfence.ledger import opened
from ringfence.ledger.configuration import configuration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.guidance.verdict import Verdict

__all__ = ["NEWEST", "kept_here", "look_up", "opened"]

NEWEST = 5_000
"""Sightings of one value that are counted, the newest first: as many by nobody known."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)

_SEEN = """
    SELECT * FROM (
        SELECT s.role AS role, {person} AS person, r.received_at AS received_at
        FROM ledger_sighting s JOIN ledger_report r ON r.id = s.report_id
        WHERE s.value = %s AND s.kind = %s AND s.validity = 'valid' AND r.public AND r.heard
              AND r.received_at <= %s AND r.received_at > %s AND r.reporter IS {known} NULL
        ORDER BY s.id DESC LIMIT %s
    ) AS {name}
"""
# Apart, so that a flood by nobody pushes no one who is known out of the newest.
_NAMED = _SEEN.format(person="r.reporter", known="NOT", name="named")
_NOBODY = _SEEN.format(person="'unknown at ' || r.source", known="", name="nobody")
_PEOPLE = (
    f"SELECT role, MAX(received_at) FROM ({_NAMED} UNION ALL {_NOBODY}) AS seen "  # noqa: S608 - our own words
    "GROUP BY role, person ORDER BY 2 DESC"
)
_CORRECTIONS = """
    SELECT request, at, act, kind, value, why, "by" FROM ledger_correction
    WHERE value IN ({}) AND at <= %s ORDER BY id
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
    return Answer(verdicts, wanted.signs, wanted.contacts, wanted.more)


def kept_here() -> bool:
    """Tell whether this node keeps a ledger that can be looked up in."""
    at = configuration().database
    return not at.startswith("sqlite:///") or Path(at.removeprefix("sqlite:///")).is_file()


def _verdict(kind: str, value: str, effect: Effect, at: datetime, node_key: bytes) -> Verdict:
    if effect.hidden or official_contact(kind, value) is not None:
        return judged(kind, value, {}, hidden=effect.hidden)
    until = at - delay(node_key, kind, value)
    latest: dict[str, list[datetime | str]] = {}
    asked_for = [value, kind, _stored(until), _stored(effect.since or _EVER), NEWEST]
    for role, received_at in _rows(_PEOPLE, asked_for * 2):
        latest.setdefault(role, []).append(received_at)
    people = {
        role: People(len(times), _read(times[THRESHOLD - 1]))
        for role, times in latest.items()
        if len(times) >= THRESHOLD
    }
    return judged(kind, value, people)


def _stored(moment: datetime) -> str | datetime | None:
    return connection.ops.adapt_datetimefield_value(moment)


def _read(written: datetime | str) -> datetime:
    """Read a time as the database gives it: SQLite keeps UTC, without saying so."""
    read = written if isinstance(written, datetime) else datetime.fromisoformat(written)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _effects(values: Sequence[tuple[str, str]], at: datetime) -> dict[tuple[str, str], Effect]:
    """Say what corrections do to each value's answer; that of a domain also does it to the pages on it."""
    domains = {}
    for kind, value in values:
        domain = web_names.registrable(host_of(kind, value)) if kind == "url" else None
        if domain is not None and not known_good.shared(domain):
            domains[kind, value] = ("domain", domain)
    rows = _corrections(list({value for _, value in [*values, *domains.values()]}), at)
    return {key: _both(rows, key, domains.get(key), at) for key in values}


def _corrections(names: Sequence[str], at: datetime) -> list[Correction]:
    """Read the corrections of some values up to a moment, in the order in which they were added."""
    if not names:
        return []
    query = _CORRECTIONS.format(", ".join(["%s"] * len(names)))
    return [
        Correction(request, _read(then), act, kind, value, why, by)
        for request, then, act, kind, value, why, by in _rows(query, [*names, _stored(at)])
    ]


def _rows(query: str, given: Sequence[str | int | datetime | None]) -> list[tuple[Any, ...]]:
    """Ask the ledger; PostgreSQL keeps the plan of each query, which costs it more than the rows."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(query, given)
            return list(cursor.fetchall())
    connection.ensure_connection()
    opened_: Any = connection  # its types tell nothing of the driver, whose cursor alone keeps plans
    with connection.wrap_database_errors, opened_.Database.Cursor(opened_.connection) as planned:
        planned.execute(query, given, prepare=True)
        return list(planned.fetchall())


def _both(
    rows: Sequence[Correction], key: tuple[str, str], domain: tuple[str, str] | None, at: datetime
) -> Effect:
    found = [corrections.effect(rows, *one, at) for one in (key, domain) if one is not None]
    upheld = [one.since for one in found if one.since is not None]
    return Effect(any(one.hidden for one in found), max(upheld, default=None))
