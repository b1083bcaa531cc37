"""Find every indicator: in one text, and in a table of reports.

    >>> from ringfence.words import Country
    >>> text = "A pop-up told me to call 888-555-0123. My number is 202-555-0143."
    >>> for found in find(text, Context(Country("US"))):
    ...     print(found.kind, found.value, found.role)
    phone +18885550123 callback
    phone +12025550143 reporter

`find` is the reference: what any faster way gives must be the same. `from_batch` is `find` over the rows of a
table, joined with what the forms' own fields said; scripts are found over a whole corpus (`kinds.script`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ringfence.indicators import kinds, known_by, known_good, roles, services, settled
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import SIGHTINGS, Context, Found, Role
from ringfence.indicators.kinds import gift_card, remote_access
from ringfence.reports.redact import MASK
from ringfence.words import Country, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ringfence.indicators.fold import Folded
    from ringfence.indicators.indicator import Kind

LONGEST = 100_000
"""Code points of a text that are read; what stands later is left. No report is so long."""

KINDS = kinds.every()
_WEB_RANK = 5
_SHORT = 100  # code points of a field's value that is remembered, at most
COLUMNS = [
    *("report_id", "source", "reporter", "country", "lang", "text", "stated"),
    *("received_at", "occurred_at"),
]
"""The columns of ``reports.parquet`` that are read."""
_BY_RANK = sorted(KINDS.values(), key=lambda kind: (kind.RANK is None, kind.RANK or 0, kind.NAME))


_HIDING = [kind for kind in _BY_RANK if kind.RANK is not None]
MAY_BE_HERS = [kind for kind in _BY_RANK if kind.NAME not in ("brand", "script", "software")]
"""The kinds of which a value may be one of the reporter's own: these hold addresses and digits."""
# What is looked for where only a remote ID or a gift card may be private, with what may hide one.
_HIDING_ID = [kind for kind in _HIDING if (kind.RANK or 0) <= remote_access.RANK]
_NO_ONES = frozenset(["domain", "url"])  # of these kinds no value is anyone's own: one may only hide another
_UNKNOWN: Mapping[str, list[Found]] = MappingProxyType({})


def find(text: str, context: Context, needed: Sequence[Kind] | None = None) -> list[Found]:
    """Find every indicator of a text, with its role; what overlaps is settled.

    Args:
        text: Any text; what it holds is never an error. The first `LONGEST` code points are read.
        context: What is known beside it.
        needed: The kinds to look for, by rank; None: all.

    Returns:
        What was found, in order of place, kind and value. Role ``reporter`` is among it: the spans to mask.
    """
    read = text[:LONGEST]
    if not read:
        return []  # a form's fields alone, as in millions of rows
    folded = fold(read.replace(MASK, " "), context.lang)
    found = _weighed(read, folded, _found(folded, context, needed or _BY_RANK))
    if MASK not in read:
        return found
    return [one for one in found if not _beside_mask(read, one)]


def by_rules(text: str, context: Context) -> list[Found]:
    """Find every indicator of a text with the role that rules alone give it, as `find` without `weighed`."""
    read = text[:LONGEST].replace(MASK, " ")
    return _found(fold(read, context.lang), context, _BY_RANK)


def _beside_mask(text: str, found: Found) -> bool:
    """Tell whether a value touches what was masked: then it is a rest of something private."""
    start, end = found.start, found.end
    if start is None or end is None:
        return False
    return MASK in text[max(0, start - 1) : end + 1]


def find_private(text: str, context: Context) -> list[Found]:
    """Find the values that must be masked: of what `find` gives, the reporter's own and the gift cards.

    Args:
        text: Any text.
        context: What is known beside it.

    Returns:
        The same as `find` gives, and what touches a mask besides; the rest is left out. It takes less time,
        since names are not looked for, nor other roles.
    """
    read = text[:LONGEST]
    folded = fold(read.replace(MASK, " "), context.lang)
    folded.hers_only = True
    if folded.refanged is folded and not roles.hers(folded):
        if not remote_access.spoken_of(folded) and not gift_card.spoken_of(folded):
            return []
        needed = _HIDING_ID
    else:
        needed = _HIDING
    hers = {kind.NAME: [*kind.find(folded, context)] for kind in needed if kind.NAME not in _NO_ONES}
    if not any(is_private(one) or settled.may_tell(one) for ones in hers.values() for one in ones):
        return []  # then nothing need be looked for that may only hide what is private
    found = _weighed(read, folded, _found(folded, context, needed, hers))
    return [one for one in found if is_private(one)]


def _found(
    folded: Folded, context: Context, needed: Iterable[Kind], known: Mapping[str, list[Found]] = _UNKNOWN
) -> list[Found]:
    """Find the values of some kinds, and settle what overlaps; of some kinds they may be known already."""
    found: list[Found] = []
    taken = _Taken()
    for kind in needed:
        for one in known[kind.NAME] if kind.NAME in known else kind.find(folded, context):
            if kind.RANK is None or one.start is None or one.end is None:
                found.append(one)
            elif not taken.hides(one.start, one.end, kind.RANK, beside_name=kind.NAME == "remote_access"):
                found.append(one)
                taken.take(one.start, one.end, kind.RANK)
    return sorted(_settled(found), key=_place)


def _weighed(read: str, folded: Folded, found: list[Found]) -> list[Found]:
    """Let all the words around the values of a text tell, beside the rules, what they did."""
    if not any(settled.may_tell(one) for one in found):
        return found
    if services.may_be_named(folded):
        found = sorted(known_by.told(read, found), key=_place)
    denied = roles.denied(folded) if roles.hers(folded) else None
    told = settled.roles(read, found, denied, calls=not folded.hers_only)
    return _settled([_told(folded, *pair) for pair in zip(found, told, strict=True)])


def _told(folded: Folded, one: Found, role: Role | None) -> Found:
    """Give a value the role that was told of it, if any."""
    if role is not settled.NOT_HERS:
        return one if role is None else _as(one, role)
    return replace(_as(one, roles.not_hers(one.kind, folded)), told=False)


class _Taken:
    """The places that values hold, by stretches of the text, so that a long text takes no quadratic time."""

    _STRETCH = 64

    def __init__(self) -> None:
        self._by_stretch: dict[int, list[tuple[int, int, int]]] = {}

    def take(self, start: int, end: int, rank: int) -> None:
        """Note a value's place."""
        for at in range(start // self._STRETCH, (end - 1) // self._STRETCH + 1):
            self._by_stretch.setdefault(at, []).append((start, end, rank))

    def hides(self, start: int, end: int, rank: int, *, beside_name: bool) -> bool:
        """Tell whether a value of a lower rank stands there; a remote host may stand where a URL does."""
        for at in range(start // self._STRETCH, (end - 1) // self._STRETCH + 1):
            for first, last, lower in self._by_stretch.get(at, ()):
                same = beside_name and lower == _WEB_RANK and (first, last) == (start, end)
                if lower < rank and start < last and first < end and not same:
                    return True
        return False


def _place(found: Found) -> tuple[int, str, str]:
    return (-1 if found.start is None else found.start, found.kind, found.value)


def _settled(found: list[Found]) -> list[Found]:
    """Make a value the reporter's everywhere when it is so once: what is private stays private."""
    own = {(one.kind, one.value) for one in found if one.role is Role.REPORTER}
    if not own:
        return found
    return [_as(one, Role.REPORTER) if (one.kind, one.value) in own else one for one in found]


def _as(found: Found, role: Role) -> Found:
    if found.role is role:
        return found
    strength = KINDS[found.kind].strength(found.value, role)
    return Found(found.kind, found.value, role, found.validity, found.start, found.end, strength, found.told)


def stated(kind: str, role: str, value: str, context: Context) -> list[Found]:
    """Read what a form's own field said.

    Args:
        kind: The field's kind; empty where the value must be searched.
        role: The role that the field gives; empty or not one of the kind's: from the words around.
        value: What was written.
        context: What is known beside it.

    Returns:
        The canonical values; none where the field holds nothing of the kind.
    """
    if len(value) > _SHORT or context.node_key is not None:  # what is long, or may be money, is not kept
        return _read_stated(kind, role, value, context)
    return list(_stated_before(kind, role, value, context))


@lru_cache(maxsize=2_048)
def _stated_before(kind: str, role: str, value: str, context: Context) -> tuple[Found, ...]:
    """Remember what was read: the same number stands in thousands of forms."""
    return tuple(_read_stated(kind, role, value, context))


def _read_stated(kind: str, role: str, value: str, context: Context) -> list[Found]:
    known = KINDS.get(kind)
    read = known.canonical(value, context) if known is not None else None
    if known is None or read is None:
        found = [one for one in find(value, context) if not kind or one.kind == kind]
    else:
        found = [Found(kind, read[0], known.ROLES[0], read[1], None, None, 0.0)]
    return [_stated_as(one, role) for one in found]


def _stated_as(found: Found, role: str) -> Found:
    kind = KINDS[found.kind]
    given = Role(role) if role in kind.ROLES else found.role
    if given is not Role.REPORTER and known_good.genuine(found.kind, found.value):
        given = Role.GENUINE
    return Found(
        found.kind, found.value, given, found.validity, None, None, kind.strength(found.value, given)
    )


class Private(NamedTuple):
    """A stretch of a report's text that must be masked: code points, end exclusive."""

    start: int
    end: int


def is_private(found: Found) -> bool:
    """Tell whether a value must be masked where it stands: the reporter's own, and gift cards."""
    return found.role is Role.REPORTER or found.kind == gift_card.NAME


def private_of(found: Iterable[Found]) -> list[Private]:
    """Give the spans that `reports.redact.mask` must cover: the reporter's own, and gift-card codes."""
    return [
        Private(one.start, one.end)
        for one in found
        if is_private(one) and one.start is not None and one.end is not None
    ]


def from_batch(reports: pa.RecordBatch, *, world: bool = False) -> pa.RecordBatch:
    """Make the sightings of a table of reports, scripts left out.

    Args:
        reports: Rows of the schema `reports.report.REPORTS`.
        world: Accept the numbers of a made-up world.

    Returns:
        Rows of the schema `SIGHTINGS`: for each report, kind, value and role one, with its first place in the
        text; in the order of the reports, then place, kind, value. Role ``reporter`` is never among them.
    """
    known = contexts(reports, world=world)
    texts = reports.column("text").to_pylist()
    return assemble(reports, known, [find(*pair) for pair in zip(texts, known, strict=True)])


def contexts(reports: pa.RecordBatch, *, world: bool = False) -> list[Context]:
    """Give what is known beside the text of each report of a table."""
    made: dict[tuple[str | None, str | None], Context] = {}
    pairs = zip(reports.column("country").to_pylist(), reports.column("lang").to_pylist(), strict=True)
    result: list[Context] = []
    for country, lang in pairs:
        context = made.get((country, lang))
        if context is None:
            lives, writes = Country(country) if country else None, Lang(lang) if lang else None
            context = made[country, lang] = Context(lives, writes, world=world)
        result.append(context)
    return result


def assemble(
    reports: pa.RecordBatch, known: Sequence[Context], found: Sequence[Sequence[Found]]
) -> pa.RecordBatch:
    """Make the sightings of a table of what was found in its texts, and of what its fields say.

    Args:
        reports: Rows of the schema `reports.report.REPORTS`.
        known: For each row what is known beside its text, from `contexts`.
        found: For each row what `find` gave.

    Returns:
        As `from_batch`.
    """
    rows: list[tuple[Any, ...]] = []
    times = (column.to_pylist() for column in when(reports))
    names = ("report_id", "source", "reporter", "stated")
    needed = (reports.column(name).to_pylist() for name in names)
    for row in zip(*needed, *times, known, found, strict=True):
        report_id, source, reporter, fields, at, basis, context, in_text = row
        for one in of_report(in_text, fields or (), context):
            what = (report_id, one.kind, one.value, one.role.value, one.validity.value, one.strength)
            rows.append((*what, at, basis, source, reporter, one.start, one.end))
    columns = zip(*rows, strict=True) if rows else [()] * len(SIGHTINGS)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SIGHTINGS, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=SIGHTINGS)


def of_report(in_text: Iterable[Found], fields: Iterable[dict[str, Any]], context: Context) -> list[Found]:
    """Find what one report tells: its fields first, then its text; one of each kind, value and role.

    A value that a field names has the field's role in the text too, where the words near it tell no other.

    Args:
        in_text: What `find` gave for its text.
        fields: What its form stated.
        context: What is known beside the text.
    """
    first: dict[tuple[str, str, Role], Found] = {}
    roles: dict[tuple[str, str], Role] = {}
    own: set[tuple[str, str]] = set()
    for field in fields:
        start, end = field["start"], field["end"]
        for one in stated(field["kind"] or "", field["role"] or "", field["value"] or "", context):
            if one.role is Role.REPORTER:
                own.add((one.kind, one.value))
                continue
            placed = one if start is None and end is None else replace(one, start=start, end=end)
            first.setdefault((one.kind, one.value, one.role), placed)
            roles[one.kind, one.value] = one.role
    for one in in_text:
        if one.role is Role.REPORTER:
            own.add((one.kind, one.value))
            continue
        role = one.role if one.told else roles.get((one.kind, one.value), one.role)
        known = first.get((one.kind, one.value, role))
        if known is None or known.start is None:
            first[one.kind, one.value, role] = _as(one, role)
    return sorted((one for key, one in first.items() if key[:2] not in own), key=_place)


def when(reports: pa.RecordBatch) -> tuple[pa.Array, pa.Array]:
    """Say when each report's fraud was: when it happened, else when it was reported; never later.

    Args:
        reports: Rows of the schema `reports.report.REPORTS`.

    Returns:
        The times, and for each ``occurred`` or ``reported``.
    """
    received, occurred = reports.column("received_at"), reports.column("occurred_at")
    known = pc.fill_null(pc.less_equal(occurred, received), fill_value=False)
    return pc.if_else(known, occurred, received), pc.if_else(known, "occurred", "reported")
