"""Look up: what the ledger may tell the public of the values in a text; nothing asked is kept.

Only reports to the public desk and those marked TLP:CLEAR that passed triage are read, after the delay that
`guidance.verdict` sets, and the corrections. Rings, referrals and outcomes are no part of any query: the
answer is the same before an operation and after.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection

from ringfence.actions import corrections
from ringfence.actions.corrections import Correction, Effect
from ringfence.guidance.check import Answer, asked
from ringfence.guidance.verdict import THRESHOLD, People, delay, host_of, judged, official_contact
from ringfence.indicators import known_good, web_names
from ringfence.ledger import opened
from ringfence.ledger.configuration import configuration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["NEWEST", "kept_here", "look_up", "opened"]

NEWEST = 5_000
"""Sightings of one value that are counted, the newest first: as many by nobody known."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_Key = tuple[str, str]
_Row = tuple[Any, ...]

_CORRECTIONS = """
    SELECT -id, request, at, act, kind, value, why, "by", 0, 0 FROM ledger_correction
    WHERE value IN ({}) AND at <= %s
"""
_SEEN = """
    SELECT * FROM (
        SELECT s.role AS role, COALESCE(r.reporter, 'unknown at ' || r.source) AS person,
               r.received_at AS received_at
        FROM ledger_sighting s JOIN ledger_report r ON r.id = s.report_id
        WHERE s.value = %s AND s.kind = %s AND s.validity = 'valid' AND r.public AND r.heard
              AND r.received_at <= %s AND r.received_at > %s {only}
        ORDER BY s.id DESC LIMIT %s
    ) AS {name}
"""
_ALL = _SEEN.format(only="", name="everyone")
# Apart, so that a flood by nobody pushes no one who is known out of the newest.
_APART = (
    _SEEN.format(only="AND r.reporter IS NOT NULL", name="named")
    + " UNION ALL "
    + _SEEN.format(only="AND r.reporter IS NULL", name="nobody")
)
# Of each role the newest that count, how many there are, and how many sightings that is in all.
_PEOPLE = """
    SELECT {of}, role, newest, NULL, NULL, NULL, NULL, NULL, people, sightings FROM (
        SELECT role, MAX(received_at) AS newest,
               ROW_NUMBER() OVER (PARTITION BY role ORDER BY MAX(received_at) DESC) AS place,
               COUNT(*) OVER (PARTITION BY role) AS people, SUM(COUNT(*)) OVER () AS sightings
        FROM ({seen}) AS seen GROUP BY role, person
    ) AS ranked WHERE place <= {threshold}
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
    effects, people = _known(wanted.values, at, node_key)
    verdicts = tuple(judged(*key, people.get(key, {}), hidden=effects[key].hidden) for key in wanted.values)
    return Answer(verdicts, wanted.signs, wanted.contacts, wanted.more)


def kept_here() -> bool:
    """Tell whether this node keeps a ledger that can be looked up in."""
    at = configuration().database
    return not at.startswith("sqlite:///") or Path(at.removeprefix("sqlite:///")).is_file()


def _known(
    values: Sequence[_Key], at: datetime, node_key: bytes
) -> tuple[dict[_Key, Effect], dict[_Key, dict[str, People]]]:
    """Ask the ledger once for all values: what corrections do to them, and who reported them."""
    domains = _domains(values)
    until = {key: at - delay(node_key, *key) for key in values if official_contact(*key) is None}
    named = [*values, *domains.values()]
    rows = _rows(named, [(key, then, _EVER) for key, then in until.items()], at, _ALL)
    corrected = [
        Correction(request, _read(then), act, kind, value, why, by)
        for _, request, then, act, kind, value, why, by, *_ in sorted(
            (row for row in rows if row[0] < 0), key=lambda row: -row[0]
        )
    ]
    effects = {key: _both(corrected, key, domains.get(key), at) for key in values}
    keys = list(until)
    people = _people(keys, rows)
    many: Counter[_Key] = Counter()
    for of, *_, sightings in rows:
        if of >= 0:
            many[keys[of]] = sightings
    anew = [key for key in keys if effects[key].since is not None or many[key] >= NEWEST]
    if anew:
        closer = [(key, until[key], effects[key].since or _EVER) for key in anew]
        people |= _people(anew, _rows([], closer, at, _APART))
    return effects, {key: found for key, found in people.items() if not effects[key].hidden}


def _people(keys: Sequence[_Key], rows: Iterable[_Row]) -> dict[_Key, dict[str, People]]:
    """Count, for each value and role, those who reported it, where they are enough to be told."""
    found: dict[_Key, dict[str, People]] = {key: {} for key in keys}
    last: dict[tuple[int, str], tuple[datetime, int]] = {}
    for of, role, newest, *_, people, _ in rows:
        if of >= 0 and people >= THRESHOLD:
            at = _read(newest)
            last[of, role] = min(last.get((of, role), (at, people)), (at, people))
    for (of, role), (at, people) in last.items():
        found[keys[of]][role] = People(people, at)
    return found


def _rows(
    named: Sequence[_Key], asked_for: Sequence[tuple[_Key, datetime, datetime]], at: datetime, seen: str
) -> list[_Row]:
    """Read corrections of some values up to a moment, and who reported others within a time, in one question.

    Args:
        named: The values whose corrections are read.
        asked_for: Kind and value, until when, and since when.
        at: The moment of asking.
        seen: `_ALL`, the newest alike, or `_APART`, those by someone known and those by nobody.

    Returns:
        Of a correction minus its number, then its fields; of someone who reported a value its place among
        those asked for, the role, when the newest such report came, and, last, how many there are.
    """
    parts: list[str] = []
    given: list[str | int | datetime | None] = []
    names = sorted({value for _, value in named})
    if names:
        parts.append(_CORRECTIONS.format(", ".join(["%s"] * len(names))))
        given += [*names, _stored(at)]
    for of, ((kind, value), until, since) in enumerate(asked_for):
        parts.append(_PEOPLE.format(of=of, seen=seen, threshold=THRESHOLD))
        given += [value, kind, _stored(until), _stored(since), NEWEST] * seen.count("LIMIT")
    return _answer(" UNION ALL ".join(parts), given) if parts else []


def _answer(query: str, given: Sequence[str | int | datetime | None]) -> list[_Row]:
    """Ask the ledger; PostgreSQL keeps the plan of each query, which costs it more than the rows."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(query, given)
            return list(cursor.fetchall())
    try:
        return _planned(query, given)
    except OperationalError:  # it was started anew, and this connection is of before
        connection.close()
        return _planned(query, given)


def _planned(query: str, given: Sequence[str | int | datetime | None]) -> list[_Row]:
    connection.ensure_connection()
    opened_: Any = connection  # its types tell nothing of the driver, whose cursor alone keeps plans
    with connection.wrap_database_errors, opened_.Database.Cursor(opened_.connection) as planned:
        planned.execute(query, given, prepare=True)
        return list(planned.fetchall())


def _stored(moment: datetime) -> str | datetime | None:
    return connection.ops.adapt_datetimefield_value(moment)


def _read(written: datetime | str) -> datetime:
    """Read a time as the database gives it: SQLite keeps UTC, without saying so."""
    read = written if isinstance(written, datetime) else datetime.fromisoformat(written)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _domains(values: Sequence[_Key]) -> dict[_Key, _Key]:
    """Give the domain of each page: what corrections do to a domain's answer they do to the pages on it."""
    domains: dict[_Key, _Key] = {}
    for kind, value in values:
        domain = web_names.registrable(host_of(kind, value)) if kind == "url" else None
        if domain is not None and not known_good.shared(domain):
            domains[kind, value] = ("domain", domain)
    return domains


def _both(rows: Sequence[Correction], key: _Key, domain: _Key | None, at: datetime) -> Effect:
    found = [corrections.effect(rows, *one, at) for one in (key, domain) if one is not None]
    upheld = [one.since for one in found if one.since is not None]
    return Effect(any(one.hidden for one in found), max(upheld, default=None))
